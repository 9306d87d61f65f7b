#pragma once

#include "logs/filter_bar.h"
#include "widgets/popover_frame.h"

class QComboBox;

namespace tracedeck::ui {

/// A small form for one chip: field, relation, value. Enter takes it, Esc leaves the chip as it was.
class ChipEditor : public PopoverFrame {
    Q_OBJECT
public:
    ChipEditor(Chip chip, const Theme& theme, FilterBar::ValuesOf valuesOf, QWidget* parent = nullptr);

signals:
    void accepted(const tracedeck::ui::Chip& chip);

private:
    void buildCondition(const logpush::Condition& condition);
    void buildText(const store::TextMatch& text);
    void buildTree();
    void finish(const Chip& chip);
    [[nodiscard]] QComboBox* fieldBox(const std::string& key);
    [[nodiscard]] QComboBox* relationBox(logpush::Operator op);

    Chip m_chip;
    const Theme& m_theme;
    FilterBar::ValuesOf m_valuesOf;
};

/// What may follow what is typed so far, "insert\tshown": fields by label or name, then values of the field with their counts.
[[nodiscard]] QStringList completionsFor(const QString& word, const FilterBar::ValuesOf& valuesOf);

} // namespace tracedeck::ui
