#include "widgets/cell_delegate.h"

#include "theme/theme.h"

#include <QAbstractItemView>
#include <QPainter>

namespace tracedeck::ui {

namespace {

constexpr int kPadding = 12;

QColor toneColour(const Tokens& tokens, int tone)
{
    switch (tone) {
    case cell::Secondary: return tokens.text2;
    case cell::Alarm: return tokens.dangertext;
    default: return tokens.text;
    }
}

QFont faceFont(const Theme& theme, int face, bool alarm)
{
    if (face == cell::Mono)
        return theme.font(TextRole::Mono);
    return theme.font(face == cell::Strong || alarm ? TextRole::Subheading : TextRole::Body);
}

} // namespace

CellDelegate::CellDelegate(const Theme& theme, int designRowHeight, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_rowHeight(designRowHeight)
{}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    paintRow(*painter, option);
    const int pad = m_theme.px(kPadding);
    paintContent(*painter, option.rect.adjusted(pad, 0, -pad, 0), option, index);
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), m_theme.px(m_rowHeight)};
}

void CellDelegate::paintRow(QPainter& painter, const QStyleOptionViewItem& option) const
{
    const auto& tokens = m_theme.tokens();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    painter.fillRect(option.rect, selected ? tokens.selrow : hovered ? tokens.hover : tokens.surface);
    const bool current = selected && option.widget && option.widget->hasFocus();
    painter.setPen(current ? tokens.accent : tokens.grid);
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (current)
        painter.drawLine(option.rect.topLeft(), option.rect.topRight());
}

void CellDelegate::paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int tone = index.data(cell::ToneRole).toInt();
    painter.setFont(faceFont(m_theme, index.data(cell::FaceRole).toInt(), tone == cell::Alarm));
    painter.setPen(toneColour(m_theme.tokens(), tone));
    const auto align = QStyle::visualAlignment(option.direction, Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()));
    const auto text = painter.fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, rect.width());
    painter.drawText(rect, static_cast<int>(align) | Qt::TextSingleLine, text);
}

} // namespace tracedeck::ui
