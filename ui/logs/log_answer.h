#pragma once

#include "logs/event_table_model.h"
#include "logs/event_table_view.h"

#include "store/selection.h"

namespace tracedeck::ui {

/// Where a person was in the answer before, to be found again in the next one.
struct Followed {
    store::Selection selection;
    TablePlace place;
};

/// What a table needs at once: which events, where to show them from, and the rows of the first paint.
struct LogAnswer {
    store::Selection selection;
    std::uint64_t inRange = 0; ///< events there are without the filter
    TablePlace place;
    std::vector<EventTableModel::ReadyPage> pages;
    std::int64_t elapsedMs = 0; ///< of choosing the events
};

/// Asks for the events of a query and follows the rows a person was at. For the query pool.
[[nodiscard]] Result<LogAnswer> answerLogs(const store::Snapshot& snapshot, const store::Query& query,
                                           const std::optional<Followed>& followed, std::uint64_t rowsShown, const std::stop_token& stop);

enum class Notable { Failure, Warning };
/// The next row after `from` (before it where `step` is −1) that is notable; nullopt where there is none.
[[nodiscard]] Result<std::optional<std::uint64_t>> nextNotable(const store::Selection& selection, std::optional<std::uint64_t> from,
                                                               int step, Notable notable, const std::stop_token& stop);

/// Position in `next` of the event that stood at `row` of `before`; nullopt where it is not there. Time order only.
[[nodiscard]] std::optional<std::uint64_t> samePosition(const store::Selection& before, std::uint64_t row, const store::Selection& next);

} // namespace tracedeck::ui
