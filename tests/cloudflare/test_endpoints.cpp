#include "cloudflare/account_api.h"
#include "cloudflare/logpush_api.h"
#include "cloudflare/r2_api.h"
#include "cloudflare/workers_api.h"
#include "support/fake_net.h"

#include <QtTest>

using namespace tracedeck;
using namespace tracedeck::cloudflare;
using test::FakeTransport;

namespace {

const QString kAccount = QStringLiteral("0123456789abcdef0123456789abcdef");

/// Asks one endpoint; the fake network answers with `result` in an envelope.
template<typename T>
Result<Answered<T>> answered(const Endpoint<T>& endpoint, const QByteArray& result, net::Request* sent = nullptr)
{
    FakeTransport network;
    network.answers = {FakeTransport::response(
        200, R"({"success":true,"errors":[],"messages":[{"code":1,"message":"m"}],"result":)" + result + "}", {{"cf-ray", "8f"}})};
    const ApiClient client(network, QUrl(QStringLiteral("https://h/v4")),
                           {Credential::Kind::ApiToken, {}, std::make_shared<const Secret>(QByteArrayView("t"))});
    auto answer = ask(client, endpoint, {}).result();
    if (sent != nullptr)
        *sent = network.requests.front();
    return answer;
}

template<typename T>
QByteArray addressOf(const Endpoint<T>& endpoint)
{
    net::Request sent;
    (void)answered(endpoint, "null", &sent);
    return QByteArray(net::verbName(sent.verb)) + ' ' + sent.url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveQuery);
}

} // namespace

class TestEndpoints : public QObject {
    Q_OBJECT

private slots:
    void endpointsAreWhereTheyAre();
    void nothingAndNonsenseAreRead();
    void resultsOfAnotherKindAreBadAnswers();
    void tokensAreRead();
    void membershipsAreReadWithBothSpellings();
    void membersAndRolesAreRead();
    void subscriptionsAreRead();
    void jobsAreReadAndTheirKeysAreSecret();
    void noDestinationTellsASecret_data();
    void noDestinationTellsASecret();
    void oldJobsAreRead();
    void fieldsAreRead();
    void workersAreRead();
    void theFlagIsSetAndNothingElse();
    void aListSaysWhetherItToldTheFlag();
    void flagsThatMakeVersionsGoAsForms();
    void scriptsAreUploadedOnce();
    void dispatchNamespacesAreRead();
    void bucketsAreReadByJurisdiction();
};

void TestEndpoints::endpointsAreWhereTheyAre()
{
    const QByteArray account = "GET /v4/accounts/" + kAccount.toLatin1();
    QCOMPARE(addressOf(verifyUserToken()), QByteArray("GET /v4/user/tokens/verify"));
    QCOMPARE(addressOf(verifyAccountToken(kAccount)), account + "/tokens/verify");
    QCOMPARE(addressOf(userTokenDetails(QStringLiteral("t"))), QByteArray("GET /v4/user/tokens/t"));
    QCOMPARE(addressOf(accountTokenDetails(kAccount, QStringLiteral("t"))), account + "/tokens/t");
    QCOMPARE(addressOf(currentUser()), QByteArray("GET /v4/user"));
    QCOMPARE(addressOf(memberships()), QByteArray("GET /v4/memberships"));
    QCOMPARE(addressOf(accounts()), QByteArray("GET /v4/accounts"));
    QCOMPARE(addressOf(userPermissionGroups()), QByteArray("GET /v4/user/tokens/permission_groups"));
    QCOMPARE(addressOf(accountPermissionGroups(kAccount)), account + "/tokens/permission_groups");
    QCOMPARE(addressOf(members(kAccount)), account + "/members");
    QCOMPARE(addressOf(roles(kAccount)), account + "/roles");
    QCOMPARE(addressOf(subscriptions(kAccount)), account + "/subscriptions");
    const LogpushScope scope {LogpushScope::Kind::Account, kAccount}, zone {LogpushScope::Kind::Zone, QStringLiteral("z")};
    QCOMPARE(addressOf(logpushJobs(scope)), account + "/logpush/jobs");
    QCOMPARE(addressOf(logpushJobs(zone)), QByteArray("GET /v4/zones/z/logpush/jobs"));
    QCOMPARE(addressOf(logpushJobsOf(scope, kWorkersDataset)), account + "/logpush/datasets/workers_trace_events/jobs");
    QCOMPARE(addressOf(logpushFields(scope, kWorkersDataset)), account + "/logpush/datasets/workers_trace_events/fields");
    QCOMPARE(addressOf(workerScripts(kAccount)), account + "/workers/scripts");
    QCOMPARE(addressOf(scriptSettings(kAccount, QStringLiteral("a b"))), account + "/workers/scripts/a%20b/script-settings");
    const QByteArray tenants = account + "/workers/dispatch/namespaces/my%20shops/scripts";
    QCOMPARE(addressOf(scriptVersionedSettings(kAccount, QStringLiteral("a b"))), account + "/workers/scripts/a%20b/settings");
    QCOMPARE(addressOf(dispatchNamespaces(kAccount)), account + "/workers/dispatch/namespaces");
    QCOMPARE(addressOf(dispatchScripts(kAccount, QStringLiteral("my shops"))), tenants);
    QCOMPARE(addressOf(dispatchSettings(kAccount, QStringLiteral("my shops"), QStringLiteral("a/b"))), tenants + "/a%2Fb/settings");
    QCOMPARE(addressOf(r2Buckets(kAccount)), account + "/r2/buckets");
}

void TestEndpoints::nothingAndNonsenseAreRead()
{
    for (const char* result : {"null", "{}", R"({"id":5,"status":[],"policies":{},"expires_on":"soon"})"}) {
        QVERIFY(answered(verifyUserToken(), result));
        QVERIFY(answered(userTokenDetails(QStringLiteral("t")), result));
        QVERIFY(answered(currentUser(), result));
        QVERIFY(answered(scriptSettings(kAccount, QStringLiteral("w")), result));
        QVERIFY(answered(logpushFields({}, kWorkersDataset), result));
    }
    for (const char* result : {"null", "[]", "[null,5,\"x\",[]]"}) {
        QVERIFY(answered(memberships(), result)->value.empty());
        QVERIFY(answered(members(kAccount), result)->value.empty());
        QVERIFY(answered(logpushJobs({}), result)->value.empty());
        QVERIFY(answered(workerScripts(kAccount), result)->value.empty());
        QVERIFY(answered(dispatchScripts(kAccount, QStringLiteral("n")), result)->value.empty());
        QVERIFY(answered(dispatchNamespaces(kAccount), result)->value.empty());
        QVERIFY(answered(r2Buckets(kAccount), result)->value.empty());
    }
    QCOMPARE(answered(members(kAccount), R"([{"user":5,"roles":[{}],"policies":[{}]}])")->value.size(), std::size_t {1});
    QCOMPARE(answered(logpushJobs({}), "[{}]")->value.front().id, std::int64_t {0});
}

void TestEndpoints::resultsOfAnotherKindAreBadAnswers()
{
    QCOMPARE(answered(verifyUserToken(), "[]").error().code, ErrorCode::BadAnswer);
    QCOMPARE(answered(currentUser(), "\"x\"").error().code, ErrorCode::BadAnswer);
    QCOMPARE(answered(workerScripts(kAccount), "{}").error().code, ErrorCode::BadAnswer);
    QCOMPARE(answered(logpushJobs({}), "true").error().status, 200);
    QCOMPARE(answered(accounts(), "5").error().ray, QStringLiteral("8f"));
}

void TestEndpoints::tokensAreRead()
{
    const auto status = answered(verifyUserToken(), R"({"id":"t1","status":"active","expires_on":"2026-12-01T00:00:00Z"})");
    QVERIFY(status);
    QCOMPARE(status->value.id, QStringLiteral("t1"));
    QCOMPARE(status->value.status, QStringLiteral("active"));
    QCOMPARE(status->value.expiresMs, std::optional<std::int64_t>(1'796'083'200'000));
    QVERIFY(!status->value.notBeforeMs);
    QCOMPARE(status->status, 200);
    QCOMPARE(status->ray, QStringLiteral("8f"));
    QCOMPARE(status->messages.front().message, QStringLiteral("m"));
    const auto details = answered(userTokenDetails(QStringLiteral("t1")), R"({"id":"t1","name":"n","status":"active","policies":[{"id":"p",
        "effect":"allow","permission_groups":[{"id":"g","name":"Logs Write","meta":{}}],"resources":{"com.cloudflare.api.account.zone.z":"*"}}]})");
    QVERIFY(details);
    QCOMPARE(details->value.policies.front().effect, QStringLiteral("allow"));
    QCOMPARE(details->value.policies.front().permissionGroups.front().name, QStringLiteral("Logs Write"));
    QCOMPARE(details->value.policies.front().resources, QStringList {QStringLiteral("com.cloudflare.api.account.zone.z")});
}

void TestEndpoints::membershipsAreReadWithBothSpellings()
{
    const auto answer = answered(memberships(), R"([{"id":"m","status":"accepted","account":{"id":"a","name":"A","type":"standard"},
        "roles":["Administrator"],"api_access_enabled":false,
        "permissions":{"logs":{"read":true,"write":true},"workers":{"read":true,"edit":true},"zones":{"read":true,"edit":false},"odd":5}}])");
    QVERIFY(answer);
    const Membership& membership = answer->value.front();
    QCOMPARE(membership.account.name, QStringLiteral("A"));
    QCOMPARE(membership.roles, QStringList {QStringLiteral("Administrator")});
    QCOMPARE(membership.isApiEnabled, std::optional(false));
    QCOMPARE(membership.permissions.value(QStringLiteral("logs")), (Permission {true, true}));
    QCOMPARE(membership.permissions.value(QStringLiteral("workers")), (Permission {true, true}));
    QCOMPARE(membership.permissions.value(QStringLiteral("zones")), (Permission {true, false}));
    QCOMPARE(membership.permissions.value(QStringLiteral("odd")), (Permission {false, false}));
}

void TestEndpoints::membersAndRolesAreRead()
{
    const auto answer = answered(members(kAccount), R"([
        {"id":"1","status":"accepted","user":{"email":"a@example.com","first_name":"A","last_name":"B"},
         "roles":[{"id":"r","name":"Log Share","description":"d","permissions":{"logs":{"read":true,"edit":true}}}]},
        {"id":"2","email":"c@example.com","status":"pending","policies":[{"id":"p","access":"allow",
         "permission_groups":[{"id":"g","name":"Administrator"}],"resource_groups":[{"id":"rg"}]}]}])");
    QVERIFY(answer);
    QCOMPARE(answer->value[0].email, QStringLiteral("a@example.com"));
    QCOMPARE(answer->value[0].roles.front().name, QStringLiteral("Log Share"));
    QVERIFY(answer->value[0].roles.front().permissions.value(QStringLiteral("logs")).write);
    QCOMPARE(answer->value[1].email, QStringLiteral("c@example.com"));
    QVERIFY(answer->value[1].roles.empty());
    QCOMPARE(answer->value[1].policies.front().effect, QStringLiteral("allow"));
    QCOMPARE(answer->value[1].policies.front().resources, QStringList {QStringLiteral("rg")});
    QCOMPARE(answered(roles(kAccount), R"([{"id":"r","name":"Log Share"}])")->value.front().name, QStringLiteral("Log Share"));
}

void TestEndpoints::subscriptionsAreRead()
{
    const auto answer = answered(subscriptions(kAccount), R"([{"id":"s","state":"Paid","price":5,"currency":"USD","frequency":"monthly",
        "rate_plan":{"id":"workers_paid","public_name":"Workers Paid","scope":"account"},"current_period_start":"2026-11-01T00:00:00Z"}])");
    QVERIFY(answer);
    QCOMPARE(answer->value.front().planId, QStringLiteral("workers_paid"));
    QCOMPARE(answer->value.front().state, QStringLiteral("Paid"));
    QCOMPARE(answer->value.front().price, 5.0);
    QVERIFY(answer->value.front().fromMs && !answer->value.front().toMs);
}

void TestEndpoints::jobsAreReadAndTheirKeysAreSecret()
{
    const auto answer = answered(logpushJobs({}), R"([{"id":9007199254740993,"dataset":"workers_trace_events","name":"n","enabled":true,
        "destination_conf":"r2://b/p/{DATE}?account-id=abc&access-key-id=AK&secret-access-key=HUSH","filter":"{\"where\":{}}",
        "output_options":{"field_names":["Event","Outcome"],"sample_rate":0.5},"last_complete":"2026-11-21T12:36:00Z","last_error":null,
        "error_message":"cannot write with secret-access-key=HUSH"}])");
    QVERIFY(answer);
    const LogpushJob& job = answer->value.front();
    QCOMPARE(job.id, std::int64_t {9007199254740993});
    QVERIFY(job.isEnabled);
    QCOMPARE(job.destination, QStringLiteral("r2://b/p/{DATE}?account-id=***&access-key-id=***&secret-access-key=***"));
    QCOMPARE(job.destinationConf->reveal([](QByteArrayView conf) { return conf.toByteArray(); }),
             QByteArray("r2://b/p/{DATE}?account-id=abc&access-key-id=AK&secret-access-key=HUSH"));
    QCOMPARE(job.fields, (QStringList {QStringLiteral("Event"), QStringLiteral("Outcome")}));
    QCOMPARE(job.sampleRate, std::optional(0.5));
    QCOMPARE(job.lastCompleteMs, std::optional<std::int64_t>(1'795'264'560'000));
    QVERIFY(!job.lastErrorMs);
    QVERIFY(!job.errorMessage.contains(u"HUSH"));
}

void TestEndpoints::noDestinationTellsASecret_data()
{
    QTest::addColumn<QString>("conf");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char* conf, const char* shown) {
        QTest::newRow(conf) << QString::fromLatin1(conf) << QString::fromLatin1(shown);
    };
    row("s3://b/p?region=eu&sse=AES256", "s3://b/p?region=***&sse=***");
    row("s3://b/a@b/{DATE}", "s3://b/a@b/{DATE}");
    row("https://ann:HUSH@logs.example.com/in?header_Authorization=HUSH", "https://logs.example.com/***?header_Authorization=***");
    row("https://logs.example.com?a=b=HUSH&c", "https://logs.example.com?a=***&c");
    row("https://logs.example.com/", "https://logs.example.com/");
    row("sumo://endpoint.sumologic.com/receiver/v1/http/HUSH", "sumo://endpoint.sumologic.com/***");
    row("HUSH", "***");
    row("", "");
}

void TestEndpoints::noDestinationTellsASecret()
{
    QFETCH(QString, conf);
    QFETCH(QString, shown);
    const auto answer = answered(logpushJobs({}), R"([{"id":1,"destination_conf":")" + conf.toLatin1() + R"("}])");
    QCOMPARE(answer->value.front().destination, shown);
}

void TestEndpoints::oldJobsAreRead()
{
    for (const char* options : {"fields=Event,Outcome&timestamps=rfc3339&sample=0.1", "https://h/x?fields=Event%2COutcome&sample=0.1"}) {
        const auto answer =
            answered(logpushJobs({}), R"([{"id":1,"output_options":null,"logpull_options":")" + QByteArray(options) + R"("}])");
        QCOMPARE(answer->value.front().fields, (QStringList {QStringLiteral("Event"), QStringLiteral("Outcome")}));
        QCOMPARE(answer->value.front().sampleRate, std::optional(0.1));
    }
}

void TestEndpoints::fieldsAreRead()
{
    const auto answer = answered(logpushFields({}, kWorkersDataset), R"({"Outcome":"string; how it ended","Event":{"type":"object"}})");
    QVERIFY(answer);
    QCOMPARE(answer->value.size(), std::size_t {2});
    QCOMPARE(answer->value[0].name, QStringLiteral("Event"));
    QCOMPARE(answer->value[0].description, QStringLiteral(R"({"type":"object"})"));
    QCOMPARE(answer->value[1].description, QStringLiteral("string; how it ended"));
}

void TestEndpoints::workersAreRead()
{
    const auto answer = answered(workerScripts(kAccount), R"([{"id":"api","logpush":true,"tags":["prod"],"handlers":["fetch"],
        "tail_consumers":[{"service":"tail"}],"observability":{"enabled":true},"usage_model":"standard","modified_on":"2026-11-21T12:36:00.5Z"},
        {"id":"web"},{"id":"old","logpush":null}])");
    QVERIFY(answer);
    QVERIFY(answer->value[0].logpush && !answer->value[1].logpush && !answer->value[2].logpush);
    QCOMPARE(answer->value[0].tailConsumers, QStringList {QStringLiteral("tail")});
    QCOMPARE(answer->value[0].observability, std::optional(true));
    QCOMPARE(answer->value[0].modifiedMs, std::optional<std::int64_t>(1'795'264'560'500));
    QVERIFY(!answer->value[1].observability);
}

void TestEndpoints::theFlagIsSetAndNothingElse()
{
    net::Request sent;
    const auto answer = answered(setScriptLogpush(kAccount, QStringLiteral("api"), true), R"({"logpush":true,"tags":[]})", &sent);
    QVERIFY(answer);
    QCOMPARE(answer->value.logpush, std::optional(true));
    QCOMPARE(sent.verb, net::Verb::Patch);
    QCOMPARE(sent.body, QByteArray(R"({"logpush":true})"));
    QVERIFY(sent.isRepeatable);
    QVERIFY(!answered(scriptSettings(kAccount, QStringLiteral("api")), "{}")->value.logpush);
}

void TestEndpoints::aListSaysWhetherItToldTheFlag()
{
    const auto answer = answered(workerScripts(kAccount), R"([{"id":"on","logpush":true},{"id":"off","logpush":false},{"id":"web"}])");
    QVERIFY(answer->value[0].tellsLogpush && answer->value[1].tellsLogpush && !answer->value[2].tellsLogpush);
}

void TestEndpoints::flagsThatMakeVersionsGoAsForms()
{
    const QString worker = QStringLiteral("api");
    for (const auto& endpoint :
         {setVersionedLogpush(kAccount, worker, true), setDispatchLogpush(kAccount, QStringLiteral("shops"), worker, true)}) {
        net::Request sent;
        const auto answer = answered(endpoint, R"({"logpush":true,"tags":[]})", &sent);
        QCOMPARE(answer->value.logpush, std::optional(true));
        QCOMPARE(sent.verb, net::Verb::Patch);
        QVERIFY(!sent.isRepeatable);
        const MultipartBody form = settingsForm({{QStringLiteral("logpush"), true}});
        QCOMPARE(sent.body, form.bytes);
        QCOMPARE(std::count(sent.headers.begin(), sent.headers.end(), net::Header {"Content-Type", form.contentType}), 1);
        QVERIFY(std::find(sent.headers.begin(), sent.headers.end(), net::Header {"Content-Type", "application/json"})
                == sent.headers.end());
    }
}

void TestEndpoints::scriptsAreUploadedOnce()
{
    net::Request sent;
    const MultipartBody form = multipartOf({{"metadata", {}, "application/json", "{}"}});
    const auto answer = answered(uploadScript(kAccount, QStringLiteral("a b"), form), R"({"id":"a b","logpush":true})", &sent);
    QCOMPARE(sent.url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority),
             "/v4/accounts/" + kAccount.toLatin1() + "/workers/scripts/a%20b");
    QCOMPARE(sent.verb, net::Verb::Put);
    QCOMPARE(sent.body, form.bytes);
    QVERIFY(!net::maySendAgain(sent));
    QVERIFY(answer->value.logpush && answer->value.tellsLogpush);
}

void TestEndpoints::dispatchNamespacesAreRead()
{
    const auto namespaces = answered(dispatchNamespaces(kAccount), R"([{"namespace_id":"u","namespace_name":"shops","script_count":3,
        "modified_on":"2026-11-21T12:36:00Z"}])");
    QCOMPARE(namespaces->value.front().name, QStringLiteral("shops"));
    QCOMPARE(namespaces->value.front().scripts, 3);
    const auto scripts = answered(dispatchScripts(kAccount, QStringLiteral("shops")),
                                  R"([{"id":"a","tags":["x"]},{"script_name":"b"},{"modified_on":"2026-11-21T12:36:00Z",
        "dispatch_namespace":"shops","script":{"id":"c","logpush":true}}])");
    QCOMPARE(scripts->value.size(), std::size_t {3});
    QCOMPARE(scripts->value[0].name, QStringLiteral("a"));
    QVERIFY(!scripts->value[0].tellsLogpush);
    QCOMPARE(scripts->value[1].name, QStringLiteral("b"));
    QCOMPARE(scripts->value[2].name, QStringLiteral("c"));
    QVERIFY(scripts->value[2].logpush && scripts->value[2].tellsLogpush && scripts->value[2].modifiedMs);
}

void TestEndpoints::bucketsAreReadByJurisdiction()
{
    net::Request sent;
    const auto answer =
        answered(r2Buckets(kAccount, QStringLiteral("eu")),
                 R"({"buckets":[{"name":"logs","creation_date":"2026-11-21T12:36:00Z","location":"weur","jurisdiction":"eu"}]})", &sent);
    QVERIFY(answer);
    QCOMPARE(answer->value.front().name, QStringLiteral("logs"));
    QCOMPARE(answer->value.front().jurisdiction, QStringLiteral("eu"));
    QVERIFY(std::find(sent.headers.begin(), sent.headers.end(), net::Header {"cf-r2-jurisdiction", "eu"}) != sent.headers.end());
}

QTEST_GUILESS_MAIN(TestEndpoints)
#include "test_endpoints.moc"
