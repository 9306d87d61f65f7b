#include "delivery/gzip.h"
#include "store/manifest.h"
#include "store/place.h"
#include "store/raw_reader.h"
#include "store/selection.h"
#include "store/store_files.h"

#include <QTest>

using namespace tracedeck;
using namespace tracedeck::store;
using namespace tracedeck::test;

class TestStore : public QObject {
    Q_OBJECT
private slots:
    void aSecondRunAddsNothing();
    void theSameObjectUnderAnotherNameIsKnown();
    void equalEventsBothStay();
    void whatIsDamagedIsMarkedAndTheRestIsKept();
    void badLinesAreKeptWithTheirPlace();
    void probesAndOwnershipFilesAreSkippedAndCounted();
    void theDeliveredLineComesBackByteForByte();
    void aCopiedObjectOutlivesItsFile();
    void aMissingObjectIsSaidWithItsPath();
    void aSecondWriterIsToldWhoHoldsTheStore();
    void aStoreOfAnotherVersionIsRefused();
    void aDamagedSegmentIsNoticedAndReadAgain();
    void aMissingSegmentIsReadAgain();
    void smallSegmentsAreMergedAndAnswersStay();
    void largeObjectsLieInSeveralSegments();
    void filesAreForTheOwnerOnly();
    void cancellingKeepsWhatLanded();
};

void TestStore::aSecondRunAddsNothing()
{
    const Place place;
    place.put(QStringLiteral("a.log.gz"), delivery::gzip(lines(0, 100)));
    place.put(QStringLiteral("b.log"), lines(100, 150));
    auto first = place.import({place.objects()});
    QVERIFY(first);
    QCOMPARE(first->rowsTotal, std::uint64_t {150});
    QCOMPARE(first->skipped, std::uint64_t {0});
    auto second = place.import({place.objects()});
    QVERIFY(second);
    QCOMPARE(second->rowsTotal, std::uint64_t {0});
    QCOMPARE(second->skipped, std::uint64_t {2});
    QCOMPARE(place.events(), std::uint64_t {150});
}

void TestStore::theSameObjectUnderAnotherNameIsKnown()
{
    const Place place;
    place.put(QStringLiteral("a.log.gz"), delivery::gzip(lines(0, 10)));
    place.put(QStringLiteral("copy.log.gz"), delivery::gzip(lines(0, 10)));
    auto report = place.import({place.objects()});
    QVERIFY(report);
    QCOMPARE(report->rowsTotal, std::uint64_t {10});
    QCOMPARE(report->skipped, std::uint64_t {1});
}

void TestStore::equalEventsBothStay()
{
    const Place place;
    place.put(QStringLiteral("a.log.gz"), delivery::gzip(line(1) + line(1)));
    place.put(QStringLiteral("b.log.gz"), delivery::gzip(line(1) + line(2)));
    QVERIFY(place.import({place.objects()}));
    QCOMPARE(place.events(), std::uint64_t {4});
}

void TestStore::whatIsDamagedIsMarkedAndTheRestIsKept()
{
    const Place place;
    const auto whole = delivery::gzip(lines(0, 5000));
    const auto cut = place.put(QStringLiteral("cut.log.gz"), whole.substr(0, whole.size() / 2));
    const auto good = place.put(QStringLiteral("good.log.gz"), delivery::gzip(lines(5000, 5010)));
    auto report = place.import({cut, good});
    QVERIFY(report);
    for (const auto& file : report->files) {
        QCOMPARE(file.complete, file.path == good);
        QCOMPARE(file.error.has_value(), file.path == cut);
        QVERIFY(file.rows > 0);
    }
    QCOMPARE(place.events(), report->rowsTotal);
}

void TestStore::badLinesAreKeptWithTheirPlace()
{
    const Place place;
    const auto path = place.put(QStringLiteral("a.log"), line(1) + "{broken\n\n" + line(2) + "[1]\n");
    auto report = place.import({path});
    QVERIFY(report);
    const auto& file = report->files.front();
    QCOMPARE(file.rows, std::uint64_t {2});
    QCOMPARE(file.rejectedTotal, std::uint64_t {2});
    QCOMPARE(file.rejected[0].line, std::uint64_t {2});
    QCOMPARE(file.rejected[1].line, std::uint64_t {5});
    QCOMPARE(file.rejected[1].reason, QStringLiteral("not an object"));
    QVERIFY(file.complete);
}

void TestStore::probesAndOwnershipFilesAreSkippedAndCounted()
{
    const Place place;
    place.put(QStringLiteral("test.txt.gz"), delivery::gzip("{\"content\":\"tests\"}"));
    place.put(QStringLiteral("ownership-challenge.txt"), "eyJhbGciOi");
    place.put(QStringLiteral("probe.log.gz"), delivery::gzip("{\"content\":\"test\"}\n"));
    place.put(QStringLiteral("a.log.gz"), delivery::gzip(line(1)));
    auto report = place.import({place.objects()});
    QVERIFY(report);
    QCOMPARE(report->rowsTotal, std::uint64_t {1});
    QCOMPARE(report->skipped, std::uint64_t {3});
}

void TestStore::theDeliveredLineComesBackByteForByte()
{
    const Place place;
    const std::string odd = "{ \"Outcome\" : \"ok\", \"New\":{\"b\":1,\"a\":12345678901234567890123},\"EventTimestampMs\":7 }";
    place.put(QStringLiteral("a.log.gz"), delivery::gzip("\xef\xbb\xbf" + odd + "\r\n" + line(2)));
    QVERIFY(place.import({place.objects()}));
    auto store = LogStore::open(place.storeFolder(), LogStore::Mode::Read);
    QVERIFY(store);
    Query query;
    query.order.descending = false;
    auto selection = select((*store)->snapshot(), query);
    QVERIFY(selection);
    auto rows = page(*selection, 0, 2);
    QVERIFY(rows);
    QCOMPARE(*rawJson((*store)->snapshot(), rows->at(0).ref), odd);
    QCOMPARE(placeOf((*store)->snapshot(), rows->at(1).ref)->line, std::uint64_t {2});
}

void TestStore::aCopiedObjectOutlivesItsFile()
{
    const Place place;
    const auto first = place.put(QStringLiteral("a.log.gz"), delivery::gzip(line(1)));
    const auto second = place.put(QStringLiteral("b.log.gz"), delivery::gzip(line(2)));
    sync::ImportOptions options;
    options.copyFiles = true;
    QVERIFY(place.import({first, second}, options));
    QFile::remove(first);
    QFile::remove(second);
    auto store = LogStore::open(place.storeFolder(), LogStore::Mode::Read);
    auto selection = select((*store)->snapshot(), {});
    auto rows = page(*selection, 0, 2);
    QVERIFY(rows);
    QCOMPARE(*rawJson((*store)->snapshot(), rows->at(0).ref) + "\n", line(2));
    QCOMPARE(*rawJson((*store)->snapshot(), rows->at(1).ref) + "\n", line(1));
}

void TestStore::aMissingObjectIsSaidWithItsPath()
{
    const Place place;
    const auto path = place.put(QStringLiteral("a.log.gz"), delivery::gzip(line(1)));
    QVERIFY(place.import({path}));
    QFile::remove(path);
    auto store = LogStore::open(place.storeFolder(), LogStore::Mode::Read);
    auto rows = page(*select((*store)->snapshot(), {}), 0, 1);
    QVERIFY(rows);
    QCOMPARE(rows->at(0).message, std::string("n 1"));
    const auto raw = rawJson((*store)->snapshot(), rows->at(0).ref);
    QVERIFY(!raw);
    QCOMPARE(raw.error().code, ErrorCode::NotFound);
    QCOMPARE(raw.error().subject, path);
}

void TestStore::aSecondWriterIsToldWhoHoldsTheStore()
{
    const Place place;
    auto first = LogStore::open(place.storeFolder(), LogStore::Mode::Write);
    QVERIFY(first);
    const auto second = LogStore::open(place.storeFolder(), LogStore::Mode::Write);
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::StoreLocked);
    QVERIFY(second.error().detail.contains(QString::number(QCoreApplication::applicationPid())));
    QVERIFY(LogStore::open(place.storeFolder(), LogStore::Mode::Read));
}

void TestStore::aStoreOfAnotherVersionIsRefused()
{
    const Place place;
    place.put(QStringLiteral("a.log"), line(1));
    QVERIFY(place.import({place.objects()}));
    QFile manifest(StoreFiles {place.storeFolder()}.manifest());
    QVERIFY(manifest.open(QIODevice::ReadWrite));
    QVERIFY(manifest.seek(60)); // user_version, big endian
    manifest.write("\0\0\0\x63", 4);
    manifest.close();
    for (const auto mode : {LogStore::Mode::Read, LogStore::Mode::Write}) {
        const auto store = LogStore::open(place.storeFolder(), mode);
        QVERIFY(!store);
        QCOMPARE(store.error().code, ErrorCode::StoreVersion);
    }
}

void TestStore::aDamagedSegmentIsNoticedAndReadAgain()
{
    const Place place;
    place.put(QStringLiteral("a.log.gz"), delivery::gzip(lines(0, 3000)));
    QVERIFY(place.import({place.objects()}));
    const QDir segments(StoreFiles {place.storeFolder()}.segments());
    const auto path = segments.filePath(segments.entryList(QDir::Files).constFirst());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(200));
    const char byte = static_cast<char>(file.read(1)[0] ^ 0x55);
    QVERIFY(file.seek(200));
    file.write(&byte, 1);
    file.close();
    {
        auto store = LogStore::open(place.storeFolder(), LogStore::Mode::Write);
        QVERIFY(store);
        const auto asked = select((*store)->snapshot(), {});
        QVERIFY(!asked);
        QCOMPARE(asked.error().code, ErrorCode::StoreCorrupt);
        QCOMPARE(*(*store)->forgetDamaged(), std::size_t {1});
        QCOMPARE((*store)->snapshot().events(), std::uint64_t {0});
        auto report = sync::importPaths(**store, {place.objects()}, {});
        QVERIFY(report);
        QCOMPARE(report->rowsTotal, std::uint64_t {3000});
    }
    QCOMPARE(place.events(), std::uint64_t {3000});
}

void TestStore::aMissingSegmentIsReadAgain()
{
    const Place place;
    place.put(QStringLiteral("a.log.gz"), delivery::gzip(lines(0, 30)));
    QVERIFY(place.import({place.objects()}));
    const QDir segments(StoreFiles {place.storeFolder()}.segments());
    QVERIFY(QFile::remove(segments.filePath(segments.entryList(QDir::Files).constFirst())));
    auto report = place.import({place.objects()});
    QVERIFY(report);
    QCOMPARE(report->rowsTotal, std::uint64_t {30});
    QCOMPARE(place.events(), std::uint64_t {30});
}

void TestStore::smallSegmentsAreMergedAndAnswersStay()
{
    const Place place;
    for (int i = 0; i < 30; ++i) { // each its own publication
        const auto path = place.put(QStringLiteral("%1.log.gz").arg(i), delivery::gzip(lines(i * 10, i * 10 + 10)));
        QVERIFY(place.import({path}));
    }
    auto store = LogStore::open(place.storeFolder(), LogStore::Mode::Read);
    QVERIFY(store);
    const QDir segments(StoreFiles {place.storeFolder()}.segments());
    QVERIFY2(segments.entryList(QDir::Files).size() < 12, qPrintable(QString::number(segments.entryList(QDir::Files).size())));
    auto selection = select((*store)->snapshot(), {});
    auto rows = page(*selection, 0, 1000);
    QVERIFY(rows);
    QCOMPARE(rows->size(), std::size_t {300});
    for (std::size_t i = 0; i < rows->size(); ++i) {
        QCOMPARE(rows->at(i).message, "n " + std::to_string(299 - i));
        QCOMPARE(*rawJson((*store)->snapshot(), rows->at(i).ref) + "\n", line(static_cast<int>(299 - i)));
    }
}

void TestStore::largeObjectsLieInSeveralSegments()
{
    const Place place;
    place.put(QStringLiteral("a.log.gz"), delivery::gzip(lines(0, 150'000)));
    place.put(QStringLiteral("b.log.gz"), delivery::gzip(lines(150'000, 150'100)));
    QVERIFY(place.import({place.objects()}));
    QCOMPARE(place.events(), std::uint64_t {150'100});
    auto store = LogStore::open(place.storeFolder(), LogStore::Mode::Read);
    auto selection = select((*store)->snapshot(), {});
    auto rows = page(*selection, 100'000, 3);
    QVERIFY(rows);
    QCOMPARE(rows->at(0).message, std::string("n 50099"));
}

void TestStore::filesAreForTheOwnerOnly()
{
    const Place place;
    place.put(QStringLiteral("a.log"), line(1));
    QVERIFY(place.import({place.objects()}));
    const QDir segments(StoreFiles {place.storeFolder()}.segments());
    const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
    QVERIFY((QFile::permissions(segments.filePath(segments.entryList(QDir::Files).constFirst())) & others) == 0);
    QVERIFY((QFile::permissions(segments.path()) & others) == 0);
}

void TestStore::cancellingKeepsWhatLanded()
{
    const Place place;
    place.put(QStringLiteral("a.log.gz"), delivery::gzip(lines(0, 20)));
    auto store = LogStore::open(place.storeFolder(), LogStore::Mode::Write);
    QVERIFY(sync::importPaths(**store, {place.objects()}, {}));
    place.put(QStringLiteral("b.log.gz"), delivery::gzip(lines(20, 40)));
    std::stop_source stop;
    stop.request_stop();
    const auto cancelled = sync::importPaths(**store, {place.objects()}, {}, nullptr, stop.get_token());
    QVERIFY(!cancelled);
    QCOMPARE(cancelled.error().code, ErrorCode::Cancelled);
    QCOMPARE((*store)->snapshot().events(), std::uint64_t {20});
    auto again = sync::importPaths(**store, {place.objects()}, {});
    QVERIFY(again);
    QCOMPARE(again->rowsTotal, std::uint64_t {20});
    QCOMPARE((*store)->snapshot().events(), std::uint64_t {40});
}

QTEST_GUILESS_MAIN(TestStore)
#include "test_store.moc"
