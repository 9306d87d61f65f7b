#pragma once

#include "async/pending.h"
#include "base/clock.h"
#include "sync/bucket_sync.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace tracedeck::sync {

/// How far a bucket has been followed: what the next poll starts from.
struct FollowMark {
    QStringList streams;       ///< to look into; none yet = find them
    std::int64_t newestMs = 0; ///< end of the newest window seen
    std::uint64_t polls = 0;
};

/// One look for new objects, which it reads: each stream from its newest key and day on; from time to time for new streams and late
/// objects as well. Blocks; moves the mark where it succeeds.
[[nodiscard]] Result<SyncReport> pollBucket(store::LogStore& store, const BucketSource& source, FollowMark& mark, std::int64_t nowMs,
                                            SyncProgress* progress = nullptr, std::stop_token stop = {});

/// Follows a bucket: new objects come by themselves (SRC-6). Lives on a thread with an event loop, works in a pool; while there is
/// trouble it asks less often.
class Follow final : public QObject {
    Q_OBJECT

public:
    struct State {
        bool isPolling = false;
        std::int64_t newestMs = 0;    ///< end of the newest window; 0 = none seen
        std::int64_t lastPollMs = 0;  ///< that went well; 0 = none
        std::uint64_t polls = 0;      ///< that went well
        std::uint64_t listCalls = 0;  ///< Class A operations of these
        std::uint64_t objects = 0;    ///< that came
        std::uint64_t setAside = 0;   ///< that came damaged
        std::optional<Error> trouble; ///< of the last poll

        /// Between the newest event's delivery and now; nullopt while nothing is known.
        [[nodiscard]] std::optional<std::int64_t> behindMs(std::int64_t nowMs) const;
    };

    Follow(std::shared_ptr<store::LogStore> store, BucketSource source, FollowMark mark, std::chrono::milliseconds interval,
           QThreadPool& pool, std::shared_ptr<const Clock> clock = nullptr, QObject* parent = nullptr);

    [[nodiscard]] const State& state() const { return m_state; }
    /// Class A operations a day, as it is going: what polling costs.
    [[nodiscard]] std::uint64_t listCallsPerDay() const;
    void pollNow();

signals:
    void changed();

private:
    void ended(const Result<std::pair<SyncReport, FollowMark>>& result);

    std::shared_ptr<store::LogStore> m_store;
    BucketSource m_source;
    FollowMark m_mark;
    std::chrono::milliseconds m_interval;
    QThreadPool& m_pool;
    std::shared_ptr<const Clock> m_clock;
    State m_state;
    int m_failuresInARow = 0;
    QTimer m_next;
    Pending<std::pair<SyncReport, FollowMark>> m_poll;
};

} // namespace tracedeck::sync
