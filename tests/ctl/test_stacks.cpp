#include "ctl/command.h"

#include <QJsonArray>
#include <QTest>

using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

class TestStacks : public QObject {
    Q_OBJECT

private slots:
    void groupNamesEveryId();
    void groupTakesNumbersAsIds();
    void groupOfNothingIsAnEmptyDocument();
    void malformedLineIsNamed_data();
    void malformedLineIsNamed();
    void stackIsTakenApart();
    void nullWhereThereIsNothing();
    void unknownTextHasNoFrames();
    void wrongOptionIsUsage();
};

void TestStacks::groupNamesEveryId()
{
    const QByteArray lines = R"j({"id":"a","name":"Error","message":"order 1 failed","stack":null}
{"id":"b","name":"Error","message":"order 22 failed","stack":null}

{"id":"c","name":null,"message":"x","stack":"TypeError: x\n    at readCart (w.js:1:2)\n    at checkout (w.js:2:3)"}
{"id":"d","name":"TypeError","message":"y","stack":"    at readCart (w.9f8e7d6c.js:8:9)\n    at checkout (w.9f8e7d6c.js:7:7)"}
)j";
    for (const QStringList& arguments :
         {QStringList {u"group"_s}, QStringList {u"--json"_s, u"group"_s}, QStringList {u"group"_s, u"--json"_s}}) {
        const Ran ran = runCtl(arguments, lines);
        QCOMPARE(ran.exit, 0);
        QCOMPARE(ran.err, QByteArray());
        const QJsonObject keys = ran.json();
        QCOMPARE(keys.keys(), QStringList({u"a"_s, u"b"_s, u"c"_s, u"d"_s}));
        QCOMPARE(keys[u"a"_s].toString().size(), 16);
        QCOMPARE(keys[u"a"_s], keys[u"b"_s]);
        QCOMPARE(keys[u"c"_s], keys[u"d"_s]);
        QVERIFY(keys[u"a"_s] != keys[u"c"_s]);
    }
}

void TestStacks::groupTakesNumbersAsIds()
{
    const Ran ran = runCtl({u"group"_s}, R"({"id":17,"message":"x"})");
    QCOMPARE(ran.exit, 0);
    QCOMPARE(ran.json().keys(), QStringList {u"17"_s});
}

void TestStacks::groupOfNothingIsAnEmptyDocument()
{
    const Ran ran = runCtl({u"group"_s});
    QCOMPARE(ran.exit, 0);
    QCOMPARE(ran.out, QByteArray("{}\n"));
}

void TestStacks::malformedLineIsNamed_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("no JSON") << QByteArray("{\"id\":");
    QTest::newRow("broken where nobody looks") << QByteArray(R"({"id":"a","message":"x","extra":[1,]})");
    QTest::newRow("no object") << QByteArray("[1]");
    QTest::newRow("no id") << QByteArray(R"({"message":"x"})");
    QTest::newRow("message that is no text") << QByteArray(R"({"id":"a","message":5})");
}

void TestStacks::malformedLineIsNamed()
{
    QFETCH(QByteArray, line);
    const QByteArray good = R"({"id":"a","message":"x"})";
    const Ran ran = runCtl({u"group"_s}, QByteArray(good + "\n\n" + line + "\n" + good + "\n"));
    QCOMPARE(ran.exit, 1);
    QVERIFY2(ran.err.contains("line 3"), ran.err.constData());
    QCOMPARE(ran.out, QByteArray());
    QVERIFY(runCtl({u"group"_s, u"--json"_s}, line).json().contains(u"error"_s));
}

void TestStacks::stackIsTakenApart()
{
    const Ran ran = runCtl({u"parse-stack"_s}, "TypeError: no cart\r\n    at async Cart.read (https://a.b/w.js:3:28)\r\n");
    QCOMPARE(ran.exit, 0);
    QCOMPARE(
        ran.json(),
        (QJsonObject {{u"type"_s, u"TypeError"_s},
                      {u"message"_s, u"no cart"_s},
                      {u"frames"_s,
                       QJsonArray {QJsonObject {
                           {u"function"_s, u"async Cart.read"_s}, {u"file"_s, u"https://a.b/w.js"_s}, {u"line"_s, 3}, {u"col"_s, 28}}}}}));
}

void TestStacks::nullWhereThereIsNothing()
{
    const QJsonArray frames =
        runCtl({u"parse-stack"_s, u"--json"_s}, "    at w.js:3:28\n    at Array.map (native)\n").json()[u"frames"_s].toArray();
    QCOMPARE(frames.size(), 2);
    QVERIFY(frames[0][u"function"_s].isNull());
    QCOMPARE(frames[0][u"line"_s].toInt(), 3);
    QCOMPARE(frames[1][u"file"_s].toString(), u"native"_s);
    QVERIFY(frames[1][u"line"_s].isNull() && frames[1][u"col"_s].isNull());
}

void TestStacks::unknownTextHasNoFrames()
{
    const Ran ran = runCtl({u"parse-stack"_s}, "\xff\x1b[2Jfoo@http://a.b/c.js:1\n");
    QCOMPARE(ran.exit, 0);
    QCOMPARE(ran.json()[u"frames"_s], QJsonValue(QJsonArray {}));
    QVERIFY(!ran.out.contains('\x1b'));
}

void TestStacks::wrongOptionIsUsage()
{
    QCOMPARE(runCtl({u"group"_s, u"--loud"_s}).exit, 2);
    QCOMPARE(runCtl({u"parse-stack"_s, u"extra"_s}).exit, 2);
}

QTEST_GUILESS_MAIN(TestStacks)
#include "test_stacks.moc"
