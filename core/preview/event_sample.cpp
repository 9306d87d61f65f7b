#include "preview/event_sample.h"

#include "delivery/gzip.h"
#include "delivery/record.h"
#include "delivery/record_output.h"
#include "ingest/object_reader.h"
#include "ingest/record_parser.h"
#include "store/raw_reader.h"

#include <algorithm>

namespace tracedeck::preview {

namespace {

constexpr std::size_t kPunctuation = 4; // two quotes, a colon, a comma

std::size_t digits(std::int64_t number)
{
    return std::to_string(number).size();
}

std::size_t sizeOf(const delivery::RecordField& field, const events::Event& event)
{
    if (field.text)
        return field.text(event).size() + 2;
    if (field.number)
        return field.number(event) ? digits(*field.number(event)) : 4;
    std::string json;
    field.json(json, event);
    return json.size();
}

} // namespace

Result<std::vector<events::Event>> newestEvents(const store::Snapshot& snapshot, const store::Query& query, std::size_t count,
                                                std::stop_token stop)
{
    const auto selection = store::select(snapshot, query, stop);
    if (!selection)
        return fail(selection.error());
    const auto rows = store::page(*selection, 0, count, stop);
    if (!rows)
        return fail(rows.error());
    store::RawReader reader(snapshot);
    std::vector<events::Event> events;
    for (const store::EventRow& row : *rows) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        const auto line = reader.record(row.ref);
        if (!line || line->size() > kLongestSampled)
            continue;
        if (auto event = events::parseEvent(*line))
            events.push_back(*std::move(event));
    }
    std::ranges::reverse(events);
    return events;
}

std::map<std::string, double> fieldSizes(const std::vector<events::Event>& events)
{
    std::map<std::string, double> sizes;
    if (events.empty())
        return sizes;
    for (const delivery::RecordField& field : delivery::recordFields()) {
        std::size_t total = 0;
        for (const events::Event& event : events)
            total += field.name.size() + kPunctuation + sizeOf(field, event);
        sizes[std::string(field.name)] = static_cast<double>(total) / static_cast<double>(events.size());
    }
    return sizes;
}

Result<std::string> renderedFile(const delivery::OutputOptions& options, const std::vector<events::Event>& events)
{
    const auto output = delivery::RecordOutput::make(options);
    if (!output)
        return fail(output.error());
    return output->fileOf(events);
}

Result<double> compressedSize(const delivery::OutputOptions& options, const std::vector<events::Event>& events)
{
    if (events.empty())
        return 0.0;
    const auto file = renderedFile(options, events);
    if (!file)
        return fail(file.error());
    return static_cast<double>(delivery::gzip(*file).size()) / static_cast<double>(events.size());
}

namespace {

/// What a job of these options says of its objects.
ingest::FormatHint hintOf(const delivery::OutputOptions& options)
{
    ingest::FormatHint hint;
    if (options.type == delivery::OutputType::Csv) {
        hint.kind = ingest::FormatHint::Kind::Csv;
        hint.fields = options.fieldNames;
        hint.fieldDelimiter = options.fieldDelimiter;
    }
    hint.recordPrefix = options.recordPrefix;
    hint.recordSuffix = options.recordSuffix;
    hint.recordDelimiter = options.recordDelimiter;
    hint.batchPrefix = options.batchPrefix;
    hint.batchSuffix = options.batchSuffix;
    return hint;
}

/// Whether each of the records in a file of these options is an event again.
bool isReadBack(const delivery::OutputOptions& options)
{
    constexpr auto kRecord =
        R"({"EventTimestampMs":1795262400000,"EventType":"fetch","Outcome":"ok","ScriptName":"a,\"b\";|\t\n{}",)"
        R"("Logs":[{"Level":"log","Message":["c,d \"e\" [f]\r\n"],"TimestampMs":1795262400000}],"CPUTimeMs":1,"WallTimeMs":2})";
    const auto event = events::parseEvent(kRecord);
    const auto file = event ? renderedFile(options, {*event, *event}) : fail(event.error());
    if (!file)
        return false;
    ingest::ObjectReader reader(std::as_bytes(std::span {file->data(), file->size()}), hintOf(options));
    ingest::RecordParser parser;
    int events = 0;
    for (auto line = reader.next();; line = reader.next()) {
        if (!line)
            return false;
        if (!*line)
            return events == 2;
        if (parser.parse(**line) != ingest::LineKind::Event)
            return false;
        ++events;
    }
}

} // namespace

Unreadable readability(const delivery::OutputOptions& options)
{
    if (isReadBack(options))
        return Unreadable::No;
    if (!options.recordTemplate.empty())
        return Unreadable::Template;
    return options.type == delivery::OutputType::Csv ? Unreadable::Csv : Unreadable::Shape;
}

} // namespace tracedeck::preview
