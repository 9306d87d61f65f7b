// The real `tracedeckctl doctor` against the Sandbox, broken by name.
#include "ctl/command.h"
#include "sandbox/sandbox.h"
#include "sandbox/setups.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A Sandbox in a set-up, and the arguments that a person would give.
struct Served {
    explicit Served(const QString& setup) : worker(workerOf(setup))
    {
        sandbox::SandboxOptions options;
        options.folder = folder.path();
        options.historyEvents = 6000;
        options.eventsPerSecond = 0;
        options.setup = setup;
        account = std::move(*sandbox::Sandbox::start(options));
        address.emplace(account->address());
        address->token.reveal([this](QByteArrayView bytes) { token = QString::fromLatin1(bytes); });
        address->secretAccessKey.reveal([this](QByteArrayView bytes) { secret = QString::fromLatin1(bytes); });
    }
    static QString workerOf(const QString& setup)
    {
        const auto name = sandbox::setupNamed(setup)->worker;
        return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    }
    [[nodiscard]] Ran doctor(const QStringList& more = {}) const
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"CLOUDFLARE_API_TOKEN"_s, token);
        environment.insert(u"AWS_ACCESS_KEY_ID"_s, address->accessKeyId);
        environment.insert(u"AWS_SECRET_ACCESS_KEY"_s, secret);
        environment.insert(u"XDG_CONFIG_HOME"_s, home.path());
        const QStringList place {u"doctor"_s,
                                 u"--base-url"_s,
                                 address->baseUrl.toString(),
                                 u"--account"_s,
                                 address->accountId,
                                 u"--endpoint"_s,
                                 address->endpoint.toString(),
                                 u"--bucket"_s,
                                 address->bucket,
                                 u"--prefix"_s,
                                 address->prefix};
        return runCtlBeside(place + more, environment);
    }
    [[nodiscard]] bool hasSecret(const Ran& ran) const
    {
        return ran.out.contains(token.toUtf8()) || ran.out.contains(secret.toUtf8()) || ran.err.contains(token.toUtf8());
    }

    QString worker, token, secret;
    QTemporaryDir folder, home;
    std::unique_ptr<sandbox::Sandbox> account;
    std::optional<sandbox::SandboxAddress> address;
};

} // namespace

class TestCtlDoctor : public QObject {
    Q_OBJECT

private slots:
    void aHealthyAccountIsSaidToBeHealthy()
    {
        const Served served(u"healthy"_s);
        const auto isHealthy = [&] {
            return served.doctor({u"--worker"_s, served.worker, u"--json"_s}).json()[u"overall"] == u"healthy"_s;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isHealthy(), 60'000);
        const Ran ran = served.doctor({u"--worker"_s, served.worker});
        QCOMPARE(ran.exit, 0);
        QVERIFY2(ran.out.startsWith("Nothing is wrong: events of checkout-api arrive."), ran.out.constData());
        QVERIFY(!served.hasSecret(ran));
    }

    void theCauseIsNamedWithItsEvidence()
    {
        const Served served(u"flag-off"_s);
        Ran ran = served.doctor({u"--worker"_s, served.worker, u"--json"_s});
        QCOMPARE(ran.exit, 1);
        const QJsonObject cause = ran.json()[u"cause"].toObject();
        QCOMPARE(cause[u"reason"].toString(), u"flag_off"_s);
        QCOMPARE(cause[u"fix"].toString(), u"switch_on"_s);
        QCOMPARE(cause[u"evidence"][0][u"status"].toInt(), 200);
        QVERIFY(cause[u"evidence"][0][u"asked"].toString().endsWith(u"/script-settings"));
        QCOMPARE(ran.json()[u"findings"].toArray().size(), 13);
        QCOMPARE(ran.json()[u"job"][u"name"].toString(), u"workers-logpush"_s);
        QVERIFY(!served.hasSecret(ran));
        ran = served.doctor({u"--worker"_s, served.worker});
        QVERIFY2(ran.out.startsWith("Logpush is switched off for checkout-api.\nEverything before it works."), ran.out.constData());
    }

    void theReportHasNoSecretAndNoWholeId()
    {
        const Served served(u"wrong-destination-keys"_s);
        const Ran ran = served.doctor({u"--worker"_s, served.worker, u"--markdown"_s});
        QCOMPARE(ran.exit, 1);
        QVERIFY(ran.out.startsWith("# Why are there no logs?"));
        QVERIFY2(ran.out.contains("The destination does not take the keys of workers"), ran.out.constData());
        QVERIFY(!served.hasSecret(ran));
        QVERIFY(!ran.out.contains(served.address->accountId.toUtf8()) && !ran.out.contains(served.address->accessKeyId.toUtf8()));
    }

    void aWranglerFileIsReadAndNotChanged()
    {
        const Served served(u"wrangler-file-off"_s);
        const QString path = served.home.filePath(u"wrangler.toml"_s);
        const QByteArray text = sandbox::wranglerFileOf(*sandbox::setupNamed(u"wrangler-file-off"_s));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.write(text) == text.size() && file.flush());
        const Ran ran = served.doctor({u"--worker"_s, served.worker, u"--file"_s, path, u"--json"_s});
        QCOMPARE(ran.json()[u"cause"][u"reason"].toString(), u"file_says_off"_s);
        QCOMPARE(ran.json()[u"cause"][u"figures"][u"line"].toInt(), 6);
        QVERIFY(file.seek(0));
        QCOMPARE(file.readAll(), text);
    }

    void nobodyThereIsUnreachable()
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"CLOUDFLARE_API_TOKEN"_s, u"abcdefghijklmnopqrstuvwxyz0123456789ABCD"_s);
        const Ran ran = runCtlBeside({u"doctor"_s, u"--base-url"_s, u"http://127.0.0.1:1/client/v4"_s, u"--json"_s}, environment);
        QCOMPARE(ran.exit, 3);
        QCOMPARE(ran.json()[u"overall"].toString(), u"open"_s);
    }

    void anEnvironmentNeedsAFile() { QCOMPARE(runCtl({u"doctor"_s, u"--env"_s, u"production"_s}).exit, 2); }
};

QTEST_GUILESS_MAIN(TestCtlDoctor)
#include "test_doctor.moc"
