#include "sandbox/open_facts.h"

#include <algorithm>
#include <array>
#include <variant>

namespace tracedeck::sandbox {

namespace {

/// One setting: its name, where it lies, and what it takes (numbers only).
struct FactRow {
    std::string_view name;
    std::variant<std::int64_t OpenFacts::*, bool OpenFacts::*, QString OpenFacts::*> place;
    std::int64_t least = 0, most = 0;
};

const auto kFacts = std::to_array<FactRow>({
    {"maxJobs", &OpenFacts::maxJobs, 0, 1000},
    {"filterBytes", &OpenFacts::filterBytes, 1, 1'000'000},
    {"filterOperators", &OpenFacts::filterOperators, 1, 10'000},
    {"deletedJobTellsId", &OpenFacts::deletedJobTellsId},
    {"nameMayChange", &OpenFacts::nameMayChange},
    {"accountTokensUseLogpush", &OpenFacts::accountTokensUseLogpush},
    {"missingFlagClears", &OpenFacts::missingFlagClears},
    {"dispatchListTellsFlag", &OpenFacts::dispatchListTellsFlag},
    {"azureNeedsOwnership", &OpenFacts::azureNeedsOwnership},
    {"sumoNeedsOwnership", &OpenFacts::sumoNeedsOwnership},
    {"rateLimitOldHeaders", &OpenFacts::rateLimitOldHeaders},
    {"noRouteStatus", &OpenFacts::noRouteStatus, 400, 499},
    {"probeText", &OpenFacts::probeText},
    {"probeName", &OpenFacts::probeName},
    {"retryAttempts", &OpenFacts::retryAttempts, 1, 100},
    {"retrySpanSeconds", &OpenFacts::retrySpanSeconds, 0, 86'400},
    {"autoDisableHours", &OpenFacts::autoDisableHours, 1, 8'760},
    {"transitionSeconds", &OpenFacts::transitionSeconds, 0, 86'400},
    {"consoleArgumentsReversed", &OpenFacts::consoleArgumentsReversed},
    {"objectsSayGzip", &OpenFacts::objectsSayGzip},
});

QString nameOf(const FactRow& row)
{
    return QString::fromUtf8(row.name.data(), static_cast<qsizetype>(row.name.size()));
}

tl::unexpected<Error> wrong(const FactRow& row, const QString& reason)
{
    return fail(ErrorCode::BadValue, reason, nameOf(row));
}

Result<void> setNumber(std::int64_t& place, const FactRow& row, const QString& value)
{
    bool isNumber = false;
    const qlonglong number = value.toLongLong(&isNumber);
    if (!isNumber || number < row.least || number > row.most)
        return wrong(row, QStringLiteral("must be %1 to %2").arg(row.least).arg(row.most));
    place = number;
    return {};
}

Result<void> setFlag(bool& place, const FactRow& row, const QString& value)
{
    if (value != u"true" && value != u"false")
        return wrong(row, QStringLiteral("must be true or false"));
    place = value == u"true";
    return {};
}

Result<void> set(OpenFacts& facts, const FactRow& row, const QString& value)
{
    if (const auto* number = std::get_if<0>(&row.place))
        return setNumber(facts.**number, row, value);
    if (const auto* flag = std::get_if<1>(&row.place))
        return setFlag(facts.**flag, row, value);
    facts.*std::get<2>(row.place) = value;
    return {};
}

QJsonValue json(const OpenFacts& facts, const FactRow& row)
{
    if (const auto* number = std::get_if<0>(&row.place))
        return static_cast<qint64>(facts.**number);
    if (const auto* flag = std::get_if<1>(&row.place))
        return facts.**flag;
    return facts.*std::get<2>(row.place);
}

QString textOf(const QJsonValue& value)
{
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    return value.isDouble() ? QString::number(value.toInteger()) : value.toString();
}

} // namespace

QStringList openFactNames()
{
    QStringList names;
    for (const FactRow& row : kFacts)
        names << nameOf(row);
    return names;
}

Result<void> setOpenFact(OpenFacts& facts, const QString& name, const QString& value)
{
    const auto* row = std::ranges::find_if(kFacts, [&name](const FactRow& each) { return nameOf(each) == name; });
    if (row == kFacts.end())
        return fail(ErrorCode::BadValue, QStringLiteral("no such setting of the Sandbox"), name);
    return set(facts, *row, value);
}

QJsonObject openFactsJson(const OpenFacts& facts)
{
    QJsonObject object;
    for (const FactRow& row : kFacts)
        object.insert(nameOf(row), json(facts, row));
    return object;
}

Result<OpenFacts> openFactsFrom(const QJsonObject& object)
{
    OpenFacts facts;
    for (auto each = object.begin(); each != object.end(); ++each) {
        if (const auto done = setOpenFact(facts, each.key(), textOf(each.value())); !done)
            return fail(done.error());
    }
    return facts;
}

} // namespace tracedeck::sandbox
