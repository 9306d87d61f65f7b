#include "delivery/gzip.h"
#include "ingest/line_reader.h"

#include <QTest>

#include <random>

using namespace tracedeck;
using namespace tracedeck::ingest;

namespace {

std::span<const std::byte> bytesOf(const std::string& text)
{
    return std::as_bytes(std::span {text.data(), text.size()});
}

struct Inflated {
    std::string text;
    std::optional<Error> error;
};

Inflated inflateAll(const std::string& object, std::size_t step, ExpansionLimits limits = {})
{
    Inflater inflater(bytesOf(object), limits);
    Inflated all;
    std::string window(step, '\0');
    while (true) {
        const auto got = inflater.read(std::as_writable_bytes(std::span {window.data(), window.size()}));
        if (!got) {
            all.error = got.error();
            return all;
        }
        if (*got == 0)
            return all;
        all.text.append(window, 0, *got);
    }
}

struct Lines {
    std::vector<std::string> texts;
    std::vector<std::uint64_t> numbers, offsets;
    std::optional<Error> error;
    bool unfinished = false;
};

Lines linesOf(const std::string& object)
{
    Inflater inflater(bytesOf(object));
    LineReader reader(inflater);
    Lines all;
    while (true) {
        auto line = reader.next();
        if (!line)
            all.error = line.error();
        if (!line || !*line)
            break;
        all.texts.emplace_back((*line)->text);
        all.numbers.push_back((*line)->number);
        all.offsets.push_back((*line)->offset);
    }
    all.unfinished = reader.unfinished();
    return all;
}

std::string randomText(std::mt19937& random, std::size_t size)
{
    std::string text;
    while (text.size() < size)
        text += "line " + std::to_string(random() % 1000) + (random() % 7 == 0 ? "\r\n" : random() % 3 == 0 ? "\n" : " ");
    return text;
}

} // namespace

class TestInflate : public QObject {
    Q_OBJECT
private slots:
    void membersJoinedAreOneText();
    void plainTextPassesAsItIs();
    void anEmptyObjectHasNoLines();
    void anObjectThatEndsEarlyGivesWhatItHas();
    void aDamagedObjectNeverGivesOtherTextUnnoticed();
    void bytesAfterTheEndAreAFailure();
    void zerosAfterTheEndArePadding();
    void aBombIsStopped();
    void anyStepGivesTheSameText();
    void linesKeepTheirNumbersAndPlaces();
    void aLineLongerThanTheWindowIsWhole();
    void aLinePastTheCapIsMarkedAndTheNextOneIsGood();
};

void TestInflate::membersJoinedAreOneText()
{
    const auto all = inflateAll(delivery::gzip("one\n") + delivery::gzip("") + delivery::gzip("two\n"), 3);
    QCOMPARE(all.text, std::string("one\ntwo\n"));
    QVERIFY(!all.error);
}

void TestInflate::plainTextPassesAsItIs()
{
    const auto all = inflateAll("{\"a\":1}\n", 4);
    QCOMPARE(all.text, std::string("{\"a\":1}\n"));
    QVERIFY(!all.error);
}

void TestInflate::anEmptyObjectHasNoLines()
{
    QVERIFY(linesOf("").texts.empty());
    QVERIFY(!linesOf("").error);
    QVERIFY(linesOf(delivery::gzip("\n\n \r\n")).texts.empty());
}

void TestInflate::anObjectThatEndsEarlyGivesWhatItHas()
{
    std::mt19937 random(5);
    const auto raw = randomText(random, 200'000);
    const auto whole = delivery::gzip(raw);
    const auto lines = linesOf(whole.substr(0, whole.size() / 2));
    QVERIFY(lines.error);
    QCOMPARE(lines.error->code, ErrorCode::ObjectTruncated);
    QVERIFY(lines.texts.size() > 100);
    const auto all = linesOf(whole);
    QVERIFY(std::equal(lines.texts.begin(), lines.texts.end(), all.texts.begin()));
}

void TestInflate::aDamagedObjectNeverGivesOtherTextUnnoticed()
{
    std::mt19937 random(6);
    const auto raw = randomText(random, 5'000);
    const auto whole = delivery::gzip(raw);
    for (std::size_t at = 10; at < whole.size(); ++at) { // past the header, whose flags and time say nothing of the content
        auto damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x20);
        const auto all = inflateAll(damaged, 700);
        QVERIFY2(all.error || all.text == raw, qPrintable(QStringLiteral("byte %1").arg(at)));
    }
}

void TestInflate::bytesAfterTheEndAreAFailure()
{
    const auto all = inflateAll(delivery::gzip("one\n") + "rubbish", 100);
    QCOMPARE(all.text, std::string("one\n"));
    QVERIFY(all.error);
    QCOMPARE(all.error->code, ErrorCode::ObjectCorrupt);
}

void TestInflate::zerosAfterTheEndArePadding()
{
    const auto all = inflateAll(delivery::gzip("one\n") + std::string(512, '\0'), 100);
    QCOMPARE(all.text, std::string("one\n"));
    QVERIFY(!all.error);
}

void TestInflate::aBombIsStopped()
{
    const auto bomb = delivery::gzip(std::string(4U << 20, 'a'));
    const auto all = inflateAll(bomb, 65536, {.rawBytes = 1U << 30, .ratio = 200, .ratioFrom = 1U << 20});
    QVERIFY(all.error);
    QCOMPARE(all.error->code, ErrorCode::LimitExceeded);
    QVERIFY(all.text.size() >= (1U << 20));
    QVERIFY(all.text.size() < (2U << 20));
}

void TestInflate::anyStepGivesTheSameText()
{
    std::mt19937 random(7);
    const auto raw = randomText(random, 60'000);
    const auto object = delivery::gzip(raw.substr(0, 20'000)) + delivery::gzip(raw.substr(20'000));
    for (const std::size_t step : {1U, 2U, 7U, 63U, 4096U, 100'000U})
        QCOMPARE(inflateAll(object, step).text, raw);
}

void TestInflate::linesKeepTheirNumbersAndPlaces()
{
    const auto lines = linesOf("\xef\xbb\xbf{\"a\":1}\r\n\n{\"b\":2}\n{\"c\":3}");
    QCOMPARE(lines.texts, (std::vector<std::string> {"{\"a\":1}", "{\"b\":2}", "{\"c\":3}"}));
    QCOMPARE(lines.numbers, (std::vector<std::uint64_t> {1, 3, 4}));
    QCOMPARE(lines.offsets, (std::vector<std::uint64_t> {3, 13, 21}));
}

void TestInflate::aLineLongerThanTheWindowIsWhole()
{
    const std::string longLine(3 * kWindow + 17, 'x');
    const auto lines = linesOf(delivery::gzip("a\n" + longLine + "\nb\n"));
    QCOMPARE(lines.texts.size(), std::size_t {3});
    QVERIFY(lines.texts[1] == longLine);
    QCOMPARE(lines.offsets[2], std::uint64_t {2 + longLine.size() + 1});
}

void TestInflate::aLinePastTheCapIsMarkedAndTheNextOneIsGood()
{
    const std::string huge(kLineCap + 4 * kWindow, 'y');
    const auto object = huge + "\nafter\n";
    Inflater inflater(bytesOf(object));
    LineReader reader(inflater);
    auto first = reader.next();
    QVERIFY(first && *first);
    QVERIFY((*first)->tooLong);
    auto second = reader.next();
    QVERIFY(second && *second);
    QCOMPARE((*second)->text, std::string_view("after"));
    QCOMPARE((*second)->number, std::uint64_t {2});
    QCOMPARE((*second)->offset, std::uint64_t {huge.size() + 1});
}

QTEST_GUILESS_MAIN(TestInflate)
#include "test_inflate.moc"
