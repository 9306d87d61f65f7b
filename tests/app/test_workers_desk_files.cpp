// Wrangler files and scripts of Workers in the window, against files on disk and the Sandbox's API over the wire.
#include "app/workers_desk_room.h"
#include "workers/files_dialog.h"
#include "workers/upload_dialog.h"
#include "workers/wrangler_tab.h"
#include "wrangler_work.h"

#include <QLineEdit>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

class TestWorkersDeskFiles : public QObject {
    Q_OBJECT

    using Room = WorkersDeskRoom;

private slots:
    void whatIsSwitchedIsOfferedToThePinAndWrittenWithABackup()
    {
        Room room;
        const QByteArray before = "# ours\nname = \"webhook-relay-x\"\nlogpush = false # for now\n";
        room.link(before);
        QTRY_VERIFY(room.row(room.worker) && room.row(room.worker)->link);
        room.choose(room.worker);
        QTest::keyClick(&room.table(), Qt::Key_S);
        room.send();
        QTRY_VERIFY(room.isOn(room.worker));
        QTRY_COMPARE(room.row(room.worker)->next, workers::NextDeploy::TurnsOff);
        QTRY_VERIFY(buttonOf(*room.page, u"Pin it in the file"_s));
        QTest::mouseClick(buttonOf(*room.page, u"Pin it in the file"_s), Qt::LeftButton);
        QTRY_VERIFY(room.page->pane().file().draft() && !room.page->pane().file().draft()->hunks.empty());
        QTest::mouseClick(buttonOf(*room.page, u"Write file"_s), Qt::LeftButton);
        QTRY_COMPARE(bytesOf(room.file()), QByteArray("# ours\nname = \"webhook-relay-x\"\nlogpush = true # for now\n"));
        QTRY_COMPARE(room.row(room.worker)->next, workers::NextDeploy::StaysOn);
        const auto backups = QDir(room.folder.filePath(u"profile/backups"_s)).entryInfoList(QDir::Files);
        QCOMPARE(backups.size(), 1);
        QCOMPARE(bytesOf(backups.front().filePath()), before);
        QTRY_VERIFY(room.isSettled());
        room.undo();
        QTRY_COMPARE(bytesOf(room.file()), before);
        QVERIFY(room.isOn(room.worker)); // one thing at a time
    }

    void aFileThatChangedMeanwhileIsNotOverwritten()
    {
        Room room;
        room.link("name = \"webhook-relay-x\"\n");
        QTRY_VERIFY(room.row(room.worker) && room.row(room.worker)->link);
        room.choose(room.worker);
        emit room.page->filesRequested({{room.worker, {}}});
        QTRY_VERIFY(room.window.findChild<ui::FilesDialog*>());
        put(room.file(), "name = \"webhook-relay-x\"\n# somebody else\n");
        QTest::mouseClick(buttonOf(*room.window.findChild<ui::FilesDialog*>(), u"Write file"_s), Qt::LeftButton);
        QTRY_VERIFY(says(*room.page, u"changed since it was read"_s));
        QCOMPARE(bytesOf(room.file()), QByteArray("name = \"webhook-relay-x\"\n# somebody else\n"));
    }

    void aFileThatDoesNotParseIsRefusedUntouched()
    {
        Room room;
        const QByteArray broken = "name = \"webhook-relay-x\"\nlogpush = \n";
        put(room.file(), broken);
        QTRY_VERIFY(room.row(room.worker) && room.isSettled());
        room.desk.linkFile({room.worker, {}}, {room.file(), {}, true});
        room.choose(room.worker);
        QTRY_VERIFY(says(*room.page, u"wrangler.toml cannot be edited"_s) && says(*room.page, u"line 2"_s));
        QVERIFY(!buttonOf(*room.page, u"Write file"_s));
        QCOMPARE(bytesOf(room.file()), broken);
    }

    void whatIsLinkedIsThereTheNextTime()
    {
        Room room;
        room.link("name = \"webhook-relay-x\"\nlogpush = true\n");
        const QString links = room.folder.filePath(u"profile/worker-links.json"_s);
        QTRY_VERIFY(QFile::exists(links) && room.isSettled());
        const auto read = readWorkerLinks(links);
        QVERIFY(read);
        QCOMPARE(read->folders, QStringList {room.folder.filePath(u"projects"_s)});
        WorkerLinks more = *read;
        more.chosen[u"a"_s] = {u"/x/wrangler.toml"_s, u"production"_s, true};
        more.chosen[u"tenants/a"_s] = {u"/y/wrangler.toml"_s, {}, true};
        QVERIFY(writeWorkerLinks(links, more));
        QVERIFY(readWorkerLinks(links) && *readWorkerLinks(links) == more);
        put(links, "no json");
        QVERIFY(!readWorkerLinks(links));
    }

    void twoOfOneNameHaveAFileEach()
    {
        Room room;
        QTRY_VERIFY(room.row(room.worker) && room.isSettled());
        sandbox::Script script = *room.api.keeper.all.script(room.worker);
        script.dispatchNamespace = room.api.keeper.all.namespaces.front().name;
        room.api.keeper.all.scripts.push_back(script);
        room.desk.refresh();
        const ui::WorkerId other {room.worker, script.dispatchNamespace};
        QTRY_COMPARE(room.page->rowsOf({other}).size(), std::size_t {1});
        put(room.file(), "name = \"x\"\nlogpush = true\n");
        room.desk.linkFile(other, {room.file(), {}, true});
        QTRY_VERIFY(room.page->rowsOf({other}).front().link);
        QVERIFY(!room.row(room.worker)->link);
        QVERIFY(!room.row(room.worker)->delivered && !room.page->rowsOf({other}).front().delivered);
    }

    void whatIsWrittenForOneAccountIsNotUndoneInAnother()
    {
        Room room;
        room.link("name = \"webhook-relay-x\"\n");
        QTRY_VERIFY(room.row(room.worker) && room.row(room.worker)->link && room.isSettled());
        emit room.page->filesRequested({{room.worker, {}}});
        QTRY_VERIFY(room.window.findChild<ui::FilesDialog*>());
        QTest::mouseClick(buttonOf(*room.window.findChild<ui::FilesDialog*>(), u"Write file"_s), Qt::LeftButton);
        room.desk.open(room.place());                                  // before its answer comes
        QTRY_VERIFY(bytesOf(room.file()).contains("logpush = false")); // it is written all the same
        QTRY_VERIFY(room.row(room.worker) && room.isSettled());
        QVERIFY(!says(room.window, u"Written:"_s));
        room.undo();
        QTRY_VERIFY(says(room.window, u"Nothing to undo."_s));
        QVERIFY(bytesOf(room.file()).contains("logpush = false"));
    }

    void anUploadedScriptHasTheFlag()
    {
        Room room;
        QTRY_VERIFY(room.row(room.worker) && room.isSettled());
        put(room.folder.filePath(u"hello.js"_s), "export default { fetch() { return new Response('hi') } }\n");
        emit room.page->uploadRequested();
        auto* dialog = room.window.findChild<ui::UploadDialog*>();
        QVERIFY(dialog);
        const auto fields = dialog->findChildren<QLineEdit*>();
        QTest::keyClicks(*std::ranges::find(fields, u"Name of the Worker"_s, &QWidget::accessibleName), u"hello"_s);
        auto* file = *std::ranges::find(fields, u"File"_s, &QWidget::accessibleName);
        put(room.folder.filePath(u"empty.js"_s), " \n");
        file->setText(room.folder.filePath(u"empty.js"_s));
        QTest::keyClick(file, Qt::Key_Return);
        QTRY_VERIFY(says(*dialog, u"it is empty"_s));
        file->setText(room.folder.filePath(u"hello.js"_s));
        QTest::keyClick(file, Qt::Key_Return);
        QTRY_VERIFY(buttonOf(*dialog, u"Upload"_s) && buttonOf(*dialog, u"Upload"_s)->isEnabled());
        QVERIFY(room.api.faults.set({u"10023"_s}));
        QTest::mouseClick(buttonOf(*dialog, u"Upload"_s), Qt::LeftButton);
        QTRY_VERIFY(says(*dialog, u"10023"_s));
        QVERIFY(!room.api.keeper.all.script(u"hello"_s));
        QVERIFY(room.api.faults.set({}));
        QTest::mouseClick(buttonOf(*dialog, u"Upload"_s), Qt::LeftButton);
        QTRY_VERIFY(room.api.keeper.all.script(u"hello"_s));
        QVERIFY(room.isOn(u"hello"_s));
        QTRY_VERIFY(room.row(u"hello"_s));
    }

    void aWorkTreeIsFoundAndItsBranchRead()
    {
        QTemporaryDir folder;
        put(folder.filePath(u".git/HEAD"_s), "ref: refs/heads/fix/log\n");
        put(folder.filePath(u"a/wrangler.toml"_s), "name = \"a\"\n");
        QCOMPARE(workTreeOf(folder.filePath(u"a/wrangler.toml"_s)), folder.path());
        QCOMPARE(branchOf(folder.path()), u"fix/log"_s);
        const auto view = readView(folder.filePath(u"a/wrangler.toml"_s));
        QVERIFY(view);
        const auto draft = draftOf(*view, {{{}, true}});
        QVERIFY(draft);
        QCOMPARE(draft->patchPath, u"a/wrangler.toml"_s);
    }
};

QTEST_MAIN(TestWorkersDeskFiles)
#include "test_workers_desk_files.moc"
