#include "journey/secret_search.h"

#include <QDirIterator>
#include <QFile>

#include <zlib.h>

#include <algorithm>
#include <array>

namespace tracedeck::test {

namespace {

/// Base64 of these bytes behind others, without the characters that the others have a part in.
QByteArray base64Inside(const QByteArray& bytes, qsizetype behind, QByteArray::Base64Options options)
{
    const QByteArray encoded = QByteArray(QByteArray(behind, 'x') + bytes).toBase64(options);
    const qsizetype from = (behind * 8 + 5) / 6, to = (behind + bytes.size()) * 8 / 6;
    return encoded.mid(from, to - from);
}

QByteArray utf16(const QByteArray& text, bool bigEndian)
{
    QByteArray wide;
    for (const char c : text) {
        const char zero = '\0';
        wide += bigEndian ? zero : c;
        wide += bigEndian ? c : zero;
    }
    return wide;
}

/// What can be had of a gzip member that begins here; files may be several, or begin with something else.
QByteArray inflated(QByteArrayView packed)
{
    QByteArray out;
    z_stream stream {};
    if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK)
        return out;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data())); // zlib does not write there
    stream.avail_in = static_cast<uInt>(packed.size());
    std::array<char, 65536> chunk {};
    for (int state = Z_OK; state == Z_OK;) {
        stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
        stream.avail_out = static_cast<uInt>(chunk.size());
        state = inflate(&stream, Z_NO_FLUSH);
        out.append(chunk.data(), static_cast<qsizetype>(chunk.size() - stream.avail_out));
    }
    inflateEnd(&stream);
    return out;
}

bool holdsPackedSecret(const QByteArray& bytes, const QList<QByteArray>& secrets)
{
    const QByteArray magic("\x1f\x8b\x08", 3);
    for (qsizetype at = bytes.indexOf(magic); at >= 0; at = bytes.indexOf(magic, at + 1)) {
        if (holdsSecret(inflated(QByteArrayView(bytes).sliced(at)), secrets))
            return true;
    }
    return false;
}

} // namespace

QList<QByteArray> writingsOf(const QByteArray& secret)
{
    QList<QByteArray> writings {secret,         utf16(secret, false),     utf16(secret, true),
                                secret.toHex(), secret.toHex().toUpper(), secret.toPercentEncoding()};
    for (const auto options : {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding}) {
        for (qsizetype behind = 0; behind < 3; ++behind)
            writings << base64Inside(secret, behind, options);
    }
    return writings;
}

bool holdsSecret(const QByteArray& bytes, const QList<QByteArray>& secrets)
{
    return std::ranges::any_of(secrets, [&](const QByteArray& secret) {
        const auto writings = writingsOf(secret);
        return std::ranges::any_of(writings, [&](const QByteArray& writing) { return bytes.contains(writing); });
    });
}

QStringList filesWithSecret(const QString& folder, const QList<QByteArray>& secrets, const QString& except)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        QFile file(path);
        if (!except.isEmpty() && path.startsWith(except))
            continue;
        const bool isOpen = file.open(QIODevice::ReadOnly);
        const QByteArray bytes = file.readAll();
        if (!isOpen || holdsSecret(bytes, secrets) || holdsPackedSecret(bytes, secrets))
            found << path;
    }
    return found;
}

QByteArray commandLine()
{
    QFile file(QStringLiteral("/proc/self/cmdline"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace tracedeck::test
