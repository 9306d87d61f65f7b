#include "exceptions/group_delegate.h"

#include "events/vocabulary.h"
#include "exceptions/groups_model.h"
#include "theme/theme.h"
#include "widgets/sparkline.h"

#include <QPainter>

namespace tracedeck::ui {

namespace {

constexpr int kRowHeight = 64, kGlyphColumn = 22, kSparkWidth = 92, kSparkHeight = 28, kNumbersWidth = 106, kGap = 14;
constexpr int kNoSparkBelow = 430; ///< a narrow list keeps its words

events::OutcomeClass classOf(const store::ExceptionGroup& group)
{
    return group.ofOutcome ? events::outcomeClass(group.name, false) : events::OutcomeClass::Exception;
}

/// Two texts of one line, the second in its own colour and font; the first keeps its width as long as it can.
struct Line {
    QString first, second;
    QFont firstFont, secondFont;
    QColor firstColour, secondColour;
};

void paintLine(QPainter& painter, const QRect& rect, Qt::LayoutDirection direction, const Line& line, int gap)
{
    painter.setFont(line.firstFont);
    const QFontMetrics metrics(line.firstFont);
    const auto first = metrics.elidedText(line.first, Qt::ElideRight, rect.width());
    const int used = metrics.horizontalAdvance(first) + gap;
    const auto place = [&](const QRect& part) { return QStyle::visualRect(direction, rect, part); };
    const auto align = QStyle::visualAlignment(direction, Qt::AlignLeft | Qt::AlignVCenter);
    painter.setPen(line.firstColour);
    painter.drawText(place(rect), static_cast<int>(align) | Qt::TextSingleLine, first);
    const QRect rest = rect.adjusted(used, 0, 0, 0);
    if (rest.width() < gap * 3)
        return;
    painter.setFont(line.secondFont);
    painter.setPen(line.secondColour);
    const auto second = QFontMetrics(line.secondFont).elidedText(line.second, Qt::ElideRight, rest.width());
    painter.drawText(place(rest), static_cast<int>(align) | Qt::TextSingleLine, second);
}

} // namespace

GroupDelegate::GroupDelegate(const Theme& theme, QObject* parent) : CellDelegate(theme, kRowHeight, parent) {}

void GroupDelegate::paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* group = index.data(GroupsModel::GroupRole).value<const store::ExceptionGroup*>();
    if (!group)
        return;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const auto place = [&](const QRect& part) { return QStyle::visualRect(option.direction, option.rect, part); };
    if (selected)
        painter.fillRect(place({option.rect.left(), option.rect.top(), 3, option.rect.height()}), theme().tokens().accent);

    const int half = rect.height() / 2;
    const QRect glyph(rect.left(), rect.top() + theme().px(12), theme().px(kGlyphColumn), half - theme().px(12));
    theme().drawGlyph(painter, place(glyph.adjusted(0, 0, -theme().px(10), 0)).center(), classOf(*group), selected);

    const int numbers = theme().px(kNumbersWidth);
    const bool withSpark = rect.width() >= theme().px(kNoSparkBelow);
    const int spark = withSpark ? theme().px(kSparkWidth) + theme().px(kGap) : 0;
    const QRect words = rect.adjusted(theme().px(kGlyphColumn), theme().px(10), -(numbers + spark + theme().px(kGap)), -theme().px(10));
    paintWords(painter, place(words), option, index);
    if (withSpark) {
        const int height = theme().px(kSparkHeight);
        const QRect area(rect.right() + 1 - numbers - spark, rect.center().y() - height / 2, theme().px(kSparkWidth), height);
        paintSparkBars(painter, place(area), group->spark, theme().outcomeColour(classOf(*group), selected), theme().tokens().border);
    }
    paintNumbers(painter, place(rect.adjusted(rect.width() - numbers, theme().px(10), 0, -theme().px(10))), option, index);
}

void GroupDelegate::paintWords(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto& tokens = theme().tokens();
    const int half = rect.height() / 2;
    const auto culprit = index.data(GroupsModel::CulpritRole).toString();
    const Line above {index.data(GroupsModel::NameRole).toString(),
                      index.data(GroupsModel::MessageRole).toString(),
                      theme().font(TextRole::Subheading),
                      theme().font(TextRole::Body),
                      tokens.text,
                      tokens.text2};
    const Line below {index.data(GroupsModel::WorkersRole).toString(),
                      culprit.isEmpty() ? GroupsModel::tr("no stack is recorded") : culprit,
                      theme().font(TextRole::Small),
                      theme().font(TextRole::MonoSmall),
                      tokens.text,
                      tokens.text2};
    paintLine(painter, {rect.left(), rect.top(), rect.width(), half}, option.direction, above, theme().px(6));
    paintLine(painter, {rect.left(), rect.top() + half, rect.width(), rect.height() - half}, option.direction, below, theme().px(8));
}

void GroupDelegate::paintNumbers(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int half = rect.height() / 2;
    const int align = static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignRight | Qt::AlignVCenter)) | Qt::TextSingleLine;
    painter.setFont(theme().font(TextRole::Subheading));
    painter.setPen(theme().tokens().text);
    painter.drawText(QRect(rect.left(), rect.top(), rect.width(), half), align, index.data(GroupsModel::CountRole).toString());
    painter.setFont(theme().font(TextRole::Small));
    painter.setPen(theme().tokens().text2);
    painter.drawText(QRect(rect.left(), rect.top() + half, rect.width(), rect.height() - half), align,
                     index.data(GroupsModel::LastSeenRole).toString());
}

} // namespace tracedeck::ui
