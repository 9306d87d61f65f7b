// The list of an account's Workers, read again and again against the Sandbox's API, some of it failing in passing.
#include "async/then.h"
#include "net/http_transport.h"
#include "sandbox/api_stage.h"
#include "workers/worker_lists.h"

#include <QSignalSpy>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::workers;
using namespace Qt::Literals::StringLiterals;

class TestWorkerLists : public QObject {
    Q_OBJECT
private slots:
    void userWorkersAreThereUntilAllAreReadAgain();
    void whatIsKnownStaysWhereReadingFailsInPassing();
    void whatIsRefusedIsNotKnown();
    void manyFlagsAreToldInFews();
    void whatWasReadBackIsNewerThanWhatIsBeingRead();
};

namespace {

/// Loses what is asked for at some addresses, and tells of each request before it goes.
struct Wire final : net::Transport {
    explicit Wire(net::Transport& below) : m_below(below) {}
    QFuture<Result<net::Response>> send(net::Request request, std::stop_token stop) override
    {
        if (onRequest)
            onRequest(request.url.path());
        const bool isLost = !lost.isEmpty() && request.url.path().contains(lost);
        return then(m_below.send(std::move(request), std::move(stop)),
                    [isLost](const QFuture<Result<net::Response>>& done) -> Result<net::Response> {
                        return isLost ? fail(ErrorCode::Unreachable, u"connection reset"_s) : done.result();
                    });
    }
    QString lost; ///< part of an address
    std::function<void(const QString& path)> onRequest;

private:
    net::Transport& m_below;
};

struct Room {
    test::ApiStage api;
    net::HttpTransport http;
    Wire wire {http};
    WorkerLists lists;
    QString space; ///< a dispatch namespace with Workers

    Room()
    {
        api.become(api.token(u"tracedeck"_s));
        space = state().namespaces.front().name;
    }
    [[nodiscard]] sandbox::SandboxState& state() { return api.keeper.all; }
    [[nodiscard]] sandbox::Script& userWorker() { return *std::ranges::find(state().scripts, space, &sandbox::Script::dispatchNamespace); }
    [[nodiscard]] auto userWorkers() const
    {
        return std::ranges::count_if(lists.workers(), [](const auto& each) { return !each.dispatchNamespace.isEmpty(); });
    }
    void begin()
    {
        const QByteArray token = api.headers.front().second.mid(7);
        const cloudflare::ApiClient client {
            wire,
            QUrl(u"http://127.0.0.1:%1/client/v4"_s.arg(api.server->port())),
            {cloudflare::Credential::Kind::ApiToken, {}, std::make_shared<const Secret>(QByteArrayView(token))}};
        lists.read(client, state().account.id, api.clock.nowMs());
    }
    /// Whether it came to an end.
    bool read()
    {
        begin();
        return QTest::qWaitFor([this] { return !lists.isRunning(); }, 60'000);
    }
    /// The flag of a Worker as it is listed.
    [[nodiscard]] std::optional<bool> flagOf(const QString& name, const QString& dispatchNamespace) const
    {
        const auto found = std::ranges::find_if(
            lists.workers(), [&](const auto& each) { return each.name == name && each.dispatchNamespace == dispatchNamespace; });
        return found == lists.workers().end() ? std::nullopt : found->logpush;
    }
};

} // namespace

void TestWorkerLists::userWorkersAreThereUntilAllAreReadAgain()
{
    Room room;
    QVERIFY(room.read());
    const auto all = room.userWorkers();
    QVERIFY(all > 1);
    std::erase_if(room.state().scripts, [&, name = room.userWorker().name](const auto& each) { return each.name == name; });
    std::vector<std::ptrdiff_t> seen; // while it is read again
    room.wire.onRequest = [&](const QString&) { seen.push_back(room.userWorkers()); };
    QVERIFY(room.read());
    QVERIFY(std::ranges::all_of(seen, [&](std::ptrdiff_t count) { return count == all || count == all - 1; }));
    QVERIFY(std::ranges::is_sorted(seen, std::greater())); // at once, and not taken back
    QCOMPARE(room.userWorkers(), all - 1);
}

void TestWorkerLists::whatIsKnownStaysWhereReadingFailsInPassing()
{
    Room room;
    QVERIFY(room.read());
    const auto all = room.lists.workers().size();
    const QString name = room.userWorker().name;
    const auto before = room.flagOf(name, room.space);
    QVERIFY(before && room.lists.invocations());
    const QStringList ways {u"/dispatch/namespaces"_s, u"/scripts/"_s + name + u"/settings"_s, u"/dispatch/namespaces/"_s + room.space,
                            u"/workers/scripts"_s, u"/graphql"_s};
    for (const QString& lost : ways) {
        room.wire.lost = lost;
        QVERIFY(room.read());
        QCOMPARE(room.lists.workers().size(), all);
        QVERIFY2(room.flagOf(name, room.space) == before, qPrintable(lost));
        QVERIFY2(room.lists.invocations(), qPrintable(lost));
    }
}

void TestWorkerLists::whatIsRefusedIsNotKnown()
{
    Room room;
    QVERIFY(room.read());
    QVERIFY(room.userWorkers() > 0);
    room.state().namespaces.clear(); // now its Workers are "not found"
    QVERIFY(room.read());
    QCOMPARE(room.userWorkers(), 0);
}

void TestWorkerLists::manyFlagsAreToldInFews()
{
    Room room;
    const sandbox::Script like = room.userWorker();
    for (int i = 0; i < 100; ++i) {
        room.state().scripts.push_back(like);
        room.state().scripts.back().name = u"tenant-%1"_s.arg(i);
    }
    int asked = 0;
    room.wire.onRequest = [&](const QString& path) { asked += path.endsWith(u"/settings") ? 1 : 0; };
    QSignalSpy changed(&room.lists, &WorkerLists::changed);
    bool isListing = true;
    connect(&room.lists, &WorkerLists::changed, &room.lists, [&] { isListing = room.lists.isListing(); });
    QVERIFY(room.read());
    QVERIFY(asked > 100);
    QVERIFY2(changed.size() <= asked / 25 + 3, qPrintable(QString::number(changed.size()))); // the lists, what they ran, the last flag
    QVERIFY(!isListing);                                                                     // the last word is told
    QCOMPARE(room.flagOf(u"tenant-99"_s, room.space), std::optional(like.logpush));
}

void TestWorkerLists::whatWasReadBackIsNewerThanWhatIsBeingRead()
{
    Room room;
    QVERIFY(room.read());
    const QString user = room.userWorker().name;
    const auto ordinary = std::ranges::find_if(room.lists.workers(), [](const auto& each) { return each.dispatchNamespace.isEmpty(); });
    const QString name = ordinary->name;
    const bool before = *ordinary->logpush, userBefore = *room.flagOf(user, room.space);
    room.begin();
    room.lists.set(name, {}, !before);
    room.lists.set(user, room.space, !userBefore);
    QTRY_VERIFY(!room.lists.isRunning());
    QCOMPARE(room.flagOf(name, {}), std::optional(!before));
    QCOMPARE(room.flagOf(user, room.space), std::optional(!userBefore));
    QVERIFY(room.read()); // the next reading brings what is so
    QCOMPARE(room.flagOf(name, {}), std::optional(before));
    QCOMPARE(room.flagOf(user, room.space), std::optional(userBefore));
}

QTEST_GUILESS_MAIN(TestWorkerLists)
#include "test_worker_lists.moc"
