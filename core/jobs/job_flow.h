#pragma once

#include "async/pending.h"
#include "base/secret.h"
#include "cloudflare/job_api.h"
#include "logpush/job.h"

#include <functional>
#include <set>
#include <variant>

namespace tracedeck::jobs {

/// One change of one job; before and after are redacted (see `redactedJob`).
struct SaveJob {
    std::int64_t id = 0;
    QJsonObject before, after;
    bool isForced = false;          ///< also where somebody else changed it meanwhile
    SharedSecret ownershipToken {}; ///< where the edit leads elsewhere and that is to be proven
};
/// Makes a job from a body with its secrets (see logpush::createBodyOf).
struct CreateJob {
    QJsonObject body;
};
struct CopyJob {
    std::int64_t id = 0;
    QString name; ///< of the new one, which is off
};
struct DeleteJob {
    std::int64_t id = 0;
};
using JobRequest = std::variant<SaveJob, CreateJob, CopyJob, DeleteJob>;

/// What came of it. Nothing in it is secret.
struct JobOutcome {
    QJsonObject job;                           ///< as it is now, redacted; empty: it is gone
    std::vector<logpush::JobChange> meanwhile; ///< by somebody else since the edit began: nothing was sent, unless forced
    std::vector<logpush::JobChange> notTaken;  ///< sent, and yet otherwise
    bool isConflict = false;                   ///< `meanwhile` kept it from being sent
};

/// What a flow has learned so far.
struct JobFlowState {
    JobRequest request;
    std::optional<std::set<std::int64_t>> listed; ///< ids there were before a create
    std::optional<QJsonObject> current;           ///< as the API tells, with its secrets
    std::optional<QJsonObject> sent;              ///< the body, with its secrets
    bool isAnswered = false, isVerified = false;  ///< what was sent; what came of it was read back
    bool isLost = false, isLookedFor = false;     ///< the answer of a create did not come; the job was searched for
};

/// The next call of a flow.
enum class JobCall : std::uint8_t { List, Read, Create, Update, Delete, LookFor, Verify, None };
/// Pure: the same state, the same call.
[[nodiscard]] JobCall nextCall(const JobFlowState& state);

/// Runs one change after the other: reads what is there, merges, sends the whole once, reads back. A create is never sent twice: where its
/// answer is lost, the job is looked for among those that were not there before. Lives on one thread with an event loop; dropping it
/// stops what runs. Errors: as ApiClient, TimedOut and Unreachable with "not known" in the detail where it stays open whether a job was
/// made, PermissionDenied where the account is read-only (nothing is sent then).
class JobFlow {
public:
    using Told = std::function<void(const Result<JobOutcome>&)>;
    JobFlow(cloudflare::ApiClient client, cloudflare::LogpushScope scope, bool isReadOnly);

    void run(JobRequest request, Told told);
    void stop();
    [[nodiscard]] bool isRunning() const { return m_told != nullptr; }

private:
    void goOn();
    void ask(JobCall call, const cloudflare::ApiRequest& request);
    void take(JobCall call, Result<cloudflare::ApiAnswer> answer);
    void end(const Result<JobOutcome>& result);
    [[nodiscard]] Result<QJsonObject> bodyToSend() const;
    void takeList(const QJsonValue& result);
    void takeRead(const QJsonObject& job);
    void takeSent(const QJsonObject& job);
    void takeLost(const Error& error);

    cloudflare::ApiClient m_client;
    cloudflare::LogpushScope m_scope;
    bool m_isReadOnly;
    JobFlowState m_state;
    Error m_lost {}; ///< why the answer of a create did not come
    Told m_told;
    Pending<cloudflare::ApiAnswer> m_pending;
};

} // namespace tracedeck::jobs
