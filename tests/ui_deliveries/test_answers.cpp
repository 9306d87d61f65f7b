// What one listing says, as the deliveries room words it.
#include "deliveries/deliveries_text.h"
#include "deliveries/files_model.h"
#include "ui_deliveries/delivered_week.h"

#include <QTest>

using namespace tracedeck;
using namespace tracedeck::test;

class DeliveriesAnswersTest : public QObject {
    Q_OBJECT

private slots:
    void cellsSayWhatBecameOfTheirMinute()
    {
        const auto answer = answerOf();
        const auto at = [&](std::int64_t ms) {
            return answer.states[static_cast<std::size_t>((ms - answer.coverage.cells.start) / kMinute)];
        };
        QCOMPARE(answer.states.size(), 1440U);
        QCOMPARE(at(kGapFrom), CellState::Missing);
        QCOMPARE(at(kGapTo - kMinute), CellState::Missing);
        QCOMPARE(at(kGapTo), CellState::Arrived);
        QCOMPARE(at(kLateFrom), CellState::Late);
        QCOMPARE(at(kLateTo), CellState::Arrived);
        QCOMPARE(at(kNow - 2 * kMinute), CellState::Expected);
        QCOMPARE(at(kNow + 10 * kMinute), CellState::Ahead);
        QCOMPARE(std::ranges::count(answer.states, CellState::Missing), 8);
        QCOMPARE(std::ranges::count(answer.states, CellState::Late), 11);
    }

    void longSpansShowAShortGapToo()
    {
        for (const auto span : {DeliveriesSpan::SixHours, DeliveriesSpan::Week, DeliveriesSpan::Month}) {
            const auto answer = answerOf(span);
            QCOMPARE(answer.states.size(), static_cast<std::size_t>(shapeOf(span).rows * shapeOf(span).columns));
            QVERIFY(std::ranges::count(answer.states, CellState::Missing) > 0);
            QCOMPARE(answer.missing(), 1U);
            QVERIFY(answer.coverage.cells.range().contains(kNow));
        }
        QCOMPARE(answerOf(DeliveriesSpan::Month).states.front(), CellState::Before);
    }

    void quietHoursAreNoIncident()
    {
        MadeListing made;
        for (int day = -4; day <= 0; ++day)
            made.addMinutes({kMonday + day * kDay + 6 * kHour, kMonday + day * kDay + 10 * kHour});
        const auto answer = *answerDeliveries(shared(std::move(made)), DeliveriesSpan::Day, kMonday + 10 * kHour);
        QVERIFY(answer.incidents.empty());
        QVERIFY(std::ranges::count(answer.states, CellState::NoTraffic) > 600);
    }

    void incidentsSayWhyAndThatNothingIsSentAgain()
    {
        const auto answer = answerOf();
        QCOMPARE(answer.incidents.size(), 2U);
        QCOMPARE(answer.incidents[0].range, (TimeRange {kGapFrom, kGapTo}));
        QVERIFY(verdictText(answer.incidents[0]).contains(u"Suspicious"));
        QVERIFY(reasonText(answer.incidents[0]).contains(u"these 8 windows"));
        QCOMPARE(resendText(answer.incidents[0]), u"No. Logpush does not backfill."_s);
        QCOMPARE(answer.incidents[1].range, (TimeRange {kLateFrom, kLateTo}));
        QCOMPARE(answer.incidents[1].late.catchUps, 11U);
    }

    void countedRunsMakeAGapCertain()
    {
        const auto with = [](std::uint64_t runs) {
            return *answerDeliveries(known(), DeliveriesSpan::Day, kNow, {}, {{{kGapFrom, kGapTo}, runs}});
        };
        const auto certain = with(41);
        QCOMPARE(certain.incidents[0].verdict, objects::GapVerdict::Certain);
        QVERIFY(reasonText(certain.incidents[0]).startsWith(u"Cloudflare counted about 41 runs"));
        const auto none = with(0);
        QCOMPARE(none.incidents[0].verdict, objects::GapVerdict::Suspicious);
        QVERIFY(reasonText(none.incidents[0]).contains(u"counted no run"));
    }

    void windowsAreWrittenAsInTheName()
    {
        QCOMPARE(windowText({kGapFrom, kGapFrom + kMinute}), u"20261123T110700Z_110800Z"_s);
        QCOMPARE(windowText({kMonday - kMinute, kMonday}), u"20261122T235900Z_20261123T000000Z"_s);
    }

    void hostileNamesAreMadeVisible()
    {
        const auto lines = filesIn(answerOf(), {kNow - 31 * kMinute, kNow - 29 * kMinute});
        FilesModel files;
        files.setLines(lines);
        bool found = false;
        for (int row = 0; row < files.rowCount(); ++row) {
            const auto name = files.index(row, FilesModel::Window).data().toString();
            QVERIFY(!name.contains(QChar(0x202E)));
            found |= name.contains(u"evil");
        }
        QVERIFY(found);
    }
};

QTEST_APPLESS_MAIN(DeliveriesAnswersTest)
#include "test_answers.moc"
