#include "logs/chip_button.h"

#include "charts/stack_layout.h"
#include "logs/words.h"

#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMostValueWidth = 220; ///< a chip is a reminder: long values are elided, whole in the tooltip

} // namespace

ChipButton::ChipButton(Chip chip, const Theme& theme, QWidget* parent) : QAbstractButton(parent), m_chip(std::move(chip)), m_theme(theme)
{
    const ChipWords words = chipWords(m_chip);
    const QString sentence = QStringList {words.field, words.relation, words.value}.join(u' ').trimmed();
    setAccessibleName(m_chip.enabled ? sentence : tr("%1, switched off").arg(sentence));
    setToolTip(tr("%1\nClick to edit \u00b7 Space on or off \u00b7 N negate \u00b7 Delete remove")
                   .arg(sentence)
                   .toHtmlEscaped()
                   .replace(u'\n', u"<br>"_s)
                   .prepend(u"<qt>"_s));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
}

bool ChipButton::isExclusion() const
{
    const auto* condition = std::get_if<logpush::Condition>(&m_chip.what);
    return condition && logpush::isNegated(condition->op);
}

std::vector<ChipButton::Part> ChipButton::parts() const
{
    const Tokens& t = m_theme.tokens();
    const ChipWords words = chipWords(m_chip);
    const QFontMetrics metrics(m_theme.font(TextRole::Subheading));
    std::vector<Part> out;
    if (!words.field.isEmpty())
        out.push_back({words.field, TextRole::Small, t.text2});
    if (!words.relation.isEmpty())
        out.push_back({words.relation, isExclusion() ? TextRole::Subheading : TextRole::Small, isExclusion() ? t.dangertext : t.text3});
    out.push_back({metrics.elidedText(words.value, Qt::ElideMiddle, m_theme.px(kMostValueWidth)), TextRole::Subheading, t.text});
    return out;
}

std::optional<QColor> ChipButton::drawValueGlyph(QPainter* painter, QPointF centre) const
{
    const auto* condition = std::get_if<logpush::Condition>(&m_chip.what);
    if (!condition || condition->values.size() != 1)
        return std::nullopt;
    const auto column = store::columnNamed(condition->key);
    const std::string value = textOf(condition->values.front());
    if (!column)
        return std::nullopt;
    if (*column == store::Column::Outcome || *column == store::Column::OutcomeSlice) {
        const auto outcome = classOfSlice(value);
        if (painter)
            m_theme.drawGlyph(*painter, centre, outcome);
        return m_theme.outcomeColour(outcome);
    }
    if (*column == store::Column::Level) {
        if (painter)
            m_theme.drawGlyph(*painter, centre, events::levelOf(value));
        return m_theme.levelColour(events::levelOf(value));
    }
    return std::nullopt;
}

QSize ChipButton::sizeHint() const
{
    int width = m_theme.px(8) + crossWidth();
    for (const Part& part : parts())
        width += QFontMetrics(m_theme.font(part.role)).horizontalAdvance(part.text) + m_theme.px(6);
    if (drawValueGlyph(nullptr, {}))
        width += m_theme.px(16);
    return {width, m_theme.px(24)};
}

void ChipButton::paintEvent(QPaintEvent* /*event*/)
{
    const Tokens& t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen frame(hasFocus() ? t.accent : isExclusion() ? t.outcomeException : t.border, hasFocus() ? 2 : 1);
    if (!m_chip.enabled)
        frame.setStyle(Qt::DashLine);
    painter.setPen(frame);
    painter.setBrush(underMouse() ? t.hover : t.bg);
    const qreal inset = hasFocus() ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 5, 5);

    int x = m_theme.px(8);
    const auto all = parts();
    for (const Part& part : all) {
        const bool isValue = &part == &all.back();
        if (isValue && drawValueGlyph(&painter, QPointF(x + m_theme.px(6), height() / 2.0)))
            x += m_theme.px(16);
        QFont font = m_theme.font(part.role);
        font.setStrikeOut(isValue && !m_chip.enabled);
        painter.setFont(font);
        painter.setPen(m_chip.enabled ? part.colour : t.text3);
        painter.drawText(QRect(x, 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, part.text);
        x += painter.fontMetrics().horizontalAdvance(part.text) + m_theme.px(6);
    }
    painter.setPen(QPen(isExclusion() ? t.outcomeException : t.border, 1));
    const int line = width() - crossWidth();
    painter.drawLine(QPointF(line + 0.5, 1), QPointF(line + 0.5, height() - 1));
    const QPixmap cross = m_theme.pixmap(u"close"_s, 12, t.text2, devicePixelRatioF());
    const int side = m_theme.px(12);
    painter.drawPixmap(QRect(line + (crossWidth() - side) / 2, (height() - side) / 2, side, side), cross);
}

void ChipButton::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left: emit leaveRequested(-1); break;
    case Qt::Key_Right: emit leaveRequested(1); break;
    case Qt::Key_Space: emit toggleRequested(); break;
    case Qt::Key_N: emit negateRequested(); break;
    case Qt::Key_Return:
    case Qt::Key_Enter: emit editRequested(); break;
    case Qt::Key_Delete:
    case Qt::Key_Backspace: emit removeRequested(); break;
    default: QAbstractButton::keyPressEvent(event);
    }
}

void ChipButton::mouseReleaseEvent(QMouseEvent* event)
{
    setDown(false);
    if (event->button() != Qt::LeftButton || !rect().contains(event->position().toPoint()))
        return;
    if (event->position().x() >= width() - crossWidth())
        emit removeRequested();
    else
        emit editRequested();
}

void ChipButton::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu;
    menu.addAction(tr("Edit\u2026"), this, &ChipButton::editRequested);
    menu.addAction(m_chip.enabled ? tr("Switch off") : tr("Switch on"), this, &ChipButton::toggleRequested);
    menu.addAction(tr("Negate"), this, &ChipButton::negateRequested)->setEnabled(canNegate(m_chip));
    menu.addAction(tr("Remove"), this, &ChipButton::removeRequested);
    menu.exec(event->globalPos());
}

} // namespace tracedeck::ui
