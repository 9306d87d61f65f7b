#include "logpush/filter_check.h"
#include "support/shared_data.h"

#include <QTest>

#include <algorithm>

using namespace tracedeck::logpush;
using namespace Qt::Literals::StringLiterals;

namespace {

std::vector<FilterIssue> issuesOf(std::string_view json)
{
    return checkFilterText(json, fieldsOf(kWorkersDataset));
}

/// "valid", "warn" or "invalid", and the first thing said.
QString verdictOf(std::string_view json, std::span<const DatasetField> fields)
{
    const auto issues = checkFilterText(json, fields);
    if (issues.empty())
        return u"valid"_s;
    const auto error = std::ranges::find(issues, false, &FilterIssue::isWarning);
    return error == issues.end() ? u"warn"_s : u"invalid"_s;
}

} // namespace

class TestFilterCheck : public QObject {
    Q_OBJECT

private slots:
    void operatorsFitTypes_data();
    void operatorsFitTypes();
    void refusalsNameThePlace_data();
    void refusalsNameThePlace();
    void noFilterIsFine();
    void quotedNumbersAreWarnedOf();
    void lengthCountsBytes();
    void thirtyOneConditionsAreWarnedOf();
    void unknownFieldsAreNotAskedForOfUnknownDatasets();
    void samplesOfOthers();
};

void TestFilterCheck::operatorsFitTypes_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArrayList>("fit");
    const QByteArrayList texts {"eq", "!eq", "startsWith", "!startsWith", "endsWith", "!endsWith", "contains", "!contains"};
    for (const char* field : {"DispatchNamespace", "Entrypoint", "EventType", "Outcome", "ScriptName"})
        QTest::newRow(field) << QByteArray(field) << QByteArray("\"x\"") << texts;
    for (const char* field : {"CPUTimeMs", "WallTimeMs", "EventTimestampMs"})
        QTest::newRow(field) << QByteArray(field) << QByteArray("5") << QByteArrayList {"eq", "!eq", "lt", "leq", "gt", "geq"};
    QTest::newRow("ScriptTags") << QByteArray("ScriptTags") << QByteArray("\"x\"") << QByteArrayList {"contains", "!contains"};
    for (const char* field : {"Event", "Exceptions", "Logs", "ScriptVersion"})
        QTest::newRow(field) << QByteArray(field) << QByteArray("\"x\"") << QByteArrayList {};
}

void TestFilterCheck::operatorsFitTypes()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, value);
    QFETCH(QByteArrayList, fit);
    for (const char* op :
         {"eq", "!eq", "lt", "leq", "gt", "geq", "startsWith", "!startsWith", "endsWith", "!endsWith", "contains", "!contains"}) {
        const QByteArray json = R"({"where":{"key":")" + field + R"(","operator":")" + op + R"(","value":)" + value + "}}";
        QVERIFY2(issuesOf(json.toStdString()).empty() == fit.contains(op), json.constData());
    }
    for (const char* op : {"in", "!in"}) {
        const QByteArray json = R"({"where":{"key":")" + field + R"(","operator":")" + op + R"(","value":[)" + value + "]}}";
        QVERIFY2(issuesOf(json.toStdString()).empty() == fit.contains("eq"), json.constData());
    }
}

void TestFilterCheck::refusalsNameThePlace_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const char* json, const char* path, const char* message) {
        QTest::newRow(name) << QString::fromUtf8(json) << QString::fromUtf8(path) << QString::fromUtf8(message);
    };
    row("no JSON", "{", "filter", "not JSON: ");
    row("no where", R"({"key":"Outcome","operator":"eq","value":"ok"})", "filter", "Where is missing");
    row("unknown field", R"({"where":{"or":[{"key":"Outcom","operator":"eq","value":"ok"}]}})", "where.or[0].key",
        "unknown field \"Outcom\"");
    row("nested key", R"({"where":{"key":"Event.Response.Status","operator":"eq","value":5}})", "where.key", "unknown field");
    row("names are case-sensitive", R"({"where":{"key":"outcome","operator":"eq","value":"ok"}})", "where.key", "unknown field");
    row("object", R"({"where":{"key":"Event","operator":"eq","value":"x"}})", "where.key", "cannot be filtered on");
    row("text as number", R"({"where":{"and":[{"key":"CPUTimeMs","operator":"gt","value":"fast"}]}})", "where.and[0].value",
        "failed to decode value \"fast\", supported kinds: uint64");
    row("quoted numbers in a list", R"({"where":{"key":"CPUTimeMs","operator":"in","value":["1"]}})", "where.value",
        "failed to decode value \"1\", supported kinds: []uint64");
    row("fraction", R"({"where":{"key":"CPUTimeMs","operator":"gt","value":1.5}})", "where.value", "failed to decode value 1.5");
    row("number as text", R"({"where":{"key":"Outcome","operator":"eq","value":5}})", "where.value",
        "failed to decode value 5, supported kinds: string");
    row("flag", R"({"where":{"key":"Outcome","operator":"eq","value":true}})", "where.value", "failed to decode value true");
}

void TestFilterCheck::refusalsNameThePlace()
{
    QFETCH(QString, json);
    QFETCH(QString, path);
    QFETCH(QString, message);
    const auto issues = issuesOf(json.toStdString());
    QCOMPARE(issues.size(), std::size_t {1});
    QCOMPARE(QString::fromStdString(issues.front().path), path);
    QVERIFY2(issues.front().message.find(message.toStdString()) != std::string::npos, issues.front().message.c_str());
    QVERIFY(!issues.front().isWarning);
}

void TestFilterCheck::noFilterIsFine()
{
    QVERIFY(issuesOf("").empty());
    QVERIFY(issuesOf(R"({"where":{"key":"Outcome","operator":"!eq","value":"exception"}})").empty());
}

void TestFilterCheck::quotedNumbersAreWarnedOf()
{
    const auto issues = issuesOf(R"({"where":{"key":"WallTimeMs","operator":"geq","value":"30"}})");
    QCOMPARE(issues.size(), std::size_t {1});
    QVERIFY(issues.front().isWarning);
}

void TestFilterCheck::lengthCountsBytes()
{
    const auto withText = [](const std::string& text) {
        return R"({"where":{"key":"ScriptName","operator":"eq","value":")" + text + "\"}}";
    };
    const std::size_t frame = withText("").size();
    QVERIFY(issuesOf(withText(std::string(1000 - frame, 'a'))).empty());
    QCOMPARE(issuesOf(withText(std::string(1001 - frame, 'a'))).size(), std::size_t {1});
    std::string umlauts;
    for (std::size_t i = 0; i < (1002 - frame) / 2; ++i)
        umlauts += "\xc3\xa9";
    QCOMPARE(issuesOf(withText(umlauts)).empty(), withText(umlauts).size() <= 1000);
    QVERIFY(!issuesOf(withText(umlauts + "\xc3\xa9")).empty());
}

void TestFilterCheck::thirtyOneConditionsAreWarnedOf()
{
    const auto filterOf = [](std::size_t conditions) {
        AnyOf any;
        for (std::size_t i = 0; i < conditions; ++i)
            any.nodes.push_back({Condition {"Outcome", Operator::Eq, {std::string("ok")}}});
        return Filter {{std::move(any)}};
    };
    QVERIFY(checkFilter(filterOf(30), fieldsOf(kWorkersDataset)).empty());
    const auto warned = checkFilter(filterOf(31), fieldsOf(kWorkersDataset));
    QCOMPARE(warned.size(), std::size_t {1});
    QVERIFY(warned.front().isWarning);
    const auto refused = checkFilter(filterOf(31), fieldsOf(kWorkersDataset), {.conditionsOnlyWarn = false});
    QVERIFY(!refused.front().isWarning);
}

void TestFilterCheck::unknownFieldsAreNotAskedForOfUnknownDatasets()
{
    QVERIFY(checkFilterText(R"({"where":{"key":"ClientRequestPath","operator":"contains","value":"/x"}})", {}).empty());
    QVERIFY(!checkFilterText(R"({"where":{"key":"BotScore","operator":"geq","value":"many"}})", {}).empty());
}

void TestFilterCheck::samplesOfOthers()
{
    for (const QJsonObject& sample : tracedeck::test::sharedObjects(u"data/filters/cases.ndjson"_s)) {
        const QString wanted = sample[u"verdict"_s].toString();
        const std::string dataset = sample[u"dataset"_s].toString().toStdString();
        const QString got = verdictOf(sample[u"filter"_s].toString().toStdString(), fieldsOf(dataset));
        const bool fits =
            wanted == got || (wanted == u"doc-conflict"_s && got == u"warn"_s) || (wanted == u"invalid-or-warn"_s && got != u"valid"_s);
        QVERIFY2(fits, qPrintable(sample[u"id"_s].toString() + u": "_s + got + u" for "_s + wanted));
    }
}

QTEST_GUILESS_MAIN(TestFilterCheck)
#include "test_filter_check.moc"
