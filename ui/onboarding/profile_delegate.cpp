#include "onboarding/profile_delegate.h"

#include "onboarding/profile_list_model.h"
#include "widgets/tint.h"

#include <QPainter>

namespace tracedeck::ui {

namespace {

constexpr int kRow = 52;
constexpr int kTile = 26;

} // namespace

ProfileDelegate::ProfileDelegate(const Theme& theme, QObject* parent) : CellDelegate(theme, kRow, parent) {}

void ProfileDelegate::paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QString name = index.data().toString();
    const int tile = theme().px(kTile);
    const QRect place(rect.left(), rect.center().y() - tile / 2, tile, tile);
    painter.drawPixmap(
        QStyle::visualRect(option.direction, rect, place).topLeft(),
        initialsTile(theme(), name, index.data(ProfileListModel::TintRole).toString(), kTile, painter.device()->devicePixelRatioF()));
    const QRect words = rect.adjusted(tile + theme().px(10), theme().px(8), 0, -theme().px(8));
    const auto line = [&](TextRole role, const QColor& ink, const QString& text, Qt::Alignment at) {
        painter.setFont(theme().font(role));
        painter.setPen(ink);
        const QString cut = painter.fontMetrics().elidedText(text, Qt::ElideRight, words.width());
        painter.drawText(QStyle::visualRect(option.direction, rect, words), static_cast<int>(at | Qt::AlignLeading), cut);
    };
    line(TextRole::BodyMedium, theme().tokens().text, name, Qt::AlignTop);
    line(TextRole::Small, theme().tokens().text2, index.data(ProfileListModel::RemarkRole).toString(), Qt::AlignBottom);
}

} // namespace tracedeck::ui
