#include "sandbox/sandbox.h"

#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::sandbox;
using namespace Qt::Literals::StringLiterals;

/// The whole account: its parts put together, on their own thread.
class TestSandbox : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void aRestartIsWhereItWas();
    void faultsAreSetWhileItRuns();
    void aFolderIsServedOnce();
    void aFailedStartTouchesNothing();

private:
    [[nodiscard]] SandboxOptions options(std::uint64_t historyEvents = 0) const
    {
        SandboxOptions options;
        options.folder = m_folder->path();
        options.historyEvents = historyEvents;
        options.eventsPerSecond = 0;
        return options;
    }
    [[nodiscard]] int statusOf(const SandboxAddress& address)
    {
        QNetworkRequest request(QUrl(QString(address.baseUrl.toString() + u"/accounts"_s)));
        address.token.reveal([&](QByteArrayView token) { request.setRawHeader("Authorization", "Bearer " + token.toByteArray()); });
        const std::unique_ptr<QNetworkReply> reply(m_network.get(request));
        QSignalSpy(reply.get(), &QNetworkReply::finished).wait(10'000);
        return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }
    [[nodiscard]] QByteArray counts() const
    {
        QFile file(m_folder->filePath(u"invocations.bin"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    QNetworkAccessManager m_network;
};

void TestSandbox::aRestartIsWhereItWas()
{
    QUrl base, endpoint, intake;
    {
        const auto first = Sandbox::start(options());
        QVERIFY(first.has_value());
        const SandboxAddress address = (*first)->address();
        QCOMPARE(statusOf(address), 200);
        base = address.baseUrl;
        endpoint = address.endpoint;
        intake = address.intakeUrl;
    }
    const auto again = Sandbox::start(options());
    QVERIFY(again.has_value());
    const SandboxAddress address = (*again)->address();
    QCOMPARE(address.baseUrl, base);
    QCOMPARE(address.endpoint, endpoint);
    QCOMPARE(address.intakeUrl, intake);
    QCOMPARE(statusOf(address), 200);
}

void TestSandbox::faultsAreSetWhileItRuns()
{
    const auto sandbox = Sandbox::start(options());
    QVERIFY(sandbox.has_value());
    QCOMPARE((*sandbox)->setFaults({u"teapot"_s}).error().code, ErrorCode::BadValue);
    QVERIFY((*sandbox)->setFaults({u"api:429"_s}).has_value());
    QCOMPARE(statusOf((*sandbox)->address()), 429);
    QVERIFY((*sandbox)->setFaults({}).has_value());
    QCOMPARE(statusOf((*sandbox)->address()), 200);
}

void TestSandbox::aFolderIsServedOnce()
{
    const auto first = Sandbox::start(options());
    QVERIFY(first.has_value());
    QCOMPARE(Sandbox::start(options()).error().code, ErrorCode::StoreLocked);
    QCOMPARE(statusOf((*first)->address()), 200);
}

void TestSandbox::aFailedStartTouchesNothing()
{
    {
        const auto sandbox = Sandbox::start(options(500));
        QVERIFY(sandbox.has_value());
        const QByteArray begun = counts();
        QTRY_VERIFY_WITH_TIMEOUT(counts().size() > begun.size(), 60'000);
    }
    const QByteArray kept = counts();
    QVERIFY(!kept.isEmpty());
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    SandboxOptions taken = options();
    taken.port = other.serverPort();
    QCOMPARE(Sandbox::start(taken).error().code, ErrorCode::IoFailed);
    SandboxOptions wrong = options();
    wrong.faults = {u"teapot"_s};
    QCOMPARE(Sandbox::start(wrong).error().code, ErrorCode::BadValue);
    QCOMPARE(counts(), kept);
}

QTEST_GUILESS_MAIN(TestSandbox)
#include "test_sandbox.moc"
