#include "widgets/skeleton_rows.h"

#include <QPainter>

#include <chrono>

namespace tracedeck::ui {

using namespace std::chrono_literals;

SkeletonRows::SkeletonRows(const Theme& theme, int rowHeight, QWidget* parent) : QWidget(parent), m_theme(theme), m_rowHeight(rowHeight)
{
    setAccessibleName(tr("Loading"));
    m_soon.setSingleShot(true);
    m_soon.setInterval(150ms);
    connect(&m_soon, &QTimer::timeout, this, &QWidget::show);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void SkeletonRows::start()
{
    if (!isVisible())
        m_soon.start();
}

void SkeletonRows::stop()
{
    m_soon.stop();
    hide();
}

void SkeletonRows::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = m_theme.tokens();
    painter.setRenderHint(QPainter::Antialiasing);
    const int pad = m_theme.px(12), bar = m_theme.px(8);
    static constexpr int widths[][3] = {{84, 120, 150}, {84, 92, 162}, {84, 138, 110}, {84, 102, 142}};
    for (int row = 0; row * m_rowHeight < height(); ++row) {
        const int middle = row * m_rowHeight + m_rowHeight / 2;
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.sunken);
        painter.drawEllipse(QPointF(pad + bar * 0.75, middle), bar * 0.75, bar * 0.75);
        int x = pad + m_theme.px(24);
        for (const int width : widths[row % 4]) {
            painter.drawRoundedRect(x, middle - bar / 2, m_theme.px(width), bar, bar * 0.5, bar * 0.5);
            x += m_theme.px(width + 12);
        }
        painter.setPen(t.grid);
        painter.drawLine(pad, (row + 1) * m_rowHeight, width() - pad, (row + 1) * m_rowHeight);
    }
}

} // namespace tracedeck::ui
