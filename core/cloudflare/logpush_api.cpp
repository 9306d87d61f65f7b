#include "cloudflare/logpush_api.h"

#include "cloudflare/json_read.h"
#include "net/masked.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QStringBuilder>
#include <QUrlQuery>

namespace tracedeck::cloudflare {

using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList kBuckets {u"r2"_s, u"s3"_s, u"gs"_s, u"azure"_s};

// Old jobs name fields and sampling in a query string.
void readLogpullOptions(const QString& options, LogpushJob& job)
{
    const QUrlQuery query(options.mid(options.indexOf(u'?') + 1));
    job.fields = query.queryItemValue(QStringLiteral("fields"), QUrl::FullyDecoded).split(u',', Qt::SkipEmptyParts);
    bool isNumber = false;
    const double rate = query.queryItemValue(QStringLiteral("sample")).toDouble(&isNumber);
    if (isNumber)
        job.sampleRate = rate;
}

// Text, not QUrl: that would encode {DATE}. Values are gone all, whatever they are called, and what may be a secret in an address: a
// user's name and password, and the path of any place that is no bucket.
QString maskedDestination(const QString& conf)
{
    static const QRegularExpression shape(u"^([a-z0-9]+)://(?:[^/?]*@)?([^/?]*)([^?]*)(.*)$"_s,
                                          QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression value(u"=[^&]*"_s);
    const auto parts = shape.match(conf);
    if (!parts.hasMatch())
        return conf.isEmpty() ? conf : u"***"_s;
    const bool isBucket = kBuckets.contains(parts.captured(1));
    const QString path = isBucket || parts.capturedLength(3) < 2 ? parts.captured(3) : u"/***"_s;
    return parts.captured(1) % u"://" % parts.captured(2) % path % parts.captured(4).replace(value, u"=***"_s);
}

LogpushJob readJob(const QJsonObject& object)
{
    LogpushJob job;
    job.id = numberAt(object, u"id");
    job.dataset = textAt(object, u"dataset");
    job.name = textAt(object, u"name");
    job.kind = textAt(object, u"kind");
    job.isEnabled = flagAt(object, u"enabled").value_or(false);
    job.filter = textAt(object, u"filter");
    job.outputOptions = object.value(u"output_options").toObject();
    const QJsonObject& options = job.outputOptions;
    if (options.isEmpty())
        readLogpullOptions(textAt(object, u"logpull_options"), job);
    else
        job.fields = textsAt(options, u"field_names");
    if (options.value(u"sample_rate").isDouble())
        job.sampleRate = options.value(u"sample_rate").toDouble();
    const QString conf = textAt(object, u"destination_conf");
    job.destination = maskedDestination(conf);
    job.destinationConf = std::make_shared<const Secret>(QByteArrayView(conf.toUtf8()));
    job.lastCompleteMs = timeAt(object, u"last_complete");
    job.lastErrorMs = timeAt(object, u"last_error");
    job.errorMessage = net::maskedText(textAt(object, u"error_message"));
    return job;
}

std::vector<LogpushJob> readJobs(const QJsonValue& result)
{
    return readEach(result, readJob);
}

std::vector<DatasetField> readFields(const QJsonValue& result)
{
    std::vector<DatasetField> fields;
    const QJsonObject object = result.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QJsonValue value = it.value();
        fields.push_back(
            {it.key(),
             value.isObject() ? QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact)) : value.toString()});
    }
    return fields;
}

ApiRequest getBelow(const LogpushScope& scope, const QString& path)
{
    const QString whose = scope.kind == LogpushScope::Kind::Zone ? QStringLiteral("zones") : QStringLiteral("accounts");
    return {.path = pathOf({whose, scope.id, QStringLiteral("logpush")}) + u'/' + path};
}

} // namespace

Endpoint<std::vector<LogpushJob>> logpushJobs(const LogpushScope& scope)
{
    return {getBelow(scope, QStringLiteral("jobs")), Shape::List, readJobs};
}

Endpoint<std::vector<LogpushJob>> logpushJobsOf(const LogpushScope& scope, const QString& dataset)
{
    return {getBelow(scope, pathOf({QStringLiteral("datasets"), dataset, QStringLiteral("jobs")})), Shape::List, readJobs};
}

Endpoint<std::vector<DatasetField>> logpushFields(const LogpushScope& scope, const QString& dataset)
{
    return {getBelow(scope, pathOf({QStringLiteral("datasets"), dataset, QStringLiteral("fields")})), Shape::Object, readFields};
}

} // namespace tracedeck::cloudflare
