#pragma once

#include "events/vocabulary.h"
#include "store/answers.h"

#include <QString>

#include <array>
#include <optional>
#include <span>

namespace tracedeck::ui {

/// How times are written: the zone, and whether the day is said too because the rows span days.
struct TimeStyle {
    bool utc = true;
    bool withDate = false;
    bool operator==(const TimeStyle&) const = default;
};

enum class EventColumn : std::uint8_t {
    Mark,
    Time,
    Event,
    Status,
    Message,
    Wall,
    Worker,
    Outcome,
    Cpu,
    Type,
    Version,
    RayId,
    Entrypoint,
};
inline constexpr int kEventColumns = 13;

/// One column of the event table.
struct EventColumnSpec {
    const char* title;                                         ///< untranslated, context "EventTable"
    QString (*text)(const store::EventRow&, const TimeStyle&); ///< as it may be shown
    std::optional<store::Column> field;                        ///< what it sorts and filters by
    Qt::Alignment alignment;
    int width; ///< design px
    bool mono;
    bool shown; ///< at first
};

[[nodiscard]] const EventColumnSpec& specOf(EventColumn column);
[[nodiscard]] QString titleOf(EventColumn column, const TimeStyle& style);

/// What a filter on this column would compare with, as delivered; nullopt where the row has none.
[[nodiscard]] std::optional<std::string> fieldValue(const store::EventRow& row, EventColumn column);

/// "POST" and "/v2/checkout": the two parts of the Event column, drawn in two colours.
struct EventWords {
    QString verb;
    QString subject;
};
[[nodiscard]] EventWords eventWords(const store::EventRow& row);
/// "TypeError:" and "Cannot read …".
[[nodiscard]] EventWords messageWords(const store::EventRow& row);

[[nodiscard]] events::OutcomeClass outcomeOf(const store::EventRow& row);
[[nodiscard]] bool isFailure(const store::EventRow& row);
/// "exception, 12:46:16.456, POST /checkout, 500, TypeError: …, 25 milliseconds": a row for those who hear it.
[[nodiscard]] QString spokenRow(const store::EventRow& row, const TimeStyle& style);
/// The shown columns joined by tabs, for the clipboard.
[[nodiscard]] QString rowAsText(const store::EventRow& row, std::span<const EventColumn> columns, const TimeStyle& style);

} // namespace tracedeck::ui
