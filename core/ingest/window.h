#pragma once

#include "ingest/inflate.h"

#include <optional>
#include <string_view>
#include <vector>

namespace tracedeck::ingest {

inline constexpr std::size_t kLinePadding = 64;    ///< what the JSON parser may read past a line
inline constexpr std::size_t kLineCap = 16U << 20; ///< longer lines are rejected, not read
inline constexpr std::size_t kWindow = 128U << 10; ///< inflated bytes held at once, while lines are shorter: stays in the cache

/// Slides over an object's unpacked bytes: memory does not grow with the object, only with what is not dropped. One thread.
class Window {
public:
    explicit Window(Inflater& source);

    /// What was read and not dropped, followed by `kLinePadding` readable bytes; good until `fill`.
    [[nodiscard]] std::string_view view() const { return {m_bytes.data() + m_begin, m_end - m_begin}; }
    [[nodiscard]] std::uint64_t offset() const { return m_offset; } ///< of the view in the unpacked object
    void drop(std::size_t bytes)
    {
        m_begin += bytes;
        m_offset += bytes;
    }
    /// Reads once more behind what is there; false when nothing more will come.
    bool fill();
    /// Fills until so many bytes are there, or all.
    std::string_view peek(std::size_t bytes);
    [[nodiscard]] bool isEnded() const { return m_ended; }
    /// Why it ended before its proper end.
    [[nodiscard]] const std::optional<Error>& failure() const { return m_failure; }

private:
    Inflater& m_source;
    std::vector<char> m_bytes;
    std::size_t m_begin = 0, m_end = 0;
    std::uint64_t m_offset = 0;
    bool m_ended = false;
    std::optional<Error> m_failure;
};

} // namespace tracedeck::ingest
