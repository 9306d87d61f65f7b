#pragma once

#include "base/result.h"

#include <optional>
#include <utility>

namespace tracedeck {

/// Takes several answers and keeps the first failure among them.
class Gathering {
public:
    template<typename T>
    void into(T& target, Result<T> answer)
    {
        if (answer)
            target = std::move(*answer);
        else if (!m_error)
            m_error = std::move(answer).error();
    }
    [[nodiscard]] bool failed() const { return m_error.has_value(); }
    [[nodiscard]] const Error& error() const { return *m_error; }

private:
    std::optional<Error> m_error;
};

} // namespace tracedeck
