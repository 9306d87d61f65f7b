#include "access/account_fake.h"

#include <QFile>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::access;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kColumns = 11;

/// "yes|no @5.1": the first where the reference's silence is read as a grant, else the last.
QString wanted(const QString& cell, bool granted)
{
    const QStringList answers = cell.section(u' ', 0, 0).split(u'|');
    return granted ? answers.first() : answers.last();
}

QString said(Answer answer)
{
    return QString::fromLatin1(nameOf(answer));
}

QStringList saidOf(const Report& report)
{
    const Verdict& jobs = report.at(Step::Jobs).verdict;
    return {said(report.at(Step::Role).verdict.answer), said(report.at(Can::SeeJobs).answer),
            said(report.at(Can::ChangeJobs).answer),    said(report.at(Can::SeeWorkers).answer),
            said(report.at(Can::SwitchWorkers).answer), said(report.at(Can::ReadLogs).answer),
            said(report.at(Step::Plan).verdict.answer), jobs.cause == Cause::None ? u"-"_s : QString::fromLatin1(nameOf(jobs.cause))};
}

} // namespace

/// What is said of each credential is what was written down before: expected_access.tsv.
class TestAccessTable : public QObject {
    Q_OBJECT

private slots:
    void everyCredentialIsToldWhatItMayDo_data();
    void everyCredentialIsToldWhatItMayDo();
};

void TestAccessTable::everyCredentialIsToldWhatItMayDo_data()
{
    QTest::addColumn<QStringList>("cells");
    QTest::addColumn<bool>("granted");
    QFile table(QStringLiteral(TRACEDECK_SOURCE_DIR "/tests/access/expected_access.tsv"));
    QVERIFY(table.open(QIODevice::ReadOnly));
    int rows = 0;
    const QStringList lines = QString::fromUtf8(table.readAll()).split(u'\n', Qt::SkipEmptyParts);
    for (const QString& line : lines) {
        const QStringList cells = line.split(u'\t');
        if (line.startsWith(u'#') || cells.first() == u"owner")
            continue;
        QCOMPARE(cells.size(), kColumns);
        ++rows;
        const QString name = cells.mid(0, 3).join(u", ");
        QTest::newRow(qPrintable(QString(name + u", silence grants"))) << cells << true;
        if (line.contains(u'|'))
            QTest::newRow(qPrintable(QString(name + u", silence refuses"))) << cells << false;
    }
    QCOMPARE(rows, 186); // ten roles by sixteen permission sets, an account's sixteen, ten global keys
}

void TestAccessTable::everyCredentialIsToldWhatItMayDo()
{
    QFETCH(const QStringList, cells);
    QFETCH(const bool, granted);
    AccountFake account({cells[0], cells[1], cells[2], granted});
    const Report report = checked(account, account.question());
    QVERIFY(report.isFinished);
    QStringList expected;
    for (int column = 3; column < kColumns; ++column)
        expected << wanted(cells[column], granted);
    QCOMPARE(saidOf(report), expected);
}

QTEST_GUILESS_MAIN(TestAccessTable)
#include "test_access_table.moc"
