#include "ingest/record_parser.h"

#include <QTest>

using namespace tracedeck::ingest;

namespace {

/// A parser and the padded memory its lines need.
struct Parsing {
    RecordParser parser;
    std::string memory;

    LineKind operator()(std::string_view text, std::uint64_t number = 1)
    {
        memory.assign(text);
        memory.append(kLinePadding, '\0');
        return parser.parse({std::string_view {memory}.substr(0, text.size()), number, 0, false});
    }
    const RecordView& record() const { return parser.record(); }
};

std::string_view code(const RecordView& record, CodeColumn column)
{
    return record.codes[static_cast<std::size_t>(column)];
}

constexpr auto kFetch =
    R"json({"CPUTimeMs":7,"DispatchNamespace":"","Entrypoint":"","Event":{"RayID":"87ed87f80cf22d84","Request":{"URL":"https://test.workers.dev/a?b=1","Method":"GET"},"Response":{"Status":200}},"EventTimestampMs":1714878560011,"EventType":"fetch","Exceptions":[{"Name":"TypeError","Message":"x is not a function","Stack":"    at f (a.js:1:2)","TimestampMs":1714878560020}],"Logs":[{"Level":"log","Message":["foo",{"a":1},3],"TimestampMs":1714878560016},{"Level":"error","Message":["only"],"TimestampMs":1714878560018}],"Outcome":"exception","ScriptName":"test","ScriptTags":["a","b"],"ScriptVersion":{"ID":"1e7519b3","Message":"","Tag":""},"WallTimeMs":12})json";

} // namespace

class TestRecordParser : public QObject {
    Q_OBJECT
private slots:
    void aFetchIsReadWhole();
    void keysInAnyCaseAndOrder();
    void aMessageMayBeAString();
    void numbersAreExact();
    void nullsAndOtherTypesAreAbsent();
    void refusedLines_data();
    void refusedLines();
    void unknownKeysDoNotHinder_data();
    void unknownKeysDoNotHinder();
    void theProbeOfANewJobIsNoEvent();
    void escapesAreUndone();
    void halfASurrogatePairLosesNothingElse();
    void bytesThatAreNoUtf8LoseNothingElse();
};

void TestRecordParser::aFetchIsReadWhole()
{
    Parsing parse;
    QCOMPARE(parse(kFetch), LineKind::Event);
    const auto& r = parse.record();
    QCOMPARE(r.timeMs, std::int64_t {1714878560011});
    QCOMPARE(r.cpuMs, std::int64_t {7});
    QCOMPARE(r.wallMs, std::int64_t {12});
    QCOMPARE(r.status, std::int64_t {200});
    QCOMPARE(r.trigger, std::string_view("https://test.workers.dev/a?b=1"));
    QCOMPARE(r.rayId, std::string_view("87ed87f80cf22d84"));
    QCOMPARE(code(r, CodeColumn::Method), std::string_view("GET"));
    QCOMPARE(code(r, CodeColumn::Outcome), std::string_view("exception"));
    QCOMPARE(code(r, CodeColumn::Version), std::string_view("1e7519b3"));
    QCOMPARE(code(r, CodeColumn::ScriptTags),
             std::string_view("a\x1f"
                              "b"));
    QCOMPARE(r.logs.size(), std::size_t {2});
    QCOMPARE(r.logs[0].text, std::string_view(R"(foo {"a":1} 3)"));
    QCOMPARE(r.logs[1].text, std::string_view("only"));
    QCOMPARE(r.logs[1].level, std::string_view("error"));
    QCOMPARE(r.exceptions.size(), std::size_t {1});
    QCOMPARE(r.exceptions[0].stack, std::string_view("    at f (a.js:1:2)"));
    QVERIFY(r.exceptions[0].key != 0);
}

void TestRecordParser::keysInAnyCaseAndOrder()
{
    Parsing parse;
    QCOMPARE(
        parse(
            R"({"wallTimeMs":5,"logs":[{"message":["m"],"level":"warn","timestampMs":3}],"exceptions":[{"stack":"s","name":"E","message":"em"}],"outcome":"ok","event":{"response":{"status":404},"request":{"method":"PUT","url":"u"}},"eventTimestampMs":9})"),
        LineKind::Event);
    const auto& r = parse.record();
    QCOMPARE(r.timeMs, std::int64_t {9});
    QCOMPARE(r.wallMs, std::int64_t {5});
    QCOMPARE(r.status, std::int64_t {404});
    QCOMPARE(r.logs[0].text, std::string_view("m"));
    QCOMPARE(r.exceptions[0].name, std::string_view("E"));
}

void TestRecordParser::aMessageMayBeAString()
{
    Parsing parse;
    QCOMPARE(parse(R"({"Logs":[{"Level":"log","Message":"plain"}]})"), LineKind::Event);
    QCOMPARE(parse.record().logs[0].text, std::string_view("plain"));
    QCOMPARE(parse.record().logs[0].timeMs, kAbsent);
}

void TestRecordParser::numbersAreExact()
{
    Parsing parse;
    QCOMPARE(parse(R"({"EventTimestampMs":9007199254740993,"CPUTimeMs":9223372036854775807,"WallTimeMs":-1})"), LineKind::Event);
    QCOMPARE(parse.record().timeMs, std::int64_t {9007199254740993});
    QCOMPARE(parse.record().cpuMs, std::int64_t {9223372036854775807});
    QCOMPARE(parse.record().wallMs, std::int64_t {-1});
}

void TestRecordParser::nullsAndOtherTypesAreAbsent()
{
    Parsing parse;
    QCOMPARE(
        parse(
            R"({"Outcome":null,"CPUTimeMs":1.5,"WallTimeMs":"x","Logs":null,"Exceptions":{"a":1},"Event":[1],"ScriptTags":7,"EventTimestampMs":123456789012345678901234567890})"),
        LineKind::Event);
    const auto& r = parse.record();
    QCOMPARE(code(r, CodeColumn::Outcome), std::string_view());
    QCOMPARE(r.cpuMs, kAbsent);
    QCOMPARE(r.timeMs, kAbsent);
    QVERIFY(r.logs.empty() && r.exceptions.empty());
}

void TestRecordParser::refusedLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("not JSON") << QByteArray("hello");
    QTest::newRow("an array") << QByteArray("[1,2]");
    QTest::newRow("a string") << QByteArray("\"text\"");
    QTest::newRow("a number") << QByteArray("12");
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("cut short") << QByteArray(R"({"Outcome":"ok")");
    QTest::newRow("two objects") << QByteArray(R"({"Outcome":"ok"}{"Outcome":"ok"})");
    QTest::newRow("text after it") << QByteArray(R"({"Outcome":"ok"} x)");
    QTest::newRow("a comma too many") << QByteArray(R"({"Outcome":"ok",})");
    QTest::newRow("a bare word in an unknown key") << QByteArray(R"({"Outcome":"ok","New":nope})");
    QTest::newRow("a broken number in an unknown key") << QByteArray(R"({"Outcome":"ok","New":01})");
    QTest::newRow("a broken object in an unknown key") << QByteArray(R"({"Outcome":"ok","New":{"a" 1}})");
    QTest::newRow("a bad escape in an unknown key") << QByteArray(R"({"Outcome":"ok","New":"\x"})");
    QTest::newRow("a line break in a string") << QByteArray("{\"Outcome\":\"a\tb\"}");
}

void TestRecordParser::refusedLines()
{
    QFETCH(QByteArray, line);
    Parsing parse;
    QCOMPARE(parse(std::string_view {line.constData(), static_cast<std::size_t>(line.size())}), LineKind::Rejected);
    QVERIFY(!parse.parser.reason().empty());
}

void TestRecordParser::unknownKeysDoNotHinder_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("object") << QByteArray(R"({"a":[1,{"b":null}]})");
    QTest::newRow("an integer past 64 bits") << QByteArray("123456789012345678901234567890");
    QTest::newRow("a number past double") << QByteArray("1e999");
    QTest::newRow("text with escapes") << QByteArray(R"("\u00e9\n\"x\"")");
    QTest::newRow("true") << QByteArray("true");
    QTest::newRow("empty array") << QByteArray("[ ]");
}

void TestRecordParser::unknownKeysDoNotHinder()
{
    QFETCH(QByteArray, value);
    Parsing parse;
    const std::string line = R"({"New":)" + value.toStdString() + R"(,"Outcome":"ok","Event":{"More":)" + value.toStdString() + R"(}})";
    QVERIFY2(parse(line) == LineKind::Event, parse.parser.reason().c_str());
    QCOMPARE(code(parse.record(), CodeColumn::Outcome), std::string_view("ok"));
}

void TestRecordParser::theProbeOfANewJobIsNoEvent()
{
    Parsing parse;
    QCOMPARE(parse(R"({"content":"test"})"), LineKind::TestRecord);
    QCOMPARE(parse(R"({"content":"tests"})"), LineKind::TestRecord);
    QCOMPARE(parse(R"({"content":"test","Outcome":"ok"})"), LineKind::Event);
}

void TestRecordParser::escapesAreUndone()
{
    Parsing parse;
    QCOMPARE(parse(R"({"\u004futcome":"a\n\ud83d\ude00\"","Logs":[{"Level":"log","Message":["\t1","2"]}]})"), LineKind::Event);
    QCOMPARE(code(parse.record(), CodeColumn::Outcome), std::string_view("a\n\xf0\x9f\x98\x80\""));
    QCOMPARE(parse.record().logs[0].text, std::string_view("\t1 2"));
}

void TestRecordParser::halfASurrogatePairLosesNothingElse()
{
    Parsing parse;
    QVERIFY2(parse(R"({"Logs":[{"Level":"log","Message":["a\ud83d","b"]}],"Outcome":"ok","ScriptName":"x\udc00y"})") == LineKind::Event,
             parse.parser.reason().c_str());
    QCOMPARE(parse.record().logs[0].text, std::string_view("a\xef\xbf\xbd b"));
    QCOMPARE(code(parse.record(), CodeColumn::ScriptName), std::string_view("x\xef\xbf\xbdy"));
    QCOMPARE(code(parse.record(), CodeColumn::Outcome), std::string_view("ok"));
}

void TestRecordParser::bytesThatAreNoUtf8LoseNothingElse()
{
    Parsing parse;
    QCOMPARE(parse("{\"Outcome\":\"a\xff\",\"ScriptName\":\"w\"}"), LineKind::Event);
    QVERIFY(parse.parser.wasRepaired());
    QCOMPARE(code(parse.record(), CodeColumn::Outcome), std::string_view("a\xef\xbf\xbd"));
    QCOMPARE(code(parse.record(), CodeColumn::ScriptName), std::string_view("w"));
    QCOMPARE(parse.record().lineLength, std::uint64_t {33}); // as delivered
    QCOMPARE(parse(R"({"Outcome":"ok"})"), LineKind::Event);
    QVERIFY(!parse.parser.wasRepaired());
}

QTEST_GUILESS_MAIN(TestRecordParser)
#include "test_record_parser.moc"
