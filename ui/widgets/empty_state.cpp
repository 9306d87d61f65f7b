#include "widgets/empty_state.h"

#include "widgets/buttons.h"
#include "widgets/plain_label.h"

#include <QBoxLayout>

namespace tracedeck::ui {

EmptyState::EmptyState(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new PlainLabel(theme, TextRole::Body))
    , m_title(new PlainLabel(theme, TextRole::Heading))
    , m_why(new PlainLabel(theme, TextRole::Body, {}, Tone::Secondary))
    , m_actions(new QHBoxLayout)
{
    auto* column = new QVBoxLayout(this);
    column->setSpacing(theme.px(6));
    m_why->setWordWrap(true);
    m_why->setAlignment(Qt::AlignHCenter);
    m_why->setMaximumWidth(theme.px(440));
    column->addStretch(1);
    for (QWidget* part : {m_icon, m_title})
        column->addWidget(part, 0, Qt::AlignHCenter);
    auto* why = new QHBoxLayout; // not by alignment: that would take the label's height for its width away
    why->addStretch(1);
    why->addWidget(m_why, 100);
    why->addStretch(1);
    column->addLayout(why);
    column->addSpacing(theme.px(6));
    column->addLayout(m_actions);
    column->addStretch(1);
    m_actions->setSpacing(theme.px(8));
    m_actions->addStretch(1);
    m_actions->addStretch(1);
    connect(&theme, &Theme::changed, this, [this] { setMessage(m_iconName, m_title->text(), m_why->text()); });
}

void EmptyState::setMessage(const QString& icon, const QString& title, const QString& why)
{
    m_iconName = icon;
    m_icon->setPixmap(m_theme.pixmap(icon, 32, m_theme.tokens().text3, devicePixelRatioF()));
    m_title->setText(title);
    m_why->setText(why);
    setAccessibleName(title);
    setAccessibleDescription(why);
}

QPushButton* EmptyState::addAction(const QString& text)
{
    const bool first = m_actions->count() == 2;
    QPushButton* button = first ? primaryButton(text, this) : new QPushButton(text, this);
    m_actions->insertWidget(m_actions->count() - 1, button);
    return button;
}

void EmptyState::clearActions()
{
    while (m_actions->count() > 2) {
        QLayoutItem* item = m_actions->takeAt(1);
        item->widget()->deleteLater();
        delete item;
    }
}

} // namespace tracedeck::ui
