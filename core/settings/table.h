#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace tracedeck::settings {

enum class Key : std::uint8_t {
    CaFile,
    UseSystemProxy,
    ConnectionsPerHost,
    ParallelDownloads,
    PollSeconds,
    WindowMarginMinutes,
    KeepDays,
    KeepGigabytes,
    ExpansionLimit,
    RawGigabytesAtMost,
    ReadOnly,
    ActiveProfile,
    KeysLeftBehind,
    FoldersLeftBehind,
};

enum class Kind : std::uint8_t { Flag, Number, Text };

/// One setting: where it lies in the file, what it is when that does not say, and what it takes.
struct Row {
    Key key {};
    std::string_view name; ///< "group/key"
    Kind kind {};
    std::int64_t fallback = 0; ///< of flags 0 or 1; texts are empty
    std::int64_t least = 0, most = 1;
};

/// All settings there are, in the order of `Key`.
[[nodiscard]] std::span<const Row> table();
[[nodiscard]] const Row& rowOf(Key key);

} // namespace tracedeck::settings
