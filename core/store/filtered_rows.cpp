#include "async/parallel.h"
#include "store/compiled_filter.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <numeric>

namespace tracedeck::store {

namespace {

constexpr std::size_t kFewLines = 2'000; // sooner read than a thread is started

} // namespace

Result<void> FilteredRows::look(const Segment& segment, std::size_t index, const Bitmap& wanted, const std::stop_token& stop)
{
    auto rows = m_filter.look(segment, wanted, stop);
    if (!rows)
        return fail(rows.error());
    if (rows->open.none())
        rows->leaves.clear(); // nobody will ask
    m_rows[index] = std::move(*rows);
    return {};
}

/// The open events, object by object, in the order in which they lie there.
std::vector<FilteredRows::ObjectLines> FilteredRows::openLines(const std::vector<std::shared_ptr<const Segment>>& segments) const
{
    std::map<const ObjectInfo*, std::vector<DeliveredLine>> objects;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (!m_rows[i] || m_rows[i]->open.none())
            continue;
        const Segment& segment = *segments[i];
        const auto codes = segment.packed(Section::Object);
        for (std::uint32_t row = 0; row < segment.rows(); ++row) {
            if (m_rows[i]->open.test(row))
                objects[segment.objects()[codes.code(row)].get()].push_back(lineOf(segment, static_cast<std::uint32_t>(i), row));
        }
    }
    std::vector<ObjectLines> all;
    for (auto& [object, lines] : objects) {
        std::ranges::sort(lines, {}, &DeliveredLine::offset);
        all.push_back({object, std::move(lines), {}});
    }
    return all;
}

/// Asks the lines of one object; how many could not be asked.
Result<std::uint64_t> FilteredRows::read(ObjectLines& object, const std::stop_token& stop) const
{
    object.kept.resize(object.lines.size());
    std::uint64_t broken = 0;
    const auto ask = [&](std::size_t number, std::string_view text) {
        const DeliveredLine& line = object.lines[number];
        const auto event = m_filter.eventOf(text);
        broken += event ? 0U : 1U;
        object.kept[number] = event && m_filter.keeps(*m_rows[line.segmentIndex], line.row, *event);
    };
    const auto missing = readLines(*object.object, object.lines, LineForm::Json, ask, stop);
    return missing ? Result<std::uint64_t> {*missing + broken} : missing;
}

Result<void> FilteredRows::readOpen(const std::vector<std::shared_ptr<const Segment>>& segments, const std::stop_token& stop)
{
    auto objects = openLines(segments);
    const auto lines = std::accumulate(objects.begin(), objects.end(), std::size_t {0},
                                       [](std::size_t sum, const ObjectLines& object) { return sum + object.lines.size(); });
    std::atomic<std::uint64_t> unread {0};
    std::atomic<bool> isCancelled {false};
    const auto readOne = [&](std::size_t i) {
        const auto missing = read(objects[i], stop);
        if (missing)
            unread += *missing;
        else
            isCancelled = true;
    };
    parallelFor(objects.size(), readOne, lines < kFewLines ? 1 : workerCount());
    if (isCancelled)
        return fail(ErrorCode::Cancelled);
    for (const ObjectLines& object : objects) {
        for (std::size_t i = 0; i < object.lines.size(); ++i) {
            if (object.kept[i])
                m_rows[object.lines[i].segmentIndex]->kept.set(object.lines[i].row);
        }
    }
    m_unread = unread;
    return {};
}

} // namespace tracedeck::store
