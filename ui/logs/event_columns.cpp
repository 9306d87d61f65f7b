#include "logs/event_columns.h"

#include "logs/words.h"

#include <QCoreApplication>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;
using store::EventRow;

namespace {

constexpr QStringView kNone = kMissing;

QString orNone(const std::string& text)
{
    return text.empty() ? kNone.toString() : shown(text);
}

QString joinedWords(const EventWords& words)
{
    if (words.verb.isEmpty() || words.subject.isEmpty())
        return words.verb + words.subject;
    return words.verb + u' ' + words.subject;
}

constexpr auto kStart = Qt::AlignLeft | Qt::AlignVCenter;
constexpr auto kEnd = Qt::AlignRight | Qt::AlignVCenter;

const std::array<EventColumnSpec, kEventColumns> kColumns {{
    {"", [](const EventRow&, const TimeStyle&) { return QString(); }, {}, Qt::AlignCenter, 28, false, true},
    {QT_TRANSLATE_NOOP("EventTable", "Time"),
     [](const EventRow& e, const TimeStyle& s) { return e.timestampMs ? timeWords(*e.timestampMs, s) : kNone.toString(); },
     store::Column::EventTimestampMs, kStart, 98, true, true},
    {QT_TRANSLATE_NOOP("EventTable", "Event"), [](const EventRow& e, const TimeStyle&) { return joinedWords(eventWords(e)); },
     store::Column::Trigger, kStart, 196, true, true},
    {QT_TRANSLATE_NOOP("EventTable", "Status"),
     [](const EventRow& e, const TimeStyle&) { return e.status ? QString::number(*e.status) : kNone.toString(); }, store::Column::Status,
     kStart, 48, true, true},
    {QT_TRANSLATE_NOOP("EventTable", "Message"),
     [](const EventRow& e, const TimeStyle&) { return joinedWords(messageWords(e)); },
     {},
     kStart,
     290,
     true,
     true},
    {QT_TRANSLATE_NOOP("EventTable", "Wall"), [](const EventRow& e, const TimeStyle&) { return durationWords(e.wallTimeMs); },
     store::Column::WallTimeMs, kEnd, 76, true, true},
    {QT_TRANSLATE_NOOP("EventTable", "Worker"), [](const EventRow& e, const TimeStyle&) { return orNone(e.scriptName); },
     store::Column::ScriptName, kStart, 130, false, false},
    {QT_TRANSLATE_NOOP("EventTable", "Outcome"), [](const EventRow& e, const TimeStyle&) { return orNone(e.outcome); },
     store::Column::Outcome, kStart, 120, false, false},
    {QT_TRANSLATE_NOOP("EventTable", "CPU"), [](const EventRow& e, const TimeStyle&) { return durationWords(e.cpuTimeMs); },
     store::Column::CPUTimeMs, kEnd, 76, true, false},
    {QT_TRANSLATE_NOOP("EventTable", "Type"), [](const EventRow& e, const TimeStyle&) { return orNone(e.eventType); },
     store::Column::EventType, kStart, 90, false, false},
    {QT_TRANSLATE_NOOP("EventTable", "Version"), [](const EventRow& e, const TimeStyle&) { return orNone(e.versionId.substr(0, 8)); },
     store::Column::Version, kStart, 80, true, false},
    {QT_TRANSLATE_NOOP("EventTable", "Ray ID"), [](const EventRow& e, const TimeStyle&) { return orNone(e.rayId); }, store::Column::RayID,
     kStart, 140, true, false},
    {QT_TRANSLATE_NOOP("EventTable", "Entrypoint"), [](const EventRow& e, const TimeStyle&) { return orNone(e.entrypoint); },
     store::Column::Entrypoint, kStart, 120, false, false},
}};

/// What of a URL tells requests of one Worker apart: path and query.
QString pathOf(const std::string& url)
{
    const std::size_t scheme = url.find("://");
    const std::size_t path = scheme == std::string::npos ? std::string::npos : url.find('/', scheme + 3);
    return shown(path == std::string::npos ? std::string_view {url} : std::string_view {url}.substr(path));
}

QString spokenDuration(std::int64_t ms)
{
    if (ms < 1000)
        return QCoreApplication::translate("EventTable", "%n milliseconds", nullptr, static_cast<int>(ms));
    return QCoreApplication::translate("EventTable", "%1 seconds").arg(QString::number(static_cast<double>(ms) / 1000, 'f', 2));
}

} // namespace

const EventColumnSpec& specOf(EventColumn column)
{
    return kColumns.at(static_cast<std::size_t>(column));
}

QString titleOf(EventColumn column, const TimeStyle& style)
{
    if (column == EventColumn::Mark)
        return {};
    if (column == EventColumn::Time)
        return style.utc ? QCoreApplication::translate("EventTable", "Time (UTC)")
                         : QCoreApplication::translate("EventTable", "Time (local)");
    return QCoreApplication::translate("EventTable", specOf(column).title);
}

std::optional<std::string> fieldValue(const EventRow& row, EventColumn column)
{
    const auto number = [](std::optional<std::int64_t> value) -> std::optional<std::string> {
        return value ? std::optional(std::to_string(*value)) : std::nullopt;
    };
    switch (column) {
    case EventColumn::Mark:
    case EventColumn::Outcome: return row.outcome;
    case EventColumn::Time: return number(row.timestampMs);
    case EventColumn::Event: return row.trigger;
    case EventColumn::Status: return number(row.status);
    case EventColumn::Message: return row.messageName.empty() ? std::nullopt : std::optional(row.messageName);
    case EventColumn::Wall: return number(row.wallTimeMs);
    case EventColumn::Worker: return row.scriptName;
    case EventColumn::Cpu: return number(row.cpuTimeMs);
    case EventColumn::Type: return row.eventType;
    case EventColumn::Version: return row.versionId;
    case EventColumn::RayId: return row.rayId;
    case EventColumn::Entrypoint: return row.entrypoint;
    }
    return {};
}

EventWords eventWords(const EventRow& row)
{
    if (!row.method.empty())
        return {shown(row.method), pathOf(row.trigger)};
    return {shown(row.eventType), shown(row.trigger)};
}

EventWords messageWords(const EventRow& row)
{
    if (row.messageName.empty())
        return {{}, shown(row.message)};
    return {row.message.empty() ? shown(row.messageName) : shown(row.messageName) + u':', shown(row.message)};
}

events::OutcomeClass outcomeOf(const EventRow& row)
{
    return events::outcomeClass(row.outcome, row.exceptions > 0);
}

bool isFailure(const EventRow& row)
{
    return events::isFailure(row.outcome, row.exceptions > 0);
}

QString spokenRow(const EventRow& row, const TimeStyle& style)
{
    QStringList parts {row.outcome == "ok" && row.exceptions > 0 ? shown(events::kOkWithException) : shown(row.outcome)};
    for (const EventColumn column : {EventColumn::Time, EventColumn::Event, EventColumn::Status, EventColumn::Message})
        if (const QString text = specOf(column).text(row, style); !text.isEmpty() && text != kNone)
            parts << text;
    if (row.wallTimeMs)
        parts << spokenDuration(*row.wallTimeMs);
    return parts.join(u", "_s);
}

QString rowAsText(const EventRow& row, std::span<const EventColumn> columns, const TimeStyle& style)
{
    QStringList parts;
    for (const EventColumn column : columns)
        parts << (column == EventColumn::Mark ? shown(row.outcome) : specOf(column).text(row, style));
    return parts.join(u'\t');
}

} // namespace tracedeck::ui
