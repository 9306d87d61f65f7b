#include "delivery/limits.h"
#include "delivery/record.h"

#include <QtTest>

#include <initializer_list>
#include <string>

using namespace tracedeck;
using namespace tracedeck::delivery;

namespace {

/// The same text so many times.
std::string times(std::size_t count, std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < count; ++i)
        out += text;
    return out;
}

std::string a(std::size_t count)
{
    return times(count, "a");
}

const std::string kNames(kNamesMarker);
const std::string kMessages(kExceptionMessagesMarker);
const std::string kLines(kLogMessagesMarker);
constexpr const char* kEmoji = "\xf0\x9f\x98\x80"; // two UTF-16 code units

struct Thrown {
    std::string name, message;
};

/// What a record says: its exceptions, and its console calls with their arguments.
struct Words {
    std::vector<Thrown> exceptions;
    std::vector<std::vector<events::Argument>> lines;
};

events::Argument text(std::string value)
{
    return {std::move(value), false};
}

events::Argument json(std::string value)
{
    return {std::move(value), true};
}

std::string recordOf(const Words& words, std::optional<Regime> regime = {})
{
    events::Event record;
    record.eventJson = "{}";
    for (const auto& [name, message] : words.exceptions)
        record.exceptions.push_back({name, message, {}, 1});
    for (const auto& arguments : words.lines)
        record.logs.push_back({"log", arguments, 2});
    if (regime)
        applyLimits(record, *regime);
    std::string out;
    appendRecord(out, record);
    return out;
}

std::vector<std::vector<events::Argument>> linesOf(std::size_t count)
{
    return {count, {text("line")}};
}

} // namespace

Q_DECLARE_METATYPE(Words)

class TestLimits : public QObject {
    Q_OBJECT

private slots:
    void todaysLimitCutsInOrder_data();
    void todaysLimitCutsInOrder();
    void limitsOf2022_data();
    void limitsOf2022();
    void documentedExampleReadsAsPrinted();
    void cutTextStaysWithinTheLimitWhereverItFalls();
};

void TestLimits::todaysLimitCutsInOrder_data()
{
    QTest::addColumn<Words>("given");
    QTest::addColumn<Words>("delivered");
    const auto row = [](const char* name, const Words& given, const Words& delivered) { QTest::newRow(name) << given << delivered; };

    row("16,383 in one line", {{}, {{text(a(16383))}}}, {{}, {{text(a(16383))}}});
    row("16,384 in one line", {{}, {{text(a(16384))}}}, {{}, {{text(a(16384))}}});
    row("16,385 in one line", {{}, {{text(a(16385))}}}, {{}, {{text(a(16384) + kLines)}}});
    row("16,383 over name, message, line", {{{a(10), a(16000)}}, {{text(a(373))}}}, {{{a(10), a(16000)}}, {{text(a(373))}}});
    row("16,384 over name, message, line", {{{a(10), a(16000)}}, {{text(a(374))}}}, {{{a(10), a(16000)}}, {{text(a(374))}}});
    row("16,385 over name, message, line", {{{a(10), a(16000)}}, {{text(a(375))}}}, {{{a(10), a(16000)}}, {{text(a(374) + kLines)}}});
    row("a name of 16,384", {{{a(16384), ""}}, {}}, {{{a(16384), ""}}, {}});
    row("a name of 16,385", {{{a(16385), ""}}, {}}, {{{a(16384) + kNames, kMessages}}, {}});
    row("a name that crosses; its message follows, lines go", {{{a(16390), "why"}}, {{text("x")}, {text("y")}}},
        {{{a(16384) + kNames, kMessages}}, {}});
    row("names count before messages", {{{"A", a(16000)}, {a(16384), "b"}}, {{text("x")}}},
        {{{"A", kMessages}, {a(16383) + kNames, ""}}, {}});
    row("the name after the one that crosses is a marker, a third exception goes", {{{a(16385), "m"}, {"B", "n"}, {"C", "o"}}, {}},
        {{{a(16384) + kNames, ""}, {kNames, ""}}, {}});
    row("a message of 16,383 beside a name of 1", {{{"A", a(16383)}}, {}}, {{{"A", a(16383)}}, {}});
    row("a message of 16,384 beside a name of 1", {{{"A", a(16384)}}, {{text("x")}, {text("y")}}},
        {{{"A", a(16383) + kMessages}}, {{text(kLines)}}});
    row("the message after the one that crosses is a marker, later ones are empty",
        {{{"A", a(16384)}, {"B", "n"}, {"C", "o"}}, {{text("x")}}}, {{{"A", a(16381) + kMessages}, {"B", kMessages}, {"C", ""}}, {}});
    row("lines: cut, marker, gone", {{}, {{text(a(16000))}, {text(a(400))}, {text("x")}, {text("y")}, {text("z")}}},
        {{}, {{text(a(16000))}, {text(a(384) + kLines)}, {text(kLines)}}});
    row("a full budget leaves nothing of the next line", {{}, {{text(a(16384))}, {text("x")}, {text("y")}}},
        {{}, {{text(a(16384))}, {text(kLines)}, {text(kLines)}}});
    row("empty lines take nothing", {{}, {{text(a(16384))}, {text("")}, {}}}, {{}, {{text(a(16384))}, {text("")}, {}}});
    row("arguments of one line are counted together", {{}, {{text(a(16380)), text("bcde"), text("f")}}},
        {{}, {{text(a(16380)), text("bcde"), text(kLines)}}});
    row("arguments behind the cut go", {{}, {{text(a(16380)), text("bcdef"), text("g")}, {text("h")}}},
        {{}, {{text(a(16380)), text("bcde" + kLines)}, {text(kLines)}}});
    row("an object counts by its JSON and is whole at the limit", {{}, {{text(a(16377)), json(R"({"a":1})")}}},
        {{}, {{text(a(16377)), json(R"({"a":1})")}}});
    row("an object that crosses becomes text", {{}, {{text(a(16378)), json(R"({"a":1})")}}},
        {{}, {{text(a(16378)), text(R"({"a":1)" + kLines)}}});
    row("an emoji counts two: 8,192 fit", {{}, {{text(times(8192, kEmoji))}}}, {{}, {{text(times(8192, kEmoji))}}});
    row("an emoji is never cut in half", {{}, {{text("a" + times(8192, kEmoji))}}}, {{}, {{text("a" + times(8191, kEmoji) + kLines)}}});
    row("an emoji in a name is never cut in half", {{{a(16383) + kEmoji, "m"}}, {}}, {{{a(16383) + kNames, kMessages}}, {}});
    row("an emoji in a message is never cut in half", {{{"N", a(16382) + kEmoji}}, {}}, {{{"N", a(16382) + kMessages}}, {}});
    row("CJK counts one each", {{}, {{text(times(16385, "\xe5\xba\x93"))}}}, {{}, {{text(times(16384, "\xe5\xba\x93") + kLines)}}});
    row("letters with accents count one each", {{}, {{text(times(16385, "\xc3\xa9"))}}}, {{}, {{text(times(16384, "\xc3\xa9") + kLines)}}});
    row("many short lines are no reason to cut", {{}, linesOf(4096)}, {{}, linesOf(4096)});
}

void TestLimits::todaysLimitCutsInOrder()
{
    QFETCH(Words, given);
    QFETCH(Words, delivered);
    QCOMPARE(QByteArray::fromStdString(recordOf(given, Regime::Today)), QByteArray::fromStdString(recordOf(delivered)));
}

void TestLimits::limitsOf2022_data()
{
    QTest::addColumn<Words>("given");
    QTest::addColumn<Words>("delivered");
    const auto row = [](const char* name, const Words& given, const Words& delivered) { QTest::newRow(name) << given << delivered; };
    const auto exceptions = [](std::size_t count) { return std::vector<Thrown>(count, {"Error", "m"}); };

    row("299 characters", {{}, {{text(a(299))}}}, {{}, {{text(a(299))}}});
    row("300 characters", {{}, {{text(a(300))}}}, {{}, {{text(a(300))}}});
    row("301 characters", {{}, {{text(a(301))}}}, {{}, {{text(a(300))}}});
    row("300 over the arguments of a line", {{}, {{text(a(200)), text(a(100)), text("")}}}, {{}, {{text(a(200)), text(a(100)), text("")}}});
    row("301 over the arguments of a line", {{}, {{text(a(200)), text(a(101))}}}, {{}, {{text(a(200)), text(a(100))}}});
    row("an argument of which nothing is left goes", {{}, {{text(a(300)), text("b")}}}, {{}, {{text(a(300))}}});
    row("every line has its own 300", {{}, {{text(a(301))}, {text(a(301))}}}, {{}, {{text(a(300))}, {text(a(300))}}});
    row("an emoji is never cut in half", {{}, {{text(a(299) + kEmoji)}}}, {{}, {{text(a(299))}}});
    row("an object past 300 becomes text", {{}, {{json("{\"k\":\"" + a(300) + "\"}")}}}, {{}, {{text("{\"k\":\"" + a(294))}}});
    row("an exception's message of 301", {{{"Error", a(301)}}, {}}, {{{"Error", a(300)}}, {}});
    row("19 lines", {{}, linesOf(19)}, {{}, linesOf(19)});
    row("20 lines", {{}, linesOf(20)}, {{}, linesOf(20)});
    row("21 lines", {{}, linesOf(21)}, {{}, linesOf(20)});
    row("19 exceptions", {exceptions(19), {}}, {exceptions(19), {}});
    row("20 exceptions", {exceptions(20), {}}, {exceptions(20), {}});
    row("21 exceptions", {exceptions(21), {}}, {exceptions(20), {}});
    row("2 nested elements", {{}, {{text("a"), text("b")}}}, {{}, {{text("a"), text("b")}}});
    row("3 nested elements", {{}, {{text("a"), text("b"), json("3")}}}, {{}, {{text("a"), text("b"), json("3")}}});
    row("4 nested elements", {{}, {{text("a"), text("b"), json("3"), text("d")}}}, {{}, {{text("a"), text("b"), json("3")}}});
    row("an array of 2", {{}, {{json("[1,2]")}}}, {{}, {{json("[1,2]")}}});
    row("an array of 3", {{}, {{json("[1,[2,2,2,2],3]")}}}, {{}, {{json("[1,[2,2,2,2],3]")}}});
    row("an array of 4", {{}, {{json(R"([1,"],\",",{"a":[1,2,3,4]},4])")}}}, {{}, {{json(R"([1,"],\",",{"a":[1,2,3,4]}])")}}});
    row("16,385 characters are no matter over short lines", {{}, linesOf(20)}, {{}, linesOf(20)});
}

void TestLimits::limitsOf2022()
{
    QFETCH(Words, given);
    QFETCH(Words, delivered);
    QCOMPARE(QByteArray::fromStdString(recordOf(given, Regime::Limits2022)), QByteArray::fromStdString(recordOf(delivered)));
}

void TestLimits::documentedExampleReadsAsPrinted()
{
    const std::string used = a(16384 - 10 - 9 - 11 - 20); // what comes before "unable to " in the document's smaller example
    const Words given {
        {{"SampleError", "something went wrong"}, {"AuthError" + used, "unable to process request authentication from client"}},
        {{text("Hello")}}};
    const Words printed {
        {{"SampleError", "something went wrong"}, {"AuthError" + used, "unable to <<<Logpush: exception messages truncated>>>"}},
        {{text("<<<Logpush: messages truncated>>>")}}};
    QCOMPARE(recordOf(given, Regime::Today), recordOf(printed));
}

void TestLimits::cutTextStaysWithinTheLimitWhereverItFalls()
{
    // one, two, three and four bytes in turn: whatever is before the marker is a whole text within the limit
    const std::string mixed = times(4000, "a\xc3\xa9\xe5\xba\x93\xf0\x9f\x98\x80");
    for (std::size_t shift = 0; shift < 12; ++shift) {
        events::Event record;
        record.logs.push_back({"log", {text(a(shift)), text(mixed)}, 0});
        applyLimits(record, Regime::Today);
        QCOMPARE(record.logs.at(0).arguments.size(), std::size_t {2});
        std::string cut = record.logs[0].arguments[1].text;
        QVERIFY(cut.ends_with(kLines));
        cut.resize(cut.size() - kLines.size());
        QVERIFY(mixed.starts_with(cut));
        const QString whole = QString::fromStdString(cut);
        QVERIFY(!whole.contains(QChar::ReplacementCharacter));
        QVERIFY(shift + static_cast<std::size_t>(whole.size()) == 16384 || shift + static_cast<std::size_t>(whole.size()) == 16383);
    }
}

QTEST_APPLESS_MAIN(TestLimits)
#include "test_limits.moc"
