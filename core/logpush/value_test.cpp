#include "logpush/value_test.h"

#include <QLocale>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace tracedeck::logpush {

namespace {

std::pair<Operator, bool> positiveForm(Operator op)
{
    switch (op) {
    case Operator::NotEq: return {Operator::Eq, true};
    case Operator::NotStartsWith: return {Operator::StartsWith, true};
    case Operator::NotEndsWith: return {Operator::EndsWith, true};
    case Operator::NotContains: return {Operator::Contains, true};
    case Operator::NotIn: return {Operator::In, true};
    default: return {op, false};
    }
}

template<typename T>
std::optional<T> parsed(std::string_view text)
{
    T value {};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc {} && end == text.data() + text.size() ? std::optional<T> {value} : std::nullopt;
}

/// -1, 0, 1; whole numbers are compared exactly.
int compare(std::int64_t value, const std::optional<std::int64_t>& whole, double real)
{
    if (whole)
        return value < *whole ? -1 : value > *whole ? 1 : 0;
    const auto v = static_cast<long double>(value);
    const auto r = static_cast<long double>(real);
    return v < r ? -1 : v > r ? 1 : 0;
}

} // namespace

ValueTest::ValueTest(const logpush::Condition& condition)
{
    std::tie(m_op, m_negated) = positiveForm(condition.op);
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
}

bool ValueTest::text(std::string_view value) const
{
    const auto any = [this](auto test) { return std::any_of(m_texts.begin(), m_texts.end(), test); };
    switch (m_op) {
    case Operator::Eq:
    case Operator::In: return any([value](const auto& t) { return value == t; });
    case Operator::StartsWith: return any([value](const auto& t) { return value.starts_with(t); });
    case Operator::EndsWith: return any([value](const auto& t) { return value.ends_with(t); });
    case Operator::Contains: return any([value](const auto& t) { return value.find(t) != std::string_view::npos; });
    case Operator::Lt: return any([value](const auto& t) { return value < t; });
    case Operator::Leq: return any([value](const auto& t) { return value <= t; });
    case Operator::Gt: return any([value](const auto& t) { return value > t; });
    case Operator::Geq: return any([value](const auto& t) { return value >= t; });
    default: return false;
    }
}

bool ValueTest::element(std::string_view value) const
{
    if (m_op == Operator::Contains)
        return std::find(m_texts.begin(), m_texts.end(), value) != m_texts.end();
    return text(value);
}

bool ValueTest::number(std::int64_t value) const
{
    const auto any = [&](auto test) {
        return std::any_of(m_numbers.begin(), m_numbers.end(), [&](const auto& n) { return test(compare(value, n.whole, n.real)); });
    };
    switch (m_op) {
    case Operator::Eq:
    case Operator::In: return any([](int c) { return c == 0; });
    case Operator::Lt: return any([](int c) { return c < 0; });
    case Operator::Leq: return any([](int c) { return c <= 0; });
    case Operator::Gt: return any([](int c) { return c > 0; });
    case Operator::Geq: return any([](int c) { return c >= 0; });
    default: return text(std::to_string(value));
    }
}

} // namespace tracedeck::logpush
