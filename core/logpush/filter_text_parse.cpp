#include "logpush/filter_text.h"

#include "logpush/filter_text_terms.h"

#include <simdjson.h>

#include <algorithm>
#include <utility>

namespace tracedeck::logpush {

namespace {

/// The nodes with their meaning turned round; false where one is an empty group, which keeps all and has no opposite.
bool negate(FilterNode& node)
{
    if (auto* condition = std::get_if<Condition>(&node.node)) {
        condition->op = oppositeOf(condition->op);
        return true;
    }
    auto* all = std::get_if<AllOf>(&node.node);
    std::vector<FilterNode> nodes = std::move(all ? all->nodes : std::get<AnyOf>(node.node).nodes);
    const bool isTurned = !nodes.empty() && std::ranges::all_of(nodes, negate);
    if (all)
        node.node = AnyOf {std::move(nodes)};
    else
        node.node = AllOf {std::move(nodes)};
    return isTurned;
}

class Reader : TermReader {
public:
    explicit Reader(std::string_view text) : TermReader(text) {}

    Result<Filter> read()
    {
        skipBlanks();
        const bool isOpen = peek() == '(';
        auto root = list(0);
        if (!root)
            return fail(root.error());
        if (m_at < m_text.size())
            return bad(m_at, "nothing is open that this closes");
        if (std::holds_alternative<Condition>(root->node) && !isOpen)
            return Filter {{AllOf {{std::move(*root)}}}};
        return Filter {std::move(*root)};
    }

private:
    /// Goes past the keyword where it stands here.
    bool takes(std::string_view keyword)
    {
        const std::size_t end = m_at + keyword.size();
        if (!m_text.substr(m_at).starts_with(keyword) || !(isEnd(end) || m_text[end] == '('))
            return false;
        m_at = end;
        return true;
    }

    /// Everything up to a ')' or the end.
    Result<FilterNode> list(int depth)
    {
        std::vector<FilterNode> parts, items;
        bool isAny = false, isAll = false; // an OR; an AND with nothing behind it yet
        const auto joined = [&] {
            FilterNode part = items.size() == 1 && !isAll ? std::move(items.front()) : FilterNode {AllOf {std::move(items)}};
            items.clear();
            isAll = false;
            return part;
        };
        for (skipBlanks(); m_at < m_text.size() && peek() != ')'; skipBlanks()) {
            const std::size_t at = m_at;
            if (takes("OR")) {
                skipBlanks();
                const bool isAlone = parts.empty() && !isAny && isEnd(m_at);
                if (items.empty() && !isAlone)
                    return bad(at, "nothing stands before OR");
                if (!items.empty())
                    parts.push_back(joined());
                isAny = true;
            } else if (takes("AND")) {
                if (items.empty() || isAll)
                    return bad(at, "nothing stands before AND");
                isAll = true;
            } else {
                auto one = item(depth);
                if (!one)
                    return one;
                items.push_back(std::move(*one));
                isAll = false;
            }
        }
        if (!isAny)
            return joined();
        if (!items.empty())
            parts.push_back(joined());
        return FilterNode {AnyOf {std::move(parts)}};
    }

    Result<FilterNode> item(int depth)
    {
        const std::size_t at = m_at;
        if (depth > kDeepestFilterText)
            return bad(at, "nested too deep");
        if (peek() == '(')
            return group(depth);
        const bool isMinus = peek() == '-';
        if (!isMinus && !takes("NOT"))
            return term();
        m_at += isMinus ? 1U : 0U;
        if (!isMinus)
            skipBlanks();
        if (isEnd(m_at))
            return bad(at, "nothing stands behind this");
        auto node = item(depth + 1);
        if (node && !negate(*node))
            return bad(at, "an empty group keeps everything, it has no opposite");
        return node;
    }

    Result<FilterNode> group(int depth)
    {
        const std::size_t open = m_at++;
        auto inside = list(depth + 1);
        if (!inside)
            return inside;
        if (peek() != ')')
            return bad(open, "this parenthesis is not closed");
        ++m_at;
        return inside;
    }
};

} // namespace

Result<Filter> parseFilterText(std::string_view text)
{
    if (text.size() > kLongestFilterText)
        return wrongText({}, kLongestFilterText, "longer than " + std::to_string(kLongestFilterText) + " bytes");
    if (!simdjson::validate_utf8(text.data(), text.size()))
        return wrongText({}, 0, "no UTF-8");
    return Reader(text).read();
}

std::optional<std::size_t> filterTextPlace(const Error& error)
{
    const auto colon = error.detail.indexOf(u':');
    if (error.code != ErrorCode::BadFilter || !error.detail.startsWith(u"at ") || colon < 0)
        return std::nullopt;
    bool isNumber = false;
    const auto at = error.detail.mid(3, colon - 3).toULongLong(&isNumber);
    return isNumber ? std::optional<std::size_t> {at} : std::nullopt;
}

} // namespace tracedeck::logpush
