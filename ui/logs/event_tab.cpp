#include "logs/console_list.h"
#include "logs/detail_tabs.h"
#include "logs/exception_box.h"
#include "logs/words.h"

#include "text/error_text.h"
#include "widgets/buttons.h"
#include "widgets/elided_label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace tracedeck::ui {

namespace {

QHBoxLayout* headingRow(const Theme& theme, const QString& text, QWidget* end)
{
    auto* row = new QHBoxLayout;
    row->addWidget(new PlainLabel(theme, TextRole::Subheading, text));
    row->addStretch(1);
    if (end)
        row->addWidget(end);
    return row;
}

QWidget* freshPage(QScrollArea& area, const Theme& theme)
{
    auto* page = new QWidget(&area);
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(theme.px(12), theme.px(12), theme.px(12), theme.px(12));
    column->setSpacing(theme.px(8));
    area.setWidget(page);
    return page;
}

void setUpArea(QScrollArea& area)
{
    area.setWidgetResizable(true);
    area.setFrameShape(QFrame::NoFrame);
    area.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

QString truncationWords(events::Truncation truncation)
{
    switch (truncation) {
    case events::Truncation::None: return {};
    case events::Truncation::Marked: return EventTab::tr("Logpush cut this record at its limit of 16,384 characters");
    case events::Truncation::ProbablyLimits2022: return EventTab::tr("Logpush probably cut this record at its limits of 2022");
    }
    return {};
}

} // namespace

EventTab::EventTab(const Theme& theme, QWidget* parent) : QScrollArea(parent), m_theme(theme)
{
    setUpArea(*this);
    setAccessibleName(tr("Event"));
}

void EventTab::setEvent(const EventDetail& detail, bool utc)
{
    QWidget* page = freshPage(*this, m_theme);
    auto& column = *static_cast<QVBoxLayout*>(page->layout());
    auto* grid = new ValueGrid(m_theme, page);
    grid->setEvent(detail, utc);
    connect(grid, &ValueGrid::gestured, this, &EventTab::gestured);
    column.addWidget(grid);
    if (const QString cut = truncationWords(detail.truncation); !cut.isEmpty()) {
        auto* label = new PlainLabel(m_theme, TextRole::Small, cut, Tone::Warn, page);
        label->setWordWrap(true);
        column.addWidget(label);
    }
    column.addSpacing(m_theme.px(8));
    addException(column, detail);
    addConsole(column, detail);
    addPlace(column, detail);
    column.addStretch(1);
}

void EventTab::addException(QVBoxLayout& column, const EventDetail& detail)
{
    if (!detail.exceptions.empty()) {
        const ExceptionDetail& first = detail.exceptions.front();
        auto* group = new LinkButton(tr("Show group"));
        connect(group, &QPushButton::clicked, this, [this, key = first.group] { emit groupRequested(key); });
        column.addLayout(headingRow(m_theme, tr("Exception"), group));
        column.addWidget(new ExceptionBox(m_theme, first));
        column.addSpacing(m_theme.px(8));
    } else if (isFailure(detail.row)) {
        auto* group = new LinkButton(tr("Show group"));
        connect(group, &QPushButton::clicked, this,
                [this, key = events::outcomeGroupKey(detail.row.outcome)] { emit groupRequested(key); });
        column.addLayout(headingRow(m_theme, shown(detail.row.outcome), group));
        auto* none = new PlainLabel(m_theme, TextRole::Body, tr("The invocation failed without an exception of its own."), Tone::Secondary);
        none->setWordWrap(true);
        column.addWidget(none);
    }
}

void EventTab::addConsole(QVBoxLayout& column, const EventDetail& detail)
{
    if (detail.console.empty())
        return;
    column.addLayout(headingRow(m_theme, tr("Console"), new PlainLabel(m_theme, TextRole::Small, tr("ms after start"), Tone::Muted)));
    auto* list = new ConsoleList(m_theme);
    list->setLines(detail.console);
    connect(list, &ConsoleList::lineRequested, this, &EventTab::consoleRequested);
    column.addWidget(list);
    if (detail.console.size() > ConsoleList::kMostRows) {
        auto* more = new LinkButton(tr("Show all %n lines", nullptr, static_cast<int>(detail.console.size())));
        connect(more, &QPushButton::clicked, this, [this] { emit consoleRequested(0); });
        column.addWidget(more, 0, Qt::AlignLeft);
    }
}

void EventTab::addPlace(QVBoxLayout& column, const EventDetail& detail)
{
    if (detail.lost) {
        auto* gone = new PlainLabel(m_theme, TextRole::Small, errorText(*detail.lost), Tone::Warn);
        gone->setWordWrap(true);
        column.addWidget(gone);
    }
    if (!detail.place)
        return;
    const QString object = shown(detail.place->object);
    const QString words = detail.place->line > 0 ? tr("%1 : line %2").arg(object, countText(detail.place->line)) : object;
    auto* row = new QHBoxLayout;
    auto* icon = new QLabel;
    icon->setPixmap(m_theme.pixmap(QStringLiteral("file"), 14));
    row->addWidget(icon);
    auto* label = new ElidedLabel(m_theme, TextRole::MonoSmall, words, Tone::Muted);
    label->setElideMode(Qt::ElideMiddle);
    label->setAccessibleName(tr("Delivered in %1").arg(words));
    row->addWidget(label, 1);
    column.addLayout(row);
}

ExceptionTab::ExceptionTab(const Theme& theme, QWidget* parent) : QScrollArea(parent), m_theme(theme)
{
    setUpArea(*this);
    setAccessibleName(tr("Exceptions"));
}

void ExceptionTab::setEvent(const EventDetail& detail)
{
    QWidget* page = freshPage(*this, m_theme);
    auto& column = *static_cast<QVBoxLayout*>(page->layout());
    int number = 1;
    for (const ExceptionDetail& exception : detail.exceptions) {
        auto* group = new LinkButton(tr("Show group"));
        connect(group, &QPushButton::clicked, this, [this, key = exception.group] { emit groupRequested(key); });
        column.addLayout(headingRow(m_theme, tr("Exception %1").arg(number++), group));
        column.addWidget(new ExceptionBox(m_theme, exception));
        column.addSpacing(m_theme.px(8));
    }
    column.addStretch(1);
}

} // namespace tracedeck::ui
