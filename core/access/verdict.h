#pragma once

#include "base/error.h"

#include <QString>

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace tracedeck::access {

/// What is checked, in this order.
enum class Step : std::uint8_t {
    Credential,  ///< is it valid, and whose is it
    Account,     ///< which one, and can it be reached
    Role,        ///< may the role use Logpush
    Jobs,        ///< can jobs be read; that takes the write level already
    Fields,      ///< can fields be read; the read level is enough: tells a read-only caller apart
    ScriptsRead, ///< can Workers be listed
    ScriptsWrite,
    Plan,     ///< Workers Paid
    Bucket,   ///< do the keys list and get delivered objects
    Wrangler, ///< is it new enough
};
inline constexpr std::array kSteps {Step::Credential,  Step::Account,      Step::Role, Step::Jobs,   Step::Fields,
                                    Step::ScriptsRead, Step::ScriptsWrite, Step::Plan, Step::Bucket, Step::Wrangler};

enum class Answer : std::uint8_t { Unknown, No, Yes };

/// Why an answer is not yes, or is yes with a limit. `ui/text` has the sentences, verdict.cpp the names.
enum class Cause : std::uint8_t {
    None,
    NotAsked, ///< waits for an earlier step
    NoConnection,
    NotTheApi,
    ServerTrouble,
    RateLimited,
    Refused, ///< for a reason that is not known here
    // Credential
    Invalid,
    Malformed, ///< cannot be sent as it is
    Disabled,
    Expired,
    NotYetValid,
    OwnerUnknown, ///< works, but neither user nor account vouches for it
    // Account
    NoAccount,
    SeveralAccounts,
    OtherAccount,
    WrongAccountId,
    // Role
    NeedsMembershipsRead,
    AccountTokenNoRole,
    RolesArePolicies,
    RoleNotKnown,
    NotAMember,
    MembershipPending,
    ApiAccessOff,
    // Jobs and fields
    Role,
    RoleReadOnly,
    Token,
    TokenReadOnly,
    ReadOnly,   ///< role or token
    Permission, ///< role or token
    ZoneScope,
    AccountToken, ///< the permission, or that the account owns the token: not documented
    // Workers and plan
    NeedsScriptsRead,
    OnlyWritingTells,
    NotEntitled,
    NeedsBillingRead,
    PlanNotNamed,
    // Bucket
    NoBucket,
    NoKeys,
    BadKeys, ///< cannot be what they are said to be; nothing was sent
    BadBucket,
    KeysRefused,
    WrongSecret,
    OtherJurisdiction,
    NoSuchBucket,
    ClockWrong,
    NoR2,
    EmptyBucket,
    // Wrangler
    TooOld,
    Absent,
    Silent,
    NoVersion,
    NotLooked,
};

/// What a person can do about a cause; one for each.
enum class Action : std::uint8_t {
    None,
    TryAgain,
    ReplaceToken,
    ChooseAccount,
    EnterAccountId,
    AddPermission, ///< to the token: `Verdict::subject` does not say which, the step does
    AskForRole,
    OpenMembers,
    SwitchAWorker,
    OpenPlans,
    AddSource,
    EnterKeys,
    UseEndpoint,
    SetClock,
    CopyCommand, ///< `Verdict::command`
};

/// What was asked and what came.
struct Evidence {
    QString asked;  ///< "GET /user/tokens/verify"
    int status = 0; ///< HTTP; 0 = no answer, or not asked over HTTP
    int code = 0;   ///< Cloudflare's
    QString ray;
    std::chrono::milliseconds took {0};
    std::optional<ErrorCode> failure; ///< nullopt = a good answer
    QString words;                    ///< of the other side, raw; never a secret
    bool operator==(const Evidence&) const = default;
};

/// The answer to one step. Pure value.
struct Verdict {
    Answer answer = Answer::Unknown;
    Cause cause = Cause::NotAsked;
    std::vector<Evidence> evidence;
    QString subject {};     ///< what it is about: a name, a version, an endpoint
    std::int64_t count = 0; ///< of jobs, fields, Workers
    QString command {};     ///< to copy
    bool operator==(const Verdict&) const = default;
};

[[nodiscard]] Action actionFor(Cause cause);

// Names for JSON; they do not change.
[[nodiscard]] const char* nameOf(Step step);     ///< "credential"
[[nodiscard]] const char* nameOf(Answer answer); ///< "yes"
[[nodiscard]] const char* nameOf(Cause cause);   ///< "zone_scope"; "" = none
[[nodiscard]] const char* nameOf(Action action); ///< "replace_token"; "" = none

} // namespace tracedeck::access
