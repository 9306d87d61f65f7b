#include "net/recording_transport.h"

#include "net/masked.h"
#include "net/relay.h"

#include <algorithm>
#include <deque>
#include <mutex>

namespace tracedeck::net {

namespace {

/// The last calls, in a ring.
class Ring {
public:
    explicit Ring(std::size_t keep) : m_keep(keep) {}

    void add(RecordedCall call)
    {
        const std::lock_guard lock(m_mutex);
        m_calls.push_back(std::move(call));
        if (m_calls.size() > m_keep)
            m_calls.pop_front();
    }

    [[nodiscard]] std::vector<RecordedCall> calls() const
    {
        const std::lock_guard lock(m_mutex);
        return {m_calls.begin(), m_calls.end()};
    }

private:
    mutable std::mutex m_mutex;
    const std::size_t m_keep;
    std::deque<RecordedCall> m_calls;
};

/// One call that is noted when it has its answer.
class NotedCall final : public RelayedCall {
public:
    NotedCall(std::shared_ptr<RelayFrame> frame, std::shared_ptr<Ring> ring, std::shared_ptr<const Clock> clock, Request request,
              std::stop_token stop)
        : RelayedCall(std::move(frame), std::move(request), std::move(stop))
        , m_ring(std::move(ring))
        , m_clock(std::move(clock))
        , m_startedMs(m_clock->nowMs())
    {}
    ~NotedCall() override
    {
        if (!m_isNoted)
            note(fail(ErrorCode::Cancelled));
    }
    NotedCall(const NotedCall&) = delete;
    NotedCall& operator=(const NotedCall&) = delete;

private:
    void answered(Result<Response> answer) override
    {
        note(answer);
        finish(std::move(answer));
    }

    void note(const Result<Response>& answer)
    {
        m_isNoted = true;
        RecordedCall call;
        call.startedMs = m_startedMs;
        call.verb = request().verb;
        call.url = maskedUrl(request().url);
        call.tookMs = std::max<std::int64_t>(0, m_clock->nowMs() - m_startedMs);
        if (answer) {
            call.status = answer->status;
            call.ray = QString::fromLatin1(answer->header("cf-ray"));
        } else {
            call.failure = answer.error().code;
        }
        m_ring->add(std::move(call));
    }

    const std::shared_ptr<Ring> m_ring;
    const std::shared_ptr<const Clock> m_clock;
    const std::int64_t m_startedMs;
    bool m_isNoted = false;
};

} // namespace

struct RecordingTransport::Private {
    std::shared_ptr<Ring> ring;
    std::shared_ptr<const Clock> clock;
    std::shared_ptr<RelayFrame> frame;
};

RecordingTransport::RecordingTransport(Transport& inner, std::size_t keep, std::shared_ptr<const Clock> clock)
    : d(std::make_unique<Private>())
{
    d->ring = std::make_shared<Ring>(keep);
    d->clock = clock ? std::move(clock) : std::make_shared<SystemClock>();
    d->frame = std::make_shared<RelayFrame>(inner);
}

RecordingTransport::~RecordingTransport()
{
    d->frame->close();
}

QFuture<Result<Response>> RecordingTransport::send(Request request, std::stop_token stop)
{
    return std::make_shared<NotedCall>(d->frame, d->ring, d->clock, std::move(request), std::move(stop))->start();
}

std::vector<RecordedCall> RecordingTransport::calls() const
{
    return d->ring->calls();
}

} // namespace tracedeck::net
