// What the doctor counts in delivered objects is what an import would read of them.
#include "delivery/gzip.h"
#include "doctor/object_look.h"
#include "sync/memory_bucket.h"

#include <QTest>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const std::string kOf = R"({"EventTimestampMs":1795262400000,"Outcome":"ok","ScriptName":"w"})";
const std::string kOther = R"({"EventTimestampMs":1795262400001,"Outcome":"ok","ScriptName":"v"})";

} // namespace

Q_DECLARE_METATYPE(tracedeck::ingest::FormatHint)

class TestObjectLook : public QObject {
    Q_OBJECT

private slots:
    void eventsAreFoundInEveryFormat_data();
    void eventsAreFoundInEveryFormat();
};

void TestObjectLook::eventsAreFoundInEveryFormat_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<ingest::FormatHint>("format");
    QTest::addColumn<int>("all");
    const auto add = [](const char* name, const std::string& object, int all, const ingest::FormatHint& format = {}) {
        QTest::newRow(name) << QByteArray::fromStdString(object) << format << all;
    };
    ingest::FormatHint csv;
    csv.kind = ingest::FormatHint::Kind::Csv;
    csv.fields = {"EventTimestampMs", "ScriptName"};
    add("lines", kOf + "\n" + kOther + "\n", 2);
    add("packed twice", delivery::gzip(delivery::gzip(kOf + "\n" + kOther + "\n")), 2);
    add("a list", "[" + kOf + "," + kOther + "]", 2);
    add("CSV with a header", "EventTimestampMs,ScriptName\n1795262400000,w\n1795262400001,v\n", 2);
    add("CSV of a job that names its fields", "1795262400000,w\n1795262400001,v\n", 2, csv);
    add("CSV that nobody told of", "1795262400000,w\n1795262400001,v\n", 0);
    add("another dataset", R"({"ClientRequestURI":"/","EdgeResponseStatus":200})", 0);
}

void TestObjectLook::eventsAreFoundInEveryFormat()
{
    QFETCH(QByteArray, object);
    QFETCH(ingest::FormatHint, format);
    QFETCH(int, all);
    MemoryBucket bucket(10);
    (void)bucket.put(u"logs/20261121/20261121T000000Z_20261121T000100Z_0123abcd.log"_s, object.toStdString());
    const auto newest = doctor::newestObjects(bucket, u"logs/"_s, {});
    QVERIFY(newest && newest->size() == 1);
    const auto found = doctor::lookInto(bucket, *newest, u"w"_s, format, {});
    QVERIFY(found);
    QCOMPARE(found->all, static_cast<std::uint64_t>(all));
    QCOMPARE(found->ofWorker, static_cast<std::uint64_t>(all / 2));
}

QTEST_GUILESS_MAIN(TestObjectLook)
#include "test_object_look.moc"
