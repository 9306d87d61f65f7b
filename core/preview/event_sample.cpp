#include "preview/event_sample.h"

#include "delivery/gzip.h"
#include "delivery/record.h"
#include "delivery/record_output.h"
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

Unreadable readability(const delivery::OutputOptions& options)
{
    if (options.type == delivery::OutputType::Csv)
        return Unreadable::Csv;
    if (!options.recordTemplate.empty())
        return Unreadable::Template;
    const delivery::OutputOptions usual;
    const bool isLines = options.recordPrefix == usual.recordPrefix && options.recordSuffix == usual.recordSuffix
        && options.recordDelimiter.empty() && options.fieldDelimiter == usual.fieldDelimiter && options.batchPrefix.empty()
        && options.batchSuffix.empty();
    return isLines ? Unreadable::No : Unreadable::Shape;
}

} // namespace tracedeck::preview
