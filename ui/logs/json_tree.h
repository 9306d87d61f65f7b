#pragma once

#include "base/result.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace tracedeck::ui {

enum class JsonKind : std::uint8_t { Object, Array, String, Number, Flag, Null };

/// One value of a JSON text, keys in the order they were written, numbers as exact as 64 bits are.
struct JsonNode {
    QString key;  ///< of a member, or the index in an array; made visible
    QString text; ///< of a scalar, made visible; of an object or array how much is in it is for the view
    JsonKind kind = JsonKind::Null;
    std::vector<JsonNode> children;
};

/// BadJson, or LimitExceeded past `most` values. Any thread.
[[nodiscard]] Result<JsonNode> jsonTree(std::string_view json, std::size_t most = 200'000);

/// The text indented, members in their order; the text itself where it is no JSON.
[[nodiscard]] QString indentedJson(std::string_view json);

} // namespace tracedeck::ui
