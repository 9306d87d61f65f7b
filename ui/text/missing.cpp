#include "text/missing.h"

#include "text/format.h"

namespace tracedeck::ui {

namespace {

constexpr qsizetype kMillis = 4; ///< ".456"

} // namespace

QString orMissing(std::string_view utf8)
{
    return utf8.empty() ? kMissing.toString() : shown(utf8);
}

QString durationOrMissing(std::optional<std::int64_t> ms)
{
    return ms ? durationText(*ms) : kMissing.toString();
}

QString momentOrMissing(std::optional<std::int64_t> ms, bool utc)
{
    return ms ? QString(dateText(*ms, utc) % u' ' % timeText(*ms, utc).chopped(kMillis)) : kMissing.toString();
}

QString perThousandOrMissing(std::optional<double> fraction)
{
    return fraction ? perThousandText(*fraction) : kMissing.toString();
}

} // namespace tracedeck::ui
