#include "text/time_input.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

namespace tracedeck::ui {

namespace {

constexpr std::int64_t kDay = 86'400'000;

/// One end of a range as typed: a moment, or a day without a time.
struct End {
    QDate day;                          ///< invalid: not said
    QTime time;                         ///< invalid: not said
    std::optional<std::int64_t> moment; ///< said relative to now
};

struct Context {
    std::int64_t nowMs;
    Qt::TimeSpec zone;

    [[nodiscard]] QDate today() const { return QDateTime::fromMSecsSinceEpoch(nowMs, zone).date(); }
    [[nodiscard]] std::int64_t at(QDate day, QTime time) const { return QDateTime(day, time, zone).toMSecsSinceEpoch(); }
};

std::int64_t unitMs(QStringView unit)
{
    static const std::initializer_list<std::pair<const char16_t*, std::int64_t>> units {
        {u"s", 1000},        {u"sec", 1000},       {u"second", 1000}, {u"seconds", 1000},   {u"m", 60'000},        {u"min", 60'000},
        {u"minute", 60'000}, {u"minutes", 60'000}, {u"h", 3'600'000}, {u"hour", 3'600'000}, {u"hours", 3'600'000}, {u"d", kDay},
        {u"day", kDay},      {u"days", kDay},      {u"w", 7 * kDay},  {u"week", 7 * kDay},  {u"weeks", 7 * kDay},
    };
    for (const auto& [name, ms] : units) {
        if (unit == QStringView(name))
            return ms;
    }
    return 0;
}

std::optional<std::int64_t> durationBefore(QStringView text)
{
    static const QRegularExpression form(QStringLiteral("^(?:last\\s+|[-\u2212]\\s*)?(\\d{1,6})\\s*([a-z]+)$"));
    const auto match = form.match(text.toString());
    const std::int64_t unit = match.hasMatch() ? unitMs(match.capturedView(2)) : 0;
    if (unit == 0)
        return std::nullopt;
    return match.capturedView(1).toLongLong() * unit;
}

int monthNamed(QStringView name)
{
    if (name.size() < 3)
        return 0;
    for (const QLocale& locale : {QLocale(), QLocale::c()}) {
        for (int month = 1; month <= 12; ++month) {
            if (locale.monthName(month, QLocale::LongFormat).startsWith(name, Qt::CaseInsensitive)
                || locale.monthName(month, QLocale::ShortFormat).compare(name, Qt::CaseInsensitive) == 0)
                return month;
        }
    }
    return 0;
}

/// Day and month without a year: the latest such day that is not after today.
QDate latestDay(int month, int day, QDate today)
{
    const QDate thisYear(today.year(), month, day);
    for (int year = today.year(); !(thisYear.isValid() && thisYear <= today) && year > today.year() - 9; --year) {
        const QDate candidate(year, month, day);
        if (candidate.isValid() && candidate <= today)
            return candidate;
    }
    return thisYear;
}

QDate namedDay(QStringView text, QDate today)
{
    static const QRegularExpression dayFirst(QStringLiteral("^(\\d{1,2})\\.?\\s*([^\\W\\d]+)\\.?,?(?:\\s+(\\d{4}))?$"),
                                             QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression monthFirst(QStringLiteral("^([^\\W\\d]+)\\.?\\s*(\\d{1,2}),?(?:\\s+(\\d{4}))?$"),
                                               QRegularExpression::UseUnicodePropertiesOption);
    const auto first = dayFirst.match(text.toString()), second = monthFirst.match(text.toString());
    const auto& match = first.hasMatch() ? first : second;
    const int month = match.hasMatch() ? monthNamed(match.capturedView(first.hasMatch() ? 2 : 1)) : 0;
    if (month == 0)
        return {};
    const int day = match.capturedView(first.hasMatch() ? 1 : 2).toInt();
    return match.capturedView(3).isEmpty() ? latestDay(month, day, today) : QDate(match.capturedView(3).toInt(), month, day);
}

QDate parseDay(QStringView text, QDate today)
{
    if (text == u"today")
        return today;
    if (text == u"yesterday")
        return today.addDays(-1);
    const QDate iso = QDate::fromString(text.toString(), Qt::ISODate);
    return iso.isValid() ? iso : namedDay(text, today);
}

std::optional<End> parseEnd(QStringView text, const Context& context)
{
    End end;
    if (text == u"now") {
        end.moment = context.nowMs;
        return end;
    }
    if (const auto before = durationBefore(text)) {
        end.moment = context.nowMs - *before;
        return end;
    }
    static const QRegularExpression clock(QStringLiteral("(?:^|[\\st])(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,3}))?)?\\s*z?$"));
    const auto match = clock.match(text.toString());
    if (match.hasMatch()) {
        const int ms = match.capturedView(4).toString().leftJustified(3, u'0').toInt();
        end.time = QTime(match.capturedView(1).toInt(), match.capturedView(2).toInt(), match.capturedView(3).toInt(), ms);
        if (!end.time.isValid())
            return std::nullopt;
        text = text.left(match.capturedStart()).trimmed();
        if (text.isEmpty())
            return end;
    }
    end.day = parseDay(text, context.today());
    return end.day.isValid() ? std::optional(end) : std::nullopt;
}

QStringList ends(const QString& text)
{
    static const QRegularExpression between(
        QStringLiteral("\\s*[\u2013\u2014]\\s*|\\s+-\\s+|\\s+to\\s+|\\s*\\.\\.\\.?\\s*|(?<=:\\d\\d)-(?=\\d)"));
    return text.split(between);
}

std::int64_t startOf(const End& end, const Context& context)
{
    if (end.moment)
        return *end.moment;
    return context.at(end.day.isValid() ? end.day : context.today(), end.time.isValid() ? end.time : QTime(0, 0));
}

/// The second end: a time alone belongs to the first end's day, or the next where it would lie before; a day alone is whole.
std::int64_t endOf(const End& end, std::int64_t from, const Context& context)
{
    if (end.moment)
        return *end.moment;
    if (!end.time.isValid())
        return context.at(end.day.addDays(1), QTime(0, 0));
    if (end.day.isValid())
        return context.at(end.day, end.time);
    const QDate day = QDateTime::fromMSecsSinceEpoch(from, context.zone).date();
    const std::int64_t sameDay = context.at(day, end.time);
    return sameDay > from ? sameDay : context.at(day.addDays(1), end.time);
}

std::optional<TimeRange> nonEmpty(std::int64_t from, std::int64_t to)
{
    return from < to ? std::optional(TimeRange {from, to}) : std::nullopt;
}

} // namespace

std::optional<TimeRange> parseTimeRange(QStringView typed, std::int64_t nowMs, bool utc)
{
    const Context context {nowMs, utc ? Qt::UTC : Qt::LocalTime};
    const QString text = typed.toString().simplified().toLower();
    if (text == u"all")
        return TimeRange {};
    const QStringList sides = ends(text);
    if (text.isEmpty() || sides.size() > 2)
        return std::nullopt;
    const auto first = parseEnd(sides[0], context);
    if (!first)
        return std::nullopt;
    const std::int64_t from = startOf(*first, context);
    if (sides.size() == 1)
        return nonEmpty(from, first->day.isValid() && !first->time.isValid() ? endOf(*first, from, context) : nowMs);
    const auto second = parseEnd(sides[1], context);
    return second ? nonEmpty(from, endOf(*second, from, context)) : std::nullopt;
}

QString typedTimeRange(TimeRange range, bool utc)
{
    if (range.isAll())
        return QStringLiteral("all");
    const auto written = [utc](std::int64_t ms) {
        const QDateTime at = QDateTime::fromMSecsSinceEpoch(ms, utc ? Qt::UTC : Qt::LocalTime);
        return at.toString(ms % 60'000 == 0 ? u"yyyy-MM-dd HH:mm" : ms % 1000 == 0 ? u"yyyy-MM-dd HH:mm:ss" : u"yyyy-MM-dd HH:mm:ss.zzz");
    };
    return written(range.from) % u" \u2013 " % written(range.to);
}

} // namespace tracedeck::ui
