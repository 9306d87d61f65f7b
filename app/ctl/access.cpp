#include "access/access_check.h"
#include "access_report.h"
#include "account_place.h"
#include "commands.h"
#include "environment.h"
#include "network.h"
#include "output.h"
#include "s3/bucket.h"
#include "secrets/keychain_store.h"

#include <QCoreApplication>
#include <QTimer>

namespace tracedeck::ctl {

namespace {

struct AccessArguments {
    AccountOptions account;
    std::string zone, endpoint, bucket, prefix, region = "auto";
    std::vector<std::string> projects;
    bool skipWrangler = false;
};

std::optional<access::BucketQuestion> bucketOf(const AccessArguments& arguments)
{
    if (arguments.bucket.empty())
        return std::nullopt;
    access::BucketQuestion bucket;
    bucket.address = {QUrl(QString::fromStdString(arguments.endpoint), QUrl::StrictMode), QString::fromStdString(arguments.bucket),
                      QString::fromStdString(arguments.region)};
    bucket.prefix = QString::fromStdString(arguments.prefix);
    if (auto keys = keysFromEnvironment(); !keys.accessKeyId.isEmpty())
        bucket.keys = std::move(keys);
    return bucket;
}

std::optional<access::BucketQuestion> bucketOf(const AccountPlace& place)
{
    if (!place.bucket)
        return std::nullopt;
    access::BucketQuestion bucket {{place.bucket->endpoint, place.bucket->bucket, place.bucket->region}, place.bucket->prefix, {}};
    if (place.bucketSecret)
        bucket.keys = s3::Keys {place.bucket->accessKeyId, place.bucketSecret, place.bucketSession};
    return bucket;
}

access::Question questionOf(const AccessArguments& arguments, AccountPlace place)
{
    access::Question question;
    question.bucket = bucketOf(arguments);
    if (!question.bucket)
        question.bucket = bucketOf(place);
    question.baseUrl = place.baseUrl;
    question.credential = std::move(place.credential);
    question.accountId = place.accountId;
    question.zoneId = QString::fromStdString(arguments.zone);
    for (const std::string& project : arguments.projects)
        question.projects << QString::fromStdString(project);
    question.looksForWrangler = !arguments.skipWrangler;
    return question;
}

void print(Context& context, const access::Report& report)
{
    if (context.json)
        printJson(accessJson(report));
    else
        printText(accessLines(report).toStdString());
    context.exit = accessExit(report);
}

void run(const AccessArguments& arguments, Context& context)
{
    Network net({.caFile = QString::fromStdString(arguments.account.caFile), .userAgent = {}});
    const auto makeBucket = [&net](const s3::BucketAddress& address, const s3::Keys& keys) -> std::shared_ptr<objects::ObjectSource> {
        return std::make_shared<s3::Bucket>(net.http, address, keys);
    };
    access::AccessCheck check({net.api, makeBucket}, [&](const access::Report& report) {
        if (!report.isFinished)
            return;
        print(context, report);
        QCoreApplication::quit();
    });
    AccountDoor door(std::make_shared<secrets::KeychainStore>(QStringLiteral("Tracedeck")));
    const auto opened = [&](Result<AccountPlace> place) {
        if (place)
            return check.run(questionOf(arguments, std::move(*place)));
        reportError(context, place.error());
        QCoreApplication::quit();
    };
    QTimer::singleShot(0, qApp, [&] { door.open(arguments.account, opened); });
    QCoreApplication::exec();
}

} // namespace

void addAccess(CLI::App& app, Context& context)
{
    auto arguments = std::make_shared<AccessArguments>();
    auto* access = app.add_subcommand("access", "What a credential may do with Workers Logpush, and why; changes nothing");
    addAccountOptions(*access, arguments->account);
    access->add_option("--zone", arguments->zone, "Id of a zone to look for a token that is for zones only");
    auto* bucket =
        access->add_option("--bucket", arguments->bucket, "Bucket that logs are delivered to; keys as for `source`, else the token's");
    auto* endpoint = access->add_option("--endpoint", arguments->endpoint, "Address of its S3 service")->needs(bucket);
    bucket->needs(endpoint);
    access->add_option("--prefix", arguments->prefix, "Begin of its keys")->needs(bucket);
    access->add_option("--region", arguments->region, "Region that requests are signed for")->capture_default_str();
    auto* project = access->add_option("--project", arguments->projects, "Folder whose own wrangler counts; several are allowed");
    access->add_flag("--no-wrangler", arguments->skipWrangler, "Do not look for wrangler")->excludes(project);
    access->callback([arguments, &context] { run(*arguments, context); });
}

} // namespace tracedeck::ctl
