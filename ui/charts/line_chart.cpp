#include "charts/line_chart.h"

#include "charts/chart_table_dialog.h"
#include "charts/decimate.h"
#include "charts/nice_axis.h"
#include "text/format.h"
#include "widgets/plain_label.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QToolTip>
#include <QtCharts/QLegend>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include <QGraphicsLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tracedeck::ui {

namespace {

constexpr std::size_t kMostPoints = 2000;
constexpr double kDragFrom = 4;

/// The parts of a line between its gaps, no more points than can be seen.
std::vector<QList<QPointF>> runsOf(const ChartLine& line)
{
    std::vector<QList<QPointF>> runs;
    std::vector<QPointF> run;
    const auto flush = [&] {
        if (run.empty())
            return;
        if (run.size() == 1) // a lone value would be invisible as a line
            run = {run[0] - QPointF(0.3, 0), run[0] + QPointF(0.3, 0)};
        const auto points =
            decimated(run, std::max<std::size_t>(8, kMostPoints * run.size() / std::max<std::size_t>(1, line.values.size())));
        runs.emplace_back(points.begin(), points.end());
        run.clear();
    };
    for (std::size_t i = 0; i < line.values.size(); ++i) {
        if (line.values[i])
            run.emplace_back(static_cast<double>(i) + 0.5, *line.values[i]);
        else
            flush();
    }
    flush();
    return runs;
}

} // namespace

LineChart::LineChart(const Theme& theme, QWidget* parent)
    : QChartView(new QChart, parent)
    , m_theme(theme)
    , m_time(new QValueAxis)
    , m_value(new QValueAxis)
{
    QChart* plain = chart();
    plain->setBackgroundVisible(false);
    plain->setMargins(QMargins());
    plain->layout()->setContentsMargins(0, 0, 0, 0);
    plain->legend()->hide();
    plain->setAnimationOptions(QChart::NoAnimation);
    for (const auto& [axis, edge] : {std::pair {m_time, Qt::AlignBottom}, std::pair {m_value, Qt::AlignLeft}}) {
        axis->setLabelsVisible(false); // ours: in UTC or local, in our units
        axis->setLineVisible(false);
        axis->setGridLineVisible(false);
        plain->addAxis(axis, edge);
    }
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setBackgroundBrush(Qt::NoBrush);
    setStyleSheet(QStringLiteral("background: transparent;"));
    setFocusPolicy(Qt::StrongFocus);
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    connect(&theme, &Theme::changed, this, [this] {
        colour();
        place(); // the size of text is the theme's, too
    });
}

void LineChart::setData(LineData data)
{
    m_data = std::move(data);
    m_stale = false;
    m_selection = BucketSelection(m_data.buckets());
    rebuild();
}

void LineChart::setUtc(bool utc)
{
    m_utc = utc;
    viewport()->update();
}

void LineChart::setStale(bool stale)
{
    if (std::exchange(m_stale, stale) != stale)
        colour();
}

void LineChart::rebuild()
{
    double largest = 0;
    for (const ChartLine& line : m_data.lines) {
        for (const auto& value : line.values)
            largest = std::max(largest, value.value_or(0));
    }
    const NiceAxis axis = niceAxis(largest, m_data.unit == LineUnit::Count);
    m_top = axis.top;
    m_gridValues = axis.lines;
    m_value->setRange(0, m_top);
    m_time->setRange(0, static_cast<double>(std::max<std::size_t>(1, m_data.buckets())));
    std::size_t used = 0;
    for (std::size_t i = 0; i < m_data.lines.size(); ++i) {
        for (const auto& run : runsOf(m_data.lines[i]))
            draw(run, i, used++);
    }
    while (m_runs.size() > used) {
        chart()->removeSeries(m_runs.back().series);
        delete m_runs.back().series;
        m_runs.pop_back();
    }
    colour();
    setAccessibleName(m_data.title);
    setAccessibleDescription(summary());
    place();
}

/// What is drawn again and again is drawn by the series that are there: to make one costs a layout of the whole chart.
void LineChart::draw(const QList<QPointF>& points, std::size_t line, std::size_t nth)
{
    if (nth < m_runs.size()) {
        m_runs[nth].line = line;
        m_runs[nth].series->replace(points);
        return;
    }
    auto* series = new QLineSeries;
    series->append(points);
    chart()->addSeries(series);
    series->attachAxis(m_time);
    series->attachAxis(m_value);
    m_runs.push_back({series, line});
}

void LineChart::colour()
{
    for (const Run& run : m_runs) {
        QPen pen = linePen(m_data.lines[run.line], m_theme.tokens());
        if (m_stale)
            pen.setColor(m_theme.tokens().borderstrong);
        run.series->setPen(pen);
    }
    viewport()->update();
}

QSize LineChart::sizeHint() const
{
    return {m_theme.px(380), m_theme.px(200)};
}

QSize LineChart::minimumSizeHint() const
{
    return {m_theme.px(200), m_theme.px(120)};
}

std::optional<TimeRange> LineChart::selection() const
{
    const auto span = m_selection.span();
    if (!span)
        return std::nullopt;
    return TimeRange {m_data.start + static_cast<std::int64_t>(span->first) * m_data.width,
                      m_data.start + static_cast<std::int64_t>(span->end) * m_data.width};
}

void LineChart::showTable()
{
    (new ChartTableDialog(m_theme, table(), window()))->show();
}

std::size_t LineChart::bucketAt(double x) const
{
    const std::size_t buckets = m_data.buckets();
    const double share = std::clamp((x - plot().left()) / plot().width(), 0.0, 1.0);
    return std::min(static_cast<std::size_t>(share * static_cast<double>(buckets)), buckets == 0 ? 0 : buckets - 1);
}

QString LineChart::readout(std::size_t bucket) const
{
    QStringList parts;
    for (const ChartLine& line : m_data.lines) {
        const auto value = bucket < line.values.size() ? line.values[bucket] : std::nullopt;
        parts << QString(line.label % u' ' % (value ? lineValueText(*value, m_data.unit) : kMissing.toString()));
    }
    const std::int64_t from = m_data.start + static_cast<std::int64_t>(bucket) * m_data.width;
    return rangeText({from, from + m_data.width}, m_utc) % u"   " % parts.join(u" \u00B7 ");
}

void LineChart::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_data.buckets() == 0)
        return;
    setFocus(Qt::MouseFocusReason);
    m_pressedAt = event->position().x();
    m_selection.start(bucketAt(*m_pressedAt));
    viewport()->update();
}

void LineChart::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_pressedAt || std::abs(event->position().x() - *m_pressedAt) < kDragFrom)
        return;
    m_selection.extendTo(bucketAt(event->position().x()));
    viewport()->update();
}

void LineChart::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_pressedAt)
        return;
    m_pressedAt.reset();
    const auto selected = selection();
    m_selection.clear();
    viewport()->update();
    if (selected)
        emit zoomRequested(*selected);
}

void LineChart::keyPressEvent(QKeyEvent* event)
{
    const bool extend = event->modifiers() & Qt::ShiftModifier;
    const std::ptrdiff_t step = event->modifiers() & Qt::ControlModifier ? 10 : 1;
    switch (event->key()) {
    case Qt::Key_Left: m_selection.moveCursor(-step, extend); break;
    case Qt::Key_Right: m_selection.moveCursor(step, extend); break;
    case Qt::Key_T: showTable(); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const auto selected = selection())
            emit zoomRequested(*selected);
        return;
    case Qt::Key_Escape:
        if (m_selection.clear())
            break;
        [[fallthrough]];
    default: event->ignore(); return;
    }
    if (const auto cursor = m_selection.cursor())
        setAccessibleDescription(readout(*cursor));
    viewport()->update();
}

void LineChart::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    menu.addAction(tr("View as table"), this, &LineChart::showTable);
    menu.exec(event->globalPos());
}

bool LineChart::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && m_data.buckets() > 0) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), plainToolTip(readout(bucketAt(help->pos().x()))), this);
        return true;
    }
    return QChartView::viewportEvent(event);
}

} // namespace tracedeck::ui
