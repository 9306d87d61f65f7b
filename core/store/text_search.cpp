#include "store/text_search.h"

#include "logpush/filter_match.h"

#include <algorithm>

namespace tracedeck::store {

using namespace logpush; // the bits of TextParts

BlockTexts::BlockTexts(const Segment& segment, std::size_t block, std::string_view raw)
    : m_segment(segment)
    , m_raw(raw)
    , m_begin(segment.blocks()[block].firstRow)
    , m_end(block + 1 < segment.blocks().size() ? segment.blocks()[block + 1].firstRow : segment.rows())
    , m_starts(segment.packed(Section::RowText))
    , m_lengths(segment.packed(Section::EntryLength))
    , m_logEnds(segment.packed(Section::LogEnd))
    , m_exceptionEnds(segment.packed(Section::ExceptionEnd))
{}

std::uint32_t BlockTexts::rowAt(std::size_t offset) const
{
    auto low = m_begin;
    auto high = m_end;
    while (high - low > 1) {
        const auto middle = low + (high - low) / 2;
        (static_cast<std::size_t>(m_starts[middle]) <= offset ? low : high) = middle;
    }
    return low;
}

std::size_t BlockTexts::endOf(std::uint32_t row) const
{
    return row + 1 < m_end ? static_cast<std::size_t>(m_starts[row + 1]) : m_raw.size();
}

template<typename Use>
bool BlockTexts::anyOf(std::uint32_t row, std::uint8_t parts, Use use) const
{
    const auto before = [](const Packed& ends, std::uint32_t r) {
        return r == 0 ? std::uint64_t {0} : static_cast<std::uint64_t>(ends[r - 1]);
    };
    const auto firstLog = before(m_logEnds, row);
    const auto firstException = before(m_exceptionEnds, row);
    const auto logs = static_cast<std::uint64_t>(m_logEnds[row]) - firstLog;
    const auto exceptions = static_cast<std::uint64_t>(m_exceptionEnds[row]) - firstException;
    auto entry = 2ULL * row + firstLog + 2ULL * firstException;
    auto at = std::min(static_cast<std::size_t>(m_starts[row]), m_raw.size());
    const auto take = [&](std::uint8_t part, bool mayBeEmpty) {
        const auto text = m_raw.substr(at, static_cast<std::size_t>(m_lengths[entry++]));
        at += text.size();
        return (parts & part) != 0 && (mayBeEmpty || !text.empty()) && use(text);
    };
    if (take(kTriggerText, false) || take(kRayIdText, false))
        return true;
    for (std::uint64_t i = 0; i < logs; ++i) {
        if (take(kMessageText, true))
            return true;
    }
    for (std::uint64_t i = 0; i < exceptions; ++i) {
        if (take(kExceptionText, true) || take(kStackText, false))
            return true;
    }
    return false;
}

bool TextTest::holds(const BlockTexts& block, std::uint32_t row) const
{
    return block.anyOf(row, m_parts, [&](std::string_view text) {
        return m_path.empty() ? m_test->text(text) : logpush::holdsInLine(*m_test, m_path, text);
    });
}

/// Whether plain text that was found at this byte lies in one of the row's texts.
bool TextTest::isWhole(const BlockTexts& block, std::uint32_t row, std::size_t found) const
{
    const char* const first = block.raw().data() + found;
    const char* const last = first + m_test->pattern()->plainSize();
    return block.anyOf(row, m_parts, [&](std::string_view text) { return first >= text.data() && last <= text.data() + text.size(); });
}

Result<Bitmap> TextTest::rowsOf(const BlockTexts& block, const Bitmap& wanted, const std::stop_token& stop) const
{
    Bitmap found(wanted.rows());
    const auto* pattern = m_path.empty() ? m_test->pattern() : nullptr;
    if (pattern == nullptr || !pattern->canSkip()) {
        for (auto row = block.begin(); row < block.end(); ++row) {
            if (!wanted.test(row - block.begin()))
                continue;
            if (stop.stop_requested())
                return fail(ErrorCode::Cancelled);
            if (holds(block, row))
                found.set(row - block.begin());
        }
        return found;
    }
    for (auto at = pattern->nextIn(block.raw(), 0); at;) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        const auto row = block.rowAt(*at);
        const auto index = row - block.begin();
        if (wanted.test(index) && ((pattern->isPlain() && isWhole(block, row, *at)) || holds(block, row)))
            found.set(index);
        const auto next = block.endOf(row);
        at = next < block.raw().size() ? pattern->nextIn(block.raw(), next) : std::nullopt;
    }
    return found;
}

} // namespace tracedeck::store
