#include "s3/bucket_support.h"
#include "support/fake_net.h"

using namespace tracedeck;
using namespace tracedeck::s3;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;
using Answer = ScriptedTransport::Answer;

class TestBucketPatience : public QObject {
    Q_OBJECT

private slots:
    void aWrongClockIsCorrectedOnce();
    void aClockThatStaysWrongIsToldNotTriedForever();
    void whatPassesIsTriedAgain_data();
    void whatPassesIsTriedAgain();
    void whatStaysIsToldAfterAWhile_data();
    void whatStaysIsToldAfterAWhile();
    void whatDoesNotPassIsToldAtOnce();
    void stoppingEndsTheWait();
    void droppingTheBucketEndsItsCalls();
    void manyCallsAtOnceAllEnd();
};

void TestBucketPatience::aWrongClockIsCorrectedOnce()
{
    constexpr std::int64_t kServerNow = 1'795'264'624'000; // Sat, 21 Nov 2026 12:37:04 GMT
    for (const std::int64_t off : {-3'600'000, 7'200'000}) {
        const auto clock = std::make_shared<StoppedClock>(kServerNow + off);
        ScriptedTransport net([](const net::Request& request) {
            const net::Header date {"Date", "Sat, 21 Nov 2026 12:37:04 GMT"};
            const QString wrong = checked(request, kServerNow);
            if (wrong.isEmpty())
                return answer(200, "x", {kEtag, {"Content-Length", "1"}});
            if (request.verb == net::Verb::Head)
                return answer(403, {}, {date});
            return refusal(403, wrong.section(u':', 0, 0).toLatin1(), {date});
        });
        Bucket bucket(net, address(), keys(), clock);
        QVERIFY(take(bucket.get({u"k"_s, 0, std::nullopt, {}, {}}, {})));
        QCOMPARE(net.asked().size(), std::size_t {2});
        QVERIFY(take(bucket.get({u"k"_s, 0, std::nullopt, {}, {}}, {}))); // knows it by now
        QCOMPARE(net.asked().size(), std::size_t {3});
        Bucket another(net, address(), keys(), clock);
        QVERIFY(take(another.head(u"k"_s, {})));
        QCOMPARE(net.asked().size(), std::size_t {5});
    }
}

void TestBucketPatience::aClockThatStaysWrongIsToldNotTriedForever()
{
    ScriptedTransport net({refusal(403, "RequestTimeTooSkewed", {{"Date", "Sat, 21 Nov 2026 12:37:04 GMT"}})});
    Bucket bucket(net, address(), keys(), std::make_shared<StoppedClock>(0));
    const auto got = take(bucket.get({u"k"_s, 0, std::nullopt, {}, {}}, {}));
    QCOMPARE(got.error().code, ErrorCode::ObjectRefused);
    QVERIFY(got.error().detail.startsWith(u"RequestTimeTooSkewed"));
    QCOMPARE(net.asked().size(), std::size_t {2});
}

void TestBucketPatience::whatPassesIsTriedAgain_data()
{
    QTest::addColumn<ScriptedTransport::Answer>("failure");
    for (const int status : {429, 500, 502, 503, 504})
        QTest::newRow(qPrintable(QString::number(status))) << ScriptedTransport::Answer {refusal(status, "SlowDown")};
    QTest::newRow("a reset") << ScriptedTransport::Answer {fail(ErrorCode::Unreachable)};
    QTest::newRow("a cut body") << ScriptedTransport::Answer {fail(ErrorCode::BadAnswer)};
    QTest::newRow("no answer") << ScriptedTransport::Answer {fail(ErrorCode::TimedOut)};
}

void TestBucketPatience::whatPassesIsTriedAgain()
{
    QFETCH(ScriptedTransport::Answer, failure);
    ScriptedTransport net({failure, failure, answer(200, "x", {kEtag})});
    const auto clock = std::make_shared<SetClock>();
    const auto alarm = std::make_shared<SetAlarm>(clock);
    Bucket bucket(net, address(), keys(), clock, alarm);
    const auto future = bucket.get({u"k"_s, 0, std::nullopt, {}, {}}, {});
    alarm->pass();
    QVERIFY(take(future));
    QCOMPARE(net.asked().size(), std::size_t {3});
}

void TestBucketPatience::whatStaysIsToldAfterAWhile_data()
{
    QTest::addColumn<ScriptedTransport::Answer>("failure");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("503") << ScriptedTransport::Answer {refusal(503, "SlowDown")} << ErrorCode::ObjectRefused;
    QTest::newRow("429") << ScriptedTransport::Answer {refusal(429, "TooManyRequests")} << ErrorCode::RateLimited;
    QTest::newRow("no way there") << ScriptedTransport::Answer {fail(ErrorCode::Unreachable)} << ErrorCode::Unreachable;
}

void TestBucketPatience::whatStaysIsToldAfterAWhile()
{
    QFETCH(const ScriptedTransport::Answer, failure);
    QFETCH(const ErrorCode, code);
    const auto clock = std::make_shared<SetClock>();
    const auto alarm = std::make_shared<SetAlarm>(clock);
    ScriptedTransport net({failure});
    Bucket bucket(net, address(), keys(), clock, alarm);
    const auto future = bucket.get({u"k"_s, 0, std::nullopt, {}, {}}, {});
    QVERIFY(!future.isFinished());
    alarm->pass(std::chrono::seconds(10)); // a wrong address is told soon
    QVERIFY(future.isFinished());
    QCOMPARE(future.result().error().code, code);
    QCOMPARE(net.asked().size(), std::size_t {6});
}

void TestBucketPatience::whatDoesNotPassIsToldAtOnce()
{
    for (const auto code : {ErrorCode::TlsFailed, ErrorCode::Insecure, ErrorCode::LimitExceeded}) {
        ScriptedTransport net({fail(code, u"why"_s)});
        Bucket bucket(net, address(), keys());
        const auto got = take(bucket.get({u"k"_s, 0, std::nullopt, {}, {}}, {}));
        QCOMPARE(got.error(), (Error {code, u"why"_s, u"s3://127.0.0.1:9000/logs/k"_s}));
        QCOMPARE(net.asked().size(), std::size_t {1});
    }
}

void TestBucketPatience::stoppingEndsTheWait()
{
    ScriptedTransport net({refusal(503, "SlowDown", {{"Retry-After", "20"}})});
    Bucket bucket(net, address(), keys());
    std::stop_source stop;
    auto future = bucket.get({u"k"_s, 0, std::nullopt, {}, {}}, stop.get_token());
    QVERIFY(!future.isFinished());
    stop.request_stop();
    QVERIFY(future.isFinished());
    QCOMPARE(future.result().error().code, ErrorCode::Cancelled);
    QCOMPARE(net.asked().size(), std::size_t {1});
}

void TestBucketPatience::droppingTheBucketEndsItsCalls()
{
    ScriptedTransport net({refusal(503, "SlowDown", {{"Retry-After", "20"}})});
    auto bucket = std::make_unique<Bucket>(net, address(), keys());
    auto future = bucket->get({u"k"_s, 0, std::nullopt, {}, {}}, {});
    QVERIFY(!future.isFinished());
    bucket.reset();
    QVERIFY(future.isFinished());
    QCOMPARE(future.result().error().code, ErrorCode::Cancelled);
}

void TestBucketPatience::manyCallsAtOnceAllEnd()
{
    std::map<QUrl, int> times;
    ScriptedTransport net([&](const net::Request& request) -> ScriptedTransport::Answer {
        const int before = times[request.url]++;
        if (before == 0)
            return fail(ErrorCode::BadAnswer);
        if (before == 1)
            return refusal(503, "SlowDown");
        return answer(200, "x", {kEtag});
    });
    Bucket bucket(net, address(), keys());
    std::vector<QFuture<Result<objects::GotObject>>> calls;
    calls.reserve(500);
    for (int i = 0; i < 500; ++i)
        calls.push_back(bucket.get({QString::number(i), 0, std::nullopt, {}, {}}, {}));
    for (auto& call : calls)
        QVERIFY(take(call));
}

QTEST_GUILESS_MAIN(TestBucketPatience)
#include "test_bucket_patience.moc"
