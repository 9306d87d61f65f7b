#include "sandbox/pipeline_stage.h"
#include "support/waited.h"

#include <QtTest>

#include <set>

using namespace tracedeck;
using namespace tracedeck::sandbox;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

/// What happens to a job whose pushes do not go as they should.
class TestPipelineTroubles : public QObject {
    Q_OBJECT

private slots:
    void aFailedPushIsToldAndTriedAgain();
    void nothingReachesADestinationThatIsDownAtTheEnd();
    void aBatchIsGivenUpAfterItsTries();
    void theTriesAreSpreadOverTheirTime();
    void aDayOfFailuresSwitchesTheJobOff();
    void aFaultSwitchesJobsOffOnce();
    void aGapLosesBatchesSilently();
    void aDuplicateArrivesUnderTwoNames();
    void aLateBatchComesTwentyMinutesLater();
    void aReceiverThatComesBackGetsTheBatch();
};

void TestPipelineTroubles::aFailedPushIsToldAndTriedAgain()
{
    PipelineStage stage;
    const qint64 id = stage.addJob();
    QVERIFY(stage.faults.set({u"destination-down"_s}));
    stage.take(2);
    stage.pass(30);
    QTRY_COMPARE(stage.job(id).lastErrorMs, stage.clock.now);
    QVERIFY(stage.job(id).errorMessage.startsWith(u"error writing object: error uploading"_s));
    QCOMPARE(stage.job(id).lastCompleteMs, 0);
    QVERIFY(stage.job(id).isEnabled());
    QVERIFY(stage.faults.set({}));
    stage.pass(75);
    QTRY_COMPARE(stage.lines(), 2);
    QTRY_COMPARE(stage.job(id).lastErrorMs, 0);
    QCOMPARE(stage.job(id).errorMessage, QString());
    QCOMPARE(stage.job(id).lastCompleteMs, kStart + 30'000);
}

void TestPipelineTroubles::nothingReachesADestinationThatIsDownAtTheEnd()
{
    PipelineStage stage;
    const qint64 id = stage.addJob();
    QVERIFY(stage.faults.set({u"destination-down"_s}));
    stage.take(2);
    stage.restart();
    QCOMPARE(stage.lines(), 0);
    QVERIFY(stage.job(id).errorMessage.startsWith(u"error writing object: error uploading"_s));
    QCOMPARE(stage.job(id).lastCompleteMs, 0);
}

void TestPipelineTroubles::aBatchIsGivenUpAfterItsTries()
{
    PipelineStage stage;
    const qint64 id = stage.addJob();
    stage.keeper.held.facts.retryAttempts = 2;
    QVERIFY(stage.faults.set({u"destination-down"_s}));
    stage.take(2);
    for (const int seconds : {30, 300}) {
        stage.pass(seconds);
        QTRY_COMPARE(stage.job(id).lastErrorMs, stage.clock.now);
    }
    QVERIFY(stage.faults.set({}));
    stage.take(1);
    stage.pass(3600);
    QTRY_COMPARE(stage.lines(), 1); // the two are lost for good
}

void TestPipelineTroubles::theTriesAreSpreadOverTheirTime()
{
    PipelineStage stage;
    const qint64 id = stage.addJob();
    QVERIFY(stage.faults.set({u"destination-down"_s}));
    stage.take(1);
    stage.pass(30);
    std::set<qint64> tried;
    for (int second = 0; second < 400; second += 5) {
        QTest::qWait(2);
        tried.insert(stage.job(id).lastErrorMs);
        stage.pass(5);
    }
    tried.erase(0);
    QCOMPARE(tried.size(), std::size_t {5});
    QVERIFY(*tried.rbegin() - *tried.begin() >= 300'000 && *tried.rbegin() - *tried.begin() <= 340'000);
}

void TestPipelineTroubles::aDayOfFailuresSwitchesTheJobOff()
{
    PipelineStage stage;
    const qint64 id = stage.addJob();
    QVERIFY(stage.faults.set({u"destination-down"_s}));
    stage.take(1);
    stage.pass(30);
    QTRY_VERIFY(stage.job(id).failingSinceMs > 0);
    stage.pass(qint64 {23} * 3600);
    QTRY_COMPARE(stage.job(id).lastErrorMs, stage.clock.now);
    QVERIFY(stage.job(id).isEnabled());
    stage.pass(3600);
    QTRY_VERIFY(!stage.job(id).isEnabled());
    QVERIFY(!stage.job(id).errorMessage.isEmpty());
    QVERIFY(stage.faults.set({}));
    stage.pass(1);
    stage.take(5);
    stage.change(id, u"enabled"_s, true); // a person switches it on again
    stage.take(1);
    stage.pass(30);
    QTRY_COMPARE(stage.job(id).lastCompleteMs, stage.clock.now);
    QCOMPARE(stage.job(id).errorMessage, QString());
}

void TestPipelineTroubles::aFaultSwitchesJobsOffOnce()
{
    PipelineStage stage;
    const qint64 id = stage.addJob();
    QVERIFY(stage.faults.set({u"auto-disable"_s}));
    stage.pipeline->faultsChanged();
    QVERIFY(!stage.job(id).isEnabled());
    QVERIFY(stage.job(id).lastErrorMs > 0);
    stage.change(id, u"enabled"_s, true);
    stage.pipeline->faultsChanged();
    QVERIFY(stage.job(id).isEnabled());
    stage.take(1);
    stage.pass(30);
    QTRY_COMPARE(stage.lines(), 1);
}

void TestPipelineTroubles::aGapLosesBatchesSilently()
{
    PipelineStage stage;
    const qint64 id = stage.addJob();
    QVERIFY(stage.faults.set({u"gap"_s}));
    stage.take(5);
    stage.pass(30);
    QCOMPARE(stage.job(id).lastCompleteMs, stage.clock.now);
    QCOMPARE(stage.job(id).lastErrorMs, 0);
    QVERIFY(stage.faults.set({}));
    stage.take(1);
    stage.pass(30);
    QTRY_COMPARE(stage.lines(), 1);
}

void TestPipelineTroubles::aDuplicateArrivesUnderTwoNames()
{
    PipelineStage stage;
    stage.addJob();
    QVERIFY(stage.faults.set({u"duplicate"_s}));
    stage.take(3);
    stage.pass(30);
    QTRY_COMPARE(stage.objects().size(), std::size_t {2});
    QCOMPARE(stage.lines(), 6);
    QCOMPARE(stage.objects()[0].etag, stage.objects()[1].etag);
}

void TestPipelineTroubles::aLateBatchComesTwentyMinutesLater()
{
    PipelineStage stage;
    stage.addJob();
    QVERIFY(stage.faults.set({u"late"_s}));
    stage.take(3);
    stage.pass(30);
    QVERIFY(stage.faults.set({}));
    stage.take(1);
    stage.pass(30);
    QTRY_COMPARE(stage.lines(), 1);
    stage.pass(1170);
    QTRY_COMPARE(stage.lines(), 4);
    QVERIFY(stage.objects()[0].key.startsWith(u"w/20261121/20261121T120000Z_"_s)); // its window is that of its records
}

void TestPipelineTroubles::aReceiverThatComesBackGetsTheBatch()
{
    PipelineStage stage;
    QByteArray got;
    int status = 503;
    auto receiver = LoopbackServer::start(0, [&](const WireRequest& request) {
        WireAnswer answer;
        answer.status = status;
        if (status == 200)
            got = gunzip(request.body);
        return answer;
    });
    QVERIFY(receiver);
    const qint64 id = stage.addJob({}, u"https://127.0.0.1:%1/logs"_s.arg((*receiver)->port()));
    stage.take(2);
    stage.pass(30);
    QTRY_VERIFY(stage.job(id).errorMessage.endsWith(u"HTTP status 503"_s));
    status = 200;
    stage.pass(75);
    QTRY_COMPARE(got.count('\n'), 2);
    QTRY_COMPARE(stage.job(id).errorMessage, QString());
}

QTEST_GUILESS_MAIN(TestPipelineTroubles)
#include "test_pipeline_troubles.moc"
