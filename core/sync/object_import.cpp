#include "sync/object_import.h"

#include "ingest/foreign_dataset.h"
#include "ingest/object_reader.h"

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
    record.placedMs = file.order;
    const store::ObjectIdentity identity {file.path, bytes.size(), trailerOf(bytes), {}};
    const auto known = m_writer.knows(identity, record.source);
    const bool isToldMore = known == store::Known::SetAside && m_options.format != ingest::FormatHint {};
    if (known == store::Known::No || isToldMore)
        return take(bytes, std::move(record), m_options.copyFiles, outcome, std::move(stop));
    outcome.seenBefore = true;
    outcome.complete = true;
    return {};
}

Result<void> ObjectImport::take(std::span<const std::byte> bytes, store::ObjectRecord record, bool keepCopy, ImportedFile& outcome,
                                std::stop_token stop)
{
    outcome.path = record.path;
    record.id = m_writer.newObjectId();
    record.format = ingest::printHint(m_options.format);
    record.size = bytes.size();
    record.trailer = trailerOf(bytes);
    record.content = XXH3_64bits(bytes.data(), bytes.size());
    const bool isToldMore = m_options.format != ingest::FormatHint {}; // the same bytes may give more
    if (const auto former = isToldMore ? m_writer.setAsideAt(record.path) : 0; former != 0) {
        if (auto dropped = m_writer.dropObjects({former}); !dropped)
            return dropped;
    }
    if (const auto claim = m_writer.claimContent(record); !claim.isMine)
        return noteKnown(std::move(record), claim, outcome);
    const auto giveUp = [&](const Result<void>& failed) {
        m_writer.releaseContent(record);
        return failed;
    };
    if (const auto former = m_writer.setAsideAt(record.path); former != 0) { // what it gave then is part of what it gives now
        if (auto dropped = m_writer.dropObjects({former}); !dropped)
            return giveUp(dropped);
    }
    if (keepCopy) {
        if (auto kept = m_writer.keepObject(bytes, record); !kept)
            return giveUp(kept);
    }
    return readBytes(bytes, record, outcome, std::move(stop));
}

Result<void> ObjectImport::noteKnown(store::ObjectRecord record, const store::ContentClaim& claim, ImportedFile& outcome)
{
    outcome.seenBefore = true;
    outcome.complete = true;
    outcome.inOtherSource = claim.source != record.source;
    const bool isSame = m_writer.setAsideAt(record.path) == claim.owner; // fetched again, and no better than before
    if (record.etag.isEmpty() || !claim.isPublished || isSame)
        return {};
    record.aliasOf = claim.owner;
    record.complete = true;
    return m_intake.note(std::move(record));
}

Result<void> ObjectImport::readAgain(store::ObjectRecord record, std::span<const std::byte> bytes, std::stop_token stop)
{
    record.isLost = false;
    ImportedFile outcome;
    outcome.path = record.path;
    return readBytes(bytes, record, outcome, std::move(stop));
}

Result<void> ObjectImport::setAside(store::ObjectRecord record)
{
    record.id = m_writer.newObjectId();
    record.complete = false;
    if (const auto former = m_writer.setAsideAt(record.path); former != 0) {
        if (auto dropped = m_writer.dropObjects({former}); !dropped)
            return dropped;
    }
    return m_intake.note(std::move(record));
}

Result<void> ObjectImport::takeLine(const ingest::Line& line, ImportedFile& outcome)
{
    switch (m_parser.parse(line)) {
    case ingest::LineKind::Event: outcome.repaired += m_parser.wasRepaired() ? 1U : 0U; return m_intake.add(m_parser.record());
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
    ingest::ObjectReader lines(bytes, ingest::parseHint(record.format));
    m_intake.beginObject(record);
    m_parser.beginObject();
    Counted counted;
    for (std::uint64_t n = 0;; ++n) {
        if (n % 512 == 0) {
            tell(lines.bytesIn(), counted);
            if (stop.stop_requested()) {
                m_intake.dropObject();
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
    outcome.rows = m_intake.rowsOfObject();
    if (!outcome.error && outcome.rows == 0 && m_parser.foreignDataset() != nullptr)
        outcome.error = Error {ErrorCode::UnknownFormat, ingest::foreignVerdict(m_parser.foreignDataset()), outcome.path};
    outcome.complete = !outcome.error;
    record.complete = outcome.complete;
    record.error = outcome.error ? outcome.error->detail : QString();
    record.rejectedTotal = outcome.rejectedTotal;
    record.testRecords = outcome.testRecords;
    for (const auto& rejected : outcome.rejected)
        record.rejected.push_back({rejected.line, rejected.reason});
    return m_intake.endObject(std::move(record));
}

} // namespace tracedeck::sync
