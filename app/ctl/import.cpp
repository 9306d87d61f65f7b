#include "sync/import.h"
#include "commands.h"
#include "format_options.h"
#include "output.h"

#include <QJsonArray>

namespace tracedeck::ctl {

namespace {

struct ImportArguments {
    std::vector<std::string> paths;
    std::string store;
    FormatOptions format;
    unsigned threads = 0;
    bool copy = false;
};

QJsonObject fileJson(const sync::ImportedFile& file)
{
    QJsonArray rejected;
    for (const auto& line : file.rejected)
        rejected.append(QJsonObject {{QStringLiteral("line"), static_cast<qint64>(line.line)}, {QStringLiteral("reason"), line.reason}});
    return {
        {QStringLiteral("path"), file.path},
        {QStringLiteral("rows"), static_cast<qint64>(file.rows)},
        {QStringLiteral("rejected"), rejected},
        {QStringLiteral("rejected_total"), static_cast<qint64>(file.rejectedTotal)},
        {QStringLiteral("repaired"), static_cast<qint64>(file.repaired)},
        {QStringLiteral("test_records"), static_cast<qint64>(file.testRecords)},
        {QStringLiteral("complete"), file.complete},
        {QStringLiteral("seen_before"), file.seenBefore},
        {QStringLiteral("error"), file.error ? QJsonValue(file.error->detail) : QJsonValue()},
    };
}

void printReport(const sync::ImportReport& report)
{
    for (const auto& file : report.files) {
        const auto path = file.path.toStdString();
        if (file.error)
            printText(path + ": " + file.error->detail.toStdString() + "; " + std::to_string(file.rows) + " events before that were read");
        for (std::size_t i = 0; i < std::min<std::size_t>(file.rejected.size(), 5); ++i)
            printText(path + ", line " + std::to_string(file.rejected[i].line) + ": " + file.rejected[i].reason.toStdString());
        if (file.rejectedTotal > 5)
            printText(path + ": " + std::to_string(file.rejectedTotal) + " lines are no events in all");
        if (file.repaired > 0)
            printText(path + ": " + std::to_string(file.repaired) + " events with bytes that are no UTF-8, \uFFFD stands for them");
    }
    printText(std::to_string(report.rowsTotal) + " events from " + std::to_string(report.files.size()) + " files, "
              + std::to_string(report.skipped) + " skipped, " + std::to_string(report.elapsedMs) + " ms");
}

void runImport(const ImportArguments& arguments, Context& context)
{
    auto store = store::LogStore::open(QString::fromStdString(arguments.store), store::LogStore::Mode::Write);
    if (!store)
        return reportError(context, store.error());
    if (auto healed = (*store)->forgetDamaged(); !healed)
        return reportError(context, healed.error());
    sync::ImportOptions options;
    options.format = hintOf(arguments.format);
    options.threads = arguments.threads;
    options.copyFiles = arguments.copy;
    QStringList paths;
    for (const auto& path : arguments.paths)
        paths.append(QString::fromStdString(path));
    const auto report = sync::importPaths(**store, paths, options);
    if (!report)
        return reportError(context, report.error());
    const bool unreachable = std::any_of(report->files.begin(), report->files.end(), [](const auto& file) {
        return file.error
            && (file.error->code == ErrorCode::NotFound || file.error->code == ErrorCode::PermissionDenied
                || file.error->code == ErrorCode::IoFailed);
    });
    context.exit = unreachable ? Exit::Unreachable : Exit::Done;
    if (!context.json)
        return printReport(*report);
    QJsonArray files;
    for (const auto& file : report->files)
        files.append(fileJson(file));
    printJson({{QStringLiteral("files"), files},
               {QStringLiteral("rows_total"), static_cast<qint64>(report->rowsTotal)},
               {QStringLiteral("skipped"), static_cast<qint64>(report->skipped)},
               {QStringLiteral("elapsed_ms"), static_cast<qint64>(report->elapsedMs)}});
}

} // namespace

void addImport(CLI::App& app, Context& context)
{
    auto arguments = std::make_shared<ImportArguments>();
    auto* command = app.add_subcommand("import", "Read delivered objects (files, folders) into a store");
    command->add_option("PATH", arguments->paths, "Files and folders")->required();
    command->add_option("--store", arguments->store, "Folder of the store; made where it is not there")->required();
    addFormatOptions(*command, arguments->format);
    command->add_option("--threads", arguments->threads, "Workers; the machine's cores by default");
    command->add_flag("--copy", arguments->copy, "Keep a copy of each object in the store");
    command->callback([arguments, &context] { runImport(*arguments, context); });
}

} // namespace tracedeck::ctl
