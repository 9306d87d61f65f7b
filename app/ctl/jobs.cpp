#include "cloudflare/job_api.h"
#include "commands.h"
#include "job_run.h"
#include "jobs/job_merge.h"
#include "jobs_input.h"
#include "jobs_report.h"
#include "logpush/dataset.h"
#include "output.h"

namespace tracedeck::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

struct JobArguments {
    AccountOptions account;
    std::string file = "-", base, form;
    qint64 id = 0;
    bool isDry = false, isForced = false, isOffline = false;
};

using GivenJob = Result<QJsonObject>;

/// What to send is known; `base` is the job that it was made of, if that is said.
GivenJob givenJob(const JobArguments& arguments)
{
    if (arguments.file == "-" && arguments.account.tokenFile == "-")
        return fail(ErrorCode::BadValue, u"standard input is the token's already: give --file"_s, u"--token-file"_s);
    return readJob(arguments.file, arguments.id != 0);
}

/// A new one is of Workers where it does not say otherwise.
GivenJob givenNewJob(const JobArguments& arguments)
{
    auto job = givenJob(arguments);
    if (job && !job->contains(u"dataset"_s))
        job->insert(u"dataset"_s, cloudflare::kWorkersDataset);
    return job;
}

void listJobs(JobRun& run)
{
    run.ask(cloudflare::jobObjects(run.scope()), [&run](const std::vector<QJsonObject>& jobs) {
        QJsonArray all;
        for (const QJsonObject& job : jobs)
            all.append(jobs::redactedJob(job));
        if (run.context().json)
            printJson({{u"jobs"_s, all}});
        else
            for (const auto& job : all)
                printText(jobLine(job.toObject()));
        run.done();
    });
}

void showJob(JobRun& run, const JobArguments& arguments)
{
    run.ask(cloudflare::jobObject(run.scope(), arguments.id), [&run, &arguments](const QJsonObject& job) {
        const QJsonObject shown = jobs::redactedJob(job);
        if (arguments.form.empty())
            run.context().json ? printJson(shown) : printText(jobLines(shown));
        else
            printCopy(run.context(), shown, arguments.form, {run.place().baseUrl.toString(), run.place().accountId});
        run.done();
    });
}

void reportOutcome(JobRun& run, const jobs::JobOutcome& outcome)
{
    Context& context = run.context();
    if (outcome.isConflict) {
        context.exit = Exit::Refused;
        context.json ? printJson({{u"conflict"_s, changesJson(outcome.meanwhile)}})
                     : printText("Somebody changed the job meanwhile, and nothing was sent:\n" + changeLines(outcome.meanwhile)
                                 + "\nWith --force it is sent all the same.");
        return run.done();
    }
    for (const auto& change : outcome.notTaken)
        printNote(QString(u"the API kept something else than was sent: " + change.path));
    context.json ? printJson(outcome.job) : printText(jobLine(outcome.job));
    run.done();
}

/// Nothing masked is sent: the API would take the mask for the secret.
bool isComplete(Context& context, const QJsonObject& job)
{
    const QStringList masked = maskedParts(job[u"destination_conf"].toString());
    if (!masked.isEmpty())
        reportError(context, {ErrorCode::BadValue, u"is masked: "_s + masked.join(u", "_s), u"destination_conf"_s});
    return masked.isEmpty();
}

void createJobOf(const JobArguments& arguments, Context& context)
{
    const auto job = givenNewJob(arguments);
    if (!job)
        return reportError(context, job.error());
    QJsonObject body = logpush::createBodyOf(*job);
    if (arguments.isDry) {
        const auto& account = arguments.account;
        return printCopy(context, jobs::redactedJob(body), arguments.form,
                         {QString::fromStdString(account.baseUrl), QString::fromStdString(account.account)});
    }
    if (!isComplete(context, body))
        return;
    if (job->contains(u"ownership_challenge"_s))
        body[u"ownership_challenge"_s] = job->value(u"ownership_challenge");
    JobRun(arguments.account, context).run([&body](JobRun& run) {
        run.hideSecretsOf(body);
        run.change(jobs::CreateJob {body}, [&run](const jobs::JobOutcome& outcome) { reportOutcome(run, outcome); });
    });
}

/// What is given takes the place of what is there, options one by one; members that are not given stay.
QJsonObject withGiven(QJsonObject job, const QJsonObject& given)
{
    for (auto at = given.begin(); at != given.end(); ++at) {
        if (at.key() == u"output_options" && at.value().isObject() && job.value(at.key()).isObject())
            job[at.key()] = withGiven(job.value(at.key()).toObject(), at.value().toObject());
        else
            job[at.key()] = at.value();
    }
    return job;
}

void tellUpdate(JobRun& run, const QJsonObject& current, const jobs::SaveJob& save)
{
    const auto merged = jobs::mergedJob(current, save.before, save.after);
    if (!merged)
        return run.failed(merged.error());
    const auto changes = logpush::changesOf(current, *merged);
    const auto meanwhile = logpush::changesOf(save.before, jobs::redactedJob(current));
    if (run.context().json)
        printJson({{u"changes"_s, changesJson(changes)}, {u"conflict"_s, changesJson(meanwhile)}});
    else
        printText(changeLines(changes)
                  + (meanwhile.empty() ? std::string() : "\nSomebody changed the job meanwhile:\n" + changeLines(meanwhile)));
    run.done();
}

/// `base`: the job when the edit began; empty where that is now.
void updateJobWith(JobRun& run, const JobArguments& arguments, const QJsonObject& given, const QJsonObject& base)
{
    run.hideSecretsOf(given);
    run.ask(cloudflare::jobObject(run.scope(), arguments.id), [&run, &arguments, given, base](const QJsonObject& job) {
        run.hideSecretsOf(job);
        const QJsonObject before = jobs::redactedJob(base.isEmpty() ? job : base);
        jobs::SaveJob save {arguments.id, before, withGiven(before, given), arguments.isForced};
        save.after.remove(u"ownership_challenge"_s);
        if (const QByteArray token = given[u"ownership_challenge"].toString().toUtf8(); !token.isEmpty())
            save.ownershipToken = std::make_shared<const Secret>(token);
        if (arguments.isDry)
            return tellUpdate(run, job, save);
        run.change(save, [&run](const jobs::JobOutcome& outcome) { reportOutcome(run, outcome); });
    });
}

void updateJobOf(const JobArguments& arguments, Context& context)
{
    const auto given = givenJob(arguments);
    const auto base = arguments.base.empty() ? GivenJob {QJsonObject {}} : readJob(arguments.base, false);
    if (!given || !base)
        return reportError(context, given ? base.error() : given.error());
    JobRun(arguments.account, context).run([&](JobRun& run) { updateJobWith(run, arguments, *given, *base); });
}

void removeJob(JobRun& run, qint64 id)
{
    run.change(jobs::DeleteJob {id}, [&run, id](const jobs::JobOutcome&) {
        run.context().json ? printJson({{u"deleted"_s, id}}) : printText("deleted: " + std::to_string(id));
        run.done();
    });
}

void endValidation(Context& context, const QJsonObject& report)
{
    const bool isValid = report[u"valid"].toBool();
    if (!isValid)
        context.exit = Exit::Refused;
    if (context.json)
        return printJson(report);
    printText(isValid ? "valid" : "invalid");
    for (const auto issue : report[u"issues"].toArray())
        printText((issue[u"warning"].toBool() ? "  warning: " : "  ") + issue[u"path"].toString().toStdString() + ": "
                  + issue[u"message"].toString().toStdString());
    const QJsonObject destination = report[u"destination"].toObject();
    if (destination.contains(u"valid"_s))
        printText(destination[u"valid"].toBool() ? "  Cloudflare can write to the destination."
                                                 : "  Cloudflare cannot write there: " + destination[u"message"].toString().toStdString());
    else
        printText("  The destination was not tried: " + destination[u"not_asked"].toString().toStdString());
    if (destination[u"exists"].toBool())
        printText("  Another job writes there already, which is allowed.");
}

/// Tries the destination, and asks whether somebody has it.
void askDestination(JobRun& run, const QString& destination, const QJsonObject& report)
{
    run.ask(cloudflare::validateDestination(run.scope(), destination), [&run, destination, report](const cloudflare::Validity& validity) {
        QJsonObject answer {{u"valid"_s, validity.isValid}, {u"message"_s, run.withoutSecrets(validity.message)}};
        run.ask(cloudflare::destinationExists(run.scope(), destination), [&run, answer, report](bool isThere) {
            QJsonObject tried = answer, all = report; // what is captured of a constant is one
            tried.insert(u"exists"_s, isThere);
            all.insert(u"destination"_s, tried);
            all.insert(u"valid"_s, report.value(u"valid").toBool() && answer.value(u"valid").toBool());
            endValidation(run.context(), all);
            run.done();
        });
    });
}

/// Why nobody is asked; "" where the account is.
QString reasonNotToAsk(const JobArguments& arguments, const QJsonObject& job, bool isRefused)
{
    const AccountOptions& account = arguments.account;
    if (arguments.isOffline)
        return u"--offline"_s;
    if (account.profile.empty() && account.account.empty() && account.tokenFile.empty())
        return u"no account is named"_s;
    if (isRefused)
        return u"what is known here is wrong already"_s;
    return maskedParts(job[u"destination_conf"].toString()).join(u", "_s);
}

void validateJob(const JobArguments& arguments, Context& context)
{
    const auto job = givenNewJob(arguments);
    if (!job)
        return reportError(context, job.error());
    const JobFindings found = findingsOf(*job);
    QJsonObject report {{u"valid"_s, !found.isRefused}, {u"issues"_s, found.issues}};
    if (const QString why = reasonNotToAsk(arguments, *job, found.isRefused); !why.isEmpty()) {
        report[u"destination"_s] = QJsonObject {{u"not_asked"_s, why}};
        return endValidation(context, report);
    }
    JobRun(arguments.account, context).run([&](JobRun& run) {
        run.hideSecretsOf(*job);
        askDestination(run, job->value(u"destination_conf").toString(), report);
    });
}

using Arguments = std::shared_ptr<JobArguments>;

CLI::App* addJobCommand(CLI::App& jobs, const Arguments& arguments, const char* name, const char* what)
{
    auto* command = jobs.add_subcommand(name, what);
    addAccountOptions(*command, arguments->account);
    return command;
}

void addJobId(CLI::App& command, const Arguments& arguments)
{
    command.add_option("id", arguments->id, "Of the job")->required()->check(CLI::PositiveNumber);
}

CLI::Option* addJobForm(CLI::App& command, const Arguments& arguments)
{
    return command.add_option("--copy", arguments->form, "Print it to take elsewhere: json, curl or terraform")
        ->check(CLI::IsMember({"json", "curl", "terraform"}));
}

void addJobFile(CLI::App& command, const Arguments& arguments)
{
    command.add_option("--file", arguments->file, "JSON of a job, or a curl; - is standard input")->capture_default_str();
}

void addReadingJobs(CLI::App& jobs, const Arguments& arguments, Context& context)
{
    addJobCommand(jobs, arguments, "list", "All of them")->callback([arguments, &context] {
        JobRun(arguments->account, context).run(listJobs);
    });
    auto* show = addJobCommand(jobs, arguments, "show", "One of them");
    addJobId(*show, arguments);
    addJobForm(*show, arguments);
    show->callback(
        [arguments, &context] { JobRun(arguments->account, context).run([&arguments](JobRun& run) { showJob(run, *arguments); }); });
    auto* validate = addJobCommand(jobs, arguments, "validate", "Whether it would be taken; with an account its destination is tried");
    addJobFile(*validate, arguments);
    validate->add_flag("--offline", arguments->isOffline, "Ask nobody");
    validate->callback([arguments, &context] { validateJob(*arguments, context); });
}

void addChangingJobs(CLI::App& jobs, const Arguments& arguments, Context& context)
{
    auto* create = addJobCommand(jobs, arguments, "create", "Makes one, once: after a lost answer it is looked for");
    addJobFile(*create, arguments);
    auto* dry = create->add_flag("--dry-run", arguments->isDry, "Print what would be sent, and ask nobody");
    addJobForm(*create, arguments)->needs(dry);
    create->callback([arguments, &context] { createJobOf(*arguments, context); });
    auto* update = addJobCommand(jobs, arguments, "update", "Sends the whole job with what is given changed in it");
    addJobId(*update, arguments);
    addJobFile(*update, arguments);
    update->add_option("--base", arguments->base, "File with the job as it was when the edit began: refused where it is another by now");
    update->add_flag("--dry-run", arguments->isDry, "Only tell what would change");
    update->add_flag("--force", arguments->isForced, "Also where somebody else changed it meanwhile");
    update->callback([arguments, &context] { updateJobOf(*arguments, context); });
    auto* remove = addJobCommand(jobs, arguments, "delete", "Deletes one; delivered files stay");
    addJobId(*remove, arguments);
    remove->callback(
        [arguments, &context] { JobRun(arguments->account, context).run([&arguments](JobRun& run) { removeJob(run, arguments->id); }); });
}

} // namespace

void addJobs(CLI::App& app, Context& context)
{
    const auto arguments = std::make_shared<JobArguments>();
    auto* jobs = app.add_subcommand("jobs", "Logpush jobs of an account; secrets are never printed");
    jobs->require_subcommand(1);
    addReadingJobs(*jobs, arguments, context);
    addChangingJobs(*jobs, arguments, context);
}

} // namespace tracedeck::ctl
