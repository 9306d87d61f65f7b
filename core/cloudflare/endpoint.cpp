#include "cloudflare/endpoint.h"

namespace tracedeck::cloudflare {

Result<void> checkShape(Shape shape, const ApiAnswer& answer)
{
    const QJsonValue& result = answer.envelope.result;
    if (result.isNull() || (shape == Shape::Object ? result.isObject() : result.isArray()))
        return {};
    return fail(Error {ErrorCode::BadAnswer,
                       shape == Shape::Object ? QStringLiteral("the result is no object") : QStringLiteral("the result is no list"),
                       {},
                       answer.status,
                       0,
                       answer.ray});
}

} // namespace tracedeck::cloudflare
