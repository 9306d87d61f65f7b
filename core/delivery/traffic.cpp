#include "delivery/traffic.h"

#include "delivery/invocation.h"
#include "delivery/limits.h"

#include <algorithm>
#include <optional>

namespace tracedeck::delivery {

namespace {

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kCronSlack = 3'000; ///< crons start within the first seconds of a minute
constexpr std::uint64_t kCronCrowding = kMinute / kCronSlack;
constexpr std::size_t kPlainLines = 20; ///< more lines than a usual run prints: the limits are applied

/// Workers by their share of some kind of event.
class Lots {
public:
    template<typename Share>
    explicit Lots(Share share)
    {
        for (const auto& worker : workers())
            m_until.push_back((m_until.empty() ? 0 : m_until.back()) + share(worker));
    }
    [[nodiscard]] std::size_t draw(Random& random) const
    {
        const std::uint32_t lot = random.below(m_until.back());
        return static_cast<std::size_t>(std::upper_bound(m_until.begin(), m_until.end(), lot) - m_until.begin());
    }
    [[nodiscard]] std::uint32_t total() const { return m_until.back(); }

private:
    std::vector<std::uint32_t> m_until;
};

std::uint32_t cronShare(const WorkerSpec& worker)
{
    for (const auto& share : triggersOf(worker.trade)) {
        if (share.trigger == Trigger::Scheduled)
            return share.permille;
    }
    return 0;
}

Trigger drawTrigger(const WorkerSpec& worker, Random& random)
{
    const auto shares = triggersOf(worker.trade);
    std::uint32_t draw = random.below(1000 - cronShare(worker));
    for (const auto& share : shares) {
        if (share.trigger == Trigger::Scheduled)
            continue;
        if (draw < share.permille)
            return share.trigger;
        draw -= share.permille;
    }
    return shares.back().trigger;
}

std::size_t indexOf(std::string_view name)
{
    const auto all = workers();
    return static_cast<std::size_t>(std::find_if(all.begin(), all.end(), [name](const auto& w) { return w.name == name; }) - all.begin());
}

std::vector<std::string> tagsOf(const WorkerSpec& worker)
{
    std::vector<std::string> tags;
    for (std::size_t from = 0; from < worker.tags.size();) {
        const auto to = std::min(worker.tags.find(',', from), worker.tags.size());
        tags.emplace_back(worker.tags.substr(from, to - from));
        from = to + 1;
    }
    return tags;
}

} // namespace

class TrafficStage {
public:
    explicit TrafficStage(const TrafficOptions& options)
        : random(Random::mixed(options.seed))
        , timeline(options.seed, options.events, options.span)
    {
        for (const auto& worker : workers())
            tags.push_back(tagsOf(worker));
    }

    /// The next moment at which something happens, in order.
    std::optional<std::int64_t> nextTime()
    {
        while (minute < timeline.minutes() && done == timeline.eventsBefore(minute + 1))
            ++minute;
        if (minute == timeline.minutes())
            return std::nullopt;
        const std::uint64_t first = timeline.eventsBefore(minute);
        const std::uint64_t count = timeline.eventsBefore(minute + 1) - first;
        const std::uint64_t offset = ((done - first) * 60'000 + random.below(60'000)) / count;
        ++done;
        return timeline.startOf(minute) + static_cast<std::int64_t>(offset);
    }

    void play(events::Event& record, std::size_t worker, Trigger trigger, std::int64_t timeMs)
    {
        const WorkerSpec& spec = workers()[worker];
        const Invocation run {spec, timeline.deploymentOf(worker, timeMs), trigger, timeMs};
        const Fate fate = drawFate(run, random);
        record.timestampMs = timeMs;
        record.outcome = fate.outcome;
        record.eventType = kTriggerNames[static_cast<std::size_t>(trigger)];
        record.scriptName = spec.name;
        record.entrypoint = trigger == Trigger::Scheduled ? std::string_view {} : spec.entrypoint;
        record.dispatchNamespace = spec.trade == Trade::Tenant ? "shops-production" : "";
        record.scriptTags = tags[worker];
        record.version = run.deployment.version;
        record.logs.clear();
        record.exceptions.clear();
        writeTrigger(record.eventJson, run, fate, handover, random);
        setTimes(record, run, fate, random);
        appendExceptions(record, run, fate, random);
        appendConsole(record, run, fate, random);
    }

    /// What happens next, at `timeMs`.
    void playNext(events::Event& record, std::int64_t timeMs)
    {
        if (handedOver)
            playHandedOver(record, timeMs);
        else
            playAnything(record, timeMs);
    }

    void playAnything(events::Event& record, std::int64_t timeMs)
    {
        handover = {};
        const bool cronTime = timeMs % kMinute < kCronSlack;
        const std::uint64_t cronChance = std::uint64_t {crons.total()} * kCronCrowding;
        if (cronTime && random.below(crons.total() + others.total()) < cronChance) {
            play(record, crons.draw(random), Trigger::Scheduled, timeMs);
            return;
        }
        const std::size_t worker = others.draw(random);
        play(record, worker, drawTrigger(workers()[worker], random), timeMs);
        handedOver = worker == edge && handover.path.starts_with("/v2/");
        handedAt = timeMs;
    }

    /// A request that the edge passed on: the shop sees it some milliseconds later, under the same RayID.
    void playHandedOver(events::Event& record, std::int64_t timeMs)
    {
        handedOver = false;
        play(record, shop, Trigger::Fetch, std::min(timeMs, handedAt + 1 + random.below(9)));
    }

    Random random;
    Timeline timeline;
    Lots crons {[](const WorkerSpec& worker) { return worker.weight * cronShare(worker) / 1000; }};
    Lots others {[](const WorkerSpec& worker) { return worker.weight - worker.weight * cronShare(worker) / 1000; }};
    std::size_t edge = indexOf(kEdgeWorker), shop = indexOf(kBadWorker);
    std::vector<std::vector<std::string>> tags;
    std::size_t minute = 0;
    std::uint64_t done = 0;
    Handover handover;
    bool handedOver = false;
    std::int64_t handedAt = 0;
};

Traffic::Traffic(const TrafficOptions& options) : m_stage(std::make_unique<TrafficStage>(options)) {}

Traffic::~Traffic() = default;

bool Traffic::next(events::Event& record)
{
    const auto time = m_stage->nextTime();
    if (!time)
        return false;
    m_stage->playNext(record, *time);
    if (record.logs.size() > kPlainLines)
        applyLimits(record, Regime::Today);
    return true;
}

TimeRange Traffic::badDeploy() const
{
    return m_stage->timeline.badDeploy();
}

MinuteTraffic::MinuteTraffic(const TrafficOptions& options) : m_seed(options.seed), m_stage(std::make_unique<TrafficStage>(options)) {}

MinuteTraffic::~MinuteTraffic() = default;

std::uint64_t MinuteTraffic::eventsIn(std::int64_t minuteMs) const
{
    const auto& timeline = m_stage->timeline;
    const std::int64_t index = (minuteMs - timeline.startOf(0)) / kMinute;
    if (minuteMs < timeline.startOf(0) || index >= static_cast<std::int64_t>(timeline.minutes()))
        return 0;
    const auto minute = static_cast<std::size_t>(index);
    return timeline.eventsBefore(minute + 1) - timeline.eventsBefore(minute);
}

void MinuteTraffic::play(std::int64_t minuteMs, std::uint64_t count, const std::function<void(events::Event&)>& take)
{
    m_stage->random = Random(Random::mixed(m_seed ^ Random::mixed(static_cast<std::uint64_t>(minuteMs))));
    m_stage->handedOver = false;
    events::Event record;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t offset = (i * kMinute + m_stage->random.below(kMinute)) / count;
        m_stage->playNext(record, minuteMs + static_cast<std::int64_t>(offset));
        take(record);
    }
}

TimeRange MinuteTraffic::badDeploy() const
{
    return m_stage->timeline.badDeploy();
}

} // namespace tracedeck::delivery
