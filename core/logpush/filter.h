#pragma once

#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tracedeck::logpush {

/// Operators of the Logpush filter language, spelled as in its JSON; behind them those that only the viewer knows (`isLocal`).
enum class Operator : std::uint8_t {
    Eq,
    NotEq,
    Lt,
    Leq,
    Gt,
    Geq,
    StartsWith,
    NotStartsWith,
    EndsWith,
    NotEndsWith,
    Contains,
    NotContains,
    In,
    NotIn,
    Matches, ///< local from here on: a regular expression (PCRE2) that is found somewhere in the text
    NotMatches,
    NotLt, ///< true where `Lt` is not, so also of an absent value
    NotLeq,
    NotGt,
    NotGeq,
};
[[nodiscard]] std::string_view operatorName(Operator op);
/// The operator of a job's filter that is spelled so; none of the local ones.
[[nodiscard]] std::optional<Operator> operatorNamed(std::string_view name);
/// Whether no job can hold it.
[[nodiscard]] bool isLocal(Operator op);
/// Whether it is true exactly where its positive form is not.
[[nodiscard]] bool isNegated(Operator op);
/// The operator that is true exactly where `op` is not; `lt` becomes the local `!lt`, which keeps absent values.
[[nodiscard]] Operator oppositeOf(Operator op);

/// How Contains and Matches (and their negations) look at text; of the viewer alone, as the local operators are.
struct TextFlags {
    bool ignoreCase = false; ///< by Unicode's simple case folding
    bool wholeWord = false;  ///< no letter, digit or underscore of any script right before or behind what is found
    bool operator==(const TextFlags&) const = default;
};

/// A typed value of a condition.
using FilterValue = std::variant<std::string, std::int64_t, double, bool>;

struct FilterNode;

/// `{"key":…,"operator":…,"value":…}`
struct Condition {
    std::string key; ///< a field of the dataset, or one of the store's own names ("Status", "Level", …)
    Operator op = Operator::Eq;
    std::vector<FilterValue> values; ///< exactly one, except for In / NotIn
    TextFlags flags {};              ///< none in a job
    bool operator==(const Condition&) const = default;
};
struct AllOf {
    std::vector<FilterNode> nodes;
    bool operator==(const AllOf&) const;
};
struct AnyOf {
    std::vector<FilterNode> nodes;
    bool operator==(const AnyOf&) const;
};

/// One node of the tree: exactly one of and / or / condition.
struct FilterNode {
    std::variant<AllOf, AnyOf, Condition> node;
    bool operator==(const FilterNode& other) const;
};
inline bool AllOf::operator==(const AllOf& other) const
{
    return nodes == other.nodes;
}
inline bool AnyOf::operator==(const AnyOf& other) const
{
    return nodes == other.nodes;
}
inline bool FilterNode::operator==(const FilterNode& other) const
{
    return node == other.node;
}

/// A filter as a job holds it; a group without nodes keeps everything.
struct Filter {
    FilterNode root {AllOf {}};

    [[nodiscard]] bool keepsAll() const;
    bool operator==(const Filter&) const = default;
};

/// Reads `{"where": …}`, or its string-encoded form; an empty text, null and "" keep everything. Reasons are worded as Cloudflare's own
/// tools do. Fails with BadFilter, detail "where.and[1].operator: …": no JSON, unknown keys, no `where`, other than one of and / or /
/// condition in a node, an unknown operator, no list for `in`, a value that is none (object, null, number past 64 bits), over 64 levels.
[[nodiscard]] Result<Filter> parseFilter(std::string_view json);
/// The JSON that `parseFilter` reads back to the same tree. What only the viewer knows is written too ("matches", "ignoreCase"), so that
/// `parseFilter` and Cloudflare refuse it instead of keeping something else; ask `localConditions` first.
[[nodiscard]] std::string printFilter(const Filter& filter);

/// `filter` and one more condition (top level "and").
[[nodiscard]] Filter withCondition(const Filter& filter, Condition condition);
/// `filter` without the top-level conditions on `key`.
[[nodiscard]] Filter withoutKey(const Filter& filter, std::string_view key);
/// The top-level conditions (those joined by "and" at the root), for chips.
[[nodiscard]] std::vector<Condition> topConditions(const Filter& filter);

} // namespace tracedeck::logpush
