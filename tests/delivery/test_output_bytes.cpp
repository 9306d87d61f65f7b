// What a job's output options make of two records, byte for byte and written out by hand.
#include "delivery/output_options.h"
#include "delivery/record_output.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::delivery;

namespace {

/// A record with something in every field, …
events::Event full()
{
    events::Event record;
    record.timestampMs = 1'795'262'400'123;
    record.cpuTimeMs = 7;
    record.wallTimeMs = 0;
    record.outcome = "exception";
    record.eventType = "fetch";
    record.scriptName = "shop;\"eu\",\n${env}";
    record.entrypoint = "Cart";
    record.dispatchNamespace = "tenants";
    record.scriptTags = {"a", "b\"c"};
    record.version = {"v-1", "m", "t"};
    record.logs.push_back({"warn", {{"x\ty", false}, {R"({"n":1})", true}}, 5});
    record.exceptions.push_back({"TypeError", "${no} \\", "at f", 6});
    record.eventJson = R"({"RayID":"8f"})";
    return record;
}

/// … and one with nothing.
events::Event bare()
{
    return {};
}

QByteArray written(const QByteArray& json)
{
    QJsonParseError error;
    const QJsonDocument options = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return "json: " + error.errorString().toUtf8();
    const auto read = readOutputOptions(options.object());
    if (!read)
        return "options: " + read.error().subject.toUtf8();
    const auto output = RecordOutput::make(*read);
    if (!output)
        return "output: " + output.error().detail.toUtf8();
    return QByteArray::fromStdString(output->fileOf(std::vector {full(), bare()}));
}

} // namespace

class TestOutputBytes : public QObject {
    Q_OBJECT

private slots:
    void filesAreThese_data();
    void filesAreThese();
};

void TestOutputBytes::filesAreThese_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<QByteArray>("file");
    const auto row = [](const char* name, const char* options, const char* file) {
        QTest::newRow(name) << QByteArray(options) << QByteArray(file);
    };
    row("all fields, in the order of their names", "{}",
        "{\"CPUTimeMs\":7,\"DispatchNamespace\":\"tenants\",\"Entrypoint\":\"Cart\",\"Event\":{\"RayID\":\"8f\"},"
        "\"EventTimestampMs\":1795262400123,\"EventType\":\"fetch\","
        "\"Exceptions\":[{\"Message\":\"${no} \\\\\",\"Name\":\"TypeError\",\"Stack\":\"at f\",\"TimestampMs\":6}],"
        "\"Logs\":[{\"Level\":\"warn\",\"Message\":[\"x\\ty\",{\"n\":1}],\"TimestampMs\":5}],\"Outcome\":\"exception\","
        "\"ScriptName\":\"shop;\\\"eu\\\",\\n${env}\",\"ScriptTags\":[\"a\",\"b\\\"c\"],"
        "\"ScriptVersion\":{\"ID\":\"v-1\",\"Message\":\"m\",\"Tag\":\"t\"},\"WallTimeMs\":0}\n"
        "{\"DispatchNamespace\":\"\",\"Entrypoint\":\"\",\"Event\":null,\"EventType\":\"\",\"Exceptions\":[],\"Logs\":[],\"Outcome\":\"\","
        "\"ScriptName\":\"\",\"ScriptTags\":[],\"ScriptVersion\":{\"ID\":\"\",\"Message\":\"\",\"Tag\":\"\"}}\n");
    row("two fields, in the order asked for", R"({"field_names":["Outcome","CPUTimeMs"]})",
        "{\"Outcome\":\"exception\",\"CPUTimeMs\":7}\n{\"Outcome\":\"\"}\n");
    row("the same two the other way", R"({"field_names":["CPUTimeMs","Outcome"]})",
        "{\"CPUTimeMs\":7,\"Outcome\":\"exception\"}\n{\"Outcome\":\"\"}\n");
    row("a number that is 0 is there", R"({"field_names":["WallTimeMs"]})", "{\"WallTimeMs\":0}\n{}\n");
    row("a field that nobody knows", R"({"field_names":["Colour","EventType"]})", "{\"EventType\":\"fetch\"}\n{\"EventType\":\"\"}\n");
    row("an object that is absent", R"({"field_names":["Event"]})", "{\"Event\":{\"RayID\":\"8f\"}}\n{\"Event\":null}\n");
    row("a prefix and a suffix of the file", R"({"field_names":["Outcome"],"batch_prefix":"[\n","batch_suffix":"]"})",
        "[\n{\"Outcome\":\"exception\"}\n{\"Outcome\":\"\"}\n]");
    row("a list, as JSON has it",
        R"({"field_names":["Outcome"],"batch_prefix":"[","batch_suffix":"]\n","record_suffix":"}","record_delimiter":","})",
        "[{\"Outcome\":\"exception\"},{\"Outcome\":\"\"}]\n");
    row("a delimiter comes between, beside the suffix", R"({"field_names":["Outcome"],"record_delimiter":"--\n"})",
        "{\"Outcome\":\"exception\"}\n--\n{\"Outcome\":\"\"}\n");
    row("a prefix that says more", R"({"field_names":["Outcome"],"record_prefix":"{\"from\":\"t\",","record_suffix":"}\r\n"})",
        "{\"from\":\"t\",\"Outcome\":\"exception\"}\r\n{\"from\":\"t\",\"Outcome\":\"\"}\r\n");
    row("another delimiter between fields", R"({"field_names":["Outcome","EventType"],"field_delimiter":" , "})",
        "{\"Outcome\":\"exception\" , \"EventType\":\"fetch\"}\n{\"Outcome\":\"\" , \"EventType\":\"\"}\n");
    row("nothing around records", R"({"field_names":["Outcome"],"record_prefix":"","record_suffix":""})",
        "\"Outcome\":\"exception\"\"Outcome\":\"\"");
    row("csv", R"({"output_type":"csv","field_names":["ScriptName","CPUTimeMs","Outcome"]})",
        "\"shop;\"\"eu\"\",\n${env}\",7,\"exception\"\n\"\",,\"\"\n");
    row("csv of lists and objects", R"({"output_type":"csv","field_names":["ScriptTags","Event","ScriptVersion"]})",
        "\"[\"\"a\"\",\"\"b\\\"\"c\"\"]\",\"{\"\"RayID\"\":\"\"8f\"\"}\",\"{\"\"ID\"\":\"\"v-1\"\",\"\"Message\"\":\"\"m\"\",\"\"Tag\"\":"
        "\"\"t\"\"}\"\n"
        "\"[]\",\"null\",\"{\"\"ID\"\":\"\"\"\",\"\"Message\"\":\"\"\"\",\"\"Tag\"\":\"\"\"\"}\"\n");
    row("csv with a head, semicolons and lines of Windows",
        R"({"output_type":"csv","field_names":["Outcome","WallTimeMs"],"batch_prefix":"o;w\r\n","field_delimiter":";","record_suffix":"\r\n"})",
        "o;w\r\n\"exception\";0\r\n\"\";\r\n");
    row("csv with what surrounds a record",
        R"({"output_type":"csv","field_names":["Outcome"],"record_prefix":"> ","record_suffix":" <\n"})", "> \"exception\" <\n> \"\" <\n");
    row("no ${ is left", R"({"field_names":["ScriptName","Exceptions"],"CVE-2021-44228":true})",
        "{\"ScriptName\":\"shop;\\\"eu\\\",\\nx{env}\",\"Exceptions\":[{\"Message\":\"x{no} \\\\\",\"Name\":\"TypeError\",\"Stack\":\"at "
        "f\","
        "\"TimestampMs\":6}]}\n{\"ScriptName\":\"\",\"Exceptions\":[]}\n");
    row("no ${ is left in what surrounds records either",
        R"({"field_names":["Outcome"],"CVE-2021-44228":true,"batch_prefix":"$${a}\n","record_prefix":"${","batch_suffix":"$"})",
        "$x{a}\nx{\"Outcome\":\"exception\"}\nx{\"Outcome\":\"\"}\n$");
    row("${ is left where nobody asked", R"({"field_names":["ScriptName"],"CVE-2021-44228":false})",
        "{\"ScriptName\":\"shop;\\\"eu\\\",\\n${env}\"}\n{\"ScriptName\":\"\"}\n");
    row("a template",
        R"({"field_names":["Outcome","CPUTimeMs"],"record_template":"{\"o\":{{.Outcome}},\"cpu\":{{ .CPUTimeMs }}","record_prefix":""})",
        "{\"o\":\"exception\",\"cpu\":7}\n{\"o\":\"\",\"cpu\":null}\n");
    row("a template with a field that was not asked for",
        R"({"field_names":["Outcome"],"record_template":"{{.EventType}} {{.Colour}}","record_prefix":"","record_suffix":"|"})",
        "null null|null null|");
    row("a template that takes white space with it",
        R"({"field_names":["Outcome"],"record_template":"a  {{- .Outcome -}}\n b {{/* said */}}{{ `raw \\n` }}{{ \"\\t\" }}","record_prefix":"","record_suffix":"\n"})",
        "a\"exception\"b raw \\n\t\na\"\"b raw \\n\t\n");
    row("a template of csv",
        R"({"output_type":"csv","field_names":["ScriptName","WallTimeMs"],"record_template":"{{.ScriptName}}/{{.WallTimeMs}}"})",
        "\"shop;\"\"eu\"\",\n${env}\"/0\n\"\"/null\n");
    row("a template does not heed the delimiter between fields",
        R"({"field_names":["Outcome"],"field_delimiter":";","record_template":"{{.Outcome}},","record_prefix":"","record_suffix":"\n","record_delimiter":"#"})",
        "\"exception\",\n#\"\",\n");
}

void TestOutputBytes::filesAreThese()
{
    QFETCH(QByteArray, options);
    QTEST(written(options), "file");
}

QTEST_APPLESS_MAIN(TestOutputBytes)
#include "test_output_bytes.moc"
