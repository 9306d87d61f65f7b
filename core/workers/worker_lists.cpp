#include "workers/worker_lists.h"

#include <algorithm>

namespace tracedeck::workers {

namespace {

constexpr std::int64_t kDayMs = std::int64_t {24} * 3'600'000;
constexpr std::size_t kMostFlags = 300; ///< asked for one by one; of more the rest stays unknown

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
    m_unknown.clear();
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
    m_isListing = m_isCounting = true;
    m_listing = Pending<Scripts> {
        [&](const std::stop_token& stop) { return cloudflare::ask(*m_client, cloudflare::workerScripts(m_accountId), stop); },
        [this](const Result<Scripts>& scripts) {
            if (!scripts) {
                m_isListing = false;
                return emit failed(scripts.error());
            }
            std::vector<DeployedWorker> before;
            before.swap(m_workers);
            take(scripts->value, {});
            for (DeployedWorker& each : before) { // until their namespaces are read again
                if (!each.dispatchNamespace.isEmpty())
                    m_workers.push_back(std::move(each));
            }
            emit listed();
            askNamespaces();
        }};
    askInvocations(nowMs);
}

void WorkerLists::take(const std::vector<cloudflare::WorkerScript>& scripts, const QString& dispatchNamespace)
{
    for (const cloudflare::WorkerScript& script : scripts) {
        DeployedWorker worker;
        worker.name = script.name;
        worker.dispatchNamespace = dispatchNamespace;
        if (dispatchNamespace.isEmpty() || script.tellsLogpush)
            worker.logpush = script.logpush;
        worker.observability = script.observability;
        worker.tailConsumers = script.tailConsumers;
        worker.modifiedMs = script.modifiedMs;
        m_workers.push_back(std::move(worker));
    }
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
    std::erase_if(m_workers, [](const DeployedWorker& each) { return !each.dispatchNamespace.isEmpty(); });
    m_namespaces.clear();
    if (namespaces) {
        for (const cloudflare::DispatchNamespace& each : namespaces->value)
            m_namespaces.push_back(each.name);
    }
    askNextNamespace();
}

void WorkerLists::askNextNamespace()
{
    if (m_namespaces.empty()) {
        m_unknown.clear();
        for (std::size_t i = 0; i < m_workers.size() && m_unknown.size() < kMostFlags; ++i) {
            if (!m_workers[i].logpush)
                m_unknown.push_back(i);
        }
        m_isListing = !m_unknown.empty();
        emit changed();
        return askNextFlag();
    }
    const QString name = m_namespaces.front();
    m_namespaces.pop_front();
    m_dispatching = Pending<Scripts> {
        [&](const std::stop_token& stop) { return cloudflare::ask(*m_client, cloudflare::dispatchScripts(m_accountId, name), stop); },
        [this, name](const Result<Scripts>& scripts) {
            if (scripts)
                take(scripts->value, name);
            askNextNamespace();
        }};
}

void WorkerLists::askNextFlag()
{
    if (m_unknown.empty())
        return;
    const std::size_t at = m_unknown.front();
    m_unknown.pop_front();
    const DeployedWorker& worker = m_workers[at];
    using Settings = cloudflare::Answered<cloudflare::ScriptSettings>;
    const auto endpoint = cloudflare::dispatchSettings(m_accountId, worker.dispatchNamespace, worker.name);
    m_flagging = Pending<Settings> {[&](const std::stop_token& stop) { return cloudflare::ask(*m_client, endpoint, stop); },
                                    [this, at](const Result<Settings>& settings) {
                                        if (settings) {
                                            m_workers[at].logpush = settings->value.logpush.value_or(false);
                                            m_workers[at].observability = settings->value.observability;
                                        }
                                        m_isListing = !m_unknown.empty();
                                        emit changed();
                                        askNextFlag();
                                    }};
}

void WorkerLists::askInvocations(std::int64_t nowMs)
{
    const cloudflare::InvocationsQuestion question {m_accountId, {}, {nowMs - kDayMs, nowMs}};
    m_counting = Pending<cloudflare::InvocationsAnswer> {
        [&](std::stop_token stop) { return cloudflare::askInvocations(*m_client, question, std::move(stop)); },
        [this](const Result<cloudflare::InvocationsAnswer>& answer) {
            m_isCounting = false;
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
    for (DeployedWorker& each : m_workers) {
        if (each.name == worker && each.dispatchNamespace == dispatchNamespace)
            each.logpush = logpush;
    }
}

} // namespace tracedeck::workers
