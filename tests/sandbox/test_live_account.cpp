#include "delivery/scene.h"
#include "objects/object_name.h"
#include "sandbox/pipeline_stage.h"

#include <QtTest>

#include <set>

using namespace tracedeck;
using namespace tracedeck::sandbox;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kMinute = 60'000, kDay = 1440 * kMinute;
constexpr std::uint64_t kEvents = 20'000;

/// The account with the Workers that traffic is of; the observers are not logged.
struct LiveStage : PipelineStage {
    LiveStage()
    {
        keeper.held.scripts.clear();
        for (const auto& worker : delivery::workers()) {
            Script script;
            script.name = QString::fromUtf8(worker.name.data(), static_cast<qsizetype>(worker.name.size()));
            script.logpush = worker.trade != delivery::Trade::Observer;
            if (worker.trade == delivery::Trade::Tenant)
                script.dispatchNamespace = u"shops-production"_s;
            keeper.held.scripts.push_back(script);
        }
        options.historyEvents = kEvents;
    }
    [[nodiscard]] std::vector<StoredObject> all()
    {
        std::vector<StoredObject> found;
        ObjectsQuery query;
        query.bucket = u"logs"_s;
        do {
            const auto page = pipeline->listObjects(query);
            found.insert(found.end(), page->objects.begin(), page->objects.end());
            query.continuation = page->continuation;
        } while (!query.continuation.isEmpty());
        return found;
    }
    [[nodiscard]] qsizetype allLines()
    {
        qsizetype count = 0;
        for (const auto& object : all())
            count += gunzip(*pipeline->readObject(u"logs"_s, u"default"_s, object.key)).count('\n');
        return count;
    }
    [[nodiscard]] std::uint64_t requests(qint64 fromMs, qint64 toMs, bool loggedOnly = false)
    {
        std::uint64_t sum = 0;
        for (const auto& row : pipeline->invocations(fromMs, toMs)) {
            const bool isLogged = std::any_of(keeper.held.scripts.begin(), keeper.held.scripts.end(),
                                              [&](const Script& script) { return script.name == row.script && script.logpush; });
            sum += loggedOnly && !isLogged ? 0 : row.requests;
        }
        return sum;
    }
    [[nodiscard]] bool begin() { return pipeline->start().has_value(); }
    [[nodiscard]] TimeRange past() const { return {kStart - kMinute - kDay, kStart - kMinute}; }
};

TimeRange windowOf(const StoredObject& object)
{
    return objects::parseObjectName(object.key.toStdString()).value_or(objects::ObjectName {}).window;
}

} // namespace

class TestLiveAccount : public QObject {
    Q_OBJECT

private slots:
    void theNewestComesFirst();
    void theLastDayIsLaidDownAndCounted();
    void theGapIsEightMinutes();
    void theRulesOfTheJobHold();
    void aRestartGoesOnWhereItWas();
    void aShortPauseDeliversNothingTwice();
    void aLongPauseIsLaidDown();
    void withoutHistoryThereIsNone();
    void liveTrafficComesAtItsRate();
    void fractionsOfAnEventAddUp();
    void whatRanInAMinuteIsTheSameEveryTime();
};

void TestLiveAccount::theNewestComesFirst()
{
    LiveStage stage;
    stage.addJob();
    QVERIFY(stage.begin());
    QTRY_VERIFY(!stage.all().empty());
    const auto objects = stage.all();
    QVERIFY(!stage.pipeline->isHistoryDone());
    QVERIFY2(windowOf(objects.back()).to > kStart - 2 * kMinute, qPrintable(objects.back().key));
    QVERIFY2(windowOf(objects.front()).from > kStart - 120 * kMinute, qPrintable(objects.front().key));
}

void TestLiveAccount::theLastDayIsLaidDownAndCounted()
{
    LiveStage stage;
    const qint64 id = stage.addJob();
    QVERIFY(stage.begin());
    QTRY_VERIFY_WITH_TIMEOUT(stage.pipeline->isHistoryDone(), 60'000);
    QCOMPARE(stage.requests(stage.past().from, stage.past().to), kEvents);
    const TimeRange gap = historyGap(stage.past());
    const auto lines = static_cast<std::uint64_t>(stage.allLines());
    const std::uint64_t logged = stage.requests(stage.past().from, stage.past().to, true);
    const std::uint64_t around = stage.requests(gap.from - 3 * kMinute, gap.to + 3 * kMinute, true);
    QVERIFY2(lines < logged && lines > logged - around, qPrintable(QString::number(lines)));
    for (const auto& object : stage.all()) {
        QCOMPARE(object.changedMs / 1000, windowOf(object).to / 1000);
        QVERIFY(windowOf(object).lengthMs() <= 31'000);
        QVERIFY(object.changedMs <= stage.clock.now);
    }
    QVERIFY(stage.job(id).lastCompleteMs > kStart - 2 * kMinute);
}

void TestLiveAccount::theGapIsEightMinutes()
{
    LiveStage stage;
    stage.addJob();
    QVERIFY(stage.begin());
    QTRY_VERIFY_WITH_TIMEOUT(stage.pipeline->isHistoryDone(), 60'000);
    qint64 longest = 0, before = 0;
    TimeRange silent;
    for (const auto& object : stage.all()) {
        const TimeRange window = windowOf(object);
        if (before != 0 && window.from - before > longest) {
            longest = window.from - before;
            silent = {before, window.from};
        }
        before = window.to;
    }
    QVERIFY2(longest >= 7 * kMinute && longest <= 10 * kMinute, qPrintable(QString::number(longest)));
    QVERIFY(stage.requests(silent.from, silent.to) > 20); // Workers ran meanwhile
}

void TestLiveAccount::theRulesOfTheJobHold()
{
    LiveStage stage;
    stage.addJob({{u"filter"_s, uR"({"where":{"key":"ScriptName","operator":"eq","value":"checkout-api"}})"_s}});
    QVERIFY(stage.begin());
    QTRY_VERIFY_WITH_TIMEOUT(stage.pipeline->isHistoryDone(), 60'000);
    const auto objects = stage.all();
    QVERIFY(objects.size() > 100);
    for (std::size_t i = 0; i < objects.size(); i += 10) {
        const QByteArray text = gunzip(*stage.pipeline->readObject(u"logs"_s, u"default"_s, objects[i].key));
        QCOMPARE(text.count("\"ScriptName\":\"checkout-api\""), text.count('\n'));
    }
}

void TestLiveAccount::aRestartGoesOnWhereItWas()
{
    LiveStage whole;
    whole.addJob();
    QVERIFY(whole.begin());
    QTRY_VERIFY_WITH_TIMEOUT(whole.pipeline->isHistoryDone(), 60'000);
    LiveStage stage;
    stage.addJob();
    QVERIFY(stage.begin());
    for (int restarts = 0; restarts < 3; ++restarts) {
        const auto before = stage.all().size();
        QTRY_VERIFY(stage.all().size() > before);
        stage.restart();
        QVERIFY(stage.begin());
    }
    QTRY_VERIFY_WITH_TIMEOUT(stage.pipeline->isHistoryDone(), 60'000);
    QCOMPARE(stage.requests(stage.past().from, stage.past().to), kEvents);
    const auto names = [](const std::vector<StoredObject>& objects) {
        std::set<QString> keys;
        for (const auto& object : objects)
            keys.insert(object.key);
        return keys;
    };
    QCOMPARE(names(stage.all()), names(whole.all()));
    QCOMPARE(stage.allLines(), whole.allLines());
    stage.restart();
    QVERIFY(stage.begin());
    QVERIFY(stage.pipeline->isHistoryDone());
}

void TestLiveAccount::aShortPauseDeliversNothingTwice()
{
    LiveStage stage;
    stage.options.historyEvents = 0;
    stage.options.eventsPerSecond = 5;
    stage.addJob();
    QVERIFY(stage.begin());
    for (int restarts = 0; restarts < 8; ++restarts) {
        for (int second = 0; second < 30; second += 3)
            stage.pass(3);
        stage.restart();
        stage.clock.now += 7'300; // while it is away
        QVERIFY(stage.begin());
    }
    stage.pass(60);
    QCOMPARE(stage.requests(kStart, kStart + 4 * kMinute), std::uint64_t {1'200}); // as if it had never been away
    const auto logged = static_cast<qsizetype>(stage.requests(kStart - kMinute, kStart + 30 * kMinute, true));
    stage.restart();
    QCOMPARE(stage.allLines(), logged);
    std::set<QByteArray> lines;
    for (const auto& object : stage.all()) {
        const QByteArray text = gunzip(*stage.pipeline->readObject(u"logs"_s, u"default"_s, object.key));
        for (const QByteArray& line : text.trimmed().split('\n'))
            QVERIFY2(lines.insert(line).second, line.constData());
    }
    QCOMPARE(static_cast<qsizetype>(lines.size()), logged);
}

void TestLiveAccount::aLongPauseIsLaidDown()
{
    LiveStage stage;
    stage.options.historyEvents = 0;
    stage.options.eventsPerSecond = 5;
    stage.addJob();
    QVERIFY(stage.begin());
    for (int second = 0; second < 90; second += 15)
        stage.pass(15);
    stage.restart();
    stage.clock.now += 60 * kMinute;
    QVERIFY(stage.begin());
    QVERIFY(!stage.pipeline->isHistoryDone());
    QTRY_VERIFY_WITH_TIMEOUT(stage.pipeline->isHistoryDone(), 60'000);
    for (int second = 0; second < 180; second += 15)
        stage.pass(15);
    QCOMPARE(stage.requests(kStart, kStart + 63 * kMinute), std::uint64_t {18'900});
    const auto logged = static_cast<qsizetype>(stage.requests(kStart - kMinute, kStart + 80 * kMinute, true));
    stage.restart();
    QCOMPARE(stage.allLines(), logged);
    qint64 before = 0;
    for (const auto& object : stage.all()) { // no hole, as with Workers that run all the time
        const TimeRange window = windowOf(object);
        QVERIFY2(before == 0 || window.from - before < 2 * kMinute, qPrintable(object.key));
        before = window.to;
    }
}

void TestLiveAccount::withoutHistoryThereIsNone()
{
    LiveStage stage;
    stage.options.historyEvents = 0;
    stage.addJob();
    QVERIFY(stage.begin());
    QVERIFY(stage.pipeline->isHistoryDone());
    QVERIFY(stage.all().empty());
}

void TestLiveAccount::liveTrafficComesAtItsRate()
{
    LiveStage stage;
    stage.options.historyEvents = 0;
    stage.options.eventsPerSecond = 5;
    stage.addJob();
    QVERIFY(stage.begin());
    for (int second = 0; second < 600; second += 15)
        stage.pass(15);
    QCOMPARE(stage.requests(kStart, kStart + 9 * kMinute), std::uint64_t {2'700});
    const qsizetype logged = static_cast<qsizetype>(stage.requests(kStart - kMinute, kStart + 20 * kMinute, true));
    stage.restart(); // writes what is open
    QCOMPARE(stage.allLines(), logged);
}

void TestLiveAccount::fractionsOfAnEventAddUp()
{
    delivery::MinuteTraffic traffic({0, 1, {kStart - kDay, kStart}});
    LiveTraffic live(traffic, 0.01, kStart);
    int count = 0;
    qint64 last = 0;
    for (qint64 now = kStart; now < kStart + 100 * kMinute; now += 1000)
        live.upTo(now, [&](const events::Event& record) {
            ++count;
            QVERIFY(*record.timestampMs <= now && *record.timestampMs >= last);
            last = *record.timestampMs;
        });
    QCOMPARE(count, 60);
}

void TestLiveAccount::whatRanInAMinuteIsTheSameEveryTime()
{
    const auto played = [](std::initializer_list<qint64> minutes) {
        delivery::MinuteTraffic traffic({5000, 1, {kStart - kDay, kStart}});
        std::vector<std::string> urls;
        for (const qint64 minute : minutes) {
            urls.clear();
            traffic.play(kStart + minute * kMinute, 50, [&](const events::Event& record) { urls.push_back(record.eventJson); });
        }
        return urls;
    };
    QCOMPARE(played({-3}), played({-1, -700, 5, -3}));
    QVERIFY(played({-3}) != played({-4}));
}

QTEST_GUILESS_MAIN(TestLiveAccount)
#include "test_live_account.moc"
