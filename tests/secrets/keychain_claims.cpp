#include "secrets/choose_store.h"
#include "secrets/keychain_store.h"
#include "support/waited.h"

#include <QtTest>

using namespace tracedeck;
using namespace tracedeck::secrets;
using test::waited;

namespace {

const QString kKey = QStringLiteral("profile/1/token");
const QByteArray kBytes = QByteArray("v1.0-caf\xc3\xa9\0\n\xff", 13);

QByteArray bytesOf(const Result<SharedSecret>& secret)
{
    return secret ? (*secret)->reveal([](QByteArrayView bytes) { return bytes.toByteArray(); }) : QByteArray();
}

} // namespace

/// What is claimed of a real keychain; tests/real/keychain runs these by name, some in programs one after the other.
class KeychainClaims : public QObject {
    Q_OBJECT

private slots:
    void aKeychainThatAnswersIsChosen();
    void whatIsWrittenIsReadAndErased();
    void aStoppedQuestionIsCancelled();
    void writesForTheNextProgram();
    void readsWhatTheLastProgramWrote();
    void withoutAKeychainTheSessionKeepsSecrets();

private:
    KeychainStore m_store {QStringLiteral("tracedeck-test")};
};

void KeychainClaims::aKeychainThatAnswersIsChosen()
{
    const auto chosen = waited(chooseStore(std::make_shared<KeychainStore>(QStringLiteral("tracedeck-test")), {}));
    QVERIFY(chosen);
    QVERIFY2(!chosen->reason, chosen->reason ? qPrintable(chosen->reason->detail) : "");
    QVERIFY(chosen->store->isLasting());
}

void KeychainClaims::whatIsWrittenIsReadAndErased()
{
    QCOMPARE(waited(m_store.read(kKey, {})).error().code, ErrorCode::NotFound);
    QVERIFY(waited(m_store.erase(kKey, {})));
    QVERIFY(waited(m_store.write(kKey, std::make_shared<const Secret>(kBytes), {})));
    QCOMPARE(bytesOf(waited(m_store.read(kKey, {}))), kBytes);
    QVERIFY(waited(m_store.write(kKey, std::make_shared<const Secret>(QByteArray("new")), {})));
    QCOMPARE(bytesOf(waited(m_store.read(kKey, {}))), QByteArray("new"));
    QCOMPARE(waited(m_store.read(kKey + u'x', {})).error().code, ErrorCode::NotFound);
    QVERIFY(waited(m_store.erase(kKey, {})));
    QCOMPARE(waited(m_store.read(kKey, {})).error().code, ErrorCode::NotFound);
}

void KeychainClaims::aStoppedQuestionIsCancelled()
{
    std::stop_source stop;
    const auto future = m_store.read(kKey, stop.get_token());
    stop.request_stop();
    QVERIFY(future.isFinished());
    QCOMPARE(future.result().error().code, ErrorCode::Cancelled);
}

void KeychainClaims::writesForTheNextProgram()
{
    QVERIFY(waited(m_store.write(kKey, std::make_shared<const Secret>(kBytes), {})));
}

void KeychainClaims::readsWhatTheLastProgramWrote()
{
    QCOMPARE(bytesOf(waited(m_store.read(kKey, {}))), kBytes);
    QVERIFY(waited(m_store.erase(kKey, {})));
}

void KeychainClaims::withoutAKeychainTheSessionKeepsSecrets()
{
    const auto read = waited(m_store.read(kKey, {}));
    QCOMPARE(read.error().code, ErrorCode::KeychainFailed);
    const auto chosen = waited(chooseStore(std::make_shared<KeychainStore>(QStringLiteral("tracedeck-test")), {}));
    QVERIFY(chosen);
    QVERIFY(!chosen->store->isLasting());
    QVERIFY(chosen->reason);
    QCOMPARE(chosen->reason->code, ErrorCode::KeychainFailed);
    QVERIFY(!chosen->reason->detail.isEmpty());
}

QTEST_GUILESS_MAIN(KeychainClaims)
#include "keychain_claims.moc"
