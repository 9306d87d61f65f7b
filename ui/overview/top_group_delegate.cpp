#include "overview/top_group_delegate.h"

#include "overview/top_groups_model.h"
#include "theme/theme.h"

#include <QPainter>

namespace tracedeck::ui {

namespace {

constexpr int kRowHeight = 52, kGlyphColumn = 22, kLineHeight = 18, kGap = 12;
constexpr int kSlack = 2; ///< what rounding of widths may take

} // namespace

TopGroupDelegate::TopGroupDelegate(const Theme& theme, QObject* parent) : CellDelegate(theme, kRowHeight, parent) {}

void TopGroupDelegate::paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option,
                                    const QModelIndex& index) const
{
    const auto& tokens = theme().tokens();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const auto place = [&](const QRect& part) { return QStyle::visualRect(option.direction, option.rect, part); };
    const auto flags = [&](Qt::Alignment align) {
        return static_cast<int>(QStyle::visualAlignment(option.direction, align | Qt::AlignVCenter)) | Qt::TextSingleLine;
    };
    const auto draw = [&](const QRect& part, TextRole role, const QColor& colour, Qt::Alignment align, const QString& text) {
        painter.setFont(theme().font(role));
        painter.setPen(colour);
        painter.drawText(place(part), flags(align), painter.fontMetrics().elidedText(text, Qt::ElideRight, part.width()));
    };

    const int line = theme().px(kLineHeight);
    const int top = rect.center().y() - line;
    const QRect glyph(rect.left(), top, theme().px(12), line);
    theme().drawGlyph(painter, place(glyph).center(), static_cast<events::OutcomeClass>(index.data(TopGroupsModel::OutcomeRole).toInt()),
                      selected);

    const auto count = index.data(TopGroupsModel::CountRole).toString();
    const int countWidth = QFontMetrics(theme().font(TextRole::Subheading)).horizontalAdvance(count) + kSlack;
    draw({rect.right() + 1 - countWidth, top, countWidth, line}, TextRole::Subheading, tokens.text, Qt::AlignRight, count);

    const QRect words = rect.adjusted(theme().px(kGlyphColumn), 0, -(countWidth + theme().px(kGap)), 0);
    const auto name = index.data(TopGroupsModel::NameRole).toString();
    const int nameWidth = qMin(words.width(), QFontMetrics(theme().font(TextRole::Subheading)).horizontalAdvance(name) + kSlack);
    const int used = nameWidth + theme().px(6);
    draw({words.left(), top, nameWidth, line}, TextRole::Subheading, tokens.text, Qt::AlignLeft, name);
    draw({words.left() + used, top, qMax(0, words.width() - used), line}, TextRole::Body, tokens.text2, Qt::AlignLeft,
         index.data(TopGroupsModel::MessageRole).toString());
    draw({words.left(), top + line, words.width() + countWidth, line}, TextRole::Small, tokens.text2, Qt::AlignLeft,
         index.data(TopGroupsModel::AboutRole).toString());
}

} // namespace tracedeck::ui
