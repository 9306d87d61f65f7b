#include "ctl/command.h"
#include "sandbox/setups.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QtTest>

using namespace tracedeck;
using namespace Qt::Literals::StringLiterals;

/// `tracedeckctl sandbox serve`, as somebody starts it who wants a broken account.
class TestServe : public QObject {
    Q_OBJECT

private slots:
    void aSetupIsToldInTheFirstLine();
    void withoutASetupNothingIsSaidOfOne();
    void aSetupThatIsNoneIsWrongUsage();

private:
    /// The first line of a server that is ended again.
    [[nodiscard]] static QJsonObject firstLine(const QStringList& more)
    {
        QProcess server;
        server.start(QStringLiteral(TRACEDECKCTL),
                     QStringList {u"sandbox"_s, u"serve"_s, u"--history"_s, u"0"_s, u"--rate"_s, u"0"_s} + more
                         + QStringList {u"--json"_s});
        if (!server.waitForStarted() || !QTest::qWaitFor([&server] { return server.canReadLine(); }, 30'000))
            return {};
        const QJsonObject line = QJsonDocument::fromJson(server.readLine()).object();
        server.terminate();
        server.waitForFinished();
        return line;
    }
};

void TestServe::aSetupIsToldInTheFirstLine()
{
    const QJsonObject line = firstLine({u"--setup"_s, u"wrong-prefix"_s});
    QCOMPARE(line[u"setup"_s].toString(), u"wrong-prefix"_s);
    QCOMPARE(line[u"prefix"_s].toString(), u"worker-logs"_s);
    QCOMPARE(line[u"worker"_s].toString(), u"checkout-api"_s);
    QCOMPARE(line[u"mend"_s].toString(), u"settings"_s);
    QCOMPARE(line[u"wrangler_file"_s].toString().toUtf8(), sandbox::wranglerFileOf(*sandbox::setupNamed(u"wrong-prefix")));
}

void TestServe::withoutASetupNothingIsSaidOfOne()
{
    const QJsonObject line = firstLine({});
    QCOMPARE(line[u"prefix"_s].toString(), u"workers"_s);
    QVERIFY(!line.contains(u"setup"_s));
}

void TestServe::aSetupThatIsNoneIsWrongUsage()
{
    QProcess server;
    server.start(QStringLiteral(TRACEDECKCTL), {u"sandbox"_s, u"serve"_s, u"--setup"_s, u"haunted"_s});
    QVERIFY(server.waitForFinished(30'000));
    QCOMPARE(server.exitCode(), 2);
}

QTEST_GUILESS_MAIN(TestServe)
#include "test_serve.moc"
