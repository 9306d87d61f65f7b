#pragma once

#include "commands.h"
#include "doctor/diagnosis.h"

#include <QJsonObject>

namespace tracedeck::ctl {

[[nodiscard]] QJsonObject doctorJson(const doctor::Diagnosis& diagnosis);
/// For people, in lines; what comes from outside is not yet made visible.
[[nodiscard]] QString doctorLines(const doctor::Diagnosis& diagnosis);
/// Refused where there is a certain cause, Unreachable where nobody answered.
[[nodiscard]] Exit doctorExit(const doctor::Diagnosis& diagnosis);

} // namespace tracedeck::ctl
