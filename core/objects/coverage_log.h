#pragma once

#include "base/result.h"
#include "base/time_range.h"
#include "objects/object_source.h"

#include <QHash>

#include <cstdint>
#include <stop_token>
#include <vector>

namespace tracedeck::objects {

/// What one listing of a bucket told, and how many events were read here of the objects that were fetched.
struct Listing {
    std::vector<ListedObject> objects;
    QHash<QString, std::uint64_t> rows; ///< events by key; no entry = not read
    TimeRange asked;                    ///< the time it was to cover; all = everything
};

/// One delivered object on the time line. Small: there may be a million of them.
struct Delivery {
    static constexpr std::int64_t kNotRead = -1;

    TimeRange window;         ///< as covered: a window without length is the second it names
    std::int64_t lagMs = 0;   ///< from the end in the name to the time of change; below 0 where clocks disagree
    std::uint64_t size = 0;   ///< bytes as stored
    std::int64_t rows = 0;    ///< events in it, or kNotRead
    std::uint32_t listed = 0; ///< its place in the listing
    bool isLate = false;      ///< lag over kLateMs
    bool isCatchUp = false;   ///< late, and written within a minute of another late one: a backlog that came together
    [[nodiscard]] std::int64_t changedMs() const { return nameEndMs() + lagMs; }
    [[nodiscard]] std::int64_t nameEndMs() const { return isInstant ? window.from : window.to; }
    bool isInstant = false; ///< the name gave a window without length
    bool isNamed = true;    ///< the name gave the window
};

inline constexpr std::int64_t kLateMs = 120'000;

/// The objects of a listing in the order of their windows.
struct DeliveryLog {
    std::vector<Delivery> named;
    std::vector<Delivery> unnamed;       ///< names that tell no window: placed by their time of change, without lag
    std::uint32_t probes = 0;            ///< test uploads and ownership files: no deliveries, left out
    std::vector<TimeRange> covered;      ///< the union of all windows: disjoint, ascending, never touching
    std::int64_t usualWindowMs = 60'000; ///< the median of their lengths
    [[nodiscard]] bool isEmpty() const { return named.empty() && unnamed.empty(); }
};

/// Reads the names. Any thread; fails only when stopped.
[[nodiscard]] Result<DeliveryLog> deliveryLogOf(const Listing& listing, const std::stop_token& stop = {});

/// The disjoint union of ranges that ascend by `from`; those that touch become one.
[[nodiscard]] std::vector<TimeRange> unionOf(const std::vector<Delivery>& ascending);

} // namespace tracedeck::objects
