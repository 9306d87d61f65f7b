#pragma once

#include <cstdint>

namespace tracedeck::logpush {

// Money is in US dollars. The prices are those of November 2026; what Cloudflare charges may have changed since.

inline constexpr double kIncludedEvents = 10e6; ///< a month, of all jobs of the account together
inline constexpr double kDollarsPerMillionEvents = 0.05;
inline constexpr double kFreeStorageGb = 10; ///< R2: a month, of the whole account
inline constexpr double kDollarsPerGbMonth = 0.015;
inline constexpr double kFreeWrites = 1e6; ///< R2 Class A operations a month
inline constexpr double kDollarsPerMillionWrites = 4.5;
inline constexpr double kDaysPerMonth = 30;

/// What a job would see and do, a day. Negative and not finite numbers count as nothing.
struct DailyVolume {
    double events = 0;        ///< of Workers that have Logpush on, before filter and sampling
    double keptShare = 1;     ///< of them what the filter keeps
    double sampleRate = 1;    ///< of those what is pushed
    double bytesPerEvent = 0; ///< compressed, as delivered
    double files = 0;         ///< pushed
    bool isInR2 = false;      ///< else the destination's storage is somebody else's bill
};

/// A month of it.
struct MonthlyVolume {
    double events = 0;                ///< pushed: after filter and sampling
    double gigabytes = 0, writes = 0; ///< R2: stored at the end of the first month; Class A operations
    bool operator==(const MonthlyVolume&) const = default;
};
[[nodiscard]] MonthlyVolume monthOf(const DailyVolume& day);
[[nodiscard]] MonthlyVolume operator+(const MonthlyVolume& one, const MonthlyVolume& other);

struct Cost {
    double logpush = 0, storage = 0, writes = 0;
    [[nodiscard]] double r2() const { return storage + writes; }
    [[nodiscard]] double total() const { return logpush + storage + writes; }
    bool operator==(const Cost&) const = default;
};
/// Of all jobs of an account together, what is free taken off. What else lies in the account's R2 is not known here.
[[nodiscard]] Cost costOf(const MonthlyVolume& month);

/// What `added` costs where there is `already`: the difference, not the price of it alone.
[[nodiscard]] Cost addedCost(const MonthlyVolume& already, const MonthlyVolume& added);

/// The chance that at least one of `count` events is pushed at this rate: 1-(1-s)^n.
[[nodiscard]] double chanceSeen(double sampleRate, std::uint64_t count);

} // namespace tracedeck::logpush
