#include "ingest/object_scan.h"

namespace tracedeck::ingest {

namespace {

constexpr auto kMatters = [] {
    std::array<bool, 256> table {};
    for (const char c : {'"', '{', '}', '[', ']', '\n'})
        table[static_cast<unsigned char>(c)] = true;
    return table;
}();

} // namespace

bool ObjectScan::open(bool isArray)
{
    if (++m_depth > kDeepest)
        return false;
    auto& word = m_arrays[m_depth / 64];
    const auto bit = std::uint64_t {1} << (m_depth % 64);
    word = isArray ? word | bit : word & ~bit;
    return true;
}

/// Inside of a string, up to behind its closing quote.
ObjectScan::State ObjectScan::passText(std::string_view text)
{
    while (m_at < text.size()) {
        const char c = text[m_at];
        if (c == '\\' && m_at + 1 == text.size())
            return State::More; // what it escapes is not there yet
        if (c == '\n')
            return State::Broken;
        m_at += c == '\\' && text[m_at + 1] != '\n' ? 2U : 1U;
        if (c == '"') {
            m_inText = false;
            return State::More;
        }
    }
    return State::More;
}

ObjectScan::State ObjectScan::passStructure(char c)
{
    switch (c) {
    case '"': m_inText = true; break;
    case '\n':
        if (!m_spansLines)
            return State::Broken;
        m_lineEnd = m_at;
        break;
    case '{':
    case '[':
        if (c == '{' && m_lineEnd > 0 && !inArray() && m_last != ':') { // a key must stand there: the object lacks its end, another begins
            m_at = m_lineEnd;
            return State::Broken;
        }
        if (!open(c == '['))
            return State::Broken;
        break;
    default:
        if (m_depth == 0 || inArray() != (c == ']'))
            return State::Broken;
        if (--m_depth == 0) {
            ++m_at;
            return State::Whole;
        }
    }
    ++m_at;
    return State::More;
}

ObjectScan::State ObjectScan::go(std::string_view text)
{
    while (m_at < text.size()) {
        auto state = State::More;
        if (m_inText) {
            state = passText(text);
            if (m_inText)
                return state;
        } else if (const char c = text[m_at]; kMatters[static_cast<unsigned char>(c)]) {
            state = passStructure(c);
            m_last = c == '\n' ? m_last : c;
        } else {
            m_last = c == ' ' || c == '\t' || c == '\r' ? m_last : c;
            ++m_at;
        }
        if (state != State::More)
            return state;
    }
    return State::More;
}

} // namespace tracedeck::ingest
