#include "feed_text.h"

#include <QTest>

using namespace tracedeck;
using namespace Qt::Literals::StringLiterals;

class TestFeedText : public QObject {
    Q_OBJECT

private slots:
    void howFarBehindIsSaidInWholeSeconds();
    void offlineIsSaidAndHowOldThingsAre();
    void theGravestIsSaid();
    void nothingIsSaidOfAGoodSync();
    void sourcesThatOverlapAreNamed();
};

void TestFeedText::howFarBehindIsSaidInWholeSeconds()
{
    QCOMPARE(behindText(52'345), u"52 s behind"_s);
    QCOMPARE(behindText(72'900), u"1 min 12 s behind"_s);
    sync::Follow::State state;
    state.newestMs = 1'000'000;
    QCOMPARE(liveState(state, true, 1'012'400).remark, u"12 s behind"_s);
    QCOMPARE(liveState({}, true, 1'012'400).remark, u"no files yet"_s);
    QCOMPARE(liveState(state, false, 1'012'400).remark, u"off"_s);
}

void TestFeedText::offlineIsSaidAndHowOldThingsAre()
{
    sync::Follow::State state;
    state.newestMs = 1'000'000;
    state.trouble = Error {ErrorCode::Unreachable, {}, {}};
    const auto live = liveState(state, true, 1'012'400);
    QVERIFY(live.isTroubled);
    QCOMPARE(live.remark, u"offline, 12 s behind"_s);
    QVERIFY(!liveState(state, false, 1'012'400).isTroubled);
}

void TestFeedText::theGravestIsSaid()
{
    sync::SyncReport report;
    report.overlapping = 7;
    QVERIFY(findingOf(report)->sentence.startsWith(u"7 file(s) were read before"));
    QVERIFY(!findingOf(report)->mayHelpToTryAgain);
    report.setAsideTotal = 2;
    report.setAside.push_back({u"a.log.gz"_s, {ErrorCode::ObjectTruncated, {}, u"a.log.gz"_s}});
    QVERIFY(findingOf(report)->sentence.contains(u"a.log.gz ends early"));
    QVERIFY(findingOf(report)->mayHelpToTryAgain);
    report.failedTotal = 1;
    QCOMPARE(findingOf(report)->kind, ui::BadgeKind::Danger);
}

void TestFeedText::sourcesThatOverlapAreNamed()
{
    const settings::LogSource named {u"1"_s, u"All of it"_s, settings::FolderPlace {u"/logs"_s}};
    const settings::LogSource plain {u"2"_s, {}, settings::FolderPlace {u"/logs/2026"_s}};
    QVERIFY(!overlapFinding({}));
    const auto finding = overlapFinding({&named, &plain});
    QVERIFY(finding->sentence.startsWith(u"This source and All of it, /logs/2026 overlap"));
    QCOMPARE(finding->kind, ui::BadgeKind::Info);
}

void TestFeedText::nothingIsSaidOfAGoodSync()
{
    sync::SyncReport report;
    report.read = report.listed = 10;
    QVERIFY(!findingOf(report));
}

QTEST_GUILESS_MAIN(TestFeedText)
#include "test_feed_text.moc"
