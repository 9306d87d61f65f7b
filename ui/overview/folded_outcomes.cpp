#include "overview/folded_outcomes.h"

#include "events/vocabulary.h"
#include "text/format.h"

#include <QCoreApplication>

namespace tracedeck::ui {

namespace {

constexpr std::size_t kNamed = 1; ///< unknown outcomes that keep their own series: one more entry says no more than its name

bool isUnknown(const store::Histogram::Series& series)
{
    return series.value != events::kOkWithException && events::outcomeClass(series.value, false) == events::OutcomeClass::Other;
}

} // namespace

FoldedOutcomes folded(const store::Histogram& outcomes)
{
    FoldedOutcomes result;
    result.histogram = outcomes;
    auto& series = result.histogram.series;
    std::vector<std::string> names;
    store::Histogram::Series joined;
    joined.counts.assign(outcomes.buckets, 0);
    for (const auto& one : series) {
        if (!isUnknown(one))
            continue;
        names.push_back(one.value);
        for (std::size_t i = 0; i < one.counts.size(); ++i)
            joined.counts[i] += one.counts[i];
    }
    if (names.size() <= kNamed)
        return result;
    std::erase_if(series, isUnknown);
    joined.value = QCoreApplication::translate("FoldedOutcomes", "%1 other outcomes").arg(countText(names.size())).toStdString();
    result.inside.emplace(joined.value, std::move(names));
    series.push_back(std::move(joined));
    return result;
}

} // namespace tracedeck::ui
