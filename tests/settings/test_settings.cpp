#include "settings/settings.h"
#include "support/waited.h"

#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>

using namespace tracedeck;
using namespace tracedeck::settings;
using test::waited;

namespace {

QByteArray contents(const QString& file)
{
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

void put(const QString& file, const QByteArray& bytes)
{
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size());
}

unsigned modeOf(const QString& path)
{
    struct stat about {};
    return ::stat(QFile::encodeName(path).constData(), &about) == 0 ? about.st_mode & 0777U : 0;
}

} // namespace

class TestSettings : public QObject {
    Q_OBJECT

private slots:
    void init();
    void everyRowHasANameOfItsOwnAndAFallbackThatItTakes();
    void withoutAFileAllIsAsTheTableSays();
    void whatIsSetIsThereTheNextTime();
    void whatIsAsAlwaysDoesNotStandInTheFile();
    void onlyTheOwnerMayReadIt();
    void whatOthersWroteIsKept();
    void valuesOutOfRangeAreRefused();
    void whatTheFileSaysWronglyIsNamedAndNotTaken();
    void aFileThatIsNoneIsSurvived();
    void aPlaceThatCannotBeWrittenIsNamed();
    void theFileLiesWhereXdgSays();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

void TestSettings::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath(QStringLiteral("config/tracedeck/settings.ini"));
}

void TestSettings::everyRowHasANameOfItsOwnAndAFallbackThatItTakes()
{
    QSet<QByteArray> names;
    for (const Row& row : table()) {
        QVERIFY(&rowOf(row.key) == &row);
        names.insert(QByteArray(row.name.data(), static_cast<qsizetype>(row.name.size())));
        QCOMPARE(row.name.find('/') != std::string_view::npos, true);
        QVERIFY(row.least <= row.fallback && row.fallback <= row.most);
    }
    QCOMPARE(names.size(), static_cast<qsizetype>(table().size()));
}

void TestSettings::withoutAFileAllIsAsTheTableSays()
{
    const Settings settings = Settings::read(m_file);
    QVERIFY(settings.flag(Key::UseSystemProxy));
    QVERIFY(!settings.flag(Key::ReadOnly));
    QCOMPARE(settings.number(Key::ParallelDownloads), std::int64_t {8});
    QVERIFY(settings.text(Key::CaFile).isEmpty());
    QVERIFY(settings.problems().empty());
    QVERIFY(!QFile::exists(m_file));
}

void TestSettings::whatIsSetIsThereTheNextTime()
{
    const QString odd = QStringLiteral("/etc/s sl; \"ö\"=\\[x],\t%20/ca.pem");
    Settings settings = Settings::read(m_file);
    settings.setText(Key::CaFile, odd);
    settings.setFlag(Key::UseSystemProxy, false);
    QVERIFY(settings.setNumber(Key::ConnectionsPerHost, 32));
    QVERIFY(waited(settings.save({})));
    const Settings again = Settings::read(m_file);
    QVERIFY(again.problems().empty());
    QCOMPARE(again.text(Key::CaFile), odd);
    QVERIFY(!again.flag(Key::UseSystemProxy));
    QCOMPARE(again.number(Key::ConnectionsPerHost), std::int64_t {32});
    QCOMPARE(again.number(Key::ParallelDownloads), std::int64_t {8});
}

void TestSettings::whatIsAsAlwaysDoesNotStandInTheFile()
{
    Settings settings = Settings::read(m_file);
    QVERIFY(settings.setNumber(Key::PollSeconds, 60));
    QVERIFY(waited(settings.save({})));
    QVERIFY(contents(m_file).contains("poll_seconds=60"));
    settings.reset(Key::PollSeconds);
    QVERIFY(waited(settings.save({})));
    QVERIFY(!contents(m_file).contains("poll_seconds"));
    QCOMPARE(Settings::read(m_file).number(Key::PollSeconds), std::int64_t {30});
}

void TestSettings::onlyTheOwnerMayReadIt()
{
    Settings settings = Settings::read(m_file);
    settings.setFlag(Key::ReadOnly, true);
    QVERIFY(waited(settings.save({})));
    QCOMPARE(modeOf(m_file), 0600U);
    QCOMPARE(modeOf(QFileInfo(m_file).absolutePath()), 0700U);
    QVERIFY(::chmod(QFile::encodeName(m_file).constData(), 0644) == 0);
    settings.setFlag(Key::ReadOnly, false);
    QVERIFY(waited(settings.save({})));
    QCOMPARE(modeOf(m_file), 0600U);
}

void TestSettings::whatOthersWroteIsKept()
{
    QVERIFY(QDir().mkpath(QFileInfo(m_file).absolutePath()));
    put(m_file, "[later]\nthing=5\n[network]\nsystem_proxy=false\nnew=x\n");
    Settings settings = Settings::read(m_file);
    QVERIFY(!settings.flag(Key::UseSystemProxy));
    settings.setFlag(Key::UseSystemProxy, true);
    QVERIFY(waited(settings.save({})));
    QVERIFY(contents(m_file).contains("thing=5"));
    QVERIFY(contents(m_file).contains("new=x"));
    QVERIFY(!contents(m_file).contains("system_proxy"));
}

void TestSettings::valuesOutOfRangeAreRefused()
{
    Settings settings = Settings::read(m_file);
    for (const std::int64_t value : {std::int64_t {0}, std::int64_t {-1}, std::int64_t {65}, std::numeric_limits<std::int64_t>::max()}) {
        const auto set = settings.setNumber(Key::ParallelDownloads, value);
        QVERIFY(!set);
        QCOMPARE(set.error().code, ErrorCode::BadValue);
        QCOMPARE(set.error().subject, QStringLiteral("sync/parallel_downloads"));
    }
    QCOMPARE(settings.number(Key::ParallelDownloads), std::int64_t {8});
}

void TestSettings::whatTheFileSaysWronglyIsNamedAndNotTaken()
{
    QVERIFY(QDir().mkpath(QFileInfo(m_file).absolutePath()));
    put(m_file,
        "[sync]\nparallel_downloads=many\npoll_seconds=2\n[network]\nsystem_proxy=perhaps\nconnections_per_host=99999999999999999999\n");
    const Settings settings = Settings::read(m_file);
    QStringList subjects;
    for (const Error& problem : settings.problems()) {
        QCOMPARE(problem.code, ErrorCode::BadValue);
        subjects << problem.subject;
    }
    QCOMPARE(subjects,
             (QStringList {QStringLiteral("network/system_proxy"), QStringLiteral("network/connections_per_host"),
                           QStringLiteral("sync/parallel_downloads"), QStringLiteral("sync/poll_seconds")}));
    QVERIFY(settings.flag(Key::UseSystemProxy));
    QCOMPARE(settings.number(Key::ParallelDownloads), std::int64_t {8});
}

void TestSettings::aFileThatIsNoneIsSurvived()
{
    QVERIFY(QDir().mkpath(QFileInfo(m_file).absolutePath()));
    QByteArray noise(4096, '\0');
    for (qsizetype i = 0; i < noise.size(); ++i)
        noise[i] = static_cast<char>((i * 7919) % 251);
    put(m_file, noise);
    QCOMPARE(Settings::read(m_file).number(Key::ParallelDownloads), std::int64_t {8});
    QCOMPARE(Settings::read(m_folder->path()).number(Key::ParallelDownloads), std::int64_t {8});
    QVERIFY(!Settings::read(m_folder->path()).problems().empty());
}

void TestSettings::aPlaceThatCannotBeWrittenIsNamed()
{
    const Settings settings = Settings::read(QStringLiteral("/proc/tracedeck/settings.ini"));
    const auto saved = waited(settings.save({}));
    QVERIFY(!saved);
    QVERIFY(saved.error().subject.startsWith(QStringLiteral("/proc/tracedeck")));
}

void TestSettings::theFileLiesWhereXdgSays()
{
    qputenv("XDG_CONFIG_HOME", QFile::encodeName(m_folder->path()));
    QCOMPARE(standardFile(QStringLiteral("settings.ini")), m_folder->filePath(QStringLiteral("tracedeck/settings.ini")));
}

QTEST_GUILESS_MAIN(TestSettings)
#include "test_settings.moc"
