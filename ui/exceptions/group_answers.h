#pragma once

#include "base/result.h"
#include "events/event.h"
#include "events/fingerprint.h"
#include "events/stack.h"
#include "logpush/filter.h"
#include "store/answers.h"
#include "store/snapshot.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tracedeck::ui {

/// How often a group happened in one version or one Worker.
struct RateRow {
    std::string value;
    std::uint64_t events = 0, invocations = 0;

    [[nodiscard]] std::optional<double> rate() const; ///< events by invocation; nullopt without invocations
};

/// What the newest event of a group says about it.
struct GroupEvidence {
    std::string name, message, stack; ///< of the exception; the outcome and "" for an outcome group
    std::vector<events::Frame> frames;
    events::GroupReason reason;
    std::vector<events::LogLine> lastLines; ///< the event's last console lines
    std::optional<std::int64_t> timestampMs;
};

/// Everything the detail of one group shows, from one snapshot and one range.
struct GroupAnswers {
    store::ExceptionGroup group;
    TimeRange span; ///< of the chart
    std::int64_t bucketMs = 1;
    std::uint64_t invocations = 0; ///< of the group's Workers in the range
    store::Histogram overTime;
    std::vector<store::VersionMark> marks;  ///< of the group's Workers
    std::vector<RateRow> versions, workers; ///< most events first
    std::vector<store::EventRow> samples;   ///< the newest events
    GroupEvidence evidence;
    std::optional<Error> noEvidence; ///< why the newest event could not be read again

    [[nodiscard]] std::optional<double> rate() const; ///< events by invocation; nullopt without invocations
};

/// The events of a group, as a filter.
[[nodiscard]] logpush::Filter groupFilter(events::GroupKey key);

/// The groups of a range; sparklines span `effective`. Runs on the calling thread.
[[nodiscard]] Result<store::ExceptionGroups> answerGroups(const store::Snapshot& snapshot, TimeRange asked, TimeRange effective,
                                                          const std::stop_token& stop = {});
[[nodiscard]] Result<GroupAnswers> answerGroup(const store::Snapshot& snapshot, TimeRange asked, TimeRange effective,
                                               const store::ExceptionGroup& group, const std::stop_token& stop = {});

/// Reads a group's evidence out of one delivered line.
[[nodiscard]] GroupEvidence evidenceOf(const events::Event& event, const store::ExceptionGroup& group);

} // namespace tracedeck::ui
