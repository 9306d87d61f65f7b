#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tracedeck::events {

/// "Request.CF.colo" as its names; `\.` is a dot inside of one, `\\` a backslash.
[[nodiscard]] std::vector<std::string> pathNames(std::string_view path);

/// Whether `use(token)` holds of one scalar that `path` leads to in `json`, which is one valid JSON value; a token is a scalar as it stands
/// there, a string with its quotes. Names are exact. Of an array a number leads to that element, another name into every element; an
/// array at the end is each of its elements. A name that is there twice leads to both.
[[nodiscard]] bool anyAt(std::string_view json, std::span<const std::string> path, const std::function<bool(std::string_view)>& use);

/// The text of the object `Event` of a record that `parseEvent` takes; empty where there is none. Sooner than reading the rest too.
[[nodiscard]] std::string eventText(std::string_view record);

/// Calls `use(json)` for the objects and arrays that stand in a line of text, whole and valid: at its start, or behind a blank.
/// Stops where `use` gives true, and gives it back. Text with many open brackets that lead to nothing is given up on.
[[nodiscard]] bool anyJsonIn(std::string_view line, const std::function<bool(std::string_view)>& use);

} // namespace tracedeck::events
