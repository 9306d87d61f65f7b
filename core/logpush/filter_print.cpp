#include "logpush/filter.h"

#include <array>
#include <charconv>

namespace tracedeck::logpush {

namespace {

template<typename... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template<typename... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

void appendString(std::string& out, std::string_view text)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out.append({'\\', c});
        else if (byte >= 0x20)
            out += c;
        else if (c == '\n')
            out += "\\n";
        else if (c == '\t')
            out += "\\t";
        else
            out.append({'\\', 'u', '0', '0', kHex[byte >> 4U], kHex[byte & 0xfU]});
    }
    out += '"';
}

template<typename Number>
void appendNumber(std::string& out, Number number)
{
    std::array<char, 32> text {};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    const std::string_view digits(text.data(), static_cast<std::size_t>(end - text.data()));
    out += digits;
    if constexpr (std::is_same_v<Number, double>) {
        if (digits.find_first_of(".e") == std::string_view::npos)
            out += ".0"; // a double stays one
    }
}

void appendValue(std::string& out, const FilterValue& value)
{
    std::visit(Overloaded {
                   [&](const std::string& text) { appendString(out, text); },
                   [&](std::int64_t number) { appendNumber(out, number); },
                   [&](double number) { appendNumber(out, number); },
                   [&](bool flag) { out += flag ? "true" : "false"; },
               },
               value);
}

void appendNode(std::string& out, const FilterNode& node);

template<typename Items, typename Append>
void appendList(std::string& out, const Items& items, Append append)
{
    out += '[';
    for (bool first = true; const auto& item : items) {
        if (!std::exchange(first, false))
            out += ',';
        append(out, item);
    }
    out += ']';
}

void appendCondition(std::string& out, const Condition& condition)
{
    out += R"({"key":)";
    appendString(out, condition.key);
    out += R"(,"operator":)";
    appendString(out, operatorName(condition.op));
    out += R"(,"value":)";
    if (condition.op == Operator::In || condition.op == Operator::NotIn)
        appendList(out, condition.values, appendValue);
    else if (!condition.values.empty())
        appendValue(out, condition.values.front());
    else
        out += R"("")";
    if (condition.flags.ignoreCase)
        out += R"(,"ignoreCase":true)";
    if (condition.flags.wholeWord)
        out += R"(,"wholeWord":true)";
    out += '}';
}

void appendNode(std::string& out, const FilterNode& node)
{
    std::visit(Overloaded {
                   [&](const AllOf& all) {
                       out += R"({"and":)";
                       appendList(out, all.nodes, appendNode);
                       out += '}';
                   },
                   [&](const AnyOf& any) {
                       out += R"({"or":)";
                       appendList(out, any.nodes, appendNode);
                       out += '}';
                   },
                   [&](const Condition& condition) { appendCondition(out, condition); },
               },
               node.node);
}

} // namespace

std::string printFilter(const Filter& filter)
{
    std::string out = R"({"where":)";
    appendNode(out, filter.root);
    out += '}';
    return out;
}

} // namespace tracedeck::logpush
