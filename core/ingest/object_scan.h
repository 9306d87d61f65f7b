#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace tracedeck::ingest {

/// Looks for the end of a JSON object that begins with the first byte it is given; goes on where it stopped when there is more. It tells where
/// an object ends, not whether it is JSON.
class ObjectScan {
public:
    enum class State : std::uint8_t {
        More,   ///< the object goes on behind what was given
        Whole,  ///< it ends before `at`
        Broken, ///< it cannot be an object any more; `at` is behind the last byte that is surely its own
    };

    /// With `spansLines` false a line break ends the object, whole or not.
    explicit ObjectScan(bool spansLines) : m_spansLines(spansLines) {}

    /// `text` is what was given before, and more.
    [[nodiscard]] State go(std::string_view text);
    [[nodiscard]] std::size_t at() const { return m_at; }
    /// The text begins so many bytes later from now on, not behind `at`.
    void forget(std::size_t bytes)
    {
        m_at -= bytes;
        m_lineEnd = m_lineEnd > bytes ? m_lineEnd - bytes : 0;
    }

private:
    static constexpr std::size_t kDeepest = 1024; // as the parser's
    [[nodiscard]] bool inArray() const { return (m_arrays[m_depth / 64] >> (m_depth % 64) & 1U) != 0; }
    bool open(bool isArray);
    State passText(std::string_view text);
    State passStructure(char c);

    bool m_spansLines, m_inText = false;
    char m_last = 0; // that is no white space
    std::size_t m_at = 0, m_depth = 0, m_lineEnd = 0;
    std::array<std::uint64_t, kDeepest / 64 + 1> m_arrays {};
};

} // namespace tracedeck::ingest
