#include "workers/worker_words.h"

#include "base/visible_text.h"
#include "text/error_text.h"
#include "text/format.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;
using workers::NextDeploy;
using workers::WorkerRow;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("WorkerWords", text);
}

/// "wrangler.toml says logpush = false in env.production".
QString saidText(const WorkerRow& row)
{
    const QString place = row.isInherited ? tr("%1, which inherits it from the top level") : u"%1"_s;
    const QString where = place.arg(sectionText(row.link->environment));
    return (*row.fileFlag ? tr("%1 says logpush = true for %2.") : tr("%1 says logpush = false for %2.")).arg(fileName(row), where);
}

QString deployedText(std::optional<bool> deployed)
{
    return !deployed ? tr("Whether Logpush is on could not be read.") : *deployed ? tr("Logpush is on.") : tr("Logpush is off.");
}

QString unknownText(const WorkerRow& row)
{
    if (row.fileError)
        return fileErrorText(*row.fileError);
    return tr("No wrangler file is linked, so what the next deploy does is not known.");
}

QString fileText(const WorkerRow& row)
{
    switch (row.next) {
    case NextDeploy::Unknown: return row.link && !row.fileError && row.fileFlag ? saidText(row) : unknownText(row);
    case NextDeploy::StaysOn:
    case NextDeploy::StaysOff: return row.fileFlag ? saidText(row) : tr("%1 does not set it.").arg(fileName(row));
    case NextDeploy::TurnsOn: return tr("%1 The next wrangler deploy switches it on.").arg(saidText(row));
    case NextDeploy::TurnsOff: return tr("%1 The next wrangler deploy switches it off.").arg(saidText(row));
    case NextDeploy::MayReset:
        return tr("%1 leaves logpush out for %2. wrangler then sends nothing, and what Cloudflare keeps is not documented: the next deploy "
                  "may reset it.")
            .arg(fileName(row), sectionText(row.link->environment));
    }
    return {};
}

/// What traffic adds to it.
QString trafficText(const WorkerRow& row)
{
    const bool isOff = row.worker.logpush == false;
    if (row.verdict == workers::WorkerVerdict::OnButQuiet && row.invocations)
        return tr("It ran %1 times in 24 h, and no event of it arrived.").arg(countText(*row.invocations));
    if (row.verdict == workers::WorkerVerdict::OnButQuiet)
        return tr("No event of it arrived in 24 h.");
    if (isOff && row.invocations && *row.invocations > 0)
        return tr("It ran %1 times in 24 h and pushed nothing.").arg(countText(*row.invocations));
    return {};
}

QString shortAgo(std::int64_t elapsedMs)
{
    constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour;
    const std::int64_t ms = std::max<std::int64_t>(0, elapsedMs);
    if (ms < kMinute)
        return tr("%1 s").arg(ms / 1000);
    if (ms < kHour)
        return tr("%1 min").arg(ms / kMinute);
    return ms < kDay ? tr("%1 h").arg(ms / kHour) : tr("%1 d").arg(ms / kDay);
}

} // namespace

WorkerMark nextDeployMark(NextDeploy next)
{
    switch (next) {
    case NextDeploy::StaysOn: return {BadgeKind::Ok, tr("Stays on"), {}};
    case NextDeploy::StaysOff: return {BadgeKind::Quiet, tr("Stays off"), {}};
    case NextDeploy::TurnsOn: return {BadgeKind::Info, tr("Turns on"), {}};
    case NextDeploy::TurnsOff: return {BadgeKind::Warn, tr("Turns off"), {}};
    case NextDeploy::MayReset: return {BadgeKind::Warn, tr("May reset"), {}};
    case NextDeploy::Unknown: break;
    }
    return {BadgeKind::Quiet, tr("Unknown"), {}};
}

WorkerMark nextDeployHead(NextDeploy next)
{
    switch (next) {
    case NextDeploy::TurnsOff: return {BadgeKind::Warn, tr("Next deploy turns it off"), u"warn"_s};
    case NextDeploy::MayReset: return {BadgeKind::Warn, tr("Next deploy may reset it"), u"warn"_s};
    case NextDeploy::TurnsOn: return {BadgeKind::Info, tr("Next deploy turns it on"), u"info"_s};
    default: return {};
    }
}

WorkerMark logpushMark(std::optional<bool> deployed)
{
    if (!deployed)
        return {BadgeKind::Quiet, tr("Logpush not known"), u"question"_s};
    return *deployed ? WorkerMark {BadgeKind::Ok, tr("Logpush on"), u"check"_s}
                     : WorkerMark {BadgeKind::Quiet, tr("Logpush off"), u"minus"_s};
}

QString flagText(std::optional<bool> flag)
{
    return !flag ? tr("missing") : *flag ? tr("on") : tr("off");
}

QString sectionText(const QString& environment)
{
    return environment.isEmpty() ? tr("top level") : QString(u"env."_s + visibleText(environment));
}

QString fileName(const WorkerRow& row)
{
    return row.link ? visibleText(QFileInfo(row.link->path).fileName()) : QString();
}

QString fileFlagText(const WorkerRow& row)
{
    if (!row.link)
        return tr("no file linked");
    if (row.fileError)
        return tr("cannot be read");
    const QString flag = row.isInherited ? tr("%1, inherited").arg(flagText(row.fileFlag)) : flagText(row.fileFlag);
    return row.link->environment.isEmpty() ? tr("top level · %1").arg(flag)
                                           : tr("env: %1 · %2").arg(visibleText(row.link->environment), flag);
}

bool isFileFlagAlarming(const WorkerRow& row)
{
    return row.fileError || row.next == NextDeploy::TurnsOff || row.next == NextDeploy::MayReset;
}

QString aboutText(const WorkerRow& row, bool utc)
{
    if (!row.worker.dispatchNamespace.isEmpty())
        return tr("in %1").arg(visibleText(row.worker.dispatchNamespace));
    if (!row.worker.modifiedMs)
        return {};
    return tr("changed %1").arg(dateText(*row.worker.modifiedMs, utc));
}

QString whyText(const WorkerRow& row)
{
    const QStringList parts {deployedText(row.worker.logpush), fileText(row), trafficText(row)};
    QString text;
    for (const QString& part : parts) {
        if (!part.isEmpty())
            text += text.isEmpty() ? part : QString(u' ' + part);
    }
    return text;
}

QString lastLogText(const WorkerRow& row, std::int64_t nowMs)
{
    if (!row.delivered)
        return kMissing.toString();
    return row.delivered->lastMs ? shortAgo(nowMs - *row.delivered->lastMs) : tr("never");
}

QString fileErrorText(const Error& error)
{
    if (error.code != ErrorCode::BadValue)
        return errorText(error);
    return tr("The wrangler file does not parse: %1.").arg(visibleText(error.detail));
}

QString withoutMnemonics(QString text)
{
    return text.replace(u'&', u"&&"_s);
}

QString shownPath(const QString& path)
{
    const QString home = QDir::homePath();
    const bool isBelow = home != u"/" && path.startsWith(home + u'/');
    return visibleText(isBelow ? QString(u'~' + path.sliced(home.size())) : path);
}

} // namespace tracedeck::ui
