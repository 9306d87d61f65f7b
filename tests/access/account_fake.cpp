#include "access/account_fake.h"

#include "access/access_check.h"

#include <QEventLoop>
#include <QTimer>

namespace tracedeck::test {

using namespace Qt::Literals::StringLiterals;

const QString AccountFake::kAccount = u"9f2c81d07ab34c55b0e1d2f3a4b541ab"_s;
const QString AccountFake::kZone = u"023e105f4ecef8ad9ca31a8372d0c353"_s;
const QString AccountFake::kToken = u"ed17574386854bf78a67040be0a770b0"_s;
const QByteArray AccountFake::kTokenValue = "8M7wS6hCpXVc-DoRnPPY_UCWPgy8aea4Wy6kCe5T";

namespace {

const QString kBucket = u"workers-prod"_s;
const QString kObject = u"logs/20261121/20261121T123000Z_20261121T123100Z_1a2b3c4d.log.gz"_s;
const QStringList kRights {u"logs:read"_s, u"logs:write"_s,   u"workers:read"_s, u"workers:write"_s,
                           u"billing"_s,   u"organization"_s, u"r2"_s,           u"buckets"_s};

/// What the reference's 5.1 says of a role; `silent` where it says nothing.
QSet<QString> rightsOfRole(const QString& role, bool silentGranted)
{
    static const QMap<QString, std::pair<QStringList, QStringList>> said {
        // role, has, has not
        {u"Super Administrator - All Privileges"_s, {kRights, {}}},
        {u"Administrator"_s, {{u"logs:read"_s, u"logs:write"_s}, {}}},
        {u"Log Share"_s, {{u"logs:read"_s, u"logs:write"_s}, {}}},
        {u"Log Share Reader"_s, {{u"logs:read"_s}, {u"logs:write"_s}}},
        {u"Administrator Read Only"_s, {{}, {u"logs:write"_s}}},
        {u"Workers Platform Admin"_s, {{u"workers:read"_s, u"workers:write"_s, u"r2"_s, u"buckets"_s}, {u"logs:read"_s, u"logs:write"_s}}},
        {u"Workers Platform (Read-only)"_s,
         {{u"workers:read"_s, u"r2"_s, u"buckets"_s}, {u"workers:write"_s, u"logs:read"_s, u"logs:write"_s}}},
        {u"Cloudflare R2 Admin"_s, {{u"r2"_s, u"buckets"_s}, kRights}},
        {u"Cloudflare R2 Read"_s, {{u"r2"_s, u"buckets"_s}, kRights}},
        {u"Minimal Account Access"_s, {{}, {u"logs:read"_s, u"logs:write"_s}}},
    };
    const auto& [has, hasNot] = said[role];
    QSet<QString> rights(has.begin(), has.end());
    for (const QString& right : kRights) {
        if (silentGranted && !hasNot.contains(right))
            rights.insert(right);
    }
    return rights;
}

/// What the permission groups of a set are good for (5.2, 5.3, 6, 4.8).
QSet<QString> rightsOfToken(const QString& set)
{
    static const QMap<QString, QSet<QString>> sets {
        {u"none"_s, {}},
        {u"logs-write"_s, {u"logs:read"_s, u"logs:write"_s}},
        {u"logs-read"_s, {u"logs:read"_s}},
        {u"zone-logs-write"_s, {u"zone"_s, u"zone-logs:read"_s, u"zone-logs:write"_s}},
        {u"zone-logs-read"_s, {u"zone"_s, u"zone-logs:read"_s}},
        {u"scripts-read"_s, {u"workers:read"_s}},
        {u"scripts-write"_s, {u"workers:read"_s, u"workers:write"_s}},
        {u"tail-read"_s, {u"workers:read"_s}},
        {u"r2-read"_s, {u"r2"_s, u"buckets"_s}},
        {u"r2-write"_s, {u"r2"_s, u"buckets"_s}},
        {u"r2-item-read"_s, {u"r2"_s}},
        {u"r2-item-write"_s, {u"r2"_s}},
        {u"settings-read"_s, {u"organization"_s}},
        {u"billing-read"_s, {u"billing"_s}},
        {u"suggested"_s, {u"logs:read"_s, u"logs:write"_s, u"workers:read"_s, u"workers:write"_s, u"organization"_s}},
        {u"everything"_s,
         {u"logs:read"_s, u"logs:write"_s, u"workers:read"_s, u"workers:write"_s, u"organization"_s, u"billing"_s, u"r2"_s, u"buckets"_s,
          u"memberships"_s, u"tokens"_s}},
    };
    return sets[set];
}

net::Response reply(int status, const QByteArray& body)
{
    return {status, {{"Content-Type", "application/json"}, {"cf-ray", "8f1c2d3e4a5b6c7d-FRA"}}, body};
}

net::Response good(const QByteArray& result)
{
    return reply(200, R"({"success":true,"errors":[],"messages":[],"result":)" + result + '}');
}

net::Response refused(int status, int code, const QByteArray& message)
{
    return reply(status,
                 R"({"success":false,"errors":[{"code":)" + QByteArray::number(code) + R"(,"message":")" + message
                     + R"("}],"messages":[],"result":null})");
}

net::Response notAllowed()
{
    return refused(403, 10000, "Authentication error");
}

QByteArray accountJson()
{
    return R"({"id":")" + AccountFake::kAccount.toUtf8() + R"(","name":"Example Shop","type":"standard"})";
}

QByteArray jobsJson()
{
    return R"([{"id":146,"dataset":"workers_trace_events","enabled":true,"name":"workers-prod-r2","destination_conf":)"
           R"("r2://workers-prod/logs/{DATE}?account-id=x&access-key-id=k&secret-access-key=s"}])";
}

} // namespace

AccountFake::AccountFake(Caller caller)
    : m_caller(std::move(caller))
    , m_role(rightsOfRole(m_caller.role, m_caller.granted))
    , m_token(rightsOfToken(m_caller.token))
{}

access::Question AccountFake::question() const
{
    access::Question question;
    question.baseUrl = QUrl(u"https://api.cloudflare.com/client/v4"_s);
    question.credential.secret = std::make_shared<const Secret>(QByteArrayView(kTokenValue));
    if (m_caller.owner == u"key") {
        question.credential.kind = cloudflare::Credential::Kind::GlobalKey;
        question.credential.email = u"mira@example.com"_s;
    }
    question.accountId = kAccount;
    question.bucket =
        access::BucketQuestion {{QUrl(QString(u"https://" + kAccount + u".r2.cloudflarestorage.com")), kBucket}, u"logs/"_s, {}};
    question.looksForWrangler = false;
    return question;
}

QFuture<Result<net::Response>> AccountFake::send(net::Request request, std::stop_token)
{
    const bool isBucket = request.url.host().endsWith(u".r2.cloudflarestorage.com");
    QString path = request.url.path(QUrl::FullyEncoded);
    if (path.startsWith(u"/client/v4"))
        path = path.mid(10);
    const QString what = QString((isBucket ? u"S3 "_s : QString()) + QLatin1String(net::verbName(request.verb)) + u' ' + path);
    asked << what;
    if (const auto failure = failures.find(what); failure != failures.end())
        return QtFuture::makeReadyFuture(Result<net::Response>(fail(failure->second)));
    if (const auto other = instead.find(what); other != instead.end())
        return QtFuture::makeReadyFuture(Result<net::Response>(other->second));
    return QtFuture::makeReadyFuture(Result<net::Response>(isBucket ? answerBucket(request) : answer(path)));
}

bool AccountFake::roleMay(const QString& right) const
{
    if (m_caller.owner == u"account") // 5.4 does not say that Logpush takes tokens of accounts
        return m_caller.granted || !right.contains(u"logs:");
    return m_role.contains(right) || !kRights.contains(right);
}

bool AccountFake::tokenMay(const QString& right) const
{
    return m_caller.owner == u"key" || m_token.contains(right);
}

bool AccountFake::may(const QString& right) const
{
    // A zone's Logs are Logs to a role.
    const QString forRole = right.startsWith(u"zone-") ? right.mid(5) : right;
    return roleMay(forRole) && tokenMay(right);
}

net::Response AccountFake::answer(const QString& path) const
{
    if (path == u"/accounts")
        return good('[' + accountJson() + ']');
    if (path == u"/zones")
        return good(tokenMay(u"zone"_s) ? R"([{"id":")" + kZone.toUtf8() + R"(","name":"example.com"}])" : QByteArray("[]"));
    if (path == QString(u"/zones/" + kZone + u"/logpush/jobs"))
        return may(u"zone-logs:write"_s) ? good("[]") : notAllowed();
    if (path == QString(u"/zones/" + kZone + u"/logpush/datasets/http_requests/fields"))
        return may(u"zone-logs:read"_s) ? good(R"({"ClientIP":"string"})") : notAllowed();
    const QString below = u"/accounts/" + kAccount;
    return path.startsWith(below) ? answerAccount(path.mid(below.size())) : answerUser(path);
}

net::Response AccountFake::answerUser(const QString& path) const
{
    const bool isAccounts = m_caller.owner == u"account";
    if (path == u"/user/tokens/verify")
        return isAccounts ? refused(401, 1000, "Invalid API Token")
                          : good(R"({"id":")" + kToken.toUtf8() + R"(","status":"active","expires_on":"2027-02-14T00:00:00Z"})");
    if (path == u"/user")
        return tokenMay(u"user"_s) ? good(R"({"id":"u1","email":"mira@example.com"})")
                                   : refused(403, 9109, "Unauthorized to access requested resource");
    if (path == u"/memberships")
        return isAccounts ? refused(403, 9106, "Authentication failed") : tokenMay(u"memberships"_s) ? memberships() : notAllowed();
    if (path == QString(u"/user/tokens/" + kToken))
        return tokenMay(u"tokens"_s) ? details() : refused(403, 9109, "Unauthorized to access requested resource");
    return refused(404, 7003, "No route for the URI");
}

net::Response AccountFake::answerAccount(const QString& path) const
{
    if (path == u"/tokens/verify")
        return m_caller.owner == u"account" ? good(R"({"id":")" + kToken.toUtf8() + R"(","status":"active"})")
                                            : refused(401, 1000, "Invalid API Token");
    if (path == QString(u"/tokens/" + kToken))
        return tokenMay(u"tokens"_s) ? details() : refused(403, 9109, "Unauthorized to access requested resource");
    if (path == u"/members")
        return may(u"organization"_s) ? good(R"([{"id":"m1","status":"accepted","user":{"email":"ana@example.com","first_name":"Ana",)"
                                             R"("last_name":"Roth"},"roles":[{"id":"r1","name":"Administrator","permissions":{}}]}])")
                                      : notAllowed();
    if (path == u"/roles")
        return may(u"organization"_s) ? good("[]") : notAllowed();
    if (path == u"/logpush/datasets/workers_trace_events/jobs")
        return may(u"logs:write"_s) ? good(jobsJson())
                                    : refused(403, 1004, "reading job for product 'workers_trace_events' is not allowed");
    if (path == u"/logpush/datasets/workers_trace_events/fields")
        return may(u"logs:read"_s) ? good(R"({"EventTimestampMs":"int","Outcome":"string"})") : notAllowed();
    if (path == u"/workers/scripts")
        return may(u"workers:read"_s) ? good(R"([{"id":"checkout","logpush":true}])") : notAllowed();
    if (path == u"/subscriptions")
        return may(u"billing"_s) ? good(R"([{"id":"s1","state":"Paid","rate_plan":{"id":"workers_paid","public_name":"Workers Paid"}}])")
                                 : notAllowed();
    if (path == u"/r2/buckets")
        return may(u"buckets"_s) ? good(R"({"buckets":[{"name":"workers-prod"}]})") : notAllowed();
    return refused(404, 7003, "No route for the URI");
}

net::Response AccountFake::memberships() const
{
    const auto flag = [this](const char* right) {
        return m_role.contains(QLatin1String(right)) ? QByteArray("true") : QByteArray("false");
    };
    return good(R"([{"id":"m0","status":"accepted","account":)" + accountJson() + R"(,"roles":[")" + m_caller.role.toUtf8()
                + R"("],"permissions":{"logs":{"read":)" + flag("logs:read") + R"(,"edit":)" + flag("logs:write") + "}}}]");
}

net::Response AccountFake::details() const
{
    return good(
        R"({"id":")" + kToken.toUtf8()
        + R"(","name":"tracedeck-prod","status":"active","policies":[{"id":"p1","effect":"allow",)"
          R"("permission_groups":[{"id":"g1","name":"Logs Write"},{"id":"e086da7e2179491d91ee5f35b3ca210a","name":"Workers Scripts Write"},)"
          R"({"id":"g2","name":"Billing Read"}],"resources":{"com.cloudflare.api.account.)"
        + kAccount.toUtf8() + R"(":"*"}}]})");
}

net::Response AccountFake::answerBucket(const net::Request& request) const
{
    const auto xml = [](int status, const QByteArray& body) {
        return net::Response {status, {{"Content-Type", "application/xml"}}, R"(<?xml version="1.0" encoding="UTF-8"?>)" + body};
    };
    if (!may(u"r2"_s))
        return xml(403, "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>");
    if (request.url.path() == QString(u'/' + kBucket))
        return xml(200,
                   "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>" + kObject.toUtf8()
                       + "</Key><LastModified>2026-11-21T12:31:04.123Z</LastModified><Size>4</Size></Contents></ListBucketResult>");
    if (request.url.path() == QString(u'/' + kBucket + u'/' + kObject))
        return {206, {{"Content-Range", "bytes 0-3/4"}, {"Content-Length", "4"}, {"ETag", "\"d41d8cd9\""}}, "\x1f\x8b\x08\x01"};
    return xml(404, "<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist.</Message></Error>");
}

access::Report checked(net::Transport& transport, access::Question question)
{
    QEventLoop loop;
    access::Report last;
    access::AccessCheck check({transport}, [&](const access::Report& report) {
        last = report;
        if (report.isFinished)
            loop.quit();
    });
    QTimer::singleShot(0, &loop, [&] { check.run(std::move(question)); });
    QTimer::singleShot(20'000, &loop, &QEventLoop::quit);
    loop.exec();
    return last;
}

} // namespace tracedeck::test
