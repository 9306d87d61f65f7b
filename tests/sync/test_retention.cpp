#include "store/writer.h"
#include "sync/retention.h"
#include "sync/sync_stage.h"

#include <QTest>

using namespace tracedeck;
using namespace tracedeck::sync;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::int64_t kDay = 86'400'000;

/// Four days, an object of ten events each hour.
void fillDays(Stage& stage)
{
    constexpr std::int64_t hourMs = 60 * kMinute;
    for (int hour = 0; hour < 96; ++hour)
        stage.bucket->deliver(kStart + hour * hourMs, lines(hour * 10, hour * 10 + 10), u"logs/"_s);
}

} // namespace

class TestRetention : public QObject {
    Q_OBJECT

private slots:
    void whatIsOlderThanTheDaysGoes();
    void theOldestGoUntilItFits();
    void whatItWouldFreeIsSaidBefore();
    void whatWentIsNotFetchedAgain();
    void whatIsAskedForByItsTimeComesBack();
    void objectsOfOneMomentGoTogether();
    void filesGoTooAndMayBeImportedAgain();
    void nothingToDropIsNoFailure();
};

void TestRetention::whatIsOlderThanTheDaysGoes()
{
    Stage stage;
    fillDays(stage);
    QVERIFY(stage.sync());
    QCOMPARE(stage.events(), std::uint64_t {960});
    const auto plan = planRetention(*stage.store, {2, {}}, kStart + 4 * kDay);
    QVERIFY(plan);
    QCOMPARE(plan->objects.size(), std::size_t {48});
    QCOMPARE(plan->events, std::uint64_t {480});
    QVERIFY(applyRetention(*stage.store, *plan));
    QCOMPARE(stage.events(), std::uint64_t {480});
    QVERIFY(messages(*stage.store).contains("n 959"));
    QVERIFY(!messages(*stage.store).contains("n 479"));
    QCOMPARE(stage.store->snapshot().objects(), std::uint64_t {48});
}

void TestRetention::theOldestGoUntilItFits()
{
    Stage stage;
    fillDays(stage);
    QVERIFY(stage.sync());
    const auto all = planRetention(*stage.store, {}, 0)->bytesLeft;
    const auto plan = planRetention(*stage.store, {{}, all / 2}, kStart);
    QVERIFY(plan->bytesLeft <= all / 2);
    QVERIFY(plan->bytesLeft > all / 3);
    QVERIFY(applyRetention(*stage.store, *plan));
    QVERIFY(messages(*stage.store).contains("n 959"));
    QVERIFY(!messages(*stage.store).contains("n 0"));
}

void TestRetention::whatItWouldFreeIsSaidBefore()
{
    Stage stage;
    fillDays(stage);
    QVERIFY(stage.sync());
    const auto before = planRetention(*stage.store, {}, 0)->bytesLeft;
    const auto plan = *planRetention(*stage.store, {1, {}}, kStart + 4 * kDay);
    QCOMPARE(stage.events(), std::uint64_t {960}); // nothing went yet
    QVERIFY(plan.bytes > 0 && plan.bytes + plan.bytesLeft <= before + 1000);
    QVERIFY(applyRetention(*stage.store, plan));
    const auto after = planRetention(*stage.store, {}, 0)->bytesLeft;
    QVERIFY2(std::abs(static_cast<double>(after) - static_cast<double>(plan.bytesLeft)) < 0.5 * static_cast<double>(plan.bytesLeft),
             qPrintable(u"%1 said, %2 left"_s.arg(plan.bytesLeft).arg(after)));
}

void TestRetention::whatWentIsNotFetchedAgain()
{
    Stage stage;
    fillDays(stage);
    QVERIFY(stage.sync());
    QVERIFY(applyRetention(*stage.store, *planRetention(*stage.store, {2, {}}, kStart + 4 * kDay)));
    stage.store.reset();
    stage.store = *stage.place.open();
    const auto report = stage.sync();
    QCOMPARE(report->dropped, std::uint64_t {48});
    QCOMPARE(report->known, std::uint64_t {48});
    QCOMPARE(report->getCalls, std::uint64_t {0});
}

void TestRetention::whatIsAskedForByItsTimeComesBack()
{
    Stage stage;
    fillDays(stage);
    QVERIFY(stage.sync());
    QVERIFY(applyRetention(*stage.store, *planRetention(*stage.store, {2, {}}, kStart + 4 * kDay)));
    SyncOptions options;
    options.range = {kStart, kStart + 60 * kMinute};
    QVERIFY(stage.sync(options)->read > 0);
    QVERIFY(messages(*stage.store).contains("n 0"));
}

void TestRetention::objectsOfOneMomentGoTogether()
{
    Stage stage;
    for (int i = 0; i < 10; ++i)
        stage.bucket->put(u"logs/20261121/20261121T000000Z_20261121T000100Z_%1.log"_s.arg(i), lines(i, i + 1));
    stage.bucket->put(u"logs/20261121/20261121T000000Z_20261121T000200Z_1.log"_s, lines(50, 51));
    QVERIFY(stage.sync());
    const auto all = planRetention(*stage.store, {}, 0)->bytesLeft;
    const auto plan = planRetention(*stage.store, {{}, all - 1}, kStart);
    QCOMPARE(plan->objects.size(), std::size_t {10});
    QVERIFY(applyRetention(*stage.store, *plan));
    const auto report = stage.sync();
    QCOMPARE(report->dropped, std::uint64_t {10});
    QCOMPARE(report->known, std::uint64_t {1});
}

void TestRetention::filesGoTooAndMayBeImportedAgain()
{
    const Place place;
    const auto path = place.put(u"20261121T000000Z_20261121T000100Z_ab.log"_s, lines(0, 10));
    QVERIFY(place.import({path}));
    const auto store = *place.open();
    const auto plan = planRetention(*store, {1, {}}, kStart + 4 * kDay);
    QCOMPARE(plan->objects.size(), std::size_t {1});
    QVERIFY(plan->floors.empty());
    QVERIFY(applyRetention(*store, *plan));
    QCOMPARE(store->snapshot().events(), std::uint64_t {0});
    QCOMPARE(importPaths(*store, {path}, {})->rowsTotal, std::uint64_t {10});
}

void TestRetention::nothingToDropIsNoFailure()
{
    Stage stage;
    fillDays(stage);
    QVERIFY(stage.sync());
    const auto plan = planRetention(*stage.store, {30, 1ULL << 40}, kStart + 4 * kDay);
    QVERIFY(plan->objects.empty());
    QVERIFY(applyRetention(*stage.store, *plan));
    QCOMPARE(stage.events(), std::uint64_t {960});
}

QTEST_GUILESS_MAIN(TestRetention)
#include "test_retention.moc"
