#pragma once

#include <string>
#include <string_view>

namespace tracedeck::events {

// What stays of a message when everything that differs from one invocation to the next is taken out (EXC-1).

/// The pattern that groups compare: the first 200 bytes of the normalised message, without remarks in brackets that carry
/// an id ("boom (request <hex>)" is "boom").
[[nodiscard]] std::string comparedPattern(std::string_view message);
/// True for a word that a machine made up: a hash, an id, a key. Words are letters and digits only.
[[nodiscard]] bool isMadeUp(std::string_view word);

} // namespace tracedeck::events
