#include "logpush/filter.h"

#include <simdjson.h>

#include <array>

namespace tracedeck::logpush {

namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

constexpr int kDeepest = 64;

tl::unexpected<Error> wrong(std::string_view path, std::string_view reason)
{
    std::string detail {path};
    detail.append(": ").append(reason);
    return fail(ErrorCode::BadFilter, QString::fromStdString(detail));
}

/// The members of a node that mean something; the rest is refused.
struct NodeMembers {
    std::optional<element> all, any, key, op, value;
};

Result<NodeMembers> membersOf(const object& node, const std::string& path)
{
    NodeMembers members;
    const auto known = std::to_array<std::pair<std::string_view, std::optional<element>*>>(
        {{"and", &members.all}, {"or", &members.any}, {"key", &members.key}, {"operator", &members.op}, {"value", &members.value}});
    for (const auto [name, value] : node) {
        const auto* found = std::find_if(known.begin(), known.end(), [name = name](const auto& row) { return row.first == name; });
        if (found == known.end())
            return wrong(path, "unknown key \"" + std::string(name) + "\"");
        if (*found->second)
            return wrong(path, "\"" + std::string(name) + "\" is there twice");
        *found->second = value;
    }
    return members;
}

Result<FilterValue> readValue(const element& value, const std::string& path)
{
    switch (value.type()) {
    case element_type::STRING: return FilterValue {std::string(value.get_string().value_unsafe())};
    case element_type::INT64: return FilterValue {value.get_int64().value_unsafe()};
    case element_type::DOUBLE: return FilterValue {value.get_double().value_unsafe()};
    case element_type::BOOL: return FilterValue {value.get_bool().value_unsafe()};
    case element_type::UINT64: return wrong(path, "the number is past 64 bits");
    case element_type::NULL_VALUE: return wrong(path, "null is no value");
    case element_type::ARRAY: return wrong(path, "a list only goes with in and !in");
    case element_type::OBJECT: return wrong(path, "an object is no value");
    }
    return wrong(path, "no value");
}

Result<std::vector<FilterValue>> readValues(const element& value, bool list, const std::string& path)
{
    std::vector<FilterValue> values;
    if (!list) {
        auto one = readValue(value, path);
        if (!one)
            return fail(std::move(one.error()));
        values.push_back(std::move(*one));
        return values;
    }
    array elements;
    if (value.get_array().get(elements) != simdjson::SUCCESS)
        return wrong(path, "in and !in need an array");
    for (const element& each : elements) {
        auto one = readValue(each, path + "[" + std::to_string(values.size()) + "]");
        if (!one)
            return fail(std::move(one.error()));
        values.push_back(std::move(*one));
    }
    if (values.empty())
        return wrong(path, "the array is empty");
    return values;
}

Result<FilterNode> readCondition(const NodeMembers& members, const std::string& path)
{
    std::string_view key, name;
    if (!members.key)
        return wrong(path, "Key is missing");
    if (members.key->get_string().get(key) != simdjson::SUCCESS)
        return wrong(path + ".key", "must be a string");
    if (key.empty())
        return wrong(path, "Key is missing");
    if (!members.op)
        return wrong(path, "Operator is missing");
    if (members.op->get_string().get(name) != simdjson::SUCCESS)
        return wrong(path + ".operator", "must be a string");
    if (name.empty())
        return wrong(path, "Operator is missing");
    const auto op = operatorNamed(name);
    if (!op)
        return wrong(path + ".operator", "unknown operator \"" + std::string(name) + "\"");
    if (!members.value)
        return wrong(path, "Value is missing");
    auto values = readValues(*members.value, *op == Operator::In || *op == Operator::NotIn, path + ".value");
    if (!values)
        return fail(std::move(values.error()));
    return FilterNode {Condition {std::string(key), *op, std::move(*values)}};
}

Result<FilterNode> readNode(const element& json, const std::string& path, int depth);

template<typename Joined>
Result<FilterNode> readJoined(const element& json, const std::string& path, int depth)
{
    array elements;
    if (json.get_array().get(elements) != simdjson::SUCCESS)
        return wrong(path, "must be an array");
    Joined joined;
    for (const element& each : elements) {
        auto node = readNode(each, path + "[" + std::to_string(joined.nodes.size()) + "]", depth + 1);
        if (!node)
            return node;
        joined.nodes.push_back(std::move(*node));
    }
    return FilterNode {std::move(joined)};
}

Result<FilterNode> readNode(const element& json, const std::string& path, int depth)
{
    object node;
    if (depth > kDeepest)
        return wrong(path, "nested too deep");
    if (json.get_object().get(node) != simdjson::SUCCESS)
        return wrong(path, "must be an object");
    const auto members = membersOf(node, path);
    if (!members)
        return fail(members.error());
    const bool leaf = members->key || members->op || members->value;
    if (members->all && (members->any || leaf))
        return wrong(path, "And can't be set with Or, Key, Operator or Value");
    if (members->any && leaf)
        return wrong(path, "Or can't be set with And, Key, Operator or Value");
    if (members->all)
        return readJoined<AllOf>(*members->all, path + ".and", depth);
    if (members->any)
        return readJoined<AnyOf>(*members->any, path + ".or", depth);
    return readCondition(*members, path);
}

Result<Filter> readFilter(const object& root)
{
    std::optional<element> where;
    for (const auto [name, value] : root) {
        if (name != "where")
            return wrong("filter",
                         name == "key" || name == "and" || name == "or" ? "Where is missing around the tree"
                                                                        : "unknown key \"" + std::string(name) + "\"");
        if (where)
            return wrong("filter", "\"where\" is there twice");
        where = value;
    }
    if (!where)
        return wrong("filter", "Where is missing");
    auto node = readNode(*where, "where", 0);
    if (!node)
        return fail(std::move(node.error()));
    return Filter {std::move(*node)};
}

Result<Filter> parseText(std::string_view text, bool encoded)
{
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return Filter {};
    simdjson::dom::parser parser;
    element root;
    if (const auto error = parser.parse(simdjson::padded_string(text)).get(root))
        return wrong("filter", std::string("not JSON: ") + simdjson::error_message(error));
    switch (root.type()) {
    case element_type::NULL_VALUE: return Filter {};
    case element_type::OBJECT: return readFilter(root.get_object().value_unsafe());
    case element_type::STRING:
        if (!encoded)
            return parseText(root.get_string().value_unsafe(), true);
        [[fallthrough]];
    default: return wrong("filter", "must be an object with \"where\"");
    }
}

} // namespace

Result<Filter> parseFilter(std::string_view json)
{
    return parseText(json, false);
}

} // namespace tracedeck::logpush
