#include "shell/tasks_panel.h"

#include "shell/task_list.h"
#include "widgets/plain_label.h"
#include "widgets/progress_card.h"

#include <QBoxLayout>

namespace tracedeck::ui {

TasksPanel::TasksPanel(TaskList& tasks, const Theme& theme, QWidget* parent)
    : PopoverFrame(parent)
    , m_tasks(tasks)
    , m_theme(theme)
    , m_column(new QVBoxLayout(this))
    , m_none(new PlainLabel(theme, TextRole::Body, tr("No running tasks"), Tone::Secondary))
{
    setAccessibleName(tr("Tasks"));
    setFixedWidth(theme.px(440));
    m_column->addWidget(new PlainLabel(theme, TextRole::Heading, tr("Tasks")));
    m_column->addWidget(m_none);
    connect(&tasks, &TaskList::begun, this, &TasksPanel::add);
    connect(&tasks, &TaskList::changed, this, &TasksPanel::fit);
    for (Task* task : tasks.tasks())
        add(task);
    fit();
}

void TasksPanel::add(Task* task)
{
    auto* card = new ProgressCard(m_theme, this);
    card->begin(task->title());
    m_column->addWidget(card);
    connect(task, &Task::reported, card, [card, task] { card->setProgress(task->done(), task->total(), task->detail()); });
    connect(task, &Task::finished, card, [card] {
        card->hide();
        card->deleteLater();
    });
    connect(card, &ProgressCard::cancelRequested, task, &Task::cancelRequested);
}

void TasksPanel::fit()
{
    m_none->setVisible(m_tasks.tasks().isEmpty());
    if (isVisible())
        adjustSize();
}

} // namespace tracedeck::ui
