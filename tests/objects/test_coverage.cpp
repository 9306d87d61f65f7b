// What one listing tells: what is covered, twice covered, late, and what comes next.
#include "objects/listings.h"

#include <QtTest>

#include <ctime>
#include <malloc.h>

using namespace tracedeck;
using namespace tracedeck::objects;
using namespace tracedeck::test;

class TestCoverage : public QObject {
    Q_OBJECT

private slots:
    void coverageIsTheUnionOfTheWindows();
    void aWindowWithoutLengthCountsAsItsSecond();
    void whatIsCoveredTwiceIsToldNotCountedTwice();
    void overMoreThanTwoMinutesIsLate();
    void lateOnesThatCameTogetherAreCatchUps();
    void lagIsByNearestRank();
    void bytesAreSpreadOverTheMinutesOfAWindow();
    void cellsEqualTheSlowWay();
    void namesThatAreNoNamesStandWhereTheyChanged();
    void probesAreNoDeliveries();
    void eventsAreKnownOnlyOfObjectsThatWereRead();
    void theNextFileFollowsTheNewest();
    void whatIsNotDueYetIsNotMissing();
    void aStreamThatStoppedHasAnOpenGap();
    void nothingIsDueBeforeTheFirstFile();
    void anEmptyListingHasNothing();
    void theOrderOfTheListingDoesNotMatter();
    void aStoppedReadingSaysSo();
    void aHundredThousandNamesTakeLessThanASecondAndFewBytes();
};

void TestCoverage::coverageIsTheUnionOfTheWindows()
{
    std::mt19937 random(7);
    std::uniform_int_distribution<std::int64_t> start(0, 3600), length(0, 90);
    MadeListing made;
    std::vector<bool> seconds(4000, false);
    for (int i = 0; i < 60; ++i) {
        const std::int64_t from = start(random), to = from + length(random);
        made.add({kMonday + from * kSecond, kMonday + to * kSecond});
        for (std::int64_t second = from; second < std::max(to, from + 1); ++second)
            seconds[static_cast<std::size_t>(second)] = true;
    }
    std::vector<bool> covered(seconds.size(), false);
    std::int64_t before = 0;
    for (const TimeRange& span : made.log().covered) {
        QVERIFY(span.from > before && span.to > span.from);
        before = span.to;
        for (std::int64_t at = span.from; at < span.to; at += kSecond)
            covered[static_cast<std::size_t>((at - kMonday) / kSecond)] = true;
    }
    QVERIFY(covered == seconds);
    // and the minutes are those that any of these seconds is in
    const auto coverage = made.ask(kMonday, 60, kMonday + kDay);
    std::int64_t minutes = 0;
    for (std::size_t minute = static_cast<std::size_t>((coverage.due.from - kMonday) / kMinute); minute < 60; ++minute) {
        const auto from = seconds.begin() + static_cast<std::ptrdiff_t>(minute * 60);
        minutes += std::find(from, from + 60, true) != from + 60 ? 1 : 0;
    }
    QCOMPARE(coverage.coveredMinutes, minutes);
}

void TestCoverage::aWindowWithoutLengthCountsAsItsSecond()
{
    MadeListing made;
    made.add({kMonday, kMonday}, 30 * kSecond);
    const auto log = made.log();
    QCOMPARE(log.covered, (std::vector<TimeRange> {{kMonday, kMonday + kSecond}}));
    QCOMPARE(log.named.front().lagMs, 30 * kSecond); // from the end as named
    QCOMPARE(log.named.front().changedMs(), kMonday + 30 * kSecond);
}

void TestCoverage::whatIsCoveredTwiceIsToldNotCountedTwice()
{
    MadeListing made;
    made.add({kMonday, kMonday + 2 * kMinute});
    made.add({kMonday + kMinute, kMonday + 3 * kMinute});
    made.add({kMonday + kMinute, kMonday + 2 * kMinute});
    const auto coverage = made.ask(kMonday, 10, kMonday + kDay);
    QCOMPARE(coverage.coveredMinutes, 3);
    QCOMPARE(coverage.overlappingFiles, 2U);
    QCOMPARE(coverage.overlapMs, 2 * kMinute);
    QCOMPARE(coverage.files, 3U);
}

void TestCoverage::overMoreThanTwoMinutesIsLate()
{
    MadeListing made;
    made.add({kMonday, kMonday + kMinute}, 120 * kSecond);
    made.add({kMonday + kMinute, kMonday + 2 * kMinute}, 121 * kSecond);
    made.add({kMonday + 2 * kMinute, kMonday + 3 * kMinute}, -5 * kSecond); // clocks disagree
    const auto coverage = made.ask(kMonday, 10, kMonday + kDay);
    QCOMPARE(coverage.lateFiles, 1U);
    QCOMPARE(coverage.late.size(), 1U);
    QCOMPARE(coverage.late.front().range, (TimeRange {kMonday + kMinute, kMonday + 2 * kMinute}));
    QCOMPARE(coverage.late.front().worstLagMs, 121 * kSecond);
    QCOMPARE(coverage.lateMs, kMinute);
    QCOMPARE(coverage.late.front().catchUps, 0U);
}

void TestCoverage::lateOnesThatCameTogetherAreCatchUps()
{
    MadeListing made;
    const std::int64_t at = kMonday + 30 * kMinute;
    for (const int minute : {18, 22, 26}) // all written within half a minute
        made.add({kMonday + minute * kMinute, kMonday + (minute + 3) * kMinute}, at + minute * kSecond - kMonday - (minute + 3) * kMinute);
    made.add({kMonday + 50 * kMinute, kMonday + 51 * kMinute}, 3 * kMinute);
    const auto coverage = made.ask(kMonday, 60, kMonday + kDay);
    QCOMPARE(coverage.lateFiles, 3U); // the last of the three had ended a minute before
    QCOMPARE(coverage.catchUps, 2U);
    QCOMPARE(coverage.late.size(), 2U);
    QCOMPARE(coverage.late.front().catchUps, 2U);
    QCOMPARE(coverage.late.back().catchUps, 0U);
}

void TestCoverage::lagIsByNearestRank()
{
    std::vector<std::int64_t> lags;
    QVERIFY(!spreadOf(lags));
    lags = {7};
    QCOMPARE(*spreadOf(lags), (LagSpread {7, 7, 1}));
    lags = {4, 1, 3, 2};
    QCOMPARE(*spreadOf(lags), (LagSpread {2, 4, 4}));
    lags.clear();
    for (std::int64_t lag = 100; lag >= 1; --lag)
        lags.push_back(lag);
    QCOMPARE(*spreadOf(lags), (LagSpread {50, 95, 100}));
    lags.push_back(101);
    QCOMPARE(*spreadOf(lags), (LagSpread {51, 96, 101}));

    MadeListing made;
    for (int second = 1; second <= 20; ++second)
        made.add({kMonday + (second - 1) * kMinute, kMonday + second * kMinute - 1 * kSecond}, second * kSecond);
    const auto series = made.ask(kMonday, 60, kMonday + kDay).lags; // buckets of 15 minutes
    QCOMPARE(series.buckets.size(), 4U);
    QCOMPARE(series.buckets[0]->p50, 8 * kSecond);
    QCOMPARE(series.buckets[0]->p95, 15 * kSecond);
    QCOMPARE(series.buckets[1]->objects, 5U);
    QVERIFY(!series.buckets[2]);
}

void TestCoverage::bytesAreSpreadOverTheMinutesOfAWindow()
{
    MadeListing made;
    made.add({kMonday + 30 * kSecond, kMonday + 150 * kSecond}, 0, 1200);
    const auto cells = made.ask(kMonday, 4, kMonday + kDay).cells.cells;
    QCOMPARE(cells[0].bytes, 300U);
    QCOMPARE(cells[1].bytes, 600U);
    QCOMPARE(cells[2].bytes, 300U);
    QCOMPARE(cells[3], Cell {});
}

void TestCoverage::cellsEqualTheSlowWay()
{
    std::mt19937 random(11);
    std::uniform_int_distribution<std::int64_t> start(-7200, 7200), length(0, 4000), size(0, 5'000'000), lag(0, 240);
    MadeListing made;
    for (int i = 0; i < 300; ++i) {
        const std::int64_t from = start(random), to = from + length(random);
        made.add({kMonday + from * kSecond, kMonday + to * kSecond}, lag(random) * kSecond, static_cast<std::uint64_t>(size(random)));
    }
    const auto log = made.log();
    const auto grid = cellsOf(log, kMonday, 5 * kMinute, 12);
    for (std::size_t i = 0; i < grid.cells.size(); ++i) {
        const TimeRange range = grid.rangeOf(i);
        double bytes = 0;
        Cell slow;
        for (const Delivery& one : log.named) {
            const auto common = std::min(one.window.to, range.to) - std::max(one.window.from, range.from);
            if (common <= 0)
                continue;
            ++slow.files;
            slow.lateFiles += one.isLate ? 1 : 0;
            bytes += static_cast<double>(one.size) * static_cast<double>(common) / static_cast<double>(one.window.lengthMs());
        }
        QCOMPARE(grid.cells[i].files, slow.files);
        QCOMPARE(grid.cells[i].lateFiles, slow.lateFiles);
        QVERIFY(std::abs(static_cast<double>(grid.cells[i].bytes) - bytes) < 2);
    }
}

void TestCoverage::namesThatAreNoNamesStandWhereTheyChanged()
{
    MadeListing made;
    made.add({kMonday, kMonday + kMinute});
    made.addKey(QStringLiteral("logs/photo.jpg"), kMonday + 90 * kSecond, 77);
    made.addKey(QStringLiteral("logs/renamed.log.gz"), kMonday + 91 * kSecond, 23);
    const auto coverage = made.ask(kMonday, 10, kMonday + kDay);
    QCOMPARE(coverage.unnamedFiles, 2U);
    QCOMPARE(coverage.cells.cells[1].bytes, 100U);
    QCOMPARE(coverage.cells.cells[1].unnamedFiles, 2U);
    QCOMPARE(coverage.coveredMinutes, 1); // they tell no window, so they cover nothing
    QCOMPARE(coverage.lag->objects, 1U);
}

void TestCoverage::probesAreNoDeliveries()
{
    MadeListing made;
    made.addKey(QStringLiteral("logs/test.txt.gz"), kMonday);
    made.addKey(QStringLiteral("logs/ownership-challenge-4d2a.txt"), kMonday);
    QCOMPARE(made.log().probes, 2U);
    QVERIFY(made.log().isEmpty());
}

void TestCoverage::eventsAreKnownOnlyOfObjectsThatWereRead()
{
    MadeListing made;
    made.addMinutes({kMonday, kMonday + 3 * kMinute});
    made.listing().rows.insert(made.listing().objects[1].key, 880);
    made.listing().rows.insert(made.listing().objects[2].key, 0);
    const auto found = deliveriesIn(made.log(), {kMonday, kMonday + kHour});
    QCOMPARE(found.size(), 3U);
    QCOMPARE(found[0].rows, Delivery::kNotRead);
    QCOMPARE(found[1].rows, 880);
    QCOMPARE(found[2].rows, 0);
    QCOMPARE(deliveriesIn(made.log(), {kMonday + kMinute, kMonday + 2 * kMinute}).size(), 1U);
}

void TestCoverage::theNextFileFollowsTheNewest()
{
    MadeListing made;
    made.addMinutes({kMonday, kMonday + kHour});
    const auto next = made.ask(kMonday, 60, kMonday + kHour).next;
    QVERIFY(next);
    QCOMPARE(next->window, (TimeRange {kMonday + kHour, kMonday + kHour + kMinute}));
    QCOMPARE(next->expectedMs, kMonday + kHour + kMinute + 45 * kSecond);
}

void TestCoverage::whatIsNotDueYetIsNotMissing()
{
    MadeListing made;
    made.addMinutes({kMonday, kMonday + kHour});
    const auto coverage = made.ask(kMonday, 120, kMonday + kHour + 2 * kMinute);
    QVERIFY(coverage.gaps.empty());
    QCOMPARE(coverage.due.to, kMonday + kHour);
    QCOMPARE(coverage.minutes, 60);
}

void TestCoverage::aStreamThatStoppedHasAnOpenGap()
{
    MadeListing made;
    made.addMinutes({kMonday - kDay, kMonday + kHour});
    const auto coverage = made.ask(kMonday, 240, kMonday + 2 * kHour);
    QCOMPARE(coverage.gaps.size(), 1U);
    QVERIFY(coverage.gaps.front().isOpen);
    QCOMPARE(coverage.gaps.front().range, (TimeRange {kMonday + kHour, kMonday + 2 * kHour - 3 * kMinute}));
    QCOMPARE(coverage.gaps.front().verdict, GapVerdict::Suspicious);
}

void TestCoverage::nothingIsDueBeforeTheFirstFile()
{
    MadeListing made;
    made.addMinutes({kMonday + kHour, kMonday + 2 * kHour});
    const auto coverage = made.ask(kMonday, 120, kMonday + 2 * kHour);
    QCOMPARE(coverage.due, (TimeRange {kMonday + kHour, kMonday + 2 * kHour}));
    QVERIFY(coverage.gaps.empty());
}

void TestCoverage::anEmptyListingHasNothing()
{
    const auto coverage = MadeListing().ask(kMonday, 60, kMonday + kHour);
    QCOMPARE(coverage.minutes, 0);
    QVERIFY(coverage.gaps.empty() && !coverage.next && !coverage.lag);
    QCOMPARE(coverage.cells.cells.size(), 60U);
    QCOMPARE(coverage.cells.mostBytes(), 0U);
}

void TestCoverage::theOrderOfTheListingDoesNotMatter()
{
    std::mt19937 random(5);
    MadeListing made;
    made.addByChance({kMonday, kMonday + 6 * kHour}, 0.6, random);
    const auto before = made.ask(kMonday, 360, kMonday + 6 * kHour);
    std::ranges::shuffle(made.listing().objects, random);
    const auto after = made.ask(kMonday, 360, kMonday + 6 * kHour);
    QCOMPARE(after.cells.cells, before.cells.cells);
    QCOMPARE(after.coveredMinutes, before.coveredMinutes);
    QCOMPARE(after.gaps.size(), before.gaps.size());
}

void TestCoverage::aStoppedReadingSaysSo()
{
    MadeListing made;
    made.addMinutes({kMonday, kMonday + kHour});
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(deliveryLogOf(made.listing(), stop.get_token()).error().code, ErrorCode::Cancelled);
    const auto log = made.log();
    const LearnedRate rate(log.covered, log.usualWindowMs);
    QCOMPARE(coverageOf(log, rate, {kMonday, kMinute, 60, kMinute, kMonday}, stop.get_token()).error().code, ErrorCode::Cancelled);
}

void TestCoverage::aHundredThousandNamesTakeLessThanASecondAndFewBytes()
{
#if defined(__SANITIZE_ADDRESS__)
    QSKIP("a sanitizer's memory and time are not the program's");
#endif
    const auto inUse = [] {
        const auto info = mallinfo2();
        return info.uordblks + info.hblkhd;
    };
    const auto before = inUse();
    MadeListing made;
    made.addMinutes({kMonday - 100'000 * kMinute, kMonday});
    const std::clock_t began = std::clock(); // of the processor: a busy machine is no fault of ours
    const auto log = made.log();
    const LearnedRate rate(log.covered, log.usualWindowMs);
    const auto coverage = coverageOf(log, rate, {kMonday - 30 * kDay, 15 * kMinute, std::size_t {30} * 96, 6 * kHour, kMonday});
    const auto ms = static_cast<long long>(std::clock() - began) * 1000 / CLOCKS_PER_SEC;
    const auto megabytes = (inUse() - before) / 1'000'000;
    qInfo("100,000 names: %lld ms, %zu MB with the listing", ms, megabytes);
    QCOMPARE(log.named.size(), 100'000U);
    QCOMPARE(coverage->coveredMinutes, 30 * 1440);
#if defined(__OPTIMIZE__)
    QVERIFY(ms < 1000);
#else
    QVERIFY(ms < 5000);
#endif
    QVERIFY(megabytes < 150);
}

QTEST_APPLESS_MAIN(TestCoverage)
#include "test_coverage.moc"
