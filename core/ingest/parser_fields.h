#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tracedeck::ingest {

/// Which field a key names, keys compared without case.
enum class Field : std::uint8_t {
    CpuTimeMs, DispatchNamespace, Entrypoint, Event, EventTimestampMs, EventType, Exceptions, Logs, Outcome, ScriptName, ScriptTags,
    ScriptVersion, WallTimeMs, Content,
    RayId, Request, Response, Url, Method, Status, Id, Level, Message, TimestampMs, Name, Stack, Unknown,
};

struct FieldName {
    std::string_view lower;
    Field field;
};
inline constexpr FieldName kRecordFields[] = {
    {"cputimems", Field::CpuTimeMs}, {"dispatchnamespace", Field::DispatchNamespace}, {"entrypoint", Field::Entrypoint},
    {"event", Field::Event}, {"eventtimestampms", Field::EventTimestampMs}, {"eventtype", Field::EventType},
    {"exceptions", Field::Exceptions}, {"logs", Field::Logs}, {"outcome", Field::Outcome}, {"scriptname", Field::ScriptName},
    {"scripttags", Field::ScriptTags}, {"scriptversion", Field::ScriptVersion}, {"walltimems", Field::WallTimeMs}, {"content", Field::Content},
};
inline constexpr FieldName kEventFields[] = {{"rayid", Field::RayId}, {"request", Field::Request}, {"response", Field::Response}};
inline constexpr FieldName kRequestFields[] = {{"url", Field::Url}, {"method", Field::Method}};
inline constexpr FieldName kResponseFields[] = {{"status", Field::Status}};
inline constexpr FieldName kVersionFields[] = {{"id", Field::Id}};
inline constexpr FieldName kLogFields[] = {{"level", Field::Level}, {"message", Field::Message}, {"timestampms", Field::TimestampMs}};
inline constexpr FieldName kExceptionFields[] = {
    {"name", Field::Name}, {"message", Field::Message}, {"stack", Field::Stack}, {"timestampms", Field::TimestampMs}};

inline bool equalsFolded(const char* key, std::string_view lower)
{
    for (std::size_t i = 0; i < lower.size(); ++i) {
        const char c = key[i];
        if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c) != lower[i])
            return false;
    }
    return true;
}

} // namespace tracedeck::ingest
