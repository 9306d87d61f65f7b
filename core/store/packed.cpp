#include "store/packed.h"

#include "ingest/event_batch.h"

#include <algorithm>
#include <limits>
#include <type_traits>

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

template<typename Code, typename Value>
void appendCodes(std::span<const Value> values, const PackedShape& shape, std::string& out)
{
    const auto start = out.size();
    out.resize(start + values.size() * sizeof(Code));
    char* to = out.data() + start;
    const auto base = static_cast<std::uint64_t>(shape.base) - (shape.hasAbsent ? 1U : 0U);
    for (const auto value : values) {
        auto code = static_cast<Code>(static_cast<std::uint64_t>(value) - base);
        if constexpr (std::is_signed_v<Value>)
            code = value == kAbsent && shape.hasAbsent ? Code {0} : code;
        std::memcpy(to, &code, sizeof(Code));
        to += sizeof(Code);
    }
}

/// Chooses the width for codes from 0 to `largest` and appends them.
template<typename Value>
PackedShape appendShaped(std::span<const Value> values, PackedShape shape, std::uint64_t largest, std::string& out)
{
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

template<typename Value>
PackedShape appendUnsigned(std::span<const Value> values, std::string& out)
{
    if (values.empty())
        return {};
    Value low = values.front();
    Value high = low;
    for (const auto value : values) {
        low = std::min(low, value);
        high = std::max(high, value);
    }
    PackedShape shape;
    shape.base = low;
    return appendShaped(values, shape, static_cast<std::uint64_t>(high) - low, out);
}

} // namespace

PackedShape appendPacked(std::span<const std::int64_t> values, std::string& out)
{
    PackedShape shape;
    auto low = std::numeric_limits<std::int64_t>::max();
    auto high = kAbsent;
    for (const auto value : values) {
        shape.hasAbsent |= value == kAbsent;
        low = std::min(low, value == kAbsent ? low : value);
        high = std::max(high, value);
    }
    const bool any = high != kAbsent;
    shape.base = any ? low : 0;
    const auto largest = any ? static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + (shape.hasAbsent ? 1U : 0U) : 0U;
    return appendShaped(values, shape, largest, out);
}

PackedShape appendPacked(std::span<const std::uint32_t> values, std::string& out)
{
    return appendUnsigned(values, out);
}

PackedShape appendPacked(std::span<const std::uint8_t> values, std::string& out)
{
    return appendUnsigned(values, out);
}

} // namespace tracedeck::store
