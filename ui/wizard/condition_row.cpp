#include "wizard/condition_row.h"

#include "logpush/dataset.h"
#include "logpush/filter_check.h"
#include "text/filter_text.h"
#include "theme/theme.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"
#include "wizard/chip_field.h"

#include <QAbstractItemView>
#include <QBoxLayout>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QStackedLayout>
#include <QStandardItemModel>

#include <algorithm>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;
using logpush::Operator;

namespace {

const logpush::DatasetField* fieldOf(const std::string& key)
{
    const auto fields = logpush::fieldsOf(logpush::kWorkersDataset);
    const auto found = std::ranges::find(fields, std::string_view {key}, &logpush::DatasetField::name);
    return found == fields.end() ? nullptr : &*found;
}

constexpr int kLastOperator = static_cast<int>(Operator::NotIn);

bool canFilter(const logpush::DatasetField& field)
{
    for (int op = 0; op <= kLastOperator; ++op) {
        if (logpush::operatorFits(static_cast<Operator>(op), field.type))
            return true;
    }
    return false;
}

QString latin(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString textOf(const logpush::FilterValue& value)
{
    return std::visit(
        [](const auto& each) -> QString {
            using T = std::decay_t<decltype(each)>;
            if constexpr (std::is_same_v<T, std::string>)
                return QString::fromStdString(each);
            else if constexpr (std::is_same_v<T, bool>)
                return each ? u"true"_s : u"false"_s;
            else
                return QString::number(each);
        },
        value);
}

} // namespace

ConditionRow::ConditionRow(const Theme& theme, logpush::Condition condition, const Suggestions& suggestions, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_condition(std::move(condition))
    , m_suggestions(suggestions)
    , m_field(new QComboBox)
    , m_operator(new QComboBox)
    , m_value(new QWidget)
    , m_stack(new QStackedLayout(m_value))
    , m_text(new QLineEdit)
    , m_unit(new PlainLabel(theme, TextRole::Small, tr("ms"), Tone::Secondary))
    , m_chips(new ChipField(theme, tr("Values")))
    , m_remark(new PlainLabel(theme, TextRole::Small, {}, Tone::Error))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(2));
    auto* row = new QHBoxLayout;
    row->setSpacing(theme.px(8));
    m_field->setAccessibleName(tr("Field"));
    m_field->setFixedWidth(theme.px(136));
    m_operator->setAccessibleName(tr("Operator"));
    m_operator->setFixedWidth(theme.px(132));
    makeValueFields();
    auto* remove = new IconButton(theme, u"close"_s, tr("Remove this condition"));
    row->addWidget(m_field, 0, Qt::AlignTop);
    row->addWidget(m_operator, 0, Qt::AlignTop);
    row->addWidget(m_value, 1);
    row->addWidget(remove, 0, Qt::AlignTop);
    column->addLayout(row);
    m_remark->setWordWrap(true);
    m_remark->hide();
    column->addWidget(m_remark);
    fillFields();
    fillOperators();
    showValue();
    connect(m_field, &QComboBox::activated, this, &ConditionRow::chooseField);
    connect(m_operator, &QComboBox::activated, this, &ConditionRow::chooseOperator);
    connect(remove, &QPushButton::clicked, this, &ConditionRow::removeRequested);
}

void ConditionRow::makeValueFields()
{
    m_stack->setContentsMargins(0, 0, 0, 0);
    auto* line = new QWidget;
    auto* across = new QHBoxLayout(line);
    across->setContentsMargins(0, 0, 0, 0);
    across->addWidget(m_text, 1);
    across->addWidget(m_unit);
    m_text->setAccessibleName(tr("Value"));
    m_stack->addWidget(line);
    m_stack->addWidget(m_chips);
    connect(m_text, &QLineEdit::textEdited, this, &ConditionRow::takeText);
    connect(m_chips, &ChipField::edited, this, &ConditionRow::takeChips);
}

bool ConditionRow::isList() const
{
    return m_condition.op == Operator::In || m_condition.op == Operator::NotIn;
}

bool ConditionRow::isNumber() const
{
    const auto* field = fieldOf(m_condition.key);
    return field && field->type == logpush::FieldType::Int;
}

/// Those that cannot be filtered are there, grey, with the reason.
void ConditionRow::fillFields()
{
    bool isKnown = false;
    auto* model = static_cast<QStandardItemModel*>(m_field->model());
    for (const logpush::DatasetField& field : logpush::fieldsOf(logpush::kWorkersDataset)) {
        m_field->addItem(latin(field.name), latin(field.name));
        QStandardItem* item = model->item(m_field->count() - 1);
        item->setToolTip(plainToolTip(latin(field.meaning)));
        if (!canFilter(field)) {
            item->setEnabled(false);
            item->setIcon(m_theme.icon(u"lock"_s, 14));
            item->setToolTip(plainToolTip(tr("Logpush compares plain values only; this is %1.").arg(latin(logpush::typeName(field.type)))));
        }
        isKnown = isKnown || field.name == m_condition.key;
    }
    if (!isKnown)
        m_field->addItem(QString::fromStdString(m_condition.key), QString::fromStdString(m_condition.key));
    m_field->setCurrentIndex(m_field->findData(QString::fromStdString(m_condition.key)));
}

void ConditionRow::fillOperators()
{
    const auto* field = fieldOf(m_condition.key);
    m_operator->clear();
    for (int at = 0; at <= kLastOperator; ++at) {
        const auto op = static_cast<Operator>(at);
        if (!field || logpush::operatorFits(op, field->type) || op == m_condition.op)
            m_operator->addItem(operatorText(op), at);
    }
    m_operator->setCurrentIndex(m_operator->findData(static_cast<int>(m_condition.op)));
}

void ConditionRow::showValue()
{
    m_stack->setCurrentIndex(isList() ? 1 : 0);
    m_unit->setVisible(isNumber() && !isList());
    const QStringList known = m_suggestions ? m_suggestions(m_condition.key) : QStringList();
    if (isList()) {
        QStringList values;
        for (const auto& value : m_condition.values)
            values.append(textOf(value));
        if (values != m_chips->values())
            m_chips->setValues(values);
        m_chips->setSuggestions(known);
        return;
    }
    const QString text = m_condition.values.empty() ? QString() : textOf(m_condition.values.front());
    if (m_text->text() != text)
        m_text->setText(text);
    auto* completer = new QCompleter(known, m_text);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    completer->popup()->setObjectName(u"suggestions"_s);
    m_text->setCompleter(completer);
    connect(completer, qOverload<const QString&>(&QCompleter::activated), this, &ConditionRow::takeText);
}

logpush::FilterValue ConditionRow::valueOf(const QString& text) const
{
    bool isWhole = false;
    const qlonglong number = text.trimmed().toLongLong(&isWhole);
    if (isNumber() && isWhole)
        return std::int64_t {number};
    return text.toStdString();
}

void ConditionRow::chooseField()
{
    m_condition.key = m_field->currentData().toString().toStdString();
    const auto* field = fieldOf(m_condition.key);
    if (field && !logpush::operatorFits(m_condition.op, field->type)) {
        const auto fits = [field](int op) { return logpush::operatorFits(static_cast<Operator>(op), field->type); };
        int first = 0;
        while (first < kLastOperator && !fits(first))
            ++first;
        m_condition.op = static_cast<Operator>(first);
    }
    m_condition.values.clear();
    if (!isList())
        m_condition.values.emplace_back(std::string());
    fillOperators();
    showValue();
    emit edited(false);
}

void ConditionRow::chooseOperator()
{
    const bool wasList = isList();
    m_condition.op = static_cast<Operator>(m_operator->currentData().toInt());
    if (wasList && !isList())
        m_condition.values.resize(std::min<std::size_t>(1, m_condition.values.size()));
    if (wasList != isList() && isList() && m_condition.values == std::vector<logpush::FilterValue> {std::string()})
        m_condition.values.clear();
    if (!isList() && m_condition.values.empty())
        m_condition.values.emplace_back(std::string());
    showValue();
    emit edited(false);
}

void ConditionRow::takeText()
{
    m_condition.values = {valueOf(m_text->text())};
    emit edited(true);
}

void ConditionRow::takeChips()
{
    m_condition.values.clear();
    for (const QString& text : m_chips->values())
        m_condition.values.push_back(valueOf(text));
    emit edited(true);
}

void ConditionRow::setRemark(const QString& text, bool isWarning)
{
    m_remark->setText(text);
    m_remark->setTone(isWarning ? Tone::Warn : Tone::Error);
    m_remark->setVisible(!text.isEmpty());
    m_text->setAccessibleDescription(text);
    m_chips->edit()->setAccessibleDescription(text);
}

void ConditionRow::focusValue()
{
    isList() ? m_chips->setFocus(Qt::OtherFocusReason) : m_text->setFocus(Qt::OtherFocusReason);
}

void ConditionRow::focusField()
{
    m_field->setFocus(Qt::OtherFocusReason);
}

} // namespace tracedeck::ui
