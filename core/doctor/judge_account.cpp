#include "doctor/judge.h"

#include "access/findings.h"

#include <QRegularExpression>

#include <algorithm>

namespace tracedeck::doctor {

using access::Answer;
using access::Step;

namespace {

/// A no about the member, whatever the token may.
bool isAboutRole(access::Cause cause)
{
    switch (cause) {
    case access::Cause::Role:
    case access::Cause::RoleReadOnly:
    case access::Cause::MembershipPending:
    case access::Cause::ApiAccessOff: return true;
    default: return false;
    }
}

/// Words in ids and names of plans that are something else than Workers Paid.
const QStringList& otherProducts()
{
    static const QStringList words {QStringLiteral("r2"),        QStringLiteral("images"), QStringLiteral("stream"),
                                    QStringLiteral("argo"),      QStringLiteral("access"), QStringLiteral("teams"),
                                    QStringLiteral("registrar"), QStringLiteral("free")};
    return words;
}

bool isSomethingElse(const cloudflare::Subscription& subscription)
{
    static const QRegularExpression gaps(QStringLiteral("[^a-z0-9]+"));
    if (subscription.planScope == u"zone")
        return true;
    const QStringList words = QString(subscription.planId % u' ' % subscription.planName).toLower().split(gaps, Qt::SkipEmptyParts);
    return std::ranges::any_of(words, [](const QString& word) { return otherProducts().contains(word); });
}

bool hasLoggedWorker(const Examination& facts)
{
    return facts.scripts && facts.scripts->answer && std::ranges::any_of(*facts.scripts->answer, &cloudflare::WorkerScript::logpush);
}

/// Everything that could be a sign of the plan can be seen, and none is there.
bool isWithoutPlan(const Examination& facts)
{
    return !facts.isEnterprise && facts.scripts && facts.scripts->answer && !facts.scripts->answer->empty() && facts.subscriptions
        && facts.subscriptions->answer && std::ranges::all_of(*facts.subscriptions->answer, isSomethingElse);
}

} // namespace

Finding judgeToken(const Bench& bench)
{
    const auto& [credential, account] = std::tie(bench.facts.credential, bench.facts.account);
    if (!credential || credential->cause == access::Cause::NotAsked)
        return bench.unasked();
    if (credential->answer == Answer::No)
        return found(Reason::TokenBad, *credential, Step::Credential);
    if (credential->answer == Answer::Unknown)
        return found(reasonOf(credential->cause), *credential, Step::Credential);
    if (!account || account->cause == access::Cause::NotAsked)
        return bench.unasked();
    switch (account->answer) {
    case Answer::Yes: return found(Reason::Fine, {account->subject}, credential->evidence);
    case Answer::No: return found(Reason::AccountWrong, *account, Step::Account);
    case Answer::Unknown: break;
    }
    return found(account->cause == access::Cause::SeveralAccounts ? Reason::AccountOpen : reasonOf(account->cause), *account,
                 Step::Account);
}

Finding judgeRole(const Bench& bench)
{
    const auto& right = bench.facts.jobsRight;
    if (!right || right->cause == access::Cause::NotAsked)
        return bench.unasked();
    if (right->answer == Answer::Yes) {
        Figures figures;
        figures.number = static_cast<double>(right->count);
        return found(Reason::Fine, figures, right->evidence);
    }
    if (bench.hasCause())
        return found(Reason::WaitsForFix, {}, right->evidence);
    if (right->answer == Answer::Unknown)
        return found(reasonOf(right->cause), *right, Step::Jobs);
    const bool isCause = isAboutRole(right->cause) && !bench.arrives();
    return found(isCause ? Reason::RoleTooSmall : Reason::NeedsPermission, *right, Step::Jobs);
}

Finding judgePlan(const Bench& bench)
{
    const Examination& facts = bench.facts;
    if (!facts.plan || facts.plan->cause == access::Cause::NotAsked)
        return bench.unasked();
    const access::Verdict& plan = *facts.plan;
    if (plan.answer == Answer::No)
        return found(Reason::NotEntitled, plan, Step::Plan);
    if (plan.answer == Answer::Yes)
        return found(Reason::Fine, {plan.subject}, plan.evidence);
    if (hasLoggedWorker(facts) || bench.arrives())
        return found(Reason::Fine, {}, {facts.scripts ? facts.scripts->evidence : facts.events->evidence});
    if (bench.hasCause() && !(facts.subscriptions && facts.subscriptions->answer))
        return found(Reason::WaitsForFix, {}, plan.evidence);
    return found(isWithoutPlan(facts) ? Reason::NoPlan : Reason::PlanNotKnown, plan, Step::Plan);
}

} // namespace tracedeck::doctor
