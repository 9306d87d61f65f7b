#pragma once

#include "workers/flag_switch.h"
#include "workers/worker_matrix.h"

#include <QJsonArray>

namespace tracedeck::ctl {

// How Workers are told, to programs and to people.
[[nodiscard]] QJsonArray rowsJson(const std::vector<workers::WorkerRow>& rows);
[[nodiscard]] QString rowLines(const std::vector<workers::WorkerRow>& rows);
[[nodiscard]] QJsonArray outcomesJson(const std::vector<workers::FlagOutcome>& outcomes);
[[nodiscard]] QString outcomeLines(const std::vector<workers::FlagOutcome>& outcomes);
/// The requests that would be sent.
[[nodiscard]] QJsonArray wishesJson(const std::vector<workers::FlagWish>& wishes);
[[nodiscard]] QString wishLines(const std::vector<workers::FlagWish>& wishes);

} // namespace tracedeck::ctl
