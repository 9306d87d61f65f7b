#include "api_stage.h"

using namespace tracedeck;
using namespace tracedeck::sandbox;
using namespace Qt::Literals::StringLiterals;

class TestApiIdentity : public QObject {
    Q_OBJECT

private slots:
    void init() { stage = std::make_unique<test::ApiStage>(); }
    void credentialsAreOneOfTwoKinds();
    void verifyTellsUsersTokensFromAccounts();
    void expiredTokensAreToldByTheirCheckAlone();
    void theRoleLimitsAUsersToken_data();
    void theRoleLimitsAUsersToken();
    void whoIsAskedForByName();
    void pathsThatLeadNowhereAreNamed();
    void zonesAreForThoseWhoHaveSomethingThere();
    void aBudgetIsCountedAndBlocksForFiveMinutes();
    void faultsBreakAnswersOnRequest();

private:
    std::unique_ptr<test::ApiStage> stage;
};

void TestApiIdentity::credentialsAreOneOfTwoKinds()
{
    QCOMPARE(stage->get(u"accounts"_s).code(), 9106);
    stage->headers = {{"Authorization", "Bearer nonsense"}};
    QCOMPARE(stage->get(u"accounts"_s).code(), 10000);
    QCOMPARE(stage->get(u"user/tokens/verify"_s).code(), 1000);
    stage->headers = {{"X-Auth-Email", "ada@example.com"}, {"X-Auth-Key", "nonsense"}};
    QCOMPARE(stage->get(u"accounts"_s).code(), 9106);
    const Member& ada = stage->keeper.all.members.front();
    stage->become(ada);
    QVERIFY(stage->get(u"accounts"_s).isGood());
    stage->headers.emplace_back("Authorization", "Bearer " + stage->token(u"tracedeck"_s).value);
    QCOMPARE(stage->get(u"accounts"_s).code(), 9106);
}

void TestApiIdentity::verifyTellsUsersTokensFromAccounts()
{
    stage->become(stage->token(u"tracedeck"_s));
    const auto users = stage->get(u"user/tokens/verify"_s);
    QVERIFY(users.isGood());
    QCOMPARE(users.object()[u"id"_s].toString(), stage->token(u"tracedeck"_s).id);
    QCOMPARE(users.object()[u"status"_s].toString(), u"active"_s);
    QCOMPARE(users.body[u"messages"_s].toArray().first().toObject()[u"code"_s].toInt(), 10000);
    QCOMPARE(stage->get(u"A/tokens/verify"_s).code(), 1000);
    stage->become(stage->token(u"ci-deploy"_s));
    QCOMPARE(stage->get(u"user/tokens/verify"_s).code(), 1000);
    QVERIFY(stage->get(u"A/tokens/verify"_s).isGood());
    QCOMPARE(stage->get(u"memberships"_s).code(), 9106);
}

void TestApiIdentity::expiredTokensAreToldByTheirCheckAlone()
{
    stage->become(stage->token(u"last-year"_s));
    const auto verified = stage->get(u"user/tokens/verify"_s);
    QVERIFY(verified.isGood());
    QCOMPARE(verified.object()[u"status"_s].toString(), u"expired"_s);
    QCOMPARE(stage->get(u"accounts"_s).status, 401);
    stage->become(stage->token(u"tracedeck"_s));
    QVERIFY(stage->faults.set({u"expired-token"_s}));
    QCOMPARE(stage->get(u"user/tokens/verify"_s).object()[u"status"_s].toString(), u"expired"_s);
    QCOMPARE(stage->get(u"accounts"_s).code(), 10000);
}

void TestApiIdentity::theRoleLimitsAUsersToken_data()
{
    QTest::addColumn<QByteArray>("role");
    QTest::addColumn<bool>("members");
    QTest::addColumn<bool>("bills");
    QTest::newRow("super") << QByteArray("Super Administrator - All Privileges") << true << true;
    QTest::newRow("read only") << QByteArray("Administrator Read Only") << true << true;
    QTest::newRow("log share") << QByteArray("Log Share") << false << false;
    QTest::newRow("workers") << QByteArray("Workers Platform Admin") << false << false;
    QTest::newRow("billing") << QByteArray("Billing") << false << true;
    QTest::newRow("minimal") << QByteArray("Minimal Account Access") << false << false;
}

void TestApiIdentity::theRoleLimitsAUsersToken()
{
    QFETCH(QByteArray, role);
    QFETCH(bool, members);
    QFETCH(bool, bills);
    const Member& member = stage->memberWith(role.toStdString());
    auto& token = stage->keeper.all.tokens.front(); // which allows all of it
    token.userId = member.userId;
    for (const bool byKey : {false, true}) {
        byKey ? stage->become(member) : stage->become(token);
        QCOMPARE(stage->get(u"A/members"_s).isGood(), members);
        QCOMPARE(stage->get(u"A/subscriptions"_s).isGood(), bills);
        QVERIFY(stage->get(u"accounts"_s).isGood());
        const auto membership = stage->get(u"memberships"_s).list().first().toObject();
        QCOMPARE(membership[u"roles"_s].toArray(), QJsonArray {QString::fromUtf8(role)});
    }
}

void TestApiIdentity::whoIsAskedForByName()
{
    stage->become(stage->token(u"tracedeck"_s));
    QCOMPARE(stage->get(u"user"_s).object()[u"email"_s].toString(), u"ada@example.com"_s);
    const auto members = stage->get(u"A/members?per_page=5&page=3"_s);
    QCOMPARE(members.list().size(), 1);
    QCOMPARE(members.body[u"result_info"_s].toObject()[u"total_count"_s].toInt(), 11);
    QCOMPARE(stage->get(u"A/roles"_s).list().size(), 11);
    QCOMPARE(stage->get(u"user/tokens/permission_groups"_s).code(), 9109);
    stage->become(stage->keeper.all.members.front());
    QCOMPARE(stage->get(u"user/tokens/permission_groups?name=Logs%20Write"_s).list().size(), 2); // the account's and the zone's
    const auto details = stage->get(u"user/tokens/"_s + stage->token(u"tracedeck"_s).id);
    QVERIFY(details.object()[u"policies"_s].toArray().size() >= 3);
    QVERIFY(!details.bytes.contains(stage->token(u"tracedeck"_s).value));
    QCOMPARE(stage->get(u"user/tokens/"_s + stage->token(u"viewer"_s).id).status, 404);
}

void TestApiIdentity::pathsThatLeadNowhereAreNamed()
{
    stage->become(stage->token(u"tracedeck"_s));
    QCOMPARE(stage->get(u"accounts/short/members"_s).code(), 7003);
    QCOMPARE(stage->get(u"A/nothing/here"_s).code(), 7003);
    QCOMPARE(stage->get(u"S/logpush/jobs"_s).code(), 7003);
    QCOMPARE(stage->get(u"accounts/00000000000000000000000000000000/members"_s).code(), 10000);
    stage->keeper.all.facts.noRouteStatus = 400;
    QCOMPARE(stage->get(u"nothing"_s).status, 400);
}

void TestApiIdentity::zonesAreForThoseWhoHaveSomethingThere()
{
    stage->become(stage->token(u"zone-logs"_s));
    QCOMPARE(stage->get(u"zones?name=example.org"_s).list().size(), 1);
    stage->become(stage->token(u"logs-read-only"_s));
    QCOMPARE(stage->get(u"zones"_s).list().size(), 0);
}

void TestApiIdentity::aBudgetIsCountedAndBlocksForFiveMinutes()
{
    stage->become(stage->token(u"tracedeck"_s));
    QCOMPARE(stage->get(u"user"_s).headers["ratelimit"], QByteArray("\"default\";r=1199;t=300"));
    stage->keeper.all.facts.rateLimitOldHeaders = true;
    QCOMPARE(stage->get(u"user"_s).headers["x-ratelimit-remaining"], QByteArray("1198"));
    ApiBudget budget;
    for (int i = 0; i < 1200; ++i)
        QVERIFY(!budget.take(u"ada"_s, 1000).isBlocked);
    QVERIFY(budget.take(u"ada"_s, 1000).isBlocked);
    QVERIFY(budget.take(u"ada"_s, 300'999).isBlocked);
    QVERIFY(!budget.take(u"ben"_s, 1000).isBlocked);
    QVERIFY(!budget.take(u"ada"_s, 301'000).isBlocked);
}

void TestApiIdentity::faultsBreakAnswersOnRequest()
{
    stage->become(stage->token(u"tracedeck"_s));
    const auto with = [this](const QString& fault) { return stage->faults.set({fault}) ? stage->get(u"user"_s) : test::ApiGot {}; };
    QCOMPARE(with(u"403"_s).status, 403);
    const auto limited = with(u"429"_s);
    QCOMPARE(limited.status, 429);
    QCOMPARE(limited.headers["retry-after"], QByteArray("1"));
    QCOMPARE(with(u"500"_s).status, 500);
    QVERIFY(with(u"503"_s).headers["content-type"].startsWith("text/html"));
    QVERIFY(with(u"html"_s).bytes.contains("<form"));
    QVERIFY(with(u"cut"_s).isCut);
    QCOMPARE(with(u"reset"_s).status, 0);
    QVERIFY(with(u"r2:403"_s).isGood());
}

QTEST_GUILESS_MAIN(TestApiIdentity)
#include "test_api_identity.moc"
