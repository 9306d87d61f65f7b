#pragma once

#include "logpush/filter.h"

#include <string>

namespace tracedeck::doctor {

/// What a filter says of one Worker's events, before one of them is seen.
enum class FilterRule : std::uint8_t {
    MayKeep,
    DropsWorker, ///< whatever the Worker does
    Contradicts, ///< whatever any Worker does
};

/// By the conditions alone: those on ScriptName and DispatchNamespace are decided, and those that no event can meet at once. Certain: where
/// it cannot be told the answer is MayKeep. `worker` "" = of no Worker in particular.
[[nodiscard]] FilterRule ruleOf(const logpush::Filter& filter, const std::string& worker, const std::string& dispatchNamespace = {});

} // namespace tracedeck::doctor
