#include "store/column.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace tracedeck::store {

namespace {

struct ColumnSpec {
    Column column;
    ColumnKind kind;
    std::string_view name;
    std::array<std::string_view, 3> aliases {};
};

constexpr auto kColumns = std::to_array<ColumnSpec>({
    {Column::EventTimestampMs, ColumnKind::Number, "EventTimestampMs", {"Time", "Timestamp"}},
    {Column::CPUTimeMs, ColumnKind::Number, "CPUTimeMs", {"CPU"}},
    {Column::WallTimeMs, ColumnKind::Number, "WallTimeMs", {"Wall"}},
    {Column::Status, ColumnKind::Number, "Status", {"Event.Response.Status", "Response.Status"}},
    {Column::Outcome, ColumnKind::Code, "Outcome", {}},
    {Column::ScriptName, ColumnKind::Code, "ScriptName", {"Worker", "Script"}},
    {Column::EventType, ColumnKind::Code, "EventType", {"Type"}},
    {Column::Method, ColumnKind::Code, "Method", {"Event.Request.Method", "Request.Method"}},
    {Column::Version, ColumnKind::Code, "Version", {"ScriptVersion.ID", "ScriptVersion"}},
    {Column::Entrypoint, ColumnKind::Code, "Entrypoint", {}},
    {Column::DispatchNamespace, ColumnKind::Code, "DispatchNamespace", {"Namespace"}},
    {Column::OutcomeSlice, ColumnKind::Code, "OutcomeSlice", {}},
    {Column::Level, ColumnKind::Many, "Level", {"Logs.Level"}},
    {Column::ExceptionName, ColumnKind::Many, "ExceptionName", {"Exceptions.Name", "Exception"}},
    {Column::Group, ColumnKind::Many, "Group", {}},
    {Column::ScriptTags, ColumnKind::Many, "ScriptTags", {"Tag", "ScriptTag"}},
    {Column::Trigger, ColumnKind::Text, "Trigger", {"URL", "Event.Request.URL", "Request.URL"}},
    {Column::RayID, ColumnKind::Text, "RayID", {"Event.RayID"}},
    {Column::Truncated, ColumnKind::Flag, "Truncated", {}},
    {Column::HasException, ColumnKind::Flag, "HasException", {}},
});

bool sameName(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
    });
}

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
    for (const auto& spec : kColumns) {
        const bool isAlias =
            std::any_of(spec.aliases.begin(), spec.aliases.end(), [name](auto alias) { return !alias.empty() && sameName(alias, name); });
        if (sameName(spec.name, name) || isAlias)
            return spec.column;
    }
    return fail(ErrorCode::BadField,
                QStringLiteral("no field is called \"%1\"").arg(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()))));
}

} // namespace tracedeck::store
