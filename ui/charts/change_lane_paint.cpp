#include "charts/change_lane.h"

#include "text/format.h"
#include "widgets/switch_button.h"

#include <QPainter>

#include <cmath>

namespace tracedeck::ui {

using workspace::Change;
using workspace::ChangeKind;

namespace {

constexpr int kHeight = 32, kSign = 16, kIcon = 14, kSignTop = 2, kGapTop = 21, kGapHeight = 8;

/// The drawing of a kind; "" where it is painted.
QString iconOf(const Change& change)
{
    switch (change.kind) {
    case ChangeKind::JobMade: return QStringLiteral("plus");
    case ChangeKind::JobEdited: return QStringLiteral("edit");
    case ChangeKind::JobSwitched: return change.isOn ? QStringLiteral("play") : QStringLiteral("pause");
    case ChangeKind::JobDeleted: return QStringLiteral("trash");
    case ChangeKind::NewVersion: return QStringLiteral("deploy");
    case ChangeKind::FlagSwitched:
    case ChangeKind::Gap: break;
    }
    return {};
}

/// Something stopped: the sign says it by its shape, and by this.
bool isLoss(const Change& change)
{
    return change.kind == ChangeKind::JobDeleted || (change.kind == ChangeKind::JobSwitched && !change.isOn);
}

} // namespace

QSize ChangeLane::sizeHint() const
{
    return {m_theme.px(640), m_theme.px(kHeight)};
}

QSize ChangeLane::minimumSizeHint() const
{
    return {m_theme.px(120), m_theme.px(kHeight)};
}

QFont ChangeLane::countFont() const
{
    return m_theme.font(TextRole::MicroStrong);
}

MarkSizes ChangeLane::sizes() const
{
    const double left = m_axis.x(m_axis.range().from), right = m_axis.x(m_axis.range().to);
    MarkSizes sizes;
    sizes.signs = QRectF(left, m_theme.px(kSignTop), right - left, m_theme.px(kSign));
    sizes.gaps = QRectF(left, m_theme.px(kGapTop), right - left, m_theme.px(kGapHeight));
    sizes.sign = m_theme.px(kSign);
    sizes.overhang = sizes.sign / 2;
    sizes.count = [metrics = QFontMetricsF(countFont()), pad = m_theme.px(8)](std::size_t count) {
        return std::ceil(metrics.horizontalAdvance(countText(count))) + pad;
    };
    return sizes;
}

void ChangeLane::resizeEvent(QResizeEvent*)
{
    takeAxis();
}

void ChangeLane::paintCaption(QPainter& painter) const
{
    const MarkSizes all = sizes();
    const double right = all.signs.left() - m_theme.px(6);
    painter.setFont(m_theme.font(TextRole::Micro));
    painter.setPen(m_theme.tokens().text3);
    const QString caption = tr("changes");
    if (painter.fontMetrics().horizontalAdvance(caption) <= right)
        painter.drawText(QRectF(0, all.signs.top(), right, all.signs.height()), Qt::AlignRight | Qt::AlignVCenter, caption);
    if (m_marks.empty())
        painter.drawText(all.signs, Qt::AlignLeft | Qt::AlignVCenter, summary());
    painter.setPen(m_theme.tokens().grid);
    painter.drawLine(QPointF(all.gaps.left(), all.gaps.center().y()), QPointF(all.gaps.right(), all.gaps.center().y()));
}

void ChangeLane::paintSign(QPainter& painter, const Change& change, const QRectF& place) const
{
    const Tokens& t = m_theme.tokens();
    if (change.kind == ChangeKind::FlagSwitched) {
        QRect track(0, 0, m_theme.px(15), m_theme.px(9));
        track.moveCenter(place.center().toPoint());
        paintSwitch(painter, m_theme, track, change.isOn, true, layoutDirection());
        return;
    }
    const QPixmap icon =
        m_theme.pixmap(iconOf(change), kIcon, isLoss(change) ? t.warntext : t.text2, painter.device()->devicePixelRatioF());
    const double side = m_theme.px(kIcon);
    painter.drawPixmap(QPointF(std::round(place.center().x() - side / 2), std::round(place.center().y() - side / 2)), icon);
}

void ChangeLane::paintGap(QPainter& painter, const ChangeMark& mark) const
{
    const Tokens& t = m_theme.tokens();
    const std::size_t count = mark.changes.size();
    const double number = mark.isCounted() ? sizes().count(count) : 0;
    const QRectF box = mark.rect.adjusted(0.5, 0.5, -number - 0.5, -0.5);
    QPen pen(t.dangertext, 1, Qt::CustomDashLine);
    pen.setDashPattern({2, 2});
    painter.fillRect(box, t.surface);
    painter.setPen(pen);
    painter.setBrush(t.dangersoft);
    painter.drawRect(box);
    if (count < 2)
        return;
    painter.setFont(countFont());
    painter.setPen(t.dangertext);
    painter.drawText(QRectF(box.right(), mark.rect.top() - m_theme.px(4), number, mark.rect.height() + m_theme.px(8)), Qt::AlignCenter,
                     countText(count));
}

void ChangeLane::paintMark(QPainter& painter, std::size_t at) const
{
    const Tokens& t = m_theme.tokens();
    const ChangeMark& mark = m_marks[at];
    const std::size_t count = mark.changes.size();
    const double side = sizes().sign;
    if (mark.isGap)
        return paintGap(painter, mark);
    painter.setRenderHint(QPainter::Antialiasing);
    if (count > 1 || m_hovered == at) {
        painter.setPen(count > 1 ? QPen(t.border) : QPen(Qt::NoPen));
        painter.setBrush(m_hovered == at ? t.hover : t.sunken);
        painter.drawRoundedRect(mark.rect.adjusted(0.5, 0.5, -0.5, -0.5), m_theme.px(4), m_theme.px(4));
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    QRectF place(mark.rect.topLeft(), QSizeF(side, mark.rect.height()));
    for (const std::size_t sign : mark.signs) {
        paintSign(painter, m_changes[sign], place);
        place.translate(side, 0);
    }
    if (!mark.isCounted())
        return;
    painter.setFont(countFont());
    painter.setPen(t.text2);
    const QRectF rest(place.left(), mark.rect.top(), mark.rect.right() - place.left(), mark.rect.height());
    painter.drawText(rest.adjusted(0, 0, mark.signs.empty() ? 0 : -m_theme.px(3), 0), Qt::AlignCenter, countText(count));
}

void ChangeLane::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintCaption(painter);
    for (std::size_t mark = 0; mark < m_marks.size(); ++mark)
        paintMark(painter, mark);
    if (!hasFocus())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.tokens().accent, 2));
    painter.setBrush(Qt::NoBrush);
    const QRectF ring = m_cursor ? m_marks[*m_cursor].rect.adjusted(-1, -1, 1, 1) : QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.drawRoundedRect(ring, m_theme.px(4), m_theme.px(4));
}

} // namespace tracedeck::ui
