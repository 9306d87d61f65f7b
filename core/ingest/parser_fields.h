#pragma once

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

struct FieldName {
    std::string_view name;
    Field field;
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
