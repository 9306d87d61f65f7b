#include "base/clock.h"
#include "commands.h"
#include "delivery/limits.h"
#include "delivery/mapping.h"
#include "delivery/object_writer.h"
#include "delivery/record.h"
#include "output.h"

#include <QFile>
#include <QJsonArray>

#include <cstdio>
#include <functional>

namespace tracedeck::ctl {

namespace {

struct DeliverArguments {
    std::string items, folder;
    delivery::Regime regime = delivery::Regime::Today;
};

/// What became of the items of one input.
struct Mapped {
    std::uint64_t records = 0;
    std::vector<std::pair<std::uint64_t, Error>> refused; ///< line, 1-based
};

using TakeRecord = std::function<std::optional<Error>(std::string_view line)>;

/// Maps every line; refused ones are told on stderr and remembered. Stops where `take` fails.
Result<Mapped> mapLines(std::string_view input, delivery::Regime regime, const TakeRecord& take)
{
    Mapped mapped;
    if (input.starts_with("\xef\xbb\xbf"))
        input.remove_prefix(3);
    std::string record;
    for (std::uint64_t number = 1; !input.empty(); ++number) {
        const std::string_view line = input.substr(0, input.find('\n'));
        input.remove_prefix(std::min(input.size(), line.size() + 1));
        if (line.find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        auto item = delivery::mapItem(line);
        if (!item) {
            std::fprintf(stderr, "tracedeckctl: line %llu: %s\n", static_cast<unsigned long long>(number),
                         item.error().detail.toUtf8().constData());
            mapped.refused.emplace_back(number, item.error());
            continue;
        }
        delivery::applyLimits(*item, regime);
        record.clear();
        delivery::appendRecord(record, *item);
        if (auto failure = take(record))
            return fail(std::move(*failure));
        ++mapped.records;
    }
    return mapped;
}

void runMap(Context& context, delivery::Regime regime)
{
    const auto mapped = mapLines(readStdin(), regime, [](std::string_view record) {
        printRaw(record);
        return std::optional<Error> {};
    });
    if (!mapped)
        reportError(context, mapped.error());
    else if (!mapped->refused.empty())
        context.exit = Exit::Refused;
}

Result<std::string> readItems(const std::string& path)
{
    if (path == "-")
        return readStdin();
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return fail(file.exists() ? ErrorCode::IoFailed : ErrorCode::NotFound, file.errorString(), file.fileName());
    return file.readAll().toStdString();
}

struct Delivered {
    std::uint64_t objects = 0, bytes = 0;
    std::vector<QString> paths;
};

std::optional<Error> put(const delivery::ObjectWriter& writer, const std::optional<delivery::Batch>& batch, Delivered& delivered)
{
    if (!batch)
        return std::nullopt;
    const auto written = writer.write(*batch);
    if (!written)
        return written.error();
    ++delivered.objects;
    delivered.bytes += written->bytes;
    delivered.paths.push_back(written->path);
    return std::nullopt;
}

void printDelivered(const Context& context, const Delivered& delivered, const Mapped& mapped)
{
    if (!context.json) {
        printText(std::to_string(mapped.records) + " records in " + std::to_string(delivered.objects) + " objects, "
                  + std::to_string(delivered.bytes) + " bytes");
        return;
    }
    QJsonArray refused;
    for (const auto& [line, error] : mapped.refused)
        refused.append(QJsonObject {{QStringLiteral("line"), static_cast<qint64>(line)}, {QStringLiteral("reason"), error.detail}});
    QJsonArray paths;
    for (const auto& path : delivered.paths)
        paths.append(path);
    printJson({{QStringLiteral("objects"), static_cast<qint64>(delivered.objects)},
               {QStringLiteral("events"), static_cast<qint64>(mapped.records)},
               {QStringLiteral("bytes"), static_cast<qint64>(delivered.bytes)},
               {QStringLiteral("paths"), paths},
               {QStringLiteral("rejected"), refused}});
}

void runDeliver(Context& context, const DeliverArguments& arguments)
{
    const auto input = readItems(arguments.items);
    if (!input) {
        reportError(context, input.error());
        return;
    }
    const delivery::ObjectWriter writer(QString::fromStdString(arguments.folder));
    delivery::Batcher batcher({});
    Delivered delivered;
    const auto now = SystemClock().nowMs(); // they arrive together: one moment, so batches close by count alone
    const auto mapped =
        mapLines(*input, arguments.regime, [&](std::string_view record) { return put(writer, batcher.add(record, now), delivered); });
    if (!mapped) {
        reportError(context, mapped.error());
        return;
    }
    if (const auto failure = put(writer, batcher.close(now), delivered)) {
        reportError(context, *failure);
        return;
    }
    printDelivered(context, delivered, *mapped);
    if (mapped->records == 0 && !mapped->refused.empty())
        context.exit = Exit::Refused;
}

void addRegime(CLI::App& command, delivery::Regime& regime)
{
    static const std::map<std::string, delivery::Regime> kRegimes {{"today", delivery::Regime::Today},
                                                                   {"2022", delivery::Regime::Limits2022}};
    command.add_option("--regime", regime, "Limits: today (16,384 characters) or 2022 (300 / 20 / 3)")
        ->transform(CLI::CheckedTransformer(kRegimes))
        ->default_str("today");
}

void addMap(CLI::App& sandbox, Context& context)
{
    auto regime = std::make_shared<delivery::Regime>(delivery::Regime::Today);
    auto* map = sandbox.add_subcommand("map", "Tail-Worker items (NDJSON on stdin) to records as Logpush delivers them (NDJSON on stdout)");
    addRegime(*map, *regime);
    map->callback([regime, &context] { runMap(context, *regime); });
}

} // namespace

void addDeliver(CLI::App& app, Context& context)
{
    auto arguments = std::make_shared<DeliverArguments>();
    auto* command = app.add_subcommand("deliver", "Tail-Worker items (NDJSON) as delivered objects");
    command->add_option("--items", arguments->items, "File with one item a line, or - for stdin")->required();
    command->add_option("--to", arguments->folder, "Folder for the objects")->required();
    addRegime(*command, arguments->regime);
    command->callback([arguments, &context] { runDeliver(context, *arguments); });
}

void addSandbox(CLI::App& app, Context& context)
{
    auto* sandbox = app.add_subcommand("sandbox", "Parts of the built-in account");
    sandbox->require_subcommand(1);
    addMap(*sandbox, context);
    addServe(*sandbox, context);
}

} // namespace tracedeck::ctl
