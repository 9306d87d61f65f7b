#include "commands.h"
#include "logpush/dataset.h"
#include "logpush/filter_check.h"
#include "output.h"
#include "store/selection.h"
#include "store_options.h"
#include "text/filter_text.h"

#include <QJsonArray>

#include <algorithm>

namespace tracedeck::ctl {

namespace {

struct FilterArguments {
    std::string dataset {logpush::kWorkersDataset};
    StoreOptions store;
};

QString verdictOf(const std::vector<logpush::FilterIssue>& issues)
{
    if (issues.empty())
        return QStringLiteral("valid");
    const bool isRefused = std::ranges::any_of(issues, [](const auto& issue) { return !issue.isWarning; });
    return isRefused ? QStringLiteral("invalid") : QStringLiteral("warn");
}

void checkFilterOfStdin(const FilterArguments& arguments, Context& context)
{
    const std::string text = readStdin();
    const auto issues = logpush::checkFilterText(text, logpush::fieldsOf(arguments.dataset));
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
        return printJson({{QStringLiteral("verdict"), verdict}, {QStringLiteral("errors"), errors}});
    printText(verdict.toStdString());
    for (const auto& issue : issues)
        printText("  " + issue.path + ": " + issue.message);
}

void explainFilter(Context& context)
{
    const auto filter = logpush::parseFilter(readStdin());
    if (!filter)
        return reportError(context, filter.error());
    const QString sentence = ui::filterSentence(*filter);
    context.json ? printJson({{QStringLiteral("sentence"), sentence}}) : printText(sentence.toStdString());
}

Result<QJsonObject> filterEffect(const FilterArguments& arguments)
{
    auto query = queryOf(arguments.store);
    const auto filter = logpush::parseFilter(readStdin());
    if (!query || !filter)
        return fail(query ? filter.error() : query.error());
    const auto opened = openStore(arguments.store);
    if (!opened)
        return fail(opened.error());
    const auto all = store::select((*opened)->snapshot(), *query);
    query->filter = *filter;
    const auto kept = store::select((*opened)->snapshot(), *query);
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
    auto* check = filter->add_subcommand("check", "Whether Logpush would take it, and why not");
    check->add_option("--dataset", arguments->dataset, "Whose fields it names")->capture_default_str();
    check->callback([arguments, &context] { checkFilterOfStdin(*arguments, context); });
    auto* explain = filter->add_subcommand("explain", "What it keeps, in a sentence");
    explain->callback([&context] { explainFilter(context); });
    auto* test = filter->add_subcommand("test", "How many of the events of a store it would keep");
    addStoreOptions(*test, arguments->store);
    test->callback([arguments, &context] { testFilter(*arguments, context); });
}

} // namespace tracedeck::ctl
