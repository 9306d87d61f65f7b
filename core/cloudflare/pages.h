#pragma once

#include "cloudflare/api_client.h"

#include <QJsonArray>
#include <QPromise>

#include <memory>
#include <optional>

namespace tracedeck::cloudflare {

/// What asks for one page after the other until there is none, and joins them.
class Pages : public std::enable_shared_from_this<Pages> {
public:
    Pages(ApiClient client, ApiRequest request, std::stop_token stop);
    [[nodiscard]] QFuture<Result<ApiAnswer>> start();

private:
    void askNext();
    void take(Result<ApiAnswer> answer);
    [[nodiscard]] Result<bool> turn(const PageInfo& info, qsizetype brought); ///< true: the request is now that of the next page
    void finish(Result<ApiAnswer> answer);
    void setQuery(const QString& key, const QString& value);

    const ApiClient m_client;
    ApiRequest m_request;
    const std::stop_token m_stop;
    QPromise<Result<ApiAnswer>> m_promise;
    QJsonArray m_joined;
    std::chrono::milliseconds m_took {0};
    int m_page = 1;
};

/// The list of one page: the result itself, or the only list in it.
[[nodiscard]] std::optional<QJsonArray> listOf(const QJsonValue& result);

} // namespace tracedeck::cloudflare
