#include "widgets/scope.h"

namespace tracedeck::ui {

namespace {

// Years 1 … 9999: records may claim any 64-bit time, and charts subtract the ends of a range.
constexpr TimeRange kCalendar {-62'135'596'800'000, 253'402'300'800'000};

} // namespace

Scope::Scope(store::Queries queries, QObject* parent) : QObject(parent), m_queries(queries) {}

TimeRange Scope::effectiveRange() const
{
    const TimeRange span = m_snapshot.timeSpan().value_or(TimeRange {0, 0});
    TimeRange range = m_range;
    if (range.from == TimeRange {}.from)
        range.from = span.from;
    if (range.to == TimeRange {}.to)
        range.to = qMax(range.from, span.to);
    return {qBound(kCalendar.from, range.from, kCalendar.to), qBound(kCalendar.from, range.to, kCalendar.to)};
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
