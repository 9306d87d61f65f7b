#include "access/answer_delegate.h"

#include "theme/theme.h"

#include <QPainter>

namespace tracedeck::ui {

namespace {

constexpr int kSign = 13;

} // namespace

AnswerLook answerLook(const Theme& theme, access::Answer answer)
{
    switch (answer) {
    case access::Answer::Yes: return {QStringLiteral("check"), theme.tokens().oktext};
    case access::Answer::No: return {QStringLiteral("close"), theme.tokens().dangertext};
    case access::Answer::Unknown: break;
    }
    return {QStringLiteral("question"), theme.tokens().text3};
}

void AnswerDelegate::paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QVariant answer = index.data(AnswerRole);
    if (!answer.isValid())
        return CellDelegate::paintContent(painter, rect, option, index);
    const AnswerLook look = answerLook(theme(), static_cast<access::Answer>(answer.toInt()));
    const int px = theme().px(kSign);
    const QRect place = QStyle::visualRect(option.direction, rect, {rect.left(), rect.center().y() - px / 2, px, px});
    painter.drawPixmap(place, theme().pixmap(look.icon, kSign, look.colour, painter.device()->devicePixelRatioF()));
}

} // namespace tracedeck::ui
