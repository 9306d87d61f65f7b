#include "async/then.h"
#include "net/http_transport.h"
#include "support/waited.h"
#include "support/wire_server.h"

#include <QtTest>

#include <mutex>
#include <thread>

using namespace tracedeck;
using namespace tracedeck::net;
using test::Asked;
using test::waited;
using test::WireServer;
using namespace std::chrono_literals;

namespace {

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

class TestHttpLimits : public QObject {
    Q_OBJECT

private slots:
    void longBodiesAreRefused_data();
    void longBodiesAreRefused();
    void progressIsTold();
    void silenceTimesOut_data();
    void silenceTimesOut();
    void aSlowButSteadyBodyArrives();
    void waitingForAConnectionIsNoSilence();
    void stoppingIsQuick_data();
    void stoppingIsQuick();
    void droppingTheTransportEndsWhatRuns();
    void continuationsMaySendAgainWhileItIsDropped();
    void connectionsAreAsManyAsGiven_data();
    void connectionsAreAsManyAsGiven();
    void anyThreadMaySend();
};

void TestHttpLimits::longBodiesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("told beforehand") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 4611686018427387904\r\n\r\n");
    QTest::newRow("one too many") << WireServer::bytes(200, QByteArray(10'001, 'b'));
    QTest::newRow("without an end") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4e20\r\n"
                                                  + QByteArray(20'000, 'b'));
    QTest::newRow("until it closes") << QByteArray("HTTP/1.1 200 OK\r\n\r\n" + QByteArray(20'000, 'b'));
}

void TestHttpLimits::longBodiesAreRefused()
{
    QFETCH(QByteArray, bytes);
    WireServer server([&bytes](const Asked&, QTcpSocket& socket) { socket.write(bytes); });
    HttpTransport http;
    Request request = to(server.url());
    request.maxBytes = 10'000;
    const auto response = ask(http, request);
    QVERIFY(!response);
    QCOMPARE(response.error().code, ErrorCode::LimitExceeded);
}

void TestHttpLimits::progressIsTold()
{
    const QByteArray body(1'000'000, 'b');
    std::mutex mutex;
    std::vector<std::uint64_t> told;
    const auto last = [&] {
        const std::lock_guard lock(mutex);
        return told.empty() ? 0 : told.back();
    };
    WireServer server([&](const Asked&, QTcpSocket& socket) {
        const QByteArray bytes = WireServer::bytes(200, body);
        socket.write(bytes.chopped(500'000));
        auto* timer = new QTimer(&socket);
        QObject::connect(timer, &QTimer::timeout, &socket, [&socket, &last, timer, bytes] {
            if (last() < 500'000)
                return; // the second half comes when the first was told
            timer->stop();
            socket.write(bytes.last(500'000));
        });
        timer->start(1);
    });
    HttpTransport http;
    Request request = to(server.url());
    request.onData = [&](std::uint64_t received) {
        const std::lock_guard lock(mutex);
        told.push_back(received);
    };
    const auto response = ask(http, request);
    QVERIFY(response);
    QVERIFY(response->body == body);
    QVERIFY(told.size() > 1);
    QVERIFY(std::is_sorted(told.begin(), told.end()));
    QCOMPARE(told.back(), std::uint64_t {1'000'000});
}

void TestHttpLimits::silenceTimesOut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no answer") << QByteArray();
    QTest::newRow("half of the headers") << QByteArray("HTTP/1.1 200 OK\r\nConte");
    QTest::newRow("half of the body") << WireServer::bytes(200, "hello").chopped(2);
}

void TestHttpLimits::silenceTimesOut()
{
    QFETCH(QByteArray, bytes);
    WireServer server([&bytes](const Asked&, QTcpSocket& socket) { socket.write(bytes); });
    HttpTransport http;
    Request request = to(server.url());
    request.timeout = 150ms;
    QElapsedTimer clock;
    clock.start();
    const auto response = ask(http, request);
    QVERIFY(!response);
    QCOMPARE(response.error().code, ErrorCode::TimedOut);
    QVERIFY(clock.elapsed() >= 130);
}

void TestHttpLimits::aSlowButSteadyBodyArrives()
{
    WireServer server([](const Asked&, QTcpSocket& socket) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
        auto* timer = new QTimer(&socket);
        QObject::connect(timer, &QTimer::timeout, &socket, [&socket] { socket.write("x"); });
        timer->start(100);
    });
    HttpTransport http;
    Request request = to(server.url());
    request.timeout = 600ms;
    const auto response = ask(http, request);
    QVERIFY(response);
    QCOMPARE(response->body.size(), 10);
}

void TestHttpLimits::waitingForAConnectionIsNoSilence()
{
    WireServer server(
        [](const Asked&, QTcpSocket& socket) { QTimer::singleShot(250, &socket, [&socket] { socket.write(WireServer::bytes(200)); }); });
    HttpOptions options;
    options.connectionsPerHost = 1;
    HttpTransport http(options);
    std::vector<QFuture<Result<Response>>> futures;
    futures.reserve(4);
    for (int i = 0; i < 4; ++i) {
        Request request = to(server.url());
        request.timeout = 600ms;
        futures.push_back(http.send(request, {}));
    }
    for (const auto& future : futures)
        QVERIFY(waited(future));
}

void TestHttpLimits::stoppingIsQuick_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("before the answer") << QByteArray();
    QTest::newRow("in the body") << WireServer::bytes(200, QByteArray(1'000'000, 'b')).chopped(1);
}

void TestHttpLimits::stoppingIsQuick()
{
    QFETCH(QByteArray, bytes);
    WireServer server([&bytes](const Asked&, QTcpSocket& socket) { socket.write(bytes); });
    HttpOptions options;
    options.connectionsPerHost = 2;
    HttpTransport http(options);
    std::stop_source stop;
    std::vector<QFuture<Result<Response>>> futures; // two on the wire, the others wait
    futures.reserve(10);
    for (int i = 0; i < 10; ++i)
        futures.push_back(http.send(to(server.url()), stop.get_token()));
    QTRY_COMPARE(server.asked().size(), std::size_t {2});
    QElapsedTimer clock;
    clock.start();
    stop.request_stop();
    for (const auto& future : futures) {
        const auto response = waited(future);
        QVERIFY(!response);
        QCOMPARE(response.error().code, ErrorCode::Cancelled);
    }
    QVERIFY2(clock.elapsed() < 50, qPrintable(QString::number(clock.elapsed())));
    const auto late = http.send(to(server.url()), stop.get_token());
    QCOMPARE(waited(late).error().code, ErrorCode::Cancelled);
    QCOMPARE(server.asked().size(), std::size_t {2});
}

void TestHttpLimits::droppingTheTransportEndsWhatRuns()
{
    WireServer server([](const Asked&, QTcpSocket& socket) { socket.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhal"); });
    auto http = std::make_unique<HttpTransport>();
    std::vector<QFuture<Result<Response>>> futures;
    futures.reserve(20);
    for (int i = 0; i < 20; ++i)
        futures.push_back(http->send(to(server.url("/"), i % 2 == 0 ? Verb::Get : Verb::Post), {}));
    QTRY_VERIFY(server.asked().size() >= 6);
    http.reset();
    for (const auto& future : futures) {
        QVERIFY(future.isFinished());
        QCOMPARE(future.result().error().code, ErrorCode::Cancelled);
    }
}

void TestHttpLimits::continuationsMaySendAgainWhileItIsDropped()
{
    WireServer server([](const Asked&, QTcpSocket&) {});
    auto http = std::make_unique<HttpTransport>();
    std::optional<ErrorCode> second;
    auto* raw = http.get();
    const auto first = then(raw->send(to(server.url()), {}), [&](const QFuture<Result<Response>>&) {
        then(raw->send(to(server.url()), {}), [&second](const QFuture<Result<Response>>& done) { second = done.result().error().code; });
    });
    QTRY_COMPARE(server.asked().size(), std::size_t {1});
    http.reset();
    QCOMPARE(second, ErrorCode::Cancelled);
}

void TestHttpLimits::connectionsAreAsManyAsGiven_data()
{
    QTest::addColumn<int>("given");
    for (const int given : {1, 6, 8, 16})
        QTest::addRow("%d", given) << given;
}

void TestHttpLimits::connectionsAreAsManyAsGiven()
{
    QFETCH(int, given);
    int running = 0, most = 0;
    WireServer server([&](const Asked&, QTcpSocket& socket) {
        most = std::max(most, ++running);
        QTimer::singleShot(30, &socket, [&] {
            --running;
            socket.write(WireServer::bytes(200));
        });
    });
    HttpOptions options;
    options.connectionsPerHost = given;
    HttpTransport http(options);
    std::vector<QFuture<Result<Response>>> futures;
    futures.reserve(5 * static_cast<std::size_t>(given));
    for (int i = 0; i < 5 * given; ++i)
        futures.push_back(http.send(to(server.url()), {}));
    for (const auto& future : futures)
        QVERIFY(waited(future));
    QCOMPARE(most, given);
    QVERIFY(server.connections() <= given + 2); // Qt may open one more than it uses
}

void TestHttpLimits::anyThreadMaySend()
{
    WireServer server(WireServer::always(200, "x"));
    HttpTransport http;
    std::vector<QFuture<Result<Response>>> futures(80);
    {
        std::vector<std::jthread> threads;
        for (std::size_t t = 0; t < 4; ++t) {
            threads.emplace_back([&, t] {
                for (std::size_t i = t; i < futures.size(); i += 4)
                    futures[i] = http.send(to(server.url()), {});
            });
        }
    }
    for (const auto& future : futures)
        QVERIFY(waited(future));
}

QTEST_GUILESS_MAIN(TestHttpLimits)
#include "test_http_limits.moc"
