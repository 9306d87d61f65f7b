#pragma once

#include "async/pending.h"
#include "sandbox/live_traffic.h"
#include "sandbox/pipeline_history.h"
#include "sandbox/pipeline_hooks.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace tracedeck::sandbox {

/// What runs in the account by itself: its last 24 hours, laid down newest first when it is started for the first time, and what happens
/// from then on. Workers run on while the Sandbox is stopped: at the next start that is laid down, too, as far as a day back. How far it
/// came is kept in the state. The Sandbox's thread only.
class LiveAccount {
public:
    /// Whom it tells.
    struct Listener {
        std::function<void(events::Event)> take;
        std::function<void(HistorySlice)> keep;
        std::function<void()> saveCounts; ///< before the state says that they are there
    };
    LiveAccount(const PipelineContext& context, Listener listener) : m_context(context), m_listener(std::move(listener)) {}
    ~LiveAccount();
    LiveAccount(const LiveAccount&) = delete;
    LiveAccount& operator=(const LiveAccount&) = delete;

    /// `rules` without their traffic, which it has from the options and the state.
    void start(HistoryRules rules);
    void pulse();
    [[nodiscard]] bool isHistoryDone() const { return m_isStarted && m_left.empty(); }

private:
    void readState();
    void beginAnew(qint64 nowMs);
    void addPause(qint64 nowMs);
    void save();
    void layNext();
    [[nodiscard]] delivery::TrafficOptions traffic() const;

    const PipelineContext& m_context;
    Listener m_listener;
    bool m_isStarted = false;
    TimeRange m_span {0, 0}; ///< the day before the first start
    std::uint64_t m_events = 0;
    std::vector<TimeRange> m_left; ///< still to be laid down, oldest first
    qint64 m_liveMs = 0;           ///< what happened before it came, or is in `m_left`
    qint64 m_savedMs = 0, m_laidSinceMs = 0;
    std::shared_ptr<HistoryMaker> m_maker;
    Pending<HistorySlice> m_slice;
    std::optional<delivery::MinuteTraffic> m_traffic;
    std::optional<LiveTraffic> m_live;
};

} // namespace tracedeck::sandbox
