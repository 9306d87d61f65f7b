#pragma once

#include "events/fingerprint.h"
#include "ingest/string_table.h"

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace tracedeck::ingest {

/// A number that was not delivered (or was null, or no 64-bit integer).
inline constexpr std::int64_t kAbsent = std::numeric_limits<std::int64_t>::min();

/// Columns of one text value an event, kept as codes.
enum class CodeColumn : std::uint8_t {
    Outcome,
    OutcomeSlice,
    ScriptName,
    EventType,
    Method,
    Version,
    Entrypoint,
    DispatchNamespace,
    ScriptTags,
};
inline constexpr std::size_t kCodeColumns = 9;
/// ScriptTags is one text a record: its tags joined by this.
inline constexpr char kTagSeparator = '\x1f';

enum RowFlag : std::uint8_t { kHasException = 1, kTruncated = 2 };

/// One record on its way into a batch; the views point into the parser's or a segment's memory.
struct RecordView {
    struct Log {
        std::string_view level, text; // arguments joined by one space
        std::int64_t timeMs = kAbsent;
    };
    struct Exception {
        std::string_view name, message, stack;
        std::int64_t timeMs = kAbsent;
        events::GroupKey key = 0;
    };
    std::int64_t timeMs = kAbsent, cpuMs = kAbsent, wallMs = kAbsent, status = kAbsent;
    std::array<std::string_view, kCodeColumns> codes; // OutcomeSlice is filled in by the batch
    std::string_view trigger, rayId;
    std::vector<Log> logs;
    std::vector<Exception> exceptions;
    std::uint8_t flags = 0;
    std::uint32_t hash = 0; // of the delivered line
    std::uint64_t lineOffset = 0, lineLength = 0, lineNumber = 0;

    void clear();
};

/// Records as columns, in the order they were read. Strings are text entries in one arena, per row: trigger, Ray ID, each console
/// line, then for each exception "name: message" and the stack. One thread.
class EventBatch {
public:
    void append(const RecordView& record, std::uint32_t object);
    void clear();
    /// Room for so many rows, so that columns need not move while they grow; memory is touched only as it is filled.
    void reserve(std::size_t expected);
    [[nodiscard]] std::size_t rows() const { return timeMs.size(); }

    std::vector<std::int64_t> timeMs, cpuMs, wallMs, status;
    std::array<std::vector<std::uint32_t>, kCodeColumns> codes;
    std::array<StringTable, kCodeColumns> tables;
    std::vector<std::uint8_t> flags, levelMask;
    std::vector<std::uint32_t> hash, object;
    std::vector<std::int64_t> lineOffset, lineLength, lineNumber;

    std::vector<std::uint32_t> logEnd, exceptionEnd; // per row, running
    StringTable levels, exceptionNames;
    std::vector<std::uint32_t> logLevel, exceptionName;
    std::vector<std::int64_t> logTimeMs, exceptionTimeMs;
    std::vector<events::GroupKey> exceptionKey;

    std::string text;                       // of the last rows; who empties it keeps what was there
    std::vector<std::int64_t> textStart;    // per row, where in `text` it began
    std::vector<std::uint32_t> entryLength; // per entry

private:
    void addEntry(std::string_view entry);

    std::vector<std::uint8_t> m_levelBits; // of `levelMask`, per code of `levels`
};

/// The `OutcomeSlice` of a record: its outcome, or "ok, with exception".
[[nodiscard]] std::string_view outcomeSlice(std::string_view outcome, bool hasException);

} // namespace tracedeck::ingest
