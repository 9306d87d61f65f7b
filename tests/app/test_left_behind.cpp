#include "left_behind.h"

#include "app/fake_keychain.h"
#include "key_ring.h"
#include "support/waited.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

/// What was to be forgotten while it could not be is forgotten later.
class TestLeftBehind : public QObject {
    Q_OBJECT

private slots:
    void theNextStartKnows();
    void onlyOwnFoldersAreTouched_data();
    void onlyOwnFoldersAreTouched();
    void whatASilentKeychainHoldsIsErasedLater();
    void aKeychainThatAnswersLeavesNothing();
};

void TestLeftBehind::theNextStartKnows()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"settings.ini"_s);
    {
        auto settings = settings::Settings::read(file);
        LeftBehind left(settings, u"/data"_s);
        left.addKeys({u"profile/1/credential"_s, u"profile/1/a b/secret"_s});
        left.addKeys({u"profile/1/credential"_s, u"profile/2/credential"_s});
        left.removeKeys({u"profile/2/credential"_s});
        left.addFolder(u"/data/profiles/1"_s);
        left.addFolder(u"/data/profiles/1"_s);
        left.addFolder(u"/data/profiles/2/x"_s);
        QVERIFY(waited(settings.save({})));
    }
    auto settings = settings::Settings::read(file);
    LeftBehind left(settings, u"/data"_s);
    QCOMPARE(left.keys(), QStringList({u"profile/1/credential"_s, u"profile/1/a b/secret"_s}));
    QCOMPARE(left.folders(), QStringList({u"/data/profiles/1"_s, u"/data/profiles/2/x"_s}));
    left.removeFolder(u"/data/profiles/1"_s);
    left.removeFolder(u"/data/profiles/2/x"_s);
    left.removeKeys(left.keys());
    QVERIFY(settings.text(settings::Key::FoldersLeftBehind).isEmpty());
    QVERIFY(settings.text(settings::Key::KeysLeftBehind).isEmpty());
}

void TestLeftBehind::onlyOwnFoldersAreTouched_data()
{
    QTest::addColumn<QString>("written");
    for (const char* text : {R"(["/"])", R"(["/data"])", R"(["/data/profiles/"])", R"(["/data/profiles/../store"])", R"(["/home/x"])",
                             R"(["profiles/1"])", R"([""])", R"([7,null,{}])", R"("/data/profiles/1")", "nonsense"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestLeftBehind::onlyOwnFoldersAreTouched()
{
    QFETCH(QString, written);
    const QTemporaryDir folder;
    auto settings = settings::Settings::read(folder.filePath(u"settings.ini"_s));
    settings.setText(settings::Key::FoldersLeftBehind, written);
    QCOMPARE(LeftBehind(settings, u"/data"_s).folders(), QStringList());
}

void TestLeftBehind::whatASilentKeychainHoldsIsErasedLater()
{
    const auto keychain = std::make_shared<FakeKeychain>();
    const auto token = std::make_shared<const Secret>(QByteArrayView("a-token"));
    QVERIFY(waited(keychain->write(u"profile/1/credential"_s, token, {})));
    keychain->isBroken = true;
    {
        KeyRing keys(keychain);
        QSignalSpy told(&keys, &KeyRing::leftBehind);
        bool isErased = false;
        keys.erase({u"profile/1/credential"_s}, [&](const auto& erased) { isErased = erased.has_value(); });
        QTRY_VERIFY(isErased);
        QVERIFY(keys.isForSession());
        QCOMPARE(told.size(), 1);
        QCOMPARE(told[0][0].toStringList(), QStringList {u"profile/1/credential"_s});
        QCOMPARE(keychain->keys, QStringList {u"profile/1/credential"_s});
    }
    keychain->isBroken = false;
    KeyRing keys(keychain);
    QSignalSpy told(&keys, &KeyRing::leftBehind);
    bool isErased = false;
    keys.erase({u"profile/1/credential"_s}, [&](const auto& erased) { isErased = erased.has_value(); });
    QTRY_VERIFY(isErased);
    QVERIFY(!keys.isForSession() && told.isEmpty() && keychain->keys.isEmpty());
}

void TestLeftBehind::aKeychainThatAnswersLeavesNothing()
{
    KeyRing keys(std::make_shared<FakeKeychain>());
    QSignalSpy told(&keys, &KeyRing::leftBehind);
    bool isErased = false;
    keys.erase({u"profile/1/credential"_s}, [&](const auto& erased) { isErased = erased.has_value(); });
    QTRY_VERIFY(isErased);
    QVERIFY(told.isEmpty());
}

QTEST_MAIN(TestLeftBehind)
#include "test_left_behind.moc"
