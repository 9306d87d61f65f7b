#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <thread>

namespace tracedeck {

/// Runs calls after a while, one at a time, on a thread of its own that is started by the first. Any thread may hand in; dropping it,
/// never from inside a call, drops the calls that have not begun.
class Later {
public:
    Later() = default;
    ~Later();
    Later(const Later&) = delete;
    Later& operator=(const Later&) = delete;

    void after(std::chrono::milliseconds delay, std::function<void()> call);

private:
    using Clock = std::chrono::steady_clock;
    void run(const std::stop_token& stop);

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::multimap<Clock::time_point, std::function<void()>> m_calls;
    std::jthread m_thread; // last: stops before what it uses goes
};

} // namespace tracedeck
