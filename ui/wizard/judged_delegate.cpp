#include "wizard/judged_delegate.h"

#include "events/vocabulary.h"
#include "theme/theme.h"
#include "widgets/badge.h"
#include "wizard/judged_model.h"

#include <QPainter>
#include <QStyle>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

void JudgedDelegate::paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* model = qobject_cast<const JudgedModel*>(index.model());
    if (!model)
        return CellDelegate::paintContent(painter, rect, option, index);
    const store::JudgedEvent& event = model->at(index.row());
    if (index.column() == JudgedModel::Verdict) {
        const QString text = index.data().toString();
        const QSize size = badgeSize(theme(), text, true);
        const QRect place = QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, size, rect);
        paintBadge(painter, theme(), place.topLeft(), event.isKept ? BadgeKind::Ok : BadgeKind::Quiet, text,
                   event.isKept ? u"check"_s : u"close"_s);
        return;
    }
    if (index.column() == JudgedModel::Outcome) {
        const int step = theme().px(18);
        const QRect glyph = QStyle::visualRect(option.direction, rect, QRect(rect.left(), rect.top(), step, rect.height()));
        theme().drawGlyph(painter, QRectF(glyph).center() - QPointF(theme().px(3), 0),
                          events::outcomeClass(event.row.outcome, event.row.exceptions > 0), option.state.testFlag(QStyle::State_Selected));
        const QRect words = QStyle::visualRect(option.direction, rect, rect.adjusted(step, 0, 0, 0));
        return CellDelegate::paintContent(painter, words, option, index);
    }
    CellDelegate::paintContent(painter, rect, option, index);
}

} // namespace tracedeck::ui
