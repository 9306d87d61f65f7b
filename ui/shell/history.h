#pragma once

#include "base/time_range.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace tracedeck::ui {

/// Where a person was: back and forward over page and time range, as in a browser.
class History {
public:
    struct Place {
        int page = 0;
        TimeRange range;
        bool operator==(const Place&) const = default;
    };

    void visit(const Place& place); ///< forgets what lay ahead; the same place twice is one visit
    [[nodiscard]] std::optional<Place> back();
    [[nodiscard]] std::optional<Place> forward();
    [[nodiscard]] bool canGoBack() const { return m_at > 0; }
    [[nodiscard]] bool canGoForward() const { return m_at + 1 < m_places.size(); }

private:
    std::vector<Place> m_places;
    std::size_t m_at = 0;
};

} // namespace tracedeck::ui
