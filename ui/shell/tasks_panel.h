#pragma once

#include "theme/theme.h"
#include "widgets/popover_frame.h"

class QVBoxLayout;

namespace tracedeck::ui {

class PlainLabel;
class Task;
class TaskList;

/// The running tasks with their progress, each with a way to stop it.
class TasksPanel : public PopoverFrame {
    Q_OBJECT
public:
    TasksPanel(TaskList& tasks, const Theme& theme, QWidget* parent);

private:
    void add(Task* task);
    void fit();

    TaskList& m_tasks;
    const Theme& m_theme;
    QVBoxLayout* m_column;
    PlainLabel* m_none;
};

} // namespace tracedeck::ui
