#include "logpush/filter.h"
#include "logpush/random_filter.h"
#include "support/shared_data.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <set>

using namespace tracedeck;
using namespace tracedeck::logpush;
using namespace Qt::Literals::StringLiterals;

namespace {

QString outcomeOf(std::string_view json)
{
    const auto filter = parseFilter(json);
    return filter ? QString::fromStdString(printFilter(*filter)) : filter.error().detail;
}

Condition equals(std::string key, FilterValue value)
{
    return {std::move(key), Operator::Eq, {std::move(value)}};
}

/// What a tree has, counted below its root.
struct Shape {
    std::set<Operator> operators;
    std::set<std::size_t> types; ///< of values
    int deepest = 0;

    void add(const FilterNode& node, int depth = 0)
    {
        deepest = std::max(deepest, depth);
        if (const auto* condition = std::get_if<Condition>(&node.node)) {
            operators.insert(condition->op);
            for (const auto& value : condition->values)
                types.insert(value.index());
            return;
        }
        const auto* all = std::get_if<AllOf>(&node.node);
        for (const auto& child : all != nullptr ? all->nodes : std::get<AnyOf>(node.node).nodes)
            add(child, depth + 1);
    }
};

} // namespace

class TestFilter : public QObject {
    Q_OBJECT

private slots:
    void refusals_data();
    void refusals();
    void refusalsAreBadFilter();
    void acceptedTreesPrintCompactly_data();
    void acceptedTreesPrintCompactly();
    void stringEncodedFormIsTheSameFilter();
    void nothingKeepsEverything();
    void numbersAreExact();
    void whatIsPrintedReadsBack();
    void addedConditionIsJoinedByAnd();
    void removedKeyLeavesTheRest();
    void chipsAreTheConditionsAtTheTop();
    void operatorsReadBack();
    void samplesOfOthers();
    void anyBytesAreSurvived();
};

void TestFilter::refusals_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char* name, const char* json, const char* detail) {
        QTest::newRow(name) << QString::fromUtf8(json) << QString::fromUtf8(detail);
    };
    row("no where", R"({})", "filter: Where is missing");
    row("tree without where", R"({"key":"Outcome","operator":"eq","value":"ok"})", "filter: Where is missing around the tree");
    row("empty node", R"({"where":{}})", "where: Key is missing");
    row("key alone", R"({"where":{"key":"Outcome"}})", "where: Operator is missing");
    row("no value", R"({"where":{"key":"Outcome","operator":"eq"}})", "where: Value is missing");
    row("second element", R"({"where":{"and":[{"key":"Outcome","operator":"eq","value":"ok"},{}]}})", "where.and[1]: Key is missing");
    row("and with or", R"({"where":{"and":[],"or":[]}})", "where: And can't be set with Or, Key, Operator or Value");
    row("or with key", R"({"where":{"or":[],"key":"a"}})", "where: Or can't be set with And, Key, Operator or Value");
    row("deep", R"({"where":{"or":[{"and":[{"key":"a","operator":"is","value":1}]}]}})",
        "where.or[0].and[0].operator: unknown operator \"is\"");
    row("operator in another case", R"({"where":{"key":"a","operator":"EQ","value":1}})", "where.operator: unknown operator \"EQ\"");
    row("in with text", R"({"where":{"key":"a","operator":"in","value":"1,2"}})", "where.value: in and !in need an array");
    row("empty list", R"({"where":{"key":"a","operator":"in","value":[]}})", "where.value: the array is empty");
    row("list with eq", R"({"where":{"key":"a","operator":"eq","value":["x"]}})", "where.value: a list only goes with in and !in");
    row("null", R"({"where":{"key":"a","operator":"eq","value":null}})", "where.value: null is no value");
    row("object in a list", R"({"where":{"key":"a","operator":"!in","value":["x",{}]}})", "where.value[1]: an object is no value");
    row("number past 64 bits", R"({"where":{"key":"a","operator":"eq","value":9223372036854775808}})",
        "where.value: the number is past 64 bits");
    row("and that is no list", R"({"where":{"and":{}}})", "where.and: must be an array");
    row("node that is no object", R"({"where":[1]})", "where: must be an object");
    row("key that is no text", R"({"where":{"key":5,"operator":"eq","value":1}})", "where.key: must be a string");
    row("stranger", R"({"where":{"key":"a","operator":"eq","value":1,"not":true}})", "where: unknown key \"not\"");
    row("stranger beside where", R"({"where":{"and":[]},"limit":5})", "filter: unknown key \"limit\"");
    row("twice", R"({"where":{"key":"a","key":"b","operator":"eq","value":1}})", "where: \"key\" is there twice");
    row("list", R"([])", "filter: must be an object with \"where\"");
    row("encoded twice", R"("\"{}\"")", "filter: must be an object with \"where\"");
}

void TestFilter::refusals()
{
    QFETCH(QString, json);
    QTEST(outcomeOf(json.toStdString()), "detail");
}

void TestFilter::refusalsAreBadFilter()
{
    for (const char* json : {"{", "nul", "{\"where\":{\"and\":[}}", "{}x", "\xff"}) {
        const auto filter = parseFilter(json);
        QVERIFY(!filter);
        QCOMPARE(filter.error().code, ErrorCode::BadFilter);
        QVERIFY(filter.error().detail.startsWith(u"filter: not JSON: "_s));
    }
    std::string deep = R"({"key":"a","operator":"eq","value":1})";
    for (int i = 0; i < 200; ++i)
        deep.insert(0, R"({"and":[)").append("]}");
    QVERIFY(outcomeOf(R"({"where":)" + deep + "}").endsWith(u"nested too deep"_s));
}

void TestFilter::acceptedTreesPrintCompactly_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("printed");
    const auto row = [](const char* name, const char* json, const char* printed) {
        QTest::newRow(name) << QString::fromUtf8(json) << QString::fromUtf8(printed);
    };
    row("leaf", R"( {"where": {"value":"exception", "operator":"!eq", "key":"Outcome"}} )",
        R"({"where":{"key":"Outcome","operator":"!eq","value":"exception"}})");
    row("number as text stays text", R"({"where":{"key":"CPUTimeMs","operator":"gt","value":"30"}})",
        R"({"where":{"key":"CPUTimeMs","operator":"gt","value":"30"}})");
    row("tree", R"({"where":{"and":[{"key":"a","operator":"in","value":["x",2]},{"or":[{"key":"b","operator":"eq","value":true}]}]}})",
        R"({"where":{"and":[{"key":"a","operator":"in","value":["x",2]},{"or":[{"key":"b","operator":"eq","value":true}]}]}})");
    row("double", R"({"where":{"key":"a","operator":"lt","value":1.0}})", R"({"where":{"key":"a","operator":"lt","value":1.0}})");
    row("escapes", R"({"where":{"key":"a","operator":"eq","value":"\"\\\u0001\n\u00e9"}})",
        R"({"where":{"key":"a","operator":"eq","value":"\"\\\u0001\né"}})");
    row("unknown field", R"({"where":{"key":"Brandnew","operator":"eq","value":1}})",
        R"({"where":{"key":"Brandnew","operator":"eq","value":1}})");
}

void TestFilter::acceptedTreesPrintCompactly()
{
    QFETCH(QString, json);
    QTEST(outcomeOf(json.toStdString()), "printed");
}

void TestFilter::stringEncodedFormIsTheSameFilter()
{
    QCOMPARE(outcomeOf(R"("{\"where\":{\"key\":\"Outcome\",\"operator\":\"eq\",\"value\":\"a\\\"b\"}}")"),
             outcomeOf(R"({"where":{"key":"Outcome","operator":"eq","value":"a\"b"}})"));
}

void TestFilter::nothingKeepsEverything()
{
    for (const char* json : {"", "  \n", "null", "\"\"", R"({"where":{"and":[]}})"}) {
        const auto filter = parseFilter(json);
        QVERIFY(filter);
        QVERIFY(filter->keepsAll());
    }
    QVERIFY((Filter {{AnyOf {}}}.keepsAll()));
    QVERIFY(!(Filter {{equals("a", true)}}.keepsAll()));
    QCOMPARE(printFilter({}), std::string(R"({"where":{"and":[]}})"));
}

void TestFilter::numbersAreExact()
{
    for (const auto number :
         {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min(), std::int64_t {9007199254740993}}) {
        const Filter filter {{equals("EventTimestampMs", number)}};
        QCOMPARE(parseFilter(printFilter(filter)).value(), filter);
        QVERIFY(printFilter(filter).find(std::to_string(number)) != std::string::npos);
    }
}

void TestFilter::whatIsPrintedReadsBack()
{
    test::RandomFilter random(7, {"Outcome", "CPUTimeMs", "a \"b\"", "\xc3\xa9", "Event.Response.Status", "\\", "\xf0\x9f\x98\x80"});
    Shape seen;
    for (int i = 0; i < 100'000; ++i) {
        const Filter filter = random.next(8);
        seen.add(filter.root);
        const auto again = parseFilter(printFilter(filter));
        QVERIFY2(again && *again == filter, printFilter(filter).c_str());
    }
    QCOMPARE(seen.operators.size(), std::size_t {14});
    QCOMPARE(seen.types.size(), std::size_t {4});
    QCOMPARE(seen.deepest, 8);
}

void TestFilter::addedConditionIsJoinedByAnd()
{
    const Condition a = equals("a", std::int64_t {1}), b = equals("b", true);
    QCOMPARE(printFilter(withCondition({}, a)), std::string(R"({"where":{"and":[{"key":"a","operator":"eq","value":1}]}})"));
    QCOMPARE(withCondition({{a}}, b), withCondition(withCondition({}, a), b));
    const Filter either {{AnyOf {{{a}, {b}}}}};
    QCOMPARE(printFilter(withCondition(either, b)),
             std::string(R"({"where":{"and":[{"or":[{"key":"a","operator":"eq","value":1},{"key":"b","operator":"eq","value":true}]},)"
                         R"({"key":"b","operator":"eq","value":true}]}})"));
}

void TestFilter::removedKeyLeavesTheRest()
{
    const Condition a = equals("a", std::int64_t {1}), b = equals("b", true);
    const Filter both = withCondition(withCondition({}, a), b);
    QCOMPARE(withoutKey(both, "a"), withCondition({}, b));
    QCOMPARE(withoutKey(both, "c"), both);
    QVERIFY(withoutKey({{a}}, "a").keepsAll());
    const Filter either {{AnyOf {{{a}, {b}}}}};
    QCOMPARE(withoutKey(either, "a"), either); // not at the top: taking it out would change what the rest means
}

void TestFilter::chipsAreTheConditionsAtTheTop()
{
    const Condition a = equals("a", std::int64_t {1}), b = equals("b", true);
    QCOMPARE(topConditions({{a}}), std::vector<Condition> {a});
    QCOMPARE(topConditions({{AllOf {{{a}, {AnyOf {{{b}}}}}}}}), std::vector<Condition> {a});
    QCOMPARE(topConditions({{AnyOf {{{a}, {b}}}}}), std::vector<Condition> {});
}

void TestFilter::operatorsReadBack()
{
    for (int i = 0; i < 14; ++i)
        QCOMPARE(operatorNamed(operatorName(static_cast<Operator>(i))), std::optional(static_cast<Operator>(i)));
    QCOMPARE(operatorNamed("!lt"), std::optional<Operator>());
}

// What is wrong by its shape is refused; types of fields are another question.
void TestFilter::samplesOfOthers()
{
    for (const QJsonObject& sample : test::sharedObjects(u"data/filters/cases.ndjson"_s)) {
        const QString id = sample[u"id"_s].toString();
        const QString verdict = sample[u"verdict"_s].toString();
        const bool accepted = parseFilter(sample[u"filter"_s].toString().toStdString()).has_value();
        if (verdict == u"valid"_s || verdict == u"doc-conflict"_s)
            QVERIFY2(accepted, qPrintable(id));
        else if (id.startsWith(u"go"_s) || id.startsWith(u"doc"_s))
            QVERIFY2(!accepted, qPrintable(id));
    }
}

void TestFilter::anyBytesAreSurvived()
{
    QRandomGenerator random(11);
    const std::string valid =
        R"({"where":{"and":[{"key":"a","operator":"in","value":["x",2]},{"or":[{"key":"b","operator":"eq","value":true}]}]}})";
    int refused = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string text = valid;
        for (int changes = 1 + random.bounded(3); changes > 0; --changes)
            text[random.bounded(static_cast<quint32>(text.size()))] = static_cast<char>(random.bounded(256));
        const auto filter = parseFilter(text);
        if (!filter) {
            ++refused;
            QCOMPARE(filter.error().code, ErrorCode::BadFilter);
            QVERIFY(!filter.error().detail.isEmpty());
        } else {
            QCOMPARE(parseFilter(printFilter(*filter)).value(), *filter);
        }
    }
    QVERIFY(refused > 10'000);
}

QTEST_APPLESS_MAIN(TestFilter)
#include "test_filter.moc"
