#pragma once

#include "async/pending.h"
#include "sandbox/live_traffic.h"
#include "sandbox/pipeline_history.h"
#include "sandbox/pipeline_hooks.h"

#include <functional>
#include <memory>
#include <optional>

namespace tracedeck::sandbox {

/// What runs in the account by itself: its last 24 hours, laid down newest first when it is started for the first time, and what happens
/// from then on. How far it came is kept in the state. The Sandbox's thread only.
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
    [[nodiscard]] bool isHistoryDone() const { return m_isStarted && m_leftMs <= m_span.from; }

private:
    void readState();
    void save();
    void layNext();
    [[nodiscard]] delivery::TrafficOptions traffic() const;

    const PipelineContext& m_context;
    Listener m_listener;
    bool m_isStarted = false;
    TimeRange m_span {0, 0}; ///< the past
    std::uint64_t m_events = 0;
    qint64 m_leftMs = 0;  ///< the past is still to be laid down before it
    qint64 m_savedMs = 0; ///< what the state says of that
    std::shared_ptr<HistoryMaker> m_maker;
    Pending<HistorySlice> m_slice;
    std::optional<delivery::MinuteTraffic> m_traffic;
    std::optional<LiveTraffic> m_live;
};

} // namespace tracedeck::sandbox
