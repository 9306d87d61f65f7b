#include "logs/filter_draft.h"

#include "logs/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;
using logpush::AllOf;
using logpush::AnyOf;
using logpush::Condition;
using logpush::FilterNode;
using logpush::Operator;
using store::TextMatch;

namespace {

constexpr std::array<FilterField, 19> kFields {{
    {store::Column::ScriptName, QT_TRANSLATE_NOOP("FilterField", "Worker")},
    {store::Column::Outcome, QT_TRANSLATE_NOOP("FilterField", "Outcome")},
    {store::Column::OutcomeSlice, QT_TRANSLATE_NOOP("FilterField", "Outcome")},
    {store::Column::Level, QT_TRANSLATE_NOOP("FilterField", "Level")},
    {store::Column::EventType, QT_TRANSLATE_NOOP("FilterField", "Event type")},
    {store::Column::Status, QT_TRANSLATE_NOOP("FilterField", "Status")},
    {store::Column::Method, QT_TRANSLATE_NOOP("FilterField", "Method")},
    {store::Column::Version, QT_TRANSLATE_NOOP("FilterField", "Version")},
    {store::Column::Entrypoint, QT_TRANSLATE_NOOP("FilterField", "Entrypoint")},
    {store::Column::DispatchNamespace, QT_TRANSLATE_NOOP("FilterField", "Namespace")},
    {store::Column::WallTimeMs, QT_TRANSLATE_NOOP("FilterField", "Wall time (ms)")},
    {store::Column::CPUTimeMs, QT_TRANSLATE_NOOP("FilterField", "CPU time (ms)")},
    {store::Column::ExceptionName, QT_TRANSLATE_NOOP("FilterField", "Exception")},
    {store::Column::Group, QT_TRANSLATE_NOOP("FilterField", "Exception group")},
    {store::Column::ScriptTags, QT_TRANSLATE_NOOP("FilterField", "Tag")},
    {store::Column::HasException, QT_TRANSLATE_NOOP("FilterField", "Has exception")},
    {store::Column::Trigger, QT_TRANSLATE_NOOP("FilterField", "Request")},
    {store::Column::RayID, QT_TRANSLATE_NOOP("FilterField", "Ray ID")},
    {store::Column::Truncated, QT_TRANSLATE_NOOP("FilterField", "Truncated")},
}};

struct OperatorWords {
    Operator op;
    Operator opposite;
    const char* words;
    bool excludes;
};
constexpr std::array<OperatorWords, 14> kOperators {{
    {Operator::Eq, Operator::NotEq, QT_TRANSLATE_NOOP("FilterField", "is"), false},
    {Operator::NotEq, Operator::Eq, QT_TRANSLATE_NOOP("FilterField", "is not"), true},
    {Operator::Lt, Operator::Geq, QT_TRANSLATE_NOOP("FilterField", "<"), false},
    {Operator::Leq, Operator::Gt, QT_TRANSLATE_NOOP("FilterField", "\u2264"), false},
    {Operator::Gt, Operator::Leq, QT_TRANSLATE_NOOP("FilterField", ">"), false},
    {Operator::Geq, Operator::Lt, QT_TRANSLATE_NOOP("FilterField", "\u2265"), false},
    {Operator::StartsWith, Operator::NotStartsWith, QT_TRANSLATE_NOOP("FilterField", "starts with"), false},
    {Operator::NotStartsWith, Operator::StartsWith, QT_TRANSLATE_NOOP("FilterField", "does not start with"), true},
    {Operator::EndsWith, Operator::NotEndsWith, QT_TRANSLATE_NOOP("FilterField", "ends with"), false},
    {Operator::NotEndsWith, Operator::EndsWith, QT_TRANSLATE_NOOP("FilterField", "does not end with"), true},
    {Operator::Contains, Operator::NotContains, QT_TRANSLATE_NOOP("FilterField", "contains"), false},
    {Operator::NotContains, Operator::Contains, QT_TRANSLATE_NOOP("FilterField", "does not contain"), true},
    {Operator::In, Operator::NotIn, QT_TRANSLATE_NOOP("FilterField", "is one of"), false},
    {Operator::NotIn, Operator::In, QT_TRANSLATE_NOOP("FilterField", "is none of"), true},
}};

const OperatorWords& wordsOf(Operator op)
{
    return *std::ranges::find(kOperators, op, &OperatorWords::op);
}

QString words(const char* text)
{
    return QCoreApplication::translate("FilterField", text);
}

template<typename... F>
struct Overloaded : F... {
    using F::operator()...;
};
template<typename... F>
Overloaded(F...) -> Overloaded<F...>;

QString valueWords(const Condition& condition)
{
    QStringList parts;
    for (const auto& value : condition.values) {
        const std::string text = textOf(value);
        parts << (text.empty() ? words(QT_TRANSLATE_NOOP("FilterField", "(empty)")) : shown(text));
    }
    return parts.join(u", "_s);
}

QString nodeWords(const FilterNode& node)
{
    const auto join = [](const std::vector<FilterNode>& nodes, const QString& separator) {
        QStringList parts;
        for (const FilterNode& child : nodes)
            parts << nodeWords(child);
        return parts.size() == 1 ? parts.front() : QString(u'(' % parts.join(separator) % u')');
    };
    return std::visit(Overloaded {[&](const AllOf& all) { return join(all.nodes, words(QT_TRANSLATE_NOOP("FilterField", " and "))); },
                                  [&](const AnyOf& any) { return join(any.nodes, words(QT_TRANSLATE_NOOP("FilterField", " or "))); },
                                  [](const Condition& c) {
                                      return QString(fieldLabel(c.key) % u' ' % words(wordsOf(c.op).words) % u' ' % valueWords(c));
                                  }},
                      node.node);
}

} // namespace

std::span<const FilterField> filterFields()
{
    return kFields;
}

QString fieldLabel(std::string_view name)
{
    const auto column = store::columnNamed(name);
    const auto* field = column ? std::ranges::find(kFields, *column, &FilterField::column) : kFields.end();
    return field == kFields.end() ? shown(name) : words(field->label);
}

FilterDraft draftOf(const logpush::Filter& filter, const std::vector<TextMatch>& texts)
{
    FilterDraft draft;
    const auto add = [&](const FilterNode& node) {
        if (const auto* condition = std::get_if<Condition>(&node.node))
            draft.chips.push_back({*condition});
        else
            draft.chips.push_back({node});
    };
    if (const auto* all = std::get_if<AllOf>(&filter.root.node))
        std::ranges::for_each(all->nodes, add);
    else
        add(filter.root);
    for (const TextMatch& text : texts)
        draft.chips.push_back({text});
    return draft;
}

logpush::Filter filterOf(const FilterDraft& draft)
{
    AllOf all;
    for (const Chip& chip : draft.chips) {
        if (!chip.enabled)
            continue;
        if (const auto* condition = std::get_if<Condition>(&chip.what))
            all.nodes.push_back({*condition});
        else if (const auto* node = std::get_if<FilterNode>(&chip.what))
            all.nodes.push_back(*node);
    }
    return {FilterNode {std::move(all)}};
}

std::vector<TextMatch> textsOf(const FilterDraft& draft)
{
    std::vector<TextMatch> texts;
    for (const Chip& chip : draft.chips)
        if (const auto* text = std::get_if<TextMatch>(&chip.what); text && chip.enabled)
            texts.push_back(*text);
    return texts;
}

std::vector<Operator> relationsFor(std::string_view field)
{
    const auto column = store::columnNamed(field);
    const auto kind = column ? store::kindOf(*column) : store::ColumnKind::Text;
    const auto fits = [kind](Operator op) {
        const bool equal = op == Operator::Eq || op == Operator::NotEq;
        const bool listed = op == Operator::In || op == Operator::NotIn;
        const bool ordered = op == Operator::Lt || op == Operator::Leq || op == Operator::Gt || op == Operator::Geq;
        if (kind == store::ColumnKind::Flag)
            return equal;
        return equal || listed || ordered == (kind == store::ColumnKind::Number);
    };
    std::vector<Operator> out;
    for (const OperatorWords& row : kOperators)
        if (fits(row.op))
            out.push_back(row.op);
    return out;
}

QString relationWords(Operator op)
{
    return words(wordsOf(op).words);
}

Operator negated(Operator op)
{
    return wordsOf(op).opposite;
}

bool excludes(Operator op)
{
    return wordsOf(op).excludes;
}

bool canNegate(const Chip& chip)
{
    return std::holds_alternative<Condition>(chip.what);
}

Chip negated(Chip chip)
{
    if (auto* condition = std::get_if<Condition>(&chip.what))
        condition->op = negated(condition->op);
    return chip;
}

logpush::FilterValue valueFor(std::string_view field, const std::string& text)
{
    const auto column = store::columnNamed(field);
    if (!column)
        return text;
    const auto kind = store::kindOf(*column);
    bool ok = false;
    const qlonglong number = QString::fromStdString(text).toLongLong(&ok);
    if (kind == store::ColumnKind::Number && ok)
        return static_cast<std::int64_t>(number);
    if (kind == store::ColumnKind::Flag && (text == "true" || text == "false"))
        return text == "true";
    return text;
}

std::string textOf(const logpush::FilterValue& value)
{
    return std::visit(Overloaded {[](const std::string& text) { return text; }, [](std::int64_t number) { return std::to_string(number); },
                                  [](double number) { return QString::number(number, 'g', 17).toStdString(); },
                                  [](bool flag) { return std::string(flag ? "true" : "false"); }},
                      value);
}

ChipWords chipWords(const Chip& chip)
{
    return std::visit(Overloaded {[](const Condition& c) {
                                      return ChipWords {fieldLabel(c.key), words(wordsOf(c.op).words), valueWords(c)};
                                  },
                                  [](const TextMatch& t) {
                                      const QString needle = shown(t.needle);
                                      return t.regex ? ChipWords {words(QT_TRANSLATE_NOOP("FilterField", "Text")),
                                                                  words(QT_TRANSLATE_NOOP("FilterField", "matches")), u'/' % needle % u'/'}
                                                     : ChipWords {words(QT_TRANSLATE_NOOP("FilterField", "Text")),
                                                                  words(QT_TRANSLATE_NOOP("FilterField", "contains")), needle};
                                  },
                                  [](const FilterNode& node) {
                                      return ChipWords {{}, {}, nodeWords(node)};
                                  }},
                      chip.what);
}

} // namespace tracedeck::ui
