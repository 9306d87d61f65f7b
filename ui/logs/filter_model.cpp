#include "logs/filter_model.h"

#include <QUndoCommand>

#include <algorithm>

namespace tracedeck::ui {

class FilterModel::Change final : public QUndoCommand {
public:
    Change(FilterModel& model, FilterDraft after, const QString& act)
        : QUndoCommand(act)
        , m_model(model)
        , m_before(model.m_draft)
        , m_after(std::move(after))
    {}
    void undo() override { show(m_before); }
    void redo() override { show(m_after); }

private:
    void show(const FilterDraft& draft)
    {
        m_model.m_draft = draft;
        emit m_model.changed();
    }

    FilterModel& m_model;
    FilterDraft m_before, m_after;
};

FilterModel::FilterModel(QObject* parent) : QObject(parent) {}

void FilterModel::change(FilterDraft draft, const QString& act)
{
    if (draft != m_draft)
        m_undo.push(new Change(*this, std::move(draft), act));
}

void FilterModel::reset(FilterDraft draft)
{
    m_undo.clear();
    m_draft = std::move(draft);
    emit changed();
}

void FilterModel::add(std::vector<Chip> chips)
{
    FilterDraft draft = m_draft;
    for (Chip& chip : chips)
        if (std::ranges::find(draft.chips, chip) == draft.chips.end())
            draft.chips.push_back(std::move(chip));
    change(std::move(draft), tr("Add filter"));
}

void FilterModel::remove(std::size_t at)
{
    if (at >= m_draft.chips.size())
        return;
    FilterDraft draft = m_draft;
    draft.chips.erase(draft.chips.begin() + static_cast<std::ptrdiff_t>(at));
    change(std::move(draft), tr("Remove filter"));
}

void FilterModel::toggle(std::size_t at)
{
    if (at >= m_draft.chips.size())
        return;
    FilterDraft draft = m_draft;
    draft.chips[at].enabled = !draft.chips[at].enabled;
    change(std::move(draft), tr("Switch filter"));
}

void FilterModel::negate(std::size_t at)
{
    if (at < m_draft.chips.size() && canNegate(m_draft.chips[at]))
        replaceChip(at, negated(m_draft.chips[at]));
}

void FilterModel::replaceChip(std::size_t at, Chip chip)
{
    if (at >= m_draft.chips.size())
        return;
    FilterDraft draft = m_draft;
    draft.chips[at] = std::move(chip);
    change(std::move(draft), tr("Change filter"));
}

void FilterModel::clear()
{
    change({}, tr("Clear filters"));
}

} // namespace tracedeck::ui
