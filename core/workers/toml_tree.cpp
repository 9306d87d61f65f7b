#include "workers/wrangler_tree.h"

#include <toml++/toml.h>

#include <algorithm>
#include <sstream>

namespace tracedeck::workers {

namespace {

QString textOf(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

Node nodeOf(const toml::node& value);

Node tableOf(const toml::table& table)
{
    Node node;
    node.kind = Node::Kind::Table;
    for (const auto& [key, value] : table)
        node.members.push_back({textOf(key.str()), 0, nodeOf(value)});
    std::ranges::stable_sort(node.members, {}, [](const Node::Member& member) { return member.value.line; });
    return node;
}

/// Numbers and dates as the library prints them: the same text for the same value.
Node otherOf(const toml::node& value)
{
    Node node;
    std::ostringstream printed;
    value.visit([&printed](const auto& each) {
        if constexpr (toml::is_value<decltype(each)>)
            printed << static_cast<int>(each.type()) << ':' << each.get();
    });
    node.text = textOf(printed.str());
    return node;
}

Node nodeOf(const toml::node& value)
{
    Node node;
    if (const auto* table = value.as_table())
        node = tableOf(*table);
    else if (const auto* text = value.as_string())
        node.kind = Node::Kind::Text, node.text = textOf(text->get());
    else if (const auto* flag = value.as_boolean())
        node.kind = Node::Kind::Flag, node.flag = flag->get();
    else if (value.is_array())
        node.kind = Node::Kind::Array;
    else
        node = otherOf(value);
    if (const auto* array = value.as_array()) {
        for (const auto& item : *array)
            node.items.push_back(nodeOf(item));
    }
    node.line = static_cast<int>(value.source().begin.line);
    return node;
}

} // namespace

Result<Node> parseToml(const QByteArray& bytes)
{
    if (auto cost = checkTomlCost(bytes); !cost)
        return fail(cost.error());
    try {
        return tableOf(toml::parse(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size()))));
    } catch (const toml::parse_error& error) {
        return fail(ErrorCode::BadValue,
                    QStringLiteral("line %1, column %2: %3")
                        .arg(error.source().begin.line)
                        .arg(error.source().begin.column)
                        .arg(textOf(error.description())));
    }
}

} // namespace tracedeck::workers
