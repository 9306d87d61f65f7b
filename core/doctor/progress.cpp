#include "doctor/progress.h"

#include "access/judge.h"
#include "access/next.h"
#include "doctor/job_choice.h"
#include "logpush/destination.h"
#include "objects/list_plan.h"

#include <array>

namespace tracedeck::doctor {

namespace {

const QString kApiHost = QStringLiteral("api.cloudflare.com");

template<typename T>
Fact<T> factOf(const access::Findings& findings, access::Call call)
{
    const access::Reply* reply = findings.reply(call);
    if (reply == nullptr)
        return std::nullopt;
    if (reply->error)
        return Asked<T> {reply->evidence, fail(*reply->error)};
    return Asked<T> {reply->evidence, *findings.found<T>(call)};
}

QUrl endpointOf(const logpush::Destination& destination, const QUrl& baseUrl, const std::optional<ReadPlace>& readFrom)
{
    using enum logpush::DestinationKind;
    const auto host = [&]() -> QString {
        switch (destination.kind) {
        case R2:
            return baseUrl.host() == kApiHost ? QString(destination.param(u"account-id").value_or(QString()) % u".r2.cloudflarestorage.com")
                                              : QString();
        case S3Compatible: return destination.param(u"endpoint").value_or(QString());
        case S3: return u"s3." % destination.param(u"region").value_or(QString()) % u".amazonaws.com";
        default: return {};
        }
    }();
    if (!host.isEmpty())
        return QUrl(QString(u"https://" % host));
    // Another API than Cloudflare's has its own R2: the one that is read.
    const bool isHere = destination.kind == R2 && readFrom && readFrom->address.bucket == destination.place;
    return isHere ? readFrom->address.endpoint : QUrl();
}

/// One row of the examination: a call, and whether it is to be made now.
struct Row {
    Call call;
    Probe probe;
    bool (*isWanted)(const Progress&);
};

constexpr auto kRows = std::to_array<Row>({
    {Call::Job, Probe::Enabled, [](const Progress& p) { return !p.job && chosenJob(p.facts) != nullptr; }},
    {Call::JobKeys, Probe::Destination, [](const Progress& p) { return !p.facts.jobKeys && p.jobBucket.has_value(); }},
    {Call::Settings, Probe::Flag, [](const Progress& p) { return !p.facts.settings && !p.facts.worker.isEmpty() && p.isApiOpen(); }},
    {Call::File, Probe::WranglerFile, [](const Progress& p) { return !p.facts.file && p.question.file.has_value(); }},
    {Call::Traffic, Probe::Traffic, [](const Progress& p) { return !p.facts.invocations && !p.facts.worker.isEmpty() && p.isApiOpen(); }},
    {Call::Objects, Probe::NewestObject, [](const Progress& p) { return !p.facts.objects && p.facts.source && p.sourceKeys(); }},
    {Call::Events, Probe::FirstEvent,
     [](const Progress& p) {
         const auto& objects = p.facts.objects;
         return !p.facts.events && (p.question.store || (objects && objects->answer && !objects->answer->empty()));
     }},
});

Probe probeOf(access::Step step)
{
    switch (step) {
    case access::Step::Credential:
    case access::Step::Account: return Probe::Token;
    case access::Step::Role:
    case access::Step::Jobs:
    case access::Step::Fields: return Probe::Role;
    default: return Probe::Plan;
    }
}

} // namespace

std::optional<JobBucket> jobBucketOf(const QString& text, const QUrl& baseUrl, const std::optional<ReadPlace>& readFrom)
{
    const auto destination = logpush::parseDestination(text);
    if (!destination)
        return std::nullopt;
    const auto id = destination->param(u"access-key-id"), secret = destination->param(u"secret-access-key");
    JobBucket bucket;
    bucket.address.endpoint = endpointOf(*destination, baseUrl, readFrom);
    if (!id || !secret || bucket.address.endpoint.host().isEmpty())
        return std::nullopt;
    bucket.address.bucket = destination->place;
    if (const auto region = destination->param(u"region"); region && !region->isEmpty())
        bucket.address.region = *region;
    QByteArray bytes = secret->toUtf8();
    bucket.keys = {*id, std::make_shared<const Secret>(QByteArrayView(bytes)), nullptr};
    bytes.fill('\0');
    bucket.prefix = objects::DatedPrefix(destination->path.mid(1)).beforeDate();
    return bucket;
}

Progress::Progress(Question asked, std::int64_t nowMs) : question(std::move(asked)), access(question.access, nowMs)
{
    facts.worker = question.worker;
    facts.dispatchNamespace = question.dispatchNamespace;
    facts.jobId = question.jobId;
    facts.source = question.source;
    facts.nowMs = nowMs;
}

void Progress::add(access::Reply reply)
{
    access.add(std::move(reply));
    facts.credential = access::judge(access::Step::Credential, access);
    facts.account = access::judge(access::Step::Account, access);
    facts.jobsRight = access::judge(access::Step::Jobs, access);
    facts.plan = access::judge(access::Step::Plan, access);
    facts.isEnterprise = access.account() != nullptr && access.account()->type == u"enterprise";
    facts.subscriptions = factOf<std::vector<cloudflare::Subscription>>(access, access::Call::Subscriptions);
    facts.jobs = factOf<std::vector<cloudflare::LogpushJob>>(access, access::Call::Jobs);
    facts.scripts = factOf<std::vector<cloudflare::WorkerScript>>(access, access::Call::Scripts);
}

bool Progress::isApiOpen() const
{
    return !access.isApiDead() && !access.accountId().isEmpty() && facts.account && facts.account->answer != access::Answer::No;
}

std::optional<s3::Keys> Progress::sourceKeys() const
{
    return question.sourceKeys ? question.sourceKeys : access.keys();
}

Probe probeOf(const Step& step)
{
    if (step.call == Call::Access)
        return probeOf(access::stepOf(step.key.call));
    return kRows[static_cast<std::size_t>(step.call) - 1].probe;
}

std::optional<Step> next(const Progress& progress)
{
    if (const auto key = access::next(progress.access); key && key->call < access::Call::Buckets) // what it asks of buckets is asked here
        return Step {Call::Access, *key};
    for (const Row& row : kRows) {
        if (row.isWanted(progress))
            return Step {row.call, {}};
    }
    return std::nullopt;
}

} // namespace tracedeck::doctor
