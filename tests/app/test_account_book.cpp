#include "account_book.h"
#include "app/fake_keychain.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

SharedSecret secret(const char* text)
{
    return std::make_shared<const Secret>(QByteArrayView(text));
}

QByteArray textOf(const SharedSecret& secret)
{
    return secret ? secret->reveal([](QByteArrayView bytes) { return bytes.toByteArray(); }) : QByteArray();
}

/// A book in a folder of its own.
struct Desk {
    QTemporaryDir folder;
    std::shared_ptr<FakeKeychain> keychain = std::make_shared<FakeKeychain>();
    KeyRing keys {keychain};
    QString file = folder.filePath(u"profiles.json"_s);
    AccountBook book {file, keys};
    std::optional<Result<QString>> added;
    std::optional<Result<OpenedProfile>> opened;
    std::optional<Result<void>> ended;

    void account(const char* token, const QString& name = {}, const QString& profile = {})
    {
        ui::AccountEntry entry;
        entry.secret = secret(token);
        entry.name = name;
        added.reset();
        book.keepAccount(profile, entry, [this](const auto& result) { added = result; });
    }
    void bucket(const QString& profile = {})
    {
        ui::BucketEntry entry;
        entry.place.endpoint = QUrl(u"https://example.r2.cloudflarestorage.com"_s);
        entry.place.bucket = u"logs"_s;
        entry.place.accessKeyId = u"0123456789abcdef0123456789abcdef"_s;
        entry.secretAccessKey = secret("bucket-secret");
        added.reset();
        book.keepBucket(profile, entry, [this](const auto& result) { added = result; });
    }
    void open(const QString& profile)
    {
        opened.reset();
        book.open(profile, [this](const auto& result) { opened = result; });
    }
    QByteArray written() const
    {
        QFile in(file);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
};

} // namespace

class TestAccountBook : public QObject {
    Q_OBJECT

private slots:
    void anAccountIsThereAtTheNextStartWithItsSecret();
    void noSecretStandsInTheFile();
    void aBucketWithoutAnAccountIsAProfileOfItsOwn();
    void twoBucketsInARowAreBothKept();
    void whatWasForgottenMeanwhileDoesNotComeBack();
    void twoOfOneNameAreToldApart();
    void whatTheCheckFoundNamesTheAccount();
    void withoutAKeychainItIsForTheSessionAndSaid();
    void signingOutKeepsTheSources();
    void forgettingLeavesNoKey();
    void aFileThatCannotBeReadIsNotOverwritten();
};

void TestAccountBook::anAccountIsThereAtTheNextStartWithItsSecret()
{
    Desk desk;
    desk.account("token-1", u"Example Shop"_s);
    QTRY_VERIFY(desk.added);
    QVERIFY(*desk.added);
    QTRY_VERIFY(!desk.written().isEmpty());
    KeyRing laterKeys(desk.keychain);
    AccountBook later(desk.file, laterKeys);
    QCOMPARE(later.book().profiles().size(), std::size_t {1});
    std::optional<Result<OpenedProfile>> opened;
    later.open(**desk.added, [&](const auto& result) { opened = result; });
    QTRY_VERIFY(opened);
    QCOMPARE((*opened)->profile.name, u"Example Shop"_s);
    QCOMPARE(textOf((*opened)->secret), QByteArray("token-1"));
}

void TestAccountBook::noSecretStandsInTheFile()
{
    Desk desk;
    desk.account("token-1");
    QTRY_VERIFY(desk.added);
    desk.bucket(**desk.added);
    QTRY_VERIFY(desk.added);
    QTRY_VERIFY(desk.written().contains("logs"));
    QVERIFY(!desk.written().contains("token-1"));
    QVERIFY(!desk.written().contains("bucket-secret"));
}

void TestAccountBook::aBucketWithoutAnAccountIsAProfileOfItsOwn()
{
    Desk desk;
    desk.bucket();
    QTRY_VERIFY(desk.added);
    desk.open(**desk.added);
    QTRY_VERIFY(desk.opened);
    const OpenedProfile& open = **desk.opened;
    QCOMPARE(open.profile.name, u"logs"_s);
    QCOMPARE(open.profile.credential, settings::CredentialKind::None);
    QCOMPARE(open.profile.sources.size(), std::size_t {1});
    const auto& place = std::get<settings::BucketPlace>(open.profile.sources.front().place);
    QCOMPARE(textOf(open.secretOf(place.secretKey)), QByteArray("bucket-secret"));
    QVERIFY(!open.secret);
}

void TestAccountBook::twoBucketsInARowAreBothKept()
{
    Desk desk;
    desk.account("token");
    QTRY_VERIFY(desk.added);
    const QString id = **desk.added;
    desk.bucket(id);
    desk.bucket(id); // before the keychain took the first
    QTRY_COMPARE(desk.book.book().find(id)->sources.size(), std::size_t {2});
}

void TestAccountBook::whatWasForgottenMeanwhileDoesNotComeBack()
{
    Desk desk;
    desk.account("token");
    QTRY_VERIFY(desk.added);
    const QString id = **desk.added;
    desk.book.forget(id, [&](const auto& result) { desk.ended = result; });
    desk.bucket(id);
    QTRY_VERIFY(desk.ended && desk.added);
    QCOMPARE(desk.added->error().code, ErrorCode::NotFound);
    QVERIFY(!desk.book.book().find(id));
    QTRY_COMPARE(desk.keychain->keys, QStringList());
}

void TestAccountBook::twoOfOneNameAreToldApart()
{
    Desk desk;
    desk.account("token-1", u"Shop"_s);
    QTRY_VERIFY(desk.added);
    desk.account("token-2", u"shop"_s);
    QTRY_VERIFY(desk.added);
    QVERIFY(*desk.added);
    QCOMPARE(desk.book.book().profiles().back().name, u"shop 2"_s);
}

void TestAccountBook::whatTheCheckFoundNamesTheAccount()
{
    Desk desk;
    desk.account("token-1");
    QTRY_VERIFY(desk.added);
    desk.book.learn(**desk.added, u"9f2c"_s, u"Example Shop"_s);
    QCOMPARE(desk.book.book().profiles().front().name, u"Example Shop"_s);
    QCOMPARE(desk.book.book().profiles().front().accountId, u"9f2c"_s);
    QVERIFY(desk.book.rename(**desk.added, u"Shop, mine"_s));
    desk.book.learn(**desk.added, u"9f2c"_s, u"Example Shop Ltd"_s);
    QCOMPARE(desk.book.book().profiles().front().name, u"Shop, mine"_s);
}

void TestAccountBook::withoutAKeychainItIsForTheSessionAndSaid()
{
    Desk desk;
    desk.keychain->isBroken = true;
    QSignalSpy told(&desk.keys, &KeyRing::keptForSession);
    desk.account("token-1");
    QTRY_VERIFY(desk.added);
    QVERIFY(*desk.added);
    QCOMPARE(told.size(), 1);
    desk.open(**desk.added);
    QTRY_VERIFY(desk.opened);
    QCOMPARE(textOf((*desk.opened)->secret), QByteArray("token-1"));
    KeyRing nextKeys(desk.keychain); // the next start
    QTRY_VERIFY(!desk.written().isEmpty());
    AccountBook next(desk.file, nextKeys);
    std::optional<Result<OpenedProfile>> opened;
    next.open(**desk.added, [&](const auto& result) { opened = result; });
    QTRY_VERIFY(opened);
    QVERIFY(*opened && !(*opened)->secret);
}

void TestAccountBook::signingOutKeepsTheSources()
{
    Desk desk;
    desk.account("token-1");
    QTRY_VERIFY(desk.added);
    const QString id = **desk.added;
    desk.bucket(id);
    QTRY_VERIFY(desk.added);
    QCOMPARE(desk.keychain->keys.size(), 2);
    desk.book.signOut(id, [&](const auto& result) { desk.ended = result; });
    QTRY_VERIFY(desk.ended);
    QVERIFY(*desk.ended);
    QCOMPARE(desk.keychain->keys.size(), 1);
    QCOMPARE(desk.book.book().find(id)->sources.size(), std::size_t {1});
    QCOMPARE(desk.book.book().find(id)->credential, settings::CredentialKind::None);
}

void TestAccountBook::forgettingLeavesNoKey()
{
    Desk desk;
    desk.account("token-1");
    QTRY_VERIFY(desk.added);
    const QString id = **desk.added;
    desk.bucket(id);
    QTRY_VERIFY(desk.added);
    desk.book.forget(id, [&](const auto& result) { desk.ended = result; });
    QTRY_VERIFY(desk.ended);
    QVERIFY(*desk.ended);
    QVERIFY(desk.keychain->keys.isEmpty());
    QVERIFY(desk.book.book().profiles().empty());
    QTRY_VERIFY(!desk.written().contains(id.toUtf8()));
}

void TestAccountBook::aFileThatCannotBeReadIsNotOverwritten()
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(u"profiles.json"_s);
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"version\": 99, \"profiles\": []}");
    file.close();
    KeyRing keys(std::make_shared<FakeKeychain>());
    AccountBook book(name, keys);
    QVERIFY(book.trouble());
    std::optional<Result<QString>> added;
    ui::AccountEntry entry;
    entry.secret = secret("token-1");
    book.keepAccount({}, entry, [&](const auto& result) { added = result; });
    QTRY_VERIFY(added);
    QVERIFY(!*added);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("99"));
}

QTEST_GUILESS_MAIN(TestAccountBook)
#include "test_account_book.moc"
