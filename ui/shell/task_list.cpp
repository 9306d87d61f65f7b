#include "shell/task_list.h"

namespace tracedeck::ui {

void Task::report(std::uint64_t done, std::uint64_t total, const QString& detail)
{
    m_done = done;
    m_total = total;
    m_detail = detail;
    emit reported();
}

void Task::finish()
{
    emit finished();
    deleteLater();
}

Task* TaskList::begin(const QString& title)
{
    auto* task = new Task(title, this);
    m_tasks << task;
    connect(task, &Task::reported, this, &TaskList::changed);
    connect(task, &Task::finished, this, [this, task] {
        m_tasks.removeOne(task);
        emit changed();
    });
    emit begun(task);
    emit changed();
    return task;
}

} // namespace tracedeck::ui
