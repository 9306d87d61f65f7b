#pragma once

#include "events/event.h"
#include "logpush/filter_key.h"
#include "store/condition.h"
#include "store/delivered_lines.h"
#include "store/query.h"
#include "store/text_search.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace tracedeck::store {

/// A filter tree and texts to look for, compiled once, asked of every segment. What it means is said in logpush/filter_match.h. Any thread.
///
/// It is asked in three steps, each only of rows that the steps before left open: columns; texts, for which a block is unpacked once; and
/// the delivered lines, for what no column holds.
class CompiledFilter {
public:
    /// All of `texts` must be found too. BadField (subject: the key) where a key names nothing, BadRegex.
    [[nodiscard]] static Result<CompiledFilter> compile(const logpush::Filter& filter, const std::vector<TextMatch>& texts = {});

    [[nodiscard]] bool keepsAll() const { return m_root.kind != Node::Kind::Test && m_root.children.empty(); }

    /// What columns and texts of one segment say.
    struct Rows {
        Bitmap kept;
        Bitmap open;                               ///< for these, ask `keeps` with the event of the delivered line
        std::vector<std::optional<Bitmap>> leaves; ///< by number of the condition: where it holds, as far as it was asked
    };
    /// Of the rows in `wanted`. StoreCorrupt, Cancelled.
    [[nodiscard]] Result<Rows> look(const Segment& segment, const Bitmap& wanted, const std::stop_token& stop) const;
    [[nodiscard]] bool keeps(const Rows& rows, std::uint32_t row, const events::Event& event) const;
    /// As much of the event of a delivered line as `keeps` looks at.
    [[nodiscard]] Result<events::Event> eventOf(std::string_view line) const;

private:
    enum class Step : std::uint8_t { Column, Text, Line };
    struct Leaf {
        Step step = Step::Column;
        logpush::FilterKey key;
        Column column {};
        std::shared_ptr<const ValueTest> test;
        std::optional<TextTest> text;
    };
    struct Node {
        enum class Kind : std::uint8_t { All, Any, Test } kind = Kind::All;
        Step step = Step::Column;   ///< the latest of what it needs
        std::vector<Node> children; ///< the early ones first
        std::size_t leaf = 0;
    };
    struct Verdict {
        Bitmap yes, open;
    };
    class Asking;

    [[nodiscard]] Result<Node> compileNode(const logpush::FilterNode& node);
    [[nodiscard]] Result<Node> compileLeaf(const logpush::Condition& condition);
    static void order(Node& node);
    [[nodiscard]] bool keeps(const Node& node, const Rows& rows, std::uint32_t row, const events::Event& event) const;

    Node m_root;
    std::vector<Leaf> m_leaves;
};

/// What a filter keeps of some segments, with the delivered lines read where they are needed.
class FilteredRows {
public:
    explicit FilteredRows(const CompiledFilter& filter, std::size_t segments) : m_filter(filter), m_rows(segments) {}

    /// One segment by its columns and texts; different ones may be asked at once.
    [[nodiscard]] Result<void> look(const Segment& segment, std::size_t index, const Bitmap& wanted, const std::stop_token& stop);
    /// Reads what is left open: each object once, several at a time. Cancelled.
    [[nodiscard]] Result<void> readOpen(const std::vector<std::shared_ptr<const Segment>>& segments, const std::stop_token& stop);

    [[nodiscard]] const Bitmap* kept(std::size_t index) const { return m_rows[index] ? &m_rows[index]->kept : nullptr; }
    /// Events that could not be asked, because their object is gone or holds something else; they are not kept.
    [[nodiscard]] std::uint64_t unread() const { return m_unread; }

private:
    struct ObjectLines {
        const ObjectInfo* object = nullptr;
        std::vector<DeliveredLine> lines;
        std::vector<bool> kept; ///< by line
    };
    [[nodiscard]] std::vector<ObjectLines> openLines(const std::vector<std::shared_ptr<const Segment>>& segments) const;
    [[nodiscard]] Result<std::uint64_t> read(ObjectLines& object, const std::stop_token& stop) const;

    const CompiledFilter& m_filter;
    std::vector<std::optional<CompiledFilter::Rows>> m_rows;
    std::uint64_t m_unread = 0;
};

} // namespace tracedeck::store
