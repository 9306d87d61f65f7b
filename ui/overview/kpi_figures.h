#pragma once

#include "overview/overview_answers.h"
#include "widgets/kpi_card.h"
#include "widgets/links.h"

#include <optional>
#include <span>

namespace tracedeck::ui {

/// One card of the strip: what it says of the answers and where it leads (nullopt: to the table of Workers).
struct KpiSpec {
    KpiFigure (*figure)(const OverviewAnswers&);
    std::optional<EventsLink> (*link)(const OverviewAnswers&);
};
[[nodiscard]] std::span<const KpiSpec> kpiSpecs();

/// Failed events of each bucket by its events; nullopt in a bucket without any, or cut by the range.
[[nodiscard]] std::vector<std::optional<double>> failureRates(const OverviewAnswers& answers);

} // namespace tracedeck::ui
