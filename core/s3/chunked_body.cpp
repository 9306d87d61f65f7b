#include "s3/chunked_body.h"

namespace tracedeck::s3 {

namespace {

constexpr char kStreaming[] = "STREAMING-";
constexpr char kSignedStart[] = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";

tl::unexpected<Error> refused(int status, const QString& detail)
{
    Error error {ErrorCode::ObjectRefused, detail, {}};
    error.status = status;
    return fail(std::move(error));
}

/// Reads a chunked body from its front and proves each chunk by the signature of the one before.
class ChunkReader {
public:
    ChunkReader(QByteArrayView body, const SignatureClaim& claim, const Secret& secretKey)
        : m_left(body)
        , m_isSigned(claim.payloadHash.startsWith(kSignedStart))
        , m_scope {claim.accessKeyId, claim.timeMs, claim.region, claim.service}
        , m_key(m_scope, secretKey)
        , m_previous(claim.signature)
    {}

    Result<QByteArray> read()
    {
        QByteArray bytes;
        for (;;) {
            const auto line = takeLine();
            const auto size = line ? sizeOf(*line) : std::nullopt;
            if (!size || *size > m_left.size())
                return incomplete();
            const auto chunk = m_left.first(*size);
            m_left = m_left.sliced(*size);
            if (m_isSigned && !isProven(*line, chunk))
                return refused(403, QStringLiteral("SignatureDoesNotMatch: a chunk's signature is not that of this key"));
            if (chunk.isEmpty())
                return bytes; // trailers may follow
            if (!m_left.startsWith("\r\n"))
                return incomplete();
            m_left = m_left.sliced(2);
            bytes.append(chunk);
        }
    }

private:
    static tl::unexpected<Error> incomplete()
    {
        return refused(400, QStringLiteral("IncompleteBody: the body's chunks do not end as they should"));
    }

    std::optional<QByteArrayView> takeLine()
    {
        const qsizetype end = m_left.indexOf("\r\n");
        if (end < 0)
            return std::nullopt;
        const auto line = m_left.first(end);
        m_left = m_left.sliced(end + 2);
        return line;
    }

    /// "400;chunk-signature=…" or "400".
    static std::optional<qsizetype> sizeOf(QByteArrayView line)
    {
        const qsizetype semicolon = line.indexOf(';');
        bool isNumber = false;
        const qlonglong size = line.first(semicolon < 0 ? line.size() : semicolon).toByteArray().toLongLong(&isNumber, 16);
        return isNumber && size >= 0 ? std::optional<qsizetype>(size) : std::nullopt;
    }

    bool isProven(QByteArrayView line, QByteArrayView chunk)
    {
        static constexpr char kField[] = ";chunk-signature=";
        const qsizetype at = line.indexOf(kField);
        if (at < 0)
            return false;
        const QByteArray text = QByteArrayLiteral("AWS4-HMAC-SHA256-PAYLOAD\n") + m_scope.amzDate() + '\n' + m_scope.credential() + '\n'
            + m_previous + '\n' + sha256Hex({}) + '\n' + sha256Hex(chunk);
        m_previous = m_key.sign(text);
        return line.sliced(at + qsizetype {sizeof kField} - 1) == m_previous;
    }

    QByteArrayView m_left;
    bool m_isSigned;
    SigningScope m_scope;
    SigningKey m_key;
    QByteArray m_previous; // signature
};

} // namespace

bool isChunked(const SignatureClaim& claim)
{
    return claim.payloadHash.startsWith(kStreaming);
}

Result<QByteArray> chunkedBytes(QByteArrayView body, const SignatureClaim& claim, const Secret& secretKey)
{
    return ChunkReader(body, claim, secretKey).read();
}

} // namespace tracedeck::s3
