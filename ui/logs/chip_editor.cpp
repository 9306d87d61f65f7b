#include "logs/chip_editor.h"

#include "logs/words.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace tracedeck::ui {

using logpush::Condition;
using logpush::Operator;
using store::TextMatch;

ChipEditor::ChipEditor(Chip chip, const Theme& theme, FilterBar::ValuesOf valuesOf, QWidget* parent)
    : PopoverFrame(parent)
    , m_chip(std::move(chip))
    , m_theme(theme)
    , m_valuesOf(std::move(valuesOf))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(tr("Edit filter"));
    if (const auto* condition = std::get_if<Condition>(&m_chip.what))
        buildCondition(*condition);
    else if (const auto* text = std::get_if<TextMatch>(&m_chip.what))
        buildText(*text);
    else
        buildTree();
}

QComboBox* ChipEditor::fieldBox(const std::string& key)
{
    auto* box = new QComboBox(this);
    box->setAccessibleName(tr("Field"));
    for (const FilterField& field : filterFields()) {
        const auto name = store::nameOf(field.column);
        if (const QString label = fieldLabel(name); box->findText(label) < 0)
            box->addItem(label, plain(name));
    }
    if (box->findText(fieldLabel(key)) < 0)
        box->addItem(fieldLabel(key), plain(key));
    box->setCurrentText(fieldLabel(key));
    return box;
}

QComboBox* ChipEditor::relationBox(Operator op)
{
    auto* box = new QComboBox(this);
    box->setAccessibleName(tr("Relation"));
    const auto* condition = std::get_if<Condition>(&m_chip.what);
    for (const Operator each : relationsFor(condition->key))
        box->addItem(relationWords(each), static_cast<int>(each));
    if (box->findData(static_cast<int>(op)) < 0) // only typed text has it
        box->addItem(relationWords(op), static_cast<int>(op));
    box->setCurrentIndex(box->findData(static_cast<int>(op)));
    return box;
}

void ChipEditor::buildCondition(const Condition& condition)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(m_theme.px(12), m_theme.px(12), m_theme.px(12), m_theme.px(12));
    auto* field = fieldBox(condition.key);
    auto* relation = relationBox(condition.op);
    QStringList values;
    for (const auto& value : condition.values)
        values << plain(textOf(value));
    auto* value = new QLineEdit(values.join(u','), this);
    value->setAccessibleName(tr("Value"));
    value->setMinimumWidth(m_theme.px(220));
    if (const auto column = store::columnNamed(condition.key); column && m_valuesOf) {
        QStringList known;
        for (const auto& each : m_valuesOf(*column))
            known << plain(each.value);
        value->setCompleter(new QCompleter(known, value));
    }
    auto* apply = primaryButton(tr("Apply"), this);
    grid->addWidget(field, 0, 0);
    grid->addWidget(relation, 0, 1);
    grid->addWidget(value, 0, 2);
    grid->addWidget(apply, 0, 3);
    const std::string oldKey = condition.key;
    const QString oldLabel = fieldLabel(oldKey);
    const logpush::TextFlags flags = condition.flags;
    const auto take = [=, this] {
        const std::string key = field->currentText() == oldLabel ? oldKey : utf8(field->currentData().toString());
        Condition next {key, static_cast<Operator>(relation->currentData().toInt()), {}};
        const Operator positive = logpush::isNegated(next.op) ? logpush::oppositeOf(next.op) : next.op;
        if (positive == Operator::Contains || positive == Operator::Matches)
            next.flags = flags;
        const bool many = next.op == Operator::In || next.op == Operator::NotIn;
        for (const QString& each : many ? value->text().split(u',') : QStringList {value->text()})
            next.values.push_back(valueFor(key, utf8(each.trimmed())));
        finish({next, m_chip.enabled});
    };
    connect(apply, &QPushButton::clicked, this, take);
    connect(value, &QLineEdit::returnPressed, this, take);
    value->setFocus();
    value->selectAll();
}

void ChipEditor::buildText(const TextMatch& text)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(m_theme.px(12), m_theme.px(12), m_theme.px(12), m_theme.px(12));
    auto* needle = new QLineEdit(plain(text.needle), this);
    needle->setAccessibleName(tr("Text to find"));
    needle->setMinimumWidth(m_theme.px(260));
    auto* regex = new QCheckBox(tr("Regular expression"), this);
    regex->setChecked(text.regex);
    auto* sensitive = new QCheckBox(tr("Match case"), this);
    sensitive->setChecked(text.caseSensitive);
    auto* word = new QCheckBox(tr("Whole word"), this);
    word->setChecked(text.wholeWord);
    auto* apply = primaryButton(tr("Apply"), this);
    grid->addWidget(needle, 0, 0, 1, 2);
    grid->addWidget(apply, 0, 2);
    grid->addWidget(regex, 1, 0);
    grid->addWidget(sensitive, 1, 1);
    grid->addWidget(word, 1, 2);
    const auto take = [=, this] {
        if (!needle->text().isEmpty())
            finish({TextMatch {utf8(needle->text()), regex->isChecked(), sensitive->isChecked(), word->isChecked()}, m_chip.enabled});
    };
    connect(apply, &QPushButton::clicked, this, take);
    connect(needle, &QLineEdit::returnPressed, this, take);
    needle->setFocus();
    needle->selectAll();
}

void ChipEditor::buildTree()
{
    auto* column = new QVBoxLayout(this);
    auto* label = new PlainLabel(m_theme, TextRole::Body, chipWords(m_chip).value, Tone::Normal, this);
    label->setWordWrap(true);
    label->setMinimumWidth(m_theme.px(320));
    column->addWidget(label);
    auto* toggle = denseButton(m_chip.enabled ? tr("Switch off") : tr("Switch on"), this);
    column->addWidget(toggle, 0, Qt::AlignRight);
    connect(toggle, &QPushButton::clicked, this, [this] { finish({m_chip.what, !m_chip.enabled}); });
}

void ChipEditor::finish(const Chip& chip)
{
    hide();
    emit accepted(chip);
    close();
}

QStringList completionsFor(const QString& word, const FilterBar::ValuesOf& valuesOf)
{
    const qsizetype colon = word.indexOf(u':');
    const QString minus = word.startsWith(u'-') ? QStringLiteral("-") : QString();
    QStringList out;
    if (colon < 0) {
        const QString start = word.mid(minus.size());
        for (const FilterField& field : filterFields()) {
            const QString name = plain(store::nameOf(field.column));
            const QString label = fieldLabel(store::nameOf(field.column));
            if (name.startsWith(start, Qt::CaseInsensitive) || label.startsWith(start, Qt::CaseInsensitive))
                out << QString(minus % name % u':' % u'\t' % label);
        }
        return out;
    }
    const auto column = store::columnNamed(utf8(word.mid(minus.size(), colon - minus.size())));
    if (!column || !valuesOf)
        return out;
    for (const auto& value : valuesOf(*column))
        if (const QString text = plain(value.value); text.startsWith(word.mid(colon + 1), Qt::CaseInsensitive) && !text.contains(u' '))
            out << QString(word.left(colon + 1) % text % u'\t' % countText(value.events));
    return out;
}

} // namespace tracedeck::ui
