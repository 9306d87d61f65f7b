#pragma once

#include "base/result.h"
#include "events/fingerprint.h"

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace tracedeck::store {

class Segment;

/// What one exception says of its group.
struct GroupText {
    std::string name, message; ///< the message clipped
    std::string culprit;       ///< "function file:line" of the top frame in the app, "" without a stack
};

/// Texts of groups that were read once: they lie packed, and groups are asked for again with each new delivery. Bounded; any thread.
class GroupTexts {
public:
    [[nodiscard]] std::optional<GroupText> find(std::uint32_t child) const;
    void keep(std::uint32_t child, const GroupText& text);

private:
    mutable std::mutex m_mutex;
    std::unordered_map<std::uint32_t, GroupText> m_texts; ///< by the exception's place in the segment
    std::size_t m_bytes = 0;
};

/// Of the row's first exception with that key. StoreCorrupt where the row's text cannot be read.
[[nodiscard]] Result<GroupText> groupText(const Segment& segment, std::uint32_t row, events::GroupKey key);

} // namespace tracedeck::store
