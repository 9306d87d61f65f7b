#pragma once

#include "ingest/event_batch.h"
#include "ingest/line_reader.h"

#include <memory>
#include <string>

namespace tracedeck::ingest {

/// What a line turned out to be.
enum class LineKind { Event, TestRecord, Rejected };

/// Reads delivered lines into `RecordView`s: keys in any order and either case, `Message` array or string, unknown keys checked to be
/// JSON and passed over. One thread; keep one per worker, it is expensive to make.
class RecordParser {
public:
    RecordParser();
    ~RecordParser();

    /// Parses `line` (padded as LineReader gives it). On Event `record()` holds it until the next call, on Rejected `reason()` says why.
    [[nodiscard]] LineKind parse(const Line& line);
    [[nodiscard]] const RecordView& record() const;
    [[nodiscard]] const std::string& reason() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tracedeck::ingest
