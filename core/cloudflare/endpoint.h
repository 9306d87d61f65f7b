#pragma once

#include "async/outcome.h"
#include "async/then.h"
#include "cloudflare/api_client.h"

namespace tracedeck::cloudflare {

/// What a result is, as the endpoint documents it.
enum class Shape : std::uint8_t {
    Object, ///< one thing
    List,   ///< many, in one answer
    Pages,  ///< many, page by page
};

/// One call of the API as a declaration: how it is asked, and how its result is read.
template<typename T>
struct Endpoint {
    ApiRequest request;
    Shape shape = Shape::Object;
    T (*read)(const QJsonValue& result) = nullptr; ///< takes null, and objects with anything missing
};

/// What an endpoint brought, with what a person may want to see of the call.
template<typename T>
struct Answered {
    T value {};
    int status = 0;
    QString ray;
    std::chrono::milliseconds took {0};
    std::vector<ApiMessage> messages;
};

/// BadAnswer where the result is of another kind than the endpoint's; null passes.
[[nodiscard]] Result<void> checkShape(Shape shape, const ApiAnswer& answer);

/// Asks an endpoint. Fails as ApiClient does.
template<typename T>
[[nodiscard]] QFuture<Result<Answered<T>>> ask(const ApiClient& client, const Endpoint<T>& endpoint, const std::stop_token& stop)
{
    auto sent = endpoint.shape == Shape::Pages ? client.sendAll(endpoint.request, stop) : client.send(endpoint.request, stop);
    const auto read = [shape = endpoint.shape, as = endpoint.read](const QFuture<Result<ApiAnswer>>& done) -> Result<Answered<T>> {
        auto answer = outcomeOf(done);
        if (!answer)
            return fail(answer.error());
        if (auto good = checkShape(shape, *answer); !good)
            return fail(good.error());
        return Answered<T> {as(answer->envelope.result), answer->status, answer->ray, answer->took, std::move(answer->envelope.messages)};
    };
    return then(sent, read);
}

} // namespace tracedeck::cloudflare
