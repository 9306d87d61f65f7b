#pragma once

#include "events/event.h"
#include "sandbox/loopback_server.h"

#include <functional>

namespace tracedeck::sandbox {

/// Takes what Tail Workers get: a POST with one trace item a line, as JSON, becomes records. `?script=NAME` names those that have no name,
/// as the runtime on this machine leaves them. Answers how many lines were taken, how many of them are of a logged Worker, and which
/// lines were none. Web pages are turned away.
class Intake {
public:
    /// Hands in a record; true where its Worker is logged.
    using Take = std::function<bool(events::Event record)>;
    explicit Intake(Take take) : m_take(std::move(take)) {}

    [[nodiscard]] WireAnswer answer(const WireRequest& request) const;

private:
    Take m_take;
};

} // namespace tracedeck::sandbox
