#include "store_options.h"

#include "base/visible_text.h"
#include "logpush/filter_text.h"
#include "output.h"
#include "times.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace tracedeck::ctl {

void addStoreOptions(CLI::App& command, StoreOptions& options)
{
    command.add_option("--store", options.store, "Folder of the store")->required();
    command.add_option("--filter", options.filter,
                       "Outcome:exception -Status<500 \"two words\" /re/i Event.x:y (a OR b), or a job's filter as JSON: {\"where\": …}");
    command.add_option("--search", options.search, "Text in URLs, console lines, exceptions and Ray IDs");
    command.add_flag("--regex", options.regex, "--search is a regular expression (PCRE2)");
    command.add_option("--from", options.from, "First moment: RFC 3339 or Unix milliseconds");
    command.add_option("--to", options.to, "Moment after the last one");
}

namespace {

Result<std::int64_t> timeOf(const std::string& text)
{
    if (const auto ms = parseTime(text))
        return *ms;
    return fail(ErrorCode::BadValue, QStringLiteral("\"%1\" is neither RFC 3339 nor milliseconds").arg(QString::fromStdString(text)));
}

bool isJson(const std::string& filter)
{
    const auto first = filter.find_first_not_of(" \t\r\n");
    return first != std::string::npos && filter[first] == '{';
}

/// The line around a place, and a mark below it.
std::string marked(std::string_view text, std::size_t place)
{
    constexpr std::size_t kBefore = 60, kBehind = 20;
    const auto isInside = [text](std::size_t at) { return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U; };
    std::size_t begin = place > kBefore ? place - kBefore : 0;
    while (isInside(begin))
        ++begin;
    std::size_t end = std::min(text.size(), place + kBehind);
    while (isInside(end))
        ++end;
    const std::string before = visibleUtf8(text.substr(begin, place - begin));
    const auto columns = static_cast<std::size_t>(QString::fromStdString(before).toUcs4().size());
    return "  " + before + visibleUtf8(text.substr(place, end - place)) + "\n  " + std::string(columns, ' ') + "^\n";
}

} // namespace

void reportQueryError(Context& context, const StoreOptions& options, const Error& error)
{
    reportError(context, error);
    const auto place = logpush::filterTextPlace(error);
    if (place && !isJson(options.filter) && *place <= options.filter.size())
        std::fputs(marked(options.filter, *place).c_str(), stderr);
}

void warnOfUnread(std::uint64_t events)
{
    if (events > 0)
        std::fprintf(stderr, "tracedeckctl: %llu events are left out: their delivered lines, which the filter asks for, are gone\n",
                     static_cast<unsigned long long>(events));
}

Result<store::Query> queryOf(const StoreOptions& options)
{
    store::Query query;
    if (!options.filter.empty()) {
        auto filter = isJson(options.filter) ? logpush::parseFilter(options.filter) : logpush::parseFilterText(options.filter);
        if (!filter)
            return fail(filter.error());
        query.filter = std::move(*filter);
    }
    if (!options.search.empty())
        query.texts.push_back({options.search, options.regex, true});
    if (!options.from.empty()) {
        auto from = timeOf(options.from);
        if (!from)
            return fail(from.error());
        query.range.from = *from;
    }
    if (!options.to.empty()) {
        auto to = timeOf(options.to);
        if (!to)
            return fail(to.error());
        query.range.to = *to;
    }
    return query;
}

Result<std::shared_ptr<store::LogStore>> openStore(const StoreOptions& options)
{
    return store::LogStore::open(QString::fromStdString(options.store), store::LogStore::Mode::Read);
}

Result<std::int64_t> durationOf(const std::string& text)
{
    struct Unit {
        std::string_view name;
        std::int64_t ms;
    };
    static constexpr Unit kUnits[] = {{"ms", 1},        {"s", 1000},       {"m", 60'000}, {"min", 60'000},
                                      {"h", 3'600'000}, {"d", 86'400'000}, {"", 1000}};
    std::int64_t count = 0;
    const char* const stop = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), stop, count);
    const std::string_view name(end, static_cast<std::size_t>(stop - end));
    for (const auto& unit : kUnits) {
        std::int64_t ms = 0;
        if (error == std::errc {} && count > 0 && name == unit.name && !__builtin_mul_overflow(count, unit.ms, &ms))
            return ms;
    }
    return fail(ErrorCode::BadValue,
                QStringLiteral("\"%1\" is no length of time such as 30s, 1m, 2h or 1d").arg(QString::fromStdString(text)));
}

} // namespace tracedeck::ctl
