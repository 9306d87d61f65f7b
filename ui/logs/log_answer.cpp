#include "logs/log_answer.h"

#include <QElapsedTimer>

#include <algorithm>

namespace tracedeck::ui {

using store::EventRow;
using store::Selection;

namespace {

constexpr std::uint64_t kMostEqualTimes = 20'000; ///< rows of one millisecond looked through
constexpr std::size_t kMostSpans = 64;            ///< of a selection that is carried over

/// Equal as far as a row can tell; a reference is of one snapshot only.
bool isSame(const EventRow& a, const EventRow& b)
{
    return a.timestampMs == b.timestampMs && a.rayId == b.rayId && a.scriptName == b.scriptName && a.trigger == b.trigger
        && a.outcome == b.outcome && a.wallTimeMs == b.wallTimeMs && a.cpuTimeMs == b.cpuTimeMs && a.message == b.message
        && a.logLines == b.logLines;
}

bool isByTime(const store::Query& query)
{
    return query.order.column == store::Column::EventTimestampMs;
}

RowRanges followedRanges(const Followed& followed, const Selection& next)
{
    RowRanges out;
    const auto& spans = followed.place.selected.spans();
    if (spans.size() > kMostSpans)
        return out;
    if (spans.size() == 1 && spans.front() == RowSpan {0, followed.selection.count()}) {
        out.add({0, next.count()}); // everything stays everything
        return out;
    }
    for (const RowSpan& span : spans) {
        const auto first = samePosition(followed.selection, span.from, next);
        const auto last = span.to == span.from + 1 ? first : samePosition(followed.selection, span.to - 1, next);
        if (first && last && *first <= *last)
            out.add({*first, *last + 1});
    }
    return out;
}

TablePlace followedPlace(const Followed& followed, const Selection& next)
{
    TablePlace place;
    const TablePlace& old = followed.place;
    if (old.top > 0)
        place.top = samePosition(followed.selection, old.top, next).value_or(std::min(old.top, next.count()));
    if (old.current)
        place.current = samePosition(followed.selection, *old.current, next);
    place.selected = followedRanges(followed, next);
    return place;
}

Result<std::uint64_t> countInRange(const store::Snapshot& snapshot, const store::Query& query, const std::stop_token& stop)
{
    auto all = store::select(snapshot, {.range = query.range, .filter = {}, .texts = {}, .order = {}}, stop);
    if (!all)
        return fail(all.error());
    return all->count();
}

logpush::FilterNode anyOf(std::vector<logpush::Condition> conditions)
{
    logpush::AnyOf any;
    for (auto& condition : conditions)
        any.nodes.push_back({std::move(condition)});
    return {std::move(any)};
}

std::string name(store::Column column)
{
    return std::string(store::nameOf(column));
}

store::Query onlyNotable(store::Query query, Notable notable)
{
    using logpush::Operator;
    logpush::AllOf all {{query.filter.root}};
    if (notable == Notable::Warning) {
        all.nodes.push_back({logpush::Condition {name(store::Column::Level), Operator::In, {std::string("warn"), std::string("error")}}});
    } else {
        all.nodes.push_back(
            anyOf({{name(store::Column::HasException), Operator::Eq, {true}},
                   {name(store::Column::Outcome), Operator::NotIn, {std::string("ok"), std::string("canceled"), std::string()}}}));
    }
    query.filter.root = {std::move(all)};
    return query;
}

bool isNotable(const EventRow& row, Notable notable)
{
    constexpr unsigned kLoud = (1U << static_cast<unsigned>(events::Level::Warn)) | (1U << static_cast<unsigned>(events::Level::Error));
    return notable == Notable::Failure ? isFailure(row) : (row.levelMask & kLoud) != 0;
}

/// Walks the rows themselves: for orders in which positions cannot be asked for.
Result<std::optional<std::uint64_t>> walk(const Selection& selection, std::uint64_t at, int step, Notable notable,
                                          const std::stop_token& stop)
{
    constexpr std::uint64_t kStride = 2'000;
    while (step > 0 ? at < selection.count() : at > 0) {
        const std::uint64_t first = step > 0 ? at : at - std::min(at, kStride);
        auto rows = store::page(selection, first, step > 0 ? kStride : at - first, stop);
        if (!rows)
            return fail(rows.error());
        if (step < 0)
            std::ranges::reverse(*rows);
        const auto found = std::ranges::find_if(*rows, [&](const EventRow& row) { return isNotable(row, notable); });
        const auto passed = static_cast<std::uint64_t>(found - rows->begin());
        if (found != rows->end())
            return step > 0 ? first + passed : at - 1 - passed;
        if (rows->empty())
            break;
        at = step > 0 ? at + rows->size() : first;
    }
    return std::optional<std::uint64_t> {};
}

/// Position in `all` of row `index` of `some`, a part of the same snapshot.
Result<std::uint64_t> positionInAll(const Selection& some, std::uint64_t index, const Selection& all, const std::stop_token& stop)
{
    auto rows = store::page(some, index, 1, stop);
    if (!rows)
        return fail(rows.error());
    if (rows->empty())
        return fail(ErrorCode::NotFound);
    return store::positionOf(all, rows->front().ref);
}

} // namespace

std::optional<std::uint64_t> samePosition(const Selection& before, std::uint64_t row, const Selection& next)
{
    const auto old = store::page(before, row, 1);
    if (!old || old->empty() || !old->front().timestampMs || !isByTime(next.query()))
        return std::nullopt;
    const auto first = store::positionOfTime(next, *old->front().timestampMs);
    if (!first)
        return std::nullopt;
    for (std::uint64_t at = *first; at < *first + kMostEqualTimes;) {
        const auto rows = store::page(next, at, 256);
        if (!rows || rows->empty())
            return std::nullopt;
        for (const EventRow& candidate : *rows) {
            if (candidate.timestampMs != old->front().timestampMs)
                return std::nullopt;
            if (isSame(candidate, old->front()))
                return at;
            ++at;
        }
    }
    return std::nullopt;
}

Result<LogAnswer> answerLogs(const store::Snapshot& snapshot, const store::Query& query, const std::optional<Followed>& followed,
                             std::uint64_t rowsShown, const std::stop_token& stop)
{
    QElapsedTimer timer;
    timer.start();
    auto selection = store::select(snapshot, query, stop);
    if (!selection)
        return fail(selection.error());
    LogAnswer answer;
    answer.selection = *std::move(selection);
    answer.elapsedMs = timer.elapsed();
    const bool bare = query.filter.keepsAll() && query.texts.empty();
    auto inRange = bare ? Result<std::uint64_t> {answer.selection.count()} : countInRange(snapshot, query, stop);
    if (!inRange)
        return fail(inRange.error());
    answer.inRange = *inRange;
    if (followed && !followed->selection.isNull() && isByTime(query))
        answer.place = followedPlace(*followed, answer.selection);

    constexpr std::uint64_t kRows = EventTableModel::kPageRows;
    const std::uint64_t top = std::min(answer.place.top, answer.selection.count() - std::min(answer.selection.count(), rowsShown));
    for (std::uint64_t page = top / kRows; page <= (top + rowsShown) / kRows && page * kRows < answer.selection.count(); ++page) {
        auto rows = store::page(answer.selection, page * kRows, kRows, stop);
        if (!rows)
            return fail(rows.error());
        answer.pages.push_back({page, *std::move(rows)});
    }
    return answer;
}

Result<std::optional<std::uint64_t>> nextNotable(const Selection& selection, std::optional<std::uint64_t> from, int step, Notable notable,
                                                 const std::stop_token& stop)
{
    const std::uint64_t start = from ? (step > 0 ? *from + 1 : *from) : (step > 0 ? 0 : selection.count());
    if (!isByTime(selection.query()))
        return walk(selection, start, step, notable, stop);
    auto some = store::select(selection.snapshot(), onlyNotable(selection.query(), notable), stop);
    if (!some)
        return fail(some.error());
    std::uint64_t low = 0; // of `some`: everything before it lies before `start`
    for (std::uint64_t high = some->count(); low < high;) {
        const std::uint64_t middle = low + (high - low) / 2;
        auto position = positionInAll(*some, middle, selection, stop);
        if (!position)
            return fail(position.error());
        if (*position < start)
            low = middle + 1;
        else
            high = middle;
    }
    if (step > 0 ? low == some->count() : low == 0)
        return std::optional<std::uint64_t> {};
    auto found = positionInAll(*some, step > 0 ? low : low - 1, selection, stop);
    if (!found)
        return fail(found.error());
    return std::optional(*found);
}

} // namespace tracedeck::ui
