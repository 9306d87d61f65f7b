// Files that hold no Workers trace events: what they are is said, and nothing of them is taken for an event.
#include "delivery/gzip.h"
#include "ingest/read_object.h"

#include <QTest>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

std::string line(int i)
{
    return R"({"EventTimestampMs":)" + std::to_string(i) + R"(,"Outcome":"ok","ScriptName":"w"})";
}

} // namespace

class TestForeignFiles : public QObject {
    Q_OBJECT
private slots:
    void otherDatasetsAreNamed_data();
    void otherDatasetsAreNamed();
    void otherFilesAreNamed_data();
    void otherFilesAreNamed();
};

void TestForeignFiles::otherDatasetsAreNamed_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QString>("dataset");
    const auto add = [](const char* dataset, const char* record) {
        QTest::newRow(dataset) << QByteArray(record) << QString::fromLatin1(dataset);
    };
    add("http_requests", R"({"ClientIP":"1.2.3.4","ClientRequestURI":"/","EdgeResponseStatus":200,"RayID":"a"})");
    add("firewall_events", R"({"Action":"block","ClientASN":1,"Kind":"firewall","RuleID":"r","MatchIndex":0,"Source":"waf"})");
    add("audit_logs", R"({"ActionType":"edit","ActorEmail":"a@b","When":"2026-11-27T00:00:00Z","OldValue":{},"NewValue":{}})");
    add("audit_logs_v2", R"({"AuditLogID":"1","ActionTimestamp":1,"ActionType":"edit"})");
    add("dns_logs", R"({"QueryName":"a.example","QueryType":1,"ResponseCode":0,"Timestamp":1})");
    add("network_analytics_logs", R"({"Outcome":"drop","Verdict":"drop","MitigationSystem":"dosd"})");
    add("turnstile_events", R"({"EventType":"challenge_issued","Sitekey":"k","OSName":"x"})");
    add("what wrangler tail prints", R"({"outcome":"ok","scriptName":"w","eventTimestamp":1,"logs":[],"exceptions":[]})");
    add("OpenTelemetry logs", R"({"resourceLogs":[]})");
    QTest::newRow("http_requests in CSV") << QByteArray("ClientIP,ClientRequestURI,EdgeResponseStatus\n1.2.3.4,/,200\n")
                                          << u"http_requests"_s;
}

void TestForeignFiles::otherDatasetsAreNamed()
{
    QFETCH(QByteArray, object);
    QFETCH(QString, dataset);
    const auto read = readObject(object.toStdString() + "\n" + object.toStdString());
    QCOMPARE(read.verdict, u"this is "_s + dataset + u", not workers_trace_events"_s);
    QVERIFY(read.rows.isEmpty());
    if (object.startsWith('{')) {
        const auto mixed = readObject(line(1) + "\n" + object.toStdString() + "\n" + line(2) + "\n");
        QCOMPARE(mixed.rows, (QStringList {u"1 ok w"_s, u"2 ok w"_s}));
        QCOMPARE(mixed.rejected, QStringList {u"2: of "_s + dataset + u", not of workers_trace_events"_s});
        QCOMPARE(mixed.verdict, u"complete"_s);
    }
}

void TestForeignFiles::otherFilesAreNamed_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QString>("name");
    QTest::newRow("zstd") << QByteArray("\x28\xb5\x2f\xfd\x04\x00") << u"zstd"_s;
    QTest::newRow("UTF-16") << QByteArray("\xff\xfe{\0", 4) << u"UTF-16"_s;
    QTest::newRow("UTF-16 without a mark") << QByteArray("{\0\"\0", 4) << u"UTF-16"_s;
    QTest::newRow("Parquet") << QByteArray("PAR1\x15\x04") << u"Parquet"_s;
    QTest::newRow("ZIP") << QByteArray("PK\x03\x04 a.log") << u"ZIP"_s;
    QTest::newRow("HTML") << QByteArray("<!DOCTYPE html><title>Sign in</title>") << u"HTML"_s;
    QTest::newRow("XML") << QByteArray("<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code></Error>") << u"XML"_s;
}

void TestForeignFiles::otherFilesAreNamed()
{
    QFETCH(QByteArray, object);
    QFETCH(QString, name);
    for (const auto& bytes : {object.toStdString(), delivery::gzip(object.toStdString())}) {
        const auto read = readObject(bytes);
        QCOMPARE(read.code, ErrorCode::UnknownFormat);
        QVERIFY2(read.verdict.contains(name), qPrintable(read.verdict));
        QVERIFY(read.rows.isEmpty() && read.rejected.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestForeignFiles)
#include "test_foreign_files.moc"
