#pragma once

#include "logpush/job.h"

#include <QString>

#include <vector>

namespace tracedeck::ui {

/// What a member of a job is called: "Sample rate" for "output_options.sample_rate"; its path where it is unknown.
[[nodiscard]] QString memberText(const QString& path);
/// A value of it in words: "10 %", "on", "Outcome is not ok"; "—" where there is none.
[[nodiscard]] QString memberValueText(const QString& path, const QJsonValue& value);
/// "Sample rate 100 % → 10 %"; secrets: "Destination: another secret".
[[nodiscard]] QString changeText(const logpush::JobChange& change);
/// "Sample rate 100 % → 10 %, and 2 more".
[[nodiscard]] QString changesText(const std::vector<logpush::JobChange>& changes);

} // namespace tracedeck::ui
