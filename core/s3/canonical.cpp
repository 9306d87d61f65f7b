#include "s3/canonical.h"

#include <QByteArrayList>

#include <algorithm>
#include <map>

namespace tracedeck::s3 {

namespace {

bool isUnreserved(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

QByteArray withoutDotSegments(QByteArrayView path)
{
    QByteArrayList kept;
    for (const QByteArray& segment : path.toByteArray().split('/')) {
        if (segment == "..") {
            if (!kept.isEmpty())
                kept.removeLast();
        } else if (!segment.isEmpty() && segment != ".") {
            kept.append(segment);
        }
    }
    QByteArray joined = '/' + kept.join('/');
    if (path.endsWith('/') && !kept.isEmpty())
        joined += '/';
    return joined;
}

QByteArray trimmedValue(QByteArrayView value)
{
    return value.toByteArray().simplified(); // also unfolds a header that was continued on the next line
}

using Joined = std::map<QByteArray, QByteArray>;

Joined joinedHeaders(const std::vector<net::Header>& headers)
{
    Joined joined;
    for (const auto& header : headers) {
        const auto [at, isNew] = joined.try_emplace(header.name.toLower(), trimmedValue(header.value));
        if (!isNew)
            at->second += ',' + trimmedValue(header.value);
    }
    return joined;
}

} // namespace

QByteArray percentEncoded(QByteArrayView bytes, char kept)
{
    static constexpr char kHex[] = "0123456789ABCDEF";
    QByteArray out;
    out.reserve(bytes.size());
    for (const char c : bytes) {
        if (isUnreserved(c) || (kept != '\0' && c == kept)) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += kHex[byte >> 4U];
            out += kHex[byte & 15U];
        }
    }
    return out;
}

QByteArray percentDecoded(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(text[i + 2]) : -1;
        if (low >= 0) {
            out += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

QByteArray canonicalPath(QByteArrayView path, PathRules rules)
{
    const QByteArray absolute = path.startsWith('/') ? path.toByteArray() : QByteArray('/' + path.toByteArray());
    const QByteArray plain = rules.normalize ? withoutDotSegments(absolute) : absolute;
    return percentEncoded(rules.encodeTwice ? plain : percentDecoded(plain), '/');
}

QByteArray canonicalQuery(QByteArrayView query)
{
    std::vector<std::pair<QByteArray, QByteArray>> parts;
    for (QByteArray part : query.toByteArray().split('&')) {
        if (part.isEmpty())
            continue;
        part.replace('+', "%20");
        const qsizetype equals = part.indexOf('=');
        const QByteArrayView name = QByteArrayView(part).first(equals < 0 ? part.size() : equals);
        const QByteArrayView value = QByteArrayView(part).sliced(equals < 0 ? part.size() : equals + 1);
        parts.emplace_back(percentEncoded(percentDecoded(name)), percentEncoded(percentDecoded(value)));
    }
    std::sort(parts.begin(), parts.end());
    QByteArray out;
    for (const auto& [name, value] : parts) {
        if (!out.isEmpty())
            out += '&';
        out += name + '=' + value;
    }
    return out;
}

QByteArray canonicalHeaders(const std::vector<net::Header>& headers)
{
    QByteArray out;
    for (const auto& [name, value] : joinedHeaders(headers))
        out += name + ':' + value + '\n';
    return out;
}

QByteArray signedHeaderNames(const std::vector<net::Header>& headers)
{
    QByteArrayList names;
    for (const auto& [name, value] : joinedHeaders(headers))
        names.append(name);
    return names.join(';');
}

} // namespace tracedeck::s3
