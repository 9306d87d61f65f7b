#include "sync/bucket_listing.h"
#include "sync/memory_bucket.h"

#include <QTest>

#include <set>

using namespace tracedeck;
using namespace tracedeck::sync;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::int64_t kHour = 3'600'000, kMinute = 60'000;

std::int64_t at(const char* time)
{
    return *objects::parseCompactTime(time);
}

std::vector<QString> listed(MemoryBucket& bucket, const QString& prefix, TimeRange range = {}, std::uint64_t* calls = nullptr)
{
    std::atomic<std::uint64_t> counted {0};
    BucketListing listing(bucket, prefix, range, &counted);
    std::vector<QString> keys;
    const auto done = listing.run(
        [&](const std::vector<objects::ListedObject>& batch) {
            for (const auto& object : batch)
                keys.push_back(object.key);
            return true;
        },
        {});
    if (!done)
        qWarning("not listed: %s", qPrintable(done.error().detail));
    if (calls)
        *calls = counted;
    return keys;
}

/// Ten days, an object each half an hour, below `prefix`; with or without folders of days.
std::vector<QString> fill(MemoryBucket& bucket, const QString& prefix, bool hasFolders)
{
    std::vector<QString> keys;
    for (std::int64_t time = at("20261111T000000Z"); time < at("20261121T000000Z"); time += kHour / 2) {
        const QString key = bucket.deliver(time, "{}\n", prefix);
        keys.push_back(hasFolders ? key : QString(prefix % key.section(u'/', -1)));
        if (!hasFolders) {
            bucket.remove(key);
            bucket.put(keys.back(), "x");
        }
    }
    std::reverse(keys.begin(), keys.end());
    return keys;
}

} // namespace

class TestBucketListing : public QObject {
    Q_OBJECT

private slots:
    void everythingIsListedNewestFirst_data();
    void everythingIsListedNewestFirst();
    void aSpanCostsFewCalls_data();
    void aSpanCostsFewCalls();
    void onlyTheDatesOfAPrefixAreListed();
    void foldersInFoldersAreFound();
    void manyFoldersThatAreNoDaysAreListedThrough();
    void aFailureEndsTheListing();
    void theTakerMayHaveEnough();
    void aHundredThousandNamesAreListedOnce();
};

void TestBucketListing::everythingIsListedNewestFirst_data()
{
    QTest::addColumn<bool>("hasFolders");
    QTest::addColumn<QString>("prefix");
    QTest::newRow("folders of days") << true << u"logs/"_s;
    QTest::newRow("folders of days, dated") << true << u"logs/{DATE}/"_s;
    QTest::newRow("flat") << false << u"logs/"_s;
    QTest::newRow("flat, dated") << false << u"logs/{DATE}T"_s;
    QTest::newRow("the whole bucket") << true << QString();
}

void TestBucketListing::everythingIsListedNewestFirst()
{
    QFETCH(bool, hasFolders);
    QFETCH(QString, prefix);
    MemoryBucket bucket(50);
    const auto keys = fill(bucket, u"logs/"_s, hasFolders);
    QCOMPARE(listed(bucket, prefix), keys);
}

void TestBucketListing::aSpanCostsFewCalls_data()
{
    QTest::addColumn<bool>("hasFolders");
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<int>("most");
    QTest::newRow("folders of days") << true << u"logs/"_s << 3;
    QTest::newRow("folders of days, dated") << true << u"logs/{DATE}/"_s << 1;
    QTest::newRow("flat") << false << u"logs/"_s << 3;
    QTest::newRow("the whole bucket") << true << QString() << 3;
}

void TestBucketListing::aSpanCostsFewCalls()
{
    QFETCH(bool, hasFolders);
    QFETCH(QString, prefix);
    QFETCH(int, most);
    MemoryBucket bucket(20);
    const auto keys = fill(bucket, u"logs/"_s, hasFolders);
    const TimeRange range {at("20261116T120000Z"), at("20261116T140000Z")};
    std::uint64_t calls = 0;
    const auto found = listed(bucket, prefix, range, &calls);
    std::vector<QString> wanted;
    std::copy_if(keys.begin(), keys.end(), std::back_inserter(wanted), [&](const auto& key) {
        return objects::mayHold({key, 1, {}, 0}, range);
    });
    QCOMPARE(found, wanted);
    QVERIFY(found.size() >= 5);
    QVERIFY2(calls <= static_cast<std::uint64_t>(most), qPrintable(QString::number(calls)));
}

void TestBucketListing::onlyTheDatesOfAPrefixAreListed()
{
    MemoryBucket bucket;
    const QString key = bucket.deliver(at("20261120T120000Z"), "{}\n", u"logs/"_s);
    bucket.put(u"logs/readme.txt"_s, "x");
    bucket.put(u"logs/2026/x.log"_s, "x");
    bucket.put(u"logs/old/20261120/x.log"_s, "x");
    QCOMPARE(listed(bucket, u"logs/{DATE}/"_s), std::vector {key});
    QCOMPARE(listed(bucket, u"logs/"_s).size(), std::size_t {4});
}

void TestBucketListing::foldersInFoldersAreFound()
{
    MemoryBucket bucket;
    const QString a = bucket.deliver(at("20261120T120000Z"), "{}\n", u"prod/api/"_s);
    const QString b = bucket.deliver(at("20261121T120000Z"), "{}\n", u"prod/web/"_s);
    const QString c = bucket.deliver(at("20261119T120000Z"), "{}\n", u"staging/"_s);
    const QString d = u"prod/20261118/eu/x.log.gz"_s;
    bucket.put(d, "x", at("20261118T120000Z"));
    QCOMPARE(listed(bucket, {}), (std::vector {b, a, c, d}));
    const TimeRange day {at("20261120T000000Z"), at("20261120T230000Z")};
    QCOMPARE(listed(bucket, {}, day), std::vector {a});
    QCOMPARE(listed(bucket, u"prod/{DATE}/eu/"_s), std::vector {d});
}

void TestBucketListing::manyFoldersThatAreNoDaysAreListedThrough()
{
    MemoryBucket bucket(500);
    std::set<QString> keys;
    for (int i = 0; i < 900; ++i)
        keys.insert(bucket.deliver(at("20261120T120000Z"), "{}\n", u"worker-%1/"_s.arg(i)));
    keys.insert(u"aaa.log"_s);
    bucket.put(u"aaa.log"_s, "x");
    std::uint64_t calls = 0;
    const auto found = listed(bucket, {}, {}, &calls);
    QCOMPARE(found.size(), keys.size());
    QCOMPARE(std::set<QString>(found.begin(), found.end()), keys);
    QVERIFY(calls < 10);
}

void TestBucketListing::aFailureEndsTheListing()
{
    MemoryBucket bucket;
    bucket.setFault([](const QString&) { return Error {ErrorCode::ObjectRefused, u"AccessDenied: no"_s, {}}; });
    BucketListing listing(bucket, u"{DATE}/"_s, {});
    const auto done = listing.run([](const auto&) { return true; }, {});
    QCOMPARE(done.error().code, ErrorCode::ObjectRefused);
}

void TestBucketListing::theTakerMayHaveEnough()
{
    MemoryBucket bucket(50);
    fill(bucket, u"logs/"_s, true);
    std::atomic<std::uint64_t> calls {0};
    BucketListing listing(bucket, u"logs/"_s, {}, &calls);
    std::vector<std::size_t> batches;
    QVERIFY(listing.run(
        [&](const std::vector<objects::ListedObject>& batch) {
            batches.push_back(batch.size());
            return batches.size() < 2;
        },
        {}));
    QCOMPARE(batches, (std::vector<std::size_t> {48, 48})); // a day each
    QCOMPARE(calls.load(), std::uint64_t {3});
}

void TestBucketListing::aHundredThousandNamesAreListedOnce()
{
    MemoryBucket bucket;
    for (int i = 0; i < 100'000; ++i)
        bucket.put(u"flat/"_s
                       % QString::fromStdString(objects::objectKey(objects::objectNameFor({i * kMinute, (i + 1) * kMinute}, "ab")))
                             .section(u'/', 1),
                   "");
    const auto found = listed(bucket, u"flat/"_s);
    QCOMPARE(std::set<QString>(found.begin(), found.end()).size(), std::size_t {100'000});
    QCOMPARE(found.size(), std::size_t {100'000});
}

QTEST_GUILESS_MAIN(TestBucketListing)
#include "test_bucket_listing.moc"
