// Workers in the window, switched and pinned by keys and mouse, against the Sandbox's API over the wire and files on disk.
#include "sandbox/jobs_stage.h"
#include "shell/main_window.h"
#include "store/queries.h"
#include "widgets/request_popover.h"
#include "widgets/scope.h"
#include "workers/files_dialog.h"
#include "workers/matrix_model.h"
#include "workers/matrix_table.h"
#include "workers/switch_dialog.h"
#include "workers/upload_dialog.h"
#include "workers/wrangler_tab.h"
#include "workers_desk.h"
#include "wrangler_work.h"

#include <QApplication>
#include <QDir>
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

QPushButton* buttonOf(const QWidget& in, const QString& text)
{
    const auto buttons = in.findChildren<QPushButton*>();
    const auto at = std::ranges::find_if(buttons, [&](const QPushButton* button) { return button->isVisible() && button->text() == text; });
    return at == buttons.end() ? nullptr : *at;
}

bool says(const QWidget& in, const QString& words)
{
    const auto labels = in.findChildren<QLabel*>();
    return std::ranges::any_of(labels, [&](const QLabel* label) { return label->isVisible() && label->text().contains(words); });
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString& path, const QByteArray& bytes)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

/// An account of the Sandbox, open in a window, with a folder of projects.
struct Room {
    ApiStage api;
    QTemporaryDir folder;
    QThreadPool pool;
    ui::Theme theme {ui::Scheme::Light};
    ui::Scope scope {store::Queries(pool)};
    ui::MainWindow window {scope, theme};
    ui::WorkersPage* page = new ui::WorkersPage(theme, &window);
    Network network {net::HttpOptions {{}, false, {}, 2}};
    WorkersDesk desk {*page, network, window, scope, theme};
    QString worker; ///< an ordinary one, off

    explicit Room(bool isReadOnly = false, int more = 0)
    {
        api.become(api.token(u"tracedeck"_s));
        worker = u"webhook-relay-x"_s;
        add(worker);
        for (int i = 0; i < more; ++i)
            add(u"worker-%1"_s.arg(i));
        window.addPage({u"Workers"_s, u"workers"_s, page});
        window.resize(1440, 900);
        window.show();
        window.showWelcome(false);
        window.openPage(0);
        desk.open(place(isReadOnly));
    }
    [[nodiscard]] WorkersPlace place(bool isReadOnly = false) const
    {
        WorkersPlace place;
        place.baseUrl = baseUrlOf(api);
        place.credential = credentialOf(api);
        place.accountId = api.keeper.all.account.id;
        place.links = folder.filePath(u"profile/worker-links.json"_s);
        place.backups = folder.filePath(u"profile/backups"_s);
        place.isReadOnly = isReadOnly;
        return place;
    }
    void add(const QString& name)
    {
        sandbox::Script script = api.keeper.all.scripts.front();
        script.name = name;
        script.logpush = false;
        api.keeper.all.scripts.push_back(script);
    }
    [[nodiscard]] ui::MatrixTable& table() const { return *page->findChild<ui::MatrixTable*>(); }
    [[nodiscard]] int rows() const { return table().model()->rowCount(); }
    [[nodiscard]] bool isOn(const QString& name) { return api.keeper.all.script(name)->logpush; }
    [[nodiscard]] std::optional<workers::WorkerRow> row(const QString& name) const
    {
        const auto found = page->rowsOf({{name, {}}});
        return found.empty() ? std::nullopt : std::optional(found.front());
    }
    void choose(const QString& name) const
    {
        page->choose({name, {}});
        table().setFocus();
    }
    [[nodiscard]] QString file() const { return folder.filePath(u"projects/relay/wrangler.toml"_s); }
    /// A project that deploys the Worker, linked by its folder.
    void link(const QByteArray& text)
    {
        put(file(), text);
        desk.linkFolder(folder.filePath(u"projects"_s));
    }
    void undo()
    {
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        table().setFocus();
        QTest::keyClick(&table(), Qt::Key_Z, Qt::ControlModifier);
    }
    [[nodiscard]] bool isSettled() const { return !desk.isAsking(); }
    void send() const
    {
        QTRY_VERIFY(qobject_cast<ui::RequestPopover*>(QApplication::activePopupWidget()));
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
    }
};

} // namespace

class TestWorkersDesk : public QObject {
    Q_OBJECT

private slots:
    void allWorkersAreListedThoseOfNamespacesToo()
    {
        Room room;
        QTRY_COMPARE(room.rows(), static_cast<int>(room.api.keeper.all.scripts.size()));
        QTRY_VERIFY(room.isSettled());
        for (const auto& script : room.api.keeper.all.scripts) {
            const auto rows = room.page->rowsOf({{script.name, script.dispatchNamespace}});
            QCOMPARE(rows.size(), std::size_t {1});
            QVERIFY2(rows.front().worker.logpush == script.logpush, qPrintable(QString(script.dispatchNamespace + u'/' + script.name)));
        }
    }

    void anAccountThatMayNotReadThemIsToldSoAndStaysTold()
    {
        Room room;
        QVERIFY(room.api.faults.set({u"403"_s}));
        room.desk.open(room.place());
        QTRY_VERIFY(says(*room.page, u"The Workers could not be read"_s));
        QTRY_VERIFY(room.isSettled()); // what else was asked is answered
        QVERIFY(says(*room.page, u"The Workers could not be read"_s) && says(*room.page, u"10000"_s));
        QVERIFY(room.api.faults.set({}));
        QTest::mouseClick(buttonOf(*room.page, u"Try again"_s), Qt::LeftButton);
        QTRY_VERIFY(room.row(room.worker));
    }

    void oneIsSwitchedByKeysAndUndone()
    {
        Room room;
        QTRY_VERIFY(room.row(room.worker) && room.isSettled());
        room.choose(room.worker);
        QTest::keyClick(&room.table(), Qt::Key_S);
        room.send();
        QTRY_VERIFY(room.isOn(room.worker));
        QTRY_COMPARE(room.row(room.worker)->worker.logpush, std::optional(true));
        QTRY_VERIFY(says(room.window, u"Logpush is on for %1"_s.arg(room.worker)));
        room.undo();
        QTRY_VERIFY(!room.isOn(room.worker));
        QTRY_COMPARE(room.row(room.worker)->worker.logpush, std::optional(false));
    }

    void fortyAreSwitchedThroughRefusalsAndUndone()
    {
        Room room(false, 40);
        QTRY_VERIFY(room.row(u"worker-39"_s) && room.isSettled());
        room.api.keeper.all.script(u"worker-7"_s)->logpush = true; // by somebody else, meanwhile
        QVERIFY(room.api.faults.set({u"429@8"_s}));
        std::vector<ui::WorkerId> all;
        all.reserve(40);
        for (int i = 0; i < 40; ++i)
            all.push_back({u"worker-%1"_s.arg(i), {}});
        QSignalSpy switched(&room.desk, &WorkersDesk::switched);
        emit room.page->switchRequested(all, true);
        QTRY_COMPARE_WITH_TIMEOUT(switched.size(), 1, 200'000);
        for (const ui::WorkerId& each : all)
            QVERIFY2(room.isOn(each.name), qPrintable(each.name));
        room.undo();
        QTRY_COMPARE_WITH_TIMEOUT(switched.size(), 2, 200'000);
        for (const ui::WorkerId& each : all)
            QCOMPARE(room.isOn(each.name), each.name == u"worker-7");
    }

    void manyAreSeenBeforeTheyAreSent()
    {
        Room room;
        QTRY_VERIFY(room.row(room.worker) && room.isSettled());
        room.choose(room.worker);
        QTest::keyClick(&room.table(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(&room.table(), Qt::Key_S);
        QTRY_VERIFY(room.window.findChild<ui::SwitchDialog*>());
        QVERIFY(!room.isOn(room.worker));
        auto& dialog = *room.window.findChild<ui::SwitchDialog*>();
        const auto count = static_cast<int>(dialog.changing().size());
        QTest::mouseClick(buttonOf(dialog, u"Switch on %1"_s.arg(count)), Qt::LeftButton);
        QTRY_VERIFY(std::ranges::all_of(room.api.keeper.all.scripts, [](const auto& script) { return script.logpush; }));
    }

    void aRefusalIsToldInTheServersWords()
    {
        Room room;
        QTRY_VERIFY(room.row(room.worker) && room.isSettled());
        QVERIFY(room.api.faults.set({u"10023"_s}));
        room.choose(room.worker);
        QTest::keyClick(&room.table(), Qt::Key_S);
        room.send();
        QTRY_VERIFY(says(room.window, u"could not be switched"_s) && says(room.window, u"10023"_s));
        QVERIFY(!room.isOn(room.worker));
        room.undo();
        QTRY_VERIFY(says(room.window, u"Nothing to undo."_s));
    }

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
        room.desk.linkFile(room.worker, {room.file(), {}, true});
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
        QVERIFY(writeWorkerLinks(links, more));
        QVERIFY(readWorkerLinks(links) && *readWorkerLinks(links) == more);
        put(links, "no json");
        QVERIFY(!readWorkerLinks(links));
    }

    void aReadOnlyAccountSendsNothing()
    {
        Room room(true);
        QTRY_VERIFY(room.row(room.worker) && room.isSettled());
        room.choose(room.worker);
        QTest::keyClick(&room.table(), Qt::Key_S);
        QVERIFY(!QApplication::activePopupWidget());
        emit room.page->switchRequested({{room.worker, {}}}, true);
        emit room.page->uploadRequested();
        QVERIFY(room.isSettled() && !room.window.findChild<ui::UploadDialog*>());
        QVERIFY(!room.isOn(room.worker));
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
        emit dialog->fileRequested(room.folder.filePath(u"hello.js"_s));
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

QTEST_MAIN(TestWorkersDesk)
#include "test_workers_desk.moc"
