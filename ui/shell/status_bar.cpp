#include "shell/status_bar.h"

#include "shell/task_list.h"
#include "shell/tasks_panel.h"
#include "text/format.h"
#include "widgets/plain_label.h"
#include "widgets/scope.h"

#include <QPushButton>

namespace tracedeck::ui {

StatusBar::StatusBar(Scope& scope, TaskList& tasks, const Theme& theme, QWidget* parent)
    : QStatusBar(parent)
    , m_scope(scope)
    , m_tasks(tasks)
    , m_connectionIcon(new PlainLabel(theme, TextRole::Micro))
    , m_connection(new PlainLabel(theme, TextRole::Micro, {}, Tone::Secondary))
    , m_store(new PlainLabel(theme, TextRole::Micro, {}, Tone::Secondary))
    , m_newest(new PlainLabel(theme, TextRole::Micro, {}, Tone::Secondary))
    , m_tasksButton(new QPushButton)
    , m_panel(new TasksPanel(tasks, theme, this))
    , m_theme(theme)
{
    setSizeGripEnabled(false);
    setFixedHeight(theme.px(26));
    setContentsMargins(theme.px(12), 0, theme.px(12), 0);
    m_tasksButton->setProperty("kind", QStringLiteral("status"));
    m_tasksButton->setFont(theme.font(TextRole::Micro));
    m_tasksButton->setIcon(theme.icon(QStringLiteral("tasks"), 14));
    m_connection->setContentsMargins(0, 0, theme.px(12), 0);
    addWidget(m_connectionIcon);
    addWidget(m_connection);
    addWidget(m_store);
    addPermanentWidget(m_newest);
    addPermanentWidget(m_tasksButton);
    connect(m_tasksButton, &QPushButton::clicked, this, &StatusBar::showTasks);
    connect(&scope, &Scope::snapshotChanged, this, &StatusBar::readSnapshot);
    connect(&scope, &Scope::timeZoneChanged, this, &StatusBar::readSnapshot);
    connect(&tasks, &TaskList::changed, this, &StatusBar::readTasks);
    connect(&theme, &Theme::changed, this, [this] {
        m_tasksButton->setFont(m_theme.font(TextRole::Micro));
        setLive(m_live);
    });
    setLive({});
    readSnapshot();
    readTasks();
}

void StatusBar::showTasks()
{
    m_panel->popUpUnder(m_tasksButton);
}

void StatusBar::setLive(const LiveState& state)
{
    m_live = state;
    const bool isTold = state.isThere && state.isOn;
    m_connectionIcon->setVisible(isTold);
    m_connection->setVisible(isTold);
    const QColor ink = state.isTroubled ? m_theme.tokens().warntext : m_theme.tokens().oktext;
    m_connectionIcon->setPixmap(
        m_theme.pixmap(state.isTroubled ? QStringLiteral("warn") : QStringLiteral("okc"), 14, ink, devicePixelRatioF()));
    m_connection->setText(state.isTroubled ? tr("Not connected, trying again") : tr("Connected"));
}

void StatusBar::readSnapshot()
{
    const store::Snapshot& snapshot = m_scope.snapshot();
    m_store->setText(tr("Store %1 events \u00B7 %2 objects \u00B7 %3")
                         .arg(countText(snapshot.events()), countText(snapshot.objects()), bytesText(snapshot.bytesOnDisk())));
    const auto span = snapshot.timeSpan();
    m_newest->setVisible(span.has_value());
    if (span) {
        const TimeRange whole = m_scope.effectiveRange();
        const std::int64_t newest = qBound(whole.from, span->to - 1, qMax(whole.to, span->to - 1));
        m_newest->setText(tr("Newest event %1 %2").arg(dateTimeText(newest, m_scope.isUtc()).chopped(4), zoneName(m_scope.isUtc())));
    }
}

void StatusBar::readTasks()
{
    const auto& tasks = m_tasks.tasks();
    if (tasks.isEmpty())
        m_tasksButton->setText(tr("No running tasks"));
    else if (tasks.size() == 1 && tasks[0]->total() > 0)
        m_tasksButton->setText(tr("%1 \u00B7 %2 %").arg(tasks[0]->title()).arg(100 * tasks[0]->done() / tasks[0]->total()));
    else if (tasks.size() == 1)
        m_tasksButton->setText(tr("1 running task"));
    else
        m_tasksButton->setText(tr("%n running tasks", nullptr, static_cast<int>(tasks.size())));
}

} // namespace tracedeck::ui
