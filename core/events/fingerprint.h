#pragma once

#include "events/event.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace tracedeck::events {

/// Which exceptions are one group (EXC-1): name + normalised message + function names of the top in-app frames. Never the Worker,
/// never a line, a column or a bundle hash.
using GroupKey = std::uint64_t;

[[nodiscard]] GroupKey groupKey(std::string_view name, std::string_view message, std::string_view stack);
/// The group of an outcome such as exceededCpu that came without an exception: one per outcome.
[[nodiscard]] GroupKey outcomeGroupKey(std::string_view outcome);
[[nodiscard]] std::string keyText(GroupKey key); ///< 16 lower-case hex digits
/// What `keyText` printed, back; nullopt for other text.
[[nodiscard]] std::optional<GroupKey> keyFromText(std::string_view text);

/// The message with numbers, hex, UUIDs, quoted ids and URLs' ids masked: "get \"cart:<id>\" timed out after <n> ms".
[[nodiscard]] std::string normalisedMessage(std::string_view message);

/// What a group was made of, for "why are these together?".
struct GroupReason {
    std::string name, message;          ///< normalised
    std::vector<std::string> functions; ///< as compared, top first, "?" for nameless ones; empty where the message decided
    bool messageDecides = true;         ///< false where the stack names enough functions of the app: then any message is the same group
};
[[nodiscard]] GroupReason groupReason(std::string_view name, std::string_view message, std::string_view stack);

} // namespace tracedeck::events
