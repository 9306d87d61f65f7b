#pragma once

#include "workspace/changes.h"

#include <QString>

namespace tracedeck::ui {

// How a change is told. All of it is fit to show: names are clipped and their hostile characters visible.

/// "Job errors-to-https edited", "Logs of checkout-api switched off", "8 min of logs missing".
[[nodiscard]] QString changeTitle(const workspace::Change& change);
/// "Sample rate 100 % → 10 %"; "" where the title says it all.
[[nodiscard]] QString changeDetail(const workspace::Change& change);
/// "21 Nov 12:36:10"; of a gap "21 Nov 11:07 – 11:15".
[[nodiscard]] QString changeTime(const workspace::Change& change, bool utc);
/// "made here", or "seen then, made before"; "" where the time is exact by itself.
[[nodiscard]] QString changeOrigin(const workspace::Change& change);
/// All of it in one line.
[[nodiscard]] QString changeLine(const workspace::Change& change, bool utc);
/// "2 job edits, 1 new version"; "" of none. `counts` by kind.
[[nodiscard]] QString changeCounts(const std::vector<std::size_t>& counts);

} // namespace tracedeck::ui
