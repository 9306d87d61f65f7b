#pragma once

#include <QByteArray>

#include <cstdint>
#include <optional>

namespace tracedeck::sandbox {

/// Bytes [from, from + length) of an object.
struct ByteRange {
    std::uint64_t from = 0, length = 0;
    bool operator==(const ByteRange&) const = default;
};

/// What a header `Range` asks of an object of that size. Whole: no range, or one that HTTP tells servers to look over (several, other units).
struct RangeAnswer {
    enum class Kind : std::uint8_t { Whole, Part, Unsatisfiable };
    Kind kind = Kind::Whole;
    ByteRange range; ///< of a part
};
[[nodiscard]] RangeAnswer readRange(const QByteArray& header, std::uint64_t size);

} // namespace tracedeck::sandbox
