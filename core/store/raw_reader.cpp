#include "store/raw_reader.h"

#include "ingest/delivered_records.h"
#include "ingest/inflate.h"
#include "store/delivered_lines.h"
#include "store/selection.h"
#include "store/snapshot_data.h"
#include "store/store_files.h"

#include <QFile>

#include <xxhash.h>

#include <algorithm>

namespace tracedeck::store {

struct RawReader::Unpacked {
    std::uint64_t id = 0;
    QByteArray packed; // what the inflater reads
    std::unique_ptr<ingest::Inflater> inflater;
    std::string raw; // as far as it was needed
    bool ended = false;
    std::optional<ingest::DeliveredRecords> records;

    void readUpTo(std::uint64_t bytes)
    {
        while (raw.size() < bytes && !ended) {
            const auto old = raw.size();
            raw.resize(std::max<std::size_t>(old + (1U << 20), std::min<std::size_t>(bytes, old + (16U << 20))));
            const auto got = inflater->read({reinterpret_cast<std::byte*>(raw.data() + old), raw.size() - old});
            raw.resize(old + (got ? *got : 0));
            ended = !got || *got == 0;
        }
    }
};

RawReader::RawReader(Snapshot snapshot, std::size_t keepBytes) : m_snapshot(std::move(snapshot)), m_keepBytes(keepBytes) {}

RawReader::~RawReader() = default;

namespace {

constexpr qint64 kReadStep = qint64 {8} << 20; // bytes between two looks at the stop token

const Segment& segmentOf(const Snapshot& snapshot, EventRef ref)
{
    return *snapshot.data().segments[ref.segment];
}

} // namespace

Result<QByteArray> deliveredBytes(const ObjectInfo& info, const std::stop_token& stop)
{
    const bool cached = info.cachePack != 0;
    QFile file(cached ? StoreFiles {info.cacheFolder}.pack(info.cachePack) : info.path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, file.errorString(), info.path);
    if (!file.seek(static_cast<qint64>(cached ? info.cacheOffset : 0)))
        return fail(ErrorCode::IoFailed, file.errorString(), info.path);
    QByteArray bytes;
    while (bytes.size() < static_cast<qsizetype>(info.size)) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        const auto more = file.read(std::min<qint64>(static_cast<qint64>(info.size) - bytes.size(), kReadStep));
        if (more.isEmpty())
            break;
        bytes.append(more);
    }
    if (bytes.size() != static_cast<qsizetype>(info.size))
        return fail(ErrorCode::IoFailed, QStringLiteral("the object is shorter than when it was read"), info.path);
    return bytes;
}

Result<RawReader::Unpacked*> RawReader::object(EventRef ref, std::uint64_t upTo)
{
    const auto& info = objectOf(segmentOf(m_snapshot, ref), ref.row);
    const auto known = std::find_if(m_objects.begin(), m_objects.end(), [&](const auto& o) { return o->id == info.id; });
    if (known != m_objects.end()) {
        m_objects.splice(m_objects.begin(), m_objects, known);
    } else {
        auto bytes = deliveredBytes(info);
        if (!bytes)
            return fail(bytes.error());
        auto unpacked = std::make_unique<Unpacked>();
        unpacked->id = info.id;
        unpacked->packed = std::move(*bytes);
        unpacked->inflater = std::make_unique<ingest::Inflater>(
            std::as_bytes(std::span {unpacked->packed.constData(), static_cast<std::size_t>(unpacked->packed.size())}));
        m_objects.push_front(std::move(unpacked));
    }
    auto& object = *m_objects.front();
    object.readUpTo(upTo);
    std::size_t kept = 0;
    for (auto at = m_objects.begin(); at != m_objects.end();) {
        kept += (*at)->raw.size();
        at = kept > m_keepBytes && at != m_objects.begin() ? m_objects.erase(at) : std::next(at);
    }
    return &object;
}

Result<std::string> RawReader::line(EventRef ref)
{
    const auto& segments = m_snapshot.data().segments;
    if (ref.segment >= segments.size() || ref.row >= segments[ref.segment]->rows())
        return fail(ErrorCode::NotFound, QStringLiteral("no such event"));
    const auto& segment = segmentOf(m_snapshot, ref);
    const auto offset = static_cast<std::uint64_t>(segment.packed(Section::LineOffset)[ref.row]);
    const auto length = static_cast<std::uint64_t>(segment.packed(Section::LineLength)[ref.row]);
    const auto unpacked = object(ref, offset + length);
    if (!unpacked)
        return fail(unpacked.error());
    const std::string& raw = (*unpacked)->raw;
    const auto changed = [&] {
        return fail(ErrorCode::IoFailed, QStringLiteral("the object holds something else now"), objectOf(segment, ref.row).path);
    };
    if (raw.size() < offset + length)
        return changed();
    auto line = raw.substr(offset, length);
    if (static_cast<std::uint32_t>(XXH3_64bits(line.data(), line.size()))
        != static_cast<std::uint32_t>(segment.packed(Section::Hash)[ref.row]))
        return changed();
    return line;
}

Result<std::string> RawReader::record(EventRef ref)
{
    auto delivered = line(ref);
    if (!delivered)
        return delivered;
    const auto unpacked = object(ref, ingest::kSniffed);
    if (!unpacked)
        return fail(unpacked.error());
    auto& records = (*unpacked)->records;
    if (!records) {
        auto reader =
            ingest::DeliveredRecords::of((*unpacked)->raw, ingest::parseHint(objectOf(segmentOf(m_snapshot, ref), ref.row).format));
        if (!reader)
            return fail(reader.error());
        records = *std::move(reader);
    }
    const auto json = records->json(*delivered);
    return json ? Result<std::string> {std::string(*json)} : fail(json.error());
}

Result<std::string> recordJson(const Snapshot& snapshot, EventRef ref)
{
    return RawReader(snapshot).record(ref);
}

Result<std::string> rawJson(const Snapshot& snapshot, EventRef ref)
{
    return RawReader(snapshot).line(ref);
}

Result<EventPlace> placeOf(const Snapshot& snapshot, EventRef ref)
{
    const auto& segments = snapshot.data().segments;
    if (ref.segment >= segments.size() || ref.row >= segments[ref.segment]->rows())
        return fail(ErrorCode::NotFound, QStringLiteral("no such event"));
    const auto& segment = segmentOf(snapshot, ref);
    EventPlace place;
    place.object = objectOf(segment, ref.row).path.toStdString();
    place.line = static_cast<std::uint64_t>(segment.packed(Section::LineNumber)[ref.row]);
    place.offset = static_cast<std::uint64_t>(segment.packed(Section::LineOffset)[ref.row]);
    place.length = static_cast<std::uint64_t>(segment.packed(Section::LineLength)[ref.row]);
    return place;
}

} // namespace tracedeck::store
