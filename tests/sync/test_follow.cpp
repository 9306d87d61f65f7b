#include "support/fake_net.h"
#include "sync/follow.h"
#include "sync/sync_stage.h"

#include <QSignalSpy>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::sync;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestFollow : public QObject {
    Q_OBJECT

private slots:
    void aPollReadsWhatIsNew();
    void aPollInQuietCostsOneCall_data();
    void aPollInQuietCostsOneCall();
    void midnightIsNoGap();
    void lateObjectsAreFound();
    void newStreamsAreFoundInTime();
    void aFailedPollMovesNothing();
    void followingBringsObjectsByThemselves();
    void troubleIsSaidAndPasses();
    void droppingItStops();
};

void TestFollow::aPollReadsWhatIsNew()
{
    Stage stage;
    stage.deliver(100);
    const auto now = kStart + 100 * kMinute;
    FollowMark mark;
    QCOMPARE(pollBucket(*stage.store, stage.source(), mark, now)->read, std::uint64_t {100});
    QCOMPARE(mark.newestMs, now);
    QCOMPARE(pollBucket(*stage.store, stage.source(), mark, now)->read, std::uint64_t {0});
    stage.deliver(2);
    QCOMPARE(pollBucket(*stage.store, stage.source(), mark, now + 2 * kMinute)->read, std::uint64_t {2});
    QCOMPARE(stage.events(), std::uint64_t {1020});
}

void TestFollow::aPollInQuietCostsOneCall_data()
{
    QTest::addColumn<QString>("prefix");
    QTest::newRow("dated") << u"logs/{DATE}/"_s;
    QTest::newRow("a folder") << u"logs/"_s;
    QTest::newRow("the bucket") << QString();
}

void TestFollow::aPollInQuietCostsOneCall()
{
    QFETCH(QString, prefix);
    Stage stage;
    stage.deliver(500);
    const auto now = kStart + 500 * kMinute;
    FollowMark mark;
    QVERIFY(pollBucket(*stage.store, stage.source(prefix), mark, now));
    for (int i = 1; i < 10; ++i) {
        const auto report = pollBucket(*stage.store, stage.source(prefix), mark, now + i * kMinute);
        QCOMPARE(report->listCalls, std::uint64_t {1});
        QCOMPARE(report->read, std::uint64_t {0});
    }
    stage.deliver(1);
    QCOMPARE(pollBucket(*stage.store, stage.source(prefix), mark, now + 10 * kMinute)->read, std::uint64_t {1});
}

void TestFollow::midnightIsNoGap()
{
    Stage stage;
    FollowMark mark;
    for (int minute = 1300; minute < 1600; minute += 10) {
        stage.bucket->deliver(kStart + minute * kMinute, lines(minute, minute + 10), u"logs/"_s);
        QVERIFY(pollBucket(*stage.store, stage.source(u"logs/"_s), mark, kStart + (minute + 1) * kMinute));
        QCOMPARE(stage.events(), static_cast<std::uint64_t>(minute + 10 - 1300));
    }
}

void TestFollow::lateObjectsAreFound()
{
    Stage stage;
    stage.deliver(100);
    const auto now = kStart + 100 * kMinute;
    FollowMark mark;
    QVERIFY(pollBucket(*stage.store, stage.source(), mark, now));
    stage.bucket->put(u"logs/20261121/20261121T013000Z_20261121T013100Z_late.log"_s, line(5000)); // ten minutes behind: a retry
    QCOMPARE(pollBucket(*stage.store, stage.source(), mark, now)->read, std::uint64_t {1});
}

void TestFollow::newStreamsAreFoundInTime()
{
    Stage stage;
    stage.deliver(50);
    const auto now = kStart + 50 * kMinute;
    FollowMark mark;
    QVERIFY(pollBucket(*stage.store, stage.source({}), mark, now));
    QCOMPARE(mark.streams, QStringList {u"logs/{DATE}/"_s});
    stage.deliver(1, u"other/"_s);
    std::uint64_t read = 0;
    for (int poll = 0; poll < 21; ++poll)
        read += pollBucket(*stage.store, stage.source({}), mark, now + poll * kMinute / 2)->read;
    QCOMPARE(read, std::uint64_t {1});
    QCOMPARE(mark.streams.size(), 2);
}

void TestFollow::aFailedPollMovesNothing()
{
    Stage stage;
    stage.deliver(5);
    FollowMark mark;
    stage.bucket->setFault([](const QString&) { return Error {ErrorCode::Unreachable, u"offline"_s, {}}; });
    QVERIFY(!pollBucket(*stage.store, stage.source(), mark, kStart));
    QCOMPARE(mark.polls, std::uint64_t {0});
    QCOMPARE(mark.newestMs, 0);
}

void TestFollow::followingBringsObjectsByThemselves()
{
    Stage stage;
    stage.deliver(10);
    const auto clock = std::make_shared<SetClock>();
    clock->now = kStart + 12 * kMinute;
    QThreadPool pool;
    Follow follow(stage.store, stage.source(), {}, 20ms, pool, clock);
    QTRY_COMPARE(stage.events(), std::uint64_t {100});
    QTRY_COMPARE(follow.state().objects, std::uint64_t {10});
    QCOMPARE(*follow.state().behindMs(clock->now), 2 * kMinute);
    stage.deliver(1);
    QTRY_COMPARE(stage.events(), std::uint64_t {110});
    QTRY_VERIFY(follow.state().polls >= 3);
    const auto perPoll = static_cast<double>(follow.state().listCalls) / static_cast<double>(follow.state().polls);
    QCOMPARE(follow.listCallsPerDay(), static_cast<std::uint64_t>(perPoll * 86'400'000 / 20)); // what it costs, at this pace
}

void TestFollow::troubleIsSaidAndPasses()
{
    Stage stage;
    stage.deliver(3);
    stage.bucket->setFault([](const QString&) { return Error {ErrorCode::Unreachable, u"offline"_s, {}}; });
    QThreadPool pool;
    Follow follow(stage.store, stage.source(), {}, 5ms, pool);
    QTRY_VERIFY(follow.state().trouble.has_value());
    QCOMPARE(follow.state().trouble->detail, u"offline"_s);
    QCOMPARE(follow.state().behindMs(0), std::nullopt);
    stage.bucket->setFault({});
    follow.pollNow();
    QTRY_VERIFY(!follow.state().trouble.has_value());
}

void TestFollow::droppingItStops()
{
    Stage stage;
    stage.deliver(20);
    stage.bucket->hang();
    const auto clock = std::make_shared<SetClock>();
    clock->now = kStart;
    QThreadPool pool;
    auto follow = std::make_unique<Follow>(stage.store, stage.source(), FollowMark {}, 5ms, pool, clock);
    QTRY_VERIFY(!stage.bucket->gets().empty());
    follow.reset();
    QVERIFY(pool.waitForDone(1000));
    QCOMPARE(stage.events(), std::uint64_t {0});
}

QTEST_GUILESS_MAIN(TestFollow)
#include "test_follow.moc"
