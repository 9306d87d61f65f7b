#include "workers/edit_parts.h"

#include <algorithm>

namespace tracedeck::workers {

namespace {

/// Finds the place for one flag in its object.
class JsonEditor {
public:
    JsonEditor(const QByteArray& bytes, const Node& object, bool value)
        : m_bytes(bytes)
        , m_layout(bytes)
        , m_object(object)
        , m_value(value ? "true" : "false")
    {}

    [[nodiscard]] Splice splice() const
    {
        if (const Node* flag = m_object.find(u"logpush"))
            return {flag->begin, flag->end, m_value};
        if (m_object.members.empty())
            return intoEmpty();
        const auto simple = std::find_if(m_object.members.rbegin(), m_object.members.rend(),
                                         [this](const Node::Member& member) { return isSimple(member); });
        return simple == m_object.members.rend() ? afterLast() : lineBelow(*simple);
    }

private:
    [[nodiscard]] char at(qsizetype place) const { return place < m_bytes.size() ? m_bytes.at(place) : '\0'; }

    /// Over spaces and comments, and over line ends where `lines`.
    [[nodiscard]] qsizetype skip(qsizetype place, bool lines) const
    {
        while (place < m_bytes.size()) {
            const char c = at(place);
            if (c == ' ' || c == '\t' || c == '\r' || (c == '\n' && lines))
                ++place;
            else if (c == '/' && at(place + 1) == '/')
                place = endOf("\n", place);
            else if (c == '/' && at(place + 1) == '*')
                place = endOf("*/", place + 2) + 2;
            else
                break;
        }
        return std::min(place, m_bytes.size());
    }

    [[nodiscard]] qsizetype endOf(const char* text, qsizetype place) const
    {
        const qsizetype found = m_bytes.indexOf(text, place);
        return found < 0 ? m_bytes.size() : found;
    }

    /// The comma after a member; -1 where there is none.
    [[nodiscard]] qsizetype commaAfter(const Node& value) const
    {
        const qsizetype place = skip(value.end, true);
        return at(place) == ',' ? place : -1;
    }

    /// A plain value alone in its line, with its comma: a line can go below it, and no other line has to change.
    [[nodiscard]] bool isSimple(const Node::Member& member) const
    {
        const bool isPlain = member.value.kind != Node::Kind::Table && member.value.kind != Node::Kind::Array;
        const qsizetype comma = commaAfter(member.value);
        return isPlain && comma >= 0 && m_layout.beginsLine(member.keyBegin) && at(skip(comma + 1, false)) == '\n'
            && !QByteArrayView(m_bytes).sliced(member.keyBegin, comma - member.keyBegin).contains('\n');
    }

    /// Written as the members around it are: with a space after the colon, or without.
    [[nodiscard]] QByteArray member() const
    {
        bool hasSpace = true;
        if (!m_object.members.empty()) {
            const Node& first = m_object.members.front().value;
            hasSpace = first.begin > 0 && m_bytes.at(first.begin - 1) != ':';
        }
        return QByteArray("\"logpush\":") + (hasSpace ? " " : "") + m_value;
    }

    [[nodiscard]] Splice lineBelow(const Node::Member& member) const
    {
        const qsizetype newline = skip(commaAfter(member.value) + 1, false);
        return m_layout.lineAt(newline + 1, m_layout.indent(member.keyBegin) + this->member() + ',');
    }

    [[nodiscard]] Splice afterLast() const
    {
        const Node::Member& last = m_object.members.back();
        const qsizetype comma = commaAfter(last.value);
        const qsizetype newline = skip(comma < 0 ? last.value.end : comma + 1, false);
        if (at(newline) != '\n' || !m_layout.beginsLine(last.keyBegin))
            return inLine(last, comma);
        const QByteArray line = m_layout.indent(last.keyBegin) + member() + (comma < 0 ? "" : ",") + m_layout.lineEnd();
        if (comma >= 0)
            return {newline + 1, newline + 1, line};
        return {last.value.end, newline + 1, ',' + m_bytes.mid(last.value.end, newline + 1 - last.value.end) + line};
    }

    [[nodiscard]] Splice inLine(const Node::Member& last, qsizetype comma) const
    {
        if (comma >= 0)
            return {comma + 1, comma + 1, ' ' + member() + ','};
        const bool isTight = last.value.begin > 0 && m_bytes.at(last.value.begin - 1) == ':';
        return {last.value.end, last.value.end, (isTight ? "," : ", ") + member()};
    }

    [[nodiscard]] Splice intoEmpty() const
    {
        const qsizetype close = m_object.end - 1;
        if (m_layout.lineStart(close) <= m_object.begin)
            return {m_object.begin + 1, m_object.begin + 1, member()};
        if (!m_layout.beginsLine(close))
            return {m_object.begin + 1, m_object.begin + 1, m_layout.lineEnd() + m_layout.indent(m_object.begin) + "  " + member()};
        return m_layout.lineAt(m_layout.lineStart(close), m_layout.indent(close) + "  " + member());
    }

    const QByteArray& m_bytes;
    Layout m_layout;
    const Node& m_object;
    QByteArray m_value;
};

} // namespace

Result<std::vector<Splice>> jsonSplices(const QByteArray& bytes, const Node& root, const std::vector<FlagEdit>& edits)
{
    std::vector<Splice> splices;
    for (const FlagEdit& edit : edits)
        splices.push_back(JsonEditor(bytes, *sectionOf(root, edit.environment), edit.value).splice());
    return splices;
}

} // namespace tracedeck::workers
