#include "events/fingerprint.h"
#include "support/shared_data.h"

#include <QElapsedTimer>
#include <QMap>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::events;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::string_view kStack =
    "    at readCart (file:///app/w.js:3:28)\n    at checkout (file:///app/w.js:4:29)\n    at Object.fetch (file:///app/w.js:27:22)";

GroupKey keyOf(const QJsonObject& side)
{
    return groupKey(side[u"name"_s].toString().toStdString(), side[u"message"_s].toString().toStdString(),
                    side[u"stack"_s].toString().toStdString());
}

} // namespace

class TestGroups : public QObject {
    Q_OBJECT

private slots:
    void whatVariesIsMasked_data();
    void whatVariesIsMasked();
    void movedLinesAndBundleHashesStayOneGroup();
    void idsInMessagesDoNotSplit();
    void stackOfTheAppBeatsTheMessage();
    void handlerAloneLeavesTheMessageToDecide();
    void differentFunctionIsAnotherGroup();
    void differentNameIsAnotherGroup();
    void nameOnlyInTheStackHeaderCounts();
    void headerlessAndHeadedStacksAreOneGroup();
    void minifiedNamesDoNotSplit();
    void libraryFramesDoNotCount();
    void recursionDepthDoesNotSplit();
    void truncationMarkerDoesNotSplit();
    void outcomesHaveGroupsOfTheirOwn();
    void keysAreTheSameForEver();
    void keyTextReadsBack();
    void reasonSaysWhatWasCompared();
    void pairsOfTheSamples();
    void isQuickEnoughForIngest();
};

void TestGroups::whatVariesIsMasked_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("pattern");
    const auto row = [](const char* name, const char* message, const char* pattern) {
        QTest::newRow(name) << QString::fromUtf8(message) << QString::fromUtf8(pattern);
    };
    row("quoted id and number", "get \"cart:8f2c91\" timed out after 1500 ms", "get \"cart:<id>\" timed out after <n> ms");
    row("number in quotes", "no order '12345' here", "no order '<id>' here");
    row("unit", "took 300ms of 5MB", "took <n>ms of <n>MB");
    row("decimal and negative", "got -3.25, wanted 1,000", "got <n>, wanted <n>");
    row("uuid", "job 1e7519b3-08e2-441d-ae10-7c8c6d3b7e17 failed", "job <uuid> failed");
    row("hex", "ray 87ed87f80cf22d84 lost", "ray <hex> lost");
    row("0x", "at 0xDEADbeef", "at <hex>");
    row("time", "since 2026-11-22T12:36:02.542Z", "since <time>");
    row("address", "connect 10.0.0.1:443", "connect <ip>:<n>");
    row("mail", "no user jane.doe+x@example.com.", "no user <mail>.");
    row("url", "GET https://api.example.com/v1/orders/12345/items?x=1 failed",
        "GET https://api.example.com/v1/orders/<id>/items?<query> failed");
    row("numbered host", "hook https://partner-12.example.com/hooks/in gone", "hook https://partner-<n>.example.com/hooks/in gone");
    row("short hex", "no room 961e, no room a54f, a cafe", "no room <hex>, no room <hex>, a cafe");
    row("nanoid", "key V1StGXR8_Z5jdHi6B-myT gone", "key <id> gone");
    row("json excerpt", "Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON",
        "Unexpected token '<', \"<text>\"... is not valid JSON");
    row("words with digits stay", "utf8 sha256 HTTP2 level3 s3", "utf8 sha256 HTTP2 level3 s3");
    row("property names stay", "Cannot read properties of undefined (reading 'price')",
        "Cannot read properties of undefined (reading 'price')");
    row("apostrophe is no quote", "can't find user's item 5", "can't find user's item <n>");
    row("white space", "a\n   b\t c ", "a b c");
    row("truncated", "unable to <<<Logpush: exception messages truncated>>>", "unable to");
    row("open quote", "it's \"open", "it's \"open");
    row("order number in a word", "order12345 and item7", "order<n> and item7");
}

void TestGroups::whatVariesIsMasked()
{
    QFETCH(QString, message);
    QTEST(QString::fromStdString(normalisedMessage(message.toStdString())), "pattern");
}

void TestGroups::movedLinesAndBundleHashesStayOneGroup()
{
    const auto key = groupKey("Error", "no cart", kStack);
    QCOMPARE(groupKey("Error", "no cart",
                      "    at readCart (file:///app/w.3f9ab21c.js:30:1)\n    at checkout (file:///app/w.3f9ab21c.js:9:9)\n    at "
                      "Object.fetch (file:///app/w.3f9ab21c.js:7:2)"),
             key);
    QCOMPARE(
        groupKey("Error", "no cart", "    at readCart$1 (w.js:30:1)\n    at async checkout (w.js:9:9)\n    at Object.fetch (w.js:7:2)"),
        key);
}

void TestGroups::idsInMessagesDoNotSplit()
{
    QCOMPARE(groupKey("Error", "order 17 failed", ""), groupKey("Error", "order 4711 failed", ""));
    QCOMPARE(groupKey("Error", "boom", ""), groupKey("Error", "boom (request 8a1f3c0d9e7b4c21)", ""));
    QCOMPARE(groupKey("Error", "boom", ""), groupKey("Error", "boom [id 17] (request 8a1f3c0d9e7b4c21)", ""));
    QCOMPARE(normalisedMessage("(request 17)"), std::string("(request <n>)"));
    QVERIFY(groupKey("Error", "order 17 failed", "") != groupKey("Error", "order 17 lost", ""));
}

void TestGroups::stackOfTheAppBeatsTheMessage()
{
    QCOMPARE(groupKey("Error", "Alice has no cart", kStack), groupKey("Error", "Bob's cart is empty", kStack));
}

void TestGroups::handlerAloneLeavesTheMessageToDecide()
{
    const std::string handler = "    at Object.fetch (file:///app/w.js:27:22)";
    QVERIFY(groupKey("Error", "quota exceeded", handler) != groupKey("Error", "no such user", handler));
    QCOMPARE(groupKey("Error", "declined: 5", handler), groupKey("Error", "declined: 6", handler));
}

void TestGroups::differentFunctionIsAnotherGroup()
{
    std::string other {kStack};
    other.replace(other.find("readCart"), 8, "readUser");
    QVERIFY(groupKey("Error", "no cart", kStack) != groupKey("Error", "no cart", other));
}

void TestGroups::differentNameIsAnotherGroup()
{
    QVERIFY(groupKey("TypeError", "no cart", kStack) != groupKey("RangeError", "no cart", kStack));
}

void TestGroups::nameOnlyInTheStackHeaderCounts()
{
    const std::string type = "TypeError: no cart\n" + std::string(kStack);
    const std::string range = "RangeError: no cart\n" + std::string(kStack);
    QVERIFY(groupKey("", "no cart", type) != groupKey("", "no cart", range));
    QCOMPARE(groupKey("", "no cart", type), groupKey("TypeError", "no cart", type));
}

void TestGroups::headerlessAndHeadedStacksAreOneGroup()
{
    QCOMPARE(groupKey("TypeError", "no cart", kStack), groupKey("TypeError", "no cart", "TypeError: no cart\n" + std::string(kStack)));
}

void TestGroups::minifiedNamesDoNotSplit()
{
    QCOMPARE(groupKey("Error", "no cart", "    at a (w.js:1:2)\n    at t.b (w.js:1:9)\n    at e.checkout (w.js:1:4)"),
             groupKey("Error", "no cart", "    at x (w.js:1:7)\n    at y.c (w.js:1:8)\n    at r.checkout (w.js:1:3)"));
}

void TestGroups::libraryFramesDoNotCount()
{
    const std::string old = "    at Hono.dispatch (node_modules/hono/hono.js:1:2)\n" + std::string(kStack);
    const std::string updated = "    at Array.map (<anonymous>)\n    at compose (node_modules/hono/compose.js:5:2)\n" + std::string(kStack);
    QCOMPARE(groupKey("Error", "no cart", old), groupKey("Error", "no cart", updated));
}

void TestGroups::recursionDepthDoesNotSplit()
{
    const std::string frame = "    at walk (w.js:1:2)\n";
    const std::string end = "    at checkout (w.js:3:4)";
    QCOMPARE(groupKey("RangeError", "too deep", frame + end), groupKey("RangeError", "too deep", frame + frame + frame + frame + end));
}

void TestGroups::truncationMarkerDoesNotSplit()
{
    QCOMPARE(groupKey("Error", "boom <<<Logpush: exception messages truncated>>>", ""), groupKey("Error", "boom", ""));
}

void TestGroups::outcomesHaveGroupsOfTheirOwn()
{
    QVERIFY(outcomeGroupKey("exceededCpu") != outcomeGroupKey("exceededMemory"));
    QVERIFY(outcomeGroupKey("exceededCpu") != groupKey("exceededCpu", "", ""));
}

// Stores and saved rules hold these keys: another build or machine must find the same.
void TestGroups::keysAreTheSameForEver()
{
    QCOMPARE(keyText(outcomeGroupKey("exceededCpu")), std::string("6fcd35385110b5d1"));
    QCOMPARE(keyText(groupKey("Error", "order 17 failed", "")), std::string("ecccfa4c30128b32"));
    QCOMPARE(keyText(groupKey("Error", "no cart", kStack)), std::string("11191ab827be5afa"));
}

void TestGroups::keyTextReadsBack()
{
    for (const GroupKey key : {GroupKey {0}, GroupKey {1}, ~GroupKey {0}, groupKey("Error", "x", "")}) {
        QCOMPARE(keyText(key).size(), std::size_t {16});
        QCOMPARE(keyFromText(keyText(key)), std::optional(key));
    }
    for (const char* wrong : {"", "0", "00000000000000000", "000000000000000g", "ABCDEF0000000000", " 00000000000000f"})
        QCOMPARE(keyFromText(wrong), std::optional<GroupKey>());
}

void TestGroups::reasonSaysWhatWasCompared()
{
    const GroupReason strong = groupReason("Error", "no cart 5", kStack);
    QCOMPARE(strong.functions, std::vector<std::string>({"readCart", "checkout", "Object.fetch"}));
    QVERIFY(!strong.messageDecides);
    const GroupReason bare = groupReason("Error", "no cart 5", "");
    QCOMPARE(bare.message, std::string("no cart <n>"));
    QVERIFY(bare.functions.empty());
    QVERIFY(bare.messageDecides);
}

void TestGroups::pairsOfTheSamples()
{
    QMap<QString, std::pair<int, int>> tally; // right, all
    QStringList wrong;
    for (const QJsonObject& pair : test::sharedObjects(u"data/stacks/grouping/metamorphic.ndjson"_s)) {
        const QString relation = pair[u"relation"_s].toString();
        const bool same = keyOf(pair[u"a"_s].toObject()) == keyOf(pair[u"b"_s].toObject());
        const bool right = same == (relation == u"same"_s);
        if (!right)
            wrong << pair[u"id"_s].toString();
        for (const QString& bin : {relation, pair[u"level"_s].toString().section(u':', 0, 0)}) {
            tally[bin].first += right;
            tally[bin].second += 1;
        }
    }
    if (!wrong.isEmpty())
        qInfo().noquote() << "against the label:" << wrong.join(u' ');
    for (auto bin = tally.cbegin(); bin != tally.cend(); ++bin) {
        const int percent = bin.key() == u"strict"_s ? 95 : bin.key() == u"same"_s || bin.key() == u"different"_s ? 90 : 0;
        QVERIFY2(bin->first * 100 >= bin->second * percent, qPrintable(u"%1: %2 of %3"_s.arg(bin.key()).arg(bin->first).arg(bin->second)));
    }
}

void TestGroups::isQuickEnoughForIngest()
{
    QElapsedTimer timer;
    timer.start();
    GroupKey all = 0;
    constexpr int kRounds = 20'000;
    for (int i = 0; i < kRounds; ++i)
        all ^= groupKey("TypeError", "Cannot read properties of undefined (reading 'price') for order " + std::to_string(i), kStack);
    const auto each = timer.nsecsElapsed() / kRounds;
    QVERIFY2(each < 200'000, qPrintable(QString::number(each) % u" ns each"_s)); // room for unoptimised builds; a regex would not fit
    qInfo() << each << "ns each" << all;                                         // what is printed is not left out by the compiler
}

QTEST_APPLESS_MAIN(TestGroups)
#include "test_groups.moc"
