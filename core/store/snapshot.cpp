#include "store/snapshot.h"

#include "store/snapshot_data.h"

#include <algorithm>

namespace tracedeck::store {

void SnapshotData::add(std::shared_ptr<const Segment> segment)
{
    events += segment->rows();
    bytes += segment->bytes();
    if (const auto more = segment->timeSpan())
        span = span ? TimeRange {std::min(span->from, more->from), std::max(span->to, more->to)} : *more;
    segments.push_back(std::move(segment));
}

Snapshot::Snapshot() : m_data(std::make_shared<SnapshotData>()) {}

std::uint64_t Snapshot::events() const
{
    return m_data->events;
}

std::uint64_t Snapshot::objects() const
{
    return m_data->objects;
}

std::uint64_t Snapshot::bytesOnDisk() const
{
    return m_data->bytes;
}

std::optional<TimeRange> Snapshot::timeSpan() const
{
    return m_data->span;
}

std::uint64_t Snapshot::version() const
{
    return m_data->version;
}

} // namespace tracedeck::store
