// The numbers of a group agree with each other and with the events that the group leads to.
#include "exceptions/group_answers.h"
#include "store/selection.h"
#include "support/generated_store.h"

#include <QTest>

#include <algorithm>
#include <numeric>

using namespace tracedeck;
using namespace tracedeck::ui;

class GroupAnswersTest : public QObject {
    Q_OBJECT

private:
    tests::GeneratedStore m_store {20'000};

    [[nodiscard]] TimeRange wholeDay() const { return *m_store.snapshot().timeSpan(); }
    [[nodiscard]] store::ExceptionGroups groups() const
    {
        auto answer = answerGroups(m_store.snapshot(), {}, wholeDay());
        if (!answer)
            qFatal("no groups: %s", qPrintable(answer.error().detail));
        return *answer;
    }
    [[nodiscard]] GroupAnswers detail(const store::ExceptionGroup& group, TimeRange asked = {}) const
    {
        auto answer = answerGroup(m_store.snapshot(), asked, asked.isAll() ? wholeDay() : asked, group);
        if (!answer)
            qFatal("no detail: %s", qPrintable(answer.error().detail));
        return *answer;
    }
    [[nodiscard]] store::Selection eventsOf(events::GroupKey key) const
    {
        store::Query query;
        query.filter = groupFilter(key);
        auto selection = store::select(m_store.snapshot(), query);
        if (!selection)
            qFatal("no selection: %s", qPrintable(selection.error().detail));
        return *selection;
    }

private slots:
    void aGroupsFilterFindsExactlyItsEvents()
    {
        const auto all = groups();
        QVERIFY(all.groups.size() > 3);
        QCOMPARE(all.events, m_store.truth().events);
        for (const auto& group : all.groups)
            QCOMPARE(eventsOf(group.key).count(), group.events);
    }

    void exceptionsOfAllGroupsAreTheDeliveredOnes()
    {
        std::uint64_t exceptions = 0;
        for (const auto& group : groups().groups)
            exceptions += group.ofOutcome ? 0 : group.count;
        QCOMPARE(exceptions, m_store.truth().exceptions);
    }

    void theChartTheVersionsAndTheWorkersAddUpToTheGroup()
    {
        for (const auto& group : groups().groups) {
            const auto answers = detail(group);
            std::uint64_t drawn = 0, byVersion = 0, byWorker = 0, invocations = 0;
            for (const auto& series : answers.overTime.series)
                drawn += std::accumulate(series.counts.begin(), series.counts.end(), std::uint64_t {0});
            for (const auto& row : answers.versions)
                byVersion += row.events;
            for (const auto& row : answers.workers) {
                byWorker += row.events;
                invocations += row.invocations;
                QVERIFY(row.events <= row.invocations);
            }
            QCOMPARE(drawn, group.events);
            QCOMPARE(byVersion, group.events);
            QCOMPARE(byWorker, group.events);
            QCOMPARE(invocations, answers.invocations);
            QCOMPARE(*answers.rate(), static_cast<double>(group.events) / static_cast<double>(invocations));
        }
    }

    void samplesAreTheNewestEventsOfTheGroup()
    {
        const auto group = groups().groups.front();
        const auto answers = detail(group);
        QVERIFY(!answers.samples.empty());
        QCOMPARE(answers.samples.front().timestampMs, group.last);
        QVERIFY(std::ranges::is_sorted(answers.samples, std::greater {}, [](const auto& row) { return row.timestampMs.value_or(0); }));
        for (const auto& row : answers.samples)
            QVERIFY(std::ranges::find(group.scripts, row.scriptName, &store::ValueCount::value) != group.scripts.end());
    }

    void theEvidenceIsOfTheGroupItself()
    {
        std::size_t withStack = 0, ofOutcome = 0;
        for (const auto& group : groups().groups) {
            const auto answers = detail(group);
            QVERIFY2(!answers.noEvidence, qPrintable(answers.noEvidence ? answers.noEvidence->detail : QString {}));
            const auto& evidence = answers.evidence;
            if (group.ofOutcome) {
                ++ofOutcome;
                QCOMPARE(evidence.name, group.name);
                QVERIFY(evidence.stack.empty() && evidence.frames.empty());
                continue;
            }
            QCOMPARE(events::groupKey(evidence.name, evidence.message, evidence.stack), group.key);
            QCOMPARE(evidence.message, group.message);
            withStack += evidence.frames.empty() ? 0U : 1U;
        }
        QVERIFY(withStack > 0);
        QVERIFY(ofOutcome > 0);
    }

    void marksAreOfTheGroupsWorkersOnly()
    {
        bool any = false;
        for (const auto& group : groups().groups)
            for (const auto& mark : detail(group).marks) {
                any = true;
                QVERIFY(std::ranges::find(group.scripts, mark.scriptName, &store::ValueCount::value) != group.scripts.end());
            }
        QVERIFY(any);
    }

    void versionsThatNeverFailedAreShownBesideThoseThatDid()
    {
        const auto all = groups().groups;
        const bool quiet = std::ranges::any_of(all, [this](const auto& group) {
            const auto answers = detail(group);
            return std::ranges::any_of(answers.versions, [](const auto& row) { return row.events == 0 && row.invocations > 0; });
        });
        QVERIFY(quiet);
    }

    void theRightOneOfSeveralExceptionsIsTaken()
    {
        events::Event event;
        event.exceptions = {{"Error", "first", "Error: first\n    at a (src/a.ts:1:1)", {}},
                            {"TypeError", "second", "TypeError: second\n    at b (src/b.ts:2:2)", {}}};
        store::ExceptionGroup group;
        group.key = events::groupKey("TypeError", "second", event.exceptions[1].stack);
        const auto evidence = evidenceOf(event, group);
        QCOMPARE(evidence.message, std::string {"second"});
        QCOMPARE(evidence.frames.size(), 1U);
        QCOMPARE(evidence.frames.front().file, std::string {"src/b.ts"});
    }

    void onlyTheLastConsoleLinesAreKept()
    {
        events::Event event;
        for (int i = 0; i < 30; ++i)
            event.logs.push_back({"log", {{std::to_string(i), false}}, {}});
        store::ExceptionGroup group;
        group.ofOutcome = true;
        group.name = "exceededCpu";
        const auto evidence = evidenceOf(event, group);
        QCOMPARE(evidence.lastLines.size(), 8U);
        QCOMPARE(events::joined(evidence.lastLines.back()), std::string {"29"});
    }
};

QTEST_GUILESS_MAIN(GroupAnswersTest)
#include "test_answers.moc"
