#include "store/packed.h"

#include "ingest/event_batch.h"

#include <algorithm>

namespace tracedeck::store {

using ingest::kAbsent;

std::uint64_t Packed::code(std::size_t i) const
{
    return withCodes(*this, [i](auto codes) -> std::uint64_t { return codes[i]; });
}

std::int64_t Packed::decode(std::uint64_t code) const
{
    if (!hasAbsent)
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(base) + code);
    return code == 0 ? kAbsent : static_cast<std::int64_t>(static_cast<std::uint64_t>(base) + code - 1);
}

namespace {

template<typename T>
void appendCodes(std::span<const std::int64_t> values, const PackedShape& shape, std::string& out)
{
    const auto start = out.size();
    out.resize(start + values.size() * sizeof(T));
    char* to = out.data() + start;
    const auto shift = shape.hasAbsent ? 1U : 0U;
    for (const auto value : values) {
        const auto code = value == kAbsent && shape.hasAbsent
            ? T {0}
            : static_cast<T>(static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(shape.base) + shift);
        std::memcpy(to, &code, sizeof(T));
        to += sizeof(T);
    }
}

} // namespace

PackedShape appendPacked(std::span<const std::int64_t> values, std::string& out)
{
    PackedShape shape;
    bool any = false;
    std::int64_t low = 0;
    std::int64_t high = 0;
    for (const auto value : values) {
        if (value == kAbsent) {
            shape.hasAbsent = true;
            continue;
        }
        low = any ? std::min(low, value) : value;
        high = any ? std::max(high, value) : value;
        any = true;
    }
    shape.base = low;
    const auto largest = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + (shape.hasAbsent && any ? 1U : 0U);
    if (largest == 0)
        return shape;
    shape.width = largest <= 0xff ? 1 : largest <= 0xffff ? 2 : largest <= 0xffffffff ? 4 : 8;
    switch (shape.width) {
    case 1: appendCodes<std::uint8_t>(values, shape, out); break;
    case 2: appendCodes<std::uint16_t>(values, shape, out); break;
    case 4: appendCodes<std::uint32_t>(values, shape, out); break;
    default: appendCodes<std::uint64_t>(values, shape, out); break;
    }
    return shape;
}

} // namespace tracedeck::store
