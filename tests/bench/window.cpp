// How the window feels on a folder of objects: bench_window FOLDER
// Prints one line of JSON, milliseconds: from the choice of the folder to the first rows, the longest time that the GUI thread was away
// while importing and while the scroll bar is dragged from end to end, and from each stop of the drag to its rows.

#include "logs/event_table_view.h"
#include "logs/logs_page.h"
#include "meters.h"
#include "shell/main_window.h"
#include "theme/theme.h"
#include "workbench.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstdio>

using namespace tracedeck;
using namespace std::chrono_literals;

namespace {

/// Plays the part of a person: chooses the folder, waits for rows, drags the scroll bar.
class Person : public QObject {
public:
    Person(Workbench& workbench, ui::LogsPage& page, const QString& folder) : m_workbench(workbench), m_page(page)
    {
        connect(&m_look, &QTimer::timeout, this, [this] { (this->*m_next)(); });
        m_clock.start();
        workbench.openPaths({folder});
        m_look.start(1ms);
    }

private:
    [[nodiscard]] bool rowsAreThere() const
    {
        const auto& table = m_page.table();
        const auto rows = table.visibleRows();
        return table.model().count() > 0 && table.model().rowAt(rows.from) != nullptr;
    }
    void waitForRows()
    {
        if (!rowsAreThere())
            return;
        m_answer.insert(QStringLiteral("first_rows_ms"), static_cast<double>(m_clock.nsecsElapsed()) / 1e6);
        m_next = &Person::waitForAll;
    }
    void waitForAll()
    {
        if (m_workbench.isImporting() || m_workbench.isAsking() || !m_page.isSettled())
            return;
        m_answer.insert(QStringLiteral("import_ms"), static_cast<double>(m_clock.nsecsElapsed()) / 1e6);
        m_answer.insert(QStringLiteral("import_longest_stall_ms"), m_stalls.longestMs());
        m_answer.insert(QStringLiteral("events"), static_cast<qint64>(m_workbench.scope().snapshot().events()));
        m_stalls.restart();
        m_next = &Person::drag;
    }
    void drag()
    {
        auto* bar = m_page.table().verticalScrollBar();
        if (m_step > kSteps) {
            m_answer.insert(QStringLiteral("drag_longest_stall_ms"), m_stalls.longestMs());
            m_answer.insert(QStringLiteral("drag_stops"), kSteps);
            m_answer.insert(QStringLiteral("drag_rows_longest_ms"), m_longestRows);
            const QByteArray text = QJsonDocument(m_answer).toJson(QJsonDocument::Compact);
            std::puts(text.constData());
            QCoreApplication::quit();
            return;
        }
        bar->setValue(static_cast<int>(static_cast<qint64>(bar->maximum()) * m_step++ / kSteps));
        m_stop.restart();
        m_next = &Person::waitForStop;
    }
    void waitForStop()
    {
        if (!rowsAreThere())
            return;
        m_longestRows = std::max(m_longestRows, static_cast<double>(m_stop.nsecsElapsed()) / 1e6);
        m_next = &Person::drag;
    }

    static constexpr int kSteps = 300;
    Workbench& m_workbench;
    ui::LogsPage& m_page;
    bench::StallMeter m_stalls;
    QElapsedTimer m_clock, m_stop;
    QTimer m_look;
    void (Person::*m_next)() = &Person::waitForRows;
    int m_step = 0;
    double m_longestRows = 0;
    QJsonObject m_answer;
};

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    if (application.arguments().size() != 2) {
        std::fputs("usage: bench_window FOLDER\n", stderr);
        return 2;
    }
    const QTemporaryDir store;
    ui::Theme theme(ui::Scheme::Light);
    Workbench workbench(theme, {.store = store.path(), .sandbox = {}, .remember = false, .keychain = {}});
    workbench.window().resize(1440, 900);
    workbench.window().show();
    auto* logs = workbench.window().findChild<ui::LogsPage*>();
    if (!logs)
        return 1;
    workbench.window().openPage(1);
    const Person person(workbench, *logs, application.arguments().at(1));
    return QApplication::exec();
}
