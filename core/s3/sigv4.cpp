#include "s3/sigv4.h"

#include "objects/object_name.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

namespace tracedeck::s3 {

namespace {

constexpr char kAlgorithm[] = "AWS4-HMAC-SHA256";

QByteArray hmac(const QByteArray& key, QByteArrayView text)
{
    return QMessageAuthenticationCode::hash(text.toByteArray(), key, QCryptographicHash::Sha256);
}

} // namespace

QByteArray sha256Hex(QByteArrayView bytes)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(bytes);
    return hash.result().toHex();
}

QByteArray SigningScope::amzDate() const
{
    return QByteArray::fromStdString(objects::compactTime(timeMs));
}

QByteArray SigningScope::credential() const
{
    return amzDate().first(8) + '/' + region + '/' + service + "/aws4_request";
}

SigningKey::SigningKey(const SigningScope& scope, const Secret& secretKey)
{
    QByteArray first = secretKey.reveal([](QByteArrayView bytes) {
        QByteArray key;
        key.reserve(bytes.size() + 4); // in one piece: a growing array would leave copies behind
        return key.append("AWS4").append(bytes);
    });
    m_key = hmac(first, scope.amzDate().first(8));
    first.fill('\0');
    for (const QByteArray& part : {scope.region, scope.service, QByteArrayLiteral("aws4_request")})
        m_key = hmac(m_key, part);
}

QByteArray SigningKey::sign(QByteArrayView text) const
{
    return hmac(m_key, text).toHex();
}

Signature sign(const SignableRequest& request, const SigningScope& scope, const Secret& secretKey, PathRules rules)
{
    Signature made;
    made.signedHeaders = signedHeaderNames(request.headers);
    made.canonicalRequest = request.method + '\n' + canonicalPath(request.path, rules) + '\n' + canonicalQuery(request.query) + '\n'
        + canonicalHeaders(request.headers) + '\n' + made.signedHeaders + '\n' + request.payloadHash;
    made.stringToSign =
        QByteArray(kAlgorithm) + '\n' + scope.amzDate() + '\n' + scope.credential() + '\n' + sha256Hex(made.canonicalRequest);
    made.signature = SigningKey(scope, secretKey).sign(made.stringToSign);
    return made;
}

QByteArray authorization(const SigningScope& scope, const Signature& signature)
{
    return QByteArray(kAlgorithm) + " Credential=" + scope.accessKeyId + '/' + scope.credential()
        + ", SignedHeaders=" + signature.signedHeaders + ", Signature=" + signature.signature;
}

QByteArray presignQuery(const SignableRequest& request, const SigningScope& scope, std::int64_t validSeconds, const Secret* sessionToken)
{
    QByteArray query = request.query;
    const auto add = [&query](const char* name, QByteArrayView value) {
        if (!query.isEmpty())
            query += '&';
        query += name;
        query += '=' + percentEncoded(value);
    };
    add("X-Amz-Algorithm", kAlgorithm);
    add("X-Amz-Credential", QByteArray(scope.accessKeyId + '/' + scope.credential()));
    add("X-Amz-Date", scope.amzDate());
    add("X-Amz-SignedHeaders", signedHeaderNames(request.headers));
    add("X-Amz-Expires", QByteArray::number(static_cast<qint64>(validSeconds)));
    if (sessionToken && !sessionToken->isEmpty())
        sessionToken->reveal([&add](QByteArrayView token) { add("X-Amz-Security-Token", token); });
    return query;
}

} // namespace tracedeck::s3
