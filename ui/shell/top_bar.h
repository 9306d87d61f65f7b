#pragma once

#include "shell/live_box.h"
#include "theme/theme.h"

#include <QWidget>

class QPushButton;

namespace tracedeck::ui {

class PickerButton;
class Scope;
class SegmentedControl;
class SourcePicker;
class TimeRangePopover;

/// What is looked at: the source, the time range, and how times are written.
class TopBar : public QWidget {
    Q_OBJECT
public:
    TopBar(Scope& scope, const Theme& theme, QWidget* parent = nullptr);

    void setSource(const QString& icon, const QString& name, const QString& remark);
    void setLive(const LiveState& state) { m_live->setState(state); }
    [[nodiscard]] SourcePicker& sources() { return *m_source; }
    void openTimeRange();

signals:
    void refreshRequested();
    void liveChosen(bool on);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void readScope();
    [[nodiscard]] std::int64_t newestMs() const;

    Scope& m_scope;
    const Theme& m_theme;
    SourcePicker* m_source;
    PickerButton* m_range;
    SegmentedControl* m_zone;
    LiveBox* m_live;
    TimeRangePopover* m_popover;
};

} // namespace tracedeck::ui
