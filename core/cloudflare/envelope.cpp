#include "cloudflare/envelope.h"

#include "cloudflare/json_read.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QStringList>

#include <limits>

namespace tracedeck::cloudflare {

namespace {

constexpr int kChainAtMost = 16; // deep enough for any that was seen
constexpr qsizetype kTextAtMost = 2000;
constexpr qsizetype kTitleAtMost = 120;

int smallNumber(const QJsonObject& object, QStringView key)
{
    const std::int64_t number = numberAt(object, key);
    return number < 0 || number > std::numeric_limits<int>::max() ? 0 : static_cast<int>(number);
}

std::vector<ApiMessage> readMessages(const QJsonValue& list, int depth = 0)
{
    std::vector<ApiMessage> messages;
    const QJsonArray array = list.toArray();
    for (const QJsonValue item : array) {
        const QJsonObject object = item.toObject();
        ApiMessage message;
        message.code = smallNumber(object, u"code");
        message.message = item.isString() ? item.toString() : textAt(object, u"message");
        message.documentationUrl = textAt(object, u"documentation_url");
        message.pointer = textAt(object.value(u"source").toObject(), u"pointer");
        message.meta = object.value(u"meta").toObject();
        if (depth < kChainAtMost)
            message.chain = readMessages(object.value(u"error_chain"), depth + 1);
        messages.push_back(std::move(message));
    }
    return messages;
}

PageInfo readPageInfo(const QJsonObject& object)
{
    PageInfo info;
    info.page = smallNumber(object, u"page");
    info.perPage = smallNumber(object, u"per_page");
    info.totalPages = smallNumber(object, u"total_pages");
    info.count = numberAt(object, u"count");
    info.totalCount = numberAt(object, u"total_count");
    info.cursor = textAt(object, u"cursor");
    if (info.cursor.isEmpty())
        info.cursor = textAt(object.value(u"cursors").toObject(), u"after");
    return info;
}

QString describeHtml(QByteArrayView body)
{
    static const QRegularExpression title(QStringLiteral("<title[^>]*>([^<]*)<"), QRegularExpression::CaseInsensitiveOption);
    const auto match = title.match(QString::fromUtf8(body.first(std::min<qsizetype>(body.size(), 65'536))));
    const QString words = match.captured(1).simplified().left(kTitleAtMost);
    return words.isEmpty() ? QStringLiteral("an HTML page") : QString(u"an HTML page, \"" % words % u'"');
}

} // namespace

QString textOf(const std::vector<ApiMessage>& messages)
{
    QStringList parts;
    for (const ApiMessage& message : messages) {
        QString text = message.message;
        if (const QString details = textAt(message.meta, u"details"); !details.isEmpty())
            text += QStringLiteral(": ") + details;
        if (message.code != 0)
            text += QStringLiteral(" (%1)").arg(message.code);
        if (!message.chain.empty())
            text += QStringLiteral(" → ") + textOf(message.chain);
        parts << text.trimmed();
    }
    return parts.join(QStringLiteral("; ")).left(kTextAtMost);
}

Result<QJsonObject> parseObject(QByteArrayView body)
{
    const QByteArray text = QByteArray::fromRawData(body.data(), body.size());
    const QByteArray start = text.left(4096).trimmed();
    if (start.isEmpty() && text.trimmed().isEmpty())
        return fail(ErrorCode::BadAnswer, QStringLiteral("empty"));
    if (start.startsWith('<'))
        return fail(ErrorCode::BadAnswer, describeHtml(body));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return fail(ErrorCode::BadAnswer, QStringLiteral("no JSON: %1 at byte %2").arg(error.errorString()).arg(error.offset));
    if (!document.isObject())
        return fail(ErrorCode::BadAnswer, QStringLiteral("JSON, but no object"));
    return document.object();
}

Result<Envelope> parseEnvelope(QByteArrayView body)
{
    const auto object = parseObject(body);
    if (!object)
        return fail(object.error());
    if (!object->value(u"success").isBool())
        return fail(ErrorCode::BadAnswer, QStringLiteral("JSON without \"success\""));
    Envelope envelope;
    envelope.success = object->value(u"success").toBool();
    envelope.errors = readMessages(object->value(u"errors"));
    envelope.messages = readMessages(object->value(u"messages"));
    envelope.result = object->value(u"result");
    if (envelope.result.isUndefined())
        envelope.result = QJsonValue::Null;
    envelope.info = readPageInfo(object->value(u"result_info").toObject());
    return envelope;
}

} // namespace tracedeck::cloudflare
