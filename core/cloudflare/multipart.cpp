#include "cloudflare/multipart.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <algorithm>

namespace tracedeck::cloudflare {

namespace {

/// In quotes of a header, as browsers write it.
QByteArray quoted(QByteArray text)
{
    return '"' + text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A") + '"';
}

QByteArray headOf(const MultipartPart& part)
{
    QByteArray head = "Content-Disposition: form-data; name=" + quoted(part.name);
    if (!part.fileName.isEmpty())
        head += "; filename=" + quoted(part.fileName);
    if (!part.type.isEmpty())
        head += "\r\nContent-Type: " + part.type;
    return head + "\r\n\r\n";
}

/// From what is in the parts, so that nothing in them can have foreseen it; and looked for all the same.
QByteArray boundaryFor(const std::vector<MultipartPart>& parts)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const MultipartPart& part : parts)
        hash.addData(part.bytes);
    QByteArray seed = hash.result();
    for (;;) {
        QByteArray boundary = "tracedeck-" + seed.toHex().first(32);
        if (std::ranges::none_of(parts, [&boundary](const MultipartPart& part) { return part.bytes.contains(boundary); }))
            return boundary;
        seed = QCryptographicHash::hash(seed, QCryptographicHash::Sha256);
    }
}

} // namespace

MultipartBody multipartOf(const std::vector<MultipartPart>& parts)
{
    const QByteArray boundary = boundaryFor(parts);
    MultipartBody body {"multipart/form-data; boundary=" + boundary, {}};
    for (const MultipartPart& part : parts)
        body.bytes += "--" + boundary + "\r\n" + headOf(part) + part.bytes + "\r\n";
    body.bytes += "--" + boundary + "--\r\n";
    return body;
}

MultipartBody settingsForm(const QJsonObject& settings)
{
    return multipartOf({{"settings", {}, "application/json", QJsonDocument(settings).toJson(QJsonDocument::Compact)}});
}

} // namespace tracedeck::cloudflare
