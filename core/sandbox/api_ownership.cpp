#include "sandbox/api_ownership.h"

#include <QJsonDocument>
#include <QMessageAuthenticationCode>

namespace tracedeck::sandbox {

namespace {

constexpr qint64 kWeek = qint64 {7} * 86'400;
constexpr auto kUrl = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray signature(const QByteArray& told, const QByteArray& key)
{
    return QMessageAuthenticationCode::hash(told, key, QCryptographicHash::Sha256).toBase64(kUrl);
}

/// The place that the destination names, without how it is reached.
QByteArray fingerprint(const QString& conf)
{
    return QCryptographicHash::hash(conf.section(u'?', 0, 0).toUtf8(), QCryptographicHash::Sha256).toHex();
}

QByteArray part(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toBase64(kUrl);
}

} // namespace

QByteArray challengeToken(const ChallengeSubject& subject, const QByteArray& key, qint64 nowMs)
{
    // The destination may hold keys: what goes into a file there says only which it was.
    const QByteArray conf = QCryptographicHash::hash(subject.destinationConf.toUtf8(), QCryptographicHash::Sha256).toHex();
    const QByteArray told = part({{QStringLiteral("alg"), QStringLiteral("HS256")}, {QStringLiteral("typ"), QStringLiteral("JWT")}}) + '.'
        + part({{QStringLiteral("id"), subject.scopeId},
                {QStringLiteral("destination"), QString::fromLatin1(conf)},
                {QStringLiteral("fingerprint"), QString::fromLatin1(fingerprint(subject.destinationConf))},
                {QStringLiteral("exp"), nowMs / 1000 + kWeek}});
    return told + '.' + signature(told, key);
}

bool isChallengeMet(const QString& token, const ChallengeSubject& subject, const QByteArray& key, qint64 nowMs)
{
    const QList<QByteArray> parts = token.trimmed().toLatin1().split('.');
    if (parts.size() != 3 || signature(QByteArray(parts[0] + '.' + parts[1]), key) != parts[2])
        return false;
    const auto claims = QJsonDocument::fromJson(QByteArray::fromBase64(parts[1], kUrl)).object();
    const qint64 issued = claims[QStringLiteral("exp")].toInteger() - kWeek;
    return nowMs / 1000 < issued + kWeek && challengeToken(subject, key, issued * 1000) == parts.join('.');
}

bool needsOwnership(const logpush::Destination& destination, const OpenFacts& facts)
{
    switch (logpush::ownershipOf(destination)) {
    case logpush::Ownership::NotNeeded: return false;
    case logpush::Ownership::Needed: return true;
    case logpush::Ownership::Disputed: break;
    }
    return destination.kind == logpush::DestinationKind::Azure ? facts.azureNeedsOwnership : facts.sumoNeedsOwnership;
}

} // namespace tracedeck::sandbox
