#include "cloudflare/graphql_api.h"

#include "async/outcome.h"
#include "async/then.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tracedeck::cloudflare {

namespace {

// As an envelope, so that refusals read as all others do.
PlainAnswer asEnvelope(PlainAnswer answer, const QJsonObject& body)
{
    QJsonObject envelope {{QStringLiteral("success"), body.value(u"errors").toArray().isEmpty()},
                          {QStringLiteral("errors"), body.value(u"errors")},
                          {QStringLiteral("result"), body.value(u"data")}};
    answer.response.body = QJsonDocument(envelope).toJson(QJsonDocument::Compact);
    return answer;
}

Result<GraphqlAnswer> read(const ApiClient& client, const Result<PlainAnswer>& plain)
{
    if (!plain)
        return fail(plain.error());
    const auto body = parseObject(plain->response.body);
    const bool isGraphql = body && (body->contains(u"data") || (body->contains(u"errors") && !body->contains(u"success")));
    const auto answer = client.read(isGraphql ? asEnvelope(*plain, *body) : *plain);
    if (!answer)
        return fail(answer.error());
    return GraphqlAnswer {answer->envelope.result.toObject(), answer->status, answer->ray, answer->took};
}

} // namespace

QFuture<Result<GraphqlAnswer>> askGraphql(const ApiClient& client, const QString& query, const QJsonObject& variables, std::stop_token stop)
{
    const ApiRequest request {.verb = net::Verb::Post,
                              .path = QStringLiteral("graphql"),
                              .body = QJsonObject {{QStringLiteral("query"), query}, {QStringLiteral("variables"), variables}},
                              .isRepeatable = true}; // it only reads
    return then(client.sendPlain(request, std::move(stop)),
                [client](const QFuture<Result<PlainAnswer>>& done) { return read(client, outcomeOf(done)); });
}

} // namespace tracedeck::cloudflare
