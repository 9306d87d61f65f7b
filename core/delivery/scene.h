#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

// The stage that traffic is played on: Workers, what they serve, what they print and how they break. Tables only.
// `%x` in a text is filled in by `appendPhrase` (phrase.h).

namespace tracedeck::delivery {

/// What a Worker does for a living; it decides its event types, routes, console lines and failures.
enum class Trade : std::uint8_t { Edge, Shop, Image, Search, Relay, Store, Chat, Clock, Mail, Worklist, Observer, Gate, Pages, Tenant };
inline constexpr std::size_t kTrades = 14;

enum class Trigger : std::uint8_t { Fetch, Scheduled, Alarm, Queue, Email, Rpc, WebSocket, Tail };
inline constexpr std::array<std::string_view, 8> kTriggerNames {
    "fetch", "scheduled", "alarm", "queue", "email", "worker_rpc", "hibernatable_web_socket", "tail"};

/// How a Worker's code is packed, which is what its stacks name.
enum class Bundle : std::uint8_t {
    Single,       ///< index.js: only lines move with a version
    Hashed,       ///< index-<hash>.js: another file with every version
    Chunks,       ///< chunks/<module>-<hash>.mjs
    SourceMapped, ///< src/<module>.ts: maps were uploaded
};

struct WorkerSpec {
    std::string_view name;
    Trade trade;
    std::uint32_t weight;   ///< share of all events, per 100,000
    std::uint32_t failures; ///< events with an exception, per 100,000 of its own
    std::uint32_t wallMs;   ///< median
    std::uint32_t cpuMs;    ///< median
    Bundle bundle;
    std::string_view noun; ///< what its functions are named after
    std::string_view entrypoint;
    std::string_view host;
    std::string_view tags; ///< comma separated
};

struct TriggerShare {
    Trigger trigger;
    std::uint32_t permille;
};

struct Route {
    std::string_view method, path;
    std::uint32_t weight;
    std::uint16_t status; ///< the usual answer
};

enum class Shade : std::uint8_t { Debug, Log, Info, Warn, Error };
inline constexpr std::array<std::string_view, 5> kShadeNames {"debug", "log", "info", "warn", "error"};

/// One console call: up to three arguments; with `json` an argument that is an object or a whole number is delivered as such.
struct ConsoleSpec {
    Shade shade;
    std::uint32_t weight;
    std::array<std::string_view, 3> arguments;
    bool json = false;
};

enum class Ending : std::uint8_t {
    Thrown,   ///< fetch: outcome exception, no response; other types as the runtime reports them
    Answered, ///< fetch: caught by the framework and answered with a 5xx, rethrown
    Behind,   ///< in waitUntil: answered well, outcome ok
};

struct FailureSpec {
    std::string_view name, message;
    std::string_view frames; ///< `function@module:line:column`, `;` between; `~` before a function = async; `%K` = the Worker's noun
    std::uint32_t weight;
    Ending ending;
};

[[nodiscard]] std::span<const WorkerSpec> workers();
[[nodiscard]] std::span<const TriggerShare> triggersOf(Trade trade);
[[nodiscard]] std::span<const Route> routesOf(Trade trade);
[[nodiscard]] std::span<const ConsoleSpec> consoleOf(Trade trade);
[[nodiscard]] std::span<const FailureSpec> failuresOf(Trade trade);
/// What the bad version of checkout-api breaks; the first is the one that floods.
[[nodiscard]] std::span<const FailureSpec> badDeployFailures();
/// Lines nobody should trust: HTML, bidi, control characters, terminal escapes, formulas; and scripts of the world.
[[nodiscard]] std::span<const std::string_view> hostileTexts();
[[nodiscard]] std::span<const std::string_view> worldTexts();

inline constexpr std::string_view kBadWorker = "checkout-api";
inline constexpr std::string_view kEdgeWorker = "edge-router";

} // namespace tracedeck::delivery
