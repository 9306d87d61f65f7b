#include "commands.h"
#include "logpush/dataset.h"
#include "logpush/filter_check.h"
#include "output.h"
#include "store/selection.h"
#include "store_options.h"
#include "text/filter_text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace tracedeck::ctl {

namespace {

struct FilterArguments {
    std::string dataset {logpush::kWorkersDataset};
    StoreOptions store;
};

/// The text that a job would hold: of a string-encoded filter what it encodes, without the line break that a pipe ends with.
std::string filterOfStdin()
{
    const QByteArray bytes = QByteArray::fromStdString(readStdin()).trimmed();
    const QJsonArray wrapped = QJsonDocument::fromJson('[' + bytes + ']').array();
    const bool isEncoded = bytes.startsWith('"') && wrapped.size() == 1 && wrapped[0].isString();
    return isEncoded ? wrapped[0].toString().toStdString() : bytes.toStdString();
}

QString verdictOf(const std::vector<logpush::FilterIssue>& issues)
{
    if (issues.empty())
        return QStringLiteral("valid");
    const bool isRefused = std::ranges::any_of(issues, [](const auto& issue) { return !issue.isWarning; });
    return isRefused ? QStringLiteral("invalid") : QStringLiteral("warn");
}

void checkFilterOfStdin(const FilterArguments& arguments, Context& context)
{
    const auto fields = logpush::fieldsOf(arguments.dataset);
    const auto issues = logpush::checkFilterText(filterOfStdin(), fields);
    const QString verdict = verdictOf(issues);
    if (verdict == u"invalid")
        context.exit = Exit::Refused;
    QJsonArray errors;
    for (const auto& issue : issues) {
        errors.append(QJsonObject {{QStringLiteral("path"), QString::fromStdString(issue.path)},
                                   {QStringLiteral("message"), QString::fromStdString(issue.message)},
                                   {QStringLiteral("warning"), issue.isWarning}});
    }
    if (context.json)
        return printJson(
            {{QStringLiteral("verdict"), verdict}, {QStringLiteral("errors"), errors}, {QStringLiteral("fields_known"), !fields.empty()}});
    printText(verdict.toStdString());
    for (const auto& issue : issues)
        printText((issue.isWarning ? "  warning: " : "  ") + issue.path + ": " + issue.message);
    if (fields.empty())
        printText("  The fields of " + arguments.dataset + " are not known here: names and types were not looked at.");
}

void explainFilter(Context& context)
{
    const auto filter = logpush::parseFilter(filterOfStdin());
    if (!filter)
        return reportError(context, filter.error());
    const QString sentence = ui::filterSentence(*filter);
    context.json ? printJson({{QStringLiteral("sentence"), sentence}}) : printText(sentence.toStdString());
}

/// Of the events that the other options leave.
Result<QJsonObject> filterEffect(const FilterArguments& arguments)
{
    auto query = queryOf(arguments.store);
    const auto filter = logpush::parseFilter(filterOfStdin());
    if (!query || !filter)
        return fail(query ? filter.error() : query.error());
    const auto opened = openStore(arguments.store);
    if (!opened)
        return fail(opened.error());
    const store::Snapshot snapshot = (*opened)->snapshot();
    const auto all = store::select(snapshot, *query);
    query->filter = logpush::Filter {{logpush::AllOf {{query->filter.root, filter->root}}}};
    const auto kept = store::select(snapshot, *query);
    if (!all || !kept)
        return fail(all ? kept.error() : all.error());
    return QJsonObject {{QStringLiteral("kept"), jsonNumber(kept->count())},
                        {QStringLiteral("dropped"), jsonNumber(all->count() - kept->count())}};
}

void testFilter(const FilterArguments& arguments, Context& context)
{
    const auto effect = filterEffect(arguments);
    if (!effect)
        return reportError(context, effect.error());
    if (context.json)
        return printJson(*effect);
    for (const auto* name : {"kept", "dropped"})
        printText(std::string(name) + ": " + std::to_string((*effect)[QLatin1String(name)].toInteger()));
}

} // namespace

void addFilter(CLI::App& app, Context& context)
{
    auto arguments = std::make_shared<FilterArguments>();
    auto* filter = app.add_subcommand("filter", "A job's filter from stdin: the tree, or its string-encoded form");
    filter->require_subcommand(1);
    const auto add = [&](const char* name, const char* what) {
        auto* command = filter->add_subcommand(name, what);
        command->add_option("--dataset", arguments->dataset, "Whose fields it names")->capture_default_str();
        return command;
    };
    add("check", "Whether Logpush would take it, and why not")->callback([arguments, &context] {
        checkFilterOfStdin(*arguments, context);
    });
    add("explain", "What it keeps, in a sentence")->callback([&context] { explainFilter(context); });
    auto* test = add("test", "How many of the events of a store it would keep");
    addStoreOptions(*test, arguments->store);
    test->callback([arguments, &context] { testFilter(*arguments, context); });
}

} // namespace tracedeck::ctl
