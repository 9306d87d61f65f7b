#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>

namespace tracedeck {

/// Calls on an object that another thread may drop meanwhile: who is inside keeps it, `close` lets nobody in any more and waits until
/// all have left. Entering twice is allowed; closing from inside is not.
class Gate {
public:
    /// True while inside.
    class [[nodiscard]] Pass {
    public:
        explicit Pass(Gate* gate) : m_gate(gate) {}
        explicit operator bool() const { return m_gate != nullptr; }

    private:
        struct Leave {
            void operator()(Gate* gate) const { gate->leave(); }
        };
        std::unique_ptr<Gate, Leave> m_gate;
    };

    Pass enter()
    {
        const std::lock_guard lock(m_mutex);
        if (m_isClosed)
            return Pass(nullptr);
        ++m_inside;
        return Pass(this);
    }

    void close()
    {
        std::unique_lock lock(m_mutex);
        m_isClosed = true;
        m_left.wait(lock, [this] { return m_inside == 0; });
    }

private:
    void leave()
    {
        const std::lock_guard lock(m_mutex);
        if (--m_inside == 0)
            m_left.notify_all();
    }

    std::mutex m_mutex;
    std::condition_variable m_left;
    int m_inside = 0;
    bool m_isClosed = false;
};

} // namespace tracedeck
