// Files that are no lines of JSON, imported: what is in the store, what is said of them, and what comes back of an event.
#include "delivery/gzip.h"
#include "events/event.h"
#include "store/place.h"
#include "store/selection.h"

#include <QTest>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const std::string kFirst = "1,\"ok\",\"a\nb\",\"[{\"\"Level\"\":\"\"log\"\",\"\"Message\"\":[\"\"x,y\"\"]}]\"";
const std::string kSecond = "2,\"exception\",\"w\",[]";
constexpr auto kHeader = "EventTimestampMs,Outcome,ScriptName,Logs\n";

struct Held {
    std::string raw;
    events::Event event;
};

/// The events of the store, oldest first, as they are read again.
std::vector<Held> held(const Place& place)
{
    std::vector<Held> all;
    const auto store = store::LogStore::open(place.storeFolder(), store::LogStore::Mode::Read).value();
    store::Query query;
    query.order.descending = false;
    const auto selection = store::select(store->snapshot(), query).value();
    const auto rows = store::page(selection, 0, 100).value();
    for (const auto& row : rows)
        all.push_back({store::rawJson(store->snapshot(), row.ref).value(),
                       events::parseEvent(store::recordJson(store->snapshot(), row.ref).value()).value()});
    return all;
}

} // namespace

class TestCsvImport : public QObject {
    Q_OBJECT
private slots:
    void anEventOfACsvComesBackAsDeliveredAndAsARecord_data();
    void anEventOfACsvComesBackAsDeliveredAndAsARecord();
    void aCsvWithoutAHeaderIsSetAsideUntilItsFieldsAreNamed();
    void badUtf8IsCountedAndComesBackAsDelivered();
    void anotherDatasetIsNamedAndNothingOfItIsInTheStore();
};

void TestCsvImport::anEventOfACsvComesBackAsDeliveredAndAsARecord_data()
{
    QTest::addColumn<bool>("hasHeader");
    QTest::addColumn<bool>("isPacked");
    QTest::newRow("with a header") << true << false;
    QTest::newRow("packed") << true << true;
    QTest::newRow("by its fields") << false << true;
}

void TestCsvImport::anEventOfACsvComesBackAsDeliveredAndAsARecord()
{
    QFETCH(bool, hasHeader);
    QFETCH(bool, isPacked);
    const Place place;
    const auto text = (hasHeader ? kHeader : "") + kFirst + "\r\n" + kSecond + "\r\n";
    place.put(u"a.csv"_s, isPacked ? delivery::gzip(text) : text);
    sync::ImportOptions options;
    if (!hasHeader)
        options.format.fields = {"EventTimestampMs", "Outcome", "ScriptName", "Logs"};
    const auto report = place.import({place.objects()}, options);
    QVERIFY(report);
    QCOMPARE(report->rowsTotal, std::uint64_t {2});
    QVERIFY(report->files[0].complete && report->files[0].rejectedTotal == 0);
    const auto all = held(place); // of the store as it was opened again
    QCOMPARE(all.size(), std::size_t {2});
    QCOMPARE(all[0].raw, kFirst);
    QCOMPARE(all[1].raw, kSecond);
    QCOMPARE(all[0].event.scriptName, std::string("a\nb"));
    QCOMPARE(events::joined(all[0].event.logs.at(0)), std::string("x,y"));
    QCOMPARE(all[1].event.outcome, std::string("exception"));
}

void TestCsvImport::aCsvWithoutAHeaderIsSetAsideUntilItsFieldsAreNamed()
{
    const Place place;
    const auto path = place.put(u"a.csv"_s, kFirst + "\n" + kSecond + "\n");
    const auto before = place.import({path});
    QVERIFY(before);
    QCOMPARE(before->rowsTotal, std::uint64_t {0});
    QVERIFY(!before->files[0].complete && before->files[0].error);
    QCOMPARE(before->files[0].error->code, ErrorCode::UnknownFormat);
    QVERIFY(before->files[0].error->detail.contains(u"CSV without a header"));
    sync::ImportOptions options;
    options.format.fields = {"EventTimestampMs", "Outcome", "ScriptName", "Logs"};
    const auto after = place.import({path}, options);
    QVERIFY(after);
    QCOMPARE(after->rowsTotal, std::uint64_t {2});
    QCOMPARE(place.import({path}, options)->rowsTotal, std::uint64_t {0}); // and once only
    QCOMPARE(held(place).size(), std::size_t {2});
}

void TestCsvImport::badUtf8IsCountedAndComesBackAsDelivered()
{
    const Place place;
    const std::string bad = "{\"EventTimestampMs\":1,\"Outcome\":\"o\xffk\"}";
    place.put(u"a.log"_s, bad + "\n" + line(1));
    const auto report = place.import({place.objects()});
    QVERIFY(report);
    QCOMPARE(report->rowsTotal, std::uint64_t {2});
    QCOMPARE(report->files[0].repaired, std::uint64_t {1});
    const auto all = held(place);
    QCOMPARE(all[0].raw, bad);
    QCOMPARE(all[0].event.outcome, std::string("o\xef\xbf\xbdk"));
}

void TestCsvImport::anotherDatasetIsNamedAndNothingOfItIsInTheStore()
{
    const Place place;
    place.put(u"a.log.gz"_s,
              delivery::gzip(
                  "{\"ClientRequestURI\":\"/\",\"EdgeResponseStatus\":200}\n{\"ClientRequestURI\":\"/\",\"EdgeResponseStatus\":404}\n"));
    const auto report = place.import({place.objects()});
    QVERIFY(report);
    QCOMPARE(report->rowsTotal, std::uint64_t {0});
    QCOMPARE(report->files[0].rejectedTotal, std::uint64_t {2});
    QCOMPARE(report->files[0].error->detail, u"this is http_requests, not workers_trace_events"_s);
    QCOMPARE(place.events(), std::uint64_t {0});
}

QTEST_GUILESS_MAIN(TestCsvImport)
#include "test_csv_import.moc"
