#include "workers/diff_rows.h"

#include "base/visible_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;
using workers::DiffHunk;
using workers::DiffLine;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("DiffRows", text);
}

DiffRow headOf(const DiffHunk& hunk, const QString& label)
{
    DiffRow row;
    row.head =
        u"@@ %1,%2 → %3,%4 @@ "_s.arg(hunk.beforeFrom).arg(hunk.beforeCount).arg(hunk.afterFrom).arg(hunk.afterCount) + visibleText(label);
    return row;
}

/// From `at`: how many lines of this kind follow each other.
std::size_t runOf(const std::vector<DiffLine>& lines, std::size_t at, DiffLine::Kind kind)
{
    std::size_t count = 0;
    while (at + count < lines.size() && lines[at + count].kind == kind)
        ++count;
    return count;
}

void addPairs(std::vector<DiffRow>& rows, const std::vector<DiffLine>& lines)
{
    for (std::size_t at = 0; at < lines.size();) {
        if (lines[at].kind == DiffLine::Kind::Same) {
            rows.push_back({{}, &lines[at], &lines[at]});
            ++at;
            continue;
        }
        const std::size_t removed = runOf(lines, at, DiffLine::Kind::Removed);
        const std::size_t added = runOf(lines, at + removed, DiffLine::Kind::Added);
        for (std::size_t i = 0; i < std::max(removed, added); ++i)
            rows.push_back({{}, i < removed ? &lines[at + i] : nullptr, i < added ? &lines[at + removed + i] : nullptr});
        at += removed + added;
    }
}

} // namespace

bool DiffRow::isChange() const
{
    const auto changes = [](const DiffLine* line) { return line && line->kind != DiffLine::Kind::Same; };
    return changes(left) || changes(right);
}

std::vector<DiffRow> unifiedRows(const std::vector<DiffHunk>& hunks, const QStringList& labels)
{
    std::vector<DiffRow> rows;
    for (std::size_t i = 0; i < hunks.size(); ++i) {
        rows.push_back(headOf(hunks[i], labels.value(static_cast<qsizetype>(i))));
        for (const DiffLine& line : hunks[i].lines)
            rows.push_back(line.kind == DiffLine::Kind::Added ? DiffRow {{}, nullptr, &line} : DiffRow {{}, &line, nullptr});
    }
    return rows;
}

std::vector<DiffRow> pairedRows(const std::vector<DiffHunk>& hunks, const QStringList& labels)
{
    std::vector<DiffRow> rows;
    for (std::size_t i = 0; i < hunks.size(); ++i) {
        rows.push_back(headOf(hunks[i], labels.value(static_cast<qsizetype>(i))));
        addPairs(rows, hunks[i].lines);
    }
    return rows;
}

QString spokenLine(const DiffLine& line)
{
    const QString text = visibleText(line.text);
    switch (line.kind) {
    case DiffLine::Kind::Added: return tr("added, line %1: ").arg(line.after) + text;
    case DiffLine::Kind::Removed: return tr("removed, line %1: ").arg(line.before) + text;
    case DiffLine::Kind::Same: return tr("line %1: ").arg(line.before) + text;
    }
    return {};
}

QString spokenRow(const DiffRow& row)
{
    if (row.isHead())
        return row.head;
    if (row.left && row.right && row.left != row.right)
        return spokenLine(*row.left) + u"; "_s + spokenLine(*row.right);
    return spokenLine(row.left ? *row.left : *row.right);
}

QString spokenChanges(const std::vector<DiffHunk>& hunks, int most)
{
    QStringList said;
    for (const DiffHunk& hunk : hunks) {
        for (const DiffLine& line : hunk.lines) {
            if (line.kind == DiffLine::Kind::Same)
                continue;
            if (said.size() == most)
                return said.join(u'\n') + u"\n…"_s;
            said += spokenLine(line);
        }
    }
    return said.join(u'\n');
}

} // namespace tracedeck::ui
