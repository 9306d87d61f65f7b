#include "workers/edit_parts.h"

namespace tracedeck::workers {

namespace {

Result<Splice> spliceOf(const QByteArray& bytes, WranglerFormat format, const FlagEdit& edit)
{
    const auto root = parseTree(bytes, format);
    if (!root)
        return fail(root.error());
    const Node* section = sectionOf(*root, edit.environment);
    if (!section)
        return fail(ErrorCode::NotFound, QStringLiteral("no environment of this name"), edit.environment);
    const Node* flag = section->find(u"logpush");
    if (flag && (flag->kind == Node::Kind::Table || flag->kind == Node::Kind::Array))
        return fail(ErrorCode::BadValue, QStringLiteral("line %1: logpush is no plain value").arg(flag->line));
    if (flag && flag->kind == Node::Kind::Flag && flag->flag == edit.value)
        return Splice {};
    return format == WranglerFormat::Toml ? tomlSplice(bytes, *root, edit) : jsonSplice(bytes, *root, edit);
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
    return lineStart(at) + indent(at).size() == at;
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
    QByteArray edited = bytes;
    for (const FlagEdit& edit : edits) {
        const auto splice = spliceOf(edited, format, edit);
        if (!splice)
            return fail(splice.error());
        edited.replace(splice->begin, splice->end - splice->begin, splice->text);
    }
    const auto after = parseTree(edited, format);
    if (!after || !differsOnlyBy(edits, *before, *after))
        return fail(ErrorCode::Internal, QStringLiteral("the edited file would say something else than before"));
    return edited;
}

} // namespace tracedeck::workers
