#include "delivery/traffic_objects.h"

#include "delivery/object_writer.h"
#include "delivery/random.h"
#include "delivery/record.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <vector>

namespace tracedeck::delivery {

namespace {

constexpr std::int64_t kLagMs = 52'000; ///< between an event and its batch
constexpr std::uint32_t kLateOneIn = 500;
constexpr std::uint64_t kEventsPerObject = 5'000;
constexpr std::uint64_t kFewestObjects = 24;
constexpr std::uint64_t kEnoughToBeLate = 50; ///< records an object; smaller ones would end up empty

std::uint64_t objectCount(const GenerateOptions& options)
{
    const std::uint64_t events = options.traffic.events;
    const std::uint64_t usual = std::max(kFewestObjects, (events + kEventsPerObject - 1) / kEventsPerObject);
    return std::min(events, options.objects > 0 ? options.objects : usual);
}

void count(TrafficReport& report, const events::Event& record)
{
    ++report.events;
    ++report.outcomes[record.outcome];
    ++report.eventTypes[record.eventType];
    ++report.scripts[record.scriptName];
    report.exceptions += record.exceptions.size();
    report.logLines += record.logs.size();
    for (const auto& line : record.logs)
        ++report.levels[line.level];
    if (record.exceptions.empty())
        return;
    ++report.eventsWithException;
    if (record.outcome == "ok")
        ++report.okWithException;
}

/// Records that wait for a later object.
class LateRecords {
public:
    explicit LateRecords(std::uint64_t seed) : m_random(Random::mixed(seed ^ 0x1a7e)) {}

    /// True where the record was kept back.
    bool keepBack(std::string_view line, std::int64_t nowMs)
    {
        if (!m_random.oneIn(kLateOneIn))
            return false;
        m_waiting.push_back({nowMs + m_random.between(60'000, 600'000), std::string(line)});
        std::push_heap(m_waiting.begin(), m_waiting.end());
        return true;
    }
    [[nodiscard]] bool isDue(std::int64_t nowMs) const { return !m_waiting.empty() && m_waiting.front().dueMs <= nowMs; }
    [[nodiscard]] bool isEmpty() const { return m_waiting.empty(); }
    std::string take()
    {
        std::pop_heap(m_waiting.begin(), m_waiting.end());
        std::string line = std::move(m_waiting.back().line);
        m_waiting.pop_back();
        return line;
    }

private:
    struct Waiting {
        std::int64_t dueMs;
        std::string line;
        bool operator<(const Waiting& other) const { return std::tie(dueMs, line) > std::tie(other.dueMs, other.line); }
    };
    Random m_random;
    std::vector<Waiting> m_waiting;
};

/// Lays traffic down object by object.
class Laying {
public:
    explicit Laying(const GenerateOptions& options)
        : m_traffic(options.traffic)
        , m_late(options.traffic.seed)
        , m_writer(options.folder)
        , m_events(options.traffic.events)
        , m_objects(objectCount(options))
        , m_opened(options.traffic.span.from + kLagMs)
    {
        m_report.span = options.traffic.span;
        m_report.badDeploy = m_traffic.badDeploy();
    }

    Result<TrafficReport> run()
    {
        while (m_traffic.next(m_record)) {
            count(m_report, m_record);
            take(m_record.timestampMs.value_or(0) + kLagMs);
            const bool full = m_report.events == m_events * (m_report.objects + 1) / m_objects;
            if (!full)
                continue;
            while (m_report.events == m_events && !m_late.isEmpty())
                put(m_late.take());
            if (auto failure = close())
                return fail(std::move(*failure));
        }
        return m_report;
    }

private:
    void take(std::int64_t nowMs)
    {
        m_now = nowMs;
        while (m_late.isDue(nowMs))
            put(m_late.take());
        m_line.clear();
        appendRecord(m_line, m_record);
        if (m_events / m_objects < kEnoughToBeLate || !m_late.keepBack(m_line, nowMs))
            put(m_line);
    }
    void put(std::string_view line)
    {
        m_batch.ndjson += line;
        ++m_batch.records;
    }
    std::optional<Error> close()
    {
        m_batch.window = {m_opened, std::max(m_now, m_opened)};
        const auto written = m_writer.write(m_batch);
        if (!written)
            return written.error();
        ++m_report.objects;
        m_report.bytes += written->bytes;
        m_report.rawBytes += m_batch.ndjson.size();
        m_opened = m_batch.window.to;
        m_batch.ndjson.clear();
        m_batch.records = 0;
        return std::nullopt;
    }

    Traffic m_traffic;
    LateRecords m_late;
    ObjectWriter m_writer;
    std::uint64_t m_events, m_objects;
    std::int64_t m_opened, m_now = 0;
    events::Event m_record;
    std::string m_line;
    Batch m_batch;
    TrafficReport m_report;
};

} // namespace

Result<TrafficReport> generateObjects(const GenerateOptions& options)
{
    return Laying(options).run();
}

} // namespace tracedeck::delivery
