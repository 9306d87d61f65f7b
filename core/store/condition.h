#pragma once

#include "logpush/value_test.h"
#include "store/bitmap.h"
#include "store/column.h"
#include "store/segment.h"

#include <memory>
#include <vector>

namespace tracedeck::store {

using logpush::ValueTest;

/// A filter tree with its fields looked up and its values ready: compiled once, asked of every segment. Any thread.
class CompiledFilter {
public:
    /// BadField where a key names no column.
    [[nodiscard]] static Result<CompiledFilter> compile(const logpush::Filter& filter);

    [[nodiscard]] bool keepsAll() const { return m_keepsAll; }
    [[nodiscard]] Result<Bitmap> rowsOf(const Segment& segment) const;

private:
    struct Node {
        enum class Kind { All, Any, Test } kind = Kind::All;
        std::vector<Node> children;
        Column column {};
        std::shared_ptr<const ValueTest> test;
    };
    static Result<Node> compileNode(const logpush::FilterNode& node);
    static Result<Bitmap> evaluate(const Node& node, const Segment& segment);

    Node m_root;
    bool m_keepsAll = true;
};

/// Rows for which `test` (positive form) holds in `column`.
[[nodiscard]] Result<Bitmap> rowsWhere(const Segment& segment, Column column, const ValueTest& test);
/// Where a number column lives in a segment.
[[nodiscard]] Section sectionOf(Column number);
/// The code column that holds `column`; Code kinds only.
[[nodiscard]] ingest::CodeColumn codeColumnOf(Column column);

} // namespace tracedeck::store
