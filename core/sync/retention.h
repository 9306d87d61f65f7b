#pragma once

#include "store/log_store.h"
#include "store/manifest.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace tracedeck::sync {

/// What is kept on this machine (SRC-7); both may be set.
struct RetentionRule {
    std::optional<int> days;            ///< objects placed in these last days
    std::optional<std::uint64_t> bytes; ///< segments and kept copies together; the oldest go
};

/// What a rule takes out of a store, before it does.
struct RetentionPlan {
    std::vector<std::uint64_t> objects;
    std::vector<store::SourceRecord> floors; ///< buckets are not asked again for what was placed up to there
    std::uint64_t events = 0;
    std::uint64_t bytes = 0;     ///< about what is freed
    std::uint64_t bytesLeft = 0; ///< about what stays
};

/// Reads the manifest: not on the GUI thread.
[[nodiscard]] Result<RetentionPlan> planRetention(const store::LogStore& store, const RetentionRule& rule, std::int64_t nowMs);
/// Write mode only. Blocks: segments that lose a part of their objects are written anew.
[[nodiscard]] Result<void> applyRetention(store::LogStore& store, const RetentionPlan& plan);

} // namespace tracedeck::sync
