// Where Cloudflare counted runs that no file covers, a gap is no guess any more.
#include "objects/coverage_counts.h"
#include "objects/listings.h"

#include <QtTest>

using namespace tracedeck;
using namespace tracedeck::objects;
using namespace tracedeck::test;

class TestCoverageCounts : public QObject {
    Q_OBJECT

private slots:
    void whatRanInAGapMakesItCertain();
    void whereNothingWasCountedItStaysWhatItWas();
    void theEdgesOfAGapBelongToItsNeighbours();
    void gapsThatGrowAndQuietOnesAreNotAskedAbout();
};

namespace {

constexpr std::int64_t kNoon = kMonday + 12 * kHour;

/// A file a minute for ten hours, but for these minutes before noon.
Coverage withGap(std::int64_t minutes)
{
    MadeListing made;
    made.addMinutes({kMonday + 4 * kHour, kNoon - minutes * kMinute});
    made.addMinutes({kNoon, kNoon + 2 * kHour});
    return made.ask(kMonday, 24 * 60, kNoon + 2 * kHour + kMinute);
}

} // namespace

void TestCoverageCounts::whatRanInAGapMakesItCertain()
{
    Coverage coverage = withGap(20);
    const auto asked = gapsToCount(coverage);
    QCOMPARE(asked.size(), std::size_t {1});
    QCOMPARE(asked[0].verdict, GapVerdict::Suspicious);
    const std::int64_t missing = coverage.missingMs;
    applyCounts(coverage, {{asked[0].range, 7}});
    const auto gap = std::ranges::find(coverage.gaps, GapVerdict::Certain, &Gap::verdict);
    QVERIFY(gap != coverage.gaps.end());
    QCOMPARE(gap->counted, std::optional<std::uint64_t>(7));
    QCOMPARE(coverage.missingMs, missing); // it was missing before
    Coverage unclear = withGap(20);
    unclear.gaps.front().verdict = GapVerdict::Unclear;
    unclear.missingMs = 0;
    applyCounts(unclear, {{unclear.gaps.front().range, 1}});
    QCOMPARE(unclear.missingMs, 20 * kMinute);
}

void TestCoverageCounts::whereNothingWasCountedItStaysWhatItWas()
{
    Coverage coverage = withGap(20);
    applyCounts(coverage, {{coverage.gaps.front().range, 0}});
    QCOMPARE(coverage.gaps.front().verdict, GapVerdict::Suspicious);
    QCOMPARE(coverage.gaps.front().counted, std::optional<std::uint64_t>(0));
    QCOMPARE(withGap(20).gaps.front().counted, std::nullopt);
}

void TestCoverageCounts::theEdgesOfAGapBelongToItsNeighbours()
{
    const Gap gap {{kNoon, kNoon + 20 * kMinute}, GapVerdict::Suspicious, {}, false, {}};
    QCOMPARE(*insideOf(gap, kMinute), (TimeRange {kNoon + 2 * kMinute, kNoon + 18 * kMinute}));
    QCOMPARE(*insideOf(gap, 4 * kMinute), (TimeRange {kNoon + 8 * kMinute, kNoon + 12 * kMinute}));
    QVERIFY(!insideOf(gap, 5 * kMinute));
    QVERIFY(!insideOf({{kNoon, kNoon + 4 * kMinute}, GapVerdict::Suspicious, {}, false, {}}, kMinute));
    QVERIFY(gapsToCount(withGap(4)).empty());
}

void TestCoverageCounts::gapsThatGrowAndQuietOnesAreNotAskedAbout()
{
    Coverage coverage = withGap(30);
    coverage.gaps.front().isOpen = true;
    QVERIFY(gapsToCount(coverage).empty());
    applyCounts(coverage, {{coverage.gaps.front().range, 5}});
    QCOMPARE(coverage.gaps.front().verdict, GapVerdict::Suspicious);
    coverage.gaps.front().isOpen = false;
    coverage.gaps.front().verdict = GapVerdict::Quiet;
    QVERIFY(gapsToCount(coverage).empty());
}

QTEST_APPLESS_MAIN(TestCoverageCounts)
#include "test_coverage_counts.moc"
