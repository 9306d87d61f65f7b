#include "doctor/object_look.h"

#include "async/await.h"
#include "ingest/object_reader.h"
#include "ingest/record_parser.h"
#include "objects/object_name.h"
#include "store/selection.h"
#include "sync/bucket_listing.h"

#include <algorithm>
#include <span>

namespace tracedeck::doctor {

namespace {

constexpr std::size_t kObjectsAtMost = 40;
constexpr std::uint64_t kBytesAtMost = 8U << 20; // as stored; one that is larger is read all the same where it is the first
constexpr std::uint64_t kInflatedAtMost = 64U << 20;

bool isLog(const objects::ListedObject& object)
{
    return objects::roleOf(object.key.toStdString()) == objects::ObjectRole::Log;
}

/// Counts the events of one object. What cannot be read of it ends it.
void count(const QByteArray& bytes, const std::string& worker, const ingest::FormatHint& format, EventsFound& found)
{
    const auto data = std::as_bytes(std::span {bytes.constData(), static_cast<std::size_t>(bytes.size())});
    ingest::ObjectReader lines(data, format, {.rawBytes = kInflatedAtMost});
    ingest::RecordParser parser;
    for (auto line = lines.next(); line && *line; line = lines.next()) {
        if (parser.parse(**line) != ingest::LineKind::Event)
            continue;
        ++found.all;
        const ingest::RecordView& record = parser.record();
        if (!worker.empty() && record.codes[static_cast<std::size_t>(ingest::CodeColumn::ScriptName)] != worker)
            continue;
        ++found.ofWorker;
        if (record.timeMs != ingest::kAbsent)
            found.lastMs = std::max(found.lastMs.value_or(record.timeMs), record.timeMs);
    }
}

logpush::Filter ofWorker(const logpush::Filter& filter, const QString& worker)
{
    return worker.isEmpty() ? filter : logpush::withCondition(filter, {"ScriptName", logpush::Operator::Eq, {worker.toStdString()}});
}

Result<store::Selection> selected(const store::Snapshot& snapshot, TimeRange range, logpush::Filter filter, const std::stop_token& stop)
{
    store::Query query;
    query.range = range;
    query.filter = std::move(filter);
    return store::select(snapshot, query, stop);
}

Result<std::optional<std::int64_t>> newestTime(const store::Snapshot& snapshot, const QString& worker, const std::stop_token& stop)
{
    const auto ever = selected(snapshot, {}, ofWorker({}, worker), stop);
    if (!ever)
        return fail(ever.error());
    const auto rows = store::page(*ever, 0, 1, stop);
    if (!rows)
        return fail(rows.error());
    return rows->empty() ? std::nullopt : rows->front().timestampMs;
}

} // namespace

Result<std::vector<objects::ListedObject>> newestObjects(objects::ObjectSource& source, const QString& prefix, const std::stop_token& stop)
{
    std::vector<objects::ListedObject> newest;
    const auto take = [&newest](const std::vector<objects::ListedObject>& batch) {
        std::ranges::copy_if(batch, std::back_inserter(newest), isLog);
        return newest.size() < kObjectsAtMost;
    };
    sync::BucketListing listing(source, prefix, {});
    if (auto listed = listing.run(take, stop); !listed)
        return fail(listed.error());
    newest.resize(std::min(newest.size(), kObjectsAtMost));
    return newest;
}

Result<EventsFound> lookInto(objects::ObjectSource& source, const std::vector<objects::ListedObject>& newest, const QString& worker,
                             const ingest::FormatHint& format, const std::stop_token& stop)
{
    EventsFound found;
    std::uint64_t bytes = 0;
    std::optional<Error> failure;
    for (const objects::ListedObject& object : newest) {
        bytes += object.size;
        if (found.ofWorker > 0 || (found.objects > 0 && bytes > kBytesAtMost))
            break;
        objects::GetRequest request;
        request.key = object.key;
        const auto got = await(source.get(std::move(request), stop));
        if (got) {
            ++found.objects;
            count(got->bytes, worker.toStdString(), format, found);
        } else if (got.error().code == ErrorCode::Cancelled) {
            return fail(got.error());
        } else if (!failure) {
            failure = got.error();
        }
        if (failure && found.objects == 0)
            return fail(*failure);
    }
    return found;
}

Result<EventsFound> lookInto(const store::Snapshot& snapshot, const QString& worker, const logpush::Filter& filter, std::int64_t nowMs,
                             const std::stop_token& stop)
{
    const TimeRange day {nowMs - kLookBackMs, nowMs + kLookBackMs};
    EventsFound found;
    found.isStore = true;
    const auto all = selected(snapshot, day, {}, stop), its = selected(snapshot, day, ofWorker({}, worker), stop);
    if (!all || !its)
        return fail(!all ? all.error() : its.error());
    found.all = all->count();
    found.ofWorker = found.kept = its->count();
    if (!filter.keepsAll()) {
        if (const auto kept = selected(snapshot, day, ofWorker(filter, worker), stop)) // what the store does not hold it cannot judge
            found.kept = kept->count();
    }
    const auto last = newestTime(snapshot, worker, stop);
    if (!last)
        return fail(last.error());
    found.lastMs = *last;
    return found;
}

} // namespace tracedeck::doctor
