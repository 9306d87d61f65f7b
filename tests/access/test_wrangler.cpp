#include "access/access_check.h"
#include "access/account_fake.h"
#include "support/waited.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace tracedeck;
using namespace tracedeck::access;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A program at `path` that runs these lines.
void writeProgram(const QString& path, const QByteArray& lines)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("#!/bin/sh\n" + lines);
    file.close();
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

/// Reply to a question about one program, without any network.
Report verdictOf(const QStringList& projects, std::chrono::milliseconds patience)
{
    AccountFake account({u"user"_s, u"Administrator"_s, u"none"_s});
    Question question = account.question();
    question.looksForWrangler = true;
    question.projects = projects;
    QEventLoop loop;
    Report last;
    AccessCheck check({account, {}, patience}, [&](const Report& report) {
        last = report;
        if (report.isFinished)
            loop.quit();
    });
    QTimer::singleShot(0, &loop, [&] { check.run(question); });
    QTimer::singleShot(20'000, &loop, &QEventLoop::quit);
    loop.exec();
    return last;
}

} // namespace

class TestWrangler : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { qputenv("PATH", m_path); }

    void theVersionIsFoundInWhatIsPrinted_data();
    void theVersionIsFoundInWhatIsPrinted();
    void eachWranglerGetsItsVerdict_data();
    void eachWranglerGetsItsVerdict();
    void aProjectsOwnWranglerCounts();
    void aHangingProgramIsEndedWithWhatItStarted();
    void aDroppedQuestionEndsTheProgram();
    void theProgramSeesNoSecret();
    void aPathIsNotReadByAShell();

private:
    QString global() const { return m_folder->filePath(u"bin/wrangler"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
    const QByteArray m_path = qgetenv("PATH");
};

void TestWrangler::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QDir().mkpath(m_folder->filePath(u"bin"_s));
    qputenv("PATH", QFile::encodeName(m_folder->filePath(u"bin"_s)));
}

void TestWrangler::theVersionIsFoundInWhatIsPrinted_data()
{
    QTest::addColumn<QString>("printed");
    QTest::addColumn<QString>("version");
    QTest::newRow("bare") << u"2.1.9\n"_s << u"2.1.9"_s;
    QTest::newRow("a banner with an update") << u"\n ⛅️ wrangler 3.39.0 (update available 4.51.0)\n-----\n"_s << u"3.39.0"_s;
    QTest::newRow("colours") << u"\x1b[33m⛅️ wrangler \x1b[1m4.51.0\x1b[0m\n"_s << u"4.51.0"_s;
    QTest::newRow("node's complaint first") << u"(node:1) v18.19.0 is old\n ⛅️ wrangler 4.2.0\n"_s << u"4.2.0"_s;
    QTest::newRow("before its release") << u"0.0.0-7f3c2d1"_s << u"0.0.0-7f3c2d1"_s;
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("words") << u"command not found"_s << QString();
    QTest::newRow("numbers without an end") << u"99999999999.1.1"_s << QString();
}

void TestWrangler::theVersionIsFoundInWhatIsPrinted()
{
    QFETCH(QString, printed);
    QFETCH(QString, version);
    const auto found = parseWranglerVersion(printed);
    QCOMPARE(found ? found->text : QString(), version);
}

void TestWrangler::eachWranglerGetsItsVerdict_data()
{
    QTest::addColumn<QByteArray>("program");
    QTest::addColumn<int>("answer");
    QTest::addColumn<int>("cause");
    QTest::addColumn<QString>("command");
    const auto row = [](const char* name, const QByteArray& program, Answer answer, Cause cause, const QString& command = {}) {
        QTest::newRow(name) << program << static_cast<int>(answer) << static_cast<int>(cause) << command;
    };
    row("2.1.9 is too old", "echo 2.1.9\n", Answer::No, Cause::TooOld, u"npm update -g wrangler"_s);
    row("2.2.0 is new enough", "echo ' wrangler 2.2.0'\n", Answer::Yes, Cause::None);
    row("4.51.0 is new enough", "echo 4.51.0\n", Answer::Yes, Cause::None);
    row("there is none", {}, Answer::No, Cause::Absent, u"npm install -g wrangler"_s);
    row("it hangs", "while :; do :; done\n", Answer::Unknown, Cause::Silent);
    row("it says nothing", "exit 1\n", Answer::Unknown, Cause::NoVersion, u"npm update -g wrangler"_s);
}

void TestWrangler::eachWranglerGetsItsVerdict()
{
    QFETCH(QByteArray, program);
    QFETCH(int, answer);
    QFETCH(int, cause);
    QFETCH(QString, command);
    if (!program.isEmpty())
        writeProgram(global(), program);
    const bool hangs = cause == static_cast<int>(Cause::Silent);
    const Verdict verdict = verdictOf({}, std::chrono::milliseconds(hangs ? 300 : 15'000)).at(Step::Wrangler).verdict;
    QCOMPARE(static_cast<int>(verdict.answer), answer);
    QCOMPARE(static_cast<int>(verdict.cause), cause);
    QCOMPARE(verdict.command, command);
    QCOMPARE(verdict.evidence.size(), std::size_t {1});
    QCOMPARE(verdict.evidence.front().asked, u"wrangler --version"_s);
}

void TestWrangler::aProjectsOwnWranglerCounts()
{
    const QString project = m_folder->filePath(u"shop"_s);
    writeProgram(global(), "echo 4.51.0\n");
    writeProgram(project + u"/node_modules/.bin/wrangler"_s, "echo 2.1.9\n");
    const Verdict old = verdictOf({project}, std::chrono::seconds(15)).at(Step::Wrangler).verdict;
    QCOMPARE(old.cause, Cause::TooOld);
    QCOMPARE(old.subject, u"2.1.9"_s);
    QCOMPARE(old.command, u"npm install --save-dev wrangler@latest"_s);
    const Verdict global = verdictOf({m_folder->filePath(u"without"_s)}, std::chrono::seconds(15)).at(Step::Wrangler).verdict;
    QCOMPARE(global.answer, Answer::Yes);
    QCOMPARE(global.subject, u"4.51.0"_s);
}

void TestWrangler::aHangingProgramIsEndedWithWhatItStarted()
{
    const QString mark = m_folder->filePath(u"pid"_s);
    writeProgram(global(), "(while :; do /bin/sleep 1; done) &\necho $! > '" + mark.toUtf8() + "'\nwait\n");
    const auto found = waited(askWrangler(global(), {}, std::chrono::milliseconds(500)));
    QVERIFY(!found);
    QCOMPARE(found.error().code, ErrorCode::TimedOut);
    QFile file(mark);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const pid_t child = file.readAll().trimmed().toInt();
    QVERIFY(child > 0);
    const QString stat = u"/proc/%1/stat"_s.arg(child);
    const auto isGone = [&] {
        QFile state(stat);
        return !state.open(QIODevice::ReadOnly) || state.readAll().contains(") Z");
    };
    QTRY_VERIFY(isGone());
}

void TestWrangler::aDroppedQuestionEndsTheProgram()
{
    writeProgram(global(), "while :; do :; done\n");
    std::stop_source stop;
    auto asked = askWrangler(global(), stop.get_token(), std::chrono::minutes(5));
    QElapsedTimer clock;
    clock.start();
    stop.request_stop();
    const auto found = waited(asked);
    QCOMPARE(found.error().code, ErrorCode::Cancelled);
    QVERIFY(clock.elapsed() < 60'000);
}

void TestWrangler::theProgramSeesNoSecret()
{
    qputenv("CLOUDFLARE_API_TOKEN", "a-secret-token");
    const QString seen = m_folder->filePath(u"seen"_s);
    writeProgram(global(), "echo \"[$CLOUDFLARE_API_TOKEN]\" > '" + seen.toUtf8() + "'\necho 4.51.0\n");
    QVERIFY(waited(askWrangler(global(), {}, std::chrono::seconds(15))));
    qunsetenv("CLOUDFLARE_API_TOKEN");
    QFile file(seen);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().trimmed(), QByteArray("[]"));
}

void TestWrangler::aPathIsNotReadByAShell()
{
    const QString project = m_folder->filePath(u"a b; touch 'x' $(touch y)"_s);
    writeProgram(project + u"/node_modules/.bin/wrangler"_s, "echo 4.51.0\n");
    const auto found = waited(askWrangler(findWrangler(project), {}, std::chrono::seconds(15)));
    QVERIFY(found);
    QCOMPARE(found->text, u"4.51.0"_s);
    QVERIFY(!QFile::exists(m_folder->filePath(u"y"_s)) && !QFile::exists(u"y"_s));
}

QTEST_GUILESS_MAIN(TestWrangler)
#include "test_wrangler.moc"
