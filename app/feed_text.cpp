#include "feed_text.h"

#include "text/error_text.h"
#include "text/format.h"
#include "widgets/source_words.h"

#include <QCoreApplication>

namespace tracedeck {

namespace {

constexpr std::int64_t kMinuteMs = 60'000;

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("FeedText", text, nullptr, n);
}

int asInt(std::uint64_t count)
{
    return static_cast<int>(std::min<std::uint64_t>(count, std::numeric_limits<int>::max()));
}

} // namespace

QString behindText(std::int64_t ms)
{
    const QString time = ms < kMinuteMs ? tr("%1 s").arg(ms / 1000) : ui::durationText(ms - ms % 1000);
    return tr("%1 behind").arg(time);
}

QString progressText(const sync::SyncProgress& progress)
{
    const sync::ImportProgress& read = progress.read;
    const QString total = progress.isListed ? ui::countText(read.filesTotal) : tr("%1 or more").arg(ui::countText(read.filesTotal));
    return tr("%1 of %2 files \u00B7 %3 of %4 \u00B7 %5 events ready to browse")
        .arg(ui::countText(read.filesDone), total, ui::bytesText(read.bytesDone), ui::bytesText(read.bytesTotal),
             ui::countText(read.events));
}

ui::LiveState liveState(const sync::Follow::State& state, bool isOn, std::int64_t nowMs)
{
    ui::LiveState live {true, isOn, isOn && state.trouble.has_value(), {}};
    const auto behind = state.behindMs(nowMs);
    if (live.isTroubled)
        live.remark = behind ? tr("offline, %1").arg(behindText(*behind)) : tr("offline");
    else if (!isOn)
        live.remark = tr("off");
    else
        live.remark = behind ? behindText(*behind) : tr("no files yet");
    return live;
}

std::optional<Finding> findingOf(const sync::SyncReport& report)
{
    if (report.failedTotal > 0)
        return Finding {ui::BadgeKind::Danger,
                        tr("%n file(s) could not be had; the next look tries again. %1", asInt(report.failedTotal))
                            .arg(report.failed.empty() ? QString() : ui::errorText(report.failed.front().error)),
                        true};
    if (report.setAsideTotal > 0)
        return Finding {ui::BadgeKind::Warn,
                        tr("%n damaged file(s) set aside; what they give was read. %1", asInt(report.setAsideTotal))
                            .arg(report.setAside.empty() ? QString() : ui::errorText(report.setAside.front().error)),
                        true};
    if (report.overlapping > 0)
        return Finding {
            ui::BadgeKind::Info,
            tr("%n file(s) were read before from another source: the two overlap. Their events are there once.", asInt(report.overlapping)),
            false};
    if (report.rejected > 0)
        return Finding {ui::BadgeKind::Warn, tr("%1 lines were no events and were left out.").arg(ui::countText(report.rejected)), false};
    return std::nullopt;
}

Finding damageFinding(std::uint64_t count)
{
    return {ui::BadgeKind::Warn, tr("%n damaged file(s) came; what they give was read.", asInt(count)), true};
}

std::optional<Finding> overlapFinding(const std::vector<const settings::LogSource*>& others)
{
    if (others.empty())
        return std::nullopt;
    QStringList names;
    for (const settings::LogSource* other : others)
        names << ui::sourceName(*other);
    return Finding {ui::BadgeKind::Info,
                    tr("This source and %1 overlap: they read some of the same files. Each is shown alone; do not add their numbers up.")
                        .arg(names.join(tr(", "))),
                    false};
}

} // namespace tracedeck
