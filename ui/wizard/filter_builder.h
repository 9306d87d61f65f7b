#pragma once

#include "logpush/filter_check.h"
#include "wizard/condition_row.h"
#include "wizard/filter_tree.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace tracedeck::ui {

/// A filter as a tree of groups and conditions, built by mouse or keys: Ctrl+Up and Ctrl+Down move a line, Ctrl+] and Ctrl+[ put it into
/// a group and out of it. Every change can be undone.
class FilterBuilder : public QWidget {
    Q_OBJECT
public:
    FilterBuilder(const Theme& theme, Suggestions suggestions, QWidget* parent = nullptr);

    /// Another filter from outside; forgets what could be undone unless `isStep`.
    void setFilter(const logpush::Filter& filter, bool isStep = false);
    [[nodiscard]] logpush::Filter filter() const { return built(m_tree); } ///< as it would be sent
    [[nodiscard]] std::size_t unfilled() const;                            ///< conditions without a value
    void setIssues(const std::vector<logpush::FilterIssue>& issues);
    /// Says which conditions lack a value; how many.
    int insist();

    void undo();
    void redo();
    [[nodiscard]] bool canUndo() const { return !m_undo.empty(); }
    [[nodiscard]] bool canRedo() const { return !m_redo.empty(); }

signals:
    void edited();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Line {
        NodePath path;
        ConditionRow* row = nullptr;
    };

    void change(const std::function<NodePath(logpush::Filter&)>& act, bool focusesValue = false);
    void remember(bool isTyping, const NodePath& path);
    void rebuild();
    void addNode(QVBoxLayout& into, const logpush::FilterNode& node, const NodePath& path);
    [[nodiscard]] QWidget* makeGroup(const logpush::FilterNode& group, const NodePath& path);
    [[nodiscard]] QWidget* makeHead(const logpush::FilterNode& group, const NodePath& path);
    [[nodiscard]] QWidget* makeFoot(const NodePath& path);
    void addCondition(const NodePath& group);
    void addGroup(const NodePath& group);
    void act(const NodePath& path, int key);
    [[nodiscard]] const Line* lineOf(const QObject* inside) const;
    void focusAt(const NodePath& path, bool value);

    const Theme& m_theme;
    Suggestions m_suggestions;
    logpush::Filter m_tree;
    std::vector<logpush::Filter> m_undo, m_redo;
    NodePath m_typing; ///< where edits go on that are one step
    bool m_isTyping = false;
    QVBoxLayout* m_column;
    QWidget* m_root = nullptr;
    std::vector<Line> m_lines;
};

} // namespace tracedeck::ui
