#include "store/compiled_filter.h"

#include "events/json_path.h"
#include "logpush/filter_match.h"

#include <algorithm>

namespace tracedeck::store {

using logpush::FilterKey;

/// One segment, or one block of its texts, being asked. Bitmaps count from the first row of that.
class CompiledFilter::Asking {
public:
    Asking(const CompiledFilter& filter, const Segment& segment, Rows& rows, const std::stop_token& stop)
        : m_filter(filter)
        , m_segment(segment)
        , m_rows(rows)
        , m_stop(stop)
    {}

    void enter(const BlockTexts* block) { m_block = block; }

    Result<Verdict> ask(const Node& node, const Bitmap& wanted)
    {
        switch (node.kind) {
        case Node::Kind::Test: return askLeaf(node.leaf, wanted);
        case Node::Kind::All: return askAll(node, wanted);
        case Node::Kind::Any: break;
        }
        return askAny(node, wanted);
    }

private:
    Result<Verdict> askAll(const Node& node, const Bitmap& wanted)
    {
        Verdict verdict {wanted, wanted}; // open: all that is not known to be dropped
        for (const Node& child : node.children) {
            if (verdict.open.none())
                break;
            auto more = ask(child, verdict.open);
            if (!more)
                return more;
            verdict.yes &= more->yes;
            verdict.open = std::move(more->yes);
            verdict.open |= more->open;
        }
        verdict.open -= verdict.yes;
        return verdict;
    }

    Result<Verdict> askAny(const Node& node, const Bitmap& wanted)
    {
        if (node.children.empty())
            return Verdict {wanted, Bitmap(wanted.rows())};
        Verdict verdict {Bitmap(wanted.rows()), Bitmap(wanted.rows())};
        Bitmap rest = wanted;
        for (const Node& child : node.children) {
            if (rest.none())
                break;
            auto more = ask(child, rest);
            if (!more)
                return more;
            rest -= more->yes;
            verdict.yes |= more->yes;
            verdict.open |= more->open;
        }
        verdict.open -= verdict.yes;
        return verdict;
    }

    Result<Verdict> askLeaf(std::size_t number, const Bitmap& wanted)
    {
        const Leaf& leaf = m_filter.m_leaves[number];
        const bool isKnown = leaf.step == Step::Column || (leaf.step == Step::Text && m_block != nullptr);
        if (!isKnown)
            return Verdict {Bitmap(wanted.rows()), wanted};
        auto rows = leaf.step == Step::Column ? askColumn(leaf, m_rows.leaves[number]) : askText(leaf, m_rows.leaves[number], wanted);
        if (!rows)
            return fail(rows.error());
        *rows &= wanted;
        return Verdict {std::move(*rows), Bitmap(wanted.rows())};
    }

    Result<Bitmap> askColumn(const Leaf& leaf, std::optional<Bitmap>& known)
    {
        if (m_stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        if (!known) {
            known = rowsWhere(m_segment, leaf.column, *leaf.test);
            if (leaf.test->isNegated())
                known->flip();
        }
        return m_block ? known->slice(m_block->begin(), m_block->end()) : *known;
    }

    Result<Bitmap> askText(const Leaf& leaf, std::optional<Bitmap>& known, const Bitmap& wanted)
    {
        auto found = leaf.text->rowsOf(*m_block, wanted, m_stop);
        if (!found)
            return found;
        if (leaf.test->isNegated())
            found->flip();
        if (!known)
            known = Bitmap(m_segment.rows());
        known->add(m_block->begin(), *found);
        return found;
    }

    const CompiledFilter& m_filter;
    const Segment& m_segment;
    Rows& m_rows;
    const std::stop_token& m_stop;
    const BlockTexts* m_block = nullptr;
};

Result<CompiledFilter::Rows> CompiledFilter::look(const Segment& segment, const Bitmap& wanted, const std::stop_token& stop) const
{
    Rows rows {wanted, Bitmap(wanted.rows()), std::vector<std::optional<Bitmap>>(m_leaves.size())};
    Asking asking(*this, segment, rows, stop);
    auto verdict = asking.ask(m_root, wanted);
    if (!verdict)
        return fail(verdict.error());
    rows.kept = std::move(verdict->yes);
    rows.open = std::move(verdict->open);
    const bool asksTexts = std::ranges::any_of(m_leaves, [](const Leaf& leaf) { return leaf.step == Step::Text; });
    thread_local std::string raw;
    for (std::size_t b = 0; asksTexts && b < segment.blocks().size(); ++b) {
        const BlockTexts bounds(segment, b, {});
        if (!rows.open.anyIn(bounds.begin(), bounds.end()))
            continue;
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        if (auto unpacked = segment.unpack(segment.blocks()[b], raw); !unpacked)
            return fail(unpacked.error());
        const BlockTexts block(segment, b, raw);
        asking.enter(&block);
        const Bitmap undecided = rows.open.slice(block.begin(), block.end());
        auto more = asking.ask(m_root, undecided);
        if (!more)
            return fail(more.error());
        Bitmap decided(rows.open.rows());
        decided.add(block.begin(), undecided);
        rows.open -= decided;
        rows.open.add(block.begin(), more->open);
        rows.kept.add(block.begin(), more->yes);
    }
    return rows;
}

bool CompiledFilter::keeps(const Rows& rows, std::uint32_t row, const events::Event& event) const
{
    return keeps(m_root, rows, row, event);
}

bool CompiledFilter::keeps(const Node& node, const Rows& rows, std::uint32_t row, const events::Event& event) const
{
    if (node.kind == Node::Kind::Test) {
        const Leaf& leaf = m_leaves[node.leaf];
        if (leaf.step == Step::Line)
            return logpush::holds(*leaf.test, leaf.key, event) != leaf.test->isNegated();
        return rows.leaves[node.leaf] && rows.leaves[node.leaf]->test(row);
    }
    const auto kept = [&](const Node& child) { return keeps(child, rows, row, event); };
    if (node.kind == Node::Kind::All)
        return std::ranges::all_of(node.children, kept);
    return node.children.empty() || std::ranges::any_of(node.children, kept);
}

Result<events::Event> CompiledFilter::eventOf(std::string_view line) const
{
    const auto isWhole = [](const Leaf& leaf) { return leaf.step == Step::Line && leaf.key.kind != FilterKey::Kind::Event; };
    if (std::ranges::any_of(m_leaves, isWhole))
        return events::parseEvent(line);
    events::Event event;
    event.eventJson = events::eventText(line);
    return event;
}

Result<CompiledFilter::Node> CompiledFilter::compileLeaf(const logpush::Condition& condition)
{
    Leaf leaf;
    leaf.key = logpush::filterKey(condition.key);
    leaf.test = std::make_shared<ValueTest>(condition);
    if (leaf.test->failure())
        return fail(*leaf.test->failure());
    switch (leaf.key.kind) {
    case FilterKey::Kind::Unknown:
    case FilterKey::Kind::Field: {
        const auto column = columnNamed(condition.key);
        if (!column)
            return fail(column.error());
        leaf.column = *column;
        if (kindOf(*column) == ColumnKind::Text)
            leaf.text.emplace(leaf.test, *column == Column::Trigger ? logpush::kTriggerText : logpush::kRayIdText);
        break;
    }
    case FilterKey::Kind::Text: leaf.text.emplace(leaf.test, leaf.key.texts); break;
    case FilterKey::Kind::Log: leaf.text.emplace(leaf.test, logpush::kMessageText, leaf.key.path); break;
    case FilterKey::Kind::Event:
    case FilterKey::Kind::Version:
    case FilterKey::Kind::Record: leaf.step = Step::Line; break;
    }
    if (leaf.text)
        leaf.step = Step::Text;
    Node node {Node::Kind::Test, leaf.step, {}, m_leaves.size()};
    m_leaves.push_back(std::move(leaf));
    return node;
}

void CompiledFilter::order(Node& node)
{
    for (const Node& child : node.children)
        node.step = std::max(node.step, child.step);
    std::ranges::stable_sort(node.children, {}, &Node::step);
}

Result<CompiledFilter::Node> CompiledFilter::compileNode(const logpush::FilterNode& node)
{
    if (const auto* condition = std::get_if<logpush::Condition>(&node.node))
        return compileLeaf(*condition);
    const auto* all = std::get_if<logpush::AllOf>(&node.node);
    Node compiled;
    compiled.kind = all ? Node::Kind::All : Node::Kind::Any;
    for (const auto& child : all ? all->nodes : std::get<logpush::AnyOf>(node.node).nodes) {
        auto one = compileNode(child);
        if (!one)
            return one;
        compiled.children.push_back(std::move(*one));
    }
    order(compiled);
    return compiled;
}

Result<CompiledFilter> CompiledFilter::compile(const logpush::Filter& filter, const std::vector<TextMatch>& texts)
{
    using logpush::Operator;
    CompiledFilter compiled;
    auto root = compiled.compileNode(filter.root);
    if (!root)
        return fail(root.error());
    Node whole;
    if (root->kind == Node::Kind::Test || !root->children.empty())
        whole.children.push_back(std::move(*root));
    for (const TextMatch& text : texts) {
        if (text.needle.empty())
            continue;
        const auto op = text.regex ? Operator::Matches : Operator::Contains;
        auto leaf = compiled.compileLeaf({"Text", op, {text.needle}, {.ignoreCase = !text.caseSensitive, .wholeWord = text.wholeWord}});
        if (!leaf)
            return fail(leaf.error());
        whole.children.push_back(std::move(*leaf));
    }
    order(whole);
    compiled.m_root = std::move(whole);
    return compiled;
}

} // namespace tracedeck::store
