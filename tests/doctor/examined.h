#pragma once

#include "doctor/diagnosis.h"

namespace tracedeck::test {

inline constexpr std::int64_t kNow = 1'795'264'560'000; ///< 2026-11-21T12:36:00Z
inline constexpr std::int64_t kMinute = 60'000, kHour = 3'600'000, kDay = 86'400'000;

inline access::Evidence answered(const char* asked)
{
    return {QString::fromLatin1(asked), 200, 0, QStringLiteral("8f1c-FRA"), std::chrono::milliseconds(120), std::nullopt, {}};
}
inline access::Evidence refused(const char* asked, int status, int code)
{
    return {QString::fromLatin1(asked), status, code, QStringLiteral("8f1c-FRA"), std::chrono::milliseconds(120),
            ErrorCode::ApiRefused,      {}};
}
inline Error refusal(int status, int code)
{
    return {ErrorCode::ApiRefused, QStringLiteral("refused"), {}, status, code, QStringLiteral("8f1c-FRA")};
}

inline workers::WranglerConfig configOf(std::optional<bool> flag, const QString& worker = QStringLiteral("api"))
{
    workers::WranglerConfig config;
    workers::WranglerSection section;
    section.worker = worker;
    section.logpush = {flag, flag ? 9 : 0, false};
    config.sections.push_back(section);
    return config;
}

inline cloudflare::LogpushJob goodJob()
{
    cloudflare::LogpushJob job;
    job.id = 7;
    job.dataset = cloudflare::kWorkersDataset;
    job.name = QStringLiteral("workers-prod-r2");
    job.isEnabled = true;
    job.destination = QStringLiteral("r2://logs/workers/{DATE}?account-id=***&access-key-id=***&secret-access-key=***");
    job.lastCompleteMs = kNow - kMinute;
    return job;
}

inline cloudflare::WorkerScript script(const char* name, bool logpush)
{
    cloudflare::WorkerScript script;
    script.name = QString::fromLatin1(name);
    script.logpush = logpush;
    script.tellsLogpush = true;
    return script;
}

/// Of the Worker "api", of which everything is as it should be: all was asked, all is known.
inline doctor::Examination goodFacts()
{
    doctor::Examination facts;
    facts.worker = QStringLiteral("api");
    facts.nowMs = kNow;
    facts.credential = access::Verdict {access::Answer::Yes, access::Cause::None, {answered("GET /user/tokens/verify")}};
    facts.account = access::Verdict {access::Answer::Yes, access::Cause::None, {answered("GET /accounts")}, QStringLiteral("Example Shop")};
    facts.jobsRight = access::Verdict {access::Answer::Yes, access::Cause::None, {answered("GET /jobs")}, {}, 1};
    facts.plan =
        access::Verdict {access::Answer::Yes, access::Cause::None, {answered("GET /subscriptions")}, QStringLiteral("Workers Paid")};
    facts.subscriptions = {answered("GET /subscriptions"), std::vector<cloudflare::Subscription>(1)};
    facts.subscriptions->answer->front().planId = QStringLiteral("workers_paid");
    facts.jobs = {answered("GET /jobs"), std::vector {goodJob()}};
    facts.scripts = {answered("GET /scripts"), std::vector {script("api", true), script("web", true)}};
    facts.settings = {answered("GET /script-settings"),
                      cloudflare::ScriptSettings {.logpush = true, .tags = {}, .tailConsumers = {}, .observability = {}}};
    facts.jobKeys = {answered("ListObjectsV2"), true};
    facts.file = doctor::FileFact {{QStringLiteral("/p/wrangler.toml"), {}, false}, configOf(true)};
    cloudflare::InvocationsAnswer runs;
    runs.workers = {{QStringLiteral("api"), 1440, 3, kNow - 38'000}};
    facts.invocations = {answered("POST /graphql"), runs};
    facts.source = doctor::ReadPlace {{QUrl(QStringLiteral("https://a.r2.cloudflarestorage.com")), QStringLiteral("logs")},
                                      QStringLiteral("workers/{DATE}/")};
    facts.objects = {answered("ListObjectsV2"),
                     std::vector<objects::ListedObject> {
                         {QStringLiteral("workers/20261121/20261121T123400Z_20261121T123500Z_1a2b.log.gz"), 900, {}, kNow - kMinute}}};
    facts.events = {answered("events of the store"), doctor::EventsFound {true, 900, 40, 40, kNow - 2 * kMinute, 0}};
    return facts;
}

/// What is left of them where nothing of the Worker comes.
inline doctor::Examination quietFacts()
{
    doctor::Examination facts = goodFacts();
    facts.events->answer = doctor::EventsFound {true, 860, 0, 0, std::nullopt, 0};
    return facts;
}

// A verdict and its reason, and what may stand instead of good answers.

inline QString at(const doctor::Examination& facts, doctor::Probe probe)
{
    const doctor::Finding finding = doctor::diagnosisOf(facts, std::nullopt).at(probe);
    return QString::fromLatin1(doctor::nameOf(finding.verdict)) + u' ' + QString::fromLatin1(doctor::nameOf(finding.reason));
}

inline access::Verdict no(access::Cause cause, const QString& subject = {})
{
    return {access::Answer::No, cause, {refused("GET /x", 403, 1004)}, subject};
}
inline access::Verdict open(access::Cause cause)
{
    return {access::Answer::Unknown, cause, {refused("GET /x", 403, 10000)}};
}

template<typename T>
doctor::Fact<T> lost(int status = 403, int code = 10000)
{
    return doctor::Asked<T> {refused("GET /x", status, code), fail(refusal(status, code))};
}

inline cloudflare::LogpushJob& job(doctor::Examination& facts)
{
    return facts.jobs->answer->front();
}

} // namespace tracedeck::test
