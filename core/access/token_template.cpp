#include "access/token_template.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

namespace tracedeck::access {

namespace {

struct WishRow {
    Wish wish;
    const char* key;
    const char* type;
};

constexpr WishRow kWishes[] = {
    {Wish::UseJobs, "logs", "edit"},
    {Wish::SeeWorkers, "workers_scripts", "read"},
    {Wish::ReadBuckets, "workers_r2", "read"},
    {Wish::SwitchWorkers, "workers_scripts", "edit"},
    {Wish::CountInvocations, "account_analytics", "read"},
};

QByteArray groupsJson(const std::vector<Wish>& wishes)
{
    QMap<QString, QString> types; // "edit" rows stand behind "read" rows and win
    for (const WishRow& row : kWishes) {
        if (std::find(wishes.begin(), wishes.end(), row.wish) != wishes.end())
            types.insert(QString::fromLatin1(row.key), QString::fromLatin1(row.type));
    }
    QJsonArray groups;
    for (auto it = types.begin(); it != types.end(); ++it)
        groups.append(QJsonObject {{QStringLiteral("key"), it.key()}, {QStringLiteral("type"), it.value()}});
    return QJsonDocument(groups).toJson(QJsonDocument::Compact);
}

} // namespace

QUrl tokenTemplate(const std::vector<Wish>& wishes, const QString& name)
{
    const QByteArray url = "https://dash.cloudflare.com/profile/api-tokens?permissionGroupKeys=" + groupsJson(wishes).toPercentEncoding()
        + "&accountId=*&zoneId=all&name=" + QUrl::toPercentEncoding(name);
    return QUrl::fromEncoded(url, QUrl::StrictMode);
}

QUrl membersPage()
{
    return QUrl(QStringLiteral("https://dash.cloudflare.com/?to=/:account/members"));
}

QUrl plansPage()
{
    return QUrl(QStringLiteral("https://dash.cloudflare.com/?to=/:account/workers/plans"));
}

} // namespace tracedeck::access
