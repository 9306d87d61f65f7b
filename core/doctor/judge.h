#pragma once

#include "doctor/examination.h"
#include "doctor/finding.h"

namespace tracedeck::doctor {

/// What is known of each probe, in their order, and which of the certain causes is the first; stages are the caller's. Pure; more facts may
/// change it. A permission that is missing makes Unknown, never a cause.
[[nodiscard]] std::vector<Finding> judge(const Examination& facts);

/// What a judge of one probe sees: the facts, and what was found before it.
struct Bench {
    const Examination& facts;
    const std::vector<Finding>& before;

    [[nodiscard]] bool hasCause() const;
    [[nodiscard]] bool isFound(Probe probe, Reason reason) const;
    /// Events of the Worker came within the last hour: what is said to be in the way is not.
    [[nodiscard]] bool arrives() const;
    /// Nothing was asked, or nothing that helps came: what waits for a mended cause waits.
    [[nodiscard]] Finding unasked() const;
    [[nodiscard]] Finding unanswered(const access::Evidence& evidence, const Error& error) const;
};

// The probes; without their names.
[[nodiscard]] Finding judgeToken(const Bench& bench);
[[nodiscard]] Finding judgeRole(const Bench& bench);
[[nodiscard]] Finding judgePlan(const Bench& bench);
[[nodiscard]] Finding judgeJob(const Bench& bench);
[[nodiscard]] Finding judgeEnabled(const Bench& bench);
[[nodiscard]] Finding judgePush(const Bench& bench);
[[nodiscard]] Finding judgeDestination(const Bench& bench);
[[nodiscard]] Finding judgeFilter(const Bench& bench);
[[nodiscard]] Finding judgeFlag(const Bench& bench);
[[nodiscard]] Finding judgeFile(const Bench& bench);
[[nodiscard]] Finding judgeTraffic(const Bench& bench);
[[nodiscard]] Finding judgeNewestObject(const Bench& bench);
[[nodiscard]] Finding judgeFirstEvent(const Bench& bench);

// Findings are written in few words.
[[nodiscard]] Finding found(Reason reason, Figures figures = {}, std::vector<access::Evidence> evidence = {});
[[nodiscard]] Finding found(Reason reason, const access::Verdict& verdict, access::Step step);
/// What a failure is in general.
[[nodiscard]] Reason reasonOf(const Error& error);
[[nodiscard]] Reason reasonOf(access::Cause cause);

} // namespace tracedeck::doctor
