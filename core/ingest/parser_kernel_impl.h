#pragma once

// Included by one source file per processor level: everything here lives in a namespace named after that level, so that code made for
// one processor is never linked in for another.

#include "events/truncation.h"
#include "events/vocabulary.h"
#include "ingest/parser_fields.h"
#include "ingest/parser_kernel.h"
#include "ingest/skipped.h"

#include <simdjson.h>

#define XXH_INLINE_ALL // made for the same processor level as the parser
#include <xxhash.h>

#include <algorithm>
#include <deque>

namespace tracedeck::ingest::SIMDJSON_BUILTIN_IMPLEMENTATION {

using namespace simdjson;
static_assert(kLinePadding >= SIMDJSON_PADDING);

/// Parses one line with simdjson's on-demand front end.
class Kernel final : public ParserKernel {
public:
    LineKind parse(const Line& line) override;

private:
    using Value = ondemand::value;

    error_code readRecord(ondemand::object object);
    error_code readField(Field field, Value value);
    error_code readEvent(Value value);
    error_code readLogs(Value value);
    error_code readLog(Value value);
    error_code readMessage(Value value, RecordView::Log& log);
    error_code readArgument(Value value, std::string_view& single);
    error_code readExceptions(Value value);
    error_code readException(Value value);
    error_code readTags(Value value);
    error_code readText(Value value, std::string_view& text);
    error_code readString(Value value, std::string_view& text);
    error_code looseKey(const char* raw, std::string_view& key);
    error_code readNumber(Value value, std::int64_t& number);
    void forgetEvent();
    error_code skip(Value value);
    template<std::size_t N>
    Field fieldOf(ondemand::field& field, const FieldName (&names)[N], std::size_t& expected);
    template<std::size_t N, typename Use>
    error_code forEachField(ondemand::object object, const FieldName (&names)[N], Use use);
    template<std::size_t N, typename Use>
    error_code readObject(Value value, const FieldName (&names)[N], Use use);
    LineKind reject(std::string why);
    void finishRecord(const Line& line);
    [[nodiscard]] bool isTruncated() const;

    std::string_view& code(CodeColumn column) { return record.codes[static_cast<std::size_t>(column)]; }

    ondemand::parser m_parser;
    std::string m_joined; // console lines of several arguments; views into it are set when the record is done
    struct Joined {
        std::size_t log, begin, length;
    };
    std::vector<Joined> m_joinedLogs;
    std::string m_tags, m_triggerText;
    std::deque<std::string> m_looseTexts; // strings that simdjson would not unescape
    std::string_view m_eventJson, m_content;
    error_code m_keyError = SUCCESS;
    const char* m_problem = nullptr; // in a value that was passed over
    bool m_sawRequest = false;
};

/// A key that simdjson would not unescape; `raw` is behind its quote.
inline error_code Kernel::looseKey(const char* raw, std::string_view& key)
{
    std::size_t length = 0;
    while (raw[length] != '"')
        length += raw[length] == '\\' ? 2U : 1U;
    const std::string_view token {raw - 1, length + 2};
    if (const auto problem = jsonProblem(token)) {
        m_problem = problem;
        return STRING_ERROR;
    }
    key = m_looseTexts.emplace_back(events::unescapedLoosely(token));
    return SUCCESS;
}

/// Keys mostly come in the table's order and as documented: that is tried first, before the key's end is looked for.
/// Unknown with `m_keyError` set: the key is no text.
template<std::size_t N>
Field Kernel::fieldOf(ondemand::field& field, const FieldName (&names)[N], std::size_t& expected)
{
    const char* raw = field.key().raw();
    if (const auto& likely = names[expected]; likely.isAt(raw)) {
        expected = expected + 1 < N ? expected + 1 : 0;
        return likely.field;
    }
    const char* end = raw;
    while (*end != '"' && *end != '\\')
        ++end;
    auto length = static_cast<std::size_t>(end - raw);
    if (*end == '\\') {
        std::string_view unescaped;
        if (field.unescaped_key().get(unescaped) != SUCCESS && (m_keyError = looseKey(raw, unescaped)))
            return Field::Unknown;
        raw = unescaped.data();
        length = unescaped.size();
    }
    for (std::size_t tried = 0; tried < N; ++tried, expected = expected + 1 < N ? expected + 1 : 0) {
        if (names[expected].name.size() == length && isNamed(raw, names[expected].name)) {
            const Field found = names[expected].field;
            expected = expected + 1 < N ? expected + 1 : 0;
            return found;
        }
    }
    return Field::Unknown;
}

template<std::size_t N, typename Use>
error_code Kernel::forEachField(ondemand::object object, const FieldName (&names)[N], Use use)
{
    std::size_t expected = 0;
    for (auto entry : object) {
        ondemand::field field;
        if (const auto error = std::move(entry).get(field))
            return error;
        const Field which = fieldOf(field, names, expected);
        if (which == Field::Unknown && m_keyError)
            return std::exchange(m_keyError, SUCCESS);
        if (const auto error = which == Field::Unknown ? skip(field.value()) : use(which, field.value()))
            return error;
    }
    return SUCCESS;
}

/// `value`'s fields where it is an object; null and values of another type are passed over.
template<std::size_t N, typename Use>
error_code Kernel::readObject(Value value, const FieldName (&names)[N], Use use)
{
    ondemand::json_type type {};
    if (const auto error = value.type().get(type))
        return error;
    if (type != ondemand::json_type::object)
        return skip(value);
    ondemand::object object;
    if (const auto error = value.get_object().get(object))
        return error;
    return forEachField(object, names, use);
}

/// A value nobody asks for: it must be JSON all the same.
inline error_code Kernel::skip(Value value)
{
    ondemand::json_type type {};
    if (const auto error = value.type().get(type))
        return error;
    std::string_view raw;
    if (type == ondemand::json_type::string)
        return readString(value, raw);
    if (type == ondemand::json_type::object || type == ondemand::json_type::array) {
        ondemand::object object;
        ondemand::array array;
        if (const auto error = type == ondemand::json_type::object ? value.get_object().get(object) : value.get_array().get(array))
            return error;
        if (const auto error = type == ondemand::json_type::object ? object.raw_json().get(raw) : array.raw_json().get(raw))
            return error;
    } else {
        raw = value.raw_json_token();
    }
    m_problem = jsonProblem(raw);
    return m_problem ? TAPE_ERROR : SUCCESS;
}

inline error_code Kernel::readText(Value value, std::string_view& text)
{
    ondemand::json_type type {};
    if (const auto error = value.type().get(type))
        return error;
    if (type == ondemand::json_type::null)
        text = {}; // of a name that is there twice the last one counts
    return type == ondemand::json_type::string ? readString(value, text) : skip(value);
}

/// A string's characters. JavaScript strings may hold half a surrogate pair, which no UTF-8 can: the record is worth more than that half.
inline error_code Kernel::readString(Value value, std::string_view& text)
{
    if (value.get_string().get(text) == SUCCESS)
        return SUCCESS;
    std::string_view token = value.raw_json_token();
    while (!token.empty() && token.back() != '"')
        token.remove_suffix(1);
    if (const auto problem = jsonProblem(token)) {
        m_problem = problem;
        return STRING_ERROR;
    }
    text = m_looseTexts.emplace_back(events::unescapedLoosely(token));
    return SUCCESS;
}

inline error_code Kernel::readNumber(Value value, std::int64_t& number)
{
    ondemand::json_type type {};
    if (const auto error = value.type().get(type))
        return error;
    if (type == ondemand::json_type::null)
        number = kAbsent;
    if (type != ondemand::json_type::number)
        return skip(value);
    std::int64_t whole = 0;
    if (value.get_int64().get(whole) == SUCCESS) {
        number = whole;
        return SUCCESS;
    }
    return skip(value); // a fraction or more than 64 bits: the raw line keeps it
}

/// Where there are two, the last one counts.
inline void Kernel::forgetEvent()
{
    record.status = kAbsent;
    record.rayId = record.trigger = code(CodeColumn::Method) = {};
    m_sawRequest = false;
    m_eventJson = {};
}

inline error_code Kernel::readEvent(Value value)
{
    ondemand::json_type type {};
    if (const auto error = value.type().get(type))
        return error;
    if (type == ondemand::json_type::object || type == ondemand::json_type::null)
        forgetEvent();
    if (type != ondemand::json_type::object)
        return skip(value);
    ondemand::object object;
    if (const auto error = value.get_object().get(object))
        return error;
    const auto use = [this](Field field, Value part) {
        switch (field) {
        case Field::RayId: return readText(part, record.rayId);
        case Field::Request:
            m_sawRequest = true;
            return readObject(part, kRequestFields, [this](Field which, Value text) {
                return readText(text, which == Field::Url ? record.trigger : code(CodeColumn::Method));
            });
        default: return readObject(part, kResponseFields, [this](Field, Value status) { return readNumber(status, record.status); });
        }
    };
    if (const auto error = forEachField(object, kEventFields, use))
        return error;
    if (m_sawRequest)
        return SUCCESS;
    if (const auto error = object.reset().error())
        return error;
    return object.raw_json().get(m_eventJson); // other types: the trigger's words are made from the whole
}

inline error_code Kernel::readField(Field field, Value value)
{
    switch (field) {
    case Field::CpuTimeMs: return readNumber(value, record.cpuMs);
    case Field::WallTimeMs: return readNumber(value, record.wallMs);
    case Field::EventTimestampMs: return readNumber(value, record.timeMs);
    case Field::DispatchNamespace: return readText(value, code(CodeColumn::DispatchNamespace));
    case Field::Entrypoint: return readText(value, code(CodeColumn::Entrypoint));
    case Field::EventType: return readText(value, code(CodeColumn::EventType));
    case Field::Outcome: return readText(value, code(CodeColumn::Outcome));
    case Field::ScriptName: return readText(value, code(CodeColumn::ScriptName));
    case Field::ScriptTags: return readTags(value);
    case Field::ScriptVersion:
        return readObject(value, kVersionFields, [this](Field, Value id) { return readText(id, code(CodeColumn::Version)); });
    case Field::Event: return readEvent(value);
    case Field::Logs: return readLogs(value);
    case Field::Exceptions: return readExceptions(value);
    default: return readText(value, m_content);
    }
}

inline LineKind Kernel::reject(std::string why)
{
    reason = std::move(why);
    return LineKind::Rejected;
}

inline bool Kernel::isTruncated() const
{
    const auto inLine = [](const auto& log) { return events::hasTruncationMarker(log.text); };
    const auto inException = [](const auto& e) { return events::hasTruncationMarker(e.name) || events::hasTruncationMarker(e.message); };
    return std::ranges::any_of(record.logs, inLine) || std::ranges::any_of(record.exceptions, inException);
}

inline void Kernel::finishRecord(const Line& line)
{
    for (const auto& joined : m_joinedLogs)
        record.logs[joined.log].text = std::string_view {m_joined}.substr(joined.begin, joined.length);
    if (!m_tags.empty())
        code(CodeColumn::ScriptTags) = m_tags;
    if (!m_eventJson.empty()) {
        m_triggerText = triggerText(m_eventJson);
        record.trigger = m_triggerText;
    }
    for (auto& exception : record.exceptions)
        exception.key = events::groupKey(exception.name, exception.message, exception.stack);
    record.flags = isTruncated() ? kTruncated : 0;
    record.hash = static_cast<std::uint32_t>(XXH3_64bits(line.text.data(), line.text.size()));
    record.lineOffset = line.offset;
    record.lineLength = line.text.size();
    record.lineNumber = line.number;
}

inline LineKind Kernel::parse(const Line& line)
{
    record.clear();
    m_joined.clear();
    m_joinedLogs.clear();
    m_tags.clear();
    m_looseTexts.clear();
    m_eventJson = {};
    m_content = {};
    m_problem = nullptr;
    m_sawRequest = false;
    knownKeys = 0;
    isBadUtf8 = false;

    ondemand::document document;
    const auto describe = [this](error_code error) {
        return std::string("not valid JSON: ") + (m_problem ? m_problem : error_message(error));
    };
    if (const auto error = m_parser.iterate(line.text.data(), line.text.size(), line.text.size() + kLinePadding).get(document)) {
        isBadUtf8 = error == UTF8_ERROR;
        return reject(describe(error));
    }
    ondemand::json_type type {};
    if (const auto error = document.type().get(type))
        return reject(describe(error));
    if (type != ondemand::json_type::object) {
        m_problem = jsonProblem(line.text);
        return reject(m_problem ? describe(TAPE_ERROR) : "not an object");
    }
    ondemand::object object;
    if (const auto error = document.get_object().get(object))
        return reject(describe(error));
    const auto use = [this](Field field, Value value) {
        knownKeys += field == Field::Content ? 0 : 1;
        return readField(field, value);
    };
    if (const auto error = forEachField(object, kRecordFields, use))
        return reject(describe(error));
    if (document.current_location().error() != OUT_OF_BOUNDS)
        return reject("not valid JSON: more after the end of the object");
    if (knownKeys == 0 && (m_content == "test" || m_content == "tests"))
        return LineKind::TestRecord;
    finishRecord(line);
    return LineKind::Event;
}

} // namespace tracedeck::ingest::SIMDJSON_BUILTIN_IMPLEMENTATION

#include "ingest/parser_children_impl.h"
