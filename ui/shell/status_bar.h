#pragma once

#include "theme/theme.h"

#include <QStatusBar>

class QPushButton;

namespace tracedeck::ui {

class PlainLabel;
class Scope;
class TaskList;
class TasksPanel;

/// What is in the store, what is running, how new the newest event is.
class StatusBar : public QStatusBar {
    Q_OBJECT
public:
    StatusBar(Scope& scope, TaskList& tasks, const Theme& theme, QWidget* parent = nullptr);

    void showTasks();

private:
    void readSnapshot();
    void readTasks();

    Scope& m_scope;
    TaskList& m_tasks;
    PlainLabel* m_store;
    PlainLabel* m_newest;
    QPushButton* m_tasksButton;
    TasksPanel* m_panel;
};

} // namespace tracedeck::ui
