// Workers are switched as WRK-2 says, against the Sandbox's API over the wire.
#include "net/http_transport.h"
#include "net/retry_transport.h"
#include "sandbox/api_stage.h"
#include "workers/flag_switch.h"

#include <QSignalSpy>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::workers;
using namespace Qt::Literals::StringLiterals;

class TestFlagSwitch : public QObject {
    Q_OBJECT
private slots:
    void twoHundredWorkersAreSwitchedAndUndone();
    void whatIsSoAlreadyIsNotSent();
    void aWorkerInANamespaceGoesByItsOwnCall();
    void refusalsAreToldInTheServersWords();
    void anAnswerThatIsLostIsReadBack();
    void stoppingSendsNothingMore();
};

namespace {

/// Nobody waits here.
class HastyAlarm final : public Alarm {
public:
    void after(std::chrono::milliseconds, std::function<void()> ring) override
    {
        m_later.after(std::chrono::milliseconds(0), std::move(ring));
    }

private:
    Later m_later;
};

/// Loses the answers of PATCH, each after it was done.
struct LosingTransport final : net::Transport {
    explicit LosingTransport(net::Transport& below) : m_below(below) {}
    QFuture<Result<net::Response>> send(net::Request request, std::stop_token stop) override
    {
        const bool isLost = losesPatches && request.verb == net::Verb::Patch;
        patches += request.verb == net::Verb::Patch ? 1 : 0;
        return then(m_below.send(std::move(request), std::move(stop)),
                    [isLost](const QFuture<Result<net::Response>>& done) -> Result<net::Response> {
                        return isLost ? fail(ErrorCode::Unreachable, u"connection reset"_s) : done.result();
                    });
    }
    bool losesPatches = false;
    int patches = 0;

private:
    net::Transport& m_below;
};

struct Room {
    test::ApiStage api;
    net::HttpTransport http;
    net::RetryTransport patient {http, net::RetryRules {.tries = 8}, std::make_shared<HastyAlarm>()};
    LosingTransport wire {patient};
    FlagSwitch flags;

    Room() { api.become(api.token(u"tracedeck"_s)); }

    [[nodiscard]] sandbox::SandboxState& state() { return api.keeper.all; }
    [[nodiscard]] cloudflare::ApiClient client()
    {
        const QByteArray token = api.headers.front().second.mid(7);
        return {wire,
                QUrl(u"http://127.0.0.1:%1/client/v4"_s.arg(api.server->port())),
                {cloudflare::Credential::Kind::ApiToken, {}, std::make_shared<const Secret>(QByteArrayView(token))}};
    }
    const std::vector<FlagOutcome>& run(std::vector<FlagWish> wishes)
    {
        QSignalSpy finished(&flags, &FlagSwitch::finished);
        flags.start(client(), state().account.id, std::move(wishes));
        if (finished.isEmpty() && !finished.wait(60'000))
            qFatal("the switch does not end");
        return flags.outcomes();
    }
    [[nodiscard]] std::vector<bool> flagsNow()
    {
        std::vector<bool> all;
        for (const auto& script : state().scripts)
            all.push_back(script.logpush);
        return all;
    }
};

/// The account with so many Workers more, every third of them on.
std::vector<FlagWish> manyWorkers(Room& room, int count)
{
    std::vector<FlagWish> wishes;
    const sandbox::Script like = room.state().scripts.front();
    for (int i = 0; i < count; ++i) {
        sandbox::Script script = like;
        script.name = u"worker-%1"_s.arg(i);
        script.logpush = i % 3 == 0;
        room.state().scripts.push_back(script);
        wishes.push_back({script.name, {}, true});
    }
    return wishes;
}

} // namespace

void TestFlagSwitch::twoHundredWorkersAreSwitchedAndUndone()
{
    Room room;
    const auto wishes = manyWorkers(room, 200);
    const std::vector<bool> before = room.flagsNow();
    QVERIFY(room.api.faults.set({u"429@20"_s}));
    QSignalSpy progress(&room.flags, &FlagSwitch::progressed);
    const auto outcomes = room.run(wishes);
    QCOMPARE(outcomes.size(), std::size_t {200});
    for (const FlagOutcome& outcome : outcomes)
        QVERIFY2(!outcome.error && outcome.after == true, qPrintable(outcome.wish.worker));
    QCOMPARE(progress.last().at(0).toInt(), 200);
    QCOMPARE(progress.last().at(1).toInt(), 200);
    for (const FlagWish& wish : wishes)
        QVERIFY(room.state().script(wish.worker)->logpush);
    const auto back = room.flags.undo();
    QCOMPARE(back.size(), std::size_t {133}); // those that were off
    for (const FlagOutcome& outcome : room.run(back))
        QVERIFY(!outcome.error);
    QCOMPARE(room.flagsNow(), before);
}

void TestFlagSwitch::whatIsSoAlreadyIsNotSent()
{
    Room room;
    manyWorkers(room, 1);
    const auto outcomes = room.run({{u"worker-0"_s, {}, true}});
    QCOMPARE(room.wire.patches, 0);
    QCOMPARE(outcomes.front().before, std::optional(true));
    QVERIFY(room.flags.undo().empty());
}

void TestFlagSwitch::aWorkerInANamespaceGoesByItsOwnCall()
{
    Room room;
    const auto user = std::ranges::find_if(room.state().scripts, [](const auto& each) { return !each.dispatchNamespace.isEmpty(); });
    QVERIFY(user != room.state().scripts.end());
    const QString name = user->name, space = user->dispatchNamespace;
    const std::size_t versions = user->versions.size();
    const bool was = user->logpush;
    const auto outcomes = room.run({{name, space, !was}});
    QVERIFY(!outcomes.front().error);
    QCOMPARE(room.state().script(name, space)->logpush, !was);
    QCOMPARE(room.state().script(name, space)->versions.size(), versions + 1); // it makes a version
    QVERIFY(!room.run(room.flags.undo()).front().error);
    QCOMPARE(room.state().script(name, space)->logpush, was);
}

void TestFlagSwitch::refusalsAreToldInTheServersWords()
{
    Room room;
    auto wishes = manyWorkers(room, 3);
    room.state().account.workersPaid = false;
    wishes.push_back({u"not-there"_s, {}, true});
    const auto outcomes = room.run(wishes);
    QCOMPARE(outcomes.size(), std::size_t {4}); // one that fails does not stop the others
    QCOMPARE(outcomes[1].error->apiCode, 10023);
    QCOMPARE(outcomes[1].after, std::optional(false));
    QVERIFY(!outcomes[1].error->ray.isEmpty());
    QCOMPARE(outcomes[3].error->apiCode, 10007);
    QVERIFY(room.flags.undo().empty());
}

void TestFlagSwitch::anAnswerThatIsLostIsReadBack()
{
    Room room;
    manyWorkers(room, 2);
    room.wire.losesPatches = true;
    const auto outcomes = room.run({{u"worker-1"_s, {}, true}});
    QVERIFY(!outcomes.front().error);
    QCOMPARE(outcomes.front().after, std::optional(true));
    QCOMPARE(room.flags.undo(), (std::vector<FlagWish> {{u"worker-1"_s, {}, false}}));
}

void TestFlagSwitch::stoppingSendsNothingMore()
{
    Room room;
    const auto wishes = manyWorkers(room, 50);
    QObject::connect(&room.flags, &FlagSwitch::progressed, &room.flags, [&room](int done, int) {
        if (done == 5)
            room.flags.stop();
    });
    room.flags.start(room.client(), room.state().account.id, wishes);
    QTRY_VERIFY(!room.flags.isRunning());
    const int patches = room.wire.patches;
    QCOMPARE(room.flags.outcomes().size(), std::size_t {5});
    QVERIFY(!room.run({{u"worker-49"_s, {}, true}}).front().error); // nothing of the first run comes before it
    QCOMPARE(room.wire.patches, patches + 1);
    QVERIFY(!room.state().script(u"worker-40"_s)->logpush);
}

QTEST_GUILESS_MAIN(TestFlagSwitch)
#include "test_flag_switch.moc"
