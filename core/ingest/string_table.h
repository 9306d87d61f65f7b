#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tracedeck::ingest {

/// Strings by small codes, in order of first sight. Made for columns of few values: the last one asked for is found at once.
class StringTable {
public:
    [[nodiscard]] std::uint32_t code(std::string_view text);
    [[nodiscard]] const std::vector<std::string>& values() const { return m_values; }
    void clear();

private:
    void grow();

    std::vector<std::string> m_values;
    struct Slot {
        std::uint32_t next = 0; // code + 1; 0 = free
        std::uint32_t tag = 0;  // the upper half of the text's hash: other texts are told apart without looking at them
    };
    std::vector<Slot> m_slots; // open addressing, power of two
    std::uint32_t m_last = 0;
};

} // namespace tracedeck::ingest
