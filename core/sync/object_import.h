#pragma once

#include "ingest/record_parser.h"
#include "store/writer.h"
#include "sync/file_bytes.h"
#include "sync/file_list.h"
#include "sync/import.h"

namespace tracedeck::sync {

/// One worker of an import: reads objects one after another into its open segment.
class ObjectImport {
public:
    ObjectImport(store::Writer& writer, const ImportOptions& options, ImportProgress& progress);

    /// Reads one file whole. A failure of the store ends the import; a failure of the file stands in `outcome`.
    [[nodiscard]] Result<void> read(const FoundFile& file, ImportedFile& outcome, std::stop_token stop);
    /// Reads bytes that are in memory; `record` says what they are: path, source, ETag, place in time. A content that is there
    /// already adds nothing; of bucket objects its name is noted, so that it is not fetched again.
    [[nodiscard]] Result<void> take(std::span<const std::byte> bytes, store::ObjectRecord record, bool keepCopy, ImportedFile& outcome,
                                    std::stop_token stop);
    /// Reads an object again, under its old id, whose events were lost.
    [[nodiscard]] Result<void> readAgain(store::ObjectRecord record, std::span<const std::byte> bytes, std::stop_token stop);
    /// Notes an object that could not be had, with the reason.
    [[nodiscard]] Result<void> setAside(store::ObjectRecord record);
    [[nodiscard]] Result<void> finish() { return m_intake.flush(); }
    [[nodiscard]] Result<void> flushIfDue() { return m_intake.isDue() ? m_intake.flush() : Result<void> {}; }

private:
    [[nodiscard]] Result<void> readBytes(std::span<const std::byte> bytes, store::ObjectRecord& record, ImportedFile& outcome,
                                         std::stop_token stop);
    struct Counted {
        std::uint64_t bytes = 0, events = 0;
    };
    /// Adds what came since `counted` to the progress: now and then, for all workers write there.
    void tell(std::uint64_t bytes, Counted& counted);
    [[nodiscard]] Result<void> noteKnown(store::ObjectRecord record, const store::ContentClaim& claim, ImportedFile& outcome);
    [[nodiscard]] Result<void> takeLine(const ingest::Line& line, ImportedFile& outcome);

    store::Writer& m_writer;
    const ImportOptions& m_options;
    ImportProgress& m_progress;
    store::Intake m_intake;
    ingest::RecordParser m_parser;
    FileBytes m_file;
};

} // namespace tracedeck::sync
