#pragma once

#include "access_desk.h"
#include "account_dialogs.h"
#include "changes_desk.h"
#include "deliveries_desk.h"
#include "doctor_desk.h"
#include "feed_desk.h"
#include "file_imports.h"
#include "gap_counts.h"
#include "jobs_desk.h"
#include "left_behind.h"
#include "open_store.h"
#include "profile_place.h"
#include "rooms.h"
#include "sandbox_account.h"
#include "settings/settings.h"
#include "shell/main_window.h"
#include "store/queries.h"
#include "widgets/scope.h"
#include "wizard_desk.h"
#include "workers_desk.h"

#include <QThreadPool>

#include <optional>

namespace tracedeck {

namespace ui {
class OnboardingPage;
}

/// The composition root: owns the pools, the network, what is shared by the rooms, and the window; knows what is open. GUI thread.
class Workbench : public QObject {
    Q_OBJECT
public:
    struct Options {
        QString store;                                  ///< folder of what is opened first; "" = in the user's data folder
        sandbox::SandboxOptions sandbox;                ///< without a folder: in the user's data folder
        bool remember = true;                           ///< keep the look and the place of the window, and what was open
        std::shared_ptr<secrets::SecretStore> keychain; ///< null = the system's
    };

    Workbench(ui::Theme& theme, Options options);
    ~Workbench() override;
    Workbench(const Workbench&) = delete;
    Workbench& operator=(const Workbench&) = delete;

    [[nodiscard]] ui::MainWindow& window() { return m_window; }
    void openPaths(const QStringList& paths);
    void openSandbox();
    /// `source`: "" = its first, if it has one.
    void openAccount(const QString& profile, const QString& source = {});
    /// Its store, its entry and its secrets.
    void forgetAccount(const QString& profile);
    /// What was open when the program ended.
    void openLast();
    [[nodiscard]] bool isImporting() const { return m_imports.isRunning() || m_sandbox.isStarting() || m_feed.isSyncing(); }
    [[nodiscard]] bool isAsking() const;
    [[nodiscard]] const ui::Scope& scope() const { return m_scope; }
    [[nodiscard]] const AccountBook& accounts() const { return m_accounts; }

signals:
    void importDone(const tracedeck::Result<tracedeck::sync::ImportReport>& report);

private:
    enum class Kind : std::uint8_t { Files, Sandbox, Account };
    /// What is looked at; each place has a store of its own.
    struct Place {
        Kind kind = Kind::Files;
        QString profile, source; ///< of an account; no source = it has none yet
        bool operator==(const Place&) const = default;
    };

    void connectWindow();
    void connectAccounts();
    void connectAccessPage();
    void connectJobs();
    void connectDoctor();
    void openDoctor(const access::Question& question, bool isReadOnly);
    void mend(doctor::Fix fix);
    void editJob(ui::JobStep step);
    void connectChanges();
    void connectCounts();
    void openWorkers(const access::Question& question, const QString& folder, bool isReadOnly);
    void openJobs(const access::Question& question, const QString& folder, bool isReadOnly, const QString& secretsKey = {});
    void openLearnt(const QString& accountId);
    void openPlace(const Place& place); ///< closes what was open before
    [[nodiscard]] static QString baseFolder(const Options& options);
    [[nodiscard]] QString baseFolder() const { return baseFolder(m_options); }
    [[nodiscard]] QString profileFolder(const QString& profile) const;
    [[nodiscard]] QString storeOf(const Place& place) const;
    [[nodiscard]] bool isOpen(Kind kind) const { return m_place && m_place->kind == kind; }
    void openSandboxBucket(const Result<void>& started);
    void openProfile(const OpenedProfile& opened, const QString& source);
    void openProfileSource(const OpenedProfile& opened, const settings::LogSource* source);
    void openBucket(FeedPlan plan, const QString& title);
    [[nodiscard]] QString openProfileId() const { return isOpen(Kind::Account) ? m_place->profile : QString(); }
    [[nodiscard]] QString openSourceId() const { return isOpen(Kind::Account) ? m_place->source : QString(); }
    void dropSource(const QString& profile, const QString& source);
    void wipe(const QString& folder, const QString& done);
    void wipeLeftBehind(const QString& done);
    void clearLeftBehind();
    void saveSettings();
    void act(access::Action action);
    void signOut();
    void showPlace();
    void showWelcome();
    void feedEnded(const Result<sync::SyncReport>& report);
    void showProblem(const Error& error);
    void refresh();
    void keep();
    void keepOpen(const QString& name);

    ui::Theme& m_theme;
    Options m_options;
    settings::Settings m_settings;
    Network m_network;
    QThreadPool m_queryPool, m_ingestPool, m_waitPool; // they come to rest before what their work uses goes
    ui::Scope m_scope;
    ui::MainWindow m_window;
    ui::OnboardingPage* m_welcome;
    Rooms m_rooms;
    OpenStore m_store;
    FileImports m_imports;
    SandboxAccount m_sandbox;
    KeyRing m_keys;
    LeftBehind m_left;
    AccountBook m_accounts;
    AccountDialogs m_dialogs;
    FeedDesk m_feed;
    DeliveriesDesk m_deliveries;
    GapCounts m_gapCounts;
    AccessDesk m_access;
    JobsDesk m_jobs;
    WizardDesk m_wizard;
    WorkersDesk m_workers;
    DoctorDesk m_doctor;
    ChangesDesk m_changes;
    std::optional<Place> m_first, m_place;
    std::optional<access::Question> m_unchosen;     ///< of a profile whose account is found by the check
    std::uint64_t m_openings = 0;                   ///< begun: the keychain may answer when another was
    bool m_hasBucket = false, m_hasAccount = false; ///< of what is open
    bool m_isSandboxRead = false;                   ///< as far as it was laid down
    Pending<void> m_saving, m_wiping;
};

} // namespace tracedeck
