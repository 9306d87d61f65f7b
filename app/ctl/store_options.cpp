#include "store_options.h"

#include "times.h"

#include <charconv>

namespace tracedeck::ctl {

void addStoreOptions(CLI::App& command, StoreOptions& options)
{
    command.add_option("--store", options.store, "Folder of the store")->required();
    command.add_option("--filter", options.filter, "Logpush filter tree as JSON: {\"where\": …}");
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

} // namespace

Result<store::Query> queryOf(const StoreOptions& options)
{
    store::Query query;
    if (!options.filter.empty()) {
        auto filter = logpush::parseFilter(options.filter);
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
