#pragma once

#include "access/findings.h"
#include "access/role_table.h"

#include <array>

namespace tracedeck::access {

/// How far a step is.
enum class Stage : std::uint8_t {
    Waiting,
    Running,
    Done,
    Skipped, ///< its turn came and went: an earlier step has to be yes, or it was not wanted
};

struct StepReport {
    Step step {};
    Stage stage = Stage::Waiting;
    Verdict verdict;
};

enum class Can : std::uint8_t { SeeJobs, ChangeJobs, SeeWorkers, SwitchWorkers, ReadLogs };
inline constexpr std::array kCapabilities {Can::SeeJobs, Can::ChangeJobs, Can::SeeWorkers, Can::SwitchWorkers, Can::ReadLogs};
[[nodiscard]] const char* nameOf(Can can); ///< "see_jobs"; for JSON

/// One row of the table that pages go by: what cannot work is disabled, with the step that says so.
struct Capability {
    Can can {};
    Answer answer = Answer::Unknown;
    Step step {};                   ///< that decided it
    Answer role = Answer::Unknown;  ///< the role alone would allow it
    Answer token = Answer::Unknown; ///< the token alone would allow it
    Evidence evidence;              ///< of the call that decided; `asked` is empty where none did
};

/// All that a check found out, for people. Holds ids as they are, and no secret.
struct Report {
    QUrl baseUrl;
    std::vector<StepReport> steps; ///< all of them, in order
    std::array<Capability, kCapabilities.size()> capabilities;

    QString accountId, accountName;
    std::vector<cloudflare::Account> accounts; ///< to choose from
    Owner owner = Owner::Unknown;
    QString tokenId, tokenName, tokenStatus, userEmail;
    std::optional<std::int64_t> expiresMs;
    QStringList tokenPermissions; ///< names of groups, where the token's policies can be read
    QStringList roles;
    bool membersReadable = false;
    std::vector<Helper> helpers;
    QStringList buckets;    ///< that the token can list
    bool mayDerive = false; ///< S3 keys are the token's id and hash: it may read R2
    std::int64_t startedMs = 0, tookMs = 0;
    bool isFinished = false;

    [[nodiscard]] const StepReport& at(Step step) const { return steps[static_cast<std::size_t>(step)]; }
    [[nodiscard]] const Capability& at(Can can) const { return capabilities[static_cast<std::size_t>(can)]; }
};

/// What the findings say while `running` is under way, or in the end. Pure.
[[nodiscard]] Report reportOf(const Findings& findings, const std::optional<CallKey>& running);

} // namespace tracedeck::access
