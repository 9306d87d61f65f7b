#include "deliveries/deliveries_text.h"

#include "objects/object_name.h"
#include "text/format.h"
#include "text/markdown.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>

namespace tracedeck::ui {

namespace {

constexpr std::int64_t kMinute = 60'000;

QString tr(const char* text)
{
    return QCoreApplication::translate("Deliveries", text);
}

constexpr std::array kStates {
    QT_TRANSLATE_NOOP("Deliveries", "before the first file that is known"),
    QT_TRANSLATE_NOOP("Deliveries", "arrived"),
    QT_TRANSLATE_NOOP("Deliveries", "late"),
    QT_TRANSLATE_NOOP("Deliveries", "missing"),
    QT_TRANSLATE_NOOP("Deliveries", "no file, none needed"),
    QT_TRANSLATE_NOOP("Deliveries", "expected now"),
    QT_TRANSLATE_NOOP("Deliveries", "not due yet"),
};

QString filesText(std::uint64_t files)
{
    return files == 1 ? tr("1 file") : tr("%1 files").arg(countText(files));
}

/// A probability without false precision: chances of 1e-12 are nobody's business.
QString chanceText(double chance)
{
    return chance < 0.0001 ? tr("less than 0.01 %") : percentText(chance);
}

} // namespace

QString stateText(CellState state)
{
    return tr(kStates[static_cast<std::size_t>(state)]);
}

QString cellText(const DeliveriesAnswer& answer, std::size_t cell)
{
    const objects::Cell& counted = answer.coverage.cells.cells[cell];
    auto head = tr("%1: %2").arg(rangeText(answer.coverage.cells.rangeOf(cell), true), stateText(answer.states[cell]));
    if (counted.files == 0)
        return head;
    return tr("%1, %2, %3").arg(head, filesText(counted.files), bytesText(counted.bytes));
}

QString verdictText(const Incident& incident)
{
    switch (incident.verdict) {
    case objects::GapVerdict::Certain: return tr("Certain loss");
    case objects::GapVerdict::Suspicious: return tr("Suspicious: probably missing");
    case objects::GapVerdict::Unclear: return tr("Unclear");
    case objects::GapVerdict::Quiet: break;
    }
    return incident.late.catchUps > 0 ? tr("Late, came together as a backlog") : tr("Late, but here");
}

QString reasonText(const Incident& incident)
{
    if (!incident.isMissing())
        return tr("%1 came up to %2 after the end of their windows; late is over 2 min.")
            .arg(filesText(incident.late.objects), durationText(incident.late.worstLagMs));
    const auto silence = tr("At this hour about %1 of these %2 windows have a file; that all are empty by chance has a probability of %3.")
                             .arg(QString::number(incident.odds.expected, 'f', 1),
                                  countText(static_cast<std::uint64_t>(incident.odds.steps)), chanceText(incident.odds.chance));
    if (incident.isOpen)
        return tr("%1 Nothing newer has arrived since.").arg(silence);
    if (!incident.counted)
        return silence;
    if (*incident.counted == 0)
        return tr("%1 Cloudflare counted no run in it of Workers that push their events; its counts are sampled.").arg(silence);
    return tr("Cloudflare counted about %1 runs inside of it, of Workers that push their events, and no file covers them. %2")
        .arg(countText(*incident.counted), silence);
}

QString resendText(const Incident& incident)
{
    return incident.isMissing() ? tr("No. Logpush does not backfill.") : tr("Not needed: the files are in the bucket.");
}

QString extentText(const Incident& incident)
{
    const auto length = durationText(incident.range.lengthMs());
    if (incident.isMissing())
        return incident.odds.steps == 1 ? tr("%1 · 1 window").arg(length)
                                        : tr("%1 · %2 windows").arg(length, countText(static_cast<std::uint64_t>(incident.odds.steps)));
    return tr("%1 · up to %2 late").arg(length, durationText(incident.late.worstLagMs));
}

QString momentText(TimeRange range, bool withDay)
{
    const auto text = rangeText(range, true), day = dateText(range.from, true);
    return withDay && !text.contains(day) ? QString(day % u' ' % text) : text;
}

QString lagText(std::int64_t ms)
{
    return ms >= kMinute ? durationText(ms) : tr("%1 s").arg(ms / 1000);
}

QString windowText(TimeRange window)
{
    const auto from = QString::fromStdString(objects::compactTime(window.from)),
               to = QString::fromStdString(objects::compactTime(window.to));
    constexpr int kDayPart = 9; // "20261121T"
    return from % u'_' % (from.left(kDayPart) == to.left(kDayPart) ? to.mid(kDayPart) : to);
}

QString reportText(const DeliveriesAnswer& answer, const QString& source)
{
    const objects::Coverage& coverage = answer.coverage;
    QStringList lines;
    lines << tr("# Deliveries of %1").arg(markdownText(source)) << QString()
          << tr("%1 to %2 UTC, from one listing of %3 names.")
                 .arg(dateTimeText(coverage.due.from, true), dateTimeText(coverage.due.to, true), countText(answer.listing->objects.size()))
          << QString()
          << tr("- Minutes covered: %1 of %2")
                 .arg(countText(static_cast<std::uint64_t>(coverage.coveredMinutes)),
                      countText(static_cast<std::uint64_t>(coverage.minutes)))
          << tr("- Missing: %1").arg(durationText(coverage.missingMs)) << tr("- Late: %1").arg(filesText(coverage.lateFiles));
    if (coverage.lag)
        lines << tr("- Lag p50 / p95: %1 / %2").arg(lagText(coverage.lag->p50), lagText(coverage.lag->p95));
    if (coverage.overlappingFiles > 0)
        lines << tr("- Covered twice: %1 by %2").arg(durationText(coverage.overlapMs), filesText(coverage.overlappingFiles));
    if (coverage.unnamedFiles > 0)
        lines << tr("- Names that tell no window: %1").arg(filesText(coverage.unnamedFiles));
    if (!answer.incidents.empty())
        lines << QString() << tr("| Window (UTC) | Verdict | Why |") << QStringLiteral("|---|---|---|");
    for (const Incident& incident : answer.incidents) {
        const auto window = tr("%1 to %2").arg(dateTimeText(incident.range.from, true), dateTimeText(incident.range.to, true));
        lines << tr("| %1 | %2 | %3 |").arg(window, markdownText(verdictText(incident)), markdownText(reasonText(incident)));
    }
    lines << QString()
          << tr("Found from file names; what ran in a gap is what Cloudflare counted. Logpush does not backfill: what is missing stays "
                "missing.")
          << QString();
    return lines.join(u'\n');
}

} // namespace tracedeck::ui
