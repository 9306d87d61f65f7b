#pragma once

#include <QList>
#include <QObject>

#include <cstdint>

namespace tracedeck::ui {

/// Something that takes a while, as it is told to people. Its owner reports; the list shows; `cancelRequested` asks the owner to stop.
class Task : public QObject {
    Q_OBJECT
public:
    explicit Task(QString title, QObject* parent = nullptr) : QObject(parent), m_title(std::move(title)) {}

    [[nodiscard]] const QString& title() const { return m_title; }
    [[nodiscard]] const QString& detail() const { return m_detail; }
    [[nodiscard]] std::uint64_t done() const { return m_done; }
    [[nodiscard]] std::uint64_t total() const { return m_total; }

    void report(std::uint64_t done, std::uint64_t total, const QString& detail);
    void finish(); ///< leaves the list; deletes itself later

signals:
    void reported();
    void finished();
    void cancelRequested();

private:
    QString m_title, m_detail;
    std::uint64_t m_done = 0, m_total = 0;
};

/// All running tasks of the window.
class TaskList : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] Task* begin(const QString& title);
    [[nodiscard]] const QList<Task*>& tasks() const { return m_tasks; }

signals:
    void begun(tracedeck::ui::Task* task);
    void changed(); ///< the set of tasks, or how far one is

private:
    QList<Task*> m_tasks;
};

} // namespace tracedeck::ui
