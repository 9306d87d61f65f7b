#include "cloudflare/invocations_api.h"

#include "async/outcome.h"
#include "async/then.h"
#include "cloudflare/graphql_api.h"
#include "cloudflare/json_read.h"

#include <QDateTime>

#include <algorithm>
#include <map>

namespace tracedeck::cloudflare {

namespace {

/// Names in the query, which has no text of anybody else's.
QString queryFor(const InvocationsQuestion& question)
{
    const bool isOne = !question.worker.isEmpty();
    return QStringLiteral("query WorkerInvocations($account: string, $from: string, $to: string%1) {"
                          " viewer { accounts(filter: {accountTag: $account}) {"
                          " workersInvocationsAdaptive(limit: %2%3, filter: {%4datetime_geq: $from, datetime_leq: $to}) {"
                          " sum { requests errors } dimensions { %5scriptName } } } } }")
        .arg(isOne ? QStringLiteral(", $worker: string") : QString(), QString::number(question.limit),
             question.withLatest ? QStringLiteral(", orderBy: [datetime_DESC]") : QString(),
             isOne ? QStringLiteral("scriptName: $worker, ") : QString(), question.withLatest ? QStringLiteral("datetime ") : QString());
}

QString secondJson(std::int64_t ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms - ms % 1000, Qt::UTC).toString(Qt::ISODate);
}

QJsonObject variablesFor(const InvocationsQuestion& question)
{
    QJsonObject variables {{QStringLiteral("account"), question.accountId},
                           {QStringLiteral("from"), secondJson(question.span.from)},
                           {QStringLiteral("to"), secondJson(question.span.to - 1)}}; // to the end of that second
    if (!question.worker.isEmpty())
        variables.insert(QStringLiteral("worker"), question.worker);
    return variables;
}

std::uint64_t countAt(const QJsonObject& object, QStringView key)
{
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, numberAt(object, key)));
}

std::vector<WorkerInvocations> workersOf(const QJsonArray& rows)
{
    std::map<QString, WorkerInvocations> byName;
    for (const QJsonValue row : rows) {
        const QJsonObject dimensions = row[u"dimensions"].toObject(), sum = row[u"sum"].toObject();
        const QString name = textAt(dimensions, u"scriptName");
        WorkerInvocations& worker = byName[name];
        worker.worker = name;
        worker.requests += countAt(sum, u"requests");
        worker.errors += countAt(sum, u"errors");
        if (const auto at = timeAt(dimensions, u"datetime"))
            worker.latestMs = std::max(worker.latestMs.value_or(*at), *at);
    }
    std::vector<WorkerInvocations> workers;
    workers.reserve(byName.size());
    for (auto& [name, worker] : byName)
        workers.push_back(std::move(worker));
    return workers;
}

Result<InvocationsAnswer> read(const Result<GraphqlAnswer>& answer, int limit)
{
    if (!answer)
        return fail(answer.error());
    const QJsonValue rows = answer->data.value(u"viewer")[u"accounts"].toArray().at(0)[u"workersInvocationsAdaptive"];
    if (!rows.isArray())
        return fail(Error {ErrorCode::BadAnswer, QStringLiteral("no rows of invocations"), {}, answer->status, 0, answer->ray});
    return InvocationsAnswer {workersOf(rows.toArray()), rows.toArray().size() >= limit, answer->status, answer->ray, answer->took};
}

} // namespace

const WorkerInvocations* InvocationsAnswer::of(const QString& worker) const
{
    const auto found = std::ranges::find(workers, worker, &WorkerInvocations::worker);
    return found == workers.end() ? nullptr : &*found;
}

QFuture<Result<InvocationsAnswer>> askInvocations(const ApiClient& client, const InvocationsQuestion& question, std::stop_token stop)
{
    return then(askGraphql(client, queryFor(question), variablesFor(question), std::move(stop)),
                [limit = question.limit](const QFuture<Result<GraphqlAnswer>>& done) { return read(outcomeOf(done), limit); });
}

} // namespace tracedeck::cloudflare
