#include "events/stack.h"
#include "support/shared_data.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

using namespace tracedeck;
using namespace Qt::Literals::StringLiterals;

namespace {

QString textOf(const events::Frame& frame)
{
    const auto number = [](std::optional<std::int64_t> n) { return n ? QString::number(*n) : u"-"_s; };
    return (frame.function ? QString::fromStdString(*frame.function) : u"-"_s) % u" | " % QString::fromStdString(frame.file) % u" | "
        % number(frame.line) % u" | " % number(frame.column);
}

QStringList textsOf(const events::Stack& stack)
{
    QStringList texts;
    for (const events::Frame& frame : stack.frames)
        texts << textOf(frame);
    return texts;
}

QString textOf(const QJsonObject& frame)
{
    const auto number = [&](const QString& key) { return frame[key].isDouble() ? QString::number(frame[key].toInteger()) : u"-"_s; };
    return (frame[u"function"_s].isString() ? frame[u"function"_s].toString() : u"-"_s) % u" | " % frame[u"file"_s].toString() % u" | "
        % number(u"line"_s) % u" | " % number(u"col"_s);
}

} // namespace

class TestStack : public QObject {
    Q_OBJECT

private slots:
    void frameLines_data();
    void frameLines();
    void prosaicLinesAreNoFrames_data();
    void prosaicLinesAreNoFrames();
    void headers_data();
    void headers();
    void ownCodeIsToldFromLibraries_data();
    void ownCodeIsToldFromLibraries();
    void workersStackHasNoHeader();
    void messageOfSeveralLinesStaysWhole();
    void windowsLineEndsChangeNothing();
    void framesOfOtherParsersSamples_data();
    void framesOfOtherParsersSamples();
    void anyBytesAreSurvived();
};

void TestStack::frameLines_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("frame");
    const auto row = [](const char* name, const char* line, const char* frame) {
        QTest::newRow(name) << QString::fromUtf8(line) << QString::fromUtf8(frame);
    };
    row("method", "    at Object.fetch (file:///app/dist/app.mjs:27:22)", "Object.fetch | file:///app/dist/app.mjs | 27 | 22");
    row("no function", "    at file:///app/dist/app.mjs:32:90", "- | file:///app/dist/app.mjs | 32 | 90");
    row("async", "    at async handle (worker.js:1:2)", "async handle | worker.js | 1 | 2");
    row("async, no function", "    at async worker.js:1:2", "- | worker.js | 1 | 2");
    row("constructor", "    at new Cart (worker.js:10:9)", "new Cart | worker.js | 10 | 9");
    row("alias", "    at Cart.add [as push] (worker.js:10:9)", "Cart.add [as push] | worker.js | 10 | 9");
    row("anonymous method", "    at Cart.<anonymous> (worker.js:10:9)", "Cart.<anonymous> | worker.js | 10 | 9");
    row("old anonymous with alias", "    at a.b.(anonymous function) [as go] (w.js:1:2)",
        "a.b.(anonymous function) [as go] | w.js | 1 | 2");
    row("anonymous alone", "    at <anonymous> (worker.js:10:9)", "- | worker.js | 10 | 9");
    row("builtin", "    at Array.forEach (<anonymous>)", "Array.forEach | <anonymous> | - | -");
    row("promise", "    at async Promise.all (index 2)", "async Promise.all | index 2 | - | -");
    row("native", "    at Array.map (native)", "Array.map | native | - | -");
    row("eval", "    at f (eval at g (eval at h (https://a.b/w.js:21:17)), <anonymous>:1:30)", "f | https://a.b/w.js | 21 | 17");
    row("port and route in brackets", "    at more (http://a.b:5000/(some)/(thing)/i.html:25:7)",
        "more | http://a.b:5000/(some)/(thing)/i.html | 25 | 7");
    row("route in brackets, bare", "    at http://a.b/(group)/[id]/s.js:1:131", "- | http://a.b/(group)/[id]/s.js | 1 | 131");
    row("spaces in the path", "    at go (/var/my project/index.js:2:9)", "go | /var/my project/index.js | 2 | 9");
    row("windows path", "    at go (C:\\work\\index.js:182:7)", "go | C:\\work\\index.js | 182 | 7");
    row("no space before the place", "   at go(webpack:///./src/a.jsx?:295:108)", "go | webpack:///./src/a.jsx? | 295 | 108");
    row("line but no column", "    at go (worker.js:7)", "go | worker.js | 7 | -");
    row("wasm", "    at add (wasm://wasm/0002:wasm-function[3]:0x4b)", "add | wasm://wasm/0002:wasm-function[3]:0x4b | - | -");
    row("data url", "    at go (data:text/javascript,export function go() {throw 1}:1:38)", "go | <data:text/javascript> | - | -");
    row("torn scheme", "      at go@safari-extension:(//A-B/c.js:33:10)", "go | safari-extension://A-B/c.js | 33 | 10");
    row("no indentation", "at go(/srv/a.js:78:24)", "go | /srv/a.js | 78 | 24");
    row("huge line number", "    at go (w.js:99999999999999999999:1)", "go | w.js:99999999999999999999 | 1 | -");
}

void TestStack::frameLines()
{
    QFETCH(QString, line);
    const auto stack = events::parseStack(line.toStdString());
    QCOMPARE(stack.frames.size(), std::size_t {1});
    QTEST(textOf(stack.frames[0]), "frame");
    QCOMPARE(QString::fromStdString(stack.frames[0].raw), line.trimmed());
}

void TestStack::prosaicLinesAreNoFrames_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("prose") << u"    at least one item is missing"_s;
    QTest::newRow("prose with brackets") << u"    at the gate (where they met)"_s;
    QTest::newRow("error told again") << u"   at Error: Blocked a frame with origin \"(https://a.b\" from accessing.)"_s;
    QTest::newRow("gecko") << u"dumpException3@http://path/to/file.js:52"_s;
    QTest::newRow("not at the start") << u"look at go (w.js:1:2)"_s;
    QTest::newRow("empty") << QString();
    QTest::newRow("at alone") << u"    at "_s;
}

void TestStack::prosaicLinesAreNoFrames()
{
    QFETCH(QString, line);
    QCOMPARE(textsOf(events::parseStack(line.toStdString())), QStringList {});
}

void TestStack::headers_data()
{
    QTest::addColumn<QString>("header");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("message");
    QTest::newRow("plain") << u"TypeError: x is not a function"_s << u"TypeError"_s << u"x is not a function"_s;
    QTest::newRow("no message") << u"Error"_s << u"Error"_s << QString();
    QTest::newRow("colon in the message") << u"PaymentError: declined: 5"_s << u"PaymentError"_s << u"declined: 5"_s;
    QTest::newRow("two words") << u"Invariant Violation: see https://a.b/?c=d"_s << u"Invariant Violation"_s << u"see https://a.b/?c=d"_s;
    QTest::newRow("with code") << u"TypeError [ERR_INVALID_ARG]: no"_s << u"TypeError [ERR_INVALID_ARG]"_s << u"no"_s;
    QTest::newRow("uncaught") << u"Uncaught (in promise) RangeError: no"_s << u"RangeError"_s << u"no"_s;
    QTest::newRow("no type") << u"could not read the order: 5"_s << QString() << u"could not read the order: 5"_s;
    QTest::newRow("none") << QString() << QString() << QString();
}

void TestStack::headers()
{
    QFETCH(QString, header);
    const auto stack = events::parseStack(QString(header + u"\n    at go (w.js:1:2)"_s).toStdString());
    QTEST(QString::fromStdString(stack.type), "type");
    QTEST(QString::fromStdString(stack.message), "message");
}

void TestStack::ownCodeIsToldFromLibraries_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<bool>("inApp");
    QTest::newRow("worker") << u"worker.js:1:2"_s << true;
    QTest::newRow("url") << u"https://a.b/assets/w.3f9ab21c.js:1:2"_s << true;
    QTest::newRow("eval code") << u"<anonymous>:8:9"_s << true;
    QTest::newRow("package") << u"../node_modules/hono/dist/hono.js:1:2"_s << false;
    QTest::newRow("package on windows") << u"C:\\w\\node_modules\\hono\\hono.js:1:2"_s << false;
    QTest::newRow("node") << u"node:internal/process/task_queues:95:5"_s << false;
    QTest::newRow("workers runtime") << u"cloudflare-internal:sockets:4:5"_s << false;
    QTest::newRow("node in the workers runtime") << u"node-internal:events:4:5"_s << false;
    QTest::newRow("builtin") << u"<anonymous>"_s << false;
    QTest::newRow("native") << u"native"_s << false;
    QTest::newRow("promise") << u"index 0"_s << false;
}

void TestStack::ownCodeIsToldFromLibraries()
{
    QFETCH(QString, place);
    const auto stack = events::parseStack(QString(u"    at go ("_s + place + u")"_s).toStdString());
    QCOMPARE(stack.frames.size(), std::size_t {1});
    QTEST(stack.frames[0].inApp, "inApp");
}

void TestStack::workersStackHasNoHeader()
{
    const auto stack =
        events::parseStack("    at level3 (file:///app/dist/app.mjs:3:28)\n    at Object.fetch (file:///app/dist/app.mjs:27:22)");
    QCOMPARE(stack.type, std::string());
    QCOMPARE(stack.message, std::string());
    QCOMPARE(textsOf(stack),
             QStringList({u"level3 | file:///app/dist/app.mjs | 3 | 28"_s, u"Object.fetch | file:///app/dist/app.mjs | 27 | 22"_s}));
}

void TestStack::messageOfSeveralLinesStaysWhole()
{
    const auto stack = events::parseStack("Error: Problem at this\nlocation. Error code:1234\n    at go (w.js:1:2)\n  [cause]: nothing");
    QCOMPARE(stack.type, std::string("Error"));
    QCOMPARE(stack.message, std::string("Problem at this\nlocation. Error code:1234"));
    QCOMPARE(stack.frames.size(), std::size_t {1});
}

void TestStack::windowsLineEndsChangeNothing()
{
    const std::string unixText = "Error: no\n    at go (w.js:1:2)\n    at w.js:3:4\n";
    std::string windowsText;
    for (const char c : unixText)
        windowsText += c == '\n' ? std::string("\r\n") : std::string(1, c);
    QCOMPARE(events::parseStack(windowsText).frames, events::parseStack(unixText).frames);
    QCOMPARE(events::parseStack(windowsText).message, std::string("no"));
}

void TestStack::framesOfOtherParsersSamples_data()
{
    QTest::addColumn<QJsonObject>("sample");
    QTest::newRow("own") << QJsonObject {
        {u"engine"_s, u"v8"_s},
        {u"stack"_s, u"Error: a\n    at go (w.js:1:2)"_s},
        {u"expect_frame_count"_s, 1},
        {u"expect_frames"_s, QJsonArray {QJsonObject {{u"function"_s, u"go"_s}, {u"file"_s, u"w.js"_s}, {u"line"_s, 1}, {u"col"_s, 2}}}}};
    for (const QJsonObject& sample : test::sharedObjects(u"data/stacks/parsers/stack_parse_cases.ndjson"_s))
        QTest::newRow(qPrintable(sample[u"id"_s].toString() % u' ' % sample[u"engine"_s].toString())) << sample;
}

// Some libraries drop the first or the last frame on purpose, so what they expect is one stretch of what stands there.
void TestStack::framesOfOtherParsersSamples()
{
    QFETCH(QJsonObject, sample);
    const QStringList found = textsOf(events::parseStack(sample[u"stack"_s].toString().toStdString()));
    if (sample[u"engine"_s].toString() != u"v8"_s)
        return; // raw text only: parsing it is enough to see that it is survived
    QStringList expected;
    for (const auto& frame : sample[u"expect_frames"_s].toArray())
        expected << textOf(frame.toObject());
    QVERIFY2(found.size() >= sample[u"expect_frame_count"_s].toInt(), qPrintable(found.join(u'\n')));
    const QString all = u"\n"_s + found.join(u'\n') + u"\n"_s;
    QVERIFY2(all.contains(u"\n"_s + expected.join(u'\n') + (expected.isEmpty() ? u""_s : u"\n"_s)),
             qPrintable(u"found:"_s + all + u"expected:\n"_s + expected.join(u'\n')));
}

void TestStack::anyBytesAreSurvived()
{
    QRandomGenerator random(20240501);
    const std::string pieces[] = {"at ", "(",           ")",  ":", "1",    "\n",          " ",      "[as x]", "eval at ", "data:",
                                  "\r",  "<anonymous>", "//", "@", "\xff", "address at ", "async ", "[",      "]"};
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (int i = random.bounded(30); i > 0; --i)
            text += pieces[random.bounded(static_cast<int>(std::size(pieces)))];
        const auto stack = events::parseStack(text);
        QVERIFY(stack.frames.size() <= text.size());
    }
}

QTEST_APPLESS_MAIN(TestStack)
#include "test_stack.moc"
