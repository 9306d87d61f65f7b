#pragma once

// Console lines, exceptions and tags of a record: the second half of parser_kernel_impl.h, which includes this.

namespace tracedeck::ingest::SIMDJSON_BUILTIN_IMPLEMENTATION {

/// Whether JSON has white space between its tokens. Hardly any is delivered so.
inline bool hasBlanks(std::string_view json)
{
    bool isInText = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (c == '"')
            isInText = !isInText;
        else if (c == '\\')
            ++i;
        else if (!isInText && (c == ' ' || c == '\t' || c == '\r' || c == '\n'))
            return true;
    }
    return false;
}

/// One console argument: a string's own text, or the JSON without white space between its tokens.
inline error_code Kernel::readArgument(Value value, std::string_view& single)
{
    ondemand::json_type type {};
    if (const auto error = value.type().get(type))
        return error;
    if (type == ondemand::json_type::string)
        return readString(value, single);
    if (type == ondemand::json_type::object || type == ondemand::json_type::array) {
        ondemand::object object;
        ondemand::array array;
        if (const auto error = type == ondemand::json_type::object ? value.get_object().get(object) : value.get_array().get(array))
            return error;
        if (const auto error = type == ondemand::json_type::object ? object.raw_json().get(single) : array.raw_json().get(single))
            return error;
    } else {
        single = value.raw_json_token();
    }
    while (!single.empty() && (single.back() == ' ' || single.back() == '\t' || single.back() == '\r' || single.back() == '\n'))
        single.remove_suffix(1);
    m_problem = jsonProblem(single);
    if (m_problem)
        return TAPE_ERROR;
    if (hasBlanks(single))
        single = m_looseTexts.emplace_back(events::compactJson(single));
    return SUCCESS;
}

inline error_code Kernel::readMessage(Value value, RecordView::Log& log)
{
    ondemand::json_type type {};
    if (const auto error = value.type().get(type))
        return error;
    log.text = {}; // of a name that is there twice the last one counts
    if (!m_joinedLogs.empty() && m_joinedLogs.back().log == record.logs.size() - 1)
        m_joinedLogs.pop_back();
    if (type == ondemand::json_type::null)
        return skip(value);
    if (type != ondemand::json_type::array)
        return readArgument(value, log.text);
    ondemand::array array;
    if (const auto error = value.get_array().get(array))
        return error;
    std::size_t count = 0;
    const auto begin = m_joined.size();
    for (auto element : array) {
        Value argument;
        std::string_view text;
        // NOLINTNEXTLINE(performance-move-const-arg): simdjson asks for an rvalue
        if (const auto error = std::move(element).get(argument))
            return error;
        if (const auto error = readArgument(argument, text))
            return error;
        if (count == 0) {
            log.text = text;
        } else {
            if (count == 1)
                m_joined.append(log.text);
            m_joined += ' ';
            m_joined.append(text);
        }
        ++count;
    }
    if (count > 1)
        m_joinedLogs.push_back({record.logs.size() - 1, begin, m_joined.size() - begin});
    return SUCCESS;
}

inline error_code isAnObject(ondemand::value& value, bool& is)
{
    ondemand::json_type type {};
    const auto error = value.type().get(type);
    is = !error && type == ondemand::json_type::object;
    return error;
}

/// What is no object is no console line; the same of exceptions.
inline error_code Kernel::readLog(Value value)
{
    bool isObject = false;
    if (const auto error = isAnObject(value, isObject); error || !isObject)
        return error ? error : skip(value);
    auto& log = record.logs.emplace_back();
    return readObject(value, kLogFields, [this, &log](Field field, Value part) {
        switch (field) {
        case Field::Level: return readText(part, log.level);
        case Field::Message: return readMessage(part, log);
        default: return readNumber(part, log.timeMs);
        }
    });
}

inline error_code Kernel::readException(Value value)
{
    bool isObject = false;
    if (const auto error = isAnObject(value, isObject); error || !isObject)
        return error ? error : skip(value);
    auto& exception = record.exceptions.emplace_back();
    return readObject(value, kExceptionFields, [this, &exception](Field field, Value part) {
        switch (field) {
        case Field::Name: return readText(part, exception.name);
        case Field::Message: return readText(part, exception.message);
        case Field::Stack: return readText(part, exception.stack);
        default: return readNumber(part, exception.timeMs);
        }
    });
}

template<typename Use>
error_code forEachElement(ondemand::value value, Use use)
{
    ondemand::array array;
    if (const auto error = value.get_array().get(array))
        return error;
    for (auto element : array) {
        ondemand::value one;
        // NOLINTNEXTLINE(performance-move-const-arg): simdjson asks for an rvalue
        if (const auto error = std::move(element).get(one))
            return error;
        if (const auto error = use(one))
            return error;
    }
    return SUCCESS;
}

inline error_code Kernel::readLogs(Value value)
{
    ondemand::json_type type {};
    if (const auto error = value.type().get(type))
        return error;
    if (type == ondemand::json_type::array || type == ondemand::json_type::null) {
        record.logs.clear();
        m_joinedLogs.clear();
    }
    return type == ondemand::json_type::array ? forEachElement(value, [this](Value one) { return readLog(one); }) : skip(value);
}

inline error_code Kernel::readExceptions(Value value)
{
    ondemand::json_type type {};
    if (const auto error = value.type().get(type))
        return error;
    if (type == ondemand::json_type::array || type == ondemand::json_type::null)
        record.exceptions.clear();
    return type == ondemand::json_type::array ? forEachElement(value, [this](Value one) { return readException(one); }) : skip(value);
}

inline error_code Kernel::readTags(Value value)
{
    ondemand::json_type type {};
    if (const auto error = value.type().get(type))
        return error;
    if (type == ondemand::json_type::array || type == ondemand::json_type::null)
        m_tags.clear();
    if (type != ondemand::json_type::array)
        return skip(value);
    bool first = true;
    return forEachElement(value, [this, &first](Value one) {
        std::string_view text;
        const auto error = readText(one, text);
        if (!std::exchange(first, false))
            m_tags += kTagSeparator;
        m_tags.append(text);
        return error;
    });
}

} // namespace tracedeck::ingest::SIMDJSON_BUILTIN_IMPLEMENTATION
