#include "widgets/card.h"

#include "widgets/plain_label.h"

#include <QBoxLayout>

namespace tracedeck::ui {

Card::Card(const Theme& theme, QWidget* parent) : QFrame(parent), m_theme(theme), m_column(new QVBoxLayout(this)), m_body(new QVBoxLayout)
{
    setProperty("card", true);
    m_column->setContentsMargins(1, 1, 1, 1);
    m_column->setSpacing(0);
    m_column->addLayout(m_body, 1);
    setBodyMargin(12);
}

void Card::setBodyMargin(int designPx)
{
    const int px = m_theme.px(designPx);
    m_body->setContentsMargins(px, px, px, px);
}

void Card::ensureHead()
{
    if (m_head)
        return;
    auto* strip = new QWidget(this);
    strip->setFixedHeight(m_theme.px(39));
    m_head = new QHBoxLayout(strip);
    m_head->setContentsMargins(m_theme.px(12), 0, m_theme.px(12), 0);
    m_head->setSpacing(m_theme.px(8));
    m_title = new PlainLabel(m_theme, TextRole::Heading);
    m_note = new PlainLabel(m_theme, TextRole::Small, {}, Tone::Secondary);
    m_head->addWidget(m_title);
    m_head->addWidget(m_note);
    m_head->addStretch(1);
    m_column->insertWidget(0, strip);
    m_column->insertWidget(1, horizontalLine(this));
}

QHBoxLayout* Card::head()
{
    ensureHead();
    return m_head;
}

void Card::setTitle(const QString& title, const QString& note)
{
    ensureHead();
    m_title->setText(title);
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    setAccessibleName(title);
}

QFrame* horizontalLine(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setProperty("hline", true);
    line->setFixedHeight(1);
    return line;
}

QFrame* verticalLine(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setProperty("vline", true);
    line->setFixedWidth(1);
    return line;
}

} // namespace tracedeck::ui
