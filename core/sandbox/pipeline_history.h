#pragma once

#include "delivery/traffic.h"
#include "sandbox/pipeline_counts.h"
#include "sandbox/pipeline_plan.h"
#include "sandbox/pipeline_uploads.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tracedeck::sandbox {

/// By which rules the past is made: as they are when the Sandbox is started.
struct HistoryRules {
    delivery::TrafficOptions traffic; ///< its span is the first past: the day before the account was there
    double eventsPerSecond = 0;       ///< after that
    std::vector<std::pair<qint64, JobPlan>> jobs;
    std::set<std::pair<std::string, std::string>> logged; ///< dispatch namespace and name of Workers whose flag is on
};

/// When nothing was delivered for eight minutes, though Workers ran.
[[nodiscard]] TimeRange historyGap(TimeRange span);

/// A piece of the past.
struct HistorySlice {
    struct Object {
        qint64 jobId = 0;
        QString destination;
        PackedFile file;
        TimeRange window;
    };
    std::vector<Object> objects;
    InvocationCounts counts;
};

/// Makes the past slice by slice, in any order: traffic through the filter, sampling, fields, limits and batches of every job, under the
/// names that they always get. Records arrive at their batch 52 s after they ran. One thread at a time.
class HistoryMaker {
public:
    explicit HistoryMaker(HistoryRules rules);

    /// Of what ran then.
    [[nodiscard]] HistorySlice make(TimeRange span);

private:
    class JobSlice;
    [[nodiscard]] std::uint64_t eventsIn(qint64 minuteMs) const;

    HistoryRules m_rules;
    TimeRange m_gap;
    delivery::MinuteTraffic m_traffic;
};

} // namespace tracedeck::sandbox
