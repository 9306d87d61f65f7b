#include "jobs/job_delegate.h"

#include "jobs/job_strip.h"
#include "jobs/jobs_model.h"
#include "theme/theme.h"
#include "widgets/badge.h"
#include "widgets/switch_button.h"

#include <QPainter>

namespace tracedeck::ui {

namespace {

constexpr int kRowHeight = 52, kLine = 19, kPadding = 12, kStripHeight = 14;

struct StateLook {
    BadgeKind kind;
    const char* icon;
};

StateLook lookOf(JobState state)
{
    switch (state) {
    case JobState::Delivering: return {BadgeKind::Ok, "check"};
    case JobState::Failing: return {BadgeKind::Danger, "error"};
    case JobState::SwitchedOff: return {BadgeKind::Danger, "error"};
    case JobState::Quiet:
    case JobState::Off: break;
    }
    return {BadgeKind::Quiet, "minus"};
}

} // namespace

JobDelegate::JobDelegate(const Theme& theme, QObject* parent) : CellDelegate(theme, kRowHeight, parent) {}

QRect JobDelegate::switchRect(const QStyleOptionViewItem& option) const
{
    const QSize size = switchSize(theme());
    const QRect at(option.rect.left() + theme().px(kPadding), option.rect.center().y() - size.height() / 2, size.width(), size.height());
    return QStyle::visualRect(option.direction, option.rect, at);
}

void JobDelegate::paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    switch (index.column()) {
    case JobsModel::On: return paintSwitch(painter, option, index);
    case JobsModel::Strip: return paintStrip(painter, rect, index);
    case JobsModel::State: return paintState(painter, rect, option, index);
    default: return paintLines(painter, rect, option, index);
    }
}

void JobDelegate::paintLines(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Tokens& tokens = theme().tokens();
    const auto align = QStyle::visualAlignment(option.direction, Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()));
    const auto draw = [&](int top, TextRole role, const QColor& colour, const QString& text, Qt::TextElideMode mode) {
        painter.setFont(theme().font(role));
        painter.setPen(colour);
        painter.drawText(QRect(rect.left(), top, rect.width(), theme().px(kLine)), static_cast<int>(align) | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(text, mode, rect.width()));
    };
    const QString second = index.data(JobsModel::SecondRole).toString();
    const bool isName = index.column() == JobsModel::Job, isPlace = index.column() == JobsModel::Destination;
    const int line = theme().px(kLine);
    const int top = second.isEmpty() ? rect.center().y() - line / 2 : rect.center().y() - line + 1;
    const QColor ink = index.data(cell::ToneRole).toInt() == cell::Secondary ? tokens.warntext : tokens.text;
    draw(top, isName ? TextRole::Subheading : TextRole::Body, ink, index.data(Qt::DisplayRole).toString(), Qt::ElideRight);
    if (!second.isEmpty())
        draw(top + line, isName || isPlace ? TextRole::MonoSmall : TextRole::Small, tokens.text2, second,
             isPlace ? Qt::ElideMiddle : Qt::ElideRight);
}

void JobDelegate::paintSwitch(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool isOn = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    const bool isBusy = index.data(JobsModel::BusyRole).toBool();
    ui::paintSwitch(painter, theme(), switchRect(option), isOn, !isBusy, option.direction);
}

void JobDelegate::paintStrip(QPainter& painter, const QRect& rect, const QModelIndex& index) const
{
    const QVariant strip = index.data(JobsModel::StripRole);
    if (!strip.isValid()) {
        painter.setFont(theme().font(TextRole::Small));
        painter.setPen(theme().tokens().text3);
        painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, index.data(Qt::DisplayRole).toString());
        return;
    }
    QRect area(rect.left(), 0, rect.width(), theme().px(kStripHeight));
    area.moveTop(rect.center().y() - area.height() / 2);
    paintJobStrip(painter, theme(), area, strip.value<JobStrip>());
}

void JobDelegate::paintState(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const StateLook look = lookOf(static_cast<JobState>(index.data(JobsModel::StateRole).toInt()));
    const QString text = index.data(Qt::DisplayRole).toString();
    const QSize size = badgeSize(theme(), text, true);
    const QRect at =
        QStyle::visualRect(option.direction, rect, QRect(rect.left(), rect.center().y() - size.height() / 2, size.width(), size.height()));
    paintBadge(painter, theme(), at.topLeft(), look.kind, text, QString::fromLatin1(look.icon));
}

} // namespace tracedeck::ui
