#include "base/clock.h"
#include "commands.h"
#include "job_run.h"
#include "output.h"
#include "workers/flag_switch.h"
#include "workers/upload_form.h"
#include "workers/worker_lists.h"
#include "workers_report.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

namespace tracedeck::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

struct WorkersArguments {
    AccountOptions account;
    std::vector<std::string> names, projects;
    std::string dispatchNamespace, name, file, date;
    bool isOff = false, isDry = false;
};

Result<std::vector<workers::Project>> projectsOf(const WorkersArguments& arguments)
{
    std::vector<workers::Project> all;
    for (const std::string& folder : arguments.projects) {
        auto scan = workers::scanProjects(QString::fromStdString(folder), {});
        if (!scan)
            return fail(scan.error());
        std::ranges::move(scan->projects, std::back_inserter(all));
    }
    return all;
}

void listWorkersOf(const WorkersArguments& arguments, Context& context)
{
    const auto projects = projectsOf(arguments);
    if (!projects)
        return reportError(context, projects.error());
    workers::WorkerLists lists;
    JobRun(arguments.account, context).run([&](JobRun& run) {
        const auto tell = [&lists, &projects, &run] {
            if (lists.isRunning())
                return;
            workers::MatrixInput input;
            input.workers = lists.workers();
            input.projects = *projects;
            input.invocations = lists.invocations();
            input.nowMs = SystemClock().nowMs();
            const auto rows = workers::matrixOf(input);
            run.context().json ? printJson({{u"workers"_s, rowsJson(rows)}}) : printText(rowLines(rows).toStdString());
            run.done();
        };
        QObject::connect(&lists, &workers::WorkerLists::changed, &lists, tell, Qt::QueuedConnection); // after what it asks next
        QObject::connect(&lists, &workers::WorkerLists::failed, &lists, [&run](const Error& error) { run.failed(error); });
        lists.read(run.client(), run.place().accountId, SystemClock().nowMs());
    });
}

void reportSwitch(JobRun& run, const std::vector<workers::FlagOutcome>& outcomes)
{
    Context& context = run.context();
    const bool isAny = std::ranges::any_of(outcomes, [](const auto& outcome) { return outcome.error.has_value(); });
    if (isAny)
        context.exit = Exit::Refused;
    context.json ? printJson({{u"workers"_s, outcomesJson(outcomes)}}) : printText(outcomeLines(outcomes).toStdString());
    run.done();
}

void switchWorkersOf(const WorkersArguments& arguments, bool logpush, Context& context)
{
    std::vector<workers::FlagWish> wishes;
    for (const std::string& name : arguments.names)
        wishes.push_back({QString::fromStdString(name), QString::fromStdString(arguments.dispatchNamespace), logpush});
    if (arguments.isDry)
        return context.json ? printJson({{u"requests"_s, wishesJson(wishes)}}) : printText(wishLines(wishes).toStdString());
    workers::FlagSwitch flags;
    JobRun(arguments.account, context).run([&](JobRun& run) {
        if (run.place().isReadOnly)
            return run.failed({ErrorCode::PermissionDenied, u"this account is read-only here: nothing was sent"_s, {}});
        QObject::connect(&flags, &workers::FlagSwitch::finished, &flags, [&] { reportSwitch(run, flags.outcomes()); });
        flags.start(run.client(), run.place().accountId, wishes);
    });
}

Result<workers::ScriptFile> scriptOf(const WorkersArguments& arguments)
{
    QFile file(QString::fromStdString(arguments.file));
    if (!file.open(QIODevice::ReadOnly))
        return fail(file.exists() ? ErrorCode::PermissionDenied : ErrorCode::NotFound, file.errorString(), file.fileName());
    workers::ScriptFile script {QString::fromStdString(arguments.name), QFileInfo(file.fileName()).fileName(), file.readAll(),
                                QString::fromStdString(arguments.date), !arguments.isOff};
    if (auto good = workers::checkScript(script); !good)
        return fail(good.error());
    return script;
}

void uploadWorkerOf(const WorkersArguments& arguments, Context& context)
{
    const auto script = scriptOf(arguments);
    if (!script)
        return reportError(context, script.error());
    JobRun(arguments.account, context).run([&](JobRun& run) {
        if (run.place().isReadOnly)
            return run.failed({ErrorCode::PermissionDenied, u"this account is read-only here: nothing was sent"_s, {}});
        const auto endpoint = cloudflare::uploadScript(run.place().accountId, script->name, workers::uploadForm(*script));
        run.ask(endpoint, [&run](const cloudflare::WorkerScript& made) {
            run.context().json
                ? printJson({{u"name"_s, made.name}, {u"logpush"_s, made.logpush}})
                : printText(QString(made.name % (made.logpush ? u": uploaded, its events are pushed" : u": uploaded, Logpush is off"))
                                .toStdString());
            run.done();
        });
    });
}

void addSwitch(CLI::App& workers, const std::shared_ptr<WorkersArguments>& arguments, bool logpush, Context& context)
{
    auto* command = workers.add_subcommand(
        logpush ? "enable" : "disable", logpush ? "Switches Workers on, and reads back each" : "Switches Workers off, and reads back each");
    addAccountOptions(*command, arguments->account);
    command->add_option("WORKER", arguments->names, "Names")->required();
    command->add_option("--namespace", arguments->dispatchNamespace,
                        "Dispatch namespace that they are in; there it makes a version of each");
    command->add_flag("--dry-run", arguments->isDry, "Tells the requests, and sends nothing");
    command->callback([arguments, logpush, &context] { switchWorkersOf(*arguments, logpush, context); });
}

} // namespace

void addWorkers(CLI::App& app, Context& context)
{
    auto arguments = std::make_shared<WorkersArguments>();
    auto* workers = app.add_subcommand("workers", "Which Workers push their events, and switches them");
    workers->require_subcommand(1);
    auto* list = workers->add_subcommand("list", "All Workers, their flag, and what the next deploy does to it");
    addAccountOptions(*list, arguments->account);
    list->add_option("--project", arguments->projects, "Folder with wrangler files; several are allowed");
    list->callback([arguments, &context] { listWorkersOf(*arguments, context); });
    addSwitch(*workers, arguments, true, context);
    addSwitch(*workers, arguments, false, context);
    auto* upload = workers->add_subcommand("upload", "Uploads a script of one module with the flag on");
    addAccountOptions(*upload, arguments->account);
    upload->add_option("NAME", arguments->name, "Of the Worker")->required();
    upload->add_option("FILE", arguments->file, "The module")->required();
    upload->add_option("--compatibility-date", arguments->date, "As in 2026-11-27")->required();
    upload->add_flag("--off", arguments->isOff, "With the flag off");
    upload->callback([arguments, &context] { uploadWorkerOf(*arguments, context); });
}

} // namespace tracedeck::ctl
