#include "workers_report.h"

#include "text/error_text.h"

#include <QJsonObject>

#include <array>

namespace tracedeck::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

using workers::NextDeploy;
using workers::WorkerVerdict;

/// In the order of the enumerations.
constexpr std::array kNextNames {"unknown", "stays_on", "stays_off", "turns_on", "turns_off", "may_reset"};
constexpr std::array kVerdictNames {"on",           "off",    "next_deploy_turns_off", "next_deploy_may_reset", "next_deploy_turns_on",
                                    "on_but_quiet", "unknown"};
constexpr std::array kVerdictWords {"on",
                                    "off",
                                    "on, and the next deploy switches it off",
                                    "on, and the next deploy may reset it",
                                    "off, and the next deploy switches it on",
                                    "on, but nothing arrives",
                                    "unknown"};

QString nameOf(NextDeploy next)
{
    return QString::fromLatin1(kNextNames.at(static_cast<std::size_t>(next)));
}
QString nameOf(WorkerVerdict verdict)
{
    return QString::fromLatin1(kVerdictNames.at(static_cast<std::size_t>(verdict)));
}

QJsonValue maybeFlag(std::optional<bool> flag)
{
    return flag ? QJsonValue(*flag) : QJsonValue();
}

QString fullName(const QString& worker, const QString& dispatchNamespace)
{
    return dispatchNamespace.isEmpty() ? worker : QString(dispatchNamespace % u'/' % worker);
}

QJsonValue fileJson(const workers::WorkerRow& row)
{
    if (!row.link)
        return {};
    QJsonObject json {{u"path"_s, row.link->path},
                      {u"environment"_s, row.link->environment},
                      {u"logpush"_s, maybeFlag(row.fileFlag)},
                      {u"inherited"_s, row.isInherited}};
    if (row.fileError)
        json.insert(u"error"_s, row.fileError->detail);
    return json;
}

QString pathOfWish(const workers::FlagWish& wish)
{
    return wish.dispatchNamespace.isEmpty()
        ? QString(u"workers/scripts/" % wish.worker % u"/script-settings")
        : QString(u"workers/dispatch/namespaces/" % wish.dispatchNamespace % u"/scripts/" % wish.worker % u"/settings");
}

QString wordOf(std::optional<bool> flag)
{
    return !flag ? u"unknown"_s : *flag ? u"on"_s : u"off"_s;
}

} // namespace

QJsonArray rowsJson(const std::vector<workers::WorkerRow>& rows)
{
    QJsonArray all;
    for (const workers::WorkerRow& row : rows) {
        all.append(QJsonObject {{u"name"_s, row.worker.name},
                                {u"dispatch_namespace"_s, row.worker.dispatchNamespace},
                                {u"logpush"_s, maybeFlag(row.worker.logpush)},
                                {u"file"_s, fileJson(row)},
                                {u"invocations_24h"_s, row.invocations ? QJsonValue(static_cast<qint64>(*row.invocations)) : QJsonValue()},
                                {u"next_deploy"_s, nameOf(row.next)},
                                {u"verdict"_s, nameOf(row.verdict)}});
    }
    return all;
}

QString rowLines(const std::vector<workers::WorkerRow>& rows)
{
    QStringList lines;
    for (const workers::WorkerRow& row : rows) {
        const QString file = row.link ? QString(u"  " % row.link->path) : QString();
        lines << QString(fullName(row.worker.name, row.worker.dispatchNamespace) % u": "
                         % QLatin1String(kVerdictWords.at(static_cast<std::size_t>(row.verdict))) % file);
    }
    return lines.join(u'\n');
}

QJsonArray outcomesJson(const std::vector<workers::FlagOutcome>& outcomes)
{
    QJsonArray all;
    for (const workers::FlagOutcome& outcome : outcomes) {
        QJsonObject json {{u"name"_s, outcome.wish.worker},
                          {u"dispatch_namespace"_s, outcome.wish.dispatchNamespace},
                          {u"before"_s, maybeFlag(outcome.before)},
                          {u"after"_s, maybeFlag(outcome.after)}};
        if (outcome.error)
            json.insert(
                u"error"_s,
                QJsonObject {{u"code"_s, outcome.error->apiCode}, {u"message"_s, outcome.error->detail}, {u"ray"_s, outcome.error->ray}});
        all.append(json);
    }
    return all;
}

QString outcomeLines(const std::vector<workers::FlagOutcome>& outcomes)
{
    QStringList lines;
    for (const workers::FlagOutcome& outcome : outcomes) {
        const QString name = fullName(outcome.wish.worker, outcome.wish.dispatchNamespace);
        lines << (outcome.error ? QString(name % u": " % ui::errorText(*outcome.error))
                                : QString(name % u": " % wordOf(outcome.before) % u" -> " % wordOf(outcome.after)));
    }
    return lines.join(u'\n');
}

QJsonArray wishesJson(const std::vector<workers::FlagWish>& wishes)
{
    QJsonArray all;
    for (const workers::FlagWish& wish : wishes)
        all.append(QJsonObject {
            {u"method"_s, u"PATCH"_s}, {u"path"_s, pathOfWish(wish)}, {u"body"_s, QJsonObject {{u"logpush"_s, wish.logpush}}}});
    return all;
}

QString wishLines(const std::vector<workers::FlagWish>& wishes)
{
    QStringList lines;
    for (const workers::FlagWish& wish : wishes)
        lines << QString(u"PATCH " % pathOfWish(wish) % u" {\"logpush\": " % (wish.logpush ? u"true}" : u"false}"));
    return lines.join(u'\n');
}

} // namespace tracedeck::ctl
