#include "source_report.h"

#include "objects/object_name.h"
#include "output.h"
#include "times.h"

#include <QJsonArray>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <map>
#include <mutex>
#include <unistd.h>

namespace tracedeck::ctl {

using namespace std::chrono_literals;

namespace {

QJsonValue timeJson(std::int64_t ms)
{
    return ms == 0 ? QJsonValue() : QJsonValue(QString::fromStdString(timeText(ms)));
}

QJsonObject objectJson(const objects::ListedObject& object)
{
    QJsonObject json {{QStringLiteral("key"), object.key},
                      {QStringLiteral("size"), jsonNumber(object.size)},
                      {QStringLiteral("etag"), object.etag},
                      {QStringLiteral("last_modified"), timeJson(object.changedMs)}};
    if (const auto name = objects::parseObjectName(object.key.toStdString())) {
        json.insert(QStringLiteral("from"), timeJson(name->window.from));
        json.insert(QStringLiteral("to"), timeJson(name->window.to));
    }
    return json;
}

QJsonArray troubledJson(const std::vector<sync::TroubledObject>& objects)
{
    QJsonArray all;
    for (const auto& object : objects)
        all.append(QJsonObject {{QStringLiteral("key"), object.key}, {QStringLiteral("reason"), object.error.detail}});
    return all;
}

QJsonObject reportJson(const sync::SyncReport& report)
{
    return {
        {QStringLiteral("listed"), jsonNumber(report.listed)},
        {QStringLiteral("read"), jsonNumber(report.read)},
        {QStringLiteral("known"), jsonNumber(report.known)},
        {QStringLiteral("overlapping"), jsonNumber(report.overlapping)},
        {QStringLiteral("test_objects"), jsonNumber(report.tests)},
        {QStringLiteral("other_objects"), jsonNumber(report.others)},
        {QStringLiteral("dropped_before"), jsonNumber(report.dropped)},
        {QStringLiteral("gone"), jsonNumber(report.gone)},
        {QStringLiteral("set_aside_total"), jsonNumber(report.setAsideTotal)},
        {QStringLiteral("set_aside"), troubledJson(report.setAside)},
        {QStringLiteral("failed_total"), jsonNumber(report.failedTotal)},
        {QStringLiteral("failed"), troubledJson(report.failed)},
        {QStringLiteral("rows_total"), jsonNumber(report.rows)},
        {QStringLiteral("rejected_total"), jsonNumber(report.rejected)},
        {QStringLiteral("test_records"), jsonNumber(report.testRecords)},
        {QStringLiteral("bytes"), jsonNumber(report.bytes)},
        {QStringLiteral("list_calls"), jsonNumber(report.listCalls)},
        {QStringLiteral("get_calls"), jsonNumber(report.getCalls)},
        {QStringLiteral("complete"), report.isComplete()},
        {QStringLiteral("elapsed_ms"), static_cast<qint64>(report.elapsedMs)},
    };
}

void printTroubled(const char* what, const std::vector<sync::TroubledObject>& objects)
{
    for (const auto& object : objects)
        printText(std::string(what) + ": " + object.key.toStdString() + ": " + object.error.detail.toStdString());
}

struct Sum {
    std::uint64_t objects = 0, aliases = 0, events = 0, bytes = 0, setAside = 0;
};

std::string progressText(const sync::SyncProgress& progress, std::chrono::milliseconds passed)
{
    const auto done = progress.read.bytesDone.load();
    const auto total = progress.read.bytesTotal.load();
    std::string text = std::to_string(progress.read.filesDone) + " of " + std::to_string(progress.read.filesTotal)
        + (progress.isListed ? "" : " or more") + " objects, " + std::to_string(progress.bytesReceived / 1'000'000) + " MB, "
        + std::to_string(progress.read.events) + " events";
    if (progress.isListed && done > 0 && total > done)
        text += ", " + std::to_string(passed.count() * static_cast<std::int64_t>(total - done) / static_cast<std::int64_t>(done) / 1000)
            + " s left";
    return text;
}

} // namespace

void Listed::add(objects::ListedObject object, std::uint64_t limit)
{
    ++total;
    bytes += object.size;
    if (limit == 0 || objects.size() < limit)
        objects.push_back(std::move(object));
}

void printListed(const Context& context, const Listed& listed)
{
    if (!context.json) {
        for (const auto& object : listed.objects)
            printText(listed.place.toStdString() + object.key.toStdString() + "  " + std::to_string(object.size));
        printText(std::to_string(listed.total) + " objects, " + std::to_string(listed.bytes) + " bytes");
        return;
    }
    QJsonArray objects;
    for (const auto& object : listed.objects)
        objects.append(objectJson(object));
    printJson({{QStringLiteral("objects"), objects},
               {QStringLiteral("objects_total"), jsonNumber(listed.total)},
               {QStringLiteral("bytes_total"), jsonNumber(listed.bytes)},
               {QStringLiteral("list_calls"), jsonNumber(listed.calls)}});
}

void printSources(const Context& context, const std::vector<store::SourceRecord>& sources, const std::vector<store::ObjectRecord>& objects)
{
    std::map<std::uint64_t, Sum> sums;
    for (const auto& object : objects) {
        auto& sum = sums[object.source];
        ++(object.aliasOf == 0 ? sum.objects : sum.aliases);
        sum.events += object.rows;
        sum.bytes += object.aliasOf == 0 ? object.size : 0;
        sum.setAside += object.complete ? 0 : 1;
    }
    QJsonArray all;
    for (const auto& source : sources) {
        const Sum& sum = sums[source.id];
        all.append(QJsonObject {{QStringLiteral("name"), source.name},
                                {QStringLiteral("objects"), jsonNumber(sum.objects)},
                                {QStringLiteral("same_as_others"), jsonNumber(sum.aliases)},
                                {QStringLiteral("events"), jsonNumber(sum.events)},
                                {QStringLiteral("bytes"), jsonNumber(sum.bytes)},
                                {QStringLiteral("set_aside"), jsonNumber(sum.setAside)},
                                {QStringLiteral("dropped_until"), timeJson(source.floorMs)}});
        if (!context.json)
            printText(source.name.toStdString() + ": " + std::to_string(sum.events) + " events from " + std::to_string(sum.objects)
                      + " objects, " + std::to_string(sum.setAside) + " set aside");
    }
    if (context.json)
        printJson({{QStringLiteral("sources"), all}});
}

void printReport(Context& context, const sync::SyncReport& report)
{
    context.exit = report.isComplete() ? Exit::Done : Exit::Unreachable;
    if (context.json)
        return printJson(reportJson(report));
    printTroubled("set aside", report.setAside);
    printTroubled("not to be had", report.failed);
    printText(std::to_string(report.rows) + " events from " + std::to_string(report.read) + " of " + std::to_string(report.listed)
              + " objects; " + std::to_string(report.known) + " were there already, "
              + std::to_string(report.tests + report.others + report.dropped + report.gone) + " skipped, "
              + std::to_string(report.elapsedMs) + " ms");
    if (report.overlapping > 0)
        printText(std::to_string(report.overlapping) + " objects are those of another source: the two overlap, nothing is counted twice");
}

void printReport(Context& context, const sync::ImportReport& report)
{
    sync::SyncReport same;
    same.listed = report.files.size();
    same.rows = report.rowsTotal;
    same.elapsedMs = report.elapsedMs;
    for (const auto& file : report.files) {
        same.rejected += file.rejectedTotal;
        same.testRecords += file.testRecords;
        const bool isReachable = !file.error
            || (file.error->code != ErrorCode::NotFound && file.error->code != ErrorCode::PermissionDenied
                && file.error->code != ErrorCode::IoFailed);
        if (!isReachable)
            same.failed.push_back({file.path, *file.error});
        else if (file.error)
            same.setAside.push_back({file.path, *file.error});
        else
            ++(file.inOtherSource ? same.overlapping : file.seenBefore ? same.known : same.read);
    }
    same.failedTotal = same.failed.size();
    same.setAsideTotal = same.setAside.size();
    printReport(context, same);
}

ProgressLine::ProgressLine(const sync::SyncProgress& progress)
{
    if (::isatty(STDERR_FILENO) == 0)
        return;
    m_thread = std::jthread([&progress](const std::stop_token& stop) {
        const auto begin = std::chrono::steady_clock::now();
        std::mutex mutex;
        std::condition_variable_any never;
        std::unique_lock lock(mutex);
        while (!never.wait_for(lock, stop, 500ms, [] { return false; }) && !stop.stop_requested()) {
            const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
            std::fprintf(stderr, "\r\033[K%s", progressText(progress, passed).c_str());
        }
        std::fprintf(stderr, "\r\033[K");
    });
}

} // namespace tracedeck::ctl
