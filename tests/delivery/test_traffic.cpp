#include "delivery/gzip.h"
#include "delivery/object_writer.h"
#include "delivery/record.h"
#include "delivery/traffic_objects.h"
#include "events/truncation.h"
#include "objects/object_name.h"
#include "support/gunzip.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <map>
#include <set>

using namespace tracedeck;
using namespace tracedeck::delivery;

namespace {

constexpr std::int64_t kEnd = 1795271520000; // 2026-11-21T14:32:00Z
constexpr std::int64_t kDay = 86'400'000;

TrafficOptions day(std::uint64_t events, std::uint64_t seed = 7)
{
    return {events, seed, {kEnd - kDay, kEnd}};
}

std::string written(const TrafficOptions& options)
{
    Traffic traffic(options);
    events::Event record;
    std::string out;
    while (traffic.next(record))
        appendRecord(out, record);
    return out;
}

template<typename See>
void forEach(const TrafficOptions& options, See&& see)
{
    Traffic traffic(options);
    events::Event record;
    while (traffic.next(record))
        see(record);
}

QStringList filesBelow(const QString& folder)
{
    QStringList files;
    QDirIterator it(folder, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        files << it.next();
    files.sort();
    return files;
}

} // namespace

class TestTraffic : public QObject {
    Q_OBJECT

private slots:
    void sameSeedIsTheSameTrafficAndAnotherIsNot();
    void trafficOfAKnownSeedIsTheSameOnEveryMachine();
    void askedNumberComesInOrderOfTimeWithinTheSpan_data();
    void askedNumberComesInOrderOfTimeWithinTheSpan();
    void everyKindOfEventIsThere();
    void failuresHideBehindOk();
    void badDeployFloodsUntilItIsRolledBack();
    void rayIdsBelongToRequestsAndAreSharedOnlyWhenHandedOn();
    void fileNamesChangeWithVersions();
    void everyRecordIsValidJsonWithTheDocumentedKeys();
    void oversizedRecordsCarryTheMarker();
    void objectsHoldExactlyWhatTheReportCounts();
    void gzipIsReadableByZlib_data();
    void gzipIsReadableByZlib();
    void batchesCloseAtTheFirstLimit();
};

void TestTraffic::sameSeedIsTheSameTrafficAndAnotherIsNot()
{
    const std::string once = written(day(3000));
    QVERIFY(once == written(day(3000)));
    QVERIFY(once != written(day(3000, 8)));
}

void TestTraffic::trafficOfAKnownSeedIsTheSameOnEveryMachine()
{
    const std::string text = written(day(2000, 42));
    const auto sum = crc32_z(0, reinterpret_cast<const Bytef*>(text.data()), text.size());
    QCOMPARE(QByteArray::number(static_cast<qulonglong>(sum), 16), QByteArray("fd857803"));
}

void TestTraffic::askedNumberComesInOrderOfTimeWithinTheSpan_data()
{
    QTest::addColumn<qulonglong>("events");
    QTest::addColumn<int>("minutes");
    QTest::newRow("one event") << 1ULL << 60;
    QTest::newRow("fewer events than minutes") << 100ULL << 1440;
    QTest::newRow("a day") << 20'000ULL << 1440;
    QTest::newRow("all in one minute") << 5'000ULL << 1;
}

void TestTraffic::askedNumberComesInOrderOfTimeWithinTheSpan()
{
    QFETCH(qulonglong, events);
    QFETCH(int, minutes);
    const TimeRange span {kEnd - minutes * 60'000LL, kEnd};
    std::uint64_t count = 0;
    std::int64_t last = span.from;
    bool ordered = true;
    forEach({events, 3, span}, [&](const events::Event& record) {
        ordered = ordered && *record.timestampMs >= last && span.contains(*record.timestampMs);
        last = *record.timestampMs;
        ++count;
    });
    QCOMPARE(count, std::uint64_t {events});
    QVERIFY(ordered);
}

void TestTraffic::everyKindOfEventIsThere()
{
    std::set<std::string> types, outcomes, levels, scripts, namespaces;
    std::uint64_t exceptions = 0, lines = 0, jsonArguments = 0, jsonTexts = 0, statuses = 0;
    forEach(day(60'000), [&](const events::Event& record) {
        types.insert(record.eventType);
        outcomes.insert(record.outcome);
        scripts.insert(record.scriptName);
        namespaces.insert(record.dispatchNamespace);
        exceptions += record.exceptions.empty() ? 0U : 1U;
        lines += record.logs.size();
        for (const auto& line : record.logs) {
            levels.insert(line.level);
            for (const auto& argument : line.arguments) {
                jsonArguments += argument.isJson ? 1U : 0U;
                jsonTexts += !argument.isJson && argument.text.starts_with("{\"") ? 1U : 0U;
            }
        }
        statuses += record.eventJson.find("\"Status\":5") != std::string::npos ? 1U : 0U;
    });
    QVERIFY((types
             == std::set<std::string> {"alarm", "email", "fetch", "hibernatable_web_socket", "queue", "scheduled", "tail", "worker_rpc"}));
    QVERIFY((levels == std::set<std::string> {"debug", "error", "info", "log", "warn"}));
    QCOMPARE(scripts.size(), std::size_t {40});
    QCOMPARE(namespaces.size(), std::size_t {2});
    for (const char* outcome : {"ok", "canceled", "exception", "exceededCpu", "exceededMemory", "responseStreamDisconnected"})
        QVERIFY2(outcomes.contains(outcome), outcome);
    QVERIFY2(exceptions > 60'000 * 3 / 100 && exceptions < 60'000 * 4 / 100, std::to_string(exceptions).c_str());
    QVERIFY2(lines > 120'000 && lines < 144'000, std::to_string(lines).c_str());
    QVERIFY(jsonArguments > 1000 && jsonTexts > 1000 && statuses > 100);
}

void TestTraffic::failuresHideBehindOk()
{
    std::map<std::string, int> okWithException;
    forEach(day(30'000), [&](const events::Event& record) {
        if (record.outcome == "ok" && !record.exceptions.empty())
            ++okWithException[record.eventType];
    });
    for (const char* type : {"fetch", "scheduled", "queue", "hibernatable_web_socket"})
        QVERIFY2(okWithException[type] > 0, type);
    QCOMPARE(okWithException.count("alarm") + okWithException.count("worker_rpc"), std::size_t {0});
}

void TestTraffic::badDeployFloodsUntilItIsRolledBack()
{
    const TimeRange bad = Traffic(day(1)).badDeploy();
    QCOMPARE(bad.lengthMs(), std::int64_t {1'980'000});
    std::map<std::string, int> inside, outside;
    std::string versionBefore, versionInside, versionAfter;
    forEach(day(30'000), [&](const events::Event& record) {
        if (record.scriptName != "checkout-api")
            return;
        const bool during = bad.contains(*record.timestampMs);
        (during ? versionInside : *record.timestampMs < bad.from ? versionBefore : versionAfter) = record.version.id;
        ++(during ? inside : outside)["all"];
        for (const auto& exception : record.exceptions) {
            if (exception.message == "Cannot read properties of undefined (reading 'total')")
                ++(during ? inside : outside)["total"];
        }
    });
    QVERIFY(inside["total"] * 100 > inside["all"] * 25);
    QCOMPARE(outside["total"], 0);
    QVERIFY(versionInside.starts_with("a41f9c2e-"));
    QVERIFY(versionBefore.starts_with("77d0b6e1-"));
    QCOMPARE(versionAfter, versionBefore);
}

void TestTraffic::rayIdsBelongToRequestsAndAreSharedOnlyWhenHandedOn()
{
    std::map<std::string, std::vector<std::string>> scriptsOfRay;
    bool onlyFetch = true;
    forEach(day(20'000), [&](const events::Event& record) {
        const auto at = record.eventJson.find("\"RayID\":\"");
        onlyFetch = onlyFetch && (at != std::string::npos) == (record.eventType == "fetch");
        if (at != std::string::npos)
            scriptsOfRay[record.eventJson.substr(at + 9, 16)].push_back(record.scriptName);
    });
    QVERIFY(onlyFetch);
    std::size_t shared = 0;
    for (const auto& [ray, scripts] : scriptsOfRay) {
        if (scripts.size() == 1)
            continue;
        ++shared;
        QVERIFY((scripts == std::vector<std::string> {"edge-router", "checkout-api"}));
    }
    QVERIFY(shared > 100);
}

void TestTraffic::fileNamesChangeWithVersions()
{
    std::map<std::string, std::set<std::string>> filesOfVersion; // of image-resizer, which deploys in the middle of the day
    forEach(day(30'000), [&](const events::Event& record) {
        if (record.scriptName != "image-resizer")
            return;
        for (const auto& exception : record.exceptions) {
            if (const auto at = exception.stack.find("index-"); at != std::string::npos)
                filesOfVersion[record.version.id].insert(exception.stack.substr(at, exception.stack.find(':', at) - at));
        }
    });
    QCOMPARE(filesOfVersion.size(), std::size_t {2});
    const auto& [first, second] = std::tie(*filesOfVersion.begin(), *filesOfVersion.rbegin());
    QCOMPARE(first.second.size(), std::size_t {1});
    QCOMPARE(second.second.size(), std::size_t {1});
    QVERIFY(first.second != second.second);
}

void TestTraffic::everyRecordIsValidJsonWithTheDocumentedKeys()
{
    const QStringList keys {u"CPUTimeMs"_qs,  u"DispatchNamespace"_qs, u"Entrypoint"_qs, u"Event"_qs,   u"EventTimestampMs"_qs,
                            u"EventType"_qs,  u"Exceptions"_qs,        u"Logs"_qs,       u"Outcome"_qs, u"ScriptName"_qs,
                            u"ScriptTags"_qs, u"ScriptVersion"_qs,     u"WallTimeMs"_qs};
    const QByteArray all = QByteArray::fromStdString(written(day(20'000)));
    int count = 0;
    for (const QByteArray& line : all.trimmed().split('\n')) {
        QJsonParseError error;
        const QJsonObject record = QJsonDocument::fromJson(line, &error).object();
        QVERIFY2(error.error == QJsonParseError::NoError, line.constData());
        QCOMPARE(record.keys(), keys);
        QVERIFY(record.value(u"Event").isObject());
        ++count;
    }
    QCOMPARE(count, 20'000);
    QVERIFY2(all.size() / count > 650 && all.size() / count < 850, QByteArray::number(all.size() / count).constData());
}

void TestTraffic::oversizedRecordsCarryTheMarker()
{
    int cut = 0;
    forEach(day(30'000), [&](const events::Event& record) {
        std::size_t units = 0;
        bool marked = false;
        for (const auto& line : record.logs) {
            for (const auto& argument : line.arguments) {
                units += static_cast<std::size_t>(QString::fromStdString(argument.text).size());
                marked = marked || argument.text.find("<<<Logpush: messages truncated>>>") != std::string::npos;
            }
        }
        QVERIFY(units < 16'384 + 200);
        cut += marked ? 1 : 0;
    });
    QVERIFY(cut > 0);
}

void TestTraffic::objectsHoldExactlyWhatTheReportCounts()
{
    QTemporaryDir folder;
    const auto report = generateObjects({day(12'000), folder.path(), 30});
    QVERIFY(report.has_value());
    QCOMPARE(report->objects, std::uint64_t {30});
    QCOMPARE(report->events, std::uint64_t {12'000});
    const QStringList files = filesBelow(folder.path());
    QCOMPARE(files.size(), 30);
    std::map<std::string, std::uint64_t> outcomes;
    std::uint64_t bytes = 0, events = 0, lines = 0, exceptions = 0, late = 0;
    std::int64_t end = 0;
    for (const QString& path : files) {
        const auto name = objects::parseObjectName(path.toStdString());
        QVERIFY2(name.has_value(), qPrintable(path));
        QVERIFY(end == 0 || name->window.from == end);
        end = name->window.to;
        bytes += static_cast<std::uint64_t>(QFileInfo(path).size());
        for (const QByteArray& line : test::gunzipFile(path).trimmed().split('\n')) {
            const QJsonObject record = QJsonDocument::fromJson(line).object();
            ++outcomes[record.value(u"Outcome").toString().toStdString()];
            ++events;
            lines += static_cast<std::uint64_t>(record.value(u"Logs").toArray().size());
            exceptions += static_cast<std::uint64_t>(record.value(u"Exceptions").toArray().size());
            late += record.value(u"EventTimestampMs").toInteger() + 55'000 < name->window.from ? 1U : 0U;
        }
    }
    QCOMPARE(events, report->events);
    QCOMPARE(bytes, report->bytes);
    QCOMPARE(lines, report->logLines);
    QCOMPARE(exceptions, report->exceptions);
    QVERIFY(outcomes == report->outcomes);
    QVERIFY2(late > 0 && late < 100, std::to_string(late).c_str());
}

void TestTraffic::gzipIsReadableByZlib_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("one byte") << QByteArray("x");
    QTest::newRow("much of the same") << QByteArray(1'000'000, 'a');
    QTest::newRow("real records") << QByteArray::fromStdString(written(day(2000)));
}

void TestTraffic::gzipIsReadableByZlib()
{
    QFETCH(QByteArray, bytes);
    QTemporaryDir folder;
    const std::string one = gzip(bytes.toStdString());
    QFile file(folder.filePath(QStringLiteral("two.gz"))); // two members one after the other
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(one + one));
    file.close();
    QVERIFY(test::gunzipFile(file.fileName()) == bytes + bytes);
}

void TestTraffic::batchesCloseAtTheFirstLimit()
{
    Batcher byRecords({2, 0, 0});
    QVERIFY(!byRecords.add("a\n", 0));
    QVERIFY(!byRecords.add("b\n", 5));
    const auto two = byRecords.add("c\n", 9);
    QVERIFY(two && two->records == 2 && two->ndjson == "a\nb\n" && (two->window == TimeRange {0, 9}));
    Batcher byBytes({0, 5, 0});
    QVERIFY(!byBytes.add("aaa\n", 0));
    QVERIFY(byBytes.add("bbb\n", 1));
    Batcher byTime({0, 0, 30'000});
    QVERIFY(!byTime.add("a\n", 1'000));
    QVERIFY(!byTime.add("b\n", 30'999));
    QVERIFY(byTime.add("c\n", 31'000));
    QVERIFY(byTime.close(31'001));
    QVERIFY(!byTime.close(31'002));
}

QTEST_APPLESS_MAIN(TestTraffic)
#include "test_traffic.moc"
