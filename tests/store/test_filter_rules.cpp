#include "logpush/filter_match.h"
#include "store/log_store.h"
#include "store/selection.h"
#include "sync/import.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>

using namespace tracedeck;
using logpush::Operator;

namespace {

struct Field {
    const char* key;
    std::vector<logpush::FilterValue> values;
};

/// Keys with values that some record has, and some that none has.
std::vector<Field> fields()
{
    using S = std::string;
    return {
        {"EventTimestampMs", {std::int64_t {1'714'878'560'011}, S("1714878560012"), 1714878560011.5}},
        {"CPUTimeMs", {std::int64_t {0}, std::int64_t {30}, S("30"), S("x"), 29.5, true}},
        {"WallTimeMs", {std::int64_t {1}, S("-1")}},
        {"Status", {std::int64_t {200}, S("503"), S("5"), std::int64_t {-1}}},
        {"Outcome", {S("ok"), S("exceededCpu"), S(""), S("o")}},
        {"ScriptName", {S("api"), S("API"), S(""), S("a")}},
        {"EventType", {S("fetch"), S("rpc"), S("worker_rpc")}},
        {"Entrypoint", {S("Admin"), S("")}},
        {"Method", {S("GET"), S("")}},
        {"Version", {S("v1"), S("v")}},
        {"OutcomeSlice", {S("ok"), S("ok, with exception")}},
        {"Trigger", {S("/cart"), S("orders"), S("")}},
        {"RayID", {S("87ed"), S("")}},
        {"ScriptTags", {S("beta"), S("be"), S("tier:1")}},
        {"Level", {S("warn"), S("w"), S("log")}},
        {"ExceptionName", {S("TypeError"), S("Error"), S("")}},
        {"Truncated", {true, S("false")}},
        {"HasException", {true, false, S("true")}},
    };
}

/// A record of random parts; each key may be missing, null or of the wrong type.
std::string record(QRandomGenerator& random)
{
    const auto pick = [&random](std::initializer_list<const char*> choices) {
        return std::string(*(choices.begin() + random.bounded(static_cast<int>(choices.size()))));
    };
    std::string line = R"({"Extra":1)";
    const auto add = [&](const char* key, const std::string& value) {
        if (!value.empty())
            line.append(",\"").append(key).append("\":").append(value);
    };
    add("EventTimestampMs", pick({"1714878560011", "1714878560012", "null"}));
    add("CPUTimeMs", pick({"", "null", "0", "30", "31", "\"30\"", "1.5"}));
    add("WallTimeMs", pick({"", "-1", "1", "9007199254740993"}));
    add("Outcome", pick({"", "null", "\"ok\"", "\"ok\"", "\"exceededCpu\"", "\"exception\"", "5"}));
    add("ScriptName", pick({"", "\"api\"", "\"\"", "\"web\""}));
    add("EventType", pick({"", "\"fetch\"", "\"rpc\"", "\"worker_rpc\""}));
    add("Entrypoint", pick({"", "\"Admin\"", "\"\""}));
    add("ScriptVersion", pick({"", "null", R"({"ID":"v1"})", R"({"ID":"v2","Tag":"x"})"}));
    add("ScriptTags", pick({"", "[]", R"(["beta"])", R"(["tier:1","beta"])"}));
    add("Event",
        pick({"", "null", R"({"RayID":"87ed","Request":{"URL":"https://a.b/cart","Method":"GET"},"Response":{"Status":200}})",
              R"({"Request":{"URL":"https://a.b/","Method":"PUT"}})", R"({"Queue":"orders","BatchSize":4})",
              R"({"Response":{"Status":503}})"}));
    add("Logs",
        pick({"", "[]", R"([{"Level":"warn","Message":["a"]}])",
              R"([{"Level":"log","Message":"<<<Logpush: messages truncated>>>"},{"Level":"warn","Message":[]}])"}));
    add("Exceptions",
        pick({"", "[]", "null", R"([{"Name":"TypeError","Message":"x"}])",
              R"([{"Name":"Error","Message":"<<<Logpush: exception messages truncated>>>"},{"Message":"y"}])"}));
    return line + "}";
}

} // namespace

/// A filter means in the store what `logpush/filter_match.h` says, record by record.
class TestFilterRules : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyConditionKeepsTheSameRecords();
    void treesKeepTheSameRecords();

private:
    [[nodiscard]] QByteArray difference(const logpush::Filter& filter) const;
    logpush::Condition randomCondition();

    QRandomGenerator m_random {41};
    QTemporaryDir m_folder;
    std::vector<events::Event> m_events;
    std::shared_ptr<store::LogStore> m_store;
};

void TestFilterRules::initTestCase()
{
    QFile file(m_folder.filePath(QStringLiteral("records.log")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (int i = 0; i < 600; ++i) {
        const std::string line = record(m_random);
        m_events.push_back(events::parseEvent(line).value());
        file.write(QByteArray::fromStdString(line + "\n"));
    }
    file.close();
    m_store = store::LogStore::open(m_folder.filePath(QStringLiteral("store")), store::LogStore::Mode::Write).value();
    QCOMPARE(sync::importPaths(*m_store, {file.fileName()}, {})->rowsTotal, std::uint64_t {600});
}

/// Empty where the store keeps as many as the rules do.
QByteArray TestFilterRules::difference(const logpush::Filter& filter) const
{
    store::Query query;
    query.filter = filter;
    const auto expected =
        std::count_if(m_events.begin(), m_events.end(), [&](const events::Event& e) { return logpush::matches(filter, e); });
    const auto selection = store::select(m_store->snapshot(), query);
    if (!selection)
        return selection.error().detail.toUtf8();
    if (selection->count() == static_cast<std::uint64_t>(expected))
        return {};
    return QByteArray::fromStdString(logpush::printFilter(filter)) + " keeps "
        + QByteArray::number(static_cast<qulonglong>(selection->count())) + ", not " + QByteArray::number(static_cast<qlonglong>(expected));
}

void TestFilterRules::everyConditionKeepsTheSameRecords()
{
    for (const Field& field : fields()) {
        for (int op = 0; op < 14; ++op) {
            for (const auto& value : field.values) {
                const QByteArray wrong = difference({{logpush::Condition {field.key, static_cast<Operator>(op), {value}}}});
                QVERIFY2(wrong.isEmpty(), wrong.constData());
            }
            if (static_cast<Operator>(op) == Operator::In || static_cast<Operator>(op) == Operator::NotIn) {
                const QByteArray wrong = difference({{logpush::Condition {field.key, static_cast<Operator>(op), field.values}}});
                QVERIFY2(wrong.isEmpty(), wrong.constData());
            }
        }
    }
}

logpush::Condition TestFilterRules::randomCondition()
{
    static const std::vector<Field> all = fields();
    const Field& field = all[m_random.bounded(static_cast<quint32>(all.size()))];
    return {field.key,
            static_cast<Operator>(m_random.bounded(14)),
            {field.values[m_random.bounded(static_cast<quint32>(field.values.size()))]}};
}

void TestFilterRules::treesKeepTheSameRecords()
{
    for (int round = 0; round < 1'000; ++round) {
        logpush::AnyOf any;
        for (int i = m_random.bounded(3); i > 0; --i)
            any.nodes.push_back({randomCondition()});
        const QByteArray wrong = difference({{logpush::AllOf {{{randomCondition()}, {any}}}}});
        QVERIFY2(wrong.isEmpty(), wrong.constData());
    }
}

QTEST_GUILESS_MAIN(TestFilterRules)
#include "test_filter_rules.moc"
