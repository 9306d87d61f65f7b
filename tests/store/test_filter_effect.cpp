// What a filter would do to the events that are here, against plain loops over the events that the objects were made of.
#include "logpush/filter_match.h"
#include "store/filter_effect.h"
#include "support/generated_store.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace tracedeck;
using namespace tracedeck::store;

class TestFilterEffect : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void keptAndLostAreWhatTheEventsSay_data();
    void keptAndLostAreWhatTheEventsSay();
    void lostGroupsAreNamed();
    void aSampleSaysOfEachEventWhatTheFilterDoes_data() { keptAndLostAreWhatTheEventsSay_data(); }
    void aSampleSaysOfEachEventWhatTheFilterDoes();
    void aMixedSampleBringsBothKinds();
    void theDecidingConditionsAreNamed();
    void anUnknownKeyIsRefused();

private:
    tests::GeneratedStore m_generated {9'000, 4};
    std::vector<events::Event> m_events;
    std::map<std::string, std::vector<const events::Event*>> m_groups;
    EffectBase m_base;
};

void TestFilterEffect::initTestCase()
{
    m_base = effectBase(m_generated.snapshot(), {}).value();
    const auto all = page(m_base.all, 0, 9'000).value();
    for (const EventRow& row : all) // as delivered: limits of a record are applied
        m_events.push_back(events::parseEvent(rawJson(m_generated.snapshot(), row.ref).value()).value());
    for (const auto& group : m_base.groups.values) {
        const auto isGroup = logpush::withCondition({}, {"Group", logpush::Operator::Eq, {group.value}});
        for (const auto& event : m_events) {
            if (logpush::matches(isGroup, event))
                m_groups[group.value].push_back(&event);
        }
    }
    QCOMPARE(m_groups.size(), m_base.groups.values.size());
}

void TestFilterEffect::keptAndLostAreWhatTheEventsSay_data()
{
    QTest::addColumn<QByteArray>("json");
    const char* filters[] = {
        "",
        R"({"where":{"key":"Outcome","operator":"eq","value":"exception"}})",
        R"({"where":{"key":"Outcome","operator":"!eq","value":"exception"}})",
        R"({"where":{"and":[{"key":"ScriptName","operator":"in","value":["checkout-api","edge-router"]},{"key":"WallTimeMs","operator":"geq","value":100}]}})",
        R"({"where":{"or":[{"key":"EventType","operator":"eq","value":"queue"},{"and":[{"key":"Outcome","operator":"!in","value":["ok"]},{"key":"CPUTimeMs","operator":"lt","value":5}]}]}})",
        R"({"where":{"key":"ScriptName","operator":"eq","value":"nobody"}})",
    };
    for (const char* filter : filters)
        QTest::newRow(filter) << QByteArray(filter);
}

void TestFilterEffect::keptAndLostAreWhatTheEventsSay()
{
    QFETCH(QByteArray, json);
    const logpush::Filter filter = logpush::parseFilter(json.toStdString()).value();
    std::uint64_t kept = 0, keptOk = 0;
    std::map<std::string, std::uint64_t> scripts;
    std::set<std::string> keptScripts;
    for (const auto& event : m_events) {
        ++scripts[event.scriptName];
        if (!logpush::matches(filter, event))
            continue;
        ++kept;
        keptOk += event.outcome == "ok" ? 1U : 0U;
        keptScripts.insert(event.scriptName);
    }
    const auto effect = effectOf(m_base, filter).value();
    QCOMPARE(effect.events, std::uint64_t {m_events.size()});
    QCOMPARE(effect.kept, kept);
    QCOMPARE(effect.keptOk, keptOk);
    QCOMPARE(effect.keptScripts.size(), keptScripts.size());
    QCOMPARE(effect.lostScripts.size(), scripts.size() - keptScripts.size());
    for (const auto& gone : effect.lostScripts) {
        QVERIFY(!keptScripts.contains(gone.value));
        QCOMPARE(gone.events, scripts[gone.value]);
    }
    for (const auto& [group, members] : m_groups) {
        const bool survives = std::ranges::any_of(members, [&](const auto* event) { return logpush::matches(filter, *event); });
        const auto lost = std::ranges::find(effect.lostGroups, *events::keyFromText(group), &LostGroup::key);
        QCOMPARE(lost == effect.lostGroups.end(), survives);
    }
}

void TestFilterEffect::lostGroupsAreNamed()
{
    const auto effect =
        effectOf(m_base, logpush::parseFilter(R"({"where":{"key":"Outcome","operator":"eq","value":"ok"}})").value()).value();
    QVERIFY(effect.lostGroups.size() > kNamedGroups);
    for (std::size_t i = 0; i < effect.lostGroups.size(); ++i) {
        QCOMPARE(!effect.lostGroups[i].name.empty(), i < kNamedGroups);
        if (i > 0)
            QVERIFY(effect.lostGroups[i - 1].events >= effect.lostGroups[i].events);
    }
}

void TestFilterEffect::aSampleSaysOfEachEventWhatTheFilterDoes()
{
    QFETCH(QByteArray, json);
    const logpush::Filter filter = logpush::parseFilter(json.toStdString()).value();
    for (const Judged which : {Judged::Mixed, Judged::Kept, Judged::Dropped}) {
        const auto sample = judgedSample(m_base, filter, {which, 60, 3'000, 7}).value();
        QVERIFY(sample.size() <= 60);
        for (const auto& judged : sample) {
            const auto event = events::parseEvent(rawJson(m_generated.snapshot(), judged.row.ref).value()).value();
            QCOMPARE(judged.isKept, logpush::matches(filter, event));
            QVERIFY(which == Judged::Mixed || judged.isKept == (which == Judged::Kept));
        }
    }
}

void TestFilterEffect::aMixedSampleBringsBothKinds()
{
    const auto filter = logpush::parseFilter(R"({"where":{"key":"Outcome","operator":"eq","value":"exception"}})").value();
    const auto one = judgedSample(m_base, filter, {Judged::Mixed, 20, 5'000, 1}).value();
    const auto other = judgedSample(m_base, filter, {Judged::Mixed, 20, 5'000, 2}).value();
    QCOMPARE(std::ranges::count_if(one, &JudgedEvent::isKept), 10);
    const auto refs = [](const std::vector<JudgedEvent>& sample) {
        std::vector<EventRef> all;
        for (const auto& judged : sample)
            all.push_back(judged.row.ref);
        return all;
    };
    QVERIFY(refs(one) != refs(other));
    QVERIFY(refs(one) == refs(judgedSample(m_base, filter, {Judged::Mixed, 20, 5'000, 1}).value()));
    QVERIFY(std::ranges::is_sorted(one, std::greater<> {}, [](const auto& judged) { return judged.row.timestampMs.value_or(0); }));
}

void TestFilterEffect::theDecidingConditionsAreNamed()
{
    const auto filter =
        logpush::parseFilter(
            R"({"where":{"or":[{"key":"Outcome","operator":"!in","value":["ok","canceled"]},)"
            R"({"and":[{"key":"ScriptName","operator":"eq","value":"checkout-api"},{"key":"WallTimeMs","operator":"geq","value":200}]}]}})")
            .value();
    std::size_t seen = 0;
    const auto sample = judgedSample(m_base, filter, {Judged::Mixed, 200, 9'000, 3}).value();
    for (const auto& judged : sample) {
        const bool isBad = judged.row.outcome != "ok" && judged.row.outcome != "canceled";
        const bool isShop = judged.row.scriptName == "checkout-api", isSlow = judged.row.wallTimeMs.value_or(-1) >= 200;
        std::vector<std::string> expected;
        if (judged.isKept ? isBad : !isBad)
            expected.emplace_back("Outcome");
        if (judged.isKept ? isShop && isSlow : !isShop)
            expected.emplace_back("ScriptName");
        if (judged.isKept ? isShop && isSlow : !isSlow)
            expected.emplace_back("WallTimeMs");
        QCOMPARE(judged.because, expected);
        seen += expected.size() > 1 ? 1U : 0U;
    }
    QVERIFY(seen > 0);
}

void TestFilterEffect::anUnknownKeyIsRefused()
{
    const auto filter = logpush::parseFilter(R"({"where":{"key":"Nothing","operator":"eq","value":"x"}})").value();
    QCOMPARE(effectOf(m_base, filter).error().code, ErrorCode::BadField);
    QCOMPARE(judgedSample(m_base, filter, {}).error().code, ErrorCode::BadField);
}

QTEST_GUILESS_MAIN(TestFilterEffect)
#include "test_filter_effect.moc"
