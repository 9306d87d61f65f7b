#include "delivery/limits.h"

#include <algorithm>
#include <optional>

namespace tracedeck::delivery {

namespace {

struct Prefix {
    std::size_t bytes = 0;
    std::size_t units = 0;
    bool whole = true;
};

std::size_t sequenceLength(char lead)
{
    const auto c = static_cast<unsigned char>(lead);
    return c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

/// The longest beginning of a UTF-8 text that has at most `limit` UTF-16 code units.
Prefix prefixOf(std::string_view text, std::size_t limit)
{
    Prefix prefix;
    while (prefix.bytes < text.size()) {
        const std::size_t length = std::min(sequenceLength(text[prefix.bytes]), text.size() - prefix.bytes);
        const std::size_t units = length == 4 ? 2 : 1;
        if (prefix.units + units > limit)
            return {prefix.bytes, prefix.units, false};
        prefix.bytes += length;
        prefix.units += units;
    }
    return prefix;
}

/// What is left of today's limit while the items go by in their order.
class Allowance {
public:
    explicit Allowance(std::size_t limit) : m_left(limit) {}

    enum class Fate { Whole, Cut, Replaced, Dropped };

    /// Decides about the next item and, where it is cut, cuts it and puts the marker behind it.
    Fate take(std::string& text, std::string_view marker)
    {
        if (m_crossed)
            return follow();
        const Prefix prefix = prefixOf(text, m_left);
        m_left -= prefix.units;
        if (prefix.whole)
            return Fate::Whole;
        text.resize(prefix.bytes);
        text += marker;
        m_crossed = true;
        return Fate::Cut;
    }

    /// For an item that comes in pieces (a console line): what happens to it as a whole before its pieces are taken.
    Fate begin() { return m_crossed ? follow() : Fate::Whole; }
    [[nodiscard]] bool crossed() const { return m_crossed; }

private:
    Fate follow()
    {
        if (m_replaced)
            return Fate::Dropped;
        m_replaced = true;
        return Fate::Replaced;
    }

    std::size_t m_left;
    bool m_crossed = false;
    bool m_replaced = false;
};

using Fate = Allowance::Fate;

void limitText(std::string& text, Allowance& allowance, std::string_view marker)
{
    switch (allowance.take(text, marker)) {
    case Fate::Replaced: text = marker; break;
    case Fate::Dropped: text.clear(); break;
    default: break;
    }
}

/// True when the line stays.
bool limitLine(events::LogLine& line, Allowance& allowance)
{
    const Fate fate = allowance.begin();
    if (fate == Fate::Replaced)
        line.arguments.assign(1, {std::string(kLogMessagesMarker), false});
    if (fate != Fate::Whole)
        return fate == Fate::Replaced;
    for (std::size_t i = 0; i < line.arguments.size(); ++i) {
        if (allowance.take(line.arguments[i].text, kLogMessagesMarker) != Fate::Cut)
            continue;
        line.arguments[i].isJson = false;
        line.arguments.resize(i + 1);
        break;
    }
    return true;
}

bool isGone(const events::Exception& exception)
{
    return exception.name.empty() && exception.message.empty();
}

void applyToday(events::Event& record)
{
    Allowance allowance(kCharactersToday);
    for (auto& exception : record.exceptions)
        limitText(exception.name, allowance, kNamesMarker);
    for (auto& exception : record.exceptions)
        limitText(exception.message, allowance, kExceptionMessagesMarker);
    if (allowance.crossed())
        std::erase_if(record.exceptions, isGone);
    std::erase_if(record.logs, [&allowance](events::LogLine& line) { return !limitLine(line, allowance); });
}

/// The first elements of a JSON array given as compact text; nullopt where it is no array or has no more than these.
std::optional<std::string> shortenedArray(std::string_view json, std::size_t elements)
{
    if (json.empty() || json.front() != '[')
        return std::nullopt;
    int depth = 0;
    bool inString = false;
    std::size_t commas = 0;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inString) {
            if (c == '\\')
                ++i;
            inString = c != '"';
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            ++depth;
        } else if (c == ']' || c == '}') {
            --depth;
        } else if (c == ',' && depth == 1 && ++commas == elements) {
            return std::string(json.substr(0, i)) + ']';
        }
    }
    return std::nullopt;
}

void limitLine2022(events::LogLine& line)
{
    if (line.arguments.size() > kNestedElements2022)
        line.arguments.resize(kNestedElements2022);
    std::size_t left = kLineCharacters2022;
    for (std::size_t i = 0; i < line.arguments.size(); ++i) {
        auto& argument = line.arguments[i];
        if (auto shorter = argument.isJson ? shortenedArray(argument.text, kNestedElements2022) : std::nullopt)
            argument.text = std::move(*shorter);
        const Prefix prefix = prefixOf(argument.text, left);
        left -= prefix.units;
        if (prefix.whole)
            continue;
        argument.text.resize(prefix.bytes);
        argument.isJson = false;
        line.arguments.resize(prefix.bytes == 0 ? i : i + 1);
        return;
    }
}

void apply2022(events::Event& record)
{
    if (record.logs.size() > kArrayElements2022)
        record.logs.resize(kArrayElements2022);
    if (record.exceptions.size() > kArrayElements2022)
        record.exceptions.resize(kArrayElements2022);
    for (auto& line : record.logs)
        limitLine2022(line);
    for (auto& exception : record.exceptions)
        exception.message.resize(prefixOf(exception.message, kLineCharacters2022).bytes);
}

} // namespace

void applyLimits(events::Event& record, Regime regime)
{
    switch (regime) {
    case Regime::Today: applyToday(record); break;
    case Regime::Limits2022: apply2022(record); break;
    }
}

} // namespace tracedeck::delivery
