// Files that are made to hurt, imported by the real `tracedeckctl`: each ends, in time and in memory, with a verdict; and what was good
// before the fault, in it and in the store, is there.
#include "ctl/measured_run.h"
#include "delivery/gzip.h"
#include "store/log_store.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t kMb = 1U << 20;
constexpr qint64 kMostBytes = 300 << 20;
constexpr qint64 kMsPerMb = 2'000, kStartMs = 5'000;

const std::string kGood = R"({"EventTimestampMs":7,"Outcome":"ok","ScriptName":"w"})";

std::string repeated(std::string_view part, std::size_t bytes)
{
    std::string text;
    text.reserve(bytes + part.size());
    while (text.size() < bytes)
        text += part;
    return text;
}

/// A number that differs in each record.
std::string records(std::size_t bytes, const std::string& before, const std::string& behind)
{
    std::string text;
    for (int i = 0; text.size() < bytes; ++i)
        text += before + std::to_string(i) + behind;
    return text;
}

std::string noise(std::size_t bytes)
{
    std::mt19937 random(20261127);
    std::vector<std::uint32_t> words(bytes / 4);
    std::ranges::generate(words, random);
    return {reinterpret_cast<const char*>(words.data()), bytes / 4 * 4};
}

} // namespace

class TestHostileFiles : public QObject {
    Q_OBJECT

private slots:
    void everyFileEndsInTimeAndMemory_data();
    void everyFileEndsInTimeAndMemory();
};

void TestHostileFiles::everyFileEndsInTimeAndMemory_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<int>("rows");     // of the good ones, at least; -1: none is asked for
    QTest::addColumn<int>("rejected"); // -1: as it comes
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<int>("megabytes"); // unpacked
    const auto add = [](const char* name, const std::string& object, auto rows, auto rejected, const QString& verdict = {},
                        std::size_t unpacked = 0) {
        QTest::newRow(name) << QByteArray::fromStdString(object) << static_cast<int>(rows) << static_cast<int>(rejected) << verdict
                            << static_cast<int>(std::max(unpacked, object.size()) / kMb);
    };
    const auto good = kGood + "\n";
    const auto lines = [&](const std::string& middle) { return good + middle + "\n" + good; };
    const std::string header = "EventTimestampMs,Outcome\n", row = "7,ok\n";

    // long
    add("a line of 15 MB", lines(R"({"EventTimestampMs":8,"Outcome":")" + std::string(15 * kMb, 'x') + "\"}"), 3, 0);
    add("a line of 40 MB", lines(R"({"EventTimestampMs":8,"Outcome":")" + std::string(40 * kMb, 'x') + "\"}"), 2, 1);
    add("a line of 15 MB of escapes", lines(R"({"EventTimestampMs":8,"Outcome":")" + repeated("\\u00e9\\\"", 15 * kMb) + "\"}"), 3, 0);
    add("a line of 15 MB that is no UTF-8", lines(R"({"EventTimestampMs":8,"Outcome":")" + std::string(15 * kMb, '\xff') + "\"}"), 2, 1);
    add("a line of 5 MB that is no UTF-8", lines(R"({"EventTimestampMs":8,"Outcome":")" + std::string(5 * kMb, '\xff') + "\"}"), 3, 0);
    add("40 MB without a line break", std::string(40 * kMb, 'x'), 0, 1);
    add("a console line of 15 MB of arguments",
        lines(R"({"EventTimestampMs":8,"Logs":[{"Level":"log","Message":[)" + repeated("\"ab\",", 15 * kMb) + "\"\"]}]}"), 3, 0);
    add("a million console lines",
        lines(R"({"EventTimestampMs":8,"Logs":[)" + repeated(R"({"Message":[]},)", 15 * kMb) + R"({"Message":[]}]})"), 3, 0);
    add("ten million keys", lines("{" + repeated("\"a\":1,", 15 * kMb) + "\"EventTimestampMs\":8}"), 3, 0);
    add("a list of 40 MB in one line", "[" + repeated(kGood + ",", 40 * kMb) + kGood + "]", 2, 0);
    add("a member of 40 MB in a list", "[\n" + kGood + R"(,{"Outcome":")" + std::string(40 * kMb, 'x') + "\"},\n" + kGood + "\n]", 2, 1);

    // deep
    add("10 MB of brackets", lines(std::string(10 * kMb, '[')), 2, 1);
    add("10 MB of nested objects", lines(repeated("{\"a\":", 10 * kMb)), 2, 1);
    add("nested where it is passed over", lines("{\"a\":" + std::string(5 * kMb, '[') + std::string(5 * kMb, ']') + "}"), 2, 1);
    add("a list of brackets over lines", "[\n" + kGood + ",\n" + repeated("[\n", 10 * kMb), 1, 0, u"the list ends early"_s);

    // many
    add("five million empty lines", good + std::string(5 * kMb, '\n') + good, 2, 0);
    add("two million lines that are no JSON", good + repeated("x\n", 4 * kMb) + good, 2, 2 * kMb);
    add("objects that are unclosed, one a line", good + repeated("{\n", 4 * kMb) + good, 2, 2 * kMb);
    add("a list of empty objects", "[" + repeated("{},", 4 * kMb) + "{}]", 4 * kMb / 3, 0);
    add("quotes", good + repeated("\"\n", 4 * kMb) + good, 2, 2 * kMb);
    add("NULs", good + std::string(10 * kMb, '\0') + "\n" + good, 2, 1);
    add("another script each time", records(10 * kMb, R"({"EventTimestampMs":7,"ScriptName":"w)", "\"}\n"), -1, 0);
    add("another exception each time",
        records(10 * kMb, R"({"EventTimestampMs":7,"Exceptions":[{"Name":"E)",
                R"(","Message":"m"}]})"
                "\n"),
        -1, 0);
    add("noise", noise(10 * kMb), 0, -1);

    // CSV
    add("CSV, a quote that is never closed", header + row + "8,\"" + repeated("7," + std::string(100, 'x') + "\n", 30 * kMb), 300'000, 1);
    add("CSV, a quote on every line", header + row + repeated("8,\"a\n", 5 * kMb) + row, 2, kMb);
    add("CSV, quotes only", header + row + std::string(10 * kMb, '"') + "\n" + row, 2, 1);
    add("CSV, commas only", header + row + std::string(10 * kMb, ',') + "\n" + row, 2, 1);
    add("CSV, a cell of 10 MB", header + row + "8,\"" + repeated("abc\"\"\t", 10 * kMb) + "\"\n" + row, 3, 0);
    add("CSV, a cell of 15 MB that is longer as JSON", header + row + "8,\"" + repeated("a\"\"\n", 15 * kMb) + "\"\n" + row, 2, 1);
    add("CSV, a cell of 40 MB", header + row + "8,\"" + std::string(40 * kMb, 'x') + "\"\n" + row, 2, 1);
    add("CSV, 10,000 columns",
        "EventTimestampMs," + repeated("c,", 20'000) + "Outcome\n" + repeated("7," + repeated("1,", 20'000) + "ok\n", 10 * kMb), -1, 0);
    add("CSV, another delimiter than its header's", header + repeated("7;ok\n", 5 * kMb), 0, kMb);

    // packed
    const auto packed = delivery::gzip(lines(repeated(good, 8 * kMb)));
    add("a bomb of zeros", delivery::gzip(good + std::string(200 * kMb, '\0')), 1, 1, u"more than is allowed"_s, 100 * kMb);
    add("a bomb of line breaks", delivery::gzip(good + std::string(200 * kMb, '\n')), 1, 0, u"more than is allowed"_s, 100 * kMb);
    add("a bomb of brackets", delivery::gzip(good + std::string(200 * kMb, '[')), 1, 1, u"more than is allowed"_s, 100 * kMb);
    add("a bomb packed twice", delivery::gzip(delivery::gzip(good + std::string(200 * kMb, '\n'))), 0, 0, u"more than is allowed"_s,
        100 * kMb);
    add("members of nothing", delivery::gzip(good) + repeated(delivery::gzip(""), 10 * kMb), 1, 0);
    add("cut", packed.substr(0, packed.size() / 2), 2, 0, u"ends early"_s, 8 * kMb);
    add("noise that begins like gzip", "\x1f\x8b" + noise(kMb), 0, 0, u"damaged"_s);
    add("noise behind a good member", delivery::gzip(good) + noise(kMb), 1, 0, u"bytes after"_s);
}

void TestHostileFiles::everyFileEndsInTimeAndMemory()
{
    QFETCH(QByteArray, object);
    QFETCH(int, rows);
    QFETCH(int, rejected);
    QFETCH(QString, verdict);
    QFETCH(int, megabytes);
    const QTemporaryDir folder;
    const auto put = [&folder](const QString& name, const QByteArray& bytes) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    QVERIFY(put(u"before.log"_s, "{\"EventTimestampMs\":1,\"Outcome\":\"ok\"}\n") && put(u"hostile.log"_s, object));
    const auto import = [&folder](const QString& name) {
        return runMeasured({u"--json"_s, u"import"_s, folder.filePath(name), u"--store"_s, folder.filePath(u"store"_s)});
    };
    QCOMPARE(import(u"before.log"_s).ran.exit, 0);
    const MeasuredRun run = import(u"hostile.log"_s);
    const auto file = run.ran.json()[u"files"][0];
    qInfo("%s: %lld ms, %lld MB, %d rows, %d rejected, %s", QTest::currentDataTag(), run.ms, run.peakBytes >> 20, file[u"rows"].toInt(),
          file[u"rejected_total"].toInt(), qPrintable(file[u"error"].toString()));
    QVERIFY2(run.ran.exit == 0 || run.ran.exit == 3, run.ran.err.left(2'000).constData());
    QVERIFY2(file.isObject(), run.ran.out.left(500).constData());
    QVERIFY2(rows < 0 || file[u"rows"].toInt() >= rows, run.ran.out.left(500).constData());
    QVERIFY2(rejected < 0 || file[u"rejected_total"].toInt() == rejected, run.ran.out.left(500).constData());
    QVERIFY2(file[u"error"].toString().contains(verdict), qPrintable(file[u"error"].toString()));
    QCOMPARE(file[u"complete"].toBool(), file[u"error"].toString().isEmpty());
    QVERIFY2(run.ms < kStartMs + megabytes * kMsPerMb, qPrintable(u"%1 ms"_s.arg(run.ms)));
    QVERIFY2(run.peakBytes < kMostBytes, qPrintable(u"%1 MB"_s.arg(run.peakBytes >> 20)));
    const auto store = store::LogStore::open(folder.filePath(u"store"_s), store::LogStore::Mode::Read);
    QVERIFY(store);
    QCOMPARE((*store)->snapshot().events(), static_cast<std::uint64_t>(file[u"rows"].toInt()) + 1);
}

QTEST_GUILESS_MAIN(TestHostileFiles)
#include "test_hostile_files.moc"
