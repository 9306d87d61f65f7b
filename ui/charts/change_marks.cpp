#include "charts/change_marks.h"

#include <algorithm>
#include <cmath>

namespace tracedeck::ui {

using workspace::Change;
using workspace::ChangeKind;

namespace {

constexpr double kApart = 2;
constexpr std::size_t kMostSigns = 2; ///< side by side

/// A mark that still grows.
struct Growing {
    ChangeMark mark;
    double from, to; ///< where on the axis its changes are
};

void place(Growing& growing, const MarkSizes& sizes)
{
    const ChangeMark& mark = growing.mark;
    const QRectF& row = mark.isGap ? sizes.gaps : sizes.signs;
    const double number = mark.isCounted() ? sizes.count(mark.changes.size()) : 0;
    double width = static_cast<double>(mark.signs.size()) * sizes.sign + number;
    double left = (growing.from + growing.to - width) / 2;
    if (mark.isGap) {
        width = std::max(growing.to - growing.from, sizes.leastGap) + number;
        left = (growing.from + growing.to - width + number) / 2;
    }
    left = std::min(left, row.right() + sizes.overhang - width);
    left = std::max(left, row.left() - sizes.overhang);
    growing.mark.rect = QRectF(std::round(left), row.top(), std::ceil(width), row.height());
}

bool looksLike(const Change& a, const Change& b)
{
    const bool isSwitch = a.kind == ChangeKind::JobSwitched || a.kind == ChangeKind::FlagSwitched;
    return a.kind == b.kind && (!isSwitch || a.isOn == b.isOn);
}

void join(Growing& into, const Growing& other, const std::vector<Change>& changes)
{
    std::vector<std::size_t> signs = into.mark.signs;
    for (const std::size_t sign : other.mark.signs) {
        if (std::ranges::none_of(signs, [&](std::size_t known) { return looksLike(changes[known], changes[sign]); }))
            signs.push_back(sign);
    }
    const bool tooMany = signs.size() > kMostSigns || into.mark.signs.empty() || other.mark.signs.empty();
    into.mark.signs = tooMany ? std::vector<std::size_t>() : signs;
    into.mark.changes.insert(into.mark.changes.end(), other.mark.changes.begin(), other.mark.changes.end());
    into.from = std::min(into.from, other.from);
    into.to = std::max(into.to, other.to);
}

/// Puts one more at the end of a row; it takes in those before it that it would lie on.
void add(std::vector<Growing>& row, Growing next, const std::vector<Change>& changes, const MarkSizes& sizes)
{
    place(next, sizes);
    while (!row.empty() && next.mark.rect.left() < row.back().mark.rect.right() + kApart) {
        join(row.back(), next, changes);
        next = std::move(row.back());
        row.pop_back();
        place(next, sizes);
    }
    row.push_back(std::move(next));
}

} // namespace

std::vector<ChangeMark> marksOf(const std::vector<Change>& changes, const TimeAxis& axis, const MarkSizes& sizes)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        if (changes[i].touches(axis.range()))
            order.push_back(i);
    }
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return changes[i].when.from; });
    std::vector<Growing> signs, gaps;
    for (const std::size_t i : order) {
        const Change& change = changes[i];
        const bool isGap = change.kind == ChangeKind::Gap;
        const QRectF& row = isGap ? sizes.gaps : sizes.signs;
        const auto inside = [&row](double x) { return std::clamp(x, row.left(), std::max(row.left(), row.right())); };
        const Growing one {{{i}, {i}, {}, isGap}, inside(axis.x(change.when.from)), inside(axis.x(change.when.to))};
        add(isGap ? gaps : signs, one, changes, sizes);
    }
    std::vector<ChangeMark> marks;
    for (auto* row : {&signs, &gaps}) {
        for (Growing& growing : *row)
            marks.push_back(std::move(growing.mark));
    }
    std::ranges::stable_sort(marks, {}, [](const ChangeMark& mark) { return mark.rect.center().x(); });
    return marks;
}

} // namespace tracedeck::ui
