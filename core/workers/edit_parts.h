#pragma once

#include "workers/wrangler_tree.h"

namespace tracedeck::workers {

/// Bytes that stand in the place of others.
struct Splice {
    qsizetype begin = 0, end = 0; ///< what goes; equal: nothing does
    QByteArray text;
    bool isHeader = false; ///< it begins a table: what else goes there goes before it
};

/// How a document is written.
class Layout {
public:
    explicit Layout(const QByteArray& bytes);
    [[nodiscard]] const QByteArray& lineEnd() const { return m_lineEnd; } ///< of its first line
    [[nodiscard]] qsizetype lineStart(qsizetype at) const;
    /// Spaces and tabs from the start of the line.
    [[nodiscard]] QByteArray indent(qsizetype at) const;
    /// True where only those stand before it in its line.
    [[nodiscard]] bool beginsLine(qsizetype at) const;
    /// A line at `at`, which is the start of a line or the end of a text whose last line is not ended.
    [[nodiscard]] Splice lineAt(qsizetype at, const QByteArray& text) const;

private:
    const QByteArray& m_bytes;
    QByteArray m_lineEnd;
};

/// What sets the flags of a valid document in which each of them is another; one for each edit.
[[nodiscard]] Result<std::vector<Splice>> tomlSplices(const QByteArray& bytes, const std::vector<FlagEdit>& edits);
[[nodiscard]] Result<std::vector<Splice>> jsonSplices(const QByteArray& bytes, const Node& root, const std::vector<FlagEdit>& edits);

} // namespace tracedeck::workers
