#include "access/expected_access.h"

#include <QFile>

namespace tracedeck::test {

using namespace access;

namespace {

QString said(Answer answer)
{
    return QString::fromLatin1(nameOf(answer));
}

} // namespace

QString ExpectedAccess::wanted(Said column, bool isGranted) const
{
    const QStringList answers = cells[static_cast<int>(column)].section(u' ', 0, 0).split(u'|'); // "yes|no @5.1"
    return isGranted ? answers.first() : answers.last();
}

std::vector<ExpectedAccess> expectedAccess()
{
    QFile table(QStringLiteral(TRACEDECK_SOURCE_DIR "/tests/access/expected_access.tsv"));
    if (!table.open(QIODevice::ReadOnly))
        return {};
    std::vector<ExpectedAccess> all;
    const QStringList lines = QString::fromUtf8(table.readAll()).split(u'\n', Qt::SkipEmptyParts);
    for (const QString& line : lines) {
        const QStringList cells = line.split(u'\t');
        if (!line.startsWith(u'#') && cells.first() != u"owner" && cells.size() == 3 + kSaid)
            all.push_back({cells[0], cells[1], cells[2], cells.sliced(3)});
    }
    return all;
}

QStringList saidOf(const Report& report)
{
    const Verdict& jobs = report.at(Step::Jobs).verdict;
    return {said(report.at(Step::Role).verdict.answer),
            said(report.at(Can::SeeJobs).answer),
            said(report.at(Can::ChangeJobs).answer),
            said(report.at(Can::SeeWorkers).answer),
            said(report.at(Can::SwitchWorkers).answer),
            said(report.at(Can::ReadLogs).answer),
            said(report.at(Step::Plan).verdict.answer),
            jobs.cause == Cause::None ? QStringLiteral("-") : QString::fromLatin1(nameOf(jobs.cause))};
}

} // namespace tracedeck::test
