#include "sandbox/api_call.h"
#include "sandbox/made_up.h"

#include <QDateTime>
#include <QJsonDocument>

#include <algorithm>
#include <utility>

namespace tracedeck::sandbox {

namespace {

WireAnswer json(int status, const QJsonObject& body)
{
    WireAnswer answer;
    answer.status = status;
    answer.headers = {{"Content-Type", "application/json; charset=UTF-8"}};
    answer.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return answer;
}

} // namespace

tl::unexpected<Error> refuse(int status, int code, const QString& message)
{
    Error error {ErrorCode::ApiRefused, message, {}};
    error.status = status;
    error.apiCode = code;
    return fail(std::move(error));
}

WireAnswer envelope(const ApiResult& answer)
{
    if (answer.plain)
        return *answer.plain;
    QJsonObject body {{QStringLiteral("success"), true},
                      {QStringLiteral("errors"), QJsonArray {}},
                      {QStringLiteral("messages"), answer.messages},
                      {QStringLiteral("result"), answer.result}};
    if (!answer.info.isEmpty())
        body.insert(QStringLiteral("result_info"), answer.info);
    return json(200, body);
}

WireAnswer envelope(const Error& refusal)
{
    const QJsonObject error {{QStringLiteral("code"), refusal.apiCode}, {QStringLiteral("message"), refusal.detail}};
    return json(refusal.status,
                {{QStringLiteral("success"), false},
                 {QStringLiteral("errors"), QJsonArray {error}},
                 {QStringLiteral("messages"), QJsonArray {}},
                 {QStringLiteral("result"), QJsonValue::Null}});
}

QJsonValue timeJson(qint64 ms)
{
    return ms == 0 ? QJsonValue() : QJsonValue(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODate));
}

QJsonValue exactTimeJson(qint64 ms)
{
    return ms == 0 ? QJsonValue() : QJsonValue(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs));
}

QString textOf(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

Result<QJsonObject> ApiCall::body() const
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(request.body, &error);
    if (error.error != QJsonParseError::NoError)
        return refuse(400, 1004, u"the body is not JSON: " % error.errorString());
    if (!document.isObject())
        return refuse(400, 1004, QStringLiteral("the body is not a JSON object"));
    return document.object();
}

ApiResult paged(const ApiCall& call, const QJsonArray& all, int perPage)
{
    constexpr int kMost = 1000;
    const auto asked = [&call](const QString& name, int otherwise) {
        const int value = call.parameter(name).toInt();
        return value > 0 ? value : otherwise;
    };
    const qsizetype size = std::min(asked(QStringLiteral("per_page"), perPage), kMost);
    const qsizetype page = asked(QStringLiteral("page"), 1);
    QJsonArray items;
    for (qsizetype i = (page - 1) * size; i < std::min(page * size, all.size()); ++i)
        items.append(all[i]);
    const QJsonObject info {{QStringLiteral("page"), page},
                            {QStringLiteral("per_page"), size},
                            {QStringLiteral("count"), items.size()},
                            {QStringLiteral("total_count"), all.size()},
                            {QStringLiteral("total_pages"), (all.size() + size - 1) / size}};
    return {items, info};
}

void ApiDesk::save()
{
    m_keeper.touch();
    m_keeper.saveNow();
}

void ApiDesk::write(const ProbeWrite& probe, std::function<void(Result<void>)> done)
{
    m_writes.remove_if([](const Pending<void>& each) { return !each.isRunning(); });
    m_writes.emplace_back([&](std::stop_token stop) { return pipeline.write(probe, std::move(stop)); }, std::move(done));
}

} // namespace tracedeck::sandbox
