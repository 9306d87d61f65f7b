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

/// A document being read, in memory that a thread uses again.
class Reading {
public:
    bool begin(std::string_view json, JsonValue& root)
    {
        room().assign(json);
        room().append(simdjson::SIMDJSON_PADDING, ' ');
        m_size = json.size();
        thread_local simdjson::ondemand::parser parser;
        return parser.iterate(room().data(), json.size(), room().size()).get(m_document) == simdjson::SUCCESS
            && m_document.get_value().get(root) == simdjson::SUCCESS;
    }
    [[nodiscard]] const char* end() const { return room().data() + m_size; }

private:
    static std::string& room()
    {
        thread_local std::string room;
        return room;
    }
    simdjson::ondemand::document m_document;
    std::size_t m_size = 0;
};

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
    Reading reading;
    JsonValue root;
    if (reading.begin(json, root))
        return anyBelow(root, path, use);
    return path.empty() && !json.empty() && json.front() != '{' && json.front() != '['
        && use(json); // a scalar alone is no value to simdjson
}

std::string eventText(std::string_view record)
{
    Reading reading;
    JsonValue root;
    std::string text;
    if (!reading.begin(record, root))
        return text;
    eachMember(root, [&](std::string_view key, JsonValue value) {
        if (!sameKey(key, "Event"))
            return;
        const json_type type = typeOf(value);
        if (type == json_type::object)
            text = rawOf(value, reading.end());
        else if (type == json_type::null)
            text.clear();
    });
    return text;
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
