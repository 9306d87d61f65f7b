#include "sandbox/pipeline.h"

#include "delivery/gzip.h"
#include "delivery/limits.h"
#include "net/http_transport.h"

#include <QFile>
#include <QSaveFile>

#include <algorithm>

namespace tracedeck::sandbox {

namespace {

constexpr std::chrono::milliseconds kPulse {250};
constexpr qint64 kSaveEveryMs = 60'000; ///< the counts
constexpr char kDisabledByFault[] = "the job has not completed a push for 24 hours";

QString bucketFolder(const PipelineContext& context)
{
    return context.options.folder % u"/buckets";
}

QString countsFile(const PipelineContext& context)
{
    return context.options.folder % u"/invocations.bin";
}

/// The server on the port that it had before, or on another where that is taken.
Result<std::unique_ptr<LoopbackServer>> listenAgain(std::uint16_t& port, const LoopbackServer::Handle& handle)
{
    auto server = LoopbackServer::start(port, handle);
    if (!server && port != 0)
        server = LoopbackServer::start(0, handle);
    if (server)
        port = (*server)->port();
    return server;
}

} // namespace

std::unique_ptr<PipelineHooks> makePipeline(PipelineContext context)
{
    net::HttpOptions options;
    options.userAgent = "Cloudflare-Logpush";
    options.caFile = context.options.caFile;
    return std::make_unique<Pipeline>(context, std::make_unique<net::HttpTransport>(options));
}

Pipeline::Pipeline(PipelineContext context, std::unique_ptr<net::Transport> transport)
    : m_context(context)
    , m_transport(std::move(transport))
    , m_door(context.keeper, context.clock, context.faults)
    , m_shelf(bucketFolder(context), context.clock)
    , m_service(m_door, m_shelf, context.clock)
    , m_writer(m_door, m_shelf, *m_transport, context.options.folder % u"/delivered", !context.options.caFile.isEmpty())
    , m_delivery {context.keeper, context.clock, context.faults, m_writer, context.options.seed}
{
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { pulse(); });
    readCounts(); // they are saved at the end even where a start fails
}

Pipeline::~Pipeline()
{
    m_live.reset();
    for (auto& [id, lane] : m_lanes)
        lane->finish();
    saveCounts();
}

Result<void> Pipeline::start()
{
    SandboxState& state = m_context.keeper.state();
    auto server = listenAgain(state.bucketPort, [this](const WireRequest& request) { return m_service.answer(request); });
    if (!server)
        return fail(server.error());
    m_bucketServer = *std::move(server);
    server = listenAgain(state.intakePort, [this](const WireRequest& request) { return m_intake.answer(request); });
    if (!server)
        return fail(server.error());
    m_intakeServer = *std::move(server);
    for (const Job& job : state.jobs)
        openLane(job);
    faultsChanged(); // those that are there from the start
    m_live.emplace(m_context,
                   LiveAccount::Listener {[this](events::Event record) { take(std::move(record)); },
                                          [this](HistorySlice slice) { keepPast(std::move(slice)); }, [this] { saveCounts(); }});
    m_live->start(historyRules());
    m_timer.start(kPulse);
    return {};
}

HistoryRules Pipeline::historyRules()
{
    HistoryRules rules;
    const SandboxState& state = m_context.keeper.state();
    for (const Job& job : state.jobs) {
        if (!takesTraceEvents(job) || !job.isEnabled())
            continue;
        if (auto plan = planFor(job))
            rules.jobs.emplace_back(job.id, *std::move(plan));
    }
    for (const Script& script : state.scripts) {
        if (script.logpush)
            rules.logged.emplace(script.dispatchNamespace.toStdString(), script.name.toStdString());
    }
    return rules;
}

void Pipeline::keepPast(HistorySlice slice)
{
    m_counts.add(slice.counts);
    SandboxState& state = m_context.keeper.state();
    for (auto& object : slice.objects) {
        Delivery delivery {object.destination, object.file.name, std::move(object.file.bytes), true, state.facts.objectsSayGzip,
                           object.window.from, object.window.to};
        const auto written = m_writer.writeHere(delivery); // what lies elsewhere got its past there, or has none
        Job* job = state.job(object.jobId);
        if (job && written && *written)
            job->lastCompleteMs = std::max<qint64>(job->lastCompleteMs, object.window.to);
    }
}

QUrl Pipeline::endpoint() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_context.keeper.state().bucketPort));
}

QUrl Pipeline::intakeUrl() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(m_context.keeper.state().intakePort));
}

bool Pipeline::take(events::Event record)
{
    m_counts.add(record, m_context.clock.nowMs());
    if (!isLogged(record))
        return false;
    delivery::applyLimits(record, delivery::Regime::Today); // no filter looks at what they cut
    for (auto& [id, lane] : m_lanes)
        lane->take(record);
    return true;
}

bool Pipeline::isLogged(const events::Event& record)
{
    const std::pair key(record.dispatchNamespace, record.scriptName);
    const auto known = m_logged.find(key);
    if (known != m_logged.end())
        return known->second;
    const Script* script =
        m_context.keeper.state().script(QString::fromStdString(record.scriptName), QString::fromStdString(record.dispatchNamespace));
    const bool isLogged = script && script->logpush;
    if (script) // names that are none could be any number
        m_logged.emplace(key, isLogged);
    return isLogged;
}

void Pipeline::pulse()
{
    if (m_live)
        m_live->pulse();
    for (auto& [id, lane] : m_lanes)
        lane->pulse();
    if (m_context.clock.nowMs() - m_countsSavedMs >= kSaveEveryMs)
        saveCounts();
}

void Pipeline::readCounts()
{
    QFile file(countsFile(m_context));
    if (!file.open(QIODevice::ReadOnly))
        return;
    if (auto counts = InvocationCounts::fromBytes(file.readAll())) // damaged ones begin anew
        m_counts.add(*counts);
}

void Pipeline::saveCounts()
{
    m_countsSavedMs = m_context.clock.nowMs();
    m_counts.prune(m_countsSavedMs);
    QSaveFile file(countsFile(m_context));
    if (file.open(QIODevice::WriteOnly) && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)) {
        file.write(m_counts.bytes());
        file.commit(); // where it fails the next one may succeed
    }
}

std::vector<InvocationCount> Pipeline::invocations(qint64 fromMs, qint64 toMs) const
{
    return m_counts.rows(fromMs, toMs);
}

QFuture<Result<void>> Pipeline::write(ProbeWrite probe, std::stop_token stop)
{
    if (const auto reached = reachDestination(m_context.faults); !reached)
        return QtFuture::makeReadyFuture(reached);
    Delivery delivery;
    delivery.destinationConf = probe.destinationConf;
    delivery.name = probe.name;
    delivery.isGzip = probe.compress;
    delivery.saysGzip = m_context.keeper.state().facts.objectsSayGzip;
    delivery.atMs = m_context.clock.nowMs();
    delivery.bytes = probe.compress ? QByteArray::fromStdString(delivery::gzip(probe.bytes.toStdString())) : probe.bytes;
    return m_writer.write(std::move(delivery), std::move(stop));
}

void Pipeline::openLane(const Job& job)
{
    if (takesTraceEvents(job))
        m_lanes.insert_or_assign(job.id, std::make_unique<JobLane>(m_delivery, job.id));
}

void Pipeline::jobSaved(qint64 id)
{
    const Job* job = m_context.keeper.state().job(id);
    const auto lane = m_lanes.find(id);
    if (lane != m_lanes.end())
        lane->second->jobChanged();
    else if (job)
        openLane(*job);
}

void Pipeline::jobRemoved(qint64 id)
{
    m_lanes.erase(id);
}

void Pipeline::scriptSaved(const QString&)
{
    m_logged.clear();
}

void Pipeline::scriptRemoved(const QString&)
{
    m_logged.clear();
}

void Pipeline::faultsChanged()
{
    const bool isSet = m_context.faults.strikes(Fault::AutoDisable);
    if (isSet && !m_wasSwitchedOff) {
        for (Job& job : m_context.keeper.state().jobs) {
            if (!job.isEnabled())
                continue;
            disable(job, m_context.clock.nowMs(), QString::fromLatin1(kDisabledByFault));
            jobSaved(job.id);
        }
        m_context.keeper.touch();
    }
    m_wasSwitchedOff = isSet;
}

} // namespace tracedeck::sandbox
