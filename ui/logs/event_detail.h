#pragma once

#include "events/event.h"
#include "events/fingerprint.h"
#include "events/stack.h"
#include "events/truncation.h"
#include "events/vocabulary.h"
#include "logs/json_tree.h"
#include "store/selection.h"

#include <QMetaType>

#include <optional>

namespace tracedeck::ui {

/// One console line as the detail shows it.
struct ConsoleLine {
    events::Level level {};
    QString levelText;                   ///< as delivered, made visible
    std::optional<std::int64_t> afterMs; ///< since the invocation began
    QString text;                        ///< arguments joined, line breaks kept
    std::vector<JsonNode> json;          ///< arguments that are objects or arrays, or text of such
};

struct ExceptionDetail {
    events::Exception exception;
    events::Stack stack;
    events::GroupKey group = 0;
};

/// Everything there is to know of one event. Where its object is gone, the columns (`row`) stay and `lost` says why.
struct EventDetail {
    store::EventRow row;
    std::optional<store::EventPlace> place;
    std::string raw; ///< the delivered line
    std::optional<Error> lost;
    std::optional<events::Event> event;
    std::optional<JsonNode> json;
    std::vector<ConsoleLine> console;
    std::vector<ExceptionDetail> exceptions;
    events::Truncation truncation = events::Truncation::None;
};

/// Takes a delivered line apart for `detail`; `record` is the same as JSON where the line is of another format.
void readLine(EventDetail& detail, std::string raw, std::string record = {});
/// Row, place and line of an event, taken apart. For the query pool.
[[nodiscard]] Result<EventDetail> loadDetail(const store::Snapshot& snapshot, store::EventRef ref);

/// `curl` for a fetch event: method and URL are known, a comment says what is not; "" for other events.
[[nodiscard]] QString asCurl(const store::EventRow& row);

} // namespace tracedeck::ui
