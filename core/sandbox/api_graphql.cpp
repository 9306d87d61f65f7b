#include "sandbox/api_call.h"
#include "sandbox/graphql_query.h"

#include <QDateTime>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <map>

namespace tracedeck::sandbox {

namespace {

constexpr qint64 kDay = 86'400'000;
constexpr qint64 kLongestMs = 31 * kDay, kOldestMs = 93 * kDay; ///< "one month per query, three months back"
constexpr int kMostRows = 10'000;

using Dimensions = std::vector<QString>; ///< values, in the order in which they are asked for

WireAnswer graphqlAnswer(const QJsonValue& data, const QString& wrong = {})
{
    WireAnswer answer;
    answer.headers = {{"Content-Type", "application/json"}};
    const QJsonValue errors = wrong.isEmpty() ? QJsonValue() : QJsonArray {QJsonObject {{QStringLiteral("message"), wrong}}};
    answer.body =
        QJsonDocument(QJsonObject {{QStringLiteral("data"), data}, {QStringLiteral("errors"), errors}}).toJson(QJsonDocument::Compact);
    return answer;
}

Result<ApiResult> wrongQuery(const QString& why)
{
    return ApiResult {{}, {}, {}, graphqlAnswer({}, why)};
}

qint64 momentOf(const QJsonValue& value)
{
    const QDateTime moment = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
    return moment.isValid() ? moment.toMSecsSinceEpoch() : -1;
}

struct Span {
    qint64 fromMs = 0, toMs = 0;
};

Result<Span> spanOf(const QJsonObject& filter, qint64 nowMs)
{
    const Span span {momentOf(filter[QStringLiteral("datetime_geq")]), momentOf(filter[QStringLiteral("datetime_leq")])};
    if (span.fromMs < 0 || span.toMs < span.fromMs)
        return fail(ErrorCode::BadValue, QStringLiteral("datetime_geq and datetime_leq are needed"));
    if (span.toMs - span.fromMs > kLongestMs)
        return fail(ErrorCode::BadValue, QStringLiteral("the time range is wider than one month"));
    if (span.fromMs < nowMs - kOldestMs)
        return fail(ErrorCode::BadValue, QStringLiteral("the time range begins more than three months back"));
    return span;
}

QString dimension(const InvocationCount& count, const QString& name)
{
    if (name == u"datetime")
        return exactTimeJson(count.minuteMs).toString();
    return name == u"scriptName" ? count.script : count.status;
}

/// "" where each is one.
QString firstUnknown(const GraphqlField* field, std::initializer_list<QStringView> known)
{
    if (!field)
        return {};
    const auto found = std::ranges::find_if(
        field->fields, [&known](const GraphqlField& each) { return std::ranges::find(known, QStringView {each.name}) == known.end(); });
    return found == field->fields.end() ? QString() : found->name;
}

QJsonObject sumsJson(const GraphqlField& sum, const InvocationCount& total)
{
    QJsonObject json;
    for (const GraphqlField& each : sum.fields) {
        const std::uint64_t value = each.name == u"requests" ? total.requests : each.name == u"errors" ? total.errors : total.subrequests;
        json.insert(each.alias, static_cast<qint64>(value));
    }
    return json;
}

using Totals = std::map<Dimensions, InvocationCount>;

Totals totalsOf(const std::vector<InvocationCount>& counts, const GraphqlField* dimensions, const QJsonValue& script)
{
    Totals totals;
    for (const InvocationCount& count : counts) {
        if (script.isString() && script.toString() != count.script)
            continue;
        Dimensions key;
        if (dimensions) {
            for (const GraphqlField& each : dimensions->fields)
                key.push_back(dimension(count, each.name));
        }
        InvocationCount& total = totals[key];
        total.requests += count.requests;
        total.errors += count.errors;
        total.subrequests += count.subrequests;
    }
    return totals;
}

using Row = std::pair<Dimensions, InvocationCount>;

QJsonArray listOf(const QJsonValue& value)
{
    return value.isString() ? QJsonArray {value} : value.toArray();
}

/// `orderBy`: dimensions that are asked for, "_ASC" or "_DESC" behind them. Names the first that is none.
Result<std::vector<Row>> ordered(const Totals& totals, const std::vector<GraphqlField>& dimensions, const QJsonArray& orders)
{
    std::vector<Row> rows(totals.begin(), totals.end());
    for (auto order = orders.end(); order != orders.begin();) { // the last one first: sorting is stable
        const QString text = (--order)->toString();
        const QString way = text.section(u'_', 1);
        const auto asked = std::ranges::find(dimensions, text.section(u'_', 0, 0), &GraphqlField::name);
        if (asked == dimensions.end() || (way != u"ASC" && way != u"DESC"))
            return fail(ErrorCode::BadValue, u"cannot order by \"" % text % u'"');
        const auto at = static_cast<std::size_t>(asked - dimensions.begin());
        std::ranges::stable_sort(rows, [at, isDown = way == u"DESC"](const Row& a, const Row& b) {
            return isDown ? b.first[at] < a.first[at] : a.first[at] < b.first[at];
        });
    }
    return rows;
}

QJsonArray rowsJson(const GraphqlField& asked, const std::vector<Row>& all)
{
    const GraphqlField *sum = asked.field(u"sum"), *dimensions = asked.field(u"dimensions");
    const int limit = std::clamp(asked.arguments[QStringLiteral("limit")].toInt(kMostRows), 0, kMostRows);
    QJsonArray rows;
    for (const auto& [key, total] : all) {
        if (rows.size() == limit)
            break;
        QJsonObject row;
        if (sum)
            row.insert(sum->alias, sumsJson(*sum, total));
        if (dimensions) {
            QJsonObject values;
            for (std::size_t i = 0; i < key.size(); ++i)
                values.insert(dimensions->fields[i].alias, key[i]);
            row.insert(dimensions->alias, values);
        }
        rows.append(row);
    }
    return rows;
}

/// What is asked for and not served; "" where there is none.
QString unknownIn(const GraphqlField& asked)
{
    for (const QString& unknown :
         {firstUnknown(&asked, {u"sum", u"dimensions"}), firstUnknown(asked.field(u"sum"), {u"requests", u"errors", u"subrequests"}),
          firstUnknown(asked.field(u"dimensions"), {u"datetime", u"scriptName", u"status"})}) {
        if (!unknown.isEmpty())
            return unknown;
    }
    return {};
}

Result<QJsonArray> rowsOf(const ApiDesk& desk, const GraphqlField& asked)
{
    if (const QString unknown = unknownIn(asked); !unknown.isEmpty())
        return fail(ErrorCode::BadValue, u"unknown field \"" % unknown % u'"');
    const QJsonObject filter = asked.arguments[QStringLiteral("filter")].toObject();
    const auto span = spanOf(filter, desk.nowMs());
    if (!span)
        return fail(span.error());
    const auto counts = desk.pipeline.invocations(span->fromMs, span->toMs + 1);
    const GraphqlField* dimensions = asked.field(u"dimensions");
    const auto rows =
        ordered(totalsOf(counts, dimensions, filter[QStringLiteral("scriptName")]),
                dimensions ? dimensions->fields : std::vector<GraphqlField> {}, listOf(asked.arguments[QStringLiteral("orderBy")]));
    return rows ? Result<QJsonArray> {rowsJson(asked, *rows)} : fail(rows.error());
}

/// The one data set that is known here: invocations of Workers, exact where Cloudflare's is sampled.
Result<ApiResult> graphql(ApiDesk& desk, const ApiCall& call)
{
    const auto body = call.body();
    if (!body)
        return fail(body.error());
    const auto root = readGraphql((*body)[QStringLiteral("query")].toString(), (*body)[QStringLiteral("variables")].toObject());
    if (!root)
        return wrongQuery(root.error().detail);
    const GraphqlField* viewer = root->field(u"viewer");
    const GraphqlField* accounts = viewer ? viewer->field(u"accounts") : nullptr;
    const GraphqlField* asked = accounts ? accounts->field(u"workersInvocationsAdaptive") : nullptr;
    if (!asked)
        return wrongQuery(QStringLiteral("unknown field: only viewer.accounts.workersInvocationsAdaptive is served"));
    if (accounts->arguments[QStringLiteral("filter")][QStringLiteral("accountTag")].toString() != desk.state().account.id)
        return wrongQuery(QStringLiteral("not authorized for that account"));
    const auto rows = rowsOf(desk, *asked);
    if (!rows)
        return wrongQuery(rows.error().detail);
    const QJsonObject account {{asked->alias, *rows}};
    return ApiResult {{}, {}, {}, graphqlAnswer(QJsonObject {{viewer->alias, QJsonObject {{accounts->alias, QJsonArray {account}}}}})};
}

constexpr auto kRoutes = std::to_array<ApiRoute>({{"POST", "graphql", Permission::AnalyticsRead, graphql}});

} // namespace

std::span<const ApiRoute> graphqlRoutes()
{
    return kRoutes;
}

} // namespace tracedeck::sandbox
