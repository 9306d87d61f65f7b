#include "cloudflare/invocations_api.h"
#include "delivery/traffic.h"
#include "net/http_transport.h"
#include "sandbox/pipeline_stage.h"
#include "sandbox/sandbox.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::sandbox;
using namespace tracedeck::cloudflare;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kMinute = 60'000, kDay = 1440 * kMinute;
constexpr std::uint64_t kEvents = 4000;

} // namespace

/// The analytics of the running account, asked as a client asks them.
class TestInvocations : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyWorkerHasWhatItsTrafficMade();
    void theLatestIsTheMinuteOfTheLastRun();
    void whatRunsNowIsCountedNow();
    void oneWorkerIsAskedAlone();
    void aLimitThatIsHitIsTold();
    void whatDidNotRunIsNotThere();

private:
    struct Ran {
        std::uint64_t requests = 0;
        qint64 latestMs = 0;
    };
    [[nodiscard]] Result<InvocationsAnswer> ask(const QString& worker = {}, bool withLatest = false, int limit = 10'000) const
    {
        const ApiClient client(m_http, m_address->baseUrl,
                               {Credential::Kind::ApiToken, {}, std::make_shared<const Secret>(m_address->token.duplicate())});
        return askInvocations(client, {m_address->accountId, worker, {kStart - 2 * kDay, kStart + kMinute}, withLatest, limit}, {})
            .result();
    }
    [[nodiscard]] std::uint64_t requests() const
    {
        std::uint64_t sum = 0;
        const auto all = ask();
        for (const auto& each : all ? all->workers : std::vector<WorkerInvocations> {})
            sum += each.requests;
        return sum;
    }

    QTemporaryDir m_folder;
    std::map<QString, Ran> m_made; ///< by the generator, played once more
    mutable net::HttpTransport m_http {{.caFile = {}, .useSystemProxy = false, .userAgent = {}}};
    std::unique_ptr<Sandbox> m_sandbox;
    std::optional<SandboxAddress> m_address;
};

void TestInvocations::initTestCase()
{
    SandboxOptions options;
    options.folder = m_folder.path();
    options.historyEvents = kEvents;
    options.eventsPerSecond = 0;
    options.clock = std::make_shared<DrivenClock>();
    const TimeRange day {kStart - kMinute - kDay, kStart - kMinute};
    delivery::MinuteTraffic traffic({kEvents, options.seed, day});
    for (qint64 minute = day.from; minute < day.to; minute += kMinute) {
        traffic.play(minute, traffic.eventsIn(minute), [this](events::Event& record) {
            Ran& ran = m_made[QString::fromStdString(record.scriptName)];
            ++ran.requests;
            ran.latestMs = std::max<qint64>(ran.latestMs, *record.timestampMs);
        });
    }
    m_sandbox = std::move(*Sandbox::start(std::move(options)));
    m_address.emplace(m_sandbox->address());
    QTRY_COMPARE_WITH_TIMEOUT(requests(), kEvents, 60'000);
}

void TestInvocations::everyWorkerHasWhatItsTrafficMade()
{
    const auto all = ask();
    QVERIFY(all.has_value());
    QVERIFY(!all->isCut);
    QCOMPARE(all->workers.size(), m_made.size());
    for (const WorkerInvocations& worker : all->workers) {
        QCOMPARE(worker.requests, m_made[worker.worker].requests);
        QVERIFY(!worker.latestMs);
    }
}

void TestInvocations::theLatestIsTheMinuteOfTheLastRun()
{
    const auto all = ask({}, true);
    QVERIFY(all.has_value());
    QVERIFY(!all->isCut);
    for (const WorkerInvocations& worker : all->workers) {
        const Ran& ran = m_made[worker.worker];
        QCOMPARE(worker.requests, ran.requests);
        QCOMPARE(worker.latestMs, std::optional<std::int64_t>(ran.latestMs - ran.latestMs % kMinute));
    }
}

void TestInvocations::oneWorkerIsAskedAlone()
{
    const auto one = ask(u"checkout-api"_s, true);
    QVERIFY(one.has_value());
    QCOMPARE(one->workers.size(), std::size_t {1});
    QVERIFY(one->of(u"checkout-api"_s)->requests >= m_made[u"checkout-api"_s].requests);
    QVERIFY(one->of(u"checkout-api"_s)->errors > 0);
}

void TestInvocations::aLimitThatIsHitIsTold()
{
    const auto cut = ask(u"edge-router"_s, true, 5);
    QVERIFY(cut.has_value());
    QVERIFY(cut->isCut);
    QVERIFY(cut->of(u"edge-router"_s)->requests < m_made[u"edge-router"_s].requests);
    const qint64 latest = m_made[u"edge-router"_s].latestMs; // the newest rows are those that are left
    QCOMPARE(cut->of(u"edge-router"_s)->latestMs, std::optional<std::int64_t>(latest - latest % kMinute));
}

void TestInvocations::whatDidNotRunIsNotThere()
{
    const auto none = ask(u"nobody"_s);
    QVERIFY(none.has_value());
    QVERIFY(none->workers.empty());
    QVERIFY(!none->of(u"nobody"_s));
}

/// Also of a Worker whose flag is off, and of one that nobody uploaded here.
void TestInvocations::whatRunsNowIsCountedNow()
{
    const QByteArray item = R"({"scriptName":"trace-collector","outcome":"ok","eventTimestamp":)" + QByteArray::number(kStart - 1000)
        + R"(,"event":{"request":{"url":"https://a.example/","method":"GET"},"response":{"status":200}},"logs":[],"exceptions":[]})";
    const std::uint64_t before = ask(u"trace-collector"_s)->of(u"trace-collector"_s)->requests;
    net::Request post;
    post.verb = net::Verb::Post;
    post.url = m_address->intakeUrl;
    post.body = item + '\n' + item + '\n';
    post.headers.push_back({"Content-Type", "application/x-ndjson"});
    const auto sent = m_http.send(post, {}).result();
    QVERIFY(sent.has_value());
    QCOMPARE(sent->status / 100, 2);
    const auto after = ask(u"trace-collector"_s, true);
    QCOMPARE(after->of(u"trace-collector"_s)->requests, before + 2);
    QCOMPARE(after->of(u"trace-collector"_s)->latestMs, std::optional<std::int64_t>(kStart - kMinute));
}

QTEST_GUILESS_MAIN(TestInvocations)
#include "test_invocations.moc"
