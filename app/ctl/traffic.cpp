#include "base/clock.h"
#include "commands.h"
#include "delivery/traffic_objects.h"
#include "output.h"
#include "times.h"

namespace tracedeck::ctl {

namespace {

struct GenerateArguments {
    std::string folder, end;
    std::uint64_t events = 100'000, seed = 1, objects = 0;
    std::uint32_t hours = 24;
};

QJsonObject countsJson(const std::map<std::string, std::uint64_t>& counts)
{
    QJsonObject json;
    for (const auto& [value, count] : counts)
        json.insert(QString::fromStdString(value), static_cast<qint64>(count));
    return json;
}

QJsonObject rangeJson(TimeRange range)
{
    return {{QStringLiteral("from"), static_cast<qint64>(range.from)}, {QStringLiteral("to"), static_cast<qint64>(range.to)}};
}

QJsonObject reportJson(const delivery::TrafficReport& report)
{
    const auto number = [](std::uint64_t value) { return static_cast<qint64>(value); };
    return {
        {QStringLiteral("objects"), number(report.objects)},
        {QStringLiteral("events"), number(report.events)},
        {QStringLiteral("bytes"), number(report.bytes)},
        {QStringLiteral("raw_bytes"), number(report.rawBytes)},
        {QStringLiteral("exceptions"), number(report.exceptions)},
        {QStringLiteral("events_with_exception"), number(report.eventsWithException)},
        {QStringLiteral("ok_with_exception"), number(report.okWithException)},
        {QStringLiteral("log_lines"), number(report.logLines)},
        {QStringLiteral("outcomes"), countsJson(report.outcomes)},
        {QStringLiteral("event_types"), countsJson(report.eventTypes)},
        {QStringLiteral("levels"), countsJson(report.levels)},
        {QStringLiteral("scripts"), countsJson(report.scripts)},
        {QStringLiteral("span"), rangeJson(report.span)},
        {QStringLiteral("bad_deploy"), rangeJson(report.badDeploy)},
    };
}

void printReport(const delivery::TrafficReport& report)
{
    printText(std::to_string(report.events) + " events in " + std::to_string(report.objects) + " objects, " + std::to_string(report.bytes)
              + " bytes (" + std::to_string(report.rawBytes) + " uncompressed)");
    printText(timeText(report.span.from) + " to " + timeText(report.span.to));
    printText(std::to_string(report.logLines) + " console lines, " + std::to_string(report.exceptions) + " exceptions");
    for (const auto& [outcome, count] : report.outcomes)
        printText("  " + outcome + ": " + std::to_string(count));
}

void runGenerate(Context& context, const GenerateArguments& arguments)
{
    constexpr std::int64_t kMinute = 60'000;
    const auto end = arguments.end.empty() ? SystemClock().nowMs() : parseTime(arguments.end);
    if (!end) {
        reportError(context, {ErrorCode::BadValue, QStringLiteral("not RFC 3339 with a zone, nor milliseconds"), QStringLiteral("--end")});
        return;
    }
    const std::int64_t to = *end / kMinute * kMinute;
    const TimeRange span {to - std::int64_t {arguments.hours} * 60 * kMinute, to};
    const auto report =
        delivery::generateObjects({{arguments.events, arguments.seed, span}, QString::fromStdString(arguments.folder), arguments.objects});
    if (!report)
        reportError(context, report.error());
    else if (context.json)
        printJson(reportJson(*report));
    else
        printReport(*report);
}

} // namespace

void addTraffic(CLI::App& app, Context& context)
{
    auto arguments = std::make_shared<GenerateArguments>();
    auto* command = app.add_subcommand(
        "generate", "Make traffic of 40 Workers as delivered objects; the same seed, count and end make the same records");
    command->add_option("--to", arguments->folder, "Folder for the objects")->required();
    command->add_option("--events", arguments->events, "How many events")
        ->check(CLI::Range(std::uint64_t {1}, std::uint64_t {10'000'000'000}))
        ->capture_default_str();
    command->add_option("--seed", arguments->seed, "Seed of the traffic")->capture_default_str();
    command->add_option("--objects", arguments->objects, "How many objects; by default one for every 5000 events, at least 24");
    command->add_option("--end", arguments->end,
                        "Last moment, RFC 3339 or ms, cut to the minute; by default now (say it to get the same records again)");
    command->add_option("--hours", arguments->hours, "Length of the traffic")->check(CLI::Range(1, 8760))->capture_default_str();
    command->callback([arguments, &context] { runGenerate(context, *arguments); });
}

} // namespace tracedeck::ctl
