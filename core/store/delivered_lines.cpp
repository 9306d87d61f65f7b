#include "store/delivered_lines.h"

#include "async/parallel.h"
#include "ingest/delivered_records.h"
#include "ingest/inflate.h"
#include "store/raw_reader.h"
#include "store/snapshot_data.h"

#include <xxhash.h>

#include <algorithm>
#include <string>

namespace tracedeck::store {

namespace {

constexpr std::size_t kStep = 256U << 10; // bytes between two looks at the stop token, at most
constexpr std::size_t kLeastStep = 16U << 10;

/// The part of an unpacked object that is held in memory, moving onward.
class Window {
public:
    explicit Window(const QByteArray& packed)
        : m_inflater(std::as_bytes(std::span {packed.constData(), static_cast<std::size_t>(packed.size())}))
    {}

    /// The bytes from `offset` on; nullopt where the object ends before. What lies before `offset` is given up.
    Result<std::optional<std::string_view>> at(std::uint64_t offset, std::size_t length, const std::stop_token& stop)
    {
        while (m_begin + m_held.size() < offset + length) {
            if (stop.stop_requested())
                return fail(ErrorCode::Cancelled);
            m_held.erase(0, static_cast<std::size_t>(std::min<std::uint64_t>(offset > m_begin ? offset - m_begin : 0, m_held.size())));
            m_begin = m_seen - m_held.size();
            const auto old = m_held.size();
            const auto step = static_cast<std::size_t>(std::clamp<std::uint64_t>(offset + length - m_seen, kLeastStep, kStep));
            m_held.resize(old + step);
            const auto got = m_inflater.read({reinterpret_cast<std::byte*>(m_held.data() + old), step});
            m_held.resize(old + (got ? *got : 0));
            m_seen += got ? *got : 0;
            if (!got || *got == 0)
                return std::optional<std::string_view> {};
        }
        return std::optional {std::string_view {m_held}.substr(static_cast<std::size_t>(offset - m_begin), length)};
    }

    /// So many first bytes, or all where there are not more.
    std::string_view beginning(std::size_t length)
    {
        (void)at(0, length, {});
        return std::string_view {m_held}.substr(0, length);
    }

private:
    ingest::Inflater m_inflater;
    std::string m_held;
    std::uint64_t m_begin = 0, m_seen = 0;
};

bool isAsRead(const DeliveredLine& line, std::string_view text)
{
    return static_cast<std::uint32_t>(XXH3_64bits(text.data(), text.size()))
        == static_cast<std::uint32_t>(line.segment->packed(Section::Hash)[line.row]);
}

/// What makes records of the object's lines.
Result<ingest::DeliveredRecords> recordsOf(const QByteArray& packed, const ObjectInfo& object)
{
    Window window(packed);
    return ingest::DeliveredRecords::of(window.beginning(ingest::kSniffed), ingest::parseHint(object.format));
}

Result<std::string_view> formed(ingest::DeliveredRecords& records, std::string_view delivered, LineForm form)
{
    return form == LineForm::Line ? records.line(delivered) : records.json(delivered);
}

struct ObjectEvents {
    const ObjectInfo* object = nullptr;
    std::vector<DeliveredLine> lines; // sorted by offset
    std::vector<std::size_t> places;  // of each among the events
};

std::vector<ObjectEvents> byObject(const Snapshot& snapshot, std::span<const EventRef> events)
{
    struct Wanted {
        const ObjectInfo* object;
        DeliveredLine line;
        std::size_t place;
    };
    std::vector<Wanted> all;
    all.reserve(events.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
        const Segment& segment = *snapshot.data().segments[events[i].segment];
        all.push_back({&objectOf(segment, events[i].row), lineOf(segment, events[i].segment, events[i].row), i});
    }
    std::ranges::sort(all, {}, [](const Wanted& one) { return std::pair {one.object->id, one.line.offset}; });
    std::vector<ObjectEvents> objects;
    for (const Wanted& one : all) {
        if (objects.empty() || objects.back().object->id != one.object->id)
            objects.push_back({one.object, {}, {}});
        objects.back().lines.push_back(one.line);
        objects.back().places.push_back(one.place);
    }
    return objects;
}

} // namespace

DeliveredLine lineOf(const Segment& segment, std::uint32_t segmentIndex, std::uint32_t row)
{
    return {&segment, segmentIndex, row, static_cast<std::uint64_t>(segment.packed(Section::LineOffset)[row]),
            static_cast<std::uint64_t>(segment.packed(Section::LineLength)[row])};
}

Result<std::uint64_t> readLines(const ObjectInfo& object, std::span<const DeliveredLine> lines, LineForm form,
                                const std::function<void(std::size_t, std::string_view)>& use, const std::stop_token& stop)
{
    const auto packed = deliveredBytes(object, stop);
    if (!packed && packed.error().code == ErrorCode::Cancelled)
        return fail(packed.error());
    auto records = packed ? recordsOf(*packed, object) : fail(packed.error());
    if (!records)
        return std::uint64_t {lines.size()};
    Window window(*packed);
    std::uint64_t missing = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        const auto text = window.at(lines[i].offset, static_cast<std::size_t>(lines[i].length), stop);
        if (!text)
            return fail(text.error());
        if (!*text)
            return missing + lines.size() - i;
        const auto record = isAsRead(lines[i], **text) ? formed(*records, **text, form) : fail(ErrorCode::IoFailed);
        if (record)
            use(i, *record);
        else
            ++missing;
    }
    return missing;
}

std::size_t countWithin(const Snapshot& snapshot, std::span<const EventRef> events, std::uint64_t bytes)
{
    std::size_t count = 0;
    for (std::uint64_t sum = 0; count < events.size(); ++count) {
        sum += lineOf(*snapshot.data().segments[events[count].segment], 0, events[count].row).length;
        if (sum > bytes)
            break;
    }
    return std::min(std::max<std::size_t>(count, 1), events.size());
}

std::vector<Result<std::string>> linesOf(const Snapshot& snapshot, std::span<const EventRef> events, LineForm form,
                                         const std::stop_token& stop)
{
    const auto objects = byObject(snapshot, events);
    std::vector<std::optional<std::string>> texts(events.size());
    parallelFor(objects.size(), [&](std::size_t i) {
        const auto& [object, lines, places] = objects[i];
        (void)readLines(
            *object, lines, form, [&, &at = places](std::size_t n, std::string_view text) { texts[at[n]] = text; }, stop);
    });
    std::vector<Result<std::string>> all;
    all.reserve(events.size());
    RawReader reader(snapshot); // says why one is missing
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (texts[i])
            all.emplace_back(*std::exchange(texts[i], std::nullopt));
        else
            all.push_back(stop.stop_requested() ? fail(ErrorCode::Cancelled) : reader.record(events[i]));
    }
    return all;
}

} // namespace tracedeck::store
