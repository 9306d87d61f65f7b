#include "deliveries/delivery_figures.h"

#include "deliveries/deliveries_text.h"
#include "widgets/plain_label.h"

#include <QBoxLayout>
#include <QPainter>
#include <QStyle>

#include <algorithm>
#include <array>

namespace tracedeck::ui {

namespace {

constexpr int kHeight = 62, kPadding = 12, kMinWidth = 104, kRadius = 8, kGap = 4, kNoteGap = 8;

Figure percentOrMissing(std::int64_t part, std::int64_t whole)
{
    return whole > 0 ? percentFigure(static_cast<double>(part) / static_cast<double>(whole)) : Figure {kMissing.toString(), {}};
}

/// Both in the unit of the larger one.
Figure lagFigure(const objects::LagSpread& lag)
{
    struct Unit {
        std::int64_t ms, below;
        const char* name;
    };
    constexpr std::array kUnits {Unit {1000, 1000, QT_TRANSLATE_NOOP("tracedeck::ui::DeliveryFigures", "s")},
                                 Unit {60'000, 600, QT_TRANSLATE_NOOP("tracedeck::ui::DeliveryFigures", "min")},
                                 Unit {3'600'000, INT64_MAX, QT_TRANSLATE_NOOP("tracedeck::ui::DeliveryFigures", "h")}};
    const auto unit = std::ranges::find_if(kUnits, [&](const Unit& one) { return lag.p95 / one.ms < one.below; });
    return {DeliveryFigures::tr("%1 / %2").arg(lag.p50 / unit->ms).arg(lag.p95 / unit->ms), DeliveryFigures::tr(unit->name)};
}

std::uint64_t whole(std::int64_t value)
{
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, value));
}

} // namespace

FigureButton::FigureButton(const Theme& theme, QWidget* parent) : QAbstractButton(parent), m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void FigureButton::setContent(Content content)
{
    m_content = std::move(content);
    setAccessibleName(tr("%1: %2").arg(m_content.caption, m_content.figure.text()));
    setAccessibleDescription(m_content.note);
    setToolTip(plainToolTip(QString(m_content.note % u'\n' % m_content.about)));
    update();
}

QSize FigureButton::sizeHint() const
{
    return {m_theme.px(170), m_theme.px(kHeight)};
}

QSize FigureButton::minimumSizeHint() const
{
    return {m_theme.px(kMinWidth), m_theme.px(kHeight)};
}

void FigureButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = m_theme.tokens();
    const QRectF frame = QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5);
    painter.setPen(hasFocus() ? QPen(t.accent, 2) : QPen(Qt::NoPen));
    painter.setBrush(underMouse() ? t.hover : t.surface);
    painter.drawRoundedRect(frame, m_theme.px(kRadius), m_theme.px(kRadius));

    const int pad = m_theme.px(kPadding);
    const QRect inner = rect().adjusted(pad, m_theme.px(8), -m_theme.px(kGap), -m_theme.px(8));
    const int half = inner.height() * 2 / 5;
    int used = 0;
    const auto draw = [&](TextRole role, const QColor& colour, const QString& text, int top, int height) {
        painter.setFont(m_theme.font(role));
        painter.setPen(colour);
        const int room = std::max(0, inner.width() - used);
        const QRect part = QStyle::visualRect(layoutDirection(), rect(), {inner.left() + used, top, room, height});
        painter.drawText(
            part, static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)) | Qt::AlignVCenter | Qt::TextSingleLine,
            painter.fontMetrics().elidedText(text, Qt::ElideRight, room));
        used += painter.fontMetrics().horizontalAdvance(text);
    };
    draw(TextRole::Small, t.text2, m_content.caption, inner.top(), half);
    used = 0;
    const int top = inner.top() + half, height = inner.height() - half;
    draw(TextRole::Title, t.*m_content.colour, m_content.figure.text(), top, height);
    used += m_theme.px(kNoteGap);
    const int wanted = QFontMetrics(m_theme.font(TextRole::Small)).horizontalAdvance(m_content.note);
    if (used + wanted <= inner.width()) // half a note says nothing; the tooltip has it
        draw(TextRole::Small, t.text2, m_content.note, top, height);
}

DeliveryFigures::DeliveryFigures(const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_covered(new FigureButton(theme, this))
    , m_missing(new FigureButton(theme, this))
    , m_late(new FigureButton(theme, this))
    , m_lag(new FigureButton(theme, this))
    , m_next(new FigureButton(theme, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(1, 1, 1, 1);
    row->setSpacing(1);
    for (FigureButton* figure : {m_covered, m_missing, m_late, m_lag, m_next})
        row->addWidget(figure);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_covered, &QAbstractButton::clicked, this, &DeliveryFigures::gridRequested);
    connect(m_missing, &QAbstractButton::clicked, this, [this] { emit incidentRequested(true); });
    connect(m_late, &QAbstractButton::clicked, this, [this] { emit incidentRequested(false); });
    connect(m_lag, &QAbstractButton::clicked, this, &DeliveryFigures::lagRequested);
    connect(m_next, &QAbstractButton::clicked, this, &DeliveryFigures::nextRequested);
}

void DeliveryFigures::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.tokens().border);
    painter.setBrush(m_theme.tokens().surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), m_theme.px(kRadius), m_theme.px(kRadius));
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const FigureButton* figure : {m_missing, m_late, m_lag, m_next}) {
        const int x = layoutDirection() == Qt::RightToLeft ? figure->geometry().right() + 1 : figure->x() - 1;
        painter.drawLine(x, 1, x, height() - 2);
    }
}

void DeliveryFigures::setAnswer(const DeliveriesAnswer& answer)
{
    fillCounts(answer);
    fillTimes(answer.coverage);
}

void DeliveryFigures::fillCounts(const DeliveriesAnswer& answer)
{
    const objects::Coverage& coverage = answer.coverage;
    const std::size_t incidents = answer.missing();
    m_covered->setContent({tr("Covered"), percentOrMissing(coverage.coveredMinutes, coverage.minutes),
                           tr("%1 of %2").arg(countText(whole(coverage.coveredMinutes)), countText(whole(coverage.minutes))),
                           tr("Minutes that a window touches, of those that should have arrived by now")});
    m_missing->setContent({tr("Missing"), durationFigure(coverage.missingMs),
                           incidents == 1 ? tr("1 incident") : tr("%1 incidents").arg(countText(incidents)),
                           tr("Without a file though the rate of that hour says there should be one (p < 0.01)"),
                           incidents > 0 ? &Tokens::dangertext : &Tokens::text});
    m_late->setContent({tr("Late"), durationFigure(coverage.lateMs), tr("over 120 s"),
                        tr("Windows whose file came more than 120 s after their end: %1 files").arg(countText(coverage.lateFiles)),
                        coverage.lateFiles > 0 ? &Tokens::warntext : &Tokens::text});
}

void DeliveryFigures::fillTimes(const objects::Coverage& coverage)
{
    const auto about = tr("From the end of a window to its file in the bucket, of %1 files");
    m_lag->setContent({tr("Lag p50 / p95"),
                       coverage.lag ? lagFigure(*coverage.lag) : Figure {kMissing.toString(), {}},
                       {},
                       about.arg(countText(coverage.lag ? coverage.lag->objects : 0))});
    if (!coverage.next) {
        m_next->setContent({tr("Next file"), {kMissing.toString(), {}}, {}, {}});
        return;
    }
    m_next->setContent({tr("Next file"),
                        {timeText(coverage.next->expectedMs, true).section(u'.', 0, 0), {}},
                        tr("window %1").arg(minuteText(coverage.next->window.from, true)),
                        tr("Expected %1 UTC, were all as usual").arg(dateTimeText(coverage.next->expectedMs, true))});
}

} // namespace tracedeck::ui
