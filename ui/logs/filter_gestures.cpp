#include "logs/filter_draft.h"

#include "events/vocabulary.h"

#include <algorithm>

namespace tracedeck::ui {

using logpush::Condition;
using logpush::Operator;

namespace {

bool names(const Condition& condition, std::string_view field)
{
    const auto asked = store::columnNamed(field);
    const auto own = store::columnNamed(condition.key);
    return asked && own ? *asked == *own : condition.key == field;
}

bool lists(const Condition& condition, const std::string& value)
{
    return std::ranges::any_of(condition.values, [&](const auto& v) { return textOf(v) == value; });
}

/// The enabled chip that lists values of the field to keep (or, `kept` false, to leave out); nullptr where there is none.
Condition* listOf(FilterDraft& draft, std::string_view field, bool kept)
{
    for (Chip& chip : draft.chips) {
        auto* condition = std::get_if<Condition>(&chip.what);
        if (!condition || !chip.enabled || !names(*condition, field))
            continue;
        const bool keeps = condition->op == Operator::Eq || condition->op == Operator::In;
        const bool leavesOut = condition->op == Operator::NotEq || condition->op == Operator::NotIn;
        if (kept ? keeps : leavesOut)
            return condition;
    }
    return nullptr;
}

const Condition* listOf(const FilterDraft& draft, std::string_view field, bool kept)
{
    return listOf(const_cast<FilterDraft&>(draft), field, kept);
}

/// One value is "is", several are "is one of".
void settle(Condition& condition, bool kept)
{
    const bool one = condition.values.size() == 1;
    condition.op = kept ? (one ? Operator::Eq : Operator::In) : (one ? Operator::NotEq : Operator::NotIn);
}

void put(FilterDraft& draft, std::string_view field, const std::string& value, bool kept)
{
    if (Condition* list = listOf(draft, field, kept)) {
        if (!lists(*list, value))
            list->values.push_back(valueFor(field, value));
        settle(*list, kept);
        return;
    }
    draft.chips.push_back({Condition {std::string(field), kept ? Operator::Eq : Operator::NotEq, {valueFor(field, value)}}});
}

/// Takes the value out of a list; a list without values goes.
bool take(FilterDraft& draft, std::string_view field, const std::string& value, bool kept)
{
    Condition* list = listOf(draft, field, kept);
    if (!list || !lists(*list, value))
        return false;
    std::erase_if(list->values, [&](const auto& v) { return textOf(v) == value; });
    if (!list->values.empty()) {
        settle(*list, kept);
        return true;
    }
    std::erase_if(draft.chips, [list](const Chip& chip) { return std::get_if<Condition>(&chip.what) == list; });
    return true;
}

} // namespace

namespace {

bool isSliceField(std::string_view field)
{
    const auto column = store::columnNamed(field);
    return column && *column == store::Column::OutcomeSlice;
}

/// Lists of outcomes said as slices: "ok" is "ok" and "ok, with exception". What the facet ticks is then what the filter says.
FilterDraft withSlices(FilterDraft draft)
{
    const std::string outcome(store::nameOf(store::Column::Outcome));
    for (Chip& chip : draft.chips) {
        auto* condition = std::get_if<Condition>(&chip.what);
        const bool isList = condition && chip.enabled && names(*condition, outcome)
            && (condition->op == Operator::Eq || condition->op == Operator::NotEq || condition->op == Operator::In
                || condition->op == Operator::NotIn);
        if (!isList)
            continue;
        const bool kept = condition->op == Operator::Eq || condition->op == Operator::In;
        condition->key = std::string(store::nameOf(store::Column::OutcomeSlice));
        if (lists(*condition, "ok"))
            condition->values.emplace_back(std::string(events::kOkWithException));
        settle(*condition, kept);
    }
    return draft;
}

FilterDraft forField(FilterDraft draft, std::string_view field)
{
    return isSliceField(field) ? withSlices(std::move(draft)) : draft;
}

} // namespace

ValueState stateOf(const FilterDraft& said, std::string_view field, const std::string& value)
{
    const FilterDraft draft = forField(said, field);
    if (const Condition* left = listOf(draft, field, false); left && lists(*left, value))
        return ValueState::Excluded;
    if (const Condition* kept = listOf(draft, field, true))
        return lists(*kept, value) ? ValueState::Included : ValueState::Free;
    return listOf(draft, field, false) ? ValueState::Included : ValueState::Free;
}

bool isFieldFiltered(const FilterDraft& said, std::string_view field)
{
    const FilterDraft draft = forField(said, field);
    return std::ranges::any_of(draft.chips, [&](const Chip& chip) {
        const auto* condition = std::get_if<Condition>(&chip.what);
        return condition && chip.enabled && names(*condition, field);
    });
}

FilterDraft including(FilterDraft draft, std::string_view field, const std::string& value)
{
    draft = forField(std::move(draft), field);
    if (!take(draft, field, value, false) || listOf(draft, field, true))
        put(draft, field, value, true);
    return draft;
}

FilterDraft notIncluding(FilterDraft draft, std::string_view field, const std::string& value)
{
    draft = forField(std::move(draft), field);
    if (!take(draft, field, value, true) && stateOf(draft, field, value) == ValueState::Included)
        put(draft, field, value, false);
    return draft;
}

FilterDraft excluding(FilterDraft draft, std::string_view field, const std::string& value)
{
    draft = forField(std::move(draft), field);
    take(draft, field, value, true);
    put(draft, field, value, false);
    return draft;
}

FilterDraft onlyValue(FilterDraft draft, std::string_view field, const std::string& value)
{
    draft = withoutField(std::move(draft), field);
    put(draft, field, value, true);
    return draft;
}

FilterDraft withoutField(FilterDraft draft, std::string_view field)
{
    draft = forField(std::move(draft), field);
    std::erase_if(draft.chips, [&](const Chip& chip) {
        const auto* condition = std::get_if<Condition>(&chip.what);
        return condition && names(*condition, field);
    });
    return draft;
}

} // namespace tracedeck::ui
