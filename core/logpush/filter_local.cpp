#include "logpush/filter_local.h"

#include "logpush/filter_check.h"
#include "logpush/filter_key.h"

#include <algorithm>
#include <optional>

namespace tracedeck::logpush {

namespace {

using Fields = std::span<const DatasetField>;

LocalReason reasonOfKey(const FilterKey& key)
{
    switch (key.kind) {
    case FilterKey::Kind::Field: return LocalReason::StoreField;
    case FilterKey::Kind::Text: return LocalReason::Text;
    case FilterKey::Kind::Log:
    case FilterKey::Kind::Event:
    case FilterKey::Kind::Version:
    case FilterKey::Kind::Record: return LocalReason::Path;
    case FilterKey::Kind::Unknown: break;
    }
    return LocalReason::UnknownField;
}

std::optional<LocalReason> reasonOf(const Condition& condition, Fields fields)
{
    const auto field = std::ranges::find(fields, condition.key, &DatasetField::name);
    if (field == fields.end())
        return reasonOfKey(filterKey(condition.key));
    if (field->type == FieldType::Object || field->type == FieldType::ObjectArray)
        return LocalReason::Unfilterable;
    if (isLocal(condition.op))
        return LocalReason::Operator;
    if (condition.flags != TextFlags {})
        return LocalReason::Flags;
    return operatorFits(condition.op, field->type) ? std::nullopt : std::optional {LocalReason::OperatorType};
}

void gather(const FilterNode& node, const std::string& path, Fields fields, std::vector<LocalCondition>& found)
{
    if (const auto* condition = std::get_if<Condition>(&node.node)) {
        if (const auto reason = reasonOf(*condition, fields))
            found.push_back({path, *condition, *reason});
        return;
    }
    const auto* all = std::get_if<AllOf>(&node.node);
    const auto& nodes = all ? all->nodes : std::get<AnyOf>(node.node).nodes;
    for (std::size_t i = 0; i < nodes.size(); ++i)
        gather(nodes[i], path + (all ? ".and[" : ".or[") + std::to_string(i) + "]", fields, found);
}

} // namespace

std::vector<LocalCondition> localConditions(const Filter& filter, Fields fields)
{
    std::vector<LocalCondition> found;
    gather(filter.root, "where", fields, found);
    return found;
}

} // namespace tracedeck::logpush
