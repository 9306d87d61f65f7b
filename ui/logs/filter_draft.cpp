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
    const char* words;
};
constexpr std::array<OperatorWords, 20> kOperators {{
    {Operator::Eq, QT_TRANSLATE_NOOP("FilterField", "is")},
    {Operator::NotEq, QT_TRANSLATE_NOOP("FilterField", "is not")},
    {Operator::Lt, QT_TRANSLATE_NOOP("FilterField", "<")},
    {Operator::Leq, QT_TRANSLATE_NOOP("FilterField", "\u2264")},
    {Operator::Gt, QT_TRANSLATE_NOOP("FilterField", ">")},
    {Operator::Geq, QT_TRANSLATE_NOOP("FilterField", "\u2265")},
    {Operator::StartsWith, QT_TRANSLATE_NOOP("FilterField", "starts with")},
    {Operator::NotStartsWith, QT_TRANSLATE_NOOP("FilterField", "does not start with")},
    {Operator::EndsWith, QT_TRANSLATE_NOOP("FilterField", "ends with")},
    {Operator::NotEndsWith, QT_TRANSLATE_NOOP("FilterField", "does not end with")},
    {Operator::Contains, QT_TRANSLATE_NOOP("FilterField", "contains")},
    {Operator::NotContains, QT_TRANSLATE_NOOP("FilterField", "does not contain")},
    {Operator::In, QT_TRANSLATE_NOOP("FilterField", "is one of")},
    {Operator::NotIn, QT_TRANSLATE_NOOP("FilterField", "is none of")},
    {Operator::Matches, QT_TRANSLATE_NOOP("FilterField", "matches")},
    {Operator::NotMatches, QT_TRANSLATE_NOOP("FilterField", "does not match")},
    {Operator::NotLt, QT_TRANSLATE_NOOP("FilterField", "is not <")},
    {Operator::NotLeq, QT_TRANSLATE_NOOP("FilterField", "is not \u2264")},
    {Operator::NotGt, QT_TRANSLATE_NOOP("FilterField", "is not >")},
    {Operator::NotGeq, QT_TRANSLATE_NOOP("FilterField", "is not \u2265")},
}};

constexpr const char* kAnyText = "Text";
struct TextField {
    std::string_view name;
    const char* label;
};
constexpr std::array<TextField, 4> kTexts {{{kAnyText, QT_TRANSLATE_NOOP("FilterField", "Text")},
                                            {"Message", QT_TRANSLATE_NOOP("FilterField", "Console line")},
                                            {"Exception", QT_TRANSLATE_NOOP("FilterField", "Exception text")},
                                            {"Stack", QT_TRANSLATE_NOOP("FilterField", "Stack")}}};

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

/// "contains", and how it looks where that is not exactly.
QString relationOf(const Condition& condition)
{
    QStringList parts {words(wordsOf(condition.op).words)};
    if (condition.flags.ignoreCase)
        parts << words(QT_TRANSLATE_NOOP("FilterField", "(any case)"));
    if (condition.flags.wholeWord)
        parts << words(QT_TRANSLATE_NOOP("FilterField", "(whole word)"));
    return parts.join(u' ');
}

QString valueWords(const Condition& condition)
{
    QStringList parts;
    if (condition.op == Operator::Matches || condition.op == Operator::NotMatches)
        return u'/' % shown(textOf(condition.values.front())) % u'/';
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
    return std::visit(
        Overloaded {[&](const AllOf& all) { return join(all.nodes, words(QT_TRANSLATE_NOOP("FilterField", " and "))); },
                    [&](const AnyOf& any) { return join(any.nodes, words(QT_TRANSLATE_NOOP("FilterField", " or "))); },
                    [](const Condition& c) { return QString(fieldLabel(c.key) % u' ' % relationOf(c) % u' ' % valueWords(c)); }},
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
    if (field != kFields.end())
        return words(field->label);
    const auto* text = std::ranges::find(kTexts, name, &TextField::name);
    return text == kTexts.end() ? shown(name) : words(text->label);
}

Condition conditionOf(const TextMatch& text)
{
    return {kAnyText, text.regex ? Operator::Matches : Operator::Contains, {text.needle}, {!text.caseSensitive, text.wholeWord}};
}

Chip chipOf(FilterNode node)
{
    const auto* condition = std::get_if<Condition>(&node.node);
    if (!condition)
        return {std::move(node)};
    const bool isText = condition->key == kAnyText && (condition->op == Operator::Contains || condition->op == Operator::Matches);
    if (!isText || textOf(condition->values.front()).empty())
        return {*condition};
    return {TextMatch {textOf(condition->values.front()), condition->op == Operator::Matches, !condition->flags.ignoreCase,
                       condition->flags.wholeWord}};
}

FilterDraft draftOf(const logpush::Filter& filter, const std::vector<TextMatch>& texts)
{
    FilterDraft draft;
    const auto add = [&](const FilterNode& node) { draft.chips.push_back(chipOf(node)); };
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
        if (op >= Operator::NotLt)
            return false; // what is typed may have them
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

bool canNegate(const Chip& chip)
{
    return !std::holds_alternative<FilterNode>(chip.what);
}

Chip negated(Chip chip)
{
    auto condition = std::holds_alternative<TextMatch>(chip.what) ? conditionOf(std::get<TextMatch>(chip.what))
                                                                  : std::get<Condition>(std::move(chip.what));
    condition.op = logpush::oppositeOf(condition.op);
    Chip turned = chipOf({std::move(condition)});
    turned.enabled = chip.enabled;
    return turned;
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
                                      return ChipWords {fieldLabel(c.key), relationOf(c), valueWords(c)};
                                  },
                                  [](const TextMatch& t) {
                                      Condition c = conditionOf(t);
                                      c.flags.ignoreCase = false; // any case is the rule for text
                                      return ChipWords {fieldLabel(c.key), relationOf(c), valueWords(c)};
                                  },
                                  [](const FilterNode& node) {
                                      return ChipWords {{}, {}, nodeWords(node)};
                                  }},
                      chip.what);
}

} // namespace tracedeck::ui
