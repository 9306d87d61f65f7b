// The history of jobs: what differed, when, by whom; and nothing that is secret.
#include "workspace/job_history.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::workspace;
using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject someJob(qint64 id, const QString& name)
{
    return {{u"id"_s, id},
            {u"name"_s, name},
            {u"destination_conf"_s, u"r2://b?account-id=a&secret-access-key=sesame"_s},
            {u"ownership_challenge"_s, u"sesame"_s},
            {u"last_complete"_s, u"2026-11-21T12:00:00Z"_s}};
}

} // namespace

class TestJobHistory : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    int m_files = 0;
    QString newFile() { return m_folder.filePath(u"deep/%1/jobs.jsonl"_s.arg(++m_files)); }

private slots:
    void onlyWhatDiffersIsNoted()
    {
        JobHistory history(newFile());
        QVERIFY(history.see({someJob(1, u"a"_s), someJob(2, u"b"_s)}, 1000));
        QJsonObject pushed = someJob(1, u"a"_s);
        pushed[u"last_complete"_s] = u"2026-11-21T13:00:00Z"_s;
        QVERIFY(history.see({pushed, someJob(2, u"b"_s)}, 2000));
        QCOMPARE(history.versions(1).size(), std::size_t {1});
        QVERIFY(history.note(someJob(1, u"c"_s), 3000));
        QVERIFY(history.see({someJob(1, u"c"_s), someJob(2, u"d"_s)}, 4000));
        QCOMPARE(history.versions(1).size(), std::size_t {2});
        QVERIFY(history.versions(1).back().isOurs);
        QVERIFY(!history.versions(2).back().isOurs);
        QCOMPARE(history.versions(2).back().atMs, 4000);
    }

    void whatIsGoneIsNotedOnce()
    {
        JobHistory history(newFile());
        QVERIFY(history.see({someJob(1, u"a"_s), someJob(2, u"b"_s)}, 1000));
        QVERIFY(history.noteGone(1, 2000));
        QVERIFY(history.see({}, 3000));
        QVERIFY(history.see({}, 4000));
        QCOMPARE(history.versions(1).size(), std::size_t {2});
        QVERIFY(history.versions(1).back().isGone && history.versions(1).back().isOurs);
        QVERIFY(history.versions(2).back().isGone && !history.versions(2).back().isOurs);
        QVERIFY(history.see({someJob(1, u"a"_s)}, 5000)); // it is back
        QVERIFY(!history.versions(1).back().isGone);
    }

    void anotherProgramReadsTheSame()
    {
        const QString path = newFile();
        {
            JobHistory history(path);
            QVERIFY(history.see({someJob(1, u"a"_s)}, 1000));
            QVERIFY(history.note(someJob(1, u"b"_s), 2000));
        }
        const JobHistory again(path);
        QCOMPARE(again.versions(1).size(), std::size_t {2});
        QCOMPARE(again.versions(1)[1].job[u"name"].toString(), u"b"_s);
        QVERIFY(again.versions(1)[1].isOurs);
        QVERIFY(again.versions(7).empty());
    }

    void noSecretGetsIntoTheFile()
    {
        const QString path = newFile();
        JobHistory history(path);
        QVERIFY(history.see({someJob(1, u"a"_s)}, 1000));
        QVERIFY(history.note(someJob(1, u"b"_s), 2000));
        QVERIFY(history.noteGone(1, 3000));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QCOMPARE(bytes.count('\n'), 3);
        QVERIFY(!bytes.contains("sesame"));
        QCOMPARE(file.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions());
    }

    void damagedLinesCostNothingElse()
    {
        const QString path = newFile();
        {
            JobHistory history(path);
            QVERIFY(history.see({someJob(1, u"a"_s)}, 1000));
        }
        QFile file(path);
        QVERIFY(file.open(QIODevice::Append));
        const QByteArray noise("\x00\xff nonsense\n", 12);
        file.write(noise + "[]\n{\"at\":5}\n{\"at\":2000,\"job\":{\"id\":1,\"name\":\"half");
        file.close();
        JobHistory history(path);
        QCOMPARE(history.unreadLines(), std::size_t {4});
        QCOMPARE(history.versions(1).size(), std::size_t {1});
        QVERIFY(history.note(someJob(1, u"b"_s), 3000)); // behind the half line, not in it
        const JobHistory again(path);
        QCOMPARE(again.versions(1).size(), std::size_t {2});
    }

    void aPlaceThatCannotBeWrittenIsSaid()
    {
        QFile blocker(m_folder.filePath(u"file"_s));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        JobHistory history(m_folder.filePath(u"file/jobs.jsonl"_s));
        const auto seen = history.see({someJob(1, u"a"_s)}, 1000);
        QVERIFY(!seen);
        QCOMPARE(seen.error().code, ErrorCode::IoFailed);
    }

    void aJobHasSoManyVersionsAndNotMore()
    {
        JobHistory history(newFile());
        for (int i = 0; i < 250; ++i)
            QVERIFY(history.note(someJob(1, QString::number(i)), 1000 + i));
        QCOMPARE(history.versions(1).size(), JobHistory::kMostVersions);
        QCOMPARE(history.versions(1).back().job[u"name"].toString(), u"249"_s);
    }
};

QTEST_GUILESS_MAIN(TestJobHistory)
#include "test_job_history.moc"
