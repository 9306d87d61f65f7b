#include "cloudflare/account_api.h"
#include "cloudflare/workers_api.h"
#include "sandbox/setup_stage.h"
#include "sandbox/setups.h"
#include "sandbox/state_file.h"

#include <QTest>

using namespace tracedeck;
using namespace tracedeck::sandbox;
using namespace tracedeck::cloudflare;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::uint64_t kEvents = 3000;

QString nameOf(const Setup& setup)
{
    return QString::fromUtf8(setup.name.data(), static_cast<qsizetype>(setup.name.size()));
}

QString troubleOf(const Error& error)
{
    return error.status != 0 ? QString::number(error.status) : QStringLiteral("refused");
}

QString yesOrNo(bool is)
{
    return is ? QStringLiteral("yes") : QStringLiteral("no");
}

QString jobSeen(const Result<std::vector<LogpushJob>>& jobs)
{
    if (!jobs)
        return troubleOf(jobs.error());
    if (jobs->empty())
        return QStringLiteral("none");
    const LogpushJob& job = jobs->front();
    return (job.isEnabled ? QStringLiteral("on") : QStringLiteral("off")) + (job.lastErrorMs ? u" failing"_s : QString());
}

QString flagSeen(const Result<ScriptSettings>& settings)
{
    if (!settings)
        return troubleOf(settings.error());
    return settings->logpush.value_or(false) ? QStringLiteral("on") : QStringLiteral("off");
}

QString planSeen(const Result<std::vector<Subscription>>& plans)
{
    if (!plans)
        return troubleOf(plans.error());
    return yesOrNo(std::ranges::any_of(*plans, [](const Subscription& plan) { return plan.planId.contains(u"workers"); }));
}

} // namespace

class TestSetups : public QObject {
    Q_OBJECT

private slots:
    void everySetupHasAName();
    void aFolderKeepsItsSetup();
    void eachIsWhatItSays_data();
    void eachIsWhatItSays();
    void theBucketIsAsTheCredential();
    void whatTheApiMendsIsMendedWithTheGivenToken_data();
    void whatTheApiMendsIsMendedWithTheGivenToken();
    void theWranglerFileIsOfTheWorker();
};

void TestSetups::everySetupHasAName()
{
    const QStringList wanted {u"healthy"_s,
                              u"expired-token"_s,
                              u"wrong-account"_s,
                              u"small-role"_s,
                              u"no-plan"_s,
                              u"no-job"_s,
                              u"job-off"_s,
                              u"auto-disabled"_s,
                              u"flag-off"_s,
                              u"no-traffic"_s,
                              u"wrong-destination-keys"_s,
                              u"filter-keeps-nothing"_s,
                              u"tiny-sample"_s,
                              u"wrong-prefix"_s,
                              u"wrangler-file-off"_s};
    QCOMPARE(setups().size(), static_cast<std::size_t>(wanted.size()));
    for (const QString& name : wanted) {
        QVERIFY2(setupNamed(name), qPrintable(name));
        QVERIFY(makeSetup(name, 3, 1'795'000'000'000).has_value());
    }
    QCOMPARE(setupNamed(u"")->name, std::string_view("healthy"));
    QCOMPARE(makeSetup(u"haunted"_s, 3, 1000).error().code, ErrorCode::BadValue);
}

void TestSetups::aFolderKeepsItsSetup()
{
    const QTemporaryDir folder;
    QVERIFY(StateFile::open(folder.path(), 5, 1'795'000'000'000, u"wrong-prefix"_s).has_value());
    {
        const auto again = StateFile::open(folder.path(), 5, 1'795'000'000'000);
        QVERIFY(again.has_value());
        QCOMPARE(handoutOf((*again)->state()).prefix, u"worker-logs"_s);
    }
    QCOMPARE(StateFile::open(folder.path(), 5, 1000, u"no-job"_s).error().code, ErrorCode::BadValue);
    QVERIFY(StateFile::open(folder.path(), 5, 1000, u"wrong-prefix"_s).has_value());
}

void TestSetups::eachIsWhatItSays_data()
{
    QTest::addColumn<QString>("seen");
    const auto row = [](const char* name, const char* seen) { QTest::newRow(name) << QString::fromLatin1(seen); };
    row("healthy", "token active, job on, flag on, plan yes, delivered yes, ran yes");
    row("expired-token", "token expired, job 401, flag 401, plan 401, delivered 401, ran 401");
    row("wrong-account", "token active, job 403, flag 403, plan 403, delivered yes, ran 200");
    row("small-role", "token active, job 403, flag 403, plan 403, delivered 403, ran 403");
    row("no-plan", "token active, job on, flag off, plan no, delivered no, ran yes");
    row("no-job", "token active, job none, flag on, plan yes, delivered no, ran yes");
    row("job-off", "token active, job off, flag on, plan yes, delivered no, ran yes");
    row("auto-disabled", "token active, job off failing, flag on, plan yes, delivered no, ran yes");
    row("wrong-destination-keys", "token active, job on failing, flag on, plan yes, delivered no, ran yes");
    row("filter-keeps-nothing", "token active, job on, flag on, plan yes, delivered no, ran yes");
    row("tiny-sample", "token active, job on, flag on, plan yes, delivered no, ran yes");
    row("flag-off", "token active, job on, flag off, plan yes, delivered no, ran yes");
    row("wrangler-file-off", "token active, job on, flag on, plan yes, delivered yes, ran yes");
    row("no-traffic", "token active, job on, flag on, plan yes, delivered no, ran no");
    row("wrong-prefix", "token active, job on, flag on, plan yes, delivered no, ran yes");
}

void TestSetups::eachIsWhatItSays()
{
    QFETCH(QString, seen);
    const SetupStage stage(QString::fromLatin1(QTest::currentDataTag()), kEvents);
    const Setup& setup = *setupNamed(QString::fromLatin1(QTest::currentDataTag()));
    const QString worker = QString::fromUtf8(setup.worker.data(), static_cast<qsizetype>(setup.worker.size()));
    const auto isLaid = [&stage] { // as far as one may know
        const auto all = stage.runs();
        std::uint64_t sum = 0;
        for (const auto& each : all ? all->workers : std::vector<WorkerInvocations> {})
            sum += each.requests;
        return !all || sum == kEvents;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isLaid(), 60'000);
    if (seen.contains(u"delivered yes"))
        QTRY_VERIFY_WITH_TIMEOUT(stage.isDelivered(worker).value_or(false), 60'000);
    const auto token = stage.ask(verifyUserToken());
    const auto delivered = stage.isDelivered(worker);
    const auto runs = stage.runs(worker);
    const QStringList parts {u"token "_s + (token ? token->status : troubleOf(token.error())),
                             u"job "_s + jobSeen(stage.ask(logpushJobsOf(stage.scope(), kWorkersDataset))),
                             u"flag "_s + flagSeen(stage.ask(scriptSettings(stage.address->accountId, worker))),
                             u"plan "_s + planSeen(stage.ask(subscriptions(stage.address->accountId))),
                             u"delivered "_s + (delivered ? yesOrNo(*delivered) : troubleOf(delivered.error())),
                             u"ran "_s + (runs ? yesOrNo(runs->of(worker) != nullptr) : troubleOf(runs.error()))};
    QCOMPARE(parts.join(u", "_s), seen);
}

void TestSetups::theBucketIsAsTheCredential()
{
    for (const Setup& setup : setups()) {
        const SetupStage stage(nameOf(setup), 0);
        auto source = stage.bucket();
        const auto listed = source.list({}, {}).result();
        const bool isOpen = setup.name != "expired-token" && setup.name != "small-role";
        QVERIFY2(listed.has_value() == isOpen, setup.name.data());
    }
}

void TestSetups::whatTheApiMendsIsMendedWithTheGivenToken_data()
{
    QTest::addColumn<bool>("isAllowed");
    for (const Setup& setup : setups())
        QTest::newRow(setup.name.data()) << (setup.mend == Mend::ByApi || setup.mend == Mend::NotNeeded || setup.mend == Mend::ByFile
                                             || setup.name == "no-traffic" || setup.name == "wrong-prefix");
}

/// Both the job and the flag can be set with the given token and account id, or one of them cannot.
void TestSetups::whatTheApiMendsIsMendedWithTheGivenToken()
{
    QFETCH(bool, isAllowed);
    const SetupStage stage(QString::fromLatin1(QTest::currentDataTag()), 0);
    QString secret;
    stage.address->secretAccessKey.reveal([&secret](QByteArrayView bytes) { secret = QString::fromLatin1(bytes); });
    const QString destination = u"r2://%1/%2/{DATE}?account-id=%3&access-key-id=%4&secret-access-key=%5"_s.arg(
        stage.address->bucket, u"workers"_s, stage.address->accountId, stage.address->accessKeyId, secret);
    ApiRequest create {.verb = net::Verb::Post,
                       .path = pathOf({u"accounts"_s, stage.address->accountId, u"logpush"_s, u"jobs"_s}),
                       .body = QJsonObject {{u"dataset"_s, u"workers_trace_events"_s}, {u"destination_conf"_s, destination}}};
    const auto job = stage.client().send(create, {}).result();
    const auto flag = stage.ask(setScriptLogpush(stage.address->accountId, u"checkout-api"_s, true));
    QVERIFY2((job.has_value() && flag.has_value()) == isAllowed,
             qPrintable((job ? QString() : job.error().detail) + u' ' + (flag ? QString() : flag.error().detail)));
}

void TestSetups::theWranglerFileIsOfTheWorker()
{
    for (const Setup& setup : setups()) {
        const QByteArray file = wranglerFileOf(setup);
        const QByteArray worker(setup.worker.data(), static_cast<qsizetype>(setup.worker.size()));
        QVERIFY(file.startsWith(QByteArray("name = \"" + worker + "\"\n")));
        QCOMPARE(file.contains("\nlogpush = false\n"), setup.mend == Mend::ByFile);
        QCOMPARE(file.contains("\nlogpush = true\n"), setup.mend != Mend::ByFile);
    }
}

QTEST_GUILESS_MAIN(TestSetups)
#include "test_setups.moc"
