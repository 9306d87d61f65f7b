#include "exceptions/frame_delegate.h"

#include "exceptions/frames_model.h"
#include "theme/theme.h"

#include <QPainter>

namespace tracedeck::ui {

void FrameDelegate::paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto& tokens = theme().tokens();
    const bool inApp = index.data(FramesModel::InAppRole).toBool();
    // Code is read left to right in every language.
    if (inApp)
        painter.fillRect(QRect(option.rect.left(), option.rect.top(), 2, option.rect.height()), tokens.accent);
    const QFont functionFont = theme().font(inApp ? TextRole::MonoStrong : TextRole::Mono);
    const QFont placeFont = theme().font(TextRole::MonoSmall);
    const auto function = index.data(Qt::DisplayRole).toString();
    const auto place = index.data(FramesModel::PlaceRole).toString();
    const int align = static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine;
    const auto shownFunction =
        QFontMetrics(functionFont).elidedText(function, Qt::ElideRight, place.isEmpty() ? rect.width() : rect.width() * 3 / 5);
    painter.setFont(functionFont);
    painter.setPen(inApp ? tokens.text : tokens.text2);
    painter.drawText(rect, align, shownFunction);
    const QRect rest = rect.adjusted(QFontMetrics(functionFont).horizontalAdvance(shownFunction) + theme().px(12), 0, 0, 0);
    painter.setFont(placeFont);
    painter.setPen(tokens.text3);
    painter.drawText(rest, align, QFontMetrics(placeFont).elidedText(place, Qt::ElideMiddle, rest.width()));
}

} // namespace tracedeck::ui
