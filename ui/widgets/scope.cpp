#include "widgets/scope.h"

namespace tracedeck::ui {

Scope::Scope(store::Queries queries, QObject* parent)
    : QObject(parent)
    , m_queries(queries)
{
}

TimeRange Scope::effectiveRange() const
{
    const TimeRange span = m_snapshot.timeSpan().value_or(TimeRange {0, 0});
    TimeRange range = m_range;
    if (range.from == TimeRange {}.from)
        range.from = span.from;
    if (range.to == TimeRange {}.to)
        range.to = qMax(range.from, span.to);
    return range;
}

void Scope::setSnapshot(store::Snapshot snapshot)
{
    m_snapshot = std::move(snapshot);
    emit snapshotChanged();
}

void Scope::setRange(TimeRange range)
{
    if (range == m_range)
        return;
    m_range = range;
    emit rangeChanged();
}

void Scope::setUtc(bool utc)
{
    if (utc == m_utc)
        return;
    m_utc = utc;
    emit timeZoneChanged();
}

} // namespace tracedeck::ui
