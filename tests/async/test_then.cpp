#include "async/await.h"
#include "async/then.h"

#include <QTest>

#include <atomic>
#include <random>
#include <thread>

using namespace tracedeck;
using namespace Qt::Literals::StringLiterals;

namespace {

Result<int> asResult(int value)
{
    return value;
}

void dawdle(std::uint_fast32_t turns)
{
    for (std::uint_fast32_t i = 0; i < turns; ++i)
        std::atomic_signal_fence(std::memory_order_seq_cst);
}

void waitFor(const std::atomic<int>& counter, int value)
{
    while (counter != value)
        std::this_thread::yield();
}

} // namespace

class TestThen : public QObject {
    Q_OBJECT

private slots:
    void runsWhenItIsFinished();
    void runsAtOnceWhereItIsFinishedAlready();
    void runsWhereItIsDropped();
    void followsOneAnother();
    void letsGoOfWhatItHolds();
    void runsOnceWhereItFinishesWhileItIsAttached();
    void awaitsWhatFinishesMeanwhile();
};

void TestThen::runsWhenItIsFinished()
{
    QPromise<Result<int>> promise;
    promise.start();
    int seen = 0;
    const auto next = then(promise.future(), [&seen](const QFuture<Result<int>>& done) {
        seen = *done.result();
        return QString::number(seen);
    });
    QVERIFY(!next.isFinished());
    promise.addResult(asResult(7));
    QCOMPARE(seen, 0);
    promise.finish();
    QCOMPARE(seen, 7);
    QCOMPARE(next.result(), u"7"_s);
}

void TestThen::runsAtOnceWhereItIsFinishedAlready()
{
    const auto next = then(QtFuture::makeReadyFuture(asResult(3)), [](const QFuture<Result<int>>& done) { return *done.result() + 1; });
    QVERIFY(next.isFinished());
    QCOMPARE(next.result(), 4);
}

void TestThen::runsWhereItIsDropped()
{
    auto promise = std::make_unique<QPromise<Result<int>>>();
    promise->start();
    Result<int> outcome = 1;
    const auto next = then(promise->future(), [&outcome](const QFuture<Result<int>>& done) { outcome = outcomeOf(done); });
    promise.reset();
    QVERIFY(next.isFinished());
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::Cancelled);
}

void TestThen::followsOneAnother()
{
    QPromise<Result<int>> promise;
    promise.start();
    auto next = then(promise.future(), [](const QFuture<Result<int>>& done) { return asResult(*done.result() + 1); });
    for (int i = 0; i < 100; ++i)
        next = then(next, [](const QFuture<Result<int>>& done) { return asResult(*done.result() + 1); });
    promise.addResult(asResult(0));
    promise.finish();
    QCOMPARE(*next.result(), 101);
}

void TestThen::letsGoOfWhatItHolds()
{
    const auto held = std::make_shared<int>(1);
    QPromise<Result<int>> promise;
    promise.start();
    then(promise.future(), [held](const QFuture<Result<int>>&) {});
    then(QtFuture::makeReadyFuture(asResult(1)), [held](const QFuture<Result<int>>&) {});
    QCOMPARE(held.use_count(), 2L);
    promise.finish();
    QCOMPARE(held.use_count(), 1L);
}

/// Two threads, one that finishes and one that attaches, each after a moment of chance: QFuture::then does not survive a tenth of this.
void TestThen::runsOnceWhereItFinishesWhileItIsAttached()
{
    constexpr int kRounds = 200'000;
    std::atomic<int> runs {0}, begun {0}, ended {0};
    std::unique_ptr<QPromise<Result<int>>> promise;
    std::jthread finisher([&] {
        std::mt19937 random(1);
        for (int round = 1; round <= kRounds; ++round) {
            waitFor(begun, round);
            dawdle(random() % 400);
            promise->addResult(asResult(round));
            promise->finish();
            ended = round;
        }
    });
    std::mt19937 random(2);
    int wrong = 0;
    for (int round = 1; round <= kRounds; ++round) {
        promise = std::make_unique<QPromise<Result<int>>>();
        promise->start();
        const auto future = promise->future();
        begun = round;
        dawdle(random() % 600);
        const auto next = then(future, [&runs](const QFuture<Result<int>>& done) {
            ++runs;
            return done.result();
        });
        waitFor(ended, round);
        wrong += next.isFinished() && next.resultCount() == 1 && *next.result() == round ? 0 : 1;
    }
    QCOMPARE(wrong, 0);
    QCOMPARE(runs.load(), kRounds);
}

void TestThen::awaitsWhatFinishesMeanwhile()
{
    constexpr int kRounds = 5'000;
    int sum = 0;
    for (int round = 0; round < kRounds; ++round) {
        QPromise<Result<int>> promise;
        promise.start();
        const auto future = promise.future();
        std::jthread finisher([&] {
            promise.addResult(asResult(1));
            promise.finish();
        });
        sum += await(future).value_or(0);
    }
    QCOMPARE(sum, kRounds);
}

QTEST_GUILESS_MAIN(TestThen)
#include "test_then.moc"
