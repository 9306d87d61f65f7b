#include "objects/list_plan.h"

#include "objects/object_name.h"

#include <algorithm>
#include <limits>

namespace tracedeck::objects {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QStringView kDate = u"{DATE}";
constexpr qsizetype kDayLength = 8;
constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kMostDays = 8;
constexpr std::int64_t kLastMoment = 253'402'300'799'000; // of the year 9999
constexpr std::int64_t kOpenBegin = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kOpenEnd = std::numeric_limits<std::int64_t>::max();

QString dayText(std::int64_t ms)
{
    return QString::fromStdString(dateText(std::clamp<std::int64_t>(ms, 0, kLastMoment)));
}

QString timeText(std::int64_t ms)
{
    return QString::fromStdString(compactTime(std::clamp<std::int64_t>(ms, 0, kLastMoment)));
}

bool isDay(QStringView text)
{
    return text.size() == kDayLength && parseCompactTime(text.toString().toStdString() + "T000000Z").has_value();
}

/// The earliest start of a window that may reach into `range`.
std::int64_t firstStart(TimeRange range)
{
    const auto from = widened(range).from;
    return from < kLongestWindowMs ? 0 : from - kLongestWindowMs;
}

/// Where the times in a key's name begin to be days of one folder: at its date folder, else at the file's name.
struct NamedTime {
    QString before; ///< the key up to there
    QString text;   ///< "20261121", or the start in the name
    TimeRange window;
    bool isFolder = false;
};

std::optional<NamedTime> namedTime(QStringView key)
{
    const auto name = parseObjectName(key.toString().toStdString());
    if (!name)
        return std::nullopt;
    const qsizetype file = key.lastIndexOf(u'/') + 1;
    const qsizetype day = file - 1 - kDayLength;
    if (!name->date.empty() && day >= 0)
        return NamedTime {key.left(day).toString(), key.mid(day, kDayLength).toString(), name->window, true};
    return NamedTime {key.left(file).toString(), key.mid(file).left(16).toString(), name->window, false};
}

} // namespace

TimeRange widened(TimeRange range)
{
    if (range.from > kOpenBegin + kListMarginMs)
        range.from -= kListMarginMs;
    if (range.to < kOpenEnd - kListMarginMs)
        range.to += kListMarginMs;
    return range;
}

std::optional<TimeRange> placeInTime(const ListedObject& object)
{
    if (const auto name = parseObjectName(object.key.toStdString()))
        return name->window;
    if (object.changedMs > 0)
        return TimeRange {object.changedMs, object.changedMs};
    return std::nullopt;
}

bool mayHold(const std::optional<TimeRange>& place, TimeRange range)
{
    const auto wide = widened(range);
    return !place || (place->to >= wide.from && place->from < wide.to);
}

DatedPrefix::DatedPrefix(QString text) : m_text(std::move(text)), m_dateAt(m_text.indexOf(kDate)) {}

QString DatedPrefix::onDay(QStringView yyyymmdd) const
{
    QString prefix = m_text;
    return hasDate() ? prefix.replace(kDate.toString(), yyyymmdd.toString()) : QString(m_text % yyyymmdd);
}

std::optional<QString> DatedPrefix::dayIn(QStringView key) const
{
    const QString before = beforeDate();
    if (!key.startsWith(before))
        return std::nullopt;
    const auto day = key.mid(before.size(), kDayLength);
    return isDay(day) ? std::optional(day.toString()) : std::nullopt;
}

bool DatedPrefix::covers(QStringView key) const
{
    if (!hasDate())
        return key.startsWith(m_text);
    const auto day = dayIn(key);
    return day && key.startsWith(onDay(*day));
}

ListWalk walkOfDay(const QString& prefixOnDay, QStringView yyyymmdd, TimeRange range)
{
    const auto start = firstStart(range);
    if (dayText(start) != yyyymmdd)
        return {prefixOnDay, {}};
    if (prefixOnDay.endsWith(u'/')) // behind it come the names
        return {prefixOnDay, prefixOnDay % timeText(start)};
    if (prefixOnDay.endsWith(QString(yyyymmdd % u'T'))) // it ends inside of them
        return {prefixOnDay, prefixOnDay.chopped(kDayLength + 1) % timeText(start)};
    return {prefixOnDay, {}};
}

std::optional<QString> streamOf(QStringView key)
{
    const auto name = parseObjectName(key.toString().toStdString());
    if (!name)
        return std::nullopt;
    const QString day = dayText(name->window.from);
    QStringList folders = key.toString().split(u'/');
    folders.removeLast();
    const bool hasDay = folders.contains(day);
    for (auto& folder : folders)
        folder = folder == day ? kDate.toString() : folder;
    const QString path = folders.isEmpty() ? QString() : QString(folders.join(u'/') % u'/');
    return hasDay ? path : QString(path % kDate % u'T');
}

std::optional<std::vector<QString>> daysOf(TimeRange range)
{
    const auto wide = widened(range);
    const auto first = firstStart(range);
    if (range.from == kOpenBegin || range.to == kOpenEnd || wide.to <= first || (wide.to - first) / kDayMs > kMostDays)
        return std::nullopt;
    std::vector<QString> days;
    for (auto day = (wide.to - 1) / kDayMs * kDayMs; day >= first / kDayMs * kDayMs; day -= kDayMs)
        days.push_back(dayText(day));
    return days;
}

bool dayMayHold(QStringView yyyymmdd, TimeRange range)
{
    return yyyymmdd >= dayText(firstStart(range)) && (range.to == kOpenEnd || yyyymmdd <= dayText(widened(range).to));
}

std::optional<QString> jumpFrom(QStringView key, TimeRange range)
{
    const auto at = namedTime(key);
    if (!at)
        return std::nullopt;
    const auto wide = widened(range);
    if (at->window.from >= wide.to)
        return at->before % u':'; // behind every name that begins with a digit
    const auto start = firstStart(range);
    const QString first = at->isFolder ? dayText(start) : timeText(start);
    if (at->text < first && at->window.to < wide.from)
        return at->before % first;
    return std::nullopt;
}

} // namespace tracedeck::objects
