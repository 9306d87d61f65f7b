#pragma once

#include <QKeySequence>
#include <QMetaType>

#include <array>
#include <cstdint>

namespace tracedeck::ui {

/// What a person can ask of the row or cell they are on.
enum class TableCommand : std::uint8_t {
    OpenDetail,
    NextFailure,
    PreviousFailure,
    NextWarning,
    PreviousWarning,
    FilterFor,
    FilterOut,
    Only,
    CopyCell,
    CopyText,
    CopyJson,
    GoToTime,
};

struct TableCommandSpec {
    TableCommand command {};
    const char* text;     ///< untranslated, context "EventTable"
    const char* shortcut; ///< portable text; "" for none
    const char* icon;
};

inline constexpr std::array<TableCommandSpec, 12> kTableCommands {{
    {TableCommand::OpenDetail, QT_TRANSLATE_NOOP("EventTable", "Open detail"), "Return", "eye"},
    {TableCommand::NextFailure, QT_TRANSLATE_NOOP("EventTable", "Next exception"), "E", "chevd"},
    {TableCommand::PreviousFailure, QT_TRANSLATE_NOOP("EventTable", "Previous exception"), "Shift+E", "chevd"},
    {TableCommand::NextWarning, QT_TRANSLATE_NOOP("EventTable", "Next warning"), "W", "chevd"},
    {TableCommand::PreviousWarning, QT_TRANSLATE_NOOP("EventTable", "Previous warning"), "Shift+W", "chevd"},
    {TableCommand::FilterFor, QT_TRANSLATE_NOOP("EventTable", "Filter for this value"), "F", "filter"},
    {TableCommand::FilterOut, QT_TRANSLATE_NOOP("EventTable", "Filter out this value"), "X", "minus"},
    {TableCommand::Only, QT_TRANSLATE_NOOP("EventTable", "Only this value"), "O", "check"},
    {TableCommand::CopyCell, QT_TRANSLATE_NOOP("EventTable", "Copy value"), "C", "copy"},
    {TableCommand::CopyText, QT_TRANSLATE_NOOP("EventTable", "Copy rows as text"), "Ctrl+C", "copy"},
    {TableCommand::CopyJson, QT_TRANSLATE_NOOP("EventTable", "Copy rows as JSON"), "Ctrl+Shift+C", "copy"},
    {TableCommand::GoToTime, QT_TRANSLATE_NOOP("EventTable", "Go to time\u2026"), "G", "clock"},
}};

} // namespace tracedeck::ui

Q_DECLARE_METATYPE(tracedeck::ui::TableCommand)
