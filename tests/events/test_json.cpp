#include "events/event.h"
#include "events/json_check.h"
#include "events/json_text.h"
#include "support/shared_data.h"

#include <QDir>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

#include <simdjson.h>

using namespace tracedeck;
using namespace tracedeck::events;
using namespace Qt::Literals::StringLiterals;

class TestJson : public QObject {
    Q_OBJECT

private slots:
    void validTexts_data();
    void validTexts();
    void brokenTexts_data();
    void brokenTexts();
    void changedTextsAreJudgedAsByAnotherReader();
    void compactingKeepsEveryToken();
    void firstValueEndsWhereItEnds();
    void halfSurrogatesBecomeReplacements();
    void samplesAsLinesAndAsUnknownValues();
};

void TestJson::validTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    const std::pair<const char*, const char*> rows[] = {
        {"object", "{}"},
        {"array", "[]"},
        {"nested", " { \"a\" : [ 1 , { } , [ ] , \"x\" ] , \"b\" : null } "},
        {"number past all types", "[1e400, -123456789012345678901234567890, 0.0, -0, 1E+2, 2e-3]"},
        {"words", "[true,false,null]"},
        {"text alone", "\"a\""},
        {"escapes", R"(["\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00\ud800"])"},
        {"long text", "\"0123456789012345678901234567890123456789 \\\" 0123456789\""},
        {"empty key", R"({"":""})"},
        {"same key twice", R"({"a":1,"a":2})"},
        {"delete is no control character", "\"\x7f\""}};
    for (const auto& [name, text] : rows)
        QTest::newRow(name) << QByteArray(text);
    QTest::newRow("deep") << QByteArray(QByteArray(1024, '[') + QByteArray(1024, ']'));
}

void TestJson::validTexts()
{
    QFETCH(QByteArray, text);
    const char* problem = jsonProblem(text.toStdString());
    QVERIFY2(problem == nullptr, problem);
}

void TestJson::brokenTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("at");
    const std::tuple<const char*, const char*, int> rows[] = {{"empty", "", 0},
                                                              {"white space", "  ", 2},
                                                              {"no colon", "{\"a\" 1}", 5},
                                                              {"no value", "{\"a\":}", 5},
                                                              {"comma at the end", "{\"a\":1,}", 7},
                                                              {"comma at the end of a list", "[1,]", 3},
                                                              {"two commas", "[1,,2]", 3},
                                                              {"key without quotes", "{a:1}", 1},
                                                              {"mixed brackets", "[1}", 2},
                                                              {"open", "[1", 2},
                                                              {"open text", "\"abc", 4},
                                                              {"control character", "\"a\nb\"", 2},
                                                              {"no such escape", "\"\\x\"", 2},
                                                              {"short escape", "\"\\u12g4\"", 2},
                                                              {"escape at the end", "\"\\", 2},
                                                              {"leading zero", "[01]", 2},
                                                              {"plus", "[+1]", 1},
                                                              {"no fraction", "[1.]", 3},
                                                              {"no exponent", "[1e]", 3},
                                                              {"minus alone", "[-]", 2},
                                                              {"half a word", "[tru]", 1},
                                                              {"two values", "1 2", 2},
                                                              {"closed twice", "{}}", 2},
                                                              {"single quotes", "['a']", 1},
                                                              {"comment", "[1/**/]", 2},
                                                              {"not a number", "[NaN]", 1}};
    for (const auto& [name, text, at] : rows)
        QTest::newRow(name) << QByteArray(text) << at;
    QTest::newRow("nul in text") << QByteArray("\"12345678\0\"", 11) << 9;
    QTest::newRow("too deep") << QByteArray(1025, '[') << 1024;
}

void TestJson::brokenTexts()
{
    QFETCH(QByteArray, text);
    const auto problem = findJsonProblem(text.toStdString());
    QVERIFY(problem);
    QTEST(static_cast<int>(problem->at), "at");
    QCOMPARE(problem->reason, jsonProblem(text.toStdString()));
    QVERIFY(std::string_view(problem->reason).size() > 3);
}

// simdjson reads whole documents strictly; only numbers past a double's range are more than it takes.
void TestJson::changedTextsAreJudgedAsByAnotherReader()
{
    QRandomGenerator random(3);
    const QByteArray seed = R"({"a": [1, -2.5e3, "x\"\u00e9", true, null, {}], "bcdefghijk": {"c": "0123456789"}, "d": [[], [[]]]})";
    const QByteArray alphabet = "{}[]\",:\\ntf0123456789-+.eE \t\nu";
    simdjson::dom::parser parser;
    const QRegularExpression hugeExponent(u"e[+]?[0-9]{3}"_s);
    int broken = 0;
    for (int i = 0; i < 50'000; ++i) {
        QByteArray text = seed;
        for (int changes = 1 + random.bounded(2); changes > 0; --changes) {
            const auto at = static_cast<qsizetype>(random.bounded(static_cast<quint32>(text.size())));
            switch (random.bounded(3)) {
            case 0: text[at] = alphabet[static_cast<qsizetype>(random.bounded(static_cast<quint32>(alphabet.size())))]; break;
            case 1: text.remove(at, 1); break;
            default: text.insert(at, alphabet[static_cast<qsizetype>(random.bounded(static_cast<quint32>(alphabet.size())))]);
            }
        }
        const auto error = parser.parse(simdjson::padded_string(text.constData(), static_cast<std::size_t>(text.size()))).error();
        if (error == simdjson::NUMBER_ERROR && QString::fromLatin1(text).contains(hugeExponent))
            continue;
        broken += error != simdjson::SUCCESS;
        QVERIFY2((jsonProblem(text.toStdString()) != nullptr) == (error != simdjson::SUCCESS), text.constData());
    }
    QVERIFY(broken > 10'000);
}

void TestJson::compactingKeepsEveryToken()
{
    QCOMPARE(compactJson("{ \"a b\" : [ 1.50 ,\n\t1e400 , \" \\\" x \" ] }"), std::string(R"({"a b":[1.50,1e400," \" x "]})"));
    QCOMPARE(compactJson("\"\\\\\" "), std::string("\"\\\\\""));
}

void TestJson::firstValueEndsWhereItEnds()
{
    QCOMPARE(firstValue(R"({"a":"}"} , 1)"), std::string_view(R"({"a":"}"})"));
    QCOMPARE(firstValue(R"("a\"b",1)"), std::string_view(R"("a\"b")"));
    QCOMPARE(firstValue("12 ,"), std::string_view("12"));
    QCOMPARE(firstValue("12]"), std::string_view("12"));
    QCOMPARE(firstValue("true"), std::string_view("true"));
    QCOMPARE(firstValue("[[],[{}]]]"), std::string_view("[[],[{}]]"));
}

void TestJson::halfSurrogatesBecomeReplacements()
{
    QCOMPARE(unescapedLoosely(R"("a\ud83d\ude00b")"),
             std::string("a\xf0\x9f\x98\x80"
                         "b"));
    QCOMPARE(unescapedLoosely(R"("a\ud83d")"), std::string("a\xef\xbf\xbd"));
    QCOMPARE(unescapedLoosely(R"("\ude00\ud83dx")"), std::string("\xef\xbf\xbd\xef\xbf\xbdx"));
    QCOMPARE(unescapedLoosely(R"("\"\\\/\b\f\n\r\t\u20ac\u00e9\u0000z")"), std::string("\"\\/\b\f\n\r\t\xe2\x82\xac\xc3\xa9\0z", 15));
}

// y: valid JSON, n: broken, i: either. A line that is no object is refused for that; inside of an unknown key anything valid is kept.
void TestJson::samplesAsLinesAndAsUnknownValues()
{
    const QString folder = test::sharedPath(u"data/json/JSONTestSuite/test_parsing"_s);
    const QStringList names = folder.isEmpty() ? QStringList() : QDir(folder).entryList({u"*.json"_s}, QDir::Files);
    for (const QString& name : names) {
        QFile file(folder + u'/' + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const std::string text = file.readAll().replace('\n', ' ').toStdString();
        const auto alone = parseEvent(text);
        const auto inside = parseEvent(R"({"Outcome":"ok","Brandnew":)" + text + R"(,"ScriptName":"w"})");
        if (name.startsWith(u'y')) {
            QVERIFY2(alone || alone.error().detail == u"not an object"_s, qPrintable(name));
            QVERIFY2(inside && inside->scriptName == "w" && inside->unknown.size() == 1, qPrintable(name));
        } else if (name.startsWith(u'n')) {
            QVERIFY2(!alone && alone.error().code == ErrorCode::BadJson && !alone.error().detail.isEmpty(), qPrintable(name));
            QVERIFY2(!inside && inside.error().code == ErrorCode::BadJson, qPrintable(name));
        } else if (!alone) {
            QVERIFY2(!alone.error().detail.isEmpty(), qPrintable(name));
        }
    }
}

QTEST_APPLESS_MAIN(TestJson)
#include "test_json.moc"
