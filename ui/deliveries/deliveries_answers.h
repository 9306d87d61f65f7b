#pragma once

#include "objects/coverage_counts.h"

#include <memory>

namespace tracedeck::ui {

/// How far back the page looks.
enum class DeliveriesSpan : std::uint8_t { SixHours, Day, Week, Month };

/// How a span is cut into rows of cells.
struct SpanShape {
    int rows, columns;
    std::int64_t cellMs, lagBucketMs;
    int group, groups; ///< cells between two wider gaps, and how many such groups a row has
    [[nodiscard]] std::int64_t rowMs() const { return cellMs * columns; }
    [[nodiscard]] std::int64_t lengthMs() const { return rowMs() * rows; }
};
[[nodiscard]] const SpanShape& shapeOf(DeliveriesSpan span);
/// Whole rows, `nowMs` in the last of them.
[[nodiscard]] TimeRange rangeOf(DeliveriesSpan span, std::int64_t nowMs);

enum class CellState : std::uint8_t {
    Before,    ///< earlier than the first known window
    Arrived,   ///< a window touches it
    Late,      ///< one of its objects was late
    Missing,   ///< part of a gap that is no chance
    NoTraffic, ///< no window, and nothing speaks against it
    Expected,  ///< of the object that should come next
    Ahead,     ///< not due yet
};

/// Something to look at: a gap that is no chance, or late objects in a row.
struct Incident {
    TimeRange range;
    objects::GapVerdict verdict = objects::GapVerdict::Quiet; ///< of a gap; Quiet for late objects
    objects::SilenceOdds odds;
    bool isOpen = false;
    objects::LateRun late;
    std::optional<std::uint64_t> counted {}; ///< of a gap: runs inside of it, where Cloudflare was asked
    [[nodiscard]] bool isMissing() const { return verdict != objects::GapVerdict::Quiet; }
};

using SharedListing = std::shared_ptr<const objects::Listing>;

/// All that the page shows of one listing.
struct DeliveriesAnswer {
    SharedListing listing;
    objects::DeliveryLog log;
    objects::Coverage coverage;
    std::vector<CellState> states;   ///< by cell
    std::vector<Incident> incidents; ///< missing ones first, each newest first
    DeliveriesSpan span = DeliveriesSpan::Day;
    std::int64_t nowMs = 0;
    [[nodiscard]] std::size_t missing() const;
};

/// `counts`: what ran in gaps, as far as Cloudflare was asked. Any thread; fails only when stopped.
[[nodiscard]] Result<DeliveriesAnswer> answerDeliveries(SharedListing listing, DeliveriesSpan span, std::int64_t nowMs,
                                                        const std::stop_token& stop = {},
                                                        const std::vector<objects::CountedRuns>& counts = {});

/// One line of the table of files: an object, or a window that has none.
struct FileLine {
    TimeRange window;
    QString key; ///< "" for what is missing
    std::uint64_t size = 0;
    std::int64_t rows = objects::Delivery::kNotRead;
    std::int64_t lagMs = 0;
    std::int64_t missingSteps = 0; ///< windows that are missing in one stretch; 0 = an object
    bool isLate = false, isNamed = true;
};
/// The objects that reach into the range, and what is missing between them, in order of time.
[[nodiscard]] std::vector<FileLine> filesIn(const DeliveriesAnswer& answer, TimeRange range);

} // namespace tracedeck::ui
