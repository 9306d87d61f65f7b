#pragma once

#include "doctor/examination.h"
#include "doctor/finding.h"

namespace tracedeck::doctor {

/// The one word on all of it.
enum class Overall : std::uint8_t {
    Running,
    Healthy, ///< events of the Worker are there, and nothing is in the way
    Caused,
    ToFix, ///< no cause, but something that is not as it should be
    Open,  ///< nothing certain
};

/// What an examination says, for people. Holds names as they are, and no secret.
struct Diagnosis {
    std::vector<Finding> findings; ///< of all probes, in order
    Overall overall = Overall::Running;
    QString worker, dispatchNamespace, jobName, accountId;
    std::int64_t jobId = 0; ///< of the one that was examined; 0 = none
    std::vector<std::pair<std::int64_t, QString>> jobs;
    QStringList workers; ///< as listed; may be empty
    std::int64_t startedMs = 0, tookMs = 0;
    bool isFinished = false;

    [[nodiscard]] const Finding& at(Probe probe) const { return findings[static_cast<std::size_t>(probe)]; }
    [[nodiscard]] const Finding* cause() const; ///< null where none is certain
    [[nodiscard]] int count(Verdict verdict) const;
};

/// Of the facts so far. `running`: what is asked now; a probe is done when nothing it looks at is still to come. Pure.
[[nodiscard]] Diagnosis diagnosisOf(const Examination& facts, const std::optional<Probe>& running);

[[nodiscard]] const char* nameOf(Overall overall); ///< "healthy"

} // namespace tracedeck::doctor
