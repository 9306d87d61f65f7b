#pragma once

#include "async/pending.h"
#include "base/clock.h"
#include "sandbox/loopback_server.h"
#include "sandbox/pipeline_hooks.h"
#include "sandbox/roles.h"

#include <QJsonArray>
#include <QUrlQuery>

#include <functional>
#include <list>
#include <optional>
#include <span>

namespace tracedeck::sandbox {

/// What an endpoint answers, before it is put into an envelope.
struct ApiResult {
    QJsonValue result;   ///< null as it stands
    QJsonObject info {}; ///< `result_info`, left out where empty
    QJsonArray messages {};
    std::optional<WireAnswer> plain {}; ///< instead of an envelope: bytes of objects, GraphQL's answers
};
using ApiReply = std::function<void(Result<ApiResult>)>;

/// A refusal as the API words it: HTTP status, code and message.
[[nodiscard]] tl::unexpected<Error> refuse(int status, int code, const QString& message);
/// The frame around every answer.
[[nodiscard]] WireAnswer envelope(const ApiResult& answer);
[[nodiscard]] WireAnswer envelope(const Error& refusal);

[[nodiscard]] QJsonValue timeJson(qint64 ms);      ///< "2026-11-21T12:37:04Z"; null for never
[[nodiscard]] QJsonValue exactTimeJson(qint64 ms); ///< "2026-11-21T12:37:04.123Z"
[[nodiscard]] QString textOf(std::string_view utf8);

/// One request that was let in.
struct ApiCall {
    WireRequest request;
    QStringList parts; ///< what stands for the `{}` of the route, decoded
    QUrlQuery query;
    QString zoneId; ///< "" = below the account, or below neither
    Caller caller;

    [[nodiscard]] QString parameter(const QString& name) const { return query.queryItemValue(name, QUrl::FullyDecoded); }
    /// The object that the body is; a refusal (400) where it is none.
    [[nodiscard]] Result<QJsonObject> body() const;
};

/// The items of one page as `page` and `per_page` ask for it, with `result_info`.
[[nodiscard]] ApiResult paged(const ApiCall& call, const QJsonArray& all, int perPage);

/// What endpoints work with. The Sandbox's thread only.
class ApiDesk {
public:
    ApiDesk(StateKeeper& keeper, const Clock& clockOfAll, Faults& faultsSet, PipelineHooks& pipelineAtWork)
        : clock(clockOfAll)
        , faults(faultsSet)
        , pipeline(pipelineAtWork)
        , m_keeper(keeper)
    {}

    [[nodiscard]] SandboxState& state() const { return m_keeper.state(); }
    [[nodiscard]] qint64 nowMs() const { return clock.nowMs(); }
    /// The change is on disk when the answer goes out.
    void save();
    /// Writes a probe; `done` runs once, unless the desk goes first.
    void write(const ProbeWrite& probe, std::function<void(Result<void>)> done);

    const Clock& clock;
    Faults& faults;
    PipelineHooks& pipeline;

private:
    StateKeeper& m_keeper;
    std::list<Pending<void>> m_writes;
};

/// One endpoint. In `pattern`, "S" is an account or a zone, "{}" one part, "{*}" all that follows.
struct ApiRoute {
    std::string_view method, pattern;
    std::optional<Permission> needs; ///< below a zone, its Logs instead of the account's
    Result<ApiResult> (*answer)(ApiDesk&, const ApiCall&) = nullptr;
    void (*later)(ApiDesk&, const ApiCall&, ApiReply) = nullptr; ///< where `answer` is null
    int refusal = 10000;                                         ///< code where the permission is missing
};
[[nodiscard]] std::span<const ApiRoute> identityRoutes();
[[nodiscard]] std::span<const ApiRoute> logpushRoutes();
[[nodiscard]] std::span<const ApiRoute> scriptRoutes();
[[nodiscard]] std::span<const ApiRoute> dispatchRoutes();
[[nodiscard]] std::span<const ApiRoute> r2Routes();
[[nodiscard]] std::span<const ApiRoute> graphqlRoutes();

/// Who asks, by the headers; a refusal where nobody may.
[[nodiscard]] Result<Caller> callerOf(const WireRequest& request, const ApiDesk& desk, bool everyTokenIsExpired);

} // namespace tracedeck::sandbox
