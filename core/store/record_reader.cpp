#include "store/record_reader.h"

#include <algorithm>

namespace tracedeck::store {

using ingest::kAbsent;

namespace {

std::int64_t absolute(std::int64_t relative, std::int64_t event)
{
    return relative == kAbsent || event == kAbsent ? kAbsent : event + relative;
}

/// The columns of one segment, looked up once.
struct Columns {
    explicit Columns(const Segment& s)
        : time(s.packed(Section::Time))
        , cpu(s.packed(Section::Cpu))
        , wall(s.packed(Section::Wall))
        , status(s.packed(Section::Status))
        , offset(s.packed(Section::LineOffset))
        , length(s.packed(Section::LineLength))
        , number(s.packed(Section::LineNumber))
        , object(s.packed(Section::Object))
        , hash(s.packed(Section::Hash))
        , flags(s.packed(Section::Flags))
        , logLevel(s.packed(Section::LogLevel))
        , logTime(s.packed(Section::LogTime))
        , exceptionName(s.packed(Section::ExceptionName))
        , exceptionTime(s.packed(Section::ExceptionTime))
    {}
    Packed time, cpu, wall, status, offset, length, number, object, hash, flags, logLevel, logTime, exceptionName, exceptionTime;
};

void fillChildren(const Segment& segment, const Columns& columns, std::uint32_t row, const RowText& text, ingest::RecordView& record)
{
    std::size_t entry = 2;
    const auto logs = segment.logsOf(row);
    for (auto i = logs.first; i < logs.second; ++i)
        record.logs.push_back(
            {segment.levels()[columns.logLevel.code(i)], text.entries[entry++], absolute(columns.logTime[i], record.timeMs)});
    const auto exceptions = segment.exceptionsOf(row);
    for (auto i = exceptions.first; i < exceptions.second; ++i) {
        const auto name = segment.exceptionNames()[columns.exceptionName.code(i)];
        const auto full = text.entries[entry++];
        const auto message = full.substr(name.empty() ? 0 : std::min(full.size(), name.size() + 2));
        record.exceptions.push_back(
            {name, message, text.entries[entry++], absolute(columns.exceptionTime[i], record.timeMs), segment.exceptionKeys()[i]});
    }
}

} // namespace

Result<void> forEachRecord(const Segment& segment, const std::function<void(const ingest::RecordView&, std::uint32_t)>& use)
{
    const Columns columns(segment);
    ingest::RecordView record;
    std::string raw;
    const auto blocks = segment.blocks();
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        if (auto unpacked = segment.unpack(blocks[b], raw); !unpacked)
            return unpacked;
        const auto end = b + 1 < blocks.size() ? blocks[b + 1].firstRow : segment.rows();
        for (auto row = blocks[b].firstRow; row < end; ++row) {
            record.clear();
            record.timeMs = columns.time[row];
            record.cpuMs = columns.cpu[row];
            record.wallMs = columns.wall[row];
            record.status = columns.status[row];
            for (std::size_t i = 0; i < ingest::kCodeColumns; ++i) {
                const auto column = static_cast<ingest::CodeColumn>(i);
                record.codes[i] = segment.table(column)[static_cast<std::size_t>(segment.codes(column)[row])];
            }
            record.flags = static_cast<std::uint8_t>(columns.flags[row]);
            record.hash = static_cast<std::uint32_t>(columns.hash[row]);
            record.lineOffset = static_cast<std::uint64_t>(columns.offset[row]);
            record.lineLength = static_cast<std::uint64_t>(columns.length[row]);
            record.lineNumber = static_cast<std::uint64_t>(columns.number[row]);
            const auto text = segment.textOf(row, raw);
            record.trigger = text.entries[0];
            record.rayId = text.entries[1];
            fillChildren(segment, columns, row, text, record);
            use(record, static_cast<std::uint32_t>(columns.object[row]));
        }
    }
    return {};
}

} // namespace tracedeck::store
