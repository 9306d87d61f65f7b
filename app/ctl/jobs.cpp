#include "cloudflare/job_api.h"
#include "commands.h"
#include "environment.h"
#include "job_run.h"
#include "jobs/job_merge.h"
#include "logpush/destination.h"
#include "logpush/job.h"
#include "logpush/job_check.h"
#include "logpush/job_copy.h"
#include "output.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace tracedeck::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

struct JobArguments {
    AccountOptions account;
    std::string file = "-", copyAs = "json";
    qint64 id = 0;
    bool isDry = false, isForced = false, isOffline = false;
};

/// Masks become what the environment holds under the name that copied commands give them.
QString withSecretsOfEnvironment(const QString& text)
{
    auto destination = logpush::parseDestination(text);
    if (!destination)
        return text;
    const auto params = destination->params;
    for (const auto& param : params) {
        if (param.encoded != logpush::kSecretMask)
            continue;
        if (const SharedSecret secret = secretFromEnvironment(logpush::placeholderOf(param.name).toLatin1().constData()))
            destination->setParam(param.name, secret->reveal([](QByteArrayView bytes) { return QString::fromUtf8(bytes); }));
    }
    return logpush::printDestination(*destination);
}

/// A whole job, or for an update some members of one.
Result<QJsonObject> readJob(const JobArguments& arguments)
{
    QByteArray bytes;
    if (arguments.file == "-" && arguments.account.tokenFile == "-")
        return fail(ErrorCode::BadValue, u"stdin is the token's already: give --file"_s, u"file"_s);
    if (arguments.file == "-") {
        bytes = QByteArray::fromStdString(readStdin());
    } else {
        QFile file(QString::fromStdString(arguments.file));
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::IoFailed, file.errorString(), file.fileName());
        bytes = file.readAll();
    }
    const QJsonObject some = QJsonDocument::fromJson(bytes).object();
    if (arguments.id != 0 && !some.isEmpty() && !some.contains(u"destination_conf"_s) && !some.contains(u"result"_s))
        return some;
    auto job = logpush::importJob(QString::fromUtf8(bytes));
    if (job && job->value(u"destination_conf").isString())
        (*job)[u"destination_conf"_s] = withSecretsOfEnvironment((*job)[u"destination_conf"].toString());
    return job;
}

void printJob(Context& context, const QJsonObject& job)
{
    const QJsonObject shown = jobs::redactedJob(job);
    if (context.json)
        return printJson(shown);
    printText(std::to_string(shown[u"id"].toInteger()) + "  " + (shown[u"enabled"].toBool() ? "on   " : "off  ")
              + shown[u"name"].toString().toStdString() + "  " + shown[u"destination_conf"].toString().toStdString());
}

QJsonArray changesJson(const std::vector<logpush::JobChange>& changes)
{
    QJsonArray all;
    for (const auto& change : changes)
        all.append(QJsonObject {
            {u"path"_s, change.path}, {u"before"_s, change.before}, {u"after"_s, change.after}, {u"secret"_s, change.isSecret}});
    return all;
}

void listJobs(JobRun& run)
{
    run.ask(cloudflare::jobObjects(run.scope()), [&run](const std::vector<QJsonObject>& jobs) {
        QJsonArray all;
        for (const QJsonObject& job : jobs) {
            all.append(jobs::redactedJob(job));
            if (!run.context().json)
                printJob(run.context(), job);
        }
        if (run.context().json)
            printJson({{u"jobs"_s, all}});
        run.done();
    });
}

void showJob(JobRun& run, const JobArguments& arguments)
{
    run.ask(cloudflare::jobObject(run.scope(), arguments.id), [&run, &arguments](const QJsonObject& job) {
        const QJsonObject shown = jobs::redactedJob(job);
        if (run.context().json)
            printJson(shown);
        else if (arguments.copyAs == "curl")
            printRaw(logpush::asCurl(shown, run.place().baseUrl.toString(), run.place().accountId).toStdString() + '\n');
        else if (arguments.copyAs == "terraform")
            printRaw(logpush::asTerraform(shown, run.place().accountId).toStdString() + '\n');
        else
            printText(logpush::asJson(shown).toStdString());
        run.done();
    });
}

void report(JobRun& run, const jobs::JobOutcome& outcome)
{
    Context& context = run.context();
    if (outcome.isConflict) {
        context.exit = Exit::Refused;
        context.json ? printJson({{u"conflict"_s, changesJson(outcome.meanwhile)}})
                     : printText("somebody changed the job meanwhile; nothing was sent");
        return run.done();
    }
    if (!outcome.notTaken.empty() && !context.json)
        printText("the API kept something else than was sent: " + outcome.notTaken.front().path.toStdString());
    printJob(context, outcome.job);
    run.done();
}

void createJobOf(JobRun& run, QJsonObject job)
{
    if (!job.contains(u"dataset"_s))
        job[u"dataset"_s] = u"workers_trace_events"_s;
    QJsonObject body = logpush::createBodyOf(job);
    if (job.contains(u"ownership_challenge"_s))
        body[u"ownership_challenge"_s] = job[u"ownership_challenge"_s];
    run.change(jobs::CreateJob {body}, [&run](const jobs::JobOutcome& outcome) { report(run, outcome); });
}

/// What is given takes the place of what is there; members that are not given stay.
void updateJobOf(JobRun& run, const JobArguments& arguments, const QJsonObject& given)
{
    run.ask(cloudflare::jobObject(run.scope(), arguments.id), [&run, &arguments, given](const QJsonObject& job) {
        const QJsonObject before = jobs::redactedJob(job);
        QJsonObject after = before;
        for (auto at = given.begin(); at != given.end(); ++at) {
            if (at.key() == u"output_options" && at.value().isObject() && after[at.key()].isObject()) {
                QJsonObject options = after[at.key()].toObject();
                const QJsonObject wanted = at.value().toObject();
                for (auto option = wanted.begin(); option != wanted.end(); ++option)
                    options[option.key()] = option.value();
                after[at.key()] = options;
            } else if (at.key() != u"id") {
                after[at.key()] = at.value();
            }
        }
        if (arguments.isDry) {
            printJson({{u"changes"_s, changesJson(logpush::changesOf(before, after))}});
            return run.done();
        }
        run.change(jobs::SaveJob {arguments.id, before, after, arguments.isForced},
                   [&run](const jobs::JobOutcome& outcome) { report(run, outcome); });
    });
}

/// What is wrong with it as far as is known here. How many errors.
QJsonArray issuesOf(const QJsonObject& job, int& errors)
{
    QJsonArray all;
    const auto add = [&](const QString& path, const QString& message, bool isWarning) {
        all.append(QJsonObject {{u"path"_s, path}, {u"message"_s, message}, {u"warning"_s, isWarning}});
        errors += isWarning ? 0 : 1;
    };
    for (const auto& issue : logpush::checkJobFields(job))
        add(issue.path, issue.message, issue.isWarning);
    const auto destination = logpush::parseDestination(job[u"destination_conf"].toString());
    if (!destination)
        add(u"destination_conf"_s, destination.error().detail, false);
    else
        for (const auto& issue : logpush::checkDestination(*destination))
            add(QString(u"destination_conf: "_s + issue.param), issue.message, issue.isWarning);
    return all;
}

void endValidation(Context& context, const QJsonObject& report)
{
    if (!report[u"valid"].toBool())
        context.exit = Exit::Refused;
    if (context.json)
        return printJson(report);
    printText(report[u"valid"].toBool() ? "valid" : "invalid");
    for (const auto issue : report[u"issues"].toArray())
        printText("  " + issue[u"path"].toString().toStdString() + ": " + issue[u"message"].toString().toStdString());
    if (report.contains(u"destination"_s))
        printText("  destination: " + report[u"destination"][u"message"].toString().toStdString());
}

void validateJob(const JobArguments& arguments, Context& context, const QJsonObject& job)
{
    int errors = 0;
    const QJsonArray issues = issuesOf(job, errors);
    const QJsonObject found {{u"valid"_s, errors == 0}, {u"issues"_s, issues}};
    if (arguments.isOffline || errors > 0)
        return endValidation(context, found);
    JobRun run(arguments.account, context);
    run.run([&](JobRun& open) {
        open.ask(cloudflare::validateDestination(open.scope(), job[u"destination_conf"].toString()),
                 [&](const cloudflare::Validity& validity) {
                     QJsonObject all = found;
                     all[u"valid"_s] = validity.isValid;
                     all[u"destination"_s] = QJsonObject {{u"valid"_s, validity.isValid}, {u"message"_s, validity.message}};
                     endValidation(context, all);
                     open.done();
                 });
    });
}

void withJobFrom(const JobArguments& arguments, Context& context, const std::function<void(const QJsonObject&)>& use)
{
    const auto job = readJob(arguments);
    if (!job)
        return reportError(context, job.error());
    use(*job);
}

} // namespace

void addJobs(CLI::App& app, Context& context)
{
    auto arguments = std::make_shared<JobArguments>();
    auto* jobs = app.add_subcommand("jobs", "Logpush jobs of an account; secrets are never printed");
    jobs->require_subcommand(1);
    const auto add = [&](const char* name, const char* what, bool isOfOne, bool isFromText) {
        auto* command = jobs->add_subcommand(name, what);
        addAccountOptions(*command, arguments->account);
        if (isOfOne)
            command->add_option("id", arguments->id, "Of the job")->required();
        if (isFromText)
            command->add_option("--file", arguments->file, "JSON of a job, or a curl; - is stdin")->capture_default_str();
        return command;
    };
    add("list", "All of them", false, false)->callback([arguments, &context] { JobRun(arguments->account, context).run(listJobs); });
    auto* show = add("show", "One of them, as JSON, curl or Terraform", true, false);
    show->add_option("--as", arguments->copyAs, "json, curl or terraform")->check(CLI::IsMember({"json", "curl", "terraform"}));
    show->callback(
        [arguments, &context] { JobRun(arguments->account, context).run([arguments](JobRun& run) { showJob(run, *arguments); }); });
    auto* create = add("create", "Makes one, once: after a lost answer it is looked for", false, true);
    create->callback([arguments, &context] {
        withJobFrom(*arguments, context, [&](const QJsonObject& job) {
            JobRun(arguments->account, context).run([&job](JobRun& run) { createJobOf(run, job); });
        });
    });
    auto* update = add("update", "Sends the whole job with what is given changed in it", true, true);
    update->add_flag("--dry-run", arguments->isDry, "Only tell what would change");
    update->add_flag("--force", arguments->isForced, "Also where somebody else changed it meanwhile");
    update->callback([arguments, &context] {
        withJobFrom(*arguments, context, [&](const QJsonObject& job) {
            JobRun(arguments->account, context).run([&](JobRun& run) { updateJobOf(run, *arguments, job); });
        });
    });
    add("delete", "Deletes one; delivered files stay", true, false)->callback([arguments, &context] {
        JobRun(arguments->account, context).run([arguments](JobRun& run) {
            run.change(jobs::DeleteJob {arguments->id}, [&run, arguments](const jobs::JobOutcome&) {
                run.context().json ? printJson({{u"deleted"_s, arguments->id}}) : printText("deleted");
                run.done();
            });
        });
    });
    auto* validate = add("validate", "Whether it would be taken: checked here, and the destination by Cloudflare", false, true);
    validate->add_flag("--offline", arguments->isOffline, "Ask nobody");
    validate->callback([arguments, &context] {
        withJobFrom(*arguments, context, [&](const QJsonObject& job) { validateJob(*arguments, context, job); });
    });
}

} // namespace tracedeck::ctl
