#include "logpush/cost.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace tracedeck::logpush;

namespace {

/// To a thousandth of a cent.
bool isNear(double is, double expected)
{
    return std::abs(is - expected) < 1e-5;
}

} // namespace

class TestCost : public QObject {
    Q_OBJECT

private slots:
    void aMonthCostsWhatTheTableSays_data();
    void aMonthCostsWhatTheTableSays();
    void whatIsFreeIsFreeOnce();
    void nonsenseCostsNothing();
    void theChanceToSeeAGroup_data();
    void theChanceToSeeAGroup();
};

void TestCost::aMonthCostsWhatTheTableSays_data()
{
    QTest::addColumn<DailyVolume>("day");
    QTest::addColumn<double>("events");
    QTest::addColumn<double>("logpush");
    QTest::addColumn<double>("storage");
    QTest::addColumn<double>("writes");
    const auto row = [](const char* name, const DailyVolume& day, double events, double logpush, double storage, double writes) {
        QTest::newRow(name) << day << events << logpush << storage << writes;
    };
    const double tenMillion = 1e7 / 30;
    row("nothing", {}, 0, 0, 0, 0);
    row("10 M", {.events = tenMillion}, 10e6, 0, 0, 0);
    row("10 M + 1", {.events = tenMillion + 1.0 / 30}, 10'000'001, 0.00000005, 0, 0);
    row("11 M", {.events = 11e6 / 30}, 11e6, 0.05, 0, 0);
    row("100 M", {.events = 1e8 / 30}, 1e8, 4.5, 0, 0);
    row("1 G", {.events = 1e9 / 30}, 1e9, 49.5, 0, 0);
    row("100 M, a tenth sampled", {.events = 1e8 / 30, .sampleRate = 0.1}, 1e7, 0, 0, 0);
    row("100 M, a quarter kept", {.events = 1e8 / 30, .keptShare = 0.25}, 25e6, 0.75, 0, 0);
    row("100 M, half kept and half sampled", {.events = 1e8 / 30, .keptShare = 0.5, .sampleRate = 0.5}, 25e6, 0.75, 0, 0);
    row("R2, all free", {.events = 1e6, .bytesPerEvent = 300, .files = 1440, .isInR2 = true}, 30e6, 1, 0, 0);
    row("R2, 90 GB and 3 M writes", {.events = 1e7, .bytesPerEvent = 300, .files = 1e5, .isInR2 = true}, 3e8, 14.5, 1.2, 9);
    row("elsewhere, 90 GB", {.events = 1e7, .bytesPerEvent = 300, .files = 1e5}, 3e8, 14.5, 0, 0);
}

void TestCost::aMonthCostsWhatTheTableSays()
{
    QFETCH(DailyVolume, day);
    QFETCH(double, events);
    QFETCH(double, logpush);
    QFETCH(double, storage);
    QFETCH(double, writes);
    const MonthlyVolume month = monthOf(day);
    const Cost cost = costOf(month);
    QVERIFY2(std::abs(month.events - events) < 0.001, qPrintable(QString::number(month.events, 'f', 3)));
    QVERIFY2(std::abs(cost.logpush - logpush) < 1e-9 * std::max(1.0, logpush), qPrintable(QString::number(cost.logpush, 'g', 12)));
    QVERIFY2(isNear(cost.storage, storage), qPrintable(QString::number(cost.storage)));
    QVERIFY2(isNear(cost.writes, writes), qPrintable(QString::number(cost.writes)));
    QVERIFY(isNear(cost.total(), logpush + storage + writes) && isNear(cost.r2(), storage + writes));
}

void TestCost::whatIsFreeIsFreeOnce()
{
    const MonthlyVolume already = monthOf({.events = 8e6 / 30}), added = monthOf({.events = 8e6 / 30});
    QVERIFY(isNear(costOf(already).total(), 0) && isNear(costOf(added).total(), 0));
    QVERIFY(isNear(addedCost(already, added).logpush, 0.3)); // 6 M of 16 M
    QVERIFY(isNear(addedCost({}, added).logpush, 0));
}

void TestCost::nonsenseCostsNothing()
{
    const double none = std::numeric_limits<double>::quiet_NaN(), endless = std::numeric_limits<double>::infinity();
    for (const double bad : {none, endless, -5.0}) {
        QCOMPARE(monthOf({.events = bad, .bytesPerEvent = bad, .files = bad, .isInR2 = true}), MonthlyVolume {});
        QCOMPARE(chanceSeen(bad, 10), 0.0);
    }
    QCOMPARE(monthOf({.events = 1, .keptShare = 7, .sampleRate = 7}).events, 30.0);
}

void TestCost::theChanceToSeeAGroup_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<quint64>("count");
    QTest::addColumn<double>("chance");
    QTest::newRow("11 at 10 %") << 0.1 << quint64 {11} << 0.686189;
    QTest::newRow("all") << 1.0 << quint64 {1} << 1.0;
    QTest::newRow("none") << 0.0 << quint64 {1000} << 0.0;
    QTest::newRow("no event") << 1.0 << quint64 {0} << 0.0;
    QTest::newRow("a few of many") << 1e-9 << quint64 {1'000'000} << 0.0009995;
}

void TestCost::theChanceToSeeAGroup()
{
    QFETCH(double, rate);
    QFETCH(quint64, count);
    QFETCH(double, chance);
    QVERIFY(std::abs(chanceSeen(rate, count) - chance) < 1e-6);
}

QTEST_GUILESS_MAIN(TestCost)
#include "test_cost.moc"
