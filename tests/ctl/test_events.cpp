#include "ctl/command.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

/// `events` and `stats` with a filter as people type it.
class TestEvents : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aTypedFilterIsAsked_data();
    void aTypedFilterIsAsked();
    void jobsJsonStaysJson();
    void aMistakeIsMarked_data();
    void aMistakeIsMarked();
    void linesThatAreGoneAreSaid();
    void anEventIsPrintedAsItWasDelivered_data();
    void anEventIsPrintedAsItWasDelivered();
    void aPathIsAskedOfCsvAndOfBadUtf8Too();

private:
    [[nodiscard]] Ran events(const QString& filter) const
    {
        return runCtl({u"events"_s, u"--store"_s, m_folder.filePath(u"store"_s), u"--format"_s, u"ndjson"_s, u"--filter"_s, filter});
    }
    QTemporaryDir m_folder;
};

void TestEvents::initTestCase()
{
    QFile file(m_folder.filePath(u"a.log"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"EventTimestampMs":3,"Outcome":"ok","CPUTimeMs":5,"Event":{"Request":{"URL":"https://a.b/cart","CF":{"colo":"FRA"}}}}
{"EventTimestampMs":2,"Outcome":"exception","CPUTimeMs":30,"Exceptions":[{"Name":"TypeError","Message":"Timeout of cart"}]}
{"EventTimestampMs":1,"Outcome":"ok","Logs":[{"Level":"log","Message":["{\"user\":{\"id\":5}}"]}]}
)");
    file.close();
    const Ran ran = runCtl({u"import"_s, file.fileName(), u"--store"_s, m_folder.filePath(u"store"_s)});
    QVERIFY2(ran.exit == 0, ran.err.constData());
}

void TestEvents::aTypedFilterIsAsked_data()
{
    QTest::addColumn<QString>("times");
    QTest::newRow("CART") << u"32"_s;
    QTest::newRow("\"CART\"c") << u""_s;
    QTest::newRow("/time.?out/i -Outcome:ok") << u"2"_s;
    QTest::newRow("Event.Request.CF.colo:FRA OR Log.user.id>=5") << u"31"_s;
    QTest::newRow("-(cart OR CPUTimeMs>4)") << u"1"_s;
    QTest::newRow("-CPUTimeMs<30") << u"21"_s;
    QTest::newRow("") << u"321"_s;
}

void TestEvents::aTypedFilterIsAsked()
{
    QFETCH(QString, times);
    const Ran ran = events(QString::fromUtf8(QTest::currentDataTag()));
    QVERIFY2(ran.exit == 0, ran.err.constData());
    QCOMPARE(ran.err, QByteArray());
    QString found;
    for (const QByteArray& line : ran.out.split('\n')) {
        if (!line.isEmpty())
            found += QString::number(QJsonDocument::fromJson(line)[u"EventTimestampMs"].toInt());
    }
    QCOMPARE(found, times);
}

void TestEvents::jobsJsonStaysJson()
{
    const Ran ran = events(uR"( {"where":{"key":"Outcome","operator":"eq","value":"exception"}})"_s);
    QCOMPARE(ran.exit, 0);
    QCOMPARE(ran.out.count('\n'), 1);
    const Ran refused = events(uR"({"where":{"key":"Outcome","operator":"matches","value":"x"}})"_s);
    QVERIFY(refused.exit != 0);
    QVERIFY2(refused.err.contains("unknown operator \"matches\""), refused.err.constData());
}

void TestEvents::aMistakeIsMarked_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("Outcome:ok Status:") << QByteArray(
        "tracedeckctl: at 18: a value is missing here\n  Outcome:ok Status:\n                    ^\n");
    QTest::newRow("é (a") << QByteArray("tracedeckctl: (a: at 3: this parenthesis is not closed\n  é (a\n    ^\n");
    QTest::newRow("\x1b[2J /(/") << QByteArray(
        "tracedeckctl: /(/: at 5: no regular expression: at character 2: missing closing parenthesis\n  \xe2\x90\x9b[2J /(/\n       ^\n");
}

void TestEvents::aMistakeIsMarked()
{
    QFETCH(QByteArray, said);
    const Ran ran = events(QString::fromUtf8(QTest::currentDataTag()));
    QVERIFY(ran.exit != 0);
    QCOMPARE(ran.err, said);
    QCOMPARE(ran.out, QByteArray());
    const Ran stats =
        runCtl({u"stats"_s, u"--store"_s, m_folder.filePath(u"store"_s), u"--filter"_s, QString::fromUtf8(QTest::currentDataTag())});
    QCOMPARE(stats.err, said);
}

void TestEvents::linesThatAreGoneAreSaid()
{
    QVERIFY(QFile::rename(m_folder.filePath(u"a.log"_s), m_folder.filePath(u"b.log"_s)));
    const Ran ran =
        runCtl({u"stats"_s, u"--store"_s, m_folder.filePath(u"store"_s), u"--filter"_s, u"Event.Request.CF.colo:FRA"_s, u"--json"_s});
    QVERIFY(QFile::rename(m_folder.filePath(u"b.log"_s), m_folder.filePath(u"a.log"_s)));
    QCOMPARE(ran.exit, 0);
    QCOMPARE(ran.err, QByteArray("tracedeckctl: 3 events are left out: their delivered lines, which the filter asks for, are gone\n"));
    QCOMPARE(ran.json()[u"total"].toInt(), 0);
}

void TestEvents::anEventIsPrintedAsItWasDelivered_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QByteArray>("ndjson");
    QTest::addColumn<QByteArray>("outcome"); // as JSON that everybody can read
    const auto same = [](const char* name, const QByteArray& line, const QByteArray& outcome) {
        QTest::newRow(name) << QByteArray(line + '\n') << QByteArray(line + '\n') << outcome;
    };
    same("spaces and unknown keys", R"({ "New" : [ 1.50 , "\u00e9" ] ,"EventTimestampMs":1, "Outcome" : "ok" })", "ok");
    same("bytes that are no UTF-8", "{\"EventTimestampMs\":1,\"Outcome\":\"o\xffk\"}", "o\xef\xbf\xbdk");
    QTest::newRow("in a list") << QByteArray(R"([{"EventTimestampMs":1,"Outcome":"ok" }])")
                               << QByteArray("{\"EventTimestampMs\":1,\"Outcome\":\"ok\" }\n") << QByteArray("ok");
    QTest::newRow("over lines") << QByteArray("{\n  \"EventTimestampMs\": 1,\n  \"Outcome\": \"ok\"\n}\n")
                                << QByteArray("{   \"EventTimestampMs\": 1,   \"Outcome\": \"ok\" }\n") << QByteArray("ok");
    QTest::newRow("CSV") << QByteArray("EventTimestampMs,Outcome\n1,\"o \"\"k\"\n")
                         << QByteArray("{\"EventTimestampMs\":1,\"Outcome\":\"o \\\"k\"}\n") << QByteArray("o \"k");
}

void TestEvents::anEventIsPrintedAsItWasDelivered()
{
    QFETCH(QByteArray, object);
    QFETCH(QByteArray, ndjson);
    QFETCH(QByteArray, outcome);
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"a.log"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(object) == object.size());
    file.close();
    const QString store = folder.filePath(u"store"_s);
    QCOMPARE(runCtl({u"import"_s, file.fileName(), u"--store"_s, store}).exit, 0);
    QCOMPARE(runCtl({u"events"_s, u"--store"_s, store, u"--format"_s, u"ndjson"_s}).out, ndjson);
    const auto document = runCtl({u"--json"_s, u"events"_s, u"--store"_s, store}).json();
    QCOMPARE(document[u"events"][0][u"Outcome"].toString().toUtf8(), outcome);
}

void TestEvents::aPathIsAskedOfCsvAndOfBadUtf8Too()
{
    const QTemporaryDir folder;
    const auto put = [&folder](const QString& name, const QByteArray& object) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(object) == object.size());
    };
    put(u"a.csv"_s, "EventTimestampMs,Event\n1,\"{\"\"Cron\"\":\"\"0 5 * * *\"\"}\"\n2,\"{\"\"Cron\"\":\"\"1 5 * * *\"\"}\"\n");
    put(u"b.log"_s, "{\"EventTimestampMs\":3,\"Event\":{\"Cron\":\"0 5 * * *\",\"More\":\"\xff\"}}\n");
    const QString store = folder.filePath(u"store"_s);
    QCOMPARE(runCtl({u"import"_s, folder.path(), u"--store"_s, store}).exit, 0);
    const Ran asked = runCtl({u"--json"_s, u"events"_s, u"--store"_s, store, u"--filter"_s, u"Event.Cron:\"0 5 * * *\""_s});
    QCOMPARE(asked.err, QByteArray());
    QCOMPARE(asked.json()[u"total"].toInt(), 2);
    QCOMPARE(asked.json()[u"events"][0][u"EventTimestampMs"].toInt(), 3);
    QCOMPARE(asked.json()[u"events"][1][u"EventTimestampMs"].toInt(), 1);
}

QTEST_GUILESS_MAIN(TestEvents)
#include "test_events.moc"
