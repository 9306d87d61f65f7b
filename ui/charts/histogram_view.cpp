#include "charts/histogram_view.h"

#include "charts/chart_table_dialog.h"
#include "charts/outcome_legend.h"
#include "text/format.h"
#include "widgets/plain_label.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tracedeck::ui {

namespace {

constexpr double kDragFrom = 4;    // px that a press moves before it is a drag
constexpr double kHandleReach = 5; // px to either side of an edge of the band
constexpr std::ptrdiff_t kCtrlStep = 10;

} // namespace

HistogramView::HistogramView(const Theme& theme, Scales scales, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_scales(scales)
    , m_legend(new OutcomeLegend(theme, this))
    , m_title(tr("Events by outcome"))
{
    installChartAccessibility();
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(m_title);
    m_legend->hide();
    connect(m_legend, &OutcomeLegend::isolated, this, [this](const std::vector<std::size_t>& chosen) {
        isolate(m_slices, chosen);
        slicesChanged();
    });
    connect(m_legend, &OutcomeLegend::toggled, this, [this](const std::vector<std::size_t>& chosen) {
        for (const std::size_t slice : chosen)
            m_slices[slice].shown = !m_slices[slice].shown;
        slicesChanged();
    });
    connect(&theme, &Theme::changed, this, [this] {
        measureAxis();
        update();
    });
    measureAxis();
}

void HistogramView::setHistogram(const store::Histogram& histogram)
{
    const auto kept = selection();
    std::vector<Slice> slices = slicesOf(histogram);
    for (Slice& slice : slices) {
        const auto before = std::ranges::find(m_slices, slice.label, &Slice::label);
        slice.shown = before == m_slices.end() || before->shown;
    }
    if (std::ranges::none_of(slices, &Slice::shown))
        std::ranges::for_each(slices, [](Slice& slice) { slice.shown = true; });
    m_slices = std::move(slices);
    m_start = histogram.start;
    m_width = std::max<std::int64_t>(1, histogram.width);
    m_buckets = histogram.buckets;
    m_stale = false;
    m_selection = BucketSelection(m_buckets);
    const TimeRange all = shownRange();
    if (kept && kept->from >= all.from && kept->to <= all.to && m_buckets > 0)
        m_selection.select({static_cast<std::size_t>((kept->from - m_start) / m_width),
                            static_cast<std::size_t>((kept->to - m_start + m_width - 1) / m_width)});
    slicesChanged();
}

void HistogramView::setMarks(std::vector<store::VersionMark> marks)
{
    m_marks = std::move(marks);
    std::ranges::sort(m_marks, {}, &store::VersionMark::firstMs);
    update();
}

void HistogramView::setUtc(bool utc)
{
    m_utc = utc;
    update();
}

void HistogramView::setStale(bool stale)
{
    if (std::exchange(m_stale, stale) != stale)
        update();
}

void HistogramView::setTitle(const QString& title)
{
    m_title = title;
    setAccessibleName(title);
}

void HistogramView::slicesChanged()
{
    m_legend->setSlices(m_slices);
    measureAxis();
    setAccessibleDescription(summary());
    update();
}

std::optional<TimeRange> HistogramView::selection() const
{
    const auto span = m_selection.span();
    return span && m_buckets > 0 ? std::optional(rangeOf(*span)) : std::nullopt;
}

void HistogramView::clearSelection()
{
    if (m_selection.clear()) {
        update();
        emit selectionChanged();
    }
}

TimeRange HistogramView::bucketRange(std::size_t bucket) const
{
    const std::int64_t from = m_start + static_cast<std::int64_t>(bucket) * m_width;
    return {from, from + m_width};
}

TimeRange HistogramView::rangeOf(BucketSelection::Span span) const
{
    return {bucketRange(span.first).from, bucketRange(span.end - 1).to};
}

TimeRange HistogramView::shownRange() const
{
    return {m_start, m_start + static_cast<std::int64_t>(std::max<std::size_t>(1, m_buckets)) * m_width};
}

std::uint64_t HistogramView::eventsIn(BucketSelection::Span span) const
{
    std::uint64_t sum = 0;
    for (std::size_t bucket = span.first; bucket < span.end; ++bucket)
        sum += shownIn(m_slices, bucket);
    return sum;
}

std::size_t HistogramView::bucketAt(double x) const
{
    const QRectF plot = plotArea();
    const double share = std::clamp((x - plot.left()) / plot.width(), 0.0, 1.0);
    return std::min(static_cast<std::size_t>(share * static_cast<double>(m_buckets)), m_buckets == 0 ? 0 : m_buckets - 1);
}

std::optional<std::size_t> HistogramView::partAt(QPointF at) const
{
    const std::size_t bucket = bucketAt(at.x());
    return bucket < m_buckets && bucketRect(bucket).contains(at) ? std::optional(bucket) : std::nullopt;
}

bool HistogramView::isPartSelected(std::size_t part) const
{
    const auto span = m_selection.span();
    return span && part >= span->first && part < span->end;
}

std::optional<bool> HistogramView::handleAt(QPointF at) const
{
    if (!m_selection.span())
        return std::nullopt;
    const QRectF band = bandRect();
    if (std::abs(at.x() - band.left()) <= kHandleReach)
        return true;
    return std::abs(at.x() - band.right()) <= kHandleReach ? std::optional(false) : std::nullopt;
}

QString HistogramView::summary() const
{
    std::uint64_t total = 0, highest = 0;
    std::size_t at = 0;
    for (std::size_t bucket = 0; bucket < m_buckets; ++bucket) {
        const std::uint64_t count = shownIn(m_slices, bucket);
        total += count;
        if (count > highest) {
            highest = count;
            at = bucket;
        }
    }
    if (total == 0)
        return tr("No events in this time range.");
    return tr("Events per %1, %2 events, highest %3 at %4")
        .arg(bucketWidthText(m_width), countText(total), countText(highest),
             axisTime(bucketRange(at).from, std::min<std::int64_t>(m_width, 60'000), m_utc));
}

QString HistogramView::bucketText(std::size_t bucket) const
{
    QStringList parts;
    for (const Slice& slice : m_slices) {
        if (slice.shown && slice.counts[bucket] > 0)
            parts << QString(slice.label % u' ' % countText(slice.counts[bucket]));
    }
    const QString head = tr("%1: %2 events").arg(rangeText(bucketRange(bucket), m_utc), countText(shownIn(m_slices, bucket)));
    return parts.isEmpty() ? head : QString(head % u", " % parts.join(u", "));
}

ChartTable HistogramView::table() const
{
    ChartTable table {m_title, {tr("Time (%1)").arg(zoneName(m_utc))}, static_cast<int>(m_buckets), {}};
    for (const Slice& slice : m_slices)
        table.heads << slice.label;
    table.heads << tr("All");
    table.text = [slices = m_slices, start = m_start, width = m_width, utc = m_utc](int row, int column) {
        const auto bucket = static_cast<std::size_t>(row);
        const std::int64_t from = start + row * width;
        if (column == 0)
            return QString(dateText(from, utc) % u' ' % timeText(from, utc).left(8));
        if (static_cast<std::size_t>(column) <= slices.size())
            return countText(slices[static_cast<std::size_t>(column) - 1].counts[bucket]);
        std::uint64_t sum = 0;
        for (const Slice& slice : slices)
            sum += slice.counts[bucket];
        return countText(sum);
    };
    return table;
}

void HistogramView::showTable()
{
    (new ChartTableDialog(m_theme, table(), window()))->show();
}

bool HistogramView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && m_buckets > 0) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (plotArea().contains(help->pos()))
            QToolTip::showText(help->globalPos(), plainToolTip(bucketText(bucketAt(help->pos().x()))), this);
        return true;
    }
    return QWidget::event(event);
}

void HistogramView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_buckets == 0)
        return;
    m_pressed = event->position();
    const auto handle = handleAt(m_pressed);
    m_drag = event->modifiers() & Qt::ShiftModifier ? Drag::Pan : Drag::Select;
    m_panned = 0;
    if (m_drag == Drag::Pan)
        setCursor(Qt::ClosedHandCursor);
    else if (handle)
        m_selection.grab(*handle);
    else
        m_selection.start(bucketAt(m_pressed.x()));
    update();
}

void HistogramView::mouseMoveEvent(QMouseEvent* event)
{
    const double moved = event->position().x() - m_pressed.x();
    if (m_drag == Drag::Pan)
        m_panned = moved;
    else if (m_drag == Drag::Select && (m_selection.span() || std::abs(moved) >= kDragFrom))
        m_selection.extendTo(bucketAt(event->position().x()));
    else
        setCursor(handleAt(event->position()) ? Qt::SizeHorCursor : Qt::ArrowCursor);
    if (m_drag != Drag::None)
        update();
}

void HistogramView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_drag == Drag::None)
        return;
    const Drag drag = std::exchange(m_drag, Drag::None);
    unsetCursor();
    if (drag == Drag::Select) {
        emit selectionChanged();
    } else {
        const double perBucket = plotArea().width() / static_cast<double>(m_buckets);
        const std::int64_t by = std::llround(std::exchange(m_panned, 0) / perBucket) * m_width;
        const TimeRange now = shownRange();
        if (by != 0)
            emit panRequested({now.from - by, now.to - by});
    }
    update();
}

void HistogramView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_buckets == 0)
        return;
    // The first press of the two has already cleared a band; the bar under the pointer is what is meant then.
    m_drag = Drag::None;
    if (!m_selection.span())
        m_selection.moveCursorTo(bucketAt(event->position().x()), false);
    zoom();
}

void HistogramView::zoom()
{
    if (const auto selected = selection())
        emit zoomRequested(*selected);
    else if (m_selection.cursor() && m_buckets > 0)
        emit zoomRequested(bucketRange(*m_selection.cursor()));
}

bool HistogramView::moveByKey(const QKeyEvent& event)
{
    const bool extend = event.modifiers() & Qt::ShiftModifier;
    const std::ptrdiff_t step = event.modifiers() & Qt::ControlModifier ? kCtrlStep : 1;
    const std::ptrdiff_t forward = layoutDirection() == Qt::RightToLeft ? -step : step; // time itself always runs left to right
    switch (event.key()) {
    case Qt::Key_Left: m_selection.moveCursor(-std::abs(forward), extend); break;
    case Qt::Key_Right: m_selection.moveCursor(std::abs(forward), extend); break;
    case Qt::Key_Home: m_selection.moveCursorTo(0, extend); break;
    case Qt::Key_End: m_selection.moveCursorTo(m_buckets - 1, extend); break;
    default: return false;
    }
    announceCursor(*this, *this);
    update();
    if (extend)
        emit selectionChanged();
    return true;
}

void HistogramView::keyPressEvent(QKeyEvent* event)
{
    if (m_buckets > 0 && moveByKey(*event))
        return;
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter: zoom(); return;
    case Qt::Key_T: showTable(); return;
    case Qt::Key_Z: event->modifiers() & Qt::ShiftModifier ? emit wholeRangeRequested() : emit zoomOutRequested(); return;
    case Qt::Key_Escape:
        if (m_selection.span()) {
            clearSelection();
            return;
        }
        break;
    default: break;
    }
    QWidget::keyPressEvent(event);
}

void HistogramView::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    menu.addAction(tr("View as table"), this, &HistogramView::showTable);
    if (m_selection.span())
        menu.addAction(tr("Zoom to selection"), this, &HistogramView::zoom);
    menu.addAction(tr("Zoom out"), this, &HistogramView::zoomOutRequested);
    menu.exec(event->globalPos());
}

} // namespace tracedeck::ui
