#include "logs/value_grid.h"

#include "logs/words.h"
#include "widgets/elided_label.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>

#include <algorithm>

namespace tracedeck::ui {

using store::Column;

ValueGrid::ValueGrid(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {}

std::vector<ValueGrid::Row> ValueGrid::rowsOf(const EventDetail& detail, bool utc)
{
    const store::EventRow& e = detail.row;
    const bool isFetch = !e.method.empty();
    std::vector<Row> rows;
    const auto add = [&rows](const QString& key, const QString& value, const std::string& whole, std::optional<Column> field) {
        if (!whole.empty())
            rows.push_back({key, value, plain(whole), field, whole});
    };
    if (e.timestampMs)
        rows.push_back({tr("Time"), dateTimeText(*e.timestampMs, utc), dateTimeText(*e.timestampMs, utc), {}, {}});
    add(isFetch ? tr("Request") : tr("Trigger"), isFetch ? QString(shown(e.method) % u' ' % shown(e.trigger)) : shown(e.trigger), e.trigger,
        Column::Trigger);
    add(tr("Event type"), shown(e.eventType), e.eventType, Column::EventType);
    add(tr("Ray ID"), shown(e.rayId), e.rayId, Column::RayID);
    add(tr("Version"), shown(e.versionId), e.versionId, Column::Version);
    add(tr("Entrypoint"), shown(e.entrypoint), e.entrypoint, Column::Entrypoint);
    add(tr("Namespace"), shown(e.dispatchNamespace), e.dispatchNamespace, Column::DispatchNamespace);
    if (detail.event && !detail.event->scriptTags.empty()) {
        QStringList tags;
        for (const std::string& tag : detail.event->scriptTags)
            tags << shown(tag);
        rows.push_back({tr("Tags"), tags.join(u", "), tags.join(u", "), {}, {}});
    }
    if (detail.event)
        for (const auto& unknown : detail.event->unknown)
            rows.push_back({shown(unknown.key), shown(unknown.json), plain(unknown.json), {}, {}});
    return rows;
}

void ValueGrid::setEvent(const EventDetail& detail, bool utc)
{
    if (layout()) {
        qDeleteAll(findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
        delete layout();
    }
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(0);
    grid->setVerticalSpacing(m_theme.px(4));
    grid->setColumnMinimumWidth(0, m_theme.px(112));
    grid->setColumnStretch(1, 1);
    const auto rows = rowsOf(detail, utc);
    for (std::size_t i = 0; i < rows.size(); ++i)
        addRow(static_cast<int>(i), rows[i]);
    if (detail.row.wallTimeMs || detail.row.cpuTimeMs) {
        const int at = static_cast<int>(rows.size());
        grid->addWidget(new PlainLabel(m_theme, TextRole::Small, tr("Wall / CPU"), Tone::Muted, this), at, 0);
        grid->addWidget(new TimeBar(m_theme, detail.row.wallTimeMs, detail.row.cpuTimeMs, this), at, 1);
    }
}

void ValueGrid::addRow(int at, const Row& row)
{
    auto* grid = static_cast<QGridLayout*>(layout());
    grid->addWidget(new ElidedLabel(m_theme, TextRole::Small, row.key, Tone::Muted, this), at, 0);
    auto* value = new ElidedLabel(m_theme, TextRole::Mono, row.value, Tone::Normal, this);
    value->setElideMode(Qt::ElideMiddle);
    value->setAccessibleName(QString(row.key % u' ' % row.value));
    value->setContextMenuPolicy(Qt::CustomContextMenu);
    value->setFocusPolicy(Qt::TabFocus);
    connect(value, &QWidget::customContextMenuRequested, this,
            [this, row, value](QPoint where) { showMenu(row, value->mapToGlobal(where)); });
    grid->addWidget(value, at, 1);
}

void ValueGrid::showMenu(const Row& row, QPoint global)
{
    QMenu menu;
    if (row.field) {
        const auto gesture = [this, &row](ValueGesture g) { return [this, &row, g] { emit gestured(g, *row.field, row.fieldText); }; };
        menu.addAction(tr("Filter for"), this, gesture(ValueGesture::FilterFor));
        menu.addAction(tr("Filter out"), this, gesture(ValueGesture::FilterOut));
        menu.addAction(tr("Only"), this, gesture(ValueGesture::Only));
        menu.addSeparator();
    }
    menu.addAction(tr("Copy value"), this, [&row] { QGuiApplication::clipboard()->setText(row.whole); });
    menu.exec(global);
}

TimeBar::TimeBar(const Theme& theme, std::optional<std::int64_t> wallMs, std::optional<std::int64_t> cpuMs, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_wall(wallMs)
    , m_cpu(cpuMs)
{
    setAccessibleName(tr("Wall time %1, CPU time %2").arg(durationWords(wallMs), durationWords(cpuMs)));
}

void TimeBar::paintEvent(QPaintEvent* /*event*/)
{
    const Tokens& t = m_theme.tokens();
    QPainter painter(this);
    painter.setFont(m_theme.font(TextRole::Mono));
    painter.setPen(t.text);
    const QString wall = durationWords(m_wall);
    const QString cpu = tr("CPU %1").arg(durationWords(m_cpu));
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, wall);
    const int x = painter.fontMetrics().horizontalAdvance(wall) + m_theme.px(8);
    const int length = std::min(m_theme.px(110), width() - x - painter.fontMetrics().horizontalAdvance(cpu) - m_theme.px(8));
    if (length > m_theme.px(20)) {
        const QRectF track(x, (height() - m_theme.px(8)) / 2.0, length, m_theme.px(8));
        const auto most = static_cast<double>(std::max({m_wall.value_or(0), m_cpu.value_or(0), std::int64_t {1}}));
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.outcomeOk);
        painter.drawRect(QRectF(track.topLeft(), QSizeF(track.width() * static_cast<double>(m_wall.value_or(0)) / most, track.height())));
        painter.setBrush(t.accent);
        painter.drawRect(QRectF(track.topLeft(), QSizeF(track.width() * static_cast<double>(m_cpu.value_or(0)) / most, track.height())));
    }
    painter.setPen(t.text2);
    painter.drawText(rect().adjusted(x + std::max(length, 0) + m_theme.px(8), 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, cpu);
}

} // namespace tracedeck::ui
