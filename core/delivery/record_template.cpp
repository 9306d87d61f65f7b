#include "delivery/record_output.h"

#include <algorithm>

namespace tracedeck::delivery {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::string_view kSpace = " \t\r\n";

std::string_view trimmedLeft(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
    return text;
}

std::string_view trimmedRight(std::string_view text)
{
    return text.substr(0, text.find_last_not_of(kSpace) + 1);
}

bool isNameChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Cuts a template into its pieces, from the front.
class TemplateReader {
public:
    explicit TemplateReader(std::string_view text) : m_text(text) {}

    Result<std::vector<TemplatePiece>> read()
    {
        while (m_at < m_text.size()) {
            const auto open = std::min(m_text.find("{{", m_at), m_text.size());
            std::string_view plain = m_text.substr(m_at, open - m_at);
            const bool trimsBefore =
                open + 3 < m_text.size() && m_text[open + 2] == '-' && kSpace.find(m_text[open + 3]) != std::string_view::npos;
            if (m_trims)
                plain = trimmedLeft(plain);
            addText(trimsBefore ? trimmedRight(plain) : plain);
            if (open == m_text.size())
                break;
            m_at = open + (trimsBefore ? 3 : 2);
            if (auto read = readAction(open); !read)
                return fail(read.error());
        }
        return std::move(m_pieces);
    }

private:
    static tl::unexpected<Error> bad(QStringView reason, std::size_t at)
    {
        return fail(ErrorCode::BadValue, reason % u" at byte " % QString::number(at), u"record_template"_s);
    }

    void skipSpace() { m_at = std::min(m_text.find_first_not_of(kSpace, m_at), m_text.size()); }
    void addText(std::string_view text)
    {
        if (!text.empty())
            m_pieces.push_back({std::string(text)});
    }

    Result<void> readAction(std::size_t open)
    {
        skipSpace();
        Result<void> read;
        const std::string_view left = m_text.substr(m_at);
        if (left.starts_with("/*"))
            read = readComment();
        else if (left.starts_with('.'))
            read = readField();
        else if (left.starts_with('`') || left.starts_with('"'))
            read = readConstant();
        else
            return bad(u"only a field, a string or a comment may stand in {{ }}", open);
        if (!read)
            return read;
        const auto before = m_at;
        skipSpace();
        m_trims = m_at > before && m_text.substr(m_at).starts_with("-}}");
        m_at += m_trims ? 1 : 0;
        if (!m_text.substr(m_at).starts_with("}}"))
            return bad(u"no }} after what opened", open);
        m_at += 2;
        return {};
    }

    Result<void> readComment()
    {
        const auto end = m_text.find("*/", m_at + 2);
        if (end == std::string_view::npos)
            return bad(u"a comment without its end", m_at);
        m_at = end + 2;
        return {};
    }

    Result<void> readField()
    {
        const auto from = ++m_at;
        while (m_at < m_text.size() && isNameChar(m_text[m_at]))
            ++m_at;
        if (m_at == from)
            return bad(u"no name after the dot", from);
        const std::string_view name = m_text.substr(from, m_at - from);
        m_pieces.push_back({std::string(name), recordField(name), true});
        return {};
    }

    Result<void> readConstant()
    {
        const auto from = m_at;
        const char quote = m_text[m_at++];
        std::string value;
        for (; m_at < m_text.size() && m_text[m_at] != quote; ++m_at) {
            char c = m_text[m_at];
            if (quote == '"' && c == '\\') {
                constexpr std::string_view kEscapes = "\"\\nrt", kMeanings = "\"\\\n\r\t";
                const auto which = ++m_at < m_text.size() ? kEscapes.find(m_text[m_at]) : std::string_view::npos;
                if (which == std::string_view::npos)
                    return bad(u"an escape that is none", m_at - 1);
                c = kMeanings[which];
            }
            value += c;
        }
        if (m_at == m_text.size())
            return bad(u"a string without its end", from);
        ++m_at;
        addText(value);
        return {};
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_trims = false; ///< the last action takes the white space behind it
    std::vector<TemplatePiece> m_pieces;
};

} // namespace

Result<std::vector<TemplatePiece>> parseRecordTemplate(std::string_view text)
{
    return TemplateReader(text).read();
}

} // namespace tracedeck::delivery
