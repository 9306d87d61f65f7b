#pragma once

#include "ingest/event_batch.h"

#include <cstdint>

namespace tracedeck::store {

// A segment file: Header, then sections one after another (each on an 8-byte boundary), then the directory. Little endian.

// clang-format off: one line a kind
/// What a section holds. Packed columns unless said otherwise.
enum class Section : std::uint16_t {
    Time,
    SortedTime,
    Order, // Order: u16 row numbers in time order
    Cpu,
    Wall,
    Status,
    LineOffset,
    LineLength,
    LineNumber,
    Object,
    Hash,
    Flags,
    LevelMask,
    LogEnd,
    ExceptionEnd, // per row, running counts
    LogLevel,
    LogTime, // LogTime: ms after the event
    ExceptionName,
    ExceptionTime,
    ExceptionKey, // ExceptionKey: u64 as they are
    RowText,
    EntryLength, // RowText: a row's first byte in its text block
    Levels,
    ExceptionNames, // string tables
    BlockIndex,
    Blocks,
    Codes,                                 // Codes + i: column i of CodeColumn
    Tables = Codes + ingest::kCodeColumns, // Tables + i: its string table
    Count = Tables + ingest::kCodeColumns,
};
// clang-format on
inline constexpr std::size_t kSections = static_cast<std::size_t>(Section::Count);

struct SegmentHeader {
    char magic[8];
    std::uint32_t formatVersion;
    std::uint32_t rows;
    std::uint64_t directoryOffset;
    std::uint64_t directoryChecksum;
};
inline constexpr char kSegmentMagic[8] = {'T', 'D', 'S', 'E', 'G', 'M', 'T', '1'};
inline constexpr std::uint32_t kSegmentFormat = 1;

struct SectionEntry {
    std::uint64_t offset;
    std::uint64_t bytes;
    std::uint64_t checksum; // XXH3 of the section; 0 for Blocks: each block has its own
    std::int64_t base;
    std::uint32_t count;
    std::uint8_t width;
    std::uint8_t hasAbsent;
    std::uint16_t reserved;
};

/// One LZ4 block of text: whole rows, in row order.
struct BlockEntry {
    std::uint64_t offset;   // in Blocks
    std::uint64_t checksum; // of the packed bytes
    std::uint32_t packedBytes;
    std::uint32_t rawBytes;
    std::uint32_t firstRow;
    std::uint32_t reserved;
};

inline constexpr std::size_t kMaxSegmentRows = 65536; // row numbers fit u16
inline constexpr std::size_t kBlockBytes = 256U << 10;
inline constexpr std::size_t kMaxBatchText = 96U << 20; // a batch is sealed before its text grows past this

} // namespace tracedeck::store
