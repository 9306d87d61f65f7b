#pragma once

#include "workers/wrangler_edit.h"

#include <QString>

#include <algorithm>

namespace tracedeck::test {

/// The lines that differ between two texts which differ in one place.
struct LineChange {
    QList<QByteArray> before, after;
};

inline LineChange lineChange(const QByteArray& before, const QByteArray& after)
{
    const QList<QByteArray> old = before.split('\n'), fresh = after.split('\n');
    const qsizetype least = std::min(old.size(), fresh.size());
    qsizetype first = 0, last = 0;
    while (first < least && old.at(first) == fresh.at(first))
        ++first;
    while (last < least - first && old.at(old.size() - 1 - last) == fresh.at(fresh.size() - 1 - last))
        ++last;
    return {old.sliced(first, old.size() - first - last), fresh.sliced(first, fresh.size() - first - last)};
}

/// "" where nothing but one line was changed or added; of JSON also a comma on the line before, of TOML the header of the section.
inline QString moreThanOneLine(const QByteArray& before, const QByteArray& after, workers::WranglerFormat format)
{
    constexpr QByteArrayView mark("\xef\xbb\xbf"); // stands before the first line, whichever that is
    if (before.startsWith(mark) && after.startsWith(mark))
        return moreThanOneLine(before.mid(mark.size()), after.mid(mark.size()), format);
    const auto [old, fresh] = lineChange(before, after);
    const bool isOne = old.size() <= 1 && fresh.size() <= 1;
    const bool isEnded = old.size() == 1 && fresh.size() == 2 && fresh.front() == old.front() + '\r'; // its last line had no end
    const bool hasHeader = format == workers::WranglerFormat::Toml && old.isEmpty() && fresh.size() == 2 && fresh.front().contains('[');
    QByteArray withoutComma = fresh.value(0);
    if (const qsizetype comma = withoutComma.lastIndexOf(','); comma >= 0 && !old.isEmpty()) {
        for (qsizetype at = withoutComma.indexOf(','); at >= 0; at = withoutComma.indexOf(',', at + 1)) {
            if (QByteArray(withoutComma).remove(at, 1) == old.front()) {
                withoutComma.remove(at, 1);
                break;
            }
        }
    }
    // The comma may stand before a comment that goes over lines.
    const bool hasComma = format == workers::WranglerFormat::Json && !old.isEmpty() && fresh.size() == old.size() + 1
        && withoutComma == old.front() && fresh.sliced(1, old.size() - 1) == old.sliced(1);
    if (isOne || isEnded || hasHeader || hasComma)
        return {};
    return QString::fromUtf8("-" + old.join("\n-") + "\n+" + fresh.join("\n+"));
}

/// "" where the flag of that section can be switched on and off, each time changing no more than it may, and only once.
inline QString faultOf(const QByteArray& bytes, workers::WranglerFormat format, const QString& environment)
{
    QByteArray now = bytes;
    for (const bool value : {true, false}) {
        const std::vector<workers::FlagEdit> edit {{environment, value}};
        const auto after = workers::setLogpush(now, format, edit);
        if (!after)
            return u"not edited: " % after.error().detail;
        if (const QString more = moreThanOneLine(now, *after, format); !more.isEmpty())
            return more;
        const auto config = workers::readWrangler(*after, format);
        if (!config || config->section(environment)->logpush.value != value)
            return QStringLiteral("the flag is not what was asked for");
        if (workers::setLogpush(*after, format, edit) != *after)
            return QStringLiteral("a second run changes something");
        now = *after;
    }
    return {};
}

} // namespace tracedeck::test
