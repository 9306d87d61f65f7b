#include "async/then.h"
#include "net/http_date.h"
#include "net/retry_transport.h"
#include "support/fake_net.h"

#include <QtTest>

#include <set>

using namespace tracedeck;
using namespace tracedeck::net;
using test::FakeTransport;
using namespace std::chrono_literals;

namespace {

/// A retrying transport over a fake network, with time in the test's hand.
struct Bench {
    explicit Bench(RetryRules rules = {}) : retry(std::make_unique<RetryTransport>(network, rules, alarm, clock)) {}

    QFuture<Result<Response>> send(Verb verb = Verb::Get, bool isRepeatable = false, std::stop_token stop = {})
    {
        Request request;
        request.verb = verb;
        request.url = QUrl(QStringLiteral("https://api.example.com/x"));
        request.isRepeatable = isRepeatable;
        return retry->send(std::move(request), std::move(stop));
    }

    std::shared_ptr<test::SetClock> clock = std::make_shared<test::SetClock>();
    std::shared_ptr<test::SetAlarm> alarm = std::make_shared<test::SetAlarm>(clock);
    FakeTransport network;
    std::unique_ptr<RetryTransport> retry;
};

} // namespace

class TestRetry : public QObject {
    Q_OBJECT

private slots:
    void whatFailsInPassingIsTriedAgain_data();
    void whatFailsInPassingIsTriedAgain();
    void onlyWhatMayBeSentAgainIs_data();
    void onlyWhatMayBeSentAgainIs();
    void theLastAnswerIsTheAnswer();
    void theOtherSideSaysWhetherAndWhen_data();
    void theOtherSideSaysWhetherAndWhen();
    void waitsGrowAndDiffer();
    void longWaitsAreNotTaken();
    void stoppingEndsTheWaiting();
    void droppingItEndsTheWaiting();
    void datesOfHttpAreRead_data();
    void datesOfHttpAreRead();
};

void TestRetry::whatFailsInPassingIsTriedAgain_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<bool>("isTriedAgain");
    for (const int status : {408, 409, 429, 500, 502, 503, 504, 520, 522, 524, 530})
        QTest::addRow("%d", status) << status << ErrorCode::Internal << true;
    for (const int status : {200, 204, 206, 301, 304, 400, 401, 403, 404, 412, 416, 422, 501, 505})
        QTest::addRow("%d", status) << status << ErrorCode::Internal << false;
    QTest::newRow("no connection") << 0 << ErrorCode::Unreachable << true;
    QTest::newRow("no answer") << 0 << ErrorCode::TimedOut << true;
    QTest::newRow("cut off") << 0 << ErrorCode::BadAnswer << true;
    QTest::newRow("a bad certificate") << 0 << ErrorCode::TlsFailed << false;
    QTest::newRow("over plain HTTP") << 0 << ErrorCode::Insecure << false;
    QTest::newRow("too long") << 0 << ErrorCode::LimitExceeded << false;
    QTest::newRow("stopped") << 0 << ErrorCode::Cancelled << false;
}

void TestRetry::whatFailsInPassingIsTriedAgain()
{
    QFETCH(int, status);
    QFETCH(ErrorCode, code);
    QFETCH(bool, isTriedAgain);
    Bench bench;
    bench.network.answers = {status > 0 ? Result<Response>(FakeTransport::response(status)) : Result<Response>(fail(code)),
                             FakeTransport::response(200, "fine")};
    const auto future = bench.send();
    QCOMPARE(bench.network.requests.size(), std::size_t {1});
    QCOMPARE(future.isFinished(), !isTriedAgain);
    bench.alarm->pass();
    QVERIFY(future.isFinished());
    QCOMPARE(bench.network.requests.size(), std::size_t {isTriedAgain ? 2U : 1U});
    if (isTriedAgain)
        QCOMPARE(future.result()->body, QByteArray("fine"));
}

void TestRetry::onlyWhatMayBeSentAgainIs_data()
{
    QTest::addColumn<Verb>("verb");
    QTest::addColumn<bool>("isRepeatable");
    QTest::addColumn<int>("tries");
    QTest::newRow("GET") << Verb::Get << false << 3;
    QTest::newRow("HEAD") << Verb::Head << false << 3;
    QTest::newRow("POST") << Verb::Post << false << 1;
    QTest::newRow("PUT") << Verb::Put << false << 1;
    QTest::newRow("PATCH") << Verb::Patch << false << 1;
    QTest::newRow("DELETE") << Verb::Delete << false << 1;
    QTest::newRow("PATCH that sets a flag") << Verb::Patch << true << 3;
    QTest::newRow("POST that asks") << Verb::Post << true << 3;
}

void TestRetry::onlyWhatMayBeSentAgainIs()
{
    QFETCH(Verb, verb);
    QFETCH(bool, isRepeatable);
    QFETCH(int, tries);
    for (const Result<Response>& answer : {Result<Response>(FakeTransport::response(503)), Result<Response>(FakeTransport::response(429)),
                                           Result<Response>(fail(ErrorCode::Unreachable))}) {
        Bench bench;
        bench.network.answers = {answer};
        const auto future = bench.send(verb, isRepeatable);
        bench.alarm->pass();
        QVERIFY(future.isFinished());
        QCOMPARE(bench.network.requests.size(), static_cast<std::size_t>(tries));
    }
}

void TestRetry::theLastAnswerIsTheAnswer()
{
    Bench bench;
    bench.network.answers = {FakeTransport::response(500, "first"), fail(ErrorCode::TimedOut), FakeTransport::response(503, "last"),
                             FakeTransport::response(200)};
    const auto future = bench.send();
    bench.alarm->pass();
    QCOMPARE(future.result()->status, 503);
    QCOMPARE(future.result()->body, QByteArray("last"));
    QCOMPARE(bench.network.requests.size(), std::size_t {3});
}

void TestRetry::theOtherSideSaysWhetherAndWhen_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("waitMs"); // -1 = not tried again, -2 = as long as we like
    QTest::newRow("seconds") << 429 << QByteArray("Retry-After") << QByteArray("7") << 7000;
    QTest::newRow("at once") << 503 << QByteArray("retry-after") << QByteArray("0") << 0;
    QTest::newRow("a date") << 429 << QByteArray("Retry-After") << QByteArray("Sat, 21 Nov 2026 12:36:30 GMT") << 30'000;
    QTest::newRow("a date gone by") << 429 << QByteArray("Retry-After") << QByteArray("Sat, 21 Nov 2026 12:00:00 GMT") << 0;
    QTest::newRow("milliseconds") << 500 << QByteArray("retry-after-ms") << QByteArray("250") << 250;
    QTest::newRow("later than is allowed") << 429 << QByteArray("Retry-After") << QByteArray("300") << -1;
    QTest::newRow("nonsense") << 503 << QByteArray("Retry-After") << QByteArray("soon") << -2;
    QTest::newRow("before now") << 503 << QByteArray("Retry-After") << QByteArray("-5") << 0;
    QTest::newRow("never") << 503 << QByteArray("Retry-After") << QByteArray("1e400") << -2;
    QTest::newRow("no, it says") << 503 << QByteArray("x-should-retry") << QByteArray("false") << -1;
    QTest::newRow("yes, it says") << 400 << QByteArray("x-should-retry") << QByteArray("true") << -2;
}

void TestRetry::theOtherSideSaysWhetherAndWhen()
{
    QFETCH(int, status);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(int, waitMs);
    Bench bench;
    bench.network.answers = {FakeTransport::response(status, {}, {{name, value}}), FakeTransport::response(200)};
    const auto future = bench.send();
    QCOMPARE(bench.alarm->delays.size(), std::size_t {waitMs == -1 ? 0U : 1U});
    if (waitMs >= 0)
        QCOMPARE(bench.alarm->delays.front().count(), std::int64_t {waitMs});
    bench.alarm->pass();
    QCOMPARE(future.result()->status, waitMs == -1 ? status : 200);
}

void TestRetry::waitsGrowAndDiffer()
{
    RetryRules rules;
    rules.tries = 8;
    rules.allWaits = 1h;
    std::set<std::int64_t> firsts;
    for (int i = 0; i < 20; ++i) {
        Bench bench(rules);
        bench.network.answers = {FakeTransport::response(500)};
        (void)bench.send();
        bench.alarm->pass();
        QCOMPARE(bench.alarm->delays.size(), std::size_t {7});
        for (std::size_t n = 0; n < 7; ++n) {
            const auto full = std::min(rules.longestWait, rules.firstWait * (1 << n));
            QVERIFY(bench.alarm->delays[n] <= full && bench.alarm->delays[n] >= full / 2);
        }
        firsts.insert(bench.alarm->delays.front().count());
    }
    QVERIFY(firsts.size() > 1);
}

void TestRetry::longWaitsAreNotTaken()
{
    RetryRules rules;
    rules.tries = 100;
    rules.allWaits = 30s;
    Bench bench(rules);
    bench.network.answers = {FakeTransport::response(503, {}, {{"Retry-After", "10"}})};
    const auto future = bench.send();
    bench.alarm->pass();
    QCOMPARE(future.result()->status, 503);
    QCOMPARE(bench.network.requests.size(), std::size_t {4});
}

void TestRetry::stoppingEndsTheWaiting()
{
    Bench bench;
    bench.network.answers = {FakeTransport::response(503), FakeTransport::response(200)};
    std::stop_source stop;
    const auto future = bench.send(Verb::Get, false, stop.get_token());
    QVERIFY(!future.isFinished());
    stop.request_stop();
    QVERIFY(future.isFinished());
    QCOMPARE(future.result().error().code, ErrorCode::Cancelled);
    bench.alarm->pass();
    QCOMPARE(bench.network.requests.size(), std::size_t {1});
    QVERIFY(bench.send(Verb::Get, false, stop.get_token()).isFinished());
    QCOMPARE(bench.network.requests.size(), std::size_t {1});

    std::stop_source later;
    bench.network.answers.clear();
    const auto running = bench.send(Verb::Get, false, later.get_token());
    later.request_stop();
    QVERIFY(bench.network.stops.back().stop_requested());
    QCOMPARE(running.result().error().code, ErrorCode::Cancelled);
}

void TestRetry::droppingItEndsTheWaiting()
{
    Bench bench;
    bench.network.answers = {FakeTransport::response(503)};
    const auto waiting = bench.send();
    bench.network.answers.clear();
    bool saidOkay = false;
    const auto running = then(bench.send(), [&](const QFuture<Result<Response>>& done) {
        saidOkay = done.result().has_value();
        return done.result();
    });
    bench.retry.reset();
    QCOMPARE(waiting.result().error().code, ErrorCode::Cancelled);
    QCOMPARE(running.result().error().code, ErrorCode::Cancelled);
    bench.network.answerSilent(FakeTransport::response(200));
    bench.alarm->pass();
    QVERIFY(!saidOkay);
    QCOMPARE(bench.network.requests.size(), std::size_t {2});
}

void TestRetry::datesOfHttpAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<std::int64_t>("ms"); // -1 = none
    QTest::newRow("of today") << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << std::int64_t {784'111'777'000};
    QTest::newRow("of RFC 850") << QByteArray("Sunday, 06-Nov-94 08:49:37 GMT") << std::int64_t {784'111'777'000};
    QTest::newRow("of RFC 850, after 2000") << QByteArray("Saturday, 21-Nov-26 12:36:00 GMT") << std::int64_t {1'795'264'560'000};
    QTest::newRow("of asctime") << QByteArray("Sun Nov  6 08:49:37 1994") << std::int64_t {784'111'777'000};
    QTest::newRow("no date") << QByteArray("tomorrow") << std::int64_t {-1};
    QTest::newRow("nothing") << QByteArray() << std::int64_t {-1};
    QTest::newRow("an impossible one") << QByteArray("Sun, 31 Feb 1994 08:49:37 GMT") << std::int64_t {-1};
    QTest::newRow("ISO") << QByteArray("1994-11-06T08:49:37Z") << std::int64_t {-1};
}

void TestRetry::datesOfHttpAreRead()
{
    QFETCH(QByteArray, text);
    QFETCH(std::int64_t, ms);
    QCOMPARE(parseHttpDate(text).value_or(-1), ms);
}

QTEST_GUILESS_MAIN(TestRetry)
#include "test_retry.moc"
