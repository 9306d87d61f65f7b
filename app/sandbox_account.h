#pragma once

#include "async/pending.h"
#include "s3/bucket.h"
#include "sandbox/sandbox.h"

#include <QObject>
#include <QThreadPool>

#include <memory>

namespace tracedeck {

/// The built-in account inside this program: started and stopped beside the GUI thread, one after the other, for both take their time.
class SandboxAccount : public QObject {
    Q_OBJECT
public:
    explicit SandboxAccount(sandbox::SandboxOptions options, QObject* parent = nullptr);
    ~SandboxAccount() override;

    /// Tells `started` in any case: at once where it runs.
    void start();
    void stop();
    [[nodiscard]] bool isStarting() const { return m_isStarting; }
    /// Null where it does not run.
    [[nodiscard]] const sandbox::SandboxAddress* address() const { return m_running.address.get(); }

    [[nodiscard]] SharedSecret token() const;
    [[nodiscard]] s3::BucketAddress bucket() const;
    [[nodiscard]] s3::Keys keys() const;

signals:
    void started(const tracedeck::Result<void>& result);

private:
    /// The future that brought it keeps a copy for a while: so it can be ended whoever else knows of it.
    struct Running {
        std::shared_ptr<std::unique_ptr<sandbox::Sandbox>> sandbox;
        std::shared_ptr<const sandbox::SandboxAddress> address;
    };

    sandbox::SandboxOptions m_options;
    QThreadPool m_pool; ///< of one: its folder takes one Sandbox at a time
    Running m_running;
    bool m_isStarting = false; ///< until it was told
    Pending<Running> m_starting;
};

} // namespace tracedeck
