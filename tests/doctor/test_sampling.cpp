// Few events of many, the job that is examined, and what reasons are.
#include "doctor/diagnosis.h"
#include "doctor/examined.h"

#include <QSet>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::doctor;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

class TestSampling : public QObject {
    Q_OBJECT

private slots:
    void sampling_data();
    void sampling();
    void theJobThatServesTheWorkerIsChosen();
    void namesAreUnique();
    void everyCauseHasAFix();
};

void TestSampling::sampling_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<std::uint64_t>("requests");
    QTest::addColumn<QString>("wanted");
    const auto row = [](const char* name, double rate, std::uint64_t requests, const char* wanted) {
        QTest::newRow(name) << rate << requests << QString::fromLatin1(wanted);
    };
    row("all", 1.0, 1, "passed fine");
    row("none", 0.0, 1000, "cause sample_nothing");
    row("0.3 events in a day", 0.001, 300, "cause sample_below_one");
    row("0.999 events in a day", 0.001, 999, "cause sample_below_one");
    row("one event in a day", 0.001, 1000, "also_fix sample_thin");
    row("4.6 events in a day: none is 1 in 100", 0.001, 4600, "also_fix sample_thin");
    row("five events in a day", 0.001, 5000, "passed fine");
    row("half of ten", 0.5, 10, "passed fine");
    row("half of one", 0.5, 1, "cause sample_below_one");
    row("of none", 0.001, 0, "passed fine"); // that there is no traffic is told of traffic
}

void TestSampling::sampling()
{
    QFETCH(const double, rate);
    QFETCH(const std::uint64_t, requests);
    QFETCH(const QString, wanted);
    Examination facts = quietFacts();
    job(facts).sampleRate = rate;
    facts.invocations->answer->workers.front().requests = requests;
    QCOMPARE(at(facts, Probe::Filter), wanted);
    if (wanted.contains(u"below_one")) {
        const Finding finding = diagnosisOf(facts, std::nullopt).at(Probe::Filter);
        QCOMPARE(finding.figures.number, std::optional(rate * static_cast<double>(requests)));
        QCOMPARE(fixOf(finding), Fix::EditSampling);
    }
    facts.invocations = lost<cloudflare::InvocationsAnswer>();
    if (rate > 0 && rate < 0.1)
        QCOMPARE(at(facts, Probe::Filter), u"unknown sample_not_known"_s);
}

void TestSampling::theJobThatServesTheWorkerIsChosen()
{
    Examination facts = goodFacts();
    cloudflare::LogpushJob off = goodJob(), others = goodJob(), https = goodJob();
    off.id = 1;
    off.isEnabled = false;
    others.id = 2;
    others.filter = uR"({"where":{"key":"ScriptName","operator":"eq","value":"web"}})"_s;
    https.id = 3;
    https.destination = u"https://logs.example.com"_s;
    facts.jobs->answer = std::vector {off, others, https, goodJob()};
    QCOMPARE(diagnosisOf(facts, std::nullopt).jobId, 7);
    facts.jobId = 1;
    QCOMPARE(at(facts, Probe::Enabled), u"cause job_off"_s);
    facts.jobId = 99;
    QCOMPARE(at(facts, Probe::Job), u"unknown job_gone"_s);
}

void TestSampling::namesAreUnique()
{
    QSet<QString> names;
    for (int reason = 0; reason <= static_cast<int>(Reason::NothingYet); ++reason)
        names.insert(QString::fromLatin1(nameOf(static_cast<Reason>(reason))));
    QCOMPARE(names.size(), static_cast<int>(Reason::NothingYet) + 1);
}

void TestSampling::everyCauseHasAFix()
{
    for (int i = 0; i <= static_cast<int>(Reason::NothingYet); ++i) {
        const auto reason = static_cast<Reason>(i);
        Finding finding;
        finding.reason = reason;
        finding.verdict = verdictOf(reason);
        if (finding.verdict == Verdict::Cause && reason != Reason::NoTraffic) // that is nobody's here
            QVERIFY2(fixOf(finding) != Fix::None, nameOf(reason));
        if (finding.verdict == Verdict::Passed)
            QCOMPARE(fixOf(finding), Fix::None);
    }
}

QTEST_APPLESS_MAIN(TestSampling)
#include "test_sampling.moc"
