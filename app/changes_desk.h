#pragma once

#include "async/pending.h"
#include "base/clock.h"
#include "deliveries/deliveries_answers.h"
#include "store/answers.h"
#include "widgets/links.h"
#include "workspace/change_log.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <optional>

namespace tracedeck {

namespace ui {
class DeliveriesPage;
class LogsPage;
class OverviewPage;
class Scope;
} // namespace ui

/// Gathers what changed - jobs, flags of Workers, versions, gaps - for the lanes under the charts of three rooms, and says where a change
/// that was opened leads. Keeps the log of flags. GUI thread; files are written in a thread of their own.
class ChangesDesk : public QObject {
    Q_OBJECT
public:
    struct Lanes {
        ui::LogsPage& logs;
        ui::OverviewPage& overview;
        ui::DeliveriesPage& deliveries;
    };

    ChangesDesk(const Lanes& lanes, ui::Scope& scope, std::shared_ptr<const Clock> clock = nullptr, QObject* parent = nullptr);
    ~ChangesDesk() override;

    /// Of another account; `flags`: the file of its switches.
    void open(const QString& flags);
    void close();
    void setJobs(std::vector<workspace::Change> changes);
    void setListing(ui::SharedListing listing);
    /// Flags as they were read just now.
    void seeFlags(std::vector<workspace::WorkerFlag> flags);
    /// What was switched from here just now.
    void noteSwitch(std::vector<workspace::WorkerFlag> flags);

signals:
    void jobRequested(std::int64_t id);
    void workerRequested(const QString& worker, const QString& dispatchNamespace);
    void eventsRequested(const tracedeck::ui::EventsLink& link);
    void windowsRequested(tracedeck::TimeRange range);
    void notKept(const tracedeck::Error& error); ///< the log of flags could not be written

private:
    using Changes = std::vector<workspace::Change>;
    using Note = std::function<Result<void>(workspace::ChangeLog&)>;
    struct Log {
        QString path;
        std::optional<workspace::ChangeLog> log; ///< of the thread of notes
    };

    void connectLanes();
    void keep(Note note);
    void askVersions();
    void show();
    void openChange(const workspace::Change& change);
    [[nodiscard]] TimeRange deliveriesRange() const;
    [[nodiscard]] TimeRange versionsRange() const;

    Lanes m_lanes;
    ui::Scope& m_scope;
    std::shared_ptr<const Clock> m_clock;
    QThreadPool m_notes; ///< of one: the log's thread
    std::shared_ptr<Log> m_log;
    Changes m_jobs, m_flags, m_versions, m_gaps;
    QTimer m_soon;           ///< one question for a burst of snapshots
    bool m_isBehind = false; ///< what is asked of is not the newest any more
    Pending<Changes> m_keeping, m_asked, m_finding;
};

} // namespace tracedeck
