#include "logpush/value_test.h"

#include "events/json_text.h"

#include <QLocale>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace tracedeck::logpush {

namespace {

template<typename T>
std::optional<T> parsed(std::string_view text)
{
    T value {};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc {} && end == text.data() + text.size() ? std::optional<T> {value} : std::nullopt;
}

int compare(long double value, long double other)
{
    return value < other ? -1 : value > other ? 1 : value == other ? 0 : 2;
}

/// -1, 0, 1, or 2 where there is no order; whole numbers are compared exactly.
int compare(std::int64_t value, const std::optional<std::int64_t>& whole, double real)
{
    if (whole)
        return value < *whole ? -1 : value > *whole ? 1 : 0;
    return compare(static_cast<long double>(value), static_cast<long double>(real));
}

} // namespace

ValueTest::ValueTest(const logpush::Condition& condition)
    : m_op(logpush::isNegated(condition.op) ? oppositeOf(condition.op) : condition.op)
    , m_negated(logpush::isNegated(condition.op))
{
    for (const auto& value : condition.values) {
        if (const auto* text = std::get_if<std::string>(&value)) {
            m_texts.push_back(*text);
            if (const auto whole = parsed<std::int64_t>(*text))
                m_numbers.push_back({whole, 0});
            else if (const auto real = parsed<double>(*text); real && std::isfinite(*real))
                m_numbers.push_back({std::nullopt, *real});
        } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
            m_texts.push_back(std::to_string(*whole));
            m_numbers.push_back({*whole, 0});
        } else if (const auto* real = std::get_if<double>(&value)) {
            m_texts.push_back(QString::number(*real, 'g', QLocale::FloatingPointShortest).toStdString());
            m_numbers.push_back({std::nullopt, *real});
        } else {
            m_texts.emplace_back(std::get<bool>(value) ? "true" : "false");
        }
    }
    if ((m_op != Operator::Contains && m_op != Operator::Matches) || m_texts.empty())
        return;
    auto pattern = m_op == Operator::Matches ? TextPattern::regex(m_texts.front(), condition.flags)
                                             : TextPattern::literal(m_texts.front(), condition.flags);
    if (pattern)
        m_pattern = std::make_shared<const TextPattern>(std::move(*pattern));
    else
        m_failure = pattern.error();
}

bool ValueTest::text(std::string_view value) const
{
    const auto any = [this](auto test) { return std::any_of(m_texts.begin(), m_texts.end(), test); };
    switch (m_op) {
    case Operator::Eq:
    case Operator::In: return any([value](const auto& t) { return value == t; });
    case Operator::StartsWith: return any([value](const auto& t) { return value.starts_with(t); });
    case Operator::EndsWith: return any([value](const auto& t) { return value.ends_with(t); });
    case Operator::Contains:
    case Operator::Matches: return m_pattern && m_pattern->isIn(value);
    case Operator::Lt: return any([value](const auto& t) { return value < t; });
    case Operator::Leq: return any([value](const auto& t) { return value <= t; });
    case Operator::Gt: return any([value](const auto& t) { return value > t; });
    case Operator::Geq: return any([value](const auto& t) { return value >= t; });
    default: return false;
    }
}

bool ValueTest::element(std::string_view value) const
{
    if (m_op == Operator::Contains && m_pattern && m_pattern->isPlain())
        return std::find(m_texts.begin(), m_texts.end(), value) != m_texts.end();
    return text(value);
}

bool ValueTest::isOrder() const
{
    return m_op == Operator::Eq || m_op == Operator::In || (m_op >= Operator::Lt && m_op <= Operator::Geq);
}

bool ValueTest::ordered(int compared) const
{
    switch (m_op) {
    case Operator::Lt: return compared == -1;
    case Operator::Leq: return compared == -1 || compared == 0;
    case Operator::Gt: return compared == 1;
    case Operator::Geq: return compared == 1 || compared == 0;
    default: return compared == 0;
    }
}

bool ValueTest::number(std::int64_t value) const
{
    if (!isOrder())
        return text(std::to_string(value));
    return std::any_of(m_numbers.begin(), m_numbers.end(), [&](const Number& n) { return ordered(compare(value, n.whole, n.real)); });
}

bool ValueTest::real(double value) const
{
    return std::any_of(m_numbers.begin(), m_numbers.end(), [&](const Number& n) {
        return ordered(
            compare(static_cast<long double>(value), n.whole ? static_cast<long double>(*n.whole) : static_cast<long double>(n.real)));
    });
}

bool ValueTest::json(std::string_view token) const
{
    if (token.starts_with('"'))
        return text(events::unescapedLoosely(token));
    if (token == "null" || token.empty())
        return false;
    if (const auto whole = parsed<std::int64_t>(token))
        return number(*whole);
    if (const auto number = parsed<double>(token); number && isOrder())
        return real(*number);
    return text(token);
}

} // namespace tracedeck::logpush
