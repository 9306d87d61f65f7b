#include "store/filter_effect.h"

#include "events/fingerprint.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace tracedeck::store {

namespace {

constexpr std::size_t kEveryValue = std::numeric_limits<std::size_t>::max();

Query queryOf(const EffectBase& base, logpush::Filter filter)
{
    Query query = base.all.query();
    query.filter = std::move(filter);
    return query;
}

/// Values of `all` of which `kept` has none.
std::vector<ValueCount> lost(const ValueCounts& all, const ValueCounts& kept)
{
    std::vector<std::string_view> left;
    left.reserve(kept.values.size());
    for (const ValueCount& value : kept.values)
        left.push_back(value.value);
    std::ranges::sort(left);
    std::vector<ValueCount> gone;
    for (const ValueCount& value : all.values) {
        if (!std::ranges::binary_search(left, std::string_view {value.value}))
            gone.push_back(value);
    }
    return gone;
}

/// Names the first groups by their newest event.
Result<void> nameGroups(const EffectBase& base, std::vector<LostGroup>& groups, const std::stop_token& stop)
{
    for (std::size_t i = 0; i < std::min(groups.size(), kNamedGroups); ++i) {
        LostGroup& group = groups[i];
        const logpush::Condition isIt {"Group", logpush::Operator::Eq, {events::keyText(group.key)}};
        const auto events = select(base.all.snapshot(), queryOf(base, logpush::withCondition({}, isIt)), stop);
        if (!events)
            return fail(events.error());
        const auto rows = page(*events, 0, 1, stop);
        if (!rows)
            return fail(rows.error());
        if (rows->empty())
            continue;
        const EventRow& row = rows->front();
        group.name = row.messageName.empty() ? row.outcome : row.messageName;
        group.message = row.messageName.empty() ? std::string() : row.message;
    }
    return {};
}

std::uint64_t countOf(const ValueCounts& counts, std::string_view value)
{
    const auto found = std::ranges::find(counts.values, value, &ValueCount::value);
    return found == counts.values.end() ? 0 : found->events;
}

} // namespace

Result<EffectBase> effectBase(const Snapshot& snapshot, TimeRange range, std::stop_token stop)
{
    EffectBase base;
    Query query;
    query.range = range;
    auto all = select(snapshot, query, stop);
    if (!all)
        return fail(all.error());
    base.all = *std::move(all);
    auto scripts = countValues(base.all, Column::ScriptName, kEveryValue, stop);
    if (!scripts)
        return fail(scripts.error());
    base.scripts = *std::move(scripts);
    auto groups = countValues(base.all, Column::Group, kEveryValue, stop);
    if (!groups)
        return fail(groups.error());
    base.groups = *std::move(groups);
    return base;
}

Result<std::uint64_t> keptOf(const EffectBase& base, const logpush::Filter& filter, std::stop_token stop)
{
    const auto kept = select(base.all.snapshot(), queryOf(base, filter), std::move(stop));
    if (!kept)
        return fail(kept.error());
    return kept->count();
}

Result<FilterEffect> effectOf(const EffectBase& base, const logpush::Filter& filter, std::stop_token stop)
{
    FilterEffect effect;
    const auto kept = select(base.all.snapshot(), queryOf(base, filter), stop);
    if (!kept)
        return fail(kept.error());
    effect.events = base.all.count();
    effect.kept = kept->count();
    auto scripts = countValues(*kept, Column::ScriptName, kEveryValue, stop);
    auto groups = countValues(*kept, Column::Group, kEveryValue, stop);
    auto outcomes = countValues(*kept, Column::Outcome, kEveryValue, stop);
    for (const auto* answer : {&scripts, &groups, &outcomes}) {
        if (!*answer)
            return fail(answer->error());
    }
    effect.keptOk = countOf(*outcomes, "ok");
    effect.lostScripts = lost(base.scripts, *scripts);
    effect.keptScripts = std::move(scripts->values);
    effect.groups = base.groups.distinct;
    for (const ValueCount& gone : lost(base.groups, *groups)) {
        if (const auto key = events::keyFromText(gone.value))
            effect.lostGroups.push_back({*key, gone.events, {}, {}});
    }
    if (auto named = nameGroups(base, effect.lostGroups, stop); !named)
        return fail(named.error());
    return effect;
}

} // namespace tracedeck::store
