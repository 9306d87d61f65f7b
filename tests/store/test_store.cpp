#include "delivery/gzip.h"
#include "store/manifest.h"
#include "store/place.h"
#include "store/raw_reader.h"
#include "store/selection.h"
#include "store/store_files.h"

#include <QDirIterator>
#include <QScopeGuard>
#include <QTest>

#include <array>
#include <csignal>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

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
    void anotherProcessIsNamedAndItsEndFreesTheStore();
    void aStoreOfAnotherVersionIsRefused();
    void aStoreWhoseFirstWriterWasKilledIsEmptyAndGoesOn();
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

void TestStore::anotherProcessIsNamedAndItsEndFreesTheStore()
{
    const Place place;
    place.put(QStringLiteral("a.log"), line(1));
    QVERIFY(place.import({place.objects()}));
    std::array<int, 2> pipe {};
    QCOMPARE(::pipe(pipe.data()), 0);
    const pid_t other = ::fork();
    if (other == 0) {
        const auto store = LogStore::open(place.storeFolder(), LogStore::Mode::Write);
        const char said = store ? 'y' : 'n';
        if (::write(pipe[1], &said, 1) == 1)
            ::pause();
        ::_exit(0);
    }
    char said = 0;
    QCOMPARE(::read(pipe[0], &said, 1), ssize_t {1});
    QCOMPARE(said, 'y');
    const auto refused = LogStore::open(place.storeFolder(), LogStore::Mode::Write);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::StoreLocked);
    QVERIFY2(refused.error().detail.endsWith(QStringLiteral("process %1").arg(other)), qPrintable(refused.error().detail));
    QCOMPARE((*LogStore::open(place.storeFolder(), LogStore::Mode::Read))->snapshot().events(), std::uint64_t {1});
    ::kill(other, SIGKILL);
    ::waitpid(other, nullptr, 0);
    ::close(pipe[0]);
    ::close(pipe[1]);
    QVERIFY(LogStore::open(place.storeFolder(), LogStore::Mode::Write));
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
        QVERIFY2(store.error().detail.startsWith(u"It has version 99, this program has version 3"), qPrintable(store.error().detail));
        QVERIFY(store.error().subject.endsWith(u"manifest.sqlite"));
    }
    QVERIFY(!QFile::exists(manifest.fileName() + u"-wal"));
    const QDir segments(StoreFiles {place.storeFolder()}.segments());
    QCOMPARE(segments.entryList(QDir::Files).size(), 1);
}

void TestStore::aStoreWhoseFirstWriterWasKilledIsEmptyAndGoesOn()
{
    const Place place;
    const StoreFiles files {place.storeFolder()};
    QVERIFY(QDir().mkpath(files.segments())); // killed before there was a manifest …
    QFile unborn(files.manifest() + QStringLiteral(".new"));
    QVERIFY(unborn.open(QIODevice::WriteOnly)); // … while it was being made
    unborn.write("SQLite format 3");
    unborn.close();
    auto reader = LogStore::open(place.storeFolder(), LogStore::Mode::Read);
    QVERIFY(reader);
    QCOMPARE((*reader)->snapshot().events(), std::uint64_t {0});
    place.put(QStringLiteral("a.log"), line(1));
    QVERIFY(place.import({place.objects()}));
    QVERIFY((*reader)->refresh());
    QCOMPARE((*reader)->snapshot().events(), std::uint64_t {1});
    QVERIFY(!unborn.exists());
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
        QCOMPARE(report->rowsTotal, std::uint64_t {0}); // it was mended before anything new was read
        QCOMPARE((*store)->snapshot().events(), std::uint64_t {3000});
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
    QVERIFY(place.import({place.objects()}));
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
    const auto before = ::umask(0); // the most generous of systems
    const auto back = qScopeGuard([before] { ::umask(before); });
    const Place place;
    const auto path = place.put(QStringLiteral("a.log"), line(1));
    const auto store = LogStore::open(place.storeFolder() + QStringLiteral("/in/folders"), LogStore::Mode::Write);
    sync::ImportOptions options;
    options.copyFiles = true;
    QVERIFY(sync::importPaths(**store, {path}, options));
    QStringList seen;
    const auto look = [&](const QString& name) {
        struct stat about {};
        QCOMPARE(::stat(QFile::encodeName(name).constData(), &about), 0);
        QVERIFY2((about.st_mode & 0777U) == (S_ISDIR(about.st_mode) ? 0700U : 0600U), qPrintable(name));
        seen.append(QFileInfo(name).fileName());
    };
    look(place.storeFolder());
    QDirIterator all(place.storeFolder(), QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (all.hasNext())
        look(all.next());
    for (const char* name : {"folders", "segments", "objects", "0000000001.seg", "pack-000001.bin", "manifest.sqlite",
                             "manifest.sqlite-wal", "manifest.sqlite-shm", "writer.lock"})
        QVERIFY2(seen.contains(QString::fromLatin1(name)), name);
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
