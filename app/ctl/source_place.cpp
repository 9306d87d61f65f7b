#include "source_place.h"

#include "environment.h"
#include "s3/bucket.h"
#include "times.h"

namespace tracedeck::ctl {

namespace {

Result<std::int64_t> momentOf(const std::string& text, std::int64_t otherwise)
{
    if (text.empty())
        return otherwise;
    if (const auto ms = parseTime(text))
        return *ms;
    return fail(ErrorCode::BadValue, QStringLiteral("\"%1\" is neither RFC 3339 nor milliseconds").arg(QString::fromStdString(text)));
}

} // namespace

void addPlaceOptions(CLI::App& command, PlaceOptions& options)
{
    auto* bucket = command.add_option("--bucket", options.bucket, "Name of the bucket");
    command.add_option("--endpoint", options.endpoint, "Address of the S3 service: https://ACCOUNT.r2.cloudflarestorage.com")
        ->needs(bucket);
    bucket->needs(command.get_option("--endpoint"));
    command.add_option("--prefix", options.prefix, "Begin of the keys, {DATE} for the day as in the job; the whole bucket by default");
    command.add_option("--region", options.region, "Region that requests are signed for")->capture_default_str();
    command.add_option("--ca-file", options.caFile, "Certificates (PEM) to trust beside the system's");
    command.add_option("--folder", options.folder, "A folder of delivered objects instead of a bucket")->excludes(bucket);
    command.add_option("--from", options.from, "Only what may hold events from this moment on: RFC 3339 or Unix milliseconds");
    command.add_option("--to", options.to, "… and before this one");
    command.footer("Keys of a bucket are read from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.");
}

Result<TimeRange> rangeOf(const PlaceOptions& options)
{
    const TimeRange all;
    const auto from = momentOf(options.from, all.from);
    if (!from)
        return fail(from.error());
    const auto to = momentOf(options.to, all.to);
    if (!to)
        return fail(to.error());
    return TimeRange {*from, *to};
}

Result<OpenBucket> openBucket(const PlaceOptions& options)
{
    const s3::BucketAddress address {QUrl(QString::fromStdString(options.endpoint), QUrl::StrictMode),
                                     QString::fromStdString(options.bucket), QString::fromStdString(options.region)};
    auto keys = keysFromEnvironment();
    if (auto good = s3::checkAddress(address); !good)
        return fail(good.error());
    if (auto good = s3::checkKeys(keys); !good)
        return fail(good.error());
    OpenBucket open;
    net::HttpOptions http;
    http.caFile = QString::fromStdString(options.caFile);
    open.transport = std::make_unique<net::HttpTransport>(http);
    open.source.objects = std::make_shared<s3::Bucket>(*open.transport, address, std::move(keys));
    open.source.name = address.name();
    open.source.prefix = QString::fromStdString(options.prefix);
    return open;
}

} // namespace tracedeck::ctl
