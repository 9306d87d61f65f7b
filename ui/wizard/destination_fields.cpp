#include "wizard/destination_fields.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;
using logpush::Destination;
using logpush::DestinationKind;

namespace {

const QString kDate = u"{DATE}"_s;
const QString kR2Host = u".r2.cloudflarestorage.com"_s;

QString tr(const char* text)
{
    return QCoreApplication::translate("DestinationFields", text);
}

QString withoutSlashes(QString text)
{
    while (text.startsWith(u'/'))
        text.remove(0, 1);
    while (text.endsWith(u'/'))
        text.chop(1);
    return text;
}

bool isBucketKind(DestinationKind kind)
{
    return kind == DestinationKind::R2 || kind == DestinationKind::S3 || kind == DestinationKind::S3Compatible
        || kind == DestinationKind::Gcs;
}

Remark fromIssue(const logpush::DestinationIssue& issue)
{
    QString text = issue.message;
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return {issue.isWarning ? Tone::Warn : Tone::Error, text + u'.', true};
}

} // namespace

QString folderOf(const QString& path)
{
    QString folder = withoutSlashes(path);
    if (folder == kDate)
        return {};
    if (folder.endsWith(u'/' + kDate))
        folder.chop(kDate.size() + 1);
    return withoutSlashes(folder);
}

bool hasDailyFolder(const QString& path)
{
    const QString bare = withoutSlashes(path);
    return bare == kDate || bare.endsWith(u'/' + kDate);
}

QString pathOf(const QString& typed, bool isDaily, const QString& before)
{
    const QString folder = withoutSlashes(typed.trimmed());
    if (folder == folderOf(before) && isDaily == hasDailyFolder(before))
        return before;
    QString path = folder.isEmpty() ? QString() : u'/' + folder;
    if (isDaily)
        path += u'/' + kDate;
    return path;
}

void setMasked(Destination& destination, const QString& param)
{
    destination.setParam(param, logpush::kSecretMask);
    const auto at = std::ranges::find(destination.params, param, &logpush::DestinationParam::name);
    if (at != destination.params.end())
        at->encoded = logpush::kSecretMask;
}

void setOrRemove(Destination& destination, const QString& param, const QString& value)
{
    if (!value.isEmpty())
        destination.setParam(param, value);
    else if (!destination.param(param).value_or(QString()).isEmpty())
        destination.removeParam(param);
}

bool isR2(const Destination& destination)
{
    return destination.kind == DestinationKind::R2
        || (destination.kind == DestinationKind::S3Compatible && destination.param(u"endpoint").value_or(QString()).endsWith(kR2Host));
}

QString jurisdictionOf(const Destination& destination)
{
    const QString endpoint = destination.param(u"endpoint").value_or(QString());
    if (destination.kind == DestinationKind::S3Compatible && endpoint.endsWith(u".eu"_s + kR2Host))
        return u"eu"_s;
    if (destination.kind == DestinationKind::S3Compatible && endpoint.endsWith(u".fedramp"_s + kR2Host))
        return u"fedramp"_s;
    return u"default"_s;
}

Destination emptyOf(DestinationKind kind, const QString& accountId)
{
    Destination out;
    out.kind = kind;
    const std::string_view scheme = logpush::specOf(kind).scheme;
    out.scheme = QString::fromLatin1(scheme.data(), static_cast<qsizetype>(scheme.size()));
    if (logpush::specOf(kind).dateInPath)
        out.path = u'/' + kDate;
    switch (kind) {
    case DestinationKind::R2: out.setParam(u"account-id"_s, accountId); break;
    case DestinationKind::S3: out.setParam(u"region"_s, u"us-east-1"_s); break;
    case DestinationKind::S3Compatible:
        out.setParam(u"region"_s, u"auto"_s);
        out.setParam(u"endpoint"_s, u""_s);
        break;
    case DestinationKind::Splunk: out.path = u"/services/collector/raw"_s; break;
    case DestinationKind::Datadog: out.path = u"/api/v2/logs"_s; break;
    case DestinationKind::NewRelic:
        out.place = u"log-api.newrelic.com"_s;
        out.path = u"/log/v1"_s;
        break;
    case DestinationKind::IbmLogs: out.path = u"/logs/v1/singles"_s; break;
    case DestinationKind::BigQuery: out.place = u"projects"_s; break;
    default: break;
    }
    out.kind = kind; // a host that is not typed yet does not tell New Relic from HTTPS
    return out;
}

Destination ofKind(const Destination& destination, DestinationKind kind, const QString& accountId)
{
    Destination out = emptyOf(kind, accountId);
    if (isBucketKind(kind) && isBucketKind(destination.kind)) {
        out.place = destination.place;
        out.path = destination.path;
    }
    return out;
}

Destination inJurisdiction(const Destination& destination, const QString& jurisdiction, const QString& accountId)
{
    const bool isDefault = jurisdiction == u"default";
    Destination out = ofKind(destination, isDefault ? DestinationKind::R2 : DestinationKind::S3Compatible, accountId);
    if (!isDefault)
        out.setParam(u"endpoint"_s, accountId + u'.' + jurisdiction + kR2Host);
    if (const auto id = destination.param(u"access-key-id"))
        out.setParam(u"access-key-id"_s, *id);
    if (destination.param(u"secret-access-key") == logpush::kSecretMask)
        setMasked(out, u"secret-access-key"_s);
    return out;
}

Remark remarkOnPlace(const Destination& destination, const QString& typed)
{
    static const QRegularExpression bucket(u"^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$"_s);
    static const QRegularExpression anyBucket(u"^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$"_s);
    if (typed.isEmpty())
        return {Tone::Error, destination.kind == DestinationKind::Other ? tr("Enter the destination.") : tr("This is needed."), true};
    if (destination.kind == DestinationKind::Other) {
        const auto parsed = logpush::parseDestination(typed);
        return parsed ? Remark {} : Remark {Tone::Error, tr("This is not SCHEME://PLACE with its parameters."), true};
    }
    if (typed.contains(QRegularExpression(u"[\\s/?#]"_s)) && destination.kind != DestinationKind::Azure)
        return {Tone::Error, tr("Without blanks, slashes and question marks.")};
    if (destination.kind == DestinationKind::R2 && !bucket.match(typed).hasMatch())
        return {Tone::Error, tr("A bucket's name has 3 to 63 characters: a–z, 0–9 and hyphens inside."), true};
    if (isBucketKind(destination.kind) && !anyBucket.match(typed).hasMatch())
        return {Tone::Error, tr("A bucket's name has 3 characters or more: a–z, 0–9, dots and hyphens."), true};
    if (logpush::printDestination(destination).size() > 4096)
        return {Tone::Error, tr("The whole destination has more than 4,096 characters.")};
    return remarkOnParam(destination, {}, {});
}

Remark remarkOnParam(const Destination& destination, const QString& param, const QStringList& held)
{
    for (const logpush::DestinationIssue& issue : logpush::checkDestination(destination)) {
        if (issue.param != param || (held.contains(param) && destination.param(param) == logpush::kSecretMask))
            continue;
        if (destination.param(param).value_or(QString()).isEmpty() && !param.isEmpty())
            return {Tone::Error, tr("This is needed."), true};
        const bool isKeyShape =
            isR2(destination) && param == u"access-key-id" && destination.param(u"secret-access-key") == logpush::kSecretMask;
        if (!isKeyShape || !issue.isWarning)
            return fromIssue(issue);
    }
    if (param == u"access-key-id" && isR2(destination)) {
        const QString id = destination.param(param).value_or(QString());
        if (id.size() != 32)
            return {Tone::Error, tr("This has %1 characters, an Access Key ID of R2 has 32.").arg(id.size()), true};
    }
    return {};
}

Remark remarkOnSecret(const Destination& destination, const QString& param, std::size_t length)
{
    if (length == 0)
        return logpush::specOf(destination.kind).kind == DestinationKind::S3
                && destination.param(u"access-key-id").value_or(QString()).isEmpty()
            ? Remark {}
            : remarkOnParam(destination, param, {});
    if (param == u"secret-access-key" && isR2(destination)) {
        if (destination.param(param) == destination.param(u"access-key-id"))
            return {Tone::Error, tr("This is the Access Key ID once more. A secret has 64 characters.")};
        if (length == 40)
            return {Tone::Error, tr("This has 40 characters, as an API token has. The secret is the token's SHA-256, 64 characters."),
                    true};
        if (length != 64)
            return {Tone::Error, tr("This has %1 characters, a secret has 64.").arg(length), true};
    }
    return remarkOnParam(destination, param, {});
}

} // namespace tracedeck::ui
