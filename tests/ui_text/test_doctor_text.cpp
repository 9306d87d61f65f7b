// What the doctor says in words: a sentence for everything it may find, and nothing that is secret.
#include "doctor/examined.h"
#include "doctor/judge.h"
#include "text/doctor_text.h"

#include <QRegularExpression>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::doctor;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

class TestDoctorText : public QObject {
    Q_OBJECT

private slots:
    void everyReasonHasASentence()
    {
        for (int i = 1; i <= static_cast<int>(Reason::NothingYet); ++i) {
            for (const Probe probe : kProbes) {
                Finding finding = found(static_cast<Reason>(i), {u"api"_s, u"logs"_s, 1.0, 2.0, 0.5, kNow});
                finding.probe = probe;
                const bool isAccess = finding.reason >= Reason::TokenBad && finding.reason <= Reason::PlanNotKnown;
                if (isAccess)
                    finding.access = access::Verdict {access::Answer::No, access::Cause::NotEntitled, {}};
                const QString text = ui::findingText(finding, kNow);
                QVERIFY2(!text.isEmpty() && !text.contains(u"%1") && !text.contains(u"%2"), nameOf(finding.reason));
            }
        }
    }
    void everyFixHasAButton()
    {
        for (int fix = 1; fix <= static_cast<int>(Fix::EnterSourceKeys); ++fix)
            QVERIFY2(!ui::fixName(static_cast<Fix>(fix)).isEmpty(), nameOf(static_cast<Fix>(fix)));
    }
    void theCauseIsTheHeadline()
    {
        Examination facts = quietFacts();
        facts.settings->answer->logpush = false;
        facts.file->config = configOf(false);
        const Diagnosis diagnosis = diagnosisOf(facts, std::nullopt);
        QCOMPARE(ui::headlineText(diagnosis), u"Logpush is switched off for api."_s);
        const QString advice = ui::adviceText(diagnosis);
        QVERIFY2(advice.startsWith(u"Everything before it works. Switch it on,"), qPrintable(advice));
        QVERIFY2(advice.contains(u"1 more to fix."), qPrintable(advice));
        QCOMPARE(ui::findingText(diagnosis.at(Probe::WranglerFile), kNow),
                 u"wrangler.toml line 9 says logpush = false: the next deploy switches it off."_s);
        QCOMPARE(ui::proofText(diagnosis.at(Probe::Flag)), u"GET /script-settings → 200"_s);
    }
    void anExpectationIsSaidAsANumber()
    {
        Examination facts = quietFacts();
        facts.jobs->answer->front().sampleRate = 0.001;
        facts.invocations->answer->workers.front().requests = 300;
        const QString text = ui::headlineText(diagnosisOf(facts, std::nullopt));
        QVERIFY2(text.contains(u"0.10 %") && text.contains(u"of 300 invocations about 0.30"), qPrintable(text));
    }
    void aHealthyReportSaysSo()
    {
        const Diagnosis diagnosis = diagnosisOf(goodFacts(), std::nullopt);
        QCOMPARE(ui::headlineText(diagnosis), u"Nothing is wrong: events of api arrive."_s);
        QCOMPARE(ui::adviceText(diagnosis), u"All checks passed that could be made."_s);
        QVERIFY(ui::summaryText(diagnosis).endsWith(u"13 passed"));
    }
    void theReportHasNoSecretAndNothingOfItIsMarkup()
    {
        Examination facts = quietFacts();
        facts.worker = u"x](http://evil) `<b>\u202e"_s;
        facts.jobs->answer->front().isEnabled = false;
        facts.jobs->answer->front().lastErrorMs = kNow;
        facts.jobs->answer->front().errorMessage =
            u"refused: secret-access-key=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"_s;
        facts.jobs->evidence.asked = u"GET /accounts/0123456789abcdef0123456789abcdef/logpush/jobs"_s;
        Diagnosis diagnosis = diagnosisOf(facts, std::nullopt);
        diagnosis.accountId = u"0123456789abcdef0123456789abcdef"_s;
        const QString report = ui::doctorReport(diagnosis);
        QVERIFY2(!report.contains(u"0123456789abcdef0123456789abcdef"), qPrintable(report));
        QVERIFY(!report.contains(QRegularExpression(u"(?<!\\\\)\\]\\("_s)) && !report.contains(u"<b>") && !report.contains(QChar(0x202e)));
        QVERIFY(report.contains(u"13. **"));
    }
};

QTEST_APPLESS_MAIN(TestDoctorText)
#include "test_doctor_text.moc"
