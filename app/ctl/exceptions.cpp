#include "commands.h"
#include "output.h"
#include "store/selection.h"
#include "store_options.h"

#include <QJsonArray>

namespace tracedeck::ctl {

namespace {

QJsonArray namesJson(const std::vector<store::ValueCount>& values)
{
    QJsonArray names;
    for (const auto& value : values)
        names.append(QString::fromStdString(value.value));
    return names;
}

QJsonValue timeJson(const std::optional<std::int64_t>& ms)
{
    return ms ? QJsonValue(static_cast<qint64>(*ms)) : QJsonValue();
}

QJsonObject groupJson(const store::ExceptionGroup& group)
{
    return {
        {QStringLiteral("key"), QString::fromStdString(events::keyText(group.key))},
        {QStringLiteral("name"), QString::fromStdString(group.name)},
        {QStringLiteral("message"), QString::fromStdString(group.message)},
        {QStringLiteral("culprit"), QString::fromStdString(group.culprit)},
        {QStringLiteral("of_outcome"), group.ofOutcome},
        {QStringLiteral("count"), static_cast<qint64>(group.count)},
        {QStringLiteral("events"), static_cast<qint64>(group.events)},
        {QStringLiteral("first"), timeJson(group.first)},
        {QStringLiteral("last"), timeJson(group.last)},
        {QStringLiteral("scripts"), namesJson(group.scripts)},
        {QStringLiteral("versions"), namesJson(group.versions)},
    };
}

Result<store::ExceptionGroups> groupsOf(const StoreOptions& options)
{
    auto query = queryOf(options);
    if (!query)
        return fail(query.error());
    auto store = openStore(options);
    if (!store)
        return fail(store.error());
    auto selection = store::select((*store)->snapshot(), *query);
    if (!selection)
        return fail(selection.error());
    return store::exceptionGroups(*selection, selection->timeSpan().value_or(TimeRange {0, 1}), 0);
}

} // namespace

void addExceptions(CLI::App& app, Context& context)
{
    auto options = std::make_shared<StoreOptions>();
    auto* command = app.add_subcommand("exceptions", "Exceptions of a store in groups");
    addStoreOptions(*command, *options);
    command->callback([options, &context] {
        const auto groups = groupsOf(*options);
        if (!groups)
            return reportQueryError(context, *options, groups.error());
        QJsonArray list;
        for (const auto& group : groups->groups) {
            list.append(groupJson(group));
            if (!context.json)
                printText(std::to_string(group.count) + "  " + events::keyText(group.key) + "  " + group.name + ": " + group.message + "  ["
                          + group.culprit + "]");
        }
        if (context.json)
            printJson({{QStringLiteral("groups"), list}, {QStringLiteral("events"), static_cast<qint64>(groups->events)}});
    });
}

} // namespace tracedeck::ctl
