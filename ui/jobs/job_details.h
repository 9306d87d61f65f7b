#pragma once

#include "jobs/job_view.h"
#include "widgets/card.h"

#include <optional>

class QGridLayout;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace tracedeck::ui {

class Badge;
class ElidedLabel;
class JobHistoryList;

/// One version of a job, as the history keeps it.
struct JobVersion {
    std::int64_t atMs = 0;
    QString what;            ///< "Sample rate 100 % → 10 %"
    bool isOurs = false;     ///< this app changed it
    bool hasBefore = false;  ///< it can be compared with the one before it
    bool canRestore = false; ///< not what it is now, and nothing that is needed was left out
};

/// The job that is chosen: what it sends, how it changed, how the last day went, and what can be done with it.
class JobDetails : public Card {
    Q_OBJECT
public:
    explicit JobDetails(const Theme& theme, QWidget* parent = nullptr);

    void showJob(const JobView& view, bool utc);
    void showVersions(const std::vector<JobVersion>& versions, bool utc);
    /// Why nothing can be changed; "" = it can.
    void setObstacle(const QString& reason);

signals:
    void editRequested();
    void duplicateRequested();
    void copyRequested(int format); ///< JobCopy
    void deliveriesRequested();
    void deleteRequested();
    void diffRequested(int version);
    void restoreRequested(int version);

private:
    struct Line {
        QString label, value;
        bool isMono = false, isAlarm = false;
    };
    void makeActions();
    [[nodiscard]] QWidget* makeColumns();
    [[nodiscard]] std::vector<Line> sendLines(const JobView& view) const;
    [[nodiscard]] std::vector<Line> dayLines(const JobView& view, bool utc) const;
    void fill(QGridLayout& grid, const std::vector<Line>& lines);
    void showFields(const JobView& view);

    const Theme& m_theme;
    Badge* m_badge = nullptr;
    std::vector<QPushButton*> m_changing; ///< what a read-only account may not do
    QPushButton* m_deliveries = nullptr;
    PlainLabel* m_sends = nullptr;
    PlainLabel* m_fields = nullptr;
    PlainLabel* m_fieldsTitle = nullptr;
    QGridLayout* m_send = nullptr;
    QGridLayout* m_day = nullptr;
    JobHistoryList* m_history = nullptr;
};

/// In what form a job is copied.
enum JobCopy { CopyJson, CopyCurl, CopyTerraform };

} // namespace tracedeck::ui
