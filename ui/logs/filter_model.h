#pragma once

#include "logs/filter_draft.h"

#include <QObject>
#include <QUndoStack>

namespace tracedeck::ui {

/// What the page looks for, one value for bar, facets and menus; every change can be undone and has a name.
class FilterModel : public QObject {
    Q_OBJECT
public:
    explicit FilterModel(QObject* parent = nullptr);

    [[nodiscard]] const FilterDraft& draft() const { return m_draft; }
    [[nodiscard]] QUndoStack& undoStack() { return m_undo; }
    void change(FilterDraft draft, const QString& act); ///< nothing happens where it is the same
    void reset(FilterDraft draft);                      ///< a new start: nothing to undo

    void add(std::vector<Chip> chips);
    void remove(std::size_t at);
    void toggle(std::size_t at);
    void negate(std::size_t at);
    void replaceChip(std::size_t at, Chip chip);
    void clear();

signals:
    void changed();

private:
    class Change;

    FilterDraft m_draft;
    QUndoStack m_undo;
};

} // namespace tracedeck::ui
