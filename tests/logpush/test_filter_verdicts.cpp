// What becomes of a filter of each kind that people write: taken, refused, or, where the documents are of two minds, never taken in silence.
#include "logpush/filter_check.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace tracedeck::logpush;
using namespace Qt::Literals::StringLiterals;

namespace {

enum class Verdict { Valid, Warned, Refused };

Verdict verdictOf(std::string_view json, std::string_view dataset)
{
    const auto issues = checkFilterText(json, fieldsOf(dataset));
    if (issues.empty())
        return Verdict::Valid;
    return std::ranges::all_of(issues, &FilterIssue::isWarning) ? Verdict::Warned : Verdict::Refused;
}

std::string leaf(std::string_view key, std::string_view op, std::string_view value)
{
    std::string json = R"({"key":")";
    return json.append(key).append(R"(","operator":")").append(op).append(R"(","value":)").append(value).append("}");
}

std::string where(std::string_view node)
{
    return R"({"where":)" + std::string(node) + "}";
}

std::string nameOf(std::string_view filler, std::size_t times)
{
    std::string text = "\"";
    for (std::size_t i = 0; i < times; ++i)
        text += filler;
    return where(leaf("ScriptName", "eq", text + "\""));
}

constexpr std::string_view kZone = "http_requests", kNetwork = "network_analytics_logs";
constexpr auto kOperators = std::to_array<std::string_view>(
    {"eq", "!eq", "lt", "leq", "gt", "geq", "startsWith", "!startsWith", "endsWith", "!endsWith", "contains", "!contains", "in", "!in"});

/// One kind of field: which operators go with it, and a value of its own.
struct FieldKind {
    std::string_view fields, fit, value;
};
constexpr auto kKinds = std::to_array<FieldKind>({
    {"Outcome ScriptName EventType Entrypoint DispatchNamespace",
     " eq !eq startsWith !startsWith endsWith !endsWith contains !contains in !in ", "\"v\""},
    {"EventTimestampMs CPUTimeMs WallTimeMs", " eq !eq lt leq gt geq in !in ", "12"},
    {"ScriptTags", " contains !contains ", "\"v\""},
    {"Event ScriptVersion Exceptions Logs", " ", "\"v\""},
});

} // namespace

class TestFilterVerdicts : public QObject {
    Q_OBJECT

private slots:
    void whatPeopleWrite_data();
    void whatPeopleWrite();
    void everyOperatorOnEveryField();
    void whatIsUnsettledIsNeverTakenInSilence();
};

void TestFilterVerdicts::whatPeopleWrite_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("dataset");
    QTest::addColumn<int>("verdict");
    const auto row = [](const char* name, Verdict verdict, std::string_view dataset, const std::string& json) {
        QTest::newRow(name) << QByteArray::fromStdString(json) << QByteArray(dataset.data(), qsizetype(dataset.size())) << int(verdict);
    };
    using enum Verdict;
    const std::string host = leaf("ClientRequestHost", "eq", "\"shop.test\""), path = leaf("ClientRequestPath", "contains", "\"/img\"");
    const std::string none = R"("key":"K")", both = "[" + path + "]";
    row("one condition", Valid, kWorkersDataset, where(leaf("Outcome", "!eq", "\"canceled\"")));
    row("one condition of a zone", Valid, kZone, where(host));
    row("one in a list", Valid, kZone, where(R"({"and":[)" + host + "]}"));
    row("two that must hold", Valid, kZone, where(R"({"and":[)" + host + "," + path + "]}"));
    row("one of a list", Valid, kZone, where(R"({"or":[)" + path + "]}"));
    row("an empty text", Valid, kNetwork,
        where(R"({"and":[)" + leaf("MitigationSystem", "eq", "\"dosd\"") + "," + leaf("RuleID", "eq", "\"\"") + "]}"));
    row("not the end", Valid, kZone, where(leaf("ClientRequestPath", "!endsWith", "\".png\"")));
    row("not a part", Valid, kZone, where(leaf("ClientRequestPath", "!contains", "\"/img\"")));
    row("ends in a backslash", Valid, kZone, where(R"({"and":[)" + leaf("ClientRequestPath", "contains", R"("C:\\")") + "," + host + "]}"));
    row("no where", Refused, kZone, leaf("ClientRequestPath", "!endsWith", "\".png\""));
    row("nothing in it", Refused, kZone, where("{}"));
    row("a key alone", Refused, kZone, where(R"({"key":"ClientRequestHost"})"));
    row("no value", Refused, kZone, where(R"({"key":"ClientRequestHost","operator":"eq"})"));
    row("and beside or", Refused, kZone, where(R"({"and":)" + both + R"(,"or":)" + both + "}"));
    row("and beside a key", Refused, kZone, where(R"({"and":)" + both + "," + none + "}"));
    row("or beside a key", Refused, kZone, where(R"({"or":)" + both + "," + none + "}"));
    row("or beside an operator", Refused, kZone, where(R"({"or":)" + both + R"(,"operator":"eq"})"));
    row("or beside a value", Refused, kZone, where(R"({"or":)" + both + R"(,"value":"v"})"));
    row("an empty one at the end of and", Refused, kZone, where(R"({"and":[)" + path + ",{}]}"));
    row("an empty one at the end of or", Refused, kZone, where(R"({"or":[)" + path + ",{}]}"));
    row("cut off inside", Refused, kZone, R"({"where":{"and":[)" + path + R"(, {"where":)" + host + "}\"\n```\n\nAnswer:");
    row("a quoted number", Warned, kWorkersDataset, where(leaf("CPUTimeMs", "geq", "\"12\"")));
    row("a quoted number of an unknown field", Warned, kZone, where(leaf("BotScore", "geq", "\"12\"")));
    row("1000 bytes", Valid, kWorkersDataset, nameOf("a", 1000 - nameOf("", 0).size()));
    row("1001 bytes", Refused, kWorkersDataset, nameOf("a", 1001 - nameOf("", 0).size()));
    row("few characters of two bytes", Refused, kWorkersDataset, nameOf("\xc3\xa9", 500));
}

void TestFilterVerdicts::whatPeopleWrite()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, dataset);
    QFETCH(int, verdict);
    QCOMPARE(int(verdictOf(json.toStdString(), dataset.toStdString())), verdict);
}

void TestFilterVerdicts::everyOperatorOnEveryField()
{
    int asked = 0;
    for (const auto& [fields, fit, value] : kKinds) {
        for (const QByteArray& field : QByteArray(fields.data(), qsizetype(fields.size())).split(' ')) {
            for (const auto op : kOperators) {
                const bool isList = op.ends_with("in");
                std::string given(value);
                if (isList)
                    given.insert(0, "[").append(",").append(value).append("]");
                const std::string json = where(leaf(field.toStdString(), op, given));
                const bool fits = fit.find(" " + std::string(op) + " ") != std::string_view::npos;
                QVERIFY2((verdictOf(json, kWorkersDataset) == Verdict::Valid) == fits, json.c_str());
                QVERIFY2(fits || verdictOf(json, kWorkersDataset) == Verdict::Refused, json.c_str());
                ++asked;
            }
        }
    }
    QCOMPARE(asked, 13 * 14); // all documented fields
}

void TestFilterVerdicts::whatIsUnsettledIsNeverTakenInSilence()
{
    for (const char* field : {"EventTimestampMs", "CPUTimeMs", "WallTimeMs"}) {
        for (const char* op : {"eq", "!eq", "lt", "leq", "gt", "geq"}) {
            for (const char* value : {"\"30\"", "\"0\"", "\"18446744073709551615\""}) // as the documents print it, in quotes
                QVERIFY2(verdictOf(where(leaf(field, op, value)), kWorkersDataset) != Verdict::Valid, op);
        }
    }
    for (std::size_t characters = 480; characters <= 940; characters += 20) // under 1000 characters, over 1000 bytes
        QVERIFY(verdictOf(nameOf("\xc3\xa9", characters), kWorkersDataset) != Verdict::Valid);
    std::string many;
    for (int i = 0; i < 31; ++i)
        many += (i > 0 ? "," : "") + leaf("Outcome", "eq", "\"o\"");
    QVERIFY(verdictOf(where(R"({"or":[)" + many + "]}"), kWorkersDataset) != Verdict::Valid); // "about 30 operators"
}

QTEST_APPLESS_MAIN(TestFilterVerdicts)
#include "test_filter_verdicts.moc"
