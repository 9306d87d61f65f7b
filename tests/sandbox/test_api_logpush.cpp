#include "api_stage.h"

using namespace tracedeck;
using namespace tracedeck::sandbox;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr char kR2[] = "r2://tracedeck-logs/x/{DATE}?account-id=0123456789abcdef0123456789abcdef"
                       "&access-key-id=0123456789abcdef0123456789abcdef"
                       "&secret-access-key=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
constexpr char kS3[] = "s3://bucket/logs?region=eu-west-1";

QJsonObject job(QJsonObject members = {})
{
    QJsonObject all {{u"dataset"_s, u"workers_trace_events"_s}, {u"destination_conf"_s, QString::fromLatin1(kR2)}};
    for (auto each = members.begin(); each != members.end(); ++each)
        all[each.key()] = each.value();
    return all;
}

} // namespace

class TestApiLogpush : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        stage = std::make_unique<test::ApiStage>();
        stage->become(stage->token(u"tracedeck"_s));
    }
    void aJobIsMadeChangedAndRemoved();
    void aBadJobIsRefusedWithItsField_data();
    void aBadJobIsRefusedWithItsField();
    void whatIsFixedStaysAsItWas();
    void outputOptionsAreReplacedWhole();
    void aDestinationThatCannotBeWrittenIsRefused();
    void thereIsRoomForFourJobs();
    void twoAtOnceDoNotPassTheLimitTogether();
    void onlyLogsWriteReadsJobs();
    void fieldsNeedLogsReadOnly();
    void tokensOfZonesReachZonesAlone();
    void aChallengeProvesWhoOwnsTheBucket();
    void aChallengeIsForOneDestinationAndAWeek();
    void destinationsAreTriedAndFound();
    void legacyOptionsAreChecked();
    void whatIsPrintedInThePageOf2022IsTaken();

private:
    [[nodiscard]] QString pathOf(const test::ApiGot& made) const { return u"A/logpush/jobs/%1"_s.arg(made.object()[u"id"_s].toInteger()); }
    std::unique_ptr<test::ApiStage> stage;
};

void TestApiLogpush::aJobIsMadeChangedAndRemoved()
{
    const auto made = stage->ask("POST", u"A/logpush/jobs"_s, job({{u"name"_s, u"mine"_s}, {u"enabled"_s, true}}));
    QVERIFY2(made.isGood(), made.bytes.constData());
    QCOMPARE(made.object()[u"frequency"_s].toString(), u"high"_s);
    QVERIFY(made.object()[u"last_complete"_s].isNull());
    QCOMPARE(stage->pipeline.probes.back().bytes, QByteArray(R"({"content":"test"})"));
    QCOMPARE(stage->pipeline.told, QStringList {u"job %1"_s.arg(made.object()[u"id"_s].toInteger())});
    QCOMPARE(stage->get(u"A/logpush/jobs"_s).list().size(), 2);
    QCOMPARE(stage->get(u"A/logpush/datasets/workers_trace_events/jobs"_s).list().size(), 2);
    QCOMPARE(stage->get(u"A/logpush/datasets/audit_logs/jobs"_s).list().size(), 0);

    const auto off = stage->ask("PUT", pathOf(made), {{u"enabled"_s, false}});
    QVERIFY2(off.isGood(), off.bytes.constData());
    QCOMPARE(off.object()[u"name"_s].toString(), u"mine"_s);
    QCOMPARE(stage->get(pathOf(made)).object()[u"enabled"_s].toBool(), false);

    QCOMPARE(stage->got(stage->send("DELETE", pathOf(made))).object()[u"id"_s], made.object()[u"id"_s]);
    QCOMPARE(stage->get(pathOf(made)).status, 404);
    QVERIFY(stage->keeper.touched >= 3);
}

void TestApiLogpush::aBadJobIsRefusedWithItsField_data()
{
    QTest::addColumn<QJsonObject>("members");
    QTest::addColumn<QString>("field");
    const auto row = [](const char* name, const QJsonObject& members, const char* field) {
        QTest::newRow(name) << members << QString::fromLatin1(field);
    };
    row("no destination", {{u"destination_conf"_s, QJsonValue::Null}}, "destination_conf");
    row("no account in it", {{u"destination_conf"_s, u"r2://bucket/x"_s}}, "destination_conf");
    row("no such dataset", {{u"dataset"_s, u"workers_traces"_s}}, "dataset");
    row("a zone's dataset", {{u"dataset"_s, u"http_requests"_s}}, "dataset");
    row("the default dataset", {{u"dataset"_s, QJsonValue::Null}}, "dataset");
    row("long name", {{u"name"_s, QString(513, u'n')}}, "name");
    row("few bytes", {{u"max_upload_bytes"_s, 4'999'999}}, "max_upload_bytes");
    row("a filter that is no text", {{u"filter"_s, QJsonObject {}}}, "filter");
    row("a filter without where", {{u"filter"_s, uR"({"key":"Outcome","operator":"eq","value":"ok"})"_s}}, "filter");
    row("a long filter",
        {{u"filter"_s, QString(uR"({"where":{"key":"Outcome","operator":"eq","value":")"_s + QString(1000, u'x') + uR"("}})"_s)}},
        "filter");
    row("edge", {{u"kind"_s, u"edge"_s}}, "kind");
    row("no such field", {{u"output_options"_s, QJsonObject {{u"field_names"_s, QJsonArray {u"outcome"_s}}}}},
        "output_options.field_names");
    row("all of nothing", {{u"output_options"_s, QJsonObject {{u"sample_rate"_s, 0}}}}, "output_options.sample_rate");
}

void TestApiLogpush::aBadJobIsRefusedWithItsField()
{
    QFETCH(QJsonObject, members);
    QFETCH(QString, field);
    const auto refused = stage->ask("POST", u"A/logpush/jobs"_s, job(members));
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.code(), 1004);
    QVERIFY2(refused.message().startsWith(field), refused.bytes.constData());
    QVERIFY(refused.result().isNull());
    QVERIFY(stage->pipeline.probes.empty());
    QCOMPARE(stage->keeper.all.jobs.size(), std::size_t {1});
}

void TestApiLogpush::whatIsFixedStaysAsItWas()
{
    const auto made = stage->ask("POST", u"A/logpush/jobs"_s, job({{u"name"_s, u"mine"_s}}));
    QCOMPARE(stage->ask("PUT", pathOf(made), {{u"dataset"_s, u"audit_logs"_s}}).code(), 1004);
    QCOMPARE(stage->ask("PUT", pathOf(made), {{u"dataset"_s, QJsonValue::Null}}).code(), 1004);
    QCOMPARE(stage->ask("PUT", pathOf(made), {{u"kind"_s, u"edge"_s}}).message(), u"kind: cannot be changed"_s);
    QVERIFY(stage->ask("PUT", pathOf(made), {{u"dataset"_s, u"workers_trace_events"_s}, {u"kind"_s, u""_s}}).isGood());
    QVERIFY(stage->ask("PUT", pathOf(made), {{u"name"_s, u"other"_s}}).isGood());
    stage->keeper.all.facts.nameMayChange = false;
    QCOMPARE(stage->ask("PUT", pathOf(made), {{u"name"_s, u"third"_s}}).code(), 1004);
    QCOMPARE(stage->get(pathOf(made)).object()[u"name"_s].toString(), u"other"_s);
}

void TestApiLogpush::outputOptionsAreReplacedWhole()
{
    const QJsonObject options {{u"timestamp_format"_s, u"rfc3339"_s}, {u"sample_rate"_s, 0.5}};
    const auto made = stage->ask("POST", u"A/logpush/jobs"_s, job({{u"output_options"_s, options}}));
    const auto changed = stage->ask("PUT", pathOf(made), {{u"output_options"_s, QJsonObject {{u"sample_rate"_s, 1}}}});
    QCOMPARE(changed.object()[u"output_options"_s].toObject(), (QJsonObject {{u"sample_rate"_s, 1}}));
}

void TestApiLogpush::aDestinationThatCannotBeWrittenIsRefused()
{
    const auto made = stage->ask("POST", u"A/logpush/jobs"_s, job());
    stage->pipeline.failure = Error {ErrorCode::IoFailed, u"error writing object: error uploading"_s, {}};
    const auto refused = stage->ask("POST", u"A/logpush/jobs"_s, job());
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.message(), u"error validating destination: error writing object: error uploading"_s);
    QCOMPARE(stage->ask("PUT", pathOf(made), {{u"enabled"_s, true}}).status, 400); // tried with every change
    QCOMPARE(stage->get(pathOf(made)).object()[u"enabled"_s].toBool(), false);
}

void TestApiLogpush::thereIsRoomForFourJobs()
{
    for (int i = 0; i < 3; ++i)
        QVERIFY(stage->ask("POST", u"A/logpush/jobs"_s, job()).isGood());
    const auto fifth = stage->ask("POST", u"A/logpush/jobs"_s, job());
    QCOMPARE(fifth.message(), u"creating a new job is not allowed: exceeded max jobs allowed"_s);
    stage->keeper.all.facts.maxJobs = 5;
    QVERIFY(stage->ask("POST", u"A/logpush/jobs"_s, job()).isGood());
}

void TestApiLogpush::twoAtOnceDoNotPassTheLimitTogether()
{
    stage->keeper.all.facts.maxJobs = 2;
    stage->pipeline.isHeld = true;
    auto* slow = stage->send("POST", u"A/logpush/jobs"_s, QJsonDocument(job()).toJson());
    QTRY_COMPARE(stage->pipeline.probes.size(), std::size_t {1});
    stage->pipeline.isHeld = false;
    QVERIFY(stage->ask("POST", u"A/logpush/jobs"_s, job()).isGood());
    stage->pipeline.held.addResult(Result<void> {});
    stage->pipeline.held.finish();
    QVERIFY(stage->got(slow).message().contains(u"exceeded max jobs"));
    QCOMPARE(stage->keeper.all.jobs.size(), std::size_t {2});
}

void TestApiLogpush::onlyLogsWriteReadsJobs()
{
    for (const QString& name : {u"logs-read-only"_s, u"zone-logs"_s, u"viewer"_s}) {
        stage->become(stage->token(name));
        const auto refused = stage->get(u"A/logpush/jobs"_s);
        QCOMPARE(refused.status, 403);
        QCOMPARE(refused.code(), 1004);
    }
    stage->become(stage->token(u"ci-deploy"_s)); // the account's
    QVERIFY(stage->get(u"A/logpush/jobs"_s).isGood());
    stage->keeper.all.facts.accountTokensUseLogpush = false;
    QCOMPARE(stage->get(u"A/logpush/jobs"_s).status, 403);
    stage->become(stage->memberWith("Log Share"));
    QVERIFY(stage->get(u"A/logpush/jobs"_s).isGood());
    stage->become(stage->memberWith("Administrator Read Only"));
    QCOMPARE(stage->get(u"A/logpush/jobs"_s).code(), 1004);
}

void TestApiLogpush::fieldsNeedLogsReadOnly()
{
    stage->become(stage->token(u"logs-read-only"_s));
    const auto fields = stage->get(u"A/logpush/datasets/workers_trace_events/fields"_s);
    QCOMPARE(fields.object().size(), 13);
    QVERIFY(fields.object()[u"CPUTimeMs"_s].toString().startsWith(u"int"));
    QCOMPARE(stage->get(u"A/logpush/datasets/nothing/fields"_s).status, 400);
    stage->become(stage->token(u"zone-logs"_s));
    QCOMPARE(stage->get(u"A/logpush/datasets/workers_trace_events/fields"_s).code(), 10000);
}

void TestApiLogpush::tokensOfZonesReachZonesAlone()
{
    stage->become(stage->token(u"zone-logs"_s));
    const QString jobs = u"zones/"_s + stage->keeper.all.zones.front().id + u"/logpush/jobs"_s;
    QCOMPARE(stage->get(jobs).list().size(), 0);
    QCOMPARE(stage->ask("POST", jobs, job()).message(), u"dataset: \"workers_trace_events\" is not for zones"_s);
    const auto made = stage->ask("POST", jobs, job({{u"dataset"_s, u"http_requests"_s}}));
    QVERIFY2(made.isGood(), made.bytes.constData());
    QCOMPARE(stage->get(jobs).list().size(), 1);
    stage->become(stage->token(u"tracedeck"_s));
    QCOMPARE(stage->get(pathOf(made)).status, 404); // not the account's
}

void TestApiLogpush::aChallengeProvesWhoOwnsTheBucket()
{
    const QJsonObject conf {{u"destination_conf"_s, QString::fromLatin1(kS3)}};
    QVERIFY(stage->ask("POST", u"A/logpush/jobs"_s, job(conf)).message().startsWith(u"ownership_challenge"));
    const auto challenge = stage->ask("POST", u"A/logpush/ownership"_s, conf);
    QVERIFY(challenge.object()[u"valid"_s].toBool());
    QCOMPARE(challenge.object()[u"filename"_s].toString(), u"logs/ownership-challenge.txt"_s);
    const auto& file = stage->pipeline.probes.back();
    QCOMPARE(file.name, u"ownership-challenge.txt"_s);
    QVERIFY(!file.compress);
    QJsonObject with = conf;
    with[u"ownership_challenge"_s] = QString::fromLatin1(file.bytes);
    QVERIFY(stage->ask("POST", u"A/logpush/ownership/validate"_s, with).object()[u"valid"_s].toBool());
    const auto made = stage->ask("POST", u"A/logpush/jobs"_s, job(with));
    QVERIFY2(made.isGood(), made.bytes.constData());
    QVERIFY(!made.object().contains(u"ownership_challenge"_s));
    QVERIFY(stage->ask("PUT", pathOf(made), {{u"enabled"_s, true}}).isGood()); // the same place needs no new one
}

void TestApiLogpush::aChallengeIsForOneDestinationAndAWeek()
{
    const QJsonObject conf {{u"destination_conf"_s, QString::fromLatin1(kS3)}};
    QVERIFY(stage->ask("POST", u"A/logpush/ownership"_s, conf).isGood());
    const QString token = QString::fromLatin1(stage->pipeline.probes.back().bytes);
    const auto isMet = [&](const QString& destination, const QString& with) {
        return stage
            ->ask("POST", u"A/logpush/ownership/validate"_s, {{u"destination_conf"_s, destination}, {u"ownership_challenge"_s, with}})
            .object()[u"valid"_s]
            .toBool();
    };
    QVERIFY(isMet(QString::fromLatin1(kS3), token));
    QVERIFY(!isMet(u"s3://other/logs?region=eu-west-1"_s, token));
    QVERIFY(!isMet(QString::fromLatin1(kS3), token.chopped(2)));
    QVERIFY(!isMet(QString::fromLatin1(kS3), u"a.b.c"_s));
    stage->clock.now += 7 * 86'400'000LL;
    QVERIFY(!isMet(QString::fromLatin1(kS3), token));
    QCOMPARE(stage->ask("POST", u"A/logpush/ownership/validate"_s, conf).status, 400);
}

void TestApiLogpush::destinationsAreTriedAndFound()
{
    const QJsonObject conf {{u"destination_conf"_s, QString::fromLatin1(kR2)}};
    QVERIFY(stage->ask("POST", u"A/logpush/validate/destination"_s, conf).object()[u"valid"_s].toBool());
    const auto wrong = stage->ask("POST", u"A/logpush/validate/destination"_s, {{u"destination_conf"_s, u"nonsense"_s}});
    QVERIFY(wrong.isGood() && !wrong.object()[u"valid"_s].toBool() && !wrong.object()[u"message"_s].toString().isEmpty());
    QVERIFY(!stage->ask("POST", u"A/logpush/validate/destination/exists"_s, conf).object()[u"exists"_s].toBool());
    QVERIFY(stage->ask("POST", u"A/logpush/jobs"_s, job()).isGood());
    QVERIFY(stage->ask("POST", u"A/logpush/validate/destination/exists"_s, conf).object()[u"exists"_s].toBool());
}

void TestApiLogpush::legacyOptionsAreChecked()
{
    const auto isValid = [this](const QString& options) {
        return stage
            ->ask("POST", u"A/logpush/validate/origin"_s, {{u"logpull_options"_s, options}, {u"dataset"_s, u"workers_trace_events"_s}})
            .object()[u"valid"_s]
            .toBool();
    };
    QVERIFY(isValid(u"fields=Outcome,Logs&timestamps=rfc3339"_s));
    QVERIFY(!isValid(u"fields=Nothing"_s));
    QCOMPARE(stage->ask("POST", u"A/logpush/validate/origin"_s, {}).status, 400);
}

void TestApiLogpush::whatIsPrintedInThePageOf2022IsTaken()
{
    stage->become(stage->keeper.all.members.front()); // e-mail and key
    const auto made = stage->ask("POST", u"A/logpush/jobs"_s,
                                 job({{u"name"_s, u"workers-logpush"_s},
                                      {u"logpull_options"_s, u"fields=Event,EventTimestampMs,Outcome,Exceptions,Logs,ScriptName"_s},
                                      {u"filter"_s, uR"({"where": {"key":"Outcome","operator":"!eq","value":"exception"}})"_s},
                                      {u"enabled"_s, true}}));
    QVERIFY2(made.isGood(), made.bytes.constData());
    QCOMPARE(made.object()[u"destination_conf"_s].toString(), QString::fromLatin1(kR2));
}

QTEST_GUILESS_MAIN(TestApiLogpush)
#include "test_api_logpush.moc"
