#include "net/budget_transport.h"
#include "net/masked.h"
#include "net/recording_transport.h"
#include "support/fake_net.h"

#include <QtTest>

using namespace tracedeck;
using namespace tracedeck::net;
using test::FakeTransport;
using namespace std::chrono_literals;

namespace {

/// A rationed transport over a fake network, with time in the test's hand.
struct Bench {
    explicit Bench(OwnerBudget itsBudget = cloudflareBudget(cloudflareAddressBudget()), std::chrono::milliseconds longestWait = 60s)
        : budget(std::move(itsBudget))
        , rationed(std::make_unique<BudgetTransport>(network, budget, longestWait, alarm, clock))
    {
        network.answers = {FakeTransport::response(200)};
    }

    QFuture<Result<Response>> send(const QString& path = QStringLiteral("/client/v4/accounts"), std::stop_token stop = {})
    {
        Request request;
        request.url = QUrl(QStringLiteral("https://api.example.com") + path);
        return rationed->send(std::move(request), std::move(stop));
    }

    [[nodiscard]] std::size_t sent() const { return network.requests.size(); }

    std::shared_ptr<test::SetClock> clock = std::make_shared<test::SetClock>();
    std::shared_ptr<test::SetAlarm> alarm = std::make_shared<test::SetAlarm>(clock);
    FakeTransport network;
    OwnerBudget budget;
    std::unique_ptr<BudgetTransport> rationed;
};

} // namespace

class TestBudget : public QObject {
    Q_OBJECT

private slots:
    void noWindowHoldsMoreThanItMay();
    void whoWouldWaitTooLongIsTold();
    void graphqlHasABudgetOfItsOwn();
    void theAddressIsSharedByAllOwners();
    void twoProfilesOfOneOwnerShareABudget();
    void afterA429NothingGoesBeforeItMay_data();
    void afterA429NothingGoesBeforeItMay();
    void whatWaitsWhenA429ComesWaitsOn();
    void policiesOfTheOtherSideHold();
    void nothingLeftMeansWaiting_data();
    void nothingLeftMeansWaiting();
    void hostileHeadersChangeNothing();
    void stoppingEndsTheWaiting();
    void callsAreRecordedWithoutSecrets();
    void theRecordIsBounded();
    void textIsMasked_data();
    void textIsMasked();
};

// A property: whatever the pace, in any window there are at most as many as its limit says.
void TestBudget::noWindowHoldsMoreThanItMay()
{
    RateBudget budget({{5, 1s}, {12, 10s}});
    std::vector<std::int64_t> at;
    std::int64_t now = 1000;
    for (int i = 0; i < 500; ++i) {
        now += (i * 7919) % 400;
        const std::int64_t place = budget.book(now, now + 1'000'000);
        QVERIFY(place >= now);
        at.push_back(place);
    }
    QVERIFY(std::is_sorted(at.begin(), at.end()));
    for (std::size_t i = 0; i + 5 < at.size(); ++i)
        QVERIFY(at[i + 5] - at[i] >= 1000);
    for (std::size_t i = 0; i + 12 < at.size(); ++i)
        QVERIFY(at[i + 12] - at[i] >= 10'000);
}

void TestBudget::whoWouldWaitTooLongIsTold()
{
    Bench bench({std::make_shared<RateBudget>(std::vector<RateLimit> {{10, 5min}}), nullptr, nullptr});
    for (int i = 0; i < 10; ++i)
        QVERIFY(bench.send().isFinished());
    const auto late = bench.send();
    QVERIFY(late.isFinished());
    QCOMPARE(late.result().error().code, ErrorCode::RateLimited);
    QVERIFY(late.result().error().detail.contains(QStringLiteral("300 s")));
    QCOMPARE(bench.sent(), std::size_t {10});
    bench.clock->now += 299'000;
    const auto soon = bench.send(); // the refused one took no place
    QVERIFY(!soon.isFinished());
    bench.alarm->pass();
    QVERIFY(soon.result());
}

void TestBudget::graphqlHasABudgetOfItsOwn()
{
    Bench bench(cloudflareBudget(nullptr));
    for (int i = 0; i < 1200; ++i)
        QVERIFY(bench.send().isFinished());
    QCOMPARE(bench.send().result().error().code, ErrorCode::RateLimited);
    for (int i = 0; i < 320; ++i)
        QVERIFY(bench.send(QStringLiteral("/client/v4/graphql")).result());
    QCOMPARE(bench.send(QStringLiteral("/client/v4/graphql")).result().error().code, ErrorCode::RateLimited);
}

void TestBudget::theAddressIsSharedByAllOwners()
{
    const auto address = cloudflareAddressBudget();
    Bench one(cloudflareBudget(address)), two(cloudflareBudget(address));
    for (int i = 0; i < 100; ++i) {
        QVERIFY(one.send().isFinished());
        QVERIFY(two.send().isFinished());
    }
    const auto late = one.send();
    QVERIFY(!late.isFinished());
    QCOMPARE(one.alarm->delays.back(), 1000ms);
    one.alarm->pass();
    QVERIFY(late.result());
}

void TestBudget::twoProfilesOfOneOwnerShareABudget()
{
    BudgetBook book;
    Bench one(book.of(QStringLiteral("me"))), two(book.of(QStringLiteral("me"))), other(book.of(QStringLiteral("you")));
    one.network.answers = {FakeTransport::response(429, {}, {{"Retry-After", "300"}})};
    (void)one.send();
    QCOMPARE(two.send().result().error().code, ErrorCode::RateLimited);
    QVERIFY(other.send().result());
    QCOMPARE(book.of(QStringLiteral("you")).address, book.of(QStringLiteral("me")).address);
}

void TestBudget::afterA429NothingGoesBeforeItMay_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("seconds");
    QTest::newRow("seconds") << QByteArray("retry-after") << QByteArray("40") << 40;
    QTest::newRow("a date") << QByteArray("Retry-After") << QByteArray("Sat, 21 Nov 2026 12:36:20 GMT") << 20;
    QTest::newRow("of the window") << QByteArray("Ratelimit") << QByteArray("\"default\";r=0;t=30") << 30;
    QTest::newRow("of the old window") << QByteArray("x-ratelimit-reset") << QByteArray("Sat, 21 Nov 2026 12:36:50 GMT") << 50;
    QTest::newRow("unsaid: five minutes") << QByteArray("x") << QByteArray("y") << 300;
}

void TestBudget::afterA429NothingGoesBeforeItMay()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(int, seconds);
    Bench bench(cloudflareBudget(nullptr), 10min);
    std::vector<Header> headers {{name, value}};
    if (name.startsWith("x-ratelimit"))
        headers.push_back({"x-ratelimit-remaining", "0"});
    bench.network.answers = {FakeTransport::response(429, {}, headers), FakeTransport::response(200)};
    QCOMPARE(bench.send().result()->status, 429);
    const auto next = bench.send();
    QVERIFY(!next.isFinished());
    bench.alarm->pass(std::chrono::seconds(seconds) - 1ms);
    QCOMPARE(bench.sent(), std::size_t {1});
    bench.alarm->pass(1ms);
    QCOMPARE(next.result()->status, 200);

    Bench hasty(cloudflareBudget(nullptr), 1s);
    hasty.network.answers = {FakeTransport::response(429, {}, headers)};
    (void)hasty.send();
    QCOMPARE(hasty.send().result().error().code, ErrorCode::RateLimited);
    QCOMPARE(hasty.sent(), std::size_t {1});
}

void TestBudget::whatWaitsWhenA429ComesWaitsOn()
{
    Bench bench({std::make_shared<RateBudget>(std::vector<RateLimit> {{1, 10s}}), nullptr, nullptr}, 10min);
    bench.network.answers.clear();
    const auto first = bench.send();
    const auto second = bench.send();
    QCOMPARE(bench.sent(), std::size_t {1});
    bench.network.answerSilent(FakeTransport::response(429, {}, {{"Retry-After", "60"}}));
    QVERIFY(first.isFinished());
    bench.network.answers = {FakeTransport::response(200)};
    bench.alarm->pass(59s);
    QCOMPARE(bench.sent(), std::size_t {1});
    bench.alarm->pass();
    QVERIFY(second.result());
}

void TestBudget::policiesOfTheOtherSideHold()
{
    RateBudget budget({{1200, 5min}});
    budget.learn(FakeTransport::response(200, {}, {{"Ratelimit-Policy", "\"burst\";q=100;w=60, \"default\";q=600;w=300"}}), 0);
    QCOMPARE(budget.limits(), (std::vector<RateLimit> {{600, 5min}, {100, 60s}}));
    std::int64_t last = 0;
    for (int i = 0; i < 101; ++i)
        last = budget.book(0, 1'000'000);
    QCOMPARE(last, std::int64_t {60'000});
}

void TestBudget::nothingLeftMeansWaiting_data()
{
    QTest::addColumn<std::vector<Header>>("headers");
    QTest::newRow("of today") << std::vector<Header> {{"Ratelimit", "\"default\";r=2;t=30"}};
    QTest::newRow("the scarcest of several") << std::vector<Header> {{"ratelimit", "\"a\";r=900;t=200, \"b\";r=2;t=30"}};
    QTest::newRow("as before") << std::vector<Header> {
        {"x-ratelimit-limit", "1200"}, {"x-ratelimit-remaining", "2"}, {"x-ratelimit-reset", "Sat, 21 Nov 2026 12:36:30 GMT"}};
}

void TestBudget::nothingLeftMeansWaiting()
{
    QFETCH(std::vector<Header>, headers);
    Bench bench;
    bench.network.answers = {FakeTransport::response(200, {}, headers), FakeTransport::response(200)};
    (void)bench.send();
    QVERIFY(bench.send().isFinished());
    QVERIFY(bench.send().isFinished());
    const auto late = bench.send();
    QVERIFY(!late.isFinished());
    QCOMPARE(bench.alarm->delays.back(), 30'000ms);
    bench.alarm->pass();
    QVERIFY(late.result());
    for (int i = 0; i < 150; ++i)
        QVERIFY(bench.send().isFinished()); // the window is over, what was said of it too
}

void TestBudget::hostileHeadersChangeNothing()
{
    RateBudget budget({{1200, 5min}});
    for (const char* value : {"\"x\";q=0;w=60", "\"x\";q=5;w=0", "\"x\";q=5;w=99999999", "q=-1;w=60", ";;;,,,", "\"x\";q=99999999999;w=60"})
        budget.learn(FakeTransport::response(200, {}, {{"Ratelimit-Policy", value}}), 0);
    for (const char* value : {"\"x\";r=0;t=999999", "r=;t=", "\"x\";r=0", "\"x\";r=0;t=-5", "\"x\";r=0;t=99999999999999999999"})
        budget.learn(FakeTransport::response(200, {}, {{"Ratelimit", value}}), 0);
    QCOMPARE(budget.limits(), (std::vector<RateLimit> {{1200, 5min}}));
    QCOMPARE(budget.book(0, 0), std::int64_t {0});
    budget.learn(FakeTransport::response(429, {}, {{"Retry-After", "99999999999"}}), 0);
    QCOMPARE(budget.closedUntil(), std::int64_t {3'600'000});
    for (int i = 0; i < 100; ++i)
        budget.learn(FakeTransport::response(200, {}, {{"Ratelimit-Policy", "\"x\";q=5;w=" + QByteArray::number(i + 1)}}), 0);
    QVERIFY(budget.limits().size() <= 8);
}

void TestBudget::stoppingEndsTheWaiting()
{
    Bench bench({std::make_shared<RateBudget>(std::vector<RateLimit> {{1, 10s}}), nullptr, nullptr});
    (void)bench.send();
    std::stop_source stop;
    const auto waiting = bench.send(QStringLiteral("/x"), stop.get_token());
    const auto other = bench.send(QStringLiteral("/x"));
    stop.request_stop();
    QCOMPARE(waiting.result().error().code, ErrorCode::Cancelled);
    bench.rationed.reset();
    QCOMPARE(other.result().error().code, ErrorCode::Cancelled);
    bench.alarm->pass();
    QCOMPARE(bench.sent(), std::size_t {1});
}

void TestBudget::callsAreRecordedWithoutSecrets()
{
    FakeTransport network;
    network.answers = {FakeTransport::response(403, "the body", {{"CF-RAY", "8f-FRA"}}), fail(ErrorCode::TimedOut)};
    const auto clock = std::make_shared<test::SetClock>();
    RecordingTransport recording(network, 10, clock);
    Request request;
    request.verb = Verb::Post;
    request.url = QUrl(
        QStringLiteral("https://u:sesame@h.example/b%2Fc?prefix=a%2Fb&X-Amz-Signature=sesame&X-Amz-Security-Token=sesame&token=sesame"));
    request.headers.push_back({"X-Auth-Email", "sesame"});
    request.secrets.push_back({"Authorization", "Bearer ", std::make_shared<const Secret>(QByteArrayView("sesame"))});
    request.body = "sesame";
    QVERIFY(recording.send(request, {}).result());
    QVERIFY(!recording.send(request, {}).result());
    const auto calls = recording.calls();
    QCOMPARE(calls.size(), std::size_t {2});
    QCOMPARE(calls[0].status, 403);
    QCOMPARE(calls[0].ray, QStringLiteral("8f-FRA"));
    QCOMPARE(calls[0].verb, Verb::Post);
    QCOMPARE(calls[0].startedMs, clock->now);
    QCOMPARE(calls[0].url, QStringLiteral("https://h.example/b%2Fc?prefix=a%2Fb&X-Amz-Signature=***&X-Amz-Security-Token=***&token=***"));
    QCOMPARE(calls[1].status, 0);
    QCOMPARE(calls[1].failure, ErrorCode::TimedOut);
}

void TestBudget::theRecordIsBounded()
{
    FakeTransport network;
    network.answers = {FakeTransport::response(200)};
    RecordingTransport recording(network, 3);
    for (int i = 0; i < 10; ++i) {
        Request request;
        request.url = QUrl(QStringLiteral("https://h.example/%1").arg(i));
        (void)recording.send(request, {});
    }
    QCOMPARE(recording.calls().size(), std::size_t {3});
    QCOMPARE(recording.calls().front().url, QStringLiteral("https://h.example/7"));
}

void TestBudget::textIsMasked_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("masked");
    const auto row = [](const char* name, const char* text, const char* masked) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(masked);
    };
    row("a destination", "cannot write r2://b/p?account-id=1&access-key-id=AK&secret-access-key=SK, try later",
        "cannot write r2://b/p?account-id=1&access-key-id=***&secret-access-key=***, try later");
    row("JSON", R"({"token": "abc", "name":"x"})", R"({"token": "***", "name":"x"})");
    row("a header", "Authorization: Bearer abc.def", "Authorization: *** ***");
    row("a bearer alone", "sent Bearer abc.def!", "sent Bearer ***");
    row("inside of another value", "x:token=abc&y=1", "x:token=***&y=1");
    row("nothing secret", "no route for the URI: name=x", "no route for the URI: name=x");
}

void TestBudget::textIsMasked()
{
    QFETCH(QString, text);
    QFETCH(QString, masked);
    QCOMPARE(maskedText(text), masked);
}

QTEST_GUILESS_MAIN(TestBudget)
#include "test_budget.moc"
