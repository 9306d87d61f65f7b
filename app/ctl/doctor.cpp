#include "doctor/doctor.h"
#include "account_place.h"
#include "commands.h"
#include "doctor_report.h"
#include "environment.h"
#include "network.h"
#include "output.h"
#include "s3/bucket.h"
#include "secrets/keychain_store.h"
#include "store/log_store.h"
#include "text/doctor_text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTimer>

namespace tracedeck::ctl {

namespace {

struct DoctorArguments {
    AccountOptions account;
    std::string worker, dispatchNamespace, file, environment, store, endpoint, bucket, prefix, region = "auto";
    std::int64_t job = 0;
    bool asMarkdown = false;
};

void readFromOptions(const DoctorArguments& arguments, doctor::Question& question)
{
    question.source = doctor::ReadPlace {{QUrl(QString::fromStdString(arguments.endpoint), QUrl::StrictMode),
                                          QString::fromStdString(arguments.bucket), QString::fromStdString(arguments.region)},
                                         QString::fromStdString(arguments.prefix)};
    if (auto keys = keysFromEnvironment(); !keys.accessKeyId.isEmpty())
        question.sourceKeys = std::move(keys);
}

void readFromProfile(const AccountPlace& place, doctor::Question& question)
{
    question.source = doctor::ReadPlace {{place.bucket->endpoint, place.bucket->bucket, place.bucket->region}, place.bucket->prefix};
    if (place.bucketSecret)
        question.sourceKeys = s3::Keys {place.bucket->accessKeyId, place.bucketSecret, place.bucketSession};
}

Result<doctor::Question> doctorQuestionOf(const DoctorArguments& arguments, AccountPlace place)
{
    doctor::Question question;
    if (!arguments.bucket.empty())
        readFromOptions(arguments, question);
    else if (place.bucket)
        readFromProfile(place, question);
    question.isReadOnly = true;
    question.access.baseUrl = place.baseUrl;
    question.access.credential = std::move(place.credential);
    question.access.accountId = place.accountId;
    question.worker = QString::fromStdString(arguments.worker);
    question.dispatchNamespace = QString::fromStdString(arguments.dispatchNamespace);
    if (arguments.job != 0)
        question.jobId = arguments.job;
    if (!arguments.file.empty())
        question.file = workers::WranglerLink {QFileInfo(QString::fromStdString(arguments.file)).absoluteFilePath(),
                                               QString::fromStdString(arguments.environment), false};
    if (!arguments.store.empty()) {
        const auto store = store::LogStore::open(QString::fromStdString(arguments.store), store::LogStore::Mode::Read);
        if (!store)
            return fail(store.error());
        question.store = (*store)->snapshot();
    }
    return question;
}

void printDiagnosis(const DoctorArguments& arguments, Context& context, const doctor::Diagnosis& diagnosis)
{
    if (context.json)
        printJson(doctorJson(diagnosis));
    else
        printText((arguments.asMarkdown ? ui::doctorReport(diagnosis).chopped(1) : doctorLines(diagnosis)).toStdString());
    context.exit = doctorExit(diagnosis);
}

void examine(const DoctorArguments& arguments, Context& context)
{
    Network net({.caFile = QString::fromStdString(arguments.account.caFile), .userAgent = {}});
    const auto makeBucket = [&net](const s3::BucketAddress& address, const s3::Keys& keys) -> std::shared_ptr<objects::ObjectSource> {
        return std::make_shared<s3::Bucket>(net.http, address, keys);
    };
    doctor::Doctor doctor({net.api, makeBucket});
    QObject::connect(&doctor, &doctor::Doctor::told, &doctor, [&](const doctor::Diagnosis& diagnosis) {
        if (!diagnosis.isFinished)
            return;
        printDiagnosis(arguments, context, diagnosis);
        QCoreApplication::quit();
    });
    AccountDoor door(std::make_shared<secrets::KeychainStore>(QStringLiteral("Tracedeck")));
    const auto opened = [&](Result<AccountPlace> place) {
        auto question = place ? doctorQuestionOf(arguments, std::move(*place)) : fail(place.error());
        if (question)
            return doctor.run(std::move(*question));
        reportError(context, question.error());
        QCoreApplication::quit();
    };
    QTimer::singleShot(0, qApp, [&] { door.open(arguments.account, opened); });
    QCoreApplication::exec();
}

} // namespace

void addDoctor(CLI::App& app, Context& context)
{
    auto arguments = std::make_shared<DoctorArguments>();
    auto* doctor = app.add_subcommand("doctor", "Why there are no logs of a Worker: the first certain cause; changes nothing");
    addAccountOptions(*doctor, arguments->account);
    auto* worker = doctor->add_option("--worker", arguments->worker, "Its name; without one only the account and the job are looked at");
    doctor->add_option("--namespace", arguments->dispatchNamespace, "Dispatch namespace that it is in")->needs(worker);
    doctor->add_option("--job", arguments->job, "Id of the job; else the one that serves the Worker best")->check(CLI::PositiveNumber);
    auto* file = doctor->add_option("--file", arguments->file, "The wrangler file that deploys it");
    doctor->add_option("--env", arguments->environment, "Environment of the file")->needs(file);
    doctor->add_option("--store", arguments->store, "Folder of a store: events are looked for there, not in the newest files");
    auto* bucket =
        doctor->add_option("--bucket", arguments->bucket, "Bucket that logs are read from; keys as for `source`, else the token's");
    auto* endpoint = doctor->add_option("--endpoint", arguments->endpoint, "Address of its S3 service")->needs(bucket);
    bucket->needs(endpoint);
    doctor->add_option("--prefix", arguments->prefix, "Begin of its keys")->needs(bucket);
    doctor->add_option("--region", arguments->region, "Region that requests are signed for")->capture_default_str();
    doctor->add_flag("--markdown", arguments->asMarkdown, "As Markdown, without secrets and whole ids, to be given to somebody");
    doctor->callback([arguments, &context] { examine(*arguments, context); });
}

} // namespace tracedeck::ctl
