#include "delivery/gzip.h"
#include "store/answers_of.h"
#include "store/manifest.h"
#include "store/store_files.h"
#include "store/writer.h"
#include "sync/lost_objects.h"

#include <QTest>

#include <random>
#include <set>

using namespace tracedeck;
using namespace tracedeck::store;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

bool isLong()
{
    return qEnvironmentVariableIntValue("TRACEDECK_ROUNDS") > 0;
}

sync::ImportOptions kept()
{
    sync::ImportOptions options;
    options.copyFiles = true;
    return options;
}

/// A closed store of objects whose copies it kept, and what it answers.
struct Whole {
    Place place;
    StoreFiles files {place.storeFolder()};
    Answers answers;

    explicit Whole(const std::vector<std::string>& objects)
    {
        QStringList paths;
        for (std::size_t i = 0; i < objects.size(); ++i)
            paths.append(place.put(u"%1.log.gz"_s.arg(i), delivery::gzip(objects[i])));
        auto options = kept();
        options.threads = 1;
        if (place.import(paths, options))
            answers = answersOf(**place.open(), true).value_or(Answers {});
        for (const auto& path : paths)
            QFile::remove(path); // what the store kept is all there is
    }
    [[nodiscard]] QString segment() const { return onlyFile(files.segments()); }

    /// What an import does before it reads anything, and `tracedeckctl import` for what only a look at every byte shows.
    [[nodiscard]] Result<Answers> mended() const
    {
        const auto store = place.open();
        if (!store)
            return fail(store.error());
        if (auto forgotten = (*store)->forgetDamaged(); !forgotten)
            return fail(forgotten.error());
        if (auto read = sync::readLostObjects((*store)->writer(), {}); !read)
            return fail(read.error());
        return answersOf(**store, true);
    }
};

QByteArray bytesOf(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::string mixedLines(int from, int to)
{
    std::string text;
    for (int i = from; i < to; ++i)
        text += line(i, i % 3 == 0 ? "exception" : "ok");
    return text;
}

} // namespace

class TestDamage : public QObject {
    Q_OBJECT
private slots:
    void everyByteOfASegmentIsNoticedAndMended();
    void randomBytesOfALargeSegmentAreNoticedAndMended();
    void aSegmentOfAnotherFormatIsMadeAgain();
    void whatIsDamagedIsReadAgainFromTheFileThatLiesThere();
    void aFileThatIsAwayIsWaitedFor();
    void aDamagedManifestIsRefusedOrNothingIsMissing();
    void aManifestThatIsGoneTakesNoCopiesWithIt();
    void aDamagedCopyIsToldWhereItIsAskedFor();
    void withSegmentAndCopyDamagedTheObjectIsNewAgain();
};

void TestDamage::everyByteOfASegmentIsNoticedAndMended()
{
    const Whole whole({mixedLines(0, 7)});
    QCOMPARE(whole.answers.rows.size(), std::size_t {7});
    const auto size = QFileInfo(whole.segment()).size();
    QVERIFY(size > 2000);
    qint64 unnoticed = 0;
    for (qint64 at = 0; at < size; at += isLong() ? 1 : 37) {
        QVERIFY(flip(whole.segment(), at, 0x41));
        const auto shown = [&]() -> Result<Answers> {
            const auto store = LogStore::open(whole.place.storeFolder(), LogStore::Mode::Read);
            return store ? answersOf(**store, true) : Result<Answers> {fail(store.error())};
        }();
        if (shown)
            QVERIFY2(*shown == whole.answers, qPrintable(u"a wrong answer for byte %1"_s.arg(at)));
        else
            QCOMPARE(shown.error().code, ErrorCode::StoreCorrupt);
        const QByteArray damaged = bytesOf(whole.segment());
        const auto mended = whole.mended();
        QVERIFY2(mended && *mended == whole.answers, qPrintable(u"not mended from byte %1"_s.arg(at)));
        if (bytesOf(whole.segment()) == damaged) { // only gaps between sections, which nothing reads
            ++unnoticed;
            QVERIFY(shown);
            QVERIFY(flip(whole.segment(), at, 0x41));
        }
        QCOMPARE(QFileInfo(whole.segment()).size(), size);
    }
    QVERIFY2(unnoticed < size / 12, qPrintable(QString::number(unnoticed)));
}

void TestDamage::randomBytesOfALargeSegmentAreNoticedAndMended()
{
    const Whole whole({mixedLines(0, 16'000)});
    QCOMPARE(whole.answers.rows.size(), std::size_t {16'000});
    std::mt19937_64 random(5);
    const int bytes = isLong() ? 10'000 : 120;
    const int mendEvery = isLong() ? 250 : 40;
    int unnoticed = 0;
    for (int i = 0; i < bytes; ++i) {
        const QString file = whole.segment();
        const auto at = static_cast<qint64>(random() % static_cast<std::uint64_t>(QFileInfo(file).size()));
        const char mask = static_cast<char>(1U << random() % 8);
        QVERIFY(flip(file, at, mask));
        const QByteArray damaged = i % mendEvery == 0 ? bytesOf(file) : QByteArray();
        {
            const auto store = LogStore::open(whole.place.storeFolder(), LogStore::Mode::Read);
            const auto shown = store ? answersOf(**store, false) : Result<Answers> {fail(store.error())};
            if (shown) {
                ++unnoticed;
                QVERIFY2(shown->rows == whole.answers.rows, qPrintable(u"a wrong answer for byte %1"_s.arg(at)));
            } else {
                QCOMPARE(shown.error().code, ErrorCode::StoreCorrupt);
            }
        }
        if (i % mendEvery == 0) {
            const auto mended = whole.mended();
            QVERIFY2(mended && *mended == whole.answers, qPrintable(u"not mended from byte %1"_s.arg(at)));
        }
        if (i % mendEvery != 0 || bytesOf(whole.segment()) == damaged)
            QVERIFY(flip(whole.segment(), at, mask));
    }
    QVERIFY2(unnoticed <= bytes / 50, qPrintable(QString::number(unnoticed)));
}

void TestDamage::aSegmentOfAnotherFormatIsMadeAgain()
{
    const Whole whole({mixedLines(0, 20)});
    QVERIFY(flip(whole.segment(), 8, 0x7f)); // the format's number
    const auto read = LogStore::open(whole.place.storeFolder(), LogStore::Mode::Read);
    QCOMPARE(read.error().code, ErrorCode::StoreCorrupt);
    QVERIFY(*whole.mended() == whole.answers);
}

void TestDamage::whatIsDamagedIsReadAgainFromTheFileThatLiesThere()
{
    const Place place;
    const auto same = place.put(u"same.log.gz"_s, delivery::gzip(lines(0, 30)));
    const auto other = place.put(u"other.log.gz"_s, delivery::gzip(lines(30, 40)));
    QVERIFY(place.import({same, other}));
    const StoreFiles files {place.storeFolder()};
    const QDir segments(files.segments());
    for (const auto& name : segments.entryList(QDir::Files))
        QVERIFY(flip(segments.filePath(name), 300, 0x11));
    place.put(u"other.log.gz"_s, delivery::gzip(lines(30, 41))); // another object under its name
    {
        const auto store = *place.open();
        QVERIFY(store->forgetDamaged());
        QVERIFY(sync::readLostObjects(store->writer(), {}));
        QCOMPARE(store->snapshot().events(), std::uint64_t {30});
        QCOMPARE(store->objects()->size(), std::size_t {1});
    }
    QCOMPARE(place.import({same, other})->rowsTotal, std::uint64_t {11});
    QCOMPARE(place.events(), std::uint64_t {41});
}

void TestDamage::aFileThatIsAwayIsWaitedFor()
{
    const Place place;
    const auto path = place.put(u"a.log.gz"_s, delivery::gzip(lines(0, 30)));
    QVERIFY(place.import({path}));
    QVERIFY(QFile::remove(onlyFile(StoreFiles {place.storeFolder()}.segments())));
    QVERIFY(QFile::rename(path, path + u".away"_s));
    QVERIFY(place.import({}));
    QCOMPARE(place.events(), std::uint64_t {0});
    QVERIFY(QFile::rename(path + u".away"_s, path));
    QVERIFY(place.import({}));
    QCOMPARE(place.events(), std::uint64_t {30});
}

void TestDamage::aDamagedManifestIsRefusedOrNothingIsMissing()
{
    const Whole whole({mixedLines(0, 4), mixedLines(4, 7)});
    QFile manifest(whole.files.manifest());
    QVERIFY(manifest.open(QIODevice::ReadOnly));
    const QByteArray good = manifest.readAll();
    manifest.close();
    const std::set<ErrorCode> refusals = {ErrorCode::StoreCorrupt, ErrorCode::StoreVersion, ErrorCode::IoFailed, ErrorCode::NotFound};
    std::mt19937_64 random(6);
    int refused = 0;
    for (int i = 0; i < (isLong() ? 5000 : 150); ++i) {
        QByteArray bad = good;
        if (i % 10 == 0)
            bad.truncate(static_cast<qsizetype>(random() % static_cast<std::uint64_t>(good.size())));
        else
            bad[static_cast<qsizetype>(i % 2 == 0 ? random() % 100 : random() % static_cast<std::uint64_t>(good.size()))] ^=
                static_cast<char>(1U << random() % 8);
        QVERIFY(manifest.open(QIODevice::WriteOnly | QIODevice::Truncate));
        manifest.write(bad);
        manifest.close();
        const auto store = LogStore::open(whole.place.storeFolder(), LogStore::Mode::Read);
        if (!store) {
            ++refused;
            QVERIFY2(refusals.contains(store.error().code), qPrintable(store.error().detail));
            continue;
        }
        const auto shown = answersOf(**store, false);
        QVERIFY2(!shown || shown->rows == whole.answers.rows, "events are missing and nothing is said");
        for (const char* beside : {"-wal", "-shm"})
            QFile::remove(whole.files.manifest() + QString::fromLatin1(beside));
    }
    QVERIFY(refused > 20);
}

void TestDamage::aManifestThatIsGoneTakesNoCopiesWithIt()
{
    const Whole whole({lines(0, 10)});
    const QString pack = onlyFile(whole.files.objects());
    QVERIFY(QFile::remove(whole.files.manifest()));
    const auto store = whole.place.open();
    QVERIFY(!store);
    QCOMPARE(store.error().code, ErrorCode::StoreCorrupt);
    QVERIFY(QFile::exists(pack));
}

void TestDamage::aDamagedCopyIsToldWhereItIsAskedFor()
{
    const Whole whole({lines(0, 10)});
    const QString pack = onlyFile(whole.files.objects());
    const auto store = *LogStore::open(whole.place.storeFolder(), LogStore::Mode::Read);
    QVERIFY(flip(pack, QFileInfo(pack).size() / 2, 0x20));
    const auto damaged = answersOf(*store, true);
    QVERIFY(!damaged);
    QCOMPARE(damaged.error().code, ErrorCode::IoFailed);
    QVERIFY(damaged.error().subject.endsWith(u"0.log.gz"));
    QVERIFY(QFile::remove(pack));
    const auto gone = answersOf(*store, true);
    QVERIFY(!gone);
    QCOMPARE(gone.error().code, ErrorCode::NotFound);
    QVERIFY(answersOf(*store, false)->rows == whole.answers.rows); // what is in the columns stays
}

void TestDamage::withSegmentAndCopyDamagedTheObjectIsNewAgain()
{
    const Whole whole({lines(0, 10), lines(10, 20)});
    const QString pack = onlyFile(whole.files.objects());
    QVERIFY(flip(pack, 20, 0x20)); // of the first copy
    QVERIFY(QDir(whole.files.segments()).removeRecursively());
    QVERIFY(QDir().mkpath(whole.files.segments()));
    const auto mended = whole.mended();
    QVERIFY(!mended || mended->rows.size() == 10);
    const QStringList again {whole.place.put(u"0.log.gz"_s, delivery::gzip(lines(0, 10))),
                             whole.place.put(u"1.log.gz"_s, delivery::gzip(lines(10, 20)))};
    const auto imported = whole.place.import(again, kept());
    QVERIFY(imported);
    QCOMPARE(imported->rowsTotal, std::uint64_t {10}); // the other one is known
    QVERIFY(answersOf(**whole.place.open(), true)->rows == whole.answers.rows);
}

QTEST_GUILESS_MAIN(TestDamage)
#include "test_damage.moc"
