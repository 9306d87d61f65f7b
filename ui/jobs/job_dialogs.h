#pragma once

#include "jobs/job_view.h"
#include "logpush/job.h"

#include <QDialog>

class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace tracedeck::ui {

class ChangesView;
class PlainLabel;
class Theme;

/// Deletes a job when its name was typed; says what is lost and what stays. `accepted` = delete it.
class DeleteJobDialog : public QDialog {
    Q_OBJECT
public:
    DeleteJobDialog(const Theme& theme, const JobView& job, QWidget* parent);

private:
    QLineEdit* m_name;
    QPushButton* m_delete;
};

/// Asks before jobs are switched off: events while they are off are lost.
class SwitchOffDialog : public QDialog {
    Q_OBJECT
public:
    SwitchOffDialog(const Theme& theme, const QStringList& names, QWidget* parent);
};

/// Two versions of a job side by side; with `action` it can be gone back to.
class JobDiffDialog : public QDialog {
    Q_OBJECT
public:
    JobDiffDialog(const Theme& theme, const QString& title, const QString& note, const std::vector<logpush::JobChange>& changes,
                  const QString& action, QWidget* parent);
};

/// A job as JSON, edited by hand; what would change is shown beside it. `accepted` = send `edited`.
class JobJsonDialog : public QDialog {
    Q_OBJECT
public:
    /// `job`: its secrets redacted; what stays redacted stays what it is. `action`: "Save changes", "Create job".
    JobJsonDialog(const Theme& theme, const QString& title, const QJsonObject& job, const QString& action, QWidget* parent);
    [[nodiscard]] const QJsonObject& edited() const { return m_edited; }

private:
    void read();

    QJsonObject m_job, m_edited;
    QPlainTextEdit* m_text;
    PlainLabel* m_problem;
    ChangesView* m_changes;
    QPushButton* m_send;
};

/// A job that is not there yet, pasted as JSON or as a curl command; what it would be is shown below. `accepted` = make `job`.
class NewJobDialog : public QDialog {
    Q_OBJECT
public:
    NewJobDialog(const Theme& theme, QWidget* parent);
    /// With its secrets, as the API takes it; of workers_trace_events where it names no dataset.
    [[nodiscard]] const QJsonObject& job() const { return m_job; }

private:
    void read();
    [[nodiscard]] QString problemOf(const QJsonObject& job) const;

    QJsonObject m_job;
    QPlainTextEdit* m_text;
    PlainLabel* m_problem;
    ChangesView* m_changes;
    QPushButton* m_send;
};

} // namespace tracedeck::ui
