#include "api_stage.h"
#include "sandbox/graphql_query.h"

using namespace tracedeck;
using namespace tracedeck::sandbox;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kMinute = 60'000;

const QString kQuery = u"query Counts($a: string!, $from: Time!, $to: Time!) { viewer { accounts(filter: {accountTag: $a}) {"
                       u" workersInvocationsAdaptive(limit: 100, filter: {scriptName: \"shop\", datetime_geq: $from, datetime_leq: $to}) {"
                       u" sum { requests errors all: subrequests } dimensions { scriptName status } } } } }"_s;

} // namespace

class TestApiGraphql : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        stage = std::make_unique<test::ApiStage>();
        stage->become(stage->token(u"tracedeck"_s));
        const qint64 at = stage->clock.now - kMinute;
        stage->pipeline.counts = {{u"shop"_s, u"success"_s, at - kMinute, 5, 0, 2},
                                  {u"shop"_s, u"success"_s, at, 7, 0, 1},
                                  {u"shop"_s, u"scriptThrewException"_s, at, 3, 3, 0},
                                  {u"mail"_s, u"success"_s, at, 11, 0, 0}};
    }
    void queriesAreReadAsTheyStand();
    void brokenQueriesAreNamed_data();
    void brokenQueriesAreNamed();
    void countsAreSummedByWhatIsAskedFor();
    void rowsComeInTheOrderThatIsAskedFor();
    void whatIsNotServedIsSaid();
    void analyticsNeedTheirPermission();

private:
    [[nodiscard]] test::ApiGot ask(const QString& query, qint64 spanMs = 3'600'000)
    {
        return stage->ask("POST", u"graphql"_s,
                          {{u"query"_s, query},
                           {u"variables"_s,
                            QJsonObject {{u"a"_s, stage->keeper.all.account.id},
                                         {u"from"_s, exactTimeJson(stage->clock.now - spanMs)},
                                         {u"to"_s, exactTimeJson(stage->clock.now)}}}});
    }
    std::unique_ptr<test::ApiStage> stage;
};

void TestApiGraphql::queriesAreReadAsTheyStand()
{
    const auto root = readGraphql(u"{ a: b(x: 1.5, y: [true, null, WORD], z: {t: \"q\\\"\", v: $v}) { c } # end\n d }"_s, {{u"v"_s, 7}});
    QVERIFY(root.has_value());
    const auto* b = root->field(u"b");
    QVERIFY(b && root->field(u"d") && b->field(u"c"));
    QCOMPARE(b->alias, u"a"_s);
    QCOMPARE(b->arguments,
             (QJsonObject {{u"x"_s, 1.5},
                           {u"y"_s, QJsonArray {true, QJsonValue::Null, u"WORD"_s}},
                           {u"z"_s, QJsonObject {{u"t"_s, u"q\""_s}, {u"v"_s, 7}}}}));
}

void TestApiGraphql::brokenQueriesAreNamed_data()
{
    QTest::addColumn<QString>("query");
    for (const char* query : {"", "{", "}", "{ a", "{ a( }", "{ a(x: ) }", "{ a(x: {y: 1) }", "{ a } b", "{ ...F }", "query ( { a }",
                              "{ a: }", "{ a(x: \") }", "{ \"a\" }"})
        QTest::newRow(query) << QString::fromLatin1(query);
    QTest::newRow("very deep") << QString(QString(u"{a"_s).repeated(5000) + QString(u"}"_s).repeated(5000));
    QTest::newRow("deep values") << QString(u"{a(x:"_s + QString(u"["_s).repeated(5000));
}

void TestApiGraphql::brokenQueriesAreNamed()
{
    QFETCH(QString, query);
    const auto root = readGraphql(query, {});
    QVERIFY(!root);
    QVERIFY(!root.error().detail.isEmpty());
}

void TestApiGraphql::countsAreSummedByWhatIsAskedFor()
{
    const auto got = ask(kQuery);
    QVERIFY2(got.body[u"errors"_s].isNull(), got.bytes.constData());
    const auto rows = got.body[u"data"_s][u"viewer"_s][u"accounts"_s][0][u"workersInvocationsAdaptive"_s].toArray();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[1][u"dimensions"_s].toObject(), (QJsonObject {{u"scriptName"_s, u"shop"_s}, {u"status"_s, u"success"_s}}));
    QCOMPARE(rows[1][u"sum"_s].toObject(), (QJsonObject {{u"requests"_s, 12}, {u"errors"_s, 0}, {u"all"_s, 3}}));
    QCOMPARE(rows[0][u"sum"_s][u"errors"_s].toInt(), 3);
}

void TestApiGraphql::rowsComeInTheOrderThatIsAskedFor()
{
    const auto statuses = [this](const QString& order, const QString& limit = u"100"_s) {
        QString query = kQuery;
        query.replace(u"limit: 100"_s, QString(u"limit: "_s + limit + u", orderBy: "_s + order));
        query.replace(u"dimensions { scriptName"_s, u"dimensions { datetime scriptName"_s);
        const auto got = ask(query);
        QStringList all;
        for (const auto& row : got.body[u"data"_s][u"viewer"_s][u"accounts"_s][0][u"workersInvocationsAdaptive"_s].toArray())
            all << row[u"sum"_s][u"requests"_s].toVariant().toString();
        return all.isEmpty() ? got.body[u"errors"_s][0][u"message"_s].toString() : all.join(u' ');
    };
    QCOMPARE(statuses(u"[datetime_DESC, status_ASC]"_s), u"3 7 5"_s);
    QCOMPARE(statuses(u"[datetime_ASC, status_DESC]"_s), u"5 7 3"_s);
    QCOMPARE(statuses(u"datetime_DESC"_s, u"2"_s), u"3 7"_s);
    QVERIFY(statuses(u"[clicks_DESC]"_s).contains(u"clicks_DESC"));
    QVERIFY(statuses(u"[datetime]"_s).contains(u"order"));
}

void TestApiGraphql::whatIsNotServedIsSaid()
{
    const auto said = [](const test::ApiGot& got) { return got.body[u"errors"_s][0][u"message"_s].toString(); };
    QVERIFY(said(ask(u"{ viewer { zones { x } } }"_s)).contains(u"unknown field"));
    QVERIFY(said(ask(QString(kQuery).replace(u"requests"_s, u"clicks"_s))).contains(u"clicks"));
    QVERIFY(said(ask(kQuery, 40LL * 86'400'000)).contains(u"month"));
    QVERIFY(said(ask(QString(kQuery).replace(u"$a}"_s, u"\"x\"}"_s))).contains(u"authorized"));
    QVERIFY(said(ask(u"{"_s)).contains(u"syntax"));
}

void TestApiGraphql::analyticsNeedTheirPermission()
{
    stage->become(stage->token(u"ci-deploy"_s));
    QCOMPARE(ask(kQuery).code(), 10000);
}

QTEST_GUILESS_MAIN(TestApiGraphql)
#include "test_api_graphql.moc"
