#include "sandbox/bucket_xml.h"

#include "s3/canonical.h"

#include <QDateTime>
#include <QLocale>

#include <array>

namespace tracedeck::sandbox {

namespace {

constexpr char kOpening[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
constexpr char kSpace[] = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";
constexpr char kTokenStart[] = "1-"; // what stands behind it may change with the number

struct RefusalRow {
    int status;
    const char* code;
    const char* message;
};
constexpr auto kRefusals = std::to_array<RefusalRow>({
    {401, "Unauthorized", "Unauthorized"},
    {403, "AccessDenied", "Access Denied"},
    {403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided."},
    {400, "ExpiredRequest", "The request has expired."},
    {403, "NotEntitled", "Please enable R2 through the Cloudflare Dashboard."},
    {404, "NoSuchBucket", "The specified bucket does not exist."},
    {404, "NoSuchKey", "The specified key does not exist."},
    {400, "InvalidBucketName", "The specified bucket name is not valid."},
    {416, "InvalidRange", "The requested range is not satisfiable"},
    {412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold."},
    {429, "TooManyRequests", "Reduce your concurrent request rate for the same object."},
    {500, "InternalError", "We encountered an internal error. Please try again."},
    {503, "ServiceUnavailable", "Please reduce your request rate."},
    {400, "BadDigest", "The Content-MD5 you specified did not match what we received."},
    {400, "InvalidArgument", "Invalid Argument"},
    {400, "KeyTooLongError", "Your key is too long"},
    {501, "NotImplemented", "This is not implemented."},
});

/// Text between tags. Control characters become references, as S3 writes them; bytes that are no UTF-8 become U+FFFD.
QByteArray escaped(const QByteArray& text)
{
    QByteArray out;
    for (const char c : QString::fromUtf8(text).toUtf8()) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else if (byte < 0x20)
            out += "&#x" + QByteArray::number(byte, 16) + ';';
        else
            out += c;
    }
    return out;
}

QByteArray tag(const char* name, const QByteArray& text)
{
    return QByteArray("<") + name + '>' + escaped(text) + "</" + name + '>';
}

} // namespace

WireAnswer refusal(BucketRefusal reason)
{
    const RefusalRow& row = kRefusals[static_cast<std::size_t>(reason)];
    return refusal(row.status, QByteArray(QByteArray(row.code) + ": " + row.message));
}

WireAnswer refusal(int status, QByteArrayView codeAndMessage)
{
    const qsizetype colon = codeAndMessage.indexOf(": ");
    const QByteArray text = codeAndMessage.toByteArray();
    WireAnswer answer;
    answer.status = status;
    answer.headers = {{"Content-Type", "application/xml"}};
    answer.body = kOpening + QByteArray("<Error>") + tag("Code", text.first(colon)) + tag("Message", text.sliced(colon + 2)) + "</Error>";
    return answer;
}

QByteArray listingXml(const ListingRequest& request, const StorePage& page)
{
    const auto name = [&](const char* tagName, const QByteArray& text) {
        return tag(tagName, request.encodesNames ? s3::percentEncoded(text, '/') : text);
    };
    QByteArray out = kOpening + QByteArray("<ListBucketResult") + kSpace + '>' + tag("Name", request.bucket);
    out += name("Prefix", request.query.prefix) + tag("MaxKeys", QByteArray::number(static_cast<qulonglong>(request.query.limit)));
    if (!request.query.delimiter.isEmpty())
        out += name("Delimiter", request.query.delimiter);
    if (request.encodesNames)
        out += tag("EncodingType", "url");
    if (!request.startAfter.isEmpty())
        out += name("StartAfter", request.startAfter);
    if (!request.continuation.isEmpty())
        out += tag("ContinuationToken", request.continuation);
    out += tag("KeyCount", QByteArray::number(qulonglong {page.objects.size()} + page.folders.size()));
    out += tag("IsTruncated", page.last.isEmpty() ? "false" : "true");
    if (!page.last.isEmpty())
        out += tag("NextContinuationToken", continuationToken(page.last));
    for (const auto& entry : page.objects)
        out += "<Contents>" + name("Key", entry.key) + tag("LastModified", isoTime(entry.facts.changedMs))
            + tag("ETag", '"' + entry.facts.etag + '"') + tag("Size", QByteArray::number(quint64 {entry.facts.size}))
            + tag("StorageClass", "STANDARD") + "</Contents>";
    for (const auto& folder : page.folders)
        out += "<CommonPrefixes>" + name("Prefix", folder) + "</CommonPrefixes>";
    return out + "</ListBucketResult>";
}

QByteArray continuationToken(const QByteArray& last)
{
    return kTokenStart + last.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

std::optional<QByteArray> readContinuation(const QByteArray& token)
{
    if (!token.startsWith(kTokenStart))
        return std::nullopt;
    auto decoded = QByteArray::fromBase64Encoding(token.sliced(sizeof kTokenStart - 1),
                                                  QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? std::optional(*decoded) : std::nullopt;
}

QByteArray bucketsXml(const QByteArray& ownerId, const std::vector<BucketInfo>& buckets)
{
    QByteArray out = kOpening + QByteArray("<ListAllMyBucketsResult") + kSpace + "><Buckets>";
    for (const auto& bucket : buckets)
        out += "<Bucket>" + tag("CreationDate", isoTime(bucket.createdMs)) + tag("Name", bucket.name.toUtf8()) + "</Bucket>";
    return out + "</Buckets><Owner>" + tag("DisplayName", ownerId) + tag("ID", ownerId) + "</Owner></ListAllMyBucketsResult>";
}

QByteArray locationXml(const BucketInfo& bucket)
{
    return kOpening + QByteArray("<LocationConstraint") + kSpace + '>' + escaped(bucket.location.toUtf8()) + "</LocationConstraint>";
}

QByteArray isoTime(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs).toLatin1();
}

QByteArray httpTime(qint64 ms)
{
    const auto time = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
    return QLocale::c().toString(time, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'")).toLatin1();
}

} // namespace tracedeck::sandbox
