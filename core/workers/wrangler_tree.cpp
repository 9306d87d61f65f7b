#include "workers/wrangler_tree.h"

#include <algorithm>

namespace tracedeck::workers {

namespace {

Node* sectionIn(Node& root, const QString& environment)
{
    return const_cast<Node*>(sectionOf(root, environment)); // NOLINT(cppcoreguidelines-pro-type-const-cast): of a tree that is ours
}

void setFlag(Node& table, bool value)
{
    std::erase_if(table.members, [](const Node::Member& member) { return member.name == u"logpush"; });
    Node flag;
    flag.kind = Node::Kind::Flag;
    flag.flag = value;
    table.members.push_back({QStringLiteral("logpush"), 0, std::move(flag)});
}

bool same(const Node& one, const Node& other);

/// Order aside: no reader of these files minds it.
bool sameMembers(const Node& one, const Node& other)
{
    if (one.members.size() != other.members.size())
        return false;
    const auto sorted = [](const Node& node) {
        std::vector<const Node::Member*> members;
        for (const auto& member : node.members)
            members.push_back(&member);
        std::ranges::stable_sort(members, {}, [](const Node::Member* member) { return member->name; });
        return members;
    };
    return std::ranges::equal(sorted(one), sorted(other), [](const Node::Member* left, const Node::Member* right) {
        return left->name == right->name && same(left->value, right->value);
    });
}

bool same(const Node& one, const Node& other)
{
    return one.kind == other.kind && one.flag == other.flag && one.text == other.text && sameMembers(one, other)
        && std::ranges::equal(one.items, other.items, same);
}

} // namespace

const Node* Node::find(QStringView name) const
{
    const auto found = std::find_if(members.rbegin(), members.rend(), [name](const Member& member) { return member.name == name; });
    return found == members.rend() ? nullptr : &found->value;
}

const Node* Node::find(QStringView name, Kind wanted) const
{
    const Node* node = find(name);
    return node && node->kind == wanted ? node : nullptr;
}

Result<Node> parseTree(const QByteArray& bytes, WranglerFormat format)
{
    if (bytes.size() > kLargestFile)
        return fail(ErrorCode::LimitExceeded, QStringLiteral("over 1 MB"));
    auto root = format == WranglerFormat::Toml ? parseToml(bytes) : parseJson(bytes);
    const Node* environments = root ? root->find(u"env", Node::Kind::Table) : nullptr;
    if (environments && environments->members.size() > kMostEnvironments)
        return fail(ErrorCode::BadValue,
                    QStringLiteral("line %1, column 1: over %2 environments")
                        .arg(environments->members[kMostEnvironments].value.line)
                        .arg(kMostEnvironments));
    return root;
}

const Node* sectionOf(const Node& root, const QString& environment)
{
    if (environment.isEmpty())
        return &root;
    const Node* environments = root.find(u"env", Node::Kind::Table);
    return environments ? environments->find(environment, Node::Kind::Table) : nullptr;
}

bool differsOnlyBy(const std::vector<FlagEdit>& edits, Node before, const Node& after)
{
    Node now = after;
    for (const FlagEdit& edit : edits) {
        Node *was = sectionIn(before, edit.environment), *is = sectionIn(now, edit.environment);
        const Node* flag = is ? is->find(u"logpush", Node::Kind::Flag) : nullptr;
        if (!was || !flag || flag->flag != edit.value)
            return false;
        setFlag(*was, edit.value);
        setFlag(*is, edit.value);
    }
    return same(before, now);
}

Error brokenAt(const QByteArray& bytes, qsizetype offset, const QString& why)
{
    const QByteArrayView before = QByteArrayView(bytes).first(std::clamp<qsizetype>(offset, 0, bytes.size()));
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    const qsizetype column = QString::fromUtf8(before.sliced(lineStart)).size() + 1;
    return {ErrorCode::BadValue, QStringLiteral("line %1, column %2: %3").arg(before.count('\n') + 1).arg(column).arg(why), {}};
}

} // namespace tracedeck::workers
