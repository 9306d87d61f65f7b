#include "api_stage.h"
#include "cloudflare/multipart.h"
#include "sandbox/api_multipart.h"

using namespace tracedeck;
using namespace tracedeck::sandbox;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kNamespace = u"A/workers/dispatch/namespaces/shops-production/scripts"_s;
const QString kTenant = kNamespace + u"/tenant-aurora/settings"_s;
const QString kOrdinary = u"A/workers/scripts/checkout-api"_s;

cloudflare::MultipartBody uploadOf(const QByteArray& metadata)
{
    return cloudflare::multipartOf(
        {{"metadata", {}, "application/json", metadata}, {"index.js", "index.js", "application/javascript+module", "export default {}"}});
}

cloudflare::MultipartBody flag(bool logpush)
{
    return cloudflare::settingsForm({{u"logpush"_s, logpush}});
}

} // namespace

/// Settings that make versions, of ordinary Workers and of those in dispatch namespaces.
class TestApiDispatch : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        stage = std::make_unique<test::ApiStage>();
        stage->become(stage->token(u"tracedeck"_s));
    }
    void formsOfTheClientAreReadAsTheyWereMeant();
    void namespacesAndTheirWorkersAreListed();
    void aListTellsTheFlagOnlyWhereThatIsSet();
    void theFlagOfAUserWorkerMakesAVersion();
    void aUserWorkerIsUploadedWithItsFlag();
    void twoWorkersOfOneNameAreTwo();
    void whatIsNotThereIsSaid();
    void settingsNeedTheirForm_data();
    void settingsNeedTheirForm();
    void anOrdinaryWorkerHasVersionedSettingsToo();
    void aVersionThatIsNotDeployedIsInTheWay();
    void accountsThatAreNotEntitledAreRefused();
    void permissionsAreAsForScripts();

private:
    [[nodiscard]] test::ApiGot sent(const char* method, const QString& path, const cloudflare::MultipartBody& form)
    {
        return stage->got(stage->send(method, path, form.bytes, form.contentType));
    }
    [[nodiscard]] const Script& tenant() const { return *stage->keeper.all.script(u"tenant-aurora", u"shops-production"); }
    std::unique_ptr<test::ApiStage> stage;
};

void TestApiDispatch::formsOfTheClientAreReadAsTheyWereMeant()
{
    const std::vector<cloudflare::MultipartPart> parts {{"metadata", {}, "application/json", R"({"a":"\r\n--tracedeck-"})"},
                                                        {"a \"b\".js", "a \"b\".js", "application/javascript+module", "--\r\n\r\n--\r\n"},
                                                        {"empty", {}, {}, {}}};
    const auto form = cloudflare::multipartOf(parts);
    const auto read = readForm(form.contentType, form.bytes);
    QVERIFY(read.has_value());
    QCOMPARE(read->size(), parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i)
        QCOMPARE((*read)[i], (FormPart {QString::fromUtf8(parts[i].name), parts[i].type, parts[i].bytes}));
}

void TestApiDispatch::namespacesAndTheirWorkersAreListed()
{
    const auto namespaces = stage->get(u"A/workers/dispatch/namespaces"_s).list();
    QCOMPARE(namespaces.size(), 1);
    QCOMPARE(namespaces.first()[u"namespace_name"_s].toString(), u"shops-production"_s);
    QCOMPARE(namespaces.first()[u"script_count"_s].toInt(), 3);
    QStringList names;
    for (const auto& each : stage->get(kNamespace).list())
        names << each[u"id"_s].toString();
    QCOMPARE(names, (QStringList {u"tenant-aurora"_s, u"tenant-borealis"_s, u"tenant-cygnus"_s}));
    QCOMPARE(stage->get(kNamespace + u"?tags=plan:pro:yes"_s).list().size(), 0); // a tag has no colon in that language
    QCOMPARE(stage->get(kNamespace + u"?tags=customer:yes"_s).list().size(), 3);
    for (const auto& each : stage->get(u"A/workers/scripts"_s).list())
        QVERIFY(!names.contains(each[u"id"_s].toString()));
}

void TestApiDispatch::aListTellsTheFlagOnlyWhereThatIsSet()
{
    QVERIFY(!stage->get(kNamespace).list().first().toObject().contains(u"logpush"_s));
    stage->keeper.all.facts.dispatchListTellsFlag = true;
    QVERIFY(stage->get(kNamespace).list().first()[u"logpush"_s].toBool());
}

void TestApiDispatch::theFlagOfAUserWorkerMakesAVersion()
{
    QVERIFY(stage->get(kTenant).object()[u"logpush"_s].toBool());
    const auto set = sent("PATCH", kTenant, flag(false));
    QVERIFY2(set.isGood(), set.bytes.constData());
    QCOMPARE(set.object()[u"logpush"_s], QJsonValue(false));
    QVERIFY(!stage->get(kTenant).object()[u"logpush"_s].toBool());
    QCOMPARE(tenant().versions.size(), std::size_t {2});
    QCOMPARE(tenant().versions.back().modules.front().etag, tenant().versions.front().modules.front().etag);
    QCOMPARE(tenant().deployments.back().shares.front().versionId, tenant().versions.back().id);
    QCOMPARE(stage->pipeline.told, QStringList {u"script tenant-aurora"_s});
}

void TestApiDispatch::aUserWorkerIsUploadedWithItsFlag()
{
    const auto made = sent("PUT", kNamespace + u"/tenant-new"_s, uploadOf(R"({"main_module":"index.js","logpush":true})"));
    QVERIFY2(made.isGood(), made.bytes.constData());
    QVERIFY(stage->get(kNamespace + u"/tenant-new/settings"_s).object()[u"logpush"_s].toBool());
    QCOMPARE(stage->get(u"A/workers/dispatch/namespaces"_s).list().first()[u"script_count"_s].toInt(), 4);
    QVERIFY(sent("PUT", kNamespace + u"/tenant-new"_s, uploadOf(R"({"main_module":"index.js"})")).isGood());
    QVERIFY(!stage->get(kNamespace + u"/tenant-new/settings"_s).object()[u"logpush"_s].toBool());
}

void TestApiDispatch::twoWorkersOfOneNameAreTwo()
{
    QVERIFY(sent("PUT", kNamespace + u"/checkout-api"_s, uploadOf(R"({"main_module":"index.js","logpush":false})")).isGood());
    QVERIFY(stage->get(kOrdinary + u"/script-settings"_s).object()[u"logpush"_s].toBool());
    QVERIFY(!stage->get(kNamespace + u"/checkout-api/settings"_s).object()[u"logpush"_s].toBool(true));
}

void TestApiDispatch::whatIsNotThereIsSaid()
{
    QCOMPARE(stage->get(u"A/workers/dispatch/namespaces/none/scripts"_s).code(), 100119);
    QCOMPARE(sent("PATCH", u"A/workers/dispatch/namespaces/none/scripts/x/settings"_s, flag(true)).code(), 100119);
    QCOMPARE(sent("PUT", u"A/workers/dispatch/namespaces/none/scripts/x"_s, uploadOf(R"({"main_module":"index.js"})")).code(), 100119);
    QCOMPARE(stage->get(kNamespace + u"/checkout-api/settings"_s).code(), 10007);
}

void TestApiDispatch::settingsNeedTheirForm_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    const auto form = flag(true);
    QTest::newRow("JSON") << QByteArray("application/json") << QByteArray(R"({"logpush":true})");
    QTest::newRow("cut") << form.contentType << form.bytes.chopped(4);
    const auto other = cloudflare::multipartOf({{"metadata", {}, {}, R"({"logpush":true})"}});
    QTest::newRow("another part") << other.contentType << other.bytes;
    const auto list = cloudflare::multipartOf({{"settings", {}, {}, "[]"}});
    QTest::newRow("no object") << list.contentType << list.bytes;
    const auto text = cloudflare::multipartOf({{"settings", {}, {}, R"({"logpush":"yes"})"}});
    QTest::newRow("no boolean") << text.contentType << text.bytes;
}

void TestApiDispatch::settingsNeedTheirForm()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    for (const QString& path : {kTenant, QString(kOrdinary + u"/settings"_s)}) {
        const auto got = stage->got(stage->send("PATCH", path, body, type));
        QCOMPARE(got.status, 400);
        QCOMPARE(got.code(), 10021);
    }
    QCOMPARE(tenant().versions.size(), std::size_t {1});
}

void TestApiDispatch::anOrdinaryWorkerHasVersionedSettingsToo()
{
    const auto form = cloudflare::settingsForm({{u"logpush"_s, false}, {u"compatibility_date"_s, u"2026-11-01"_s}});
    QVERIFY(sent("PATCH", kOrdinary + u"/settings"_s, form).isGood());
    const auto settings = stage->get(kOrdinary + u"/settings"_s).object();
    QCOMPARE(settings[u"logpush"_s], QJsonValue(false));
    QCOMPARE(settings[u"compatibility_date"_s].toString(), u"2026-11-01"_s);
    QVERIFY(!stage->get(kOrdinary + u"/script-settings"_s).object()[u"logpush"_s].toBool(true));
    QCOMPARE(stage->get(kOrdinary + u"/versions"_s).object()[u"items"_s].toArray().size(), 2);
}

void TestApiDispatch::aVersionThatIsNotDeployedIsInTheWay()
{
    QVERIFY(sent("POST", kOrdinary + u"/versions"_s, uploadOf(R"({"main_module":"index.js"})")).isGood());
    const auto refused = sent("PATCH", kOrdinary + u"/settings"_s, flag(false));
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.code(), 10214);
    for (const QStringView word : {u"script-settings", u"logpush", u"tail_consumers"})
        QVERIFY2(refused.message().contains(word), qPrintable(refused.message()));
    QVERIFY(stage->ask("PATCH", kOrdinary + u"/script-settings"_s, {{u"logpush"_s, false}}).isGood());
    const QString id = stage->keeper.all.script(u"checkout-api")->versions.back().id;
    QVERIFY(stage
                ->ask("POST", kOrdinary + u"/deployments"_s,
                      {{u"versions"_s, QJsonArray {QJsonObject {{u"version_id"_s, id}, {u"percentage"_s, 100}}}}})
                .isGood());
    QVERIFY(sent("PATCH", kOrdinary + u"/settings"_s, flag(true)).isGood());
}

void TestApiDispatch::accountsThatAreNotEntitledAreRefused()
{
    stage->keeper.all.account.workersPaid = false;
    for (const QString& path : {kTenant, QString(kOrdinary + u"/settings"_s)}) {
        QCOMPARE(sent("PATCH", path, flag(true)).code(), 10023);
        QVERIFY(sent("PATCH", path, flag(false)).isGood());
    }
    const auto form = uploadOf(R"({"main_module":"index.js","logpush":true})");
    QCOMPARE(sent("PUT", kNamespace + u"/tenant-new"_s, form).code(), 10023);
    QVERIFY(!stage->keeper.all.script(u"tenant-new", u"shops-production"));
    stage->keeper.all.account.workersPaid = true;
    QVERIFY(stage->faults.set({u"10023"_s}));
    QCOMPARE(sent("PATCH", kTenant, flag(true)).code(), 10023);
}

void TestApiDispatch::permissionsAreAsForScripts()
{
    stage->become(stage->memberWith("Workers Platform (Read-only)"));
    QVERIFY(stage->get(kNamespace).isGood());
    QVERIFY(stage->get(kTenant).isGood());
    QCOMPARE(sent("PATCH", kTenant, flag(false)).status, 403);
    QCOMPARE(sent("PUT", kNamespace + u"/tenant-new"_s, uploadOf(R"({"main_module":"index.js"})")).status, 403);
    stage->become(stage->memberWith("Log Share"));
    for (const QString& path : {u"A/workers/dispatch/namespaces"_s, kNamespace, kTenant})
        QCOMPARE(stage->get(path).status, 403);
}

QTEST_GUILESS_MAIN(TestApiDispatch)
#include "test_api_dispatch.moc"
