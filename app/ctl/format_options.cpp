#include "format_options.h"

namespace tracedeck::ctl {

void addFormatOptions(CLI::App& command, FormatOptions& options)
{
    command.add_option("--format", options.format, "auto, ndjson or csv")->check(CLI::IsMember({"auto", "ndjson", "csv"}));
    command.add_option("--fields", options.fields, "Fields of a CSV without a header, in order: a,b")->delimiter(',');
    command.add_option("--delimiter", options.delimiter, "What stands between the cells of a CSV; found out by default (\\t: a tab)");
}

ingest::FormatHint hintOf(const FormatOptions& options)
{
    using Kind = ingest::FormatHint::Kind;
    ingest::FormatHint hint;
    hint.kind = options.format == "csv" ? Kind::Csv : options.format == "ndjson" ? Kind::Ndjson : Kind::Auto;
    hint.fields = options.fields;
    hint.fieldDelimiter = options.delimiter == "\\t" ? "\t" : options.delimiter;
    return hint;
}

} // namespace tracedeck::ctl
