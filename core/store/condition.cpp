#include "store/condition.h"

#include "events/fingerprint.h"
#include "events/vocabulary.h"

namespace tracedeck::store {

using ingest::CodeColumn;

Section sectionOf(Column number)
{
    switch (number) {
    case Column::CPUTimeMs: return Section::Cpu;
    case Column::WallTimeMs: return Section::Wall;
    case Column::Status: return Section::Status;
    default: return Section::Time;
    }
}

CodeColumn codeColumnOf(Column column)
{
    switch (column) {
    case Column::OutcomeSlice: return CodeColumn::OutcomeSlice;
    case Column::ScriptName: return CodeColumn::ScriptName;
    case Column::EventType: return CodeColumn::EventType;
    case Column::Method: return CodeColumn::Method;
    case Column::Version: return CodeColumn::Version;
    case Column::Entrypoint: return CodeColumn::Entrypoint;
    case Column::DispatchNamespace: return CodeColumn::DispatchNamespace;
    case Column::ScriptTags: return CodeColumn::ScriptTags;
    default: return CodeColumn::Outcome;
    }
}

namespace {

template<typename Keep>
std::vector<std::uint8_t> verdicts(const std::vector<std::string_view>& table, Keep keep)
{
    std::vector<std::uint8_t> out(table.size());
    for (std::size_t i = 0; i < table.size(); ++i)
        out[i] = keep(table[i]) ? 1 : 0;
    return out;
}

/// Rows whose code has a verdict of 1.
Bitmap rowsOfCodes(const Segment& segment, CodeColumn column, const std::vector<std::uint8_t>& kept)
{
    Bitmap rows(segment.rows());
    withCodes(segment.codes(column), [&](auto codes) {
        for (std::uint32_t row = 0; row < segment.rows(); ++row) {
            if (kept[codes[row]] != 0)
                rows.set(row);
        }
    });
    return rows;
}

Bitmap rowsOfNumbers(const Segment& segment, Section section, const ValueTest& test)
{
    Bitmap rows(segment.rows());
    const auto column = segment.packed(section);
    for (std::uint32_t row = 0; row < segment.rows(); ++row) {
        const auto value = column[row];
        if (value != ingest::kAbsent && test.number(value))
            rows.set(row);
    }
    return rows;
}

/// Rows that have a child for which `keep(child)` holds.
template<typename Keep>
Bitmap rowsOfChildren(const Segment& segment, Section ends, Keep keep)
{
    Bitmap rows(segment.rows());
    const auto column = segment.packed(ends);
    std::uint32_t child = 0;
    for (std::uint32_t row = 0; row < segment.rows(); ++row) {
        const auto end = static_cast<std::uint32_t>(column[row]);
        for (; child < end; ++child) {
            if (keep(child))
                rows.set(row);
        }
    }
    return rows;
}

bool anyTag(std::string_view tags, const ValueTest& test)
{
    if (tags.empty())
        return false;
    for (std::size_t begin = 0; begin <= tags.size();) {
        const auto end = std::min(tags.find(ingest::kTagSeparator, begin), tags.size());
        if (test.element(tags.substr(begin, end - begin)))
            return true;
        begin = end + 1;
    }
    return false;
}

Bitmap rowsOfGroup(const Segment& segment, const ValueTest& test)
{
    const auto keys = segment.exceptionKeys();
    auto rows =
        rowsOfChildren(segment, Section::ExceptionEnd, [&](std::uint32_t child) { return test.text(events::keyText(keys[child])); });
    const auto outcomes = verdicts(segment.table(CodeColumn::Outcome), [&](std::string_view outcome) {
        return events::isFailure(outcome, false) && test.text(events::keyText(events::outcomeGroupKey(outcome)));
    });
    const auto flags = segment.packed(Section::Flags);
    const auto ofOutcome = rowsOfCodes(segment, CodeColumn::Outcome, outcomes);
    for (std::uint32_t row = 0; row < segment.rows(); ++row) {
        if (ofOutcome.test(row) && (flags[row] & ingest::kHasException) == 0)
            rows.set(row);
    }
    return rows;
}

Bitmap rowsOfFlag(const Segment& segment, std::uint8_t flag, const ValueTest& test)
{
    Bitmap rows(segment.rows());
    const bool set = test.text("true");
    const bool unset = test.text("false");
    const auto flags = segment.packed(Section::Flags);
    for (std::uint32_t row = 0; row < segment.rows(); ++row) {
        if ((flags[row] & flag) != 0 ? set : unset)
            rows.set(row);
    }
    return rows;
}

} // namespace

Bitmap rowsWhere(const Segment& segment, Column column, const ValueTest& test)
{
    switch (kindOf(column)) {
    case ColumnKind::Number: return rowsOfNumbers(segment, sectionOf(column), test);
    case ColumnKind::Code: {
        const auto code = codeColumnOf(column);
        return rowsOfCodes(segment, code, verdicts(segment.table(code), [&](std::string_view value) { return test.text(value); }));
    }
    case ColumnKind::Flag: return rowsOfFlag(segment, column == Column::Truncated ? ingest::kTruncated : ingest::kHasException, test);
    case ColumnKind::Text: return Bitmap(segment.rows()); // not here: `TextTest` looks there
    case ColumnKind::Many: break;
    }
    if (column == Column::Group)
        return rowsOfGroup(segment, test);
    if (column == Column::ScriptTags)
        return rowsOfCodes(segment, CodeColumn::ScriptTags,
                           verdicts(segment.table(CodeColumn::ScriptTags), [&](auto tags) { return anyTag(tags, test); }));
    const bool isLevel = column == Column::Level;
    const auto kept =
        verdicts(isLevel ? segment.levels() : segment.exceptionNames(), [&](std::string_view value) { return test.text(value); });
    const auto codes = segment.packed(isLevel ? Section::LogLevel : Section::ExceptionName);
    return rowsOfChildren(segment, isLevel ? Section::LogEnd : Section::ExceptionEnd,
                          [&](std::uint32_t child) { return kept[codes.code(child)] != 0; });
}

} // namespace tracedeck::store
