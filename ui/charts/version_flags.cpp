#include "charts/version_flags.h"

#include "text/format.h"
#include "theme/theme.h"

#include <QPainter>

#include <cmath>

namespace tracedeck::ui {

QString flagText(const store::VersionMark& mark)
{
    return shown(mark.scriptName) % u' ' % shortId(QString::fromStdString(mark.versionId));
}

void paintVersionFlags(QPainter& painter, const Theme& theme, const TimeAxis& axis, const std::vector<store::VersionMark>& marks,
                       const QRectF& strip, const std::vector<QRectF>& plots)
{
    const Tokens& t = theme.tokens();
    painter.save();
    painter.setFont(theme.font(TextRole::Micro));
    const QPixmap flag = theme.pixmap(QStringLiteral("deploy"), 12, t.text2, painter.device()->devicePixelRatioF());
    const QFontMetricsF metrics(painter.font());
    double takenTo = -1e9;
    for (const store::VersionMark& mark : marks) {
        if (!axis.range().contains(mark.firstMs))
            continue;
        const double x = std::round(axis.x(mark.firstMs)) + 0.5;
        const QString text = flagText(mark);
        const double width = metrics.horizontalAdvance(text) + theme.px(26);
        const bool toTheLeft = x + width > strip.right();
        const double left = toTheLeft ? x - width : x + theme.px(6);
        const bool collides = left < takenTo;
        QPen pen(collides ? t.borderstrong : t.text2, 1, Qt::CustomDashLine);
        pen.setDashPattern({3, 2});
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(pen);
        for (const QRectF& plot : plots)
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        if (!collides) // never through another's words
            painter.drawLine(QPointF(x, strip.top() + 2), QPointF(x, plots.empty() ? strip.bottom() : plots.front().top()));
        if (collides)
            continue;
        painter.drawPixmap(QPointF(left, strip.top() + (strip.height() - theme.px(12)) / 2), flag);
        painter.drawText(QRectF(left + theme.px(16), strip.top(), width, strip.height()), Qt::AlignVCenter | Qt::AlignLeft, text);
        takenTo = toTheLeft ? x + theme.px(6) : left + width;
    }
    painter.restore();
}

} // namespace tracedeck::ui
