#include "net/http_transport.h"
#include "support/waited.h"
#include "support/wire_server.h"

#include <QtTest>

using namespace tracedeck;
using namespace tracedeck::net;
using test::Asked;
using test::waited;
using test::WireServer;

namespace {

// `printf 'what a gzip body holds' | gzip -n`
const QByteArray kGzip = QByteArray::fromHex("1f8b08000000000000032bcf482c51485448afca2c5048ca4fa954c8c8cf49290600881347f016000000");

Request to(const QUrl& url, Verb verb = Verb::Get, const QByteArray& body = {})
{
    Request request;
    request.verb = verb;
    request.url = url;
    request.body = body;
    return request;
}

Result<Response> ask(Transport& http, Request request)
{
    return waited(http.send(std::move(request), {}));
}

} // namespace

class TestHttp : public QObject {
    Q_OBJECT

private slots:
    void theAddressIsSentAsItIsEncoded_data();
    void theAddressIsSentAsItIsEncoded();
    void whatCannotBeSentAsItStandsIsRefused_data();
    void whatCannotBeSentAsItStandsIsRefused();
    void verbsHeadersAndBodiesArrive_data();
    void verbsHeadersAndBodiesArrive();
    void anEmptyPostKeepsItsQuery();
    void anAnswerOfAnyStatusIsAnAnswer_data();
    void anAnswerOfAnyStatusIsAnAnswer();
    void bodiesAreNeverUnpacked_data();
    void bodiesAreNeverUnpacked();
    void cutAnswersAreBadAnswers_data();
    void cutAnswersAreBadAnswers();
    void noneOfManyCutAnswersIsTakenForWhole();
    void aCreateWithoutAnAnswerIsSentOnce_data();
    void aCreateWithoutAnAnswerIsSentOnce();
    void aCreateDoesNotMeetAConnectionThatIsGoneStale();
    void nobodyThereIsUnreachable();
};

void TestHttp::theAddressIsSentAsItIsEncoded_data()
{
    QTest::addColumn<QByteArray>("target");
    for (const char* target :
         {"/", "/a/b", "/bucket/a%2Fb%2F%2Fc", "/a//b/", "/a%20b", "/a+b", "/%7BDATE%7D", "/%C3%BC", "/x%3Fy", "/x%25y", "/x?prefix=a%2Fb",
          "/x?a=1+2&b=1%2B2", "/x?q=%26%3D%23", "/x?delete", "/x?empty=&z", "/x?a=%22%3C%3E", "/x;p=1,2!$'()*:@~-._"})
        QTest::newRow(target) << QByteArray(target);
}

void TestHttp::theAddressIsSentAsItIsEncoded()
{
    QFETCH(QByteArray, target);
    WireServer server(WireServer::always(200));
    HttpTransport http;
    QVERIFY(ask(http, to(server.url(target))));
    QCOMPARE(server.asked().front().target, target);
}

void TestHttp::whatCannotBeSentAsItStandsIsRefused_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("dots that Qt would resolve") << QByteArray("http://127.0.0.1:1/a/../b") << QByteArray();
    QTest::newRow("one dot") << QByteArray("http://127.0.0.1:1/./b") << QByteArray();
    QTest::newRow("a password in the address") << QByteArray("http://me:pass@127.0.0.1:1/") << QByteArray();
    QTest::newRow("another scheme") << QByteArray("ftp://127.0.0.1/") << QByteArray();
    QTest::newRow("a file") << QByteArray("file:///etc/passwd") << QByteArray();
    QTest::newRow("no address") << QByteArray("") << QByteArray();
    QTest::newRow("a line break in a header") << QByteArray("http://127.0.0.1:1/") << QByteArray("a\r\nX-Evil: 1");
    QTest::newRow("a line feed in a header") << QByteArray("http://127.0.0.1:1/") << QByteArray("a\n");
}

void TestHttp::whatCannotBeSentAsItStandsIsRefused()
{
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, header);
    HttpTransport http;
    Request request = to(QUrl::fromEncoded(url));
    if (!header.isNull())
        request.headers.push_back({"X-Note", header});
    const auto plain = ask(http, request);
    QVERIFY(!plain);
    QCOMPARE(plain.error().code, ErrorCode::BadValue);
    QVERIFY(!plain.error().detail.isEmpty());
    if (header.isNull())
        return;
    request.headers.clear();
    request.secrets.push_back({"Authorization", "Bearer ", std::make_shared<const Secret>(header)});
    const auto secret = ask(http, request);
    QVERIFY(!secret);
    QCOMPARE(secret.error().code, ErrorCode::BadValue);
    QVERIFY(!secret.error().detail.contains(QStringLiteral("Evil")));
}

void TestHttp::verbsHeadersAndBodiesArrive_data()
{
    QTest::addColumn<Verb>("verb");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isRepeatable");
    QTest::newRow("GET") << Verb::Get << QByteArray() << false;
    QTest::newRow("HEAD") << Verb::Head << QByteArray() << false;
    QTest::newRow("POST") << Verb::Post << QByteArray("{\"a\":1}") << false;
    QTest::newRow("POST again") << Verb::Post << QByteArray("{\"a\":1}") << true;
    QTest::newRow("PUT") << Verb::Put << QByteArray(300'000, 'p') << false;
    QTest::newRow("PUT again") << Verb::Put << QByteArray(300'000, 'p') << true;
    QTest::newRow("PUT of nothing") << Verb::Put << QByteArray() << true;
    QTest::newRow("PATCH") << Verb::Patch << QByteArray("{}") << false;
    QTest::newRow("DELETE") << Verb::Delete << QByteArray() << false;
    QTest::newRow("DELETE again") << Verb::Delete << QByteArray() << true;
}

void TestHttp::verbsHeadersAndBodiesArrive()
{
    QFETCH(Verb, verb);
    QFETCH(QByteArray, body);
    QFETCH(bool, isRepeatable);
    WireServer server(WireServer::always(200, "fine", "CF-Ray: 8f-FRA\r\n"));
    HttpTransport http;
    Request request = to(server.url("/x"), verb, body);
    request.isRepeatable = isRepeatable;
    request.headers = {{"Content-Type", "text/x-test"}, {"X-Empty", {}}, {"If-None-Match", "\"e\""}};
    request.secrets = {{"Authorization", "Bearer ", std::make_shared<const Secret>(QByteArrayView("tok-en"))}};
    const auto response = ask(http, request);
    QVERIFY(response);
    QCOMPARE(response->body, verb == Verb::Head ? QByteArray() : QByteArray("fine"));
    QCOMPARE(response->header("cf-ray"), QByteArray("8f-FRA"));
    const Asked& asked = server.asked().front();
    QCOMPARE(asked.verb, QByteArray(verbName(verb)));
    QCOMPARE(asked.body, body);
    QCOMPARE(asked.header("Content-Type"), QByteArray("text/x-test"));
    QCOMPARE(asked.header("If-None-Match"), QByteArray("\"e\""));
    QCOMPARE(asked.header("Authorization"), QByteArray("Bearer tok-en"));
    QCOMPARE(asked.header("User-Agent"), QByteArray("Tracedeck/" TRACEDECK_VERSION));
    QVERIFY(asked.header("Cookie").isNull());
    QVERIFY(!asked.header("X-Empty").isNull());
}

void TestHttp::anEmptyPostKeepsItsQuery()
{
    WireServer server(WireServer::always(200));
    HttpTransport http;
    for (const bool isRepeatable : {true, false}) {
        Request request = to(server.url("/x?uploads&a=b"), Verb::Post);
        request.isRepeatable = isRepeatable;
        QVERIFY(ask(http, request));
        QCOMPARE(server.asked().back().target, QByteArray("/x?uploads&a=b"));
        QCOMPARE(server.asked().back().body, QByteArray());
        QCOMPARE(server.asked().back().header("Content-Type"), QByteArray("application/octet-stream"));
    }
}

void TestHttp::anAnswerOfAnyStatusIsAnAnswer_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("headers");
    for (const int status : {200, 201, 206, 304, 400, 401, 403, 404, 405, 409, 410, 412, 416, 418, 429, 500, 501, 502, 503, 504, 522})
        QTest::addRow("%d", status) << status << QByteArray();
    QTest::newRow("401 that asks for a password") << 401 << QByteArray("WWW-Authenticate: Basic realm=\"x\"\r\n");
    QTest::newRow("401 that asks for a token") << 401 << QByteArray("WWW-Authenticate: Bearer\r\n");
    QTest::newRow("401 that asks in its own way") << 401 << QByteArray("WWW-Authenticate: AWS4\r\n");
}

void TestHttp::anAnswerOfAnyStatusIsAnAnswer()
{
    QFETCH(int, status);
    QFETCH(QByteArray, headers);
    const QByteArray body = status == 304 ? QByteArray() : QByteArray(R"({"success":false})");
    WireServer server(WireServer::always(status, body, headers));
    HttpTransport http;
    for (const Verb verb : {Verb::Get, Verb::Post, Verb::Delete}) {
        const auto response = ask(http, to(server.url(), verb));
        QVERIFY2(response, response ? "" : qPrintable(response.error().detail));
        QCOMPARE(response->status, status);
        QCOMPARE(response->body, body);
    }
    QCOMPARE(server.asked().size(), std::size_t {3});
}

void TestHttp::bodiesAreNeverUnpacked_data()
{
    QTest::addColumn<QByteArray>("asks");
    QTest::newRow("by default") << QByteArray();
    QTest::newRow("asked for gzip") << QByteArray("gzip, br");
}

void TestHttp::bodiesAreNeverUnpacked()
{
    QFETCH(QByteArray, asks);
    WireServer server(WireServer::always(200, kGzip, "Content-Encoding: gzip\r\n"));
    HttpTransport http;
    Request request = to(server.url());
    if (!asks.isNull())
        request.headers.push_back({"accept-encoding", asks});
    const auto response = ask(http, request);
    QVERIFY(response);
    QCOMPARE(response->body, kGzip);
    QCOMPARE(response->header("Content-Encoding"), QByteArray("gzip"));
    QCOMPARE(server.asked().front().header("Accept-Encoding"), asks.isNull() ? QByteArray("identity") : asks);
}

void TestHttp::cutAnswersAreBadAnswers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("in the body") << WireServer::bytes(200, QByteArray(100'000, 'b')).left(70'000) << ErrorCode::BadAnswer;
    QTest::newRow("right behind the headers") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n") << ErrorCode::BadAnswer;
    QTest::newRow("in a chunk") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nwo")
                                << ErrorCode::BadAnswer;
    QTest::newRow("before the last chunk") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
                                           << ErrorCode::BadAnswer;
    QTest::newRow("no HTTP") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n") << ErrorCode::Unreachable;
    QTest::newRow("nothing") << QByteArray() << ErrorCode::Unreachable;
}

void TestHttp::cutAnswersAreBadAnswers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(ErrorCode, code);
    WireServer server([&bytes](const Asked&, QTcpSocket& socket) {
        socket.write(bytes);
        socket.disconnectFromHost();
    });
    HttpTransport http;
    for (const Verb verb : {Verb::Get, Verb::Post}) {
        Request request = to(server.url(), verb);
        request.isWhole = [](const Response& response) { return response.body.endsWith("the end"); };
        const auto response = ask(http, request);
        QVERIFY(!response);
        QCOMPARE(response.error().code, code);
        QVERIFY(!response.error().detail.isEmpty());
    }
}

// Qt takes some of them for whole, with every length told: it depends on what it notices first.
void TestHttp::noneOfManyCutAnswersIsTakenForWhole()
{
    WireServer server([](const Asked&, QTcpSocket& socket) {
        socket.write(WireServer::bytes(200, "hello, world").chopped(5));
        QTimer::singleShot(10, &socket, [&socket] { socket.disconnectFromHost(); });
    });
    HttpOptions options;
    options.connectionsPerHost = 30;
    HttpTransport http(options);
    std::vector<QFuture<Result<Response>>> futures(600);
    for (auto& future : futures)
        future = http.send(to(server.url()), {});
    for (const auto& future : futures)
        QCOMPARE(waited(future).has_value(), false);
}

void TestHttp::aCreateWithoutAnAnswerIsSentOnce_data()
{
    QTest::addColumn<Verb>("verb");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("POST") << Verb::Post << QByteArray("{\"a\":1}");
    QTest::newRow("POST of nothing") << Verb::Post << QByteArray();
    QTest::newRow("PUT") << Verb::Put << QByteArray(200'000, 'p');
    QTest::newRow("PATCH") << Verb::Patch << QByteArray("{}");
    QTest::newRow("DELETE") << Verb::Delete << QByteArray();
}

// Qt sends a request again by itself where a connection that had answered before is closed without an answer.
void TestHttp::aCreateWithoutAnAnswerIsSentOnce()
{
    QFETCH(Verb, verb);
    QFETCH(QByteArray, body);
    test::Certificates certificates;
    const auto tls = certificates.make(QStringLiteral("IP:127.0.0.1"));
    const auto answer = [](const Asked& asked, QTcpSocket& socket) {
        if (asked.target == "/ok")
            socket.write(WireServer::bytes(200));
        else
            socket.abort();
    };
    HttpOptions options;
    options.caFile = certificates.lastCertificate();
    options.connectionsPerHost = 1;
    for (const bool isTls : {false, true}) {
        WireServer server(answer, isTls ? std::optional(tls) : std::nullopt);
        HttpTransport http(options);
        for (int i = 0; i < 3; ++i) {
            QVERIFY(ask(http, to(server.url("/ok"))));
            const auto response = ask(http, to(server.url("/create"), verb, body));
            QVERIFY(!response);
            QCOMPARE(response.error().code, ErrorCode::Unreachable);
        }
        const auto creates =
            std::count_if(server.asked().begin(), server.asked().end(), [](const Asked& a) { return a.target == "/create"; });
        QCOMPARE(creates, 3);
    }
}

void TestHttp::aCreateDoesNotMeetAConnectionThatIsGoneStale()
{
    QSet<QTcpSocket*> used;
    WireServer server([&used](const Asked& asked, QTcpSocket& socket) {
        if (asked.verb == "POST" && used.contains(&socket))
            return socket.abort();
        used.insert(&socket);
        socket.write(WireServer::bytes(200));
    });
    HttpTransport http;
    for (int i = 0; i < 5; ++i) {
        QVERIFY(ask(http, to(server.url(), Verb::Get)));
        QVERIFY(ask(http, to(server.url(), Verb::Post, "{}")));
    }
}

void TestHttp::nobodyThereIsUnreachable()
{
    HttpTransport http;
    QUrl nobody;
    {
        const WireServer gone(WireServer::always(200));
        nobody = gone.url();
    }
    const auto refused = ask(http, to(nobody));
    QCOMPARE(refused.error().code, ErrorCode::Unreachable);
    QCOMPARE(refused.error().subject, QStringLiteral("127.0.0.1:%1").arg(nobody.port()));
    const auto unknown = ask(http, to(QUrl(QStringLiteral("http://no-such-host.invalid/"))));
    QCOMPARE(unknown.error().code, ErrorCode::Unreachable);
    QCOMPARE(unknown.error().subject, QStringLiteral("no-such-host.invalid"));
}

QTEST_GUILESS_MAIN(TestHttp)
#include "test_http.moc"
