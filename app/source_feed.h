#pragma once

#include "async/pending.h"
#include "sync/follow.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>

class QThreadPool;

namespace tracedeck {

/// What is read of a bucket, and how eagerly.
struct FeedPlan {
    sync::BucketSource source;
    std::int64_t lookBackMs = std::int64_t {24} * 3'600'000;
    std::chrono::milliseconds interval {30'000}; ///< of looking for new objects
    unsigned downloads = 8;
    bool isGrowing = false;                        ///< its past is still being laid down: it is looked at until nothing more turns up …
    std::chrono::milliseconds growthPause {1'000}; ///< … so often
};

/// A bucket on its way into the store: first the last day, the newest first, then what is new, by itself. GUI thread, works in the pool;
/// dropping it stops all of it and keeps what landed.
class SourceFeed : public QObject {
    Q_OBJECT
public:
    /// `clock`: null = the system's.
    SourceFeed(std::shared_ptr<store::LogStore> store, FeedPlan plan, QThreadPool& pool, std::shared_ptr<const Clock> clock = nullptr,
               QObject* parent = nullptr);

    /// The last day once more, and what was set aside as damaged; it is followed afterwards.
    void syncAgain();
    /// What is known of the objects' format by now; what was set aside for want of it is read again.
    void setFormat(ingest::FormatHint format);
    /// Stops the sync; what landed stays, and it is not followed until `setLive`.
    void cancel();
    void setLive(bool live);
    /// Looks for new objects now.
    void look();

    [[nodiscard]] bool isSyncing() const { return m_isSyncing; }
    [[nodiscard]] bool isLive() const { return m_follow != nullptr; }
    [[nodiscard]] const sync::SyncProgress& progress() const { return *m_progress; }
    /// What following found out; as it was last, where it is not followed any more.
    [[nodiscard]] const sync::Follow::State& followed() const { return m_followed; }
    [[nodiscard]] std::int64_t nowMs() const { return m_clock->nowMs(); }

signals:
    void began();      ///< a sync
    void progressed(); ///< ten times a second while it syncs
    /// Its counts are those of all its looks together; Cancelled where it was stopped.
    void synced(const tracedeck::Result<tracedeck::sync::SyncReport>& report);
    void liveChanged(); ///< whether it is followed, and what that found

private:
    void startSync(bool retrySetAside);
    void startLook();
    void lookEnded(Result<sync::SyncReport> report);
    void endSync(const Result<sync::SyncReport>& report);
    void follow(sync::FollowMark mark);

    std::shared_ptr<store::LogStore> m_store;
    FeedPlan m_plan;
    QThreadPool& m_pool;
    std::shared_ptr<const Clock> m_clock;
    std::shared_ptr<sync::SyncProgress> m_progress = std::make_shared<sync::SyncProgress>();
    sync::SyncReport m_sum;
    bool m_isSyncing = false, m_retrySetAside = false;
    bool m_isToldMore = false; ///< since the sync began
    bool m_isToFollow = true;  ///< once nothing is synced
    int m_emptyLooks = 0;
    sync::Follow::State m_followed;
    std::unique_ptr<sync::Follow> m_follow;
    QTimer m_tick, m_lookSoon;
    Pending<sync::SyncReport> m_running;
};

} // namespace tracedeck
