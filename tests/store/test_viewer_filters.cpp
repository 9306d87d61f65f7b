#include "async/parallel.h"
#include "delivery/gzip.h"
#include "delivery/traffic_objects.h"
#include "logpush/filter_match.h"
#include "logpush/filter_text.h"
#include "store/log_store.h"
#include "store/raw_reader.h"
#include "store/selection.h"
#include "sync/import.h"

#include "place.h"
#include "query_truth.h"
#include "viewer_filters.h"

#include <QTest>

#include <algorithm>

using namespace tracedeck;

/// The viewer's language means in the store what `logpush/filter_match.h` says, event by event.
class TestViewerFilters : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void randomFiltersKeepTheSameEvents();
    void timeRangesAndTextsGoAlong();
    void aLargeStoreAnswersTheSame();
    void pathsAreReadFromTheLineOnlyWhereItMatters();
    void linesThatAreGoneAreCounted();
    void aMistakeIsNamed();
    void aStopEndsReadingLines();

private:
    struct Verdict {
        QByteArray difference;  ///< empty where the store keeps those that the rules keep
        bool isTelling = false; ///< some are kept, some are not
    };
    [[nodiscard]] Verdict verdictOn(const store::Query& query, bool everyRow) const;
    [[nodiscard]] std::uint64_t count(const char* text) const
    {
        store::Query query;
        query.filter = logpush::parseFilterText(text).value();
        return store::select(m_store->snapshot(), query).value().count();
    }

    test::Place m_place;
    std::vector<events::Event> m_events;
    std::shared_ptr<store::LogStore> m_store;
};

namespace {

constexpr int kRecords = 240;
constexpr int kFilters = 3'000; // real_filters_long asks 10,000

QByteArray readable(const logpush::Filter& filter)
{
    return QByteArray::fromStdString(logpush::printFilterText(filter));
}

} // namespace

void TestViewerFilters::initTestCase()
{
    test::ViewerFilters made(7);
    QStringList paths;
    for (int object = 0; object < 6; ++object) {
        std::string lines;
        for (int i = 0; i < kRecords / 6; ++i) {
            const std::string line = made.record(i + object);
            m_events.push_back(events::parseEvent(line).value());
            lines += line;
        }
        paths << m_place.put(QStringLiteral("records%1.log.gz").arg(object), object % 2 == 0 ? delivery::gzip(lines) : lines);
    }
    m_store = m_place.open().value();
    QCOMPARE(sync::importPaths(*m_store, paths, {})->rowsTotal, std::uint64_t {kRecords});
}

TestViewerFilters::Verdict TestViewerFilters::verdictOn(const store::Query& query, bool everyRow) const
{
    const logpush::FilterMatcher keeps(query.filter);
    std::vector<std::int64_t> expected, found;
    for (const events::Event& event : m_events) {
        if ((query.range.isAll() || query.range.contains(*event.timestampMs)) && keeps(event))
            expected.push_back(*event.timestampMs * 1'000 + event.cpuTimeMs.value_or(999));
    }
    const auto selection = store::select(m_store->snapshot(), query);
    if (!selection)
        return {readable(query.filter) + ": " + selection.error().detail.toUtf8()};
    if (selection->count() != expected.size())
        return {readable(query.filter) + " keeps " + QByteArray::number(static_cast<qulonglong>(selection->count())) + ", not "
                + QByteArray::number(static_cast<qulonglong>(expected.size()))};
    const bool isTelling = !expected.empty() && expected.size() < m_events.size();
    if (!everyRow)
        return {{}, isTelling};
    const auto rows = store::page(*selection, 0, selection->count()).value();
    for (const store::EventRow& row : rows)
        found.push_back(*row.timestampMs * 1'000 + row.cpuTimeMs.value_or(999));
    std::ranges::sort(expected);
    std::ranges::sort(found);
    return {expected == found ? QByteArray() : readable(query.filter) + " keeps others", isTelling};
}

void TestViewerFilters::randomFiltersKeepTheSameEvents()
{
    test::ViewerFilters made(11);
    std::vector<store::Query> queries(kFilters);
    for (store::Query& query : queries)
        query.filter = made.filter();
    std::vector<Verdict> verdicts(queries.size());
    parallelFor(queries.size(), [&](std::size_t i) { verdicts[i] = verdictOn(queries[i], i % 10 == 0); });
    const auto wrong = std::ranges::find_if(verdicts, [](const Verdict& verdict) { return !verdict.difference.isEmpty(); });
    QVERIFY2(wrong == verdicts.end(), wrong == verdicts.end() ? "" : wrong->difference.constData());
    const auto telling = std::ranges::count_if(verdicts, &Verdict::isTelling);
    QVERIFY2(telling > kFilters / 2, qPrintable(QString::number(telling)));
}

void TestViewerFilters::timeRangesAndTextsGoAlong()
{
    test::ViewerFilters made(12);
    for (int i = 0; i < 300; ++i) {
        store::Query query;
        query.filter = made.filter(2);
        query.range = {1'714'878'560'000 + i % 50, 1'714'878'560'000 + 50 + i % 47};
        const Verdict verdict = verdictOn(query, true);
        QVERIFY2(verdict.difference.isEmpty(), verdict.difference.constData());
        store::Query asText = query, asFilter = query;
        asText.texts = {{"cart", false, i % 2 == 0, i % 3 == 0}, {"[a-z]\\d", true, i % 5 == 0, false}};
        asFilter.filter = {
            logpush::AllOf {{query.filter.root,
                             {logpush::Condition {"Text", logpush::Operator::Contains, {std::string("cart")}, {i % 2 != 0, i % 3 == 0}}},
                             {logpush::Condition {"Text", logpush::Operator::Matches, {std::string("[a-z]\\d")}, {i % 5 != 0, false}}}}}};
        QCOMPARE(store::select(m_store->snapshot(), asText)->count(), store::select(m_store->snapshot(), asFilter)->count());
    }
}

void TestViewerFilters::aLargeStoreAnswersTheSame()
{
    const test::Place place;
    delivery::GenerateOptions options;
    options.traffic = {100'000, 21, store::kSpan};
    options.folder = place.objects();
    options.objects = 12;
    QVERIFY(delivery::generateObjects(options));
    const auto opened = place.open().value();
    QCOMPARE(sync::importPaths(*opened, {options.folder}, {})->rowsTotal, std::uint64_t {100'000});
    const auto rows = store::page(store::select(opened->snapshot(), {}).value(), 0, 100'000).value();
    store::RawReader lines(opened->snapshot());
    std::vector<events::Event> all;
    for (const store::EventRow& row : rows) // as delivered: limits of a record are applied
        all.push_back(events::parseEvent(lines.line(row.ref).value()).value());
    for (const char* text :
         {"cart", "/timed? out|TypeError/i", "\"cart\"w -Outcome:ok", "Event.Request.Method:GET Status>=500 -timeout",
          "Event.Response.Status>=500 OR Event.Cron:*", "Log.id:* OR Exception:~/undefined/", "-Message:*a* Event.Queue:*",
          "Outcome:exception (Event.Request.URL:*api* OR Stack:*node_modules*)", "-(error OR Event.Request.Headers:*)"}) {
        const auto filter = logpush::parseFilterText(text).value();
        const logpush::FilterMatcher keeps(filter);
        std::vector<std::uint8_t> kept(all.size());
        parallelFor(100, [&](std::size_t part) {
            for (std::size_t i = part; i < all.size(); i += 100)
                kept[i] = keeps(all[i]) ? 1 : 0;
        });
        store::Query query;
        query.filter = filter;
        const auto selection = store::select(opened->snapshot(), query);
        QVERIFY2(selection, text);
        QCOMPARE(selection->unread(), std::uint64_t {0});
        QVERIFY2(
            selection->count() == static_cast<std::uint64_t>(std::ranges::count(kept, 1)),
            qPrintable(
                QStringLiteral("%1: %2, not %3").arg(QString::fromUtf8(text)).arg(selection->count()).arg(std::ranges::count(kept, 1))));
    }
}

void TestViewerFilters::pathsAreReadFromTheLineOnlyWhereItMatters()
{
    const test::Place place;
    const QString path = place.put(QStringLiteral("a.log"),
                                   R"({"EventTimestampMs":1,"Outcome":"ok","Event":{"a":{"b":"x"}}})"
                                   "\n"
                                   R"({"EventTimestampMs":2,"Outcome":"exception","Event":{"a":{"b":"y"}}})"
                                   "\n");
    const auto opened = place.open().value();
    QCOMPARE(sync::importPaths(*opened, {path}, {})->rowsTotal, std::uint64_t {2});
    QVERIFY(QFile::remove(path));
    const auto asked = [&](const char* text) {
        store::Query query;
        query.filter = logpush::parseFilterText(text).value();
        const auto selection = store::select(opened->snapshot(), query).value();
        return std::pair {selection.count(), selection.unread()};
    };
    using Counts = std::pair<std::uint64_t, std::uint64_t>;
    QCOMPARE(asked("Outcome:nothing Event.a.b:x"), (Counts {0, 0}));
    QCOMPARE(asked("Outcome:* OR Event.a.b:x"), (Counts {2, 0}));
    QCOMPARE(asked("Event.a.b:x"), (Counts {0, 2}));
    QCOMPARE(asked("-Event.a.b:x"), (Counts {0, 2}));
    QCOMPARE(asked("Event.a.b:x Outcome:ok"), (Counts {0, 1}));
    QCOMPARE(asked("Outcome:ok OR Event.a.b:x"), (Counts {1, 1}));
}

void TestViewerFilters::linesThatAreGoneAreCounted()
{
    const test::Place place;
    const auto text = [](const char* value) { return R"({"EventTimestampMs":1,"Event":{"a":")" + std::string(value) + "\"}}\n"; };
    const QString path = place.put(QStringLiteral("a.log"), text("1") + text("2") + text("3"));
    const auto opened = place.open().value();
    QCOMPARE(sync::importPaths(*opened, {path}, {})->rowsTotal, std::uint64_t {3});
    place.put(QStringLiteral("a.log"), text("1") + text("9") + text("3"));
    store::Query query;
    query.filter = logpush::parseFilterText("Event.a:(\"1\",\"2\",\"9\")").value();
    const auto selection = store::select(opened->snapshot(), query).value();
    QCOMPARE(selection.count(), std::uint64_t {1});
    QCOMPARE(selection.unread(), std::uint64_t {1});
}

void TestViewerFilters::aMistakeIsNamed()
{
    store::Query query;
    query.filter = {{logpush::AnyOf {{{logpush::Condition {"Outcome", logpush::Operator::Eq, {std::string("ok")}}},
                                      {logpush::Condition {"Message", logpush::Operator::Matches, {std::string("(")}}}}}}};
    const auto refused = store::select(m_store->snapshot(), query);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::BadRegex);
    query.filter = logpush::parseFilterText("\"Nope\":x").value();
    QCOMPARE(store::select(m_store->snapshot(), query).error().code, ErrorCode::BadField);
    query.filter = logpush::parseFilterText("\"Event.\":x").value();
    QCOMPARE(store::select(m_store->snapshot(), query).error().code, ErrorCode::BadField);
}

void TestViewerFilters::aStopEndsReadingLines()
{
    QVERIFY(count("Event.Request.CF.colo:FRA") > 0);
    std::stop_source stop;
    stop.request_stop();
    for (const char* text : {"Event.Request.CF.colo:FRA", "/a.*b/", "cart"}) {
        store::Query query;
        query.filter = logpush::parseFilterText(text).value();
        const auto stopped = store::select(m_store->snapshot(), query, stop.get_token());
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
    }
}

QTEST_GUILESS_MAIN(TestViewerFilters)
#include "test_viewer_filters.moc"
