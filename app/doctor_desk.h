#pragma once

#include "doctor/doctor.h"
#include "network.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>
#include <vector>

namespace tracedeck {

namespace ui {
class AccessPage;
class Scope;
struct DoctorWorker;
} // namespace ui

/// Whose logs are missed, and where they are read.
struct DoctorPlace {
    QString profile; ///< "" = the built-in account
    access::Question access;
    std::optional<doctor::ReadPlace> source;
    std::optional<s3::Keys> keys; ///< nullopt: derived from the token
    bool isReadOnly = false;
};

/// Examines for the access page why there are no logs, and mends what is one call after it was shown. GUI thread.
class DoctorDesk : public QObject {
    Q_OBJECT
public:
    /// Which wrangler file deploys a Worker, as far as it is known.
    using LinkOf = std::function<std::optional<workers::WranglerLink>(const QString& worker, const QString& dispatchNamespace)>;

    DoctorDesk(ui::AccessPage& page, Network& network, const ui::Scope& scope, LinkOf linkOf, QObject* parent = nullptr);

    void open(DoctorPlace place);
    void close();
    void setWorkers(const std::vector<workers::DeployedWorker>& workers);
    /// For other pages, where logs of this Worker are missed.
    void examine(const QString& worker, const QString& dispatchNamespace);
    /// Something was changed elsewhere: where a fix led there, what was examined is examined again.
    void lookAgain();
    [[nodiscard]] bool isAsking() const { return m_doctor.isRunning(); }
    [[nodiscard]] const doctor::Doctor& doctor() const { return m_doctor; }

signals:
    void fixRequested(tracedeck::doctor::Fix fix); ///< one that leads elsewhere
    void switched(const std::vector<tracedeck::workers::FlagOutcome>& outcomes);
    void jobChanged();
    void failed(const tracedeck::Error& error); ///< what was to be mended is not

private:
    /// What was examined when the place was closed.
    struct Left {
        QString profile, worker, dispatchNamespace;
    };

    void run();
    void fix(doctor::Fix fix);
    void runSoon(); ///< where something was mended and events are waited for
    void lookAgainHere();
    void tellFixed(doctor::Fix fix, const std::optional<Error>& error);

    ui::AccessPage& m_page;
    const ui::Scope& m_scope;
    LinkOf m_linkOf;
    std::optional<DoctorPlace> m_place;
    std::optional<Left> m_left; ///< where a fix led out of the account, which is opened anew by it
    bool m_fixesFile = false;   ///< behind the flag
    bool m_hasLedAway = false;  ///< a fix led elsewhere since the last look
    bool m_isWaiting = false;   ///< for the first events after something was mended
    QTimer m_soon;
    doctor::Doctor m_doctor;
};

} // namespace tracedeck
