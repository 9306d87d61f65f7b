#include "jobs/job_flow.h"

#include "cloudflare/endpoint.h"
#include "jobs/job_merge.h"

#include <algorithm>
#include <utility>

namespace tracedeck::jobs {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Whether the request may have been done although no answer says so.
bool mayBeDone(const Error& error)
{
    using enum ErrorCode;
    return error.code == TimedOut || error.code == Unreachable || error.code == BadAnswer
        || (error.code == ApiRefused && error.status >= 500);
}

std::int64_t idOf(const QJsonObject& job)
{
    return job[u"id"].toInteger();
}

JobOutcome outcomeOf(const QJsonObject& job)
{
    JobOutcome outcome;
    outcome.job = redactedJob(job);
    return outcome;
}

/// What differs between what was sent and what is there, of the members that were sent.
std::vector<logpush::JobChange> notTaken(const QJsonObject& sent, const QJsonObject& job)
{
    std::vector<logpush::JobChange> changes = logpush::changesOf(sent, job);
    std::erase_if(changes, [&](const logpush::JobChange& change) { return !sent.contains(change.path.section(u'.', 0, 0)); });
    return changes;
}

template<typename T>
bool isOf(const JobFlowState& state)
{
    return std::holds_alternative<T>(state.request);
}

JobCall nextOfCreate(const JobFlowState& state)
{
    if (!state.listed)
        return JobCall::List;
    if (!state.sent)
        return JobCall::Create;
    return state.isLost && !state.isLookedFor ? JobCall::LookFor : JobCall::None;
}

} // namespace

JobCall nextCall(const JobFlowState& state)
{
    if (isOf<DeleteJob>(state))
        return state.isAnswered ? JobCall::None : JobCall::Delete;
    if (isOf<CreateJob>(state))
        return nextOfCreate(state);
    if (!state.current)
        return JobCall::Read;
    if (isOf<CopyJob>(state))
        return nextOfCreate(state);
    if (!state.sent)
        return JobCall::Update;
    return state.isVerified ? JobCall::None : JobCall::Verify;
}

JobFlow::JobFlow(cloudflare::ApiClient client, cloudflare::LogpushScope scope, bool isReadOnly)
    : m_client(std::move(client))
    , m_scope(std::move(scope))
    , m_isReadOnly(isReadOnly)
{}

void JobFlow::run(JobRequest request, Told told)
{
    stop();
    m_state.request = std::move(request);
    m_told = std::move(told);
    if (m_isReadOnly)
        return end(fail(ErrorCode::PermissionDenied, u"this account is read-only here: nothing was sent"_s));
    goOn();
}

void JobFlow::stop()
{
    m_pending.cancel();
    m_state = {};
    m_told = nullptr;
}

void JobFlow::end(const Result<JobOutcome>& result)
{
    const Told told = std::exchange(m_told, nullptr);
    m_state = {}; // its secrets go
    if (told)
        told(result);
}

Result<QJsonObject> JobFlow::bodyToSend() const
{
    if (const auto* create = std::get_if<CreateJob>(&m_state.request))
        return create->body;
    if (const auto* copy = std::get_if<CopyJob>(&m_state.request)) {
        QJsonObject body = logpush::createBodyOf(*m_state.current);
        body[u"name"_s] = copy->name;
        body[u"enabled"_s] = false;
        return body;
    }
    const auto& save = std::get<SaveJob>(m_state.request);
    const auto merged = mergedJob(*m_state.current, save.before, save.after);
    if (!merged)
        return fail(merged.error());
    QJsonObject body = logpush::updateBodyOf(*merged);
    if (save.ownershipToken)
        body[u"ownership_challenge"_s] = save.ownershipToken->reveal([](QByteArrayView bytes) { return QString::fromUtf8(bytes); });
    return body;
}

void JobFlow::goOn()
{
    const JobCall call = nextCall(m_state);
    const auto id = [this] {
        return std::visit(
            [](const auto& request) -> std::int64_t {
                if constexpr (requires { request.id; })
                    return request.id;
                return 0;
            },
            m_state.request);
    };
    switch (call) {
    case JobCall::List:
    case JobCall::LookFor: return ask(call, cloudflare::jobObjects(m_scope).request);
    case JobCall::Read:
    case JobCall::Verify: return ask(call, cloudflare::jobObject(m_scope, id()).request);
    case JobCall::Delete: return ask(call, cloudflare::deleteJob(m_scope, id()).request);
    case JobCall::Create:
    case JobCall::Update: {
        auto body = bodyToSend();
        if (!body)
            return end(fail(body.error()));
        m_state.sent = *body;
        return ask(call,
                   call == JobCall::Create ? cloudflare::createJob(m_scope, *body).request
                                           : cloudflare::updateJob(m_scope, id(), *body).request);
    }
    case JobCall::None: return;
    }
}

void JobFlow::ask(JobCall call, const cloudflare::ApiRequest& request)
{
    m_pending = Pending<cloudflare::ApiAnswer>([&](std::stop_token stop) { return m_client.send(request, std::move(stop)); },
                                               [this, call](Result<cloudflare::ApiAnswer> answer) { take(call, std::move(answer)); });
}

void JobFlow::take(JobCall call, Result<cloudflare::ApiAnswer> answer)
{
    if (!answer && call == JobCall::Delete && answer.error().status == 404)
        return end(JobOutcome {}); // it is gone already
    if (!answer && call == JobCall::Create && mayBeDone(answer.error()))
        return takeLost(answer.error());
    if (!answer && call == JobCall::LookFor)
        return end(fail(m_lost));
    if (!answer)
        return end(fail(answer.error()));
    const QJsonValue result = answer->envelope.result;
    switch (call) {
    case JobCall::List:
    case JobCall::LookFor: return takeList(result);
    case JobCall::Read: return takeRead(result.toObject());
    case JobCall::Create:
    case JobCall::Update: return takeSent(result.toObject());
    case JobCall::Verify: {
        JobOutcome outcome = outcomeOf(result.toObject());
        outcome.notTaken = notTaken(*m_state.sent, result.toObject());
        m_state.isVerified = true;
        return end(std::move(outcome));
    }
    case JobCall::Delete: return end(JobOutcome {});
    case JobCall::None: return;
    }
}

void JobFlow::takeLost(const Error& error)
{
    m_lost = error;
    m_lost.detail = u"whether the job was made is not known: look before you try again. "_s + error.detail;
    m_state.isLost = true;
    goOn();
}

void JobFlow::takeList(const QJsonValue& result)
{
    const std::vector<QJsonObject> jobs = cloudflare::jobObjects(m_scope).read(result);
    if (!m_state.listed) {
        m_state.listed.emplace();
        for (const QJsonObject& job : jobs)
            m_state.listed->insert(idOf(job));
        return goOn();
    }
    m_state.isLookedFor = true;
    const auto made = std::ranges::find_if(
        jobs, [this](const QJsonObject& job) { return !m_state.listed->contains(idOf(job)) && notTaken(*m_state.sent, job).empty(); });
    made == jobs.end() ? end(fail(m_lost)) : end(outcomeOf(*made));
}

void JobFlow::takeRead(const QJsonObject& job)
{
    m_state.current = job;
    if (const auto* save = std::get_if<SaveJob>(&m_state.request)) {
        JobOutcome outcome = outcomeOf(job);
        outcome.meanwhile = logpush::changesOf(save->before, outcome.job);
        outcome.isConflict = !outcome.meanwhile.empty() && !save->isForced;
        if (outcome.isConflict)
            return end(std::move(outcome));
    }
    goOn();
}

void JobFlow::takeSent(const QJsonObject& job)
{
    m_state.isAnswered = true;
    if (isOf<SaveJob>(m_state))
        return goOn(); // what is there is read back
    end(outcomeOf(job));
}

} // namespace tracedeck::jobs
