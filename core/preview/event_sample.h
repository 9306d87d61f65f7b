#pragma once

#include "base/result.h"
#include "delivery/output_options.h"
#include "events/event.h"
#include "store/selection.h"

#include <cstddef>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace tracedeck::preview {

inline constexpr std::size_t kLongestSampled = 256 * 1024; ///< bytes of a line: none that Logpush writes is near it

/// Up to `count` of the newest events that match, as they were delivered, oldest first. Those whose object is gone, and lines longer than
/// `kLongestSampled`, are left out: a sample stays small whatever was delivered. Reads objects: not on the GUI thread.
[[nodiscard]] Result<std::vector<events::Event>> newestEvents(const store::Snapshot& snapshot, const store::Query& query, std::size_t count,
                                                              std::stop_token stop = {});

/// Bytes of JSON that each documented field adds to an event on average ("Name":value and a comma); nothing where there are no events.
[[nodiscard]] std::map<std::string, double> fieldSizes(const std::vector<events::Event>& events);

/// A file with these events as the options write it, sampling left aside.
[[nodiscard]] Result<std::string> renderedFile(const delivery::OutputOptions& options, const std::vector<events::Event>& events);

/// Bytes an event takes in a gzipped file of these; 0 where there are none.
[[nodiscard]] Result<double> compressedSize(const delivery::OutputOptions& options, const std::vector<events::Event>& events);

/// Why Tracedeck, told of the options, could not read their files back.
enum class Unreadable { No, Csv, Template, Shape };
[[nodiscard]] Unreadable readability(const delivery::OutputOptions& options);

} // namespace tracedeck::preview
