#include "charts/bucket_selection.h"

#include <algorithm>

namespace tracedeck::ui {

std::size_t BucketSelection::clamped(std::ptrdiff_t bucket) const
{
    return static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(bucket, 0, static_cast<std::ptrdiff_t>(m_buckets) - 1));
}

std::optional<BucketSelection::Span> BucketSelection::span() const
{
    if (!m_anchor || !m_cursor)
        return std::nullopt;
    return Span {std::min(*m_anchor, *m_cursor), std::max(*m_anchor, *m_cursor) + 1};
}

void BucketSelection::start(std::size_t bucket)
{
    if (m_buckets == 0)
        return;
    m_anchor.reset();
    m_cursor = clamped(static_cast<std::ptrdiff_t>(bucket));
}

void BucketSelection::extendTo(std::size_t bucket)
{
    moveCursorTo(bucket, true);
}

void BucketSelection::grab(bool leftEdge)
{
    if (const auto now = span()) {
        m_anchor = leftEdge ? now->end - 1 : now->first;
        m_cursor = leftEdge ? now->first : now->end - 1;
    }
}

void BucketSelection::moveCursor(std::ptrdiff_t by, bool extend)
{
    const std::ptrdiff_t start = by > 0 ? -1 : static_cast<std::ptrdiff_t>(m_buckets);
    const std::ptrdiff_t from = m_cursor ? static_cast<std::ptrdiff_t>(*m_cursor) : start;
    if (m_buckets > 0)
        moveCursorTo(clamped(from + by), extend);
}

void BucketSelection::moveCursorTo(std::size_t bucket, bool extend)
{
    if (m_buckets == 0)
        return;
    const std::size_t to = clamped(static_cast<std::ptrdiff_t>(bucket));
    if (!extend)
        m_anchor.reset();
    else if (!m_anchor)
        m_anchor = m_cursor.value_or(to);
    m_cursor = to;
}

bool BucketSelection::clear()
{
    const bool had = m_anchor.has_value();
    m_anchor.reset();
    return had;
}

void BucketSelection::select(Span span)
{
    if (span.first >= span.end || m_buckets == 0)
        return;
    m_anchor = clamped(static_cast<std::ptrdiff_t>(span.first));
    m_cursor = clamped(static_cast<std::ptrdiff_t>(span.end) - 1);
}

} // namespace tracedeck::ui
