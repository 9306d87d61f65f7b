#include "workers/edit_parts.h"

#include <algorithm>
#include <map>
#include <utility>

namespace tracedeck::workers {

namespace {

/// Of each section the last word.
std::vector<FlagEdit> withoutTwins(const std::vector<FlagEdit>& edits)
{
    std::map<QString, bool> last;
    for (const FlagEdit& edit : edits)
        last.insert_or_assign(edit.environment, edit.value);
    std::vector<FlagEdit> each;
    for (const auto& [environment, value] : last)
        each.push_back({environment, value});
    return each;
}

/// False where it is so already.
Result<bool> hasToChange(const Node& root, const FlagEdit& edit)
{
    const Node* section = sectionOf(root, edit.environment);
    if (!section)
        return fail(ErrorCode::NotFound, QStringLiteral("no environment of this name"), edit.environment);
    const Node* flag = section->find(u"logpush");
    if (flag && (flag->kind == Node::Kind::Table || flag->kind == Node::Kind::Array))
        return fail(ErrorCode::BadValue, QStringLiteral("line %1: logpush is no plain value").arg(flag->line));
    return !flag || flag->kind != Node::Kind::Flag || flag->flag != edit.value;
}

/// None lies in another: each belongs to a section of its own.
QByteArray spliced(const QByteArray& bytes, std::vector<Splice> splices)
{
    std::ranges::stable_sort(splices, {}, [](const Splice& splice) { return std::pair(splice.begin, splice.isHeader); });
    QByteArray edited;
    qsizetype at = 0;
    for (const Splice& splice : splices) {
        edited += QByteArrayView(bytes).sliced(at, std::max(at, splice.begin) - at);
        edited += splice.text;
        at = std::max(at, splice.end);
    }
    return edited + bytes.sliced(at);
}

} // namespace

Layout::Layout(const QByteArray& bytes) : m_bytes(bytes), m_lineEnd("\n")
{
    const qsizetype newline = bytes.indexOf('\n');
    if (newline > 0 && bytes.at(newline - 1) == '\r')
        m_lineEnd = "\r\n";
}

qsizetype Layout::lineStart(qsizetype at) const
{
    const qsizetype newline = at == 0 ? -1 : m_bytes.lastIndexOf('\n', at - 1);
    return newline < 0 && m_bytes.startsWith("\xef\xbb\xbf") ? 3 : newline + 1;
}

QByteArray Layout::indent(qsizetype at) const
{
    const qsizetype start = lineStart(at);
    qsizetype end = start;
    while (end < at && (m_bytes.at(end) == ' ' || m_bytes.at(end) == '\t'))
        ++end;
    return m_bytes.mid(start, end - start);
}

bool Layout::beginsLine(qsizetype at) const
{
    while (at > 0 && (m_bytes.at(at - 1) == ' ' || m_bytes.at(at - 1) == '\t'))
        --at;
    return at == 0 || m_bytes.at(at - 1) == '\n' || (at == 3 && m_bytes.startsWith("\xef\xbb\xbf"));
}

Splice Layout::lineAt(qsizetype at, const QByteArray& text) const
{
    const bool isEnded = at == lineStart(at);
    return {at, at, isEnded ? text + m_lineEnd : m_lineEnd + text};
}

Result<QByteArray> setLogpush(const QByteArray& bytes, WranglerFormat format, const std::vector<FlagEdit>& edits)
{
    const auto before = parseTree(bytes, format);
    if (!before)
        return fail(before.error());
    const std::vector<FlagEdit> wanted = withoutTwins(edits);
    std::vector<FlagEdit> changes;
    for (const FlagEdit& edit : wanted) {
        const auto isChange = hasToChange(*before, edit);
        if (!isChange)
            return fail(isChange.error());
        if (*isChange)
            changes.push_back(edit);
    }
    if (changes.empty())
        return bytes;
    const auto splices = format == WranglerFormat::Toml ? tomlSplices(bytes, changes) : jsonSplices(bytes, *before, changes);
    if (!splices)
        return fail(splices.error());
    QByteArray edited = spliced(bytes, *splices);
    if (edited.size() > kLargestFile)
        return fail(ErrorCode::LimitExceeded, QStringLiteral("with logpush it would be over 1 MB"));
    const auto after = parseTree(edited, format);
    if (!after || !differsOnlyBy(wanted, *before, *after))
        return fail(ErrorCode::Internal, QStringLiteral("the edited file would say something else than before"));
    return edited;
}

} // namespace tracedeck::workers
