#pragma once

#include "base/clock.h"
#include "net/transport.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace tracedeck::net {

/// One request as diagnostics may tell of it: no headers, no bodies, no secrets.
struct RecordedCall {
    std::int64_t startedMs = 0; ///< Unix
    Verb verb = Verb::Get;
    QString url;    ///< masked
    int status = 0; ///< 0 = no answer, see `failure`
    std::optional<ErrorCode> failure;
    std::int64_t tookMs = 0;
    QString ray; ///< `cf-ray`
};

/// Remembers the last requests that went through it.
class RecordingTransport final : public Transport {
public:
    explicit RecordingTransport(Transport& inner, std::size_t keep = 500, std::shared_ptr<const Clock> clock = nullptr);
    ~RecordingTransport() override;
    [[nodiscard]] QFuture<Result<Response>> send(Request request, std::stop_token stop) override;

    [[nodiscard]] std::vector<RecordedCall> calls() const; ///< finished ones, oldest first; any thread

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tracedeck::net
