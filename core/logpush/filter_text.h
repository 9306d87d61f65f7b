#pragma once

#include "base/result.h"
#include "logpush/filter.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tracedeck::logpush {

// A filter as people type it:
//
//   a b   a AND b      both                     word "two words"   text of the event, in any case (field `Text`)
//   a OR b             one of them; AND binds    "Text"c "word"w    the case counts; whole words; "word"cw both
//                      tighter                   /re/ /re/iw        a regular expression (PCRE2): i any case, w whole words
//   ( )  -a  NOT a     a group; not
//   Field:v Field:(a,b)              is; is one of            Field:~/re/i Field:~"re"i     matches
//   Field<v <= > >= Field!=v         compares                 Field:"…"                     a value with blanks, signs, escapes
//   Field:v*  Field:*v  Field:*v*    starts with, ends with, contains; Field:*"v"iw* contains with flags
//
// A word with ':' whose beginning is no field is text (`http://…`); `"Odd field":v` names any field, exactly. Values: 5, 1.5, true are
// numbers and flags where they are written as we would; anything else, and what is quoted, is text. In quotes: \" \\ \n \t \r \u0041, and
// \xff for a byte that is no UTF-8. A group of fewer than two is `()`, `(OR)`, `(a AND)`, `(a OR)`; one condition alone is the group `a`,
// as a root of its own `(a)`.

inline constexpr std::size_t kLongestFilterText = 64U << 10;
inline constexpr int kDeepestFilterText = 64;

/// Fails with BadFilter, detail "at 12: reason" (a byte of `text`), subject: what stands there; also for an expression that is none, and
/// for more than the two limits above. Bounded by the text's length. Any thread.
[[nodiscard]] Result<Filter> parseFilterText(std::string_view text);
/// The place in the text of an error of `parseFilterText`.
[[nodiscard]] std::optional<std::size_t> filterTextPlace(const Error& error);
/// The text that `parseFilterText` reads back to the same tree.
[[nodiscard]] std::string printFilterText(const Filter& filter);

} // namespace tracedeck::logpush
