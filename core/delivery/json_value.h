#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace tracedeck::delivery {

struct JsonMember;

/// JSON as it was written: members keep their order, numbers keep their digits.
struct JsonValue {
    enum class Kind : unsigned char { Null, Bool, Number, String, Array, Object };
    Kind kind = Kind::Null;
    std::string text;                ///< a string's characters; the literal of a number or bool
    std::vector<JsonMember> members; ///< of an object; elements of an array have no key

    /// The member of that name, the last where there are several; nullptr where there is none or this is no object.
    [[nodiscard]] const JsonValue* find(std::string_view key) const;
    [[nodiscard]] bool isNull() const { return kind == Kind::Null; }
};

struct JsonMember {
    std::string key;
    JsonValue value;
};

/// Reads one JSON object. Halves of surrogate pairs that stand alone become U+FFFD, as in any UTF-8.
/// Fails with BadJson (reason and position in `detail`), or BadValue "not an object".
[[nodiscard]] Result<JsonValue> readJsonObject(std::string_view text);

/// Compact, in the order and with the digits that were read.
void appendJson(std::string& out, const JsonValue& value);

} // namespace tracedeck::delivery
