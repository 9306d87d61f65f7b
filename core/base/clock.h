#pragma once

#include <cstdint>

namespace tracedeck {

/// Where "now" comes from; tests hand in their own.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual std::int64_t nowMs() const = 0; ///< Unix milliseconds, UTC
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] std::int64_t nowMs() const override;
};

} // namespace tracedeck
