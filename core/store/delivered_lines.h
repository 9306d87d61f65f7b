#pragma once

#include "base/result.h"
#include "store/answers.h"
#include "store/segment.h"
#include "store/snapshot.h"

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace tracedeck::store {

/// A line of an object: which event of which segment it was read as.
struct DeliveredLine {
    const Segment* segment = nullptr;
    std::uint32_t segmentIndex = 0;
    std::uint32_t row = 0;
    std::uint64_t offset = 0, length = 0; ///< in the unpacked object
};
/// The object that a row was read from.
[[nodiscard]] inline const ObjectInfo& objectOf(const Segment& segment, std::uint32_t row)
{
    return *segment.objects()[static_cast<std::size_t>(segment.packed(Section::Object)[row])];
}
[[nodiscard]] DeliveredLine lineOf(const Segment& segment, std::uint32_t segmentIndex, std::uint32_t row);

/// As what a line is read again.
enum class LineForm : std::uint8_t {
    Line, ///< one line of JSON: what was delivered, byte for byte, where it is that
    Json, ///< a JSON record in UTF-8
};

/// Unpacks an object once, as far as it is needed, and gives the lines, which must be sorted by offset, in their order: `use(index, text)`.
/// Lines that are not there any more, or are others now, are left out; the answer is how many. Cancelled.
[[nodiscard]] Result<std::uint64_t> readLines(const ObjectInfo& object, std::span<const DeliveredLine> lines, LineForm form,
                                              const std::function<void(std::size_t, std::string_view)>& use, const std::stop_token& stop);

/// The lines of these events, in their order; each object is unpacked once for all of them, several at a time. NotFound, IoFailed, subject:
/// the object; BadValue. Cancelled for all that were not read.
[[nodiscard]] std::vector<Result<std::string>> linesOf(const Snapshot& snapshot, std::span<const EventRef> events, LineForm form,
                                                       const std::stop_token& stop = {});
/// How many of the events, the first ones, have lines of so many bytes together; at least one, where there is one.
[[nodiscard]] std::size_t countWithin(const Snapshot& snapshot, std::span<const EventRef> events, std::uint64_t bytes);

} // namespace tracedeck::store
