#include "store/time_order.h"

#include "ingest/event_batch.h"

#include <QTest>

#include <algorithm>
#include <numeric>
#include <random>

using namespace tracedeck;

namespace {

std::vector<std::uint16_t> plainOrder(const std::vector<std::int64_t>& times)
{
    std::vector<std::uint16_t> order(times.size());
    std::iota(order.begin(), order.end(), std::uint16_t {0});
    std::stable_sort(order.begin(), order.end(), [&times](auto a, auto b) { return times[a] < times[b]; });
    return order;
}

} // namespace

class TestTimeOrder : public QObject {
    Q_OBJECT
private slots:
    void rowsStandInOrderOfTheirTimes_data();
    void rowsStandInOrderOfTheirTimes();
};

void TestTimeOrder::rowsStandInOrderOfTheirTimes_data()
{
    QTest::addColumn<qint64>("spread");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("absentPercent");
    QTest::newRow("no row") << qint64 {1} << 0 << 0;
    QTest::newRow("one row") << qint64 {1} << 1 << 0;
    QTest::newRow("many of one time") << qint64 {3} << 5000 << 0;
    QTest::newRow("a minute") << qint64 {60'000} << 65'536 << 0;
    QTest::newRow("a day, a full segment") << qint64 {86'400'000} << 65'536 << 0;
    QTest::newRow("49 days") << qint64 {0xffffffff} << 20'000 << 0;
    QTest::newRow("years") << qint64 {1} * 1000 * 86'400'000 << 20'000 << 0;
    QTest::newRow("some without a time") << qint64 {60'000} << 20'000 << 10;
}

void TestTimeOrder::rowsStandInOrderOfTheirTimes()
{
    QFETCH(qint64, spread);
    QFETCH(int, rows);
    QFETCH(int, absentPercent);
    std::mt19937_64 random(static_cast<std::uint64_t>(rows) + 7);
    for (const std::int64_t base : {std::int64_t {1'764'000'000'000}, std::int64_t {-spread / 2}}) {
        std::vector<std::int64_t> times;
        for (int i = 0; i < rows; ++i) {
            const bool absent = static_cast<int>(random() % 100) < absentPercent;
            times.push_back(absent ? ingest::kAbsent : base + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(spread)));
        }
        QVERIFY(store::timeOrder(times) == plainOrder(times));
        std::sort(times.begin(), times.end());
        QVERIFY(store::timeOrder(times) == plainOrder(times));
    }
}

QTEST_APPLESS_MAIN(TestTimeOrder)
#include "test_time_order.moc"
