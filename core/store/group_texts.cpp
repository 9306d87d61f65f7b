#include "store/group_texts.h"

#include "events/stack.h"
#include "store/row_reader.h"
#include "store/segment.h"

#include <algorithm>

namespace tracedeck::store {

namespace {

constexpr std::size_t kBytesAtMost = std::size_t {64} * 1024; ///< kept of one segment
constexpr std::size_t kMessageAtMost = 4096;

std::string culpritOf(std::string_view stack)
{
    const auto frames = events::parseStack(stack).frames;
    auto at = std::find_if(frames.begin(), frames.end(), [](const auto& frame) { return frame.inApp; });
    if (at == frames.end())
        at = frames.begin();
    if (at == frames.end())
        return {};
    std::string text = at->function.value_or("<anonymous>") + " " + at->file;
    return at->line ? text + ":" + std::to_string(*at->line) : text;
}

Result<GroupText> readText(const Segment& segment, std::uint32_t row, std::uint32_t child)
{
    std::string raw;
    if (auto unpacked = segment.unpack(segment.blocks()[segment.blockOf(row)], raw); !unpacked)
        return fail(unpacked.error());
    const RowText text = segment.textOf(row, raw);
    const auto [firstLog, endLog] = segment.logsOf(row);
    const auto entry = 2U + (endLog - firstLog) + 2U * (child - segment.exceptionsOf(row).first);
    GroupText read;
    read.name = segment.exceptionNames()[segment.packed(Section::ExceptionName).code(child)];
    const auto full = text.entries[entry];
    read.message = clipped(full.substr(read.name.empty() ? 0 : std::min(full.size(), read.name.size() + 2)), kMessageAtMost);
    read.culprit = culpritOf(text.entries[entry + 1]);
    return read;
}

} // namespace

std::optional<GroupText> GroupTexts::find(std::uint32_t child) const
{
    const std::lock_guard lock(m_mutex);
    const auto at = m_texts.find(child);
    return at == m_texts.end() ? std::nullopt : std::optional(at->second);
}

void GroupTexts::keep(std::uint32_t child, const GroupText& text)
{
    const std::lock_guard lock(m_mutex);
    const std::size_t bytes = sizeof(GroupText) + text.name.size() + text.message.size() + text.culprit.size();
    if (m_bytes + bytes <= kBytesAtMost && m_texts.try_emplace(child, text).second)
        m_bytes += bytes;
}

Result<GroupText> groupText(const Segment& segment, std::uint32_t row, events::GroupKey key)
{
    const auto keys = segment.exceptionKeys();
    const auto [begin, end] = segment.exceptionsOf(row);
    const auto child = static_cast<std::uint32_t>(std::find(keys.begin() + begin, keys.begin() + end, key) - keys.begin());
    if (child == end)
        return GroupText {};
    if (auto kept = segment.groupTexts().find(child))
        return *std::move(kept);
    auto read = readText(segment, row, child);
    if (read)
        segment.groupTexts().keep(child, *read);
    return read;
}

} // namespace tracedeck::store
