#include "ingest/format.h"

#include "ingest/csv_cells.h"
#include "ingest/foreign_dataset.h"
#include "ingest/known_fields.h"
#include "ingest/line_reader.h"
#include "ingest/object_scan.h"
#include "ingest/skipped.h"

#include <algorithm>
#include <array>

namespace tracedeck::ingest {

namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::size_t kLongestPrefix = 256;

struct Magic {
    std::string_view bytes;
    const char* name;
};
constexpr auto kOthers = std::to_array<Magic>({
    {"\xff\xfe", "text in UTF-16, not in UTF-8"},
    {"\xfe\xff", "text in UTF-16, not in UTF-8"},
    {std::string_view("{\0", 2), "text in UTF-16, not in UTF-8"},
    {"\x28\xb5\x2f\xfd", "zstd, not gzip"},
    {"\x04\x22\x4d\x18", "LZ4, not gzip"},
    {"BZh", "bzip2, not gzip"},
    {"\xfd\x37zXZ", "xz, not gzip"},
    {"PK\x03\x04", "a ZIP archive"},
    {"PAR1", "a Parquet file"},
    {"Obj\x01", "an Avro file"},
    {"SQLite format 3", "an SQLite database"},
    {"%PDF-", "a PDF file"},
    {"<?xml", "XML"},
    {"<!DOCTYPE", "an HTML page"},
    {"<!doctype", "an HTML page"},
    {"<html", "an HTML page"},
});

std::size_t skipped(std::string_view text, std::size_t from = 0)
{
    return std::min(text.find_first_not_of(kSpace, from), text.size());
}

std::string_view lineAt(std::string_view text, std::size_t from)
{
    text = text.substr(from, std::min(text.find('\n', from), text.size()) - from);
    return text.ends_with('\r') ? text.substr(0, text.size() - 1) : text;
}

/// The end of the object that begins at `from`, where it is seen.
struct ObjectEnd {
    std::size_t at = 0;
    bool spansLines = false;
};
std::optional<ObjectEnd> objectEnd(std::string_view text, std::size_t from)
{
    ObjectScan scan(true);
    const auto object = text.substr(from);
    if (scan.go(object) != ObjectScan::State::Whole)
        return {};
    return ObjectEnd {from + scan.at(), object.substr(0, scan.at()).find('\n') != std::string_view::npos};
}

bool namesAField(std::string_view json)
{
    return std::ranges::any_of(kRecordFields, [json](const FieldName& field) {
        return field.field != Field::Content && json.find('"' + std::string(field.name) + '"') != std::string_view::npos;
    });
}

/// `{"records":[{`: the place of the first record behind it, where the member is none of a record.
std::optional<std::size_t> wrappedAt(std::string_view text, std::size_t object)
{
    auto at = skipped(text, object + 1);
    if (!text.substr(at).starts_with('"'))
        return {};
    const auto end = std::min(text.find_first_of("\"\\\n", at + 1), text.size());
    const auto key = text.substr(at + 1, end - at - 1);
    at = skipped(text, end + 1);
    if (end == text.size() || text[end] != '"' || !text.substr(at).starts_with(':'))
        return {};
    at = skipped(text, at + 1);
    if (!text.substr(at).starts_with('['))
        return {};
    at = skipped(text, at + 1);
    const bool isList = text.substr(at).starts_with('{') || text.substr(at).starts_with(']');
    const auto first = objectEnd(text, at);
    if (!isList || (isKnownField(key) && !namesAField(text.substr(at, first ? first->at - at : text.size()))))
        return {};
    return at;
}

Format values(std::string_view text, std::size_t first, std::size_t begin)
{
    Format format;
    format.shape = Shape::Values;
    format.begin = begin;
    const auto end = objectEnd(text, first);
    const auto lineEnd = text.find('\n', first);
    format.spansLines = end ? end->spansLines : isBlank(lineAt(text, first + 1)) && lineEnd != std::string_view::npos;
    return format;
}

/// The object or list that begins at `at`.
Format jsonFormat(std::string_view text, std::size_t at)
{
    if (text[at] == '[') {
        const auto first = skipped(text, at + 1);
        const bool isList = text.substr(first).starts_with('{') || text.substr(first).starts_with(']');
        auto format = isList ? values(text, first, 0) : Format {};
        format.isList = isList;
        return format;
    }
    if (const auto first = wrappedAt(text, at)) {
        auto format = values(text, *first, *first);
        format.isWrapped = format.isList = true;
        return format;
    }
    const auto end = objectEnd(text, at);
    if (!end)
        return isBlank(lineAt(text, at + 1)) ? values(text, at, 0) : Format {};
    if (end->spansLines)
        return values(text, at, 0);
    const auto rest = lineAt(text, end->at);
    const auto next = rest.find_first_not_of(" \t\r");
    const bool isOnLine = next != std::string_view::npos && rest[next] == '{';
    const auto after = skipped(text, end->at);
    return isOnLine || text.substr(after).starts_with(',') ? values(text, at, 0) : Format {};
}

/// Every line is the same text, then an object, then the same text.
std::optional<Format> prefixedFormat(std::string_view text)
{
    const auto first = lineAt(text, 0);
    const auto at = first.find('{');
    const auto end = at == std::string_view::npos || at > kLongestPrefix ? std::nullopt : objectEnd(first, at);
    if (!end || jsonProblem(first.substr(at, end->at - at)) != nullptr || !namesAField(first.substr(at, end->at - at)))
        return {};
    Format format;
    format.shape = Shape::Values;
    format.prefix = first.substr(0, at);
    format.suffix = first.substr(end->at);
    const auto next = text.find('\n');
    const auto second = next == std::string_view::npos ? std::string_view {} : text.substr(next + 1);
    if (second.empty() || second.starts_with(format.prefix + "{"))
        return format;
    return {};
}

bool looksLikeName(std::string_view text)
{
    return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' || c == ' ';
    });
}

/// The first record cut by `delimiter`; empty where it cannot be.
std::vector<std::string> firstCells(std::string_view text, std::string_view delimiter)
{
    CsvScan scan(delimiter, {}, 0);
    CsvCells cells;
    if (scan.go(text, true) != CsvScan::State::Whole || !cells.cut(text.substr(0, scan.end()), delimiter))
        return {};
    std::vector<std::string> all;
    for (const auto& cell : cells.cells())
        all.emplace_back(cell.text);
    return all;
}

constexpr auto kDelimiters = std::to_array<std::string_view>({",", "\t", ";", "|", "\x01", "\x1f"});

std::vector<std::string_view> delimitersToTry(const FormatHint& hint)
{
    if (!hint.fieldDelimiter.empty())
        return {hint.fieldDelimiter};
    return {kDelimiters.begin(), kDelimiters.end()};
}

Format csvFormat(std::vector<std::string> columns, std::string_view delimiter, bool hasHeader, const FormatHint& hint)
{
    Format format;
    format.shape = Shape::Csv;
    format.delimiter = delimiter;
    format.columns = std::move(columns);
    format.hasHeader = hasHeader;
    format.prefix = hint.recordPrefix;
    format.suffix = hint.recordSuffix.substr(0, hint.recordSuffix.find_last_not_of("\r\n") + 1);
    return format;
}

Result<Format> unknown(const QString& what)
{
    return fail(ErrorCode::UnknownFormat, what);
}

/// CSV by the names in its first record, or by the fields that are known; nullopt: no CSV.
std::optional<Result<Format>> csvByNames(std::string_view text, const FormatHint& hint)
{
    std::vector<std::string> best;
    std::string_view delimiter;
    std::ptrdiff_t mostKnown = 0;
    for (const auto tried : delimitersToTry(hint)) {
        auto cells = firstCells(text, tried);
        if (cells.empty() || !std::ranges::all_of(cells, looksLikeName))
            continue;
        if (const auto* dataset = datasetOfNames({cells.begin(), cells.end()}))
            return unknown(foreignVerdict(dataset));
        const auto known = std::ranges::count_if(cells, isKnownField);
        if (known > mostKnown) {
            mostKnown = known;
            best = std::move(cells);
            delimiter = tried;
        }
    }
    if (mostKnown == 0)
        return {};
    return Result<Format> {csvFormat(std::move(best), delimiter, true, hint)};
}

/// Cut by the delimiter that gives as many cells as there are fields.
Format csvByFields(std::string_view text, const FormatHint& hint)
{
    const auto all = delimitersToTry(hint);
    for (const auto delimiter : all) {
        if (firstCells(text, delimiter).size() == hint.fields.size())
            return csvFormat(hint.fields, delimiter, false, hint);
    }
    return csvFormat(hint.fields, all.front(), false, hint);
}

/// Two records, or one of several cells, cut alike by one delimiter.
bool looksLikeCsv(std::string_view text)
{
    return std::ranges::any_of(kDelimiters, [text](std::string_view delimiter) {
        const auto cells = firstCells(text, delimiter).size();
        CsvScan scan(delimiter, {}, 0);
        (void)scan.go(text, true);
        const auto rest = text.substr(std::min(scan.next(), text.size()));
        return cells >= 2 && (rest.empty() || firstCells(rest, delimiter).size() == cells);
    });
}

bool hasJsonLine(std::string_view text)
{
    return text.starts_with('{') || text.find("\n{") != std::string_view::npos;
}

Format hintedValues(std::string_view text, const FormatHint& hint)
{
    const auto withoutBrace = [](std::string prefix) { return prefix.substr(0, prefix.find_last_not_of("{") + 1); };
    Format format = jsonFormat(text, std::min(text.find('{'), text.size() - 1));
    const bool isList = format.shape == Shape::Values;
    format.isList = false; // the job says what comes at the end
    format.shape = Shape::Values;
    format.begin = text.starts_with(hint.batchPrefix) ? hint.batchPrefix.size() : 0;
    format.prefix = withoutBrace(hint.recordPrefix);
    format.suffix = hint.recordSuffix.substr(std::min(hint.recordSuffix.find_first_not_of("}"), hint.recordSuffix.size()));
    format.delimiter = hint.recordDelimiter;
    format.end = hint.batchSuffix;
    format.isWrapped = isList && hint.batchSuffix.find('}') != std::string::npos;
    return format;
}

/// The job writes something around its records.
bool saysAround(const FormatHint& hint)
{
    return hint.kind != FormatHint::Kind::Csv && hint.fields.empty()
        && !(hint.recordPrefix + hint.recordDelimiter + hint.batchPrefix + hint.batchSuffix).empty();
}

} // namespace

Result<Format> formatOf(std::string_view beginning, const FormatHint& hint)
{
    beginning = beginning.substr(0, kSniffed);
    while (beginning.starts_with(kByteOrderMark))
        beginning.remove_prefix(kByteOrderMark.size());
    const auto at = skipped(beginning);
    const auto text = beginning.substr(at);
    if (text.empty())
        return Format {};
    for (const auto& other : kOthers) {
        if (text.starts_with(other.bytes))
            return unknown(QStringLiteral("this is %1").arg(QLatin1StringView(other.name)));
    }
    const bool isObject = text.front() == '{' && jsonProblem(lineAt(text, 0)) == nullptr;
    if (saysAround(hint) && text.find('{') != std::string_view::npos && !isObject)
        return hintedValues(beginning, hint);
    if (hint.kind != FormatHint::Kind::Csv && (text.front() == '{' || text.front() == '['))
        return jsonFormat(beginning, at);
    if (hint.kind == FormatHint::Kind::Ndjson || isObject) // a job's probe is JSON whatever it writes later
        return isObject ? jsonFormat(beginning, at) : Format {};
    if (auto csv = csvByNames(text, hint))
        return *std::move(csv);
    if (!hint.fields.empty())
        return csvByFields(text, hint);
    if (hint.kind != FormatHint::Kind::Csv) {
        if (auto prefixed = prefixedFormat(text))
            return *std::move(prefixed);
        if (hasJsonLine(text) || !looksLikeCsv(text))
            return Format {};
    }
    return unknown(QStringLiteral("this is CSV without a header: the names of its fields must be given"));
}

} // namespace tracedeck::ingest
