#include "objects/list_plan.h"
#include "objects/object_name.h"

#include <QRandomGenerator>
#include <QtTest>

#include <set>

using namespace tracedeck;
using namespace tracedeck::objects;
using namespace Qt::Literals::StringLiterals;

namespace {

std::int64_t at(const char* time)
{
    return *parseCompactTime(time);
}

constexpr std::int64_t kMinute = 60'000;

ListedObject object(std::int64_t from, std::int64_t to, const QString& folder = {})
{
    const QString file = QString::fromStdString(compactTime(from)) % u'_' % QString::fromStdString(compactTime(to)) % u"_0123abcd.log.gz";
    return {QString(folder % file), 1, {}, 0};
}

/// What a bucket answers: the first keys behind `startAfter`.
std::vector<QString> page(const std::vector<QString>& sorted, const ListWalk& walk, std::size_t most)
{
    std::vector<QString> keys;
    for (const auto& key : sorted) {
        if (key.startsWith(walk.prefix) && key > walk.startAfter && keys.size() < most)
            keys.push_back(key);
    }
    return keys;
}

} // namespace

class TestListPlan : public QObject {
    Q_OBJECT

private slots:
    void objectsNearASpanMayHoldItsEvents_data();
    void objectsNearASpanMayHoldItsEvents();
    void objectsWithOtherNamesArePlacedByTheirChange();
    void theDateStandsAnywhereInAPrefix_data();
    void theDateStandsAnywhereInAPrefix();
    void daysOfASpanComeNewestFirst();
    void anOpenSpanHasNoDays();
    void theFirstDayStartsWhereItCanBegin();
    void aListingJumpsOverWhatIsOutOfTheSpan_data();
    void aListingJumpsOverWhatIsOutOfTheSpan();
    void jumpingLosesNothing();
};

void TestListPlan::objectsNearASpanMayHoldItsEvents_data()
{
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("to");
    QTest::addColumn<bool>("may");
    const auto noon = at("20261121T120000Z");
    const auto row = [&](const char* name, qint64 fromMinute, qint64 toMinute, bool may) {
        QTest::newRow(name) << noon + fromMinute * kMinute << noon + toMinute * kMinute << may;
    };
    row("inside", 10, 11, true);
    row("a quarter of an hour before", -16, -15, true);
    row("a minute more before", -17, -16, false);
    row("a quarter of an hour behind", 74, 75, true);
    row("past the quarter", 75, 76, false);
    row("around it", -600, 600, true);
    row("of no length", 0, 0, true);
}

void TestListPlan::objectsNearASpanMayHoldItsEvents()
{
    QFETCH(qint64, from);
    QFETCH(qint64, to);
    QFETCH(bool, may);
    const TimeRange hour {at("20261121T120000Z"), at("20261121T130000Z")};
    QCOMPARE(mayHold(object(from, to, u"p/20261121/"_s), hour), may);
    QVERIFY(mayHold(object(from, to), {}));
}

void TestListPlan::objectsWithOtherNamesArePlacedByTheirChange()
{
    const TimeRange hour {at("20261121T120000Z"), at("20261121T130000Z")};
    QVERIFY(mayHold({u"other.gz"_s, 1, {}, at("20261121T131400Z")}, hour));
    QVERIFY(!mayHold({u"other.gz"_s, 1, {}, at("20261121T132000Z")}, hour));
    QVERIFY(mayHold({u"other.gz"_s, 1, {}, 0}, hour)); // not known: it may
}

void TestListPlan::theDateStandsAnywhereInAPrefix_data()
{
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<QString>("onDay");
    QTest::addColumn<QString>("key");
    QTest::addColumn<bool>("covered");
    QTest::newRow("at the end") << u"logs/{DATE}/"_s << u"logs/20261121/"_s << u"logs/20261121/x"_s << true;
    QTest::newRow("another day") << u"logs/{DATE}/"_s << u"logs/20261121/"_s << u"logs/20261120/x"_s << true;
    QTest::newRow("in the middle") << u"a/{DATE}/eu"_s << u"a/20261121/eu"_s << u"a/20261121/eu/x"_s << true;
    QTest::newRow("another place") << u"a/{DATE}/eu"_s << u"a/20261121/eu"_s << u"a/20261121/us/x"_s << false;
    QTest::newRow("twice") << u"{DATE}/{DATE}_"_s << u"20261121/20261121_"_s << u"20261121/20261120_x"_s << false;
    QTest::newRow("inside of a name") << u"d{DATE}z"_s << u"d20261121z"_s << u"d20261121zx"_s << true;
    QTest::newRow("no day there") << u"logs/{DATE}/"_s << u"logs/20261121/"_s << u"logs/20261399/x"_s << false;
    QTest::newRow("none") << u"logs/"_s << u"logs/20261121"_s << u"logs/any"_s << true;
    QTest::newRow("none, elsewhere") << u"logs/"_s << u"logs/20261121"_s << u"log/any"_s << false;
}

void TestListPlan::theDateStandsAnywhereInAPrefix()
{
    QFETCH(QString, prefix);
    QFETCH(QString, onDay);
    QFETCH(QString, key);
    QFETCH(bool, covered);
    const DatedPrefix dated(prefix);
    QCOMPARE(dated.onDay(u"20261121"), onDay);
    QCOMPARE(dated.covers(key), covered);
    QCOMPARE(dated.hasDate(), prefix.contains(u"{DATE}"));
}

void TestListPlan::daysOfASpanComeNewestFirst()
{
    using Days = std::vector<QString>;
    QCOMPARE(*daysOf({at("20261120T120000Z"), at("20261122T120000Z")}), (Days {u"20261122"_s, u"20261121"_s, u"20261120"_s}));
    // the margins reach into the days beside it
    QCOMPARE(*daysOf({at("20261121T000000Z"), at("20261122T000000Z")}), (Days {u"20261122"_s, u"20261121"_s, u"20261120"_s}));
    QCOMPARE(*daysOf({at("20270101T120000Z"), at("20270101T120001Z")}), (Days {u"20270101"_s}));
}

void TestListPlan::anOpenSpanHasNoDays()
{
    const auto noon = at("20261121T120000Z");
    QVERIFY(!daysOf({}));
    QVERIFY(!daysOf({noon, TimeRange {}.to}));
    QVERIFY(!daysOf({TimeRange {}.from, noon}));
    QVERIFY(!daysOf({0, noon}));
    QVERIFY(!daysOf({noon, 0}));
    QVERIFY(dayMayHold(u"20261121", {}));
    QVERIFY(dayMayHold(u"20261121", {noon, TimeRange {}.to}));
    QVERIFY(!dayMayHold(u"20261120", {noon, TimeRange {}.to}));
    QVERIFY(!dayMayHold(u"20261122", {TimeRange {}.from, noon}));
}

void TestListPlan::theFirstDayStartsWhereItCanBegin()
{
    const TimeRange range {at("20261120T120000Z"), at("20261122T120000Z")};
    QCOMPARE(walkOfDay(u"p/20261120/"_s, u"20261120", range), (ListWalk {u"p/20261120/"_s, u"p/20261120/20261120T104500Z"_s}));
    QCOMPARE(walkOfDay(u"p/20261121/"_s, u"20261121", range), (ListWalk {u"p/20261121/"_s, {}}));
    QCOMPARE(walkOfDay(u"p/20261120"_s, u"20261120", range), (ListWalk {u"p/20261120"_s, {}}));
}

void TestListPlan::aListingJumpsOverWhatIsOutOfTheSpan_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("to");
    const auto key = [](const char* folder, const char* time) {
        return object(at(time), at(time) + kMinute, QString::fromLatin1(folder)).key;
    };
    QTest::newRow("a day before") << key("p/20261110/", "20261110T120000Z") << u"p/20261120"_s;
    QTest::newRow("a day behind") << key("p/20261122/", "20261122T120000Z") << u"p/:"_s;
    QTest::newRow("flat, before") << key("p/", "20261119T120000Z") << u"p/20261120T104500Z"_s;
    QTest::newRow("flat, behind") << key("p/", "20261120T140000Z") << u"p/:"_s;
    QTest::newRow("inside") << key("p/20261120/", "20261120T120000Z") << QString();
    QTest::newRow("not long before") << key("p/", "20261120T110000Z") << QString();
    QTest::newRow("another name") << u"p/readme.txt"_s << QString();
}

void TestListPlan::aListingJumpsOverWhatIsOutOfTheSpan()
{
    QFETCH(QString, key);
    QFETCH(QString, to);
    QCOMPARE(jumpFrom(key, {at("20261120T120000Z"), at("20261120T130000Z")}).value_or(QString()), to);
}

// Whatever the layout and the span: what a listing with jumps sees is all that may hold events of the span.
void TestListPlan::jumpingLosesNothing()
{
    QRandomGenerator random(20221122);
    for (int round = 0; round < 60; ++round) {
        const auto begin = at("20261101T000000Z");
        std::vector<QString> keys;
        for (int i = 0; i < 400; ++i) {
            const auto start = begin + qint64 {random.bounded(30 * 24 * 60)} * kMinute;
            const QString day = QString::fromStdString(dateText(start)) % u'/';
            const QString folder = round % 3 == 0 ? QString() : round % 3 == 1 ? day : QString((i % 2 ? u"a/" : u"b/") % day);
            keys.push_back(object(start, start + random.bounded(30) * kMinute, folder).key);
            if (i % 50 == 0)
                keys.push_back(folder % u"zz-" % QString::number(i));
        }
        std::sort(keys.begin(), keys.end());
        const auto from = begin + qint64 {random.bounded(30 * 24 * 60)} * kMinute;
        const TimeRange range {from, from + random.bounded(1, 3000) * kMinute};
        std::set<QString> seen;
        std::size_t asked = 0;
        ListWalk walk;
        for (auto got = page(keys, walk, 10); !got.empty(); got = page(keys, walk, 10)) {
            QVERIFY(++asked <= 200);
            seen.insert(got.begin(), got.end());
            walk.startAfter = jumpFrom(got.back(), range).value_or(got.back());
            QVERIFY(walk.startAfter >= got.back());
        }
        for (const auto& key : keys) {
            const bool isInDayFolder = key.contains(u"/zz-"); // its day speaks for it
            QVERIFY2(seen.contains(key) || isInDayFolder || !mayHold({key, 1, {}, 0}, range), qPrintable(key));
        }
    }
}

QTEST_GUILESS_MAIN(TestListPlan)
#include "test_list_plan.moc"
