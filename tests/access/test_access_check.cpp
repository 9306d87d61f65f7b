#include "access/access_check.h"
#include "access/account_fake.h"
#include "access/next.h"
#include "access/token_template.h"

#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

using namespace tracedeck;
using namespace tracedeck::access;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const Caller kEverything {u"user"_s, u"Super Administrator - All Privileges"_s, u"everything"_s};

QString below(const char* rest)
{
    return QString(u"GET /accounts/" + AccountFake::kAccount + QLatin1String(rest));
}

net::Response page(int status, const QByteArray& body)
{
    return {status, {{"Content-Type", "text/html"}}, body};
}

net::Response refusal(int status, int code)
{
    return {status,
            {},
            R"({"success":false,"errors":[{"code":)" + QByteArray::number(code) + R"(,"message":"no"}],"messages":[],"result":null})"};
}

Error gone(ErrorCode code)
{
    return {code, u"connection refused"_s, u"api.cloudflare.com"_s};
}

} // namespace

class TestAccessCheck : public QObject {
    Q_OBJECT

private slots:
    void callsComeInTheOrderOfTheSteps();
    void eachStepIsToldAsItGoes();
    void aDroppedCheckTellsNothingMore();
    void offlineIsUnknownAndNeverNo();
    void aLoginPageIsNotTheApi();
    void anExpiredTokenIsSaidSoAndNothingElseIsAsked();
    void aWrongTokenIsSaidSo();
    void aWrongAccountIdIsNotAMissingPermission();
    void severalAccountsWaitForAChoice();
    void aZoneThatWasNamedIsEnoughToTellAZonesToken();
    void notEntitledIsThePlan();
    void aPlanThatNamesNoWorkersProvesNothing();
    void aBucketInEuropeIsFoundThere();
    void keysComeFromTheToken();
    void helpersAreThoseWhoMayUseLogpush();
    void noSecretIsInTheReport();
    void theTemplateHasTheLeastThatTheWishesTake();
};

void TestAccessCheck::callsComeInTheOrderOfTheSteps()
{
    AccountFake account(kEverything);
    const Report report = checked(account, account.question());
    QVERIFY(report.isFinished);
    QCOMPARE(account.asked.first(), u"GET /user/tokens/verify"_s);
    const QString bucket = u"S3 GET /workers-prod"_s;
    const QStringList inOrder {u"GET /user/tokens/verify"_s,
                               u"GET /accounts"_s,
                               u"GET /memberships"_s,
                               below("/members"),
                               below("/logpush/datasets/workers_trace_events/jobs"),
                               below("/logpush/datasets/workers_trace_events/fields"),
                               below("/workers/scripts"),
                               below("/subscriptions"),
                               bucket};
    QStringList seen;
    for (const QString& call : account.asked) {
        if (inOrder.contains(call))
            seen << call;
    }
    QCOMPARE(seen, inOrder);
    for (const StepReport& step : report.steps) {
        if (step.step != Step::Wrangler) {
            QVERIFY2(step.stage == Stage::Done && step.verdict.answer == Answer::Yes, nameOf(step.step));
            QVERIFY(!step.verdict.evidence.empty());
        }
    }
    const Evidence& jobs = report.at(Step::Jobs).verdict.evidence.front();
    QCOMPARE(jobs.status, 200);
    QCOMPARE(jobs.ray, u"8f1c2d3e4a5b6c7d-FRA"_s);
    QCOMPARE(report.at(Step::Jobs).verdict.count, 1);
}

void TestAccessCheck::eachStepIsToldAsItGoes()
{
    AccountFake account(kEverything);
    std::vector<Report> told;
    AccessCheck check({account}, [&](const Report& report) { told.push_back(report); });
    check.run(account.question());
    QTRY_VERIFY(!told.empty() && told.back().isFinished);
    QCOMPARE(told.front().at(Step::Credential).stage, Stage::Running);
    QCOMPARE(told.front().at(Step::Jobs).stage, Stage::Waiting);
    for (std::size_t i = 1; i < told.size(); ++i) {
        for (const Step step : kSteps)
            QVERIFY2(told[i].at(step).stage >= told[i - 1].at(step).stage, nameOf(step)); // no step goes back
    }
    QCOMPARE(told.size(), static_cast<std::size_t>(account.asked.size()) + 1);
}

void TestAccessCheck::aDroppedCheckTellsNothingMore()
{
    AccountFake account(kEverything);
    int told = 0;
    std::unique_ptr<AccessCheck> check;
    check = std::make_unique<AccessCheck>(Means {account}, [&](const Report&) {
        if (++told == 3)
            check.reset();
    });
    check->run(account.question());
    QTRY_COMPARE(told, 3);
    QTest::qWait(20);
    QCOMPARE(told, 3);
}

void TestAccessCheck::offlineIsUnknownAndNeverNo()
{
    AccountFake account(kEverything);
    Question question = account.question();
    account.failures[u"GET /user/tokens/verify"_s] = gone(ErrorCode::Unreachable);
    question.bucket.reset();
    const Report report = checked(account, question);
    QCOMPARE(account.asked.size(), 1);
    for (const StepReport& step : report.steps)
        QVERIFY2(step.verdict.answer == Answer::Unknown, nameOf(step.step));
    QCOMPARE(report.at(Step::Credential).verdict.cause, Cause::NoConnection);
    QCOMPARE(report.at(Step::Jobs).stage, Stage::Skipped);
}

void TestAccessCheck::aLoginPageIsNotTheApi()
{
    AccountFake account(kEverything);
    account.instead[u"GET /user/tokens/verify"_s] = page(200, "<html><title>Sign in</title></html>");
    const Verdict verdict = checked(account, account.question()).at(Step::Credential).verdict;
    QCOMPARE(verdict.answer, Answer::Unknown);
    QCOMPARE(verdict.cause, Cause::NotTheApi);
    QVERIFY(verdict.evidence.front().words.contains(u"Sign in"));
}

void TestAccessCheck::anExpiredTokenIsSaidSoAndNothingElseIsAsked()
{
    AccountFake account(kEverything);
    account.instead[u"GET /user/tokens/verify"_s] = {
        200, {}, R"({"success":true,"errors":[],"messages":[],"result":{"id":"ed17574386854bf78a67040be0a770b0","status":"expired"}})"};
    Question question = account.question();
    question.bucket.reset();
    const Report report = checked(account, question);
    QCOMPARE(report.at(Step::Credential).verdict.cause, Cause::Expired);
    QCOMPARE(actionFor(Cause::Expired), Action::ReplaceToken);
    QCOMPARE(account.asked, QStringList {u"GET /user/tokens/verify"_s});
    QCOMPARE(report.at(Can::SeeJobs).answer, Answer::Unknown);
}

void TestAccessCheck::aWrongTokenIsSaidSo()
{
    AccountFake account(kEverything);
    account.instead[u"GET /user/tokens/verify"_s] = refusal(401, 1000);
    account.instead[below("/tokens/verify")] = refusal(401, 1000);
    account.instead[u"GET /accounts"_s] = refusal(400, 9106);
    const Report report = checked(account, account.question());
    QCOMPARE(report.at(Step::Credential).verdict.answer, Answer::No);
    QCOMPARE(report.at(Step::Credential).verdict.cause, Cause::Invalid);
    QVERIFY(!account.asked.contains(below("/workers/scripts")));
}

void TestAccessCheck::aWrongAccountIdIsNotAMissingPermission()
{
    AccountFake account(kEverything);
    Question question = account.question();
    question.accountId = u"00000000000000000000000000000000"_s;
    const Report report = checked(account, question);
    QCOMPARE(report.at(Step::Account).verdict.answer, Answer::No);
    QCOMPARE(report.at(Step::Account).verdict.cause, Cause::WrongAccountId);
    QCOMPARE(report.at(Step::Jobs).verdict.answer, Answer::Unknown);
}

void TestAccessCheck::severalAccountsWaitForAChoice()
{
    AccountFake account(kEverything);
    account.instead[u"GET /accounts"_s] = {
        200, {}, R"({"success":true,"errors":[],"messages":[],"result":[{"id":"a1","name":"One"},{"id":"a2","name":"Two"}]})"};
    Question question = account.question();
    question.accountId.clear();
    const Report report = checked(account, question);
    QCOMPARE(report.at(Step::Account).verdict.cause, Cause::SeveralAccounts);
    QCOMPARE(report.accounts.size(), std::size_t {2});
    QCOMPARE(report.at(Step::Jobs).stage, Stage::Skipped);
}

void TestAccessCheck::aZoneThatWasNamedIsEnoughToTellAZonesToken()
{
    AccountFake account({u"user"_s, u"Administrator"_s, u"zone-logs-write"_s});
    account.instead[u"GET /zones"_s] = refusal(403, 10000);
    Question question = account.question();
    QVERIFY(checked(account, question).at(Step::Jobs).verdict.cause != Cause::ZoneScope);
    question.zoneId = AccountFake::kZone;
    QCOMPARE(checked(account, question).at(Step::Jobs).verdict.cause, Cause::ZoneScope);
}

void TestAccessCheck::notEntitledIsThePlan()
{
    AccountFake account(kEverything);
    Question question = account.question();
    question.sawNotEntitled = true;
    const Report report = checked(account, question);
    QCOMPARE(report.at(Step::Plan).verdict.cause, Cause::NotEntitled);
    QCOMPARE(report.at(Can::SwitchWorkers).answer, Answer::No);
    QCOMPARE(report.at(Can::SwitchWorkers).step, Step::Plan);
    QCOMPARE(report.at(Can::SeeWorkers).answer, Answer::Yes);
}

void TestAccessCheck::aPlanThatNamesNoWorkersProvesNothing()
{
    AccountFake account(kEverything);
    account.instead[below("/subscriptions")] = {
        200, {}, R"({"success":true,"errors":[],"messages":[],"result":[{"id":"s","state":"Paid","rate_plan":{"id":"pro"}}]})"};
    const Verdict plan = checked(account, account.question()).at(Step::Plan).verdict;
    QCOMPARE(plan.answer, Answer::Unknown);
    QCOMPARE(plan.cause, Cause::PlanNotNamed);
}

void TestAccessCheck::aBucketInEuropeIsFoundThere()
{
    AccountFake account(kEverything);
    const net::Response none {
        404, {{"Content-Type", "application/xml"}}, "<Error><Code>NoSuchBucket</Code><Message>none</Message></Error>"};
    // Both endpoints have the same path, so what is asked first is answered with none, and the European list of buckets has it.
    account.instead[u"S3 GET /workers-prod"_s] = none;
    account.instead[below("/r2/buckets")] = {
        200, {}, R"({"success":true,"errors":[],"messages":[],"result":{"buckets":[{"name":"workers-prod"}]}})"};
    const Verdict verdict = checked(account, account.question()).at(Step::Bucket).verdict;
    QCOMPARE(verdict.answer, Answer::No);
    QCOMPARE(verdict.cause, Cause::OtherJurisdiction);
    QCOMPARE(verdict.subject, u"eu"_s);
    QCOMPARE(endpointOf(QUrl(u"https://abc.r2.cloudflarestorage.com"_s), u"eu"_s), QUrl(u"https://abc.eu.r2.cloudflarestorage.com"_s));
    QCOMPARE(endpointOf(QUrl(u"https://abc.eu.r2.cloudflarestorage.com"_s), u"default"_s), QUrl(u"https://abc.r2.cloudflarestorage.com"_s));
    QVERIFY(endpointOf(QUrl(u"https://minio.example.com"_s), u"eu"_s).isEmpty());
}

void TestAccessCheck::keysComeFromTheToken()
{
    // printf %s abc | sha256sum
    const s3::Keys keys = keysOf(u"ed17"_s, Secret(QByteArrayView("abc")));
    QCOMPARE(keys.accessKeyId, u"ed17"_s);
    QCOMPARE(keys.secretAccessKey->reveal([](QByteArrayView value) { return value.toByteArray(); }),
             QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    AccountFake account({u"user"_s, u"Super Administrator - All Privileges"_s, u"r2-read"_s});
    QVERIFY(checked(account, account.question()).mayDerive);
    AccountFake other({u"user"_s, u"Super Administrator - All Privileges"_s, u"logs-write"_s});
    QVERIFY(!checked(other, other.question()).mayDerive);
}

void TestAccessCheck::helpersAreThoseWhoMayUseLogpush()
{
    const auto member = [](const QString& first, const QString& status, const QStringList& roles) {
        cloudflare::Member its {{}, first.toLower() + u"@example.com", first, {}, status, {}, {}};
        for (const QString& role : roles)
            its.roles.push_back({{}, role, {}, {}});
        return its;
    };
    const auto helpers =
        whoCouldHelp({member(u"Ana"_s, u"accepted"_s, {u"Administrator"_s, u"Cloudflare R2 Admin"_s}),
                      member(u"Ben"_s, u"accepted"_s, {u"Log Share Reader"_s}), member(u"Cho"_s, u"pending"_s, {u"Administrator"_s}),
                      member(u"Dia"_s, u"accepted"_s, {u"Super Administrator \u2013 All Privileges"_s})});
    QCOMPARE(helpers.size(), std::size_t {2});
    QCOMPARE(helpers[0], (Helper {u"Ana"_s, u"ana@example.com"_s, {u"Administrator"_s}}));
    QCOMPARE(helpers[1].name, u"Dia"_s);
}

void TestAccessCheck::noSecretIsInTheReport()
{
    AccountFake account(kEverything);
    account.instead[below("/workers/scripts")] = {403,
                                                  {},
                                                  R"({"success":false,"errors":[{"code":10000,"message":"Bearer )"
                                                      + AccountFake::kTokenValue + R"( is not allowed"}],"result":null})"};
    const Report report = checked(account, account.question());
    QString all;
    for (const StepReport& step : report.steps) {
        for (const Evidence& evidence : step.verdict.evidence)
            all += evidence.asked + evidence.words;
        all += step.verdict.subject;
    }
    QVERIFY(all.contains(u"workers/scripts"));
    QVERIFY(!all.contains(QString::fromUtf8(AccountFake::kTokenValue)));
}

void TestAccessCheck::theTemplateHasTheLeastThatTheWishesTake()
{
    const QUrl url = tokenTemplate({Wish::UseJobs, Wish::SeeWorkers, Wish::SwitchWorkers}, u"Tracedeck"_s);
    QCOMPARE(url.host(), u"dash.cloudflare.com"_s);
    QCOMPARE(url.path(), u"/profile/api-tokens"_s);
    const QUrlQuery query(url);
    QCOMPARE(query.queryItemValue(u"permissionGroupKeys"_s, QUrl::FullyDecoded),
             u"[{\"key\":\"logs\",\"type\":\"edit\"},{\"key\":\"workers_scripts\",\"type\":\"edit\"}]"_s);
    QCOMPARE(query.queryItemValue(u"accountId"_s), u"*"_s);
    QCOMPARE(query.queryItemValue(u"name"_s), u"Tracedeck"_s);
    const QUrlQuery less(tokenTemplate({Wish::SeeWorkers, Wish::ReadBuckets}, u"a&b=c"_s));
    QCOMPARE(less.queryItemValue(u"permissionGroupKeys"_s, QUrl::FullyDecoded),
             u"[{\"key\":\"workers_r2\",\"type\":\"read\"},{\"key\":\"workers_scripts\",\"type\":\"read\"}]"_s);
    QCOMPARE(less.queryItemValue(u"name"_s, QUrl::FullyDecoded), u"a&b=c"_s);
}

QTEST_GUILESS_MAIN(TestAccessCheck)
#include "test_access_check.moc"
