#include "logpush/filter_check.h"
#include "logpush/filter_local.h"
#include "logpush/filter_text.h"
#include "logpush/random_filter.h"

#include <QTest>

using namespace tracedeck;
using namespace tracedeck::logpush;
using namespace Qt::Literals::StringLiterals;

namespace {

using S = std::string;

Filter parsed(std::string_view text)
{
    auto filter = parseFilterText(text);
    if (!filter)
        qWarning("%s: %s", S(text).c_str(), qPrintable(filter.error().detail));
    return filter.value_or(Filter {});
}

Condition looked(const char* text, TextFlags flags = {true, false})
{
    return {"Text", Operator::Contains, {S(text)}, flags};
}

/// What is typed, the tree it means, and how that is written.
struct Typed {
    const char* text;
    Filter filter;
    const char* printed = nullptr; ///< as typed where null
};

Filter all(std::vector<FilterNode> nodes)
{
    return {{AllOf {std::move(nodes)}}};
}
Filter one(Condition condition)
{
    return all({{std::move(condition)}});
}

std::vector<Typed> typed()
{
    const Condition ok {"Outcome", Operator::Eq, {S("ok")}};
    const Condition a = looked("a"), b = looked("b");
    return {
        {"", {}},
        {"  \t\n ", {}, ""},
        {"timeout", one(looked("timeout"))},
        {"\"two words\"", one(looked("two words"))},
        {"\"Exact\"c", one(looked("Exact", {}))},
        {"\"one\"w", one(looked("one", {true, true}))},
        {"\"One\"wc", one(looked("One", {false, true})), "\"One\"cw"},
        {"*star*", one(looked("star")), "star"},
        {"*", one(looked("*")), "\"*\""},
        {"foo(bar)", one(looked("foo(bar)")), "\"foo(bar)\""},
        {"https://a.b/c?d=e:f", one(looked("https://a.b/c?d=e:f"))},
        {"TypeError: x", all({{looked("TypeError:")}, {looked("x")}})},
        {"12:30", one(looked("12:30"))},
        {"/api/v1/cart", one(looked("/api/v1/cart")), "\"/api/v1/cart\""},
        {"/a b?/iw", one({"Text", Operator::Matches, {S("a b?")}, {true, true}})},
        {"/a\\/b\\\\/", one({"Text", Operator::Matches, {S("a/b\\\\")}})},
        {"\"OR\"", one(looked("OR"))},
        {"a b", all({{a}, {b}})},
        {"a AND b", all({{a}, {b}}), "a b"},
        {"a OR b", {{AnyOf {{{a}, {b}}}}}},
        {"a b OR a", {{AnyOf {{{AllOf {{{a}, {b}}}}, {a}}}}}, "(a b) OR a"},
        {"(a OR b) a", all({{AnyOf {{{a}, {b}}}}, {a}})},
        {"((a))", {{a}}, "(a)"},
        {"()", {}, ""},
        {"OR", {{AnyOf {}}}},
        {"a OR", {{AnyOf {{{a}}}}}},
        {"(a OR) b (OR) ()", all({{AnyOf {{{a}}}}, {b}, {AnyOf {}}, {AllOf {}}})},
        {"(a AND) b", all({{AllOf {{{a}}}}, {b}})},
        {"(a b) AND", all({{AllOf {{{a}, {b}}}}})},
        {"-a", one({"Text", Operator::NotContains, {S("a")}, {true, false}})},
        {"NOT Outcome:ok", one({"Outcome", Operator::NotEq, {S("ok")}}), "-Outcome:ok"},
        {"-(a OR -b)", all({{Condition {"Text", Operator::NotContains, {S("a")}, {true, false}}}, {b}}), "-a b"},
        {"-(a b)",
         {{AnyOf {{{Condition {"Text", Operator::NotContains, {S("a")}, {true, false}}},
                   {Condition {"Text", Operator::NotContains, {S("b")}, {true, false}}}}}}},
         "-a OR -b"},
        {"--a", one(a), "a"},
        {"Outcome:ok", one(ok)},
        {"outcome=ok", one(ok), "Outcome:ok"},
        {"(Outcome:ok)", {{ok}}},
        {"Worker:api", one({"ScriptName", Operator::Eq, {S("api")}}), "ScriptName:api"},
        {"\"Worker\":api", one({"Worker", Operator::Eq, {S("api")}})},
        {"\"odd field\":x", one({"odd field", Operator::Eq, {S("x")}})},
        {"Outcome!=ok", one({"Outcome", Operator::NotEq, {S("ok")}}), "-Outcome:ok"},
        {"Status>=500", one({"Status", Operator::Geq, {std::int64_t {500}}})},
        {"Status:>=500", one({"Status", Operator::Geq, {std::int64_t {500}}}), "Status>=500"},
        {"-CPUTimeMs<1.5", one({"CPUTimeMs", Operator::NotLt, {1.5}})},
        {"Status:\"500\"", one({"Status", Operator::Eq, {S("500")}})},
        {"RayID:0012", one({"RayID", Operator::Eq, {S("0012")}})},
        {"Log.version:1.50", one({"Log.version", Operator::Eq, {S("1.50")}})},
        {"HasException:true", one({"HasException", Operator::Eq, {true}})},
        {"WallTimeMs:-5", one({"WallTimeMs", Operator::Eq, {std::int64_t {-5}}})},
        {"Outcome:(ok, \"x y\",7)", one({"Outcome", Operator::In, {S("ok"), S("x y"), std::int64_t {7}}}), "Outcome:(ok,\"x y\",7)"},
        {"-Outcome:(ok)", one({"Outcome", Operator::NotIn, {S("ok")}})},
        {"ScriptName:api-*", one({"ScriptName", Operator::StartsWith, {S("api-")}})},
        {"ScriptName:*-eu", one({"ScriptName", Operator::EndsWith, {S("-eu")}})},
        {"ScriptName:*i-e*", one({"ScriptName", Operator::Contains, {S("i-e")}})},
        {"Message:*\"a*b\"iw*", one({"Message", Operator::Contains, {S("a*b")}, {true, true}})},
        {"Trigger:*", one({"Trigger", Operator::StartsWith, {S()}}), "Trigger:\"\"*"},
        {"Trigger:**", one({"Trigger", Operator::Contains, {S()}}), "Trigger:*\"\"*"},
        {"Message:~/^a\\d/i", one({"Message", Operator::Matches, {S("^a\\d")}, {true, false}})},
        {"Message:~\"a\\nb\"", one({"Message", Operator::Matches, {S("a\nb")}})},
        {"Event.Request.CF.colo:FRA", one({"Event.Request.CF.colo", Operator::Eq, {S("FRA")}})},
        {"Log.user.id>7", one({"Log.user.id", Operator::Gt, {std::int64_t {7}}})},
        {"\"\\u0041\\ud83d\\ude00\\u202e\\u0000\"",
         one(Condition {"Text", Operator::Contains, {S("A\xf0\x9f\x98\x80\xe2\x80\xae\0", 9)}, {true, false}}),
         "\"A\xf0\x9f\x98\x80\\u202e\\u0000\""},
    };
}

} // namespace

class TestFilterText : public QObject {
    Q_OBJECT

private slots:
    void whatIsTypedMeans_data();
    void whatIsTypedMeans();
    void mistakesAreNamedWithTheirPlace_data();
    void mistakesAreNamedWithTheirPlace();
    void everyTreeReadsBackAsItWas();
    void anyBytesGiveATreeOrAPlace();
    void whatIsReadPrintsTheSameAgain();
    void deepAndLongTextsAreRefused();
    void whatNoJobHoldsIsSaid();
    void jobsRefuseWhatOnlyTheViewerKnows();
};

void TestFilterText::whatIsTypedMeans_data()
{
    QTest::addColumn<int>("index");
    const auto rows = typed();
    for (std::size_t i = 0; i < rows.size(); ++i)
        QTest::addRow("%s", rows[i].text) << static_cast<int>(i);
}

void TestFilterText::whatIsTypedMeans()
{
    QFETCH(int, index);
    const Typed row = typed()[static_cast<std::size_t>(index)];
    const Filter filter = parsed(row.text);
    QVERIFY2(filter == row.filter, printFilter(filter).c_str());
    QCOMPARE(printFilterText(filter), S(row.printed ? row.printed : row.text));
    QVERIFY(parsed(printFilterText(filter)) == filter);
}

void TestFilterText::mistakesAreNamedWithTheirPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("place");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* text, int place, const char* reason) {
        QTest::newRow(text) << QByteArray(text) << place << QString::fromUtf8(reason);
    };
    row("a (b", 2, "this parenthesis is not closed");
    row("a) b", 1, "nothing is open that this closes");
    row("a \"b", 2, "these quotes are not closed");
    row("\"a\\q\"", 2, "no such escape; a backslash is \\\\");
    row("\"\\ud800\"", 1, "no such escape; a backslash is \\\\");
    row("OR a", 0, "nothing stands before OR");
    row("a OR OR b", 5, "nothing stands before OR");
    row("AND", 0, "nothing stands before AND");
    row("a AND AND b", 6, "nothing stands before AND");
    row("a - b", 2, "nothing stands behind this");
    row("a NOT", 2, "nothing stands behind this");
    row("-()", 0, "an empty group keeps everything, it has no opposite");
    row("Status:", 7, "a value is missing here");
    row("Status>= 5", 8, "a value is missing here");
    row("Outcome:(a,)", 11, "a value is missing here");
    row("Outcome:(a b)", 11, "the values of a list stand apart by commas");
    row("Outcome:(a", 8, "this list is not closed");
    row("ScriptName:a*b", 13, "a * can stand before or behind the value of ':'; as a character it wants quotes");
    row("Status>5*", 8, "a * can stand before or behind the value of ':'; as a character it wants quotes");
    row("Message:~x", 9, "a regular expression stands between two slashes or in quotes");
    row("Message:~/x", 9, "this regular expression is not closed");
    row("Message:~/x/q", 12, "no such flag; there are iw");
    row("\"x\"q", 3, "no such flag; there are ciw");
    row("\"x\"5", 3, "a blank is missing before this");
    row("Outcome:\"x\"i", 8, "flags go with *\"…\"* and regular expressions");
    row("\"\":x", 0, "the name of a field is missing");
    row("{\"a\"}", 1, "quotes in the middle of a word: quote it whole, with \\\" inside");
    row("a /(/", 2, "no regular expression: at character 2: missing closing parenthesis");
    row("\xff", 0, "no UTF-8");
}

void TestFilterText::mistakesAreNamedWithTheirPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(int, place);
    QFETCH(QString, reason);
    const auto refused = parseFilterText({text.constData(), static_cast<std::size_t>(text.size())});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::BadFilter);
    QCOMPARE(refused.error().detail, u"at %1: %2"_s.arg(place).arg(reason));
    QCOMPARE(filterTextPlace(refused.error()), std::optional<std::size_t>(place));
}

void TestFilterText::everyTreeReadsBackAsItWas()
{
    test::RandomFilter random(
        2026, {"Outcome", "Status", "Text", "Message", "Exception", "Stack", "Event.Request.CF.colo", "Log.user.id", "Level", "worker",
               "odd key", "OR",     "a:b",  "-",       "\"",        "\\",    "\xe2\x80\xae",          "Log.a\\.b",   "Log..", "*",
               "//",      "5"},
        test::RandomFilter::Language::Viewer);
    for (int i = 0; i < 100'000; ++i) {
        const Filter filter = random.next();
        const S text = printFilterText(filter);
        const auto again = parseFilterText(text);
        QVERIFY2(again, again ? "" : qPrintable(QString::fromStdString(text) + u"\n"_s + again.error().detail));
        QVERIFY2(*again == filter, (text + "\n" + printFilter(filter) + "\n" + printFilter(*again)).c_str());
    }
}

void TestFilterText::anyBytesGiveATreeOrAPlace()
{
    static constexpr auto kPieces = std::to_array<std::string_view>(
        {"a", " ", "(", ")",      "-",     "OR ", "AND ", "NOT ",     "\"",   "\\",    "/",   "*",  ":", "~",
         "<", "=", ",", "Status", "Log.x", "5",   "i",    "\xc3\xa9", "\xff", "\"b\"", "/c/", "\n", "!"});
    QRandomGenerator random(5);
    int trees = 0;
    for (int round = 0; round < 50'000; ++round) {
        S text;
        for (int i = random.bounded(12); i > 0; --i)
            text += kPieces[random.bounded(static_cast<quint32>(kPieces.size()))];
        const auto filter = parseFilterText(text);
        if (!filter) {
            const auto place = filterTextPlace(filter.error());
            QVERIFY2(place && *place <= text.size(), text.c_str());
            continue;
        }
        ++trees;
        const auto again = parseFilterText(printFilterText(*filter));
        QVERIFY2(again && *again == *filter, text.c_str());
    }
    QVERIFY2(trees > 5'000, qPrintable(QString::number(trees)));
}

void TestFilterText::whatIsReadPrintsTheSameAgain()
{
    for (const Typed& row : typed()) {
        const S printed = printFilterText(parsed(row.text));
        QCOMPARE(printFilterText(parsed(printed)), printed);
    }
}

void TestFilterText::deepAndLongTextsAreRefused()
{
    const auto nested = [](std::size_t depth) { return S(depth, '(') + "a" + S(depth, ')'); };
    QVERIFY(parseFilterText(nested(kDeepestFilterText)));
    QVERIFY(!parseFilterText(nested(kDeepestFilterText + 1)));
    QVERIFY(!parseFilterText(S(100'000, '(')));
    QVERIFY(!parseFilterText(S(60'000, '-') + "a"));
    QVERIFY(parseFilterText(S(kLongestFilterText, 'a')));
    QVERIFY(!parseFilterText(S(kLongestFilterText + 1, 'a')));
}

void TestFilterText::whatNoJobHoldsIsSaid()
{
    const auto reasons = [](std::string_view text) {
        std::vector<std::pair<S, LocalReason>> found;
        for (const LocalCondition& local : localConditions(parsed(text), fieldsOf(kWorkersDataset)))
            found.emplace_back(local.path, local.reason);
        return found;
    };
    using Found = std::vector<std::pair<S, LocalReason>>;
    QCOMPARE(reasons("Outcome:exception (ScriptName:api-* OR CPUTimeMs>=30)"), Found {});
    QCOMPARE(reasons("timeout Outcome:ok"), (Found {{"where.and[0]", LocalReason::Text}}));
    QCOMPARE(reasons("Outcome:ok (ScriptName:~/a/ OR ScriptName:*\"a\"i*)"),
             (Found {{"where.and[1].or[0]", LocalReason::Operator}, {"where.and[1].or[1]", LocalReason::Flags}}));
    QCOMPARE(reasons("-CPUTimeMs<5"), (Found {{"where.and[0]", LocalReason::Operator}}));
    QCOMPARE(reasons("Status:500"), (Found {{"where.and[0]", LocalReason::StoreField}}));
    QCOMPARE(reasons("(Log.user.id:5)"), (Found {{"where", LocalReason::Path}}));
    QCOMPARE(reasons("\"Event\":x"), (Found {{"where.and[0]", LocalReason::Unfilterable}}));
    QCOMPARE(reasons("CPUTimeMs:*3*"), (Found {{"where.and[0]", LocalReason::OperatorType}}));
    QCOMPARE(reasons("\"Weather\":x"), (Found {{"where.and[0]", LocalReason::UnknownField}}));
}

void TestFilterText::jobsRefuseWhatOnlyTheViewerKnows()
{
    for (const char* text :
         {"ScriptName:~/a/", "-ScriptName:~/a/", "ScriptName:*\"a\"i*", "ScriptName:*\"a\"w*", "-CPUTimeMs<5", "-CPUTimeMs>=5"}) {
        const S json = printFilter(parsed(text));
        QVERIFY2(!parseFilter(json), json.c_str());
        QVERIFY2(!checkFilter(parsed(text), fieldsOf(kWorkersDataset)).empty(), text);
        QVERIFY2(!localConditions(parsed(text), fieldsOf(kWorkersDataset)).empty(), text);
    }
    QVERIFY(parseFilter(printFilter(parsed("-(ScriptName:a* OR Outcome:(ok,x))"))));
}

QTEST_APPLESS_MAIN(TestFilterText)
#include "test_filter_text.moc"
