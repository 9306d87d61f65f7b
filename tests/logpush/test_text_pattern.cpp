#include "logpush/text_pattern.h"

#include <QTest>

using namespace tracedeck;
using namespace tracedeck::logpush;

/// Finding text and expressions, against what Unicode says.
class TestTextPattern : public QObject {
    Q_OBJECT

private slots:
    void caseIsFoldedAsUnicodeSays_data();
    void caseIsFoldedAsUnicodeSays();
    void wordsEndWhereUnicodeSays_data();
    void wordsEndWhereUnicodeSays();
    void everyCharacterOfALiteralIsItself();
    void expressionsThatSwallowTheirEndStillEndAtWords();
    void brokenExpressionsSayWhere();
    void brokenTextIsNeverFoundAndNeverHarms();
    void anEndlessExpressionEnds();
    void placesToLookAtMissNothing();
};

void TestTextPattern::caseIsFoldedAsUnicodeSays_data()
{
    QTest::addColumn<QByteArray>("needle");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("found");
    const auto row = [](const char* name, const char* needle, const char* text, bool found) {
        QTest::newRow(name) << QByteArray(needle) << QByteArray(text) << found;
    };
    row("ascii", "TimeOut", "timeout", true);
    row("umlaut", "ÜBER", "über", true);
    row("sharp s is no ss", "STRASSE", "straße", false);
    row("capital sharp s", "STRAẞE", "straße", true);
    row("cyrillic", "ПРИВЕТ", "привет", true);
    row("greek", "ΣΊΣΥΦΟΣ", "Σίσυφος", true);
    row("final sigma", "ς", "Σ", true);
    row("kelvin", "k", "\xe2\x84\xaa", true);
    row("long s", "S", "ſ", true);
    row("angstrom", "å", "\xe2\x84\xab", true);
    row("micro", "µ", "μ", true);
    row("deseret, four bytes", "\xf0\x90\x90\x80", "\xf0\x90\x90\xa8", true);
    row("dotted capital i is no i", "i", "İ", false);
    row("dotless i is no I", "I", "ı", false);
    row("titlecase", "ǆ", "ǅ", true);
    row("georgian", "ა", "Ა", true);
    row("cherokee", "Ꭰ", "ꭰ", true);
    row("ligature is no two letters", "FI", "ﬁ", false);
    row("combining marks stay apart", "é", "e\xcc\x81", false);
}

void TestTextPattern::caseIsFoldedAsUnicodeSays()
{
    QFETCH(QByteArray, needle);
    QFETCH(QByteArray, text);
    QFETCH(bool, found);
    const std::string what = needle.toStdString(), where = text.toStdString();
    for (const auto& [a, b] : {std::pair {what, where}, std::pair {where, what}}) {
        QCOMPARE(TextPattern::literal(a, {true, false})->isIn("x " + b + "\n"), found);
        QCOMPARE(TextPattern::regex(a, {true, false})->isIn("x " + b + "\n"), found);
    }
    QVERIFY(!TextPattern::literal(what, {})->isIn(where));
    QVERIFY(TextPattern::literal(what, {})->isIn("-" + what));
}

void TestTextPattern::wordsEndWhereUnicodeSays_data()
{
    QTest::addColumn<QByteArray>("needle");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("found");
    const auto row = [](const char* name, const char* needle, const char* text, bool found) {
        QTest::newRow(name) << QByteArray(needle) << QByteArray(text) << found;
    };
    row("alone", "cat", "cat", true);
    row("between signs", "cat", "(cat)", true);
    row("inside", "cat", "concatenate", false);
    row("second one", "cat", "concat cat", true);
    row("underscore", "cat", "cat_", false);
    row("digit", "cat", "cat5", false);
    row("letter of another script before", "cat", "яcat", false);
    row("letter behind", "cat", "caté", false);
    row("han", "猫", "黒猫だ", false);
    row("han between signs", "猫", "「猫」", true);
    row("emoji is no letter", "cat",
        "\xf0\x9f\x90\xb1"
        "cat\xf0\x9f\x90\xb1",
        true);
    row("begins with a sign", "/cart", "GET /cart", true);
    row("begins with a sign, word before", "/cart", "a/cart", false);
    row("arabic digit", "x", "x٣", false);
}

void TestTextPattern::wordsEndWhereUnicodeSays()
{
    QFETCH(QByteArray, needle);
    QFETCH(QByteArray, text);
    QFETCH(bool, found);
    for (const bool ignoreCase : {false, true}) {
        QCOMPARE(TextPattern::literal(needle.toStdString(), {ignoreCase, true})->isIn(text.toStdString()), found);
        QCOMPARE(TextPattern::regex(needle.toStdString(), {ignoreCase, true})->isIn(text.toStdString()), found);
    }
    QVERIFY(TextPattern::literal(needle.toStdString(), {})->isIn(text.toStdString()));
}

void TestTextPattern::everyCharacterOfALiteralIsItself()
{
    for (int c = 0; c < 0x250; ++c) {
        const std::string one = QString(QChar(c)).toUtf8().toStdString();
        const std::string text = "a" + one + "b";
        for (const TextFlags flags : {TextFlags {}, TextFlags {true, false}, TextFlags {false, true}, TextFlags {true, true}}) {
            const auto pattern = TextPattern::literal(text, flags);
            QVERIFY2(pattern, qPrintable(QString::number(c)));
            QVERIFY2(pattern->isIn("- " + text + " -"), qPrintable(QString::number(c)));
            QVERIFY2(!pattern->isIn("- ab -"), qPrintable(QString::number(c)));
        }
    }
}

void TestTextPattern::expressionsThatSwallowTheirEndStillEndAtWords()
{
    for (const char* expression : {"(?x) cat # a comment", "\\Qcat", "cat|dog", "c(a)t"}) {
        const auto pattern = TextPattern::regex(expression, {false, true});
        QVERIFY2(pattern, expression);
        QVERIFY2(pattern->isIn("a cat."), expression);
        QVERIFY2(!pattern->isIn("concatenate"), expression);
    }
    QVERIFY(TextPattern::regex("cat|dog", {false, true})->isIn("hotdog dog"));
    QVERIFY(!TextPattern::regex("cat)|(dog", {false, true}));
}

void TestTextPattern::brokenExpressionsSayWhere()
{
    const auto refused = TextPattern::regex("a(b", {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::BadRegex);
    QCOMPARE(refused.error().detail, QStringLiteral("at character 4: missing closing parenthesis"));
    QCOMPARE(TextPattern::problemOf("a(b", {false, true}), std::optional<Error>(refused.error()));
    QVERIFY(!TextPattern::problemOf("a(b)", {false, true}));
    QVERIFY(!TextPattern::regex("\\C", {}));
    QVERIFY(!TextPattern::regex(std::string(1'000'000, 'a'), {}));
    QVERIFY(!TextPattern::regex("((((a{1,1000}){1,1000}){1,1000}){1,1000})", {}));
    QVERIFY(!TextPattern::literal("\xff", {true, false}));
}

void TestTextPattern::brokenTextIsNeverFoundAndNeverHarms()
{
    const std::string text = "ok \xff\xc3 \xf0\x9f end";
    QVERIFY(TextPattern::regex("ok", {})->isIn(text));
    QVERIFY(TextPattern::literal("END", {true, true})->isIn(text));
    QVERIFY(!TextPattern::regex("ok ..? end", {})->isIn(text));
    QVERIFY(TextPattern::literal("\xc3", {})->isIn(text)); // bytes as they are
}

void TestTextPattern::anEndlessExpressionEnds()
{
    QVERIFY(!TextPattern::regex("^(a+)+$", {})->isIn(std::string(5'000, 'a') + "b"));
    QVERIFY(!TextPattern::regex("(a|aa)+\\d", {})->isIn(std::string(5'000, 'a')));
}

void TestTextPattern::placesToLookAtMissNothing()
{
    const std::string texts = "xCatxx cat.CAT concat";
    for (const TextFlags flags : {TextFlags {}, TextFlags {true, false}, TextFlags {false, true}, TextFlags {true, true}}) {
        const auto pattern = TextPattern::literal("cat", flags);
        QVERIFY(pattern->canSkip());
        std::vector<std::size_t> places;
        for (auto at = pattern->nextIn(texts, 0); at; at = pattern->nextIn(texts, *at + 1))
            places.push_back(*at);
        QCOMPARE(places, flags.ignoreCase ? (std::vector<std::size_t> {1, 7, 11, 18}) : (std::vector<std::size_t> {7, 18}));
        QCOMPARE(pattern->isPlain(), flags == TextFlags {});
    }
    QVERIFY(!TextPattern::regex("cat", {})->canSkip());
    QVERIFY(!TextPattern::literal("", {})->canSkip());
}

QTEST_APPLESS_MAIN(TestTextPattern)
#include "test_text_pattern.moc"
