#include "cloudflare/logpush_api.h"

#include "cloudflare/json_read.h"
#include "net/masked.h"

#include <QJsonDocument>
#include <QUrlQuery>

namespace tracedeck::cloudflare {

namespace {

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

// Text, not QUrl: that would encode {DATE}. Values are gone all, whatever they are called.
QString maskedDestination(const QString& conf)
{
    const qsizetype question = conf.indexOf(u'?');
    if (question < 0)
        return conf;
    QStringList parts = conf.mid(question + 1).split(u'&');
    for (QString& part : parts) {
        if (const qsizetype equals = part.indexOf(u'='); equals >= 0)
            part = part.left(equals + 1) + QStringLiteral("***");
    }
    return conf.left(question + 1) + parts.join(u'&');
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
    const QJsonObject options = object.value(u"output_options").toObject();
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
