#include "objects/object_name.h"

#include <QtTest>

using namespace tracedeck::objects;
using tracedeck::TimeRange;

namespace {

constexpr std::int64_t kStart = 1795264560000; // 2026-11-21T12:36:00Z
constexpr std::int64_t kEnd = 1795264620000;

} // namespace

class TestObjectName : public QObject {
    Q_OBJECT

private slots:
    void windowsAreReadFromNames_data();
    void windowsAreReadFromNames();
    void otherNamesAreNotGuessedAt_data();
    void otherNamesAreNotGuessedAt();
    void namesThatWeMakeAreReadBack();
    void testAndOwnershipFilesAreKnownByName_data();
    void testAndOwnershipFilesAreKnownByName();
};

void TestObjectName::windowsAreReadFromNames_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("prefix");
    QTest::addColumn<QByteArray>("date");
    QTest::addColumn<bool>("gzip");
    const QByteArray stem = "20261121T123600Z_20261121T123700Z_3fa9c1d2";
    QTest::newRow("as delivered") << QByteArray("20261121/" + stem + ".log.gz") << QByteArray() << QByteArray("20261121") << true;
    QTest::newRow("below a prefix") << QByteArray("logs/prod/20261121/" + stem + ".log.gz") << QByteArray("logs/prod")
                                    << QByteArray("20261121") << true;
    QTest::newRow("no date folder") << QByteArray("logs/" + stem + ".log.gz") << QByteArray("logs") << QByteArray() << true;
    QTest::newRow("the name alone") << QByteArray(stem + ".log.gz") << QByteArray() << QByteArray() << true;
    QTest::newRow("unpacked") << QByteArray("20261121/" + stem + ".log") << QByteArray() << QByteArray("20261121") << false;
    QTest::newRow("date in the middle") << QByteArray("20261121/eu/" + stem + ".log.gz") << QByteArray("20261121/eu") << QByteArray()
                                        << true;
    QTest::newRow("absolute path") << QByteArray("/srv/logs/20261121/" + stem + ".log.gz") << QByteArray("/srv/logs")
                                   << QByteArray("20261121") << true;
    QTest::newRow("an eight digit folder that is no date")
        << QByteArray("12345678/" + stem + ".log.gz") << QByteArray("12345678") << QByteArray() << true;
}

void TestObjectName::windowsAreReadFromNames()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, prefix);
    QFETCH(QByteArray, date);
    QFETCH(bool, gzip);
    const auto name = parseObjectName(key.toStdString());
    QVERIFY(name.has_value());
    QCOMPARE(name->window.from, kStart);
    QCOMPARE(name->window.to, kEnd);
    QCOMPARE(QByteArray::fromStdString(name->hash), QByteArray("3fa9c1d2"));
    QCOMPARE(QByteArray::fromStdString(name->prefix), prefix);
    QCOMPARE(QByteArray::fromStdString(name->date), date);
    QCOMPARE(name->gzip, gzip);
    QCOMPARE(QByteArray::fromStdString(objectKey(*name)), key);
}

void TestObjectName::otherNamesAreNotGuessedAt_data()
{
    QTest::addColumn<QByteArray>("key");
    for (const char* key :
         {"", "/", "test.txt.gz", "a.log.gz", "20261121T123600Z_20261121T123700Z.log.gz", "20261121T123600Z_20261121T123700Z_.log.gz",
          "20261121T123600Z-20261121T123700Z-3fa9.log.gz", "20261121T123700Z_20261121T123600Z_3fa9.log.gz",
          "20261331T123600Z_20261331T123700Z_3fa9.log.gz", "20260229T123600Z_20260229T123700Z_3fa9.log.gz",
          "20261121T243600Z_20261121T253700Z_3fa9.log.gz", "20261121T123600Z_20261121T123700Z_3fa9.json.gz",
          "20261121T123600Z_20261121T123700Z_3f a9.log.gz", "2026112xT123600Z_20261121T123700Z_3fa9.log.gz"})
        QTest::newRow(key) << QByteArray(key);
}

void TestObjectName::otherNamesAreNotGuessedAt()
{
    QFETCH(QByteArray, key);
    QVERIFY(!parseObjectName(key.toStdString()));
}

void TestObjectName::namesThatWeMakeAreReadBack()
{
    // leap days, ends of years, before 1970, zero length
    for (const std::int64_t from : {0LL, -1000LL, 951782399000LL, 951782400123LL, 1709164799999LL, 1735689599000LL, 4102444800000LL}) {
        for (const std::int64_t length : {0LL, 999LL, 30'000LL, 86'400'000LL}) {
            const auto name = objectNameFor({from, from + length}, "0a1b2c3d");
            const auto back = parseObjectName(objectKey(name));
            QVERIFY(back.has_value());
            QVERIFY(*back == name);
            QVERIFY(back->window.from <= from && from - back->window.from < 1000);
            QCOMPARE(back->date, dateText(from));
        }
    }
}

void TestObjectName::testAndOwnershipFilesAreKnownByName_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<int>("role");
    QTest::newRow("probe") << QByteArray("logs/test.txt.gz") << int(ObjectRole::Test);
    QTest::newRow("challenge") << QByteArray("logs/ownership-challenge.txt") << int(ObjectRole::Ownership);
    QTest::newRow("challenge with an id") << QByteArray("ownership-challenge-4d2a.txt") << int(ObjectRole::Ownership);
    QTest::newRow("a folder of that name") << QByteArray("test.txt.gz/readme.md") << int(ObjectRole::Other);
    QTest::newRow("object") << QByteArray("20261121/20261121T123600Z_20261121T123700Z_3fa9.log.gz") << int(ObjectRole::Log);
    QTest::newRow("renamed object") << QByteArray("mine.log") << int(ObjectRole::Log);
    QTest::newRow("anything") << QByteArray("photo.jpg") << int(ObjectRole::Other);
}

void TestObjectName::testAndOwnershipFilesAreKnownByName()
{
    QFETCH(QByteArray, key);
    QFETCH(int, role);
    QCOMPARE(int(roleOf(key.toStdString())), role);
}

QTEST_APPLESS_MAIN(TestObjectName)
#include "test_object_name.moc"
