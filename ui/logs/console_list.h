#pragma once

#include "logs/event_detail.h"
#include "theme/theme.h"

#include <QFrame>

namespace tracedeck::ui {

/// The first console lines of an event, one row each: level, ms after start, text. A click asks for the line on the Logs tab.
class ConsoleList : public QFrame {
    Q_OBJECT
public:
    static constexpr std::size_t kMostRows = 12;

    explicit ConsoleList(const Theme& theme, QWidget* parent = nullptr);
    void setLines(const std::vector<ConsoleLine>& lines);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void lineRequested(int line);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] int rowHeight() const { return m_theme.px(26); }

    const Theme& m_theme;
    std::vector<ConsoleLine> m_lines;
};

/// Draws one console row; shared with the Logs tab.
void paintConsoleRow(QPainter& painter, const Theme& theme, const QRect& row, events::Level level, const QString& offset,
                     const QString& text);

} // namespace tracedeck::ui
