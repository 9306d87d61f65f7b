// A segment file of any bytes whose checksums hold, as somebody could make one: it is refused, or all of it can be read.
#include "fuzz/fuzz_target.h"
#include "store/record_reader.h"
#include "store/segment.h"
#include "store/segment_builder.h"

#include <QFile>
#include <QTemporaryDir>

#include <xxhash.h>

#include <cstring>

using namespace tracedeck;
using namespace tracedeck::store;
using fuzz::demand;

namespace {

/// Makes the checksums hold, as far as what they are of lies in the file.
void seal(std::string& bytes)
{
    SegmentHeader header {};
    if (bytes.size() < sizeof header)
        return;
    std::memcpy(&header, bytes.data(), sizeof header);
    constexpr std::size_t kDirectory = sizeof(SectionEntry) * kSections;
    if (header.directoryOffset % 8 != 0 || header.directoryOffset > bytes.size() || bytes.size() - header.directoryOffset < kDirectory)
        return;
    char* directory = bytes.data() + header.directoryOffset;
    for (std::size_t i = 0; i < kSections; ++i) {
        SectionEntry entry {};
        std::memcpy(&entry, directory + i * sizeof entry, sizeof entry);
        if (entry.offset > bytes.size() || entry.bytes > bytes.size() - entry.offset || static_cast<Section>(i) == Section::Blocks)
            continue;
        entry.checksum = XXH3_64bits(bytes.data() + entry.offset, entry.bytes);
        std::memcpy(directory + i * sizeof entry, &entry, sizeof entry);
    }
    header.directoryChecksum = XXH3_64bits_withSeed(directory, kDirectory, header.rows);
    std::memcpy(bytes.data(), &header, sizeof header);
}

void readAll(const Segment& segment)
{
    if (!segment.verify())
        return;
    std::uint64_t rows = 0, bytes = 0;
    const auto read = forEachRecord(segment, [&](const ingest::RecordView& record, std::uint32_t object) {
        ++rows;
        bytes += record.trigger.size() + record.rayId.size() + (object < segment.objects().size() ? 1 : 0);
        for (const auto& log : record.logs)
            bytes += log.text.size() + log.level.size();
        for (const auto& exception : record.exceptions)
            bytes += exception.name.size() + exception.message.size() + exception.stack.size();
        for (const auto code : record.codes)
            bytes += code.size();
    });
    demand(!read || rows == segment.rows(), "every row is read");
    for (const std::uint16_t row : segment.order())
        demand(row < segment.rows(), "the order is one of rows");
}

} // namespace

void fuzzOne(std::string_view bytes)
{
    static const QTemporaryDir folder;
    const QString name = folder.filePath(QStringLiteral("one.seg"));
    std::string sealed(bytes);
    seal(sealed);
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(sealed.data(), static_cast<qint64>(sealed.size())) < 0)
        return;
    file.close();
    const auto segment = Segment::open(name, 1, {std::make_shared<ObjectInfo>()});
    if (segment)
        readAll(**segment);
    else
        demand(segment.error().code == ErrorCode::StoreCorrupt, "a refusal says that it is damaged");
}

std::vector<std::string> fuzzSeeds()
{
    std::vector<std::string> seeds;
    for (const int rows : {0, 1, 3, 40}) {
        SegmentBuilder builder;
        for (int i = 0; i < rows; ++i) {
            const std::string trigger = "https://a.example/" + std::to_string(i % 7);
            ingest::RecordView record;
            record.clear();
            record.timeMs = i % 5 == 4 ? ingest::kAbsent : 1'795'262'400'000 + (i * 7919) % 1000;
            record.cpuMs = i;
            record.codes[0] = i % 3 == 0 ? "exception" : "ok";
            record.codes[2] = "api";
            record.trigger = trigger;
            record.rayId = "8a1";
            for (int n = i % 4; n > 0; --n)
                record.logs.push_back({"log", trigger, record.timeMs});
            if (i % 3 == 0)
                record.exceptions.push_back({"Error", "x", "    at f (a.js:1:2)", record.timeMs, 7});
            builder.append(record, 0);
        }
        const auto parts = builder.seal();
        seeds.push_back(std::string(parts[0]) + std::string(parts[1]));
    }
    return seeds;
}
