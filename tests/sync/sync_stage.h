#pragma once

#include "store/manifest.h"
#include "store/place.h"
#include "store/selection.h"
#include "sync/bucket_sync.h"
#include "sync/memory_bucket.h"

#include <set>

namespace tracedeck::test {

inline constexpr std::int64_t kMinute = 60'000;
inline const std::int64_t kStart = *objects::parseCompactTime("20261121T000000Z");

/// A bucket, and a store that it goes into.
struct Stage {
    Place place;
    std::shared_ptr<MemoryBucket> bucket = std::make_shared<MemoryBucket>(100);
    std::shared_ptr<store::LogStore> store = *place.open();
    int delivered = 0;

    /// Objects of ten events, a minute each.
    void deliver(int objects, const QString& prefix = QStringLiteral("logs/"))
    {
        for (int i = 0; i < objects; ++i, ++delivered)
            bucket->deliver(kStart + delivered * kMinute, lines(delivered * 10, delivered * 10 + 10), prefix);
    }
    [[nodiscard]] sync::BucketSource source(const QString& prefix = QStringLiteral("logs/{DATE}/")) const
    {
        return {bucket, QStringLiteral("s3://h/b"), prefix};
    }
    [[nodiscard]] Result<sync::SyncReport> sync(const sync::SyncOptions& options = {},
                                                const QString& prefix = QStringLiteral("logs/{DATE}/")) const
    {
        return sync::syncBucket(*store, source(prefix), options);
    }
    [[nodiscard]] std::uint64_t events() const { return store->snapshot().events(); }
};

inline std::set<std::string> messages(const store::LogStore& store)
{
    std::set<std::string> all;
    const auto snapshot = store.snapshot();
    const auto selection = store::select(snapshot, {});
    const auto rows = store::page(*selection, 0, snapshot.events());
    for (const auto& row : *rows)
        all.insert(row.message);
    return all;
}

} // namespace tracedeck::test
