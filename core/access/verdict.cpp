#include "access/verdict.h"

#include <algorithm>

namespace tracedeck::access {

namespace {

struct CauseRow {
    Cause cause;
    const char* name;
    Action action;
};

constexpr auto kCauses = std::to_array<CauseRow>({
    {Cause::None, "", Action::None},
    {Cause::NotAsked, "not_asked", Action::None},
    {Cause::NoConnection, "no_connection", Action::TryAgain},
    {Cause::NotTheApi, "not_the_api", Action::TryAgain},
    {Cause::ServerTrouble, "server_trouble", Action::TryAgain},
    {Cause::RateLimited, "rate_limited", Action::TryAgain},
    {Cause::Refused, "refused", Action::TryAgain},
    {Cause::Invalid, "invalid", Action::ReplaceToken},
    {Cause::Malformed, "malformed", Action::ReplaceToken},
    {Cause::Disabled, "disabled", Action::ReplaceToken},
    {Cause::Expired, "expired", Action::ReplaceToken},
    {Cause::NotYetValid, "not_yet_valid", Action::ReplaceToken},
    {Cause::OwnerUnknown, "owner_unknown", Action::None},
    {Cause::NoAccount, "no_account", Action::EnterAccountId},
    {Cause::SeveralAccounts, "several_accounts", Action::ChooseAccount},
    {Cause::OtherAccount, "other_account", Action::ChooseAccount},
    {Cause::WrongAccountId, "wrong_account_id", Action::EnterAccountId},
    {Cause::NeedsMembershipsRead, "needs_memberships_read", Action::AddPermission},
    {Cause::AccountTokenNoRole, "account_token_no_role", Action::None},
    {Cause::RolesArePolicies, "roles_are_policies", Action::OpenMembers},
    {Cause::RoleNotKnown, "role_not_known", Action::OpenMembers},
    {Cause::NotAMember, "not_a_member", Action::OpenMembers},
    {Cause::MembershipPending, "membership_pending", Action::OpenMembers},
    {Cause::ApiAccessOff, "api_access_off", Action::OpenMembers},
    {Cause::Role, "role", Action::AskForRole},
    {Cause::RoleReadOnly, "role_read_only", Action::AskForRole},
    {Cause::Token, "token", Action::AddPermission},
    {Cause::TokenReadOnly, "token_read_only", Action::AddPermission},
    {Cause::ReadOnly, "read_only", Action::AddPermission},
    {Cause::Permission, "permission", Action::AddPermission},
    {Cause::ZoneScope, "zone_scope", Action::AddPermission},
    {Cause::AccountToken, "account_token", Action::ReplaceToken},
    {Cause::NeedsScriptsRead, "needs_scripts_read", Action::AddPermission},
    {Cause::OnlyWritingTells, "only_writing_tells", Action::SwitchAWorker},
    {Cause::NotEntitled, "not_entitled", Action::OpenPlans},
    {Cause::NeedsBillingRead, "needs_billing_read", Action::AddPermission},
    {Cause::PlanNotNamed, "plan_not_named", Action::OpenPlans},
    {Cause::NoBucket, "no_bucket", Action::AddSource},
    {Cause::NoKeys, "no_keys", Action::EnterKeys},
    {Cause::BadKeys, "bad_keys", Action::EnterKeys},
    {Cause::BadBucket, "bad_bucket", Action::AddSource},
    {Cause::KeysRefused, "keys_refused", Action::EnterKeys},
    {Cause::WrongSecret, "wrong_secret", Action::EnterKeys},
    {Cause::OtherJurisdiction, "other_jurisdiction", Action::UseEndpoint},
    {Cause::NoSuchBucket, "no_such_bucket", Action::AddSource},
    {Cause::ClockWrong, "clock_wrong", Action::SetClock},
    {Cause::NoR2, "no_r2", Action::OpenPlans},
    {Cause::EmptyBucket, "empty_bucket", Action::TryAgain},
    {Cause::TooOld, "too_old", Action::CopyCommand},
    {Cause::Absent, "absent", Action::CopyCommand},
    {Cause::Silent, "silent", Action::TryAgain},
    {Cause::NoVersion, "no_version", Action::CopyCommand},
    {Cause::NotLooked, "not_looked", Action::None},
});
// In order, so that looking up is reading; a cause without a row does not compile.
static_assert(kCauses.size() == static_cast<std::size_t>(Cause::NotLooked) + 1);
static_assert(std::ranges::all_of(kCauses, [](const CauseRow& row) { return &row - kCauses.data() == static_cast<int>(row.cause); }));

constexpr std::array kStepNames {"credential",   "account",       "role", "jobs",   "fields",
                                 "workers_read", "workers_write", "plan", "bucket", "wrangler"};
constexpr std::array kAnswerNames {"unknown", "no", "yes"};
constexpr std::array kActionNames {"",
                                   "try_again",
                                   "replace_token",
                                   "choose_account",
                                   "enter_account_id",
                                   "add_permission",
                                   "ask_for_role",
                                   "open_members",
                                   "switch_a_worker",
                                   "open_plans",
                                   "add_source",
                                   "enter_keys",
                                   "use_endpoint",
                                   "set_clock",
                                   "copy_command"};
static_assert(kStepNames.size() == kSteps.size());
static_assert(kActionNames.size() == static_cast<std::size_t>(Action::CopyCommand) + 1);

const CauseRow& rowOf(Cause cause)
{
    return kCauses[static_cast<std::size_t>(cause)];
}

} // namespace

Action actionFor(Cause cause)
{
    return rowOf(cause).action;
}

const char* nameOf(Step step)
{
    return kStepNames[static_cast<std::size_t>(step)];
}

const char* nameOf(Answer answer)
{
    return kAnswerNames[static_cast<std::size_t>(answer)];
}

const char* nameOf(Cause cause)
{
    return rowOf(cause).name;
}

const char* nameOf(Action action)
{
    return kActionNames[static_cast<std::size_t>(action)];
}

} // namespace tracedeck::access
