#include "store/column.h"

#include "logpush/filter_key.h"

#include <algorithm>
#include <array>

namespace tracedeck::store {

namespace {

struct ColumnSpec {
    Column column;
    ColumnKind kind;
    std::string_view name;
};

constexpr auto kColumns = std::to_array<ColumnSpec>({
    {Column::EventTimestampMs, ColumnKind::Number, "EventTimestampMs"},
    {Column::CPUTimeMs, ColumnKind::Number, "CPUTimeMs"},
    {Column::WallTimeMs, ColumnKind::Number, "WallTimeMs"},
    {Column::Status, ColumnKind::Number, "Status"},
    {Column::Outcome, ColumnKind::Code, "Outcome"},
    {Column::ScriptName, ColumnKind::Code, "ScriptName"},
    {Column::EventType, ColumnKind::Code, "EventType"},
    {Column::Method, ColumnKind::Code, "Method"},
    {Column::Version, ColumnKind::Code, "Version"},
    {Column::Entrypoint, ColumnKind::Code, "Entrypoint"},
    {Column::DispatchNamespace, ColumnKind::Code, "DispatchNamespace"},
    {Column::OutcomeSlice, ColumnKind::Code, "OutcomeSlice"},
    {Column::Level, ColumnKind::Many, "Level"},
    {Column::ExceptionName, ColumnKind::Many, "ExceptionName"},
    {Column::Group, ColumnKind::Many, "Group"},
    {Column::ScriptTags, ColumnKind::Many, "ScriptTags"},
    {Column::Trigger, ColumnKind::Text, "Trigger"},
    {Column::RayID, ColumnKind::Text, "RayID"},
    {Column::Truncated, ColumnKind::Flag, "Truncated"},
    {Column::HasException, ColumnKind::Flag, "HasException"},
});

const ColumnSpec& specOf(Column column)
{
    return *std::find_if(kColumns.begin(), kColumns.end(), [column](const auto& spec) { return spec.column == column; });
}

} // namespace

ColumnKind kindOf(Column column)
{
    return specOf(column).kind;
}

std::string_view nameOf(Column column)
{
    return specOf(column).name;
}

Result<Column> columnNamed(std::string_view name)
{
    const auto key = logpush::filterKey(name);
    const auto* spec = std::ranges::find(kColumns, std::string_view {key.name}, &ColumnSpec::name);
    if (key.kind == logpush::FilterKey::Kind::Field && spec != kColumns.end())
        return spec->column;
    return fail(ErrorCode::BadField,
                QStringLiteral("no field is called \"%1\"").arg(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()))));
}

} // namespace tracedeck::store
