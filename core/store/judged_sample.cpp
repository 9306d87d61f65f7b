#include "store/bitmap.h"
#include "store/compiled_filter.h"
#include "store/filter_effect.h"
#include "store/ordering.h"
#include "store/selection_data.h"
#include "store/snapshot_data.h"

#include <algorithm>
#include <map>
#include <set>

namespace tracedeck::store {

namespace {

/// A condition and the events of some segments for which it holds.
class Leaf {
public:
    explicit Leaf(const logpush::Condition& condition) : m_condition(condition) {}

    Result<void> look(const Snapshot& snapshot, const std::set<std::uint32_t>& segments, const std::stop_token& stop)
    {
        const auto compiled = CompiledFilter::compile(logpush::withCondition({}, m_condition));
        if (!compiled)
            return fail(compiled.error());
        const auto& all = snapshot.data().segments;
        FilteredRows rows(*compiled, all.size());
        for (const std::uint32_t index : segments) {
            if (auto looked = rows.look(*all[index], index, Bitmap(all[index]->rows(), true), stop); !looked)
                return looked;
        }
        if (auto read = rows.readOpen(all, stop); !read)
            return read;
        for (const std::uint32_t index : segments)
            m_rows.emplace(index, *rows.kept(index));
        return {};
    }
    [[nodiscard]] bool holds(EventRef ref) const { return m_rows.at(ref.segment).test(ref.row); }
    [[nodiscard]] const std::string& key() const { return m_condition.key; }

private:
    const logpush::Condition& m_condition;
    std::map<std::uint32_t, Bitmap> m_rows;
};

/// Reads a tree's conditions in their order, each with its place.
class Judge {
public:
    Judge(const logpush::Filter& filter, const Snapshot& snapshot) : m_root(filter.root), m_snapshot(snapshot) { gather(m_root); }

    Result<void> look(const std::set<std::uint32_t>& segments, const std::stop_token& stop)
    {
        for (Leaf& leaf : m_leaves) {
            if (auto looked = leaf.look(m_snapshot, segments, stop); !looked)
                return looked;
        }
        return {};
    }
    [[nodiscard]] bool keeps(EventRef ref) const
    {
        std::size_t at = 0;
        return weigh(m_root, ref, at).holds;
    }
    [[nodiscard]] std::vector<std::string> because(EventRef ref) const
    {
        std::size_t at = 0;
        return weigh(m_root, ref, at).keys;
    }

private:
    struct Verdict {
        bool holds = true;
        std::vector<std::string> keys;
    };

    void gather(const logpush::FilterNode& node)
    {
        if (const auto* condition = std::get_if<logpush::Condition>(&node.node))
            m_leaves.emplace_back(*condition);
        else
            for (const auto& child : nodesOf(node))
                gather(child);
    }
    static const std::vector<logpush::FilterNode>& nodesOf(const logpush::FilterNode& node)
    {
        if (const auto* all = std::get_if<logpush::AllOf>(&node.node))
            return all->nodes;
        return std::get<logpush::AnyOf>(node.node).nodes;
    }
    /// What is so of the whole because it is so of these parts.
    [[nodiscard]] Verdict weigh(const logpush::FilterNode& node, EventRef ref, std::size_t& at) const
    {
        if (std::holds_alternative<logpush::Condition>(node.node)) {
            const Leaf& leaf = m_leaves[at++];
            return {leaf.holds(ref), {leaf.key()}};
        }
        const bool isAll = std::holds_alternative<logpush::AllOf>(node.node);
        std::vector<Verdict> parts;
        for (const auto& child : nodesOf(node))
            parts.push_back(weigh(child, ref, at));
        const auto holds = [](const Verdict& part) { return part.holds; };
        Verdict whole {parts.empty() || (isAll ? std::ranges::all_of(parts, holds) : std::ranges::any_of(parts, holds)), {}};
        for (const Verdict& part : parts) {
            if (part.holds != whole.holds)
                continue;
            for (const std::string& key : part.keys) {
                if (std::ranges::find(whole.keys, key) == whole.keys.end())
                    whole.keys.push_back(key);
            }
        }
        return whole;
    }

    const logpush::FilterNode& m_root;
    const Snapshot& m_snapshot;
    std::vector<Leaf> m_leaves;
};

std::uint64_t mixed(std::uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

/// `count` of them by lot.
std::vector<EventRef> drawn(std::vector<EventRef> refs, std::size_t count, std::uint64_t seed)
{
    const auto lot = [seed](EventRef ref) { return mixed(seed * 0x9e3779b97f4a7c15ULL ^ (std::uint64_t {ref.segment} << 32 | ref.row)); };
    if (refs.size() > count) {
        std::ranges::nth_element(refs, refs.begin() + static_cast<std::ptrdiff_t>(count), {}, lot);
        refs.resize(count);
    }
    return refs;
}

std::vector<EventRef> chosen(std::vector<EventRef> kept, std::vector<EventRef> dropped, const SampleWish& wish)
{
    if (wish.which == Judged::Kept)
        return drawn(std::move(kept), wish.count, wish.seed);
    if (wish.which == Judged::Dropped)
        return drawn(std::move(dropped), wish.count, wish.seed);
    const std::size_t half = wish.count / 2;
    const std::size_t ofKept = std::min(kept.size(), std::max(half, wish.count - std::min(wish.count, dropped.size())));
    auto some = drawn(std::move(kept), ofKept, wish.seed);
    const auto rest = drawn(std::move(dropped), wish.count - some.size(), wish.seed);
    some.insert(some.end(), rest.begin(), rest.end());
    return some;
}

} // namespace

Result<std::vector<JudgedEvent>> judgedSample(const EffectBase& base, const logpush::Filter& filter, const SampleWish& wish,
                                              std::stop_token stop)
{
    const Snapshot& snapshot = base.all.snapshot();
    const auto newest = timeOrderedRefs(base.all.data(), true, 0, wish.of);
    std::set<std::uint32_t> segments;
    for (const EventRef ref : newest)
        segments.insert(ref.segment);
    Judge judge(filter, snapshot);
    if (auto looked = judge.look(segments, stop); !looked)
        return fail(looked.error());
    std::vector<EventRef> kept, dropped;
    for (const EventRef ref : newest)
        (judge.keeps(ref) ? kept : dropped).push_back(ref);
    auto refs = chosen(std::move(kept), std::move(dropped), wish);
    std::vector<JudgedEvent> sample;
    for (const EventRef ref : refs) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        auto row = rowOf(snapshot, ref);
        if (!row)
            return fail(row.error());
        sample.push_back({*std::move(row), judge.keeps(ref), judge.because(ref)});
    }
    std::ranges::stable_sort(sample, std::greater<> {}, [](const JudgedEvent& event) { return event.row.timestampMs.value_or(0); });
    return sample;
}

} // namespace tracedeck::store
