#include "objects/object_name.h"

#include <algorithm>
#include <chrono>

namespace tracedeck::objects {

namespace {

constexpr std::size_t kTimeLength = 16; // YYYYMMDDTHHMMSSZ
constexpr std::size_t kDateLength = 8;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHashCharacter(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int number(std::string_view digits)
{
    int value = 0;
    for (const char c : digits)
        value = value * 10 + (c - '0');
    return value;
}

std::optional<std::chrono::sys_days> parseDate(std::string_view text)
{
    using namespace std::chrono;
    if (text.size() != kDateLength || !std::all_of(text.begin(), text.end(), isDigit))
        return std::nullopt;
    const year_month_day date {year {number(text.substr(0, 4))}, month {static_cast<unsigned>(number(text.substr(4, 2)))},
                               day {static_cast<unsigned>(number(text.substr(6, 2)))}};
    if (!date.ok())
        return std::nullopt;
    return sys_days {date};
}

void appendPadded(std::string& out, int value, int width)
{
    const std::string digits = std::to_string(value);
    for (int missing = width - static_cast<int>(digits.size()); missing > 0; --missing)
        out += '0';
    out += digits;
}

std::string_view takeLastPart(std::string_view& path)
{
    const auto slash = path.rfind('/');
    const std::string_view last = slash == std::string_view::npos ? path : path.substr(slash + 1);
    path = slash == std::string_view::npos ? std::string_view {} : path.substr(0, slash);
    return last;
}

/// `<start>_<end>_<hash>` into `name`.
bool readStem(std::string_view stem, ObjectName& name)
{
    if (stem.size() < 2 * kTimeLength + 3 || stem[kTimeLength] != '_' || stem[2 * kTimeLength + 1] != '_')
        return false;
    const auto start = parseCompactTime(stem.substr(0, kTimeLength));
    const auto end = parseCompactTime(stem.substr(kTimeLength + 1, kTimeLength));
    const std::string_view hash = stem.substr(2 * kTimeLength + 2);
    if (!start || !end || *end < *start || !std::all_of(hash.begin(), hash.end(), isHashCharacter))
        return false;
    name.window = {*start, *end};
    name.hash = hash;
    return true;
}

bool takeSuffix(std::string_view& text, std::string_view suffix)
{
    if (!text.ends_with(suffix))
        return false;
    text.remove_suffix(suffix.size());
    return true;
}

} // namespace

std::string dateText(std::int64_t ms)
{
    return compactTime(ms).substr(0, kDateLength);
}

std::string compactTime(std::int64_t ms)
{
    using namespace std::chrono;
    const sys_seconds time = floor<seconds>(sys_time<milliseconds> {milliseconds {ms}});
    const sys_days days = floor<std::chrono::days>(time);
    const year_month_day date {days};
    const hh_mm_ss clock {time - days};
    std::string out;
    appendPadded(out, static_cast<int>(date.year()), 4);
    appendPadded(out, static_cast<int>(static_cast<unsigned>(date.month())), 2);
    appendPadded(out, static_cast<int>(static_cast<unsigned>(date.day())), 2);
    out += 'T';
    appendPadded(out, static_cast<int>(clock.hours().count()), 2);
    appendPadded(out, static_cast<int>(clock.minutes().count()), 2);
    appendPadded(out, static_cast<int>(clock.seconds().count()), 2);
    out += 'Z';
    return out;
}

std::optional<std::int64_t> parseCompactTime(std::string_view text)
{
    using namespace std::chrono;
    if (text.size() != kTimeLength || text[8] != 'T' || text[15] != 'Z')
        return std::nullopt;
    const auto date = parseDate(text.substr(0, kDateLength));
    const std::string_view clock = text.substr(9, 6);
    if (!date || !std::all_of(clock.begin(), clock.end(), isDigit))
        return std::nullopt;
    const int h = number(clock.substr(0, 2));
    const int m = number(clock.substr(2, 2));
    const int s = number(clock.substr(4, 2));
    if (h > 23 || m > 59 || s > 59)
        return std::nullopt;
    return duration_cast<milliseconds>(date->time_since_epoch() + hours {h} + minutes {m} + seconds {s}).count();
}

std::optional<ObjectName> parseObjectName(std::string_view key)
{
    ObjectName name;
    std::string_view folders = key;
    std::string_view file = takeLastPart(folders);
    name.gzip = takeSuffix(file, ".gz");
    if (!takeSuffix(file, ".log") || !readStem(file, name))
        return std::nullopt;
    std::string_view before = folders;
    if (const auto last = takeLastPart(before); parseDate(last)) {
        name.date = last;
        folders = before;
    }
    name.prefix = folders;
    if (objectKey(name) != key) // a lone leading slash: not a key of a bucket
        return std::nullopt;
    return name;
}

std::string objectKey(const ObjectName& name)
{
    std::string key;
    if (!name.prefix.empty())
        key.append(name.prefix) += '/';
    if (!name.date.empty())
        key.append(name.date) += '/';
    key.append(compactTime(name.window.from)) += '_';
    key.append(compactTime(name.window.to)) += '_';
    key.append(name.hash).append(name.gzip ? ".log.gz" : ".log");
    return key;
}

ObjectName objectNameFor(TimeRange window, std::string hash)
{
    const auto seconds = [](std::int64_t ms) { return *parseCompactTime(compactTime(ms)); };
    return {{}, dateText(window.from), {seconds(window.from), seconds(window.to)}, std::move(hash), true};
}

ObjectRole roleOf(std::string_view key)
{
    const std::string_view file = takeLastPart(key);
    if (file == "test.txt.gz" || file == "test.txt")
        return ObjectRole::Test;
    if (file.starts_with("ownership-challenge") && file.ends_with(".txt"))
        return ObjectRole::Ownership;
    if (file.ends_with(".log") || file.ends_with(".log.gz"))
        return ObjectRole::Log;
    return ObjectRole::Other;
}

} // namespace tracedeck::objects
