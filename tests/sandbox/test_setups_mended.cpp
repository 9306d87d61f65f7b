#include "cloudflare/workers_api.h"
#include "sandbox/setup_stage.h"
#include "sandbox/setups.h"

#include <QJsonDocument>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::sandbox;
using namespace tracedeck::cloudflare;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QString workerOf(const Setup& setup)
{
    return QString::fromUtf8(setup.worker.data(), static_cast<qsizetype>(setup.worker.size()));
}

/// Where the given keys may write.
QString destinationOf(const SetupStage& stage)
{
    QString secret;
    stage.address->secretAccessKey.reveal([&secret](QByteArrayView bytes) { secret = QString::fromLatin1(bytes); });
    return u"r2://%1/%2/{DATE}?account-id=%3&access-key-id=%4&secret-access-key=%5"_s.arg(
        stage.address->bucket, stage.address->prefix, stage.address->accountId, stage.address->accessKeyId, secret);
}

/// What is changed in the job, or is the job, where there is none; nothing where it is the Worker that is switched on.
QJsonObject changesFor(const QString& setup, const SetupStage& stage)
{
    const QHash<QString, QJsonObject> changes {
        {u"no-job"_s, {{u"dataset"_s, u"workers_trace_events"_s}, {u"enabled"_s, true}, {u"destination_conf"_s, destinationOf(stage)}}},
        {u"job-off"_s, {{u"enabled"_s, true}}},
        {u"auto-disabled"_s, {{u"enabled"_s, true}}},
        {u"wrong-destination-keys"_s, {{u"destination_conf"_s, destinationOf(stage)}}},
        {u"filter-keeps-nothing"_s, {{u"filter"_s, u""_s}}},
        {u"tiny-sample"_s, {{u"output_options"_s, QJsonObject {{u"field_names"_s, QJsonArray {u"ScriptName"_s}}, {u"sample_rate"_s, 1}}}}},
    };
    return changes.value(setup);
}

} // namespace

/// The broken account after somebody did what its set-up says could be done.
class TestSetupsMended : public QObject {
    Q_OBJECT

private slots:
    void whatCallsMendDelivers_data();
    void whatCallsMendDelivers();
    void nothingComesBefore_data() { whatCallsMendDelivers_data(); }
    void nothingComesBefore();

private:
    /// The Worker runs, and its batch is due.
    static bool runOnce(const SetupStage& stage, const QString& worker)
    {
        const QJsonObject request {{u"url"_s, u"https://a.example/"_s}, {u"method"_s, u"GET"_s}};
        const QJsonObject item {
            {u"scriptName"_s, worker},
            {u"outcome"_s, u"ok"_s},
            {u"eventTimestamp"_s, qint64 {stage.clock->now}},
            {u"event"_s, QJsonObject {{u"request"_s, request}, {u"response"_s, QJsonObject {{u"status"_s, 200}}}}},
            {u"logs"_s, QJsonArray {}},
            {u"exceptions"_s, QJsonArray {}},
        };
        net::Request post;
        post.verb = net::Verb::Post;
        post.url = stage.address->intakeUrl;
        post.body = QJsonDocument(item).toJson(QJsonDocument::Compact) + '\n';
        const auto sent = stage.http.send(post, {}).result();
        stage.clock->now += 31'000;
        return sent && sent->status / 100 == 2;
    }
    static Result<void> mend(const QString& setup, const SetupStage& stage, const QString& worker)
    {
        const QJsonObject changes = changesFor(setup, stage);
        if (changes.isEmpty()) {
            const auto set = stage.ask(setScriptLogpush(stage.address->accountId, worker, true));
            return set ? Result<void> {} : fail(set.error());
        }
        const auto jobs = stage.ask(logpushJobs(stage.scope()));
        if (!jobs)
            return fail(jobs.error());
        ApiRequest request {.verb = jobs->empty() ? net::Verb::Post : net::Verb::Put,
                            .path = pathOf({u"accounts"_s, stage.address->accountId, u"logpush"_s, u"jobs"_s}),
                            .body = changes};
        if (!jobs->empty())
            request.path += u'/' + QString::number(jobs->front().id);
        const auto sent = stage.client().send(request, {}).result();
        return sent ? Result<void> {} : fail(sent.error());
    }
};

void TestSetupsMended::whatCallsMendDelivers_data()
{
    QTest::addColumn<QString>("worker");
    for (const Setup& setup : setups()) {
        if (setup.mend == Mend::ByApi)
            QTest::newRow(setup.name.data()) << workerOf(setup);
    }
}

void TestSetupsMended::whatCallsMendDelivers()
{
    QFETCH(QString, worker);
    const QString setup = QString::fromLatin1(QTest::currentDataTag());
    const SetupStage stage(setup, 0);
    const auto mended = mend(setup, stage, worker);
    QVERIFY2(mended.has_value(), mended ? "" : qPrintable(mended.error().detail));
    QVERIFY(runOnce(stage, worker));
    QTRY_VERIFY_WITH_TIMEOUT(stage.isDelivered(worker).value_or(false), 20'000);
    const auto jobs = stage.ask(logpushJobs(stage.scope()));
    QVERIFY(jobs->front().isEnabled && !jobs->front().lastErrorMs && jobs->front().lastCompleteMs);
}

/// Of a Worker that runs, where nobody mends: its run is counted, and that is all.
void TestSetupsMended::nothingComesBefore()
{
    QFETCH(QString, worker);
    SetupStage stage(QString::fromLatin1(QTest::currentDataTag()), 0);
    QVERIFY(runOnce(stage, worker));
    stage.restart();
    const auto delivered = stage.isDelivered(worker);
    QVERIFY(delivered.has_value() && !*delivered);
    QCOMPARE(stage.runs(worker)->of(worker)->requests, std::uint64_t {1});
}

QTEST_GUILESS_MAIN(TestSetupsMended)
#include "test_setups_mended.moc"
