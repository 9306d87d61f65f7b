#pragma once

#include "logs/event_detail.h"
#include "logs/filter_draft.h"
#include "theme/theme.h"

#include <QWidget>

namespace tracedeck::ui {

enum class ValueGesture { FilterFor, FilterOut, Only };

/// Keys and values of an event in two columns; a right click on a value filters by it or copies it.
class ValueGrid : public QWidget {
    Q_OBJECT
public:
    explicit ValueGrid(const Theme& theme, QWidget* parent = nullptr);
    void setEvent(const EventDetail& detail, bool utc);

signals:
    void gestured(tracedeck::ui::ValueGesture gesture, tracedeck::store::Column column, const std::string& value);

private:
    struct Row {
        QString key, value, whole; ///< `whole` goes to the clipboard
        std::optional<store::Column> field;
        std::string fieldText;
    };
    [[nodiscard]] static std::vector<Row> rowsOf(const EventDetail& detail, bool utc);
    void addRow(int at, const Row& row);
    void showMenu(const Row& row, QPoint global);

    const Theme& m_theme;
};

/// Wall time as a bar with the CPU's part of it.
class TimeBar : public QWidget {
    Q_OBJECT
public:
    TimeBar(const Theme& theme, std::optional<std::int64_t> wallMs, std::optional<std::int64_t> cpuMs, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override { return {m_theme.px(240), m_theme.px(20)}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    std::optional<std::int64_t> m_wall, m_cpu;
};

} // namespace tracedeck::ui

Q_DECLARE_METATYPE(tracedeck::ui::ValueGesture)
