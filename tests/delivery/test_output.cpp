#include "delivery/output_options.h"
#include "delivery/record_output.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace tracedeck;
using namespace tracedeck::delivery;
using namespace Qt::Literals::StringLiterals;

namespace {

events::Event sample()
{
    events::Event record;
    record.timestampMs = 1'795'262'400'000;
    record.cpuTimeMs = 3;
    record.outcome = "ok";
    record.eventType = "fetch";
    record.scriptName = R"(a "b" ${jndi}, c)";
    record.scriptTags = {"x", "y"};
    record.eventJson = R"({"RayID":"1"})";
    record.logs.push_back({"log", {{"hi", false}, {"{\"a\":1}", true}}, 5});
    return record;
}

QJsonObject fields(const QStringList& names, QJsonObject more = {})
{
    more.insert(u"field_names"_s, QJsonArray::fromStringList(names));
    return more;
}

/// The sample twice, as a file.
QByteArray written(const QJsonValue& options, const QString& logpull = {})
{
    const auto read = readOutputOptions(options, logpull);
    if (!read)
        return "options: " + read.error().subject.toUtf8();
    const auto output = RecordOutput::make(*read);
    if (!output)
        return "output: " + output.error().detail.toUtf8();
    return QByteArray::fromStdString(output->fileOf(std::vector {sample(), sample()}));
}

} // namespace

class TestOutput : public QObject {
    Q_OBJECT

private slots:
    void withoutOptionsAllFieldsAreThere();
    void recordsAreWrittenAsAsked_data();
    void recordsAreWrittenAsAsked();
    void legacyOptionsAreRead();
    void optionsThatAreNoneAreNamed_data();
    void optionsThatAreNoneAreNamed();
};

void TestOutput::withoutOptionsAllFieldsAreThere()
{
    const QByteArray lines = written(QJsonValue::Null);
    const auto object = QJsonDocument::fromJson(lines.split('\n').first()).object();
    QCOMPARE(object.size(), 12); // 13 are documented, this record has no WallTimeMs
    QCOMPARE(object[u"Logs"][0][u"Message"][1][u"a"].toInt(), 1);
    QCOMPARE(object[u"Event"][u"RayID"].toString(), u"1"_s);
    QCOMPARE(object[u"EventTimestampMs"].toInteger(), 1'795'262'400'000);
    QCOMPARE(lines.count('\n'), 2);
}

void TestOutput::recordsAreWrittenAsAsked_data()
{
    QTest::addColumn<QJsonObject>("options");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray line = R"({"Outcome":"ok","CPUTimeMs":3})";
    QTest::newRow("fields in the order asked for") << fields({u"Outcome"_s, u"CPUTimeMs"_s}) << QByteArray(line + '\n' + line + '\n');
    QTest::newRow("fields that are not there") << fields({u"Outcome"_s, u"WallTimeMs"_s, u"Nothing"_s})
                                               << QByteArray(R"({"Outcome":"ok"})"
                                                             "\n"
                                                             R"({"Outcome":"ok"})"
                                                             "\n");
    QTest::newRow("prefixes and suffixes") << fields({u"Outcome"_s},
                                                     {{u"batch_prefix"_s, u"["_s},
                                                      {u"batch_suffix"_s, u"]"_s},
                                                      {u"record_prefix"_s, u"<"_s},
                                                      {u"record_suffix"_s, u">"_s},
                                                      {u"record_delimiter"_s, u"|"_s}})
                                           << QByteArray(R"([<"Outcome":"ok">|<"Outcome":"ok">])");
    QTest::newRow("csv") << fields({u"ScriptName"_s, u"CPUTimeMs"_s, u"WallTimeMs"_s, u"ScriptTags"_s}, {{u"output_type"_s, u"csv"_s}})
                         << QByteArray(R"("a ""b"" ${jndi}, c",3,,"[""x"",""y""]")"
                                       "\n"
                                       R"("a ""b"" ${jndi}, c",3,,"[""x"",""y""]")"
                                       "\n");
    QTest::newRow("dollar braces") << fields({u"ScriptName"_s}, {{u"CVE-2021-44228"_s, true}, {u"record_suffix"_s, u"}"_s}})
                                   << QByteArray(R"({"ScriptName":"a \"b\" x{jndi}, c"}{"ScriptName":"a \"b\" x{jndi}, c"})");
    QTest::newRow("a template") << fields(
        {u"Outcome"_s, u"CPUTimeMs"_s},
        {{u"record_template"_s, uR"({{/* how */}}o={{ .Outcome }} c={{.CPUTimeMs}} n={{.ScriptName}}{{ "!" }})"_s},
         {u"record_prefix"_s, u""_s},
         {u"record_suffix"_s, u"\n"_s}})
                                << QByteArray("o=\"ok\" c=3 n=null!\no=\"ok\" c=3 n=null!\n");
}

void TestOutput::recordsAreWrittenAsAsked()
{
    QFETCH(QJsonObject, options);
    QFETCH(QByteArray, expected);
    QCOMPARE(written(options), expected);
}

void TestOutput::legacyOptionsAreRead()
{
    const QString legacy = u"fields=Outcome,CPUTimeMs&timestamps=rfc3339&sample=0.1&CVE-2021-44228=true"_s;
    for (const QString& text : {legacy, QString(u"https://api.example/logs?"_s % legacy)}) {
        const auto read = readOutputOptions(QJsonValue::Null, text);
        QVERIFY(read);
        QCOMPARE(read->fieldNames, (std::vector<std::string> {"Outcome", "CPUTimeMs"}));
        QCOMPARE(read->sampleRate, 0.1);
        QVERIFY(read->replacesDollarBrace);
    }
    // today's options outweigh them
    QCOMPARE(readOutputOptions(fields({u"Logs"_s}), legacy)->fieldNames, std::vector<std::string> {"Logs"});
}

void TestOutput::optionsThatAreNoneAreNamed_data()
{
    QTest::addColumn<QJsonValue>("options");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* name, const QJsonValue& options, const char* reason) {
        QTest::newRow(name) << options << QByteArray(reason);
    };
    row("no object", u"text"_s, "options: output_options");
    row("a rate past 1", QJsonObject {{u"sample_rate"_s, 1.5}}, "options: sample_rate");
    row("names that are no list", QJsonObject {{u"field_names"_s, u"a,b"_s}}, "options: field_names");
    row("another type", QJsonObject {{u"output_type"_s, u"xml"_s}}, "options: output_type");
    row("a prefix that is no text", QJsonObject {{u"batch_prefix"_s, 1}}, "options: batch_prefix");
    row("a switch that is none", QJsonObject {{u"CVE-2021-44228"_s, u"yes"_s}}, "options: CVE-2021-44228");
}

void TestOutput::optionsThatAreNoneAreNamed()
{
    QFETCH(QJsonValue, options);
    QFETCH(QByteArray, reason);
    QCOMPARE(written(options), reason);
    QVERIFY(written(QJsonObject {{u"record_template"_s, u"{{ range . }}"_s}}).startsWith("output: "));
    QVERIFY(written(QJsonObject {{u"record_template"_s, u"{{ .Outcome"_s}}).startsWith("output: "));
}

QTEST_GUILESS_MAIN(TestOutput)
#include "test_output.moc"
