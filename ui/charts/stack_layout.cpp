#include "charts/stack_layout.h"

#include "text/format.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tracedeck::ui {

events::OutcomeClass classOfSlice(std::string_view value)
{
    return value == events::kOkWithException ? events::OutcomeClass::OkWithException : events::outcomeClass(value, false);
}

std::vector<Slice> slicesOf(const store::Histogram& histogram)
{
    std::vector<Slice> slices;
    for (const auto& series : histogram.series) {
        Slice slice {shown(series.value), classOfSlice(series.value), series.counts, 0, true};
        slice.counts.resize(histogram.buckets);
        slice.total = std::accumulate(slice.counts.begin(), slice.counts.end(), std::uint64_t {0});
        slices.push_back(std::move(slice));
    }
    std::ranges::stable_sort(
        slices, [](const Slice& a, const Slice& b) { return a.outcome != b.outcome ? a.outcome < b.outcome : a.total > b.total; });
    return slices;
}

void isolate(std::vector<Slice>& slices, const std::vector<std::size_t>& chosen)
{
    std::vector<bool> wanted(slices.size());
    for (const std::size_t index : chosen)
        wanted[index] = true;
    bool alone = true;
    for (std::size_t i = 0; i < slices.size(); ++i)
        alone = alone && slices[i].shown == wanted[i];
    for (std::size_t i = 0; i < slices.size(); ++i)
        slices[i].shown = alone || wanted[i];
}

std::uint64_t shownIn(const std::vector<Slice>& slices, std::size_t bucket)
{
    std::uint64_t sum = 0;
    for (const Slice& slice : slices)
        sum += slice.shown && bucket < slice.counts.size() ? slice.counts[bucket] : 0;
    return sum;
}

std::vector<StackPlot::Part> StackPlot::parts(const std::vector<Slice>& all, std::size_t bucket, double left, double right) const
{
    std::vector<Part> parts;
    double sum = 0;
    double floor = area.bottom();
    for (const std::size_t index : slices) {
        const auto count = static_cast<double>(all[index].counts[bucket]);
        if (count == 0)
            continue;
        sum += count;
        // Something is there: never less than a pixel, however small beside the rest.
        const double top = std::min(std::round(area.bottom() - area.height() * sum / axis.top), floor - 1);
        parts.push_back({index, QRectF(QPointF(left, top), QPointF(right, floor))});
        floor = top;
    }
    return parts;
}

StackPlot plotOf(const std::vector<Slice>& slices, const QRectF& area, bool (*belongs)(events::OutcomeClass))
{
    StackPlot plot {area, {}, {}};
    std::vector<std::uint64_t> sums;
    for (std::size_t i = 0; i < slices.size(); ++i) {
        if (!slices[i].shown || !belongs(slices[i].outcome))
            continue;
        plot.slices.push_back(i);
        sums.resize(std::max(sums.size(), slices[i].counts.size()));
        for (std::size_t bucket = 0; bucket < slices[i].counts.size(); ++bucket)
            sums[bucket] += slices[i].counts[bucket];
    }
    const std::uint64_t largest = sums.empty() ? 0 : *std::ranges::max_element(sums);
    plot.axis = niceAxis(static_cast<double>(largest), true);
    return plot;
}

} // namespace tracedeck::ui
