// Jobs are changed as JOB-10 says, against the Sandbox's API over the wire; answers are lost on the way.
#include "async/then.h"
#include "jobs/job_flow.h"
#include "jobs/job_merge.h"
#include "net/http_transport.h"
#include "sandbox/api_stage.h"

#include <QTest>

using namespace tracedeck;
using namespace tracedeck::jobs;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

enum class Loss { None, Answer, Request };

/// Lets all through; POSTs may be lost on their way, or their answers on the way back.
struct LossyTransport final : net::Transport {
    explicit LossyTransport(net::Transport& below) : m_below(below) {}

    QFuture<Result<net::Response>> send(net::Request request, std::stop_token stop) override
    {
        sent.push_back(request.verb);
        const bool isLost = loss != Loss::None && request.verb == net::Verb::Post;
        if (isLost && loss == Loss::Request)
            return QtFuture::makeReadyFuture(Result<net::Response> {fail(ErrorCode::Unreachable, u"no route"_s)});
        return then(m_below.send(std::move(request), std::move(stop)),
                    [isLost](const QFuture<Result<net::Response>>& done) -> Result<net::Response> {
                        if (isLost)
                            return fail(ErrorCode::Unreachable, u"connection reset"_s);
                        return done.result();
                    });
    }

    Loss loss = Loss::None;
    std::vector<net::Verb> sent;

private:
    net::Transport& m_below;
};

struct Room {
    ApiStage api;
    net::HttpTransport http;
    LossyTransport wire {http};
    cloudflare::LogpushScope scope {cloudflare::LogpushScope::Kind::Account, api.keeper.all.account.id};
    bool isReadOnly = false;

    [[nodiscard]] cloudflare::ApiClient client()
    {
        api.become(api.token(u"tracedeck"_s));
        const QByteArray token = api.headers.front().second.mid(7);
        return {wire,
                QUrl(u"http://127.0.0.1:%1/client/v4"_s.arg(api.server->port())),
                {cloudflare::Credential::Kind::ApiToken, {}, std::make_shared<const Secret>(QByteArrayView(token))}};
    }
    [[nodiscard]] Result<JobOutcome> run(const JobRequest& request)
    {
        JobFlow flow(client(), scope, isReadOnly);
        std::optional<Result<JobOutcome>> told;
        flow.run(request, [&](const Result<JobOutcome>& result) { told = result; });
        if (!QTest::qWaitFor([&] { return told.has_value(); }, 20'000))
            return fail(ErrorCode::TimedOut);
        return *told;
    }
    [[nodiscard]] QJsonObject body(const QString& name = u"workers"_s) const
    {
        return {{u"name"_s, name},
                {u"dataset"_s, u"workers_trace_events"_s},
                {u"enabled"_s, true},
                {u"destination_conf"_s,
                 QString(u"r2://tracedeck-logs/x/{DATE}?account-id="_s + scope.id + u"&access-key-id="_s + QString(32, u'a')
                         + u"&secret-access-key="_s + QString(64, u'b'))},
                {u"output_options"_s, QJsonObject {{u"sample_rate"_s, 0.5}}}};
    }
    [[nodiscard]] std::vector<QJsonObject> named(const QString& name)
    {
        std::vector<QJsonObject> found;
        for (const auto& job : api.get(u"A/logpush/jobs"_s).list()) {
            if (job.toObject()[u"name"] == name)
                found.push_back(job.toObject());
        }
        return found;
    }
};

} // namespace

class TestJobFlow : public QObject {
    Q_OBJECT

private slots:
    void aJobIsMadeChangedCopiedAndDeleted()
    {
        Room room;
        const auto made = room.run(CreateJob {room.body()});
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
        const qint64 id = made->job[u"id"].toInteger();
        QVERIFY(id > 0);
        QVERIFY(!made->job[u"destination_conf"].toString().contains(QString(64, u'b')));

        QJsonObject after = made->job;
        after[u"name"_s] = u"renamed"_s;
        const auto saved = room.run(SaveJob {id, made->job, after});
        QVERIFY2(saved, saved ? "" : qPrintable(saved.error().detail));
        QVERIFY(!saved->isConflict && saved->notTaken.empty());
        QCOMPARE(room.named(u"renamed"_s).size(), std::size_t {1});
        QCOMPARE(room.named(u"renamed"_s).front()[u"destination_conf"], room.body()[u"destination_conf"]); // the secret is what it was

        const auto copied = room.run(CopyJob {id, u"copy"_s});
        QVERIFY(copied && copied->job[u"id"].toInteger() != id);
        QCOMPARE(room.named(u"copy"_s).front()[u"enabled"].toBool(), false);

        QVERIFY(room.run(DeleteJob {id}));
        QVERIFY(room.named(u"renamed"_s).empty());
        QVERIFY(room.run(DeleteJob {id})); // gone already
    }

    void whatNobodyKnowsSurvivesAnEdit()
    {
        Room room;
        const auto made = room.run(CreateJob {room.body()});
        QVERIFY(made);
        const qint64 id = made->job[u"id"].toInteger();
        room.api.keeper.all.job(id)->fields[u"transformer_id"_s] = 77;
        QJsonObject before = made->job;
        before[u"transformer_id"_s] = 77;
        QJsonObject after = before;
        after[u"name"_s] = u"renamed"_s;
        QVERIFY(room.run(SaveJob {id, before, after}));
        QCOMPARE(room.api.keeper.all.job(id)->fields[u"transformer_id"_s].toInt(), 77);
        QCOMPARE(room.named(u"renamed"_s).size(), std::size_t {1});
    }

    void whatSomebodyElseChangedIsNotOverwrittenUnseen()
    {
        Room room;
        const auto made = room.run(CreateJob {room.body()});
        QVERIFY(made);
        const qint64 id = made->job[u"id"].toInteger();
        room.api.keeper.all.job(id)->fields[u"name"_s] = u"theirs"_s;
        QJsonObject after = made->job;
        after[u"enabled"_s] = false;
        room.wire.sent.clear();
        const auto refused = room.run(SaveJob {id, made->job, after});
        QVERIFY(refused && refused->isConflict);
        QCOMPARE(refused->meanwhile.size(), std::size_t {1});
        QCOMPARE(refused->meanwhile.front().path, u"name"_s);
        QCOMPARE(std::ranges::count(room.wire.sent, net::Verb::Put), 0);
        QVERIFY(room.run(SaveJob {id, made->job, after, true}));
        QCOMPARE(room.named(u"theirs"_s).size(), std::size_t {1}); // theirs, and ours on top
        QVERIFY(!room.named(u"theirs"_s).front()[u"enabled"].toBool());
    }

    void aLostAnswerMakesExactlyOneJob()
    {
        Room room;
        room.wire.loss = Loss::Answer;
        for (int i = 0; i < 100; ++i) {
            const QString name = u"job-%1"_s.arg(i);
            const auto made = room.run(CreateJob {room.body(name)});
            QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
            QCOMPARE(room.named(name).size(), std::size_t {1});
            QCOMPARE(made->job[u"id"], room.named(name).front()[u"id"]);
            QVERIFY(room.run(DeleteJob {made->job[u"id"].toInteger()})); // there is room for four
        }
        QCOMPARE(std::ranges::count(room.wire.sent, net::Verb::Post), 100);
    }

    void aTwinThatWasThereBeforeIsNotTakenForIt()
    {
        Room room;
        QVERIFY(room.run(CreateJob {room.body()}));
        room.wire.loss = Loss::Request;
        const auto lost = room.run(CreateJob {room.body()});
        QVERIFY(!lost);
        QVERIFY2(lost.error().detail.contains(u"not known"_s), qPrintable(lost.error().detail));
        QCOMPARE(room.named(u"workers"_s).size(), std::size_t {1});
    }

    void aRefusalIsToldInTheServersWords()
    {
        Room room;
        QJsonObject body = room.body();
        body[u"output_options"_s] = QJsonObject {{u"sample_rate"_s, 7}};
        const auto refused = room.run(CreateJob {body});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::ApiRefused);
        QCOMPARE(refused.error().status, 400);
        QVERIFY(refused.error().apiCode != 0 && !refused.error().detail.isEmpty());
        QCOMPARE(std::ranges::count(room.wire.sent, net::Verb::Post), 1);
    }

    void aReadOnlyAccountSendsNothing()
    {
        Room room;
        room.isReadOnly = true;
        for (const JobRequest& request : {JobRequest {CreateJob {room.body()}}, JobRequest {DeleteJob {1}},
                                          JobRequest {CopyJob {1, u"x"_s}}, JobRequest {SaveJob {1, {}, {}, true}}})
            QVERIFY(!room.run(request));
        QVERIFY(room.wire.sent.empty());
    }
};

QTEST_GUILESS_MAIN(TestJobFlow)
#include "test_job_flow.moc"
