#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>

namespace tracedeck::store {

/// A column of numbers in as few bytes each as its range needs: value = base + code, or absent where code is 0 and `hasAbsent`
/// (then value = base + code - 1). Exact for all 64-bit integers. Points into a segment's memory.
struct Packed {
    const std::uint8_t* data = nullptr;
    std::uint32_t count = 0;
    std::uint8_t width = 0; ///< bytes a code: 0 (all equal), 1, 2, 4 or 8
    bool hasAbsent = false;
    std::int64_t base = 0;

    [[nodiscard]] std::uint64_t code(std::size_t i) const;
    [[nodiscard]] std::int64_t decode(std::uint64_t code) const; ///< kAbsent where it is absent
    [[nodiscard]] std::int64_t operator[](std::size_t i) const { return decode(code(i)); }
};

struct PackedShape {
    std::int64_t base = 0;
    std::uint8_t width = 0;
    bool hasAbsent = false;
};

/// Appends `values` to `out` packed; the shape is what `Packed` needs to read them.
[[nodiscard]] PackedShape appendPacked(std::span<const std::int64_t> values, std::string& out);
[[nodiscard]] PackedShape appendPacked(std::span<const std::uint32_t> values, std::string& out); ///< none is absent
[[nodiscard]] PackedShape appendPacked(std::span<const std::uint8_t> values, std::string& out);  ///< none is absent

struct ConstantCodes {
    constexpr std::uint64_t operator[](std::size_t) const { return 0; }
};
template<typename T>
struct RawCodes {
    const std::uint8_t* data;
    std::uint64_t operator[](std::size_t i) const
    {
        T code;
        std::memcpy(&code, data + i * sizeof(T), sizeof(T));
        return code;
    }
};

/// Calls `use(codes)` with an indexable of the column's own width, so that loops over it are compiled for that width.
template<typename Use>
decltype(auto) withCodes(const Packed& column, Use&& use)
{
    switch (column.width) {
    case 0: return use(ConstantCodes {});
    case 1: return use(RawCodes<std::uint8_t> {column.data});
    case 2: return use(RawCodes<std::uint16_t> {column.data});
    case 4: return use(RawCodes<std::uint32_t> {column.data});
    default: return use(RawCodes<std::uint64_t> {column.data});
    }
}

} // namespace tracedeck::store
