#include "events/fingerprint.h"
#include "logpush/filter_match.h"
#include "logpush/random_filter.h"

#include <QTest>

using namespace tracedeck;
using namespace tracedeck::logpush;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::string_view kFailed =
    R"({"EventTimestampMs":1714878560011,"CPUTimeMs":30,"Outcome":"ok","ScriptName":"api-eu","EventType":"fetch","ScriptTags":["tier:1","beta"],)"
    R"("ScriptVersion":{"ID":"v1"},"Event":{"RayID":"87ed","Request":{"URL":"https://a.b/cart","Method":"GET"},"Response":{"Status":503}},)"
    R"("Exceptions":[{"Name":"TypeError","Message":"x"},{"Name":"Error","Message":"<<<Logpush: exception messages truncated>>>"}],)"
    R"("Logs":[{"Level":"log","Message":["a"]},{"Level":"warn","Message":["b"]}],"Weather":"rain","Depth":7,"Deep":{"a":1},"Wet":true})";
constexpr std::string_view kBare = R"({"Outcome":"exceededCpu"})";

events::Event eventOf(std::string_view json)
{
    return events::parseEvent(json).value();
}

} // namespace

class TestMatch : public QObject {
    Q_OBJECT

private slots:
    void conditions_data();
    void conditions();
    void negatedIsAlwaysTheOpposite();
    void groupsJoin();
    void emptyGroupsKeepEverything();
    void groupIsFoundByItsKey();
    void anEmptyTagAloneIsNone();
};

void TestMatch::conditions_data()
{
    QTest::addColumn<QString>("condition");
    QTest::addColumn<bool>("failed");
    QTest::addColumn<bool>("bare");
    const auto row = [](const char* condition, bool failed, bool bare) {
        QTest::newRow(condition) << QString::fromUtf8(condition) << failed << bare;
    };
    row(R"("key":"CPUTimeMs","operator":"eq","value":30)", true, false);
    row(R"("key":"CPUTimeMs","operator":"geq","value":"30")", true, false);
    row(R"("key":"CPUTimeMs","operator":"lt","value":30.5)", true, false);
    row(R"("key":"CPUTimeMs","operator":"!eq","value":30)", false, true);
    row(R"("key":"CPUTimeMs","operator":"lt","value":9)", false, false);
    row(R"("key":"CPUTimeMs","operator":"eq","value":"nan")", false, false);
    row(R"("key":"CPUTimeMs","operator":"eq","value":"thirty")", false, false);
    row(R"("key":"EventTimestampMs","operator":"in","value":[1,1714878560011])", true, false);
    row(R"("key":"EventTimestampMs","operator":"gt","value":1714878560010)", true, false);
    row(R"("key":"WallTimeMs","operator":"geq","value":0)", false, false);
    row(R"("key":"Status","operator":"geq","value":500)", true, false);
    row(R"("key":"Status","operator":"!in","value":[500,503])", false, true);
    row(R"("key":"Status","operator":"startsWith","value":"5")", true, false);
    row(R"("key":"Outcome","operator":"!eq","value":"ok")", false, true);
    row(R"("key":"Outcome","operator":"in","value":["ok","canceled"])", true, false);
    row(R"("key":"ScriptName","operator":"startsWith","value":"api-")", true, false);
    row(R"("key":"ScriptName","operator":"!endsWith","value":"-eu")", false, true);
    row(R"("key":"ScriptName","operator":"contains","value":"i-e")", true, false);
    row(R"("key":"ScriptName","operator":"eq","value":"API-EU")", false, false);
    row(R"("key":"ScriptName","operator":"eq","value":"")", false, true);
    row(R"("key":"ScriptTags","operator":"contains","value":"tier:1")", true, false);
    row(R"("key":"ScriptTags","operator":"contains","value":"tier")", false, false);
    row(R"("key":"ScriptTags","operator":"!contains","value":"beta")", false, true);
    row(R"("key":"Version","operator":"eq","value":"v1")", true, false);
    row(R"("key":"Method","operator":"eq","value":"GET")", true, false);
    row(R"("key":"Trigger","operator":"contains","value":"/cart")", true, false);
    row(R"("key":"Trigger","operator":"contains","value":"")", true, false);
    row(R"("key":"RayID","operator":"eq","value":"87ed")", true, false);
    row(R"("key":"Level","operator":"eq","value":"warn")", true, false);
    row(R"("key":"Level","operator":"!eq","value":"warn")", false, true);
    row(R"("key":"Level","operator":"contains","value":"ar")", true, false);
    row(R"("key":"ExceptionName","operator":"eq","value":"Error")", true, false);
    row(R"("key":"HasException","operator":"eq","value":true)", true, false);
    row(R"("key":"HasException","operator":"eq","value":"false")", false, true);
    row(R"("key":"Truncated","operator":"eq","value":true)", true, false);
    row(R"("key":"OutcomeSlice","operator":"eq","value":"ok, with exception")", true, false);
    row(R"("key":"OutcomeSlice","operator":"eq","value":"exceededCpu")", false, true);
    row(R"("key":"Weather","operator":"eq","value":"rain")", true, false);
    row(R"("key":"Depth","operator":"gt","value":6)", true, false);
    row(R"("key":"Wet","operator":"eq","value":true)", true, false);
    row(R"("key":"Deep","operator":"contains","value":"a")", false, false);
    row(R"("key":"Deep","operator":"!contains","value":"a")", true, true);
}

void TestMatch::conditions()
{
    QFETCH(QString, condition);
    const auto filter = parseFilter(QString(u"{\"where\":{"_s + condition + u"}}").toStdString());
    QVERIFY2(filter, filter ? "" : qPrintable(filter.error().detail));
    QTEST(matches(*filter, eventOf(kFailed)), "failed");
    QTEST(matches(*filter, eventOf(kBare)), "bare");
}

void TestMatch::negatedIsAlwaysTheOpposite()
{
    test::RandomFilter random(
        13, {"Outcome", "CPUTimeMs", "ScriptTags", "Level", "Status", "Trigger", "Weather", "Deep", "HasException", "Nothing"});
    const std::pair<Operator, Operator> pairs[] = {{Operator::Eq, Operator::NotEq},
                                                   {Operator::StartsWith, Operator::NotStartsWith},
                                                   {Operator::EndsWith, Operator::NotEndsWith},
                                                   {Operator::Contains, Operator::NotContains},
                                                   {Operator::In, Operator::NotIn}};
    const events::Event events[] = {eventOf(kFailed), eventOf(kBare), eventOf("{}")};
    for (int i = 0; i < 5'000; ++i) {
        const Filter filter = random.next();
        const auto* condition = std::get_if<Condition>(&filter.root.node);
        if (condition == nullptr)
            continue;
        for (const auto& [positive, negated] : pairs) {
            Condition a = *condition, b = *condition;
            a.op = positive;
            b.op = negated;
            for (const auto& event : events)
                QVERIFY2(matches({{a}}, event) != matches({{b}}, event), printFilter(filter).c_str());
        }
    }
}

void TestMatch::groupsJoin()
{
    const Condition yes {"Outcome", Operator::Eq, {std::string("ok")}};
    const Condition no {"Outcome", Operator::NotEq, {std::string("ok")}};
    const events::Event event = eventOf(kFailed);
    QVERIFY(matches({{AllOf {{{yes}, {yes}}}}}, event));
    QVERIFY(!matches({{AllOf {{{yes}, {no}}}}}, event));
    QVERIFY(matches({{AnyOf {{{no}, {yes}}}}}, event));
    QVERIFY(!matches({{AnyOf {{{no}, {no}}}}}, event));
    QVERIFY(matches({{AllOf {{{yes}, {AnyOf {{{no}, {yes}}}}}}}}, event));
}

void TestMatch::emptyGroupsKeepEverything()
{
    QVERIFY(matches({}, eventOf(kBare)));
    QVERIFY(matches({{AnyOf {}}}, eventOf(kBare)));
}

void TestMatch::groupIsFoundByItsKey()
{
    const auto of = [](events::GroupKey key) { return Filter {{Condition {"Group", Operator::Eq, {events::keyText(key)}}}}; };
    QVERIFY(matches(of(events::groupKey("TypeError", "x", "")), eventOf(kFailed)));
    QVERIFY(!matches(of(events::outcomeGroupKey("ok")), eventOf(kFailed)));
    QVERIFY(matches(of(events::outcomeGroupKey("exceededCpu")), eventOf(kBare)));
}

void TestMatch::anEmptyTagAloneIsNone()
{
    const Filter empty {{Condition {"ScriptTags", Operator::Contains, {std::string()}}}};
    QVERIFY(!matches(empty, eventOf(R"({"ScriptTags":[]})")));
    QVERIFY(!matches(empty, eventOf(R"({"ScriptTags":[""]})")));
    QVERIFY(matches(empty, eventOf(R"({"ScriptTags":["","a"]})")));
}

QTEST_APPLESS_MAIN(TestMatch)
#include "test_match.moc"
