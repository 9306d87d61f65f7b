#include "s3/signature_check.h"

#include "objects/object_name.h"

#include <algorithm>
#include <cstdlib>

namespace tracedeck::s3 {

namespace {

constexpr std::int64_t kSkewMs = std::int64_t {15} * 60'000;
constexpr std::int64_t kLongestValidSeconds = std::int64_t {7} * 86'400;

/// Why a request is refused, with the status that S3 gives it.
struct Refusal {
    int status;
    const char* code;
    const char* message;
};
constexpr Refusal kNotSigned {403, "AccessDenied", "the request is not signed"};
constexpr Refusal kBadHeader {400, "AuthorizationHeaderMalformed", "the Authorization header is not one of signature version 4"};
constexpr Refusal kBadHeaderDate {400, "AuthorizationHeaderMalformed", "x-amz-date is missing or not of the credential's day"};
constexpr Refusal kBadQuery {400, "AuthorizationQueryParametersError", "the query is not one of signature version 4"};
constexpr Refusal kBadExpires {400, "AuthorizationQueryParametersError", "X-Amz-Expires must be from 1 to 604800 seconds"};
constexpr Refusal kHostNotSigned {403, "AccessDenied", "the header host is not signed"};
constexpr Refusal kSignedHeaderMissing {403, "SignatureDoesNotMatch", "a signed header is not in the request"};
constexpr Refusal kWrong {403, "SignatureDoesNotMatch", "the signature is not that of this key for this request"};
constexpr Refusal kSkewed {403, "RequestTimeTooSkewed", "the request's time differs from the server's by more than 15 minutes"};
constexpr Refusal kExpired {400, "ExpiredRequest", "the presigned request is past its time"};
constexpr Refusal kOtherBody {400, "XAmzContentSHA256Mismatch", "the body is not the one that was signed"};

tl::unexpected<Error> refuse(const Refusal& refusal)
{
    Error error {ErrorCode::ObjectRefused, QString::fromLatin1(refusal.code) % u": " % QString::fromLatin1(refusal.message), {}};
    error.status = refusal.status;
    return fail(std::move(error));
}

std::optional<QByteArray> headerOf(const ReceivedRequest& request, QByteArrayView name)
{
    const auto at = std::find_if(request.headers.begin(), request.headers.end(),
                                 [&](const auto& header) { return header.name.compare(name, Qt::CaseInsensitive) == 0; });
    return at == request.headers.end() ? std::nullopt : std::optional(at->value.trimmed());
}

std::optional<QByteArray> parameterOf(const ReceivedRequest& request, QByteArrayView name)
{
    for (const QByteArray& part : request.query.split('&')) {
        const qsizetype equals = part.indexOf('=');
        if (equals >= 0 && percentDecoded(QByteArrayView(part).first(equals)) == name)
            return percentDecoded(QByteArrayView(part).sliced(equals + 1));
    }
    return std::nullopt;
}

/// "AKID/20150830/auto/s3/aws4_request"; an access key id may hold slashes.
bool readCredential(const QByteArray& text, SignatureClaim& claim)
{
    QByteArrayList parts = text.split('/');
    if (parts.size() < 5 || parts.takeLast() != "aws4_request")
        return false;
    claim.service = parts.takeLast();
    claim.region = parts.takeLast();
    claim.date = parts.takeLast();
    claim.accessKeyId = parts.join('/');
    return !claim.accessKeyId.isEmpty();
}

bool readTime(const QByteArray& amzDate, SignatureClaim& claim)
{
    const auto time = objects::parseCompactTime(amzDate.toStdString());
    claim.timeMs = time.value_or(0);
    return time && amzDate.startsWith(claim.date) && claim.date.size() == 8;
}

Result<SignatureClaim> readHeader(const ReceivedRequest& request, const QByteArray& value)
{
    SignatureClaim claim;
    const qsizetype space = value.indexOf(' ');
    if (space < 0 || value.first(space) != "AWS4-HMAC-SHA256")
        return refuse(kBadHeader);
    bool hasCredential = false;
    for (const QByteArray& part : value.sliced(space + 1).split(',')) {
        const QByteArray field = part.trimmed();
        if (field.startsWith("Credential="))
            hasCredential = readCredential(field.sliced(11), claim);
        else if (field.startsWith("SignedHeaders="))
            claim.signedHeaders = field.sliced(14).split(';');
        else if (field.startsWith("Signature="))
            claim.signature = field.sliced(10);
    }
    if (!hasCredential || claim.signedHeaders.isEmpty() || claim.signature.size() != 64)
        return refuse(kBadHeader);
    if (!readTime(headerOf(request, "x-amz-date").value_or(QByteArray()), claim))
        return refuse(kBadHeaderDate);
    // Some clients of plain signature version 4 send no hash; then the body's own is what they signed.
    claim.payloadHash = headerOf(request, "x-amz-content-sha256").value_or(request.bodyHash);
    return claim;
}

Result<SignatureClaim> readQuery(const ReceivedRequest& request)
{
    SignatureClaim claim;
    claim.isPresigned = true;
    const auto parameter = [&](QByteArrayView name) { return parameterOf(request, name).value_or(QByteArray()); };
    claim.signedHeaders = parameter("X-Amz-SignedHeaders").split(';');
    claim.signature = parameter("X-Amz-Signature");
    if (parameter("X-Amz-Algorithm") != "AWS4-HMAC-SHA256" || !readCredential(parameter("X-Amz-Credential"), claim)
        || !readTime(parameter("X-Amz-Date"), claim) || claim.signature.size() != 64)
        return refuse(kBadQuery);
    claim.validSeconds = parameter("X-Amz-Expires").toLongLong();
    if (claim.validSeconds < 1 || claim.validSeconds > kLongestValidSeconds)
        return refuse(kBadExpires);
    claim.payloadHash = headerOf(request, "x-amz-content-sha256").value_or(kUnsignedPayload);
    return claim;
}

/// The headers that were signed, as they came; nullopt where one is not there.
std::optional<std::vector<net::Header>> signedOnes(const ReceivedRequest& request, const QByteArrayList& names)
{
    std::vector<net::Header> headers;
    for (const QByteArray& name : names) {
        const auto before = headers.size();
        std::copy_if(request.headers.begin(), request.headers.end(), std::back_inserter(headers),
                     [&](const auto& header) { return header.name.compare(name, Qt::CaseInsensitive) == 0; });
        if (headers.size() == before)
            return std::nullopt;
    }
    return headers;
}

QByteArray withoutSignature(const QByteArray& query)
{
    QByteArrayList kept;
    for (const QByteArray& part : query.split('&')) {
        if (!part.startsWith("X-Amz-Signature="))
            kept.append(part);
    }
    return kept.join('&');
}

/// Takes as long for a near miss as for a far one.
bool areEqual(const QByteArray& a, const QByteArray& b)
{
    unsigned difference = a.size() == b.size() ? 0 : 1;
    for (qsizetype i = 0; i < std::min(a.size(), b.size()); ++i)
        difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned>(static_cast<unsigned char>(b[i]));
    return difference == 0;
}

const Refusal* refusedByTime(const SignatureClaim& claim, std::int64_t nowMs)
{
    if (!claim.isPresigned)
        return std::abs(nowMs - claim.timeMs) > kSkewMs ? &kSkewed : nullptr;
    if (claim.timeMs - nowMs > kSkewMs)
        return &kSkewed;
    return nowMs - claim.timeMs > claim.validSeconds * 1000 ? &kExpired : nullptr;
}

bool isOtherBody(const ReceivedRequest& request, const SignatureClaim& claim)
{
    const bool isHash = claim.payloadHash.size() == 64;
    return isHash && !request.bodyHash.isEmpty() && claim.payloadHash != request.bodyHash;
}

} // namespace

Result<SignatureClaim> readSignature(const ReceivedRequest& request)
{
    if (const auto header = headerOf(request, "authorization"))
        return readHeader(request, *header);
    if (parameterOf(request, "X-Amz-Signature") || parameterOf(request, "X-Amz-Algorithm"))
        return readQuery(request);
    return refuse(kNotSigned);
}

Result<void> verifySignature(const ReceivedRequest& request, const SignatureClaim& claim, const Secret& secretKey, std::int64_t nowMs)
{
    if (const Refusal* refusal = refusedByTime(claim, nowMs))
        return refuse(*refusal);
    if (!claim.signedHeaders.contains("host"))
        return refuse(kHostNotSigned);
    auto headers = signedOnes(request, claim.signedHeaders);
    if (!headers)
        return refuse(kSignedHeaderMissing);
    const SignableRequest signable {request.method, request.path, claim.isPresigned ? withoutSignature(request.query) : request.query,
                                    std::move(*headers), claim.payloadHash};
    const SigningScope scope {claim.accessKeyId, claim.timeMs, claim.region, claim.service};
    if (!areEqual(sign(signable, scope, secretKey).signature, claim.signature))
        return refuse(kWrong);
    return isOtherBody(request, claim) ? refuse(kOtherBody) : Result<void> {};
}

} // namespace tracedeck::s3
