#include "overview/workers_delegate.h"

#include "overview/workers_model.h"
#include "theme/theme.h"
#include "widgets/sparkline.h"

#include <QPainter>

namespace tracedeck::ui {

namespace {

constexpr int kTrendWidth = 92, kTrendHeight = 18;

} // namespace

void WorkersDelegate::paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (index.column() != WorkersModel::Trend) {
        CellDelegate::paintContent(painter, rect, option, index);
        return;
    }
    const auto trend = index.data(WorkersModel::TrendRole).value<std::vector<std::uint64_t>>();
    const int height = theme().px(kTrendHeight);
    const QRect area(rect.left(), rect.center().y() - height / 2, qMin(rect.width(), theme().px(kTrendWidth)), height);
    paintSparkBars(painter, QStyle::visualRect(option.direction, rect, area), trend, theme().tokens().outcomeOk, theme().tokens().border);
}

} // namespace tracedeck::ui
