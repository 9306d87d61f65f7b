#pragma once

#include "access/verdict.h"

#include <QString>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace tracedeck::doctor {

/// What is looked at, in this order: each stands on those before it.
enum class Probe : std::uint8_t {
    Token, ///< valid, and of this account
    Role,  ///< may it use Logpush
    Plan,  ///< Workers Paid
    Job,   ///< one for this dataset
    Enabled,
    Push,        ///< the last one, and the last error
    Destination, ///< does it answer
    Filter,      ///< do filter and sampling keep anything of this Worker
    Flag,        ///< of the Worker
    WranglerFile,
    Traffic,
    NewestObject,
    FirstEvent,
};
inline constexpr std::array kProbes {Probe::Token,   Probe::Role,         Probe::Plan,      Probe::Job,  Probe::Enabled,
                                     Probe::Push,    Probe::Destination,  Probe::Filter,    Probe::Flag, Probe::WranglerFile,
                                     Probe::Traffic, Probe::NewestObject, Probe::FirstEvent};

enum class Verdict : std::uint8_t {
    NotRun, ///< there was nothing to look at, or it waits for the cause to be mended
    Unknown,
    Passed,
    AlsoFix, ///< not the first cause, and not as it should be
    Cause,   ///< the first that is certain
};

/// Why. `ui/text` has the sentences, finding.cpp the names, verdicts and fixes.
enum class Reason : std::uint8_t {
    Waiting, ///< not yet looked at
    WaitsForFix,
    NotWanted, ///< nothing was named that could be looked at
    Fine,
    // What came instead of an answer.
    NoConnection,
    NotTheApi,
    ServerTrouble,
    RateLimited,
    Refused,
    NeedsPermission,
    // Token, role, plan
    TokenBad,     ///< `Finding::access` says how
    AccountWrong, ///< likewise
    AccountOpen,  ///< several, none chosen
    RoleTooSmall, ///< likewise
    NotEntitled,  ///< 10023
    NoPlan,       ///< all that the account pays for is something else, and no Worker has the flag
    PlanNotKnown,
    // Job
    NoJob,
    JobGone, ///< the one that was asked about
    JobOff,
    AutoDisabled,
    DestinationKeys, ///< those in the job are not good
    DestinationGone, ///< no such bucket
    PushFails,
    PushFailedBefore, ///< and nothing was pushed since
    NeverPushed,
    NotReadable, ///< no bucket that could be looked into from here
    // Filter and sampling
    FilterDropsWorker,
    FilterContradicts, ///< no event whatever passes
    FilterDropsKnown,  ///< none of the events that are there would pass
    FilterUnreadable,
    SampleNothing,
    SampleBelowOne, ///< fewer than one event is to be expected
    SampleThin,     ///< more than one, and still the chance of none is over one in a hundred
    SampleNotKnown, ///< few are pushed, of nobody knows how many
    // Worker
    FlagOff,
    FlagOffInNamespace, ///< its dispatch Worker may have it
    FlagNotTold,
    NoSuchWorker,
    FileSaysOff,
    FileSilent,
    FileDecoy, ///< the flag stands where it switches nothing
    FileBroken,
    FileOfOther, ///< deploys another Worker, or has no such environment
    NoFile,
    NoTraffic,
    TrafficNotKnown,
    // Logs
    NoSource,
    SourceElsewhere, ///< the jobs deliver elsewhere than is read
    SourceKeys,
    SourceGone,
    NoObject,
    OldObject,
    NothingYet,
};

/// What a person can do about it.
enum class Fix : std::uint8_t {
    None,
    TryAgain,
    ReplaceToken,
    AddPermission,
    ChooseAccount,
    OpenMembers,
    OpenPlans,
    MakeJob,
    ChooseJob,
    EnableJob,   ///< one call
    ReplaceKeys, ///< of the job
    ShowJob,
    EditFilter,
    EditSampling,
    SwitchOn, ///< one call
    ChooseWorker,
    LinkFile,
    EditWranglerFile,
    ChangeSource,
    EnterSourceKeys,
};

enum class Stage : std::uint8_t { Waiting, Running, Done };

/// What a finding is about, in names and numbers; what each means depends on its reason. Names are hostile text.
struct Figures {
    QString name {};                        ///< of the job, Worker, plan, file, bucket, or key
    QString other {};                       ///< what stands against it: another place, a message, an environment
    std::optional<double> number {}, of {}; ///< how many; of how many
    std::optional<double> rate {};          ///< of sampling
    std::optional<std::int64_t> atMs {};    ///< when it was last
    int line = 0;                           ///< 1-based, of a file
    bool operator==(const Figures&) const = default;
};

/// The answer of one probe. A value without a secret.
struct Finding {
    Probe probe {};
    Stage stage = Stage::Waiting;
    Verdict verdict = Verdict::NotRun;
    Reason reason = Reason::Waiting;
    Figures figures {};
    std::vector<access::Evidence> evidence {};
    /// Where the check of the account says it, and by which of its steps.
    std::optional<access::Verdict> access {};
    access::Step accessStep {};
    bool operator==(const Finding&) const = default;
};

/// What a reason is, where nothing certain stands before it.
[[nodiscard]] Verdict verdictOf(Reason reason);
/// The fix of a finding; None where it needs none.
[[nodiscard]] Fix fixOf(const Finding& finding);
/// Done by one call of the API.
[[nodiscard]] bool isOneCall(Fix fix);

// Names for JSON; they do not change.
[[nodiscard]] const char* nameOf(Probe probe);     ///< "wrangler_file"
[[nodiscard]] const char* nameOf(Verdict verdict); ///< "also_fix"
[[nodiscard]] const char* nameOf(Reason reason);   ///< "auto_disabled"
[[nodiscard]] const char* nameOf(Fix fix);         ///< "switch_on"; "" = none

} // namespace tracedeck::doctor
