#include "store/row_reader.h"

#include "events/vocabulary.h"
#include "store/snapshot_data.h"

#include <algorithm>

namespace tracedeck::store {

using ingest::CodeColumn;
using ingest::kAbsent;

namespace {

constexpr std::size_t kTriggerBytes = 2048;
constexpr std::size_t kMessageBytes = 1024;

std::optional<std::int64_t> known(std::int64_t value)
{
    return value == kAbsent ? std::nullopt : std::optional {value};
}

std::string valueOf(const Segment& segment, CodeColumn column, std::uint32_t row)
{
    return std::string {segment.table(column)[segment.codes(column).code(row)]};
}

/// Levels by how much they matter for one line of summary.
int weightOf(events::Level level)
{
    switch (level) {
    case events::Level::Error: return 5;
    case events::Level::Warn: return 4;
    case events::Level::Info: return 3;
    case events::Level::Log: return 2;
    default: return 1;
    }
}

void fillMessage(const Segment& segment, std::uint32_t row, const RowText& text, EventRow& out)
{
    const auto [firstLog, endLog] = segment.logsOf(row);
    const auto [firstException, endException] = segment.exceptionsOf(row);
    out.logLines = endLog - firstLog;
    out.exceptions = endException - firstException;
    if (out.exceptions > 0) {
        const auto name = segment.exceptionNames()[segment.packed(Section::ExceptionName).code(firstException)];
        const auto full = text.entries[2 + out.logLines];
        out.messageName = clipped(name, kMessageBytes);
        out.message = clipped(full.substr(name.empty() ? 0 : std::min(full.size(), name.size() + 2)), kMessageBytes);
        return;
    }
    int best = 0;
    const auto levels = segment.packed(Section::LogLevel);
    for (std::uint32_t i = 0; i < out.logLines; ++i) {
        const int weight = weightOf(events::levelOf(segment.levels()[levels.code(firstLog + i)]));
        if (weight >= best) {
            best = weight;
            out.message = clipped(text.entries[2 + i], kMessageBytes);
        }
    }
}

} // namespace

std::string_view clipped(std::string_view utf8, std::size_t bytes)
{
    if (utf8.size() <= bytes)
        return utf8;
    while (bytes > 0 && (static_cast<unsigned char>(utf8[bytes]) & 0xc0U) == 0x80U)
        --bytes;
    return utf8.substr(0, bytes);
}

Result<const std::string*> RowReader::blockOf(EventRef ref)
{
    const auto& segment = *m_snapshot.data().segments[ref.segment];
    const auto wanted = segment.blockOf(ref.row);
    ++m_clock;
    auto* oldest = &m_blocks[0];
    for (auto& block : m_blocks) {
        if (block.segment == ref.segment && block.block == wanted) {
            block.used = m_clock;
            return &block.raw;
        }
        if (block.used < oldest->used)
            oldest = &block;
    }
    oldest->segment = ~0U;
    if (auto unpacked = segment.unpack(segment.blocks()[wanted], oldest->raw); !unpacked)
        return fail(unpacked.error());
    oldest->segment = ref.segment;
    oldest->block = wanted;
    oldest->used = m_clock;
    return &oldest->raw;
}

Result<EventRow> RowReader::read(EventRef ref)
{
    const auto& segments = m_snapshot.data().segments;
    if (ref.segment >= segments.size() || ref.row >= segments[ref.segment]->rows())
        return fail(ErrorCode::NotFound, QStringLiteral("no such event"));
    auto raw = blockOf(ref);
    if (!raw)
        return fail(raw.error());
    const auto& segment = *segments[ref.segment];
    const auto row = ref.row;
    const auto text = segment.textOf(row, **raw);
    EventRow out;
    out.ref = ref;
    out.timestampMs = known(segment.packed(Section::Time)[row]);
    out.cpuTimeMs = known(segment.packed(Section::Cpu)[row]);
    out.wallTimeMs = known(segment.packed(Section::Wall)[row]);
    out.status = known(segment.packed(Section::Status)[row]);
    out.outcome = valueOf(segment, CodeColumn::Outcome, row);
    out.scriptName = valueOf(segment, CodeColumn::ScriptName, row);
    out.eventType = valueOf(segment, CodeColumn::EventType, row);
    out.method = valueOf(segment, CodeColumn::Method, row);
    out.versionId = valueOf(segment, CodeColumn::Version, row);
    out.entrypoint = valueOf(segment, CodeColumn::Entrypoint, row);
    out.dispatchNamespace = valueOf(segment, CodeColumn::DispatchNamespace, row);
    out.trigger = clipped(text.entries[0], kTriggerBytes);
    out.rayId = clipped(text.entries[1], kMessageBytes);
    out.levelMask = static_cast<std::uint8_t>(segment.packed(Section::LevelMask)[row]);
    out.truncated = (segment.packed(Section::Flags)[row] & ingest::kTruncated) != 0;
    fillMessage(segment, row, text, out);
    return out;
}

} // namespace tracedeck::store
