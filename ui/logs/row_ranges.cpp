#include "logs/row_ranges.h"

#include <algorithm>

namespace tracedeck::ui {

void RowRanges::add(RowSpan span)
{
    if (span.from >= span.to)
        return;
    std::vector<RowSpan> out;
    out.reserve(m_spans.size() + 1);
    for (const RowSpan& old : m_spans) {
        if (old.to < span.from || old.from > span.to)
            out.push_back(old);
        else
            span = {std::min(span.from, old.from), std::max(span.to, old.to)};
    }
    out.insert(std::ranges::upper_bound(out, span.from, {}, &RowSpan::from), span);
    m_spans = std::move(out);
}

void RowRanges::remove(RowSpan span)
{
    std::vector<RowSpan> out;
    out.reserve(m_spans.size() + 1);
    for (const RowSpan& old : m_spans) {
        if (old.from < std::min(old.to, span.from))
            out.push_back({old.from, std::min(old.to, span.from)});
        if (std::max(old.from, span.to) < old.to)
            out.push_back({std::max(old.from, span.to), old.to});
    }
    m_spans = std::move(out);
}

void RowRanges::toggle(std::uint64_t row)
{
    if (contains(row))
        remove({row, row + 1});
    else
        add({row, row + 1});
}

void RowRanges::setOnly(RowSpan span)
{
    m_spans.clear();
    add(span);
}

bool RowRanges::contains(std::uint64_t row) const
{
    const auto after = std::ranges::upper_bound(m_spans, row, {}, &RowSpan::from);
    return after != m_spans.begin() && row < std::prev(after)->to;
}

std::uint64_t RowRanges::count() const
{
    std::uint64_t sum = 0;
    for (const RowSpan& span : m_spans)
        sum += span.to - span.from;
    return sum;
}

} // namespace tracedeck::ui
