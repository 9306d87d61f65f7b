#include "sandbox/api_service.h"

#include "sandbox/api_router.h"
#include "sandbox/made_up.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace tracedeck::sandbox {

namespace {

using namespace std::chrono_literals;

constexpr int kBudget = 1200; ///< requests of one owner in a window
constexpr qint64 kWindowMs = 300'000;
constexpr int kTooMany = 10429; // not documented: clients go by the status
constexpr char kOverloadPage[] = "<html><head><title>503 Service Temporarily Unavailable</title></head></html>\n";
constexpr char kLoginPage[] = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><form method=\"post\">"
                              "<input name=\"user\"><input name=\"password\" type=\"password\"></form></body></html>\n";

bool isId(const QString& text)
{
    return text.size() == 32 && std::ranges::all_of(text, [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); });
}

tl::unexpected<Error> noRoute(const ApiDesk& desk)
{
    return refuse(static_cast<int>(desk.state().facts.noRouteStatus), 7003, QStringLiteral("No route for the URI"));
}

Permission forZone(Permission permission)
{
    if (permission == Permission::LogsRead)
        return Permission::ZoneLogsRead;
    return permission == Permission::LogsWrite ? Permission::ZoneLogsWrite : permission;
}

bool isAboutUser(const ApiRoute& route)
{
    return (route.pattern.starts_with("user") && route.pattern != "user/tokens/verify") || route.pattern == "memberships";
}

bool isAccountOwned(const Caller& caller)
{
    return caller.token && caller.token->owner == Token::Owner::Account;
}

/// The message where the caller may not do this. Whether Logpush takes tokens of accounts is open.
std::optional<QString> missing(const ApiRoute& route, const Caller& caller, bool isZone, const SandboxState& state)
{
    if (!route.needs)
        return std::nullopt;
    const bool isLogs = *route.needs == Permission::LogsRead || *route.needs == Permission::LogsWrite;
    const bool isTaken = !isLogs || state.facts.accountTokensUseLogpush || !isAccountOwned(caller);
    if (isTaken && caller.may(isZone ? forZone(*route.needs) : *route.needs))
        return std::nullopt;
    switch (route.refusal) {
    case 1004:
        return QStringLiteral("reading job for product '%1' is not allowed").arg(isZone ? u"http_requests" : u"workers_trace_events");
    case 9109: return QStringLiteral("Unauthorized to access requested resource");
    default: return QStringLiteral("Authentication error");
    }
}

WireAnswer html(int status, QByteArrayView page)
{
    WireAnswer answer;
    answer.status = status;
    answer.headers = {{"Content-Type", "text/html; charset=UTF-8"}};
    answer.body = page.toByteArray();
    return answer;
}

WireAnswer refused(int status, int code, const QString& message)
{
    return envelope(refuse(status, code, message).value());
}

/// What stands in for the answer, where a fault puts another one there.
std::optional<WireAnswer> standIn(Fault fault)
{
    switch (fault) {
    case Fault::Forbidden: return refused(403, 10000, QStringLiteral("Authentication error"));
    case Fault::RateLimited: return refused(429, kTooMany, QStringLiteral("Rate limit exceeded"));
    case Fault::ServerError: return refused(500, 10001, QStringLiteral("Internal error"));
    case Fault::Unavailable: return html(503, kOverloadPage);
    case Fault::Html: return html(200, kLoginPage);
    default: return std::nullopt;
    }
}

void breakEnding(WireAnswer& answer, std::optional<Fault> fault)
{
    if (fault == Fault::Slow)
        answer.delay = 3s;
    if (fault == Fault::Cut)
        answer.ending = WireAnswer::Ending::Cut;
    if (fault == Fault::Reset)
        answer.ending = WireAnswer::Ending::Reset;
}

QByteArray httpDate(qint64 ms)
{
    return QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'").toLatin1();
}

} // namespace

ApiBudget::Left ApiBudget::take(const QString& owner, qint64 nowMs)
{
    Window& window = m_windows[owner];
    if (nowMs < window.blockedUntilMs)
        return {0, (window.blockedUntilMs - nowMs + 999) / 1000, true};
    if (nowMs - window.fromMs >= kWindowMs)
        window = {nowMs, 0, 0};
    if (++window.used > kBudget) {
        window.blockedUntilMs = nowMs + kWindowMs;
        return {0, kWindowMs / 1000, true};
    }
    return {kBudget - window.used, (window.fromMs + kWindowMs - nowMs + 999) / 1000, false};
}

void ApiService::answer(const WireRequest& request, const LoopbackServer::Reply& reply)
{
    const auto fault = m_desk.faults.pick(FaultPlace::Api);
    if (auto instead = fault ? standIn(*fault) : std::nullopt) {
        decorate(*instead, {});
        return reply(*std::move(instead));
    }
    const ApiRoute* route = nullptr;
    std::optional<ApiBudget::Left> left;
    const auto call = admit(request, route, left);
    const auto finish = [this, fault, left, reply](const Result<ApiResult>& result) {
        WireAnswer answer = result ? envelope(*result) : envelope(result.error());
        decorate(answer, left);
        breakEnding(answer, fault);
        reply(std::move(answer));
    };
    if (!call)
        return finish(fail(call.error()));
    return route->answer ? finish(route->answer(m_desk, *call)) : route->later(m_desk, *call, finish);
}

Result<ApiCall> ApiService::admit(const WireRequest& request, const ApiRoute*& route, std::optional<ApiBudget::Left>& left)
{
    auto caller = callerOf(request, m_desk, m_desk.faults.strikes(Fault::ExpiredToken));
    if (!caller)
        return fail(std::move(caller.error()));
    left = m_budget.take(isAccountOwned(*caller) ? caller->token->id : caller->member ? caller->member->userId : QString(), m_desk.nowMs());
    if (left->isBlocked)
        return refuse(429, kTooMany, QStringLiteral("Rate limit exceeded"));
    Routed found = routed(request.method, request.path());
    const auto& state = m_desk.state();
    for (const QString& id : {found.accountId, found.zoneId}) {
        if (!id.isEmpty() && !isId(id))
            return noRoute(m_desk);
    }
    if (!found.route)
        return noRoute(m_desk);
    const bool isTheirs = (found.accountId.isEmpty() || found.accountId == state.account.id)
        && (found.zoneId.isEmpty() || std::ranges::find(state.zones, found.zoneId, &Zone::id) != state.zones.end());
    if (!isTheirs)
        return refuse(403, 10000, QStringLiteral("Authentication error"));
    if (isAboutUser(*found.route) && isAccountOwned(*caller))
        return refuse(403, 9106, QStringLiteral("Authentication failed"));
    if (auto refusal = missing(*found.route, *caller, !found.zoneId.isEmpty(), state))
        return refuse(403, found.route->refusal, *refusal);
    route = found.route;
    return ApiCall {request, std::move(found.parts), QUrlQuery(QString::fromLatin1(request.query())), found.zoneId, *std::move(caller)};
}

void ApiService::decorate(WireAnswer& answer, const std::optional<ApiBudget::Left>& left) const
{
    answer.headers.push_back({"CF-Ray", freshHexId().first(16).toLatin1() + "-SBX"});
    answer.headers.push_back({"Date", httpDate(m_desk.nowMs())});
    const qint64 seconds = left ? left->seconds : 1;
    if (answer.status == 429)
        answer.headers.push_back({"Retry-After", QByteArray::number(seconds)});
    if (!left)
        return;
    const QByteArray remaining = QByteArray::number(left->requests);
    if (m_desk.state().facts.rateLimitOldHeaders) {
        answer.headers.push_back({"X-RateLimit-Limit", QByteArray::number(kBudget)});
        answer.headers.push_back({"X-RateLimit-Remaining", remaining});
        answer.headers.push_back({"X-RateLimit-Reset", httpDate(m_desk.nowMs() + seconds * 1000)});
        return;
    }
    answer.headers.push_back({"Ratelimit", "\"default\";r=" + remaining + ";t=" + QByteArray::number(seconds)});
    answer.headers.push_back(
        {"Ratelimit-Policy", "\"default\";q=" + QByteArray::number(kBudget) + ";w=" + QByteArray::number(kWindowMs / 1000)});
}

} // namespace tracedeck::sandbox
