// What the doctor says of facts that are given: each cause by its name, and nothing where nothing is certain.
#include "doctor/diagnosis.h"
#include "doctor/examined.h"

#include <QTest>

#include <functional>

using namespace tracedeck;
using namespace tracedeck::doctor;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

using Change = std::function<void(Examination&)>;

/// "cause flag: flag_off", "healthy", "open", "to_fix file_silent".
QString said(const Examination& facts)
{
    const Diagnosis diagnosis = diagnosisOf(facts, std::nullopt);
    const QString word = QString::fromLatin1(nameOf(diagnosis.overall));
    const Finding* first = diagnosis.cause();
    for (const Finding& finding : diagnosis.findings) {
        if (first == nullptr && finding.verdict == Verdict::AlsoFix)
            first = &finding;
    }
    return first == nullptr ? word
                            : word + u' ' + QString::fromLatin1(nameOf(first->probe)) + u": " + QString::fromLatin1(nameOf(first->reason));
}

/// Nothing below the account can be read, and none of it was.
void closeApi(Examination& facts)
{
    facts.jobsRight = open(access::Cause::NotAsked);
    facts.plan = open(access::Cause::NotAsked);
    facts.subscriptions.reset();
    facts.jobs.reset();
    facts.scripts.reset();
    facts.settings.reset();
    facts.jobKeys.reset();
    facts.invocations.reset();
}

} // namespace

class TestJudge : public QObject {
    Q_OBJECT

private slots:
    void theFirstCertainCauseIsNamed_data();
    void theFirstCertainCauseIsNamed();
    void whatIsGoodIsSaidToBeGood();
    void laterCausesAreToBeFixedAsWell();
    void aMissingPermissionIsNeverACause();
    void everyProbeIsThereAtEveryMoment();
    void anEventIsProofAgainstARole();
    void aDeadTokenIsNotToldAgain();
};

void TestJudge::theFirstCertainCauseIsNamed_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("wanted");
    const auto row = [](const char* name, const char* wanted, Change change) {
        QTest::newRow(name) << std::move(change) << QString::fromLatin1(wanted);
    };
    row("expired token", "cause token: token_bad", [](Examination& f) {
        closeApi(f);
        f.credential = no(access::Cause::Expired);
        f.account = open(access::Cause::NotAsked);
    });
    row("another account", "cause token: account_wrong", [](Examination& f) {
        closeApi(f);
        f.account = no(access::Cause::OtherAccount);
    });
    row("several accounts", "open", [](Examination& f) {
        closeApi(f);
        f.account = open(access::Cause::SeveralAccounts);
    });
    row("role too small", "cause role: role_too_small", [](Examination& f) {
        f.jobsRight = no(access::Cause::RoleReadOnly, u"Log Share Reader"_s);
        f.jobs = lost<std::vector<cloudflare::LogpushJob>>();
    });
    row("token without Logs: Edit", "open", [](Examination& f) {
        f.jobsRight = no(access::Cause::Token);
        f.jobs = lost<std::vector<cloudflare::LogpushJob>>();
    });
    row("not entitled", "cause plan: not_entitled", [](Examination& f) { f.plan = no(access::Cause::NotEntitled); });
    row("nothing that could be the plan", "cause plan: no_plan", [](Examination& f) {
        f.plan = open(access::Cause::PlanNotNamed);
        f.subscriptions->answer->front().planId = u"r2_paid"_s;
        f.scripts->answer = std::vector {script("api", false), script("web", false)};
        f.settings->answer->logpush = false;
    });
    row("a plan of an unknown name", "cause flag: flag_off", [](Examination& f) {
        f.plan = open(access::Cause::PlanNotNamed);
        f.subscriptions->answer->front().planId = u"developer_bundle"_s;
        f.scripts->answer = std::vector {script("api", false), script("web", false)};
        f.settings->answer->logpush = false;
    });
    row("a contract", "cause flag: flag_off", [](Examination& f) {
        f.isEnterprise = true;
        f.plan = open(access::Cause::PlanNotNamed);
        f.subscriptions->answer->clear();
        f.scripts->answer = std::vector {script("api", false)};
        f.settings->answer->logpush = false;
    });
    row("no job", "cause job: no_job", [](Examination& f) {
        f.jobs->answer->clear();
        f.jobKeys.reset();
    });
    row("job off", "cause enabled: job_off", [](Examination& f) {
        job(f).isEnabled = false;
        job(f).lastCompleteMs = kNow - 3 * kDay;
    });
    row("auto-disabled", "cause enabled: auto_disabled", [](Examination& f) {
        job(f).isEnabled = false;
        job(f).lastErrorMs = kNow - 2 * kHour;
        job(f).errorMessage = u"error uploading"_s;
    });
    row("keys of the destination, by the bucket", "cause push: destination_keys", [](Examination& f) {
        job(f).lastErrorMs = kNow - 30'000;
        job(f).lastCompleteMs = kNow - 3 * kHour;
        f.jobKeys = Asked<bool> {refused("ListObjectsV2", 401, 0), fail(ErrorCode::ObjectRefused, u"Unauthorized: Unauthorized"_s)};
    });
    row("keys of the destination, by the last error", "cause push: destination_keys", [](Examination& f) {
        job(f).lastErrorMs = kNow - 30'000;
        job(f).lastCompleteMs = kNow - 3 * kHour;
        job(f).errorMessage = u"error uploading: SignatureDoesNotMatch"_s;
        f.jobKeys.reset();
    });
    row("pushes fail, the keys are good", "cause push: push_fails", [](Examination& f) {
        job(f).lastErrorMs = kNow - 30'000;
        job(f).lastCompleteMs = kNow - 3 * kHour;
        job(f).errorMessage = u"error uploading: Unauthorized"_s;
    });
    row("failed hours ago, nothing since", "open", [](Examination& f) {
        job(f).lastErrorMs = kNow - 2 * kHour;
        job(f).lastCompleteMs = kNow - 26 * kHour;
    });
    row("failed before it was switched on here", "open", [](Examination& f) {
        job(f).lastErrorMs = kNow - kMinute;
        job(f).lastCompleteMs = kNow - 26 * kHour;
        f.enabledMs = kNow - 1000;
    });
    row("no such bucket", "cause destination: destination_gone", [](Examination& f) {
        f.jobKeys = Asked<bool> {refused("ListObjectsV2", 404, 0), fail(ErrorCode::ObjectRefused, u"NoSuchBucket: none"_s)};
        job(f).lastCompleteMs.reset();
    });
    row("keys that only write", "open", [](Examination& f) {
        f.jobKeys = Asked<bool> {refused("ListObjectsV2", 403, 0), fail(ErrorCode::ObjectRefused, u"AccessDenied: no"_s)};
    });
    row("filter of another Worker", "cause filter: filter_drops_worker",
        [](Examination& f) { job(f).filter = uR"({"where":{"key":"ScriptName","operator":"eq","value":"web"}})"_s; });
    row("filter that nothing passes", "cause filter: filter_contradicts", [](Examination& f) {
        job(f).filter =
            uR"({"where":{"and":[{"key":"Outcome","operator":"eq","value":"ok"},{"key":"Outcome","operator":"eq","value":"exception"}]}})"_s;
    });
    row("sample 0.001", "cause filter: sample_below_one", [](Examination& f) {
        job(f).sampleRate = 0.001;
        f.invocations->answer->workers.front().requests = 300;
    });
    row("flag off", "cause flag: flag_off", [](Examination& f) { f.settings->answer->logpush = false; });
    row("flag off, told by the list", "cause flag: flag_off", [](Examination& f) {
        f.settings = lost<cloudflare::ScriptSettings>();
        f.scripts->answer->front().logpush = false;
    });
    row("in a namespace its own flag is not all", "open", [](Examination& f) {
        f.dispatchNamespace = u"shops"_s;
        f.settings->answer->logpush = false;
    });
    row("no such Worker", "cause flag: no_such_worker", [](Examination& f) {
        f.settings = lost<cloudflare::ScriptSettings>(404, 10007);
        f.scripts->answer = std::vector {script("web", true)};
    });
    row("wrangler file says false", "cause wrangler_file: file_says_off", [](Examination& f) { f.file->config = configOf(false); });
    row("wrangler file does not say", "to_fix wrangler_file: file_silent", [](Examination& f) { f.file->config = configOf(std::nullopt); });
    row("wrangler file says it in the wrong place", "to_fix wrangler_file: file_decoy", [](Examination& f) {
        f.file->config = configOf(std::nullopt);
        f.file->config->decoys.push_back({u"observability.logpush"_s, 12});
    });
    row("wrangler file of another Worker", "open", [](Examination& f) { f.file->config = configOf(false, u"web"_s); });
    row("wrangler file that does not parse", "open",
        [](Examination& f) { f.file->config = fail(ErrorCode::BadValue, u"line 3, column 1: why"_s); });
    row("no traffic", "cause traffic: no_traffic", [](Examination& f) { f.invocations->answer->workers.clear(); });
    row("traffic that was cut off", "open", [](Examination& f) {
        f.invocations->answer->workers.clear();
        f.invocations->answer->isCut = true;
    });
    row("wrong prefix in the source", "cause newest_object: source_elsewhere", [](Examination& f) {
        f.source->prefix = u"worker-logs/{DATE}/"_s;
        f.objects->answer->clear();
    });
    row("wrong bucket in the source", "cause newest_object: source_elsewhere", [](Examination& f) {
        f.source->address.bucket = u"old-logs"_s;
        f.objects->answer->front().changedMs = kNow - 9 * kDay;
        f.objects->answer->front().key = u"workers/20261112/20261112T123400Z_20261112T123500Z_1a2b.log.gz"_s;
    });
    row("another prefix, and fresh files there", "open", [](Examination& f) { f.source->prefix = u"by-hand/"_s; });
    row("keys of the source", "cause newest_object: source_keys", [](Examination& f) {
        f.objects = Asked<std::vector<objects::ListedObject>> {refused("ListObjectsV2", 401, 0),
                                                               fail(ErrorCode::ObjectRefused, u"Unauthorized: Unauthorized"_s)};
    });
    row("keys that may not list", "open", [](Examination& f) {
        f.objects = Asked<std::vector<objects::ListedObject>> {refused("ListObjectsV2", 403, 0),
                                                               fail(ErrorCode::ObjectRefused, u"AccessDenied: Access Denied"_s)};
    });
    row("all well, and nothing there yet", "open", [](Examination&) {});
}

void TestJudge::theFirstCertainCauseIsNamed()
{
    QFETCH(const Change, change);
    QFETCH(const QString, wanted);
    Examination facts = quietFacts();
    change(facts);
    QCOMPARE(said(facts), wanted);
}

void TestJudge::whatIsGoodIsSaidToBeGood()
{
    QCOMPARE(said(goodFacts()), u"healthy"_s);
    Examination facts = goodFacts();
    facts.file.reset();
    QCOMPARE(said(facts), u"healthy"_s);
    QCOMPARE(at(facts, Probe::WranglerFile), u"not_run no_file"_s);
}

void TestJudge::laterCausesAreToBeFixedAsWell()
{
    Examination facts = quietFacts();
    facts.settings->answer->logpush = false;
    facts.file->config = configOf(false);
    job(facts).sampleRate = 0.0001;
    QCOMPARE(said(facts), u"cause filter: sample_below_one"_s);
    QCOMPARE(at(facts, Probe::Flag), u"also_fix flag_off"_s);
    QCOMPARE(at(facts, Probe::WranglerFile), u"also_fix file_says_off"_s);
    QCOMPARE(at(facts, Probe::Traffic), u"passed fine"_s); // it is looked at all the same
    QCOMPARE(at(facts, Probe::FirstEvent), u"not_run waits_for_fix"_s);
}

/// Every set of answers that may be refused, all of them at once too: with events there it is not "healthy", and never is there a cause.
void TestJudge::aMissingPermissionIsNeverACause()
{
    const std::vector<Change> refusals {
        [](Examination& f) {
            f.jobsRight = no(access::Cause::Permission);
            f.jobs = lost<std::vector<cloudflare::LogpushJob>>(403, 1004);
            f.jobKeys.reset();
        },
        [](Examination& f) {
            f.plan = open(access::Cause::NeedsBillingRead);
            f.subscriptions = lost<std::vector<cloudflare::Subscription>>();
        },
        [](Examination& f) { f.scripts = lost<std::vector<cloudflare::WorkerScript>>(); },
        [](Examination& f) { f.settings = lost<cloudflare::ScriptSettings>(); },
        [](Examination& f) { f.invocations = lost<cloudflare::InvocationsAnswer>(); },
        [](Examination& f) {
            f.objects = Asked<std::vector<objects::ListedObject>> {refused("ListObjectsV2", 403, 0),
                                                                   fail(ErrorCode::ObjectRefused, u"AccessDenied: Access Denied"_s)};
            f.events.reset();
        },
    };
    for (const bool isQuiet : {false, true}) {
        for (unsigned set = 1; set < 1U << refusals.size(); ++set) {
            Examination facts = isQuiet ? quietFacts() : goodFacts();
            for (std::size_t i = 0; i < refusals.size(); ++i) {
                if ((set >> i & 1U) != 0)
                    refusals[i](facts);
            }
            const Diagnosis diagnosis = diagnosisOf(facts, std::nullopt);
            QVERIFY2(diagnosis.cause() == nullptr && diagnosis.count(Verdict::AlsoFix) == 0,
                     qPrintable(u"%1 %2"_s.arg(set).arg(said(facts))));
            // Billing is not needed where a flag is on or events are there, of the list and the settings one is enough.
            const bool isAnswered = (set & ~0b1110U) == 0 && (set & 0b1100U) != 0b1100U;
            if (!isQuiet && !isAnswered)
                QVERIFY2(diagnosis.count(Verdict::Unknown) > 0, qPrintable(QString::number(set)));
        }
    }
}

void TestJudge::everyProbeIsThereAtEveryMoment()
{
    const Diagnosis nothing = diagnosisOf({}, Probe::Token);
    QCOMPARE(nothing.findings.size(), kProbes.size());
    QCOMPARE(nothing.overall, Overall::Running);
    QCOMPARE(nothing.cause(), nullptr);
    QCOMPARE(nothing.at(Probe::Token).stage, Stage::Running);
    QCOMPARE(nothing.at(Probe::Flag).stage, Stage::Waiting);
    const Diagnosis half = diagnosisOf(quietFacts(), Probe::Flag);
    QCOMPARE(half.at(Probe::Token).stage, Stage::Done);
    QCOMPARE(half.at(Probe::Filter).stage, Stage::Running); // runs and events may still change it
    QCOMPARE(half.at(Probe::Flag).stage, Stage::Running);
    for (const Finding& finding : diagnosisOf(quietFacts(), std::nullopt).findings)
        QCOMPARE(finding.stage, Stage::Done);
}

void TestJudge::anEventIsProofAgainstARole()
{
    Examination facts = goodFacts();
    facts.jobsRight = no(access::Cause::RoleReadOnly, u"Log Share Reader"_s);
    facts.jobs = lost<std::vector<cloudflare::LogpushJob>>();
    QCOMPARE(at(facts, Probe::Role), u"unknown needs_permission"_s);
    facts.invocations->answer->workers.clear();
    QCOMPARE(at(facts, Probe::Traffic), u"passed fine"_s);
}

void TestJudge::aDeadTokenIsNotToldAgain()
{
    Examination facts = quietFacts();
    closeApi(facts);
    facts.credential = no(access::Cause::Expired);
    facts.objects = Asked<std::vector<objects::ListedObject>> {refused("ListObjectsV2", 401, 0),
                                                               fail(ErrorCode::ObjectRefused, u"Unauthorized: Unauthorized"_s)};
    facts.events.reset();
    const Diagnosis diagnosis = diagnosisOf(facts, std::nullopt);
    QCOMPARE(diagnosis.count(Verdict::Cause), 1);
    QCOMPARE(diagnosis.count(Verdict::AlsoFix), 0);
    QCOMPARE(at(facts, Probe::NewestObject), u"not_run waits_for_fix"_s);
    QCOMPARE(at(facts, Probe::WranglerFile), u"passed fine"_s); // it needs no token
}

QTEST_APPLESS_MAIN(TestJudge)
#include "test_judge.moc"
