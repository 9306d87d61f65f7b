#include "sandbox/api_multipart.h"

#include <QRegularExpression>

namespace tracedeck::sandbox {

namespace {

constexpr std::size_t kMostParts = 1000;

QByteArray boundaryOf(const QByteArray& contentType)
{
    static const QRegularExpression pattern(
        QStringLiteral(R"re(^multipart/form-data\s*;.*\bboundary=(?:"([^"]{1,200})"|([^\s;"]{1,200})))re"),
        QRegularExpression::CaseInsensitiveOption);
    const auto found = pattern.match(QString::fromLatin1(contentType));
    return (found.captured(1) + found.captured(2)).toLatin1();
}

/// `name` of a Content-Disposition. Quotes inside come as \" or %22.
QString nameOf(const QString& disposition)
{
    static const QRegularExpression pattern(QStringLiteral(R"re(\bname="((?:[^"\\]|\\.)*)")re"));
    QString name = pattern.match(disposition).captured(1);
    name.replace(QStringLiteral("\\\""), QStringLiteral("\"")).replace(QStringLiteral("%22"), QStringLiteral("\""));
    const bool isQuoted = name.size() >= 2 && name.startsWith(u'"') && name.endsWith(u'"');
    return isQuoted ? name.sliced(1, name.size() - 2) : name;
}

FormPart readPart(const QByteArray& head, QByteArray bytes)
{
    FormPart part;
    part.bytes = std::move(bytes);
    for (const QByteArray& line : head.split('\n')) {
        const auto colon = line.indexOf(':');
        const QByteArray name = line.first(std::max<qsizetype>(colon, 0)).trimmed().toLower();
        if (name == "content-disposition")
            part.name = nameOf(QString::fromUtf8(line.sliced(colon + 1)));
        else if (name == "content-type")
            part.type = line.sliced(colon + 1).trimmed();
    }
    return part;
}

} // namespace

Result<std::vector<FormPart>> readForm(const QByteArray& contentType, const QByteArray& body)
{
    const QByteArray boundary = boundaryOf(contentType);
    if (boundary.isEmpty())
        return fail(ErrorCode::BadValue, QStringLiteral("the body is no multipart/form-data"));
    const QByteArray line = "--" + boundary, between = "\r\n" + line;
    std::vector<FormPart> parts;
    qsizetype at = body.startsWith(line) ? line.size() : -1;
    while (at >= 0 && body.sliced(at).startsWith("\r\n") && parts.size() < kMostParts) {
        const auto end = body.indexOf(between, at);
        const auto headEnd = body.indexOf("\r\n\r\n", at);
        if (end < 0 || headEnd < 0 || headEnd + 4 > end)
            break;
        parts.push_back(readPart(body.sliced(at, headEnd - at), body.sliced(headEnd + 4, end - headEnd - 4)));
        at = end + between.size();
        if (body.sliced(at).startsWith("--"))
            return parts;
    }
    return fail(ErrorCode::BadValue, QStringLiteral("the form does not end, or a part of it is none"));
}

} // namespace tracedeck::sandbox
