#pragma once

#include "base/time_range.h"
#include "theme/theme.h"
#include "widgets/popover_frame.h"

class QDateTimeEdit;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace tracedeck::ui {

class PlainLabel;

/// Chooses a time range: presets, a typed text, or from and to. Presets count back from the newest event.
class TimeRangePopover : public PopoverFrame {
    Q_OBJECT
public:
    explicit TimeRangePopover(const Theme& theme, QWidget* parent = nullptr);

    /// What to start from. `newestMs` is where presets end.
    void setState(TimeRange chosen, TimeRange effective, std::int64_t newestMs, bool utc);

signals:
    void rangeChosen(tracedeck::TimeRange range);

protected:
    void showEvent(QShowEvent* event) override;

private:
    [[nodiscard]] QWidget* presetColumn();
    [[nodiscard]] QVBoxLayout* fieldColumn();
    QDateTimeEdit* addEdit(QVBoxLayout* column, const QString& label);
    void choose(TimeRange range);
    void applyTyped();
    void applyEdits();
    void explainTyped();

    const Theme& m_theme;
    std::int64_t m_newestMs = 0;
    bool m_utc = true;
    QLineEdit* m_typed = nullptr;
    PlainLabel* m_reading = nullptr;
    PlainLabel* m_anchor = nullptr;
    QDateTimeEdit* m_from = nullptr;
    QDateTimeEdit* m_to = nullptr;
};

} // namespace tracedeck::ui
