#include "store/writer.h"

#include "store/segment_format.h"

#include <chrono>

namespace tracedeck::store {

namespace {

constexpr std::int64_t kPublishEveryMs = 700;
constexpr std::size_t kGoodSegmentRows = 56000;

std::int64_t steadyMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace

Intake::Intake(Writer& writer) : m_writer(writer) {}

Intake::~Intake()
{
    giveUp();
}

void Intake::beginObject(const ObjectRecord& record)
{
    m_open = record;
    m_objectId = record.id;
    m_rowsOfObject = 0;
    m_batchObjects.push_back(m_objectId);
}

Result<void> Intake::add(const ingest::RecordView& record)
{
    if (m_segment.rows() >= kMaxSegmentRows || m_segment.textBytes() > kMaxBatchText) {
        if (auto sealed = seal(); !sealed)
            return sealed;
        m_batchObjects.push_back(m_objectId);
    }
    m_segment.append(record, static_cast<std::uint32_t>(m_batchObjects.size() - 1));
    ++m_rowsOfObject;
    return {};
}

Result<void> Intake::endObject(ObjectRecord record)
{
    record.rows = m_rowsOfObject;
    m_open.reset();
    return note(std::move(record));
}

Result<void> Intake::note(ObjectRecord record)
{
    m_waiting.objects.push_back(std::move(record));
    return isDue() ? flush() : Result<void> {};
}

/// First object at once, then full segments, or what there is after a moment.
bool Intake::isDue() const
{
    if (m_waiting.objects.empty())
        return false;
    return m_lastPublishMs == 0 || m_segment.rows() >= kGoodSegmentRows || steadyMs() - m_lastPublishMs >= kPublishEveryMs;
}

void Intake::giveUp()
{
    if (m_open)
        m_writer.releaseContent(*m_open);
    m_writer.giveUp(m_waiting);
    m_open.reset();
    m_segment.clear();
    m_batchObjects.clear();
    m_waiting = {};
}

Result<void> Intake::seal()
{
    if (m_segment.rows() > 0) {
        auto segment = m_writer.writeSegment(m_segment, std::move(m_batchObjects));
        if (!segment)
            return fail(segment.error());
        m_waiting.segments.push_back(std::move(*segment));
    }
    m_segment.clear();
    m_batchObjects.clear();
    return {};
}

Result<void> Intake::flush()
{
    if (auto sealed = seal(); !sealed)
        return sealed;
    if (m_waiting.objects.empty())
        return {};
    auto published = m_writer.publish(m_waiting);
    if (published)
        m_waiting = {};
    m_lastPublishMs = steadyMs();
    return published;
}

} // namespace tracedeck::store
