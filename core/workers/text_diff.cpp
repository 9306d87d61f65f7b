#include "workers/text_diff.h"

#include <QHash>

#include <algorithm>

namespace tracedeck::workers {

namespace {

using Kind = DiffLine::Kind;

constexpr int kMostSteps = 2'000;                   ///< more differs: then the whole middle is shown as another
constexpr std::int64_t kMostCompared = 100'000'000; ///< lines; likewise

using Lines = std::vector<QByteArrayView>;

/// Lines with their ends; the last one may have none.
Lines linesOf(const QByteArray& text)
{
    Lines lines;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype newline = text.indexOf('\n', at);
        const qsizetype end = newline < 0 ? text.size() : newline + 1;
        lines.push_back(QByteArrayView(text).sliced(at, end - at));
        at = end;
    }
    return lines;
}

/// The shortest way from one list of lines to another (Myers' greedy search), as one kind a step. Lines that are equal have one number.
class Script {
public:
    Script(const Lines& before, const Lines& after) : m_before(numbersOf(before)), m_after(numbersOf(after)) { m_known.clear(); }

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
    std::vector<int> numbersOf(const Lines& lines)
    {
        std::vector<int> numbers;
        numbers.reserve(lines.size());
        for (const QByteArrayView line : lines) {
            const int next = static_cast<int>(m_known.size());
            const auto known = m_known.constFind(line);
            numbers.push_back(known != m_known.cend() ? *known : *m_known.insert(line, next));
        }
        return numbers;
    }

    [[nodiscard]] int commonPrefix() const
    {
        const auto ends = std::ranges::mismatch(m_before, m_after);
        return static_cast<int>(ends.in1 - m_before.begin());
    }
    [[nodiscard]] int commonSuffix(int prefix) const
    {
        int common = 0;
        const auto least = static_cast<int>(std::min(m_before.size(), m_after.size())) - prefix;
        while (common < least && *(m_before.rbegin() + common) == *(m_after.rbegin() + common))
            ++common;
        return common;
    }
    /// Of a diagonal in what was reached, where `most` is the furthest.
    [[nodiscard]] static std::size_t placeOf(int diagonal, int most)
    {
        const int place = diagonal + most + 1;
        return static_cast<std::size_t>(place);
    }
    [[nodiscard]] bool isSame(int x, int y)
    {
        ++m_compared;
        return m_before[static_cast<std::size_t>(m_from + x)] == m_after[static_cast<std::size_t>(m_from + y)];
    }

    std::vector<Kind> search()
    {
        const int most = std::min(m_n + m_m, kMostSteps);
        std::vector<int> reach(static_cast<std::size_t>(2 * most) + 3, 0);
        const auto at = [most](int diagonal) { return placeOf(diagonal, most); };
        for (int step = 0; step <= most && m_compared <= kMostCompared; ++step) {
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

    QHash<QByteArrayView, int> m_known;
    std::vector<int> m_before, m_after;
    int m_from = 0, m_n = 0, m_m = 0;
    std::int64_t m_compared = 0;
    std::vector<std::vector<int>> m_trace;
};

QString shown(QByteArrayView line)
{
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return QString::fromUtf8(line);
}

/// A step of the script with how many lines of either text stand before it.
struct Step {
    Kind kind = Kind::Same;
    int before = 0, after = 0;
};

/// Two texts and the steps between them.
struct Compared {
    Lines before, after;
    std::vector<Step> steps;

    Compared(const QByteArray& old, const QByteArray& fresh) : before(linesOf(old)), after(linesOf(fresh))
    {
        int x = 0, y = 0;
        for (const Kind kind : Script(before, after).steps()) {
            steps.push_back({kind, x, y});
            x += kind == Kind::Added ? 0 : 1;
            y += kind == Kind::Removed ? 0 : 1;
        }
    }

    [[nodiscard]] QByteArrayView line(const Step& step) const
    {
        const bool isAdded = step.kind == Kind::Added;
        return (isAdded ? after : before)[static_cast<std::size_t>(isAdded ? step.after : step.before)];
    }
};

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

/// A run of lines that differ lies in one hunk.
void markChanges(std::vector<DiffLine>& lines)
{
    for (std::size_t i = 0; i < lines.size();) {
        const auto run = [&lines](std::size_t from, Kind kind) {
            std::size_t end = from;
            while (end < lines.size() && lines[end].kind == kind)
                ++end;
            return end - from;
        };
        const std::size_t removed = run(i, Kind::Removed), added = run(i + removed, Kind::Added);
        for (std::size_t k = 0; removed == added && k < removed; ++k)
            markChange(lines[i + k], lines[i + removed + k]);
        i += std::max<std::size_t>(1, removed + added);
    }
}

/// Ranges of lines that are shown: what differs, and so many around it.
std::vector<std::pair<std::size_t, std::size_t>> hunkRanges(const std::vector<Step>& steps, int context)
{
    std::vector<std::pair<std::size_t, std::size_t>> ranges;
    const auto around = static_cast<std::size_t>(std::max(0, context));
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (steps[i].kind == Kind::Same)
            continue;
        const std::size_t from = i < around ? 0 : i - around, to = std::min(steps.size(), i + around + 1);
        if (!ranges.empty() && from <= ranges.back().second)
            ranges.back().second = to;
        else
            ranges.emplace_back(from, to);
    }
    return ranges;
}

DiffHunk hunkOf(const Compared& compared, std::pair<std::size_t, std::size_t> range)
{
    DiffHunk hunk;
    for (std::size_t i = range.first; i < range.second; ++i) {
        const Step& step = compared.steps[i];
        const bool isOld = step.kind != Kind::Added, isNew = step.kind != Kind::Removed;
        hunk.lines.push_back({step.kind, isOld ? step.before + 1 : 0, isNew ? step.after + 1 : 0, shown(compared.line(step)), 0, 0});
        hunk.beforeCount += isOld ? 1 : 0;
        hunk.afterCount += isNew ? 1 : 0;
    }
    const Step& first = compared.steps[range.first];
    hunk.beforeFrom = first.before + (hunk.beforeCount > 0 ? 1 : 0);
    hunk.afterFrom = first.after + (hunk.afterCount > 0 ? 1 : 0);
    markChanges(hunk.lines);
    return hunk;
}

QByteArray rangeText(char sign, int from, int count)
{
    return sign + QByteArray::number(from) + ',' + QByteArray::number(count);
}

} // namespace

std::vector<DiffHunk> diffOf(const QByteArray& before, const QByteArray& after, int context)
{
    const Compared compared(before, after);
    std::vector<DiffHunk> hunks;
    for (const auto& range : hunkRanges(compared.steps, context))
        hunks.push_back(hunkOf(compared, range));
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
    const Compared compared(before, after);
    QByteArray patch;
    for (const auto& range : hunkRanges(compared.steps, context)) {
        const DiffHunk hunk = hunkOf(compared, range);
        patch +=
            "@@ " + rangeText('-', hunk.beforeFrom, hunk.beforeCount) + ' ' + rangeText('+', hunk.afterFrom, hunk.afterCount) + " @@\n";
        for (std::size_t i = range.first; i < range.second; ++i) {
            const Kind kind = compared.steps[i].kind;
            const QByteArrayView line = compared.line(compared.steps[i]);
            patch += kind == Kind::Same ? ' ' : kind == Kind::Added ? '+' : '-';
            patch += line;
            if (!line.endsWith('\n'))
                patch += "\n\\ No newline at end of file\n";
        }
    }
    const QByteArray name = path.toUtf8();
    return patch.isEmpty() ? patch : QByteArray("--- a/" + name + "\n+++ b/" + name + '\n' + patch);
}

} // namespace tracedeck::workers
