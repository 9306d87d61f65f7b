#include "workspace/job_drafts.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tracedeck;
using namespace Qt::Literals::StringLiterals;
using workspace::JobDrafts;

namespace {

QJsonObject draftNamed(const QString& name)
{
    return {{u"job"_s, QJsonObject {{u"name"_s, name}}}};
}

} // namespace

class TestJobDrafts : public QObject {
    Q_OBJECT

private slots:
    void aFileThatIsNotThereHoldsNothing()
    {
        const QTemporaryDir folder;
        QVERIFY(JobDrafts(folder.filePath(u"none.json"_s)).read().value().empty());
    }

    void draftsOfSeveralJobsAreKeptApart()
    {
        const QTemporaryDir folder;
        JobDrafts drafts(folder.filePath(u"deep/er/drafts.json"_s)); // the folder is made
        QVERIFY(drafts.keep(0, draftNamed(u"new"_s)));
        QVERIFY(drafts.keep(12, draftNamed(u"edit"_s)));
        QVERIFY(drafts.keep(0, draftNamed(u"newer"_s)));
        const auto all = drafts.read().value();
        QCOMPARE(all.size(), std::size_t {2});
        QCOMPARE(all.at(0), draftNamed(u"newer"_s));
        QCOMPARE(all.at(12), draftNamed(u"edit"_s));
        QVERIFY(drafts.drop(0));
        QVERIFY(drafts.drop(99)); // there is none
        QCOMPARE(drafts.read().value().size(), std::size_t {1});
    }

    void aFileThatCannotBeReadIsSetAside()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"drafts.json"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"0\": {\"job\"");
        file.close();
        JobDrafts drafts(path);
        QCOMPARE(drafts.read().error().code, ErrorCode::BadJson);
        QVERIFY(drafts.keep(1, draftNamed(u"x"_s)));
        QCOMPARE(drafts.read().value().size(), std::size_t {1});
        QFile aside(path + u".unreadable"_s);
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), QByteArray("{\"0\": {\"job\""));
    }

    void whatCannotBeWrittenIsTold()
    {
        JobDrafts drafts(u"/proc/nothing/drafts.json"_s);
        QCOMPARE(drafts.keep(0, draftNamed(u"x"_s)).error().code, ErrorCode::IoFailed);
    }
};

QTEST_GUILESS_MAIN(TestJobDrafts)
#include "test_job_drafts.moc"
