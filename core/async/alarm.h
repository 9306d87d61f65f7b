#pragma once

#include "async/later.h"

namespace tracedeck {

/// Where waiting comes from; tests hand in their own and do not wait.
class Alarm {
public:
    virtual ~Alarm() = default;
    /// Calls `ring` once, on a thread of the alarm's; not before `delay` has passed.
    virtual void after(std::chrono::milliseconds delay, std::function<void()> ring) = 0;
};

class SystemAlarm final : public Alarm {
public:
    void after(std::chrono::milliseconds delay, std::function<void()> ring) override { m_later.after(delay, std::move(ring)); }

private:
    Later m_later;
};

} // namespace tracedeck
