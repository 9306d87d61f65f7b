#include "events/json_check.h"

#include <array>
#include <bitset>
#include <cstdint>
#include <cstring>

namespace tracedeck::events {

namespace {

constexpr std::size_t kDeepest = 1024;

constexpr bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}
constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
constexpr bool isHex(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Walks over one value; every step returns false with `m_reason` set.
class Checker {
public:
    explicit Checker(std::string_view text) : m_begin(text.data()), m_at(text.data()), m_end(text.data() + text.size()) {}

    const char* run() { return value() && end() ? nullptr : m_reason; }
    std::size_t position() const { return static_cast<std::size_t>(m_at - m_begin); }

private:
    bool wrong(const char* reason)
    {
        m_reason = reason;
        return false;
    }
    char peek() const { return m_at < m_end ? *m_at : '\0'; }
    void skipSpace()
    {
        while (m_at < m_end && isSpace(*m_at))
            ++m_at;
    }
    bool end()
    {
        skipSpace();
        return m_at == m_end || wrong("something after the value");
    }

    // Opens containers until a scalar, then closes as many as end there; levels are bits, not calls.
    bool value()
    {
        for (;;) {
            skipSpace();
            const char c = peek();
            if (c == '{' || c == '[') {
                bool empty = false;
                if (!open(c, empty))
                    return false;
                if (!empty)
                    continue;
            } else if (!scalar(c)) {
                return false;
            }
            bool more = false;
            if (!close(more))
                return false;
            if (!more)
                return true;
        }
    }

    bool open(char c, bool& empty)
    {
        if (m_depth == kDeepest)
            return wrong("nested too deep");
        ++m_at;
        m_isObject[m_depth++] = c == '{';
        skipSpace();
        if (peek() == (c == '{' ? '}' : ']')) {
            ++m_at;
            --m_depth;
            empty = true;
            return true;
        }
        return c == '[' || key();
    }

    bool key()
    {
        skipSpace();
        if (peek() != '"')
            return wrong("a key in quotes is missing");
        if (!string())
            return false;
        skipSpace();
        if (peek() != ':')
            return wrong("a colon is missing");
        ++m_at;
        return true;
    }

    /// After a value: `more` when another follows a comma.
    bool close(bool& more)
    {
        while (m_depth > 0) {
            skipSpace();
            const bool object = m_isObject[m_depth - 1];
            const char c = peek();
            if (c == ',') {
                ++m_at;
                more = true;
                return !object || key();
            }
            if (c != (object ? '}' : ']'))
                return wrong(object ? "a comma or } is missing" : "a comma or ] is missing");
            ++m_at;
            --m_depth;
        }
        more = false;
        return true;
    }

    bool scalar(char c)
    {
        switch (c) {
        case '"': return string();
        case 't': return word("true");
        case 'f': return word("false");
        case 'n': return word("null");
        default: return isDigit(c) || c == '-' ? number() : wrong("a value is missing");
        }
    }

    bool word(std::string_view expected)
    {
        if (!std::string_view(m_at, static_cast<std::size_t>(m_end - m_at)).starts_with(expected))
            return wrong("no such word");
        m_at += expected.size();
        return true;
    }

    void skipDigits()
    {
        while (isDigit(peek()))
            ++m_at;
    }

    bool number()
    {
        if (*m_at == '-')
            ++m_at;
        if (!isDigit(peek()))
            return wrong("a digit is missing");
        const bool zero = *m_at++ == '0';
        if (zero && isDigit(peek()))
            return wrong("a number starts with 0");
        skipDigits();
        if (peek() == '.') {
            ++m_at;
            if (!isDigit(peek()))
                return wrong("a digit is missing");
            skipDigits();
        }
        if (peek() == 'e' || peek() == 'E') {
            ++m_at;
            if (peek() == '+' || peek() == '-')
                ++m_at;
            if (!isDigit(peek()))
                return wrong("a digit is missing");
            skipDigits();
        }
        return true;
    }

    /// Past the bytes of a string that mean themselves, eight at a time.
    void skipPlain()
    {
        constexpr std::uint64_t kOnes = 0x0101010101010101ULL, kHigh = 0x8080808080808080ULL;
        const auto zeroIn = [](std::uint64_t x) { return (x - kOnes) & ~x & kHigh; };
        while (m_end - m_at >= 8) {
            std::uint64_t bytes = 0;
            std::memcpy(&bytes, m_at, 8);
            const std::uint64_t control = (bytes - kOnes * 0x20) & ~bytes & kHigh;
            if ((control | zeroIn(bytes ^ kOnes * '"') | zeroIn(bytes ^ kOnes * '\\')) != 0)
                break;
            m_at += 8;
        }
        while (m_at < m_end && *m_at != '"' && *m_at != '\\' && static_cast<unsigned char>(*m_at) >= 0x20)
            ++m_at;
    }

    bool string()
    {
        ++m_at;
        for (;;) {
            skipPlain();
            if (m_at == m_end)
                return wrong("a string is not closed");
            if (*m_at == '"') {
                ++m_at;
                return true;
            }
            if (*m_at != '\\')
                return wrong("a control character in a string");
            if (!escape())
                return false;
        }
    }

    bool escape()
    {
        ++m_at;
        if (m_at == m_end)
            return wrong("a string is not closed");
        const char c = *m_at;
        if (std::string_view("\"\\/bfnrt").find(c) != std::string_view::npos) {
            ++m_at;
            return true;
        }
        if (c != 'u' || m_end - m_at < 5 || !isHex(m_at[1]) || !isHex(m_at[2]) || !isHex(m_at[3]) || !isHex(m_at[4]))
            return wrong("no such escape");
        m_at += 5;
        return true;
    }

    const char* m_begin;
    const char* m_at;
    const char* m_end;
    const char* m_reason = "";
    std::size_t m_depth = 0;
    std::bitset<kDeepest> m_isObject;
};

} // namespace

const char* jsonProblem(std::string_view text)
{
    return Checker(text).run();
}

std::optional<JsonProblem> findJsonProblem(std::string_view text)
{
    Checker checker(text);
    if (const char* reason = checker.run())
        return JsonProblem {reason, checker.position()};
    return std::nullopt;
}

} // namespace tracedeck::events
