#include "logs/log_search.h"

#include "charts/bucket_width.h"
#include "logs/facet_model.h"

#include <algorithm>

namespace tracedeck::ui {

namespace {

constexpr std::size_t kFacetValues = 200; ///< a facet lists; past it the search field and typing find values

/// Each facet without its own conditions; a condition on the outcome is the slice facet's own too.
Result<std::vector<store::ValueCounts>> countFacets(const store::Snapshot& snapshot, const store::Query& query, const std::stop_token& stop)
{
    const std::vector<store::Column> columns(kFacetColumns.begin(), kFacetColumns.end());
    auto counts = store::facets(snapshot, query, columns, kFacetValues, stop);
    store::Query anyOutcome = query;
    anyOutcome.filter = logpush::withoutKey(query.filter, store::nameOf(store::Column::Outcome));
    if (!counts || anyOutcome.filter == query.filter)
        return counts;
    auto outcomes = store::facets(snapshot, anyOutcome, {store::Column::OutcomeSlice}, kFacetValues, stop);
    if (!outcomes)
        return fail(outcomes.error());
    std::ranges::replace_if(
        *counts, [](const store::ValueCounts& each) { return each.column == store::Column::OutcomeSlice; }, outcomes->front());
    return counts;
}

} // namespace

LogSearch::LogSearch(Scope& scope, QObject* parent) : QObject(parent), m_scope(scope) {}

void LogSearch::ask(store::Query query, std::optional<Followed> followed, std::uint64_t rowsShown)
{
    m_histogram.cancel();
    m_marks.cancel();
    m_facets.cancel();
    const store::Queries& queries = m_scope.queries();
    m_answer = Pending<LogAnswer>(
        [&](std::stop_token stop) {
            return queries.ask(std::move(stop),
                               [snapshot = m_scope.snapshot(), query, followed = std::move(followed), rowsShown](
                                   const std::stop_token& inner) { return answerLogs(snapshot, query, followed, rowsShown, inner); });
        },
        [this, query](Result<LogAnswer> answer) {
            if (!answer) {
                emit failed(answer.error());
                return;
            }
            m_selection = answer->selection;
            emit answered(*answer);
            askTheRest(query);
        });
}

/// What the bars are over. Records of a clock that is centuries off are found and listed, not charted.
LogSearch::Bars LogSearch::bars() const
{
    constexpr std::int64_t kYear2100 = 4'102'444'800'000;
    TimeRange range = m_scope.effectiveRange();
    if (m_scope.range().isAll())
        range = m_selection.snapshot().timeSpan().value_or(range);
    range = {std::clamp<std::int64_t>(range.from, 0, kYear2100), std::clamp<std::int64_t>(range.to, 0, kYear2100)};
    const std::int64_t width = bucketWidthFor(range.lengthMs());
    return {alignedToBuckets(range, width), width};
}

void LogSearch::askTheRest(const store::Query& query)
{
    const store::Queries& queries = m_scope.queries();
    const Bars over = bars();
    m_histogram = Pending<store::Histogram>(
        [&](std::stop_token stop) {
            return queries.ask(std::move(stop), [selection = m_selection, over](const std::stop_token& inner) {
                return store::histogram(selection, over.range, over.width, store::Column::OutcomeSlice, inner);
            });
        },
        [this](const Result<store::Histogram>& histogram) {
            if (histogram)
                emit histogramReady(*histogram);
        });
    m_marks = Pending<std::vector<store::VersionMark>>(
        [&](std::stop_token stop) {
            return queries.ask(std::move(stop),
                               [selection = m_selection](const std::stop_token& inner) { return store::versionMarks(selection, inner); });
        },
        [this](const Result<std::vector<store::VersionMark>>& marks) {
            if (marks)
                emit marksReady(*marks);
        });
    m_facets = Pending<std::vector<store::ValueCounts>>(
        [&](std::stop_token stop) {
            return queries.ask(std::move(stop), [snapshot = m_selection.snapshot(), query](const std::stop_token& inner) {
                return countFacets(snapshot, query, inner);
            });
        },
        [this](const Result<std::vector<store::ValueCounts>>& counts) {
            if (counts)
                emit facetsReady(*counts);
        });
}

} // namespace tracedeck::ui
