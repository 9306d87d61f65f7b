#include "doctor/filter_rules.h"
#include "events/event.h"
#include "logpush/filter_match.h"

#include <QRandomGenerator>
#include <QTest>

#include <array>

using namespace tracedeck;
using namespace tracedeck::doctor;
using namespace Qt::Literals::StringLiterals;

namespace {

logpush::Filter filterOf(const QByteArray& where)
{
    const auto filter = logpush::parseFilter("{\"where\":" + where.toStdString() + '}');
    if (!filter)
        qFatal("no filter: %s", qPrintable(filter.error().detail));
    return *filter;
}

QString nameOf(FilterRule rule)
{
    switch (rule) {
    case FilterRule::MayKeep: return u"may keep"_s;
    case FilterRule::DropsWorker: return u"drops the Worker"_s;
    case FilterRule::Contradicts: return u"contradicts itself"_s;
    }
    return {};
}

/// A condition of one that is drawn, over few values, so that filters meet events often and contradict themselves often.
logpush::Condition drawnCondition(QRandomGenerator& random)
{
    static const std::array<std::string, 2> texts {"ScriptName", "Outcome"};
    static const std::array<std::string, 3> values {"api", "web", "ok"};
    using enum logpush::Operator;
    static const std::array textOps {Eq, NotEq, StartsWith, NotContains, In, NotIn};
    static const std::array numberOps {Eq, NotEq, Lt, Leq, Gt, Geq, In};
    const bool isText = random.bounded(3) != 0;
    logpush::Condition condition;
    condition.key = isText ? texts[random.bounded(2U)] : "CPUTimeMs";
    condition.op = isText ? textOps[random.bounded(static_cast<quint32>(textOps.size()))]
                          : numberOps[random.bounded(static_cast<quint32>(numberOps.size()))];
    const bool isList = condition.op == In || condition.op == NotIn;
    for (int i = 0; i < (isList ? 2 : 1); ++i) {
        if (isText)
            condition.values.emplace_back(values[random.bounded(3U)]);
        else
            condition.values.emplace_back(static_cast<std::int64_t>(random.bounded(4)));
    }
    return condition;
}

logpush::FilterNode drawnNode(QRandomGenerator& random, int depth)
{
    if (depth == 0 || random.bounded(3) == 0)
        return {drawnCondition(random)};
    std::vector<logpush::FilterNode> nodes;
    for (quint32 i = 0, count = 1 + random.bounded(3U); i < count; ++i)
        nodes.push_back(drawnNode(random, depth - 1));
    if (random.bounded(2) == 0)
        return {logpush::AllOf {nodes}};
    return {logpush::AnyOf {nodes}};
}

/// Whether any event of this small world is kept; "" = of any Worker.
bool keepsAny(const logpush::Filter& filter, const std::string& worker)
{
    for (const char* script : {"api", "web", "ok", "apiary", "other"}) {
        if (!worker.empty() && worker != script)
            continue;
        for (const char* outcome : {"api", "web", "ok", "apiary", "other"}) {
            for (std::int64_t cpu = 0; cpu < 6; ++cpu) {
                events::Event event;
                event.scriptName = script;
                event.outcome = outcome;
                event.cpuTimeMs = cpu;
                if (logpush::matches(filter, event))
                    return true;
            }
        }
    }
    return false;
}

} // namespace

class TestRules : public QObject {
    Q_OBJECT

private slots:
    void aFilterSaysWhatItWouldKeep_data();
    void aFilterSaysWhatItWouldKeep();
    void whatIsSaidToBeDroppedIsDropped();
};

void TestRules::aFilterSaysWhatItWouldKeep_data()
{
    QTest::addColumn<QByteArray>("where");
    QTest::addColumn<QString>("rule");
    const auto row = [](const char* name, const char* where, FilterRule rule) { QTest::newRow(name) << QByteArray(where) << nameOf(rule); };
    using enum FilterRule;
    row("no condition", R"({"and":[]})", MayKeep);
    row("the Worker by name", R"({"key":"ScriptName","operator":"eq","value":"api"})", MayKeep);
    row("another Worker", R"({"key":"ScriptName","operator":"eq","value":"web"})", DropsWorker);
    row("all but it", R"({"key":"ScriptName","operator":"!eq","value":"api"})", DropsWorker);
    row("one of others", R"({"key":"ScriptName","operator":"in","value":["web","cron"]})", DropsWorker);
    row("names that begin so", R"({"key":"ScriptName","operator":"startsWith","value":"ap"})", MayKeep);
    row("names that begin otherwise", R"({"key":"ScriptName","operator":"startsWith","value":"shop-"})", DropsWorker);
    row("another Worker, or errors",
        R"({"or":[{"key":"ScriptName","operator":"eq","value":"web"},{"key":"Outcome","operator":"eq","value":"exception"}]})", MayKeep);
    row("another Worker and errors",
        R"({"and":[{"key":"ScriptName","operator":"eq","value":"web"},{"key":"Outcome","operator":"eq","value":"exception"}]})",
        DropsWorker);
    row("two outcomes at once",
        R"({"and":[{"key":"Outcome","operator":"eq","value":"ok"},{"key":"Outcome","operator":"eq","value":"exception"}]})", Contradicts);
    row("an outcome and not it",
        R"({"and":[{"key":"Outcome","operator":"in","value":["ok","canceled"]},{"key":"Outcome","operator":"!in","value":["canceled","ok"]}]})",
        Contradicts);
    row("more and less at once",
        R"({"and":[{"key":"WallTimeMs","operator":"gt","value":"30"},{"key":"WallTimeMs","operator":"lt","value":10}]})", Contradicts);
    row("a gap without a whole number",
        R"({"and":[{"key":"CPUTimeMs","operator":"gt","value":3},{"key":"CPUTimeMs","operator":"lt","value":4}]})", Contradicts);
    row("exactly one number", R"({"and":[{"key":"CPUTimeMs","operator":"geq","value":3},{"key":"CPUTimeMs","operator":"leq","value":3}]})",
        MayKeep);
    row("not these, whatever else",
        R"({"and":[{"key":"Outcome","operator":"!eq","value":"ok"},{"key":"Outcome","operator":"!eq","value":"exception"}]})", MayKeep);
    row("tags are several",
        R"({"and":[{"key":"ScriptTags","operator":"contains","value":"a"},{"key":"ScriptTags","operator":"contains","value":"b"}]})",
        MayKeep);
    row("in no namespace", R"({"key":"DispatchNamespace","operator":"eq","value":"shops"})", DropsWorker);
    row("a field of tomorrow", R"({"key":"Colour","operator":"eq","value":"blue"})", MayKeep);
}

void TestRules::aFilterSaysWhatItWouldKeep()
{
    QFETCH(const QByteArray, where);
    QFETCH(const QString, rule);
    QCOMPARE(nameOf(ruleOf(filterOf(where), "api")), rule);
    if (rule == nameOf(FilterRule::DropsWorker))
        QCOMPARE(nameOf(ruleOf(filterOf(where), {})), nameOf(FilterRule::MayKeep));
}

/// Against the meaning that the stores go by, over a small world: certain is certain.
void TestRules::whatIsSaidToBeDroppedIsDropped()
{
    QRandomGenerator random(20221122);
    int dropped = 0, contradicted = 0;
    for (int i = 0; i < 4000; ++i) {
        const logpush::Filter filter {drawnNode(random, 3)};
        const FilterRule rule = ruleOf(filter, "api");
        const QByteArray text = QByteArray::fromStdString(logpush::printFilter(filter));
        if (rule == FilterRule::DropsWorker)
            QVERIFY2(!keepsAny(filter, "api"), text.constData());
        if (rule == FilterRule::Contradicts)
            QVERIFY2(!keepsAny(filter, {}), text.constData());
        dropped += rule == FilterRule::DropsWorker ? 1 : 0;
        contradicted += rule == FilterRule::Contradicts ? 1 : 0;
    }
    QVERIFY2(dropped > 100 && contradicted > 20, qPrintable(u"%1 %2"_s.arg(dropped).arg(contradicted)));
}

QTEST_APPLESS_MAIN(TestRules)
#include "test_rules.moc"
