// The room of jobs as a person meets it: rows, switches, what asks before it acts, and a thousand jobs.
#include "jobs/job_dialogs.h"
#include "jobs/jobs_model.h"
#include "jobs/jobs_page.h"
#include "jobs/jobs_table.h"
#include "theme/theme.h"
#include "ui_jobs/some_jobs.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace tracedeck::ui;

namespace {

std::vector<JobView> views(const std::vector<QJsonObject>& jobs)
{
    std::vector<JobView> all;
    all.reserve(jobs.size());
    for (const QJsonObject& job : jobs)
        all.push_back(viewOf(job, kNow));
    return all;
}

bool says(const QWidget& in, const QString& words)
{
    const auto labels = in.findChildren<QLabel*>();
    return std::ranges::any_of(labels, [&](const QLabel* label) { return label->isVisible() && label->text().contains(words); });
}

QPushButton* buttonOf(const QWidget& in, const QString& text)
{
    const auto buttons = in.findChildren<QPushButton*>();
    const auto at = std::ranges::find_if(buttons, [&](const QPushButton* button) { return button->text() == text; });
    return at == buttons.end() ? nullptr : *at;
}

} // namespace

class JobsTest : public QObject {
    Q_OBJECT

private:
    Theme m_theme {Scheme::Light};

    struct Room {
        JobsPage page;
        explicit Room(const Theme& theme,
                      const std::vector<QJsonObject>& jobs = {someJob(1, u"alpha"_s), someJob(2, u"beta"_s, {{u"enabled"_s, false}}),
                                                              someJob(3, u"gamma"_s)})
            : page(theme)
        {
            page.resize(1360, 776);
            page.show();
            page.setJobs(views(jobs), kNow);
        }
        [[nodiscard]] JobsTable& table() const { return *page.findChild<JobsTable*>(); }
    };

private slots:
    void theModelKeepsTheContractOfModels()
    {
        JobsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setJobs(views({someJob(1, u"a"_s), someJob(2, u"b"_s)}), kNow);
        model.setJobs(views({someJob(1, u"a"_s), someJob(2, u"c"_s)}), kNow);
        QCOMPARE(model.index(1, JobsModel::Job).data().toString(), u"c"_s);
        model.setBusy({2});
        model.setUtc(false);
        model.setJobs({}, kNow);
    }

    void aClickOnTheSwitchAsksForIt()
    {
        const Room room(m_theme);
        QSignalSpy asked(&room.page, &JobsPage::enableRequested);
        const QModelIndex on = room.table().model()->index(1, JobsModel::On);
        QCOMPARE(room.table().model()->index(1, JobsModel::Job).data().toString(), u"beta"_s);
        const QRect cell = room.table().visualRect(on);
        QTest::mouseClick(room.table().viewport(), Qt::LeftButton, {}, QPoint(cell.left() + 20, cell.center().y()));
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first()[0].value<std::vector<std::int64_t>>(), std::vector<std::int64_t> {2});
        QVERIFY(asked.first()[1].toBool());
    }

    void spaceSwitchesAndEnterEdits()
    {
        Room room(m_theme);
        room.page.choose(3);
        QSignalSpy switched(&room.page, &JobsPage::enableRequested), edited(&room.page, &JobsPage::editRequested);
        QTest::keyClick(&room.table(), Qt::Key_Space);
        QTest::keyClick(&room.table(), Qt::Key_Return);
        QCOMPARE(switched.size(), 1);
        QVERIFY(!switched.first()[1].toBool());
        QCOMPARE(edited.first()[0].value<std::int64_t>(), std::int64_t {3});
    }

    void aReadOnlyAccountChangesNothing()
    {
        Room room(m_theme);
        room.page.setObstacle(u"read only"_s);
        QSignalSpy switched(&room.page, &JobsPage::enableRequested), edited(&room.page, &JobsPage::editRequested),
            deleted(&room.page, &JobsPage::deleteRequested);
        for (const auto key : {Qt::Key_Space, Qt::Key_Return, Qt::Key_Delete})
            QTest::keyClick(&room.table(), key);
        QCOMPARE(switched.size() + edited.size() + deleted.size(), 0);
        for (const auto* text : {"Edit", "Duplicate", "Delete…"})
            QVERIFY(!buttonOf(room.page, QString::fromUtf8(text))->isEnabled());
    }

    void findingAJobHidesTheOthers()
    {
        const Room room(m_theme);
        room.page.findChild<QLineEdit*>()->setText(u"BET"_s);
        QCOMPARE(room.table().model()->rowCount(), 1);
        room.page.findChild<QLineEdit*>()->clear();
        QCOMPARE(room.table().model()->rowCount(), 3);
    }

    void anAnswerThatIsTheSameKeepsTheChosenJob()
    {
        Room room(m_theme);
        room.page.choose(3);
        room.page.setJobs(views({someJob(1, u"alpha"_s), someJob(3, u"gamma"_s), someJob(4, u"delta"_s)}), kNow);
        QCOMPARE(room.page.current(), std::int64_t {3});
    }

    void anAnswerThatComesWhileAKeyIsHeldKeepsAllThatAreChosen()
    {
        Room room(m_theme);
        const auto chosen = [&room] { return room.table().selectionModel()->selectedRows().size(); };
        const std::vector<QJsonObject> others {someJob(1, u"alpha"_s), someJob(3, u"gamma"_s), someJob(4, u"delta"_s)};
        QTest::keyClick(&room.table(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(chosen(), 3);
        QTest::keyPress(&room.page, Qt::Key_Control, Qt::ControlModifier);
        room.page.setJobs(views(others), kNow);
        QCOMPARE(chosen(), 2); // the third is gone
        room.page.choose(3);
        QCOMPARE(chosen(), 1);
        room.page.setJobs(views({someJob(3, u"gamma"_s), someJob(1, u"alpha"_s)}), kNow);
        QCOMPARE(chosen(), 1);
        QCOMPARE(room.page.current(), std::int64_t {3});
        QTest::keyRelease(&room.page, Qt::Key_Control);
    }

    void whatFailsIsSaidFirst()
    {
        const Room room(m_theme,
                        {someJob(1, u"fine"_s),
                         someJob(2, u"errors-to-https"_s, {{u"enabled"_s, false}, {u"error_message"_s, u"401 Unauthorized"_s}})});
        QVERIFY(says(room.page, u"errors-to-https is off after failures (last answer: 401 Unauthorized)"_s));
    }

    void noJobsIsAnAnswerWithAReason()
    {
        const Room room(m_theme, {});
        QVERIFY(says(room.page, u"No job yet"_s));
    }

    void aThousandJobsOpenAtOnce()
    {
        std::vector<QJsonObject> jobs;
        jobs.reserve(1000);
        for (int i = 0; i < 1000; ++i)
            jobs.push_back(someJob(i + 1, u"job-%1"_s.arg(i)));
        const Room room(m_theme, jobs);
        QCOMPARE(room.table().model()->rowCount(), 1000);
        room.table().sortByColumn(JobsModel::Sample, Qt::DescendingOrder);
        room.page.findChild<QLineEdit*>()->setText(u"job-999"_s);
        QCOMPARE(room.table().model()->rowCount(), 1);
    }

    void aJobIsDeletedOnlyByItsName()
    {
        DeleteJobDialog dialog(m_theme, viewOf(someJob(1, u"alpha"_s), kNow), nullptr);
        auto* name = dialog.findChild<QLineEdit*>();
        auto* act = buttonOf(dialog, u"Delete job"_s);
        for (const auto* typed : {"", "alph", "Alpha", "alpha "}) {
            name->setText(QString::fromLatin1(typed));
            QVERIFY2(!act->isEnabled(), typed);
        }
        name->setText(u"alpha"_s);
        QVERIFY(act->isEnabled());
        QVERIFY(!act->isDefault());
    }

    void jsonShowsWhatItWouldChange()
    {
        JobJsonDialog dialog(m_theme, u"Edit"_s, someJob(1, u"alpha"_s), u"Save changes"_s, nullptr);
        dialog.show();
        auto* text = dialog.findChild<QPlainTextEdit*>();
        auto* send = buttonOf(dialog, u"Save changes"_s);
        QVERIFY(!send->isEnabled()); // nothing changes yet
        const QString json = text->toPlainText();
        text->setPlainText(QString(json).replace(u"\"alpha\""_s, u"\"omega\""_s));
        QVERIFY(send->isEnabled());
        QTRY_VERIFY(says(dialog, u"omega"_s));
        QCOMPARE(dialog.edited()[u"name"_s].toString(), u"omega"_s);
        text->setPlainText(json.chopped(3));
        QVERIFY(!send->isEnabled());
        QTRY_VERIFY(says(dialog, u"line "_s));
        text->setPlainText(QString(json).replace(u"0.1"_s, u"7"_s));
        QVERIFY(!send->isEnabled());
        QTRY_VERIFY(says(dialog, u"sample_rate"_s));
    }

    void aPastedJobIsReadAndCheckedBeforeItIsMade()
    {
        NewJobDialog dialog(m_theme, nullptr);
        dialog.show();
        auto* text = dialog.findChild<QPlainTextEdit*>();
        auto* send = buttonOf(dialog, u"Create job"_s);
        QVERIFY(!send->isEnabled());
        const QString destination = u"r2://logs/w/{DATE}?account-id="_s + QString(32, u'a') + u"&access-key-id="_s + QString(32, u'b')
            + u"&secret-access-key="_s + QString(64, u'c');
        text->setPlainText(u"curl -X POST https://x --data '{\"name\":\"n\",\"destination_conf\":\""_s + destination + u"\"}'"_s);
        QVERIFY(send->isEnabled());
        QCOMPARE(dialog.job()[u"dataset"_s].toString(), u"workers_trace_events"_s);
        QCOMPARE(dialog.job()[u"destination_conf"_s].toString(), destination);
        QTRY_VERIFY(says(dialog, u"r2://logs/w/{DATE}"_s));
        QVERIFY(!says(dialog, QString(64, u'c'))); // no secret is shown again
        text->setPlainText(u"{\"destination_conf\":\"r2://logs\"}"_s);
        QVERIFY(!send->isEnabled());
        QTRY_VERIFY(says(dialog, u"account-id"_s));
        text->setPlainText(u"hello"_s);
        QTRY_VERIFY(says(dialog, u"neither JSON nor a curl command"_s));
        QVERIFY(!send->isEnabled());
    }
};

QTEST_MAIN(JobsTest)
#include "test_jobs.moc"
