#include "shell/history.h"

namespace tracedeck::ui {

namespace {
constexpr std::size_t kMostPlaces = 200;
}

void History::visit(const Place& place)
{
    if (!m_places.empty() && m_places[m_at] == place)
        return;
    if (!m_places.empty())
        m_places.resize(m_at + 1);
    if (m_places.size() == kMostPlaces)
        m_places.erase(m_places.begin());
    m_places.push_back(place);
    m_at = m_places.size() - 1;
}

std::optional<History::Place> History::back()
{
    return canGoBack() ? std::optional(m_places[--m_at]) : std::nullopt;
}

std::optional<History::Place> History::forward()
{
    return canGoForward() ? std::optional(m_places[++m_at]) : std::nullopt;
}

} // namespace tracedeck::ui
