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

/// Reads which Workers an account has, those of dispatch namespaces too, and what they ran in the last 24 hours. Lives on one thread with an event loop.
class WorkerLists : public QObject {
    Q_OBJECT
public:
    explicit WorkerLists(QObject* parent = nullptr);

    /// Begins anew.
    void read(const cloudflare::ApiClient& client, const QString& accountId, std::int64_t nowMs);
    void stop();
    /// Until the last answer was taken.
    [[nodiscard]] bool isRunning() const { return m_isListing || m_isCounting; }
    [[nodiscard]] const std::vector<DeployedWorker>& workers() const { return m_workers; }
    [[nodiscard]] const std::optional<std::map<QString, std::uint64_t>>& invocations() const { return m_invocations; }
    /// What was read back of one that was switched.
    void set(const QString& worker, const QString& dispatchNamespace, bool logpush);

signals:
    void listed();                              ///< the ordinary Workers are there; those before stay until then
    void changed();                             ///< more is known of them
    void failed(const tracedeck::Error& error); ///< not even the ordinary ones could be read

private:
    using Scripts = cloudflare::Answered<std::vector<cloudflare::WorkerScript>>;
    using Namespaces = cloudflare::Answered<std::vector<cloudflare::DispatchNamespace>>;

    void take(const std::vector<cloudflare::WorkerScript>& scripts, const QString& dispatchNamespace);
    void askNamespaces();
    void takeNamespaces(const Result<Namespaces>& namespaces);
    void askNextNamespace();
    void askNextFlag();
    void askInvocations(std::int64_t nowMs);

    std::optional<cloudflare::ApiClient> m_client;
    QString m_accountId;
    std::vector<DeployedWorker> m_workers;
    std::optional<std::map<QString, std::uint64_t>> m_invocations;
    bool m_isListing = false, m_isCounting = false;
    std::deque<QString> m_namespaces;  ///< to be listed
    std::deque<std::size_t> m_unknown; ///< Workers whose flag the list did not tell
    Pending<Scripts> m_listing, m_dispatching;
    Pending<Namespaces> m_naming;
    Pending<cloudflare::Answered<cloudflare::ScriptSettings>> m_flagging;
    Pending<cloudflare::InvocationsAnswer> m_counting;
};

} // namespace tracedeck::workers
