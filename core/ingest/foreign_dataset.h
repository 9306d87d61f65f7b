#pragma once

#include <QString>

#include <string_view>
#include <vector>

namespace tracedeck::ingest {

/// Which other dataset of Logpush, or other record of Workers, has these fields; nullptr where they tell of none. Any thread.
[[nodiscard]] const char* datasetOfNames(const std::vector<std::string_view>& names);
/// The same of a JSON object's keys. `json` is valid and followed by `kLinePadding` readable bytes.
[[nodiscard]] const char* datasetOfRecord(std::string_view json);
/// "this is http_requests, not workers_trace_events"
[[nodiscard]] QString foreignVerdict(const char* dataset);

} // namespace tracedeck::ingest
