#include "logs/event_detail.h"

#include "events/vocabulary.h"
#include "logs/words.h"
#include "store/raw_reader.h"

#include <QCoreApplication>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

bool looksLikeJson(const std::string& text)
{
    const auto start = text.find_first_not_of(" \t\r\n");
    return start != std::string::npos && (text[start] == '{' || text[start] == '[');
}

std::vector<JsonNode> jsonOf(const events::LogLine& line)
{
    std::vector<JsonNode> nodes;
    for (const events::Argument& argument : line.arguments) {
        if (!looksLikeJson(argument.text))
            continue;
        if (auto tree = jsonTree(argument.text, 20'000))
            nodes.push_back(*std::move(tree));
    }
    return nodes;
}

/// Event time is the start of an invocation; where it is missing, the first line's is the best there is.
std::optional<std::int64_t> startOf(const events::Event& event)
{
    if (event.timestampMs)
        return event.timestampMs;
    return event.logs.empty() ? std::nullopt : event.logs.front().timestampMs;
}

} // namespace

void readLine(EventDetail& detail, std::string raw, std::string record)
{
    detail.raw = std::move(raw);
    const std::string& json = record.empty() ? detail.raw : record;
    if (auto tree = jsonTree(json))
        detail.json = *std::move(tree);
    auto event = events::parseEvent(json);
    if (!event) {
        detail.lost = event.error();
        return;
    }
    const auto start = startOf(*event);
    for (const events::LogLine& line : event->logs) {
        const auto after = start && line.timestampMs ? std::optional(*line.timestampMs - *start) : std::nullopt;
        detail.console.push_back({events::levelOf(line.level), shown(line.level), after, shownLines(events::joined(line)), jsonOf(line)});
    }
    for (const events::Exception& e : event->exceptions)
        detail.exceptions.push_back({e, events::parseStack(e.stack), events::groupKey(e.name, e.message, e.stack)});
    detail.truncation = events::truncationOf(*event);
    detail.event = *std::move(event);
}

Result<EventDetail> loadDetail(const store::Snapshot& snapshot, store::EventRef ref)
{
    auto row = store::rowOf(snapshot, ref);
    if (!row)
        return fail(row.error());
    EventDetail detail;
    detail.row = *std::move(row);
    if (auto place = store::placeOf(snapshot, ref))
        detail.place = *std::move(place);
    store::RawReader reader(snapshot);
    auto raw = reader.line(ref);
    if (raw)
        readLine(detail, *std::move(raw), reader.record(ref).value_or(std::string()));
    else
        detail.lost = raw.error();
    return detail;
}

QString asCurl(const store::EventRow& row)
{
    if (row.method.empty() || row.trigger.empty())
        return {};
    const auto quoted = [](const std::string& text) {
        QString out = plain(text);
        out.replace(u'\'', u"'\\''"_s);
        return QString(u'\'' % out % u'\'');
    };
    return u"# "_s % QCoreApplication::translate("EventDetail", "Headers and body are not part of what Cloudflare delivers")
        % u"\ncurl -X "_s % quoted(row.method) % u' ' % quoted(row.trigger) % u'\n';
}

} // namespace tracedeck::ui
