#include "events/event.h"
#include "events/trigger.h"
#include "support/shared_data.h"

#include <QTest>

#include <limits>

using namespace tracedeck;
using namespace tracedeck::events;
using namespace Qt::Literals::StringLiterals;

namespace {

// A record as it was delivered to somebody in 2024.
constexpr std::string_view kRecord =
    R"({"DispatchNamespace":"","Entrypoint":"","Event":{"RayID":"87ed87f80cf22d84","Request":{"URL":"https://test.workers.dev/","Method":"GET"},)"
    R"("Response":{"Status":200}},"EventTimestampMs":1714878560011,"EventType":"fetch","Exceptions":[],"Logs":[{"Level":"log","Message":["bar","foo"],)"
    R"("TimestampMs":1714878560016}],"Outcome":"ok","ScriptName":"test","ScriptTags":["a","b"],)"
    R"("ScriptVersion":{"ID":"1e7519b3-08e2-441d-ae10-7c8c6d3b7e17","Message":"m","Tag":"t"}})";

Event parsed(std::string_view line)
{
    auto event = parseEvent(line);
    if (!event)
        qWarning() << event.error().detail;
    return event.value_or(Event {});
}

} // namespace

class TestRecord : public QObject {
    Q_OBJECT

private slots:
    void deliveredRecordIsReadWhole();
    void keysInEitherCase();
    void orderOfKeysDoesNotMatter();
    void integersAreExact();
    void messageAsArrayOrText();
    void absentAndNullAreNothing();
    void unknownKeysAreKept();
    void wrongTypesAreKeptAsUnknown();
    void oddElementsLoseNothing();
    void hugeNumbersDoNotLoseTheRecord();
    void brokenValuesAreFoundEverywhere_data();
    void brokenValuesAreFoundEverywhere();
    void noObject_data();
    void noObject();
    void halfASurrogateDoesNotLoseTheRecord();
    void triggers_data();
    void triggers();
    void lastOfTwoEqualKeysCounts();
    void linesPrintAsAConsoleWould();
};

void TestRecord::deliveredRecordIsReadWhole()
{
    const Event event = parsed(kRecord);
    QCOMPARE(event.timestampMs, std::optional<std::int64_t>(1714878560011));
    QCOMPARE(event.outcome, std::string("ok"));
    QCOMPARE(event.eventType, std::string("fetch"));
    QCOMPARE(event.scriptName, std::string("test"));
    QCOMPARE(event.scriptTags, std::vector<std::string>({"a", "b"}));
    QCOMPARE(event.version, (ScriptVersion {"1e7519b3-08e2-441d-ae10-7c8c6d3b7e17", "m", "t"}));
    QCOMPARE(event.logs, std::vector<LogLine>({LogLine {"log", {{"bar", false}, {"foo", false}}, 1714878560016}}));
    QVERIFY(event.exceptions.empty());
    QCOMPARE(event.url, std::string("https://test.workers.dev/"));
    QCOMPARE(event.method, std::string("GET"));
    QCOMPARE(event.status, std::optional<std::int64_t>(200));
    QCOMPARE(event.rayId, std::string("87ed87f80cf22d84"));
    QCOMPARE(event.trigger, event.url);
    QVERIFY(event.eventJson.starts_with(R"({"RayID")") && event.eventJson.ends_with("}}"));
    QVERIFY(!event.cpuTimeMs && !event.wallTimeMs);
    QVERIFY(event.unknown.empty());
}

void TestRecord::keysInEitherCase()
{
    const Event event = parsed(
        R"j({"outcome":"exception","eventTimestampMs":5,"exceptions":[{"name":"Error","message":"boom","stack":"    at go (w.js:1:2)","timestampMs":6}],)j"
        R"("logs":[{"level":"warn","message":["x"],"timestampMs":7}],"event":{"request":{"url":"https://a.b/","method":"PUT"},"response":{"status":404},"rayId":"r"}})");
    QCOMPARE(event.outcome, std::string("exception"));
    QCOMPARE(event.exceptions, std::vector<Exception>({Exception {"Error", "boom", "    at go (w.js:1:2)", 6}}));
    QCOMPARE(event.logs, std::vector<LogLine>({LogLine {"warn", {{"x", false}}, 7}}));
    QCOMPARE(event.url, std::string("https://a.b/"));
    QCOMPARE(event.status, std::optional<std::int64_t>(404));
    QCOMPARE(event.rayId, std::string("r"));
    QVERIFY(event.unknown.empty());
}

void TestRecord::orderOfKeysDoesNotMatter()
{
    const Event a = parsed(R"({"ScriptName":"w","Event":{"Response":{"Status":1},"Request":{"Method":"GET","URL":"u"}},"Outcome":"ok"})");
    const Event b = parsed(R"({"Outcome":"ok","Event":{"Request":{"URL":"u","Method":"GET"},"Response":{"Status":1}},"ScriptName":"w"})");
    QCOMPARE(a.scriptName, b.scriptName);
    QCOMPARE(a.url, b.url);
    QCOMPARE(a.status, b.status);
    QCOMPARE(a.outcome, b.outcome);
}

void TestRecord::integersAreExact()
{
    const Event event =
        parsed(R"({"EventTimestampMs":9007199254740993,"CPUTimeMs":9223372036854775807,"WallTimeMs":-9223372036854775808})");
    QCOMPARE(event.timestampMs, std::optional<std::int64_t>(9007199254740993));
    QCOMPARE(event.cpuTimeMs, std::optional<std::int64_t>(std::numeric_limits<std::int64_t>::max()));
    QCOMPARE(event.wallTimeMs, std::optional<std::int64_t>(std::numeric_limits<std::int64_t>::min()));
}

void TestRecord::messageAsArrayOrText()
{
    const Event event = parsed(
        R"({"Logs":[{"Message":["a",1.50,{"b" : [ 1e400 ]},null,true,[ ]]},{"Message":"plain"},{"Message":{"a" : 1}},{"Message":[]},{}]})");
    QCOMPARE(event.logs.size(), std::size_t {5});
    QCOMPARE(
        event.logs[0].arguments,
        std::vector<Argument>({{"a", false}, {"1.50", true}, {R"({"b":[1e400]})", true}, {"null", true}, {"true", true}, {"[]", true}}));
    QCOMPARE(event.logs[1].arguments, std::vector<Argument>({{"plain", false}}));
    QCOMPARE(event.logs[2].arguments, std::vector<Argument>({{R"({"a":1})", true}}));
    QVERIFY(event.logs[3].arguments.empty() && event.logs[4].arguments.empty());
}

void TestRecord::absentAndNullAreNothing()
{
    const Event event =
        parsed(R"({"Outcome":null,"CPUTimeMs":null,"Logs":null,"Exceptions":null,"Event":null,"ScriptVersion":null,"ScriptTags":null})");
    QVERIFY(event.outcome.empty() && !event.cpuTimeMs && event.logs.empty() && event.exceptions.empty() && event.eventJson.empty());
    QVERIFY(event.unknown.empty());
    QVERIFY(parseEvent("{}").has_value());
}

void TestRecord::unknownKeysAreKept()
{
    const Event event =
        parsed(R"({"Truncated":false,"Outcome":"ok","DiagnosticsChannelEvents":[ 1 , {"a" : "b c"} ],"":12345678901234567890})");
    QCOMPARE(event.unknown,
             std::vector<UnknownField>(
                 {{"Truncated", "false"}, {"DiagnosticsChannelEvents", R"([1,{"a":"b c"}])"}, {"", "12345678901234567890"}}));
}

void TestRecord::wrongTypesAreKeptAsUnknown()
{
    const Event event = parsed(
        R"({"Outcome":5,"CPUTimeMs":"12","WallTimeMs":1.5,"Logs":{"a":1},"Exceptions":"x","Event":[1],"ScriptVersion":"v","ScriptTags":true,"ScriptName":"w"})");
    QCOMPARE(event.unknown,
             std::vector<UnknownField>({{"Outcome", "5"},
                                        {"CPUTimeMs", R"("12")"},
                                        {"WallTimeMs", "1.5"},
                                        {"Logs", R"({"a":1})"},
                                        {"Exceptions", R"("x")"},
                                        {"Event", "[1]"},
                                        {"ScriptVersion", R"("v")"},
                                        {"ScriptTags", "true"}}));
    QCOMPARE(event.scriptName, std::string("w"));
}

void TestRecord::oddElementsLoseNothing()
{
    const Event event = parsed(R"({"Logs":[{"Message":["a"]},7,{"Level":8,"Message":["b"]}],"ScriptTags":["x",1],"ScriptName":"w"})");
    QCOMPARE(event.logs.size(), std::size_t {2});
    QCOMPARE(event.scriptTags, std::vector<std::string> {"x"});
    QCOMPARE(event.unknown.size(), std::size_t {2});
    QCOMPARE(event.unknown[0].json, std::string(R"([{"Message":["a"]},7,{"Level":8,"Message":["b"]}])"));
    QCOMPARE(event.scriptName, std::string("w"));
}

void TestRecord::hugeNumbersDoNotLoseTheRecord()
{
    const Event event = parsed(
        R"({"Brandnew":1e400,"CPUTimeMs":99999999999999999999,"Event":{"Response":{"Status":1e400},"Request":{"URL":"u"}},"ScriptName":"w"})");
    QCOMPARE(event.scriptName, std::string("w"));
    QCOMPARE(event.url, std::string("u"));
    QVERIFY(!event.status && !event.cpuTimeMs);
    QCOMPARE(event.unknown, std::vector<UnknownField>({{"Brandnew", "1e400"}, {"CPUTimeMs", "99999999999999999999"}}));
}

void TestRecord::brokenValuesAreFoundEverywhere_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("unknown key") << uR"({"a":[1,],"Outcome":"ok"})"_s;
    QTest::newRow("unknown number") << uR"({"a":01,"Outcome":"ok"})"_s;
    QTest::newRow("deep in Event") << uR"({"Event":{"Request":{"CF":{"a":tru}}}})"_s;
    QTest::newRow("console argument") << uR"({"Logs":[{"Message":[{"a" 1}]}]})"_s;
    QTest::newRow("key of a log line") << uR"({"Logs":[{"Extra":"\x"}]})"_s;
    QTest::newRow("behind the record") << uR"({"Outcome":"ok"} x)"_s;
    QTest::newRow("cut") << uR"({"Outcome":"ok","Logs":[{"Mess)"_s;
    QTest::newRow("empty") << QString();
}

void TestRecord::brokenValuesAreFoundEverywhere()
{
    QFETCH(QString, line);
    const auto event = parseEvent(line.toStdString());
    QVERIFY(!event);
    QCOMPARE(event.error().code, ErrorCode::BadJson);
    QVERIFY2(event.error().detail.startsWith(u"byte "_s), qPrintable(event.error().detail));
}

void TestRecord::noObject_data()
{
    QTest::addColumn<QString>("line");
    for (const char* line : {"[]", "[{}]", "1", "\"a\"", "null", "true", " 1.5 "})
        QTest::newRow(line) << QString::fromUtf8(line);
}

void TestRecord::noObject()
{
    QFETCH(QString, line);
    const auto event = parseEvent(line.toStdString());
    QVERIFY(!event);
    QCOMPARE(event.error().code, ErrorCode::BadValue);
    QCOMPARE(event.error().detail, u"not an object"_s);
}

void TestRecord::halfASurrogateDoesNotLoseTheRecord()
{
    const Event event = parsed(R"({"Logs":[{"Message":["cut \ud83d"]}],"\ud83d":1,"ScriptName":"w"})");
    QCOMPARE(event.logs[0].arguments[0].text, std::string("cut \xef\xbf\xbd"));
    QCOMPARE(event.unknown, std::vector<UnknownField>({{"\xef\xbf\xbd", "1"}}));
    QCOMPARE(event.scriptName, std::string("w"));
}

void TestRecord::triggers_data()
{
    QTest::addColumn<QString>("event");
    QTest::addColumn<QString>("trigger");
    const auto row = [](const char* name, const char* event, const char* trigger) {
        QTest::newRow(name) << QString::fromUtf8(event) << QString::fromUtf8(trigger);
    };
    row("fetch", R"({"RayID":"r","Request":{"URL":"https://a.b/c?d","Method":"GET"}})", "https://a.b/c?d");
    row("scheduled", R"({"Cron":"*/5 * * * *","ScheduledTimeMs":1714878560011})", "*/5 * * * *");
    row("alarm", R"({"ScheduledTimeMs":1714878560011})", "2024-05-05T03:09:20.011Z");
    row("queue", R"({"Queue":"orders","BatchSize":4})", "orders");
    row("email", R"({"MailFrom":"a@b.c","RcptTo":"d@e.f","RawSize":5})", "a@b.c → d@e.f");
    row("tail", R"({"ConsumedEvents":[{"ScriptName":"one"},{"scriptName":"two"},{}]})", "one, two");
    row("rpc", R"({"rpcMethod":"sayHello"})", "sayHello");
    row("worker_rpc", R"({"RpcMethod":"sayHello"})", "sayHello");
    row("web socket message", R"({"GetWebSocketEvent":{"WebSocketEventType":"message"}})", "message");
    row("web socket close", R"({"GetWebSocketEvent":{"WebSocketEventType":"close","Code":1006,"WasClean":false}})", "close 1006");
    row("custom, connect", R"({})", "");
    row("unheard of", R"({"Weather" : "rain"})", R"({"Weather":"rain"})");
}

void TestRecord::triggers()
{
    QFETCH(QString, event);
    const Event record = parsed(QString(u"{\"EventType\":\"any\",\"Event\":"_s + event + u"}").toStdString());
    QCOMPARE(QString::fromStdString(record.eventJson), event);
    QTEST(QString::fromStdString(record.trigger), "trigger");
    QCOMPARE(triggerText(event.toStdString()), record.trigger);
}

void TestRecord::lastOfTwoEqualKeysCounts()
{
    const Event event = parsed(R"({"Outcome":"ok","Outcome":"exception","Logs":[{}],"logs":[{},{}]})");
    QCOMPARE(event.outcome, std::string("exception"));
    QCOMPARE(event.logs.size(), std::size_t {2});
}

void TestRecord::linesPrintAsAConsoleWould()
{
    QCOMPARE(joined({"log", {{"user", false}, {R"({"a":1})", true}, {"", false}}, {}}), std::string("user {\"a\":1} "));
    QCOMPARE(joined({}), std::string());
}

QTEST_APPLESS_MAIN(TestRecord)
#include "test_record.moc"
