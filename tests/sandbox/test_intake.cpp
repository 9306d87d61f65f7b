#include "sandbox/pipeline_stage.h"
#include "support/waited.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace tracedeck;
using namespace tracedeck::sandbox;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray item(const char* script, qint64 atMs, const char* outcome = "ok")
{
    const QByteArray text = R"json({"scriptName":SCRIPT,"outcome":"OUTCOME","eventTimestamp":TIME,)json"
                            R"json("event":{"request":{"url":"https://h/","method":"GET","headers":{},"cf":{}}},)json"
                            R"json("logs":[{"level":"log","message":["hi",1],"timestamp":TIME}],)json"
                            R"json("exceptions":[{"name":"Error","message":"broken","timestamp":TIME,"stack":"at f (index.js:1:2)"}]})json";
    return QByteArray(text).replace("SCRIPT", script).replace("OUTCOME", outcome).replace("TIME", QByteArray::number(atMs)) + '\n';
}

} // namespace

class TestIntake : public QObject {
    Q_OBJECT

private slots:
    void traceItemsBecomeObjects();
    void anItemWithoutANameTakesTheOneGiven();
    void linesThatAreNoItemsAreNamed();
    void otherRequestsAreRefused();
    void portsStayThroughARestart();

private:
    static QJsonObject post(const PipelineStage& stage, const QByteArray& body, const QString& query = {});
};

QJsonObject TestIntake::post(const PipelineStage& stage, const QByteArray& body, const QString& query)
{
    net::HttpTransport http;
    net::Request request;
    request.verb = net::Verb::Post;
    request.url = stage.pipeline->intakeUrl();
    request.url.setQuery(query);
    request.headers = {{"Content-Type", "application/x-ndjson"}};
    request.body = body;
    const auto answer = waited(http.send(request, {}));
    QJsonObject told = answer ? QJsonDocument::fromJson(answer->body).object() : QJsonObject();
    told.insert(u"status"_s, answer ? answer->status : 0);
    return told;
}

void TestIntake::traceItemsBecomeObjects()
{
    PipelineStage stage;
    stage.addJob();
    QVERIFY(stage.pipeline->start());
    const auto told = post(stage, item("\"api\"", kStart) + '\n' + item("\"silent\"", kStart) + item("\"api\"", kStart, "exception"));
    QCOMPARE(told[u"taken"].toInt(), 3);
    QCOMPARE(told[u"logged"].toInt(), 2);
    QCOMPARE(told[u"rejected"].toInt(), 0);
    stage.pass(30);
    QTRY_COMPARE(stage.lines(), 2);
    const auto record = QJsonDocument::fromJson(stage.delivered().split('\n')[1]).object();
    QCOMPARE(record[u"Outcome"].toString(), u"exception"_s);
    QCOMPARE(record[u"EventType"].toString(), u"fetch"_s);
    QCOMPARE(record[u"Exceptions"][0][u"Stack"].toString(), u"at f (index.js:1:2)"_s);
    QCOMPARE(record[u"Logs"][0][u"Message"].toArray(), (QJsonArray {u"hi"_s, 1}));
    QCOMPARE(stage.pipeline->invocations(kStart, kStart + 60'000).size(), std::size_t {2}); // the silent one ran too
}

void TestIntake::anItemWithoutANameTakesTheOneGiven()
{
    PipelineStage stage;
    QVERIFY(stage.pipeline->start());
    QCOMPARE(post(stage, item("null", kStart))[u"logged"].toInt(), 0);
    QCOMPARE(post(stage, item("null", kStart), u"script=api"_s)[u"logged"].toInt(), 1);
    QCOMPARE(post(stage, item("\"silent\"", kStart), u"script=api"_s)[u"logged"].toInt(), 0);
}

void TestIntake::linesThatAreNoItemsAreNamed()
{
    PipelineStage stage;
    QVERIFY(stage.pipeline->start());
    const auto told = post(stage, item("\"api\"", kStart) + "{broken\n[1]\n" + item("\"api\"", kStart));
    QCOMPARE(told[u"status"].toInt(), 200);
    QCOMPARE(told[u"taken"].toInt(), 2);
    QCOMPARE(told[u"rejected"].toInt(), 2);
    QCOMPARE(told[u"reasons"][0][u"line"].toInt(), 2);
    QVERIFY(!told[u"reasons"][0][u"reason"].toString().isEmpty());
    QCOMPARE(post(stage, "nothing of the kind")[u"status"].toInt(), 400);
    QCOMPARE(post(stage, QByteArray("x\n").repeated(1000))[u"reasons"].toArray().size(), 20);
}

void TestIntake::otherRequestsAreRefused()
{
    const Intake intake([](const events::Event&) { return true; });
    WireRequest request;
    request.method = "GET";
    request.target = "/";
    QCOMPARE(intake.answer(request).status, 405);
    request.method = "POST";
    request.headers = {{"Origin", "https://example.org"}};
    request.body = item("\"api\"", kStart);
    QCOMPARE(intake.answer(request).status, 403);
}

void TestIntake::portsStayThroughARestart()
{
    PipelineStage stage;
    QVERIFY(stage.pipeline->start());
    const QUrl intake = stage.pipeline->intakeUrl(), endpoint = stage.pipeline->endpoint();
    QVERIFY(intake != endpoint);
    stage.restart();
    QVERIFY(stage.pipeline->start());
    QCOMPARE(stage.pipeline->intakeUrl(), intake);
    QCOMPARE(stage.pipeline->endpoint(), endpoint);
}

QTEST_GUILESS_MAIN(TestIntake)
#include "test_intake.moc"
