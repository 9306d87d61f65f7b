#pragma once

#include "events/fingerprint.h"
#include "logpush/filter.h"
#include "store/answers.h"
#include "store/selection.h"

#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace tracedeck::store {

/// All events of a range, counted once, for the effects of many filters on them. Any thread.
struct EffectBase {
    Selection all;
    ValueCounts scripts, groups; ///< of all of them
};
[[nodiscard]] Result<EffectBase> effectBase(const Snapshot& snapshot, TimeRange range, std::stop_token stop = {});

/// An exception group that a filter drops whole.
struct LostGroup {
    events::GroupKey key = 0;
    std::uint64_t events = 0;
    std::string name, message; ///< of its newest event; only of the first `kNamedGroups`
};
inline constexpr std::size_t kNamedGroups = 5;

/// What a filter would keep of the events that are there; its meaning is that of logpush/filter_match.h.
struct FilterEffect {
    std::uint64_t events = 0, kept = 0, keptOk = 0;
    std::vector<ValueCount> keptScripts; ///< all of them, most first
    std::vector<ValueCount> lostScripts; ///< had events and keep none, most first
    std::uint64_t groups = 0;            ///< of the base
    std::vector<LostGroup> lostGroups;   ///< most first
};
/// BadField (subject: the key) where a condition asks for what the store does not hold.
[[nodiscard]] Result<FilterEffect> effectOf(const EffectBase& base, const logpush::Filter& filter, std::stop_token stop = {});

/// How many it would keep, alone: the first that there is to tell.
[[nodiscard]] Result<std::uint64_t> keptOf(const EffectBase& base, const logpush::Filter& filter, std::stop_token stop = {});

/// One event and what a filter does to it.
struct JudgedEvent {
    EventRow row;
    bool isKept = false;
    /// Keys of the conditions that decided: of a kept one those that hold, of a dropped one those that do not; each once, in the
    /// filter's order.
    std::vector<std::string> because;
};
enum class Judged : std::uint8_t { Mixed, Kept, Dropped };

/// `count` of the newest `of` events, spread by `seed`; Mixed brings half of each kind where there are that many. Newest first.
struct SampleWish {
    Judged which = Judged::Mixed;
    std::size_t count = 20, of = 20'000;
    std::uint64_t seed = 1;
};
[[nodiscard]] Result<std::vector<JudgedEvent>> judgedSample(const EffectBase& base, const logpush::Filter& filter, const SampleWish& wish,
                                                            std::stop_token stop = {});

} // namespace tracedeck::store
