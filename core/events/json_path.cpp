#include "events/json_path.h"

#include "events/json_check.h"
#include "events/json_read.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace tracedeck::events {

namespace {

constexpr int kMostFailures = 16;

using Path = std::span<const std::string>;
using Use = std::function<bool(std::string_view)>;

std::optional<std::size_t> indexOf(const std::string& name)
{
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
    return error == std::errc {} && end == name.data() + name.size() ? std::optional {index} : std::nullopt;
}

bool anyBelow(JsonValue value, Path path, const Use& use);

bool anyElement(JsonValue& array, Path path, const Use& use)
{
    const auto index = path.empty() ? std::nullopt : indexOf(path.front());
    bool found = false;
    std::size_t at = 0;
    eachElement(array, [&](JsonValue each) {
        if (!found && (!index || *index == at))
            found = anyBelow(each, index ? path.subspan(1) : path, use);
        ++at;
    });
    return found;
}

bool anyBelow(JsonValue value, Path path, const Use& use)
{
    const json_type type = typeOf(value);
    if (type == json_type::array)
        return anyElement(value, path, use);
    if (type != json_type::object)
        return path.empty() && use(tokenOf(value));
    bool found = false;
    if (path.empty())
        return false;
    eachMember(value, [&](std::string_view key, JsonValue member) {
        if (!found && key == path.front())
            found = anyBelow(member, path.subspan(1), use);
    });
    return found;
}

/// Past the bracket that closes the one at `begin`; npos where none does.
std::size_t endOfBrackets(std::string_view text, std::size_t begin)
{
    std::size_t depth = 0;
    for (std::size_t at = text.find_first_of("{}[]\"", begin); at != std::string_view::npos; at = text.find_first_of("{}[]\"", at + 1)) {
        const char c = text[at];
        if (c == '"') {
            for (++at; at < text.size() && text[at] != '"'; ++at)
                at += text[at] == '\\' ? 1U : 0U;
            if (at >= text.size())
                break;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (--depth == 0) {
            return at + 1;
        }
    }
    return std::string_view::npos;
}

} // namespace

std::vector<std::string> pathNames(std::string_view path)
{
    std::vector<std::string> names(1);
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] == '.') {
            names.emplace_back();
            continue;
        }
        if (path[i] == '\\' && i + 1 < path.size())
            ++i;
        names.back() += path[i];
    }
    return names;
}

bool anyAt(std::string_view json, Path path, const Use& use)
{
    thread_local simdjson::ondemand::parser parser;
    thread_local std::string room;
    room.assign(json);
    room.append(simdjson::SIMDJSON_PADDING, ' ');
    simdjson::ondemand::document document;
    if (parser.iterate(room.data(), json.size(), room.size()).get(document) != simdjson::SUCCESS)
        return false;
    simdjson::ondemand::json_type type {};
    if (document.type().get(type) != simdjson::SUCCESS)
        return false;
    JsonValue root;
    if (document.get_value().get(root) == simdjson::SUCCESS)
        return anyBelow(root, path, use);
    std::string_view token; // a scalar alone is no value to simdjson
    return path.empty() && document.raw_json_token().get(token) == simdjson::SUCCESS && use(json);
}

bool anyJsonIn(std::string_view line, const Use& use)
{
    int failures = 0;
    for (std::size_t at = 0; at < line.size() && failures < kMostFailures;) {
        const bool mayBegin = (line[at] == '{' || line[at] == '[') && (at == 0 || line[at - 1] == ' ');
        if (!mayBegin) {
            at = line.find_first_of("{[", at + 1);
            continue;
        }
        const std::size_t end = endOfBrackets(line, at);
        const std::string_view json = end == std::string_view::npos ? std::string_view {} : line.substr(at, end - at);
        if (json.empty() || jsonProblem(json) != nullptr) {
            ++failures;
            at = line.find_first_of("{[", at + 1);
            continue;
        }
        if (use(json))
            return true;
        at = line.find_first_of("{[", end);
    }
    return false;
}

} // namespace tracedeck::events
