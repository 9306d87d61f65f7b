#include "onboarding/field_checks.h"

#include "access/findings.h"
#include "base/visible_text.h"
#include "widgets/secret_field.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <algorithm>

namespace tracedeck::ui {

namespace {

constexpr qsizetype kIdLength = 32; // of an account, and of R2's access keys
constexpr qsizetype kShownPath = 40;
constexpr qsizetype kSecretLength = 64; // R2's: a SHA-256

QString tr(const char* text)
{
    return QCoreApplication::translate("FieldChecks", text);
}

Remark bad(const QString& text)
{
    return {Tone::Error, text};
}

Remark unfinished(const QString& text)
{
    return {Tone::Error, text, true};
}

char16_t codeOf(char c)
{
    return static_cast<unsigned char>(c);
}

char16_t codeOf(QChar c)
{
    return c.unicode();
}

template<typename Text>
bool isHex(const Text& text, qsizetype length)
{
    return text.size() == length && std::all_of(text.begin(), text.end(), [](auto unit) {
               const char16_t c = codeOf(unit);
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
           });
}

bool isHexSecret(const Secret& secret, qsizetype length)
{
    return secret.reveal([length](QByteArrayView bytes) { return isHex(bytes, length); });
}

/// What no header can carry: a blank, a line break, a letter beyond ASCII.
template<typename Text>
bool hasOddLetters(const Text& text)
{
    return std::any_of(text.begin(), text.end(), [](auto unit) { return codeOf(unit) <= u' ' || codeOf(unit) >= 0x7f; });
}

Remark oddLetters()
{
    return bad(tr("This has a space, a line break or a letter that no key has. Copy it again as one piece."));
}

bool isOddSecret(const Secret& secret)
{
    return secret.reveal([](QByteArrayView bytes) { return hasOddLetters(bytes); });
}

bool startsWith(const Secret& secret, QByteArrayView what)
{
    return secret.reveal([what](QByteArrayView bytes) { return bytes.startsWith(what); });
}

/// An http or https address without anything that does not belong there; the remark otherwise.
Remark readAddress(const QString& typed, QUrl& url)
{
    const QString text = typed.trimmed();
    if (hasOddLetters(text))
        return bad(tr("An address has no spaces or line breaks."));
    url = QUrl(text.contains(u"://") ? text : QString(QStringLiteral("https://") % text), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return unfinished(tr("This is not an address. One looks like https://storage.example.com."));
    if (url.scheme() != u"https" && url.scheme() != u"http")
        return bad(tr("An address begins with https://."));
    const bool isHere = url.host() == u"localhost" || QHostAddress(url.host()).isLoopback();
    if (url.scheme() == u"http" && !isHere)
        return bad(tr("Keys are sent over https:// only, except to this computer."));
    if (!url.userInfo().isEmpty())
        return bad(tr("Leave out the user name and password. Keys have fields of their own."));
    if (url.hasQuery() || url.hasFragment())
        return bad(tr("Leave out everything from ? or # on."));
    while (url.path().endsWith(u'/'))
        url.setPath(url.path().chopped(1));
    return {};
}

} // namespace

Remark checkToken(const Secret& token)
{
    if (token.isEmpty())
        return unfinished(tr("Paste the token here."));
    if (startsWith(token, "Bearer "))
        return bad(tr("Leave out \u201cBearer\u201d: only the token itself belongs here."));
    return isOddSecret(token) ? oddLetters() : Remark {};
}

Remark checkGlobalKey(const Secret& key)
{
    if (key.isEmpty())
        return unfinished(tr("Paste the key here."));
    return isOddSecret(key) ? oddLetters() : Remark {};
}

Remark checkEmail(const QString& typed)
{
    const QString text = typed.trimmed();
    if (text.isEmpty())
        return unfinished(tr("Enter the e-mail address that you sign in to Cloudflare with."));
    if (hasOddLetters(text))
        return bad(tr("An e-mail address has no spaces or line breaks."));
    const qsizetype at = text.indexOf(u'@');
    if (at < 1 || at + 1 >= text.size() || text.indexOf(u'@', at + 1) >= 0)
        return unfinished(tr("This is not an e-mail address."));
    return {};
}

Remark checkAccountId(const QString& typed)
{
    const QString text = typed.trimmed();
    if (text.isEmpty() || isHex(text, kIdLength))
        return {};
    return unfinished(tr("An account ID has 32 characters, 0\u20139 and a\u2013f; this has %1.").arg(text.size()));
}

Remark checkApiAddress(const QString& typed)
{
    QUrl url;
    if (typed.trimmed().isEmpty())
        return {};
    if (Remark remark = readAddress(typed, url); remark.isError())
        return remark;
    return url.host() == u"dash.cloudflare.com" ? bad(tr("This is the dashboard. The API is at https://api.cloudflare.com/client/v4."))
                                                : Remark {};
}

QUrl readApiAddress(const QString& typed)
{
    QUrl url;
    if (typed.trimmed().isEmpty() || readAddress(typed, url).isError())
        return {};
    return url;
}

ReadEndpoint readEndpoint(const QString& typed)
{
    ReadEndpoint read;
    const QString text = typed.trimmed();
    if (text.isEmpty())
        return {{}, false, {}, unfinished(tr("Enter the account ID of Cloudflare, or the address of the storage."))};
    if (text.startsWith(u"r2://") || text.startsWith(u"s3://"))
        return {{}, false, {}, bad(tr("This is where a job delivers to. Here goes the account ID, or an https:// address."))};
    QUrl url;
    if (isHex(text, kIdLength))
        url = QUrl(QStringLiteral("https://%1.r2.cloudflarestorage.com").arg(text.toLower()));
    else
        read.remark = readAddress(text, url);
    if (read.remark.isError())
        return read;
    if (url.host() == u"dash.cloudflare.com" || url.host() == u"api.cloudflare.com")
        return {{},
                false,
                {},
                bad(tr("No bucket answers there. R2 is at https://ACCOUNT_ID.r2.cloudflarestorage.com; the account ID alone will do."))};
    read.isR2 = !access::endpointOf(url, QStringLiteral("default")).isEmpty();
    const QString second = url.host().section(u'.', 1, 1);
    if (read.isR2 && access::otherJurisdictions().contains(second))
        read.jurisdiction = second;
    if (read.isR2 && !url.path().isEmpty())
        return {{},
                true,
                {},
                bad(tr("This address goes on behind the host. Leave out \u201c%1\u201d: the bucket has a field of its own.")
                        .arg(visibleText(url.path().left(kShownPath))))};
    read.url = url;
    return read;
}

Remark checkBucketName(const QString& typed)
{
    const QString text = typed.trimmed();
    if (text.isEmpty())
        return unfinished(tr("Enter the name of the bucket."));
    if (text.contains(u'/'))
        return bad(tr("A bucket's name has no slash. What stands behind it is the prefix."));
    if (hasOddLetters(text))
        return bad(tr("A bucket's name has no spaces and no letters beyond ASCII."));
    return {};
}

Remark checkPrefix(const QString& typed)
{
    static const QString date = QStringLiteral("{DATE}");
    if (typed.contains(date))
        return {Tone::Ok, tr("{DATE} stands for the day, as in the job.")};
    if (typed.contains(date, Qt::CaseInsensitive))
        return {Tone::Warn, tr("The day is written {DATE}. Like this it is taken as it stands.")};
    if (typed.startsWith(u'/'))
        return {Tone::Warn, tr("Names in a bucket seldom begin with a slash.")};
    return {};
}

Remark checkRegion(const QString& typed)
{
    return hasOddLetters(typed.trimmed()) ? bad(tr("A region has no spaces, as in auto or eu-central-1.")) : Remark {};
}

Remark checkAccessKeyId(const QString& typed, bool isR2)
{
    const QString text = typed.trimmed();
    if (text.isEmpty())
        return unfinished(tr("Enter the access key ID."));
    if (hasOddLetters(text))
        return oddLetters();
    if (isHex(text, kSecretLength))
        return bad(tr("This has 64 characters, as a secret has. These two look swapped."));
    if (isR2 && !isHex(text, kIdLength))
        return {Tone::Warn, tr("R2's access key IDs have 32 characters, 0\u20139 and a\u2013f; this has %1.").arg(text.size()), true};
    return {};
}

Remark checkSecretKey(const Secret& secret, const QString& keyId, bool isR2)
{
    if (secret.isEmpty())
        return unfinished(tr("Enter the secret access key."));
    if (isOddSecret(secret))
        return oddLetters();
    const bool looksLikeId = isHexSecret(secret, kIdLength);
    if (looksLikeId && isHex(keyId.trimmed(), kSecretLength))
        return bad(tr("These two look swapped: the secret access key is the one with 64 characters."));
    if (looksLikeId && isR2)
        return unfinished(tr("This has 32 characters, a secret has 64. You may have pasted the access key ID twice."));
    if (isR2 && !isHexSecret(secret, kSecretLength))
        return {Tone::Warn,
                tr("R2's secrets have 64 characters, 0\u20139 and a\u2013f. This may be the token itself, which is not the secret."), true};
    return {};
}

Remark checkSessionToken(const Secret& token)
{
    return isOddSecret(token) ? oddLetters() : Remark {};
}

Remark remarkOn(const SecretField& field, const std::function<Remark(const Secret&)>& check)
{
    const SecretField::Typed typed = field.typed();
    Remark remark = check(typed.secret);
    if (remark.text.isEmpty() && typed.wasTrimmed)
        return {Tone::Info, tr("A space or line break around it is left out.")};
    return remark;
}

} // namespace tracedeck::ui
