#include "source_feed.h"
#include "support/fake_net.h"
#include "sync/sync_stage.h"

#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A feed of a bucket in memory, twelve minutes after its first object.
struct Fed {
    Stage stage;
    std::shared_ptr<SetClock> clock = std::make_shared<SetClock>();
    QThreadPool pool;
    std::unique_ptr<SourceFeed> feed;
    std::optional<Result<sync::SyncReport>> report;

    Fed()
    {
        clock->now = kStart + 12 * kMinute;
        pool.setMaxThreadCount(1);
    }
    FeedPlan plan() const
    {
        FeedPlan plan {stage.source()};
        plan.interval = 10ms;
        plan.growthPause = 10ms;
        return plan;
    }
    void start() { start(plan()); }
    void start(FeedPlan plan)
    {
        feed = std::make_unique<SourceFeed>(stage.store, std::move(plan), pool, clock);
        QObject::connect(feed.get(), &SourceFeed::synced, feed.get(), [this](const auto& result) { report = result; });
    }
};

Error offline()
{
    return {ErrorCode::Unreachable, u"offline"_s, {}};
}

} // namespace

class TestSourceFeed : public QObject {
    Q_OBJECT

private slots:
    void theLastDayComesFirstAndThenWhatIsNew();
    void whatIsOlderThanTheLastDayStays();
    void aPastThatIsStillLaidDownIsReadToItsEnd();
    void cancellingKeepsWhatLandedAndFollowsNothing();
    void switchedOffNothingIsAsked();
    void offlineAtTheStartEndsByItself();
    void lookingOnceLeavesLiveOff();
    void damagedObjectsAreCountedAndReadOnceMoreWhenAsked();
    void damageThatComesLaterIsCounted();
    void whatWasSetAsideIsReadOnceItsFormatIsTold();
    void anOverlapIsTold();
    void droppingItStops();
};

void TestSourceFeed::theLastDayComesFirstAndThenWhatIsNew()
{
    Fed fed;
    fed.stage.deliver(10);
    fed.start();
    QSignalSpy began(fed.feed.get(), &SourceFeed::began);
    QTRY_VERIFY(fed.report);
    QVERIFY(*fed.report);
    QCOMPARE((*fed.report)->read, std::uint64_t {10});
    QCOMPARE(began.size(), 1);
    QCOMPARE(fed.stage.events(), std::uint64_t {100});
    QVERIFY(!fed.feed->isSyncing() && fed.feed->isLive());
    fed.stage.deliver(1);
    QTRY_COMPARE(fed.stage.events(), std::uint64_t {110});
    QTRY_COMPARE(fed.feed->followed().objects, std::uint64_t {1});
    QCOMPARE(*fed.feed->followed().behindMs(fed.clock->now), kMinute);
}

void TestSourceFeed::whatIsOlderThanTheLastDayStays()
{
    Fed fed;
    fed.stage.deliver(10);
    fed.clock->now = kStart + 2880 * kMinute;
    fed.start();
    QTRY_VERIFY(fed.report);
    QCOMPARE((*fed.report)->read, std::uint64_t {0});
}

void TestSourceFeed::aPastThatIsStillLaidDownIsReadToItsEnd()
{
    Fed fed;
    fed.stage.deliver(4);
    auto plan = fed.plan();
    plan.isGrowing = true;
    fed.start(std::move(plan));
    QTRY_COMPARE(fed.stage.events(), std::uint64_t {40});
    QVERIFY(!fed.report);
    fed.stage.deliver(3);
    QTRY_VERIFY(fed.report);
    QCOMPARE((*fed.report)->read, std::uint64_t {7});
    QCOMPARE((*fed.report)->rows, std::uint64_t {70});
}

void TestSourceFeed::cancellingKeepsWhatLandedAndFollowsNothing()
{
    Fed fed;
    fed.stage.deliver(5);
    fed.start();
    QTRY_VERIFY(fed.report);
    fed.report.reset();
    fed.stage.deliver(2);
    fed.stage.bucket->hang();
    fed.feed->syncAgain();
    fed.feed->cancel();
    QVERIFY(fed.report && !*fed.report);
    QCOMPARE(fed.report->error().code, ErrorCode::Cancelled);
    QVERIFY(!fed.feed->isLive() && !fed.feed->isSyncing());
    QVERIFY(fed.pool.waitForDone(1000));
    QVERIFY(fed.stage.events() >= 50);
}

void TestSourceFeed::switchedOffNothingIsAsked()
{
    Fed fed;
    fed.stage.deliver(5);
    fed.start();
    QTRY_VERIFY(fed.feed->isLive());
    QTRY_VERIFY(fed.feed->followed().polls > 0);
    fed.feed->setLive(false);
    QVERIFY(fed.pool.waitForDone(1000));
    const auto lists = fed.stage.bucket->lists().size();
    QTest::qWait(50); // five intervals
    QCOMPARE(fed.stage.bucket->lists().size(), lists);
    fed.stage.deliver(1);
    fed.feed->setLive(true);
    QTRY_COMPARE(fed.stage.events(), std::uint64_t {60});
}

void TestSourceFeed::offlineAtTheStartEndsByItself()
{
    Fed fed;
    fed.stage.deliver(5);
    fed.stage.bucket->setFault([](const QString&) { return offline(); });
    fed.start();
    QTRY_VERIFY(fed.report);
    QCOMPARE(fed.report->error().code, ErrorCode::Unreachable);
    QTRY_VERIFY(fed.feed->followed().trouble);
    fed.stage.bucket->setFault({});
    QTRY_COMPARE(fed.stage.events(), std::uint64_t {50});
    QTRY_VERIFY(!fed.feed->followed().trouble);
}

void TestSourceFeed::lookingOnceLeavesLiveOff()
{
    Fed fed;
    fed.stage.deliver(2);
    fed.start();
    QTRY_VERIFY(fed.feed->isLive());
    fed.feed->setLive(false);
    fed.report.reset();
    fed.stage.deliver(1);
    fed.feed->look();
    QTRY_VERIFY(fed.report);
    QCOMPARE(fed.stage.events(), std::uint64_t {30});
    QVERIFY(!fed.feed->isLive());
}

void TestSourceFeed::damagedObjectsAreCountedAndReadOnceMoreWhenAsked()
{
    Fed fed;
    fed.stage.deliver(2);
    const QString key = fed.stage.bucket->deliver(kStart + 5 * kMinute, lines(50, 60), u"logs/"_s);
    const auto whole = delivery::gzip(lines(50, 60));
    fed.stage.bucket->put(key, whole.substr(0, whole.size() / 2));
    fed.start();
    QTRY_VERIFY(fed.report);
    QCOMPARE((*fed.report)->setAsideTotal, std::uint64_t {1});
    QCOMPARE((*fed.report)->setAside.front().key, key);
    fed.report.reset();
    fed.stage.bucket->put(key, whole);
    fed.feed->syncAgain();
    QTRY_VERIFY(fed.report);
    QCOMPARE((*fed.report)->setAsideTotal, std::uint64_t {0});
    QCOMPARE(fed.stage.events(), std::uint64_t {30});
}

void TestSourceFeed::whatWasSetAsideIsReadOnceItsFormatIsTold()
{
    Fed fed;
    fed.stage.deliver(1);
    fed.stage.bucket->deliver(kStart + 5 * kMinute, "1795262400000,ok\n1795262400001,exception\n", u"logs/"_s);
    fed.start();
    QTRY_VERIFY(fed.report && fed.feed->isLive());
    QCOMPARE((*fed.report)->setAsideTotal, std::uint64_t {1});
    QVERIFY((*fed.report)->setAside.front().error.detail.contains(u"CSV without a header"));
    fed.report.reset();
    ingest::FormatHint format;
    format.kind = ingest::FormatHint::Kind::Csv;
    format.fields = {"EventTimestampMs", "Outcome"};
    fed.feed->setFormat(format);
    QTRY_VERIFY(fed.report);
    QCOMPARE((*fed.report)->setAsideTotal, std::uint64_t {0});
    QCOMPARE(fed.stage.events(), std::uint64_t {12});
    QTRY_VERIFY(fed.feed->isLive());
    fed.stage.bucket->deliver(kStart + 6 * kMinute, "1795262400002,ok\n", u"logs/"_s); // what comes later, too
    QTRY_COMPARE(fed.stage.events(), std::uint64_t {13});
    QSignalSpy began(fed.feed.get(), &SourceFeed::began);
    fed.feed->setFormat(format); // nothing new
    QVERIFY(!fed.feed->isSyncing() && began.isEmpty());
}

void TestSourceFeed::damageThatComesLaterIsCounted()
{
    Fed fed;
    fed.stage.deliver(2);
    fed.start();
    QTRY_VERIFY(fed.report);
    const auto whole = delivery::gzip(lines(20, 30));
    const QString key =
        QString::fromStdString(objects::objectKey(objects::objectNameFor({kStart + 5 * kMinute, kStart + 6 * kMinute}, "0123abcd")));
    fed.stage.bucket->put(u"logs/"_s + key, whole.substr(0, whole.size() / 2));
    QTRY_COMPARE(fed.feed->followed().setAside, std::uint64_t {1});
}

void TestSourceFeed::anOverlapIsTold()
{
    Fed fed;
    fed.stage.deliver(6);
    QVERIFY(fed.stage.sync({}, u"logs/"_s));
    fed.start();
    QTRY_VERIFY(fed.report);
    QCOMPARE((*fed.report)->overlapping, std::uint64_t {6});
    QCOMPARE(fed.stage.events(), std::uint64_t {60});
}

void TestSourceFeed::droppingItStops()
{
    Fed fed;
    fed.stage.deliver(20);
    fed.stage.bucket->hang();
    fed.start();
    QTRY_VERIFY(!fed.stage.bucket->gets().empty());
    fed.feed.reset();
    QVERIFY(fed.pool.waitForDone(1000));
    QVERIFY(!fed.report);
}

QTEST_GUILESS_MAIN(TestSourceFeed)
#include "test_source_feed.moc"
