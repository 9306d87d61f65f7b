// What changed and when: told from the history of jobs, from flags that were seen, from versions and gaps.
#include "workspace/change_log.h"
#include "workspace/changes.h"
#include "workspace/job_history.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::workspace;
using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject someJob(qint64 id, const QString& name, bool isOn = true)
{
    return {
        {u"id"_s, id}, {u"name"_s, name}, {u"enabled"_s, isOn}, {u"destination_conf"_s, u"r2://b?account-id=a&secret-access-key=sesame"_s}};
}

std::vector<ChangeKind> kindsOf(const std::vector<Change>& changes)
{
    std::vector<ChangeKind> kinds;
    kinds.reserve(changes.size());
    for (const Change& change : changes)
        kinds.push_back(change.kind);
    return kinds;
}

WorkerFlag flag(const QString& worker, std::optional<bool> logpush, const QString& dispatchNamespace = {})
{
    return {worker, dispatchNamespace, logpush};
}

} // namespace

class TestChanges : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    int m_files = 0;
    QString newFile() { return m_folder.filePath(u"deep/%1.jsonl"_s.arg(++m_files)); }

private slots:
    void whatWasThereAtTheBeginningIsNoChange()
    {
        JobHistory history(newFile());
        QVERIFY(history.see({someJob(1, u"a"_s), someJob(2, u"b"_s)}, 1000));
        QVERIFY(jobChanges(history).empty());
        QVERIFY(history.see({someJob(1, u"a"_s), someJob(2, u"b"_s), someJob(3, u"c"_s)}, 2000)); // somebody made it in between
        const auto changes = jobChanges(history);
        QCOMPARE(changes.size(), std::size_t {1});
        QCOMPARE(changes[0].kind, ChangeKind::JobMade);
        QCOMPARE(changes[0].subject, u"c"_s);
        QCOMPARE(changes[0].jobId, 3);
        QVERIFY(!changes[0].isOurs);
    }

    void theFirstJobThatIsMadeHereIsAChange()
    {
        JobHistory history(newFile());
        QVERIFY(history.note(someJob(1, u"a"_s), 1000));
        QCOMPARE(kindsOf(jobChanges(history)), (std::vector {ChangeKind::JobMade}));
        QVERIFY(jobChanges(history)[0].isOurs);
    }

    void aSwitchAloneIsASwitchAndWithMoreAnEdit()
    {
        JobHistory history(newFile());
        QVERIFY(history.see({someJob(1, u"a"_s)}, 1000));
        QVERIFY(history.note(someJob(1, u"a"_s, false), 2000));
        QVERIFY(history.see({someJob(1, u"b"_s, true)}, 3000));
        QVERIFY(history.noteGone(1, 4000));
        QVERIFY(history.see({someJob(1, u"b"_s)}, 5000)); // it is back
        const auto changes = jobChanges(history);
        QCOMPARE(kindsOf(changes),
                 (std::vector {ChangeKind::JobSwitched, ChangeKind::JobEdited, ChangeKind::JobDeleted, ChangeKind::JobMade}));
        QVERIFY(!changes[0].isOn && changes[0].isOurs);
        QCOMPARE(changes[1].edits.size(), std::size_t {2});
        QVERIFY(!changes[1].isOurs);
        QCOMPARE(changes[2].subject, u"b"_s);
        QCOMPARE(changes[2].when, (TimeRange {4000, 4000}));
    }

    void aBeginningThatIsForgottenIsNoChange()
    {
        const QString path = newFile();
        JobHistory history(path);
        QVERIFY(history.see({someJob(7, u"old"_s)}, 500));
        QVERIFY(history.note(someJob(1, u"0"_s), 1000));
        QCOMPARE(kindsOf(jobChanges(history)), (std::vector {ChangeKind::JobMade}));
        for (int i = 1; i <= int(JobHistory::kMostVersions); ++i)
            QVERIFY(history.note(someJob(1, QString::number(i)), 1000 + i));
        const auto changes = jobChanges(history);
        QCOMPARE(changes.size(), JobHistory::kMostVersions - 1);
        QVERIFY(std::ranges::all_of(changes, [](const Change& change) { return change.kind == ChangeKind::JobEdited; }));
    }

    void noSecretOfAJobIsInAChange()
    {
        JobHistory history(newFile());
        QVERIFY(history.see({someJob(1, u"a"_s)}, 1000));
        QJsonObject moved = someJob(1, u"a"_s);
        moved[u"destination_conf"_s] = u"r2://c?account-id=a&secret-access-key=sesame"_s;
        QVERIFY(history.note(moved, 2000));
        const auto changes = jobChanges(history);
        QCOMPARE(changes.size(), std::size_t {1});
        QCOMPARE(changes[0].edits.size(), std::size_t {1});
        for (const auto& value : {changes[0].edits[0].before, changes[0].edits[0].after})
            QVERIFY(!value.toString().isEmpty() && !value.toString().contains(u"sesame"));
    }

    void aFlagThatIsSeenForTheFirstTimeIsNoSwitch()
    {
        ChangeLog log(newFile());
        QVERIFY(log.see({flag(u"api"_s, true), flag(u"web"_s, false), flag(u"dark"_s, std::nullopt)}, 1000));
        QVERIFY(log.see({flag(u"api"_s, true), flag(u"web"_s, std::nullopt)}, 2000));
        QVERIFY(log.switches().empty());
        QVERIFY(log.see({flag(u"api"_s, false), flag(u"web"_s, false), flag(u"dark"_s, true)}, 3000));
        QCOMPARE(log.switches().size(), std::size_t {1});
        const Change& change = log.switches()[0];
        QCOMPARE(change.kind, ChangeKind::FlagSwitched);
        QCOMPARE(change.subject, u"api"_s);
        QCOMPARE(change.when, (TimeRange {3000, 3000}));
        QVERIFY(!change.isOn && !change.isOurs);
    }

    void ourOwnSwitchIsOursAndIsNotSeenAgain()
    {
        ChangeLog log(newFile());
        QVERIFY(log.note({flag(u"api"_s, true), flag(u"web"_s, true)}, 1000)); // never seen before: switched all the same
        QVERIFY(log.see({flag(u"api"_s, true), flag(u"web"_s, true)}, 2000));
        QCOMPARE(log.switches().size(), std::size_t {2});
        QVERIFY(log.switches()[0].isOurs && log.switches()[1].isOurs);
    }

    void workersOfTwoNamespacesAreTwo()
    {
        ChangeLog log(newFile());
        QVERIFY(log.see({flag(u"api"_s, true), flag(u"api"_s, false, u"tenants"_s)}, 1000));
        QVERIFY(log.see({flag(u"api"_s, true), flag(u"api"_s, true, u"tenants"_s)}, 2000));
        QCOMPARE(log.switches().size(), std::size_t {1});
        QCOMPARE(log.switches()[0].dispatchNamespace, u"tenants"_s);
        QVERIFY(log.switches()[0].isOn);
    }

    void anotherProgramReadsTheSameLog()
    {
        const QString path = newFile();
        std::vector<Change> before;
        {
            ChangeLog log(path);
            QVERIFY(log.see({flag(u"api"_s, false), flag(u"\u202Eweb\n"_s, true)}, 1000));
            QVERIFY(log.note({flag(u"api"_s, true)}, 2000));
            QVERIFY(log.see({flag(u"\u202Eweb\n"_s, false)}, 3000));
            before = log.switches();
        }
        ChangeLog again(path);
        QCOMPARE(again.switches().size(), std::size_t {2});
        QVERIFY(again.switches() == before);
        QVERIFY(again.see({flag(u"api"_s, true)}, 4000)); // what was seen last is known, too
        QCOMPARE(again.switches().size(), std::size_t {2});
    }

    void damagedLinesOfTheLogCostNothingElse()
    {
        const QString path = newFile();
        {
            ChangeLog log(path);
            QVERIFY(log.see({flag(u"api"_s, false)}, 1000));
        }
        QFile file(path);
        QVERIFY(file.open(QIODevice::Append));
        file.write("{\"at\":5}\n\xff\n{\"at\":9,\"worker\":\"x\",\"logpush\":\"yes\"}\n{\"at\":2000,\"worker\":\"ap");
        file.close();
        ChangeLog log(path);
        QCOMPARE(log.unreadLines(), std::size_t {4});
        QVERIFY(log.note({flag(u"api"_s, true)}, 3000)); // behind the half line, not in it
        QCOMPARE(ChangeLog(path).switches().size(), std::size_t {1});
    }

    void theLogHoldsSoManySwitchesAndNotMore()
    {
        ChangeLog log(newFile());
        std::vector<WorkerFlag> on, off;
        for (int i = 0; i < 800; ++i) {
            on.push_back(flag(QString::number(i), true));
            off.push_back(flag(QString::number(i), false));
        }
        QVERIFY(log.note(on, 1000));
        QVERIFY(log.note(off, 2000));
        QVERIFY(log.note(on, 3000));
        QCOMPARE(log.switches().size(), ChangeLog::kMostSwitches);
        QCOMPARE(log.switches().back().when.from, 3000);
        QCOMPARE(log.switches().front().subject, u"400"_s);
    }

    void aLogThatCannotBeWrittenSaysSoAndForgetsNothing()
    {
        QFile blocker(m_folder.filePath(u"file"_s));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        ChangeLog log(m_folder.filePath(u"file/flags.jsonl"_s));
        const auto noted = log.note({flag(u"api"_s, true)}, 1000);
        QVERIFY(!noted);
        QCOMPARE(noted.error().code, ErrorCode::IoFailed);
        QVERIFY(log.switches().empty()); // it is tried again with the next look
    }

    void allKindsStandInOrderOfTime()
    {
        const std::vector<Change> gaps {gap({500, 900}), gap({2500, 2600})};
        const std::vector<Change> versions {newVersion(u"api"_s, u"v2"_s, 2000), newVersion(u"api"_s, u"v3"_s, 700)};
        const auto all = changesIn({0, 10'000}, {gaps, versions, {}}, 10);
        QCOMPARE(kindsOf(all), (std::vector {ChangeKind::Gap, ChangeKind::NewVersion, ChangeKind::NewVersion, ChangeKind::Gap}));
        QCOMPARE(all[1].version, u"v3"_s);
    }

    void onlyWhatTouchesTheRangeIsTold()
    {
        const std::vector<Change> gaps {gap({0, 1000}), gap({900, 1001}), gap({1999, 5000}), gap({2000, 3000})};
        const std::vector<Change> versions {newVersion(u"a"_s, u"1"_s, 999), newVersion(u"a"_s, u"2"_s, 1000),
                                            newVersion(u"a"_s, u"3"_s, 1999), newVersion(u"a"_s, u"4"_s, 2000)};
        const auto inside = changesIn({1000, 2000}, {versions, gaps}, 10);
        QCOMPARE(inside.size(), std::size_t {4});
        QVERIFY(inside[0] == gaps[1] && inside[1] == versions[1] && inside[2] == versions[2] && inside[3] == gaps[2]);
    }

    void ofTooManyTheNewestAreTold()
    {
        std::vector<Change> versions;
        versions.reserve(100);
        for (int i = 0; i < 100; ++i)
            versions.push_back(newVersion(u"a"_s, QString::number(i), 1000 - i));
        const auto told = changesIn({0, 10'000}, {versions}, 3);
        QCOMPARE(told.size(), std::size_t {3});
        QCOMPARE(told.back().version, u"0"_s);
        QCOMPARE(told.front().version, u"2"_s);
    }
};

QTEST_GUILESS_MAIN(TestChanges)
#include "test_changes.moc"
