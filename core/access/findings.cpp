#include "access/findings.h"

#include "objects/list_plan.h"

#include <QCryptographicHash>

#include <algorithm>

namespace tracedeck::access {

namespace {

const QString kR2Host = QStringLiteral(".r2.cloudflarestorage.com");
const QString kApiHost = QStringLiteral("api.cloudflare.com");

constexpr auto kStepOf = std::to_array<Step>({
    Step::Credential,  // VerifyUserToken
    Step::Credential,  // CurrentUser
    Step::Credential,  // VerifyAccountToken
    Step::Account,     // Accounts
    Step::Account,     // TokenDetails
    Step::Role,        // Memberships
    Step::Role,        // Members
    Step::Role,        // Roles
    Step::Jobs,        // Jobs
    Step::Fields,      // Fields
    Step::Fields,      // Zones
    Step::Fields,      // ZoneJobs
    Step::Fields,      // ZoneFields
    Step::ScriptsRead, // Scripts
    Step::Plan,        // Subscriptions
    Step::Bucket,      // Buckets
    Step::Bucket,      // ListKeys
    Step::Bucket,      // GetObject
    Step::Wrangler,    // Wrangler
});
static_assert(kStepOf.size() == static_cast<std::size_t>(Call::Wrangler) + 1);

/// Of "r2://bucket/logs/{DATE}?account-id=…": the bucket and what stands before the day.
std::optional<BucketQuestion> bucketOf(const cloudflare::LogpushJob& job, const QString& accountId)
{
    const QString scheme = QStringLiteral("r2://");
    if (!job.destination.startsWith(scheme))
        return std::nullopt;
    const QString path = job.destination.mid(scheme.size()).section(u'?', 0, 0);
    BucketQuestion bucket;
    bucket.address.endpoint = QUrl(QString(QStringLiteral("https://") % accountId % kR2Host));
    bucket.address.bucket = path.section(u'/', 0, 0);
    bucket.prefix = path.section(u'/', 1);
    return bucket;
}

} // namespace

Step stepOf(Call call)
{
    return kStepOf[static_cast<std::size_t>(call)];
}

const Reply* Findings::reply(Call call, const QString& about) const
{
    const auto its = std::ranges::find(m_replies, CallKey {call, about}, &Reply::key);
    return its == m_replies.end() ? nullptr : &*its;
}

const Reply* Findings::goodReply(Call call) const
{
    const auto its = std::ranges::find_if(m_replies, [call](const Reply& each) { return each.key.call == call && !each.error; });
    return its == m_replies.end() ? nullptr : &*its;
}

bool Findings::isGood(Call call, const QString& about) const
{
    const Reply* its = reply(call, about);
    return its != nullptr && !its->error;
}

bool Findings::isRefused(Call call, const QString& about) const
{
    const Reply* its = reply(call, about);
    return its != nullptr && its->error && isRefusal(*its->error);
}

QString Findings::accountId() const
{
    if (!m_question.accountId.isEmpty())
        return m_question.accountId;
    const auto* accounts = found<std::vector<cloudflare::Account>>(Call::Accounts);
    return accounts != nullptr && accounts->size() == 1 ? accounts->front().id : QString();
}

const cloudflare::Account* Findings::account() const
{
    const auto* accounts = found<std::vector<cloudflare::Account>>(Call::Accounts);
    if (accounts == nullptr)
        return nullptr;
    const auto its = std::ranges::find(*accounts, accountId(), &cloudflare::Account::id);
    return its == accounts->end() ? nullptr : &*its;
}

Owner Findings::owner() const
{
    if (m_question.credential.kind == cloudflare::Credential::Kind::GlobalKey)
        return Owner::Key;
    if (isGood(Call::VerifyUserToken))
        return Owner::User;
    return isGood(Call::VerifyAccountToken) ? Owner::Account : Owner::Unknown;
}

const cloudflare::TokenStatus* Findings::token() const
{
    const auto* users = found<cloudflare::TokenStatus>(Call::VerifyUserToken);
    return users != nullptr ? users : found<cloudflare::TokenStatus>(Call::VerifyAccountToken);
}

const cloudflare::TokenDetails* Findings::details() const
{
    return found<cloudflare::TokenDetails>(Call::TokenDetails);
}

const cloudflare::Membership* Findings::membership() const
{
    const auto* memberships = found<std::vector<cloudflare::Membership>>(Call::Memberships);
    if (memberships == nullptr)
        return nullptr;
    const QString id = accountId();
    const auto its = std::ranges::find_if(*memberships, [&](const cloudflare::Membership& each) { return each.account.id == id; });
    return its == memberships->end() ? nullptr : &*its;
}

QStringList Findings::roles() const
{
    const auto* its = membership();
    return its == nullptr ? QStringList() : its->roles;
}

bool Findings::isApiDead() const
{
    if (m_replies.empty())
        return false;
    const Reply& first = m_replies.front();
    const bool isKey = m_question.credential.kind == cloudflare::Credential::Kind::GlobalKey;
    if (first.error && (!isRefusal(*first.error) || isKey))
        return true;
    if (const auto* status = token(); status != nullptr && status->status != u"active")
        return true;
    return isRefused(Call::VerifyUserToken) && isRefused(Call::Accounts) && !isGood(Call::VerifyAccountToken)
        && (isRefused(Call::VerifyAccountToken) || accountId().isEmpty());
}

std::optional<BucketQuestion> Findings::bucket() const
{
    const auto withoutDate = [](BucketQuestion bucket) {
        bucket.prefix = objects::DatedPrefix(bucket.prefix).beforeDate();
        return bucket;
    };
    if (m_question.bucket)
        return withoutDate(*m_question.bucket);
    const auto* jobs = found<std::vector<cloudflare::LogpushJob>>(Call::Jobs);
    if (jobs == nullptr || m_question.baseUrl.host() != kApiHost)
        return std::nullopt;
    for (const cloudflare::LogpushJob& job : *jobs) {
        if (auto bucket = bucketOf(job, accountId()))
            return withoutDate(std::move(*bucket));
    }
    return std::nullopt;
}

std::optional<s3::Keys> Findings::keys() const
{
    if (m_question.bucket && m_question.bucket->keys)
        return m_question.bucket->keys;
    const auto* status = token();
    if (status == nullptr || status->id.isEmpty() || !m_question.credential.secret)
        return std::nullopt;
    return keysOf(status->id, *m_question.credential.secret);
}

bool isRefusal(const Error& error)
{
    return error.code == ErrorCode::ApiRefused && error.status < 500;
}

Cause causeOf(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Unreachable:
    case ErrorCode::TimedOut:
    case ErrorCode::TlsFailed:
    case ErrorCode::Insecure: return Cause::NoConnection;
    case ErrorCode::BadAnswer: return error.status >= 500 ? Cause::ServerTrouble : Cause::NotTheApi;
    case ErrorCode::RateLimited: return Cause::RateLimited;
    case ErrorCode::ApiRefused:
    case ErrorCode::ObjectRefused: return error.status >= 500 ? Cause::ServerTrouble : Cause::Refused;
    default: return Cause::Refused;
    }
}

s3::Keys keysOf(const QString& tokenId, const Secret& token)
{
    QByteArray hex = token.reveal([](QByteArrayView value) {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        hash.addData(value);
        return hash.result().toHex();
    });
    auto secret = std::make_shared<const Secret>(QByteArrayView(hex));
    hex.fill('\0');
    return {tokenId, std::move(secret), nullptr};
}

QUrl endpointOf(const QUrl& endpoint, const QString& jurisdiction)
{
    const QString host = endpoint.host();
    if (!host.endsWith(kR2Host))
        return {};
    QUrl its = endpoint;
    const QString owner = host.section(u'.', 0, 0);
    its.setHost(jurisdiction == u"default" ? QString(owner % kR2Host) : QString(owner % u'.' % jurisdiction % kR2Host));
    return its;
}

const QStringList& otherJurisdictions()
{
    static const QStringList names {QStringLiteral("default"), QStringLiteral("eu"), QStringLiteral("fedramp")};
    return names;
}

} // namespace tracedeck::access
