#pragma once

#include "store/answers.h"
#include "store/query.h"
#include "store/snapshot.h"

#include <memory>
#include <stop_token>

namespace tracedeck::store {

struct SelectionData;

/// The events of one snapshot that match one query, in the query's order; cheap to copy, keeps its snapshot alive. Any thread.
class Selection {
public:
    Selection() = default;
    explicit Selection(std::shared_ptr<const SelectionData> data) : m_data(std::move(data)) {}

    [[nodiscard]] std::uint64_t count() const;
    /// Events that are left out because the filter asks for what only their delivered line holds, and that is gone.
    [[nodiscard]] std::uint64_t unread() const;
    [[nodiscard]] const Snapshot& snapshot() const;
    [[nodiscard]] const Query& query() const;
    /// From the first to past the last event that has a time; nullopt when there is none.
    [[nodiscard]] std::optional<TimeRange> timeSpan() const;
    [[nodiscard]] const SelectionData& data() const { return *m_data; }
    [[nodiscard]] bool isNull() const { return !m_data; }

private:
    std::shared_ptr<const SelectionData> m_data;
};

// All of these run to the end on the calling thread (and helpers of their own), look at `stop` at least every few ms, and answer
// Cancelled when it was asked. Call them through `Queries` from a GUI.

[[nodiscard]] Result<Selection> select(const Snapshot& snapshot, const Query& query, std::stop_token stop = {});
/// `count` rows from `offset` of the selection's order; fewer at the end.
[[nodiscard]] Result<std::vector<EventRow>> page(const Selection& selection, std::uint64_t offset, std::uint64_t count,
                                                 std::stop_token stop = {});
/// Which events `page` would show.
[[nodiscard]] std::vector<EventRef> pageRefs(const Selection& selection, std::uint64_t offset, std::uint64_t count);
/// Position of `ref` in the selection's order; NotFound where it is not in it. Time order only.
[[nodiscard]] Result<std::uint64_t> positionOf(const Selection& selection, EventRef ref);
/// First position whose time is at or past `ms` in the direction of the order. Time order only.
[[nodiscard]] Result<std::uint64_t> positionOfTime(const Selection& selection, std::int64_t ms);
[[nodiscard]] Result<ValueCounts> countValues(const Selection& selection, Column column, std::size_t limit, std::stop_token stop = {});
/// Facets: each column counted over the query without that column's own top-level conditions.
[[nodiscard]] Result<std::vector<ValueCounts>> facets(const Snapshot& snapshot, const Query& query, const std::vector<Column>& columns,
                                                      std::size_t limit, std::stop_token stop = {});
/// `range` is cut in buckets of `width` starting at range.from; `by` nullopt counts all in one series.
[[nodiscard]] Result<Histogram> histogram(const Selection& selection, TimeRange range, std::int64_t width, std::optional<Column> by,
                                          std::stop_token stop = {});
/// Percentiles of a number column, overall (`by` nullopt) or one entry a value of `by`, most events first.
[[nodiscard]] Result<std::vector<Percentiles>> percentiles(const Selection& selection, Column number, const std::vector<double>& percents,
                                                           std::optional<Column> by, std::stop_token stop = {});
[[nodiscard]] Result<PercentileSeries> percentilesOverTime(const Selection& selection, Column number, const std::vector<double>& percents,
                                                           TimeRange range, std::int64_t width, std::stop_token stop = {});
[[nodiscard]] Result<ExceptionGroups> exceptionGroups(const Selection& selection, TimeRange sparkRange, std::size_t sparkBuckets,
                                                      std::stop_token stop = {});
[[nodiscard]] Result<std::vector<ScriptSummary>> scriptSummaries(const Selection& selection, TimeRange sparkRange, std::size_t sparkBuckets,
                                                                 std::stop_token stop = {});
[[nodiscard]] Result<std::vector<VersionMark>> versionMarks(const Selection& selection, std::stop_token stop = {});

/// The delivered line, byte for byte, read again from its object. NotFound (subject: the object) where that is gone.
[[nodiscard]] Result<std::string> rawJson(const Snapshot& snapshot, EventRef ref);
/// The same as a JSON record, also where another format was delivered.
[[nodiscard]] Result<std::string> recordJson(const Snapshot& snapshot, EventRef ref);
[[nodiscard]] Result<EventPlace> placeOf(const Snapshot& snapshot, EventRef ref);
/// The row alone, as `page` gives it.
[[nodiscard]] Result<EventRow> rowOf(const Snapshot& snapshot, EventRef ref);

} // namespace tracedeck::store
