#include "events/message_pattern.h"

#include "events/fingerprint.h"

#include <algorithm>
#include <array>

namespace tracedeck::events {

namespace {

constexpr std::size_t kLongestMessage = 2048;
constexpr std::size_t kLongestPattern = 200;
constexpr std::size_t kLongestQuote = 200;

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
constexpr bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
constexpr bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}
constexpr bool isLetter(char c)
{
    return isUpper(c) || isLower(c);
}
constexpr bool isWord(char c)
{
    return isLetter(c) || isDigit(c);
}
constexpr bool isHex(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
constexpr bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

template<typename Test>
std::size_t runFrom(std::string_view text, std::size_t at, Test test)
{
    std::size_t end = at;
    while (end < text.size() && test(text[end]))
        ++end;
    return end - at;
}

struct WordShape {
    std::size_t digits = 0, hex = 0, turns = 0; // turns: from a letter to a digit or back
    bool upper = false, lower = false;
};

WordShape shapeOf(std::string_view word)
{
    WordShape shape;
    bool digitBefore = !word.empty() && isDigit(word[0]);
    for (const char c : word) {
        shape.digits += isDigit(c);
        shape.hex += isHex(c);
        shape.upper = shape.upper || isUpper(c);
        shape.lower = shape.lower || isLower(c);
        if (isWord(c)) {
            shape.turns += isDigit(c) != digitBefore;
            digitBefore = isDigit(c);
        }
    }
    return shape;
}

// `pattern`: x a hex digit, d a digit, anything else itself.
bool looksLike(std::string_view text, std::string_view pattern)
{
    if (text.size() < pattern.size())
        return false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char p = pattern[i];
        if (p == 'x' ? !isHex(text[i]) : p == 'd' ? !isDigit(text[i]) : text[i] != p)
            return false;
    }
    return true;
}

/// One pass over a message; each `take…` copies or masks what stands at the reading position and moves past it.
class Masking {
public:
    explicit Masking(std::string_view text) : m_text(text.substr(0, kLongestMessage)) { m_out.reserve(m_text.size()); }

    std::string run()
    {
        while (m_at < m_text.size())
            takeNext();
        while (!m_out.empty() && m_out.back() == ' ')
            m_out.pop_back();
        return std::move(m_out);
    }

private:
    void takeNext()
    {
        const char c = m_text[m_at];
        if (isSpace(c))
            return takeSpace();
        if (isWord(c))
            return takeWord();
        if ((c == '"' || c == '\'' || c == '`') && m_quoteEnd == 0 && opensQuote())
            return takeQuote(c);
        if (c == '<' && m_text.substr(m_at).starts_with("<<<Logpush: "))
            return skipTo(m_text.find(">>>", m_at), 3);
        if (c == '-' && isDigit(at(m_at + 1)) && (m_at == 0 || !isWord(m_text[m_at - 1]))) {
            ++m_at; // a sign belongs to the number
            return;
        }
        if (m_quoteEnd != 0 && m_at >= m_quoteEnd)
            m_quoteEnd = 0;
        m_out += c;
        ++m_at;
    }

    void takeSpace()
    {
        m_at += runFrom(m_text, m_at, isSpace);
        if (!m_out.empty() && m_out.back() != ' ')
            m_out += ' ';
    }

    void takeWord()
    {
        const std::string_view rest = m_text.substr(m_at);
        if (isDigit(rest[0]) && takeTimeOrAddress(rest))
            return;
        if (looksLike(rest, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"))
            return mask("<uuid>", 36);
        if (rest[0] == '0' && (at(m_at + 1) == 'x' || at(m_at + 1) == 'X') && isHex(at(m_at + 2)))
            return mask("<hex>", 2 + runFrom(rest, 2, isHex));
        const std::size_t length = runFrom(rest, 0, isWord);
        if (rest.substr(length).starts_with("://"))
            return takeUrl(length + 3);
        if (takeMail(rest))
            return;
        const std::size_t wide = runFrom(rest, 0, [](char c) { return isWord(c) || c == '-' || c == '_'; });
        if (wide > length && isWideId(rest.substr(0, wide)))
            return mask("<id>", wide);
        takePlainWord(rest.substr(0, length));
    }

    static bool isWideId(std::string_view word)
    {
        const WordShape shape = shapeOf(word);
        return word.size() >= 16 && shape.upper && shape.lower && shape.turns >= 4;
    }

    void takePlainWord(std::string_view word)
    {
        const bool quoted = m_quoteEnd != 0;
        const std::size_t digits = runFrom(word, 0, isDigit);
        if (digits == word.size())
            return takeNumber(quoted);
        const WordShape shape = shapeOf(word);
        const bool shortHex = word.size() >= 4 && shape.hex == word.size() && !(shape.upper && shape.lower); // "room 961e", "a54f"
        if (isMadeUp(word) || (shortHex && shape.digits > 0)
            || (quoted && shape.digits > 0 && word.size() >= 4 && (shape.turns >= 2 || shape.hex == word.size())))
            return mask(!quoted && shape.hex == word.size() ? "<hex>" : "<id>", word.size());
        if (digits > 0 && shape.turns == 1 && word.size() - digits <= 3)
            return mask("<n>", digits); // "300ms": the unit is copied as the next word
        const auto tail =
            static_cast<std::size_t>(std::find_if(word.rbegin(), word.rend(), [](char c) { return !isDigit(c); }) - word.rbegin());
        const std::size_t kept = tail >= 4 ? word.size() - tail : word.size();
        m_out += word.substr(0, kept);
        m_at += kept;
    }

    void takeNumber(bool quoted)
    {
        std::size_t end = m_at;
        do {
            end += runFrom(m_text, end, isDigit);
        } while (end + 1 < m_text.size() && (m_text[end] == '.' || m_text[end] == ',') && isDigit(m_text[end + 1]) && ++end);
        mask(quoted ? "<id>" : "<n>", end - m_at);
    }

    bool takeTimeOrAddress(std::string_view rest)
    {
        if (looksLike(rest, "dddd-dd-dd")) {
            std::size_t length = 10;
            if (looksLike(rest.substr(length), "Tdd:dd") || looksLike(rest.substr(length), " dd:dd"))
                length += 1 + runFrom(rest, length + 1, [](char c) { return isDigit(c) || c == ':' || c == '.' || c == 'Z' || c == '+'; });
            mask("<time>", length);
            return true;
        }
        std::size_t end = 0;
        for (int part = 0; part < 4; ++part) {
            const std::size_t digits = runFrom(rest, end, isDigit);
            if (digits == 0 || digits > 3 || (part < 3 && at(m_at + end + digits) != '.'))
                return false;
            end += digits + (part < 3 ? 1U : 0U);
        }
        mask("<ip>", end);
        return true;
    }

    bool takeMail(std::string_view rest)
    {
        const std::size_t name = runFrom(rest, 0, [](char c) { return isWord(c) || c == '.' || c == '_' || c == '+' || c == '-'; });
        if (name >= rest.size() || rest[name] != '@')
            return false;
        std::size_t host = runFrom(rest, name + 1, [](char c) { return isWord(c) || c == '.' || c == '-'; });
        while (host > 0 && !isWord(rest[name + host]))
            --host;
        if (rest.substr(name + 1, host).find('.') == std::string_view::npos)
            return false;
        mask("<mail>", name + 1 + host);
        return true;
    }

    // Scheme and host stay but for numbers, ids in the path are masked, the query goes.
    void takeUrl(std::size_t schemeLength)
    {
        copy(schemeLength);
        const auto hostEnd = m_at + runFrom(m_text, m_at, [](char c) { return !endsUrl(c) && c != '/' && c != '?' && c != '#'; });
        while (m_at < hostEnd) {
            const std::size_t digits = runFrom(m_text.substr(0, hostEnd), m_at, isDigit);
            digits > 0 ? mask("<n>", digits) : copy(1);
        }
        while (m_at < m_text.size() && m_text[m_at] == '/') {
            copy(1);
            const std::size_t length = runFrom(m_text, m_at, [](char c) { return !endsUrl(c) && c != '/' && c != '?' && c != '#'; });
            const WordShape shape = shapeOf(m_text.substr(m_at, length));
            const bool id = shape.digits > 0 && (shape.digits == length || length >= 8 || shape.hex == length || shape.turns >= 2);
            id ? mask("<id>", length) : copy(length);
        }
        if (m_at < m_text.size() && (m_text[m_at] == '?' || m_text[m_at] == '#'))
            mask("?<query>", runFrom(m_text, m_at, [](char c) { return !endsUrl(c); }));
    }

    static bool endsUrl(char c) { return isSpace(c) || c == '"' || c == '\'' || c == '`' || c == ')' || c == '>' || c == ',' || c == ']'; }

    bool opensQuote() const { return m_at == 0 || !isWord(m_text[m_at - 1]); }

    void takeQuote(char quote)
    {
        std::size_t end = m_at;
        do {
            end = m_text.find(quote, end + 1);
        } while (end != std::string_view::npos && isWord(at(end + 1)) && end - m_at < kLongestQuote);
        m_out += quote;
        ++m_at;
        if (end == std::string_view::npos || end - m_at > kLongestQuote)
            return;
        if (m_text.substr(end + 1).starts_with("...")) // an excerpt of somebody's data
            return mask("<text>", end - m_at);
        m_quoteEnd = end;
    }

    void skipTo(std::size_t end, std::size_t past) { m_at = end == std::string_view::npos ? m_text.size() : end + past; }
    void mask(std::string_view with, std::size_t length)
    {
        m_out += with;
        m_at += length;
    }
    void copy(std::size_t length)
    {
        m_out += m_text.substr(m_at, length);
        m_at += length;
    }
    char at(std::size_t i) const { return i < m_text.size() ? m_text[i] : '\0'; }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_quoteEnd = 0; ///< position of the quote that closes; 0 outside
    std::string m_out;
};

/// "boom (request <hex>)" → "boom": remarks in brackets that carry a mask.
void dropRemarks(std::string& text)
{
    std::size_t from = 0;
    for (std::size_t open = text.find_first_of("(["); open != std::string_view::npos; open = text.find_first_of("([", from)) {
        const auto close = text.find(text[open] == '(' ? ')' : ']', open);
        if (close == std::string_view::npos)
            return;
        const std::string_view remark = std::string_view(text).substr(open, close - open);
        if (remark.find('<') == std::string_view::npos || remark.find('>') == std::string_view::npos) {
            from = open + 1;
            continue;
        }
        from = open > 0 && text[open - 1] == ' ' ? open - 1 : open;
        text.erase(from, close + 1 - from);
    }
}

} // namespace

bool isMadeUp(std::string_view word)
{
    const WordShape shape = shapeOf(word);
    const bool allHex = shape.hex == word.size();
    if (allHex && word.size() >= 8 && !(shape.upper && shape.lower))
        return true;
    if (allHex && word.size() >= 7 && shape.digits >= 2 && shape.turns >= 2)
        return true;
    return word.size() >= 8 && shape.digits >= 2 && (shape.turns >= 3 || (word.size() >= 16 && shape.turns >= 2));
}

std::string normalisedMessage(std::string_view message)
{
    return Masking(message).run();
}

std::string comparedPattern(std::string_view message)
{
    std::string pattern = normalisedMessage(message);
    dropRemarks(pattern);
    if (pattern.size() > kLongestPattern)
        pattern.resize(kLongestPattern);
    while (!pattern.empty() && pattern.back() == ' ')
        pattern.pop_back();
    return pattern;
}

} // namespace tracedeck::events
