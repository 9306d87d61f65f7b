#pragma once

#include "workers/wrangler_tree.h"

namespace tracedeck::workers {

/// Bytes that stand in the place of others.
struct Splice {
    qsizetype begin = 0, end = 0; ///< what goes; equal: nothing does
    QByteArray text;
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

/// The one edit that sets the flag in `environment` of a valid document; for text that has it as wanted: one that changes nothing.
[[nodiscard]] Result<Splice> tomlSplice(const QByteArray& bytes, const Node& root, const FlagEdit& edit);
[[nodiscard]] Result<Splice> jsonSplice(const QByteArray& bytes, const Node& root, const FlagEdit& edit);

} // namespace tracedeck::workers
