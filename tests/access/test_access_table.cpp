#include "access/account_fake.h"
#include "access/expected_access.h"

#include <QTest>

#include <algorithm>

using namespace tracedeck;
using namespace tracedeck::access;
using namespace tracedeck::test;

/// What is said of each credential is what was written down before: expected_access.tsv.
class TestAccessTable : public QObject {
    Q_OBJECT

private slots:
    void everyCredentialIsToldWhatItMayDo_data();
    void everyCredentialIsToldWhatItMayDo();

private:
    const std::vector<ExpectedAccess> m_table = expectedAccess();
};

void TestAccessTable::everyCredentialIsToldWhatItMayDo_data()
{
    QTest::addColumn<std::size_t>("row");
    QTest::addColumn<bool>("granted");
    QCOMPARE(m_table.size(), std::size_t {186}); // ten roles by sixteen permission sets, an account's sixteen, ten global keys
    for (std::size_t i = 0; i < m_table.size(); ++i) {
        const ExpectedAccess& row = m_table[i];
        QTest::newRow(qPrintable(QString(row.name() + u", silence grants"))) << i << true;
        if (std::ranges::any_of(row.cells, [](const QString& cell) { return cell.contains(u'|'); }))
            QTest::newRow(qPrintable(QString(row.name() + u", silence refuses"))) << i << false;
    }
}

void TestAccessTable::everyCredentialIsToldWhatItMayDo()
{
    QFETCH(const std::size_t, row);
    QFETCH(const bool, granted);
    const ExpectedAccess& expected = m_table[row];
    AccountFake account({expected.owner, expected.role, expected.token, granted});
    const Report report = checked(account, account.question());
    QVERIFY(report.isFinished);
    QStringList wanted;
    for (int column = 0; column < kSaid; ++column)
        wanted << expected.wanted(static_cast<Said>(column), granted);
    QCOMPARE(saidOf(report), wanted);
}

QTEST_GUILESS_MAIN(TestAccessTable)
#include "test_access_table.moc"
