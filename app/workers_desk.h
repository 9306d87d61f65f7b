#pragma once

#include "network.h"
#include "worker_links.h"
#include "workers/files_dialog.h"
#include "workers/flag_switch.h"
#include "workers/worker_lists.h"
#include "workers/workers_page.h"

#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <optional>
#include <set>

namespace tracedeck {

namespace ui {
class MainWindow;
class Scope;
class UploadDialog;
} // namespace ui

/// Whose Workers, and where what a person linked lies.
struct WorkersPlace {
    QUrl baseUrl;
    cloudflare::Credential credential;
    QString accountId;
    QString links;   ///< file
    QString backups; ///< folder: of wrangler files that were written
    bool isReadOnly = false;
};

/// Reads the Workers of the account that is open for their page, pairs them with wrangler files, switches them, and writes files; all of it
/// can be undone. GUI thread; files are read and written in threads of their own.
class WorkersDesk : public QObject {
    Q_OBJECT
public:
    WorkersDesk(ui::WorkersPage& page, Network& network, ui::MainWindow& window, const ui::Scope& scope, const ui::Theme& theme,
                std::shared_ptr<const Clock> clock = nullptr, QObject* parent = nullptr);
    ~WorkersDesk() override;

    void open(WorkersPlace place);
    void close();
    void refresh();
    void setRefusal(const QString& reason); ///< why this account may switch no Worker; "" = as far as is known it may
    void linkFolder(const QString& folder); ///< its projects are paired with Workers from now on
    void linkFile(const ui::WorkerId& worker, const workers::WranglerLink& link);
    [[nodiscard]] bool isAsking() const;

signals:
    /// As they are now: when all of them are read, and after a run of switches.
    void flagsRead(const std::vector<tracedeck::workers::DeployedWorker>& workers);
    void switched(const std::vector<tracedeck::workers::FlagOutcome>& outcomes);
    void filesChanged(); ///< by a person, from here: what is written or linked is paired with Workers

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    using Projects = std::vector<workers::Project>;
    using Delivered = std::map<QString, workers::DeliveredEvents>;
    struct Deed { ///< what Undo takes back
        std::vector<workers::FlagWish> flags;
        std::vector<ui::WranglerDraft> files;
    };
    struct Drafts {
        std::vector<ui::WranglerDraft> drafts;
        std::vector<ui::FileRefusal> refused;
    };
    struct Written {
        std::vector<ui::WranglerDraft> drafts;
        std::vector<ui::FileRefusal> refused;
        QStringList conflicts;
    };

    // what there is
    void connectPage();
    void readLinks();
    void takeLinks(const WorkerLinks& read);
    void saveLinks();
    void scan();
    void countDelivered();
    void showSoon();
    void show();
    void tellFlags();

    // switching
    void switchAll(const std::vector<ui::WorkerId>& workers, bool logpush);
    void begin(const std::vector<workers::FlagWish>& wishes);
    void gather(const workers::FlagOutcome& outcome);
    void finishSwitch();
    void tellSwitch(const std::vector<workers::FlagOutcome>& outcomes, bool canUndo);
    void offerPin(const std::vector<workers::FlagOutcome>& outcomes);
    void showOutcome();
    void undo();
    void undoFlags(const Deed& deed);

    // files
    void readFile(const QString& path);
    void makeDraft(const std::vector<workers::FlagEdit>& edits);
    void askToWrite(const std::vector<ui::WorkerId>& workers);
    void showDrafts(const Drafts& drafts, const QStringList& missing);
    void write(std::vector<ui::WranglerDraft> drafts, bool isUndo);
    void tellWritten(const Written& written, bool isUndo);
    void chooseFolder();
    void chooseFile();
    void copyPatch(const ui::WranglerDraft& draft);

    // uploading
    void askToUpload();
    void readScript(ui::UploadDialog& dialog, const QString& path);
    void upload(ui::UploadDialog& dialog);

    [[nodiscard]] cloudflare::ApiClient client() const;

    ui::WorkersPage& m_page;
    Network& m_network;
    ui::MainWindow& m_window;
    const ui::Scope& m_scope;
    const ui::Theme& m_theme;
    std::shared_ptr<const Clock> m_clock;
    std::optional<WorkersPlace> m_place;
    workers::WorkerLists m_lists;
    bool m_isRefused = false; ///< to be listed; that is shown
    bool m_isListed = false;  ///< at least once
    WorkerLinks m_links;
    bool m_mayWriteLinks = true, m_areFilesChanged = false;
    Projects m_projects;
    std::optional<Delivered> m_delivered;
    workers::FlagSwitch m_switch;
    std::set<ui::WorkerId> m_busy;
    bool m_isUndoing = false;
    std::vector<workers::FlagOutcome> m_run;                 ///< of what is under way
    int m_patience = 0;                                      ///< how often those that were refused for being too many are sent again
    std::map<ui::WorkerId, workers::FlagOutcome> m_outcomes; ///< the last of each
    std::vector<Deed> m_deeds;                               ///< the newest last
    std::optional<ui::WranglerView> m_view;                  ///< the file that is shown
    QThreadPool m_files;                                     ///< of one
    QTimer m_soon, m_recount, m_showing;
    QPointer<QWidget> m_dialog;
    Pending<WorkerLinks> m_linking;
    Pending<Projects> m_scanning;
    Pending<Delivered> m_counting;
    Pending<ui::WranglerView> m_reading;
    Pending<ui::WranglerDraft> m_drafting;
    Pending<Drafts> m_draftingAll;
    Pending<Written> m_writing;
    Pending<void> m_saving;
    Pending<QByteArray> m_script;
    Pending<cloudflare::Answered<cloudflare::WorkerScript>> m_uploading;
};

} // namespace tracedeck
