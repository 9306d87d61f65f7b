#include "workers/matrix_delegate.h"

#include "theme/theme.h"
#include "widgets/switch_button.h"
#include "workers/matrix_model.h"
#include "workers/worker_words.h"

#include <QPainter>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRowHeight = 46, kLine = 18, kPadding = 12, kTick = 14, kFileIcon = 14;

} // namespace

MatrixDelegate::MatrixDelegate(const Theme& theme, QObject* parent) : CellDelegate(theme, kRowHeight, parent) {}

QRect MatrixDelegate::placed(const QStyleOptionViewItem& option, QSize size) const
{
    const QRect at(option.rect.left() + theme().px(kPadding), option.rect.center().y() - size.height() / 2, size.width(), size.height());
    return QStyle::visualRect(option.direction, option.rect, at);
}

QRect MatrixDelegate::switchRect(const QStyleOptionViewItem& option) const
{
    return placed(option, switchSize(theme()));
}

QRect MatrixDelegate::tickRect(const QStyleOptionViewItem& option) const
{
    return placed(option, QSize(theme().px(kTick), theme().px(kTick)));
}

void MatrixDelegate::paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    switch (index.column()) {
    case MatrixModel::Tick: return paintTick(painter, option);
    case MatrixModel::Logpush: return paintFlag(painter, rect, option, index);
    case MatrixModel::Next: return paintNext(painter, rect, option, index);
    default: return paintLines(painter, rect, option, index);
    }
}

void MatrixDelegate::paintTick(QPainter& painter, const QStyleOptionViewItem& option) const
{
    const Tokens& tokens = theme().tokens();
    const bool isTicked = option.state.testFlag(QStyle::State_Selected);
    const QRect box = tickRect(option);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(isTicked ? tokens.accent : tokens.borderstrong);
    painter.setBrush(isTicked ? tokens.accent : tokens.surface);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    if (!isTicked)
        return;
    const QPixmap check = theme().pixmap(u"check"_s, kTick - 2, tokens.onaccent, painter.device()->devicePixelRatioF());
    painter.drawPixmap(box.topLeft() + QPoint(theme().px(1), theme().px(1)), check);
}

void MatrixDelegate::paintLines(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Tokens& tokens = theme().tokens();
    const auto align = QStyle::visualAlignment(option.direction, Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()));
    const auto draw = [&](const QRect& at, TextRole role, const QColor& colour, const QString& text, Qt::TextElideMode mode) {
        painter.setFont(theme().font(role));
        painter.setPen(colour);
        painter.drawText(at, static_cast<int>(align) | Qt::TextSingleLine, painter.fontMetrics().elidedText(text, mode, at.width()));
    };
    const QString second = index.data(MatrixModel::SecondRole).toString();
    const int line = theme().px(kLine);
    const int top = second.isEmpty() ? rect.center().y() - line / 2 : rect.center().y() - line + 1;
    const bool isFile = index.column() == MatrixModel::File, isLinked = isFile && !second.isEmpty();
    QRect first(rect.left(), top, rect.width(), line);
    if (isLinked) {
        const int icon = theme().px(kFileIcon), gap = theme().px(6);
        const QRect place = QStyle::visualRect(option.direction, first, QRect(first.left(), first.center().y() - icon / 2, icon, icon));
        painter.drawPixmap(place.topLeft(), theme().pixmap(u"file"_s, kFileIcon, tokens.text2, painter.device()->devicePixelRatioF()));
        first = QStyle::visualRect(option.direction, first, first.adjusted(icon + gap, 0, 0, 0));
    }
    const bool isMuted = index.data(cell::ToneRole).toInt() == cell::Secondary || (isFile && !isLinked);
    const TextRole role = index.column() == MatrixModel::Worker ? TextRole::Subheading : isLinked ? TextRole::MonoSmall : TextRole::Body;
    draw(first, isFile && !isLinked ? TextRole::Small : role, isMuted ? tokens.text2 : tokens.text, index.data().toString(),
         Qt::ElideRight);
    if (!second.isEmpty())
        draw(QRect(rect.left(), top + line, rect.width(), line), TextRole::Small,
             index.data(MatrixModel::AlarmRole).toBool() ? tokens.warntext : tokens.text2, second,
             isFile ? Qt::ElideMiddle : Qt::ElideRight); // the end of a file's line says what is set
}

void MatrixDelegate::paintFlag(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QVariant flag = index.data(Qt::CheckStateRole);
    if (!flag.isValid()) { // not known: neither on nor off
        painter.setFont(theme().font(TextRole::Small));
        painter.setPen(theme().tokens().text3);
        painter.drawText(rect, Qt::AlignVCenter | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, rect.width()));
        return;
    }
    paintSwitch(painter, theme(), switchRect(option), flag.toInt() == Qt::Checked, !index.data(MatrixModel::BusyRole).toBool(),
                option.direction);
}

void MatrixDelegate::paintNext(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const WorkerMark mark = nextDeployMark(static_cast<workers::NextDeploy>(index.data(MatrixModel::NextRole).toInt()));
    const QSize size = badgeSize(theme(), mark.text);
    const QRect at(rect.left(), rect.center().y() - size.height() / 2, size.width(), size.height());
    paintBadge(painter, theme(), QStyle::visualRect(option.direction, rect, at).topLeft(), mark.kind, mark.text);
}

} // namespace tracedeck::ui
