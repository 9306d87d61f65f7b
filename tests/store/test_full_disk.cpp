#include "delivery/gzip.h"
#include "store/answers_of.h"
#include "store/fragile_disk.h"
#include "store/manifest.h"
#include "store/store_files.h"
#include "store/writer.h"
#include "sync/lost_objects.h"

#include <QTest>

#include <cerrno>
#include <random>
#include <sys/mount.h>

using namespace tracedeck;
using namespace tracedeck::store;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

sync::ImportOptions kept()
{
    sync::ImportOptions options;
    options.copyFiles = true;
    options.threads = 1;
    return options;
}

std::multiset<std::string> rowsOf(const LogStore& store)
{
    const auto answers = answersOf(store, true);
    return answers ? answers->lines : std::multiset<std::string> {answers.error().detail.toStdString()};
}

std::multiset<std::string> linesOf(int from, int to)
{
    std::multiset<std::string> all;
    for (int i = from; i < to; ++i) {
        all.insert(line(i));
    }
    std::multiset<std::string> cut;
    for (const auto& one : all)
        cut.insert(one.substr(0, one.size() - 1));
    return cut;
}

/// A file system of 64 MB, where the system lets us have one.
class SmallDisk {
public:
    explicit SmallDisk(const QString& folder) : m_folder(QFile::encodeName(folder))
    {
        m_isThere = ::mount("tracedeck-test", m_folder.constData(), "tmpfs", 0, "size=64m") == 0;
    }
    ~SmallDisk()
    {
        if (m_isThere)
            ::umount2(m_folder.constData(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    [[nodiscard]] bool isThere() const { return m_isThere; }

private:
    QByteArray m_folder;
    bool m_isThere = false;
};

/// Lines that do not become smaller, about so many bytes.
std::string noise(std::mt19937_64& random, int first, std::size_t bytes)
{
    std::string text;
    for (int i = first; text.size() < bytes; ++i) {
        std::string message;
        while (message.size() < 3000)
            message += static_cast<char>('0' + random() % 75);
        std::erase_if(message, [](char c) { return c == '\\' || c == '"'; });
        text += R"({"EventTimestampMs":)" + std::to_string(1'700'000'000'000 + i) + R"(,"Outcome":"ok","Logs":[{"Level":"log","Message":[")"
            + message + "\"]}]}\n";
    }
    return text;
}

} // namespace

class TestFullDisk : public QObject {
    Q_OBJECT
private slots:
    void whereverTheDiskIsFullNothingIsLostAndItGoesOn();
    void whereRoomComesAndGoesEveryObjectIsThereOnce();
    void aFullFileSystemIsSaidAndTheStoreIsWhole();
};

void TestFullDisk::whereverTheDiskIsFullNothingIsLostAndItGoesOn()
{
    bool wentThrough = false;
    std::uint64_t full = 0;
    for (; !wentThrough; ++full) {
        const Place place;
        FragileDisk disk(QDir(place.folder.path()).canonicalPath());
        const auto a = place.put(u"a.log.gz"_s, delivery::gzip(lines(0, 20)));
        const auto b = place.put(u"b.log.gz"_s, delivery::gzip(lines(20, 50)));
        const auto c = place.put(u"c.log.gz"_s, delivery::gzip(lines(50, 60)));
        const QString folder = place.folder.filePath(u"data/store"_s);
        auto store = *LogStore::open(folder, LogStore::Mode::Write, disk);
        QVERIFY(sync::importPaths(*store, {a}, kept()));
        disk.fillWhere([from = disk.steps() + full](std::uint64_t step) { return step > from; });
        const auto refused = sync::importPaths(*store, {b, c}, kept());
        wentThrough = refused.has_value();
        if (!refused) {
            QCOMPARE(refused.error().code, ErrorCode::DiskFull);
            const auto events = store->snapshot().events();
            QVERIFY2(events == 20 || events == 30 || events == 50, qPrintable(QString::number(events)));
            QCOMPARE(rowsOf(*store).size(), static_cast<std::size_t>(events));
            QCOMPARE(rowsOf(**LogStore::open(folder, LogStore::Mode::Read, disk)).size(), static_cast<std::size_t>(events));
        }
        disk.fillWhere({});
        QVERIFY(sync::importPaths(*store, {a, b, c}, kept()));
        QVERIFY2(rowsOf(*store) == linesOf(0, 60), qPrintable(u"full from step %1"_s.arg(full)));
        store.reset();
        store = *LogStore::open(folder, LogStore::Mode::Write, disk);
        QVERIFY2(rowsOf(*store) == linesOf(0, 60), qPrintable(u"full from step %1, opened again"_s.arg(full)));
    }
    QVERIFY2(full > 8, qPrintable(QString::number(full)));
}

void TestFullDisk::whereRoomComesAndGoesEveryObjectIsThereOnce()
{
    for (std::uint64_t every = 2; every < 24; ++every) {
        const Place place;
        FragileDisk disk(QDir(place.folder.path()).canonicalPath());
        QStringList paths;
        for (int i = 0; i < 6; ++i)
            paths.append(place.put(u"%1.log.gz"_s.arg(i), delivery::gzip(lines(i * 10, i * 10 + 10))));
        disk.fillWhere([every](std::uint64_t step) { return step % every == 0; });
        const QString folder = place.folder.filePath(u"store"_s);
        std::shared_ptr<LogStore> store;
        for (int tries = 0; tries < 60; ++tries) {
            auto opened = store ? Result<std::shared_ptr<LogStore>> {store} : LogStore::open(folder, LogStore::Mode::Write, disk);
            if (!opened) {
                QCOMPARE(opened.error().code, ErrorCode::DiskFull);
                continue;
            }
            store = *opened;
            const auto imported = sync::importPaths(*store, paths, kept());
            if (imported)
                break;
            QCOMPARE(imported.error().code, ErrorCode::DiskFull);
        }
        disk.fillWhere({});
        if (!store)
            store = *LogStore::open(folder, LogStore::Mode::Write, disk);
        QVERIFY(sync::importPaths(*store, paths, kept()));
        QVERIFY2(rowsOf(*store) == linesOf(0, 60), qPrintable(u"every %1"_s.arg(every)));
        store.reset();
        QVERIFY(rowsOf(**LogStore::open(folder, LogStore::Mode::Read, disk)) == linesOf(0, 60));
    }
}

void TestFullDisk::aFullFileSystemIsSaidAndTheStoreIsWhole()
{
    const QTemporaryDir small;
    const SmallDisk disk(small.path());
    if (!disk.isThere())
        QSKIP("only root may make a file system of 64 MB");
    const Place place;
    const QString folder = small.filePath(u"store"_s);
    QFile ballast(small.filePath(u"ballast"_s));
    QVERIFY(ballast.open(QIODevice::WriteOnly));
    ballast.write(QByteArray(qsizetype {24} << 20, 'x'));
    ballast.close();
    std::mt19937_64 random(1);
    auto store = *LogStore::open(folder, LogStore::Mode::Write);
    std::size_t events = 0;
    Result<sync::ImportReport> imported;
    QString last;
    for (int i = 0; imported && i < 40; ++i) {
        last = place.put(u"%1.log.gz"_s.arg(i), delivery::gzip(noise(random, i * 10'000, 3U << 20)));
        imported = sync::importPaths(*store, {last}, kept());
        events += imported ? imported->rowsTotal : 0;
    }
    QVERIFY2(!imported, "it never was full");
    QCOMPARE(imported.error().code, ErrorCode::DiskFull);
    QVERIFY2(imported.error().subject.startsWith(small.path()), qPrintable(imported.error().subject));
    QVERIFY(events > 2000);
    QCOMPARE(rowsOf(*store).size(), events);
    {
        QFile filling(small.filePath(u"filling"_s)); // to the last byte
        QVERIFY(filling.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        const QByteArray some(4096, 'y');
        while (filling.write(some) == some.size()) {}
    }
    QCOMPARE(rowsOf(**LogStore::open(folder, LogStore::Mode::Read)).size(), events);
    QCOMPARE(sync::importPaths(*store, {last}, kept()).error().code, ErrorCode::DiskFull);
    store.reset();
    {
        const auto reader = LogStore::open(folder, LogStore::Mode::Read);
        QVERIFY2(reader, qPrintable(reader ? QString() : reader.error().detail));
        QCOMPARE(rowsOf(**reader).size(), events);
    }
    const auto writer = LogStore::open(folder, LogStore::Mode::Write);
    if (!writer)
        QCOMPARE(writer.error().code, ErrorCode::DiskFull);
    QVERIFY(ballast.remove());
    const auto again = writer ? *writer : *LogStore::open(folder, LogStore::Mode::Write);
    imported = sync::importPaths(*again, {last}, kept());
    QVERIFY(imported && imported->rowsTotal > 500);
    QCOMPARE(rowsOf(*again).size(), events + imported->rowsTotal);
}

QTEST_GUILESS_MAIN(TestFullDisk)
#include "test_full_disk.moc"
