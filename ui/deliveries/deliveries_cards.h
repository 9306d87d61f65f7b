#pragma once

#include "deliveries/window_grid.h"
#include "widgets/card.h"

namespace tracedeck::ui {

class ChangeLane;
class LineChart;
class PlainLabel;

/// The grid under its legend.
class WindowsCard : public Card {
    Q_OBJECT
public:
    explicit WindowsCard(const Theme& theme, QWidget* parent = nullptr);
    void setAnswer(const SharedAnswer& answer);
    [[nodiscard]] WindowGrid* grid() const { return m_grid; }

private:
    WindowGrid* m_grid;
    PlainLabel* m_note;
};

/// Lag p50 and p95 over the span, and below what changed meanwhile.
class LagCard : public Card {
    Q_OBJECT
public:
    explicit LagCard(const Theme& theme, QWidget* parent = nullptr);
    void setAnswer(const DeliveriesAnswer& answer);
    [[nodiscard]] LineChart* chart() const { return m_chart; }
    [[nodiscard]] ChangeLane* changes() const { return m_changes; }

private:
    LineChart* m_chart;
    ChangeLane* m_changes;
};

} // namespace tracedeck::ui
