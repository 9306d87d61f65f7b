#include "jobs/job_delivery.h"

#include "objects/coverage.h"

#include <algorithm>

namespace tracedeck::ui {

namespace {

constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::uint64_t kDaysPerMonth = 30;

bool touches(const TimeRange& one, const TimeRange& other)
{
    return std::max(one.from, other.from) < std::min(one.to, other.to);
}

StripCell cellOf(const objects::Coverage& coverage, std::size_t hour)
{
    const TimeRange range = coverage.cells.rangeOf(hour);
    const auto isHit = [&](const auto& each) { return touches(each.range, range); };
    if (!touches(coverage.due, range))
        return StripCell::Unknown;
    if (std::ranges::any_of(coverage.gaps, [&](const objects::Gap& gap) { return gap.isMissing() && isHit(gap); }))
        return StripCell::Missing;
    const objects::Cell& cell = coverage.cells.cells[hour];
    if (cell.files == 0)
        return StripCell::None;
    return cell.lateFiles > 0 ? StripCell::Late : StripCell::Delivered;
}

/// What the files of the range hold; nullopt where one of them was not read.
std::optional<std::uint64_t> eventsIn(const std::vector<objects::Delivery>& deliveries)
{
    std::uint64_t events = 0;
    for (const objects::Delivery& delivery : deliveries) {
        if (delivery.rows == objects::Delivery::kNotRead)
            return std::nullopt;
        events += static_cast<std::uint64_t>(delivery.rows);
    }
    return events;
}

} // namespace

Result<JobDelivery> jobDeliveryOf(std::int64_t jobId, const objects::Listing& listing, std::int64_t nowMs, const std::stop_token& stop)
{
    const auto log = objects::deliveryLogOf(listing, stop);
    if (!log)
        return fail(log.error());
    JobDelivery delivery;
    delivery.id = jobId;
    const std::int64_t end = (nowMs / kHourMs + 1) * kHourMs;
    const TimeRange day {end - static_cast<std::int64_t>(delivery.strip.size()) * kHourMs, end};
    const objects::LearnedRate rate(log->covered, log->usualWindowMs);
    const auto coverage = objects::coverageOf(*log, rate, {day.from, kHourMs, delivery.strip.size(), kHourMs, nowMs}, stop);
    if (!coverage)
        return fail(coverage.error());
    for (std::size_t hour = 0; hour < delivery.strip.size(); ++hour)
        delivery.strip.at(hour) = cellOf(*coverage, hour);
    const auto files = objects::deliveriesIn(*log, day);
    delivery.objects = files.size();
    delivery.bytes = 0;
    for (const objects::Delivery& file : files)
        *delivery.bytes += file.size;
    if (const auto events = eventsIn(files))
        delivery.monthlyEvents = *events * kDaysPerMonth;
    if (coverage->lag) {
        delivery.lagMedianMs = coverage->lag->p50;
        delivery.lagP95Ms = coverage->lag->p95;
    }
    return delivery;
}

} // namespace tracedeck::ui
