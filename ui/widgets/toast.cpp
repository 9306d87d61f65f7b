#include "widgets/toast.h"

#include "widgets/plain_label.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QEvent>
#include <QPainter>
#include <QPushButton>

#include <chrono>

namespace tracedeck::ui {

using namespace std::chrono_literals;

Toast::Toast(const Theme& theme, QWidget* host)
    : QWidget(host)
    , m_theme(theme)
    , m_icon(new PlainLabel(theme, TextRole::Body))
    , m_text(new PlainLabel(theme, TextRole::Body, {}, Tone::Inverse))
    , m_action(new QPushButton)
    , m_close(new QPushButton)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(12), 0, theme.px(8), 0);
    row->setSpacing(theme.px(8));
    for (QWidget* part :
         {static_cast<QWidget*>(m_icon), static_cast<QWidget*>(m_text), static_cast<QWidget*>(m_action), static_cast<QWidget*>(m_close)})
        row->addWidget(part);
    for (QPushButton* button : {m_action, m_close}) {
        button->setProperty("kind", QStringLiteral("act"));
        button->setProperty("role", QStringLiteral("inverse"));
    }
    m_close->setAccessibleName(tr("Dismiss"));
    m_close->setToolTip(tr("Dismiss"));
    m_away.setSingleShot(true);
    m_away.setInterval(6s);
    connect(&m_away, &QTimer::timeout, this, &QWidget::hide);
    connect(m_close, &QPushButton::clicked, this, &QWidget::hide);
    connect(m_action, &QPushButton::clicked, this, [this] {
        hide();
        if (m_act)
            m_act();
    });
    connect(&theme, &Theme::changed, this, &Toast::ink);
    host->installEventFilter(this);
    m_action->hide();
    ink();
    hide();
}

void Toast::ink()
{
    const Tokens& t = m_theme.tokens();
    m_icon->setPixmap(m_theme.pixmap(QStringLiteral("okc"), 16, t.surface, devicePixelRatioF()));
    m_close->setIcon(m_theme.icon(QStringLiteral("close"), 14, t.surface));
}

void Toast::showText(const QString& text, const QString& action, std::function<void()> act)
{
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_act = std::move(act);
    setAccessibleName(text);
    place();
    show();
    raise();
    m_away.start();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Toast::place()
{
    resize(sizeHint().width(), m_theme.px(40));
    const QWidget* host = parentWidget();
    move((host->width() - width()) / 2, host->height() - height() - m_theme.px(16));
}

bool Toast::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

void Toast::enterEvent(QEnterEvent*)
{
    m_away.stop();
}

void Toast::leaveEvent(QEvent*)
{
    m_away.start();
}

void Toast::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.tokens().text);
    painter.drawRoundedRect(rect(), m_theme.px(6), m_theme.px(6));
}

} // namespace tracedeck::ui
