#include "sandbox/faults.h"

#include <algorithm>
#include <array>

namespace tracedeck::sandbox {

namespace {

/// Who asks for a fault: both servers, the API alone, the bucket alone, or the pipeline.
enum class Asked : std::uint8_t { Servers, Api, Bucket, Pipeline };

struct FaultRow {
    std::string_view name;
    Fault fault;
    Asked asked;
    bool isPicked = false; ///< `pick` may strike with it
};

constexpr auto kFaults = std::to_array<FaultRow>({
    {"403", Fault::Forbidden, Asked::Servers, true},
    {"10023", Fault::NotEntitled, Asked::Api},
    {"429", Fault::RateLimited, Asked::Servers, true},
    {"500", Fault::ServerError, Asked::Servers, true},
    {"503", Fault::Unavailable, Asked::Servers, true},
    {"slow", Fault::Slow, Asked::Servers, true},
    {"cut", Fault::Cut, Asked::Servers, true},
    {"reset", Fault::Reset, Asked::Servers, true},
    {"expired-token", Fault::ExpiredToken, Asked::Api},
    {"html", Fault::Html, Asked::Servers, true},
    {"skew", Fault::Skew, Asked::Bucket},
    {"gap", Fault::Gap, Asked::Pipeline},
    {"duplicate", Fault::Duplicate, Asked::Pipeline},
    {"late", Fault::Late, Asked::Pipeline},
    {"auto-disable", Fault::AutoDisable, Asked::Pipeline},
    {"destination-down", Fault::DestinationDown, Asked::Pipeline},
});

constexpr auto kPlaces = std::to_array<std::pair<std::string_view, FaultPlace>>({{"api:", FaultPlace::Api}, {"r2:", FaultPlace::Bucket}});

QString text(std::string_view latin)
{
    return QString::fromLatin1(latin.data(), static_cast<qsizetype>(latin.size()));
}

tl::unexpected<Error> wrong(const QString& given, const QString& reason)
{
    return fail(ErrorCode::BadValue, reason, given);
}

bool goesWith(Asked asked, FaultPlace place)
{
    return asked == Asked::Servers || (asked == Asked::Api) == (place == FaultPlace::Api);
}

const FaultRow& rowOf(Fault fault)
{
    return *std::ranges::find(kFaults, fault, &FaultRow::fault);
}

} // namespace

QStringList faultNames()
{
    QStringList names;
    for (const FaultRow& row : kFaults)
        names << text(row.name);
    return names;
}

Result<Faults::Set> Faults::parse(const QString& given)
{
    Set set;
    set.text = given.trimmed();
    QStringView rest = set.text;
    for (const auto& [prefix, place] : kPlaces) {
        if (rest.startsWith(text(prefix))) {
            set.place = place;
            rest = rest.sliced(static_cast<qsizetype>(prefix.size()));
        }
    }
    if (const auto at = rest.indexOf(u'@'); at >= 0) {
        bool isNumber = false;
        const double percent = rest.sliced(at + 1).toDouble(&isNumber);
        if (!isNumber || !(percent > 0 && percent <= 100))
            return wrong(given, QStringLiteral("behind @ comes a percentage, above 0 and up to 100"));
        set.share = percent / 100;
        rest = rest.first(at);
    }
    const auto* row = std::ranges::find_if(kFaults, [rest](const FaultRow& each) { return text(each.name) == rest; });
    if (row == kFaults.end())
        return wrong(given, QStringLiteral("no such fault"));
    if (set.place && (row->asked == Asked::Pipeline || !goesWith(row->asked, *set.place)))
        return wrong(given, QStringLiteral("this fault does not go with that place"));
    set.fault = row->fault;
    return set;
}

Result<void> Faults::set(const QStringList& texts)
{
    std::vector<Set> sets;
    for (const QString& each : texts) {
        auto set = parse(each);
        if (!set)
            return fail(std::move(set.error()));
        sets.push_back(std::move(*set));
    }
    m_sets = std::move(sets);
    return {};
}

QStringList Faults::texts() const
{
    QStringList texts;
    for (const Set& set : m_sets)
        texts << set.text;
    return texts;
}

bool Faults::draws(const Set& set)
{
    return set.share >= 1 || std::uniform_real_distribution<>(0, 1)(m_random) < set.share;
}

bool Faults::strikes(Fault fault, FaultPlace place)
{
    const bool hasPlace = rowOf(fault).asked != Asked::Pipeline;
    return std::ranges::any_of(
        m_sets, [&](const Set& set) { return set.fault == fault && (!hasPlace || !set.place || *set.place == place) && draws(set); });
}

std::optional<Fault> Faults::pick(FaultPlace place)
{
    for (const Set& set : m_sets) {
        if (rowOf(set.fault).isPicked && (!set.place || *set.place == place) && draws(set))
            return set.fault;
    }
    return std::nullopt;
}

} // namespace tracedeck::sandbox
