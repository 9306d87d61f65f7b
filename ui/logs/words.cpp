#include "logs/words.h"

#include "base/visible_text.h"

#include <QDateTime>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

QString plain(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

std::string utf8(const QString& text)
{
    return text.toStdString();
}

QString shownLines(std::string_view utf8)
{
    return visibleText(plain(utf8), false);
}

QString durationWords(std::optional<std::int64_t> ms)
{
    return ms ? durationText(*ms) : kMissing.toString();
}

QString timeWords(std::int64_t ms, const TimeStyle& style)
{
    if (!style.withDate)
        return timeText(ms, style.utc);
    return QDateTime::fromMSecsSinceEpoch(ms, style.utc ? Qt::UTC : Qt::LocalTime).toString(u"MM-dd HH:mm:ss.zzz"_s);
}

} // namespace tracedeck::ui
