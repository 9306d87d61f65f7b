// The numbers of the overview agree with each other, with the events they lead to and with the truth they were made from.
#include "overview/kpi_figures.h"
#include "overview/overview_answers.h"
#include "overview/overview_links.h"
#include "store/selection.h"
#include "support/generated_store.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace tracedeck;
using namespace tracedeck::ui;

namespace {

std::uint64_t sum(const std::vector<std::uint64_t>& counts)
{
    return std::accumulate(counts.begin(), counts.end(), std::uint64_t {0});
}

std::uint64_t sum(const store::Histogram& histogram)
{
    std::uint64_t all = 0;
    for (const auto& series : histogram.series)
        all += sum(series.counts);
    return all;
}

} // namespace

class OverviewAnswersTest : public QObject {
    Q_OBJECT

private:
    tests::GeneratedStore m_store {20'000};

    [[nodiscard]] OverviewAnswers ask(TimeRange asked) const
    {
        const auto effective = asked.isAll() ? *m_store.snapshot().timeSpan() : asked;
        auto answers = answerOverview(m_store.snapshot(), asked, effective);
        if (!answers)
            qFatal("no answer: %s", qPrintable(answers.error().detail));
        return *answers;
    }
    [[nodiscard]] std::uint64_t eventsBehind(const EventsLink& link) const
    {
        store::Query query;
        query.range = link.range;
        query.filter = link.filter;
        const auto selection = store::select(m_store.snapshot(), query);
        if (!selection)
            qFatal("no selection: %s", qPrintable(selection.error().detail));
        return selection->count();
    }
    [[nodiscard]] TimeRange middleOfTheDay() const
    {
        const auto from = m_store.truth().span.from;
        return {from + tests::GeneratedStore::kDayMs / 2, from + tests::GeneratedStore::kDayMs * 3 / 4};
    }

private slots:
    void everyEventIsInTheBarsAndInTheWorkers()
    {
        for (const auto range : {TimeRange {}, middleOfTheDay()}) {
            const auto answers = ask(range);
            QVERIFY(answers.now.events > 0);
            QCOMPARE(sum(answers.outcomes) + answers.untimed, answers.now.events);
            std::uint64_t byWorker = 0;
            for (const auto& worker : answers.workers)
                byWorker += worker.events;
            QCOMPARE(byWorker, answers.now.events);
        }
    }

    void theWholeDayIsWhatWasDelivered()
    {
        const auto answers = ask({});
        const auto& truth = m_store.truth();
        QCOMPARE(answers.now.events, truth.events);
        QCOMPARE(answers.logLines(), truth.logLines);
        QCOMPARE(answers.workers.size(), truth.scripts.size());
        for (const auto& worker : answers.workers)
            QCOMPARE(worker.events, truth.scripts.at(worker.scriptName));
    }

    void failuresAreTheSameInTheRateTheChartAndTheWorkers()
    {
        for (const auto range : {TimeRange {}, middleOfTheDay()}) {
            const auto answers = ask(range);
            std::uint64_t byWorker = 0;
            for (const auto& worker : answers.workers)
                byWorker += worker.failures;
            QVERIFY(answers.now.failures > 0);
            QCOMPARE(byWorker, answers.now.failures);
            QCOMPARE(sum(answers.failures), answers.now.failures);
        }
    }

    void failuresAreExceptionsAndFailingOutcomesOnceEach()
    {
        const auto& truth = m_store.truth();
        std::uint64_t failed = truth.okWithException;
        for (const auto& [outcome, count] : truth.outcomes)
            failed += events::isFailure(outcome, false) ? count : 0;
        const auto answers = ask({});
        // Canceled events may carry exceptions too; they are in no other count of the truth.
        QVERIFY(answers.now.failures >= failed);
        QVERIFY(answers.now.failures <= failed + truth.outcomes.at("canceled"));
    }

    void aBucketsRateIsItsFailuresByItsEvents()
    {
        const auto answers = ask(middleOfTheDay());
        const auto rates = failureRates(answers);
        QCOMPARE(rates.size(), answers.outcomes.buckets);
        double failed = 0;
        for (std::size_t i = 0; i < rates.size(); ++i) {
            std::uint64_t all = 0;
            for (const auto& series : answers.outcomes.series)
                all += series.counts[i];
            QCOMPARE(rates[i].has_value(), all > 0);
            if (rates[i])
                QVERIFY(*rates[i] >= 0 && *rates[i] <= 1);
            failed += rates[i].value_or(0) * static_cast<double>(all);
        }
        QCOMPARE(std::llround(failed), static_cast<long long>(answers.now.failures));
    }

    void aBucketThatTheRangeCutsShortIsNoPointOfTheLines()
    {
        const auto range = middleOfTheDay();
        const auto width = ask(range).bucketMs;
        const auto answers = ask({range.from - width / 10, range.to - width});
        QCOMPARE(answers.bucketMs, width);
        QVERIFY(answers.isPartial(0) && !answers.isPartial(1));
        QVERIFY(!failureRates(answers).front());
        for (const auto& line : answers.wall.lines)
            QVERIFY(!line.front());
        QVERIFY(!ask(range).isPartial(0));
    }

    void eachFigureLeadsToTheEventsItCounts()
    {
        for (const auto range : {TimeRange {}, middleOfTheDay()}) {
            const auto answers = ask(range);
            QCOMPARE(eventsBehind(linkToAll(answers)), answers.now.events);
            QCOMPARE(eventsBehind(linkToFailures(answers)), answers.now.failures);
            for (const auto& worker : answers.workers)
                QCOMPARE(eventsBehind(linkToWorker(answers, worker.scriptName)), worker.events);
            for (const auto& slice : answers.outcomes.series)
                QCOMPARE(eventsBehind(linkToSlices(answers, {slice.value})), sum(slice.counts));
        }
    }

    void fiveInAHundredEventsAreAtOrPastTheWallTimeP95()
    {
        const auto answers = ask({});
        QVERIFY(answers.now.wall);
        const auto slow = eventsBehind(linkToSlow(answers, store::Column::WallTimeMs, answers.now.wall->p95));
        QVERIFY(slow * 100 >= answers.now.events * 5);
        const auto slower = eventsBehind(linkToSlow(answers, store::Column::WallTimeMs, answers.now.wall->p95 + 1));
        QVERIFY(slower * 100 <= answers.now.events * 5);
    }

    void theEventsWithConsoleLinesAreFoundAgain()
    {
        const auto answers = ask({});
        std::uint64_t most = 0;
        for (const auto& level : answers.levels.values)
            most = std::max(most, level.events);
        const auto found = eventsBehind(linkToLogLines(answers));
        QVERIFY(found >= most);
        QVERIFY(found <= answers.logLines());
    }

    void theSpanBeforeIsComparedOnlyWhereAllOfItIsThere()
    {
        QVERIFY(!ask({}).before);
        const auto middle = middleOfTheDay();
        const auto answers = ask(middle);
        QVERIFY(answers.before);
        const TimeRange earlier {middle.from - middle.lengthMs(), middle.from};
        QCOMPARE(answers.before->events, ask(earlier).now.events);
        const TimeRange early {m_store.truth().span.from, middle.to};
        QVERIFY(!ask(early).before);
    }

    void barsStandOnWholeBucketsAndCoverTheRange()
    {
        const auto range = middleOfTheDay();
        const auto answers = ask({range.from + 12'345, range.to - 54'321});
        QCOMPARE(answers.span.from % answers.bucketMs, 0);
        QCOMPARE(answers.span.to % answers.bucketMs, 0);
        QVERIFY(answers.span.from <= range.from + 12'345 && answers.span.to >= range.to - 54'321);
        QCOMPARE(static_cast<std::int64_t>(answers.outcomes.buckets) * answers.bucketMs, answers.span.lengthMs());
    }

    void anEmptyStoreHasNothingToShowAndDoesNotFail()
    {
        const auto answers = answerOverview(store::Snapshot {}, {}, {0, 0});
        QVERIFY(answers);
        QCOMPARE(answers->now.events, 0U);
        QVERIFY(!answers->now.wall);
    }

    void aStoppedQuestionSaysSo()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto answers = answerOverview(m_store.snapshot(), {}, *m_store.snapshot().timeSpan(), stop.get_token());
        QVERIFY(!answers);
        QCOMPARE(answers.error().code, ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(OverviewAnswersTest)
#include "test_answers.moc"
