#pragma once

#include "shell/live_box.h"
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
    /// Of what is followed; nothing where nothing is.
    void setLive(const LiveState& state);

private:
    void readSnapshot();
    void readTasks();

    Scope& m_scope;
    TaskList& m_tasks;
    PlainLabel* m_connectionIcon;
    PlainLabel* m_connection;
    PlainLabel* m_store;
    PlainLabel* m_newest;
    QPushButton* m_tasksButton;
    TasksPanel* m_panel;
    const Theme& m_theme;
    LiveState m_live;
};

} // namespace tracedeck::ui
