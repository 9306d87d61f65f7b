#include "settings/profile_book.h"
#include "support/waited.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>

using namespace tracedeck;
using namespace tracedeck::settings;
using test::waited;

namespace {

Profile sample(const QString& name = QStringLiteral("Work"))
{
    Profile profile;
    profile.id = QStringLiteral("id-of-") + name;
    profile.name = name;
    profile.accountId = QStringLiteral("0123456789abcdef0123456789abcdef");
    profile.accountName = QStringLiteral("Größe & Söhne");
    profile.baseUrl = QUrl(QStringLiteral("https://api.cloudflare.com/client/v4"));
    profile.credential = CredentialKind::GlobalKey;
    profile.email = QStringLiteral("me@example.com");
    profile.secretKey = secretKeyFor(profile.id, QStringLiteral("token"));
    profile.isReadOnly = true;
    profile.tint = QStringLiteral("orange");
    BucketPlace bucket;
    bucket.endpoint = QUrl(QStringLiteral("https://0123.r2.cloudflarestorage.com"));
    bucket.bucket = QStringLiteral("logs");
    bucket.prefix = QStringLiteral("prod/{DATE}");
    bucket.region = QStringLiteral("weur");
    bucket.accessKeyId = QStringLiteral("AKID");
    bucket.secretKey = secretKeyFor(profile.id, QStringLiteral("bucket"));
    bucket.sessionTokenKey = secretKeyFor(profile.id, QStringLiteral("session"));
    profile.sources = {{QStringLiteral("s1"), QStringLiteral("R2"), bucket},
                       {QStringLiteral("s2"), {}, FolderPlace {QStringLiteral("/srv/logs")}},
                       {QStringLiteral("s3"), {}, SandboxPlace {}}};
    return profile;
}

ProfileBook bookOf(std::initializer_list<const char*> names)
{
    ProfileBook book;
    for (const char* name : names) {
        if (!book.add(sample(QString::fromUtf8(name))))
            qFatal("not added");
    }
    return book;
}

} // namespace

class TestProfiles : public QObject {
    Q_OBJECT

private slots:
    void whatIsPrintedIsReadBack();
    void anyProfileIsReadBack();
    void whatALaterVersionWroteIsKept();
    void profilesAreAddedRenamedAndRemoved();
    void namesAreThereOnce_data();
    void namesAreThereOnce();
    void toForgetOneItsKeysAreKnown();
    void damagedFilesAreNamed_data();
    void damagedFilesAreNamed();
    void theFileIsPrivateAndWhole();
    void aFileThatWasNotReadIsNotOverwritten();
    void savesLandInTheirOrder();
    void noPasswordOfAnAddressIsKept();
};

void TestProfiles::whatIsPrintedIsReadBack()
{
    const ProfileBook book = bookOf({"Work", "Private"});
    const auto again = ProfileBook::parse(book.print());
    QVERIFY2(again, again ? "" : qPrintable(again.error().subject));
    QVERIFY(*again == book);
    QCOMPARE(again->profiles().front(), sample());
    QVERIFY(ProfileBook::parse(ProfileBook().print())->profiles().empty());
}

// A property: parse(print(x)) == x.
void TestProfiles::anyProfileIsReadBack()
{
    QRandomGenerator random(20221122);
    const auto text = [&random] {
        QString made;
        for (int i = random.bounded(12); i > 0; --i)
            made += QChar(static_cast<char16_t>(random.bounded(1, 0xd7ff)));
        return made;
    };
    for (int i = 0; i < 300; ++i) {
        Profile profile;
        profile.id = QString::number(i);
        profile.name = u'x' % QString::number(i);
        profile.accountName = text();
        profile.email = text();
        profile.tint = text();
        profile.credential = static_cast<CredentialKind>(random.bounded(3));
        profile.isReadOnly = random.bounded(2) == 1;
        for (int n = random.bounded(4); n > 0; --n) {
            LogSource source {QString::number(n), text(), FolderPlace {text()}};
            if (random.bounded(2) == 1) {
                BucketPlace bucket;
                bucket.prefix = text();
                bucket.region = text();
                bucket.bucket = text();
                source.place = bucket;
            }
            source.unknown.insert(QStringLiteral("later"), random.bounded(100));
            profile.sources.push_back(source);
        }
        const auto again = readProfile(printProfile(profile));
        QVERIFY2(again, again ? "" : qPrintable(again.error().subject));
        QCOMPARE(*again, profile);
    }
}

void TestProfiles::whatALaterVersionWroteIsKept()
{
    const QByteArray later = R"({"version":1,"window":{"x":1},"profiles":[{"id":"a","name":"A","shade":7,"credential":"api-token",
        "sources":[{"id":"s","kind":"kafka","topic":"logs"},{"id":"f","kind":"folder","path":"/x","depth":2}]}]})";
    auto book = ProfileBook::parse(later);
    QVERIFY(book);
    QVERIFY(std::holds_alternative<UnknownPlace>(book->profiles().front().sources.front().place));
    QVERIFY(book->rename(u"a", QStringLiteral("B")));
    const QJsonObject object = QJsonDocument::fromJson(book->print()).object();
    QCOMPARE(object.value(u"window").toObject().value(u"x").toInt(), 1);
    const QJsonObject profile = object.value(u"profiles").toArray().at(0).toObject();
    QCOMPARE(profile.value(u"name").toString(), QStringLiteral("B"));
    QCOMPARE(profile.value(u"shade").toInt(), 7);
    QCOMPARE(profile.value(u"sources").toArray().at(0).toObject(),
             (QJsonObject {{QStringLiteral("id"), QStringLiteral("s")},
                           {QStringLiteral("kind"), QStringLiteral("kafka")},
                           {QStringLiteral("topic"), QStringLiteral("logs")}}));
    QCOMPARE(profile.value(u"sources").toArray().at(1).toObject().value(u"depth").toInt(), 2);
}

void TestProfiles::profilesAreAddedRenamedAndRemoved()
{
    ProfileBook book = bookOf({"Work"});
    Profile other = sample(QStringLiteral("Other"));
    other.id.clear();
    const auto id = book.add(other);
    QVERIFY(id && !id->isEmpty());
    QVERIFY(book.rename(*id, QStringLiteral("Private")));
    QCOMPARE(book.find(*id)->name, QStringLiteral("Private"));
    QVERIFY(book.rename(*id, QStringLiteral("private"))); // its own name, spelled anew
    Profile changed = *book.find(*id);
    changed.isReadOnly = false;
    QVERIFY(book.change(changed));
    QVERIFY(!book.find(*id)->isReadOnly);
    QCOMPARE(book.remove(*id)->name, QStringLiteral("private"));
    QVERIFY(book.find(*id) == nullptr);
    QCOMPARE(book.profiles().size(), std::size_t {1});
    QCOMPARE(book.remove(*id).error().code, ErrorCode::NotFound);
    QCOMPARE(book.rename(*id, QStringLiteral("x")).error().code, ErrorCode::NotFound);
    QCOMPARE(book.change(changed).error().code, ErrorCode::NotFound);
    QCOMPARE(book.add(sample()).error().code, ErrorCode::BadValue); // the id is taken
}

void TestProfiles::namesAreThereOnce_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("taken") << QStringLiteral("Private");
    QTest::newRow("taken, spelled otherwise") << QStringLiteral("PRIVATE");
    QTest::newRow("none") << QString();
    QTest::newRow("blank") << QStringLiteral("  ");
    QTest::newRow("blanks around") << QStringLiteral(" x ");
    QTest::newRow("long") << QString(201, u'x');
}

void TestProfiles::namesAreThereOnce()
{
    QFETCH(QString, name);
    ProfileBook book = bookOf({"Work", "Private"});
    const ProfileBook before = book;
    const auto renamed = book.rename(sample().id, name);
    QVERIFY(!renamed);
    QCOMPARE(renamed.error().code, ErrorCode::BadValue);
    Profile added = sample(name);
    added.id = QStringLiteral("new");
    QVERIFY(!book.add(added));
    QVERIFY(book == before);
}

void TestProfiles::toForgetOneItsKeysAreKnown()
{
    const Profile profile = sample();
    QCOMPARE(secretKeysOf(profile),
             (QStringList {QStringLiteral("profile/id-of-Work/token"), QStringLiteral("profile/id-of-Work/bucket"),
                           QStringLiteral("profile/id-of-Work/session")}));
    QVERIFY(secretKeysOf(Profile()).isEmpty());
}

void TestProfiles::damagedFilesAreNamed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("subject");
    const auto row = [](const char* name, const QByteArray& bytes, ErrorCode code, const char* subject) {
        QTest::newRow(name) << bytes << code << QString::fromUtf8(subject);
    };
    const QByteArray one = R"({"profiles":[{"id":"a","name":"A",)";
    row("nothing", "", ErrorCode::BadJson, "");
    row("cut", one, ErrorCode::BadJson, "");
    row("a list", "[]", ErrorCode::BadValue, "profiles");
    row("no profiles", "{}", ErrorCode::BadValue, "profiles");
    row("a later version", R"({"version":2,"profiles":[]})", ErrorCode::StoreVersion, "");
    row("no id", R"({"profiles":[{"name":"A"}]})", ErrorCode::BadValue, "id");
    row("no name", R"({"profiles":[{"id":"A"}]})", ErrorCode::BadValue, "name");
    row("a number for a name", R"({"profiles":[{"id":"a","name":5}]})", ErrorCode::BadValue, "name");
    row("a word for a switch", one + R"("read_only":"yes"}]})", ErrorCode::BadValue, "read_only");
    row("another credential", one + R"("credential":"password"}]})", ErrorCode::BadValue, "credential");
    row("no address", one + R"("base_url":"http://[x"}]})", ErrorCode::BadValue, "base_url");
    row("a password in the address", one + R"("base_url":"https://u:p@h/"}]})", ErrorCode::BadValue, "base_url");
    row("sources that are none", one + R"("sources":{}}]})", ErrorCode::BadValue, "sources");
    row("a source without an id", one + R"("sources":[{"kind":"folder"}]}]})", ErrorCode::BadValue, "sources/id");
    row("a source that is none", one + R"("sources":[5]}]})", ErrorCode::BadValue, "sources/id");
    row("the same id twice", R"({"profiles":[{"id":"a","name":"A"},{"id":"a","name":"B"}]})", ErrorCode::BadValue, "id");
    row("the same name twice", R"({"profiles":[{"id":"a","name":"A"},{"id":"b","name":"a"}]})", ErrorCode::BadValue, "name");
}

void TestProfiles::damagedFilesAreNamed()
{
    QFETCH(QByteArray, bytes);
    QFETCH(ErrorCode, code);
    QFETCH(QString, subject);
    const auto book = ProfileBook::parse(bytes);
    QVERIFY(!book);
    QCOMPARE(book.error().code, code);
    QCOMPARE(book.error().subject, subject);
}

void TestProfiles::theFileIsPrivateAndWhole()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("tracedeck/profiles.json"));
    ProfileFile file(path);
    const auto none = file.read();
    QVERIFY(none && none->profiles().empty());
    QVERIFY(waited(file.save(bookOf({"Work"}), {})));
    struct stat about {};
    QVERIFY(::stat(QFile::encodeName(path).constData(), &about) == 0);
    QCOMPARE(about.st_mode & 0777U, 0600U);
    QVERIFY(*ProfileFile(path).read() == bookOf({"Work"}));
    QCOMPARE(QDir(QFileInfo(path).absolutePath()).entryList(QDir::Files), QStringList {QStringLiteral("profiles.json")});
    ProfileFile nowhere(QStringLiteral("/proc/tracedeck/profiles.json"));
    QVERIFY(nowhere.read());
    QVERIFY(!waited(nowhere.save(bookOf({"Work"}), {})));
}

void TestProfiles::aFileThatWasNotReadIsNotOverwritten()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("profiles.json"));
    QFile damaged(path);
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write("{\"profiles\":[");
    damaged.close();
    ProfileFile file(path);
    const auto book = file.read();
    QVERIFY(!book);
    QCOMPARE(book.error().code, ErrorCode::BadJson);
    QCOMPARE(book.error().subject, path);
    QVERIFY(!waited(file.save(bookOf({"Work"}), {})));
    QVERIFY(damaged.open(QIODevice::ReadOnly));
    QCOMPARE(damaged.readAll(), QByteArray("{\"profiles\":["));
}

void TestProfiles::savesLandInTheirOrder()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("profiles.json"));
    QFuture<Result<void>> last;
    {
        ProfileFile file(path);
        QVERIFY(file.read());
        for (int i = 0; i < 20; ++i) {
            ProfileBook book = bookOf({"Work"});
            QVERIFY(book.rename(sample().id, QString::number(i)));
            last = file.save(book, {});
        }
    } // waits for what was asked
    QVERIFY(last.isFinished() && last.result());
    QCOMPARE(ProfileFile(path).read()->profiles().front().name, QStringLiteral("19"));
}

void TestProfiles::noPasswordOfAnAddressIsKept()
{
    Profile profile = sample();
    profile.baseUrl = QUrl(QStringLiteral("https://me:sesame@h/v4"));
    std::get<BucketPlace>(profile.sources.front().place).endpoint = QUrl(QStringLiteral("https://me:sesame@h"));
    QVERIFY(!QJsonDocument(printProfile(profile)).toJson().contains("sesame"));
}

QTEST_GUILESS_MAIN(TestProfiles)
#include "test_profiles.moc"
