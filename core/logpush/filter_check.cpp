#include "logpush/filter_check.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace tracedeck::logpush {

namespace {

constexpr unsigned bit(FieldType type)
{
    return 1U << static_cast<unsigned>(type);
}
constexpr unsigned kString = bit(FieldType::String);
constexpr unsigned kInt = bit(FieldType::Int);
constexpr unsigned kEqual = kString | kInt | bit(FieldType::Bool);
constexpr unsigned kContains = kString | bit(FieldType::StringArray);

// In the order of the operators: the types that each goes with.
constexpr auto kTypesOf = std::to_array<unsigned>(
    {kEqual, kEqual, kInt, kInt, kInt, kInt, kString, kString, kString, kString, kContains, kContains, kString | kInt, kString | kInt});

bool isList(Operator op)
{
    return op == Operator::In || op == Operator::NotIn;
}
bool isOrder(Operator op)
{
    return op >= Operator::Lt && op <= Operator::Geq;
}

/// What the server says it takes where a value is of another kind.
std::string_view kindsOf(FieldType type, bool list)
{
    switch (type) {
    case FieldType::Int: return list ? "[]uint64" : "uint64";
    case FieldType::Bool: return "bool";
    default: return list ? "[]string" : "string";
    }
}

std::string valueText(const FilterValue& value)
{
    const std::string printed = printFilter({{Condition {"k", Operator::Eq, {value}}}});
    const auto from = printed.rfind("\"value\":") + 8;
    return printed.substr(from, printed.find_last_not_of('}') + 1 - from);
}

bool spellsNumber(const std::string& text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc {} && end == text.data() + text.size() && !text.empty();
}

enum class Fit { Yes, AsText, No };

/// How a value goes with a field's type; lists of numbers must hold numbers, a single one may be spelled out.
Fit fitOf(const FilterValue& value, FieldType type, bool list)
{
    const auto* text = std::get_if<std::string>(&value);
    switch (type) {
    case FieldType::Int:
        if (std::holds_alternative<std::int64_t>(value))
            return Fit::Yes;
        return text != nullptr && !list && spellsNumber(*text) ? Fit::AsText : Fit::No;
    case FieldType::Bool: return std::holds_alternative<bool>(value) ? Fit::Yes : Fit::No;
    default: return text != nullptr ? Fit::Yes : Fit::No;
    }
}

class Checker {
public:
    explicit Checker(std::span<const DatasetField> fields) : m_fields(fields) {}

    void node(const FilterNode& node, const std::string& path)
    {
        if (const auto* all = std::get_if<AllOf>(&node.node))
            children(all->nodes, path + ".and");
        else if (const auto* any = std::get_if<AnyOf>(&node.node))
            children(any->nodes, path + ".or");
        else
            condition(std::get<Condition>(node.node), path);
    }

    std::size_t conditions = 0;
    std::vector<FilterIssue> issues;

private:
    void children(const std::vector<FilterNode>& nodes, const std::string& path)
    {
        for (std::size_t i = 0; i < nodes.size(); ++i)
            node(nodes[i], path + "[" + std::to_string(i) + "]");
    }

    void condition(const Condition& condition, const std::string& path)
    {
        ++conditions;
        if (isLocal(condition.op) || condition.flags != TextFlags {}) {
            issues.push_back(
                {path + ".operator", "operator \"" + std::string(operatorName(condition.op)) + "\" is one of the viewer alone"});
            return;
        }
        const auto type = typeOf(condition, path);
        if (!type)
            return;
        if (!operatorFits(condition.op, *type)) {
            issues.push_back({path + ".operator",
                              "operator \"" + std::string(operatorName(condition.op)) + "\" is not supported for \"" + condition.key
                                  + "\" of type " + std::string(typeName(*type))});
            return;
        }
        for (const FilterValue& value : condition.values)
            this->value(value, *type, isList(condition.op), path + ".value");
    }

    /// The field's type; where fields are not known what the operator alone says; nullopt where there is nothing more to ask.
    std::optional<FieldType> typeOf(const Condition& condition, const std::string& path)
    {
        if (m_fields.empty())
            return isOrder(condition.op) ? std::optional {FieldType::Int} : std::nullopt;
        const auto field = std::ranges::find(m_fields, condition.key, &DatasetField::name);
        if (field == m_fields.end()) {
            issues.push_back({path + ".key", "unknown field \"" + condition.key + "\""});
            return std::nullopt;
        }
        if (field->type == FieldType::Object || field->type == FieldType::ObjectArray) {
            issues.push_back({path + ".key",
                              "field \"" + condition.key + "\" of type " + std::string(typeName(field->type)) + " cannot be filtered on"});
            return std::nullopt;
        }
        return field->type;
    }

    void value(const FilterValue& value, FieldType type, bool list, const std::string& path)
    {
        switch (fitOf(value, type, list)) {
        case Fit::Yes: return;
        case Fit::AsText: issues.push_back({path, "a number is better not quoted", true}); return;
        case Fit::No:
            issues.push_back(
                {path, "failed to decode value " + valueText(value) + ", supported kinds: " + std::string(kindsOf(type, list))});
        }
    }

    std::span<const DatasetField> m_fields;
};

} // namespace

bool operatorFits(Operator op, FieldType type)
{
    return !isLocal(op) && (kTypesOf.at(static_cast<std::size_t>(op)) & bit(type)) != 0;
}

std::vector<FilterIssue> checkFilter(const Filter& filter, std::span<const DatasetField> fields, const FilterLimits& limits)
{
    Checker checker(fields);
    checker.node(filter.root, "where");
    if (checker.conditions > limits.conditions) {
        checker.issues.push_back(
            {"filter",
             std::to_string(checker.conditions) + " operators, more than the " + std::to_string(limits.conditions) + " that are allowed",
             limits.conditionsOnlyWarn});
    }
    return std::move(checker.issues);
}

std::vector<FilterIssue> checkFilterText(std::string_view text, std::span<const DatasetField> fields, const FilterLimits& limits)
{
    std::vector<FilterIssue> issues;
    if (text.size() > limits.bytes) {
        issues.push_back(
            {"filter", std::to_string(text.size()) + " bytes, more than the " + std::to_string(limits.bytes) + " that are allowed"});
    }
    const auto filter = parseFilter(text);
    if (!filter) {
        const std::string detail = filter.error().detail.toStdString();
        const auto colon = detail.find(": ");
        issues.push_back({detail.substr(0, colon), colon == std::string::npos ? detail : detail.substr(colon + 2)});
        return issues;
    }
    auto found = checkFilter(*filter, fields, limits);
    issues.insert(issues.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
    return issues;
}

} // namespace tracedeck::logpush
