#include "commands.h"
#include "format_options.h"
#include "objects/list_plan.h"
#include "objects/object_name.h"
#include "output.h"
#include "s3/sign_vector.h"
#include "source_place.h"
#include "source_report.h"
#include "store/manifest.h"
#include "sync/bucket_listing.h"
#include "sync/file_list.h"
#include "times.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>

#include <cstdio>

namespace tracedeck::ctl {

namespace {

struct SourceArguments {
    PlaceOptions place;
    FormatOptions format;
    std::string store, vector;
    unsigned downloads = 8, threads = 0;
    std::uint64_t limit = 0;
    bool retry = false;
};

Result<std::shared_ptr<store::LogStore>> openStore(const SourceArguments& arguments, store::LogStore::Mode mode)
{
    return store::LogStore::open(QString::fromStdString(arguments.store), mode);
}

Result<Listed> listBucket(const SourceArguments& arguments)
{
    const auto range = rangeOf(arguments.place);
    if (!range)
        return fail(range.error());
    const auto bucket = openBucket(arguments.place);
    if (!bucket)
        return fail(bucket.error());
    std::atomic<std::uint64_t> calls {0};
    Listed listed {bucket->source.name % u'/', {}, 0, 0, 0};
    sync::BucketListing listing(*bucket->source.objects, bucket->source.prefix, *range, &calls);
    const auto done = listing.run(
        [&](std::vector<objects::ListedObject> batch) {
            for (auto& object : batch)
                listed.add(std::move(object), arguments.limit);
            return true;
        },
        {});
    if (!done)
        return fail(done.error());
    listed.calls = calls;
    return listed;
}

Result<Listed> listFolder(const SourceArguments& arguments)
{
    const auto range = rangeOf(arguments.place);
    if (!range)
        return fail(range.error());
    const QString folder = QString::fromStdString(arguments.place.folder);
    QStringList missing;
    Listed listed;
    for (const auto& file : sync::findFiles({folder}, missing)) {
        objects::ListedObject object {file.path, file.size, {}, file.order};
        if (objects::mayHold(object, *range))
            listed.add(std::move(object), arguments.limit);
    }
    return missing.isEmpty() ? Result<Listed> {std::move(listed)}
                             : Result<Listed> {fail(ErrorCode::NotFound, QStringLiteral("no such folder"), folder)};
}

/// What a store has, source by source.
void printStoredSources(const SourceArguments& arguments, Context& context)
{
    const auto store = openStore(arguments, store::LogStore::Mode::Read);
    if (!store)
        return reportError(context, store.error());
    const auto sources = (*store)->sources();
    const auto objects = sources ? (*store)->objects() : Result<std::vector<store::ObjectRecord>> {fail(sources.error())};
    if (!objects)
        return reportError(context, objects.error());
    printSources(context, *sources, *objects);
}

void runList(const SourceArguments& arguments, Context& context)
{
    if (!arguments.place.isBucket() && !arguments.place.isFolder())
        return printStoredSources(arguments, context);
    const auto listed = arguments.place.isBucket() ? listBucket(arguments) : listFolder(arguments);
    if (!listed)
        return reportError(context, listed.error());
    printListed(context, *listed);
}

Result<std::shared_ptr<store::LogStore>> openForWriting(const SourceArguments& arguments)
{
    auto store = openStore(arguments, store::LogStore::Mode::Write);
    if (!store)
        return store;
    if (auto healed = (*store)->forgetDamaged(); !healed)
        return fail(healed.error());
    return store;
}

void syncBucketNow(const SourceArguments& arguments, Context& context)
{
    const auto range = rangeOf(arguments.place);
    auto bucket = range ? openBucket(arguments.place) : Result<OpenBucket> {fail(range.error())};
    if (!bucket)
        return reportError(context, bucket.error());
    bucket->source.format = hintOf(arguments.format);
    const auto store = openForWriting(arguments);
    if (!store)
        return reportError(context, store.error());
    sync::SyncOptions options;
    options.range = *range;
    options.downloads = arguments.downloads;
    options.threads = arguments.threads;
    options.retrySetAside = arguments.retry;
    sync::SyncProgress progress;
    const ProgressLine line(progress);
    const auto report = sync::syncBucket(**store, bucket->source, options, &progress);
    if (!report)
        return reportError(context, report.error());
    printReport(context, *report);
}

void syncFolderNow(const SourceArguments& arguments, Context& context)
{
    const auto store = openForWriting(arguments);
    if (!store)
        return reportError(context, store.error());
    sync::ImportOptions options;
    options.format = hintOf(arguments.format);
    options.threads = arguments.threads;
    const auto report = sync::importPaths(**store, {QString::fromStdString(arguments.place.folder)}, options);
    if (!report)
        return reportError(context, report.error());
    printReport(context, *report);
}

void runSync(const SourceArguments& arguments, Context& context)
{
    if (arguments.place.isBucket())
        return syncBucketNow(arguments, context);
    if (arguments.place.isFolder())
        return syncFolderNow(arguments, context);
    std::fprintf(stderr, "tracedeckctl: from where? --endpoint with --bucket, or --folder\n");
    context.exit = Exit::Usage;
}

Result<QByteArray> fileOf(const std::string& folder, const char* name)
{
    QFile file(QDir(QString::fromStdString(folder)).filePath(QString::fromLatin1(name)));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, file.errorString(), file.fileName());
    return file.readAll();
}

QJsonObject signatureJson(const s3::Signature& signature)
{
    return {{QStringLiteral("canonical_request"), QString::fromUtf8(signature.canonicalRequest)},
            {QStringLiteral("string_to_sign"), QString::fromUtf8(signature.stringToSign)},
            {QStringLiteral("signature"), QString::fromUtf8(signature.signature)}};
}

void runSign(const SourceArguments& arguments, Context& context)
{
    const auto request = fileOf(arguments.vector, "request.txt");
    const auto contents = request ? fileOf(arguments.vector, "context.json") : request;
    const auto made = contents ? s3::signVector(*request, *contents) : Result<s3::SignedVector> {fail(contents.error())};
    if (!made)
        return reportError(context, made.error());
    printJson({{QStringLiteral("header"), signatureJson(made->header)}, {QStringLiteral("query"), signatureJson(made->query)}});
}

} // namespace

void addSource(CLI::App& app, Context& context)
{
    auto arguments = std::make_shared<SourceArguments>();
    auto* source = app.add_subcommand("source", "Where delivered objects are: a bucket or a folder");
    source->require_subcommand(1);

    auto* list = source->add_subcommand("list", "The objects of a bucket or folder; without one: the sources that a store has");
    addPlaceOptions(*list, arguments->place);
    list->add_option("--store", arguments->store, "Folder of the store");
    list->add_option("--limit", arguments->limit, "Print so many objects at most; 0 = all")->capture_default_str();
    list->callback([arguments, &context] { runList(*arguments, context); });

    auto* sync = source->add_subcommand("sync", "Read what is new of a bucket or folder into a store");
    addPlaceOptions(*sync, arguments->place);
    sync->add_option("--store", arguments->store, "Folder of the store; made where it is not there")->required();
    addFormatOptions(*sync, arguments->format);
    sync->add_option("--downloads", arguments->downloads, "How many at once")->check(CLI::Range(1U, 64U))->capture_default_str();
    sync->add_option("--threads", arguments->threads, "Workers that read; the machine's cores by default");
    sync->add_flag("--retry", arguments->retry, "Damaged objects, too");
    sync->callback([arguments, &context] { runSync(*arguments, context); });

    auto* sign = source->add_subcommand("sign", "Sign a test vector of signature version 4, in its headers and in its query");
    sign->add_option("--vector", arguments->vector, "Folder with request.txt and context.json")->required();
    sign->callback([arguments, &context] { runSign(*arguments, context); });
}

} // namespace tracedeck::ctl
