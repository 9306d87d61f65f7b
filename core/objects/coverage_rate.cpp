#include "objects/coverage_rate.h"

#include <algorithm>
#include <cmath>

namespace tracedeck::objects {

namespace {

constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour, kLongestHistory = 62 * kDay;

std::int64_t floorDiv(std::int64_t value, std::int64_t by)
{
    return value / by - (value % by < 0 ? 1 : 0);
}

std::int64_t ceilDiv(std::int64_t value, std::int64_t by)
{
    return -floorDiv(-value, by);
}

} // namespace

LearnedRate::LearnedRate(const std::vector<TimeRange>& covered, std::int64_t usualWindowMs)
    : m_stepMs(std::clamp(ceilDiv(usualWindowMs, kMinute) * kMinute, kMinute, kHour))
{
    if (covered.empty())
        return;
    const std::int64_t end = covered.back().to;
    m_first = floorDiv(std::max(covered.front().from, end - kLongestHistory), m_stepMs);
    m_hit.assign(static_cast<std::size_t>(ceilDiv(end, m_stepMs) - m_first), 0);
    for (const TimeRange& span : covered) {
        const std::int64_t from = std::max(floorDiv(span.from, m_stepMs), m_first);
        for (std::int64_t step = from; step < ceilDiv(span.to, m_stepMs); ++step)
            m_hit[static_cast<std::size_t>(step - m_first)] = 1;
    }
    for (std::size_t i = 0; i < m_hit.size(); ++i) {
        Seen& hour = m_hours[hourOf(m_first + static_cast<std::int64_t>(i))];
        ++hour.steps;
        hour.hits += m_hit[i];
    }
}

bool LearnedRate::isKnown(std::int64_t step) const
{
    return step >= m_first && step - m_first < static_cast<std::int64_t>(m_hit.size());
}

std::size_t LearnedRate::hourOf(std::int64_t step) const
{
    const std::int64_t ms = step * m_stepMs, day = floorDiv(ms, kDay);
    const std::int64_t weekday = (day % 7 + 10) % 7; // 1970-01-01 was a Thursday; 0 = Monday
    return static_cast<std::size_t>((ms - day * kDay) / kHour + (weekday >= 5 ? 24 : 0));
}

LearnedRate::Seen LearnedRate::around(std::int64_t first, std::int64_t end) const
{
    Seen seen;
    const std::int64_t reach = kHour / m_stepMs;
    const auto look = [&](std::int64_t from, std::int64_t to) {
        for (std::int64_t step = from; step < to; ++step) {
            if (isKnown(step)) {
                ++seen.steps;
                seen.hits += m_hit[static_cast<std::size_t>(step - m_first)];
            }
        }
    };
    look(first - reach, first);
    look(end, end + reach);
    return seen;
}

SilenceOdds LearnedRate::oddsOf(TimeRange silence) const
{
    SilenceOdds odds;
    const std::int64_t first = ceilDiv(silence.from, m_stepMs), end = floorDiv(silence.to, m_stepMs);
    if (end <= first)
        return odds;
    odds.steps = end - first;
    if (m_hit.empty() || odds.steps > kLongestHistory / m_stepMs)
        return odds;
    std::array<std::uint64_t, kHours> asked {}, own {}; // `own`: those that are part of the history
    for (std::int64_t step = first; step < end; ++step) {
        ++asked[hourOf(step)];
        own[hourOf(step)] += isKnown(step) ? 1U : 0U;
    }
    const Seen near = around(first, end);
    double logChance = 0;
    for (std::size_t hour = 0; hour < kHours; ++hour) {
        if (asked[hour] == 0)
            continue;
        Seen seen = m_hours[hour];
        seen.steps -= own[hour];
        if (seen.steps < kEnoughSteps)
            seen = near;
        if (seen.steps < kEnoughSteps)
            return {odds.steps, 0, 1, 0};
        const double rate = seen.rate(), steps = static_cast<double>(asked[hour]);
        odds.expected += rate * steps;
        logChance += std::log1p(-rate) * steps;
        odds.learnedFrom += seen.steps;
    }
    odds.chance = std::exp(logChance);
    return odds;
}

GapVerdict verdictOf(const SilenceOdds& odds)
{
    if (odds.steps > 0 && odds.learnedFrom == 0)
        return GapVerdict::Unclear;
    if (odds.chance < LearnedRate::kSuspiciousBelow)
        return GapVerdict::Suspicious;
    return odds.expected < 1 ? GapVerdict::Quiet : GapVerdict::Unclear;
}

} // namespace tracedeck::objects
