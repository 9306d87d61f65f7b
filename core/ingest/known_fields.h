#pragma once

#include "ingest/parser_fields.h"

#include <algorithm>

namespace tracedeck::ingest {

/// One of the dataset's own fields, in whatever case.
[[nodiscard]] inline bool isKnownField(std::string_view name)
{
    return std::ranges::any_of(kRecordFields, [name](const FieldName& field) {
        return field.field != Field::Content && field.name.size() == name.size() && isNamed(name.data(), field.name);
    });
}

} // namespace tracedeck::ingest
