#pragma once

#include "logpush/value_test.h"
#include "store/bitmap.h"
#include "store/column.h"
#include "store/segment.h"

namespace tracedeck::store {

using logpush::ValueTest;

/// Rows for which `test` (positive form) holds in `column`; columns of texts are not looked at here (`TextTest`). Any thread.
[[nodiscard]] Bitmap rowsWhere(const Segment& segment, Column column, const ValueTest& test);
/// Where a number column lives in a segment.
[[nodiscard]] Section sectionOf(Column number);
/// The code column that holds `column`; Code kinds only.
[[nodiscard]] ingest::CodeColumn codeColumnOf(Column column);

} // namespace tracedeck::store
