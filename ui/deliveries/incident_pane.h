#pragma once

#include "deliveries/window_grid.h"

class QLabel;
class QListView;
class QPushButton;

namespace tracedeck::ui {

class Badge;
class FilesModel;
class IncidentsModel;
class PlainLabel;
class SmallTable;

/// Incidents, and what is known of the chosen one or of the windows chosen in the grid.
class IncidentPane : public QWidget {
    Q_OBJECT
public:
    explicit IncidentPane(const Theme& theme, QWidget* parent = nullptr);

    void setNarrow(bool narrow);         ///< without the column that says least
    void setAnswer(SharedAnswer answer); ///< keeps the chosen incident where it is still there
    void showRange(TimeRange range);     ///< the files of it, of no incident
    /// The first one that is, or is not, missing.
    void choose(bool missing);
    /// The one that is missing there; false where there is none.
    bool chooseAt(TimeRange range);
    [[nodiscard]] TimeRange shownRange() const { return m_range; }

signals:
    void incidentChosen(tracedeck::TimeRange range);
    void logsRequested(tracedeck::TimeRange range);
    void reportRequested();

private:
    QWidget* makeHead();
    QWidget* makeDetail();
    QLabel* addFact(const QString& name);
    void chooseRow(int row);
    void showIncident(const Incident& incident);
    void showFiles(TimeRange range, const QString& title);

    const Theme& m_theme;
    SharedAnswer m_answer;
    TimeRange m_range {0, 0};
    bool m_byHand = false; ///< a range that was chosen elsewhere stays when a new answer comes
    IncidentsModel* m_incidents;
    FilesModel* m_files;
    Badge* m_missing = nullptr;
    Badge* m_late = nullptr;
    QListView* m_list = nullptr;
    PlainLabel* m_none = nullptr;
    PlainLabel* m_title = nullptr;
    QPushButton* m_logs = nullptr;
    QWidget* m_facts = nullptr;
    QLabel* m_verdict = nullptr;
    QLabel* m_reason = nullptr;
    QLabel* m_resend = nullptr;
    SmallTable* m_table = nullptr;
};

} // namespace tracedeck::ui
