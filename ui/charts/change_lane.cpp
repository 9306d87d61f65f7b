#include "charts/change_lane.h"

#include "charts/change_words.h"
#include "charts/chart_table_dialog.h"
#include "charts/histogram_view.h"
#include "charts/line_chart.h"
#include "text/format.h"
#include "widgets/plain_label.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace tracedeck::ui {

using workspace::Change;

namespace {

constexpr std::size_t kMostLines = 8, kMostEntries = 12; ///< of a tooltip, of a menu
constexpr qsizetype kLongestEntry = 96;
constexpr int kCaption = 62; ///< room for it, left of the plot

} // namespace

ChangeLane::ChangeLane(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    installChartAccessibility();
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Changes"));
    setAccessibleDescription(summary());
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        layOut();
    });
}

void ChangeLane::follow(HistogramView& chart)
{
    chart.setLeastAxisWidth(kCaption);
    follow(chart, [&chart] { return chart.timeAxis(); });
}

void ChangeLane::follow(LineChart& chart)
{
    chart.setLeastAxisWidth(kCaption);
    follow(*chart.viewport(), [&chart] { return chart.timeAxis(); });
}

void ChangeLane::follow(QWidget& painted, std::function<TimeAxis()> axis)
{
    if (m_chart)
        m_chart->removeEventFilter(this);
    m_chart = &painted;
    m_axisOf = std::move(axis);
    connect(&painted, &QObject::destroyed, this, [this] {
        m_chart = nullptr;
        m_axisOf = {};
    });
    painted.installEventFilter(this);
    takeAxis();
}

bool ChangeLane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_chart && event->type() == QEvent::Paint)
        takeAxis();
    return QWidget::eventFilter(watched, event);
}

/// The axis of the chart, in the lane's own places.
void ChangeLane::takeAxis()
{
    if (!m_axisOf)
        return;
    const TimeAxis theirs = m_axisOf();
    const double shift = m_chart->mapToGlobal(QPoint()).x() - mapToGlobal(QPoint()).x();
    const TimeRange range = theirs.range();
    const TimeAxis axis(range, theirs.x(range.from) + shift, theirs.x(range.to) + shift, m_utc);
    if (axis.range() == m_axis.range() && axis.x(range.from) == m_axis.x(range.from) && axis.x(range.to) == m_axis.x(range.to))
        return;
    m_axis = axis;
    layOut();
}

void ChangeLane::setChanges(std::vector<Change> changes)
{
    if (changes == m_changes)
        return;
    m_changes = std::move(changes);
    takeAxis();
    layOut();
}

void ChangeLane::setUtc(bool utc)
{
    m_utc = utc;
    update();
}

/// The cursor stays on the change that it was on.
void ChangeLane::layOut()
{
    m_marks = marksOf(m_changes, m_axis, sizes());
    m_cursor.reset();
    m_hovered.reset();
    m_pressed.reset();
    const auto isAt = [this](std::size_t change) { return m_changes[change] == *m_at; };
    const auto found =
        std::ranges::find_if(m_marks, [&](const ChangeMark& mark) { return m_at && std::ranges::any_of(mark.changes, isAt); });
    if (found != m_marks.end())
        m_cursor = static_cast<std::size_t>(found - m_marks.begin());
    setAccessibleDescription(summary());
    update();
}

QString ChangeLane::textOf(std::size_t mark) const
{
    QStringList lines;
    const std::vector<std::size_t>& changes = m_marks[mark].changes;
    const std::size_t most = changes.size() <= kMostLines ? changes.size() : kMostLines - 1;
    for (std::size_t i = 0; i < most; ++i)
        lines << changeLine(m_changes[changes[i]], m_utc);
    if (changes.size() > most)
        lines << tr("and %1 more").arg(countText(changes.size() - most));
    return lines.join(u'\n');
}

QString ChangeLane::summary() const
{
    std::vector<std::size_t> counts(workspace::kChangeKinds);
    for (const ChangeMark& mark : m_marks) {
        for (const std::size_t change : mark.changes)
            ++counts[static_cast<std::size_t>(m_changes[change].kind)];
    }
    return m_marks.empty() ? tr("No change is known in this time range.") : changeCounts(counts);
}

ChartTable ChangeLane::table() const
{
    std::vector<Change> shown;
    for (const Change& change : m_changes) {
        if (change.touches(m_axis.range()))
            shown.push_back(change);
    }
    ChartTable table {tr("Changes"),
                      {tr("Time (%1)").arg(zoneName(m_utc)), tr("What"), tr("Details"), tr("Origin")},
                      static_cast<int>(shown.size()),
                      {},
                      ChartTable::Cells::Texts};
    table.text = [shown = std::move(shown), utc = m_utc](int row, int column) {
        const Change& change = shown[static_cast<std::size_t>(row)];
        switch (column) {
        case 0: return changeTime(change, utc);
        case 1: return changeTitle(change);
        case 2: return changeDetail(change);
        default: return changeOrigin(change);
        }
    };
    return table;
}

void ChangeLane::showTable()
{
    (new ChartTableDialog(m_theme, table(), window()))->show();
}

std::optional<std::size_t> ChangeLane::partAt(QPointF at) const
{
    const auto found = std::ranges::find_if(m_marks, [at](const ChangeMark& mark) { return mark.rect.contains(at); });
    return found == m_marks.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - m_marks.begin()));
}

void ChangeLane::open(std::size_t mark)
{
    if (m_marks[mark].changes.size() > 1)
        return openMenu(mark);
    const Change change = m_changes[m_marks[mark].changes.front()]; // the list may change while it opens
    emit opened(change);
}

/// Which of them? Opened without waiting: what happens meanwhile is not held up.
void ChangeLane::openMenu(std::size_t mark)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const std::vector<std::size_t>& changes = m_marks[mark].changes;
    for (std::size_t i = 0; i < std::min(changes.size(), kMostEntries); ++i) {
        const Change& change = m_changes[changes[i]];
        QString text = changeLine(change, m_utc);
        if (text.size() > kLongestEntry)
            text = text.left(kLongestEntry - 1) % u'\u2026';
        menu->addAction(text.replace(u'&', QStringLiteral("&&")), this, [this, change] { emit opened(change); });
    }
    menu->addSeparator();
    menu->addAction(changes.size() > kMostEntries ? tr("All %1 as table").arg(countText(changes.size())) : tr("View as table"), this,
                    &ChangeLane::showTable);
    const QRectF at = m_marks[mark].rect;
    menu->popup(mapToGlobal(QPoint(qRound(at.left()), height())));
}

void ChangeLane::moveTo(std::ptrdiff_t mark)
{
    if (m_marks.empty())
        return;
    m_cursor = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(mark, 0, static_cast<std::ptrdiff_t>(m_marks.size()) - 1));
    m_at = m_changes[m_marks[*m_cursor].changes.front()];
    announceCursor(*this, *this);
    update();
}

void ChangeLane::keyPressEvent(QKeyEvent* event)
{
    const std::ptrdiff_t at = m_cursor ? static_cast<std::ptrdiff_t>(*m_cursor) : -1;
    switch (event->key()) {
    case Qt::Key_Left: return moveTo(m_cursor ? at - 1 : static_cast<std::ptrdiff_t>(m_marks.size()) - 1);
    case Qt::Key_Right: return moveTo(at + 1);
    case Qt::Key_Home: return moveTo(0);
    case Qt::Key_End: return moveTo(static_cast<std::ptrdiff_t>(m_marks.size()) - 1);
    case Qt::Key_T: return showTable();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_cursor)
            open(*m_cursor);
        return;
    default: QWidget::keyPressEvent(event);
    }
}

/// Whoever comes by keys stands at the newest change.
void ChangeLane::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    if (!m_cursor && event->reason() != Qt::MouseFocusReason)
        moveTo(static_cast<std::ptrdiff_t>(m_marks.size()) - 1);
    update();
}

void ChangeLane::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = partAt(event->position());
    if (m_pressed)
        moveTo(static_cast<std::ptrdiff_t>(*m_pressed));
}

void ChangeLane::mouseReleaseEvent(QMouseEvent* event)
{
    const auto pressed = std::exchange(m_pressed, std::nullopt);
    if (event->button() == Qt::LeftButton && pressed && pressed == partAt(event->position()))
        open(*pressed);
}

void ChangeLane::mouseMoveEvent(QMouseEvent* event)
{
    const auto at = partAt(event->position());
    if (std::exchange(m_hovered, at) == at)
        return;
    setCursor(at ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void ChangeLane::leaveEvent(QEvent*)
{
    m_hovered.reset();
    update();
}

void ChangeLane::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto mark = event->reason() == QContextMenuEvent::Mouse ? partAt(event->pos()) : m_cursor;
    if (mark) {
        moveTo(static_cast<std::ptrdiff_t>(*mark));
        menu->addAction(tr("Open"), this, [this] {
            if (m_cursor)
                open(*m_cursor);
        });
    }
    menu->addAction(tr("View as table"), this, &ChangeLane::showTable);
    menu->popup(event->globalPos());
}

bool ChangeLane::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto mark = partAt(help->pos());
    QToolTip::showText(help->globalPos(), plainToolTip(mark ? textOf(*mark) : tr("What changed: jobs, Workers, versions; and gaps")), this);
    return true;
}

} // namespace tracedeck::ui
