#pragma once

#include "base/time_range.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tracedeck::objects {

/// What is thought of a stretch that no window covers.
enum class GapVerdict : std::uint8_t {
    Quiet,      ///< none expected at this hour's learned rate
    Unclear,    ///< one was expected, but that it is not there may be chance; or the listing tells too little
    Suspicious, ///< p < 0.01 against the learned rate
    Certain,    ///< Cloudflare counted invocations: needs traffic counts, a listing alone never says it
};

/// How likely a stretch without files is, were nothing wrong.
struct SilenceOdds {
    std::int64_t steps = 0;        ///< whole steps in the stretch; 0 = too short to ask
    double expected = 0;           ///< of these, how many would have had a file
    double chance = 1;             ///< p: that all of them are empty
    std::uint64_t learnedFrom = 0; ///< steps that the rate was learned from; 0 = nothing to learn from
};

/// How often files come, learned from one listing.
///
/// Time is cut into steps as long as a usual window (the median, in whole minutes, at most an hour). For each hour of the day (UTC), working
/// days and weekends apart, the rate r is the share of steps that any window touches, one empty step more than were seen: hits / (steps + 1).
/// The steps of the stretch that is asked about do not count. A stretch of n steps is empty by chance with p = Π(1 − r), steps taken as
/// independent. Where an hour left fewer than 12 steps to learn from, the hour before and the hour after the stretch stand in for it; where
/// these are fewer too, nothing is said. p is that of one stretch, not corrected for how many there are: a healthy but irregular stream
/// begins a suspicious silence in up to one of a hundred steps.
class LearnedRate {
public:
    static constexpr double kSuspiciousBelow = 0.01;
    static constexpr std::uint64_t kEnoughSteps = 12;

    /// `covered`: disjoint, ascending. History goes back at most 62 days from its end.
    LearnedRate(const std::vector<TimeRange>& covered, std::int64_t usualWindowMs);

    [[nodiscard]] std::int64_t stepMs() const { return m_stepMs; }
    [[nodiscard]] SilenceOdds oddsOf(TimeRange silence) const;

private:
    struct Seen {
        std::uint64_t steps = 0, hits = 0;
        [[nodiscard]] double rate() const { return static_cast<double>(hits) / static_cast<double>(steps + 1); }
    };
    static constexpr std::size_t kHours = 48; // of a working day, then of a weekend's

    [[nodiscard]] std::size_t hourOf(std::int64_t step) const;
    [[nodiscard]] Seen around(std::int64_t first, std::int64_t end) const;
    [[nodiscard]] bool isKnown(std::int64_t step) const;

    std::int64_t m_stepMs;
    std::int64_t m_first = 0;        ///< number of the first step since 1970
    std::vector<std::uint8_t> m_hit; ///< by step: whether a window touches it
    std::array<Seen, kHours> m_hours {};
};

[[nodiscard]] GapVerdict verdictOf(const SilenceOdds& odds);

} // namespace tracedeck::objects
