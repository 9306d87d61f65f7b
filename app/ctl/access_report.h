#pragma once

#include "access/report.h"
#include "commands.h"

#include <QJsonObject>

namespace tracedeck::ctl {

[[nodiscard]] QJsonObject evidenceJson(const access::Evidence& evidence);
[[nodiscard]] QJsonObject accessJson(const access::Report& report);
/// For people, in lines; what comes from outside is not yet made visible.
[[nodiscard]] QString accessLines(const access::Report& report);
/// Refused where the answer is no, Unreachable where nobody answered.
[[nodiscard]] Exit accessExit(const access::Report& report);

} // namespace tracedeck::ctl
