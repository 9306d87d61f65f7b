#include "objects/object_name.h"
#include "support/gunzip.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

namespace {

struct Ran {
    int exit = -1;
    QByteArray out, err;
};

Ran run(const QStringList& arguments, const QByteArray& input = {})
{
    QProcess process;
    process.start(QStringLiteral(TRACEDECKCTL), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QByteArray contentsBelow(const QString& folder)
{
    QStringList files;
    QDirIterator it(folder, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        files << it.next();
    files.sort();
    QByteArray all;
    for (const QString& file : files)
        all += tracedeck::test::gunzipFile(file);
    return all;
}

const QByteArray kItem =
    R"({"outcome":"ok","scriptName":"shop","event":{"queue":"orders","batchSize":1},"logs":[{"message":["TEXT"],"level":"log","timestamp":1}]})";

QByteArray itemWith(const QByteArray& text)
{
    return QByteArray(kItem).replace("TEXT", text);
}

QByteArray lineWith(const QByteArray& text)
{
    return "\"Message\":[\"" + text + "\"]";
}

} // namespace

class TestDeliveryCtl : public QObject {
    Q_OBJECT

private slots:
    void mapGivesARecordForEveryItemAndNamesBadLines();
    void mapTakesTheRegimeThatIsAskedFor();
    void deliverWritesWhatMapPrints();
    void deliverTellsRejectedLinesAndGoesOn();
    void generateIsTheSameForTheSameSeedCountAndEnd();
    void generateReportsWhatItMade();
    void wrongUseIsTold_data();
    void wrongUseIsTold();
};

void TestDeliveryCtl::mapGivesARecordForEveryItemAndNamesBadLines()
{
    const Ran good = run({QStringLiteral("sandbox"), QStringLiteral("map")}, itemWith("a") + "\n\n" + itemWith("b"));
    QCOMPARE(good.exit, 0);
    QCOMPARE(good.out.count('\n'), 2);
    QVERIFY(good.out.contains("\"Message\":[\"a\"]") && good.out.contains("\"Message\":[\"b\"]"));
    const Ran bad = run({QStringLiteral("sandbox"), QStringLiteral("map")}, itemWith("a") + "\n{\"outcome\":\n" + itemWith("b") + "\n");
    QCOMPARE(bad.exit, 1);
    QCOMPARE(bad.out, good.out);
    QVERIFY2(bad.err.contains("line 2"), bad.err.constData());
}

void TestDeliveryCtl::mapTakesTheRegimeThatIsAskedFor()
{
    const QByteArray item = itemWith(QByteArray(16'385, 'a'));
    const QStringList map {QStringLiteral("sandbox"), QStringLiteral("map")};
    const QByteArray today = QByteArray(16'384, 'a') + "<<<Logpush: messages truncated>>>";
    QVERIFY(run(map, item).out.contains(lineWith(today)));
    QCOMPARE(run(map + QStringList {QStringLiteral("--regime"), QStringLiteral("today")}, item).out, run(map, item).out);
    QVERIFY(run(map + QStringList {QStringLiteral("--regime"), QStringLiteral("2022")}, item).out.contains(lineWith(QByteArray(300, 'a'))));
}

void TestDeliveryCtl::deliverWritesWhatMapPrints()
{
    QTemporaryDir folder;
    QFile items(folder.filePath(QStringLiteral("items.ndjson")));
    QVERIFY(items.open(QIODevice::WriteOnly));
    items.write(itemWith("a") + '\n' + itemWith("b") + '\n');
    items.close();
    const QString to = folder.filePath(QStringLiteral("out"));
    const Ran delivered =
        run({QStringLiteral("deliver"), QStringLiteral("--items"), items.fileName(), QStringLiteral("--to"), to, QStringLiteral("--json")});
    QCOMPARE(delivered.exit, 0);
    const QJsonObject report = QJsonDocument::fromJson(delivered.out).object();
    QCOMPARE(report.value(u"events").toInt(), 2);
    QCOMPARE(report.value(u"objects").toInt(), 1);
    const QString path = report.value(u"paths").toArray().at(0).toString();
    QVERIFY(tracedeck::objects::parseObjectName(path.toStdString()).has_value());
    QCOMPARE(tracedeck::test::gunzipFile(path),
             run({QStringLiteral("sandbox"), QStringLiteral("map")}, itemWith("a") + '\n' + itemWith("b")).out);
}

void TestDeliveryCtl::deliverTellsRejectedLinesAndGoesOn()
{
    QTemporaryDir folder;
    const QStringList deliver {
        QStringLiteral("deliver"), QStringLiteral("--items"), QStringLiteral("-"), QStringLiteral("--to"), folder.path(),
        QStringLiteral("--json")};
    const Ran some = run(deliver, "nonsense\n" + itemWith("a"));
    QCOMPARE(some.exit, 0);
    const QJsonArray rejected = QJsonDocument::fromJson(some.out).object().value(u"rejected").toArray();
    QCOMPARE(rejected.size(), 1);
    QCOMPARE(rejected.at(0).toObject().value(u"line").toInt(), 1);
    QCOMPARE(contentsBelow(folder.path()).count('\n'), 1);
    QCOMPARE(run(deliver, "nonsense\n").exit, 1);
}

void TestDeliveryCtl::generateIsTheSameForTheSameSeedCountAndEnd()
{
    const auto made = [](const QString& seed) {
        QTemporaryDir folder;
        const Ran ran =
            run({QStringLiteral("generate"), QStringLiteral("--to"), folder.path(), QStringLiteral("--events"), QStringLiteral("2000"),
                 QStringLiteral("--seed"), seed, QStringLiteral("--end"), QStringLiteral("2026-11-21T14:32:00Z")});
        return ran.exit == 0 ? contentsBelow(folder.path()) : QByteArray();
    };
    const QByteArray once = made(QStringLiteral("5"));
    QCOMPARE(once.count('\n'), 2000);
    QVERIFY(once == made(QStringLiteral("5")));
    QVERIFY(once != made(QStringLiteral("6")));
}

void TestDeliveryCtl::generateReportsWhatItMade()
{
    QTemporaryDir folder;
    const Ran ran = run({QStringLiteral("generate"), QStringLiteral("--to"), folder.path(), QStringLiteral("--events"),
                         QStringLiteral("5000"), QStringLiteral("--objects"), QStringLiteral("10"), QStringLiteral("--end"),
                         QStringLiteral("1795271520000"), QStringLiteral("--hours"), QStringLiteral("6"), QStringLiteral("--json")});
    QCOMPARE(ran.exit, 0);
    const QJsonObject report = QJsonDocument::fromJson(ran.out).object();
    QCOMPARE(report.value(u"objects").toInt(), 10);
    QCOMPARE(report.value(u"events").toInt(), 5000);
    const QByteArray all = contentsBelow(folder.path());
    QCOMPARE(all.count('\n'), 5000);
    QCOMPARE(report.value(u"raw_bytes").toInteger(), qint64 {all.size()});
    const QJsonObject outcomes = report.value(u"outcomes").toObject();
    for (const QString& outcome : outcomes.keys())
        QCOMPARE(all.count(QByteArray("\"Outcome\":\"" + outcome.toUtf8() + "\"")), outcomes.value(outcome).toInteger());
    QCOMPARE(report.value(u"span").toObject().value(u"from").toInteger(), qint64 {1795271520000 - 21'600'000});
}

void TestDeliveryCtl::wrongUseIsTold_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exit");
    const auto row = [](const char* name, const char* line, int exit) {
        QTest::newRow(name) << QString::fromUtf8(line).split(u' ') << exit;
    };
    row("no folder", "generate --events 5", 2);
    row("no events", "generate --to x --events 0", 2);
    row("a sandbox command that is none", "sandbox fly", 2);
    row("sandbox alone", "sandbox", 2);
    row("a regime that never was", "sandbox map --regime 2019", 2);
    row("an end without a zone", "generate --to x --events 5 --end 2026-11-21T14:32:00", 1);
    row("items that are not there", "deliver --items missing.ndjson --to x", 3);
    row("a folder that cannot be made", "generate --events 5 --to /dev/null/x", 3);
}

void TestDeliveryCtl::wrongUseIsTold()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, exit);
    const Ran ran = run(arguments);
    QCOMPARE(ran.exit, exit);
    QVERIFY(!ran.err.isEmpty());
}

QTEST_GUILESS_MAIN(TestDeliveryCtl)
#include "test_delivery_ctl.moc"
