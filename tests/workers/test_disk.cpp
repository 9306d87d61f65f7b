// A wrangler file is written whole, kept before, and never over what somebody else saved; a folder's projects are found.
#include "workers/project_scan.h"
#include "workers/wrangler_disk.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::workers;

class TestDisk : public QObject {
    Q_OBJECT
private slots:
    void whatWasThereIsKept();
    void whatSomebodyElseSavedIsNotOverwritten();
    void linksAndPermissionsStay();
    void whatIsNoWranglerFileIsRefused();
    void projectsAreFound();
    void oneFolderOfVeryManyFilesIsCut();
    void aScanStops();
};

namespace {

void write(const QString& path, const QByteArray& bytes)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A file and a place for what it was.
struct Stage {
    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("wrangler.toml")), backups = folder.filePath(QStringLiteral("kept"));
    Stage() { write(path, "name = \"a\"\n"); }
};

} // namespace

void TestDisk::whatWasThereIsKept()
{
    const Stage stage;
    const auto before = readWranglerText(stage.path);
    QVERIFY(before);
    const auto written = writeWranglerText(*before, *setLogpush(before->bytes, before->format, {{QString(), true}}), stage.backups);
    QVERIFY(written && !written->isConflict);
    QCOMPARE(contents(stage.path), QByteArray("name = \"a\"\nlogpush = true\n"));
    QCOMPARE(contents(written->backup), before->bytes);
    QCOMPARE(QFileInfo(written->backup).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QCOMPARE(QDir(stage.folder.path()).entryList(QDir::Files), QStringList {QStringLiteral("wrangler.toml")});
}

void TestDisk::whatSomebodyElseSavedIsNotOverwritten()
{
    const Stage stage;
    const auto before = readWranglerText(stage.path);
    write(stage.path, "name = \"b\"\n");
    const auto written = writeWranglerText(*before, "x = 1\n", stage.backups);
    QVERIFY(written && written->isConflict);
    QCOMPARE(contents(stage.path), QByteArray("name = \"b\"\n"));
    QFile::remove(stage.path);
    QVERIFY(writeWranglerText(*before, "x = 1\n", stage.backups)->isConflict);
    QVERIFY(!QFile::exists(stage.path));
}

void TestDisk::linksAndPermissionsStay()
{
    const Stage stage;
    const QString real = stage.folder.filePath(QStringLiteral("real.toml"));
    QVERIFY(QFile::rename(stage.path, real) && QFile::link(real, stage.path));
    const auto mode = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup;
    QVERIFY(QFile::setPermissions(real, mode));
    const auto before = readWranglerText(stage.path);
    QVERIFY(writeWranglerText(*before, "y = 1\n", stage.backups));
    QVERIFY(QFileInfo(stage.path).isSymLink());
    QCOMPARE(contents(real), QByteArray("y = 1\n"));
    QCOMPARE(QFile::permissions(real) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions(QFile::ReadGroup));
}

void TestDisk::whatIsNoWranglerFileIsRefused()
{
    const Stage stage;
    QCOMPARE(readWranglerText(stage.folder.filePath(QStringLiteral("package.yaml"))).error().code, ErrorCode::UnknownFormat);
    QCOMPARE(readWranglerText(stage.folder.filePath(QStringLiteral("none.toml"))).error().code, ErrorCode::NotFound);
    QVERIFY(QDir(stage.folder.path()).mkdir(QStringLiteral("folder.toml")));
    QCOMPARE(readWranglerText(stage.folder.filePath(QStringLiteral("folder.toml"))).error().code, ErrorCode::UnknownFormat);
    write(stage.folder.filePath(QStringLiteral("large.toml")), QByteArray(1'000'001, '#'));
    QCOMPARE(readWranglerText(stage.folder.filePath(QStringLiteral("large.toml"))).error().code, ErrorCode::LimitExceeded);
}

void TestDisk::projectsAreFound()
{
    const QTemporaryDir folder;
    const auto at = [&folder](const char* path) { return folder.filePath(QString::fromLatin1(path)); };
    write(at("shop/wrangler.toml"), "name = \"shop\"\n");
    write(at("shop/wrangler.jsonc"), "{\"name\": \"shop\"}");
    write(at("shop/node_modules/x/wrangler.toml"), "name = \"no\"\n");
    write(at("shop/.git/wrangler.toml"), "name = \"no\"\n");
    write(at("shop/package.json"), "{}");
    write(at("deep/er/wrangler.staging.toml"), "name = \"deep\"\n");
    write(at("broken/wrangler.json"), "{");
    QVERIFY(QFile::link(folder.path(), at("deep/round"))); // a link that leads back
    const auto scan = scanProjects(folder.path(), {});
    QVERIFY(scan && !scan->isCut);
    QStringList found;
    for (const Project& project : scan->projects)
        found << QString(QDir(folder.path()).relativeFilePath(project.path)
                         % (project.shadowedBy.isEmpty() ? QString() : u" < " % project.shadowedBy)
                         % (project.config ? QString() : QStringLiteral(" !")));
    QCOMPARE(found,
             (QStringList {QStringLiteral("broken/wrangler.json !"), QStringLiteral("deep/er/wrangler.staging.toml"),
                           QStringLiteral("shop/wrangler.jsonc"), QStringLiteral("shop/wrangler.toml < wrangler.jsonc")}));
    QCOMPARE(scanProjects(at("none"), {}).error().code, ErrorCode::NotFound);
}

void TestDisk::oneFolderOfVeryManyFilesIsCut()
{
    const QTemporaryDir folder;
    for (int i = 0; i < 2'010; ++i)
        QVERIFY(QFile(folder.filePath(QStringLiteral("wrangler.%1.toml").arg(i))).open(QIODevice::WriteOnly));
    const auto scan = scanProjects(folder.path(), {});
    QVERIFY(scan && scan->isCut);
    QCOMPARE(scan->projects.size(), std::size_t {2'000});
}

void TestDisk::aScanStops()
{
    const QTemporaryDir folder;
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(scanProjects(folder.path(), stop.get_token()).error().code, ErrorCode::Cancelled);
}

QTEST_APPLESS_MAIN(TestDisk)
#include "test_disk.moc"
