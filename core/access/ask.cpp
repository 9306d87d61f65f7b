#include "access/ask.h"

#include "async/outcome.h"
#include "async/then.h"

#include <QElapsedTimer>

#include <type_traits>

namespace tracedeck::access {

namespace {

constexpr int kKeysAtMost = 50;                               // enough to find a delivered object among test objects
constexpr std::uint64_t kBytesAtMost = 1024;                  // reading is proven by the first of them
const QString kZoneDataset = QStringLiteral("http_requests"); // any that a zone has

/// What one call is on its way to be.
struct Asked {
    CallKey key;
    QString what;
    QElapsedTimer clock;
};

Asked begin(const CallKey& key, QString what)
{
    Asked asked {key, std::move(what), {}};
    asked.clock.start();
    return asked;
}

Reply failed(const Asked& asked, Error error)
{
    Evidence evidence {asked.what, error.status, error.apiCode, error.ray, std::chrono::milliseconds(asked.clock.elapsed()),
                       error.code, error.detail};
    return {asked.key, std::move(evidence), std::move(error), {}};
}

Reply good(const Asked& asked, int status, const QString& ray, Found found)
{
    return {asked.key,
            {asked.what, status, 0, ray, std::chrono::milliseconds(asked.clock.elapsed()), std::nullopt, {}},
            std::nullopt,
            std::move(found)};
}

/// A failure is a reply; being stopped is none.
template<typename T, typename Read>
Result<Reply> replyOf(const Asked& asked, const QFuture<Result<T>>& done, Read read)
{
    auto outcome = outcomeOf(done);
    if (outcome)
        return read(std::move(*outcome));
    if (outcome.error().code == ErrorCode::Cancelled)
        return fail(ErrorCode::Cancelled);
    return failed(asked, std::move(outcome.error()));
}

/// Destinations hold keys that nobody here looks at.
void forgetSecrets(std::vector<cloudflare::LogpushJob>& jobs)
{
    for (cloudflare::LogpushJob& job : jobs)
        job.destinationConf.reset();
}

template<typename T>
QFuture<Result<Reply>> askApi(const cloudflare::ApiClient& client, const CallKey& key, const cloudflare::Endpoint<T>& endpoint,
                              const std::stop_token& stop)
{
    const QString what = QString::fromLatin1(net::verbName(endpoint.request.verb)) + u" /" + endpoint.request.path;
    return then(cloudflare::ask(client, endpoint, stop), [asked = begin(key, what)](const QFuture<Result<cloudflare::Answered<T>>>& done) {
        return replyOf(asked, done, [&asked](cloudflare::Answered<T> answer) {
            if constexpr (std::is_same_v<T, std::vector<cloudflare::LogpushJob>>)
                forgetSecrets(answer.value);
            return good(asked, answer.status, answer.ray, std::move(answer.value));
        });
    });
}

QFuture<Result<Reply>> askApiFor(const cloudflare::ApiClient& client, const Findings& findings, const CallKey& key,
                                 const std::stop_token& stop)
{
    using namespace cloudflare;
    const QString account = findings.accountId();
    const LogpushScope ours {LogpushScope::Kind::Account, account}, zone {LogpushScope::Kind::Zone, key.about};
    const auto* token = findings.token();
    const QString tokenId = token == nullptr ? QString() : token->id;
    switch (key.call) {
    case Call::VerifyUserToken: return askApi(client, key, verifyUserToken(), stop);
    case Call::CurrentUser: return askApi(client, key, currentUser(), stop);
    case Call::VerifyAccountToken: return askApi(client, key, verifyAccountToken(account), stop);
    case Call::Accounts: return askApi(client, key, accounts(), stop);
    case Call::TokenDetails:
        return askApi(client, key, findings.owner() == Owner::Account ? accountTokenDetails(account, tokenId) : userTokenDetails(tokenId),
                      stop);
    case Call::Memberships: return askApi(client, key, memberships(), stop);
    case Call::Members: return askApi(client, key, members(account), stop);
    case Call::Roles: return askApi(client, key, roles(account), stop);
    case Call::Jobs: return askApi(client, key, logpushJobsOf(ours, kWorkersDataset), stop);
    case Call::Fields: return askApi(client, key, logpushFields(ours, kWorkersDataset), stop);
    case Call::Zones: return askApi(client, key, zones(account), stop);
    case Call::ZoneJobs: return askApi(client, key, logpushJobs(zone), stop);
    case Call::ZoneFields: return askApi(client, key, logpushFields(zone, kZoneDataset), stop);
    case Call::Scripts: return askApi(client, key, workerScripts(account), stop);
    case Call::Subscriptions: return askApi(client, key, subscriptions(account), stop);
    case Call::Buckets: return askApi(client, key, r2Buckets(account, key.about), stop);
    default: return QtFuture::makeReadyFuture(Result<Reply>(fail(ErrorCode::Internal, QStringLiteral("no call of the API"))));
    }
}

std::shared_ptr<objects::ObjectSource> makeBucket(const Means& means, const s3::BucketAddress& address, const s3::Keys& keys)
{
    if (means.makeBucket)
        return means.makeBucket(address, keys);
    return std::make_shared<s3::Bucket>(means.transport, address, keys);
}

/// A bucket must not go from inside of its own answer, which comes on the transport's thread: this one goes on the thread that asked.
std::shared_ptr<objects::ObjectSource> endedHere(std::shared_ptr<objects::ObjectSource> bucket)
{
    struct Keeper final : QObject {
        std::shared_ptr<objects::ObjectSource> bucket;
    };
    auto* keeper = new Keeper;
    objects::ObjectSource* its = bucket.get();
    keeper->bucket = std::move(bucket);
    return {its, [keeper](objects::ObjectSource*) { keeper->deleteLater(); }};
}

QFuture<Result<Reply>> askBucket(const Means& means, const Findings& findings, const CallKey& key, const std::stop_token& stop)
{
    BucketQuestion question = *findings.bucket();
    const bool isList = key.call == Call::ListKeys;
    if (isList && !key.about.isEmpty())
        question.address.endpoint = endpointOf(question.address.endpoint, key.about);
    const auto bucket = endedHere(makeBucket(means, question.address, *findings.keys()));
    const Asked asked = begin(key, (isList ? QStringLiteral("ListObjectsV2 ") : QStringLiteral("GetObject ")) + question.address.name());
    // The bucket lives until its answer is here.
    objects::ListRequest list;
    list.prefix = question.prefix;
    list.maxKeys = kKeysAtMost;
    objects::GetRequest get;
    get.key = key.about;
    get.length = kBytesAtMost;
    if (isList)
        return then(bucket->list(std::move(list), stop), [asked, bucket](const QFuture<Result<objects::ListPage>>& done) {
            return replyOf(asked, done, [&](objects::ListPage page) { return good(asked, 200, {}, std::move(page.objects)); });
        });
    return then(bucket->get(std::move(get), stop), [asked, bucket](const QFuture<Result<objects::GotObject>>& done) {
        return replyOf(asked, done, [&](const objects::GotObject&) { return good(asked, 200, {}, {}); });
    });
}

QFuture<Result<Reply>> askProgram(const Means& means, const CallKey& key, const std::stop_token& stop)
{
    const QString what =
        key.about.isEmpty() ? QStringLiteral("wrangler --version") : QStringLiteral("node_modules/.bin/wrangler --version");
    return then(askWrangler(findWrangler(key.about), stop, means.wranglerPatience),
                [asked = begin(key, what)](const QFuture<Result<WranglerFound>>& done) {
                    return replyOf(asked, done, [&](WranglerFound found) { return good(asked, 0, {}, std::move(found)); });
                });
}

} // namespace

QFuture<Result<Reply>> ask(const Means& means, const Findings& findings, const CallKey& key, const std::stop_token& stop)
{
    switch (key.call) {
    case Call::ListKeys:
    case Call::GetObject: return askBucket(means, findings, key, stop);
    case Call::Wrangler: return askProgram(means, key, stop);
    default: {
        const cloudflare::ApiClient client(means.transport, findings.question().baseUrl, findings.question().credential);
        return askApiFor(client, findings, key, stop);
    }
    }
}

} // namespace tracedeck::access
