#include "logpush/cost.h"

#include <algorithm>
#include <cmath>

namespace tracedeck::logpush {

namespace {

constexpr double kMillion = 1e6, kBytesPerGb = 1e9;

double amount(double number)
{
    return std::isfinite(number) ? std::max(0.0, number) : 0.0;
}

double share(double number)
{
    return std::min(1.0, amount(number));
}

double above(double amount, double free)
{
    return std::max(0.0, amount - free);
}

} // namespace

MonthlyVolume monthOf(const DailyVolume& day)
{
    const double pushed = amount(day.events) * share(day.keptShare) * share(day.sampleRate) * kDaysPerMonth;
    if (!day.isInR2)
        return {pushed, 0, 0};
    return {pushed, pushed * amount(day.bytesPerEvent) / kBytesPerGb, amount(day.files) * kDaysPerMonth};
}

MonthlyVolume operator+(const MonthlyVolume& one, const MonthlyVolume& other)
{
    return {one.events + other.events, one.gigabytes + other.gigabytes, one.writes + other.writes};
}

Cost costOf(const MonthlyVolume& month)
{
    return {above(month.events, kIncludedEvents) / kMillion * kDollarsPerMillionEvents,
            above(month.gigabytes, kFreeStorageGb) * kDollarsPerGbMonth,
            above(month.writes, kFreeWrites) / kMillion * kDollarsPerMillionWrites};
}

Cost addedCost(const MonthlyVolume& already, const MonthlyVolume& added)
{
    const Cost before = costOf(already), after = costOf(already + added);
    return {after.logpush - before.logpush, after.storage - before.storage, after.writes - before.writes};
}

double chanceSeen(double sampleRate, std::uint64_t count)
{
    const double rate = share(sampleRate);
    if (count == 0)
        return 0;
    return rate >= 1 ? 1.0 : -std::expm1(static_cast<double>(count) * std::log1p(-rate));
}

} // namespace tracedeck::logpush
