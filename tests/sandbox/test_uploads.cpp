#include "api_stage.h"
#include "cloudflare/workers_api.h"
#include "net/http_transport.h"
#include "sandbox/api_multipart.h"
#include "workers/upload_form.h"

using namespace tracedeck;
using namespace tracedeck::sandbox;
using namespace tracedeck::workers;
using namespace Qt::Literals::StringLiterals;

namespace {

ScriptFile script()
{
    return {u"checkout-next"_s, u"worker.js"_s, "export default { fetch() { return new Response('ok') } }\n", u"2026-11-27"_s, true};
}

} // namespace

/// Scripts that are uploaded by form, by the client's own calls.
class TestUploads : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        stage = std::make_unique<test::ApiStage>();
        stage->become(stage->token(u"tracedeck"_s));
    }
    void aScriptIsThereWithItsFlag_data();
    void aScriptIsThereWithItsFlag();
    void theFormIsWhatItIsMadeOf();
    void pythonSaysItsFlag();
    void whatCannotBeUploadedIsNamed_data();
    void whatCannotBeUploadedIsNamed();
    void accountsThatAreNotEntitledAreTold();
    void theFlagOfAUserWorkerIsReadAndSet();

private:
    template<typename T>
    [[nodiscard]] Result<T> ask(const cloudflare::Endpoint<T>& endpoint)
    {
        const cloudflare::ApiClient client(
            http, QUrl(u"http://127.0.0.1:%1/client/v4"_s.arg(stage->server->port())),
            {cloudflare::Credential::Kind::ApiToken, {}, std::make_shared<const Secret>(stage->token(u"tracedeck"_s).value)});
        auto asked = cloudflare::ask(client, endpoint, {});
        if (!QTest::qWaitFor([&asked] { return asked.isFinished(); }, 10'000)) // the server is on this thread
            return fail(ErrorCode::TimedOut);
        auto answer = asked.result();
        return answer ? Result<T> {std::move(answer->value)} : fail(answer.error());
    }
    [[nodiscard]] const QString& account() const { return stage->keeper.all.account.id; }

    std::unique_ptr<test::ApiStage> stage;
    net::HttpTransport http {{.caFile = {}, .useSystemProxy = false, .userAgent = {}}};
};

void TestUploads::aScriptIsThereWithItsFlag_data()
{
    QTest::addColumn<bool>("logpush");
    QTest::newRow("on") << true;
    QTest::newRow("off") << false;
}

void TestUploads::aScriptIsThereWithItsFlag()
{
    QFETCH(bool, logpush);
    ScriptFile file = script();
    file.logpush = logpush;
    QVERIFY(checkScript(file).has_value());
    const auto made = ask(cloudflare::uploadScript(account(), file.name, uploadForm(file)));
    QVERIFY2(made.has_value(), made ? "" : qPrintable(made.error().detail));
    QCOMPARE(made->logpush, logpush);
    QCOMPARE(ask(cloudflare::scriptSettings(account(), file.name))->logpush, std::optional(logpush));
    const auto& version = stage->keeper.all.script(file.name)->versions.back();
    QCOMPARE(version.modules.front().size, file.source.size());
    QCOMPARE(version.metadata[u"compatibility_date"_s].toString(), u"2026-11-27"_s);
}

void TestUploads::theFormIsWhatItIsMadeOf()
{
    ScriptFile file = script();
    file.source = "const a = '\r\n--tracedeck-'\r\nexport default {}\n\xC3\xA4";
    const auto form = uploadForm(file);
    const auto parts = readForm(form.contentType, form.bytes);
    QVERIFY(parts.has_value());
    QCOMPARE(parts->size(), std::size_t {2});
    QCOMPARE(parts->back(), (FormPart {u"worker.js"_s, "application/javascript+module", file.source}));
    QCOMPARE(QJsonDocument::fromJson(parts->front().bytes).object(),
             (QJsonObject {{u"main_module"_s, u"worker.js"_s}, {u"compatibility_date"_s, u"2026-11-27"_s}, {u"logpush"_s, true}}));
}

void TestUploads::pythonSaysItsFlag()
{
    ScriptFile file = script();
    file.fileName = u"entry.py"_s;
    QVERIFY(checkScript(file).has_value());
    const auto form = uploadForm(file);
    const auto parts = readForm(form.contentType, form.bytes);
    QCOMPARE(parts->back().type, QByteArray("text/x-python"));
    QVERIFY(parts->front().bytes.contains("python_workers"));
}

void TestUploads::whatCannotBeUploadedIsNamed_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<ScriptFile>("file");
    const auto row = [](const char* name, const char* field, auto change) {
        ScriptFile file = script();
        change(file);
        QTest::newRow(name) << QString::fromLatin1(field) << file;
    };
    row("no name", "name", [](ScriptFile& file) { file.name.clear(); });
    row("capital letters", "name", [](ScriptFile& file) { file.name = u"Checkout"_s; });
    row("a dash in front", "name", [](ScriptFile& file) { file.name = u"-checkout"_s; });
    row("a way out of the path", "name", [](ScriptFile& file) { file.name = u"../x"_s; });
    row("a line end", "name", [](ScriptFile& file) { file.name = u"a\n"_s; });
    row("too long", "name", [](ScriptFile& file) { file.name = QString(256, u'a'); });
    row("no module", "fileName", [](ScriptFile& file) { file.fileName = u"worker.ts"_s; });
    row("quotes", "fileName", [](ScriptFile& file) { file.fileName = u"a\".js"_s; });
    row("nothing", "source", [](ScriptFile& file) { file.source = " \n"; });
    row("no text", "source", [](ScriptFile& file) { file.source = "\xff\xfe"; });
    row("too much", "source", [](ScriptFile& file) { file.source = QByteArray((64 << 20) + 1, 'a'); });
    row("no date", "compatibilityDate", [](ScriptFile& file) { file.compatibilityDate = u"2026-13-01"_s; });
}

void TestUploads::whatCannotBeUploadedIsNamed()
{
    QFETCH(QString, field);
    QFETCH(ScriptFile, file);
    const auto checked = checkScript(file);
    QVERIFY(!checked);
    QCOMPARE(checked.error().code, ErrorCode::BadValue);
    QCOMPARE(checked.error().subject, field);
    QVERIFY(!checked.error().detail.isEmpty());
}

void TestUploads::accountsThatAreNotEntitledAreTold()
{
    stage->keeper.all.account.workersPaid = false;
    const auto made = ask(cloudflare::uploadScript(account(), u"checkout-next"_s, uploadForm(script())));
    QCOMPARE(made.error().apiCode, 10023);
    QVERIFY(!stage->keeper.all.script(u"checkout-next"));
}

void TestUploads::theFlagOfAUserWorkerIsReadAndSet()
{
    const auto namespaces = ask(cloudflare::dispatchNamespaces(account()));
    QCOMPARE(namespaces->front().name, u"shops-production"_s);
    const auto scripts = ask(cloudflare::dispatchScripts(account(), u"shops-production"_s));
    QCOMPARE(static_cast<std::int64_t>(scripts->size()), namespaces->front().scripts);
    for (const auto& each : *scripts) {
        QVERIFY(!each.tellsLogpush);
        QCOMPARE(ask(cloudflare::dispatchSettings(account(), u"shops-production"_s, each.name))->logpush, std::optional(true));
        QCOMPARE(ask(cloudflare::setDispatchLogpush(account(), u"shops-production"_s, each.name, false))->logpush, std::optional(false));
        QVERIFY(!stage->keeper.all.script(each.name, u"shops-production")->logpush);
    }
    QCOMPARE(ask(cloudflare::setVersionedLogpush(account(), u"checkout-api"_s, false))->logpush, std::optional(false));
    QCOMPARE(ask(cloudflare::scriptVersionedSettings(account(), u"checkout-api"_s))->logpush, std::optional(false));
}

QTEST_GUILESS_MAIN(TestUploads)
#include "test_uploads.moc"
