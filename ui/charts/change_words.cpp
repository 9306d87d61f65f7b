#include "charts/change_words.h"

#include "base/visible_text.h"
#include "text/change_text.h"
#include "text/format.h"

#include <QCoreApplication>

#include <array>

namespace tracedeck::ui {

using workspace::Change;
using workspace::ChangeKind;

namespace {

constexpr qsizetype kLongestName = 80;

QString tr(const char* text)
{
    return QCoreApplication::translate("Changes", text);
}

QString clipped(const QString& name)
{
    const QString visible = visibleText(name.left(kLongestName));
    return name.size() > kLongestName ? QString(visible % u'\u2026') : visible;
}

QString jobName(const Change& change)
{
    return change.subject.isEmpty() ? QString::number(change.jobId) : clipped(change.subject);
}

QString workerName(const Change& change)
{
    const QString name = clipped(change.subject);
    return change.dispatchNamespace.isEmpty() ? name : tr("%1 in %2").arg(name, clipped(change.dispatchNamespace));
}

} // namespace

QString changeTitle(const Change& change)
{
    switch (change.kind) {
    case ChangeKind::JobMade: return (change.isOurs ? tr("Job %1 created") : tr("Job %1 appeared")).arg(jobName(change));
    case ChangeKind::JobEdited: return tr("Job %1 edited").arg(jobName(change));
    case ChangeKind::JobSwitched: return (change.isOn ? tr("Job %1 switched on") : tr("Job %1 switched off")).arg(jobName(change));
    case ChangeKind::JobDeleted: return tr("Job %1 deleted").arg(jobName(change));
    case ChangeKind::FlagSwitched:
        return (change.isOn ? tr("Logs of %1 switched on") : tr("Logs of %1 switched off")).arg(workerName(change));
    case ChangeKind::NewVersion: return tr("Version %1 of %2").arg(clipped(shortId(change.version)), workerName(change));
    case ChangeKind::Gap: return tr("%1 of logs missing").arg(durationText(change.when.lengthMs()));
    }
    return {};
}

QString changeDetail(const Change& change)
{
    if (change.kind == ChangeKind::NewVersion)
        return tr("Its first event; all of the id: %1").arg(clipped(change.version));
    return change.edits.empty() || change.kind == ChangeKind::JobSwitched ? QString() : changesText(change.edits);
}

QString changeTime(const Change& change, bool utc)
{
    const std::int64_t from = change.when.from;
    if (change.when.lengthMs() <= 0)
        return dateText(from, utc) % u' ' % timeText(from, utc).left(8);
    const QString range = rangeText(change.when, utc);
    return dateText(from, utc) == dateText(change.when.to, utc) ? QString(dateText(from, utc) % u' ' % range) : range;
}

QString changeOrigin(const Change& change)
{
    if (change.isOurs)
        return tr("made here");
    return change.isOfJob() || change.kind == ChangeKind::FlagSwitched ? tr("seen then, made before") : QString();
}

QString changeLine(const Change& change, bool utc)
{
    QString line = changeTime(change, utc) % u" \u00B7 " % changeTitle(change);
    if (change.kind != ChangeKind::NewVersion) {
        if (const QString detail = changeDetail(change); !detail.isEmpty())
            line += u" \u00B7 " % detail;
    }
    if (const QString origin = changeOrigin(change); !origin.isEmpty())
        line += u" \u00B7 " % origin;
    return line;
}

QString changeCounts(const std::vector<std::size_t>& counts)
{
    struct Words {
        QString one, many;
    };
    const std::array<Words, workspace::kChangeKinds> words {{{tr("1 new job"), tr("%1 new jobs")},
                                                             {tr("1 job edit"), tr("%1 job edits")},
                                                             {tr("1 job switch"), tr("%1 job switches")},
                                                             {tr("1 job deleted"), tr("%1 jobs deleted")},
                                                             {tr("1 Worker switch"), tr("%1 Worker switches")},
                                                             {tr("1 new version"), tr("%1 new versions")},
                                                             {tr("1 gap"), tr("%1 gaps")}}};
    QStringList parts;
    for (std::size_t kind = 0; kind < words.size() && kind < counts.size(); ++kind) {
        if (counts[kind] > 0)
            parts << (counts[kind] == 1 ? words[kind].one : words[kind].many.arg(countText(counts[kind])));
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace tracedeck::ui
