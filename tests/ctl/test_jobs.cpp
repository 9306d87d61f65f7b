// The real `tracedeckctl jobs`, `filter` and `destination`; jobs against the Sandbox's API over the wire.
#include "ctl/command.h"
#include "delivery/traffic_objects.h"
#include "sandbox/jobs_stage.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kSecret(64, u'c');

/// An account without jobs, and who asks.
struct Served {
    ApiStage api;
    QTemporaryDir home;
    QByteArray token;

    explicit Served(const QString& tokenName = u"tracedeck"_s)
    {
        clearJobs(api);
        token = api.token(tokenName).value;
    }
    [[nodiscard]] QJsonObject body(const QString& name, const QString& secret = kSecret) const { return r2Job(api, name, secret); }
    [[nodiscard]] Ran run(const QStringList& arguments, const QJsonObject& input = {}, const QByteArray& variable = {},
                          const QByteArray& value = {})
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"CLOUDFLARE_API_TOKEN"_s, QString::fromUtf8(token));
        environment.insert(u"XDG_CONFIG_HOME"_s, home.path());
        if (!variable.isEmpty())
            environment.insert(QString::fromUtf8(variable), QString::fromUtf8(value));
        const QStringList account {u"--base-url"_s, baseUrlOf(api).toString(), u"--account"_s, api.keeper.all.account.id, u"--json"_s};
        const Ran ran = runCtlBeside(QStringList {u"jobs"_s} + arguments + account, environment,
                                     input.isEmpty() ? QByteArray() : QJsonDocument(input).toJson());
        isSecretTold = isSecretTold || ran.out.contains(kSecret.toUtf8()) || ran.err.contains(kSecret.toUtf8()) || ran.out.contains(token);
        return ran;
    }
    bool isSecretTold = false;
};

Ran filter(const QStringList& arguments, const QByteArray& input)
{
    return runCtl(QStringList {u"filter"_s} + arguments + QStringList {u"--json"_s}, input);
}

} // namespace

class TestCtlJobs : public QObject {
    Q_OBJECT

private slots:
    void aJobLivesFromCreateToDelete()
    {
        Served served;
        const Ran created = served.run({u"create"_s}, served.body(u"one"_s));
        QCOMPARE(created.exit, 0);
        const QString id = QString::number(created.json()[u"id"].toInteger());
        QCOMPARE(created.json()[u"dataset"].toString(), u"workers_trace_events"_s);
        QCOMPARE(served.api.keeper.all.jobs.front().destination(), served.body(u"one"_s)[u"destination_conf"].toString());

        const Ran listed = served.run({u"list"_s});
        QCOMPARE(listed.json()[u"jobs"].toArray().size(), 1);
        QCOMPARE(served.run({u"show"_s, id}).json()[u"name"].toString(), u"one"_s);

        QCOMPARE(served.run({u"update"_s, id, u"--dry-run"_s}, {{u"name"_s, u"two"_s}}).json()[u"changes"][0][u"path"].toString(),
                 u"name"_s);
        QCOMPARE(served.api.keeper.all.jobs.front().fields[u"name"].toString(), u"one"_s);
        QCOMPARE(served.run({u"update"_s, id}, {{u"name"_s, u"two"_s}, {u"max_upload_interval_seconds"_s, 60}}).exit, 0);
        QCOMPARE(served.api.keeper.all.jobs.front().fields[u"name"].toString(), u"two"_s);
        QCOMPARE(served.api.keeper.all.jobs.front().fields[u"max_upload_interval_seconds"].toInt(), 60);
        QCOMPARE(served.api.keeper.all.jobs.front().destination(), served.body(u"one"_s)[u"destination_conf"].toString());

        QCOMPARE(served.run({u"delete"_s, id}).exit, 0);
        QVERIFY(served.api.keeper.all.jobs.empty());
        QVERIFY(!served.isSecretTold);
    }

    void aMaskedSecretComesFromTheEnvironment()
    {
        Served served;
        QCOMPARE(served.run({u"create"_s}, served.body(u"one"_s, u"****"_s), "SECRET_ACCESS_KEY", kSecret.toUtf8()).exit, 0);
        QVERIFY(served.api.keeper.all.jobs.front().destination().endsWith(kSecret));
        QVERIFY(!served.isSecretTold);
    }

    void whatTheTokenMayNotIsToldInTheServersWords()
    {
        Served served(u"viewer"_s);
        const Ran ran = served.run({u"list"_s});
        QCOMPARE(ran.exit, 1);
        QVERIFY2(!ran.json()[u"error"][u"message"].toString().isEmpty(), ran.out.constData());
        QCOMPARE(served.run({u"create"_s}, served.body(u"one"_s)).exit, 1);
        QVERIFY(served.api.keeper.all.jobs.empty());
    }

    void aJobIsValidatedHereAndThere()
    {
        Served served;
        QJsonObject job = served.body(u"one"_s);
        QCOMPARE(served.run({u"validate"_s}, job).json()[u"valid"].toBool(), true);
        served.api.pipeline.failure = Error {ErrorCode::ObjectRefused, u"AccessDenied"_s, {}};
        const Ran refused = served.run({u"validate"_s}, job);
        QVERIFY2(refused.exit == 1, refused.out.constData());
        QVERIFY(!refused.json()[u"destination"][u"valid"].toBool());
        job[u"max_upload_records"_s] = 5;
        const Ran wrong = served.run({u"validate"_s, u"--offline"_s}, job);
        QCOMPARE(wrong.exit, 1);
        QCOMPARE(wrong.json()[u"issues"][0][u"path"].toString(), u"max_upload_records"_s);
        QVERIFY(served.api.keeper.all.jobs.empty());
        QVERIFY(!served.isSecretTold);
    }

    void filtersAreCheckedAndExplained()
    {
        const QByteArray good = R"({"where":{"key":"Outcome","operator":"!eq","value":"exception"}})";
        QCOMPARE(filter({u"check"_s}, good).json()[u"verdict"].toString(), u"valid"_s);
        QCOMPARE(filter({u"explain"_s}, good).json()[u"sentence"].toString().left(40), u"Keeps events whose outcome is not except"_s);
        const QByteArray encoded = QJsonDocument(QJsonArray {QString::fromUtf8(good)}).toJson(QJsonDocument::Compact).mid(1).chopped(1);
        QCOMPARE(filter({u"check"_s}, encoded).json()[u"verdict"].toString(), u"valid"_s);
        const QByteArray wrong[] = {
            R"({"key":"Outcome","operator":"eq","value":"ok"})", R"({"where":{"key":"Logs","operator":"contains","value":"x"}})",
            R"({"where":{"key":"WallTimeMs","operator":"in","value":"1,2"}})",
            "{\"where\":", QByteArray(R"({"where":{"key":"ScriptName","operator":"eq","value":"X"}})").replace("X", QByteArray(1000, 'x'))};
        for (const QByteArray& each : wrong) {
            const Ran ran = filter({u"check"_s}, each);
            QCOMPARE(ran.json()[u"verdict"].toString(), u"invalid"_s);
            QCOMPARE(ran.exit, 1);
            QVERIFY(!ran.json()[u"errors"][0][u"message"].toString().isEmpty());
        }
    }

    void aFilterIsTriedOnAStore()
    {
        const QTemporaryDir folder;
        delivery::GenerateOptions options;
        options.traffic = {3'000, 2, {1'795'300'020'000, 1'795'303'620'000}};
        options.folder = folder.filePath(u"objects"_s);
        const auto made = delivery::generateObjects(options);
        QVERIFY(made);
        const QString store = folder.filePath(u"store"_s);
        QCOMPARE(runCtl({u"import"_s, options.folder, u"--store"_s, store}).exit, 0);
        const QJsonObject effect =
            filter({u"test"_s, u"--store"_s, store}, R"({"where":{"key":"Outcome","operator":"eq","value":"exception"}})").json();
        QCOMPARE(effect[u"kept"].toInteger(), qint64(made->outcomes.at("exception")));
        QCOMPARE(effect[u"kept"].toInteger() + effect[u"dropped"].toInteger(), qint64 {3'000});
    }

    void aDestinationIsTakenApartWithoutItsSecrets()
    {
        const Ran ran = runCtl({u"destination"_s, u"parse"_s, u"--json"_s},
                               "s3://logs/a/{DATE}?region=auto&access-key-id=id&secret-access-key=hush%2Fhush&endpoint=host.example.com\n");
        QCOMPARE(ran.exit, 0);
        QCOMPARE(ran.json()[u"type"].toString(), u"s3-compatible"_s);
        QCOMPARE(ran.json()[u"bucket"].toString(), u"logs"_s);
        QCOMPARE(ran.json()[u"path"].toString(), u"/a/{DATE}"_s);
        QCOMPARE(ran.json()[u"params"][u"endpoint"].toString(), u"host.example.com"_s);
        QCOMPARE(ran.json()[u"params"][u"secret-access-key"].toString(), u"****"_s);
        QVERIFY(!ran.out.contains("hush"));
        QCOMPARE(runCtl({u"destination"_s, u"parse"_s}, "no scheme").exit, 1);
    }
};

QTEST_GUILESS_MAIN(TestCtlJobs)
#include "test_jobs.moc"
