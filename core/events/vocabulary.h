#pragma once

#include <cstdint>
#include <string_view>

namespace tracedeck::events {

/// Console levels with an order of their own; anything unheard of is Other. console.trace arrives as debug.
enum class Level : std::uint8_t { Debug, Log, Info, Warn, Error, Other };
[[nodiscard]] Level levelOf(std::string_view text);    ///< any case
[[nodiscard]] std::string_view levelName(Level level); ///< "debug" … "error", "unknown"

/// How the window paints an outcome; the text itself stays what was delivered. Order = stack order of the charts, bottom to top.
enum class OutcomeClass : std::uint8_t { Ok, OkWithException, Canceled, ExceededMemory, ExceededCpu, Exception, Other };
[[nodiscard]] OutcomeClass outcomeClass(std::string_view outcome, bool hasException);
/// The slice's own name in histograms and facets: the outcome verbatim, or "ok, with exception".
inline constexpr std::string_view kOkWithException = "ok, with exception";

/// True for everything that counts as failed: any exception, or an outcome that is neither `ok` nor `canceled` (nor empty).
[[nodiscard]] bool isFailure(std::string_view outcome, bool hasException);

/// True for the two spellings of one thing (`rpc` and `worker_rpc`) and equal texts.
[[nodiscard]] std::string_view canonicalEventType(std::string_view type);

} // namespace tracedeck::events
