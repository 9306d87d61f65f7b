#include "net/http_date.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <cmath>

namespace tracedeck::net {

namespace {

// Behind the day of the week, which says nothing.
constexpr auto kForms = std::to_array<QStringView>({
    u"dd MMM yyyy HH:mm:ss 'GMT'", // of today
    u"dd-MMM-yy HH:mm:ss 'GMT'",   // RFC 850
    u"MMM d HH:mm:ss yyyy",        // asctime
});
constexpr double kLongest = 366.0 * 86'400'000; // what asks for more asks for never

std::optional<double> number(const QByteArray& text)
{
    bool isNumber = false;
    const double value = text.trimmed().toDouble(&isNumber);
    return isNumber && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::chrono::milliseconds wait(double ms)
{
    return std::chrono::milliseconds(std::llround(std::clamp(ms, 0.0, kLongest)));
}

} // namespace

std::optional<std::int64_t> parseHttpDate(const QByteArray& text)
{
    const QString whole = QString::fromLatin1(text).simplified();
    const QString simple = whole.mid(whole.indexOf(u' ') + 1);
    for (const QStringView form : kForms) {
        QDateTime time = QLocale::c().toDateTime(simple, form.toString());
        if (!time.isValid())
            continue;
        if (form.contains(u"-yy ") && time.date().year() < 1970) // Qt reads two digits as 19xx
            time = time.addYears(100);
        return QDateTime(time.date(), time.time(), Qt::UTC).toMSecsSinceEpoch();
    }
    return std::nullopt;
}

std::optional<std::chrono::milliseconds> retryAfter(const Response& response, std::int64_t nowMs)
{
    if (const auto ms = number(response.header("retry-after-ms")))
        return wait(*ms);
    const QByteArray text = response.header("Retry-After");
    if (const auto seconds = number(text))
        return wait(*seconds * 1000);
    if (const auto date = parseHttpDate(text))
        return wait(static_cast<double>(*date - nowMs));
    return std::nullopt;
}

} // namespace tracedeck::net
