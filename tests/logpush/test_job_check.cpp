#include "logpush/job_check.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace tracedeck::logpush;
using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject object(const QByteArray& json)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("%s: %s", json.constData(), qPrintable(error.errorString()));
    return document.object();
}

QJsonObject job(const QByteArray& members)
{
    return object(R"({"dataset":"workers_trace_events","destination_conf":"r2://b")" + QByteArray(members.isEmpty() ? "" : ",") + members
                  + "}");
}

} // namespace

class TestJobCheck : public QObject {
    Q_OBJECT

private slots:
    void goodFieldsPass_data();
    void goodFieldsPass();
    void badFieldsAreNamed_data();
    void badFieldsAreNamed();
    void batchesAreOffOrInRange_data();
    void batchesAreOffOrInRange();
    void onlyTheFloorOfBytesIsLowerForIbm();
    void templateMayUseFieldsAndTexts();
};

void TestJobCheck::goodFieldsPass_data()
{
    QTest::addColumn<QByteArray>("members");
    for (const char* members : {
             "",
             R"("name":null,"filter":null,"output_options":null,"logpull_options":null,"frequency":null)",
             R"("enabled":true,"name":"workers","kind":"","frequency":"low")",
             R"("filter":"","logpull_options":"fields=Event,EventTimestampMs,Outcome,Exceptions,Logs,ScriptName")",
             R"("logpull_options":"https://api.example.com/x?fields=Outcome&timestamps=rfc3339&sample=0.1&CVE-2021-44228=true")",
             R"("filter":"{\"where\":{\"key\":\"Outcome\",\"operator\":\"!eq\",\"value\":\"exception\"}}")",
             R"("output_options":{"field_names":["Outcome","Logs"],"timestamp_format":"rfc3339ms","sample_rate":1,"CVE-2021-44228":false})",
             R"("output_options":{"output_type":"csv","batch_prefix":"a,b\n","record_prefix":null,"field_delimiter":";","future_key":[1]})",
             R"("unheard_of":{"a":1})",
         })
        QTest::newRow(members) << QByteArray(members);
}

void TestJobCheck::goodFieldsPass()
{
    QFETCH(QByteArray, members);
    const auto issues = checkJobFields(job(members));
    QVERIFY2(issues.empty(), issues.empty() ? "" : qPrintable(issues.front().path + u": "_s + issues.front().message));
}

void TestJobCheck::badFieldsAreNamed_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QString>("path");
    const auto row = [](const char* members, const char* path) {
        QTest::newRow(members) << QByteArray(members) << QString::fromUtf8(path);
    };
    row(R"("enabled":"yes")", "enabled");
    row(R"("enabled":null)", "enabled");
    row(R"("name":5)", "name");
    row(R"("filter":{"where":{"key":"Outcome","operator":"eq","value":"ok"}})", "filter");
    row(R"("filter":"{\"where\":{\"key\":\"Event\",\"operator\":\"eq\",\"value\":\"ok\"}}")", "filter: where.key");
    row(R"("frequency":"medium")", "frequency");
    row(R"("kind":"edge")", "kind");
    row(R"("kind":"instant-logs")", "kind");
    row(R"("max_upload_records":1000.5)", "max_upload_records");
    row(R"("output_options":[])", "output_options");
    row(R"("output_options":{"field_names":"Outcome"})", "output_options.field_names");
    row(R"("output_options":{"field_names":["outcome"]})", "output_options.field_names");
    row(R"("output_options":{"output_type":"json"})", "output_options.output_type");
    row(R"("output_options":{"timestamp_format":"iso"})", "output_options.timestamp_format");
    row(R"("output_options":{"sample_rate":0})", "output_options.sample_rate");
    row(R"("output_options":{"sample_rate":1.01})", "output_options.sample_rate");
    row(R"("output_options":{"sample_rate":"0.5"})", "output_options.sample_rate");
    row(R"("output_options":{"CVE-2021-44228":"true"})", "output_options.CVE-2021-44228");
    row(R"("output_options":{"merge_subrequests":true})", "output_options.merge_subrequests");
    row(R"("output_options":{"record_template":"{{ range .Logs }}"})", "output_options.record_template");
    row(R"("output_options":{"record_template":"{{ .Outcome"})", "output_options.record_template");
    row(R"("logpull_options":"fields=Nothing")", "logpull_options");
    row(R"("logpull_options":"timestamps=rfc3339ms")", "logpull_options");
    row(R"("logpull_options":"sample=0")", "logpull_options");
}

void TestJobCheck::badFieldsAreNamed()
{
    QFETCH(QByteArray, members);
    QFETCH(QString, path);
    const auto issues = checkJobFields(job(members));
    QVERIFY(!issues.empty());
    QCOMPARE(issues.front().path, path);
    QVERIFY(!issues.front().message.isEmpty() && !issues.front().isWarning);
}

void TestJobCheck::batchesAreOffOrInRange_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<double>("least");
    QTest::addColumn<double>("most");
    QTest::newRow("bytes") << u"max_upload_bytes"_s << 5'000'000.0 << 1'000'000'000.0;
    QTest::newRow("records") << u"max_upload_records"_s << 1'000.0 << 1'000'000.0;
    QTest::newRow("seconds") << u"max_upload_interval_seconds"_s << 30.0 << 300.0;
}

void TestJobCheck::batchesAreOffOrInRange()
{
    QFETCH(QString, field);
    QFETCH(double, least);
    QFETCH(double, most);
    const auto passes = [&field](const QJsonValue& value) {
        QJsonObject fields = job({});
        fields.insert(field, value);
        return checkJobFields(fields).empty();
    };
    for (const double good : {0.0, least, most})
        QVERIFY(passes(good));
    QVERIFY(passes(QJsonValue::Null));
    for (const double bad : {-1.0, 1.0, least - 1, most + 1})
        QVERIFY(!passes(bad));
    QVERIFY(!passes(u"30"_s));
}

void TestJobCheck::onlyTheFloorOfBytesIsLowerForIbm()
{
    const auto passes = [](double bytes) {
        QJsonObject fields = job({});
        fields.insert(u"destination_conf"_s, u"ibmcl://i.ingress.eu-de.logs.cloud.ibm.com/logs/v1/singles?ibm_api_key=k"_s);
        fields.insert(u"max_upload_bytes"_s, bytes);
        return checkJobFields(fields).empty();
    };
    for (const double good : {0.0, 2'000'000.0, 1'000'000'000.0})
        QVERIFY(passes(good));
    for (const double bad : {1'999'999.0, 2'000'000.5, 1'000'000'001.0})
        QVERIFY(!passes(bad));
}

void TestJobCheck::templateMayUseFieldsAndTexts()
{
    const auto check = [](const QByteArray& source) {
        return checkOutputOptions({{u"field_names"_s, QJsonArray {u"Outcome"_s}}, {u"record_template"_s, QString::fromUtf8(source)}},
                                  kWorkersDataset);
    };
    QVERIFY(check(R"({"o":{{ .Outcome }},"v":{{ "1" }}}{{/* note */}})").empty());
    const auto absent = check("{{.ScriptName}}");
    QCOMPARE(absent.size(), std::size_t {1});
    QVERIFY(absent.front().isWarning);
}

QTEST_GUILESS_MAIN(TestJobCheck)
#include "test_job_check.moc"
