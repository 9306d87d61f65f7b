#include "text/filter_text.h"

#include "text/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;
using logpush::Operator;

namespace {

constexpr qsizetype kLongestValue = 60;

QString tr(const char* text)
{
    return QCoreApplication::translate("FilterText", text);
}

// In the order of the enum.
constexpr auto kOperators = std::to_array<const char*>({
    QT_TRANSLATE_NOOP("FilterText", "is"),
    QT_TRANSLATE_NOOP("FilterText", "is not"),
    QT_TRANSLATE_NOOP("FilterText", "is less than"),
    QT_TRANSLATE_NOOP("FilterText", "is at most"),
    QT_TRANSLATE_NOOP("FilterText", "is more than"),
    QT_TRANSLATE_NOOP("FilterText", "is at least"),
    QT_TRANSLATE_NOOP("FilterText", "starts with"),
    QT_TRANSLATE_NOOP("FilterText", "does not start with"),
    QT_TRANSLATE_NOOP("FilterText", "ends with"),
    QT_TRANSLATE_NOOP("FilterText", "does not end with"),
    QT_TRANSLATE_NOOP("FilterText", "contains"),
    QT_TRANSLATE_NOOP("FilterText", "does not contain"),
    QT_TRANSLATE_NOOP("FilterText", "is one of"),
    QT_TRANSLATE_NOOP("FilterText", "is not one of"),
});

enum class Unit : std::uint8_t { None, Duration, Time };

struct FieldWords {
    std::string_view key;
    const char* noun;
    Unit unit = Unit::None;
};

constexpr auto kFields = std::to_array<FieldWords>({
    {"CPUTimeMs", QT_TRANSLATE_NOOP("FilterText", "CPU time"), Unit::Duration},
    {"DispatchNamespace", QT_TRANSLATE_NOOP("FilterText", "dispatch namespace")},
    {"Entrypoint", QT_TRANSLATE_NOOP("FilterText", "entrypoint")},
    {"EventTimestampMs", QT_TRANSLATE_NOOP("FilterText", "time"), Unit::Time},
    {"EventType", QT_TRANSLATE_NOOP("FilterText", "event type")},
    {"Outcome", QT_TRANSLATE_NOOP("FilterText", "outcome")},
    {"ScriptName", QT_TRANSLATE_NOOP("FilterText", "Worker")},
    {"ScriptTags", QT_TRANSLATE_NOOP("FilterText", "list of tags")},
    {"WallTimeMs", QT_TRANSLATE_NOOP("FilterText", "wall time"), Unit::Duration},
});

const FieldWords* wordsOf(const std::string& key)
{
    const auto at = std::ranges::find(kFields, key, &FieldWords::key);
    return at == kFields.end() ? nullptr : &*at;
}

QString capital(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString noun(const std::string& key)
{
    const FieldWords* words = wordsOf(key);
    return words ? tr(words->noun) : shown(key);
}

QString quantity(std::int64_t number, Unit unit)
{
    if (unit == Unit::Duration) // never rounded
        return number > 0 && number % 1000 == 0 ? durationText(number) : tr("%1 ms").arg(number);
    if (unit == Unit::Time)
        return tr("%1 UTC").arg(dateTimeText(number, true));
    return QString::number(number);
}

QString valueText(const logpush::FilterValue& value, Unit unit)
{
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return quantity(*number, unit);
    if (const auto* number = std::get_if<double>(&value))
        return QString::number(*number, 'g', 12);
    if (const auto* flag = std::get_if<bool>(&value))
        return *flag ? tr("true") : tr("false");
    const QString text = shown(std::get<std::string>(value));
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (isNumber && unit != Unit::None)
        return quantity(number, unit);
    if (text.isEmpty())
        return tr("empty");
    return text.size() <= kLongestValue ? text : QString(text.first(kLongestValue - 1) + u'…');
}

QString listText(const QStringList& values)
{
    if (values.size() < 2)
        return values.value(0);
    return tr("%1 or %2").arg(values.first(values.size() - 1).join(u", "_s), values.last());
}

/// `isInside`: a group in a group stands in brackets.
QString nodeText(const logpush::FilterNode& node, bool isInside)
{
    if (const auto* condition = std::get_if<logpush::Condition>(&node.node))
        return conditionText(*condition);
    const auto* all = std::get_if<logpush::AllOf>(&node.node);
    const auto& nodes = all ? all->nodes : std::get<logpush::AnyOf>(node.node).nodes;
    if (nodes.empty())
        return tr("anything holds");
    if (nodes.size() == 1)
        return nodeText(nodes.front(), isInside);
    QStringList parts;
    for (const logpush::FilterNode& each : nodes)
        parts.append(nodeText(each, true));
    const QString text = parts.join(all ? tr(" and ") : tr(" or "));
    return isInside ? tr("(%1)").arg(text) : text;
}

/// All conditions, from left to right.
void collect(const logpush::FilterNode& node, std::vector<const logpush::Condition*>& into)
{
    if (const auto* condition = std::get_if<logpush::Condition>(&node.node))
        return into.push_back(condition);
    const auto* all = std::get_if<logpush::AllOf>(&node.node);
    for (const logpush::FilterNode& each : all ? all->nodes : std::get<logpush::AnyOf>(node.node).nodes)
        collect(each, into);
}

} // namespace

QString operatorText(Operator op)
{
    return tr(kOperators.at(static_cast<std::size_t>(op)));
}

QString fieldText(const std::string& key)
{
    return capital(noun(key));
}

QString conditionText(const logpush::Condition& condition)
{
    const FieldWords* words = wordsOf(condition.key);
    QStringList values;
    for (const logpush::FilterValue& value : condition.values)
        values.append(valueText(value, words ? words->unit : Unit::None));
    return tr("%1 %2 %3").arg(noun(condition.key), operatorText(condition.op), values.isEmpty() ? tr("nothing") : listText(values));
}

QString filterSentence(const logpush::Filter& filter)
{
    if (filter.keepsAll())
        return tr("Keeps every event.");
    return tr("Keeps events whose %1. Everything else is dropped and cannot be recovered.").arg(nodeText(filter.root, false));
}

QString filterPhrase(const logpush::Filter& filter)
{
    std::vector<const logpush::Condition*> conditions;
    collect(filter.root, conditions);
    if (filter.keepsAll() || conditions.empty())
        return tr("Everything");
    QString first = capital(conditionText(*conditions.front()));
    const int more = static_cast<int>(conditions.size()) - 1;
    if (more == 0)
        return first;
    return std::holds_alternative<logpush::AnyOf>(filter.root.node)
        ? QCoreApplication::translate("FilterText", "%1, or %n other(s)", nullptr, more).arg(first)
        : QCoreApplication::translate("FilterText", "%1, and %n more", nullptr, more).arg(first);
}

} // namespace tracedeck::ui
