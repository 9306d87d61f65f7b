#pragma once

#include "access/findings.h"

namespace tracedeck::access {

/// What is known of one step, from the replies so far. Pure; better replies may change it.
[[nodiscard]] Verdict judge(Step step, const Findings& findings);

/// Where Logs may be used, at any level, as the token's own policies have it. `Zone`: in zones alone.
enum class LogsScope : std::uint8_t { NotKnown, None, Zone, Account };
[[nodiscard]] LogsScope logsScope(const Findings& findings);

// The steps of each part; without evidence.
[[nodiscard]] Verdict judgeCredential(const Findings& findings);
[[nodiscard]] Verdict judgeAccount(const Findings& findings);
[[nodiscard]] Verdict judgeRole(const Findings& findings);
[[nodiscard]] Verdict judgeJobs(const Findings& findings);
[[nodiscard]] Verdict judgeFields(const Findings& findings);
[[nodiscard]] Verdict judgeScriptsRead(const Findings& findings);
[[nodiscard]] Verdict judgeScriptsWrite(const Findings& findings);
[[nodiscard]] Verdict judgePlan(const Findings& findings);
[[nodiscard]] Verdict judgeBucket(const Findings& findings);
[[nodiscard]] Verdict judgeWrangler(const Findings& findings);

// Verdicts are written in few words.
[[nodiscard]] Verdict yes(QString subject = {}, std::int64_t count = 0);
[[nodiscard]] Verdict no(Cause cause, QString subject = {});
[[nodiscard]] Verdict unknown(Cause cause, QString subject = {});
/// Of a failure that says nothing about what was asked for.
[[nodiscard]] Verdict unknownBy(const Error& error);

} // namespace tracedeck::access
