#include "logs/facet_view.h"

#include "charts/stack_layout.h"
#include "logs/words.h"

#include <QPainter>

#include <algorithm>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

FacetDelegate::FacetDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

QSize FacetDelegate::sizeHint(const QStyleOptionViewItem& /*option*/, const QModelIndex& index) const
{
    const bool isField = index.data(FacetModel::KindRole).toInt() == static_cast<int>(FacetModel::Kind::Field);
    return {m_theme.px(120), m_theme.px(isField ? 30 : 24)};
}

QRect FacetDelegate::excludeRect(const QRect& row) const
{
    return {row.right() - m_theme.px(28), row.y(), m_theme.px(24), row.height()};
}

QRect FacetDelegate::clearRect(const QRect& row) const
{
    const int width = QFontMetrics(m_theme.font(TextRole::Small)).horizontalAdvance(tr("Clear")) + m_theme.px(16);
    return {row.right() - width, row.y(), width, row.height()};
}

void FacetDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    switch (static_cast<FacetModel::Kind>(index.data(FacetModel::KindRole).toInt())) {
    case FacetModel::Kind::Field: paintField(*painter, option, index); break;
    case FacetModel::Kind::Value: paintValue(*painter, option, index); break;
    case FacetModel::Kind::More: paintMore(*painter, option, index); break;
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(m_theme.tokens().accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(3, 1, -3, -1), 4, 4);
    }
    painter->restore();
}

void FacetDelegate::paintField(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Tokens& t = m_theme.tokens();
    const QRect row = option.rect;
    const int side = m_theme.px(12);
    const QString chevron = option.state & QStyle::State_Open ? u"chevd"_s : u"chevr"_s;
    painter.drawPixmap(QRect(row.x() + m_theme.px(9), row.center().y() - side / 2, side, side),
                       m_theme.pixmap(chevron, 12, t.text2, painter.device()->devicePixelRatioF()));
    painter.setFont(m_theme.font(TextRole::Subheading));
    painter.setPen(t.text);
    painter.drawText(row.adjusted(m_theme.px(26), 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
    if (index.data(FacetModel::FilteredRole).toBool()) {
        painter.setFont(m_theme.font(TextRole::Small));
        painter.setPen(t.accent);
        painter.drawText(clearRect(row).adjusted(0, 0, -m_theme.px(10), 0), Qt::AlignRight | Qt::AlignVCenter, tr("Clear"));
    }
}

void FacetDelegate::paintBox(QPainter& painter, const QRect& box, ValueState state) const
{
    const Tokens& t = m_theme.tokens();
    const bool on = state == ValueState::Included;
    const bool out = state == ValueState::Excluded;
    painter.setPen(QPen(on ? t.accent : out ? t.outcomeException : t.borderstrong, 1));
    painter.setBrush(on ? t.accent : t.surface);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    if (on || out) {
        const qreal dpr = painter.device()->devicePixelRatioF();
        painter.drawPixmap(box.adjusted(1, 1, -1, -1),
                           m_theme.pixmap(on ? u"check"_s : u"minus"_s, 12, on ? t.onaccent : t.outcomeException, dpr));
    }
}

std::optional<QColor> FacetDelegate::paintGlyph(QPainter& painter, QPointF centre, const QModelIndex& index) const
{
    const auto column = static_cast<store::Column>(index.data(FacetModel::ColumnRole).toInt());
    const std::string value = utf8(index.data(FacetModel::ValueRole).toString());
    if (column == store::Column::OutcomeSlice) {
        const auto outcome = classOfSlice(value);
        m_theme.drawGlyph(painter, centre, outcome);
        return m_theme.outcomeColour(outcome);
    }
    if (column == store::Column::Level) {
        m_theme.drawGlyph(painter, centre, events::levelOf(value));
        return m_theme.levelColour(events::levelOf(value));
    }
    return std::nullopt;
}

void FacetDelegate::paintValue(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Tokens& t = m_theme.tokens();
    const QRect row = option.rect;
    const bool hovered = option.state & QStyle::State_MouseOver;
    if (hovered)
        painter.fillRect(row, t.hover);
    const auto state = static_cast<ValueState>(index.data(FacetModel::StateRole).toInt());
    const int side = m_theme.px(14);
    paintBox(painter, QRect(row.x() + m_theme.px(12), row.center().y() - side / 2, side, side), state);
    int x = row.x() + m_theme.px(33);
    const int start = x;
    const auto glyph = paintGlyph(painter, QPointF(x + m_theme.px(6), QRectF(row).center().y()), index);
    if (glyph)
        x += m_theme.px(18);

    const quint64 count = index.data(FacetModel::CountRole).toULongLong();
    const QString countWords = countText(count);
    painter.setFont(m_theme.font(TextRole::Body));
    const int countWidth = hovered ? m_theme.px(28) : painter.fontMetrics().horizontalAdvance(countWords);
    const int end = row.right() - m_theme.px(10);
    const QRect room(x, row.y(), end - x, row.height() - m_theme.px(2));
    const bool quiet = count == 0 || qobject_cast<const FacetModel*>(index.model())->isStale();
    painter.setPen(quiet ? t.text3 : state == ValueState::Included ? t.text : t.text2);
    QFont font = m_theme.font(TextRole::Body);
    font.setStrikeOut(state == ValueState::Excluded);
    painter.setFont(font);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, room.width() - countWidth - m_theme.px(6)));
    painter.setFont(m_theme.font(TextRole::Body));
    if (hovered) {
        const QRect minus = excludeRect(row);
        painter.drawPixmap(QRect(minus.center().x() - side / 2, minus.center().y() - side / 2, side, side),
                           m_theme.pixmap(u"minus"_s, 14, t.text2, painter.device()->devicePixelRatioF()));
    } else {
        painter.setPen(t.text3);
        painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter, countWords);
    }
    const int width = end - start;
    painter.fillRect(QRect(start, row.bottom() - 1, width, 2), t.sunken);
    const double share = index.data(FacetModel::ShareRole).toDouble();
    if (count > 0)
        painter.fillRect(QRect(start, row.bottom() - 1, std::max(2, static_cast<int>(share * width)), 2), glyph.value_or(t.outcomeOk));
}

void FacetDelegate::paintMore(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter.setFont(m_theme.font(TextRole::Small));
    painter.setPen(m_theme.tokens().accent);
    painter.drawText(option.rect.adjusted(m_theme.px(33), 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
}

} // namespace tracedeck::ui
