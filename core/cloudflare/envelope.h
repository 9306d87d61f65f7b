#pragma once

#include "base/result.h"

#include <QByteArrayView>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <vector>

namespace tracedeck::cloudflare {

/// One entry of `errors` or `messages`.
struct ApiMessage {
    int code = 0;
    QString message, documentationUrl, pointer;
    std::vector<ApiMessage> chain; ///< `error_chain`, outer first
    QJsonObject meta;
};

/// "message (code)" of each with its chain behind arrows, as raw text for people who want it; at most 2,000 characters.
[[nodiscard]] QString textOf(const std::vector<ApiMessage>& messages);

/// `result_info`; 0 and "" where it does not say.
struct PageInfo {
    int page = 0, perPage = 0, totalPages = 0;
    qint64 count = 0, totalCount = 0;
    QString cursor;
};

/// The frame around every answer of API v4.
struct Envelope {
    bool success = false;
    std::vector<ApiMessage> errors, messages;
    QJsonValue result; ///< null, or what the endpoint says; 64-bit integers are kept (`toInteger`)
    PageInfo info;
};

/// Reads an answer's body. BadAnswer where it is no envelope (detail: what it seems to be: "an HTML page", "empty", "no JSON: …").
[[nodiscard]] Result<Envelope> parseEnvelope(QByteArrayView body);
/// The object that a body is, or why it is none, as above.
[[nodiscard]] Result<QJsonObject> parseObject(QByteArrayView body);

} // namespace tracedeck::cloudflare
