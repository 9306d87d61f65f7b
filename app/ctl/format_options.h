#pragma once

#include "ingest/format.h"

#include <CLI/CLI.hpp>

namespace tracedeck::ctl {

/// What a person says of how objects are written.
struct FormatOptions {
    std::string format = "auto", delimiter;
    std::vector<std::string> fields;
};
void addFormatOptions(CLI::App& command, FormatOptions& options);
[[nodiscard]] ingest::FormatHint hintOf(const FormatOptions& options);

} // namespace tracedeck::ctl
