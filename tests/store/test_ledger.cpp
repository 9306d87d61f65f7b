#include "delivery/gzip.h"
#include "store/manifest.h"
#include "store/place.h"
#include "store/raw_reader.h"
#include "store/selection.h"
#include "store/store_files.h"
#include "store/writer.h"

#include <QTest>

#include <set>
#include <sqlite3.h>
#include <sys/stat.h>

using namespace tracedeck;
using namespace tracedeck::store;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

std::uint64_t idOf(const LogStore& store, const QString& path)
{
    const auto objects = store.objects();
    const auto at = std::find_if(objects->begin(), objects->end(), [&](const auto& object) { return object.path == path; });
    return at == objects->end() ? 0 : at->id;
}

/// Every event's delivered line, as the store finds it.
std::multiset<std::string> rawLines(const LogStore& store)
{
    std::multiset<std::string> all;
    const auto snapshot = store.snapshot();
    const auto selection = select(snapshot, {});
    if (!selection)
        return all;
    RawReader reader(snapshot);
    const auto rows = page(*selection, 0, snapshot.events());
    for (const auto& row : *rows)
        all.insert(reader.line(row.ref).value_or("not to be had") + "\n");
    return all;
}

std::multiset<std::string> linesOf(int from, int to)
{
    std::multiset<std::string> all;
    for (int i = from; i < to; ++i)
        all.insert(line(i));
    return all;
}

std::multiset<std::string> both(std::multiset<std::string> a, const std::multiset<std::string>& b)
{
    a.insert(b.begin(), b.end());
    return a;
}

std::int64_t bytesOnDisk(const QString& file)
{
    struct stat about {};
    return ::stat(QFile::encodeName(file).constData(), &about) == 0 ? about.st_blocks * 512 : 0;
}

void damageFirstSegment(const Place& place)
{
    const QDir segments(StoreFiles {place.storeFolder()}.segments());
    QFile::remove(segments.filePath(segments.entryList(QDir::Files).constFirst()));
}

constexpr auto kKept = [] {
    sync::ImportOptions options;
    options.copyFiles = true;
    return options;
};

} // namespace

class TestLedger : public QObject {
    Q_OBJECT
private slots:
    void aStoreOfSchema1IsTakenOver();
    void droppedObjectsAreGoneWithTheirEvents();
    void droppedObjectsAreReadAgainWhenAskedFor();
    void theRoomOfDroppedCopiesIsGivenBack();
    void aCopyIsReadAgainWhereItsSegmentIsDamaged();
    void objectsTiedByDamagedSegmentsAreReadAgainOnce();
    void aMendedObjectReplacesWhatItGave();
    void whatAKillLeftOfCopiesIsDropped();
    void sourcesAreMadeOnceAndRememberTheirFloor();
};

void TestLedger::aStoreOfSchema1IsTakenOver()
{
    const Place place;
    const auto path = place.put(u"a.log"_s, lines(0, 10));
    QVERIFY(place.import({path}));
    sqlite3* db = nullptr;
    QCOMPARE(sqlite3_open(QFile::encodeName(StoreFiles {place.storeFolder()}.manifest()).constData(), &db), SQLITE_OK);
    for (const char* column : {"source", "etag", "alias", "placed", "lost", "format"})
        QCOMPARE(sqlite3_exec(db, (std::string("ALTER TABLE objects DROP COLUMN ") + column).c_str(), nullptr, nullptr, nullptr),
                 SQLITE_OK);
    QCOMPARE(sqlite3_exec(db, "DROP TABLE sources; PRAGMA user_version=1", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(db);
    QCOMPARE(LogStore::open(place.storeFolder(), LogStore::Mode::Read).error().code, ErrorCode::StoreVersion); // reading changes nothing
    auto again = place.import({path});
    QVERIFY2(again, again ? "" : qPrintable(again.error().detail));
    QCOMPARE(again->skipped, std::uint64_t {1});
    const auto store = *place.open();
    QCOMPARE(store->snapshot().events(), std::uint64_t {10});
    QCOMPARE(store->objects()->at(0).source, kFilesSource);
    QCOMPARE(store->sources()->at(0).name, QString::fromLatin1(kFilesSourceName));
}

void TestLedger::droppedObjectsAreGoneWithTheirEvents()
{
    const Place place;
    const auto a = place.put(u"a.log.gz"_s, delivery::gzip(lines(0, 100)));
    const auto b = place.put(u"b.log.gz"_s, delivery::gzip(lines(100, 200)));
    const auto c = place.put(u"c.log.gz"_s, delivery::gzip(lines(200, 100'000))); // over two segments
    QVERIFY(place.import({a, b, c}));
    {
        const auto store = *place.open();
        const auto before = store->snapshot();
        QVERIFY(store->writer().dropObjects({idOf(*store, b), idOf(*store, c)}));
        QCOMPARE(store->snapshot().events(), std::uint64_t {100});
        QCOMPARE(store->snapshot().objects(), std::uint64_t {1});
        QVERIFY(rawLines(*store) == linesOf(0, 100));
        QCOMPARE(before.events(), std::uint64_t {100'000}); // who still looks at it keeps it
    }
    const auto store = *place.open();
    QVERIFY(rawLines(*store) == linesOf(0, 100));
    QCOMPARE(QDir(StoreFiles {place.storeFolder()}.segments()).entryList(QDir::Files).size(), 1);
}

void TestLedger::droppedObjectsAreReadAgainWhenAskedFor()
{
    const Place place;
    const auto a = place.put(u"a.log.gz"_s, delivery::gzip(lines(0, 10)));
    QVERIFY(place.import({a}));
    const auto store = *place.open();
    QVERIFY(store->writer().dropObjects({idOf(*store, a)}));
    QCOMPARE(sync::importPaths(*store, {a}, {})->rowsTotal, std::uint64_t {10});
    QCOMPARE(store->snapshot().events(), std::uint64_t {10});
}

void TestLedger::theRoomOfDroppedCopiesIsGivenBack()
{
    const Place place;
    std::string noise; // does not compress
    for (std::uint32_t i = 0; i < 40'000; ++i)
        noise += R"({"ScriptName":")" + std::to_string(i * 2'654'435'761U) + "\"}\n";
    const auto large = place.put(u"large.log.gz"_s, noise);
    const auto small = place.put(u"small.log.gz"_s, delivery::gzip(lines(0, 10)));
    QVERIFY(place.import({large}, kKept()));
    QVERIFY(place.import({small}, kKept()));
    const auto store = *place.open();
    const QString pack = StoreFiles {place.storeFolder()}.pack(1);
    const auto before = bytesOnDisk(pack);
    QVERIFY(store->writer().dropObjects({idOf(*store, large)}));
    QVERIFY2(bytesOnDisk(pack) < before / 4, qPrintable(QString::number(bytesOnDisk(pack))));
    QFile::remove(small);
    QVERIFY(rawLines(*store) == linesOf(0, 10)); // the other copy is whole
}

void TestLedger::aCopyIsReadAgainWhereItsSegmentIsDamaged()
{
    const Place place;
    const auto a = place.put(u"a.log.gz"_s, delivery::gzip(lines(0, 100)));
    QVERIFY(place.import({a}, kKept()));
    QVERIFY(QFile::remove(a)); // as a lifecycle rule does in a bucket
    damageFirstSegment(place);
    const auto other = place.put(u"b.log.gz"_s, delivery::gzip(lines(100, 110)));
    QVERIFY(place.import({other}));
    {
        const auto store = *place.open();
        QVERIFY(rawLines(*store) == linesOf(0, 110));
        QCOMPARE(store->snapshot().objects(), std::uint64_t {2});
    }
    QVERIFY(place.import({other}));
    QCOMPARE(place.events(), std::uint64_t {110});
}

void TestLedger::objectsTiedByDamagedSegmentsAreReadAgainOnce()
{
    const Place place;
    QStringList paths; // each begins in the segment that the one before ends in
    for (int i = 0; i < 4; ++i)
        paths.append(place.put(u"%1.log.gz"_s.arg(i), delivery::gzip(lines(i * 50'000, (i + 1) * 50'000))));
    sync::ImportOptions options;
    options.threads = 1;
    QVERIFY(place.import(paths, options));
    damageFirstSegment(place);
    QVERIFY(place.import(paths, options));
    const auto store = *place.open();
    QVERIFY(rawLines(*store) == linesOf(0, 200'000));
}

void TestLedger::aMendedObjectReplacesWhatItGave()
{
    const Place place;
    const auto whole = delivery::gzip(lines(0, 5000));
    const auto path = place.put(u"a.log.gz"_s, whole.substr(0, whole.size() / 2));
    QVERIFY(place.import({path}));
    QVERIFY(place.events() > 0 && place.events() < 5000);
    place.put(u"a.log.gz"_s, whole);
    QCOMPARE(place.import({path})->rowsTotal, std::uint64_t {5000});
    const auto store = *place.open();
    QVERIFY(rawLines(*store) == linesOf(0, 5000));
    QCOMPARE(store->snapshot().objects(), std::uint64_t {1});
}

void TestLedger::whatAKillLeftOfCopiesIsDropped()
{
    const Place place;
    const auto a = place.put(u"a.log.gz"_s, delivery::gzip(lines(0, 10)));
    QVERIFY(place.import({a}, kKept()));
    const StoreFiles files {place.storeFolder()};
    const auto size = QFileInfo(files.pack(1)).size();
    for (const auto& [file, bytes] : {std::pair {files.pack(1), "half an obj"}, std::pair {files.pack(2), "another"}}) {
        QFile pack(file);
        QVERIFY(pack.open(QIODevice::Append));
        pack.write(bytes);
    }
    const auto b = place.put(u"b.log.gz"_s, delivery::gzip(lines(10, 20)));
    QVERIFY(place.import({b}, kKept()));
    QVERIFY(!QFile::exists(files.pack(2)));
    QCOMPARE(QFileInfo(files.pack(1)).size(), size + QFileInfo(b).size());
    QFile::remove(a);
    QFile::remove(b);
    const auto store = *place.open();
    QVERIFY(rawLines(*store) == both(linesOf(0, 10), linesOf(10, 20)));
}

void TestLedger::sourcesAreMadeOnceAndRememberTheirFloor()
{
    const Place place;
    SourceRecord made;
    {
        const auto store = *place.open();
        made = *store->writer().source(u"s3://h/b/p"_s);
        QVERIFY(made.id != kFilesSource);
        QCOMPARE(store->writer().source(u"s3://h/b/p"_s)->id, made.id);
        QVERIFY(store->writer().source(u"s3://h/b/q"_s)->id != made.id);
        made.floorMs = 1000;
        QVERIFY(store->writer().dropObjects({}, {made}));
        made.floorMs = 500; // never sinks by itself
        QVERIFY(store->writer().dropObjects({}, {made}));
    }
    const auto store = *place.open();
    QCOMPARE(store->writer().source(u"s3://h/b/p"_s)->floorMs, 1000);
    QCOMPARE(store->sources()->size(), std::size_t {3});
}

QTEST_GUILESS_MAIN(TestLedger)
#include "test_ledger.moc"
