#include "delivery/gzip.h"
#include "journey/secret_search.h"

#include <QDataStream>
#include <QDir>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray kSecret = "v1.0-Caf+/e~3f9d8c7b6a5e4d3c2b1a";

QByteArray dataStream(const QString& text)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << text;
    return bytes;
}

QByteArray utf16File(const QString& text)
{
    return {reinterpret_cast<const char*>(text.utf16()), text.size() * 2};
}

} // namespace

/// The journeys say that no secret stands anywhere: here is what that is worth.
class TestSecretSearch : public QObject {
    Q_OBJECT

private slots:
    void findsWhatIsPlanted_data();
    void findsWhatIsPlanted();
    void findsWhatIsSet();
    void findsWhatIsInADatabase();
    void findsWhatIsPacked();
    void namesWhatItCannotRead();
    void passesOverOnlyWhatItIsTold();
    void seesTheCommandLine();
};

void TestSecretSearch::findsWhatIsPlanted_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QString text = QString::fromLatin1(kSecret);
    const QByteArray around("settings\0\xff{\"value\":\"", 20);
    QTest::newRow("as it is") << around + kSecret + "\"}";
    QTest::newRow("alone") << kSecret;
    QTest::newRow("a QString in memory") << utf16File(u"x"_s + text);
    QTest::newRow("a QDataStream") << dataStream(text + u"y"_s);
    QTest::newRow("hex") << around + kSecret.toHex();
    QTest::newRow("HEX") << kSecret.toHex().toUpper();
    QTest::newRow("in an address") << "https://host/?key=" + kSecret.toPercentEncoding() + "&x=1";
    for (const QByteArray before : {"", "u", "us", "user", "user:"})
        QTest::addRow("Base64 behind %d bytes", int(before.size())) << "Basic " + QByteArray(before + kSecret + ":z").toBase64();
    QTest::newRow("Base64 for addresses") << QByteArray("{}" + kSecret).toBase64(QByteArray::Base64UrlEncoding);
}

void TestSecretSearch::findsWhatIsPlanted()
{
    QFETCH(QByteArray, bytes);
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(u".hidden/deep"_s));
    const QString path = folder.filePath(u".hidden/deep/.file"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.close();
    QCOMPARE(filesWithSecret(folder.path(), {"another one", kSecret}), QStringList {path});
    QCOMPARE(filesWithSecret(folder.path(), {"another one", kSecret + "x"}), QStringList());
}

void TestSecretSearch::findsWhatIsSet()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"settings.ini"_s);
    {
        QSettings settings(path, QSettings::IniFormat);
        settings.setValue(u"account/token"_s, QString::fromLatin1(kSecret));
    }
    QCOMPARE(filesWithSecret(folder.path(), {kSecret}), QStringList {path});
    QCOMPARE(filesWithSecret(folder.path(), {kSecret + "x"}), QStringList());
}

void TestSecretSearch::findsWhatIsInADatabase()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"manifest.sqlite"_s);
    sqlite3* database = nullptr;
    QCOMPARE(sqlite3_open(path.toUtf8().constData(), &database), SQLITE_OK);
    const QByteArray sql = "CREATE TABLE t (a INTEGER, b TEXT); INSERT INTO t VALUES (1, '" + kSecret + "')";
    const int done = sqlite3_exec(database, sql.constData(), nullptr, nullptr, nullptr);
    sqlite3_close(database);
    QCOMPARE(done, SQLITE_OK);
    QCOMPARE(filesWithSecret(folder.path(), {kSecret}), QStringList {path});
    QCOMPARE(filesWithSecret(folder.path(), {kSecret + "x"}), QStringList());
}

void TestSecretSearch::findsWhatIsPacked()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"pack-000001.bin"_s);
    const std::string line = "{\"Outcome\":\"ok\",\"Logs\":[\"" + kSecret.toStdString() + "\"]}\n";
    const std::string pack = "a head" + delivery::gzip("nothing\n") + delivery::gzip(line) + "and more";
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(pack.data(), qint64(pack.size())) > 0);
    file.close();
    QCOMPARE(filesWithSecret(folder.path(), {kSecret}), QStringList {path});
    QCOMPARE(filesWithSecret(folder.path(), {kSecret + "x"}), QStringList());
}

void TestSecretSearch::namesWhatItCannotRead()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"nowhere"_s);
    QVERIFY(QFile::link(folder.filePath(u"gone"_s), path));
    QCOMPARE(filesWithSecret(folder.path(), {kSecret}), QStringList {path});
}

void TestSecretSearch::passesOverOnlyWhatItIsTold()
{
    const QTemporaryDir folder;
    for (const QString& place : {u"cloud"_s, u"data"_s}) {
        QVERIFY(QDir(folder.path()).mkpath(place));
        QFile file(folder.filePath(place + u"/a"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(kSecret) > 0);
    }
    QCOMPARE(filesWithSecret(folder.path(), {kSecret}, folder.filePath(u"cloud"_s)), QStringList {folder.filePath(u"data/a"_s)});
}

void TestSecretSearch::seesTheCommandLine()
{
    const QByteArray given = QCoreApplication::arguments().first().toLocal8Bit();
    QVERIFY(holdsSecret(commandLine(), {given}));
    QVERIFY(!holdsSecret(commandLine(), {kSecret}));
}

QTEST_GUILESS_MAIN(TestSecretSearch)
#include "test_secret_search.moc"
