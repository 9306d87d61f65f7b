#include "cloudflare/pages.h"

#include "async/outcome.h"
#include "async/then.h"

#include <QJsonObject>

namespace tracedeck::cloudflare {

namespace {

constexpr int kPagesAtMost = 500;
const QString kPerPage = QStringLiteral("50"); // what every list takes

} // namespace

std::optional<QJsonArray> listOf(const QJsonValue& result)
{
    if (result.isNull())
        return QJsonArray();
    if (result.isArray())
        return result.toArray();
    std::optional<QJsonArray> only;
    const QJsonObject object = result.toObject();
    for (const QJsonValue value : object) {
        if (!value.isArray())
            continue;
        if (only)
            return std::nullopt;
        only = value.toArray();
    }
    return only;
}

Pages::Pages(ApiClient client, ApiRequest request, std::stop_token stop)
    : m_client(std::move(client))
    , m_request(std::move(request))
    , m_stop(std::move(stop))
{
    if (!m_request.query.hasQueryItem(QStringLiteral("per_page")))
        setQuery(QStringLiteral("per_page"), kPerPage);
}

QFuture<Result<ApiAnswer>> Pages::start()
{
    m_promise.start();
    auto future = m_promise.future();
    askNext();
    return future;
}

void Pages::askNext()
{
    then(m_client.send(m_request, m_stop),
         [self = shared_from_this()](const QFuture<Result<ApiAnswer>>& done) { self->take(outcomeOf(done)); });
}

void Pages::take(Result<ApiAnswer> answer)
{
    if (!answer)
        return finish(std::move(answer));
    m_took += answer->took;
    const auto list = listOf(answer->envelope.result);
    if (!list)
        return finish(fail(Error {ErrorCode::BadAnswer, QStringLiteral("the result is no list"), m_client.baseUrl().host(), answer->status,
                                  0, answer->ray}));
    for (const QJsonValue item : *list)
        m_joined.append(item);
    const auto isMore = turn(answer->envelope.info, list->size());
    if (!isMore)
        return finish(fail(isMore.error()));
    if (*isMore)
        return askNext();
    answer->envelope.result = m_joined;
    answer->took = m_took;
    finish(std::move(answer));
}

Result<bool> Pages::turn(const PageInfo& info, qsizetype brought)
{
    const auto bad = [this](ErrorCode code, const QString& why) { return fail(code, why, m_client.baseUrl().host()); };
    const QString cursorKey = QStringLiteral("cursor");
    const bool isMore =
        !info.cursor.isEmpty() || info.totalPages > m_page || (info.totalPages == 0 && brought > 0 && info.totalCount > m_joined.size());
    if (!isMore)
        return false;
    if (m_page >= kPagesAtMost)
        return bad(ErrorCode::LimitExceeded, QStringLiteral("more than %1 pages").arg(kPagesAtMost));
    ++m_page;
    if (info.cursor.isEmpty()) {
        setQuery(QStringLiteral("page"), QString::number(m_page));
        return true;
    }
    if (info.cursor == m_request.query.queryItemValue(cursorKey, QUrl::FullyDecoded))
        return bad(ErrorCode::BadAnswer, QStringLiteral("the same page again and again"));
    setQuery(cursorKey, info.cursor);
    return true;
}

void Pages::setQuery(const QString& key, const QString& value)
{
    m_request.query.removeAllQueryItems(key);
    QString kept = value;
    m_request.query.addQueryItem(key, kept.replace(u'%', QStringLiteral("%25"))); // what is added counts as encoded
}

void Pages::finish(Result<ApiAnswer> answer)
{
    m_promise.addResult(std::move(answer));
    m_promise.finish();
}

} // namespace tracedeck::cloudflare
