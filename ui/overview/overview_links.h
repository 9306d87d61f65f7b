#pragma once

#include "overview/overview_answers.h"
#include "widgets/links.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tracedeck::ui {

// Where the numbers of the overview lead: the events that they counted.

[[nodiscard]] EventsLink linkToAll(const OverviewAnswers& answers);
[[nodiscard]] EventsLink linkToFailures(const OverviewAnswers& answers);
[[nodiscard]] EventsLink linkToLogLines(const OverviewAnswers& answers);
/// The events of these slices; `within` all = the answers' range.
[[nodiscard]] EventsLink linkToSlices(const OverviewAnswers& answers, const std::vector<std::string>& slices, TimeRange within = {});
[[nodiscard]] EventsLink linkToWorker(const OverviewAnswers& answers, const std::string& worker);
/// The events that took at least so long.
[[nodiscard]] EventsLink linkToSlow(const OverviewAnswers& answers, store::Column duration, std::int64_t ms);

} // namespace tracedeck::ui
