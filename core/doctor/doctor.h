#pragma once

#include "async/pending.h"
#include "base/clock.h"
#include "doctor/ask.h"
#include "doctor/diagnosis.h"
#include "jobs/job_flow.h"
#include "workers/flag_switch.h"

#include <QElapsedTimer>
#include <QObject>

#include <memory>

namespace tracedeck::doctor {

/// Examines why there are no logs: one call after the other as `next` says, and tells after each what is known. Reads only, until it is
/// told to mend; then it makes that one change and examines anew. Lives on one thread with an event loop; dropping it stops what runs.
class Doctor : public QObject {
    Q_OBJECT
public:
    explicit Doctor(access::Means means, std::shared_ptr<const Clock> clock = nullptr, QObject* parent = nullptr);
    ~Doctor() override;

    /// Begins anew.
    void run(Question question);
    void runAgain();
    /// Forgets what was asked, and with it its secrets.
    void stop();
    [[nodiscard]] bool isRunning() const { return m_pending.isRunning() || m_isFixing; }
    /// What is known so far.
    [[nodiscard]] const Diagnosis& diagnosis() const { return m_diagnosis; }

    /// The job that was examined, redacted; empty where there is none.
    [[nodiscard]] QJsonObject job() const { return m_progress && m_progress->job ? *m_progress->job : QJsonObject(); }

    /// Where an examination has ended: does what `isOneCall`, then examines again. What came of it is told by `fixed`.
    void fix(Fix fix);
    /// The calls that `fix` makes, as one shows them before: "PATCH /accounts/…". Empty where it makes none.
    [[nodiscard]] QString requestOf(Fix fix) const;

signals:
    void told(const tracedeck::doctor::Diagnosis& diagnosis);
    /// Of what is wrong the error tells; an error without a code: it was done.
    void fixed(tracedeck::doctor::Fix fix, const std::optional<tracedeck::Error>& error);
    void switched(const std::vector<tracedeck::workers::FlagOutcome>& outcomes);

private:
    void begin();
    void goOn();
    void tell(const std::optional<Step>& running);
    void switchOn();
    void enableJob();
    void end(Fix fix, const std::optional<Error>& error);
    [[nodiscard]] cloudflare::ApiClient client() const;

    access::Means m_access;
    std::shared_ptr<const Clock> m_clock;
    QThreadPool m_pool; ///< of one
    std::optional<Question> m_question;
    std::optional<Progress> m_progress;
    std::optional<std::int64_t> m_enabledMs;
    Diagnosis m_diagnosis;
    QElapsedTimer m_took;
    bool m_isFixing = false;
    workers::FlagSwitch m_switch;
    std::optional<jobs::JobFlow> m_flow;
    Pending<Learned> m_pending;
};

} // namespace tracedeck::doctor
