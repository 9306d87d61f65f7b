#include "commands.h"
#include "output.h"
#include "row_text.h"
#include "store/delivered_lines.h"
#include "store/selection.h"
#include "store_options.h"

#include <span>

namespace tracedeck::ctl {

namespace {

struct EventsArguments {
    StoreOptions store;
    std::uint64_t limit = 100;
    std::string sort, format = "table";
};

constexpr std::uint64_t kPageRows = 4096;
constexpr std::uint64_t kLineRows = 65'536, kLineBytes = 16U << 20; // of lines in memory at once, at most

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

Result<void> printRows(const store::Selection& selection, std::uint64_t wanted, bool isCsv)
{
    if (isCsv)
        printRaw(csvHeader());
    for (std::uint64_t offset = 0; offset < wanted; offset += kPageRows) {
        const auto rows = store::page(selection, offset, std::min(kPageRows, wanted - offset));
        if (!rows)
            return fail(rows.error());
        for (const auto& row : *rows)
            printRaw(isCsv ? csvLine(row) : tableLine(row));
    }
    return {};
}

/// `use(line)` for each event's line, some megabytes of them in memory at once.
template<typename Use>
Result<void> forEachLine(const store::Selection& selection, std::uint64_t wanted, store::LineForm form, Use use)
{
    std::size_t count = 0;
    for (std::uint64_t offset = 0; offset < wanted; offset += count) {
        const auto refs = store::pageRefs(selection, offset, std::min(kLineRows, wanted - offset));
        count = store::countWithin(selection.snapshot(), refs, kLineBytes);
        for (auto& line : store::linesOf(selection.snapshot(), std::span {refs}.first(count), form)) {
            if (!line)
                return fail(line.error());
            use(*line);
        }
        if (count == 0)
            break;
    }
    return {};
}

Result<void> printLines(const store::Selection& selection, std::uint64_t wanted)
{
    return forEachLine(selection, wanted, store::LineForm::Line, [](std::string& line) { printRaw(line += '\n'); });
}

Result<void> printDocument(const store::Selection& selection, std::uint64_t wanted)
{
    printRaw("{\"total\":" + std::to_string(selection.count()) + ",\"events\":[");
    bool isFirst = true;
    const auto print = [&isFirst](const std::string& json) {
        printRaw(std::exchange(isFirst, false) ? "" : ",");
        printRaw(json);
    };
    if (auto printed = forEachLine(selection, wanted, store::LineForm::Json, print); !printed)
        return printed;
    printRaw("]}\n");
    return {};
}

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
    if (arguments.format == "ndjson")
        return printLines(*selection, wanted);
    return context.json && arguments.format == "table" ? printDocument(*selection, wanted)
                                                       : printRows(*selection, wanted, arguments.format == "csv");
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
