#pragma once

#include "logpush/filter_key.h"
#include "logpush/value_test.h"
#include "store/bitmap.h"
#include "store/segment.h"

#include <memory>
#include <stop_token>
#include <string_view>

namespace tracedeck::store {

/// One unpacked text block of a segment and the columns that say where its rows' texts lie.
class BlockTexts {
public:
    /// `raw` is the unpacked block number `block`; it must outlive this.
    BlockTexts(const Segment& segment, std::size_t block, std::string_view raw);

    [[nodiscard]] std::uint32_t begin() const { return m_begin; }
    [[nodiscard]] std::uint32_t end() const { return m_end; }
    [[nodiscard]] std::string_view raw() const { return m_raw; }
    [[nodiscard]] std::uint32_t rowAt(std::size_t offset) const; ///< whose texts hold this byte
    [[nodiscard]] std::size_t endOf(std::uint32_t row) const;    ///< the byte behind its texts

    /// Calls `use(text)` for those texts of a row that are of `parts` (logpush::TextParts) and there; stops where it gives true.
    template<typename Use>
    [[nodiscard]] bool anyOf(std::uint32_t row, std::uint8_t parts, Use use) const;

private:
    const Segment& m_segment;
    std::string_view m_raw;
    std::uint32_t m_begin, m_end;
    Packed m_starts, m_lengths, m_logEnds, m_exceptionEnds;
};

/// A condition on texts, or on what stands in JSON in console lines. Any thread.
class TextTest {
public:
    TextTest(std::shared_ptr<const logpush::ValueTest> test, std::uint8_t parts, std::vector<std::string> path = {})
        : m_test(std::move(test))
        , m_path(std::move(path))
        , m_parts(parts)
    {}

    /// Rows of the block in which it holds (positive form), of those in `wanted`; both count from the block's first row. Cancelled.
    [[nodiscard]] Result<Bitmap> rowsOf(const BlockTexts& block, const Bitmap& wanted, const std::stop_token& stop) const;

private:
    [[nodiscard]] bool holds(const BlockTexts& block, std::uint32_t row) const;
    [[nodiscard]] bool isWhole(const BlockTexts& block, std::uint32_t row, std::size_t found) const;

    std::shared_ptr<const logpush::ValueTest> m_test;
    std::vector<std::string> m_path; ///< inside of JSON in the texts; empty: the texts themselves
    std::uint8_t m_parts;
};

} // namespace tracedeck::store
