#pragma once

#include "logpush/filter.h"

#include <optional>
#include <string>
#include <string_view>

// Internal to core/logpush: the words of a filter as people type it, for its reader and its writer.
namespace tracedeck::logpush::words {

[[nodiscard]] bool isBlank(char c);
/// In quotes; what cannot be seen is escaped.
[[nodiscard]] std::string quotedText(std::string_view text);
/// The place behind the quotes that open at `at`, with their text appended to `out`; else why not, and where.
struct QuotesEnd {
    std::size_t at = 0;
    const char* problem = nullptr;
};
[[nodiscard]] QuotesEnd readQuotes(std::string_view text, std::size_t at, std::string& out);

/// Between slashes; nullopt where only quotes can hold it.
[[nodiscard]] std::optional<std::string> slashed(std::string_view expression);
/// The place behind the slash that closes the one at `at`; npos where none does.
[[nodiscard]] std::size_t readSlashes(std::string_view text, std::size_t at, std::string& out);

/// What a word without quotes means: a number or flag where it is written as `valueText` would, else text.
[[nodiscard]] FilterValue bareValue(std::string_view word);
/// A value as it is written behind a sign, in quotes where it must be.
[[nodiscard]] std::string valueText(const FilterValue& value);

/// A sign behind a field's name.
struct Sign {
    std::string_view text;
    Operator op = Operator::Eq;
};
[[nodiscard]] const Sign* signAt(std::string_view text, std::size_t at); ///< nullptr where none stands
/// Where a field's name ends that begins at `at` and needs no quotes; `at` itself where none does.
[[nodiscard]] std::size_t endOfName(std::string_view text, std::size_t at);
/// Whether what begins at `at` is a known field and a sign.
[[nodiscard]] bool beginsCondition(std::string_view text, std::size_t at);
/// A field's name as it is written: quoted where it is none of ours.
[[nodiscard]] std::string nameText(std::string_view key);
/// Whether `text` can stand without quotes as text to look for.
[[nodiscard]] bool isFreeWord(std::string_view text);
[[nodiscard]] bool isKeyword(std::string_view word);

} // namespace tracedeck::logpush::words
