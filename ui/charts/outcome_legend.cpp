#include "charts/outcome_legend.h"

#include "text/format.h"
#include "widgets/plain_label.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace tracedeck::ui {

OutcomeLegend::OutcomeLegend(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme), m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(theme.px(4));
    setAccessibleName(tr("Legend"));
}

void OutcomeLegend::setSlices(const std::vector<Slice>& slices)
{
    QStringList before, now;
    for (const LegendEntry* entry : entries())
        before << entry->text();
    for (const Slice& slice : slices)
        now << slice.label;
    if (before == now) { // keep the entries, and with them the focus
        std::size_t i = 0;
        for (LegendEntry* entry : entries())
            entry->setChecked(slices[i++].shown);
        return;
    }
    while (QLayoutItem* item = m_row->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (std::size_t i = 0; i < slices.size(); ++i) {
        auto* entry = new LegendEntry(m_theme, slices[i], this);
        connect(entry, &LegendEntry::activated, this,
                [this, i](bool toggle) { toggle ? emit toggled(static_cast<int>(i)) : emit isolated(static_cast<int>(i)); });
        m_row->addWidget(entry);
    }
    updateGeometry();
    fit();
}

QList<LegendEntry*> OutcomeLegend::entries() const
{
    QList<LegendEntry*> entries;
    for (int i = 0; i < m_row->count(); ++i)
        entries << static_cast<LegendEntry*>(m_row->itemAt(i)->widget());
    return entries;
}

QSize OutcomeLegend::minimumSizeHint() const
{
    return {m_row->count() * m_theme.px(24 + 4), m_theme.px(24)};
}

void OutcomeLegend::resizeEvent(QResizeEvent*)
{
    fit();
}

QSize OutcomeLegend::sizeHint() const
{
    int width = 0;
    for (const LegendEntry* entry : entries())
        width += entry->fullWidth() + m_row->spacing();
    return {width, m_theme.px(24)};
}

void OutcomeLegend::fit()
{
    const bool tight = sizeHint().width() > width();
    for (LegendEntry* entry : entries())
        entry->setWordless(tight);
}

LegendEntry::LegendEntry(const Theme& theme, const Slice& slice, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_outcome(slice.outcome)
{
    setText(slice.label);
    setCheckable(true);
    setChecked(slice.shown);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("%1, %2 events").arg(slice.label, countText(slice.total)));
    setToolTip(plainToolTip(tr("%1. Click: show alone. Ctrl and click: hide or show.").arg(slice.label)));
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setMinimumWidth(theme.px(24));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

int LegendEntry::fullWidth() const
{
    return m_theme.px(12 + 6 + 10) + QFontMetrics(m_theme.font(TextRole::Small)).horizontalAdvance(text());
}

void LegendEntry::setWordless(bool wordless)
{
    if (wordless == m_wordless)
        return;
    m_wordless = wordless;
    updateGeometry();
    update();
}

QSize LegendEntry::sizeHint() const
{
    return {m_wordless ? m_theme.px(24) : fullWidth(), m_theme.px(24)};
}

void LegendEntry::mouseReleaseEvent(QMouseEvent* event)
{
    setDown(false);
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        emit activated(event->modifiers() & Qt::ControlModifier);
}

void LegendEntry::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return)
        emit activated(event->modifiers() & Qt::ControlModifier);
    else
        QAbstractButton::keyPressEvent(event);
}

void LegendEntry::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = m_theme.tokens();
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(t.accent, 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), m_theme.px(4), m_theme.px(4));
    }
    m_theme.drawGlyph(painter, QPointF(m_theme.px(10), height() / 2.0), m_outcome);
    QFont font = m_theme.font(TextRole::Small);
    font.setStrikeOut(!isChecked());
    if (m_wordless)
        return;
    painter.setFont(font);
    painter.setPen(isChecked() ? t.text2 : t.text3);
    painter.drawText(rect().adjusted(m_theme.px(20), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
}

} // namespace tracedeck::ui
