#pragma once

#include "delivery/random.h"
#include "delivery/scene.h"
#include "delivery/timeline.h"
#include "events/event.h"

#include <string>

namespace tracedeck::delivery {

/// One run of a Worker that is about to be written down.
struct Invocation {
    const WorkerSpec& worker;
    const Deployment& deployment;
    Trigger trigger;
    std::int64_t timeMs;
};

/// A request that one Worker hands to another: the same RayID, method and path.
struct Handover {
    std::string rayId, method, path;
};

/// How a run ended, before its record is written.
struct Fate {
    std::string_view outcome = "ok";
    const FailureSpec* failure = nullptr;
    std::uint16_t status = 0; ///< fetch; 0 = the route's usual
    bool answered = true;     ///< fetch: there is a response
};

[[nodiscard]] Fate drawFate(const Invocation& run, Random& random);

/// The exceptions of that fate, with stacks as V8 prints them in a Worker: no header, the bundle's file names.
void appendExceptions(events::Event& record, const Invocation& run, const Fate& fate, Random& random);
/// The console lines of a run, in order.
void appendConsole(events::Event& record, const Invocation& run, const Fate& fate, Random& random);

/// Writes `eventJson`. A fetch takes `handover`'s request where there is one and leaves its own there.
void writeTrigger(std::string& out, const Invocation& run, const Fate& fate, Handover& handover, Random& random);

/// CPU and wall time that fit the fate.
void setTimes(events::Event& record, const Invocation& run, const Fate& fate, Random& random);

} // namespace tracedeck::delivery
