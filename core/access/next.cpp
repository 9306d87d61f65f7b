#include "access/next.h"

#include <algorithm>
#include <array>

namespace tracedeck::access {

namespace {

constexpr qsizetype kZonesAtMost = 3; // enough to know; each is two calls

const QStringList kOnce {QString()};
const QStringList kNever {};

QStringList onceIf(bool wanted)
{
    return wanted ? kOnce : kNever;
}

bool isToken(const Findings& f)
{
    return f.question().credential.kind == cloudflare::Credential::Kind::ApiToken;
}

bool hasAccount(const Findings& f)
{
    return !f.isApiDead() && !f.accountId().isEmpty();
}

QStringList ifAccount(const Findings& f)
{
    return onceIf(hasAccount(f));
}

QStringList verifyAccount(const Findings& f)
{
    return onceIf(isToken(f) && f.isRefused(Call::VerifyUserToken) && hasAccount(f));
}

QStringList details(const Findings& f)
{
    return onceIf(hasAccount(f) && f.token() != nullptr && !f.token()->id.isEmpty());
}

QStringList memberships(const Findings& f)
{
    return onceIf(!f.isApiDead() && f.owner() != Owner::Account); // an account's token has no role, and gets 9106
}

QStringList zones(const Findings& f)
{
    return onceIf(hasAccount(f) && f.isRefused(Call::Jobs) && f.isRefused(Call::Fields));
}

QStringList zoneIds(const Findings& f)
{
    if (zones(f).isEmpty())
        return kNever;
    QStringList ids;
    if (!f.question().zoneId.isEmpty())
        ids << f.question().zoneId;
    if (const auto* listed = f.found<std::vector<cloudflare::Zone>>(Call::Zones)) {
        for (const cloudflare::Zone& zone : *listed)
            ids << zone.id;
    }
    ids.removeDuplicates();
    return ids.mid(0, kZonesAtMost);
}

QStringList zoneJobs(const Findings& f)
{
    return f.goodReply(Call::ZoneJobs) != nullptr ? kNever : zoneIds(f);
}

QStringList zoneFields(const Findings& f)
{
    return f.goodReply(Call::ZoneJobs) != nullptr || f.goodReply(Call::ZoneFields) != nullptr ? kNever : zoneIds(f);
}

bool isBucketMissing(const Findings& f)
{
    const Reply* list = f.reply(Call::ListKeys);
    return list != nullptr && list->error && list->error->code == ErrorCode::ObjectRefused
        && list->error->detail.startsWith(u"NoSuchBucket");
}

/// Whether the token may read R2; where a bucket is missing, also whether it lies elsewhere.
QStringList buckets(const Findings& f)
{
    if (!hasAccount(f) || !isToken(f) || (f.question().bucket && f.question().bucket->keys))
        return kNever;
    const QString usual = otherJurisdictions().front();
    return isBucketMissing(f) && f.isGood(Call::Buckets, usual) ? otherJurisdictions() : QStringList {usual};
}

QStringList listKeys(const Findings& f)
{
    if (!f.bucket() || !f.keys())
        return kNever;
    QStringList where = kOnce;
    const QUrl given = f.bucket()->address.endpoint;
    if (!isBucketMissing(f) || endpointOf(given, otherJurisdictions().front()).isEmpty())
        return where;
    for (const QString& jurisdiction : otherJurisdictions()) {
        if (endpointOf(given, jurisdiction) != given)
            where << jurisdiction;
    }
    return where;
}

QStringList getObject(const Findings& f)
{
    const auto* listed = f.found<std::vector<objects::ListedObject>>(Call::ListKeys);
    if (listed == nullptr || listed->empty())
        return kNever;
    const auto delivered = std::ranges::find_if(*listed, [](const objects::ListedObject& each) { return each.key.endsWith(u".log.gz"); });
    return {delivered == listed->end() ? listed->front().key : delivered->key};
}

QStringList wrangler(const Findings& f)
{
    if (!f.question().looksForWrangler)
        return kNever;
    return QStringList(kOnce) + f.question().projects;
}

/// One row of the check: a call, and what it is to be made about now. An empty list: not, or not yet.
struct Row {
    Call call;
    QStringList (*about)(const Findings&);
};

constexpr std::array kRows {
    Row {Call::VerifyUserToken, [](const Findings& f) { return onceIf(isToken(f)); }},
    Row {Call::CurrentUser, [](const Findings& f) { return onceIf(!isToken(f)); }},
    Row {Call::VerifyAccountToken, verifyAccount},
    Row {Call::Accounts, [](const Findings& f) { return onceIf(!f.isApiDead()); }},
    Row {Call::TokenDetails, details},
    Row {Call::Memberships, memberships},
    Row {Call::Members, ifAccount},
    Row {Call::Roles, [](const Findings& f) { return onceIf(f.isGood(Call::Members)); }},
    Row {Call::Jobs, ifAccount},
    Row {Call::Fields, ifAccount},
    Row {Call::Zones, zones},
    Row {Call::ZoneJobs, zoneJobs},
    Row {Call::ZoneFields, zoneFields},
    Row {Call::Scripts, ifAccount},
    Row {Call::Subscriptions, ifAccount},
    Row {Call::Buckets, buckets},
    Row {Call::ListKeys, listKeys},
    Row {Call::GetObject, getObject},
    Row {Call::Wrangler, wrangler},
};

} // namespace

std::optional<CallKey> next(const Findings& findings)
{
    for (const Row& row : kRows) {
        for (const QString& about : row.about(findings)) {
            if (findings.reply(row.call, about) == nullptr)
                return CallKey {row.call, about};
        }
    }
    return std::nullopt;
}

} // namespace tracedeck::access
