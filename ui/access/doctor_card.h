#pragma once

#include "access/doctor_row.h"
#include "widgets/card.h"

#include <QPointer>

#include <vector>

class QComboBox;

namespace tracedeck::ui {

class RequestPopover;

/// A Worker that can be asked about.
struct DoctorWorker {
    QString name, dispatchNamespace;
    bool operator==(const DoctorWorker&) const = default;
};

/// "Why are there no logs from … in …": the cause in one sentence with its fix, then every check. Shows what it is told; asks for everything
/// else.
class DoctorCard : public Card {
    Q_OBJECT
public:
    explicit DoctorCard(const Theme& theme, QWidget* parent = nullptr);

    /// What can be chosen; what is chosen stays where it is still there.
    void setWorkers(const std::vector<DoctorWorker>& workers);
    void setDiagnosis(const doctor::Diagnosis& diagnosis);
    void clear(); ///< of an account that is closed
    [[nodiscard]] DoctorWorker worker() const;
    void chooseWorker(const DoctorWorker& worker);
    [[nodiscard]] std::optional<std::int64_t> job() const; ///< nullopt: the one that serves the Worker best
    [[nodiscard]] DoctorRow* row(doctor::Probe probe) const { return m_rows[static_cast<std::size_t>(probe)]; }
    /// Shows the request of a fix; `confirmed` follows where a person sends it.
    void confirm(doctor::Fix fix, const QString& request);
    void setBusy(bool isBusy); ///< something is being mended
    void focusWorker();

signals:
    void runRequested();
    void fixRequested(tracedeck::doctor::Fix fix);
    void bothRequested(); ///< switch the Worker on, then set its file
    void confirmed(tracedeck::doctor::Fix fix);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void makeHead();
    [[nodiscard]] QWidget* makeHeadline();
    [[nodiscard]] QWidget* makeFoot();
    void setJobs(const doctor::Diagnosis& diagnosis);
    void showHeadline();
    void doOffered();
    void copyReport();
    [[nodiscard]] bool fixesBoth() const;

    const Theme& m_theme;
    doctor::Diagnosis m_diagnosis;
    std::vector<DoctorWorker> m_workers;
    QComboBox *m_worker, *m_job;
    QPushButton *m_again, *m_fix = nullptr;
    QLabel* m_sign = nullptr;
    PlainLabel *m_title = nullptr, *m_advice = nullptr, *m_summary = nullptr;
    QPushButton* m_copy = nullptr;
    QWidget *m_list, *m_foot = nullptr, *m_rule = nullptr;
    std::vector<DoctorRow*> m_rows;
    QPointer<RequestPopover> m_popover;
};

} // namespace tracedeck::ui
