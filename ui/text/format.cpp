#include "text/format.h"

#include "base/visible_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <array>
#include <cmath>

namespace tracedeck::ui {

namespace {

constexpr std::int64_t kSecond = 1000, kMinute = 60 * kSecond, kHour = 60 * kMinute, kDay = 24 * kHour;

QString tr(const char* text)
{
    return QCoreApplication::translate("Format", text);
}

/// The C locale of bare machines does not group digits; numbers stay readable there too.
QLocale locale()
{
    const QLocale own;
    return own.language() == QLocale::C ? QLocale(QLocale::English, QLocale::UnitedStates) : own;
}

/// Three significant digits: 1.28, 38.4, 128.
QString threeDigits(double value)
{
    const int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return locale().toString(value, 'f', decimals);
}

QDateTime moment(std::int64_t ms, bool utc)
{
    return QDateTime::fromMSecsSinceEpoch(ms, utc ? Qt::UTC : Qt::LocalTime);
}

struct Unit {
    double factor;
    const char* name;
};

/// The largest unit whose figure does not round up to the next one; nullptr where even the smallest is too large.
const Unit* unitFor(double value, const std::array<Unit, 4>& units)
{
    for (const Unit& unit : units) {
        if (value >= unit.factor * 0.9995)
            return &unit;
    }
    return nullptr;
}

QString pair(std::int64_t large, const char* largeUnit, std::int64_t small, const char* smallUnit)
{
    if (small == 0)
        return QString::number(large) % u' ' % tr(largeUnit);
    return QStringLiteral("%1 %2 %3 %4")
        .arg(QString::number(large), tr(largeUnit), QString::number(small).rightJustified(2, u'0'), tr(smallUnit));
}

} // namespace

QString Figure::text() const
{
    return unit.isEmpty() ? value : QString(value % u' ' % unit);
}

QString countText(std::uint64_t count)
{
    return locale().toString(static_cast<qulonglong>(count));
}

Figure compactCount(std::uint64_t count)
{
    static constexpr std::array<Unit, 4> units {{{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}}};
    const double value = static_cast<double>(count);
    const Unit* unit = count < 10'000 ? nullptr : unitFor(value, units);
    if (!unit)
        return {countText(count), {}};
    return {threeDigits(value / unit->factor), tr(unit->name)};
}

QString axisCount(double count)
{
    static constexpr std::array<Unit, 4> units {{{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}}};
    const Unit* unit = unitFor(std::abs(count), units);
    return unit ? QString(locale().toString(count / unit->factor, 'g', 4) % tr(unit->name)) : locale().toString(count, 'g', 4);
}

Figure percentFigure(double fraction)
{
    const double percent = fraction * 100;
    if (!std::isfinite(percent))
        return {kMissing.toString(), {}};
    int decimals = 1;
    if (percent > 0 && percent < 0.995)
        decimals = qBound(2, 1 - static_cast<int>(std::floor(std::log10(percent))), 4);
    return {percent == 0 ? QStringLiteral("0") : locale().toString(percent, 'f', decimals), QStringLiteral("%")};
}

QString percentText(double fraction)
{
    return percentFigure(fraction).text();
}

QString perThousandText(double rate)
{
    return std::isfinite(rate) ? locale().toString(rate * 1000, 'f', 2) : kMissing.toString();
}

Figure durationFigure(std::int64_t ms)
{
    if (ms < 0)
        return {u'\u2212' % durationFigure(ms == INT64_MIN ? INT64_MAX : -ms).value,
                durationFigure(ms == INT64_MIN ? INT64_MAX : -ms).unit};
    if (ms < kSecond)
        return {QString::number(ms), tr("ms")};
    if (ms < kMinute - 5)
        return {locale().toString(static_cast<double>(ms) / 1000.0, 'f', 2), tr("s")};
    const std::int64_t seconds = ms / kSecond + (ms % kSecond >= 500 ? 1 : 0);
    if (seconds < 3600)
        return {pair(seconds / 60, "min", seconds % 60, "s"), {}};
    const std::int64_t minutes = seconds / 60;
    if (minutes < 1440)
        return {pair(minutes / 60, "h", minutes % 60, "min"), {}};
    return {pair(minutes / 1440, "d", minutes / 60 % 24, "h"), {}};
}

QString durationText(std::int64_t ms)
{
    return durationFigure(ms).text();
}

QString bytesText(std::uint64_t bytes)
{
    static constexpr std::array<Unit, 4> units {{{1e12, "TB"}, {1e9, "GB"}, {1e6, "MB"}, {1e3, "kB"}}};
    const double value = static_cast<double>(bytes);
    const Unit* unit = bytes < 1000 ? nullptr : unitFor(value, units);
    return unit ? Figure {threeDigits(value / unit->factor), tr(unit->name)}.text() : Figure {QString::number(bytes), tr("B")}.text();
}

QString timeText(std::int64_t ms, bool utc)
{
    return moment(ms, utc).toString(u"HH:mm:ss.zzz");
}

QString minuteText(std::int64_t ms, bool utc)
{
    return moment(ms, utc).toString(u"HH:mm");
}

QString dateText(std::int64_t ms, bool utc, bool withYear)
{
    return locale().toString(moment(ms, utc).date(), withYear ? u"d MMM yyyy" : u"d MMM");
}

QString dateTimeText(std::int64_t ms, bool utc)
{
    return dateText(ms, utc, true) % u' ' % timeText(ms, utc);
}

QString axisTime(std::int64_t ms, std::int64_t stepMs, bool utc)
{
    const QDateTime at = moment(ms, utc);
    if (stepMs >= kDay || (stepMs >= kMinute && at.time() == QTime(0, 0)))
        return dateText(ms, utc);
    return at.toString(stepMs < kMinute ? u"HH:mm:ss" : u"HH:mm");
}

QString rangeText(TimeRange range, bool utc)
{
    if (range.isAll())
        return tr("All times");
    const bool seconds = range.from % kMinute != 0 || range.to % kMinute != 0;
    const bool millis = range.from % kSecond != 0 || range.to % kSecond != 0;
    const QDateTime from = moment(range.from, utc), to = moment(range.to, utc);
    const QStringView format = millis ? u"HH:mm:ss.zzz" : seconds ? u"HH:mm:ss" : u"HH:mm";
    if (from.date() == to.date())
        return from.toString(format) % u" \u2013 " % to.toString(format);
    const bool years = from.date().year() != to.date().year();
    return dateText(range.from, utc, years) % u' ' % from.toString(format) % u" \u2013 " % dateText(range.to, utc, years) % u' '
        % to.toString(format);
}

QString bucketWidthText(std::int64_t widthMs)
{
    static constexpr std::array<Unit, 4> units {
        {{double(kDay), "d"}, {double(kHour), "h"}, {double(kMinute), "min"}, {double(kSecond), "s"}}};
    const double width = static_cast<double>(widthMs);
    const Unit* unit = unitFor(width, units);
    return unit ? Figure {locale().toString(width / unit->factor, 'g', 4), tr(unit->name)}.text() : durationText(widthMs);
}

QString zoneName(bool utc)
{
    return utc ? QStringLiteral("UTC") : QDateTime::currentDateTime().timeZoneAbbreviation();
}

QString agoText(std::int64_t elapsedMs)
{
    const std::int64_t ms = qMax<std::int64_t>(0, elapsedMs);
    if (ms < kMinute)
        return tr("%1 s ago").arg(ms / kSecond);
    if (ms < kHour)
        return tr("%1 min ago").arg(ms / kMinute);
    if (ms < 2 * kDay)
        return tr("%1 h ago").arg(ms / kHour);
    return tr("%1 d ago").arg(locale().toString(static_cast<qlonglong>(ms / kDay)));
}

QString shortId(QStringView id)
{
    return visibleText(id.left(8));
}

QString shown(std::string_view utf8)
{
    return visibleText(QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size())));
}

} // namespace tracedeck::ui
