#include "delivery/invocation.h"

#include <algorithm>

namespace tracedeck::delivery {

namespace {

struct OddOutcome {
    std::string_view outcome;
    std::uint32_t share; ///< of 100,000 invocations
    bool fetchOnly;
};
constexpr auto kOdd = std::to_array<OddOutcome>({
    {"canceled", 520, true},
    {"responseStreamDisconnected", 60, true},
    {"exceededCpu", 80, false},
    {"exceededMemory", 24, false},
    {"exceededWallTime", 6, false},
    {"internalError", 4, false},
    {"loadShed", 3, false},
    {"aborted", 3, false},
    {"killSwitch", 2, false},
    {"daemonDown", 2, false},
    {"scriptNotFound", 1, false},
    {"unknown", 2, false},
});
constexpr std::uint32_t kBadPermille = 450; ///< of the fetches of the bad version
constexpr std::uint32_t kBadMemory = 900;   ///< of 100,000

/// What the runtime says of a run that threw: only some triggers report it as the outcome.
std::string_view outcomeOfThrow(Trigger trigger)
{
    switch (trigger) {
    case Trigger::Scheduled:
    case Trigger::Queue:
    case Trigger::WebSocket: return "ok";
    default: return "exception";
    }
}

Fate failing(const Invocation& run, const FailureSpec& failure, Random& random)
{
    Fate fate {.failure = &failure};
    if (failure.ending == Ending::Behind)
        return fate;
    fate.outcome = outcomeOfThrow(run.trigger);
    fate.answered = failure.ending == Ending::Answered;
    fate.status = random.permille(failure.name == "PaymentGatewayError" ? 900 : 60) ? 503 : 500;
    return fate;
}

Fate odd(const OddOutcome& row)
{
    Fate fate {.outcome = row.outcome};
    fate.answered = row.outcome == "responseStreamDisconnected";
    return fate;
}

std::uint16_t strayStatus(Random& random)
{
    constexpr auto kStray = std::to_array<std::uint16_t>({404, 404, 404, 404, 304, 304, 400, 403, 410, 429, 500, 502, 503, 301, 302, 206});
    return random.permille(34) ? kStray[random.below(kStray.size())] : std::uint16_t {0};
}

/// Wall time in permille of the median, by sixteenths of the runs: most near it, a long tail.
constexpr std::array<std::uint32_t, 17> kSpread {250,  380,  480,  560,  640,  720,  800,  890,  1000,
                                                 1130, 1280, 1470, 1720, 2080, 2700, 4200, 12000};

std::uint32_t spread(Random& random)
{
    const std::uint32_t draw = random.below(1U << 16U);
    const std::uint32_t step = draw >> 12U;
    return kSpread[step] + (kSpread[step + 1] - kSpread[step]) * (draw & 4095U) / 4096U;
}

std::int64_t scaled(std::uint32_t median, Random& random)
{
    return (std::int64_t {median} * spread(random) + 500) / 1000;
}

} // namespace

Fate drawFate(const Invocation& run, Random& random)
{
    const bool fetch = run.trigger == Trigger::Fetch;
    if (run.deployment.bad && fetch && random.permille(kBadPermille))
        return failing(run, pickWeighted(badDeployFailures(), random), random);
    if (random.below(100'000) < run.worker.failures)
        return failing(run, pickWeighted(failuresOf(run.worker.trade), random), random);
    if (run.deployment.bad && random.below(100'000) < kBadMemory)
        return odd({"exceededMemory", 0, false});
    std::uint32_t draw = random.below(100'000);
    for (const auto& row : kOdd) {
        if (draw < row.share)
            return row.fetchOnly && !fetch ? Fate {} : odd(row);
        draw -= row.share;
    }
    return {.status = fetch ? strayStatus(random) : std::uint16_t {0}};
}

void setTimes(events::Event& record, const Invocation& run, const Fate& fate, Random& random)
{
    std::int64_t wall = scaled(run.worker.wallMs, random);
    std::int64_t cpu = scaled(run.worker.cpuMs, random);
    if (fate.outcome == "exceededCpu") {
        cpu = 10'000 + random.below(60);
        wall = cpu + random.below(400);
    } else if (fate.outcome == "exceededWallTime") {
        wall = 900'000 + random.below(500);
    } else if (fate.failure != nullptr && (fate.status == 503 || fate.failure->name == "KVNamespaceError")) {
        wall += 800 + random.below(2200);
    } else if (run.deployment.bad && fate.failure == nullptr) {
        wall = wall * 3 / 2;
    }
    record.cpuTimeMs = cpu;
    record.wallTimeMs = std::max(wall, cpu);
}

} // namespace tracedeck::delivery
