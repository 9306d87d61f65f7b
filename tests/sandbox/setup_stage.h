#pragma once

#include "cloudflare/invocations_api.h"
#include "cloudflare/logpush_api.h"
#include "net/http_transport.h"
#include "s3/bucket.h"
#include "sandbox/pipeline_stage.h"
#include "sandbox/sandbox.h"

#include <atomic>

namespace tracedeck::test {

/// A clock that the test moves while the Sandbox reads it.
struct MovedClock final : Clock {
    [[nodiscard]] std::int64_t nowMs() const override { return now; }
    std::atomic<std::int64_t> now = kStart;
};

/// A running account in a set-up, seen by somebody who was given its address and nothing else.
struct SetupStage {
    explicit SetupStage(const QString& name, std::uint64_t events)
    {
        options.folder = folder.path();
        options.historyEvents = events;
        options.eventsPerSecond = 0;
        options.setup = name;
        options.clock = clock;
        start();
    }
    void start()
    {
        served = std::move(*sandbox::Sandbox::start(options));
        address.emplace(served->address());
    }
    /// Ended, with all that was under way pushed, and started again.
    void restart()
    {
        served.reset();
        start();
    }
    [[nodiscard]] cloudflare::ApiClient client() const
    {
        return cloudflare::ApiClient(
            http, address->baseUrl,
            {cloudflare::Credential::Kind::ApiToken, {}, std::make_shared<const Secret>(address->token.duplicate())});
    }
    template<typename T>
    [[nodiscard]] Result<T> ask(const cloudflare::Endpoint<T>& endpoint) const
    {
        auto answer = cloudflare::ask(client(), endpoint, {}).result();
        return answer ? Result<T> {std::move(answer->value)} : fail(answer.error());
    }
    [[nodiscard]] cloudflare::LogpushScope scope() const { return {cloudflare::LogpushScope::Kind::Account, address->accountId}; }
    [[nodiscard]] Result<cloudflare::InvocationsAnswer> runs(const QString& worker = {}) const
    {
        return cloudflare::askInvocations(client(), {address->accountId, worker, {clock->now - 2 * 86'400'000, clock->now}}, {}).result();
    }
    [[nodiscard]] s3::Bucket bucket() const
    {
        return s3::Bucket(http, {address->endpoint, address->bucket, address->region},
                          {address->accessKeyId, std::make_shared<const Secret>(address->secretAccessKey.duplicate()), nullptr}, clock);
    }
    /// Whether a record of that Worker lies below the prefix that was given.
    [[nodiscard]] Result<bool> isDelivered(const QString& worker) const
    {
        auto source = bucket();
        const QByteArray mark = "\"ScriptName\":\"" + worker.toUtf8() + '"';
        objects::ListRequest request;
        request.prefix = address->prefix + u'/';
        for (;;) {
            const auto page = source.list(request, {}).result();
            if (!page)
                return fail(page.error());
            for (const auto& object : page->objects) {
                const auto got = source.get({.key = object.key, .from = 0, .length = {}, .ifNoneMatch = {}, .onReceived = {}}, {}).result();
                if (!got)
                    return fail(got.error());
                if (gunzip(got->bytes).contains(mark))
                    return true;
            }
            if (page->continuation.isEmpty())
                return false;
            request.continuation = page->continuation;
        }
    }

    QTemporaryDir folder;
    std::shared_ptr<MovedClock> clock = std::make_shared<MovedClock>();
    mutable net::HttpTransport http {{.caFile = {}, .useSystemProxy = false, .userAgent = {}}};
    sandbox::SandboxOptions options;
    std::unique_ptr<sandbox::Sandbox> served;
    std::optional<sandbox::SandboxAddress> address;
};

} // namespace tracedeck::test
