#include "doctor/finding.h"

#include <algorithm>

namespace tracedeck::doctor {

namespace {

struct ReasonRow {
    Reason reason;
    const char* name;
    Verdict verdict;
    Fix fix;
};

constexpr auto kReasons = std::to_array<ReasonRow>({
    {Reason::Waiting, "waiting", Verdict::NotRun, Fix::None},
    {Reason::WaitsForFix, "waits_for_fix", Verdict::NotRun, Fix::None},
    {Reason::NotWanted, "not_wanted", Verdict::NotRun, Fix::None},
    {Reason::Fine, "fine", Verdict::Passed, Fix::None},
    {Reason::NoConnection, "no_connection", Verdict::Unknown, Fix::TryAgain},
    {Reason::NotTheApi, "not_the_api", Verdict::Unknown, Fix::TryAgain},
    {Reason::ServerTrouble, "server_trouble", Verdict::Unknown, Fix::TryAgain},
    {Reason::RateLimited, "rate_limited", Verdict::Unknown, Fix::TryAgain},
    {Reason::Refused, "refused", Verdict::Unknown, Fix::TryAgain},
    {Reason::NeedsPermission, "needs_permission", Verdict::Unknown, Fix::AddPermission},
    {Reason::TokenBad, "token_bad", Verdict::Cause, Fix::ReplaceToken},
    {Reason::AccountWrong, "account_wrong", Verdict::Cause, Fix::ChooseAccount},
    {Reason::AccountOpen, "account_open", Verdict::Unknown, Fix::ChooseAccount},
    {Reason::RoleTooSmall, "role_too_small", Verdict::Cause, Fix::OpenMembers},
    {Reason::NotEntitled, "not_entitled", Verdict::Cause, Fix::OpenPlans},
    {Reason::NoPlan, "no_plan", Verdict::Cause, Fix::OpenPlans},
    {Reason::PlanNotKnown, "plan_not_known", Verdict::Unknown, Fix::None},
    {Reason::NoJob, "no_job", Verdict::Cause, Fix::MakeJob},
    {Reason::JobGone, "job_gone", Verdict::Unknown, Fix::ChooseJob},
    {Reason::JobOff, "job_off", Verdict::Cause, Fix::EnableJob},
    {Reason::AutoDisabled, "auto_disabled", Verdict::Cause, Fix::EnableJob},
    {Reason::DestinationKeys, "destination_keys", Verdict::Cause, Fix::ReplaceKeys},
    {Reason::DestinationGone, "destination_gone", Verdict::Cause, Fix::ReplaceKeys},
    {Reason::PushFails, "push_fails", Verdict::Cause, Fix::ShowJob},
    {Reason::PushFailedBefore, "push_failed_before", Verdict::Unknown, Fix::ShowJob},
    {Reason::NeverPushed, "never_pushed", Verdict::Unknown, Fix::TryAgain},
    {Reason::NotReadable, "not_readable", Verdict::Unknown, Fix::None},
    {Reason::FilterDropsWorker, "filter_drops_worker", Verdict::Cause, Fix::EditFilter},
    {Reason::FilterContradicts, "filter_contradicts", Verdict::Cause, Fix::EditFilter},
    {Reason::FilterDropsKnown, "filter_drops_known", Verdict::AlsoFix, Fix::EditFilter},
    {Reason::FilterUnreadable, "filter_unreadable", Verdict::Unknown, Fix::EditFilter},
    {Reason::SampleNothing, "sample_nothing", Verdict::Cause, Fix::EditSampling},
    {Reason::SampleBelowOne, "sample_below_one", Verdict::Cause, Fix::EditSampling},
    {Reason::SampleThin, "sample_thin", Verdict::AlsoFix, Fix::EditSampling},
    {Reason::SampleNotKnown, "sample_not_known", Verdict::Unknown, Fix::EditSampling},
    {Reason::FlagOff, "flag_off", Verdict::Cause, Fix::SwitchOn},
    {Reason::FlagOffInNamespace, "flag_off_in_namespace", Verdict::Unknown, Fix::SwitchOn},
    {Reason::FlagNotTold, "flag_not_told", Verdict::Unknown, Fix::None},
    {Reason::NoSuchWorker, "no_such_worker", Verdict::Cause, Fix::ChooseWorker},
    {Reason::FileSaysOff, "file_says_off", Verdict::Cause, Fix::EditWranglerFile},
    {Reason::FileSilent, "file_silent", Verdict::AlsoFix, Fix::EditWranglerFile},
    {Reason::FileDecoy, "file_decoy", Verdict::AlsoFix, Fix::EditWranglerFile},
    {Reason::FileBroken, "file_broken", Verdict::Unknown, Fix::LinkFile},
    {Reason::FileOfOther, "file_of_other", Verdict::Unknown, Fix::LinkFile},
    {Reason::NoFile, "no_file", Verdict::NotRun, Fix::LinkFile},
    {Reason::NoTraffic, "no_traffic", Verdict::Cause, Fix::None},
    {Reason::TrafficNotKnown, "traffic_not_known", Verdict::Unknown, Fix::TryAgain},
    {Reason::NoSource, "no_source", Verdict::NotRun, Fix::ChangeSource},
    {Reason::SourceElsewhere, "source_elsewhere", Verdict::Cause, Fix::ChangeSource},
    {Reason::SourceKeys, "source_keys", Verdict::Cause, Fix::EnterSourceKeys},
    {Reason::SourceGone, "source_gone", Verdict::Cause, Fix::ChangeSource},
    {Reason::NoObject, "no_object", Verdict::Unknown, Fix::TryAgain},
    {Reason::OldObject, "old_object", Verdict::Unknown, Fix::TryAgain},
    {Reason::NothingYet, "nothing_yet", Verdict::Unknown, Fix::TryAgain},
});
// In order, so that looking up is reading; a reason without a row does not compile.
static_assert(kReasons.size() == static_cast<std::size_t>(Reason::NothingYet) + 1);
static_assert(std::ranges::all_of(kReasons, [](const ReasonRow& row) { return &row - kReasons.data() == static_cast<int>(row.reason); }));

constexpr std::array kProbeNames {"token",  "role", "plan",          "job",     "enabled",       "push",       "destination",
                                  "filter", "flag", "wrangler_file", "traffic", "newest_object", "first_event"};
constexpr std::array kVerdictNames {"not_run", "unknown", "passed", "also_fix", "cause"};
constexpr std::array kFixNames {
    "",          "try_again",     "replace_token", "add_permission",     "choose_account", "open_members",     "open_plans",
    "make_job",  "choose_job",    "enable_job",    "replace_keys",       "show_job",       "edit_filter",      "edit_sampling",
    "switch_on", "choose_worker", "link_file",     "edit_wrangler_file", "change_source",  "enter_source_keys"};
static_assert(kProbeNames.size() == kProbes.size());
static_assert(kFixNames.size() == static_cast<std::size_t>(Fix::EnterSourceKeys) + 1);

const ReasonRow& rowOf(Reason reason)
{
    return kReasons[static_cast<std::size_t>(reason)];
}

/// What the check of the account proposes, where it knows better.
Fix fixOf(const access::Verdict& verdict, Fix otherwise)
{
    switch (access::actionFor(verdict.cause)) {
    case access::Action::ReplaceToken: return Fix::ReplaceToken;
    case access::Action::ChooseAccount:
    case access::Action::EnterAccountId: return Fix::ChooseAccount;
    case access::Action::AddPermission: return Fix::AddPermission;
    case access::Action::OpenPlans: return Fix::OpenPlans;
    default: return otherwise;
    }
}

} // namespace

Verdict verdictOf(Reason reason)
{
    return rowOf(reason).verdict;
}

Fix fixOf(const Finding& finding)
{
    if (finding.verdict == Verdict::Passed)
        return Fix::None;
    const Fix fix = rowOf(finding.reason).fix;
    return finding.access && fix != Fix::None ? fixOf(*finding.access, fix) : fix;
}

bool isOneCall(Fix fix)
{
    return fix == Fix::EnableJob || fix == Fix::SwitchOn;
}

const char* nameOf(Probe probe)
{
    return kProbeNames[static_cast<std::size_t>(probe)];
}

const char* nameOf(Verdict verdict)
{
    return kVerdictNames[static_cast<std::size_t>(verdict)];
}

const char* nameOf(Reason reason)
{
    return rowOf(reason).name;
}

const char* nameOf(Fix fix)
{
    return kFixNames[static_cast<std::size_t>(fix)];
}

} // namespace tracedeck::doctor
