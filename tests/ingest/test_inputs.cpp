// Every way an object may come, good or bad: exactly these events, these rejected lines, and this verdict.
#include "delivery/gzip.h"
#include "ingest/delivered_records.h"
#include "ingest/read_object.h"

#include <QJsonDocument>
#include <QTest>

#include <zlib.h>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;
using ingest::FormatHint;

namespace {

std::string json(int i)
{
    const auto n = std::to_string(i);
    return R"({"EventTimestampMs":)" + n + R"(,"Outcome":"ok","ScriptName":"w","Logs":[{"Level":"log","Message":["a,b \"q\""]}]})";
}

QString row(int i)
{
    return QString::number(i) + u" ok w log:a,b \"q\""_s;
}

QStringList rows(int count)
{
    QStringList all;
    for (int i = 1; i <= count; ++i)
        all.append(row(i));
    return all;
}

constexpr auto kHeader = "EventTimestampMs,Outcome,ScriptName,Logs\n";

std::string csv(int i, const std::string& delimiter = ",", const std::string& end = "\n")
{
    return std::to_string(i) + delimiter + R"("ok")" + delimiter + R"("w")" + delimiter
        + R"("[{""Level"":""log"",""Message"":[""a,b \""q\""""]}]")" + end;
}

std::string zlibbed(const std::string& text, int level = 6)
{
    uLongf size = compressBound(static_cast<uLong>(text.size()));
    std::string out(size, '\0');
    compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(text.data()), static_cast<uLong>(text.size()),
              level);
    out.resize(size);
    return out;
}

FormatHint csvFields(std::vector<std::string> fields, std::string delimiter = {})
{
    FormatHint hint;
    hint.fields = std::move(fields);
    hint.fieldDelimiter = std::move(delimiter);
    return hint;
}

const std::vector<std::string> kFields {"EventTimestampMs", "Outcome", "ScriptName", "Logs"};
const std::string kMark = "\xef\xbb\xbf";

} // namespace

Q_DECLARE_METATYPE(tracedeck::ingest::FormatHint)

class TestInputs : public QObject {
    Q_OBJECT
private slots:
    void everyInput_data();
    void everyInput();
    void whatIsDeliveredComesBack_data() { everyInput_data(); }
    void whatIsDeliveredComesBack();
    void aLongLineIsReadAndOnePastTheCapIsRejectedWithItsPlace_data();
    void aLongLineIsReadAndOnePastTheCapIsRejectedWithItsPlace();
    void aBombIsStoppedInWhateverItIsPacked();
    void whatWasToldOfAFormatIsKept();
    void whatAJobSaysOfItsFormatIsTaken();
};

void TestInputs::everyInput_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<FormatHint>("hint");
    QTest::addColumn<QStringList>("events");
    QTest::addColumn<QStringList>("rejected");
    QTest::addColumn<QString>("verdict");
    const auto add = [](const char* name, const std::string& object, const QStringList& events, const QStringList& rejected = {},
                        const QString& verdict = u"complete"_s, const FormatHint& hint = {}) {
        QTest::newRow(name) << QByteArray::fromStdString(object) << hint << events << rejected << verdict;
    };
    const auto lines = json(1) + "\n" + json(2) + "\n" + json(3) + "\n";
    const auto table = kHeader + csv(1) + csv(2) + csv(3);

    // packing
    add("plain", lines, rows(3));
    add("gzip", delivery::gzip(lines), rows(3));
    add("gzip members joined", delivery::gzip(json(1) + "\n") + delivery::gzip(json(2) + "\n" + json(3) + "\n"), rows(3));
    add("double gzip", delivery::gzip(delivery::gzip(lines)), rows(3));
    add("double gzip, members joined inside", delivery::gzip(delivery::gzip(json(1) + "\n") + delivery::gzip(json(2) + "\n")), rows(2));
    add("gzip three times", delivery::gzip(delivery::gzip(delivery::gzip(lines))), rows(3));
    add("gzip four times", delivery::gzip(delivery::gzip(delivery::gzip(delivery::gzip(lines)))), {}, {}, u"packed more than 3 times"_s);
    add("zlib", zlibbed(lines), rows(3));
    add("zlib, fast", zlibbed(lines, 1), rows(3));
    add("zlib, best", zlibbed(lines, 9), rows(3));
    add("gzip of zlib", delivery::gzip(zlibbed(lines)), rows(3));
    add("an empty object", "", {});
    add("an empty gzip", delivery::gzip(""), {});
    add("blank lines only", "\n\r\n  \n", {});

    // text
    add("CRLF", json(1) + "\r\n" + json(2) + "\r\n", rows(2));
    add("CR alone", json(1) + "\r" + json(2) + "\r", rows(2));
    add("no line break at the end", json(1) + "\n" + json(2), rows(2));
    add("a byte order mark", kMark + lines, rows(3));
    add("two of them", kMark + kMark + lines, rows(3), {});
    add("one in the middle", delivery::gzip(kMark + json(1) + "\n") + delivery::gzip(kMark + json(2) + "\n"), rows(2));
    add("a NUL between lines", json(1) + "\n" + std::string(1, '\0') + "\n" + json(2) + "\n", rows(2), {u"2: not valid JSON"_s});
    add("a NUL in a text", R"({"Outcome":"o)" + std::string(1, '\0') + "k\"}\n" + json(1) + "\n", rows(1), {u"1: not valid JSON"_s});
    add("zeros at the end", json(1) + "\n" + std::string(600, '\0'), rows(1), {u"2: not valid JSON"_s});
    add("an escaped NUL", R"({"EventTimestampMs":1,"Outcome":"o\u0000k"})", {u"1 o"_s + QChar(0) + u"k "_s});
    add("bad UTF-8", "{\"EventTimestampMs\":1,\"Outcome\":\"a\xff\xe2\x82z\"}\n" + json(2), {u"1 a\xfffd\xfffdz "_s, row(2)});
    add("an overlong form", "{\"EventTimestampMs\":1,\"Outcome\":\"\xc0\xaf\"}", {u"1 \xfffd\xfffd "_s});
    add("bad UTF-8 in broken JSON", "{\"Outcome\":\"\xff}\n" + json(1), rows(1), {u"1: not valid JSON"_s});
    add("bad UTF-8 outside of texts", "{\"Outcome\"\xff:1}\n" + json(1), rows(1), {u"1: not valid JSON"_s});

    // JSON in other shapes
    add("a list", "[" + json(1) + "," + json(2) + "]", rows(2));
    add("a list over lines", "[\n" + json(1) + ",\n" + json(2) + "\n]\n", rows(2));
    add("a list, commas first", "[\n" + json(1) + "\n," + json(2) + "\n]", rows(2));
    add("an empty list", "[]", {});
    add("commas between lines", json(1) + "\n," + json(2) + "\n," + json(3) + "\n", rows(3));
    add("a list in an object", R"({"records":[)" + json(1) + "," + json(2) + "]}", rows(2));
    add("a list in an object over lines", "{\"records\": [\n" + json(1) + ",\n" + json(2) + "\n]}\n", rows(2));
    add("one object, the batch", json(1), rows(1));
    add("one object over lines", "{\n  \"EventTimestampMs\": 1,\n  \"Outcome\": \"ok\",\n  \"ScriptName\": \"w\"\n}\n", {u"1 ok w"_s});
    add("objects over lines", "{\n \"EventTimestampMs\": 1\n}\n{\n \"EventTimestampMs\": 2\n}\n", {u"1  "_s, u"2  "_s});
    add("an object over lines without its end",
        "{\n\"EventTimestampMs\": 1\n}\n{\n\"EventTimestampMs\": 2\n{\n\"EventTimestampMs\": 3\n}\n", {u"1  "_s, u"3  "_s},
        {u"4: not valid JSON"_s});
    add("objects joined by nothing", json(1) + json(2) + json(3), rows(3));
    add("record separators", "\x1e" + json(1) + "\n\x1e" + json(2) + "\n", rows(2));
    add("a prefix", "<14>logpush: " + json(1) + "\n<14>logpush: " + json(2) + "\n", rows(2));
    add("a prefix and a suffix", "# " + json(1) + " ;\n# " + json(2) + " ;\n", rows(2));
    add("a broken line in a list", "[\n" + json(1) + ",\n{\"Outcome\":,\n" + json(2) + "\n]\n", rows(2), {u"3: not valid JSON"_s});
    add("other text in a list", "[\n" + json(1) + ",\nhello\n" + json(2) + "\n]\n", rows(2), {u"3: text that belongs to no record"_s});
    add("lines that are cut", json(1) + "\n" + json(2).substr(0, 30), rows(1), {u"2: not valid JSON"_s}, u"the last line ends early"_s);
    add("half a line, packed whole", delivery::gzip(json(1) + "\n" + json(2).substr(0, 30)), rows(1), {u"2: not valid JSON"_s});
    add("a note behind the last line", json(1) + "\nend of log", rows(1), {u"2: not valid JSON"_s});
    add("a list that is cut", "[" + json(1) + "," + json(2).substr(0, 30), rows(1), {u"1: not valid JSON"_s}, u"the list ends early"_s);
    add("a list that is cut between records", "[" + json(1) + "," + json(2), rows(2), {}, u"the list ends early"_s);
    add("a list in an object that is cut", R"({"records":[)" + json(1) + ",", rows(1), {}, u"the list ends early"_s);
    add("a list without its end, packed whole", delivery::gzip("[" + json(1) + "," + json(2)), rows(2));
    add("lists one behind the other", "[" + json(1) + "]\n[" + json(2) + "]\n", rows(2));
    add("a first line that is rubbish", "rubbish, of cells\n" + lines, rows(3), {u"1: not valid JSON"_s});
    add("a first line that is cut", json(9).substr(20) + "\n" + lines, rows(3), {u"1: not valid JSON"_s});
    add("a first line without its end", json(9).substr(0, 40) + "\n" + lines, rows(3), {u"1: not valid JSON"_s});
    add("lists and texts in lines", "[1,2]\n\"text\"\n12\n" + json(1) + "\n", rows(1),
        {u"1: not an object"_s, u"2: not an object"_s, u"3: not an object"_s});
    FormatHint around;
    around.batchPrefix = "BEGIN\n";
    around.batchSuffix = "END";
    around.recordPrefix = "event {";
    around.recordSuffix = "} done\n";
    around.recordDelimiter = "--\n";
    add("what the job writes around", "BEGIN\nevent " + json(1) + " done\n--\nevent " + json(2) + " done\n", rows(2), {}, u"complete"_s,
        around);

    // CSV
    add("CSV with a header", table, rows(3));
    add("CSV with a header in CRLF", "EventTimestampMs,Outcome,ScriptName,Logs\r\n" + csv(1, ",", "\r\n") + csv(2, ",", ""), rows(2));
    add("CSV with a byte order mark", kMark + table, rows(3));
    add("CSV, quoted names in another case",
        R"("eventtimestampms","OUTCOME","scriptName","logs")"
        "\n" + csv(1),
        rows(1));
    add("CSV by a list of fields", csv(1) + csv(2), rows(2), {}, u"complete"_s, csvFields(kFields));
    add("CSV by a list of fields, with a header", table, rows(3), {}, u"complete"_s, csvFields({"x", "y"}));
    add("CSV by nothing", csv(1) + csv(2), {}, {}, u"this is CSV without a header: the names of its fields must be given"_s);
    add("TSV", "EventTimestampMs\tOutcome\tScriptName\tLogs\n" + csv(1, "\t") + csv(2, "\t"), rows(2));
    add("semicolons", "EventTimestampMs;Outcome;ScriptName;Logs\n" + csv(1, ";"), rows(1));
    add("bars by a list of fields", csv(1, "|") + csv(2, "|"), rows(2), {}, u"complete"_s, csvFields(kFields));
    add("a delimiter of several characters", csv(1, "||"), rows(1), {}, u"complete"_s, csvFields(kFields, "||"));
    FormatHint aroundCsv = csvFields(kFields);
    aroundCsv.recordPrefix = "> ";
    aroundCsv.recordSuffix = " <\n";
    add("CSV with a prefix and a suffix", "> " + csv(1, ",", " <\n") + "> " + csv(2, ",", " <\n"), rows(2), {}, u"complete"_s, aroundCsv);
    add("a header in each of joined objects", delivery::gzip(kHeader + csv(1)) + delivery::gzip(kMark + kHeader + csv(2)), rows(2));
    add("a line break in quotes", "EventTimestampMs,Outcome\n1,\"o\nk\"\n2,\"a\r\nb\"\n3,x\n", {u"1 o\nk "_s, u"2 a\r\nb "_s, u"3 x "_s});
    add("empty cells", "EventTimestampMs,Outcome,CPUTimeMs,Logs,Event\n,,,,\n1,\"\",\"\",\"\",null\n", {u"-  "_s, u"1  "_s});
    add("exact numbers", "EventTimestampMs,CPUTimeMs,WallTimeMs\n9007199254740993,9223372036854775807,-1\n\"7\",1.5,99999999999999999999\n",
        {u"9007199254740993   9223372036854775807 -1"_s, u"7  "_s});
    add("columns of JSON",
        R"(EventTimestampMs,Event,ScriptVersion,ScriptTags,Exceptions)"
        "\n"
        R"(1,"{""Request"":{""Method"":""GET"",""URL"":""u""},""Response"":{""Status"":200}}","{""ID"":""v1""}","[""a""]","[{""Name"":""E"",""Message"":""m""}]")"
        "\n",
        {u"1   v1 GET a 200 E!m"_s});
    add("JSON in a cell that smuggles a key",
        "Outcome,ScriptVersion\nok,\"{},\"\"Outcome\"\":\"\"x\"\"\"\n"
        "ok,{}\n",
        {u"- ok "_s}, {u"2: column ScriptVersion: not valid JSON"_s});
    add("too many and too few cells", "EventTimestampMs,Outcome\n1,ok,more\n2\n3,ok\n", {u"3 ok "_s},
        {u"2: 3 columns where 2 are expected"_s, u"3: 1 columns where 2 are expected"_s});
    add("a quote that is not closed", "EventTimestampMs,Outcome\n1,\"ok\n2,ok\n3,ok\n", {u"2 ok "_s, u"3 ok "_s},
        {u"2: a quote that is not"_s});
    add("text behind a quote", "EventTimestampMs,Outcome\n1,\"o\"k\n2,ok\n", {u"2 ok "_s}, {u"2: a quote that is not closed, or"_s});
    add("a quote inside of a bare cell", "EventTimestampMs,Outcome\n1,o\"k\n", {u"1 o\"k "_s});
    add("bad UTF-8 in CSV", "EventTimestampMs,Outcome\n1,\"a\xff\"\n", {u"1 a\xfffd "_s});
    add("control characters in CSV", "EventTimestampMs,Outcome\n1,\"a\x01\\b\"\n", {u"1 a\x01\\b "_s});
    add("unknown columns", "EventTimestampMs,New,Outcome\n1,\"x\",ok\n2,7,ok\n", {u"1 ok "_s, u"2 ok "_s});
    add("CSV that is cut", delivery::gzip(table + csv(4)).substr(0, 90), rows(0), {}, u"the gzip data ends early"_s);

    // probes
    add("the probe of a new job", "{\"content\":\"test\"}\n{\"content\":\"tests\"}\n" + json(1), rows(1));
    add("the probe of a job that writes CSV", "{\"content\":\"tests\"}", {}, {}, u"complete"_s, csvFields(kFields));

    // damage
    const auto many = [] {
        std::string all;
        for (int i = 1; i <= 400; ++i)
            all += json(i) + "\n";
        return all;
    }();
    const auto packed = delivery::gzip(json(1) + "\n") + delivery::gzip(many);
    add("bytes behind it", delivery::gzip(lines) + "rubbish", rows(3), {}, u"bytes after the end of the gzip data"_s);
    add("bytes behind zlib", zlibbed(lines) + "rubbish", rows(3), {}, u"bytes after the end of the zlib data"_s);
    add("cut in its second member", packed.substr(0, delivery::gzip(json(1) + "\n").size() + 12), rows(1), {},
        u"the gzip data ends early"_s);
    add("cut, packed twice", delivery::gzip(delivery::gzip(lines)).substr(0, 20), {}, {}, u"ends early"_s);
    auto wrongSum = delivery::gzip(lines);
    wrongSum[wrongSum.size() - 6] = static_cast<char>(wrongSum[wrongSum.size() - 6] ^ 1);
    add("a wrong checksum", wrongSum, rows(3), {}, u"wrong checksum"_s);
}

void TestInputs::everyInput()
{
    QFETCH(QByteArray, object);
    QFETCH(FormatHint, hint);
    QFETCH(QStringList, events);
    QFETCH(QStringList, rejected);
    QFETCH(QString, verdict);
    const auto read = readObject(object.toStdString(), hint);
    QCOMPARE(read.rows, events);
    QVERIFY2(read.rejected.size() == rejected.size(), qPrintable(read.rejected.join(u" | "_s)));
    for (qsizetype i = 0; i < rejected.size(); ++i)
        QVERIFY2(read.rejected[i].startsWith(rejected[i]), qPrintable(read.rejected[i]));
    QVERIFY2(read.verdict.contains(verdict), qPrintable(read.verdict));
    QCOMPARE(read.repaired, int(read.rows.join(u""_s).contains(QChar(0xfffd))));
    QCOMPARE(read.tests > 0, object.contains("content"));
}

/// The delivered bytes stand where they are said to stand, and make the same event again.
void TestInputs::whatIsDeliveredComesBack()
{
    QFETCH(QByteArray, object);
    QFETCH(FormatHint, hint);
    const auto read = readObject(object.toStdString(), hint);
    const auto raw = unpacked(object.toStdString());
    if (read.delivered.empty())
        return;
    ingest::RecordParser parser;
    auto reader = ingest::DeliveredRecords::of(raw, ingest::parseHint(ingest::printHint(hint))).value();
    for (std::size_t i = 0; i < read.delivered.size(); ++i) {
        QCOMPARE(raw.substr(read.offsets[i], read.delivered[i].size()), read.delivered[i]);
        QVERIFY(reader.line(read.delivered[i]).value().find('\n') == std::string_view::npos);
        const auto record = reader.json(read.delivered[i]);
        QVERIFY2(record, record ? "" : qPrintable(record.error().detail));
        const auto padded = std::string(*record) + std::string(ingest::kLinePadding, '\0');
        QCOMPARE(parser.parse({std::string_view {padded}.substr(0, record->size()), 1, 0}), ingest::LineKind::Event);
        QCOMPARE(wordsOf(parser.record()), read.rows[static_cast<qsizetype>(i)]);
    }
}

void TestInputs::aLongLineIsReadAndOnePastTheCapIsRejectedWithItsPlace_data()
{
    QTest::addColumn<QString>("begin");
    QTest::addColumn<QString>("between");
    QTest::newRow("lines") << u""_s << u"\n"_s;
    QTest::newRow("a list in one line") << u"["_s << u","_s;
    QTest::newRow("a list over lines") << u"[\n"_s << u",\n"_s;
    QTest::newRow("CSV") << u"EventTimestampMs,Outcome\n"_s << u"\n"_s;
}

void TestInputs::aLongLineIsReadAndOnePastTheCapIsRejectedWithItsPlace()
{
    QFETCH(QString, begin);
    QFETCH(QString, between);
    const bool isCsv = begin.startsWith(u'E');
    const auto record = [isCsv](int i, std::size_t length) {
        const std::string text(length, 'x'), n = std::to_string(i);
        return isCsv ? n + ",\"" + text + '"' : R"({"EventTimestampMs":)" + n + R"(,"Outcome":")" + text + "\"}";
    };
    const auto join = between.toStdString();
    const auto object = begin.toStdString() + record(1, 10'000'000) + join + record(2, 17U << 20) + join + record(3, 5) + join
        + record(4, 40U << 20) + join + record(5, 5) + (begin.startsWith(u'[') ? "]" : join);
    const auto read = readObject(object);
    QVERIFY2(read.rows.size() == 3, qPrintable(read.rejected.join(u" | "_s)));
    QVERIFY(read.rows[0].startsWith(u"1 xxx"_s) && read.rows[0].size() == 10'000'003);
    QCOMPARE(read.rows.mid(1), (QStringList {u"3 xxxxx "_s, u"5 xxxxx "_s}));
    QCOMPARE(read.rejected.size(), 2);
    const int first = static_cast<int>(begin.count(u'\n')) + 1, step = static_cast<int>(between.count(u'\n'));
    QCOMPARE(read.rejected[0], QString::number(first + step) + u": longer than 16 MB"_s);
    QCOMPARE(read.rejected[1], QString::number(first + 3 * step) + u": longer than 16 MB"_s);
    QCOMPARE(read.verdict, u"complete"_s);
}

void TestInputs::aBombIsStoppedInWhateverItIsPacked()
{
    std::string text;
    while (text.size() < (4U << 20))
        text += json(1) + "\n";
    const ingest::ExpansionLimits limits {.rawBytes = 1U << 30, .ratio = 100, .ratioFrom = 1U << 20};
    for (const auto& bomb : {delivery::gzip(text), delivery::gzip(delivery::gzip(text)), zlibbed(text), delivery::gzip(zlibbed(text))}) {
        const auto read = readObject(bomb, {}, limits);
        QCOMPARE(read.code, ErrorCode::LimitExceeded);
        QVERIFY(read.rows.size() > 1'000 && read.rows.size() < 30'000);
        QVERIFY(read.rejected.isEmpty());
    }
    // nothing comes out at the top, all the work is below
    std::string members;
    for (const auto empty = delivery::gzip(""); members.size() < (4U << 20);)
        members += empty;
    QCOMPARE(readObject(delivery::gzip(members), {}, limits).code, ErrorCode::LimitExceeded);
}

void TestInputs::whatWasToldOfAFormatIsKept()
{
    FormatHint hint = csvFields({"Outcome", "a \"b\""}, "\t");
    hint.kind = FormatHint::Kind::Csv;
    hint.recordPrefix = "\x1e{";
    hint.recordSuffix = "}\r\n";
    hint.recordDelimiter = ",";
    hint.batchPrefix = "[";
    hint.batchSuffix = "]";
    QCOMPARE(ingest::parseHint(ingest::printHint(hint)), hint);
    QCOMPARE(ingest::parseHint(u"rubbish"_s), FormatHint {});
    QVERIFY(ingest::printHint({}).isEmpty());
}

void TestInputs::whatAJobSaysOfItsFormatIsTaken()
{
    const auto hint = [](const char* options) { return ingest::hintOfOutput(QJsonDocument::fromJson(options).object()); };
    QCOMPARE(hint("{}"), FormatHint {});
    QCOMPARE(hint(R"({"output_type":"ndjson","field_names":["Outcome"],"record_prefix":"{","record_suffix":"}\n","sample_rate":0.5})"),
             FormatHint {});
    QCOMPARE(ingest::hintOfOutput(QJsonValue()), FormatHint {});
    FormatHint list;
    list.batchPrefix = "[";
    list.batchSuffix = "]";
    QCOMPARE(hint(R"({"output_type":"ndjson","field_names":["Outcome"],"batch_prefix":"[","batch_suffix":"]"})"), list);
    FormatHint csv = csvFields({"Outcome", "Event"}, ";");
    csv.kind = FormatHint::Kind::Csv;
    QCOMPARE(hint(R"({"output_type":"csv","field_names":["Outcome","Event"],"field_delimiter":";"})"), csv);
    QCOMPARE(hint(R"({"output_type":"csv"})").fields.size(), std::size_t {13}); // all that are documented
}

QTEST_GUILESS_MAIN(TestInputs)
#include "test_inputs.moc"
