#include "api_stage.h"
#include "sandbox/api_multipart.h"

using namespace tracedeck;
using namespace tracedeck::sandbox;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr char kForm[] = "multipart/form-data; boundary=--b";

QByteArray form(const QByteArray& metadata, const QByteArray& moduleName = "index.js")
{
    return "----b\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n" + metadata
        + "\r\n----b\r\nContent-Disposition: form-data; name=\"" + moduleName + "\"; filename=\"" + moduleName
        + "\"\r\nContent-Type: application/javascript+module\r\n\r\nexport default {}\r\n----b--\r\n";
}

} // namespace

class TestApiScripts : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        stage = std::make_unique<test::ApiStage>();
        stage->become(stage->token(u"tracedeck"_s));
    }
    void formsAreReadWhole();
    void brokenFormsAreRefused_data();
    void brokenFormsAreRefused();
    void aNewWorkerIsThereWithItsFlag();
    void anUploadWithoutTheFlagClearsIt();
    void aVersionDoesNotTouchTheFlag();
    void theFlagIsSetWithoutANewVersion();
    void accountsThatAreNotEntitledCannotSetTheFlag();
    void readersCannotWrite();
    void workersGoWithTheirRoutes();
    void bucketsAreListedForTheirReaders();
    void objectsAreListedAndRead();

private:
    [[nodiscard]] test::ApiGot upload(const QByteArray& metadata, const char* method = "PUT",
                                      const QString& path = u"A/workers/scripts/mine"_s)
    {
        return stage->got(stage->send(method, path, form(metadata), kForm));
    }
    std::unique_ptr<test::ApiStage> stage;
};

void TestApiScripts::formsAreReadWhole()
{
    const auto parts = readForm(kForm, form(R"({"a":"--b"})", "\\\"my-worker.js\\\""));
    QVERIFY(parts.has_value());
    QCOMPARE(parts->size(), std::size_t {2});
    QCOMPARE(parts->front(), (FormPart {u"metadata"_s, {}, R"({"a":"--b"})"}));
    QCOMPARE(parts->back(), (FormPart {u"my-worker.js"_s, "application/javascript+module", "export default {}"}));
}

void TestApiScripts::brokenFormsAreRefused_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    const QByteArray whole = form("{}");
    QTest::newRow("no boundary") << QByteArray("multipart/form-data") << whole;
    QTest::newRow("another boundary") << QByteArray("multipart/form-data; boundary=c") << whole;
    QTest::newRow("another type") << QByteArray("application/json") << QByteArray("{}");
    QTest::newRow("nothing") << QByteArray(kForm) << QByteArray();
    for (const qsizetype cut : {qsizetype {1}, qsizetype {5}, qsizetype {30}, whole.size() / 2, whole.size() - 5})
        QTest::addRow("cut at %d", static_cast<int>(cut)) << QByteArray(kForm) << whole.first(cut);
}

void TestApiScripts::brokenFormsAreRefused()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QVERIFY(!readForm(type, body));
}

void TestApiScripts::aNewWorkerIsThereWithItsFlag()
{
    QCOMPARE(stage->get(u"A/workers/services/mine"_s).code(), 10090);
    const auto made = upload(R"({"main_module":"index.js","logpush":true})");
    QVERIFY2(made.isGood(), made.bytes.constData());
    QVERIFY(made.object()[u"logpush"_s].toBool());
    QVERIFY(stage->get(u"A/workers/services/mine"_s).isGood());
    QVERIFY(stage->get(u"A/workers/scripts/mine/script-settings"_s).object()[u"logpush"_s].toBool());
    QCOMPARE(stage->get(u"A/workers/scripts/mine/deployments"_s).object()[u"deployments"_s].toArray().size(), 1);
    QCOMPARE(stage->pipeline.told, QStringList {u"script mine"_s});
    QCOMPARE(upload(R"({"main_module":"other.js"})").status, 400);
    QCOMPARE(upload("nonsense").status, 400);
}

void TestApiScripts::anUploadWithoutTheFlagClearsIt()
{
    QVERIFY(upload(R"({"main_module":"index.js","logpush":true})").isGood());
    QVERIFY(!upload(R"({"main_module":"index.js"})").object()[u"logpush"_s].toBool());
    QVERIFY(upload(R"({"main_module":"index.js","logpush":true})").isGood());
    stage->keeper.all.facts.missingFlagClears = false;
    QVERIFY(upload(R"({"main_module":"index.js"})").object()[u"logpush"_s].toBool());
}

void TestApiScripts::aVersionDoesNotTouchTheFlag()
{
    QVERIFY(upload(R"({"main_module":"index.js"})").isGood());
    const auto version = upload(R"({"main_module":"index.js","logpush":true,"annotations":{"workers/tag":"v2"}})", "POST",
                                u"A/workers/scripts/mine/versions"_s);
    QVERIFY2(version.isGood(), version.bytes.constData());
    QCOMPARE(version.object()[u"number"_s].toInt(), 2);
    QVERIFY(!version.object()[u"resources"_s][u"script"_s][u"etag"_s].toString().isEmpty()); // wrangler asks for it
    QVERIFY(!stage->get(u"A/workers/scripts/mine/script-settings"_s).object()[u"logpush"_s].toBool());
    const QString id = version.object()[u"id"_s].toString();
    const auto deployed = stage->ask(
        "POST", u"A/workers/scripts/mine/deployments"_s,
        {{u"strategy"_s, u"percentage"_s}, {u"versions"_s, QJsonArray {QJsonObject {{u"version_id"_s, id}, {u"percentage"_s, 100}}}}});
    QVERIFY2(deployed.isGood(), deployed.bytes.constData());
    QCOMPARE(stage
                 ->ask("POST", u"A/workers/scripts/mine/deployments"_s,
                       {{u"versions"_s, QJsonArray {QJsonObject {{u"version_id"_s, id}, {u"percentage"_s, 50}}}}})
                 .status,
             400);
    QCOMPARE(stage->get(u"A/workers/scripts/mine/versions/"_s + id).object()[u"annotations"_s][u"workers/tag"_s].toString(), u"v2"_s);
}

void TestApiScripts::theFlagIsSetWithoutANewVersion()
{
    const QString path = u"A/workers/scripts/checkout-api/script-settings"_s;
    QVERIFY(stage->ask("PATCH", path, {{u"logpush"_s, false}}).isGood());
    const auto list = stage->get(u"A/workers/scripts"_s).list();
    const auto found = std::find_if(list.begin(), list.end(), [](const QJsonValue& each) { return each[u"id"_s] == u"checkout-api"_s; });
    QVERIFY(found != list.end() && !(*found)[u"logpush"_s].toBool(true));
    QCOMPARE(stage->get(u"A/workers/scripts/checkout-api/versions"_s).object()[u"items"_s].toArray().size(), 1);
    QCOMPARE(stage->ask("PATCH", u"A/workers/scripts/nothing/script-settings"_s, {}).code(), 10007);
}

void TestApiScripts::accountsThatAreNotEntitledCannotSetTheFlag()
{
    QVERIFY(stage->faults.set({u"10023"_s}));
    QCOMPARE(upload(R"({"main_module":"index.js","logpush":true})").code(), 10023);
    QVERIFY(upload(R"({"main_module":"index.js"})").isGood());
    QVERIFY(stage->faults.set({}));
    stage->keeper.all.account.workersPaid = false;
    QCOMPARE(stage->ask("PATCH", u"A/workers/scripts/mine/script-settings"_s, {{u"logpush"_s, true}}).code(), 10023);
}

void TestApiScripts::readersCannotWrite()
{
    stage->become(stage->memberWith("Workers Platform (Read-only)"));
    QVERIFY(stage->get(u"A/workers/scripts"_s).isGood());
    QCOMPARE(upload(R"({"main_module":"index.js"})").code(), 10000);
    stage->become(stage->memberWith("Log Share"));
    QCOMPARE(stage->get(u"A/workers/scripts"_s).status, 403);
}

void TestApiScripts::workersGoWithTheirRoutes()
{
    QVERIFY(upload(R"({"main_module":"index.js"})").isGood());
    const QByteArray routes = R"([{"pattern":"example.org/*","zone_name":"example.org"}])";
    QVERIFY(stage->got(stage->send("PUT", u"A/workers/scripts/mine/routes"_s, routes)).isGood());
    const QString zone = u"zones/"_s + stage->keeper.all.zones.front().id + u"/workers/routes"_s;
    QCOMPARE(stage->get(zone).list().first()[u"pattern"_s].toString(), u"example.org/*"_s);
    QCOMPARE(stage->ask("POST", zone, {{u"pattern"_s, u"example.org/*"_s}, {u"script"_s, u"checkout-api"_s}}).status, 409);
    QVERIFY(stage->got(stage->send("DELETE", u"A/workers/scripts/mine"_s)).isGood());
    QCOMPARE(stage->get(zone).list().size(), 0);
    QVERIFY(stage->pipeline.told.contains(u"no script mine"_s));
}

void TestApiScripts::bucketsAreListedForTheirReaders()
{
    QCOMPARE(stage->get(u"A/r2/buckets"_s).object()[u"buckets"_s].toArray().size(), 1);
    for (const QString& name : {u"a-first"_s, u"z-last"_s})
        QVERIFY(stage->ask("POST", u"A/r2/buckets"_s, {{u"name"_s, name}}).isGood());
    QCOMPARE(stage->ask("POST", u"A/r2/buckets"_s, {{u"name"_s, u"Wrong Name"_s}}).code(), 10005);
    const auto page = stage->get(u"A/r2/buckets?per_page=2"_s);
    const QString cursor = page.body[u"result_info"_s][u"cursor"_s].toString();
    QCOMPARE(cursor, u"tracedeck-logs"_s);
    const auto rest = stage->get(u"A/r2/buckets?per_page=2&cursor="_s + cursor);
    QCOMPARE(rest.object()[u"buckets"_s].toArray().first()[u"name"_s].toString(), u"z-last"_s);
    stage->become(stage->token(u"viewer"_s));
    QCOMPARE(stage->get(u"A/r2/buckets"_s).code(), 10000);
    stage->keeper.all.account.r2 = false;
    stage->become(stage->token(u"tracedeck"_s));
    QCOMPARE(stage->get(u"A/r2/buckets"_s).code(), 10042);
}

void TestApiScripts::objectsAreListedAndRead()
{
    stage->pipeline.page.objects = {{u"a/b c.log.gz"_s, u"e1"_s, 5, stage->clock.now, {}, {}}};
    stage->pipeline.page.continuation = u"more"_s;
    stage->become(stage->token(u"viewer"_s)); // of this bucket's objects alone
    const auto page = stage->get(u"A/r2/buckets/tracedeck-logs/objects?prefix=a/&per_page=1"_s);
    QCOMPARE(page.list().first()[u"key"_s].toString(), u"a/b c.log.gz"_s);
    QCOMPARE(page.body[u"result_info"_s][u"cursor"_s].toString(), u"more"_s);
    QCOMPARE(stage->pipeline.asked.prefix, u"a/"_s);
    const auto read = stage->get(u"A/r2/buckets/tracedeck-logs/objects/a%2Fb%20c.log.gz"_s);
    QCOMPARE(read.bytes, QByteArray("bytes"));
    QCOMPARE(read.headers["etag"], QByteArray("\"e1\""));
    stage->headers.emplace_back("If-None-Match", "\"e1\"");
    QCOMPARE(stage->get(u"A/r2/buckets/tracedeck-logs/objects/a/b%20c.log.gz"_s).status, 304);
    QCOMPARE(stage->get(u"A/r2/buckets/tracedeck-logs/objects/nothing"_s).code(), 10007);
    QCOMPARE(stage->get(u"A/r2/buckets/nothing/objects"_s).code(), 10006);
    stage->become(stage->token(u"logs-read-only"_s));
    QCOMPARE(stage->get(u"A/r2/buckets/tracedeck-logs/objects"_s).status, 403);
}

QTEST_GUILESS_MAIN(TestApiScripts)
#include "test_api_scripts.moc"
