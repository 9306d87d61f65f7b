#include "times.h"

#include <QDateTime>

namespace tracedeck::ctl {

std::optional<std::int64_t> parseTime(const std::string& text)
{
    const QString given = QString::fromStdString(text);
    bool isNumber = false;
    const qlonglong ms = given.toLongLong(&isNumber);
    if (isNumber)
        return ms;
    const QDateTime time = QDateTime::fromString(given, Qt::ISODateWithMs);
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime) // without a zone it could mean anything
        return std::nullopt;
    return time.toMSecsSinceEpoch();
}

std::string timeText(std::int64_t ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs).toStdString();
}

} // namespace tracedeck::ctl
