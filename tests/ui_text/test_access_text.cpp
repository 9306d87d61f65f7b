#include "text/access_text.h"

#include <QTest>

#include <set>

using namespace tracedeck;
using namespace tracedeck::access;
using namespace tracedeck::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kAccount = u"9f2c81d07ab34c55b0e1d2f3a4b541ab"_s;
const QString kToken = u"8M7wS6hCpXVc-DoRnPPY_UCWPgy8aea4Wy6kCe5T"_s;

Report report()
{
    Report its;
    its.baseUrl = QUrl(u"https://user:pass@api.cloudflare.com/client/v4"_s);
    for (const Step step : kSteps)
        its.steps.push_back({step, Stage::Done, {}});
    for (const Can can : kCapabilities)
        its.capabilities[static_cast<std::size_t>(can)] = {.can = can, .evidence = {}};
    its.accountId = kAccount;
    its.accountName = u"Example | Shop [x](http://y)"_s;
    its.userEmail = u"mira@example.com"_s;
    its.helpers = {{u"Ana"_s, u"ana@example.com"_s, {u"Administrator"_s}}};
    Evidence evidence {QString(u"GET /accounts/" + kAccount + u"/members"),
                       403,
                       10000,
                       u"8f1c-FRA"_s,
                       std::chrono::milliseconds(120),
                       ErrorCode::ApiRefused,
                       QString(u"Bearer " + kToken + u" is\nnot <b>allowed</b>")};
    its.steps[3].verdict = {Answer::No, Cause::Token, {evidence}};
    return its;
}

} // namespace

class TestAccessText : public QObject {
    Q_OBJECT

private slots:
    void everyCauseHasASentence()
    {
        // 1..NotLooked; None and OwnerUnknown belong to a yes.
        for (int cause = 1; cause <= static_cast<int>(Cause::NotLooked); ++cause) {
            for (const Step step : kSteps) {
                const Verdict verdict {Answer::No, static_cast<Cause>(cause), {}, u"thing"_s};
                const QString text = verdictText(step, verdict);
                QVERIFY2(!text.isEmpty(), nameOf(static_cast<Cause>(cause)));
                QVERIFY2(!text.contains(u'%'), qPrintable(text));
            }
        }
    }

    void everyActionButNoneHasAName()
    {
        for (int action = 1; action <= static_cast<int>(Action::CopyCommand); ++action)
            QVERIFY2(!actionName(static_cast<Action>(action)).isEmpty(), nameOf(static_cast<Action>(action)));
    }

    void knownCodesAreExplainedLikelyCauseFirst()
    {
        for (const int code : {10023, 1004, 10000, 9106, 9109, 1000, 10214, 7003, 429})
            QVERIFY2(!codeText(code).isEmpty(), qPrintable(QString::number(code)));
        QVERIFY(codeText(10023).contains(u"Workers Paid") && codeText(10023).contains(u"Enterprise is not required"));
        QVERIFY(codeText(1004).contains(u"permission"));
        QCOMPARE(codeText(4242), QString());
    }

    void aZonesTokenIsNamedAsSuch()
    {
        const QString text = verdictText(Step::Jobs, {Answer::No, Cause::ZoneScope, {}});
        QVERIFY(text.contains(u"for zones") && text.contains(u"The role is not the cause"));
    }

    void aRoleWithoutANameLeavesNoHole()
    {
        QCOMPARE(verdictText(Step::Jobs, {Answer::No, Cause::Role, {}}),
                 u"Your role cannot see Logpush jobs. An Administrator or a Log Share role can."_s);
        QCOMPARE(verdictText(Step::Jobs, {Answer::No, Cause::Role, {}, u"Minimal Account Access"_s}),
                 u"Your role, Minimal Account Access, cannot see Logpush jobs. An Administrator or a Log Share role can."_s);
    }

    void idsAreShortened()
    {
        QCOMPARE(shortened(QString(u"GET /accounts/" + kAccount + u"/members")), u"GET /accounts/9f2c…41ab/members"_s);
        QCOMPARE(shortened(u"GET /accounts/a/logpush/datasets/workers_trace_events/jobs"_s),
                 u"GET /accounts/a/logpush/datasets/workers_trace_events/jobs"_s);
        QCOMPARE(evidenceText(report().steps[3].verdict.evidence.front()),
                 u"GET /accounts/9f2c…41ab/members → 403 (10000) · 8f1c-FRA · 120 ms"_s);
    }

    void theReportHasNoSecretNoIdAndNobodysEmail()
    {
        const QString text = accessReport(report());
        QVERIFY(!text.contains(kAccount) && !text.contains(kToken));
        QVERIFY(!text.contains(u"example.com") && !text.contains(u"pass"));
        QVERIFY(text.contains(u"9f2c…41ab"));
        QVERIFY(text.contains(u"8f1c-FRA"));
    }

    void theReportCannotBeBrokenByNames()
    {
        const QString text = accessReport(report());
        QVERIFY(text.contains(u"Example \\| Shop \\[x\\](http://y)"));
        QVERIFY(!text.contains(u"<b>") || text.contains(u"\\<b\\>"));
        QVERIFY(!text.contains(u"is\nnot"));
    }

    void rolesSayWhy()
    {
        std::set<QString> reasons;
        for (const RoleRow& row : documentedRoles())
            reasons.insert(roleReason(row));
        QCOMPARE(reasons.size(), std::size_t {4});
        QVERIFY(!reasons.contains(QString()));
    }
};

QTEST_GUILESS_MAIN(TestAccessText)
#include "test_access_text.moc"
