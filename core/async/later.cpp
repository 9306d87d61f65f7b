#include "async/later.h"

namespace tracedeck {

Later::~Later()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void Later::after(std::chrono::milliseconds delay, std::function<void()> call)
{
    const std::lock_guard lock(m_mutex);
    m_calls.emplace(Clock::now() + delay, std::move(call));
    if (!m_thread.joinable())
        m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
    m_changed.notify_one();
}

void Later::run(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        if (m_calls.empty()) {
            m_changed.wait(lock, stop, [this] { return !m_calls.empty(); });
            continue;
        }
        const auto first = m_calls.begin();
        if (const auto due = first->first; due > Clock::now()) {
            m_changed.wait_until(lock, stop, due, [this, due] { return m_calls.empty() || m_calls.begin()->first < due; });
            continue;
        }
        const auto call = std::move(first->second);
        m_calls.erase(first);
        lock.unlock();
        call();
        lock.lock();
    }
}

} // namespace tracedeck
