// Jobs in the window, changed by keys and mouse, against the Sandbox's API over the wire.
#include "jobs/job_dialogs.h"
#include "jobs/jobs_model.h"
#include "jobs/jobs_table.h"
#include "jobs_desk.h"
#include "sandbox/jobs_stage.h"
#include "shell/main_window.h"
#include "store/queries.h"
#include "widgets/scope.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kSecret(64, u'c');

QPushButton* buttonOf(const QWidget& in, const QString& text)
{
    const auto buttons = in.findChildren<QPushButton*>();
    const auto at = std::ranges::find_if(buttons, [&](const QPushButton* button) { return button->text() == text; });
    return at == buttons.end() ? nullptr : *at;
}

/// An account with one job, open in a window.
struct Room {
    ApiStage api;
    QTemporaryDir folder;
    QThreadPool pool;
    ui::Theme theme {ui::Scheme::Light};
    ui::Scope scope {store::Queries(pool)};
    ui::MainWindow window {scope, theme};
    ui::JobsPage* page = new ui::JobsPage(theme, &window);
    Network network {net::HttpOptions {{}, false, {}, 2}};
    JobsDesk desk {*page, network, window, theme};
    qint64 id = 0;

    explicit Room(bool isReadOnly = false)
    {
        window.addPage({u"Jobs"_s, u"jobs"_s, page});
        window.resize(1300, 800);
        window.show();
        window.showWelcome(false);
        window.openPage(0);
        clearJobs(api);
        id = make(u"first"_s);
        open({}, isReadOnly);
    }
    /// `delivers`: the place that is read.
    void open(const QString& delivers, bool isReadOnly = false)
    {
        JobsPlace place;
        place.baseUrl = baseUrlOf(api);
        place.credential = credentialOf(api);
        place.accountId = api.keeper.all.account.id;
        place.history = history();
        place.isReadOnly = isReadOnly;
        place.delivers = delivers;
        desk.open(std::move(place));
    }
    [[nodiscard]] QString history() const { return folder.filePath(u"jobs.jsonl"_s); }
    [[nodiscard]] QJsonObject body(const QString& name) const { return r2Job(api, name, kSecret); }
    qint64 make(const QString& name) { return api.ask("POST", u"A/logpush/jobs"_s, body(name)).object()[u"id"].toInteger(); }
    [[nodiscard]] ui::JobsTable& table() const { return *page->findChild<ui::JobsTable*>(); }
    [[nodiscard]] int rows() const { return table().model()->rowCount(); }
    [[nodiscard]] bool isOn() { return api.keeper.all.job(id)->isEnabled(); }
    template<typename Dialog>
    [[nodiscard]] Dialog* dialog() const
    {
        return window.findChild<Dialog*>();
    }
};

} // namespace

class TestJobsDesk : public QObject {
    Q_OBJECT

private slots:
    void theJobsOfTheAccountAreListed()
    {
        Room room;
        QTRY_COMPARE(room.rows(), 1);
        QTRY_VERIFY(QFile::exists(room.history()));
        room.make(u"second"_s);
        room.desk.refresh();
        QTRY_COMPARE(room.rows(), 2);
    }

    void aJobOfOldOptionsKeepsAllWhereItSamplesNothing()
    {
        Room room;
        QTRY_COMPARE(room.rows(), 1);
        const auto keepsAll = [&](const QString& options) {
            clearJobs(room.api);
            QJsonObject job = room.body(u"old"_s);
            job[u"logpull_options"_s] = options;
            (void)room.api.ask("POST", u"A/logpush/jobs"_s, job);
            QSignalSpy listed(&room.desk, &JobsDesk::jobsListed);
            room.open(u"tracedeck-logs/old"_s);
            return listed.wait() && room.rows() == 1 && room.desk.keepsAllOfWhatIsRead();
        };
        QVERIFY(keepsAll(u"fields=ScriptName,Event&timestamps=rfc3339"_s));
        QVERIFY(keepsAll(u"fields=ScriptName&sample=1"_s));
        QVERIFY(!keepsAll(u"fields=ScriptName&sample=0.5"_s));
    }

    void whatItsJobsSayOfTheirFormatIsTaken()
    {
        Room room;
        QTRY_COMPARE(room.rows(), 1);
        const auto formatOf = [&](const QList<QJsonObject>& options) {
            clearJobs(room.api);
            for (qsizetype i = 0; i < options.size(); ++i) {
                QJsonObject job = room.body(u"job %1"_s.arg(i));
                job[u"destination_conf"_s] = room.body(u"one"_s)[u"destination_conf"_s];
                job[u"output_options"_s] = options[i];
                (void)room.api.ask("POST", u"A/logpush/jobs"_s, job);
            }
            QSignalSpy listed(&room.desk, &JobsDesk::jobsListed);
            room.open(u"tracedeck-logs/one"_s);
            return listed.wait() ? room.desk.formatOfWhatIsRead() : ingest::FormatHint {};
        };
        const QJsonObject csv {{u"output_type"_s, u"csv"_s}, {u"field_names"_s, QJsonArray {u"Outcome"_s, u"Event"_s}}};
        QCOMPARE(formatOf({{}}), ingest::FormatHint {});
        QCOMPARE(formatOf({csv}).fields, (std::vector<std::string> {"Outcome", "Event"}));
        QCOMPARE(formatOf({csv, {}}), ingest::FormatHint {}); // which of them an object is of nobody knows
    }

    void switchingOffAsksAndSwitchingOnDoesNot()
    {
        Room room;
        QTRY_COMPARE(room.rows(), 1);
        QTest::keyClick(&room.table(), Qt::Key_Space);
        QTRY_VERIFY(room.dialog<ui::SwitchOffDialog>());
        QVERIFY(room.isOn());
        buttonOf(*room.dialog<ui::SwitchOffDialog>(), u"Switch off"_s)->click();
        QTRY_VERIFY(!room.isOn());
        QTRY_COMPARE(room.table().model()->index(0, ui::JobsModel::On).data().toString(), u"off"_s);
        QTest::keyClick(&room.table(), Qt::Key_Space);
        QTRY_VERIFY(room.isOn());
        QCOMPARE(room.api.keeper.all.job(room.id)->destination(), room.body(u"first"_s)[u"destination_conf"].toString());
    }

    void whatTheHistoryTellsIsSaidWhenItGrows()
    {
        Room room;
        QSignalSpy told(&room.desk, &JobsDesk::historyTold);
        QTRY_COMPARE(room.rows(), 1);
        const auto changes = [&] {
            return told.isEmpty() ? std::vector<workspace::Change>() : told.back().front().value<std::vector<workspace::Change>>();
        };
        QTRY_VERIFY(!told.isEmpty());
        QVERIFY(changes().empty()); // it was there when somebody looked first
        emit room.page->enableRequested({room.id}, false);
        QTRY_VERIFY(room.dialog<ui::SwitchOffDialog>());
        buttonOf(*room.dialog<ui::SwitchOffDialog>(), u"Switch off"_s)->click();
        QTRY_COMPARE(changes().size(), std::size_t {1});
        QCOMPARE(changes()[0].kind, workspace::ChangeKind::JobSwitched);
        QVERIFY(changes()[0].isOurs && !changes()[0].isOn && changes()[0].jobId == room.id);
        room.make(u"second"_s);
        room.desk.refresh();
        QTRY_COMPARE(changes().size(), std::size_t {2});
        QCOMPARE(changes()[1].kind, workspace::ChangeKind::JobMade);
    }

    void manyAreSwitchedOffAtOnce()
    {
        Room room;
        const qint64 second = room.make(u"second"_s), third = room.make(u"third"_s);
        room.desk.refresh();
        QTRY_COMPARE(room.rows(), 3);
        emit room.page->enableRequested({room.id, second, third}, false);
        QTRY_VERIFY(room.dialog<ui::SwitchOffDialog>());
        buttonOf(*room.dialog<ui::SwitchOffDialog>(), u"Switch off"_s)->click();
        for (const qint64 id : {room.id, second, third})
            QTRY_VERIFY(!room.api.keeper.all.job(id)->isEnabled());
    }

    void aJobIsDeletedByItsName()
    {
        Room room;
        QTRY_COMPARE(room.rows(), 1);
        QTest::keyClick(&room.table(), Qt::Key_Delete);
        QTRY_VERIFY(room.dialog<ui::DeleteJobDialog>());
        QTest::keyClicks(room.dialog<ui::DeleteJobDialog>()->findChild<QLineEdit*>(), u"first"_s);
        QTest::keyClick(room.dialog<ui::DeleteJobDialog>()->findChild<QLineEdit*>(), Qt::Key_Return);
        QTRY_VERIFY(!room.api.keeper.all.job(room.id));
    }

    void aJobThatSomebodyChangedIsShownFirst()
    {
        Room room;
        QTRY_COMPARE(room.rows(), 1);
        emit room.page->editTextRequested(room.id);
        QTRY_VERIFY(room.dialog<ui::JobJsonDialog>());
        auto* text = room.dialog<ui::JobJsonDialog>()->findChild<QPlainTextEdit*>();
        text->setPlainText(text->toPlainText().replace(u"\"enabled\": true"_s, u"\"enabled\": false"_s));
        room.api.keeper.all.job(room.id)->fields[u"name"_s] = u"theirs"_s;
        buttonOf(*room.dialog<ui::JobJsonDialog>(), u"Save changes"_s)->click();
        QTRY_VERIFY(room.dialog<ui::JobDiffDialog>());
        QVERIFY(room.isOn());
        buttonOf(*room.dialog<ui::JobDiffDialog>(), u"Save mine on top"_s)->click();
        QTRY_VERIFY(!room.isOn());
        QCOMPARE(room.api.keeper.all.job(room.id)->fields[u"name"_s].toString(), u"theirs"_s);
    }

    void aDuplicateIsOffAndHasTheSecret()
    {
        Room room;
        QTRY_COMPARE(room.rows(), 1);
        QTest::keyClick(&room.table(), Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(room.rows(), 2);
        const auto& copy = room.api.keeper.all.jobs.back();
        QCOMPARE(copy.fields[u"name"_s].toString(), u"first copy"_s);
        QVERIFY(!copy.isEnabled());
        QCOMPARE(copy.destination(), room.api.keeper.all.job(room.id)->destination());
    }

    void noSecretLeavesTheDesk()
    {
        Room room;
        QTRY_COMPARE(room.rows(), 1);
        for (const int format : {ui::CopyJson, ui::CopyCurl, ui::CopyTerraform}) {
            emit room.page->copyRequested(room.id, format);
            QVERIFY(QGuiApplication::clipboard()->text().contains(u"tracedeck-logs"_s));
            QVERIFY(!QGuiApplication::clipboard()->text().contains(kSecret));
        }
        QTRY_VERIFY(QFile::exists(room.history()));
        QFile file(room.history());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains(kSecret.toLatin1()));
        const auto labels = room.window.findChildren<QLabel*>();
        for (const QLabel* label : labels)
            QVERIFY(!label->text().contains(kSecret));
    }

    void aReadOnlyAccountIsLeftAlone()
    {
        Room room(true);
        QTRY_COMPARE(room.rows(), 1);
        for (const auto key : {Qt::Key_Space, Qt::Key_Return, Qt::Key_Delete})
            QTest::keyClick(&room.table(), key);
        QVERIFY(!room.dialog<QDialog>());
        QVERIFY(!buttonOf(*room.page, u"Create job"_s)->isEnabled());
        QVERIFY(room.isOn());
    }
};

QTEST_MAIN(TestJobsDesk)
#include "test_jobs_desk.moc"
