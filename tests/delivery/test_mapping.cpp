#include "delivery/mapping.h"
#include "delivery/record.h"
#include "support/shared_data.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace tracedeck;
using namespace tracedeck::delivery;

namespace {

QByteArray mapped(const QByteArray& item)
{
    const auto record = mapItem(item.toStdString());
    if (!record)
        return "failed: " + record.error().detail.toUtf8();
    std::string line;
    appendRecord(line, *record);
    return QByteArray::fromStdString(line);
}

QJsonObject mappedObject(const QByteArray& item)
{
    return QJsonDocument::fromJson(mapped(item)).object();
}

} // namespace

class TestMapping : public QObject {
    Q_OBJECT

private slots:
    void wholeItemBecomesTheExactRecord();
    void everyShapeHasItsTypeAndEvent_data();
    void everyShapeHasItsTypeAndEvent();
    void outcomesAreDeliveredVerbatim_data();
    void outcomesAreDeliveredVerbatim();
    void consoleArgumentsKeepOrderAndDigits();
    void timesBecomeMilliseconds_data();
    void timesBecomeMilliseconds();
    void whatIsMissingIsEmpty();
    void unknownKeysAreKept();
    void brokenItemsSayWhatIsWrong_data();
    void brokenItemsSayWhatIsWrong();
    void loneSurrogatesBecomeReplacementCharacters();
    void itemsOfTheRealRuntimeKeepWhatTheySay();
};

void TestMapping::wholeItemBecomesTheExactRecord()
{
    const QByteArray item =
        R"({"wallTime":12,"cpuTime":3,"truncated":false,"outcome":"exception","scriptName":"shop","entrypoint":"Api",)"
        R"("dispatchNamespace":"ns","scriptTags":["a","b"],"scriptVersion":{"id":"v1","tag":"t","message":"m"},)"
        R"("exceptions":[{"name":"TypeError","message":"x is \"no\"","stack":"    at index.js:1:2","timestamp":1795350958489}],)"
        R"("logs":[{"message":["a",{"b":[1,2.50]},null,true],"level":"warn","timestamp":1795350958488}],"eventTimestamp":1795350958480,)"
        R"("event":{"request":{"url":"https://shop.example.com/?q=1","method":"POST","headers":{"CF-Ray":"87ed87f80cf22d84-FRA",)"
        R"("cookie":"REDACTED"},"cf":{"colo":"FRA"}},"response":{"status":500}}})";
    const QByteArray record =
        R"({"CPUTimeMs":3,"DispatchNamespace":"ns","Entrypoint":"Api","Event":{"RayID":"87ed87f80cf22d84",)"
        R"("Request":{"URL":"https://shop.example.com/?q=1","Method":"POST"},"Response":{"Status":500}},)"
        R"("EventTimestampMs":1795350958480,"EventType":"fetch","Exceptions":[{"Message":"x is \"no\"","Name":"TypeError",)"
        R"("Stack":"    at index.js:1:2","TimestampMs":1795350958489}],"Logs":[{"Level":"warn",)"
        R"("Message":["a",{"b":[1,2.50]},null,true],"TimestampMs":1795350958488}],"Outcome":"exception","ScriptName":"shop",)"
        R"("ScriptTags":["a","b"],"ScriptVersion":{"ID":"v1","Message":"m","Tag":"t"},"WallTimeMs":12,"Truncated":false})"
        "\n";
    QCOMPARE(mapped(item), record);
}

void TestMapping::everyShapeHasItsTypeAndEvent_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("delivered");
    const auto row = [](const char* name, const char* event, const char* type, const char* delivered) {
        QTest::newRow(name) << QByteArray(event) << QByteArray(type) << QByteArray(delivered);
    };
    row("fetch with an answer", R"({"request":{"url":"https://a/","method":"GET"},"response":{"status":204}})", "fetch",
        R"({"RayID":"","Request":{"URL":"https://a/","Method":"GET"},"Response":{"Status":204}})");
    row("fetch without an answer", R"({"request":{"url":"https://a/","method":"GET","headers":{"cf-ray":"9a"}}})", "fetch",
        R"({"RayID":"9a","Request":{"URL":"https://a/","Method":"GET"}})");
    row("fetch with no response at all", R"({"request":{"url":"https://a/","method":"GET"},"response":null})", "fetch",
        R"({"RayID":"","Request":{"URL":"https://a/","Method":"GET"}})");
    row("scheduled", R"({"cron":"*/5 * * * *","scheduledTime":1795305600000})", "scheduled",
        R"({"Cron":"*/5 * * * *","ScheduledTimeMs":1795305600000})");
    row("scheduled without a cron text", R"({"cron":"","scheduledTime":1})", "scheduled", R"({"Cron":"","ScheduledTimeMs":1})");
    row("alarm with an ISO time", R"({"scheduledTime":"2026-11-22T12:36:02.542Z"})", "alarm", R"({"ScheduledTimeMs":1795350962542})");
    row("queue", R"({"queue":"orders","batchSize":4})", "queue", R"({"Queue":"orders","BatchSize":4})");
    row("email", R"({"mailFrom":"a@example.com","rcptTo":"b@example.com","rawSize":1024})", "email",
        R"({"MailFrom":"a@example.com","RcptTo":"b@example.com","RawSize":1024})");
    row("rpc", R"({"rpcMethod":"rpcHello"})", "worker_rpc", R"({"rpcMethod":"rpcHello"})");
    row("a mail handler that arrives as rpc", R"({"rpcMethod":"email"})", "worker_rpc", R"({"rpcMethod":"email"})");
    row("websocket message", R"({"getWebSocketEvent":{"webSocketEventType":"message"}})", "hibernatable_web_socket",
        R"({"GetWebSocketEvent":{"WebSocketEventType":"message"}})");
    row("websocket close", R"({"getWebSocketEvent":{"webSocketEventType":"close","code":1000,"wasClean":true}})", "hibernatable_web_socket",
        R"({"GetWebSocketEvent":{"WebSocketEventType":"close","Code":1000,"WasClean":true}})");
    row("tail", R"({"consumedEvents":[{"scriptName":"shop"},{"scriptName":null}]})", "tail",
        R"({"ConsumedEvents":[{"scriptName":"shop"},{"scriptName":null}]})");
    row("no event", "null", "unknown", "{}");
    row("an event without keys", "{}", "unknown", "{}");
    row("a shape of the future", R"({"dialled":"tcp://a:25","n":123456789012345678901})", "unknown",
        R"({"Dialled":"tcp://a:25","N":123456789012345678901})");
    row("a known shape with more in it", R"({"queue":"q","batchSize":1,"scriptName":"s"})", "queue",
        R"({"Queue":"q","BatchSize":1,"ScriptName":"s"})");
}

void TestMapping::everyShapeHasItsTypeAndEvent()
{
    QFETCH(QByteArray, event);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, delivered);
    const auto record = mapItem("{\"outcome\":\"ok\",\"event\":" + event.toStdString() + "}");
    QVERIFY(record.has_value());
    QCOMPARE(QByteArray::fromStdString(record->eventType), type);
    QCOMPARE(QByteArray::fromStdString(record->eventJson), delivered);
}

void TestMapping::outcomesAreDeliveredVerbatim_data()
{
    QTest::addColumn<QString>("outcome");
    for (const char* outcome :
         {"unknown", "ok", "exception", "exceededCpu", "killSwitch", "daemonDown", "scriptNotFound", "canceled", "exceededMemory",
          "loadShed", "responseStreamDisconnected", "internalError", "exceededWallTime", "aborted", "aWordOfTheFuture"})
        QTest::newRow(outcome) << QString::fromLatin1(outcome);
}

void TestMapping::outcomesAreDeliveredVerbatim()
{
    QFETCH(QString, outcome);
    QCOMPARE(mappedObject("{\"outcome\":\"" + outcome.toUtf8() + "\"}").value(u"Outcome").toString(), outcome);
}

void TestMapping::consoleArgumentsKeepOrderAndDigits()
{
    const QByteArray item =
        R"({"logs":[{"message":["foo","bar",1e400,-0,12345678901234567890123,{"z":1,"a":"\u001b","z":2},[[]]],"level":"log","timestamp":5},)"
        R"({"message":"one text","level":"info","timestamp":5},{"message":7,"level":"debug","timestamp":5},{"level":"error","timestamp":5}]})";
    QVERIFY(mapped(item).contains(
        R"("Logs":[{"Level":"log","Message":["foo","bar",1e400,-0,12345678901234567890123,{"z":1,"a":"\u001b","z":2},[[]]],"TimestampMs":5},)"
        R"({"Level":"info","Message":["one text"],"TimestampMs":5},{"Level":"debug","Message":[7],"TimestampMs":5},)"
        R"({"Level":"error","Message":[],"TimestampMs":5}],)"));
}

void TestMapping::timesBecomeMilliseconds_data()
{
    QTest::addColumn<QByteArray>("time");
    QTest::addColumn<qint64>("ms");
    QTest::newRow("milliseconds") << QByteArray("1795350957956") << qint64 {1795350957956};
    QTest::newRow("with a fraction") << QByteArray("1795350957956.75") << qint64 {1795350957956};
    QTest::newRow("ISO text") << QByteArray("\"2026-11-22T12:35:57.956Z\"") << qint64 {1795350957956};
    QTest::newRow("ISO text with an offset") << QByteArray("\"2026-11-22T13:35:57.956+01:00\"") << qint64 {1795350957956};
    QTest::newRow("exact past 2^53") << QByteArray("9007199254740993") << qint64 {9007199254740993};
}

void TestMapping::timesBecomeMilliseconds()
{
    QFETCH(QByteArray, time);
    QFETCH(qint64, ms);
    const auto record = mapItem("{\"eventTimestamp\":" + time.toStdString() + "}");
    QVERIFY(record.has_value());
    QCOMPARE(record->timestampMs.value_or(0), std::int64_t {ms});
}

void TestMapping::whatIsMissingIsEmpty()
{
    QCOMPARE(
        mapped(R"({"scriptName":null,"logs":null,"exceptions":null,"eventTimestamp":null,"cpuTime":null})"),
        QByteArray(
            R"({"DispatchNamespace":"","Entrypoint":"","Event":{},"EventType":"unknown","Exceptions":[],"Logs":[],"Outcome":"","ScriptName":"",)"
            R"("ScriptTags":[],"ScriptVersion":{"ID":"","Message":"","Tag":""}})"
            "\n"));
}

void TestMapping::unknownKeysAreKept()
{
    QVERIFY(mapped(R"({"outcome":"ok","executionModel":"stateless","Already":{"innerKey":[1,{"x":2}]},"diagnosticsChannelEvents":[]})")
                .endsWith(",\"ExecutionModel\":\"stateless\",\"Already\":{\"innerKey\":[1,{\"x\":2}]},\"DiagnosticsChannelEvents\":[]}\n"));
}

void TestMapping::brokenItemsSayWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("item");
    QTest::addColumn<int>("code");
    const int json = static_cast<int>(ErrorCode::BadJson);
    const int value = static_cast<int>(ErrorCode::BadValue);
    QTest::newRow("cut off") << QByteArray(R"({"outcome":"ok")") << json;
    QTest::newRow("no JSON inside an unknown key") << QByteArray(R"({"outcome":"ok","x":tru})") << json;
    QTest::newRow("a number that is none") << QByteArray(R"({"cpuTime":01})") << json;
    QTest::newRow("an escape that is none") << QByteArray(R"({"x":"\q"})") << json;
    QTest::newRow("something behind it") << QByteArray(R"({"outcome":"ok"} {})") << json;
    QTest::newRow("not UTF-8") << QByteArray("{\"x\":\"\xff\"}") << json;
    QTest::newRow("an array") << QByteArray("[]") << value;
    QTest::newRow("logs that are no list") << QByteArray(R"({"logs":{}})") << value;
    QTest::newRow("a console line that is no object") << QByteArray(R"({"logs":["x"]})") << value;
    QTest::newRow("an outcome that is a number") << QByteArray(R"({"outcome":1})") << value;
    QTest::newRow("a time that is none") << QByteArray(R"({"eventTimestamp":"yesterday"})") << value;
    QTest::newRow("nested beyond reason") << QByteArray("{\"x\":" + QByteArray(5000, '[') + QByteArray(5000, ']') + "}") << json;
}

void TestMapping::brokenItemsSayWhatIsWrong()
{
    QFETCH(QByteArray, item);
    QFETCH(int, code);
    const auto record = mapItem(item.toStdString());
    QVERIFY(!record.has_value());
    QCOMPARE(static_cast<int>(record.error().code), code);
    QVERIFY(!record.error().detail.isEmpty());
}

void TestMapping::loneSurrogatesBecomeReplacementCharacters()
{
    const auto record = mapItem(R"({"logs":[{"message":["\ud83d a \ud83d\ude00 \ude00 \\ud83d \uD83Dx"]}]})");
    QVERIFY(record.has_value());
    QCOMPARE(QString::fromStdString(record->logs.at(0).arguments.at(0).text), QStringLiteral("\uFFFD a \U0001F600 \uFFFD \\ud83d \uFFFDx"));
}

void TestMapping::itemsOfTheRealRuntimeKeepWhatTheySay()
{
    QList<QByteArray> lines {
        R"({"outcome":"ok","exceptions":[{"name":"Error","message":"m","stack":"    at a.js:1:2"}],"logs":[{"message":["a",{"b":1}]}],)"
        R"("event":{"queue":"q","batchSize":1}})"};
    QFile file(test::sharedPath(QStringLiteral("trace_items/items.ndjson")));
    if (!file.fileName().isEmpty() && file.open(QIODevice::ReadOnly))
        lines += file.readAll().trimmed().split('\n');
    for (const QByteArray& line : lines) {
        const QJsonObject item = QJsonDocument::fromJson(line).object();
        const QJsonObject record = mappedObject(line);
        const QJsonArray logs = item.value(u"logs").toArray();
        const QJsonArray exceptions = item.value(u"exceptions").toArray();
        QCOMPARE(record.value(u"Outcome"), item.value(u"outcome"));
        QVERIFY(record.value(u"EventType").toString() != u"unknown");
        QCOMPARE(record.value(u"Logs").toArray().size(), logs.size());
        QCOMPARE(record.value(u"Exceptions").toArray().size(), exceptions.size());
        for (qsizetype i = 0; i < logs.size(); ++i)
            QCOMPARE(record.value(u"Logs").toArray()[i].toObject().value(u"Message"), logs[i].toObject().value(u"message"));
        for (qsizetype i = 0; i < exceptions.size(); ++i)
            QCOMPARE(record.value(u"Exceptions").toArray()[i].toObject().value(u"Stack"), exceptions[i].toObject().value(u"stack"));
    }
}

QTEST_APPLESS_MAIN(TestMapping)
#include "test_mapping.moc"
