#include "s3/bucket.h"

#include "async/outcome.h"
#include "async/then.h"
#include "net/http_date.h"
#include "net/retry_transport.h"
#include "s3/request_maker.h"
#include "s3/signed_call.h"
#include "s3/xml_answers.h"

namespace tracedeck::s3 {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr net::RetryRules kPatience {6, std::chrono::milliseconds(200), std::chrono::milliseconds(5'000),
                                     std::chrono::milliseconds(60'000)};
constexpr std::uint64_t kLongestListing = 8ULL << 20; // 1,000 keys of 1,024 bytes, each byte encoded, are 3 MB

QString etagOf(const net::Response& response)
{
    QString etag = QString::fromUtf8(response.header("ETag"));
    return etag.startsWith(u'"') && etag.endsWith(u'"') && etag.size() >= 2 ? etag.mid(1, etag.size() - 2) : etag;
}

/// An answer that is not 2xx, as the failure it is.
Error refusalOf(const net::Response& response, const QString& subject)
{
    Error error {ErrorCode::ObjectRefused, {}, subject};
    error.status = response.status;
    error.ray = QString::fromLatin1(response.header("cf-ray"));
    const auto refusal = parseRefusal(response.body);
    if (refusal) {
        error.detail = refusal->code % u": " % refusal->message;
        if (refusal->code == u"NoSuchKey")
            error.code = ErrorCode::NotFound;
    } else if (response.body.trimmed().isEmpty()) {
        error.detail = u"HTTP %1: no reason was given"_s.arg(response.status);
        if (response.status == 404)
            error.code = ErrorCode::NotFound;
    } else {
        error.code = ErrorCode::BadAnswer;
        error.detail = u"HTTP %1 with %2"_s.arg(response.status).arg(kindOfBody(response.body));
    }
    if (response.status == 429)
        error.code = ErrorCode::RateLimited;
    return error;
}

bool isSuccess(const net::Response& response)
{
    return response.status >= 200 && response.status < 300;
}

/// Total size from `bytes 0-9/100`; 0 where it does not say.
std::uint64_t totalOfRange(const QByteArray& contentRange)
{
    return contentRange.sliced(contentRange.lastIndexOf('/') + 1).toULongLong();
}

QByteArray rangeText(const objects::GetRequest& request)
{
    const QByteArray from = "bytes=" + QByteArray::number(qulonglong {request.from}) + '-';
    return request.length.value_or(0) > 0 ? QByteArray(from + QByteArray::number(qulonglong {request.from + *request.length - 1})) : from;
}

Result<objects::GotObject> gotObject(const net::Response& response, const objects::GetRequest& request, const QString& subject)
{
    objects::GotObject got;
    got.etag = etagOf(response);
    if (response.status == 304) {
        got.notModified = true;
        return got;
    }
    if (!isSuccess(response))
        return fail(refusalOf(response, subject));
    if (got.etag.isEmpty()) // every bucket sends one: this is somebody else's page
        return fail(ErrorCode::BadAnswer, u"no object, but "_s + kindOfBody(response.body), subject);
    got.bytes = response.body;
    if (response.status == 206) {
        got.totalSize = totalOfRange(response.header("Content-Range"));
        return got;
    }
    got.totalSize = static_cast<std::uint64_t>(got.bytes.size());
    const bool isWhole = request.from == 0 && !request.length;
    if (!isWhole) // a server that does not know ranges
        got.bytes = got.bytes.mid(static_cast<qsizetype>(std::min<std::uint64_t>(request.from, got.totalSize)),
                                  request.length ? static_cast<qsizetype>(*request.length) : -1);
    return got;
}

Result<objects::ListedObject> describedObject(const net::Response& response, const QString& key, const QString& subject)
{
    if (!isSuccess(response))
        return fail(refusalOf(response, subject));
    bool hasSize = false;
    objects::ListedObject object {key, response.header("Content-Length").toULongLong(&hasSize), etagOf(response),
                                  net::parseHttpDate(response.header("Last-Modified")).value_or(0)};
    if (!hasSize || object.etag.isEmpty())
        return fail(ErrorCode::BadAnswer, u"no object: its size or ETag is missing"_s, subject);
    return object;
}

Result<objects::ListPage> listedPage(const net::Response& response, const QString& continuation, const QString& subject)
{
    if (!isSuccess(response))
        return fail(refusalOf(response, subject));
    auto page = parseListing(response.body);
    if (!page)
        return fail(page.error().code, page.error().detail, subject);
    if (!continuation.isEmpty() && page->continuation == continuation)
        return fail(ErrorCode::BadAnswer, u"the listing goes on where it was already"_s, subject);
    return page;
}

BucketRequest listRequest(const objects::ListRequest& request)
{
    BucketRequest made;
    made.maxBytes = kLongestListing;
    made.query = {{"list-type", u"2"_s}, {"encoding-type", u"url"_s}, {"max-keys", QString::number(request.maxKeys)}};
    const auto add = [&](const char* name, const QString& value) {
        if (!value.isEmpty())
            made.query.emplace_back(name, value);
    };
    add("prefix", request.prefix);
    add("delimiter", request.delimiter);
    add("continuation-token", request.continuation);
    if (request.continuation.isEmpty())
        add("start-after", request.startAfter);
    return made;
}

/// A failure of the way there, with what it was about.
Error about(Error error, const QString& subject)
{
    if (error.subject.isEmpty())
        error.subject = subject;
    return error;
}

} // namespace

struct Bucket::Private {
    Private(net::Transport& transport, RequestMaker requests, const std::shared_ptr<const Clock>& clock, std::shared_ptr<Alarm> alarm)
        : maker(std::make_shared<const RequestMaker>(std::move(requests)))
        , patient(transport, kPatience, std::move(alarm), clock)
        , context(std::make_shared<CallContext>(patient, clock))
    {}

    std::shared_ptr<const RequestMaker> maker;
    net::RetryTransport patient;
    std::shared_ptr<CallContext> context;

    /// Sends it, and reads the answer that is final by `read(response, subject)`.
    template<typename T, typename Read>
    QFuture<Result<T>> send(BucketRequest request, std::stop_token stop, Read read) const
    {
        const QString subject = request.key.isEmpty() ? maker->address().name() : QString(maker->address().name() % u'/' % request.key);
        auto make = [requests = maker, request = std::move(request)](std::int64_t nowMs) { return requests->make(request, nowMs); };
        return then(sendSigned(context, std::move(make), std::move(stop)),
                    [read = std::move(read), subject](const QFuture<Result<net::Response>>& done) -> Result<T> {
                        const auto response = outcomeOf(done);
                        return response ? read(*response, subject) : Result<T> {fail(about(response.error(), subject))};
                    });
    }
};

Bucket::Bucket(net::Transport& transport, BucketAddress address, Keys keys, std::shared_ptr<const Clock> clock,
               std::shared_ptr<Alarm> alarm)
    : d(std::make_unique<Private>(transport, RequestMaker(std::move(address), std::move(keys)),
                                  clock ? std::move(clock) : std::make_shared<const SystemClock>(), std::move(alarm)))
{}

Bucket::~Bucket()
{
    d->context->gate.close();
}

QFuture<Result<objects::ListPage>> Bucket::list(objects::ListRequest request, std::stop_token stop)
{
    return d->send<objects::ListPage>(listRequest(request), std::move(stop),
                                      [continuation = request.continuation](const auto& response, const auto& subject) {
                                          return listedPage(response, continuation, subject);
                                      });
}

QFuture<Result<objects::GotObject>> Bucket::get(objects::GetRequest request, std::stop_token stop)
{
    BucketRequest made;
    made.key = request.key;
    made.onData = request.onReceived;
    if (request.from > 0 || request.length.value_or(0) > 0)
        made.headers.push_back({"Range", rangeText(request)});
    if (!request.ifNoneMatch.isEmpty())
        made.headers.push_back({"If-None-Match", '"' + request.ifNoneMatch.toUtf8() + '"'});
    return d->send<objects::GotObject>(
        std::move(made), std::move(stop),
        [request = std::move(request)](const auto& response, const auto& subject) { return gotObject(response, request, subject); });
}

QFuture<Result<objects::ListedObject>> Bucket::head(QString key, std::stop_token stop)
{
    BucketRequest made;
    made.verb = net::Verb::Head;
    made.key = key;
    return d->send<objects::ListedObject>(
        std::move(made), std::move(stop),
        [key = std::move(key)](const auto& response, const auto& subject) { return describedObject(response, key, subject); });
}

QFuture<Result<void>> Bucket::put(QString key, QByteArray bytes, std::stop_token stop)
{
    BucketRequest made;
    made.verb = net::Verb::Put;
    made.key = std::move(key);
    made.body = std::move(bytes);
    made.headers.push_back({"Content-Type", "application/octet-stream"});
    return d->send<void>(std::move(made), std::move(stop), [](const auto& response, const auto& subject) {
        return isSuccess(response) ? Result<void> {} : Result<void> {fail(refusalOf(response, subject))};
    });
}

} // namespace tracedeck::s3
