#include "doctor/doctor.h"

#include "doctor/job_choice.h"

#include <utility>

namespace tracedeck::doctor {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kNotEntitled = 10023;

} // namespace

Doctor::Doctor(access::Means means, std::shared_ptr<const Clock> clock, QObject* parent)
    : QObject(parent)
    , m_access(std::move(means))
    , m_clock(clock ? std::move(clock) : std::make_shared<SystemClock>())
{
    m_pool.setMaxThreadCount(1);
    connect(&m_switch, &workers::FlagSwitch::finished, this, [this] {
        const auto outcomes = m_switch.outcomes();
        emit switched(outcomes);
        end(Fix::SwitchOn, outcomes.empty() ? std::nullopt : outcomes.front().error);
    });
}

Doctor::~Doctor()
{
    m_pending.cancel(); // before the pool waits for it
}

void Doctor::run(Question question)
{
    stop();
    m_question = std::move(question);
    m_question->access.looksForWrangler = false;
    m_question->access.bucket.reset();
    begin();
}

void Doctor::runAgain()
{
    if (m_question && !m_isFixing)
        begin();
}

void Doctor::begin()
{
    m_pending.cancel();
    m_progress.emplace(*m_question, m_clock->nowMs());
    m_progress->facts.enabledMs = m_enabledMs;
    m_took.start();
    goOn();
}

void Doctor::stop()
{
    m_pending.cancel();
    m_switch.stop();
    m_flow.reset();
    m_isFixing = false;
    m_progress.reset();
    m_question.reset();
    m_enabledMs.reset();
    m_diagnosis = {};
}

void Doctor::goOn()
{
    const auto step = next(*m_progress);
    if (step)
        m_pending = Pending<Learned>(
            [&](const std::stop_token& stop) {
                return ask({m_access, m_pool}, *m_progress, *step, stop);
            },
            [this](const Result<Learned>& learned) {
                if (!learned)
                    return; // stopped
                (*learned)(*m_progress);
                goOn();
            });
    tell(step); // last: whoever is told may drop us
}

void Doctor::tell(const std::optional<Step>& running)
{
    m_diagnosis = diagnosisOf(m_progress->facts, running ? std::optional(probeOf(*running)) : std::nullopt);
    m_diagnosis.accountId = m_progress->access.accountId();
    m_diagnosis.tookMs = m_took.elapsed();
    const Diagnosis diagnosis = m_diagnosis;
    emit told(diagnosis);
}

cloudflare::ApiClient Doctor::client() const
{
    return {m_access.transport, m_question->access.baseUrl, m_question->access.credential};
}

QString Doctor::requestOf(Fix fix) const
{
    if (!m_progress)
        return {};
    const QString account = m_progress->access.accountId();
    if (fix == Fix::SwitchOn && !m_diagnosis.worker.isEmpty()) {
        const auto endpoint = m_diagnosis.dispatchNamespace.isEmpty()
            ? cloudflare::setScriptLogpush(account, m_diagnosis.worker, true)
            : cloudflare::setDispatchLogpush(account, m_diagnosis.dispatchNamespace, m_diagnosis.worker, true);
        return QString::fromLatin1(net::verbName(endpoint.request.verb)) % u" /" % endpoint.request.path % u" {\"logpush\": true}";
    }
    if (fix == Fix::EnableJob && m_diagnosis.jobId != 0)
        return u"PUT /accounts/%1/logpush/jobs/%2 {…, \"enabled\": true}"_s.arg(account).arg(m_diagnosis.jobId);
    return {};
}

void Doctor::fix(Fix fix)
{
    if (!m_diagnosis.isFinished || m_isFixing || requestOf(fix).isEmpty())
        return;
    m_isFixing = true;
    if (m_question->isReadOnly)
        return end(fix, Error {ErrorCode::PermissionDenied, u"this account is read-only here: nothing was sent"_s, {}});
    fix == Fix::SwitchOn ? switchOn() : enableJob();
}

void Doctor::switchOn()
{
    m_switch.start(client(), m_progress->access.accountId(), {{m_diagnosis.worker, m_diagnosis.dispatchNamespace, true}});
}

void Doctor::enableJob()
{
    const QJsonObject before = m_progress->job.value_or(QJsonObject());
    if (before.isEmpty())
        return end(Fix::EnableJob, Error {ErrorCode::NotFound, u"the job could not be read"_s, m_diagnosis.jobName});
    QJsonObject after = before;
    after[u"enabled"_s] = true;
    m_flow.emplace(client(), cloudflare::LogpushScope {cloudflare::LogpushScope::Kind::Account, m_progress->access.accountId()}, false);
    m_flow->run(jobs::SaveJob {m_diagnosis.jobId, before, after}, [this](const Result<jobs::JobOutcome>& outcome) {
        if (!outcome)
            return end(Fix::EnableJob, outcome.error());
        if (outcome->isConflict)
            return end(Fix::EnableJob,
                       Error {ErrorCode::Conflict, u"somebody else changed it meanwhile; nothing was sent"_s, m_diagnosis.jobName});
        m_enabledMs = m_clock->nowMs();
        end(Fix::EnableJob, std::nullopt);
    });
}

void Doctor::end(Fix fix, const std::optional<Error>& error)
{
    m_isFixing = false;
    if (error && error->apiCode == kNotEntitled)
        m_question->access.sawNotEntitled = true; // the next examination knows
    begin();
    emit fixed(fix, error); // last: whoever is told may drop us
}

} // namespace tracedeck::doctor
