#include "sandbox/bucket_range.h"
#include "sandbox/bucket_store.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QtTest>

#include <random>
#include <set>

using namespace tracedeck;
using namespace tracedeck::sandbox;
using namespace Qt::Literals::StringLiterals;

namespace {

struct StoppedClock final : Clock {
    [[nodiscard]] std::int64_t nowMs() const override { return now; }
    std::int64_t now = 1'795'264'624'123;
};

std::unique_ptr<BucketStore> opened(const QTemporaryDir& folder, const Clock& clock)
{
    auto store = BucketStore::open(folder.filePath(u"store"_s), clock);
    return store ? std::move(*store) : nullptr;
}

QStringList files(const QTemporaryDir& folder)
{
    QStringList names;
    QDirIterator at(folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (at.hasNext())
        names.append(at.next());
    return names;
}

/// A whole listing, page by page: keys and folders in the order they came.
std::vector<QByteArray> walked(const BucketStore& store, StoreQuery query)
{
    std::vector<QByteArray> names;
    for (;;) {
        const auto page = store.list(query);
        std::set<QByteArray> sorted;
        for (const auto& entry : page.objects)
            sorted.insert(entry.key);
        sorted.insert(page.folders.begin(), page.folders.end());
        names.insert(names.end(), sorted.begin(), sorted.end());
        if (page.last.isEmpty())
            return names;
        query.after = page.last;
    }
}

/// The same, told from all keys the slow way.
std::vector<QByteArray> expected(const std::set<QByteArray>& keys, const StoreQuery& query)
{
    std::set<QByteArray> names;
    for (const auto& key : keys) {
        const qsizetype at = query.delimiter.isEmpty() ? -1 : key.indexOf(query.delimiter, query.prefix.size());
        const QByteArray name = at < 0 ? key : key.first(at + query.delimiter.size());
        if (key.startsWith(query.prefix) && name > query.after)
            names.insert(name);
    }
    return {names.begin(), names.end()};
}

} // namespace

class TestBucketStore : public QObject {
    Q_OBJECT

private slots:
    void anObjectIsReadBack();
    void keysOfAnyBytesAreKept();
    void aRestartKeepsEverything();
    void filesAreNobodyElses();
    void damagedFilesAreNoObjects();
    void whatIsRemovedIsGone();
    void pagesAddUpToTheWholeListing();
    void rangesAreReadAsHttpSays_data();
    void rangesAreReadAsHttpSays();
};

void TestBucketStore::anObjectIsReadBack()
{
    const QTemporaryDir folder;
    StoppedClock clock;
    const auto store = opened(folder, clock);
    const auto put = store->put("a/b", "hello", {{"content-type", "text/plain"}});
    QVERIFY(put);
    QCOMPARE(put->etag, QByteArray("5d41402abc4b2a76b9719d911017c592")); // printf hello | md5sum
    QCOMPARE(put->changedMs, clock.now);
    QCOMPARE(store->find("a/b")->header("Content-Type"), QByteArray("text/plain"));
    QCOMPARE(*store->read("a/b"), QByteArray("hello"));
    QCOMPARE(*store->read("a/b", 1, 3), QByteArray("ell"));
    QCOMPARE(*store->read("a/b", 3, 100), QByteArray("lo"));
    QCOMPARE(*store->read("a/b", 9), QByteArray());
    QCOMPARE(store->read("a").error().code, ErrorCode::NotFound);
    QVERIFY(store->put("a/b", "again"));
    QCOMPARE(*store->read("a/b"), QByteArray("again"));
    QCOMPARE(store->count(), std::size_t {1});
}

void TestBucketStore::keysOfAnyBytesAreKept()
{
    const QTemporaryDir folder;
    StoppedClock clock;
    const std::vector<QByteArray> keys {"../../etc/passwd",    "/", "a//b",   QByteArray("\0\xff\n", 3),
                                        QByteArray(1024, 'k'), ".", "{DATE}", "\xc3\xa9"};
    {
        const auto store = opened(folder, clock);
        for (const auto& key : keys)
            QVERIFY(store->put(key, key));
    }
    const auto store = opened(folder, clock);
    QCOMPARE(store->count(), keys.size());
    for (const auto& key : keys)
        QCOMPARE(*store->read(key), key);
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList(u"store"_s));
}

void TestBucketStore::aRestartKeepsEverything()
{
    const QTemporaryDir folder;
    StoppedClock clock;
    QVERIFY(opened(folder, clock)->put("k", "bytes", {{"x-amz-meta-a", "1"}, {"content-encoding", "gzip"}}));
    const qint64 written = clock.now;
    clock.now += 5000;
    const auto store = opened(folder, clock);
    const ObjectFacts* facts = store->find("k");
    QVERIFY(facts);
    QCOMPARE(facts->changedMs, written);
    QCOMPARE(facts->size, std::uint64_t {5});
    QCOMPARE(facts->headers, (std::vector<net::Header> {{"x-amz-meta-a", "1"}, {"content-encoding", "gzip"}}));
    QCOMPARE(*store->read("k"), QByteArray("bytes"));
}

void TestBucketStore::filesAreNobodyElses()
{
    const QTemporaryDir folder;
    StoppedClock clock;
    QVERIFY(opened(folder, clock)->put("k", "bytes"));
    const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    QCOMPARE(files(folder).size(), 1);
    QVERIFY(!(QFile::permissions(files(folder).first()) & others));
    QVERIFY(!(QFile::permissions(folder.filePath(u"store"_s)) & (others | QFileDevice::ExeGroup | QFileDevice::ExeOther)));
}

void TestBucketStore::damagedFilesAreNoObjects()
{
    const QTemporaryDir folder;
    StoppedClock clock;
    {
        const auto store = opened(folder, clock);
        for (const char* key : {"cut", "empty", "noise", "good"})
            QVERIFY(store->put(key, "some bytes"));
        for (const QString& path : files(folder)) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadWrite));
            const QByteArray bytes = file.readAll();
            if (bytes.contains("cut"))
                QVERIFY(file.resize(bytes.size() - 1));
            else if (bytes.contains("empty"))
                QVERIFY(file.resize(0));
            else if (bytes.contains("noise"))
                QVERIFY(file.seek(4) && file.write("\xff\xff\xff\xff\xff\xff", 6) == 6);
        }
    }
    const auto store = opened(folder, clock);
    QCOMPARE(store->count(), std::size_t {1});
    QVERIFY(store->find("good"));
}

void TestBucketStore::whatIsRemovedIsGone()
{
    const QTemporaryDir folder;
    StoppedClock clock;
    {
        const auto store = opened(folder, clock);
        QVERIFY(store->put("k", "bytes"));
        QVERIFY(store->remove("k"));
        QVERIFY(store->remove("never there"));
        QVERIFY(!store->find("k"));
    }
    QVERIFY(files(folder).isEmpty());
    QCOMPARE(opened(folder, clock)->count(), std::size_t {0});
}

void TestBucketStore::pagesAddUpToTheWholeListing()
{
    const QTemporaryDir folder;
    StoppedClock clock;
    const auto store = opened(folder, clock);
    std::mt19937 random(3);
    const auto word = [&random](unsigned longest) {
        static constexpr char kLetters[] = {'a', 'b', '/', '\xff', '-'};
        QByteArray text;
        for (unsigned i = 0; i < random() % (longest + 1); ++i)
            text += kLetters[random() % sizeof kLetters];
        return text;
    };
    std::set<QByteArray> keys;
    for (int i = 0; i < 250; ++i) {
        const QByteArray key = "k" + word(7);
        keys.insert(key);
        QVERIFY(store->put(key, "x"));
    }
    for (int round = 0; round < 2000; ++round) {
        StoreQuery query {random() % 3 ? QByteArray("k" + word(2)) : QByteArray(), random() % 2 ? QByteArray("/") : word(2),
                          random() % 2 ? QByteArray("k" + word(3)) : QByteArray(), 1 + random() % 9};
        QCOMPARE(walked(*store, query), expected(keys, query));
    }
}

void TestBucketStore::rangesAreReadAsHttpSays_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("kind");
    QTest::addColumn<quint64>("from");
    QTest::addColumn<quint64>("length");
    const auto whole = static_cast<int>(RangeAnswer::Kind::Whole), part = static_cast<int>(RangeAnswer::Kind::Part),
               never = static_cast<int>(RangeAnswer::Kind::Unsatisfiable);
    const auto row = [](const char* header, int kind, quint64 from = 0, quint64 length = 0) {
        QTest::newRow(header) << QByteArray(header) << kind << from << length;
    };
    row("", whole);
    row("bytes=0-3", part, 0, 4);
    row("bytes=4-", part, 4, 6);
    row("bytes=9-100", part, 9, 1);
    row("bytes=-3", part, 7, 3);
    row("bytes=-100", part, 0, 10);
    row("bytes=10-", never);
    row("bytes=-0", never);
    row("bytes=5-4", whole);
    row("bytes=0-1,3-4", whole);
    row("bytes=-", whole);
    row("bytes=a-b", whole);
    row("bytes=18446744073709551615-", never);
    row("bytes=99999999999999999999-", whole);
    row("lines=0-3", whole);
}

void TestBucketStore::rangesAreReadAsHttpSays()
{
    QFETCH(QByteArray, header);
    QFETCH(int, kind);
    QFETCH(quint64, from);
    QFETCH(quint64, length);
    const auto answer = readRange(header, 10);
    QCOMPARE(static_cast<int>(answer.kind), kind);
    QCOMPARE(answer.range, (ByteRange {from, length}));
}

QTEST_GUILESS_MAIN(TestBucketStore)
#include "test_bucket_store.moc"
