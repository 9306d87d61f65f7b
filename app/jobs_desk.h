#pragma once

#include "base/clock.h"
#include "deliveries/deliveries_answers.h"
#include "ingest/format.h"
#include "jobs/job_flow.h"
#include "jobs/jobs_page.h"
#include "network.h"
#include "workspace/changes.h"
#include "workspace/job_history.h"

#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>

#include <deque>
#include <memory>
#include <optional>

namespace tracedeck {

namespace ui {
class MainWindow;
}

/// Whose jobs, and where what is known of them lies.
struct JobsPlace {
    QUrl baseUrl;
    cloudflare::Credential credential;
    QString accountId;
    QString history;  ///< file
    QString delivers; ///< "bucket/prefix" of what is read here: its files tell how a job does; "" = nothing is read
    bool isReadOnly = false;
};

/// "bucket/prefix" without the day, as `JobsPlace::delivers` has it.
[[nodiscard]] QString placeOfPrefix(const QString& bucket, const QString& prefix);

/// Reads the jobs of the account that is open for the jobs page, does what is asked of them one after the other, and keeps their history.
/// GUI thread; files are written in a thread of their own.
class JobsDesk : public QObject {
    Q_OBJECT
public:
    JobsDesk(ui::JobsPage& page, Network& network, ui::MainWindow& window, const ui::Theme& theme,
             std::shared_ptr<const Clock> clock = nullptr, QObject* parent = nullptr);
    ~JobsDesk() override;

    void open(JobsPlace place);
    void close();
    void refresh();
    /// How the files of what is read arrived.
    void setListing(ui::SharedListing listing);
    /// Why this account may change no job; "" = as far as is known it may.
    void setRefusal(const QString& reason);
    /// One change that somebody else words: `told` hears of it, and nothing else is said.
    void submit(jobs::JobRequest request, std::function<void(const Result<jobs::JobOutcome>&)> told);
    /// Somebody else changed a job while it was edited: shows what they did, and asks whether the edit is wanted on top of it.
    void askToForce(const jobs::SaveJob& save, const jobs::JobOutcome& outcome, std::function<void(const jobs::SaveJob&)> accepted);
    [[nodiscard]] const std::vector<QJsonObject>& jobs() const { return m_jobs; } ///< as last listed, redacted
    [[nodiscard]] const std::vector<ui::JobDelivery>& deliveries() const { return m_deliveries; }
    /// Whether one job alone delivers to what is read, and keeps every event.
    [[nodiscard]] bool keepsAllOfWhatIsRead() const;
    /// What the jobs that deliver to what is read say of their objects; nothing where they differ.
    [[nodiscard]] ingest::FormatHint formatOfWhatIsRead() const;
    [[nodiscard]] bool isAsking() const { return m_listing.isRunning() || (m_flow && m_flow->isRunning()); }

signals:
    void deliveriesRequested();
    void filesWanted(); ///< a listing of what is read would tell more
    void changed();     ///< a job was made, changed or deleted from here
    void jobsListed();  ///< `jobs` is another
    /// What the history tells, as it was opened and whenever it grew.
    void historyTold(const std::vector<tracedeck::workspace::Change>& changes);
    /// A job of trace events is to be made or edited step by step; `job` redacted, empty: a new one.
    void wizardRequested(const QJsonObject& job);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    using Jobs = cloudflare::Answered<std::vector<QJsonObject>>;
    using SharedHistory = std::shared_ptr<workspace::JobHistory>;
    using Note = std::function<Result<void>(workspace::JobHistory&)>;

    struct Wish {
        jobs::JobRequest request;
        QString done;                                                 ///< what is said when it is
        std::function<void(const Result<jobs::JobOutcome>&)> told {}; ///< instead
    };

    void connectPage();
    void take(Result<Jobs> jobs);
    void show();
    void showVersions(std::int64_t id);
    void askToSwitch(const std::vector<std::int64_t>& ids, bool isEnabled);
    void switchAll(const std::vector<std::int64_t>& ids, bool isEnabled);
    void askToDelete(std::int64_t id);
    void import();
    void edit(std::int64_t id);
    void editText(std::int64_t id);
    void duplicate(std::int64_t id);
    void copy(std::int64_t id, int format);
    void showDiff(std::int64_t id, int version, bool restores);
    void add(jobs::JobRequest request, const QString& done);
    void add(Wish wish);
    void noteOutcome(const jobs::JobRequest& request, const jobs::JobOutcome& outcome);
    void runNext();
    void finish(const jobs::JobRequest& request, const Result<jobs::JobOutcome>& result, const QString& done);
    void showBusy();
    void note(Note note);
    void tellHistory();
    void askVersions(std::int64_t id, std::function<void(const std::vector<workspace::JobVersion>&)> take);
    void askToRestore(std::int64_t id, const QJsonObject& now, const QJsonObject& version);
    void computeDeliveries();
    [[nodiscard]] std::vector<const QJsonObject*> jobsOfWhatIsRead() const;
    [[nodiscard]] const QJsonObject* job(std::int64_t id) const; ///< redacted; null: not there
    [[nodiscard]] QString nameOf(std::int64_t id) const;
    [[nodiscard]] cloudflare::ApiClient client() const;

    ui::JobsPage& m_page;
    Network& m_network;
    ui::MainWindow& m_window;
    const ui::Theme& m_theme;
    std::shared_ptr<const Clock> m_clock;
    std::optional<JobsPlace> m_place;
    std::vector<QJsonObject> m_jobs; ///< redacted
    std::vector<ui::JobDelivery> m_deliveries;
    ui::SharedListing m_files;
    SharedHistory m_history;
    QThreadPool m_notes; ///< of one: the history's thread
    std::deque<Wish> m_wishes;
    std::optional<jobs::JobFlow> m_flow;
    QTimer m_soon; ///< looks again while the page is seen
    QPointer<QWidget> m_dialog;
    Pending<Jobs> m_listing;
    Pending<std::vector<ui::JobDelivery>> m_delivering;
    Pending<std::vector<workspace::JobVersion>> m_versions;
    Pending<void> m_noting;
    Pending<std::vector<workspace::Change>> m_telling;
};

} // namespace tracedeck
