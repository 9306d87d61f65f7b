#include "store/raw_reader.h"
#include "sync/sync_stage.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace tracedeck;
using namespace tracedeck::sync;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

std::uint64_t accountedFor(const SyncReport& report)
{
    return report.read + report.known + report.overlapping + report.tests + report.others + report.dropped + report.gone
        + report.setAsideTotal + report.failedTotal;
}

} // namespace

class TestBucketSync : public QObject {
    Q_OBJECT

private slots:
    void aBucketIsReadOnce();
    void newObjectsAreAddedAndNothingElseIsFetched();
    void theNewestComeFirst();
    void onlyTheSpanIsFetched();
    void testsAndOtherThingsAreCountedNotFetched();
    void objectsAreKeptAndOutliveTheBucket();
    void everyObjectKnowsItsSource();
    void overlappingSourcesAreAnnouncedEveryTime();
    void theSameBytesUnderAnotherNameAreFetchedOnce();
    void aDamagedObjectIsSetAsideWithItsReason();
    void aDamagedObjectIsTriedAgainOnDemand();
    void anObjectTooLargeIsSetAside();
    void aNameThatCannotBeAskedForIsSetAside();
    void anObjectThatWentIsCounted();
    void whatFailsInPassingIsTriedAgain();
    void oneRefusedObjectIsReportedTheRestIsRead();
    void refusedKeysEndTheSync();
    void aRefusedListingEndsTheSync();
    void cancellingTakesNoTimeAndKeepsWhatLanded();
    void aHangingBucketIsLeftAtOnce();
    void memoryUnderWayIsBounded();
    void progressSaysHowFarItIs();
    void anEmptyBucketIsNoFailure();
};

void TestBucketSync::aBucketIsReadOnce()
{
    Stage stage;
    stage.deliver(250);
    const auto first = stage.sync();
    QVERIFY2(first, first ? "" : qPrintable(first.error().detail));
    QCOMPARE(first->listed, std::uint64_t {250});
    QCOMPARE(first->read, std::uint64_t {250});
    QCOMPARE(first->rows, std::uint64_t {2500});
    QVERIFY(first->isComplete());
    QCOMPARE(stage.events(), std::uint64_t {2500});
    QCOMPARE(messages(*stage.store).size(), std::size_t {2500});
    stage.store.reset();
    stage.store = *stage.place.open(); // the ledger is on disk
    const auto second = stage.sync();
    QCOMPARE(second->known, std::uint64_t {250});
    QCOMPARE(second->getCalls, std::uint64_t {0});
    QCOMPARE(stage.bucket->gets().size(), std::size_t {250});
    QCOMPARE(stage.events(), std::uint64_t {2500});
}

void TestBucketSync::newObjectsAreAddedAndNothingElseIsFetched()
{
    Stage stage;
    stage.deliver(20);
    QVERIFY(stage.sync());
    stage.deliver(5);
    const auto report = stage.sync();
    QCOMPARE(report->read, std::uint64_t {5});
    QCOMPARE(report->known, std::uint64_t {20});
    QCOMPARE(stage.bucket->gets().size(), std::size_t {25});
    QCOMPARE(stage.events(), std::uint64_t {250});
}

void TestBucketSync::theNewestComeFirst()
{
    Stage stage;
    stage.bucket = std::make_shared<MemoryBucket>(100, 1);
    stage.deliver(3000); // two days and a bit
    SyncOptions options;
    options.downloads = 1;
    QVERIFY(stage.sync(options));
    const auto gets = stage.bucket->gets();
    QCOMPARE(gets.size(), std::size_t {3000});
    QVERIFY(std::is_sorted(gets.begin(), gets.end(), std::greater<> {}));
}

void TestBucketSync::onlyTheSpanIsFetched()
{
    Stage stage;
    stage.deliver(600);
    SyncOptions options;
    options.range = {kStart + 300 * kMinute, kStart + 310 * kMinute};
    const auto report = stage.sync(options);
    QCOMPARE(report->read, std::uint64_t {41}); // the ten minutes, a quarter of an hour on both sides, and the one that ends there
    QVERIFY(report->listCalls <= 2);
}

void TestBucketSync::testsAndOtherThingsAreCountedNotFetched()
{
    Stage stage;
    stage.deliver(2);
    for (const char* name : {"test.txt.gz", "ownership-challenge-1.txt", "folder/", "picture.png", "20261121/test.txt.gz"})
        stage.bucket->put(u"logs/"_s % QString::fromLatin1(name), "x");
    const auto report = stage.sync({}, u"logs/"_s);
    QCOMPARE(report->tests, std::uint64_t {3});
    QCOMPARE(report->others, std::uint64_t {2});
    QCOMPARE(report->read, std::uint64_t {2});
    QCOMPARE(accountedFor(*report), report->listed);
    QCOMPARE(stage.bucket->gets().size(), std::size_t {2});
}

void TestBucketSync::objectsAreKeptAndOutliveTheBucket()
{
    Stage stage;
    stage.deliver(10);
    QVERIFY(stage.sync());
    stage.bucket.reset();
    const auto snapshot = stage.store->snapshot();
    store::RawReader reader(snapshot);
    const auto selection = store::select(snapshot, {});
    const auto rows = *store::page(*selection, 0, 1000);
    QCOMPARE(rows.size(), std::size_t {100});
    for (std::size_t i = 0; i < rows.size(); ++i)
        QCOMPARE(reader.line(rows[i].ref).value_or("") + "\n", line(static_cast<int>(99 - i)));
}

void TestBucketSync::everyObjectKnowsItsSource()
{
    Stage stage;
    stage.deliver(1);
    QVERIFY(stage.sync());
    const auto objects = *stage.store->objects();
    QCOMPARE(objects.size(), std::size_t {1});
    QCOMPARE(objects[0].path, u"s3://h/b/logs/20261121/20261121T000000Z_20261121T000100Z_0123abcd.log.gz"_s);
    QVERIFY(!objects[0].etag.isEmpty());
    QCOMPARE(objects[0].placedMs, kStart + kMinute);
    const auto sources = *stage.store->sources();
    QCOMPARE(sources.back().name, u"s3://h/b/logs/{DATE}/"_s);
    QCOMPARE(objects[0].source, sources.back().id);
}

void TestBucketSync::overlappingSourcesAreAnnouncedEveryTime()
{
    Stage stage;
    stage.deliver(10);
    QVERIFY(stage.sync());
    for (int run = 0; run < 2; ++run) { // the whole bucket holds what that prefix holds
        const auto report = stage.sync({}, {});
        QCOMPARE(report->overlapping, std::uint64_t {10});
        QCOMPARE(report->read, std::uint64_t {0});
    }
    const BucketSource copy {stage.bucket, u"s3://elsewhere/copy"_s, {}};
    for (int run = 0; run < 2; ++run) { // other names, the same bytes
        const auto report = syncBucket(*stage.store, copy, {});
        QCOMPARE(report->overlapping, std::uint64_t {10});
        QCOMPARE(report->getCalls, std::uint64_t {run == 0 ? 10U : 0U});
    }
    QCOMPARE(stage.events(), std::uint64_t {100});
    QCOMPARE(stage.store->snapshot().objects(), std::uint64_t {10});
}

void TestBucketSync::theSameBytesUnderAnotherNameAreFetchedOnce()
{
    Stage stage;
    stage.deliver(3);
    QVERIFY(stage.sync());
    stage.bucket->put(u"logs/20261121/copy.log.gz"_s, delivery::gzip(lines(0, 10)));
    for (int run = 0; run < 2; ++run) {
        const auto report = stage.sync();
        QCOMPARE(report->known, std::uint64_t {4});
        QCOMPARE(report->overlapping, std::uint64_t {0});
        stage.store.reset();
        stage.store = *stage.place.open();
    }
    QCOMPARE(stage.bucket->gets().size(), std::size_t {4});
    QCOMPARE(stage.events(), std::uint64_t {30});
}

void TestBucketSync::aDamagedObjectIsSetAsideWithItsReason()
{
    Stage stage;
    stage.deliver(5);
    const auto whole = delivery::gzip(lines(50'000, 53'000));
    const QString key = u"logs/20261121/cut.log.gz"_s;
    stage.bucket->put(key, whole.substr(0, whole.size() / 2));
    const auto report = stage.sync();
    QVERIFY(report);
    QCOMPARE(report->setAsideTotal, std::uint64_t {1});
    QCOMPARE(report->setAside[0].key, key);
    QCOMPARE(report->setAside[0].error.code, ErrorCode::ObjectTruncated);
    QVERIFY(stage.events() > 50); // what it gives is in
    const auto objects = *stage.store->objects();
    const auto at = std::find_if(objects.begin(), objects.end(), [](const auto& object) { return !object.complete; });
    QVERIFY(at != objects.end() && !at->error.isEmpty());
    const auto again = stage.sync();
    QCOMPARE(again->known, std::uint64_t {6}); // not on and on
    QCOMPARE(stage.bucket->gets().size(), std::size_t {6});
}

void TestBucketSync::aDamagedObjectIsTriedAgainOnDemand()
{
    Stage stage;
    const auto whole = delivery::gzip(lines(0, 3000));
    const QString key = u"logs/20261121/cut.log.gz"_s;
    stage.bucket->put(key, whole.substr(0, whole.size() / 2));
    QVERIFY(stage.sync());
    const auto before = stage.events();
    SyncOptions options;
    options.retrySetAside = true;
    const auto same = stage.sync(options); // no better yet: nothing doubles, nothing goes
    QVERIFY(same);
    QCOMPARE(stage.events(), before);
    stage.bucket->put(key, whole);
    const auto mended = stage.sync(options);
    QCOMPARE(mended->read, std::uint64_t {1});
    QCOMPARE(stage.events(), std::uint64_t {3000});
    QCOMPARE(messages(*stage.store).size(), std::size_t {3000});
    QCOMPARE(stage.sync(options)->known, std::uint64_t {1});
}

void TestBucketSync::anObjectTooLargeIsSetAside()
{
    Stage stage;
    stage.deliver(2);
    const QString key = u"logs/20261121/large.log.gz"_s;
    stage.bucket->put(key, "x");
    stage.bucket->spoil(key, {ErrorCode::LimitExceeded, u"longer than 1 GB"_s, {}});
    QCOMPARE(stage.sync()->setAsideTotal, std::uint64_t {1});
    QCOMPARE(stage.sync()->known, std::uint64_t {3});
    stage.bucket->put(key, delivery::gzip(lines(100, 110)));
    QCOMPARE(stage.sync()->read, std::uint64_t {1}); // another version: by itself
    QCOMPARE(stage.store->snapshot().objects(), std::uint64_t {3});
    QCOMPARE(stage.events(), std::uint64_t {30});
}

void TestBucketSync::aNameThatCannotBeAskedForIsSetAside()
{
    Stage stage;
    stage.deliver(3);
    const QString key = u"logs/20261121/../x.log.gz"_s;
    stage.bucket->put(key, "x");
    stage.bucket->spoil(key, {ErrorCode::BadValue, u"dot segments"_s, {}});
    const auto report = stage.sync();
    QVERIFY(report);
    QCOMPARE(report->setAsideTotal, std::uint64_t {1});
    QCOMPARE(report->read, std::uint64_t {3});
}

void TestBucketSync::anObjectThatWentIsCounted()
{
    Stage stage;
    stage.deliver(3);
    const QString key = u"logs/20261121/gone.log.gz"_s;
    stage.bucket->put(key, "x");
    stage.bucket->spoil(key, {ErrorCode::NotFound, u"NoSuchKey: gone"_s, {}});
    const auto report = stage.sync();
    QCOMPARE(report->gone, std::uint64_t {1});
    QCOMPARE(report->read, std::uint64_t {3});
    QVERIFY(report->isComplete());
}

void TestBucketSync::whatFailsInPassingIsTriedAgain()
{
    Stage stage;
    stage.deliver(100);
    std::map<QString, int> times;
    stage.bucket->setFault([&](const QString& key) {
        const bool fails = !key.isEmpty() && times[key]++ < 2 && qHash(key) % 4 == 0;
        return fails ? std::optional(Error {ErrorCode::Unreachable, u"reset"_s, {}}) : std::nullopt;
    });
    const auto report = stage.sync();
    QVERIFY(report);
    QCOMPARE(report->read, std::uint64_t {100});
    QVERIFY(stage.bucket->gets().size() > 100);
    QCOMPARE(stage.events(), std::uint64_t {1000});
}

void TestBucketSync::oneRefusedObjectIsReportedTheRestIsRead()
{
    Stage stage;
    stage.deliver(30);
    const QString key = u"logs/20261121/secret.log.gz"_s;
    stage.bucket->put(key, "x");
    stage.bucket->spoil(key, {ErrorCode::ObjectRefused, u"AccessDenied: not this one"_s, {}});
    const auto report = stage.sync();
    QVERIFY(report);
    QCOMPARE(report->failedTotal, std::uint64_t {1});
    QCOMPARE(report->failed[0].key, key);
    QVERIFY(!report->isComplete());
    QCOMPARE(report->read, std::uint64_t {30});
    QCOMPARE(accountedFor(*report), report->listed);
}

void TestBucketSync::refusedKeysEndTheSync()
{
    Stage stage;
    stage.deliver(2000);
    stage.bucket->setFault([](const QString& key) {
        return key.isEmpty() ? std::nullopt : std::optional(Error {ErrorCode::ObjectRefused, u"AccessDenied: read is not allowed"_s, {}});
    });
    const auto report = stage.sync();
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::ObjectRefused);
    QVERIFY(stage.bucket->gets().size() < 100);
}

void TestBucketSync::aRefusedListingEndsTheSync()
{
    Stage stage;
    stage.deliver(2);
    stage.bucket->setFault([](const QString&) { return Error {ErrorCode::ObjectRefused, u"NoSuchBucket: there is none"_s, {}}; });
    QCOMPARE(stage.sync().error().detail, u"NoSuchBucket: there is none"_s);
}

void TestBucketSync::cancellingTakesNoTimeAndKeepsWhatLanded()
{
    Stage stage;
    stage.deliver(4000);
    SyncProgress progress;
    std::stop_source stop;
    Result<SyncReport> report;
    std::jthread running([&] { report = syncBucket(*stage.store, stage.source(), {}, &progress, stop.get_token()); });
    QTRY_VERIFY_WITH_TIMEOUT(stage.events() > 0, 20'000);
    QElapsedTimer clock;
    clock.start();
    stop.request_stop();
    running.join();
    QVERIFY2(clock.elapsed() < 200, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(report.error().code, ErrorCode::Cancelled);
    QCOMPARE(stage.events() % 10, std::uint64_t {0}); // whole objects
    const auto landed = stage.events() / 10;
    const auto rest = stage.sync();
    QCOMPARE(rest->known, landed);
    QCOMPARE(rest->read, 4000 - landed);
    QCOMPARE(stage.events(), std::uint64_t {40'000});
}

void TestBucketSync::aHangingBucketIsLeftAtOnce()
{
    Stage stage;
    stage.deliver(20);
    stage.bucket->hang();
    std::stop_source stop;
    Result<SyncReport> report;
    std::jthread running([&] { report = syncBucket(*stage.store, stage.source(), {}, nullptr, stop.get_token()); });
    QTRY_COMPARE(stage.bucket->gets().size(), std::size_t {8});
    QElapsedTimer clock;
    clock.start();
    stop.request_stop();
    running.join();
    QVERIFY2(clock.elapsed() < 200, qPrintable(QString::number(clock.elapsed())));
}

void TestBucketSync::memoryUnderWayIsBounded()
{
    Stage stage;
    for (int i = 0; i < 20; ++i)
        stage.bucket->put(u"logs/20261121/%1.log"_s.arg(i), lines(i * 1000, i * 1000 + 1000));
    stage.bucket->hang();
    SyncOptions options;
    options.bytesUnderWay = lines(0, 1000).size() * 3 + 5000; // room for three
    std::stop_source stop;
    std::jthread running([&] { (void)syncBucket(*stage.store, stage.source(), options, nullptr, stop.get_token()); });
    QTRY_COMPARE(stage.bucket->gets().size(), std::size_t {3});
    QTest::qWait(100);
    QCOMPARE(stage.bucket->gets().size(), std::size_t {3});
    stop.request_stop();
}

void TestBucketSync::progressSaysHowFarItIs()
{
    Stage stage;
    stage.deliver(50);
    SyncProgress progress;
    const auto report = syncBucket(*stage.store, stage.source(), {}, &progress);
    QVERIFY(report);
    QVERIFY(progress.isListed);
    QCOMPARE(progress.read.filesTotal.load(), std::uint64_t {50});
    QCOMPARE(progress.read.filesDone.load(), std::uint64_t {50});
    QCOMPARE(progress.read.events.load(), std::uint64_t {500});
    QCOMPARE(progress.read.bytesDone.load(), report->bytes);
    QCOMPARE(progress.read.bytesTotal.load(), report->bytes);
    QCOMPARE(progress.bytesReceived.load(), report->bytes);
}

void TestBucketSync::anEmptyBucketIsNoFailure()
{
    Stage stage;
    const auto report = stage.sync();
    QVERIFY(report);
    QCOMPARE(report->listed, std::uint64_t {0});
    QVERIFY(report->isComplete());
}

QTEST_GUILESS_MAIN(TestBucketSync)
#include "test_bucket_sync.moc"
