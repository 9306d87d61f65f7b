#pragma once

#include "jobs/job_details.h"
#include "jobs/job_view.h"

#include <QPointer>
#include <QWidget>

#include <set>

class QLineEdit;
class QModelIndex;
class QPushButton;
class QSortFilterProxyModel;
class QSplitter;
class QStackedWidget;

namespace tracedeck {
struct Error;
}

namespace tracedeck::ui {

class Banner;
class Card;
class ElidedLabel;
class EmptyState;
class JobsModel;
class JobsTable;
class SkeletonRows;

/// The room of jobs: which there are and how they do; switched, copied, restored and deleted from here. Fed with plain values without
/// secrets; asks for every change by a signal.
class JobsPage : public QWidget {
    Q_OBJECT
public:
    explicit JobsPage(const Theme& theme, QWidget* parent = nullptr);

    void setLoading(); ///< what is shown stays
    void setJobs(std::vector<JobView> jobs, std::int64_t nowMs);
    void showError(const Error& error);
    void setBusy(std::set<std::int64_t> ids);
    void setVersions(std::int64_t id, const std::vector<JobVersion>& versions);
    /// Why nothing can be changed; "" = it can.
    void setObstacle(const QString& reason);
    void setUtc(bool utc);
    void choose(std::int64_t id);

    [[nodiscard]] std::vector<std::int64_t> chosen() const;
    [[nodiscard]] std::int64_t current() const; ///< 0: none

signals:
    void refreshRequested();
    void createRequested();
    void importRequested(); ///< one that is pasted
    void editRequested(std::int64_t id);
    void editTextRequested(std::int64_t id);
    void duplicateRequested(std::int64_t id);
    void copyRequested(std::int64_t id, int format);
    void deliveriesRequested(std::int64_t id);
    void versionsRequested(std::int64_t id); ///< of the job that is chosen
    void diffRequested(std::int64_t id, int version);
    void restoreRequested(std::int64_t id, int version);
    void enableRequested(const std::vector<std::int64_t>& ids, bool isEnabled);
    void deleteRequested(std::int64_t id);
    void checkRequested(); ///< why the jobs cannot be read

private:
    enum State { Loading, Answered, Empty }; ///< pages of the stack

    [[nodiscard]] QWidget* makeHeader();
    [[nodiscard]] QWidget* makeBoard();
    void connectTable();
    void connectDetails();
    void showCurrent();
    void showNotice();
    void showAbout();
    void fitList();
    void askForMenu(const QPoint& at);
    void switchOne(std::int64_t id);
    void switchChosen(bool isEnabled);

    const Theme& m_theme;
    JobsModel* m_model;
    QSortFilterProxyModel* m_shown;
    ElidedLabel* m_about = nullptr;
    QLineEdit* m_find = nullptr;
    QPushButton *m_create = nullptr, *m_import = nullptr;
    QPointer<QPushButton> m_createFirst; ///< where there is no job yet
    QStackedWidget* m_stack;
    SkeletonRows* m_loading;
    EmptyState* m_empty;
    Banner* m_notice = nullptr;
    QSplitter* m_split = nullptr;
    Card* m_list = nullptr;
    JobsTable* m_table = nullptr;
    JobDetails* m_details = nullptr;
    QString m_obstacle;
    bool m_utc = true;
    std::int64_t m_detailed = 0;
};

} // namespace tracedeck::ui
