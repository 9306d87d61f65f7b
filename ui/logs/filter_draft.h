#pragma once

#include "logpush/filter.h"
#include "store/query.h"

#include <QString>

#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace tracedeck::ui {

/// One piece of what is looked for: a condition, text to find, or a part of a filter that is a tree of its own.
struct Chip {
    std::variant<logpush::Condition, store::TextMatch, logpush::FilterNode> what;
    bool enabled = true;
    bool operator==(const Chip&) const = default;
};

/// Everything the filter bar holds: what the page looks for, switched-off pieces included. All enabled pieces must hold.
struct FilterDraft {
    std::vector<Chip> chips;
    bool operator==(const FilterDraft&) const = default;
};

/// A field that conditions may name.
struct FilterField {
    store::Column column {};
    const char* label; ///< untranslated, context "FilterField"
};
[[nodiscard]] std::span<const FilterField> filterFields();
/// "Worker" for "ScriptName"; the name itself where it is none of ours.
[[nodiscard]] QString fieldLabel(std::string_view name);

/// A piece of a filter as a chip: text to find anywhere is a chip of its own kind.
[[nodiscard]] Chip chipOf(logpush::FilterNode node);
/// The condition that says what this text match says.
[[nodiscard]] logpush::Condition conditionOf(const store::TextMatch& text);
[[nodiscard]] FilterDraft draftOf(const logpush::Filter& filter, const std::vector<store::TextMatch>& texts);
/// The enabled pieces as a query's filter and texts.
[[nodiscard]] logpush::Filter filterOf(const FilterDraft& draft);
[[nodiscard]] std::vector<store::TextMatch> textsOf(const FilterDraft& draft);

/// The relations that make sense for a field.
[[nodiscard]] std::vector<logpush::Operator> relationsFor(std::string_view field);
[[nodiscard]] QString relationWords(logpush::Operator op);
[[nodiscard]] bool canNegate(const Chip& chip);
[[nodiscard]] Chip negated(Chip chip);

/// A value as typed for a field: a whole number where the field counts, text elsewhere.
[[nodiscard]] logpush::FilterValue valueFor(std::string_view field, const std::string& text);
[[nodiscard]] std::string textOf(const logpush::FilterValue& value);

/// "Outcome", "is not", "ok": the three parts a chip shows; of text, "Text", "contains", "…".
struct ChipWords {
    QString field, relation, value;
};
[[nodiscard]] ChipWords chipWords(const Chip& chip);

// Gestures on one value of one field, as facets and menus make them.
enum class ValueState { Free, Included, Excluded };
[[nodiscard]] ValueState stateOf(const FilterDraft& draft, std::string_view field, const std::string& value);
[[nodiscard]] bool isFieldFiltered(const FilterDraft& draft, std::string_view field);
[[nodiscard]] FilterDraft including(FilterDraft draft, std::string_view field, const std::string& value);
[[nodiscard]] FilterDraft notIncluding(FilterDraft draft, std::string_view field, const std::string& value); ///< unticked
[[nodiscard]] FilterDraft excluding(FilterDraft draft, std::string_view field, const std::string& value);
[[nodiscard]] FilterDraft onlyValue(FilterDraft draft, std::string_view field, const std::string& value);
[[nodiscard]] FilterDraft withoutField(FilterDraft draft, std::string_view field);

} // namespace tracedeck::ui
