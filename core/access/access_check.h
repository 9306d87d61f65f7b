#pragma once

#include "access/ask.h"
#include "access/report.h"
#include "async/pending.h"
#include "base/clock.h"

#include <QElapsedTimer>

namespace tracedeck::access {

/// Runs the check: one call after the other as `next` says, and tells after each what is known. Reads only. Lives on one thread with an
/// event loop; dropping it stops what runs.
class AccessCheck {
public:
    using Told = std::function<void(const Report&)>;
    AccessCheck(Means means, Told told, std::shared_ptr<const Clock> clock = nullptr);

    /// Begins anew.
    void run(Question question);
    /// Forgets what was asked, and with it its secrets.
    void stop();

private:
    void goOn();
    void take(Result<Reply> reply);
    void tell(const std::optional<CallKey>& running);

    Means m_means;
    Told m_told;
    std::shared_ptr<const Clock> m_clock;
    std::optional<Findings> m_findings;
    QElapsedTimer m_took;
    Pending<Reply> m_pending;
};

} // namespace tracedeck::access
