#pragma once

#include "logs/console_model.h"
#include "logs/event_detail.h"
#include "logs/value_grid.h"

#include <QScrollArea>

class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QTreeView;
class QVBoxLayout;

namespace tracedeck::ui {

/// The Event tab: keys and values, the exception, the first console lines, and where the record lies.
class EventTab : public QScrollArea {
    Q_OBJECT
public:
    explicit EventTab(const Theme& theme, QWidget* parent = nullptr);
    void setEvent(const EventDetail& detail, bool utc);

signals:
    void gestured(tracedeck::ui::ValueGesture gesture, tracedeck::store::Column column, const std::string& value);
    void groupRequested(quint64 key);
    void consoleRequested(int line);

private:
    void addException(QVBoxLayout& column, const EventDetail& detail);
    void addConsole(QVBoxLayout& column, const EventDetail& detail);
    void addPlace(QVBoxLayout& column, const EventDetail& detail);

    const Theme& m_theme;
};

/// The Logs tab: all lines, JSON opens; the chosen line is below in full.
class ConsoleTab : public QWidget {
    Q_OBJECT
public:
    explicit ConsoleTab(const Theme& theme, QWidget* parent = nullptr);
    void setEvent(const EventDetail& detail);
    void choose(int line);
    [[nodiscard]] ConsoleModel& model() const { return *m_model; }

private:
    ConsoleModel* m_model;
    QTreeView* m_tree;
    QPlainTextEdit* m_whole;
};

/// The Exception tab: every exception with its frames.
class ExceptionTab : public QScrollArea {
    Q_OBJECT
public:
    explicit ExceptionTab(const Theme& theme, QWidget* parent = nullptr);
    void setEvent(const EventDetail& detail);

signals:
    void groupRequested(quint64 key);

private:
    const Theme& m_theme;
};

/// The JSON tab: the delivered record as a tree, or as text.
class JsonTab : public QWidget {
    Q_OBJECT
public:
    explicit JsonTab(const Theme& theme, QWidget* parent = nullptr);
    void setEvent(const EventDetail& detail);
    void setRaw(bool raw);
    [[nodiscard]] JsonTreeModel& model() const { return *m_model; }
    [[nodiscard]] QString rawText() const;

private:
    void showMenu(QPoint position);

    JsonTreeModel* m_model;
    QTreeView* m_tree;
    QPlainTextEdit* m_raw;
    QStackedWidget* m_stack;
};

} // namespace tracedeck::ui
