#include "workers/worker_lists.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace tracedeck::workers {

namespace {

constexpr std::int64_t kDayMs = std::int64_t {24} * 3'600'000;
constexpr std::size_t kMostFlags = 300; ///< asked for one by one; of more the rest stays unknown
constexpr std::size_t kTellEvery = 25;  ///< flags

/// The API said no, and would say so again; all else may have failed in passing.
bool isRefused(const Error& error)
{
    return error.code == ErrorCode::ApiRefused && error.status < 500;
}

bool isUserWorker(const DeployedWorker& worker)
{
    return !worker.dispatchNamespace.isEmpty();
}

} // namespace

WorkerLists::WorkerLists(QObject* parent) : QObject(parent) {}

void WorkerLists::stop()
{
    m_listing.cancel();
    m_naming.cancel();
    m_dispatching.cancel();
    m_flagging.cancel();
    m_counting.cancel();
    m_isListing = m_isCounting = false;
    m_namespaces.clear();
    m_untold.clear();
    m_workers.clear();
    m_invocations.reset();
}

void WorkerLists::read(const cloudflare::ApiClient& client, const QString& accountId, std::int64_t nowMs)
{
    m_client.emplace(client);
    m_accountId = accountId;
    m_naming.cancel();
    m_dispatching.cancel();
    m_flagging.cancel();
    m_namespaces.clear();
    m_found.clear();
    m_untold.clear();
    m_readBack.clear();
    m_known.clear();
    for (const DeployedWorker& each : m_workers)
        m_known.emplace(idOf(each), each);
    m_isListing = m_isCounting = true;
    m_listing = Pending<Scripts> {
        [&](const std::stop_token& stop) { return cloudflare::ask(*m_client, cloudflare::workerScripts(m_accountId), stop); },
        [this](const Result<Scripts>& scripts) {
            m_isListing = scripts.has_value();
            if (!scripts)
                return emit failed(scripts.error());
            takeOrdinary(scripts->value);
            askNamespaces();
        }};
    askInvocations(nowMs);
}

/// Those of namespaces stay until they are all read again.
void WorkerLists::takeOrdinary(const std::vector<cloudflare::WorkerScript>& scripts)
{
    std::vector<DeployedWorker> all = workersOf(scripts, {});
    std::ranges::copy_if(m_workers, std::back_inserter(all), isUserWorker);
    m_workers = std::move(all);
    emit listed();
}

std::vector<DeployedWorker> WorkerLists::workersOf(const std::vector<cloudflare::WorkerScript>& scripts, const QString& dispatchNamespace)
{
    std::vector<DeployedWorker> all;
    all.reserve(scripts.size());
    for (const cloudflare::WorkerScript& script : scripts) {
        DeployedWorker worker {script.name, dispatchNamespace, std::nullopt, script.observability, script.tailConsumers, script.modifiedMs};
        const auto known = m_known.find(idOf(worker));
        const auto readBack = m_readBack.find(idOf(worker));
        const bool isTold = dispatchNamespace.isEmpty() || script.tellsLogpush;
        if (isTold) {
            worker.logpush = script.logpush;
        } else {
            m_untold.push_back(idOf(worker));
            if (known != m_known.end()) {
                worker.logpush = known->second.logpush;
                worker.observability = known->second.observability;
            }
        }
        if (readBack != m_readBack.end())
            worker.logpush = readBack->second;
        all.push_back(std::move(worker));
    }
    return all;
}

void WorkerLists::askNamespaces()
{
    m_naming = Pending<Namespaces> {
        [&](const std::stop_token& stop) { return cloudflare::ask(*m_client, cloudflare::dispatchNamespaces(m_accountId), stop); },
        [this](const Result<Namespaces>& namespaces) { takeNamespaces(namespaces); }};
}

/// Many accounts have none, and many tokens may not ask: then there are none to show.
void WorkerLists::takeNamespaces(const Result<Namespaces>& namespaces)
{
    if (namespaces) {
        for (const cloudflare::DispatchNamespace& each : namespaces->value)
            m_namespaces.push_back(each.name);
    } else if (!isRefused(namespaces.error())) {
        std::ranges::copy_if(m_workers, std::back_inserter(m_found), isUserWorker);
    }
    askNextNamespace();
}

void WorkerLists::askNextNamespace()
{
    if (m_namespaces.empty())
        return takeAll();
    const QString name = m_namespaces.front();
    m_namespaces.pop_front();
    m_dispatching = Pending<Scripts> {
        [&](const std::stop_token& stop) { return cloudflare::ask(*m_client, cloudflare::dispatchScripts(m_accountId, name), stop); },
        [this, name](const Result<Scripts>& scripts) {
            takeNamespace(name, scripts);
            askNextNamespace();
        }};
}

void WorkerLists::takeNamespace(const QString& name, const Result<Scripts>& scripts)
{
    if (scripts)
        std::ranges::move(workersOf(scripts->value, name), std::back_inserter(m_found));
    else if (!isRefused(scripts.error()))
        std::ranges::copy_if(m_workers, std::back_inserter(m_found), [&](const auto& each) { return each.dispatchNamespace == name; });
}

/// All Workers are there: those of namespaces are replaced at once, then flags are asked for.
void WorkerLists::takeAll()
{
    std::erase_if(m_workers, isUserWorker);
    std::ranges::move(std::exchange(m_found, {}), std::back_inserter(m_workers));
    m_flags = 0;
    if (m_untold.size() > kMostFlags) { // of what is not asked for nothing is known, whatever it was
        const std::set<Id> unasked(m_untold.begin() + kMostFlags, m_untold.end());
        m_untold.resize(kMostFlags);
        for (DeployedWorker& each : m_workers) {
            if (unasked.contains(idOf(each)) && !m_readBack.contains(idOf(each)))
                each.logpush.reset();
        }
    }
    m_isListing = !m_untold.empty();
    emit changed();
    askNextFlag();
}

void WorkerLists::askNextFlag()
{
    if (m_untold.empty())
        return;
    const Id id = m_untold.front();
    m_untold.pop_front();
    ++m_flags;
    const auto endpoint = cloudflare::dispatchSettings(m_accountId, id.first, id.second);
    m_flagging = Pending<Settings> {[&](const std::stop_token& stop) { return cloudflare::ask(*m_client, endpoint, stop); },
                                    [this, id](const Result<Settings>& settings) {
                                        takeFlag(id, settings);
                                        m_isListing = !m_untold.empty();
                                        if (!m_isListing || m_flags % kTellEvery == 0)
                                            emit changed();
                                        askNextFlag();
                                    }};
}

void WorkerLists::takeFlag(const Id& id, const Result<Settings>& settings)
{
    const auto worker = std::ranges::find(m_workers, id, idOf);
    if (worker == m_workers.end() || (!settings && !isRefused(settings.error())))
        return;
    worker->observability = settings ? settings->value.observability : std::nullopt;
    if (!m_readBack.contains(id))
        worker->logpush = settings ? std::optional(settings->value.logpush.value_or(false)) : std::nullopt;
}

void WorkerLists::askInvocations(std::int64_t nowMs)
{
    const cloudflare::InvocationsQuestion question {m_accountId, {}, {nowMs - kDayMs, nowMs}};
    m_counting = Pending<cloudflare::InvocationsAnswer> {
        [&](std::stop_token stop) { return cloudflare::askInvocations(*m_client, question, std::move(stop)); },
        [this](const Result<cloudflare::InvocationsAnswer>& answer) {
            m_isCounting = false;
            if (answer || isRefused(answer.error()))
                m_invocations.reset();
            if (answer && !answer->isCut) {
                m_invocations.emplace();
                for (const cloudflare::WorkerInvocations& each : answer->workers)
                    (*m_invocations)[each.worker] = each.requests;
            }
            emit changed();
        }};
}

void WorkerLists::set(const QString& worker, const QString& dispatchNamespace, bool logpush)
{
    m_readBack[{dispatchNamespace, worker}] = logpush;
    for (DeployedWorker& each : m_workers) {
        if (each.name == worker && each.dispatchNamespace == dispatchNamespace)
            each.logpush = logpush;
    }
}

} // namespace tracedeck::workers
