#pragma once

#include "workers/text_diff.h"

#include <QStringList>

#include <vector>

namespace tracedeck::ui {

/// One painted row of a difference: a hunk's head, or a line of it; side by side a line on either side.
struct DiffRow {
    QString head;                                              ///< of a hunk; then there are no lines
    const workers::DiffLine *left = nullptr, *right = nullptr; ///< null: that side is empty; unified: only one of them
    [[nodiscard]] bool isHead() const { return !left && !right; }
    [[nodiscard]] bool isChange() const;
};

/// The rows point into `hunks`. `labels`: what each hunk is in, "" where nobody knows.
[[nodiscard]] std::vector<DiffRow> unifiedRows(const std::vector<workers::DiffHunk>& hunks, const QStringList& labels);
[[nodiscard]] std::vector<DiffRow> pairedRows(const std::vector<workers::DiffHunk>& hunks, const QStringList& labels);
std::vector<DiffRow> unifiedRows(std::vector<workers::DiffHunk>&&, const QStringList&) = delete;
std::vector<DiffRow> pairedRows(std::vector<workers::DiffHunk>&&, const QStringList&) = delete;

/// For screen readers: "added, line 14: logpush = true".
[[nodiscard]] QString spokenLine(const workers::DiffLine& line);
[[nodiscard]] QString spokenRow(const DiffRow& row);
/// All that changed, line by line, of at most so many.
[[nodiscard]] QString spokenChanges(const std::vector<workers::DiffHunk>& hunks, int most = 20);

} // namespace tracedeck::ui
