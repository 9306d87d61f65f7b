#include "access/judge.h"
#include "access/role_table.h"

#include <algorithm>

namespace tracedeck::access {

namespace {

constexpr int kNotEntitled = 10023;

/// Published, and stable where names are not.
const QString kScriptsWriteId = QStringLiteral("e086da7e2179491d91ee5f35b3ca210a");

bool mayWriteScripts(const cloudflare::PermissionGroup& group)
{
    return group.id == kScriptsWriteId || group.name == u"Workers Scripts Write" || group.name == u"Workers Scripts Edit";
}

/// What the token's own policies say; nullopt where they cannot be read.
std::optional<bool> tokenMayWrite(const Findings& findings)
{
    if (findings.owner() == Owner::Key)
        return true; // it is the user
    const auto* details = findings.details();
    if (details == nullptr)
        return std::nullopt;
    return std::ranges::any_of(details->policies, [](const cloudflare::Policy& policy) {
        return policy.effect == u"allow" && std::ranges::any_of(policy.permissionGroups, mayWriteScripts);
    });
}

bool sawNotEntitled(const Findings& findings)
{
    return findings.question().sawNotEntitled
        || std::ranges::any_of(findings.replies(), [](const Reply& reply) { return reply.error && reply.error->apiCode == kNotEntitled; });
}

bool isPaidFor(const cloudflare::Subscription& subscription)
{
    static const QStringList states {QStringLiteral("Paid"), QStringLiteral("Provisioned"), QStringLiteral("Trial")};
    return states.contains(subscription.state);
}

/// The ids of plans for Workers are not published: a name with "workers" in it, which is not the free one.
bool isWorkersPlan(const cloudflare::Subscription& subscription)
{
    const QString names = QString(subscription.planId % u' ' % subscription.planName).toLower();
    return names.contains(u"workers") && !names.contains(u"free");
}

} // namespace

Verdict judgeScriptsRead(const Findings& findings)
{
    const Reply* scripts = findings.reply(Call::Scripts);
    if (scripts == nullptr)
        return unknown(Cause::NotAsked);
    if (!scripts->error) {
        const auto& list = *findings.found<std::vector<cloudflare::WorkerScript>>(Call::Scripts);
        return yes({}, static_cast<std::int64_t>(list.size()));
    }
    if (!isRefusal(*scripts->error) || scripts->error->status == 404)
        return unknownBy(*scripts->error);
    return scripts->error->apiCode == kNotEntitled ? no(Cause::NotEntitled) : no(Cause::NeedsScriptsRead);
}

// Nothing but writing proves it, and this check does not write.
Verdict judgeScriptsWrite(const Findings& findings)
{
    const Verdict reading = judgeScriptsRead(findings);
    if (reading.answer != Answer::Yes) // who may write may list
        return reading.answer == Answer::No ? no(reading.cause) : unknown(reading.cause);
    const auto token = tokenMayWrite(findings);
    if (token == false)
        return no(Cause::Token);
    const QString roles = findings.roles().join(QStringLiteral(", "));
    if (!token)
        return unknown(Cause::OnlyWritingTells);
    if (findings.owner() == Owner::Account)
        return yes();
    switch (workersRight(findings.roles())) {
    case WorkersRight::Write: return yes(roles);
    case WorkersRight::Read:
    case WorkersRight::None: return findings.roles().isEmpty() ? unknown(Cause::OnlyWritingTells) : no(Cause::RoleReadOnly, roles);
    case WorkersRight::NotSaid: break;
    }
    return unknown(Cause::OnlyWritingTells, roles);
}

Verdict judgePlan(const Findings& findings)
{
    if (sawNotEntitled(findings))
        return no(Cause::NotEntitled);
    const Reply* list = findings.reply(Call::Subscriptions);
    if (list == nullptr)
        return unknown(Cause::NotAsked);
    if (list->error)
        return isRefusal(*list->error) ? unknown(Cause::NeedsBillingRead) : unknownBy(*list->error);
    const auto& subscriptions = *findings.found<std::vector<cloudflare::Subscription>>(Call::Subscriptions);
    const auto plan = std::ranges::find_if(subscriptions, [](const auto& each) { return isWorkersPlan(each) && isPaidFor(each); });
    if (plan == subscriptions.end())
        return unknown(Cause::PlanNotNamed);
    return yes(plan->planName.isEmpty() ? plan->planId : plan->planName);
}

} // namespace tracedeck::access
