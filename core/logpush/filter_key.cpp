#include "logpush/filter_key.h"

#include "events/json_path.h"

#include <algorithm>
#include <array>

namespace tracedeck::logpush {

namespace {

struct FieldNames {
    std::string_view name;
    std::array<std::string_view, 3> others {};
};
constexpr auto kFields = std::to_array<FieldNames>({
    {"EventTimestampMs", {"Time", "Timestamp"}},
    {"CPUTimeMs", {"CPU"}},
    {"WallTimeMs", {"Wall"}},
    {"Status", {"Event.Response.Status", "Response.Status"}},
    {"Outcome"},
    {"ScriptName", {"Worker", "Script"}},
    {"EventType", {"Type"}},
    {"Method", {"Event.Request.Method", "Request.Method"}},
    {"Version", {"ScriptVersion.ID", "ScriptVersion"}},
    {"Entrypoint"},
    {"DispatchNamespace", {"Namespace"}},
    {"OutcomeSlice"},
    {"Level", {"Logs.Level"}},
    {"ExceptionName", {"Exceptions.Name"}},
    {"Group"},
    {"ScriptTags", {"Tag", "ScriptTag"}},
    {"Trigger", {"URL", "Event.Request.URL", "Request.URL"}},
    {"RayID", {"Event.RayID"}},
    {"Truncated"},
    {"HasException"},
});

struct TextName {
    std::string_view name;
    std::uint8_t texts;
};
constexpr auto kTexts = std::to_array<TextName>({
    {"Text", kAllText},
    {"Message", kMessageText},
    {"Exception", kExceptionText},
    {"Stack", kStackText},
});

struct PathRoot {
    std::string_view name;
    FilterKey::Kind kind;
};
constexpr auto kRoots = std::to_array<PathRoot>({
    {"Log", FilterKey::Kind::Log},
    {"Event", FilterKey::Kind::Event},
    {"ScriptVersion", FilterKey::Kind::Version},
    {"Record", FilterKey::Kind::Record},
});

bool sameName(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(a, b, [lower](char x, char y) { return lower(x) == lower(y); });
}

FilterKey pathKey(FilterKey::Kind kind, std::string_view key, std::string_view path)
{
    FilterKey made {kind, std::string {key}, 0, events::pathNames(path)};
    const bool isWhole = std::ranges::none_of(made.path, &std::string::empty);
    const bool isKnown = kind != FilterKey::Kind::Version || path == "Message" || path == "Tag";
    if (!isWhole || !isKnown)
        made.kind = FilterKey::Kind::Unknown;
    return made;
}

} // namespace

FilterKey filterKey(std::string_view key)
{
    if (std::ranges::find(kFields, key, &FieldNames::name) != kFields.end())
        return {FilterKey::Kind::Field, std::string {key}, 0, {}};
    for (const FieldNames& field : kFields) {
        const bool isOther = std::ranges::any_of(field.others, [key](auto other) { return !other.empty() && sameName(other, key); });
        if (isOther || sameName(field.name, key))
            return {FilterKey::Kind::Field, std::string {field.name}, 0, {}};
    }
    for (const TextName& text : kTexts) {
        if (sameName(text.name, key))
            return {FilterKey::Kind::Text, std::string {text.name}, text.texts, {}};
    }
    const auto dot = key.find('.');
    for (const PathRoot& root : kRoots) {
        if (dot != std::string_view::npos && sameName(root.name, key.substr(0, dot)))
            return pathKey(root.kind, key, key.substr(dot + 1));
    }
    return {FilterKey::Kind::Unknown, std::string {key}, 0, {}};
}

} // namespace tracedeck::logpush
