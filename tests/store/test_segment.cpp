#include "store/record_reader.h"
#include "store/segment.h"
#include "store/segment_builder.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace tracedeck;
using namespace tracedeck::store;
using ingest::kAbsent;

namespace {

/// A record that owns its texts.
struct OwnedRecord {
    ingest::RecordView view;
    std::vector<std::string> texts;
};

std::string randomText(std::mt19937_64& random, std::size_t most)
{
    std::string text;
    for (auto left = random() % (most + 1); left > 0; --left)
        text += static_cast<char>('a' + random() % 26);
    return text;
}

OwnedRecord randomRecord(std::mt19937_64& random)
{
    OwnedRecord owned;
    owned.texts.reserve(200); // views into them must not move
    const auto text = [&](std::size_t most) {
        owned.texts.push_back(randomText(random, most));
        return std::string_view {owned.texts.back()};
    };
    const auto number = [&]() -> std::int64_t {
        return random() % 5 == 0 ? kAbsent : static_cast<std::int64_t>(random() >> (random() % 63));
    };
    auto& view = owned.view;
    view.clear();
    view.timeMs = number();
    view.cpuMs = number();
    view.wallMs = 1 - static_cast<std::int64_t>(random() >> 2);
    view.status = number();
    for (auto& code : view.codes)
        code = text(2);
    view.trigger = text(40);
    view.rayId = text(16);
    for (auto left = random() % 5; left > 0; --left)
        view.logs.push_back({text(1), text(200), kAbsent});
    for (auto left = random() % 3; left > 0; --left)
        view.exceptions.push_back({text(3), text(60), text(400), kAbsent, random()});
    view.hash = static_cast<std::uint32_t>(random());
    view.lineOffset = random() >> 20;
    view.lineLength = random() % 5000;
    view.lineNumber = random() % 100000;
    return owned;
}

bool sameRecord(const ingest::RecordView& a, const ingest::RecordView& b)
{
    const auto sameLog = [](const auto& x, const auto& y) { return x.level == y.level && x.text == y.text && x.timeMs == y.timeMs; };
    const auto sameException = [](const auto& x, const auto& y) {
        return x.name == y.name && x.message == y.message && x.stack == y.stack && x.key == y.key;
    };
    return a.timeMs == b.timeMs && a.cpuMs == b.cpuMs && a.wallMs == b.wallMs && a.status == b.status && a.trigger == b.trigger
        && a.rayId == b.rayId && a.hash == b.hash && a.lineOffset == b.lineOffset && a.lineLength == b.lineLength
        && a.lineNumber == b.lineNumber && a.codes[0] == b.codes[0] && a.codes[8] == b.codes[8]
        && std::equal(a.logs.begin(), a.logs.end(), b.logs.begin(), b.logs.end(), sameLog)
        && std::equal(a.exceptions.begin(), a.exceptions.end(), b.exceptions.begin(), b.exceptions.end(), sameException);
}

QString writeImage(const QTemporaryDir& folder, const std::string& image)
{
    QString path = folder.filePath(QStringLiteral("a.seg"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(image.data(), static_cast<qint64>(image.size())) < 0)
        return {};
    return path;
}

std::string sealed(SegmentBuilder& segment)
{
    const auto [columns, texts] = segment.seal();
    return std::string {columns}.append(texts);
}

std::vector<std::shared_ptr<const ObjectInfo>> oneObject()
{
    return {std::make_shared<ObjectInfo>()};
}

} // namespace

class TestSegment : public QObject {
    Q_OBJECT
private slots:
    void packedNumbersComeBackExactly();
    void recordsComeBackAsTheyWere();
    void timeOrderIsStable();
    void everyDamagedByteIsNoticed();
    void aFileCutShortIsRefused();
};

void TestSegment::packedNumbersComeBackExactly()
{
    std::mt19937_64 random(1);
    constexpr auto kLow = std::numeric_limits<std::int64_t>::min() + 1;
    constexpr auto kHigh = std::numeric_limits<std::int64_t>::max();
    const std::vector<std::vector<std::int64_t>> cases = {
        {},
        {5},
        {5, 5, 5},
        {kAbsent},
        {kAbsent, 7, kAbsent},
        {0, 255},
        {0, 254, kAbsent},
        {0, 255, kAbsent},
        {0, 256},
        {-1, 65534},
        {0, 65535, kAbsent},
        {-5, 4294967290},
        {kLow, kHigh},
        {kLow, kAbsent, kHigh},
        {kHigh, kHigh - 1},
        {1714878560011, 1714878560016},
    };
    for (const auto& values : cases) {
        std::string bytes;
        const auto shape = appendPacked(values, bytes);
        const Packed packed {reinterpret_cast<const std::uint8_t*>(bytes.data()), static_cast<std::uint32_t>(values.size()), shape.width,
                             shape.hasAbsent, shape.base};
        for (std::size_t i = 0; i < values.size(); ++i)
            QCOMPARE(packed[i], values[i]);
    }
}

void TestSegment::recordsComeBackAsTheyWere()
{
    std::mt19937_64 random(2);
    SegmentBuilder batch;
    std::vector<OwnedRecord> records;
    for (int i = 0; i < 3000; ++i) {
        records.push_back(randomRecord(random));
        batch.append(records.back().view, 0);
    }
    const QTemporaryDir folder;
    auto segment = Segment::open(writeImage(folder, sealed(batch)), 1, oneObject());
    QVERIFY(segment);
    QVERIFY((*segment)->blocks().size() > 1);
    QVERIFY((*segment)->verifyAll());
    std::size_t at = 0;
    bool same = true;
    QVERIFY(forEachRecord(**segment,
                          [&](const ingest::RecordView& record, std::uint32_t) { same = same && sameRecord(record, records[at++].view); }));
    QCOMPARE(at, records.size());
    QVERIFY(same);
}

void TestSegment::timeOrderIsStable()
{
    SegmentBuilder batch;
    ingest::RecordView record;
    record.clear();
    for (const std::int64_t time : {30, 10, 20, 10, 30}) {
        record.timeMs = time;
        batch.append(record, 0);
    }
    record.timeMs = kAbsent;
    batch.append(record, 0);
    const QTemporaryDir folder;
    auto segment = Segment::open(writeImage(folder, sealed(batch)), 1, oneObject());
    QVERIFY(segment);
    const auto order = (*segment)->order();
    QCOMPARE(std::vector<int>(order.begin(), order.end()), (std::vector<int> {5, 1, 3, 2, 0, 4}));
    QCOMPARE((*segment)->timeSpan()->from, std::int64_t {10});
    QCOMPARE((*segment)->timeSpan()->to, std::int64_t {31});
}

void TestSegment::everyDamagedByteIsNoticed()
{
    std::mt19937_64 random(3);
    SegmentBuilder batch;
    for (int i = 0; i < 12; ++i)
        batch.append(randomRecord(random).view, 0);
    const auto image = sealed(batch);
    const QTemporaryDir folder;
    int unnoticed = 0;
    for (std::size_t at = 0; at < image.size(); ++at) {
        auto damaged = image;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x41);
        auto segment = Segment::open(writeImage(folder, damaged), 1, oneObject());
        if (!segment || !(*segment)->verifyAll())
            continue;
        // only bytes that nothing reads may differ: the gaps that put sections on their boundaries
        ++unnoticed;
        std::size_t rows = 0;
        QVERIFY(forEachRecord(**segment, [&](const auto&, auto) { ++rows; }));
        QCOMPARE(rows, batch.rows());
    }
    QVERIFY2(unnoticed <= 7 * static_cast<int>(kSections), qPrintable(QString::number(unnoticed)));
}

void TestSegment::aFileCutShortIsRefused()
{
    std::mt19937_64 random(4);
    SegmentBuilder batch;
    batch.append(randomRecord(random).view, 0);
    const auto image = sealed(batch);
    const QTemporaryDir folder;
    for (std::size_t size = 0; size < image.size(); size += 7)
        QVERIFY(!Segment::open(writeImage(folder, image.substr(0, size)), 1, oneObject()));
}

QTEST_GUILESS_MAIN(TestSegment)
#include "test_segment.moc"
