#pragma once

#include "workers/wrangler_edit.h"

namespace tracedeck::workers {

/// A value of a wrangler file, the same for both formats.
struct Node {
    enum class Kind : std::uint8_t { Table, Array, Text, Flag, Other };
    struct Member;

    Kind kind = Kind::Other;
    bool flag = false;
    QString text;                 ///< of a Text; of an Other: as it is compared (a number, a date, null)
    int line = 0;                 ///< 1-based
    qsizetype begin = 0, end = 0; ///< its bytes; of JSON alone
    std::vector<Member> members;  ///< of a Table, as written
    std::vector<Node> items;      ///< of an Array

    /// The last member of that name, which is the one that counts; null where there is none.
    [[nodiscard]] const Node* find(QStringView name) const;
    [[nodiscard]] const Node* find(QStringView name, Kind wanted) const;
};

struct Node::Member {
    QString name;
    qsizetype keyBegin = 0; ///< of JSON alone
    Node value;
};

/// Errors as those of `readWrangler`.
[[nodiscard]] Result<Node> parseTree(const QByteArray& bytes, WranglerFormat format);
[[nodiscard]] Result<Node> parseToml(const QByteArray& bytes);
/// Refuses what the library would take too far: it follows a dotted key as deep as that goes, and each level costs stack.
[[nodiscard]] Result<void> checkTomlCost(const QByteArray& bytes);
[[nodiscard]] Result<Node> parseJson(const QByteArray& bytes);

/// The table that a section is; null where there is none, or it is no table.
[[nodiscard]] const Node* sectionOf(const Node& root, const QString& environment);
/// True where both say the same, once `logpush` is set in `before` as the edits say.
[[nodiscard]] bool differsOnlyBy(const std::vector<FlagEdit>& edits, Node before, const Node& after);

/// "line N, column M: why"
[[nodiscard]] Error brokenAt(const QByteArray& bytes, qsizetype offset, const QString& why);

} // namespace tracedeck::workers
