#include "jobs_input.h"

#include "environment.h"
#include "logpush/destination.h"
#include "logpush/job_copy.h"
#include "output.h"

#include <QFile>
#include <QJsonDocument>
#include <QUrl>

namespace tracedeck::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kSecretAtLeast = 4; // shorter ones are words of any sentence

Result<QByteArray> jobBytes(const std::string& name)
{
    if (name == "-")
        return QByteArray::fromStdString(readStdin());
    QFile file(QFile::decodeName(name.c_str()));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::IoFailed, file.errorString(), QString::fromStdString(name));
    return file.readAll();
}

} // namespace

Result<QJsonObject> readJob(const std::string& file, bool isPart)
{
    const auto bytes = jobBytes(file);
    if (!bytes)
        return fail(bytes.error());
    const QJsonObject some = QJsonDocument::fromJson(*bytes).object();
    if (isPart && !some.isEmpty() && !some.contains(u"destination_conf"_s) && !some.contains(u"result"_s))
        return some;
    auto job = logpush::importJob(QString::fromUtf8(*bytes));
    if (job)
        job->insert(u"destination_conf"_s, withSecretsFromEnvironment(job->value(u"destination_conf").toString()));
    return job;
}

QString withSecretsFromEnvironment(const QString& destination)
{
    auto filled = logpush::parseDestination(destination);
    if (!filled)
        return destination;
    for (logpush::DestinationParam& param : filled->params) {
        if (param.encoded != logpush::kSecretMask)
            continue;
        if (const SharedSecret secret = secretFromEnvironment(logpush::placeholderOf(param.name).toLatin1().constData()))
            param.encoded =
                secret->reveal([](QByteArrayView bytes) { return QString::fromLatin1(QUrl::toPercentEncoding(QString::fromUtf8(bytes))); });
    }
    return logpush::printDestination(*filled);
}

QStringList maskedParts(const QString& destination)
{
    const auto parts = logpush::parseDestination(destination);
    if (!parts)
        return {};
    QStringList masked;
    if (parts->place.contains(logpush::kSecretMask) || parts->path.contains(logpush::kSecretMask))
        masked << u"write what stands behind **** before the \"?\""_s;
    for (const logpush::DestinationParam& param : parts->params) {
        if (param.encoded == logpush::kSecretMask)
            masked << QString(u"set " + logpush::placeholderOf(param.name));
    }
    return masked;
}

QStringList secretsIn(const QJsonObject& job)
{
    QStringList secrets {job[u"ownership_challenge"].toString()};
    const QString text = job[u"destination_conf"].toString();
    if (const auto destination = logpush::parseDestination(text)) {
        for (const auto& param : destination->params) {
            if (param.encoded && logpush::isSecretParam(*destination, param.name))
                secrets << *param.encoded << param.value();
        }
        if (const auto at = destination->place.lastIndexOf(u'@'); at > 0) // name and password of a URL
            secrets << destination->place.first(at) << destination->place.first(at).section(u':', 1);
        if (destination->kind == logpush::DestinationKind::Sumo)
            secrets << destination->path.section(u'/', -1);
    }
    secrets.removeIf([](const QString& each) { return each.size() < kSecretAtLeast || each == logpush::kSecretMask; });
    return secrets;
}

} // namespace tracedeck::ctl
