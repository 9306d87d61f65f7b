#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace tracedeck::ingest {

// clang-format off: one line a kind
/// Which field a key names, keys compared without case.
enum class Field : std::uint8_t {
    CpuTimeMs,
    DispatchNamespace,
    Entrypoint,
    Event,
    EventTimestampMs,
    EventType,
    Exceptions,
    Logs,
    Outcome,
    ScriptName,
    ScriptTags,
    ScriptVersion,
    WallTimeMs,
    Content,
    RayId,
    Request,
    Response,
    Url,
    Method,
    Status,
    Id,
    Level,
    Message,
    TimestampMs,
    Name,
    Stack,
    Unknown,
};
// clang-format on

/// A key as it is documented, and the same with its closing quote as machine words: to be compared without a call.
struct FieldName {
    std::string_view name;
    Field field;
    std::array<std::uint64_t, 3> words {}, masks {};

    constexpr FieldName(std::string_view text, Field which) : name(text), field(which)
    {
        for (std::size_t i = 0; i <= text.size(); ++i) {
            const unsigned byte = static_cast<unsigned>(std::endian::native == std::endian::little ? i % 8 : 7 - i % 8);
            words[i / 8] |= static_cast<std::uint64_t>(static_cast<unsigned char>(i < text.size() ? text[i] : '"')) << (byte * 8);
            masks[i / 8] |= std::uint64_t {0xff} << (byte * 8);
        }
    }

    /// `key`, followed by at least 24 readable bytes, is exactly this name and ends there.
    [[nodiscard]] bool isAt(const char* key) const
    {
        std::array<std::uint64_t, 3> found {};
        std::memcpy(found.data(), key, sizeof found);
        return (((found[0] ^ words[0]) & masks[0]) | ((found[1] ^ words[1]) & masks[1]) | ((found[2] ^ words[2]) & masks[2])) == 0;
    }
};
inline constexpr FieldName kRecordFields[] = {
    {"CPUTimeMs", Field::CpuTimeMs},
    {"DispatchNamespace", Field::DispatchNamespace},
    {"Entrypoint", Field::Entrypoint},
    {"Event", Field::Event},
    {"EventTimestampMs", Field::EventTimestampMs},
    {"EventType", Field::EventType},
    {"Exceptions", Field::Exceptions},
    {"Logs", Field::Logs},
    {"Outcome", Field::Outcome},
    {"ScriptName", Field::ScriptName},
    {"ScriptTags", Field::ScriptTags},
    {"ScriptVersion", Field::ScriptVersion},
    {"WallTimeMs", Field::WallTimeMs},
    {"content", Field::Content},
};
inline constexpr FieldName kEventFields[] = {{"RayID", Field::RayId}, {"Request", Field::Request}, {"Response", Field::Response}};
inline constexpr FieldName kRequestFields[] = {{"URL", Field::Url}, {"Method", Field::Method}};
inline constexpr FieldName kResponseFields[] = {{"Status", Field::Status}};
inline constexpr FieldName kVersionFields[] = {{"ID", Field::Id}};
inline constexpr FieldName kLogFields[] = {{"Level", Field::Level}, {"Message", Field::Message}, {"TimestampMs", Field::TimestampMs}};
inline constexpr FieldName kExceptionFields[] = {
    {"Name", Field::Name}, {"Message", Field::Message}, {"Stack", Field::Stack}, {"TimestampMs", Field::TimestampMs}};

/// `key`, as long as `name`, is that name: as documented, or in another case.
inline bool isNamed(const char* key, std::string_view name)
{
    if (std::memcmp(key, name.data(), name.size()) == 0)
        return true;
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (lower(key[i]) != lower(name[i]))
            return false;
    }
    return true;
}

} // namespace tracedeck::ingest
