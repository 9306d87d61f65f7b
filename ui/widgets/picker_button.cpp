#include "widgets/picker_button.h"

#include "widgets/plain_label.h"

#include <QPainter>
#include <QStyleOptionButton>

namespace tracedeck::ui {

PickerButton::PickerButton(const Theme& theme, const QString& icon, const QString& name, QWidget* parent)
    : QPushButton(parent)
    , m_theme(theme)
    , m_icon(icon)
    , m_name(name)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] { updateGeometry(); });
}

void PickerButton::setChoice(const QString& value, const QString& remark)
{
    m_value = value;
    m_remark = remark;
    setAccessibleName(QStringLiteral("%1: %2 %3").arg(m_name, value, remark).trimmed());
    setToolTip(plainToolTip(accessibleName()));
    updateGeometry();
    update();
}

void PickerButton::setCompact(bool compact)
{
    m_compact = compact;
    updateGeometry();
    update();
}

void PickerButton::setSymbol(const QString& icon)
{
    m_icon = icon;
    update();
}

void PickerButton::setMostWidth(int designPx)
{
    m_mostWidth = designPx;
    updateGeometry();
    update();
}

QString PickerButton::value() const
{
    const QFontMetrics metrics(m_theme.font(TextRole::BodyMedium));
    return m_mostWidth == 0 ? m_value : metrics.elidedText(m_value, Qt::ElideRight, m_theme.px(m_mostWidth));
}

QSize PickerButton::sizeHint() const
{
    const int value = QFontMetrics(m_theme.font(TextRole::BodyMedium)).horizontalAdvance(this->value());
    const int second = remark().isEmpty() ? 0 : QFontMetrics(m_theme.font(TextRole::Small)).horizontalAdvance(remark()) + m_theme.px(8);
    return {m_theme.px(12 + 16 + 8) + value + second + m_theme.px(10 + 14 + 12), m_theme.px(32)};
}

void PickerButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    style()->drawControl(QStyle::CE_PushButton, &option, &painter, this);
    const Tokens& t = m_theme.tokens();
    const qreal dpr = devicePixelRatioF();
    int x = m_theme.px(12);
    const auto draw = [&](int left, int width, const auto& paint) {
        paint(QStyle::visualRect(layoutDirection(), rect(), QRect(left, 0, width, height())));
    };
    const auto icon = [&](const QString& name, int px) {
        draw(x, m_theme.px(px), [&](const QRect& area) {
            painter.drawPixmap(area.left(), (height() - area.width()) / 2, m_theme.pixmap(name, px, t.text2, dpr));
        });
    };
    const auto text = [&](const QString& words, TextRole role, const QColor& colour) {
        painter.setFont(m_theme.font(role));
        painter.setPen(colour);
        const int width = painter.fontMetrics().horizontalAdvance(words) + 1;
        draw(x, width, [&](const QRect& area) { painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextDontClip, words); });
        x += width;
    };
    icon(m_icon, 16);
    x += m_theme.px(16 + 8);
    text(value(), TextRole::BodyMedium, isEnabled() ? t.text : t.text3);
    if (!remark().isEmpty()) {
        x += m_theme.px(8);
        text(remark(), TextRole::Small, t.text2);
    }
    x = width() - m_theme.px(12 + 14);
    icon(QStringLiteral("chevd"), 14);
}

} // namespace tracedeck::ui
