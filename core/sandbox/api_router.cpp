#include "sandbox/api_router.h"

#include <QUrl>

#include <array>

namespace tracedeck::sandbox {

namespace {

constexpr char kBase[] = "/client/v4/";

/// The path's parts, each decoded for itself: a "/" inside of one stays there.
QStringList partsOf(const QByteArray& path)
{
    QStringList parts;
    for (const QByteArray& part : path.sliced(qsizetype {sizeof kBase} - 1).split('/'))
        parts << QUrl::fromPercentEncoding(part);
    return parts;
}

/// Takes the account or zone off the front, where one stands there.
void takeScope(QStringList& parts, Routed& found)
{
    if (parts.size() < 3 || (parts[0] != u"accounts" && parts[0] != u"zones"))
        return;
    (parts[0] == u"accounts" ? found.accountId : found.zoneId) = parts[1];
    parts[0] = parts[0] == u"accounts" ? QStringLiteral("A") : QStringLiteral("Z");
    parts.removeAt(1);
}

bool fitsScope(const QString& pattern, const QString& scope)
{
    return pattern == scope || (pattern == u"S" && (scope == u"A" || scope == u"Z"));
}

std::optional<QStringList> captured(const ApiRoute& route, const QStringList& parts)
{
    const QStringList pattern = textOf(route.pattern).split(u'/');
    QStringList taken;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (i >= parts.size())
            return std::nullopt;
        if (pattern[i] == u"{*}")
            return taken << parts.mid(i).join(u'/');
        if (pattern[i] == u"{}")
            taken << parts[i];
        else if (i == 0 ? !fitsScope(pattern[i], parts[i]) : pattern[i] != parts[i])
            return std::nullopt;
    }
    return pattern.size() == parts.size() ? std::optional(taken) : std::nullopt;
}

} // namespace

Routed routed(const QByteArray& method, const QByteArray& path)
{
    Routed found;
    if (!path.startsWith(kBase))
        return found;
    QStringList parts = partsOf(path);
    if (parts.front().size() == 1) // the letters that stand for scopes below
        return found;
    takeScope(parts, found);
    for (const auto routes : {identityRoutes(), logpushRoutes(), scriptRoutes(), dispatchRoutes(), r2Routes(), graphqlRoutes()}) {
        for (const ApiRoute& route : routes) {
            if (method != QByteArrayView {route.method.data(), static_cast<qsizetype>(route.method.size())})
                continue;
            if (auto taken = captured(route, parts)) {
                found.route = &route;
                found.parts = *std::move(taken);
                return found;
            }
        }
    }
    return found;
}

} // namespace tracedeck::sandbox
