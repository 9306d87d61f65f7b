#include "sync/sync_stage.h"

#include <QTest>

using namespace tracedeck;
using namespace tracedeck::sync;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

class TestBucketTrouble : public QObject {
    Q_OBJECT

private slots:
    void aDamagedObjectIsSetAsideWithItsReason();
    void aDamagedObjectIsTriedAgainOnDemand();
    void anObjectTooLargeIsSetAside();
    void aNameThatCannotBeAskedForIsSetAside();
    void anObjectThatWentIsCounted();
    void whatFailsInPassingIsTriedAgain();
    void oneRefusedObjectIsReportedTheRestIsRead();
    void refusedKeysEndTheSync();
    void aRefusedListingEndsTheSync();
};

void TestBucketTrouble::aDamagedObjectIsSetAsideWithItsReason()
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

void TestBucketTrouble::aDamagedObjectIsTriedAgainOnDemand()
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

void TestBucketTrouble::anObjectTooLargeIsSetAside()
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

void TestBucketTrouble::aNameThatCannotBeAskedForIsSetAside()
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

void TestBucketTrouble::anObjectThatWentIsCounted()
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

void TestBucketTrouble::whatFailsInPassingIsTriedAgain()
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

void TestBucketTrouble::oneRefusedObjectIsReportedTheRestIsRead()
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

void TestBucketTrouble::refusedKeysEndTheSync()
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

void TestBucketTrouble::aRefusedListingEndsTheSync()
{
    Stage stage;
    stage.deliver(2);
    stage.bucket->setFault([](const QString&) { return Error {ErrorCode::ObjectRefused, u"NoSuchBucket: there is none"_s, {}}; });
    QCOMPARE(stage.sync().error().detail, u"NoSuchBucket: there is none"_s);
}

QTEST_GUILESS_MAIN(TestBucketTrouble)
#include "test_bucket_trouble.moc"
