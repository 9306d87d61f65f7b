#pragma once

#include "logpush/filter.h"

#include <QStringList>
#include <QWidget>

#include <functional>

class QBoxLayout;
class QComboBox;
class QLineEdit;
class QStackedLayout;

namespace tracedeck::ui {

class ChipField;
class PlainLabel;
class Theme;

/// Values of a field that were seen, most first.
using Suggestions = std::function<QStringList(const std::string& key)>;

/// One condition: a field, an operator that fits its type, and one value or several.
class ConditionRow : public QWidget {
    Q_OBJECT
public:
    ConditionRow(const Theme& theme, logpush::Condition condition, const Suggestions& suggestions, QWidget* parent = nullptr);

    [[nodiscard]] const logpush::Condition& condition() const { return m_condition; }
    /// What is wrong with it; "" = nothing.
    void setRemark(const QString& text, bool isWarning);
    void focusValue();
    void focusField();

signals:
    void edited(bool isTyping); ///< of a value: edits that follow one another are one
    void removeRequested();

private:
    void fillFields();
    void fillOperators();
    void showValue();
    void chooseField();
    void chooseOperator();
    void takeText();
    void takeChips();
    [[nodiscard]] bool isList() const;
    [[nodiscard]] bool isNumber() const;
    [[nodiscard]] logpush::FilterValue valueOf(const QString& text) const;
    void makeValueFields();

    const Theme& m_theme;
    logpush::Condition m_condition;
    Suggestions m_suggestions;
    QComboBox* m_field;
    QComboBox* m_operator;
    QWidget* m_value;
    QStackedLayout* m_stack;
    QLineEdit* m_text;
    PlainLabel* m_unit;
    ChipField* m_chips;
    PlainLabel* m_remark;
};

} // namespace tracedeck::ui
