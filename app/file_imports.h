#pragma once

#include "import_run.h"

#include <QStringList>

namespace tracedeck {

namespace ui {
class MainWindow;
class OnboardingPage;
class Task;
} // namespace ui
class OpenStore;

/// Reads files and folders into the open store, one import after the other, and tells people how it goes. GUI thread.
class FileImports : public QObject {
    Q_OBJECT
public:
    FileImports(OpenStore& store, ui::MainWindow& window, ui::OnboardingPage& welcome, QThreadPool& pool, QObject* parent = nullptr);

    void read(const QStringList& paths);
    /// Those of this session once more; asks for a folder where there are none.
    void readAgain();
    /// Another store is open: what was read before is not of this one, and what is being read stops.
    void forget();

    [[nodiscard]] bool isRunning() const { return m_run != nullptr; }
    [[nodiscard]] const QStringList& paths() const { return m_paths; } ///< read in this session

signals:
    void done(const tracedeck::Result<tracedeck::sync::ImportReport>& report);

private:
    void start(const QStringList& paths);
    void showProgress(ui::Task& task);
    void report(const Result<sync::ImportReport>& result);

    OpenStore& m_store;
    ui::MainWindow& m_window;
    ui::OnboardingPage& m_welcome;
    QThreadPool& m_pool;
    QStringList m_paths;
    QStringList m_waiting; ///< chosen while an import was running
    ImportRun* m_run = nullptr;
    ui::Task* m_task = nullptr; ///< of `m_run`
};

} // namespace tracedeck
