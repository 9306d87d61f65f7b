// What others wrote to test readers of JSON and CSV, and everything that a job's output options can write.
#include "delivery/record_output.h"
#include "events/event.h"
#include "ingest/csv_cells.h"
#include "ingest/read_object.h"
#include "support/shared_data.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const std::string kGood = R"({"EventTimestampMs":1,"Outcome":"ok"})";

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QJsonArray rowsOf(const std::string& csv)
{
    std::vector<std::vector<std::string>> all;
    for (std::string_view rest = csv; !rest.empty();) {
        ingest::CsvScan scan(",", {}, 0);
        ingest::CsvCells cells;
        if (scan.go(rest, true) != ingest::CsvScan::State::Whole || !cells.cut(rest.substr(0, scan.end()), ","))
            return {};
        for (auto& row = all.emplace_back(); const auto& cell : cells.cells())
            row.emplace_back(cell.text);
        rest.remove_prefix(scan.next());
    }
    QJsonArray rows;
    for (std::size_t r = 1; r < all.size(); ++r) {
        QJsonObject row;
        for (std::size_t c = 0; c < all[r].size(); ++c)
            row.insert(QString::fromStdString(all[0].at(c)), QString::fromStdString(all[r][c]));
        rows.append(row);
    }
    return rows;
}

constexpr auto kRecord =
    R"json({"CPUTimeMs":NUMBER,"Event":{"RayID":"r","Request":{"URL":"https://x/?q=ODD","Method":"GET"},"Response":{"Status":200}},"EventTimestampMs":NUMBER,"EventType":"fetch","Exceptions":[{"Name":"E","Message":"TEXT","TimestampMs":1}],"Logs":[{"Level":"log","Message":["TEXT",{"k":[1]}],"TimestampMs":2}],"Outcome":"ok","ScriptName":"ODD","ScriptTags":["a","b"],"ScriptVersion":{"ID":"v","Message":"","Tag":""},"WallTimeMs":3})json";

/// Events whose texts are of everything that formats quote.
std::vector<events::Event> oddEvents()
{
    std::vector<events::Event> all;
    for (int i = 0; i < 400; ++i) {
        const std::string odd = i % 4 == 0 ? "a,b;c\\td|e"
            : i % 4 == 1                   ? "\\\"q\\\"\\n\\r\\n{[\\\\"
            : i % 4 == 2                   ? "\xc3\xa9 \xf0\x9f\x98\x80"
                                           : "";
        const auto n = std::to_string(i);
        const std::string text = odd + std::string(static_cast<std::size_t>(i * 7 % 1500), 'x');
        QString json = QString::fromUtf8(kRecord);
        json.replace(u"NUMBER"_s, QString::fromStdString(n)).replace(u"TEXT"_s, QString::fromStdString(text));
        all.push_back(events::parseEvent(json.replace(u"ODD"_s, QString::fromStdString(odd)).toStdString()).value());
    }
    return all;
}

} // namespace

class TestSamples : public QObject {
    Q_OBJECT
private slots:
    void jsonThatOthersWroteIsReadOrRejected();
    void jsonThatOthersWroteIsCheckedWhereItIsPassedOver();
    void csvThatOthersWroteIsCutAsTheySay();
    void csvThatOthersWroteMayStandInUnknownColumns();
    void whatAJobWritesIsReadBack_data();
    void whatAJobWritesIsReadBack();

private:
    static void forEachCase(const std::function<void(const QString& name, const std::string& text)>& use)
    {
        const QDir folder(sharedPath(u"data/json/JSONTestSuite/test_parsing"_s));
        for (const QString& name :
             sharedPath(u"data/json/JSONTestSuite/test_parsing"_s).isEmpty() ? QStringList() : folder.entryList({u"*.json"_s}))
            use(name, bytesOf(folder.filePath(name)).replace('\n', ' ').toStdString());
        use(u"y_own_object.json"_s, R"({"a":[1,{"b":null}]})");
        use(u"y_own_array.json"_s, R"([1,"x"])");
        use(u"n_own_comma.json"_s, R"({"a":1,})");
        use(u"n_own_word.json"_s, R"({"a":nope})");
        use(u"i_own_half.json"_s, R"({"a":"\ud800"})");
    }
};

void TestSamples::jsonThatOthersWroteIsReadOrRejected()
{
    forEachCase([](const QString& name, const std::string& text) {
        const auto read = readObject(kGood + "\n" + text + "\n" + kGood);
        const bool isObject = text.find_first_not_of(" \t\r") != std::string::npos && text[text.find_first_not_of(" \t\r")] == '{';
        const QByteArray why = name.toUtf8() + ": " + read.rejected.join(u" | "_s).toUtf8();
        QCOMPARE(read.verdict, u"complete"_s);
        if (name.startsWith(u'y') && isObject)
            QVERIFY2(read.rows.size() == 3 && read.rejected.isEmpty(), why.constData());
        else if (name.startsWith(u'y'))
            QVERIFY2(read.rows.size() == 2 && read.rejected == QStringList {u"2: not an object"_s}, why.constData());
        else if (name.startsWith(u'n'))
            QVERIFY2(read.rows.size() == 2, why.constData());
        else
            QVERIFY2(read.rows.size() + read.rejected.size() == 3, why.constData());
    });
}

void TestSamples::jsonThatOthersWroteIsCheckedWhereItIsPassedOver()
{
    forEachCase([](const QString& name, const std::string& text) {
        const auto read = readObject(kGood + "\n" + R"({"New":)" + text + R"(,"Outcome":"ok","Event":{"More":)" + text + "}}\n");
        const QByteArray why = name.toUtf8() + ": " + read.rejected.join(u" | "_s).toUtf8();
        if (!name.startsWith(u'i'))
            QVERIFY2(read.rows.size() == (name.startsWith(u'y') ? 2 : 1), why.constData());
        QVERIFY2(read.rows.size() + read.rejected.size() == 2, why.constData());
    });
}

void TestSamples::csvThatOthersWroteIsCutAsTheySay()
{
    QCOMPARE(rowsOf("a,b\r\n1,\"x \"\"y\"\"\n,z\"\r\n"), (QJsonArray {QJsonObject {{u"a"_s, u"1"_s}, {u"b"_s, u"x \"y\"\n,z"_s}}}));
    const QString folder = sharedPath(u"data/csv/csv-spectrum"_s);
    if (folder.isEmpty())
        return;
    for (const QString& name : QDir(folder + u"/csvs"_s).entryList({u"*.csv"_s})) {
        const auto expected = QJsonDocument::fromJson(bytesOf(folder + u"/json/"_s + name.chopped(3) + u"json"_s));
        const auto rows = rowsOf(bytesOf(folder + u"/csvs/"_s + name).toStdString());
        QVERIFY2(!expected.isEmpty() && !rows.isEmpty(), qPrintable(name));
        if (expected.isArray())
            QVERIFY2(rows == expected.array(), qPrintable(name));
        else // it tells of another row of the same columns
            QVERIFY2(rows.at(0).toObject().keys() == expected.object().keys(), qPrintable(name));
    }
}

void TestSamples::csvThatOthersWroteMayStandInUnknownColumns()
{
    const QString folder = sharedPath(u"data/csv/csv-spectrum"_s);
    std::map<QString, std::string> all {{u"own"_s, "a,b\r\n1,\"x \"\"y\"\"\n,z\"\r\n\"\",{\"\n"}};
    for (const QString& name : folder.isEmpty() ? QStringList() : QDir(folder + u"/csvs"_s).entryList({u"*.csv"_s}))
        all[name] = bytesOf(folder + u"/csvs/"_s + name).toStdString();
    for (const auto& [name, csv] : all) {
        std::string object;
        qsizetype records = 0;
        for (std::string_view rest = csv; !rest.empty(); ++records) {
            ingest::CsvScan scan(",", {}, 0);
            QCOMPARE(scan.go(rest, true), ingest::CsvScan::State::Whole);
            object += (records == 0 ? "Outcome," : "ok,") + std::string(rest.substr(0, scan.next()));
            rest.remove_prefix(scan.next());
        }
        const auto read = readObject(object);
        QCOMPARE(read.verdict, u"complete"_s);
        QVERIFY2(read.rows.size() == records - 1 && read.rejected.isEmpty(), qPrintable(name + u": "_s + read.rejected.join(u" | "_s)));
        QCOMPARE(read.rows.count(u"- ok "_s), records - 1);
    }
}

void TestSamples::whatAJobWritesIsReadBack_data()
{
    QTest::addColumn<QJsonObject>("options");
    QTest::addColumn<bool>("isFoundOut"); // without a word of the job
    const auto add = [](const char* name, bool isFoundOut, const QJsonObject& options) { QTest::newRow(name) << options << isFoundOut; };
    const QString header = u"CPUTimeMs,DispatchNamespace,Entrypoint,Event,EventTimestampMs,EventType,Exceptions,Logs,Outcome,ScriptName,"
                           "ScriptTags,ScriptVersion,WallTimeMs\n"_s;
    QString tabs = header;
    tabs.replace(u',', u'\t');
    const QString csv = u"csv"_s;
    add("NDJSON", true, {});
    add("a list", true,
        {{u"batch_prefix"_s, u"["_s}, {u"batch_suffix"_s, u"]"_s}, {u"record_suffix"_s, u"}"_s}, {u"record_delimiter"_s, u","_s}});
    add("a list over lines", true, {{u"batch_prefix"_s, u"[\n"_s}, {u"batch_suffix"_s, u"]\n"_s}, {u"record_delimiter"_s, u","_s}});
    add("a list in an object", true,
        {{u"batch_prefix"_s, u"{\"logs\":["_s}, {u"batch_suffix"_s, u"]}"_s}, {u"record_delimiter"_s, u","_s}});
    add("commas", true, {{u"record_delimiter"_s, u","_s}});
    add("nothing between", true, {{u"record_suffix"_s, u"}"_s}});
    add("a prefix", true, {{u"record_prefix"_s, u"<14>: {"_s}});
    add("a prefix and a suffix", true, {{u"record_prefix"_s, u"# {"_s}, {u"record_suffix"_s, u"} #\n"_s}});
    add("a batch between lines", false, {{u"batch_prefix"_s, u"BEGIN\n"_s}, {u"batch_suffix"_s, u"END\n"_s}});
    add("a template", true,
        {{u"record_template"_s,
          u"\"EventTimestampMs\":{{ .EventTimestampMs }},\"Outcome\":{{ .Outcome }},\"ScriptName\":{{ .ScriptName }},\"Logs\":{{ .Logs }},"
          "\"CPUTimeMs\":{{ .CPUTimeMs }},\"WallTimeMs\":{{ .WallTimeMs }},\"Exceptions\":{{ .Exceptions }},\"Event\":{{ .Event }},"
          "\"ScriptTags\":{{ .ScriptTags }},\"ScriptVersion\":{{ .ScriptVersion }}"_s}});
    add("CSV", false, {{u"output_type"_s, csv}});
    add("CSV with a header", true, {{u"output_type"_s, csv}, {u"batch_prefix"_s, header}});
    add("TSV with a header", true, {{u"output_type"_s, csv}, {u"batch_prefix"_s, tabs}, {u"field_delimiter"_s, u"\t"_s}});
    add("bars", false, {{u"output_type"_s, csv}, {u"field_delimiter"_s, u"|"_s}});
    add("CSV in CRLF", true, {{u"output_type"_s, csv}, {u"batch_prefix"_s, header}, {u"record_suffix"_s, u"\r\n"_s}});
    add("a time as text", true, {{u"timestamp_format"_s, u"rfc3339"_s}}); // changes nothing here: the times are plain milliseconds
}

void TestSamples::whatAJobWritesIsReadBack()
{
    QFETCH(QJsonObject, options);
    QFETCH(bool, isFoundOut);
    const auto events = oddEvents();
    const auto plain = readObject(delivery::RecordOutput::make(delivery::readOutputOptions({}).value()).value().fileOf(events));
    QCOMPARE(plain.rows.size(), static_cast<qsizetype>(events.size()));
    const auto read = delivery::readOutputOptions(options).value();
    const auto file = delivery::RecordOutput::make(read).value().fileOf(events);
    const auto told = readObject(file, ingest::hintOfOutput(options));
    QVERIFY2(told.rows == plain.rows, qPrintable(told.verdict + told.rejected.mid(0, 3).join(u" | "_s)));
    QVERIFY2(told.rejected.isEmpty(), qPrintable(told.rejected.join(u" | "_s)));
    const auto found = readObject(file);
    QCOMPARE(found.rows == plain.rows && found.rejected.isEmpty(), isFoundOut);
    QVERIFY(isFoundOut || found.verdict != u"complete"_s || !found.rejected.isEmpty()); // and says so
}

QTEST_GUILESS_MAIN(TestSamples)
#include "test_samples.moc"
