#pragma once

#include "async/pending.h"
#include "base/clock.h"
#include "cloudflare/invocations_api.h"
#include "cloudflare/workers_api.h"
#include "workers/worker_matrix.h"

#include <QObject>

#include <deque>
#include <map>
#include <optional>

namespace tracedeck::workers {

/// Reads which Workers an account has, those of dispatch namespaces too, and what they ran in the last 24 hours. What was known stays where
/// reading it again fails in passing. Lives on one thread with an event loop.
class WorkerLists : public QObject {
    Q_OBJECT
public:
    explicit WorkerLists(QObject* parent = nullptr);

    /// Begins anew.
    void read(const cloudflare::ApiClient& client, const QString& accountId, std::int64_t nowMs);
    void stop();
    /// Until the last answer was taken.
    [[nodiscard]] bool isRunning() const { return m_isListing || m_isCounting; }
    /// Workers or flags are not all read yet: `workers` may mix old and new.
    [[nodiscard]] bool isListing() const { return m_isListing; }
    [[nodiscard]] const std::vector<DeployedWorker>& workers() const { return m_workers; }
    [[nodiscard]] const std::optional<std::map<QString, std::uint64_t>>& invocations() const { return m_invocations; }
    /// What was read back of one that was switched; newer than what is being read.
    void set(const QString& worker, const QString& dispatchNamespace, bool logpush);

signals:
    void listed();                              ///< the ordinary Workers are there; those before stay until then
    void changed();                             ///< more is known of them; of flags after every few, and after the last
    void failed(const tracedeck::Error& error); ///< not even the ordinary ones could be read

private:
    using Scripts = cloudflare::Answered<std::vector<cloudflare::WorkerScript>>;
    using Namespaces = cloudflare::Answered<std::vector<cloudflare::DispatchNamespace>>;
    using Settings = cloudflare::Answered<cloudflare::ScriptSettings>;

    using Id = std::pair<QString, QString>; ///< dispatch namespace, name

    [[nodiscard]] static Id idOf(const DeployedWorker& worker) { return {worker.dispatchNamespace, worker.name}; }
    [[nodiscard]] std::vector<DeployedWorker> workersOf(const std::vector<cloudflare::WorkerScript>& scripts,
                                                        const QString& dispatchNamespace);
    void takeOrdinary(const std::vector<cloudflare::WorkerScript>& scripts);
    void askNamespaces();
    void takeNamespaces(const Result<Namespaces>& namespaces);
    void askNextNamespace();
    void takeNamespace(const QString& name, const Result<Scripts>& scripts);
    void takeAll();
    void askNextFlag();
    void takeFlag(const Id& id, const Result<Settings>& settings);
    void askInvocations(std::int64_t nowMs);

    std::optional<cloudflare::ApiClient> m_client;
    QString m_accountId;
    std::vector<DeployedWorker> m_workers;
    std::optional<std::map<QString, std::uint64_t>> m_invocations;
    bool m_isListing = false, m_isCounting = false;
    std::deque<QString> m_namespaces;     ///< to be listed
    std::vector<DeployedWorker> m_found;  ///< in namespaces, until all of them are read
    std::map<Id, DeployedWorker> m_known; ///< when this reading began
    std::map<Id, bool> m_readBack;        ///< since then
    std::deque<Id> m_untold;              ///< whose flag the list did not tell: to be asked for
    std::size_t m_flags = 0;              ///< asked for in this reading
    Pending<Scripts> m_listing, m_dispatching;
    Pending<Namespaces> m_naming;
    Pending<Settings> m_flagging;
    Pending<cloudflare::InvocationsAnswer> m_counting;
};

} // namespace tracedeck::workers
