#include "commands.h"
#include "output.h"
#include "row_text.h"
#include "store/raw_reader.h"
#include "store/selection.h"
#include "store_options.h"

namespace tracedeck::ctl {

namespace {

struct EventsArguments {
    StoreOptions store;
    std::uint64_t limit = 100;
    std::string sort, format = "table";
};

constexpr std::uint64_t kPageRows = 4096;

/// "FIELD", "FIELD:asc" or "FIELD:desc".
Result<store::Order> orderOf(const std::string& text)
{
    store::Order order;
    if (text.empty())
        return order;
    const auto colon = text.rfind(':');
    const auto direction = colon == std::string::npos ? std::string() : text.substr(colon + 1);
    if (!direction.empty() && direction != "asc" && direction != "desc")
        return fail(ErrorCode::BadValue, QStringLiteral("--sort takes FIELD, FIELD:asc or FIELD:desc"));
    auto column = store::columnNamed(text.substr(0, colon));
    if (!column)
        return fail(column.error());
    order.column = *column;
    order.descending = direction == "desc";
    return order;
}

/// Writes one page of rows; `first` tells the very first one.
class EventPrinter {
public:
    EventPrinter(const store::Snapshot& snapshot, std::string format) : m_raw(snapshot), m_format(std::move(format)) {}

    void begin(std::uint64_t total)
    {
        if (m_format == "json")
            printRaw("{\"total\":" + std::to_string(total) + ",\"events\":[");
        else if (m_format == "csv")
            printRaw(csvHeader());
    }
    Result<void> print(const store::EventRow& row)
    {
        if (m_format == "csv" || m_format == "table") {
            printRaw(m_format == "csv" ? csvLine(row) : tableLine(row));
            return {};
        }
        auto line = m_raw.record(row.ref);
        if (!line)
            return fail(line.error());
        if (m_format == "json" && std::exchange(m_some, true))
            printRaw(",");
        printRaw(*line);
        printRaw(m_format == "json" ? "" : "\n");
        return {};
    }
    void end()
    {
        if (m_format == "json")
            printRaw("]}\n");
    }

private:
    store::RawReader m_raw;
    std::string m_format;
    bool m_some = false;
};

Result<void> printEvents(const EventsArguments& arguments, const Context& context)
{
    auto query = queryOf(arguments.store);
    if (!query)
        return fail(query.error());
    auto order = orderOf(arguments.sort);
    if (!order)
        return fail(order.error());
    query->order = *order;
    auto store = openStore(arguments.store);
    if (!store)
        return fail(store.error());
    auto selection = store::select((*store)->snapshot(), *query);
    if (!selection)
        return fail(selection.error());
    warnOfUnread(selection->unread());
    const auto wanted = arguments.limit == 0 ? selection->count() : std::min(arguments.limit, selection->count());
    EventPrinter printer(selection->snapshot(), context.json && arguments.format == "table" ? "json" : arguments.format);
    printer.begin(selection->count());
    for (std::uint64_t offset = 0; offset < wanted; offset += kPageRows) {
        auto rows = store::page(*selection, offset, std::min(kPageRows, wanted - offset));
        if (!rows)
            return fail(rows.error());
        for (const auto& row : *rows) {
            if (auto printed = printer.print(row); !printed)
                return printed;
        }
    }
    printer.end();
    return {};
}

} // namespace

void addEvents(CLI::App& app, Context& context)
{
    auto arguments = std::make_shared<EventsArguments>();
    auto* command = app.add_subcommand("events", "Events of a store, newest first");
    addStoreOptions(*command, arguments->store);
    command->add_option("--limit", arguments->limit, "How many at most; 0 = all");
    command->add_option("--sort", arguments->sort, "FIELD, FIELD:asc or FIELD:desc");
    command->add_option("--format", arguments->format, "ndjson (the delivered lines), csv or table")
        ->check(CLI::IsMember({"ndjson", "csv", "table"}));
    command->callback([arguments, &context] {
        if (auto printed = printEvents(*arguments, context); !printed)
            reportQueryError(context, arguments->store, printed.error());
    });
}

} // namespace tracedeck::ctl
