// What is thought of silences, on histories whose answers are known.
#include "objects/listings.h"

#include <QtTest>

#include <cmath>

using namespace tracedeck;
using namespace tracedeck::objects;
using namespace tracedeck::test;

namespace {

constexpr std::int64_t kHistory = 7 * kDay;
constexpr std::size_t kDayMinutes = std::size_t {24} * 60;

const Gap* gapAt(const Coverage& coverage, std::int64_t from)
{
    const auto found = std::ranges::find(coverage.gaps, from, [](const Gap& gap) { return gap.range.from; });
    return found == coverage.gaps.end() ? nullptr : &*found;
}

} // namespace

class TestCoverageRate : public QObject {
    Q_OBJECT

private slots:
    void aHoleInASteadyStreamIsSuspicious();
    void oneFileMissingInASteadyStreamIsSuspicious();
    void theNightIsQuietOnceOtherNightsAreKnown();
    void theNightIsSuspiciousWhereOtherNightsHadFiles();
    void aQuietSundayIsQuietWhenTheLastOneWas();
    void oneFileExpectedButNotThereIsUnclear();
    void aShortListingSaysNothing();
    void theWholeHourMissingIsJudgedByTheHoursBesideIt();
    void rateAndChanceAreWhatTheHeaderSays();
    void aHealthyStreamIsRarelySuspected();
    void aSilenceOfYearsIsUnclear();
    void longWindowsAreJudgedInTheirOwnSteps();
    void certainIsNeverSaidByAListing();
};

void TestCoverageRate::aHoleInASteadyStreamIsSuspicious()
{
    MadeListing made;
    const std::int64_t from = kMonday + 11 * kHour + 7 * kMinute, to = from + 8 * kMinute;
    made.addMinutes({kMonday - kHistory, from});
    made.addMinutes({to, kMonday + kDay});
    const auto coverage = made.ask(kMonday, kDayMinutes, kMonday + kDay + kHour);
    const Gap* gap = gapAt(coverage, from);
    QVERIFY(gap);
    QCOMPARE(gap->range, (TimeRange {from, to}));
    QCOMPARE(gap->verdict, GapVerdict::Suspicious);
    QCOMPARE(gap->odds.steps, 8);
    QVERIFY(gap->odds.chance < 1e-12);
    QCOMPARE(coverage.missingMs, 8 * kMinute);
    QCOMPARE(coverage.coveredMinutes, 1432);
    QCOMPARE(coverage.minutes, 1440);
}

void TestCoverageRate::oneFileMissingInASteadyStreamIsSuspicious()
{
    MadeListing made;
    const std::int64_t at = kMonday + 11 * kHour;
    made.addMinutes({kMonday - kHistory, at});
    made.addMinutes({at + kMinute, kMonday + kDay});
    QCOMPARE(gapAt(made.ask(kMonday, kDayMinutes, kMonday + 2 * kDay), at)->verdict, GapVerdict::Suspicious);
}

void TestCoverageRate::theNightIsQuietOnceOtherNightsAreKnown()
{
    MadeListing made;
    for (int day = -4; day <= 0; ++day) // Thursday to Monday; files from 06:00 to 22:00
        made.addMinutes({kMonday + day * kDay + 6 * kHour, kMonday + day * kDay + 22 * kHour});
    const auto coverage = made.ask(kMonday - kDay, 2 * kDayMinutes, kMonday + kDay);
    const Gap* night = gapAt(coverage, kMonday - 2 * kHour);
    QVERIFY(night);
    QCOMPARE(night->verdict, GapVerdict::Quiet);
    QCOMPARE(coverage.missingMs, 0);
}

void TestCoverageRate::theNightIsSuspiciousWhereOtherNightsHadFiles()
{
    MadeListing made;
    made.addMinutes({kMonday - kHistory, kMonday + kHour});
    made.addMinutes({kMonday + 5 * kHour, kMonday + kDay});
    QCOMPARE(gapAt(made.ask(kMonday, kDayMinutes, kMonday + 2 * kDay), kMonday + kHour)->verdict, GapVerdict::Suspicious);
}

void TestCoverageRate::aQuietSundayIsQuietWhenTheLastOneWas()
{
    MadeListing made;
    for (int day = -15; day <= 0; ++day)
        if ((day + 15) % 7 != 0 && (day + 15) % 7 != 6) // -15 is a Sunday, -16 a Saturday
            made.addMinutes({kMonday + day * kDay + 8 * kHour, kMonday + day * kDay + 18 * kHour});
    const auto coverage = made.ask(kMonday - 3 * kDay, 4 * kDayMinutes, kMonday + kDay);
    const Gap* weekend = gapAt(coverage, kMonday - 3 * kDay + 18 * kHour);
    QVERIFY(weekend);
    QCOMPARE(weekend->range.to, kMonday + 8 * kHour);
    QCOMPARE(weekend->verdict, GapVerdict::Quiet);
}

void TestCoverageRate::oneFileExpectedButNotThereIsUnclear()
{
    // Every other minute of eight days has a file: three minutes without one say nothing yet, eight do.
    MadeListing made;
    const std::int64_t shortly = kMonday + 9 * kHour + kMinute, longly = kMonday + 15 * kHour + kMinute;
    for (std::int64_t at = kMonday - kHistory; at < kMonday + kDay; at += 2 * kMinute)
        if (at != shortly + kMinute && !(at > longly && at < longly + 10 * kMinute))
            made.add({at, at + kMinute});
    const auto coverage = made.ask(kMonday, kDayMinutes, kMonday + 2 * kDay);
    QCOMPARE(gapAt(coverage, shortly)->odds.steps, 3);
    QCOMPARE(gapAt(coverage, shortly)->verdict, GapVerdict::Unclear);
    QCOMPARE(gapAt(coverage, longly)->odds.steps, 11);
    QCOMPARE(gapAt(coverage, longly)->verdict, GapVerdict::Suspicious);
    QCOMPARE(gapAt(coverage, shortly + 4 * kMinute)->verdict, GapVerdict::Quiet); // one minute of two: half a file
}

void TestCoverageRate::aShortListingSaysNothing()
{
    MadeListing made;
    made.add({kMonday, kMonday + kMinute});
    made.add({kMonday + 20 * kMinute, kMonday + 21 * kMinute});
    const auto coverage = made.ask(kMonday, 60, kMonday + 21 * kMinute);
    QCOMPARE(coverage.gaps.size(), 1U);
    QCOMPARE(coverage.gaps.front().odds.learnedFrom, 0U);
    QCOMPARE(coverage.gaps.front().verdict, GapVerdict::Unclear);
}

void TestCoverageRate::theWholeHourMissingIsJudgedByTheHoursBesideIt()
{
    MadeListing made;
    const std::int64_t from = kMonday + 11 * kHour;
    made.addMinutes({kMonday, from});
    made.addMinutes({from + kHour, kMonday + kDay});
    const Gap gap = *gapAt(made.ask(kMonday, kDayMinutes, kMonday + kDay), from);
    QCOMPARE(gap.odds.learnedFrom, 120U);
    QCOMPARE(gap.verdict, GapVerdict::Suspicious);
}

void TestCoverageRate::rateAndChanceAreWhatTheHeaderSays()
{
    // 30 of the 60 minutes of each 09 o'clock on five working days; asked about three more of them.
    MadeListing made;
    for (int day = 0; day < 5; ++day)
        for (int minute = 0; minute < 60; minute += 2)
            made.add({kMonday + day * kDay + 9 * kHour + minute * kMinute, kMonday + day * kDay + 9 * kHour + (minute + 1) * kMinute});
    const auto log = made.log();
    const LearnedRate rate(log.covered, log.usualWindowMs);
    const std::int64_t next = kMonday + 7 * kDay + 9 * kHour; // another Monday, no part of the history
    const auto odds = rate.oddsOf({next, next + 3 * kMinute});
    const double known = 150.0 / (299 + 1); // the history ends with the last window
    QCOMPARE(odds.learnedFrom, 299U);
    QVERIFY(std::abs(odds.expected - 3 * known) < 1e-12);
    QVERIFY(std::abs(odds.chance - std::pow(1 - known, 3)) < 1e-12);
}

void TestCoverageRate::aHealthyStreamIsRarelySuspected()
{
    for (const double chance : {0.15, 0.5, 0.9}) {
        std::mt19937 random(20261123);
        MadeListing made;
        made.addByChance({kMonday - 28 * kDay, kMonday}, chance, random);
        const auto coverage = made.ask(kMonday - 28 * kDay, 28 * kDayMinutes, kMonday);
        const auto suspicious = std::ranges::count_if(coverage.gaps, [](const Gap& gap) { return gap.isMissing(); });
        const double share = static_cast<double>(suspicious) / (28.0 * kDayMinutes);
        QVERIFY2(share < 0.01, qPrintable(QStringLiteral("%1 of the minutes at %2").arg(share).arg(chance)));
    }
}

void TestCoverageRate::aSilenceOfYearsIsUnclear()
{
    MadeListing made;
    made.addMinutes({kMonday - 4000 * kDay, kMonday - 4000 * kDay + kHour});
    made.addMinutes({kMonday, kMonday + kHour});
    const auto coverage = made.ask(kMonday - kDay, 2 * kDayMinutes, kMonday + kHour);
    QCOMPARE(coverage.gaps.size(), 1U);
    QCOMPARE(coverage.gaps.front().range.from, kMonday - kDay); // what is shown of it
    QCOMPARE(coverage.gaps.front().verdict, GapVerdict::Unclear);
}

void TestCoverageRate::longWindowsAreJudgedInTheirOwnSteps()
{
    // Windows of five minutes: one that is not there is one silence, not five.
    MadeListing made;
    for (std::int64_t at = kMonday - kHistory; at < kMonday + kDay; at += 5 * kMinute)
        if (at != kMonday + 10 * kHour)
            made.add({at, at + 5 * kMinute});
    const auto coverage = made.ask(kMonday, kDayMinutes, kMonday + 2 * kDay);
    QCOMPARE(coverage.stepMs, 5 * kMinute);
    QCOMPARE(gapAt(coverage, kMonday + 10 * kHour)->odds.steps, 1);
}

void TestCoverageRate::certainIsNeverSaidByAListing()
{
    for (const double chance : {0.0, 1e-300, 0.009, 0.5, 1.0})
        QVERIFY(verdictOf({10, 5, chance, 100}) != GapVerdict::Certain);
    QVERIFY((Gap {{0, 1}, GapVerdict::Certain, {}, false}.isMissing()));
}

QTEST_APPLESS_MAIN(TestCoverageRate)
#include "test_coverage_rate.moc"
