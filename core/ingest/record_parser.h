#pragma once

#include "ingest/event_batch.h"
#include "ingest/line_reader.h"

#include <memory>
#include <string>

namespace tracedeck::ingest {

/// What a line turned out to be.
enum class LineKind { Event, TestRecord, Rejected };

/// Reads delivered lines into `RecordView`s: keys in any order and either case, `Message` array or string, unknown keys checked to be
/// JSON and passed over. Records of another dataset are rejected. One thread; keep one per worker, it is expensive to make.
class RecordParser {
public:
    RecordParser();
    ~RecordParser();

    /// A new object: what its first records tell of its dataset is looked at again.
    void beginObject();
    /// Parses `line` (padded as LineReader gives it). On Event `record()` holds it until the next call, on Rejected `reason()` says why.
    [[nodiscard]] LineKind parse(const Line& line);
    [[nodiscard]] const RecordView& record() const;
    [[nodiscard]] const std::string& reason() const;
    /// The last record held bytes that are no UTF-8, U+FFFD stands for them.
    [[nodiscard]] bool wasRepaired() const;
    /// The other dataset whose records this object has; nullptr where none was seen.
    [[nodiscard]] const char* foreignDataset() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tracedeck::ingest
