#include "wizard/filter_builder.h"

#include "widgets/buttons.h"
#include "widgets/plain_label.h"
#include "widgets/segmented_control.h"
#include "wizard/group_frame.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;
using logpush::Filter;
using logpush::FilterNode;

namespace {

constexpr std::size_t kMostSteps = 200;

/// "where.and[1]" of "where.and[1].value".
bool isAt(const std::string& issue, const std::string& place)
{
    return !place.empty() && issue.starts_with(place) && (issue.size() == place.size() || issue[place.size()] == '.')
        && issue.find('[', place.size()) == std::string::npos;
}

} // namespace

FilterBuilder::FilterBuilder(const Theme& theme, Suggestions suggestions, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_suggestions(std::move(suggestions))
    , m_tree(toBuild({}))
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    setAccessibleName(tr("Filter"));
    rebuild();
}

void FilterBuilder::setFilter(const Filter& filter, bool isStep)
{
    Filter tree = toBuild(filter);
    if (built(tree) == built(m_tree) && !isStep)
        return;
    if (isStep) {
        m_undo.push_back(m_tree);
    } else {
        m_undo.clear();
    }
    m_redo.clear();
    m_isTyping = false;
    m_tree = std::move(tree);
    rebuild();
}

std::size_t FilterBuilder::unfilled() const
{
    return static_cast<std::size_t>(std::ranges::count_if(m_lines, [](const Line& line) { return !isFilled(line.row->condition()); }));
}

int FilterBuilder::insist()
{
    int wrong = 0;
    for (const Line& line : m_lines) {
        if (isFilled(line.row->condition()))
            continue;
        line.row->setRemark(tr("Enter a value, or remove the condition."), false);
        if (wrong++ == 0)
            line.row->focusValue();
    }
    return wrong;
}

void FilterBuilder::setIssues(const std::vector<logpush::FilterIssue>& issues)
{
    for (const Line& line : m_lines) {
        const std::string place = placeText(m_tree, line.path);
        const auto issue = std::ranges::find_if(issues, [&](const auto& each) { return isAt(each.path, place); });
        line.row->setRemark(issue == issues.end() ? QString() : QString::fromStdString(issue->message),
                            issue != issues.end() && issue->isWarning);
    }
}

/// One step that can be undone; letters typed into one field are one step.
void FilterBuilder::remember(bool isTyping, const NodePath& path)
{
    const bool goesOn = isTyping && m_isTyping && m_typing == path;
    m_isTyping = isTyping;
    m_typing = path;
    m_redo.clear();
    if (goesOn)
        return;
    m_undo.push_back(m_tree);
    if (m_undo.size() > kMostSteps)
        m_undo.erase(m_undo.begin());
}

void FilterBuilder::change(const std::function<NodePath(Filter&)>& act, bool focusesValue)
{
    remember(false, {});
    const NodePath at = act(m_tree);
    rebuild();
    focusAt(at, focusesValue);
    emit edited();
}

void FilterBuilder::undo()
{
    if (m_undo.empty())
        return;
    m_redo.push_back(std::exchange(m_tree, m_undo.back()));
    m_undo.pop_back();
    m_isTyping = false;
    rebuild();
    emit edited();
}

void FilterBuilder::redo()
{
    if (m_redo.empty())
        return;
    m_undo.push_back(std::exchange(m_tree, m_redo.back()));
    m_redo.pop_back();
    m_isTyping = false;
    rebuild();
    emit edited();
}

void FilterBuilder::rebuild()
{
    if (m_root) {
        m_root->hide();
        m_root->deleteLater();
    }
    m_lines.clear();
    m_root = makeGroup(m_tree.root, {});
    m_column->addWidget(m_root);
    m_root->show();
}

QWidget* FilterBuilder::makeGroup(const FilterNode& group, const NodePath& path)
{
    auto* frame = new GroupFrame(m_theme, !path.empty(), this);
    auto* column = new QVBoxLayout(frame);
    const int pad = m_theme.px(path.empty() ? 0 : 8);
    column->setContentsMargins(m_theme.px(path.empty() ? 0 : 12), pad, pad, pad);
    column->setSpacing(m_theme.px(8));
    column->addWidget(makeHead(group, path));
    const auto& children = childrenOf(group);
    for (std::size_t i = 0; i < children.size(); ++i) {
        NodePath inner = path;
        inner.push_back(i);
        addNode(*column, children[i], inner);
    }
    column->addWidget(makeFoot(path));
    return frame;
}

QWidget* FilterBuilder::makeHead(const FilterNode& group, const NodePath& path)
{
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(m_theme.px(8));
    auto* choice = new SegmentedControl({tr("all of"), tr("any of")}, tr("Join the conditions"));
    choice->setDense(true);
    choice->setCurrent(isAnyOf(group) ? 1 : 0);
    connect(choice, &SegmentedControl::chosen, this, [this, path](int at) {
        change([&](Filter& tree) {
            setAnyOf(nodeAt(tree, path), at == 1);
            return path;
        });
    });
    const bool isRoot = path.empty();
    if (isRoot)
        row->addWidget(new PlainLabel(m_theme, TextRole::Body, tr("Keep an event when"), Tone::Secondary));
    row->addWidget(choice);
    row->addWidget(new PlainLabel(m_theme, TextRole::Body, tr("these are true"), Tone::Secondary));
    row->addStretch(1);
    if (!isRoot) {
        auto* remove = new IconButton(m_theme, u"close"_s, tr("Remove this group"), head, true);
        connect(remove, &QPushButton::clicked, this, [this, path] {
            change([&](Filter& tree) {
                removeAt(tree, path);
                return NodePath {};
            });
        });
        row->addWidget(remove);
    }
    return head;
}

QWidget* FilterBuilder::makeFoot(const NodePath& path)
{
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(m_theme.px(8));
    auto* condition = denseButton(tr("Condition"));
    condition->setIcon(m_theme.icon(u"plus"_s));
    condition->setAccessibleName(tr("Add a condition"));
    auto* group = denseButton(tr("Group"));
    group->setIcon(m_theme.icon(u"plus"_s));
    group->setAccessibleName(tr("Add a group"));
    connect(condition, &QPushButton::clicked, this, [this, path] { addCondition(path); });
    connect(group, &QPushButton::clicked, this, [this, path] { addGroup(path); });
    row->addWidget(condition);
    row->addWidget(group);
    row->addStretch(1);
    return foot;
}

void FilterBuilder::addNode(QVBoxLayout& into, const FilterNode& node, const NodePath& path)
{
    if (isGroup(node)) {
        into.addWidget(makeGroup(node, path));
        return;
    }
    auto* row = new ConditionRow(m_theme, std::get<logpush::Condition>(node.node), m_suggestions);
    for (QWidget* inner : row->findChildren<QWidget*>())
        inner->installEventFilter(this);
    connect(row, &ConditionRow::edited, this, [this, row, path](bool isTyping) {
        remember(isTyping, path);
        nodeAt(m_tree, path).node = row->condition();
        emit edited();
    });
    connect(row, &ConditionRow::removeRequested, this, [this, path] { act(path, Qt::Key_Delete); });
    m_lines.push_back({path, row});
    into.addWidget(row);
}

void FilterBuilder::addCondition(const NodePath& group)
{
    change([&](Filter& tree) {
        auto& children = childrenOf(nodeAt(tree, group));
        children.push_back(newCondition());
        NodePath at = group;
        at.push_back(children.size() - 1);
        return at;
    });
}

void FilterBuilder::addGroup(const NodePath& group)
{
    change([&](Filter& tree) {
        FilterNode& outer = nodeAt(tree, group);
        FilterNode inner {logpush::AllOf {{newCondition()}}};
        setAnyOf(inner, !isAnyOf(outer));
        childrenOf(outer).push_back(std::move(inner));
        NodePath at = group;
        at.push_back(childrenOf(outer).size() - 1);
        at.push_back(0);
        return at;
    });
}

void FilterBuilder::act(const NodePath& path, int key)
{
    change([&](Filter& tree) -> NodePath {
        switch (key) {
        case Qt::Key_Up: return moveBy(tree, path, -1);
        case Qt::Key_Down: return moveBy(tree, path, 1);
        case Qt::Key_BracketRight: return nest(tree, path);
        case Qt::Key_BracketLeft: return unnest(tree, path);
        default: break;
        }
        removeAt(tree, path);
        NodePath before = path;
        if (before.back() > 0)
            --before.back();
        return before;
    });
}

const FilterBuilder::Line* FilterBuilder::lineOf(const QObject* inside) const
{
    const auto found = std::ranges::find_if(m_lines, [inside](const Line& line) {
        return inside->isWidgetType() && line.row->isAncestorOf(static_cast<const QWidget*>(inside));
    });
    return found == m_lines.end() ? nullptr : &*found;
}

void FilterBuilder::focusAt(const NodePath& path, bool value)
{
    const auto line = std::ranges::find(m_lines, path, &Line::path);
    if (line == m_lines.end())
        return;
    value ? line->row->focusValue() : line->row->focusField();
}

/// Undo is of the whole filter: a field must not keep it to itself. Lines are moved by keys from wherever the cursor is in them.
bool FilterBuilder::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    }
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        constexpr int kMoves[] = {Qt::Key_Up, Qt::Key_Down, Qt::Key_BracketLeft, Qt::Key_BracketRight};
        const Line* line = key->modifiers() == Qt::ControlModifier && std::ranges::find(kMoves, key->key()) != std::end(kMoves)
            ? lineOf(watched)
            : nullptr;
        if (line) {
            act(NodePath(line->path), key->key());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace tracedeck::ui
