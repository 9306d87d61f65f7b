#pragma once

#include "access/verdict.h"
#include "widgets/cell_delegate.h"

namespace tracedeck::ui {

/// How an answer looks: never colour alone.
struct AnswerLook {
    QString icon;
    QColor colour;
};
[[nodiscard]] AnswerLook answerLook(const Theme& theme, access::Answer answer);

/// Cells that hold an answer are a small sign; others are text.
class AnswerDelegate : public CellDelegate {
    Q_OBJECT
public:
    enum { AnswerRole = Qt::UserRole + 1 };
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace tracedeck::ui
