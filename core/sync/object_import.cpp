#include "sync/object_import.h"

#include <xxhash.h>

#include <cstring>

namespace tracedeck::sync {

namespace {

std::uint64_t trailerOf(std::span<const std::byte> bytes)
{
    std::uint64_t trailer = 0;
    const auto size = std::min(bytes.size(), sizeof trailer);
    if (size > 0)
        std::memcpy(&trailer, bytes.data() + bytes.size() - size, size);
    return trailer;
}

} // namespace

ObjectImport::ObjectImport(store::Writer& writer, const ImportOptions& options, ImportProgress& progress)
    : m_writer(writer)
    , m_options(options)
    , m_progress(progress)
    , m_intake(writer)
{}

Result<void> ObjectImport::read(const FoundFile& file, ImportedFile& outcome, std::stop_token stop)
{
    outcome.path = file.path;
    const auto opened = m_file.open(file.path);
    if (!opened) {
        outcome.error = opened.error();
        return {};
    }
    const auto bytes = *opened;
    store::ObjectRecord record;
    record.path = file.path;
    record.size = bytes.size();
    record.trailer = trailerOf(bytes);
    outcome.seenBefore = m_writer.knows({file.path, record.size, record.trailer});
    if (!outcome.seenBefore) {
        record.content = XXH3_64bits(bytes.data(), bytes.size());
        outcome.seenBefore = !m_writer.claimContent(record.content, record.size);
    }
    if (outcome.seenBefore) {
        outcome.complete = true;
        return {};
    }
    record.id = m_writer.newObjectId();
    if (m_options.copyFiles) {
        if (auto kept = m_writer.keepObject(bytes, record); !kept) {
            m_writer.releaseContent(record.content, record.size);
            return kept;
        }
    }
    return readBytes(bytes, record, outcome, std::move(stop));
}

Result<void> ObjectImport::takeLine(const ingest::Line& line, ImportedFile& outcome)
{
    switch (m_parser.parse(line)) {
    case ingest::LineKind::Event: return m_intake.add(m_parser.record());
    case ingest::LineKind::TestRecord: ++outcome.testRecords; return {};
    case ingest::LineKind::Rejected:
        if (++outcome.rejectedTotal <= store::kRejectedKept)
            outcome.rejected.push_back({line.number, QString::fromStdString(m_parser.reason())});
        return {};
    }
    return {};
}

void ObjectImport::tell(std::uint64_t bytes, Counted& counted)
{
    const auto events = m_intake.rowsOfObject();
    m_progress.bytesDone.fetch_add(bytes - std::exchange(counted.bytes, bytes), std::memory_order_relaxed);
    m_progress.events.fetch_add(events - std::exchange(counted.events, events), std::memory_order_relaxed);
}

Result<void> ObjectImport::readBytes(std::span<const std::byte> bytes, store::ObjectRecord& record, ImportedFile& outcome,
                                     std::stop_token stop)
{
    ingest::Inflater inflater(bytes);
    ingest::LineReader lines(inflater);
    m_intake.beginObject(record);
    Counted counted;
    for (std::uint64_t n = 0;; ++n) {
        if (n % 512 == 0) {
            tell(inflater.bytesIn(), counted);
            if (stop.stop_requested()) {
                m_intake.dropObject(record);
                return fail(ErrorCode::Cancelled);
            }
        }
        auto line = lines.next();
        if (!line)
            outcome.error = Error {line.error().code, line.error().detail, outcome.path};
        if (!line || !*line)
            break;
        if (auto taken = takeLine(**line, outcome); !taken)
            return taken;
    }
    tell(bytes.size(), counted);
    outcome.complete = !outcome.error;
    outcome.rows = m_intake.rowsOfObject();
    record.complete = outcome.complete;
    record.error = outcome.error ? outcome.error->detail : QString();
    record.rejectedTotal = outcome.rejectedTotal;
    record.testRecords = outcome.testRecords;
    for (const auto& rejected : outcome.rejected)
        record.rejected.push_back({rejected.line, rejected.reason});
    return m_intake.endObject(std::move(record));
}

} // namespace tracedeck::sync
