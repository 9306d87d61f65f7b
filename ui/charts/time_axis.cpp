#include "charts/time_axis.h"

#include "text/format.h"
#include "theme/theme.h"

#include <QDateTime>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace tracedeck::ui {

namespace {

constexpr std::int64_t kSecond = 1000, kMinute = 60 * kSecond, kHour = 60 * kMinute, kDay = 24 * kHour;
constexpr std::array kSteps {kSecond,      5 * kSecond,  15 * kSecond, 30 * kSecond, kMinute,   5 * kMinute, 10 * kMinute,
                             15 * kMinute, 30 * kMinute, kHour,        2 * kHour,    3 * kHour, 6 * kHour,   12 * kHour,
                             kDay,         2 * kDay,     7 * kDay,     14 * kDay,    30 * kDay, 90 * kDay};

std::int64_t zoneOffset(std::int64_t ms, bool utc)
{
    return utc ? 0 : std::int64_t(QDateTime::fromMSecsSinceEpoch(ms).offsetFromUtc()) * kSecond;
}

} // namespace

TimeAxis::TimeAxis(TimeRange range, double left, double right, bool utc)
    : m_range(range.lengthMs() > 0 ? range : TimeRange {range.from, range.from + 1})
    , m_left(left)
    , m_right(std::max(right, left + 1))
    , m_utc(utc)
{}

double TimeAxis::x(std::int64_t ms) const
{
    return m_left + (m_right - m_left) * static_cast<double>(ms - m_range.from) / static_cast<double>(m_range.lengthMs());
}

std::int64_t TimeAxis::ms(double x) const
{
    return m_range.from + std::llround((x - m_left) / (m_right - m_left) * static_cast<double>(m_range.lengthMs()));
}

std::vector<TimeAxis::Tick> TimeAxis::ticks(double apartPx) const
{
    const double most = std::max(1.0, (m_right - m_left) / std::max(1.0, apartPx));
    const auto needed = static_cast<std::int64_t>(static_cast<double>(m_range.lengthMs()) / most);
    const auto* const found = std::ranges::lower_bound(kSteps, needed);
    const std::int64_t step = found != kSteps.end() ? *found : (needed / kDay + 1) * kDay;
    const std::int64_t offset = zoneOffset(m_range.from, m_utc);
    std::vector<Tick> ticks;
    for (std::int64_t at = ((m_range.from + offset + step - 1) / step) * step - offset; at <= m_range.to; at += step)
        ticks.push_back({at, axisTime(at, step, m_utc)});
    return ticks;
}

void TimeAxis::paintLabels(QPainter& painter, const Theme& theme, double top) const
{
    painter.setFont(theme.font(TextRole::Micro));
    painter.setPen(theme.tokens().text3);
    const QFontMetrics metrics = painter.fontMetrics();
    for (const Tick& tick : ticks(theme.px(72))) {
        const double width = metrics.horizontalAdvance(tick.label);
        const double left = std::min(x(tick.ms) - width / 2, painter.window().right() - width); // the last one is not cut
        if (left >= m_left - width / 2 && left + width <= m_right + width / 2)
            painter.drawText(QPointF(left, top + metrics.ascent()), tick.label);
    }
}

} // namespace tracedeck::ui
