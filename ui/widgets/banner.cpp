#include "widgets/banner.h"

#include "widgets/clear_layout.h"
#include "widgets/elided_label.h"

#include <QBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace tracedeck::ui {

namespace {

struct BannerLook {
    QColor Tokens::*strong;
    QColor Tokens::*soft;
    Tone tone;
    const char16_t* icon;
    const char16_t* role;
};

const BannerLook& lookOf(BadgeKind kind)
{
    static constexpr BannerLook info {&Tokens::infotext, &Tokens::infosoft, Tone::Info, u"info", u"info"};
    static constexpr BannerLook warn {&Tokens::warntext, &Tokens::warnsoft, Tone::Warn, u"warn", u"warn"};
    static constexpr BannerLook danger {&Tokens::dangertext, &Tokens::dangersoft, Tone::Error, u"error", u"error"};
    return kind == BadgeKind::Danger ? danger : kind == BadgeKind::Warn ? warn : info;
}

} // namespace

Banner::Banner(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme), m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(theme.px(14), 0, theme.px(8), 0);
    m_row->setSpacing(theme.px(8));
    setFixedHeight(theme.px(36));
    hide();
    connect(&theme, &Theme::changed, this, &Banner::rebuild);
}

void Banner::showMessage(BadgeKind kind, const QString& sentence, std::vector<Action> actions)
{
    m_kind = kind;
    m_sentence = sentence;
    m_actions = std::move(actions);
    rebuild();
    show();
}

void Banner::rebuild()
{
    clearLayout(*m_row);
    const QColor ink = m_theme.tokens().*lookOf(m_kind).strong;
    auto* icon = new PlainLabel(m_theme, TextRole::Body);
    icon->setPixmap(m_theme.pixmap(QStringView(lookOf(m_kind).icon).toString(), 16, ink, devicePixelRatioF()));
    auto* sentence = new ElidedLabel(m_theme, TextRole::Body, m_sentence, lookOf(m_kind).tone);
    m_row->addWidget(icon);
    m_row->addWidget(sentence, 1);
    for (const Action& action : m_actions) {
        auto* link = new QPushButton(action.text);
        link->setProperty("kind", QStringLiteral("act"));
        link->setProperty("role", QStringView(lookOf(m_kind).role).toString());
        connect(link, &QPushButton::clicked, this, action.act);
        m_row->addWidget(link);
    }
    setAccessibleName(m_sentence);
    update();
}

void Banner::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.tokens().*lookOf(m_kind).strong);
    painter.setBrush(m_theme.tokens().*lookOf(m_kind).soft);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), m_theme.px(6), m_theme.px(6));
}

} // namespace tracedeck::ui
