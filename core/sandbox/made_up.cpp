#include "sandbox/made_up.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QUuid>

#include <array>

namespace tracedeck::sandbox {

namespace {

constexpr auto kNoQuotes = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray randomBytes()
{
    std::array<quint32, 8> words {};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return QByteArray(reinterpret_cast<const char*>(words.data()), sizeof words);
}

QString uuidOf(const QByteArray& bytes)
{
    QByteArray raw = bytes.first(16);
    raw[6] = static_cast<char>((raw[6] & 0x0f) | 0x40);
    raw[8] = static_cast<char>((raw[8] & 0x3f) | 0x80);
    return QUuid::fromRfc4122(raw).toString(QUuid::WithoutBraces);
}

} // namespace

QByteArray MadeUp::bytes(const QString& purpose) const
{
    const QByteArray told = QByteArray::number(static_cast<qulonglong>(m_seed)) + ':' + purpose.toUtf8();
    return QCryptographicHash::hash(told, QCryptographicHash::Sha256);
}

QString MadeUp::hexId(const QString& purpose) const
{
    return QString::fromLatin1(bytes(purpose).toHex().first(32));
}

QString MadeUp::uuid(const QString& purpose) const
{
    return uuidOf(bytes(purpose));
}

QByteArray MadeUp::token(const QString& purpose) const
{
    return bytes(purpose).toBase64(kNoQuotes).first(40);
}

QByteArray MadeUp::globalKey(const QString& purpose) const
{
    return bytes(purpose).toHex().first(37);
}

QString freshHexId()
{
    return QString::fromLatin1(randomBytes().toHex().first(32));
}

QString freshUuid()
{
    return uuidOf(randomBytes());
}

QByteArray freshToken()
{
    return randomBytes().toBase64(kNoQuotes).first(40);
}

} // namespace tracedeck::sandbox
