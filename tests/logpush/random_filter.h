#pragma once

#include "logpush/filter.h"

#include <QRandomGenerator>

#include <array>
#include <bit>
#include <cmath>
#include <string_view>

namespace tracedeck::test {

/// Trees of any shape that `parseFilter` takes, or `parseFilterText` with what only the viewer knows, from one seed.
class RandomFilter {
public:
    enum class Language { Job, Viewer };
    RandomFilter(quint32 seed, std::vector<std::string> keys, Language language = Language::Job)
        : m_random(seed)
        , m_keys(std::move(keys))
        , m_language(language)
    {}

    /// Up to `depth` groups within one another.
    logpush::Filter next(int depth = 4) { return {node(depth)}; }

private:
    logpush::FilterNode node(int depth)
    {
        switch (depth == 0 ? 2 : m_random.bounded(4)) {
        case 0: return {logpush::AllOf {nodes(depth)}};
        case 1: return {logpush::AnyOf {nodes(depth)}};
        default: return {condition()};
        }
    }
    std::vector<logpush::FilterNode> nodes(int depth)
    {
        std::vector<logpush::FilterNode> all;
        for (int i = m_random.bounded(4); i > 0; --i)
            all.push_back(node(depth - 1));
        return all;
    }
    logpush::Condition condition()
    {
        using logpush::Operator;
        const auto op = static_cast<Operator>(m_random.bounded(m_language == Language::Job ? 14 : 20));
        logpush::Condition made {m_keys[m_random.bounded(static_cast<quint32>(m_keys.size()))], op, {value()}};
        if (op == Operator::In || op == Operator::NotIn) {
            for (int i = m_random.bounded(3); i > 0; --i)
                made.values.push_back(value());
        }
        if (op == Operator::Matches || op == Operator::NotMatches)
            made.values = {expression()};
        const bool looks = op == Operator::Matches || op == Operator::NotMatches || op == Operator::Contains || op == Operator::NotContains;
        if (m_language == Language::Viewer && looks && std::holds_alternative<std::string>(made.values.front()))
            made.flags = {m_random.bounded(2) == 1, m_random.bounded(2) == 1};
        return made;
    }
    std::string expression()
    {
        static constexpr auto kPieces = std::to_array<std::string_view>({"a", "/", "\\/", "\\.", "\"", "\n", " ", "(b|c)", "[/]", ".*",
                                                                         "\\d+", "\xc3\xa9", "\\\\", "#", "i", "\\Qx\\E", "\xe2\x80\xae"});
        std::string made;
        for (int i = m_random.bounded(6); i > 0; --i)
            made += kPieces[m_random.bounded(static_cast<quint32>(kPieces.size()))];
        return made;
    }
    logpush::FilterValue value()
    {
        switch (m_random.bounded(6)) {
        case 0: return static_cast<std::int64_t>(m_random.generate64());
        case 1: return static_cast<double>(static_cast<std::int64_t>(m_random.generate64())) / 4096.0;
        case 2: return m_random.bounded(2) == 1;
        case 3: return static_cast<std::int64_t>(m_random.bounded(100));
        case 4: return anyDouble();
        default: return text();
        }
    }
    /// Of any size, the smallest and the largest among them.
    double anyDouble()
    {
        for (;;) {
            if (const auto made = std::bit_cast<double>(m_random.generate64()); std::isfinite(made))
                return made;
        }
    }
    std::string text()
    {
        using namespace std::string_view_literals;
        static constexpr auto kPieces = std::to_array<std::string_view>({"a",
                                                                         "ok",
                                                                         "\"",
                                                                         "\\",
                                                                         "\n",
                                                                         "\t",
                                                                         "\r",
                                                                         "\b",
                                                                         "\0"sv,
                                                                         "\x01",
                                                                         "\x7f",
                                                                         "\xc3\xa9",
                                                                         "\xe3\x81\x82",
                                                                         "\xf0\x9f\x98\x80",
                                                                         "e\xcc\x81",
                                                                         "\\u0041",
                                                                         "{",
                                                                         "]",
                                                                         " ",
                                                                         "\xe2\x80\xae",
                                                                         "\xef\xbf\xbd",
                                                                         "/",
                                                                         "30",
                                                                         "null",
                                                                         "OR",
                                                                         "-",
                                                                         "*",
                                                                         "~",
                                                                         ":",
                                                                         "Text:",
                                                                         "(",
                                                                         ")",
                                                                         ",",
                                                                         "//",
                                                                         "true"});
        std::string made;
        for (int i = m_random.bounded(6); i > 0; --i)
            made += kPieces[m_random.bounded(static_cast<quint32>(kPieces.size()))];
        return made;
    }

    QRandomGenerator m_random;
    std::vector<std::string> m_keys;
    Language m_language;
};

} // namespace tracedeck::test
