#pragma once

#include "import_run.h"
#include "shell/main_window.h"
#include "store/log_store.h"
#include "store/queries.h"
#include "widgets/scope.h"

#include <QThreadPool>
#include <QTimer>

namespace tracedeck {

namespace ui {
class OnboardingPage;
}

/// The composition root: owns the store, the pools, what is shared by the rooms, and the window. GUI thread.
class Workbench : public QObject {
    Q_OBJECT
public:
    struct Options {
        QString store;        ///< folder; "" = the user's data folder
        bool sample = false;  ///< what is opened is sample data
        bool remember = true; ///< keep the look and the place of the window
    };

    Workbench(ui::Theme& theme, Options options);
    ~Workbench() override;
    Workbench(const Workbench&) = delete;
    Workbench& operator=(const Workbench&) = delete;

    [[nodiscard]] ui::MainWindow& window() { return m_window; }
    void openPaths(const QStringList& paths);
    void openSample();
    [[nodiscard]] bool isImporting() const { return m_run != nullptr; }
    [[nodiscard]] bool isAsking() const { return m_queryPool.activeThreadCount() > 0; }
    [[nodiscard]] const ui::Scope& scope() const { return m_scope; }

signals:
    void importDone(const tracedeck::Result<tracedeck::sync::ImportReport>& report);

private:
    void connectWindow();
    bool openStore(const QString& folder);
    void start(const QString& title, ImportRun::Source source);
    void report(const Result<sync::ImportReport>& result);
    void showProgress(ui::Task& task);
    void takeSnapshot();
    void showSource();
    void refresh();
    void keep();

    ui::Theme& m_theme;
    Options m_options;
    std::shared_ptr<store::LogStore> m_store;
    std::shared_ptr<void> m_published; // dropped after the pools have come to rest, see the order of members
    QThreadPool m_queryPool, m_ingestPool;
    ui::Scope m_scope;
    ui::MainWindow m_window;
    ui::OnboardingPage* m_welcome;
    QTimer m_soon; // one snapshot for a burst of publications
    bool m_sampleShown;
    QStringList m_paths;   // opened in this session, to look at again
    QStringList m_waiting; // chosen while an import was running
    ImportRun* m_run = nullptr;
};

} // namespace tracedeck
