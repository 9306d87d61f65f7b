#include "exceptions/fact_strip.h"

#include "theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace tracedeck::ui {

namespace {

constexpr int kHeight = 54, kMinWidth = 92, kPadding = 12;

} // namespace

FactStrip::FactStrip(const Theme& theme, QWidget* parent) : QFrame(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void FactStrip::setFacts(std::vector<Fact> facts)
{
    m_facts = std::move(facts);
    QStringList words;
    for (const auto& fact : m_facts)
        words << tr("%1: %2").arg(fact.label, fact.value);
    setAccessibleName(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize FactStrip::sizeHint() const
{
    return {m_theme.px(130) * static_cast<int>(m_facts.size()), m_theme.px(kHeight)};
}

QSize FactStrip::minimumSizeHint() const
{
    return {m_theme.px(kMinWidth) * static_cast<int>(m_facts.size()), m_theme.px(kHeight)};
}

QRect FactStrip::place(std::size_t index) const
{
    int all = 0, before = 0;
    for (std::size_t i = 0; i < m_facts.size(); ++i) {
        all += m_facts[i].weight;
        before += i < index ? m_facts[i].weight : 0;
    }
    const int from = width() * before / all;
    const QRect part(from, 0, width() * (before + m_facts[index].weight) / all - from, height());
    return QStyle::visualRect(layoutDirection(), rect(), part);
}

void FactStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto& tokens = m_theme.tokens();
    painter.setPen(tokens.border);
    painter.drawLine(rect().topLeft(), rect().topRight());
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
    const int align = static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter)) | Qt::TextSingleLine;
    const int pad = m_theme.px(kPadding);
    for (std::size_t i = 0; i < m_facts.size(); ++i) {
        const auto& fact = m_facts[i];
        const QRect area = place(i);
        if (i > 0) {
            painter.setPen(tokens.border);
            const int x = layoutDirection() == Qt::RightToLeft ? area.right() : area.left();
            painter.drawLine(x, area.top(), x, area.bottom());
        }
        const QRect inner = area.adjusted(pad, m_theme.px(7), -pad / 2, -m_theme.px(7));
        const auto draw = [&](const QRect& part, TextRole role, const QColor& colour, const QString& text) {
            painter.setFont(m_theme.font(role));
            painter.setPen(colour);
            painter.drawText(part, align, painter.fontMetrics().elidedText(text, Qt::ElideRight, part.width()));
        };
        const int half = inner.height() / 2;
        draw({inner.left(), inner.top(), inner.width(), half}, TextRole::Small, tokens.text3, fact.label);
        draw({inner.left(), inner.top() + half, inner.width(), inner.height() - half}, TextRole::Heading, tokens.text, fact.value);
    }
}

bool FactStrip::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QFrame::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (std::size_t i = 0; i < m_facts.size(); ++i)
        if (place(i).contains(help->pos()))
            QToolTip::showText(help->globalPos(), QString(m_facts[i].value % u'\n' % m_facts[i].about), this);
    return true;
}

} // namespace tracedeck::ui
