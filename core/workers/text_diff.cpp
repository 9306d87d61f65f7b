#include "workers/text_diff.h"

#include <algorithm>

namespace tracedeck::workers {

namespace {

using Kind = DiffLine::Kind;

constexpr int kMostSteps = 2'000; ///< more differs: then the whole middle is shown as another

/// Lines with their ends; the last one may have none.
QList<QByteArray> linesOf(const QByteArray& text)
{
    QList<QByteArray> lines;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype newline = text.indexOf('\n', at);
        const qsizetype end = newline < 0 ? text.size() : newline + 1;
        lines << text.mid(at, end - at);
        at = end;
    }
    return lines;
}

/// The shortest way from one list of lines to another (Myers' greedy search), as one kind a step.
class Script {
public:
    Script(const QList<QByteArray>& before, const QList<QByteArray>& after) : m_before(before), m_after(after) {}

    std::vector<Kind> steps()
    {
        const int prefix = commonPrefix(), suffix = commonSuffix(prefix);
        m_from = prefix;
        m_n = static_cast<int>(m_before.size()) - prefix - suffix;
        m_m = static_cast<int>(m_after.size()) - prefix - suffix;
        std::vector<Kind> all(static_cast<std::size_t>(prefix), Kind::Same);
        const std::vector<Kind> middle = search();
        all.insert(all.end(), middle.begin(), middle.end());
        all.insert(all.end(), static_cast<std::size_t>(suffix), Kind::Same);
        return all;
    }

private:
    [[nodiscard]] int commonPrefix() const
    {
        const auto ends = std::ranges::mismatch(m_before, m_after);
        return static_cast<int>(ends.in1 - m_before.begin());
    }
    [[nodiscard]] int commonSuffix(int prefix) const
    {
        int common = 0;
        const auto least = static_cast<int>(std::min(m_before.size(), m_after.size())) - prefix;
        while (common < least && m_before.at(m_before.size() - 1 - common) == m_after.at(m_after.size() - 1 - common))
            ++common;
        return common;
    }
    /// Of a diagonal in what was reached, where `most` is the furthest.
    [[nodiscard]] static std::size_t placeOf(int diagonal, int most)
    {
        const int place = diagonal + most + 1;
        return static_cast<std::size_t>(place);
    }
    [[nodiscard]] bool isSame(int x, int y) const { return m_before.at(m_from + x) == m_after.at(m_from + y); }

    std::vector<Kind> search()
    {
        const int most = std::min(m_n + m_m, kMostSteps);
        std::vector<int> reach(static_cast<std::size_t>(2 * most) + 3, 0);
        const auto at = [most](int diagonal) { return placeOf(diagonal, most); };
        for (int step = 0; step <= most; ++step) {
            m_trace.push_back(reach);
            for (int k = -step; k <= step; k += 2) {
                const bool goesDown = k == -step || (k != step && reach[at(k - 1)] < reach[at(k + 1)]);
                int x = goesDown ? reach[at(k + 1)] : reach[at(k - 1)] + 1;
                while (x < m_n && x - k < m_m && isSame(x, x - k))
                    ++x;
                reach[at(k)] = x;
                if (x >= m_n && x - k >= m_m)
                    return wayBack(step, most);
            }
        }
        std::vector<Kind> all(static_cast<std::size_t>(m_n), Kind::Removed);
        all.insert(all.end(), static_cast<std::size_t>(m_m), Kind::Added);
        return all;
    }

    std::vector<Kind> wayBack(int steps, int most) const
    {
        std::vector<Kind> way;
        int x = m_n, y = m_m;
        const auto at = [most](int diagonal) { return placeOf(diagonal, most); };
        for (int step = steps; step >= 0; --step) {
            const std::vector<int>& reach = m_trace[static_cast<std::size_t>(step)];
            const int k = x - y;
            const bool goesDown = k == -step || (k != step && reach[at(k - 1)] < reach[at(k + 1)]);
            const int beforeX = step == 0 ? 0 : reach[at(goesDown ? k + 1 : k - 1)];
            const int beforeY = step == 0 ? 0 : beforeX - (goesDown ? k + 1 : k - 1);
            while (x > beforeX && y > beforeY)
                way.push_back(Kind::Same), --x, --y;
            if (step > 0)
                way.push_back(goesDown ? Kind::Added : Kind::Removed);
            x = beforeX;
            y = beforeY;
        }
        std::ranges::reverse(way);
        return way;
    }

    const QList<QByteArray>&m_before, &m_after;
    int m_from = 0, m_n = 0, m_m = 0;
    std::vector<std::vector<int>> m_trace;
};

QString shown(const QByteArray& line)
{
    QByteArray text = line;
    while (text.endsWith('\n') || text.endsWith('\r'))
        text.chop(1);
    return QString::fromUtf8(text);
}

struct Numbered {
    DiffLine line;
    QByteArray bytes; ///< with its end
};

std::vector<Numbered> numbered(const QByteArray& before, const QByteArray& after)
{
    const QList<QByteArray> old = linesOf(before), fresh = linesOf(after);
    std::vector<Numbered> all;
    int x = 0, y = 0;
    for (const Kind kind : Script(old, fresh).steps()) {
        const QByteArray bytes = kind == Kind::Added ? fresh.at(y) : old.at(x);
        DiffLine line {kind, kind == Kind::Added ? 0 : ++x, kind == Kind::Removed ? 0 : ++y, shown(bytes), 0, 0};
        all.push_back({std::move(line), bytes});
    }
    return all;
}

/// What differs between two lines that stand for each other, unless they have nothing in common.
void markChange(DiffLine& removed, DiffLine& added)
{
    const QString &old = removed.text, &fresh = added.text;
    const auto least = std::min(old.size(), fresh.size());
    qsizetype prefix = 0, suffix = 0;
    while (prefix < least && old.at(prefix) == fresh.at(prefix))
        ++prefix;
    while (suffix < least - prefix && old.at(old.size() - 1 - suffix) == fresh.at(fresh.size() - 1 - suffix))
        ++suffix;
    if (prefix + suffix == 0)
        return;
    for (DiffLine* line : {&removed, &added}) {
        line->changedFrom = static_cast<int>(prefix);
        line->changedLength = static_cast<int>(line->text.size() - prefix - suffix);
    }
}

void markChanges(std::vector<Numbered>& lines)
{
    for (std::size_t i = 0; i < lines.size();) {
        const auto run = [&lines](std::size_t from, Kind kind) {
            std::size_t end = from;
            while (end < lines.size() && lines[end].line.kind == kind)
                ++end;
            return end - from;
        };
        const std::size_t removed = run(i, Kind::Removed), added = run(i + removed, Kind::Added);
        for (std::size_t k = 0; removed == added && k < removed; ++k)
            markChange(lines[i + k].line, lines[i + removed + k].line);
        i += std::max<std::size_t>(1, removed + added);
    }
}

/// Ranges of lines that are shown: what differs, and so many around it.
std::vector<std::pair<std::size_t, std::size_t>> hunkRanges(const std::vector<Numbered>& lines, int context)
{
    std::vector<std::pair<std::size_t, std::size_t>> ranges;
    const auto around = static_cast<std::size_t>(std::max(0, context));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].line.kind == Kind::Same)
            continue;
        const std::size_t from = i < around ? 0 : i - around, to = std::min(lines.size(), i + around + 1);
        if (!ranges.empty() && from <= ranges.back().second)
            ranges.back().second = to;
        else
            ranges.emplace_back(from, to);
    }
    return ranges;
}

DiffHunk hunkOf(const std::vector<Numbered>& lines, std::pair<std::size_t, std::size_t> range)
{
    DiffHunk hunk;
    int before = 0, after = 0; // lines that stand before the hunk
    for (std::size_t i = 0; i < range.second; ++i) {
        const DiffLine& line = lines[i].line;
        const bool isInside = i >= range.first;
        if (isInside)
            hunk.lines.push_back(line);
        (isInside ? hunk.beforeCount : before) += line.kind == Kind::Added ? 0 : 1;
        (isInside ? hunk.afterCount : after) += line.kind == Kind::Removed ? 0 : 1;
    }
    hunk.beforeFrom = before + (hunk.beforeCount > 0 ? 1 : 0);
    hunk.afterFrom = after + (hunk.afterCount > 0 ? 1 : 0);
    return hunk;
}

QByteArray rangeText(char sign, int from, int count)
{
    return sign + QByteArray::number(from) + ',' + QByteArray::number(count);
}

} // namespace

std::vector<DiffHunk> diffOf(const QByteArray& before, const QByteArray& after, int context)
{
    std::vector<Numbered> lines = numbered(before, after);
    markChanges(lines);
    std::vector<DiffHunk> hunks;
    for (const auto& range : hunkRanges(lines, context))
        hunks.push_back(hunkOf(lines, range));
    return hunks;
}

DiffCounts countsOf(const std::vector<DiffHunk>& hunks)
{
    DiffCounts counts;
    for (const DiffHunk& hunk : hunks) {
        for (const DiffLine& line : hunk.lines) {
            counts.added += line.kind == Kind::Added ? 1 : 0;
            counts.removed += line.kind == Kind::Removed ? 1 : 0;
        }
    }
    return counts;
}

QByteArray unifiedPatch(const QByteArray& before, const QByteArray& after, const QString& path, int context)
{
    const std::vector<Numbered> lines = numbered(before, after);
    QByteArray patch;
    for (const auto& range : hunkRanges(lines, context)) {
        const DiffHunk hunk = hunkOf(lines, range);
        patch +=
            "@@ " + rangeText('-', hunk.beforeFrom, hunk.beforeCount) + ' ' + rangeText('+', hunk.afterFrom, hunk.afterCount) + " @@\n";
        for (std::size_t i = range.first; i < range.second; ++i) {
            const Kind kind = lines[i].line.kind;
            patch += kind == Kind::Same ? ' ' : kind == Kind::Added ? '+' : '-';
            patch += lines[i].bytes;
            if (!lines[i].bytes.endsWith('\n'))
                patch += "\n\\ No newline at end of file\n";
        }
    }
    const QByteArray name = path.toUtf8();
    return patch.isEmpty() ? patch : QByteArray("--- a/" + name + "\n+++ b/" + name + '\n' + patch);
}

} // namespace tracedeck::workers
