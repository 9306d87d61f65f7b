#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <cstdint>
#include <vector>

namespace tracedeck::workers {

/// A line of a difference between two texts, without its line end.
struct DiffLine {
    enum class Kind : std::uint8_t { Same, Removed, Added };
    Kind kind = Kind::Same;
    int before = 0, after = 0;              ///< 1-based line numbers; 0 = not in that text
    QString text;                           ///< UTF-8 as read; hostile
    int changedFrom = 0, changedLength = 0; ///< in `text`, of what differs from the line that stands in its place; 0, 0: none
};

struct DiffHunk {
    int beforeFrom = 0, beforeCount = 0, afterFrom = 0, afterCount = 0; ///< as in "@@ -a,b +c,d @@"
    std::vector<DiffLine> lines;
};

/// What differs, with so many lines around it. Line ends count as part of a line; only differences in lines are shown.
[[nodiscard]] std::vector<DiffHunk> diffOf(const QByteArray& before, const QByteArray& after, int context = 3);
struct DiffCounts {
    int added = 0, removed = 0;
};
[[nodiscard]] DiffCounts countsOf(const std::vector<DiffHunk>& hunks);
/// What `patch -p1` and `git apply` take; "" where nothing differs.
[[nodiscard]] QByteArray unifiedPatch(const QByteArray& before, const QByteArray& after, const QString& path, int context = 3);

} // namespace tracedeck::workers
