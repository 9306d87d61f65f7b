// What ran inside of a gap is asked of Cloudflare, and only what should have been delivered counts.
#include "gap_counts.h"
#include "support/fake_net.h"
#include "support/generated_store.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace tracedeck;
using namespace Qt::Literals::StringLiterals;

class TestGapCounts : public QObject {
    Q_OBJECT
private slots:
    void runsOfWorkersThatAreDeliveredCount();
    void nothingIsAskedWhereAJobDropsEvents();
    void eachGapIsAskedAboutOnce();
    void aGapThatIsBeingAskedAboutIsNotAskedTwice();
    void whatIsRefusedIsNotAskedAgain();
    void aCutAnswerIsNoNumber();
    void whereNothingWasDeliveredBeforeNothingIsKnown();
    void nothingIsToldAfterItWasClosed();
};

namespace {

constexpr std::int64_t kMinute = 60'000, kNoon = 1'763'596'800'000 + 12 * 60 * kMinute;

objects::Gap gapAt(std::int64_t from)
{
    return {{from, from + 20 * kMinute}, objects::GapVerdict::Suspicious, {}, false, {}};
}

/// An account whose analytics answer so, and a day that was delivered.
struct Stage {
    tests::GeneratedStore day {20'000};
    test::FakeTransport net;
    QThreadPool pool;
    GapCounts counts {pool};
    QString worker; ///< one that was delivered before noon

    Stage()
    {
        store::Query query;
        query.range = {kNoon - 60 * kMinute, kNoon};
        worker = QString::fromStdString(
            store::countValues(*store::select(day.snapshot(), query), store::Column::ScriptName, 1)->values.front().value);
        counts.open({net,
                     QUrl(u"https://api.example.com/client/v4"_s),
                     {cloudflare::Credential::Kind::ApiToken, {}, std::make_shared<const Secret>(QByteArrayView("sesame"))}},
                    u"0a"_s, day.store());
        counts.setKeepsAll(true);
        counts.setPushing({worker, u"new-worker"_s});
    }
    ~Stage() { pool.waitForDone(); }

    void answer(const std::vector<std::pair<QString, int>>& runs) { net.answers = {answerOf(runs)}; }

    static net::Response answerOf(const std::vector<std::pair<QString, int>>& runs)
    {
        QJsonArray rows;
        for (const auto& [name, count] : runs)
            rows.append(QJsonObject {{u"sum"_s, QJsonObject {{u"requests"_s, count}, {u"errors"_s, 0}}},
                                     {u"dimensions"_s, QJsonObject {{u"scriptName"_s, name}}}});
        const QJsonObject account {{u"workersInvocationsAdaptive"_s, rows}};
        const QJsonObject data {{u"viewer"_s, QJsonObject {{u"accounts"_s, QJsonArray {account}}}}};
        return test::FakeTransport::response(200, QJsonDocument(QJsonObject {{u"data"_s, data}, {u"errors"_s, QJsonValue()}}).toJson());
    }
};

} // namespace

void TestGapCounts::runsOfWorkersThatAreDeliveredCount()
{
    Stage stage;
    stage.answer({{stage.worker, 30}, {u"new-worker"_s, 500}, {u"switched-off"_s, 7000}});
    QSignalSpy counted(&stage.counts, &GapCounts::counted);
    stage.counts.count({gapAt(kNoon)}, kMinute);
    QVERIFY(counted.wait());
    QCOMPARE(stage.counts.counts().front().gap, gapAt(kNoon).range);
    QCOMPARE(stage.counts.counts().front().runs, std::uint64_t {30}); // the new one has not been delivered before, the last one is off
    const QByteArray body = stage.net.requests.front().body;
    QVERIFY(body.contains("2025-11-20T12:02:00Z") && body.contains("2025-11-20T12:17:59Z")); // the inside alone
}

void TestGapCounts::nothingIsAskedWhereAJobDropsEvents()
{
    Stage stage;
    stage.answer({{stage.worker, 30}});
    stage.counts.setKeepsAll(false);
    stage.counts.count({gapAt(kNoon)}, kMinute);
    stage.pool.waitForDone();
    QVERIFY(stage.net.requests.empty());
    QSignalSpy counted(&stage.counts, &GapCounts::counted);
    stage.counts.setKeepsAll(true); // as soon as it is known
    QVERIFY(counted.wait());
}

void TestGapCounts::eachGapIsAskedAboutOnce()
{
    Stage stage;
    stage.answer({{stage.worker, 30}});
    QSignalSpy counted(&stage.counts, &GapCounts::counted);
    const std::vector<objects::Gap> gaps {gapAt(kNoon), gapAt(kNoon - 120 * kMinute)};
    stage.counts.count(gaps, kMinute);
    QVERIFY(counted.wait()); // of both at once
    QCOMPARE(stage.counts.counts().size(), std::size_t {2});
    stage.counts.count(gaps, kMinute);
    stage.counts.count({gapAt(kNoon), gapAt(kNoon + 90 * kMinute)}, kMinute);
    QVERIFY(counted.wait());
    QCOMPARE(stage.counts.counts().size(), std::size_t {3});
    QCOMPARE(counted.size(), 2);
    QCOMPARE(stage.net.requests.size(), std::size_t {3});
}

void TestGapCounts::aGapThatIsBeingAskedAboutIsNotAskedTwice()
{
    Stage stage;
    QSignalSpy counted(&stage.counts, &GapCounts::counted);
    stage.counts.count({gapAt(kNoon)}, kMinute);
    QTRY_COMPARE(stage.net.requests.size(), std::size_t {1}); // it keeps silent
    stage.counts.count({gapAt(kNoon)}, kMinute);
    stage.net.answerSilent(stage.answerOf({{stage.worker, 30}}));
    QTRY_COMPARE(counted.size(), 1);
    stage.pool.waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(stage.net.requests.size(), std::size_t {1});
    QCOMPARE(stage.counts.counts().size(), std::size_t {1});
}

void TestGapCounts::whatIsRefusedIsNotAskedAgain()
{
    Stage stage;
    stage.net.answers = {test::FakeTransport::response(
        403, R"({"success":false,"errors":[{"code":10000,"message":"Authentication error"}],"result":null})")};
    stage.counts.count({gapAt(kNoon)}, kMinute);
    QTRY_COMPARE(stage.net.requests.size(), std::size_t {1});
    stage.answer({{stage.worker, 30}});
    QSignalSpy counted(&stage.counts, &GapCounts::counted);
    stage.counts.count({gapAt(kNoon), gapAt(kNoon + 60 * kMinute)}, kMinute);
    QTRY_COMPARE(counted.size(), 1);
    QCOMPARE(stage.counts.counts().front().gap, gapAt(kNoon + 60 * kMinute).range);
}

void TestGapCounts::aCutAnswerIsNoNumber()
{
    Stage stage;
    QSignalSpy counted(&stage.counts, &GapCounts::counted);
    stage.net.answers = {Stage::answerOf(std::vector(10'000, std::pair(stage.worker, 3))), Stage::answerOf({{stage.worker, 3}})};
    stage.counts.count({gapAt(kNoon), gapAt(kNoon + 60 * kMinute)}, kMinute);
    QVERIFY(counted.wait());
    QCOMPARE(stage.counts.counts().size(), std::size_t {1});
    QCOMPARE(stage.counts.counts().front().gap, gapAt(kNoon + 60 * kMinute).range);
}

void TestGapCounts::whereNothingWasDeliveredBeforeNothingIsKnown()
{
    Stage stage;
    stage.answer({{stage.worker, 30}});
    QSignalSpy counted(&stage.counts, &GapCounts::counted);
    stage.counts.count({gapAt(kNoon - 400'000 * kMinute), gapAt(kNoon)}, kMinute);
    QVERIFY(counted.wait());
    QCOMPARE(stage.counts.counts().size(), std::size_t {1}); // no gap of 0 runs beside it
    QCOMPARE(stage.counts.counts().front().gap, gapAt(kNoon).range);
    QCOMPARE(stage.net.requests.size(), std::size_t {1});
}

void TestGapCounts::nothingIsToldAfterItWasClosed()
{
    Stage stage;
    QSignalSpy counted(&stage.counts, &GapCounts::counted);
    stage.counts.count({gapAt(kNoon)}, kMinute);
    QTRY_COMPARE(stage.net.requests.size(), std::size_t {1}); // it keeps silent
    stage.counts.close();
    stage.net.answerSilent(test::FakeTransport::response(200, "{}"));
    QCoreApplication::processEvents();
    QVERIFY(counted.isEmpty() && stage.counts.counts().empty());
}

QTEST_GUILESS_MAIN(TestGapCounts)
#include "test_gap_counts.moc"
