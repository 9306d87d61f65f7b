#pragma once

#include "async/alarm.h"
#include "async/gate.h"
#include "net/transport.h"

#include <QPromise>

#include <atomic>
#include <memory>

namespace tracedeck::net {

/// What all calls of one decorator share; they may outlive it, and find the gate closed then.
struct RelayFrame {
    explicit RelayFrame(Transport& innerTransport, Alarm* itsAlarm = nullptr) : inner(innerTransport), alarm(itsAlarm) {}
    void close(); ///< what runs ends as Cancelled; nothing uses the inner transport and the alarm any more

    Transport& inner;
    Alarm* alarm; ///< null where nothing waits
    Gate gate;    ///< before `inner` and `alarm`
    std::stop_source closing;
};

/// One call on its way through a decorator: forwarded to the inner transport as often as the kind of decorator wants, answered once.
class RelayedCall : public std::enable_shared_from_this<RelayedCall> {
public:
    RelayedCall(std::shared_ptr<RelayFrame> frame, Request request, std::stop_token stop);
    virtual ~RelayedCall() = default;
    RelayedCall(const RelayedCall&) = delete;
    RelayedCall& operator=(const RelayedCall&) = delete;

    [[nodiscard]] QFuture<Result<Response>> start();

protected:
    virtual void begin() { forward(); }
    virtual void answered(Result<Response> answer) = 0;

    void forward(); ///< to the inner transport; `answered` gets what comes back, on that one's thread
    void wait(std::chrono::milliseconds delay, std::function<void()> then);
    void finish(Result<Response> answer);
    [[nodiscard]] const Request& request() const { return m_request; }

private:
    struct Cancel {
        std::weak_ptr<RelayedCall> call;
        void operator()() const;
    };
    using OnStop = std::stop_callback<Cancel>;

    std::shared_ptr<RelayFrame> m_frame;
    Request m_request;
    std::stop_token m_callers;
    std::stop_source m_stop; // of what is under way in the inner transport
    QPromise<Result<Response>> m_promise;
    std::atomic<bool> m_isFinished {false};
    std::unique_ptr<OnStop> m_onStop, m_onClose;
};

} // namespace tracedeck::net
