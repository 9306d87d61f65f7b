#pragma once

#include "settings/profile.h"
#include "shell/live_box.h"
#include "sync/follow.h"
#include "widgets/badge.h"

#include <QString>

#include <optional>
#include <vector>

namespace tracedeck {

// What is said of a bucket that is read.

[[nodiscard]] QString behindText(std::int64_t ms); ///< "52 s behind"
[[nodiscard]] QString progressText(const sync::SyncProgress& progress);
[[nodiscard]] ui::LiveState liveState(const sync::Follow::State& state, bool isOn, std::int64_t nowMs);

/// The gravest of what a sync found.
struct Finding {
    ui::BadgeKind kind {};
    QString sentence;
    bool mayHelpToTryAgain = false;
};
[[nodiscard]] std::optional<Finding> findingOf(const sync::SyncReport& report);
/// `count` damaged objects came while the bucket was followed.
[[nodiscard]] Finding damageFinding(std::uint64_t count);
/// Other sources of the account read some of the same files as the one that is opened; none: nothing to say.
[[nodiscard]] std::optional<Finding> overlapFinding(const std::vector<const settings::LogSource*>& others);

} // namespace tracedeck
