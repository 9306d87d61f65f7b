#include "net/http_transport.h"
#include "support/waited.h"
#include "support/wire_server.h"

#include <QtTest>

#include <set>

using namespace tracedeck;
using namespace tracedeck::net;
using test::Asked;
using test::waited;
using test::WireServer;

namespace {

Request withToken(const QUrl& url, Verb verb = Verb::Get)
{
    Request request;
    request.verb = verb;
    request.url = url;
    request.secrets.push_back({"Authorization", "Bearer ", std::make_shared<const Secret>(QByteArrayView("sesame"))});
    return request;
}

Request plain(const QUrl& url)
{
    Request request;
    request.url = url;
    return request;
}

} // namespace

class TestTrust : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void secretsAreNotSentOverPlainHttp_data();
    void secretsAreNotSentOverPlainHttp();
    void secretsGoToThisMachine_data();
    void secretsGoToThisMachine();
    void secretsAreNotRedirected_data();
    void secretsAreNotRedirected();
    void plainReadsAreRedirected();
    void writesAreNotRedirected();
    void redirectsWithoutEndAreABadAnswer();
    void certificatesThatNobodyVouchesForAreRefused_data();
    void certificatesThatNobodyVouchesForAreRefused();
    void anOwnCaFileIsTrustedBesideTheSystems();
    void aCaFileWithoutCertificatesIsNamed();
    void plainHttpOnATlsPortIsATlsFailure();
    void theSystemProxyIsUsedButNotForThisMachine();

private:
    test::Certificates m_certificates;
    std::unique_ptr<WireServer> m_proxy;
};

void TestTrust::initTestCase()
{
    // Before the first lookup of a proxy: what the system says is kept then.
    m_proxy = std::make_unique<WireServer>(WireServer::always(203, "by proxy"));
    qputenv("http_proxy", m_proxy->url("").toEncoded());
    qunsetenv("no_proxy");
}

void TestTrust::secretsAreNotSentOverPlainHttp_data()
{
    QTest::addColumn<QByteArray>("url");
    for (const char* url : {"http://api.example.com/client/v4", "http://127.0.0.1.example.com/", "http://localhost.example.com/",
                            "http://192.0.2.1:9000/bucket", "http://[2001:db8::1]/"})
        QTest::newRow(url) << QByteArray(url);
}

void TestTrust::secretsAreNotSentOverPlainHttp()
{
    QFETCH(QByteArray, url);
    HttpTransport http;
    const std::size_t before = m_proxy->asked().size();
    const auto response = waited(http.send(withToken(QUrl::fromEncoded(url)), {}));
    QVERIFY(!response);
    QCOMPARE(response.error().code, ErrorCode::Insecure);
    Request named = plain(QUrl::fromEncoded(url));
    for (const char* header : {"authorization", "X-Auth-Key", "Cookie", "x-amz-security-token"}) {
        named.headers = {{header, "sesame"}};
        QCOMPARE(waited(http.send(named, {})).error().code, ErrorCode::Insecure);
    }
    QCOMPARE(m_proxy->asked().size(), before);
}

void TestTrust::secretsGoToThisMachine_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::newRow("127.0.0.1") << QByteArray("127.0.0.1");
    QTest::newRow("localhost") << QByteArray("localhost");
}

void TestTrust::secretsGoToThisMachine()
{
    QFETCH(QByteArray, host);
    WireServer server(WireServer::always(200));
    HttpTransport http;
    QVERIFY(waited(http.send(withToken(server.url("/", host)), {})));
    QCOMPARE(server.asked().front().header("Authorization"), QByteArray("Bearer sesame"));
}

void TestTrust::secretsAreNotRedirected_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 303, 307, 308})
        QTest::addRow("%d", status) << status;
}

void TestTrust::secretsAreNotRedirected()
{
    QFETCH(int, status);
    WireServer other(WireServer::always(200));
    const QByteArray there = "Location: " + other.url("/there", "localhost").toEncoded() + "\r\n";
    WireServer server(WireServer::always(status, "moved", there));
    HttpTransport http;
    Request named = plain(server.url());
    named.headers = {{"Authorization", "AWS4-HMAC-SHA256 Credential=x"}};
    for (const Request& request :
         {withToken(server.url()), withToken(server.url(), Verb::Head), withToken(server.url(), Verb::Post), named}) {
        const auto response = waited(http.send(request, {}));
        QVERIFY(response);
        QCOMPARE(response->status, status);
        QVERIFY(response->header("Location").endsWith("/there"));
    }
    QCOMPARE(other.connections(), 0);
}

void TestTrust::plainReadsAreRedirected()
{
    WireServer other(WireServer::always(200, "here"));
    WireServer server(WireServer::always(302, "moved", "Location: " + other.url("/there").toEncoded() + "\r\n"));
    HttpTransport http;
    const auto response = waited(http.send(plain(server.url()), {}));
    QVERIFY(response);
    QCOMPARE(response->status, 200);
    QCOMPARE(response->body, QByteArray("here"));
}

void TestTrust::writesAreNotRedirected()
{
    WireServer other(WireServer::always(200));
    WireServer server(WireServer::always(307, "moved", "Location: " + other.url("/there").toEncoded() + "\r\n"));
    HttpTransport http;
    Request request = plain(server.url());
    request.verb = Verb::Put;
    request.body = "x";
    QCOMPARE(waited(http.send(request, {}))->status, 307);
    QCOMPARE(other.connections(), 0);
}

void TestTrust::redirectsWithoutEndAreABadAnswer()
{
    // Each hop has a name of its own: Qt may ask for one twice, where the connection closes under it, and that is no further hop.
    WireServer server([](const Asked& asked, QTcpSocket& socket) {
        const QByteArray next = QByteArray::number(asked.target.mid(1).toInt() + 1);
        socket.write(WireServer::bytes(302, {}, "Location: /" + next + "\r\n"));
    });
    HttpTransport http;
    const auto response = waited(http.send(plain(server.url("/0")), {}));
    QVERIFY(!response);
    QCOMPARE(response.error().code, ErrorCode::BadAnswer);
    std::set<int> hops;
    for (const Asked& asked : server.asked())
        hops.insert(asked.target.mid(1).toInt());
    QCOMPARE(*hops.begin(), 0);
    QCOMPARE(*hops.rbegin(), 10); // ten redirects are followed, the eleventh is not
    QCOMPARE(hops.size(), std::size_t {11});
}

void TestTrust::certificatesThatNobodyVouchesForAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("toDay");
    QTest::addColumn<bool>("isTrusted");
    QTest::addColumn<QString>("words");
    QTest::newRow("signed by itself") << QStringLiteral("IP:127.0.0.1") << 2 << false << QStringLiteral("self-signed");
    QTest::newRow("of another host") << QStringLiteral("DNS:api.example.com") << 2 << true << QStringLiteral("host name");
    QTest::newRow("expired") << QStringLiteral("IP:127.0.0.1") << -5 << true << QStringLiteral("expired");
}

void TestTrust::certificatesThatNobodyVouchesForAreRefused()
{
    QFETCH(QString, name);
    QFETCH(int, toDay);
    QFETCH(bool, isTrusted);
    QFETCH(QString, words);
    WireServer server(WireServer::always(200), m_certificates.make(name, -10, toDay));
    HttpOptions options;
    if (isTrusted)
        options.caFile = m_certificates.lastCertificate();
    HttpTransport http(options);
    for (const Verb verb : {Verb::Get, Verb::Post}) {
        const auto response = waited(http.send(withToken(server.url(), verb), {}));
        QVERIFY(!response);
        QCOMPARE(response.error().code, ErrorCode::TlsFailed);
        QVERIFY2(response.error().detail.contains(words), qPrintable(response.error().detail));
    }
    QVERIFY(server.asked().empty());
}

void TestTrust::anOwnCaFileIsTrustedBesideTheSystems()
{
    WireServer server(WireServer::always(200, "over TLS"), m_certificates.make(QStringLiteral("IP:127.0.0.1")));
    HttpOptions options;
    options.caFile = m_certificates.lastCertificate();
    HttpTransport http(options);
    for (const Verb verb : {Verb::Get, Verb::Post}) {
        const auto response = waited(http.send(withToken(server.url(), verb), {}));
        QVERIFY2(response, response ? "" : qPrintable(response.error().detail));
        QCOMPARE(response->body, QByteArray("over TLS"));
    }
    QCOMPARE(server.asked().front().header("Authorization"), QByteArray("Bearer sesame"));
}

void TestTrust::aCaFileWithoutCertificatesIsNamed()
{
    WireServer server(WireServer::always(200), m_certificates.make(QStringLiteral("IP:127.0.0.1")));
    HttpOptions options;
    options.caFile = m_certificates.file(QStringLiteral("not-there.pem"));
    HttpTransport http(options);
    const auto response = waited(http.send(withToken(server.url()), {}));
    QCOMPARE(response.error().code, ErrorCode::TlsFailed);
    QVERIFY(response.error().detail.contains(options.caFile));
    QCOMPARE(server.connections(), 0);
}

void TestTrust::plainHttpOnATlsPortIsATlsFailure()
{
    WireServer server([](const Asked&, QTcpSocket& socket) { socket.write("HTTP/1.1 400 Bad Request\r\n\r\n"); });
    QUrl url = server.url();
    url.setScheme(QStringLiteral("https"));
    HttpTransport http;
    Request request = withToken(url);
    request.timeout = std::chrono::seconds(2);
    const auto response = waited(http.send(request, {}));
    QVERIFY(!response);
    QVERIFY(response.error().code == ErrorCode::TlsFailed || response.error().code == ErrorCode::TimedOut);
}

void TestTrust::theSystemProxyIsUsedButNotForThisMachine()
{
    WireServer server(WireServer::always(200, "direct"));
    HttpTransport http;
    QCOMPARE(waited(http.send(plain(server.url()), {}))->body, QByteArray("direct"));
    const QUrl outside(QStringLiteral("http://tracedeck.invalid/a%2Fb?q=1"));
    const auto response = waited(http.send(plain(outside), {}));
    QVERIFY2(response, response ? "" : qPrintable(response.error().detail));
    QCOMPARE(response->body, QByteArray("by proxy"));
    QCOMPARE(m_proxy->asked().back().target, outside.toEncoded());
    HttpOptions options;
    options.useSystemProxy = false;
    HttpTransport unproxied(options);
    QCOMPARE(waited(unproxied.send(plain(outside), {})).error().code, ErrorCode::Unreachable);
}

QTEST_GUILESS_MAIN(TestTrust)
#include "test_trust.moc"
