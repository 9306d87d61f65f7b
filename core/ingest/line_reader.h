#pragma once

#include "ingest/inflate.h"

#include <optional>
#include <string_view>
#include <vector>

namespace tracedeck::ingest {

/// One line of an object, without its line break.
struct Line {
    std::string_view text;    ///< followed by at least `kLinePadding` readable bytes; good until the next call
    std::uint64_t number = 0; ///< 1-based
    std::uint64_t offset = 0; ///< of its first byte in the inflated object
    bool tooLong = false;     ///< longer than the cap: `text` is its beginning
};

inline constexpr std::size_t kLinePadding = 64;    ///< what the JSON parser may read past a line
inline constexpr std::size_t kLineCap = 16U << 20; ///< longer lines are rejected, not read
inline constexpr std::size_t kWindow = 128U << 10; ///< inflated bytes held at once, while lines are shorter: stays in the cache

/// Cuts an object into lines through one bounded window: memory does not grow with the object. One thread.
class LineReader {
public:
    explicit LineReader(Inflater& source);

    /// The next line that is not blank; nullopt at the end. A failure of the source comes after the last whole line before it;
    /// what stood after that line is not given (`unfinished` says that there was something).
    [[nodiscard]] Result<std::optional<Line>> next();
    [[nodiscard]] bool unfinished() const { return m_unfinished; }

private:
    bool fill();
    std::optional<Line> cut();
    Line take(std::size_t length, std::size_t breakLength);
    Result<std::optional<Line>> last();

    Inflater& m_source;
    std::vector<char> m_window;
    std::size_t m_begin = 0, m_end = 0, m_scanned = 0; // unread bytes; how far a line break was looked for
    std::uint64_t m_number = 0, m_offset = 0;          // of m_begin
    bool m_ended = false, m_unfinished = false, m_inLongLine = false;
    std::optional<Error> m_failure;
};

} // namespace tracedeck::ingest
