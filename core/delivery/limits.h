#pragma once

#include "events/event.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tracedeck::delivery {

/// Which limits Logpush puts on `Exceptions` and `Logs`.
enum class Regime : std::uint8_t { Today, Limits2022 };

/// Today: so many UTF-16 code units over all exception names, then exception messages, then log messages of a record.
/// Documented as "characters"; the unit is an assumption: it is what JavaScript counts.
inline constexpr std::size_t kCharactersToday = 16'384;
inline constexpr std::size_t kLineCharacters2022 = 300;
inline constexpr std::size_t kArrayElements2022 = 20;
inline constexpr std::size_t kNestedElements2022 = 3;

// Two of these are printed in the documentation; the one for names follows its pattern.
inline constexpr std::string_view kNamesMarker = "<<<Logpush: exception names truncated>>>";
inline constexpr std::string_view kExceptionMessagesMarker = "<<<Logpush: exception messages truncated>>>";
inline constexpr std::string_view kLogMessagesMarker = "<<<Logpush: messages truncated>>>";

/// Cuts the record as that regime does; a record within the limits is not touched. Where the documents leave a choice, this is ours:
///
/// Today. The item that crosses the limit keeps what is left (possibly nothing) and ends in its marker, the first item after it becomes
/// a marker, all later ones are dropped: a dropped message is "", an exception without name and message goes, a console line goes.
/// A console line is one item: its arguments count one after the other (what is no string by its compact JSON), the one that crosses is
/// cut (and is a string from then on), those behind it go. An item that just fills the limit is whole. Stacks are neither counted nor
/// cut. A surrogate pair is never split: its first half goes too.
///
/// 2022. `Logs` and `Exceptions` keep 20 elements, a console line 3 arguments, an array among these 3 elements, and then 300 characters
/// over the line's arguments; an exception's message keeps 300. No marker is documented, so the cut is plain.
void applyLimits(events::Event& record, Regime regime);

} // namespace tracedeck::delivery
