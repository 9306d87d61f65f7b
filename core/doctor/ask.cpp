#include "doctor/ask.h"

#include "async/await.h"
#include "async/pool.h"
#include "cloudflare/job_api.h"
#include "doctor/job_choice.h"
#include "doctor/object_look.h"
#include "jobs/job_merge.h"
#include "workers/wrangler_disk.h"

#include <QElapsedTimer>

namespace tracedeck::doctor {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::int64_t kSecondMs = 1000;

struct Taking {
    explicit Taking(QString asked) : what(std::move(asked)) { clock.start(); }

    [[nodiscard]] access::Evidence good(int status = 0, const QString& ray = {}) const
    {
        return {what, status, 0, ray, std::chrono::milliseconds(clock.elapsed()), std::nullopt, {}};
    }
    [[nodiscard]] access::Evidence bad(const Error& error) const
    {
        return {what, error.status, error.apiCode, error.ray, std::chrono::milliseconds(clock.elapsed()), error.code, error.detail};
    }

    QString what;
    QElapsedTimer clock;
};

bool isStopped(const Error& error)
{
    return error.code == ErrorCode::Cancelled;
}

/// `take(Progress&, Asked<T>)` writes down what came of one call of the API.
template<typename T, typename Take>
QFuture<Result<Learned>> askApi(const cloudflare::ApiClient& client, const cloudflare::Endpoint<T>& endpoint, Take take,
                                const std::stop_token& stop)
{
    const Taking taking(QString::fromLatin1(net::verbName(endpoint.request.verb)) % u" /" % endpoint.request.path);
    return then(cloudflare::ask(client, endpoint, stop),
                [taking, take](const QFuture<Result<cloudflare::Answered<T>>>& done) -> Result<Learned> {
                    auto answer = outcomeOf(done);
                    if (!answer && isStopped(answer.error()))
                        return fail(answer.error());
                    Asked<T> asked = answer ? Asked<T> {taking.good(answer->status, answer->ray), std::move(answer->value)}
                                            : Asked<T> {taking.bad(answer.error()), fail(answer.error())};
                    return Learned([take, asked = std::move(asked)](Progress& progress) { take(progress, asked); });
                });
}

/// Runs `work(stop) -> Result<T>` where it may wait, and puts what comes of it in its place.
template<typename T, typename Work>
QFuture<Result<Learned>> lookElsewhere(const Means& means, const QString& what, Fact<T> Examination::*place, Work work,
                                       const std::stop_token& stop)
{
    return runIn(means.pool, stop,
                 [taking = Taking(what), place, work = std::move(work)](const std::stop_token& itsStop) -> Result<Learned> {
                     Result<T> answer = work(itsStop);
                     if (!answer && isStopped(answer.error()))
                         return fail(answer.error());
                     Asked<T> asked {answer ? taking.good() : taking.bad(answer.error()), std::move(answer)};
                     return Learned([place, asked = std::move(asked)](Progress& progress) { progress.facts.*place = asked; });
                 });
}

std::shared_ptr<objects::ObjectSource> makeBucket(const Means& means, const s3::BucketAddress& address, const s3::Keys& keys)
{
    if (means.access.makeBucket)
        return means.access.makeBucket(address, keys);
    return std::make_shared<s3::Bucket>(means.access.transport, address, keys);
}

QFuture<Result<Learned>> askAccess(const Means& means, const Progress& progress, const access::CallKey& key, const std::stop_token& stop)
{
    return then(access::ask(means.access, progress.access, key, stop), [](const QFuture<Result<access::Reply>>& done) -> Result<Learned> {
        auto reply = outcomeOf(done);
        if (!reply)
            return fail(reply.error());
        return Learned([reply = *std::move(reply)](Progress& learning) { learning.add(reply); });
    });
}

QFuture<Result<Learned>> askJob(const cloudflare::ApiClient& client, const Progress& progress, const std::stop_token& stop)
{
    const cloudflare::LogpushScope scope {cloudflare::LogpushScope::Kind::Account, progress.access.accountId()};
    const auto take = [](Progress& learning, const Asked<QJsonObject>& asked) {
        learning.job = asked.answer ? jobs::redactedJob(*asked.answer) : QJsonObject();
        if (asked.answer)
            learning.jobBucket =
                jobBucketOf((*asked.answer)[u"destination_conf"].toString(), learning.question.access.baseUrl, learning.facts.source);
    };
    return askApi(client, cloudflare::jobObject(scope, chosenJob(progress.facts)->id), take, stop);
}

QFuture<Result<Learned>> askJobKeys(const Means& means, const Progress& progress, const std::stop_token& stop)
{
    const JobBucket& bucket = *progress.jobBucket;
    objects::ListRequest request;
    request.prefix = bucket.prefix;
    request.maxKeys = 1;
    return lookElsewhere(
        means, u"ListObjectsV2 "_s % bucket.address.name(), &Examination::jobKeys,
        [source = makeBucket(means, bucket.address, bucket.keys), request](const std::stop_token& itsStop) -> Result<bool> {
            const auto page = await(source->list(request, itsStop));
            return page ? Result<bool> {true} : fail(page.error());
        },
        stop);
}

QFuture<Result<Learned>> askSettings(const cloudflare::ApiClient& client, const Progress& progress, const std::stop_token& stop)
{
    const QString account = progress.access.accountId();
    const Examination& facts = progress.facts;
    const auto endpoint = facts.dispatchNamespace.isEmpty() ? cloudflare::scriptSettings(account, facts.worker)
                                                            : cloudflare::dispatchSettings(account, facts.dispatchNamespace, facts.worker);
    const auto take = [](Progress& learning, const Asked<cloudflare::ScriptSettings>& asked) { learning.facts.settings = asked; };
    return askApi(client, endpoint, take, stop);
}

QFuture<Result<Learned>> readFile(const Means& means, const Progress& progress, const std::stop_token& stop)
{
    return runIn(means.pool, stop, [link = *progress.question.file](const std::stop_token&) -> Result<Learned> {
        const auto text = workers::readWranglerText(link.path);
        auto config = text ? workers::readWrangler(text->bytes, text->format) : Result<workers::WranglerConfig> {fail(text.error())};
        return Learned([link, config = std::move(config)](Progress& learning) { learning.facts.file = FileFact {link, config}; });
    });
}

QFuture<Result<Learned>> askTraffic(const cloudflare::ApiClient& client, const Progress& progress, const std::stop_token& stop)
{
    const Examination& facts = progress.facts;
    cloudflare::InvocationsQuestion question;
    question.accountId = progress.access.accountId();
    question.worker = facts.worker;
    question.span = {facts.nowMs - kLookBackMs, facts.nowMs + kSecondMs};
    question.withLatest = true;
    using Answer = cloudflare::InvocationsAnswer;
    return then(cloudflare::askInvocations(client, question, stop),
                [taking = Taking(u"POST /graphql workersInvocationsAdaptive"_s)](const QFuture<Result<Answer>>& done) -> Result<Learned> {
                    auto answer = outcomeOf(done);
                    if (!answer && isStopped(answer.error()))
                        return fail(answer.error());
                    Asked<Answer> asked {answer ? taking.good(answer->status, answer->ray) : taking.bad(answer.error()), std::move(answer)};
                    return Learned([asked = std::move(asked)](Progress& learning) { learning.facts.invocations = asked; });
                });
}

QFuture<Result<Learned>> askObjects(const Means& means, const Progress& progress, const std::stop_token& stop)
{
    const ReadPlace& place = *progress.facts.source;
    return lookElsewhere(
        means, u"ListObjectsV2 "_s % place.address.name(), &Examination::objects,
        [source = makeBucket(means, place.address, *progress.sourceKeys()), prefix = place.prefix](const std::stop_token& itsStop) {
            return newestObjects(*source, prefix, itsStop);
        },
        stop);
}

QFuture<Result<Learned>> askEvents(const Means& means, const Progress& progress, const std::stop_token& stop)
{
    const Examination& facts = progress.facts;
    if (progress.question.store) {
        const auto* job = chosenJob(facts);
        const auto filter = job == nullptr ? Result<logpush::Filter> {} : logpush::parseFilter(job->filter.toStdString());
        return lookElsewhere(
            means, u"events of the store"_s, &Examination::events,
            [snapshot = *progress.question.store, worker = facts.worker, filter = filter.value_or(logpush::Filter {}),
             nowMs = facts.nowMs](const std::stop_token& itsStop) { return lookInto(snapshot, worker, filter, nowMs, itsStop); },
            stop);
    }
    const ReadPlace& place = *facts.source;
    const auto* job = chosenJob(facts);
    return lookElsewhere(
        means, u"GetObject "_s % place.address.name(), &Examination::events,
        [source = makeBucket(means, place.address, *progress.sourceKeys()), newest = *facts.objects->answer, worker = facts.worker,
         format = job ? ingest::hintOfOutput(job->outputOptions) : ingest::FormatHint {}](const std::stop_token& itsStop) {
            return lookInto(*source, newest, worker, format, itsStop);
        },
        stop);
}

} // namespace

QFuture<Result<Learned>> ask(const Means& means, const Progress& progress, const Step& step, const std::stop_token& stop)
{
    const cloudflare::ApiClient client(means.access.transport, progress.question.access.baseUrl, progress.question.access.credential);
    switch (step.call) {
    case Call::Access: return askAccess(means, progress, step.key, stop);
    case Call::Job: return askJob(client, progress, stop);
    case Call::JobKeys: return askJobKeys(means, progress, stop);
    case Call::Settings: return askSettings(client, progress, stop);
    case Call::File: return readFile(means, progress, stop);
    case Call::Traffic: return askTraffic(client, progress, stop);
    case Call::Objects: return askObjects(means, progress, stop);
    case Call::Events: return askEvents(means, progress, stop);
    }
    return QtFuture::makeReadyFuture(Result<Learned>(fail(ErrorCode::Internal)));
}

} // namespace tracedeck::doctor
