#pragma once

#include "store/answers.h"
#include "store/snapshot.h"

#include "base/result.h"

#include <string>

namespace tracedeck::store {

/// Makes table rows of references; keeps the last few unpacked text blocks, so neighbours in time cost one unpacking. One thread.
class RowReader {
public:
    explicit RowReader(Snapshot snapshot) : m_snapshot(std::move(snapshot)) {}

    [[nodiscard]] Result<EventRow> read(EventRef ref);

private:
    struct Block {
        std::uint32_t segment = ~0U;
        std::size_t block = 0;
        std::uint64_t used = 0;
        std::string raw;
    };
    [[nodiscard]] Result<const std::string*> blockOf(EventRef ref);

    Snapshot m_snapshot;
    Block m_blocks[6];
    std::uint64_t m_clock = 0;
};

/// Cut at a character's border, at most `bytes` long.
[[nodiscard]] std::string_view clipped(std::string_view utf8, std::size_t bytes);

} // namespace tracedeck::store
