// Filters in words, as a person reads them before a job is sent.
#include "text/filter_text.h"

#include <QTest>

using namespace tracedeck;
using namespace tracedeck::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

logpush::Filter filterOf(const char* json)
{
    const auto filter = logpush::parseFilter(json);
    if (!filter)
        qFatal("%s: %s", json, qPrintable(filter.error().detail));
    return *filter;
}

constexpr auto kSlow = R"({"where":{"or":[{"key":"Outcome","operator":"!in","value":["ok","canceled"]},
    {"and":[{"key":"ScriptName","operator":"in","value":["checkout-api","webhook-relay"]},{"key":"WallTimeMs","operator":"geq","value":1000}]}]}})";

} // namespace

class FilterTextTest : public QObject {
    Q_OBJECT

private slots:
    void sentences_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("said"); // behind "Keeps events whose "
        const auto row = [](const char* json, const char* said) { QTest::newRow(json) << QByteArray(json) << QString::fromUtf8(said); };
        row(R"({"where":{"key":"Outcome","operator":"eq","value":"exception"}})", "outcome is exception");
        row(R"({"where":{"key":"Outcome","operator":"!eq","value":"exception"}})", "outcome is not exception");
        row(R"({"where":{"key":"Outcome","operator":"eq","value":""}})", "outcome is empty");
        row(R"({"where":{"key":"Outcome","operator":"in","value":["ok"]}})", "outcome is one of ok");
        row(R"({"where":{"key":"Outcome","operator":"in","value":["ok","canceled"]}})", "outcome is one of ok or canceled");
        row(R"({"where":{"key":"Outcome","operator":"!in","value":["ok","canceled","unknown"]}})",
            "outcome is not one of ok, canceled or unknown");
        row(R"({"where":{"key":"ScriptName","operator":"startsWith","value":"staging-"}})", "Worker starts with staging-");
        row(R"({"where":{"key":"ScriptName","operator":"!endsWith","value":"-old"}})", "Worker does not end with -old");
        row(R"({"where":{"key":"ScriptTags","operator":"contains","value":"paid"}})", "list of tags contains paid");
        row(R"({"where":{"key":"CPUTimeMs","operator":"gt","value":30}})", "CPU time is more than 30 ms");
        row(R"({"where":{"key":"CPUTimeMs","operator":"gt","value":"30"}})", "CPU time is more than 30 ms");
        row(R"({"where":{"key":"WallTimeMs","operator":"geq","value":2000}})", "wall time is at least 2.00 s");
        row(R"({"where":{"key":"WallTimeMs","operator":"leq","value":2001}})", "wall time is at most 2001 ms");
        row(R"({"where":{"key":"EventTimestampMs","operator":"lt","value":1795264560000}})",
            "time is less than 21 Nov 2026 12:36:00.000 UTC");
        row(R"({"where":{"key":"NewField","operator":"eq","value":true}})", "NewField is true");
        row(R"({"where":{"key":"NewField","operator":"eq","value":1.5}})", "NewField is 1.5");
        row(R"({"where":{"and":[{"key":"Outcome","operator":"eq","value":"ok"}]}})", "outcome is ok");
        row(R"({"where":{"and":[{"key":"Outcome","operator":"eq","value":"ok"},{"key":"EventType","operator":"eq","value":"cron"}]}})",
            "outcome is ok and event type is cron");
        row(R"({"where":{"or":[{"key":"Outcome","operator":"eq","value":"ok"},{"key":"Entrypoint","operator":"eq","value":"Api"}]}})",
            "outcome is ok or entrypoint is Api");
        row(kSlow,
            "outcome is not one of ok or canceled or (Worker is one of checkout-api or webhook-relay and wall time is at least 1.00 s)");
    }

    void sentences()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, said);
        QCOMPARE(filterSentence(filterOf(json.constData())),
                 QString(u"Keeps events whose "_s + said + u". Everything else is dropped and cannot be recovered."_s));
    }

    void phrasesFitInACell()
    {
        QCOMPARE(filterPhrase({}), u"Everything"_s);
        QCOMPARE(filterSentence({}), u"Keeps every event."_s);
        QCOMPARE(filterPhrase(filterOf(R"({"where":{"key":"Outcome","operator":"!eq","value":"ok"}})")), u"Outcome is not ok"_s);
        QCOMPARE(
            filterPhrase(filterOf(
                R"({"where":{"and":[{"key":"Outcome","operator":"eq","value":"ok"},{"key":"ScriptName","operator":"eq","value":"a"}]}})")),
            u"Outcome is ok, and 1 more"_s);
        QVERIFY(filterPhrase(filterOf(kSlow)).startsWith(u"Outcome is not one of ok or canceled, or "_s));
    }

    void hostileValuesAreText()
    {
        const auto filter = filterOf("{\"where\":{\"key\":\"ScriptName\",\"operator\":\"eq\",\"value\":\"<b>\\u202e\\u001b[31m\\nx\"}}");
        for (const QString& text : {filterSentence(filter), filterPhrase(filter)}) {
            QVERIFY(text.contains(u"<b>"_s));
            for (const QChar bad : {QChar(0x202e), QChar(0x1b), QChar(u'\n')})
                QVERIFY(!text.contains(bad));
        }
    }

    void longValuesAreCutAndSaySo()
    {
        logpush::Filter filter;
        filter.root.node = logpush::Condition {"ScriptName", logpush::Operator::Eq, {std::string(500, 'x')}};
        QVERIFY(filterSentence(filter).size() < 200 && filterSentence(filter).contains(u'…'));
    }

    void eachOperatorHasItsWords()
    {
        QSet<QString> words;
        for (int op = 0; op <= static_cast<int>(logpush::Operator::NotIn); ++op)
            words.insert(operatorText(static_cast<logpush::Operator>(op)));
        QCOMPARE(words.size(), 14);
        QCOMPARE(fieldText("WallTimeMs"), u"Wall time"_s);
        QCOMPARE(fieldText("NewField"), u"NewField"_s);
    }
};

QTEST_GUILESS_MAIN(FilterTextTest)
#include "test_filter_text.moc"
