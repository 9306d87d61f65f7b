// What a listing of many names costs: bench_names ENDPOINT BUCKET PREFIX        keys from the usual variables
// Lists all of the prefix as the deliveries page has it listed, and keeps the names. Prints one line of JSON: names, list calls,
// milliseconds, and how far anonymous memory rose above what it was after the first answer of the bucket.

#include "meters.h"
#include "net/http_transport.h"
#include "objects/coverage_log.h"
#include "s3/bucket.h"
#include "sync/bucket_listing.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <iterator>

using namespace tracedeck;

namespace {

int failed(const Error& error)
{
    std::fprintf(stderr, "bench_names: %s %s\n", qPrintable(error.detail), qPrintable(error.subject));
    return 1;
}

Result<void> list(objects::ObjectSource& bucket, const QString& prefix, objects::Listing& listing, std::atomic<std::uint64_t>* calls)
{
    return sync::BucketListing(bucket, prefix, TimeRange {}, calls)
        .run(
            [&listing](std::vector<objects::ListedObject> batch) {
                listing.objects.insert(listing.objects.end(), std::make_move_iterator(batch.begin()), std::make_move_iterator(batch.end()));
                return true;
            },
            {});
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 4)
        return 2;
    net::HttpTransport transport;
    s3::Bucket bucket(
        transport, {QUrl(arguments[1]), arguments[2]},
        {qEnvironmentVariable("AWS_ACCESS_KEY_ID"), std::make_shared<const Secret>(qgetenv("AWS_SECRET_ACCESS_KEY")), nullptr});
    objects::Listing none;
    if (const auto warm = list(bucket, QStringLiteral("nothing/lies/here/"), none, nullptr); !warm)
        return failed(warm.error());

    const bench::MemoryMeter memory;
    QElapsedTimer clock;
    clock.start();
    objects::Listing listing;
    std::atomic<std::uint64_t> calls {0};
    if (const auto listed = list(bucket, arguments[3], listing, &calls); !listed)
        return failed(listed.error());
    const QJsonObject answer {{QStringLiteral("list_ms"), static_cast<double>(clock.nsecsElapsed()) / 1e6},
                              {QStringLiteral("names"), static_cast<qint64>(listing.objects.size())},
                              {QStringLiteral("list_calls"), static_cast<qint64>(calls)},
                              {QStringLiteral("peak_mb"), memory.peakMb()},
                              {QStringLiteral("kept_mb"), memory.nowMb()}};
    std::puts(QJsonDocument(answer).toJson(QJsonDocument::Compact).constData());
    return 0;
}
