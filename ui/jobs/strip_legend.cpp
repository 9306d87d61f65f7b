#include "jobs/strip_legend.h"

#include "jobs/job_strip.h"
#include "theme/theme.h"

#include <QPainter>

#include <array>

namespace tracedeck::ui {

namespace {

constexpr int kHeight = 30, kCell = 10, kGap = 16;

struct Entry {
    StripCell cell;
    const char* text;
};

constexpr std::array<Entry, 4> kEntries {{
    {StripCell::Delivered, QT_TRANSLATE_NOOP("tracedeck::ui::StripLegend", "delivered")},
    {StripCell::Late, QT_TRANSLATE_NOOP("tracedeck::ui::StripLegend", "late")},
    {StripCell::Missing, QT_TRANSLATE_NOOP("tracedeck::ui::StripLegend", "missing")},
    {StripCell::None, QT_TRANSLATE_NOOP("tracedeck::ui::StripLegend", "no traffic")},
}};

} // namespace

StripLegend::StripLegend(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    setFixedHeight(theme.px(kHeight));
    setAccessibleName(tr("Legend of the last 24 hours"));
    connect(&theme, &Theme::changed, this, [this] {
        setFixedHeight(m_theme.px(kHeight));
        update();
    });
}

QSize StripLegend::sizeHint() const
{
    return {m_theme.px(400), m_theme.px(kHeight)};
}

void StripLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().sunken);
    painter.setFont(m_theme.font(TextRole::Small));
    const int cell = m_theme.px(kCell), gap = m_theme.px(kGap);
    int left = gap;
    for (const Entry& entry : kEntries) {
        paintStripCell(painter, m_theme, QRect(left, (height() - cell) / 2, cell, cell), entry.cell);
        left += cell + gap / 2;
        const QString text = tr(entry.text);
        const int width = painter.fontMetrics().horizontalAdvance(text);
        painter.setPen(m_theme.tokens().text2);
        painter.drawText(QRect(left, 0, width, height()), Qt::AlignVCenter | Qt::TextSingleLine, text);
        left += width + gap;
    }
}

} // namespace tracedeck::ui
