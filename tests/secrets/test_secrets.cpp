#include "secrets/choose_store.h"
#include "secrets/session_store.h"
#include "support/waited.h"

#include <QtTest>

#include <thread>

using namespace tracedeck;
using namespace tracedeck::secrets;
using namespace std::chrono_literals;
using test::waited;

namespace {

SharedSecret secret(const QByteArray& bytes)
{
    return std::make_shared<const Secret>(bytes);
}

QByteArray bytesOf(const SharedSecret& secret)
{
    return secret->reveal([](QByteArrayView bytes) { return bytes.toByteArray(); });
}

/// A keychain that misbehaves as told.
class OddKeychain final : public SecretStore {
public:
    enum class Way { Good, RefusesWriting, RefusesReading, RefusesErasing, Lies, Silent };
    explicit OddKeychain(Way way) : m_way(way) {}

    QFuture<Result<SharedSecret>> read(QString key, std::stop_token stop) override
    {
        if (m_way == Way::RefusesReading)
            return refused<SharedSecret>();
        return m_way == Way::Lies ? QtFuture::makeReadyFuture(Result<SharedSecret>(secret("else"))) : inner.read(key, stop);
    }
    QFuture<Result<void>> write(QString key, SharedSecret value, std::stop_token stop) override
    {
        if (m_way == Way::Silent)
            return silence.future();
        return m_way == Way::RefusesWriting ? refused<void>() : inner.write(key, value, stop);
    }
    QFuture<Result<void>> erase(QString key, std::stop_token stop) override
    {
        erased << key;
        return m_way == Way::RefusesErasing ? refused<void>() : inner.erase(key, stop);
    }
    [[nodiscard]] bool isLasting() const override { return true; }

    SessionStore inner;
    QStringList erased;
    QPromise<Result<void>> silence;

private:
    template<typename T>
    static QFuture<Result<T>> refused()
    {
        return QtFuture::makeReadyFuture(Result<T>(fail(ErrorCode::KeychainFailed, QStringLiteral("the keychain is locked"))));
    }

    const Way m_way;
};

} // namespace

Q_DECLARE_METATYPE(OddKeychain::Way)

class TestSecrets : public QObject {
    Q_OBJECT

private slots:
    void aSessionKeepsWhatItIsGiven();
    void aSessionSaysThatItDoesNotLast();
    void anyThreadMayAsk();
    void aKeychainThatWorksIsChosen();
    void aKeychainThatDoesNotWorkIsNot_data();
    void aKeychainThatDoesNotWorkIsNot();
    void aSilentKeychainIsNotWaitedForForEver();
    void whoStopsAskingGetsNone();
};

void TestSecrets::aSessionKeepsWhatItIsGiven()
{
    SessionStore store;
    const QString key = QStringLiteral("profile/1/token"), other = QStringLiteral("profile/2/token");
    QCOMPARE(store.read(key, {}).result().error().code, ErrorCode::NotFound);
    QVERIFY(store.write(key, secret(QByteArray("to\0ken\xff", 7)), {}).result());
    QVERIFY(store.write(other, secret("other"), {}).result());
    QCOMPARE(bytesOf(*store.read(key, {}).result()), QByteArray("to\0ken\xff", 7));
    QVERIFY(store.write(key, secret("new"), {}).result());
    QCOMPARE(bytesOf(*store.read(key, {}).result()), QByteArray("new"));
    QVERIFY(store.erase(key, {}).result());
    QVERIFY(store.erase(key, {}).result());
    QCOMPARE(store.read(key, {}).result().error().code, ErrorCode::NotFound);
    QCOMPARE(bytesOf(*store.read(other, {}).result()), QByteArray("other"));
    QCOMPARE(store.write(key, nullptr, {}).result().error().code, ErrorCode::BadValue);
}

void TestSecrets::aSessionSaysThatItDoesNotLast()
{
    QVERIFY(!SessionStore().isLasting());
}

void TestSecrets::anyThreadMayAsk()
{
    SessionStore store;
    {
        std::vector<std::jthread> threads;
        threads.reserve(4);
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&store, t] {
                for (int i = 0; i < 200; ++i) {
                    const QString key = QString::number(i % 10);
                    (void)store.write(key, secret(QByteArray::number(t)), {});
                    (void)store.read(key, {});
                }
            });
        }
    }
    QVERIFY(store.read(QStringLiteral("0"), {}).result());
}

void TestSecrets::aKeychainThatWorksIsChosen()
{
    const auto keychain = std::make_shared<OddKeychain>(OddKeychain::Way::Good);
    const auto chosen = waited(chooseStore(keychain, {}));
    QVERIFY(chosen);
    QCOMPARE(chosen->store, std::shared_ptr<SecretStore>(keychain));
    QVERIFY(!chosen->reason);
    QCOMPARE(keychain->erased.size(), 1); // the trial leaves nothing
    QCOMPARE(keychain->inner.read(keychain->erased.front(), {}).result().error().code, ErrorCode::NotFound);
}

void TestSecrets::aKeychainThatDoesNotWorkIsNot_data()
{
    QTest::addColumn<OddKeychain::Way>("way");
    QTest::addColumn<QString>("words");
    QTest::newRow("refuses to write") << OddKeychain::Way::RefusesWriting << QStringLiteral("locked");
    QTest::newRow("refuses to read") << OddKeychain::Way::RefusesReading << QStringLiteral("locked");
    QTest::newRow("refuses to erase") << OddKeychain::Way::RefusesErasing << QStringLiteral("locked");
    QTest::newRow("gives back something else") << OddKeychain::Way::Lies << QStringLiteral("something else");
}

void TestSecrets::aKeychainThatDoesNotWorkIsNot()
{
    QFETCH(OddKeychain::Way, way);
    QFETCH(QString, words);
    const auto chosen = waited(chooseStore(std::make_shared<OddKeychain>(way), {}));
    QVERIFY(chosen);
    QVERIFY(!chosen->store->isLasting());
    QVERIFY(chosen->reason);
    QCOMPARE(chosen->reason->code, ErrorCode::KeychainFailed);
    QVERIFY(chosen->reason->detail.contains(words));
    QVERIFY(chosen->store->write(QStringLiteral("k"), secret("v"), {}).result());
}

void TestSecrets::aSilentKeychainIsNotWaitedForForEver()
{
    const auto keychain = std::make_shared<OddKeychain>(OddKeychain::Way::Silent);
    const auto chosen = waited(chooseStore(keychain, {}, 50ms), 5000);
    QVERIFY(chosen);
    QVERIFY(!chosen->store->isLasting());
    QVERIFY(chosen->reason->detail.contains(u"in time"));
    keychain->silence.addResult(Result<void>());
    keychain->silence.finish(); // late: nobody is harmed
}

void TestSecrets::whoStopsAskingGetsNone()
{
    const auto keychain = std::make_shared<OddKeychain>(OddKeychain::Way::Silent);
    const auto future = chooseStore(keychain, {}, 1h);
    keychain->silence.addResult(Result<void>(fail(ErrorCode::Cancelled)));
    keychain->silence.finish();
    QCOMPARE(waited(future, 5000).error().code, ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestSecrets)
#include "test_secrets.moc"
