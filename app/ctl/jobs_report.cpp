#include "jobs_report.h"

#include "base/visible_text.h"
#include "logpush/destination.h"
#include "logpush/filter.h"
#include "logpush/job_check.h"
#include "logpush/job_copy.h"
#include "output.h"
#include "text/filter_text.h"

#include <QJsonDocument>

#include <cstdio>

namespace tracedeck::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

/// On one line, whatever stands in it.
std::string memberText(const QJsonValue& value)
{
    if (value.isUndefined())
        return "nothing";
    if (value.isString())
        return value.toString().isEmpty() ? "\"\"" : visibleText(value.toString()).toStdString();
    const QByteArray json = QJsonDocument(QJsonArray {value}).toJson(QJsonDocument::Compact);
    return visibleText(QString::fromUtf8(json).mid(1).chopped(1)).toStdString();
}

void addMemberLines(std::string& lines, const QString& before, const QJsonObject& object)
{
    for (auto at = object.begin(); at != object.end(); ++at) {
        const QString name = before + at.key();
        if (at.value().isObject())
            addMemberLines(lines, name + u'.', at.value().toObject());
        else if (!at.value().isNull())
            lines += visibleText(name).toStdString() + ": " + memberText(at.value()) + '\n';
    }
}

} // namespace

std::string jobLine(const QJsonObject& job)
{
    const auto text = [&job](const char* member) { return visibleText(job[QLatin1String(member)].toString()).toStdString(); };
    std::string line = std::to_string(job[u"id"].toInteger()) + (job[u"enabled"].toBool() ? "  on   " : "  off  ") + text("dataset") + "  "
        + text("name") + "  " + text("destination_conf");
    if (const std::string error = text("error_message"); !error.empty())
        line += "  " + error;
    return line;
}

std::string jobLines(const QJsonObject& job)
{
    std::string lines;
    addMemberLines(lines, {}, job);
    if (const auto filter = logpush::parseFilter(job[u"filter"].toString().toStdString()))
        lines += ui::filterSentence(*filter).toStdString() + '\n';
    lines.pop_back();
    return lines;
}

QJsonArray changesJson(const std::vector<logpush::JobChange>& changes)
{
    QJsonArray all;
    for (const auto& change : changes)
        all.append(QJsonObject {
            {u"path"_s, change.path}, {u"before"_s, change.before}, {u"after"_s, change.after}, {u"secret"_s, change.isSecret}});
    return all;
}

std::string changeLines(const std::vector<logpush::JobChange>& changes)
{
    if (changes.empty())
        return "nothing changes";
    std::string lines;
    for (const auto& change : changes)
        lines += (lines.empty() ? "" : "\n") + visibleText(change.path).toStdString() + ": "
            + (change.isSecret ? std::string("another secret") : memberText(change.before) + " → " + memberText(change.after));
    return lines;
}

void printCopy(const Context& context, const QJsonObject& job, const std::string& form, const CopyPlace& place)
{
    if (form != "curl" && form != "terraform")
        return context.json ? printJson(job) : printText(logpush::asJson(job).trimmed().toStdString());
    const QString text = form == "curl" ? logpush::asCurl(job, place.baseUrl, place.accountId) : logpush::asTerraform(job, place.accountId);
    context.json ? printJson({{QString::fromStdString(form), text}}) : printText(text.trimmed().toStdString());
}

JobFindings findingsOf(const QJsonObject& job)
{
    JobFindings found;
    const auto add = [&found](const QString& path, const QString& message, bool isWarning) {
        found.issues.append(QJsonObject {{u"path"_s, path}, {u"message"_s, message}, {u"warning"_s, isWarning}});
        found.isRefused = found.isRefused || !isWarning;
    };
    for (const auto& issue : logpush::checkJobFields(job))
        add(issue.path, issue.message, issue.isWarning);
    const auto destination = logpush::parseDestination(job[u"destination_conf"].toString());
    if (!destination) {
        add(u"destination_conf"_s, destination.error().detail, false);
        return found;
    }
    for (const auto& issue : logpush::checkDestination(*destination)) {
        const bool isMask = destination->param(issue.param) == logpush::kSecretMask && issue.isWarning;
        if (!isMask) // how a secret looks is not to be seen
            add(issue.param.isEmpty() ? u"destination_conf"_s : QString(u"destination_conf: " + issue.param), issue.message,
                issue.isWarning);
    }
    return found;
}

void printNote(const QString& text)
{
    std::fprintf(stderr, "tracedeckctl: %s\n", visibleText(text).toUtf8().constData());
}

} // namespace tracedeck::ctl
