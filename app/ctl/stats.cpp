#include "commands.h"
#include "output.h"
#include "store/selection.h"
#include "store_options.h"

#include <QJsonArray>

#include <map>

namespace tracedeck::ctl {

namespace {

struct StatsArguments {
    StoreOptions store;
    std::string by = "Outcome", bucket;
    std::vector<std::string> percentiles;
    std::size_t limit = 0;
};

constexpr std::array<double, 3> kPercents = {50, 95, 99};

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

QJsonObject percentilesJson(const store::Percentiles& p)
{
    QJsonObject json {{QStringLiteral("count"), jsonNumber(p.count)}};
    if (p.count > 0) {
        json.insert(QStringLiteral("min"), static_cast<qint64>(p.min));
        json.insert(QStringLiteral("max"), static_cast<qint64>(p.max));
    }
    for (const auto& percentile : p.percentiles)
        json.insert(QStringLiteral("p%1").arg(percentile.percent), static_cast<qint64>(percentile.value));
    return json;
}

Result<QJsonArray> bucketsJson(const store::Selection& selection, std::int64_t width, store::Column by)
{
    QJsonArray buckets;
    const auto span = selection.timeSpan();
    if (!span)
        return buckets;
    const auto floor = span->from - (((span->from % width) + width) % width);
    const bool stacked = store::kindOf(by) == store::ColumnKind::Code;
    auto histogram = store::histogram(selection, {floor, span->to}, width, stacked ? std::optional {by} : std::nullopt);
    if (!histogram)
        return fail(histogram.error());
    for (std::size_t b = 0; b < histogram->buckets; ++b) {
        std::uint64_t count = 0;
        QJsonObject values;
        for (const auto& series : histogram->series) {
            count += series.counts[b];
            if (stacked && series.counts[b] > 0)
                values.insert(text(series.value), jsonNumber(series.counts[b]));
        }
        if (count == 0)
            continue;
        QJsonObject bucket {{QStringLiteral("start"), static_cast<qint64>(histogram->start + static_cast<std::int64_t>(b) * width)},
                            {QStringLiteral("count"), jsonNumber(count)}};
        if (stacked)
            bucket.insert(QStringLiteral("values"), values);
        buckets.append(bucket);
    }
    return buckets;
}

/// Percentiles by field, overall and for each value: {field: …} and value → {field: …}.
struct PercentileAnswers {
    QJsonObject overall;
    std::map<std::string, QJsonObject> byValue;
};

Result<PercentileAnswers> percentileAnswers(const store::Selection& selection, const StatsArguments& arguments, store::Column by)
{
    PercentileAnswers answers;
    const std::vector<double> percents(kPercents.begin(), kPercents.end());
    for (const auto& field : arguments.percentiles) {
        auto column = store::columnNamed(field);
        if (!column)
            return fail(column.error());
        auto overall = store::percentiles(selection, *column, percents, std::nullopt);
        if (!overall)
            return fail(overall.error());
        const auto name = QString::fromUtf8(store::nameOf(*column).data());
        answers.overall.insert(name, percentilesJson(overall->front()));
        if (store::kindOf(by) != store::ColumnKind::Code)
            continue;
        auto grouped = store::percentiles(selection, *column, percents, by);
        if (!grouped)
            return fail(grouped.error());
        for (const auto& group : *grouped)
            answers.byValue[group.value].insert(name, percentilesJson(group));
    }
    return answers;
}

Result<QJsonObject> statsJson(const StatsArguments& arguments)
{
    auto query = queryOf(arguments.store);
    auto by = store::columnNamed(arguments.by);
    if (!query || !by)
        return fail(query ? by.error() : query.error());
    std::int64_t width = 0;
    if (!arguments.bucket.empty()) {
        auto duration = durationOf(arguments.bucket);
        if (!duration)
            return fail(duration.error());
        width = *duration;
    }
    auto store = openStore(arguments.store);
    if (!store)
        return fail(store.error());
    auto selection = store::select((*store)->snapshot(), *query);
    if (!selection)
        return fail(selection.error());
    warnOfUnread(selection->unread());
    auto counts = store::countValues(*selection, *by, arguments.limit);
    auto percentiles = percentileAnswers(*selection, arguments, *by);
    auto buckets = width > 0 ? bucketsJson(*selection, width, *by) : Result<QJsonArray> {QJsonArray {}};
    if (!counts || !percentiles || !buckets)
        return fail(!counts ? counts.error() : !percentiles ? percentiles.error() : buckets.error());
    QJsonArray values;
    for (const auto& value : counts->values) {
        QJsonObject one {{QStringLiteral("value"), text(value.value)},
                         {QStringLiteral("count"), jsonNumber(value.count)},
                         {QStringLiteral("events"), jsonNumber(value.events)}};
        if (const auto known = percentiles->byValue.find(value.value); known != percentiles->byValue.end())
            one.insert(QStringLiteral("percentiles"), known->second);
        values.append(one);
    }
    return QJsonObject {{QStringLiteral("by"), QString::fromUtf8(store::nameOf(*by).data())},
                        {QStringLiteral("total"), jsonNumber(counts->total)},
                        {QStringLiteral("distinct"), jsonNumber(counts->distinct)},
                        {QStringLiteral("values"), values},
                        {QStringLiteral("buckets"), *buckets},
                        {QStringLiteral("percentiles"), percentiles->overall}};
}

void printStats(const QJsonObject& stats)
{
    printText(stats[u"by"].toString().toStdString() + ": " + std::to_string(stats[u"total"].toInteger()) + " events");
    for (const auto value : stats[u"values"].toArray())
        printText("  " + std::to_string(value[u"count"].toInteger()) + "  " + value[u"value"].toString().toStdString());
    for (const auto bucket : stats[u"buckets"].toArray())
        printText("  " + std::to_string(bucket[u"start"].toInteger()) + "  " + std::to_string(bucket[u"count"].toInteger()));
    const auto percentiles = stats[u"percentiles"].toObject();
    for (auto it = percentiles.begin(); it != percentiles.end(); ++it) {
        const auto p = it.value().toObject();
        printText(it.key().toStdString() + ": p50 " + std::to_string(p[u"p50"].toInteger()) + ", p95 "
                  + std::to_string(p[u"p95"].toInteger()) + ", p99 " + std::to_string(p[u"p99"].toInteger()));
    }
}

} // namespace

void addStats(CLI::App& app, Context& context)
{
    auto arguments = std::make_shared<StatsArguments>();
    auto* command = app.add_subcommand("stats", "Counts, buckets over time and percentiles");
    addStoreOptions(*command, arguments->store);
    command->add_option("--by", arguments->by, "Field to count by: Outcome, ScriptName, EventType, Status, Method, Level, …");
    command->add_option("--bucket", arguments->bucket, "Width of time buckets: 30s, 1m, 1h");
    command->add_option("--percentiles", arguments->percentiles, "p50, p95, p99 of these numbers: CPUTimeMs,WallTimeMs")->delimiter(',');
    command->add_option("--limit", arguments->limit, "Values at most; 0 = all");
    command->callback([arguments, &context] {
        auto stats = statsJson(*arguments);
        if (!stats)
            return reportQueryError(context, arguments->store, stats.error());
        context.json ? printJson(*stats) : printStats(*stats);
    });
}

} // namespace tracedeck::ctl
