#pragma once

#include "cloudflare/api_client.h"

#include <QJsonObject>

namespace tracedeck::cloudflare {

struct GraphqlAnswer {
    QJsonObject data;
    int status = 0;
    QString ray;
    std::chrono::milliseconds took {0};
};

/// Asks the analytics API, whose answers have `data` and `errors` and no envelope. `errors` there is ApiRefused, with their texts.
[[nodiscard]] QFuture<Result<GraphqlAnswer>> askGraphql(const ApiClient& client, const QString& query, const QJsonObject& variables,
                                                        std::stop_token stop);

} // namespace tracedeck::cloudflare
