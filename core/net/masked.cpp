#include "net/masked.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>

namespace tracedeck::net {

namespace {

constexpr auto kWithin =
    std::to_array<QStringView>({u"secret", u"token", u"passw", u"signature", u"credential", u"auth", u"api-key", u"apikey", u"api_key",
                                u"access-key", u"accesskey", u"access_key", u"private-key", u"challenge", u"cookie", u"session"});
constexpr auto kWhole = std::to_array<QStringView>({u"sig", u"key", u"code", u"x-auth-key"});

const QString kMask = QStringLiteral("***");

QString maskedQuery(const QString& query)
{
    QStringList parts = query.split(u'&');
    for (QString& part : parts) {
        const qsizetype equals = part.indexOf(u'=');
        if (equals >= 0 && namesSecret(QUrl::fromPercentEncoding(part.left(equals).toUtf8())))
            part = part.left(equals + 1) + kMask;
    }
    return parts.join(u'&');
}

} // namespace

bool namesSecret(QStringView name)
{
    return std::any_of(kWithin.begin(), kWithin.end(), [name](QStringView part) { return name.contains(part, Qt::CaseInsensitive); })
        || std::any_of(kWhole.begin(), kWhole.end(), [name](QStringView whole) { return name.compare(whole, Qt::CaseInsensitive) == 0; });
}

QString maskedUrl(const QUrl& url)
{
    const QString place = url.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    return url.hasQuery() ? QString(place % u'?' % maskedQuery(url.query(QUrl::FullyEncoded))) : place;
}

QString maskedText(const QString& text)
{
    static const QRegularExpression pair(QStringLiteral(R"re((?<![A-Za-z0-9_.-])([A-Za-z0-9_.-]++)("?\s*[=:]\s*"?)([^\s"&,;<>]+))re"));
    static const QRegularExpression bearer(QStringLiteral(R"re(\b(Bearer|Basic)\s+\S+)re"), QRegularExpression::CaseInsensitiveOption);
    const QString bare = QString(text).replace(bearer, QStringLiteral("\\1 ") % kMask);
    QString masked;
    qsizetype done = 0;
    for (auto match = pair.match(bare); match.hasMatch();) {
        const bool isSecret = namesSecret(match.capturedView(1));
        if (isSecret) {
            masked += QStringView(bare).mid(done, match.capturedStart(3) - done) % kMask;
            done = match.capturedEnd(3);
        }
        match = pair.match(bare, isSecret ? done : match.capturedStart(3)); // a value may hold the next pair
    }
    masked += QStringView(bare).mid(done);
    return masked;
}

} // namespace tracedeck::net
