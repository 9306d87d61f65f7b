#pragma once

#include "jobs/job_view.h"

#include <QAbstractTableModel>

#include <set>

namespace tracedeck::ui {

/// The jobs of an account; two lines a row. Sorted by a proxy over it.
class JobsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { On, Job, Destination, Keeps, Sample, Fields, Strip, LastPush, Monthly, State, ColumnCount };
    enum Role {
        SecondRole = Qt::UserRole + 1, ///< the second line
        SortRole,
        StripRole,  ///< JobStrip
        StateRole,  ///< JobState as int
        BusyRole,   ///< a change of it is under way
        SearchRole, ///< all that Find looks at
    };

    explicit JobsModel(QObject* parent = nullptr);

    /// Rows of jobs that stay keep their place; the rest comes and goes.
    void setJobs(std::vector<JobView> jobs, std::int64_t nowMs);
    void setBusy(std::set<std::int64_t> ids);
    void setUtc(bool utc);
    [[nodiscard]] const JobView& jobAt(int row) const { return m_jobs[static_cast<std::size_t>(row)]; }
    [[nodiscard]] const std::vector<JobView>& jobs() const { return m_jobs; }
    [[nodiscard]] int rowOf(std::int64_t id) const; ///< -1: not there

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString first(const JobView& job, int column) const;
    [[nodiscard]] QString second(const JobView& job, int column) const;
    [[nodiscard]] QString spoken(const JobView& job, int column) const;
    [[nodiscard]] bool replace(std::vector<JobView>& jobs);

    std::vector<JobView> m_jobs;
    std::set<std::int64_t> m_busy;
    std::int64_t m_nowMs = 0;
    bool m_utc = true;
};

} // namespace tracedeck::ui

Q_DECLARE_METATYPE(tracedeck::ui::JobStrip)
