#include "logpush/filter_text_terms.h"

#include "logpush/filter_key.h"
#include "logpush/text_pattern.h"

#include <algorithm>
#include <utility>

namespace tracedeck::logpush {

namespace {

constexpr const char* kStars = "a * can stand before or behind the value of ':'; as a character it wants quotes";
constexpr const char* kNoBlank = "a blank is missing before this";

} // namespace

tl::unexpected<Error> wrongText(std::string_view text, std::size_t at, const std::string& reason)
{
    const std::string_view rest = text.substr(std::min(at, text.size()));
    const std::string_view there = rest.substr(0, std::min(rest.find_first_of(" \t\n\r"), rest.size()));
    return fail(ErrorCode::BadFilter, QString::fromStdString("at " + std::to_string(at) + ": " + reason),
                QString::fromUtf8(there.data(), static_cast<qsizetype>(std::min<std::size_t>(there.size(), 80))));
}

Result<FilterNode> TermReader::term()
{
    const std::size_t at = m_at;
    if (peek() == '"') {
        std::string text;
        if (auto read = quotes(text); !read)
            return fail(read.error());
        if (words::signAt(m_text, m_at) != nullptr)
            return text.empty() ? Result<FilterNode> {bad(at, "the name of a field is missing")} : condition(std::move(text));
        return freeText(std::move(text));
    }
    if (peek() == '/') {
        if (auto expression = freeExpression(); !expression || *expression)
            return expression ? Result<FilterNode> {std::move(**expression)} : fail(expression.error());
    }
    if (words::beginsCondition(m_text, m_at)) {
        const std::size_t end = words::endOfName(m_text, m_at);
        m_at = end;
        return condition(filterKey(m_text.substr(at, end - at)).name);
    }
    return freeWord();
}

Result<void> TermReader::quotes(std::string& text)
{
    const auto end = words::readQuotes(m_text, m_at, text);
    if (end.problem != nullptr)
        return bad(end.at, end.problem);
    m_at = end.at;
    return {};
}

Result<std::string_view> TermReader::letters(std::string_view allowed)
{
    const std::size_t at = m_at;
    while (peek() >= 'a' && peek() <= 'z') {
        if (allowed.find(peek()) == std::string_view::npos)
            return bad(m_at, "no such flag; there are " + std::string(allowed));
        ++m_at;
    }
    return m_text.substr(at, m_at - at);
}

Result<void> TermReader::ended()
{
    return isEnd(m_at) ? Result<void> {} : Result<void> {bad(m_at, kNoBlank)};
}

Result<FilterNode> TermReader::freeText(std::string text)
{
    const auto flags = letters("ciw");
    if (!flags)
        return fail(flags.error());
    if (auto end = ended(); !end)
        return fail(end.error());
    const auto has = [&](char c) { return flags->find(c) != std::string_view::npos; };
    return FilterNode {Condition {"Text", Operator::Contains, {std::move(text)}, {!has('c'), has('w')}}};
}

Result<std::optional<FilterNode>> TermReader::freeExpression()
{
    const std::size_t open = m_at;
    std::string expression;
    std::size_t end = words::readSlashes(m_text, open, expression);
    if (end == std::string_view::npos || expression.empty())
        return std::optional<FilterNode> {};
    while (end < m_text.size() && (m_text[end] == 'i' || m_text[end] == 'w'))
        ++end;
    if (!isEnd(end))
        return std::optional<FilterNode> {};
    auto made = matching("Text");
    if (!made)
        return fail(made.error());
    return std::optional {std::move(*made)};
}

Result<FilterNode> TermReader::matching(std::string key)
{
    const std::size_t open = m_at;
    std::string expression;
    if (peek() == '"') {
        if (auto read = quotes(expression); !read)
            return fail(read.error());
    } else {
        if (peek() != '/')
            return bad(open, "a regular expression stands between two slashes or in quotes");
        const std::size_t end = words::readSlashes(m_text, open, expression);
        if (end == std::string_view::npos)
            return bad(open, "this regular expression is not closed");
        m_at = end;
    }
    const auto flags = letters("iw");
    if (!flags)
        return fail(flags.error());
    if (auto end = ended(); !end)
        return fail(end.error());
    const auto has = [&](char c) { return flags->find(c) != std::string_view::npos; };
    if (const auto problem = TextPattern::problemOf(expression, {has('i'), has('w')}))
        return bad(open, "no regular expression: " + problem->detail.toStdString());
    return FilterNode {Condition {std::move(key), Operator::Matches, {std::move(expression)}, {has('i'), has('w')}}};
}

std::string_view TermReader::bare(std::string_view stops)
{
    const std::size_t begin = m_at;
    int open = 0;
    for (; m_at < m_text.size() && !words::isBlank(m_text[m_at]) && m_text[m_at] != '"'; ++m_at) {
        if (stops.find(m_text[m_at]) != std::string_view::npos || (m_text[m_at] == ')' && open == 0))
            break;
        open += m_text[m_at] == '(' ? 1 : m_text[m_at] == ')' ? -1 : 0;
    }
    return m_text.substr(begin, m_at - begin);
}

Result<FilterNode> TermReader::freeWord()
{
    std::string_view word = bare("");
    if (peek() == '"')
        return bad(m_at, "quotes in the middle of a word: quote it whole, with \\\" inside");
    const auto first = word.find_first_not_of('*');
    if (first != std::string_view::npos)
        word = word.substr(first, word.find_last_not_of('*') + 1 - first);
    return FilterNode {Condition {"Text", Operator::Contains, {std::string {word}}, {true, false}}};
}

Result<FilterNode> TermReader::condition(std::string key)
{
    const words::Sign* sign = words::signAt(m_text, m_at);
    m_at += sign->text.size();
    Operator op = sign->op;
    if (op == Operator::Eq) {
        if (const words::Sign* order = words::signAt(m_text, m_at); order && order->op >= Operator::Lt && order->op <= Operator::Geq) {
            m_at += order->text.size();
            op = order->op;
        }
    }
    if (op != Operator::Eq)
        return compared(std::move(key), op);
    if (peek() == '~') {
        ++m_at;
        return matching(std::move(key));
    }
    return peek() == '(' ? listed(std::move(key)) : starred(std::move(key));
}

Result<FilterValue> TermReader::value(std::string_view stops)
{
    if (peek() == '"') {
        std::string text;
        if (auto read = quotes(text); !read)
            return fail(read.error());
        return FilterValue {std::move(text)};
    }
    const std::size_t at = m_at;
    const std::string_view word = bare(stops);
    if (word.empty())
        return bad(at, "a value is missing here");
    if (const auto star = word.find('*'); star != std::string_view::npos)
        return bad(at + star, kStars);
    return words::bareValue(word);
}

Result<FilterNode> TermReader::compared(std::string key, Operator op)
{
    auto read = value("");
    if (!read)
        return fail(read.error());
    if (auto end = ended(); !end)
        return fail(end.error());
    return FilterNode {Condition {std::move(key), op, {std::move(*read)}}};
}

Result<FilterNode> TermReader::listed(std::string key)
{
    const std::size_t open = m_at;
    Condition made {std::move(key), Operator::In, {}};
    do {
        ++m_at;
        skipBlanks();
        auto read = value(",()");
        if (!read)
            return fail(read.error());
        made.values.push_back(std::move(*read));
        skipBlanks();
    } while (peek() == ',');
    if (m_at >= m_text.size())
        return bad(open, "this list is not closed");
    if (peek() != ')')
        return bad(m_at, "the values of a list stand apart by commas");
    ++m_at;
    if (auto end = ended(); !end)
        return fail(end.error());
    return FilterNode {std::move(made)};
}

Result<FilterNode> TermReader::starred(std::string key)
{
    const bool before = peek() == '*';
    m_at += before ? 1U : 0U;
    FilterValue value {std::string {}};
    std::string_view flags;
    const std::size_t at = m_at;
    if (peek() == '"') {
        std::string text;
        if (auto read = quotes(text); !read)
            return fail(read.error());
        value = std::move(text);
        auto read = letters("iw");
        if (!read)
            return fail(read.error());
        flags = *read;
    } else if (!before || !(isEnd(m_at) || peek() == '*')) {
        auto read = this->value("*");
        if (!read)
            return fail(read.error());
        value = std::move(*read);
    }
    const bool isStarAlone = before && m_at == at && isEnd(m_at);
    const bool behind = peek() == '*';
    m_at += behind ? 1U : 0U;
    if (!isEnd(m_at))
        return bad(m_at, behind ? kStars : kNoBlank);
    const Operator op = isStarAlone ? Operator::StartsWith
        : before && behind          ? Operator::Contains
        : before                    ? Operator::EndsWith
        : behind                    ? Operator::StartsWith
                                    : Operator::Eq;
    if (!flags.empty() && op != Operator::Contains)
        return bad(at, "flags go with *\"…\"* and regular expressions");
    const auto has = [&](char c) { return flags.find(c) != std::string_view::npos; };
    return FilterNode {Condition {std::move(key), op, {std::move(value)}, {has('i'), has('w')}}};
}

} // namespace tracedeck::logpush
