#include "delivery/traffic.h"
#include "delivery/traffic_objects.h"
#include "store/log_store.h"
#include "store/selection.h"
#include "sync/import.h"

#include "query_truth.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>

using namespace tracedeck;
using namespace tracedeck::store;

/// The store's answers against plain loops over the events that the objects were made of.
class TestQueries : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void countsOfEveryColumn();
    void bucketsAddUp();
    void percentilesAreNearestRank();
    void filters_data();
    void filters();
    void textIsFoundWhereItIs();
    void textNeverCrossesFields();
    void regexFindsWhatItSays();
    void pagesAtAnyOffsetFollowTheOrder();
    void everyRowHasItsPosition();
    void otherOrdersAreSorted();
    void timeRangesAreHalfOpen();
    void groupsHoldAllExceptions();
    void summariesAgreeWithCounts();
    void facetsLeaveTheirOwnFilterOut();
    void anUnknownFieldIsRefused();
    void aStopEndsTheQuestion();

private:
    [[nodiscard]] std::uint64_t count(const Query& query) const { return select(m_store->snapshot(), query).value().count(); }
    template<typename Keep>
    [[nodiscard]] std::uint64_t countEvents(Keep keep) const
    {
        return static_cast<std::uint64_t>(std::count_if(m_events.begin(), m_events.end(), keep));
    }
    QTemporaryDir m_folder;
    std::vector<events::Event> m_events;
    std::shared_ptr<LogStore> m_store;
    Selection m_all;
};

void TestQueries::initTestCase()
{
    delivery::GenerateOptions options;
    options.traffic = {12'000, 9, kSpan};
    options.folder = m_folder.filePath(QStringLiteral("objects"));
    options.objects = 30;
    QVERIFY(delivery::generateObjects(options));
    delivery::Traffic traffic(options.traffic);
    events::Event event;
    while (traffic.next(event))
        m_events.push_back(event);
    m_store = LogStore::open(m_folder.filePath(QStringLiteral("store")), LogStore::Mode::Write).value();
    QCOMPARE(sync::importPaths(*m_store, {options.folder}, {})->rowsTotal, std::uint64_t {12'000});
    m_all = select(m_store->snapshot(), {}).value();
}

void TestQueries::countsOfEveryColumn()
{
    Counts outcomes;
    Counts scripts;
    Counts types;
    Counts versions;
    Counts entrypoints;
    Counts levels;
    Counts names;
    Counts tags;
    for (const auto& e : m_events) {
        ++outcomes[e.outcome];
        ++scripts[e.scriptName];
        ++types[e.eventType];
        ++versions[e.version.id];
        ++entrypoints[e.entrypoint];
        for (const auto& log : e.logs)
            ++levels[log.level];
        for (const auto& exception : e.exceptions)
            ++names[exception.name];
        for (const auto& tag : e.scriptTags)
            ++tags[tag];
    }
    const auto counted = [this](Column column) { return countsOf(countValues(m_all, column, 0).value()); };
    QCOMPARE(counted(Column::Outcome), outcomes);
    QCOMPARE(counted(Column::ScriptName), scripts);
    QCOMPARE(counted(Column::EventType), types);
    QCOMPARE(counted(Column::Version), versions);
    QCOMPARE(counted(Column::Entrypoint), entrypoints);
    QCOMPARE(counted(Column::Level), levels);
    QCOMPARE(counted(Column::ExceptionName), names);
    QCOMPARE(counted(Column::ScriptTags), tags);
    QVERIFY(types.size() >= 7 && levels.size() == 5 && names.size() > 3);
}

void TestQueries::bucketsAddUp()
{
    for (const std::int64_t width : {1'000, 60'000, 777'777, 86'400'000}) {
        const auto answer = histogram(m_all, kSpan, width, Column::Outcome).value();
        std::map<std::pair<std::string, std::int64_t>, std::uint64_t> expected;
        for (const auto& e : m_events)
            ++expected[{e.outcome, (*e.timestampMs - kSpan.from) / width}];
        std::uint64_t nonZero = 0;
        for (const auto& series : answer.series) {
            for (std::size_t b = 0; b < answer.buckets; ++b) {
                if (series.counts[b] == 0)
                    continue;
                ++nonZero;
                QCOMPARE(series.counts[b], (expected[{series.value, static_cast<std::int64_t>(b)}]));
            }
        }
        QCOMPARE(nonZero, std::uint64_t {expected.size()});
        QCOMPARE(answer.total, std::uint64_t {m_events.size()});
    }
}

void TestQueries::percentilesAreNearestRank()
{
    std::map<std::string, std::vector<std::int64_t>> values;
    for (const auto& e : m_events) {
        values[e.scriptName].push_back(*e.wallTimeMs);
        values[""].push_back(*e.wallTimeMs);
    }
    for (auto& [script, list] : values)
        std::sort(list.begin(), list.end());
    const std::vector<double> percents {0.1, 50, 95, 99, 100};
    const auto check = [&](const Percentiles& p) {
        const auto& list = values[p.value];
        QCOMPARE(p.count, std::uint64_t {list.size()});
        for (const auto& one : p.percentiles) {
            const auto rank = static_cast<std::size_t>(std::ceil(one.percent / 100 * static_cast<double>(list.size())));
            QCOMPARE(one.value, list[std::max<std::size_t>(rank, 1) - 1]);
        }
        QCOMPARE(p.min, list.front());
        QCOMPARE(p.max, list.back());
    };
    check(percentiles(m_all, Column::WallTimeMs, percents, std::nullopt).value().front());
    const auto grouped = percentiles(m_all, Column::WallTimeMs, percents, Column::ScriptName).value();
    QCOMPARE(grouped.size() + 1, values.size());
    for (const auto& p : grouped)
        check(p);
    const auto lines = percentilesOverTime(m_all, Column::WallTimeMs, {100}, kSpan, kSpan.lengthMs()).value();
    QCOMPARE(*lines.lines[0][0], values[""].back());
}

void TestQueries::filters_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("which");
    QTest::newRow("one outcome") << QByteArray(R"({"where":{"key":"Outcome","operator":"eq","value":"exception"}})") << 0;
    QTest::newRow("not ok") << QByteArray(R"({"where":{"key":"Outcome","operator":"!eq","value":"ok"}})") << 1;
    QTest::newRow("a list and a number") << QByteArray(
        R"({"where":{"and":[{"key":"ScriptName","operator":"in","value":["checkout-api","edge-router"]},{"key":"WallTimeMs","operator":"gt","value":100}]}})")
                                         << 2;
    QTest::newRow("either of two") << QByteArray(
        R"({"where":{"or":[{"key":"CPUTimeMs","operator":"geq","value":"40"},{"and":[{"key":"EventType","operator":"!in","value":["fetch"]},{"key":"ScriptName","operator":"startsWith","value":"o"}]}]}})")
                                   << 3;
    QTest::newRow("a level") << QByteArray(R"({"where":{"key":"Level","operator":"eq","value":"error"}})") << 4;
    QTest::newRow("no line of a level") << QByteArray(R"({"where":{"key":"Level","operator":"!eq","value":"log"}})") << 5;
    QTest::newRow("a tag") << QByteArray(R"({"where":{"key":"ScriptTags","operator":"contains","value":"tier:1"}})") << 6;
    QTest::newRow("has an exception, outcome ok")
        << QByteArray(R"({"where":{"key":"OutcomeSlice","operator":"eq","value":"ok, with exception"}})") << 7;
}

void TestQueries::filters()
{
    QFETCH(QByteArray, json);
    QFETCH(int, which);
    using events::Event;
    const auto hasLevel = [](const Event& e, std::string_view level) {
        return std::any_of(e.logs.begin(), e.logs.end(), [level](const auto& l) { return l.level == level; });
    };
    const std::vector<std::function<bool(const Event&)>> keep = {
        [](const Event& e) { return e.outcome == "exception"; },
        [](const Event& e) { return e.outcome != "ok"; },
        [](const Event& e) { return (e.scriptName == "checkout-api" || e.scriptName == "edge-router") && e.wallTimeMs > 100; },
        [](const Event& e) { return e.cpuTimeMs >= 40 || (e.eventType != "fetch" && e.scriptName.starts_with("o")); },
        [&](const Event& e) { return hasLevel(e, "error"); },
        [&](const Event& e) { return !hasLevel(e, "log"); },
        [](const Event& e) { return std::find(e.scriptTags.begin(), e.scriptTags.end(), "tier:1") != e.scriptTags.end(); },
        [](const Event& e) { return e.outcome == "ok" && !e.exceptions.empty(); },
    };
    Query query;
    query.filter = filterOf(json.constData());
    const auto expected = countEvents(keep[static_cast<std::size_t>(which)]);
    QVERIFY(expected > 0 && expected < m_events.size());
    QCOMPARE(count(query), expected);
}

void TestQueries::textIsFoundWhereItIs()
{
    for (const std::string needle : {"cart", "Cannot read", "PaymentGatewayError: upstream", "node_modules", "\xf0\x9f", "zzz-not-there"}) {
        Query query;
        query.texts.push_back({needle, false, true});
        const auto expected = countEvents([&](const events::Event& e) {
            const auto has = [&](const std::string& text) { return text.find(needle) != std::string::npos; };
            const bool inLogs = std::any_of(e.logs.begin(), e.logs.end(), [&](const auto& l) { return has(joinedOf(l)); });
            const bool inExceptions = std::any_of(e.exceptions.begin(), e.exceptions.end(),
                                                  [&](const auto& x) { return has(x.name + ": " + x.message) || has(x.stack); });
            return inLogs || inExceptions || has(e.eventJson);
        });
        QCOMPARE(count(query), expected);
    }
}

void TestQueries::textNeverCrossesFields()
{
    const auto rows = page(m_all, 0, 400).value();
    int tried = 0;
    for (const auto& row : rows) {
        if (row.rayId.empty() || row.trigger.empty())
            continue;
        Query query;
        query.texts.push_back({row.trigger.substr(row.trigger.size() - 3) + row.rayId, false, true}); // adjoining in the store's text
        QCOMPARE(count(query), std::uint64_t {0});
        query.texts = {{row.rayId, false, true}};
        QVERIFY(count(query) >= 1);
        if (++tried == 20)
            return;
    }
    QVERIFY(tried > 0);
}

void TestQueries::regexFindsWhatItSays()
{
    Query regex;
    regex.texts.push_back({"TypeError: Cannot read propert(y|ies) of \\w+", true, true});
    Query plain;
    plain.texts.push_back({"typeerror: cannot READ properties of undefined", false, false});
    const auto expected = countEvents([](const events::Event& e) {
        return std::any_of(e.exceptions.begin(), e.exceptions.end(), [](const auto& x) {
            return x.name == "TypeError" && x.message.starts_with("Cannot read properties of undefined");
        });
    });
    QVERIFY(expected > 0);
    QVERIFY(count(regex) >= expected);
    QCOMPARE(count(plain), expected);
    Query bad;
    bad.texts.push_back({"(", true, true});
    const auto refused = select(m_store->snapshot(), bad);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::BadRegex);
}

void TestQueries::pagesAtAnyOffsetFollowTheOrder()
{
    for (const bool descending : {true, false}) {
        Query query;
        query.order.descending = descending;
        const auto selection = select(m_store->snapshot(), query).value();
        const auto whole = page(selection, 0, 20'000).value();
        QCOMPARE(whole.size(), m_events.size());
        for (std::size_t i = 1; i < whole.size(); ++i)
            QVERIFY(descending ? *whole[i - 1].timestampMs >= *whole[i].timestampMs : *whole[i - 1].timestampMs <= *whole[i].timestampMs);
        for (const std::uint64_t offset : {0U, 1U, 777U, 5'999U, 11'990U, 11'999U}) {
            const auto part = page(selection, offset, 37).value();
            QCOMPARE(part.size(), std::min<std::size_t>(37, whole.size() - offset));
            for (std::size_t i = 0; i < part.size(); ++i)
                QVERIFY(part[i].ref == whole[offset + i].ref);
        }
        QVERIFY(page(selection, 12'000, 5).value().empty());
    }
}

void TestQueries::everyRowHasItsPosition()
{
    for (const bool descending : {true, false}) {
        Query query;
        query.order.descending = descending;
        query.filter = filterOf(R"({"where":{"key":"ScriptName","operator":"eq","value":"checkout-api"}})");
        const auto selection = select(m_store->snapshot(), query).value();
        const auto rows = page(selection, 0, 100'000).value();
        for (std::size_t i = 0; i < rows.size(); i += 13)
            QCOMPARE(positionOf(selection, rows[i].ref).value(), std::uint64_t {i});
        const auto at = positionOfTime(selection, *rows[rows.size() / 2].timestampMs).value();
        QCOMPARE(*rows[at].timestampMs, *rows[rows.size() / 2].timestampMs);
        QVERIFY(at == 0 || *rows[at - 1].timestampMs != *rows[at].timestampMs);
    }
}

void TestQueries::otherOrdersAreSorted()
{
    Query query;
    query.order = {Column::WallTimeMs, true};
    const auto byWall = page(select(m_store->snapshot(), query).value(), 0, 20'000).value();
    QCOMPARE(byWall.size(), m_events.size());
    QVERIFY(std::is_sorted(byWall.begin(), byWall.end(), [](const auto& a, const auto& b) { return a.wallTimeMs > b.wallTimeMs; }));
    query.order = {Column::ScriptName, false};
    const auto byName = page(select(m_store->snapshot(), query).value(), 0, 20'000).value();
    QVERIFY(std::is_sorted(byName.begin(), byName.end(), [](const auto& a, const auto& b) { return a.scriptName < b.scriptName; }));
}

void TestQueries::timeRangesAreHalfOpen()
{
    const auto middle = *m_events[6'000].timestampMs;
    Query before;
    before.range.to = middle;
    Query after;
    after.range.from = middle;
    QCOMPARE(count(before), countEvents([middle](const auto& e) { return *e.timestampMs < middle; }));
    QCOMPARE(count(before) + count(after), std::uint64_t {m_events.size()});
}

void TestQueries::groupsHoldAllExceptions()
{
    const auto answer = exceptionGroups(m_all, kSpan, 30).value();
    std::uint64_t exceptions = 0;
    std::uint64_t ofOutcome = 0;
    for (const auto& group : answer.groups) {
        (group.ofOutcome ? ofOutcome : exceptions) += group.count;
        QCOMPARE(std::accumulate(group.spark.begin(), group.spark.end(), std::uint64_t {0}), group.events);
        Query query;
        query.filter = logpush::withCondition({}, {"Group", logpush::Operator::Eq, {events::keyText(group.key)}});
        QCOMPARE(count(query), group.events);
    }
    std::uint64_t expected = 0;
    for (const auto& e : m_events)
        expected += e.exceptions.size();
    QCOMPARE(exceptions, expected);
    QCOMPARE(ofOutcome, countEvents([](const auto& e) { return e.exceptions.empty() && e.outcome != "ok" && e.outcome != "canceled"; }));
}

void TestQueries::summariesAgreeWithCounts()
{
    const auto scripts = countsOf(countValues(m_all, Column::ScriptName, 0).value());
    const auto summaries = scriptSummaries(m_all, kSpan, 24).value();
    QCOMPARE(summaries.size(), scripts.size());
    for (const auto& summary : summaries) {
        QCOMPARE(summary.events, scripts.at(summary.scriptName));
        QCOMPARE(summary.failures, countEvents([&](const auto& e) {
                     return e.scriptName == summary.scriptName && (!e.exceptions.empty() || (e.outcome != "ok" && e.outcome != "canceled"));
                 }));
    }
    const auto marks = versionMarks(m_all).value();
    QVERIFY(!marks.empty());
    for (const auto& mark : marks) {
        const auto first = std::find_if(m_events.begin(), m_events.end(),
                                        [&](const auto& e) { return e.scriptName == mark.scriptName && e.version.id == mark.versionId; });
        QVERIFY(first != m_events.end());
        QCOMPARE(mark.firstMs, *first->timestampMs);
    }
}

void TestQueries::facetsLeaveTheirOwnFilterOut()
{
    Query query;
    query.filter = filterOf(
        R"({"where":{"and":[{"key":"Outcome","operator":"eq","value":"exception"},{"key":"ScriptName","operator":"eq","value":"checkout-api"}]}})");
    const auto answers = facets(m_store->snapshot(), query, {Column::Outcome, Column::ScriptName, Column::Method}, 0).value();
    QCOMPARE(answers[0].total, countEvents([](const auto& e) { return e.scriptName == "checkout-api"; }));
    QCOMPARE(answers[1].total, countEvents([](const auto& e) { return e.outcome == "exception"; }));
    QCOMPARE(answers[2].total, count(query));
}

void TestQueries::anUnknownFieldIsRefused()
{
    Query query;
    query.filter = filterOf(R"({"where":{"key":"Nope","operator":"eq","value":"x"}})");
    const auto refused = select(m_store->snapshot(), query);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::BadField);
}

void TestQueries::aStopEndsTheQuestion()
{
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = select(m_store->snapshot(), {}, stop.get_token());
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
    QVERIFY(!histogram(m_all, kSpan, 60'000, std::nullopt, stop.get_token()));
}

QTEST_GUILESS_MAIN(TestQueries)
#include "test_queries.moc"
