#include "charts/outcome_legend.h"

#include "text/format.h"
#include "widgets/plain_label.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <utility>

namespace tracedeck::ui {

namespace {

/// Slices that share an entry: each one its own, but all of the class without a glyph of its own together.
std::vector<std::vector<std::size_t>> grouped(const std::vector<Slice>& slices)
{
    std::vector<std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < slices.size(); ++i) {
        const bool joins =
            i > 0 && slices[i].outcome == events::OutcomeClass::Other && slices[i - 1].outcome == events::OutcomeClass::Other;
        if (!joins)
            groups.emplace_back();
        groups.back().push_back(i);
    }
    return groups;
}

QStringList labelsOf(const std::vector<Slice>& slices)
{
    QStringList labels;
    for (const Slice& slice : slices)
        labels << slice.label;
    return labels;
}

} // namespace

OutcomeLegend::OutcomeLegend(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme), m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(theme.px(4));
    setAccessibleName(tr("Legend"));
}

void OutcomeLegend::setSlices(const std::vector<Slice>& slices)
{
    const QStringList labels = labelsOf(slices);
    if (property("labels").toStringList() != labels) { // else keep the entries, and with them the focus
        setProperty("labels", labels);
        for (LegendEntry* entry : std::exchange(m_entries, {})) {
            entry->hide();
            entry->deleteLater();
        }
        for (const auto& own : grouped(slices)) {
            auto* entry = new LegendEntry(m_theme, slices, own, this);
            connect(entry, &LegendEntry::activated, this, [this, own](bool toggle) { toggle ? emit toggled(own) : emit isolated(own); });
            m_row->addWidget(entry);
            m_entries << entry;
        }
        updateGeometry();
        fit();
    }
    for (LegendEntry* entry : m_entries)
        entry->setChecked(slices[entry->slices().front()].shown);
}

QSize OutcomeLegend::minimumSizeHint() const
{
    return {static_cast<int>(m_entries.size()) * m_theme.px(24 + 4), m_theme.px(24)};
}

QSize OutcomeLegend::sizeHint() const
{
    int width = 0;
    for (const LegendEntry* entry : m_entries)
        width += entry->fullWidth() + m_row->spacing();
    return {width, m_theme.px(24)};
}

void OutcomeLegend::resizeEvent(QResizeEvent*)
{
    fit();
}

void OutcomeLegend::fit()
{
    int room = width() - minimumSizeHint().width();
    for (auto entry = m_entries.rbegin(); entry != m_entries.rend(); ++entry) {
        const int more = (*entry)->fullWidth() - m_theme.px(24);
        (*entry)->setWordless(more > room);
        room -= more > room ? 0 : more;
    }
}

LegendEntry::LegendEntry(const Theme& theme, const std::vector<Slice>& all, std::vector<std::size_t> own, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_own(std::move(own))
    , m_outcome(all[m_own.front()].outcome)
{
    QStringList names;
    std::uint64_t total = 0;
    for (const std::size_t slice : m_own) {
        names << all[slice].label;
        total += all[slice].total;
    }
    setText(m_own.size() == 1 ? names[0] : tr("%n other outcomes", nullptr, static_cast<int>(m_own.size())));
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("%1, %2 events").arg(names.join(u", "), countText(total)));
    setToolTip(plainToolTip(tr("%1. Click: show alone. Ctrl and click: hide or show.").arg(names.join(u", "))));
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
