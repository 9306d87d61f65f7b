#include "deliveries/incident_delegate.h"

#include "deliveries/incidents_model.h"
#include "theme/theme.h"
#include "widgets/badge.h"

#include <QPainter>

namespace tracedeck::ui {

namespace {

constexpr int kRowHeight = 54, kLine = 18, kBadgeColumn = 66, kBar = 3;

} // namespace

IncidentDelegate::IncidentDelegate(const Theme& theme, QObject* parent) : CellDelegate(theme, kRowHeight, parent) {}

void IncidentDelegate::paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option,
                                    const QModelIndex& index) const
{
    const auto& tokens = theme().tokens();
    const auto place = [&](const QRect& part) { return QStyle::visualRect(option.direction, option.rect, part); };
    const auto draw = [&](const QRect& part, TextRole role, const QColor& colour, Qt::Alignment align, const QString& text) {
        painter.setFont(theme().font(role));
        painter.setPen(colour);
        painter.drawText(place(part),
                         static_cast<int>(QStyle::visualAlignment(option.direction, align | Qt::AlignVCenter)) | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, part.width()));
    };
    if (option.state.testFlag(QStyle::State_Selected))
        painter.fillRect(place({option.rect.left(), option.rect.top(), kBar, option.rect.height()}), tokens.accent);

    const int line = theme().px(kLine), top = rect.center().y() - line;
    const auto kind = index.data(IncidentsModel::KindRole).toString();
    const bool missing = index.data(IncidentsModel::MissingRole).toBool();
    paintBadge(painter, theme(), place({QPoint(rect.left(), top), badgeSize(theme(), kind)}).topLeft(),
               missing ? BadgeKind::Danger : BadgeKind::Warn, kind);

    const QRect words = rect.adjusted(theme().px(kBadgeColumn), 0, 0, 0);
    const auto note = index.data(IncidentsModel::NoteRole).toString();
    const int noteWidth = note.isEmpty() ? 0 : QFontMetrics(theme().font(TextRole::Small)).horizontalAdvance(note) + 2;
    draw({words.left(), top, words.width() - noteWidth, line}, TextRole::Subheading, tokens.text, Qt::AlignLeft,
         index.data(IncidentsModel::WindowRole).toString());
    draw({words.right() + 1 - noteWidth, top, noteWidth, line}, TextRole::Small, tokens.text2, Qt::AlignRight, note);
    draw({words.left(), top + line, words.width(), line}, TextRole::Body, tokens.text2, Qt::AlignLeft,
         index.data(IncidentsModel::ExtentRole).toString());
}

} // namespace tracedeck::ui
