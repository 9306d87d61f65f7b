// What is said of a Worker follows from its flag, its file, and what arrived.
#include "workers/worker_matrix.h"

#include <QTest>

using namespace tracedeck;
using namespace tracedeck::workers;

class TestMatrix : public QObject {
    Q_OBJECT
private slots:
    void verdicts_data();
    void verdicts();
    void filesArePairedByName();
    void whatAPersonChoseGoesFirst();
    void twoOfOneNameShareNeitherAFileNorCounts();
    void aFileThatCannotBeReadIsUnknown();
};

namespace {

using enum NextDeploy;
constexpr std::int64_t kNow = 1'800'000'000'000;

Project project(const char* path, const QByteArray& toml, const QString& shadowedBy = {})
{
    return {QString::fromLatin1(path), readWrangler(toml, WranglerFormat::Toml), shadowedBy};
}

DeployedWorker worker(const char* name, std::optional<bool> logpush = true, const QString& space = {})
{
    return {QString::fromLatin1(name), space, logpush, std::nullopt, {}, std::nullopt};
}

constexpr auto kOn = std::optional(true), kOff = std::optional(false);

} // namespace

void TestMatrix::verdicts_data()
{
    QTest::addColumn<std::optional<bool>>("deployed");
    QTest::addColumn<QByteArray>("file"); // "" = none is linked
    QTest::addColumn<int>("invocations"); // -1 = not known
    QTest::addColumn<int>("events");
    QTest::addColumn<NextDeploy>("next");
    QTest::addColumn<WorkerVerdict>("verdict");
    const QByteArray none, missing = "name = \"w\"\n", yes = "name = \"w\"\nlogpush = true\n", no = "name = \"w\"\nlogpush = false\n",
                           wrong = "name = \"w\"\nlogpush = 1\n";
    QTest::newRow("on, and the file says so") << kOn << yes << 9 << 9 << StaysOn << WorkerVerdict::On;
    QTest::newRow("on, and the file says false") << kOn << no << 9 << 9 << TurnsOff << WorkerVerdict::TurnsOff;
    QTest::newRow("on, and the key is missing") << kOn << missing << 9 << 9 << MayReset << WorkerVerdict::MayReset;
    QTest::newRow("on, without a file") << kOn << none << 9 << 9 << Unknown << WorkerVerdict::On;
    QTest::newRow("off, and the file says true") << kOff << yes << 9 << 0 << TurnsOn << WorkerVerdict::TurnsOn;
    QTest::newRow("off, and the file says false") << kOff << no << 9 << 0 << StaysOff << WorkerVerdict::Off;
    QTest::newRow("off, and the key is missing") << kOff << missing << 9 << 0 << StaysOff << WorkerVerdict::Off;
    QTest::newRow("on, it ran, and nothing came") << kOn << yes << 9 << 0 << StaysOn << WorkerVerdict::OnButQuiet;
    QTest::newRow("on, it did not run") << kOn << yes << 0 << 0 << StaysOn << WorkerVerdict::On;
    QTest::newRow("on, nothing came, nobody counted") << kOn << yes << -1 << 0 << StaysOn << WorkerVerdict::On;
    QTest::newRow("the flag cannot be read") << std::optional<bool>() << yes << 9 << 9 << Unknown << WorkerVerdict::Unknown;
    QTest::newRow("on, the file's flag is no flag") << kOn << wrong << 9 << 9 << Unknown << WorkerVerdict::On;
}

void TestMatrix::verdicts()
{
    QFETCH(std::optional<bool>, deployed);
    QFETCH(QByteArray, file);
    QFETCH(int, invocations);
    QFETCH(int, events);
    QFETCH(NextDeploy, next);
    QFETCH(WorkerVerdict, verdict);
    MatrixInput input;
    input.nowMs = kNow;
    input.workers = {worker("w", deployed)};
    if (!file.isEmpty())
        input.projects.push_back(project("/p/wrangler.toml", file));
    input.delivered.emplace();
    if (events > 0)
        (*input.delivered)[QStringLiteral("w")] = {static_cast<std::uint64_t>(events), kNow - 1};
    if (invocations >= 0)
        input.invocations = {{QStringLiteral("w"), static_cast<std::uint64_t>(invocations)}};
    const auto rows = matrixOf(input);
    QCOMPARE(rows.size(), std::size_t {1});
    QCOMPARE(rows[0].next, next);
    QCOMPARE(rows[0].verdict, verdict);
    QCOMPARE(isDrift(rows[0]), next == TurnsOn || next == TurnsOff || next == MayReset);
}

void TestMatrix::filesArePairedByName()
{
    MatrixInput input;
    input.workers = {worker("shop"), worker("shop-staging"), worker("lonely"), worker("shop", true, QStringLiteral("tenants"))};
    input.projects = {project("/a/wrangler.toml", "name = \"shop\"\nlogpush = false\n", QStringLiteral("wrangler.json")),
                      project("/b/wrangler.toml", "name = \"shop\"\nlogpush = true\n[env.staging]\n")};
    const auto rows = matrixOf(input);
    QCOMPARE(rows[0].link->path, QStringLiteral("/b/wrangler.toml")); // the other is not what wrangler reads
    QCOMPARE(rows[0].others.size(), std::size_t {1});
    QCOMPARE(rows[1].link->environment, QStringLiteral("staging"));
    QVERIFY(rows[1].isInherited);
    QCOMPARE(rows[1].next, StaysOn);
    QVERIFY(!rows[2].link);
    QVERIFY(!rows[3].link);                              // a user's Worker in a namespace is another one
    QVERIFY(!rows[0].delivered && !rows[0].invocations); // nobody was asked
}

void TestMatrix::whatAPersonChoseGoesFirst()
{
    MatrixInput input;
    input.workers = {worker("shop")};
    input.projects = {project("/a/wrangler.toml", "name = \"shop\"\n"), project("/b/wrangler.toml", "name = \"other\"\nlogpush = false\n")};
    input.chosen = {{QStringLiteral("shop"), {QStringLiteral("/b/wrangler.toml"), {}, true}}};
    auto rows = matrixOf(input);
    QCOMPARE(rows[0].next, TurnsOff);
    QVERIFY(rows[0].link->isChosen);
    QCOMPARE(rows[0].others.front().path, QStringLiteral("/a/wrangler.toml"));
    input.chosen = {{QStringLiteral("shop"), {QStringLiteral("/gone/wrangler.toml"), {}, true}}};
    rows = matrixOf(input);
    QCOMPARE(rows[0].next, Unknown);
    QCOMPARE(rows[0].fileError->code, ErrorCode::NotFound);
}

void TestMatrix::twoOfOneNameShareNeitherAFileNorCounts()
{
    MatrixInput input;
    input.nowMs = kNow;
    input.workers = {worker("shop"), worker("shop", true, QStringLiteral("tenants")), worker("other")};
    input.projects = {project("/a/wrangler.toml", "logpush = false\n"), project("/b/wrangler.toml", "logpush = true\n")};
    input.chosen = {{QStringLiteral("shop"), {QStringLiteral("/a/wrangler.toml"), {}, true}}};
    input.delivered = {{QStringLiteral("shop"), {7, kNow}}, {QStringLiteral("other"), {3, kNow}}};
    input.invocations = {{QStringLiteral("shop"), 9}, {QStringLiteral("other"), 4}};
    auto rows = matrixOf(input);
    QCOMPARE(rows[0].link->path, QStringLiteral("/a/wrangler.toml"));
    QVERIFY(!rows[1].link);
    for (const WorkerRow& row : {rows[0], rows[1]})
        QVERIFY(row.isNamesake && !row.delivered && !row.invocations);
    QVERIFY(!rows[2].isNamesake);
    QCOMPARE(rows[2].delivered->events, std::uint64_t {3});
    QCOMPARE(rows[2].invocations, std::optional<std::uint64_t>(4));
    input.chosen[keyOf(QStringLiteral("shop"), QStringLiteral("tenants"))] = {QStringLiteral("/b/wrangler.toml"), {}, true};
    rows = matrixOf(input);
    QCOMPARE(rows[0].link->path, QStringLiteral("/a/wrangler.toml"));
    QCOMPARE(rows[1].link->path, QStringLiteral("/b/wrangler.toml"));
}

void TestMatrix::aFileThatCannotBeReadIsUnknown()
{
    MatrixInput input;
    input.workers = {worker("shop")};
    input.projects = {project("/a/wrangler.toml", "name = ")};
    input.chosen = {{QStringLiteral("shop"), {QStringLiteral("/a/wrangler.toml"), {}, true}}};
    const auto rows = matrixOf(input);
    QCOMPARE(rows[0].next, Unknown);
    QCOMPARE(rows[0].fileError->code, ErrorCode::BadValue);
    QCOMPARE(rows[0].verdict, WorkerVerdict::On);
}

QTEST_APPLESS_MAIN(TestMatrix)
#include "test_matrix.moc"
