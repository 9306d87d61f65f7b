#include "journey/jobs_parts.h"
#include "widgets/request_popover.h"
#include "widgets/segmented_control.h"
#include "workers/files_dialog.h"
#include "workers/matrix_model.h"
#include "workers/matrix_table.h"
#include "workers/switch_dialog.h"
#include "workers/workers_page.h"
#include "workers/wrangler_tab.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QPushButton>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

/// Somebody switches Workers of the Sandbox on for good, with keys and mouse.
class TestWorkersJourney : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void theRoomShowsWhichWorkersPush();
    void aFolderIsLinkedAndFilesArePairedByName();
    void oneIsSwitchedByItsRequest();
    void manyAreSwitchedAndUndone();
    void theFileIsPinnedByKeysAndRestored();
    void noSecretStandsAnywhere();

private:
    [[nodiscard]] ui::MainWindow& window() const { return m_workbench->window(); }
    [[nodiscard]] ui::WorkersPage& page() const { return *window().findChild<ui::WorkersPage*>(); }
    [[nodiscard]] ui::MatrixTable& table() const { return *page().findChild<ui::MatrixTable*>(); }
    [[nodiscard]] std::vector<workers::WorkerRow> rows() const
    {
        std::vector<ui::WorkerId> ids;
        for (int row = 0; row < table().model()->rowCount(); ++row)
            ids.push_back({table().model()->index(row, ui::MatrixModel::Worker).data().toString(), {}});
        return page().rowsOf(ids);
    }
    [[nodiscard]] std::optional<workers::WorkerRow> row(const QString& name) const
    {
        const auto found = page().rowsOf({{name, {}}});
        return found.empty() ? std::nullopt : std::optional(found.front());
    }
    [[nodiscard]] QString project() const { return m_projects.filePath(u"one/wrangler.toml"_s); }
    /// A small window that was open may have been the active one.
    void wake() const
    {
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
        table().setFocus();
    }
    void undo() const
    {
        wake();
        QTest::keyClick(&table(), Qt::Key_Z, Qt::ControlModifier);
    }
    void choose(const QString& name) const
    {
        wake();
        page().choose({name, {}});
    }

    FreshMachine m_machine;
    QTemporaryDir m_projects;
    std::optional<Overheard> m_overheard;
    ui::Theme m_theme {ui::Scheme::Light};
    QString m_on, m_off; ///< two ordinary Workers
    std::unique_ptr<Workbench> m_workbench;
};

void TestWorkersJourney::initTestCase()
{
    m_overheard.emplace();
    Workbench::Options options;
    options.sandbox.historyEvents = 3'000;
    m_workbench = std::make_unique<Workbench>(m_theme, options);
    window().resize(1440, 900);
    window().show();
    m_workbench->openSandbox();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    QTRY_VERIFY_WITH_TIMEOUT(window().mayOpen(WorkersRoom) && !window().isWelcome(), 120'000);
}

void TestWorkersJourney::theRoomShowsWhichWorkersPush()
{
    QTest::keyClick(&window(), Qt::Key_6, Qt::ControlModifier);
    QCOMPARE(window().currentPage(), static_cast<int>(WorkersRoom));
    QTRY_VERIFY_WITH_TIMEOUT(table().model()->rowCount() > 1, 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(!m_workbench->isAsking() && !m_workbench->isImporting(), 120'000);
    for (const workers::WorkerRow& each : rows())
        (each.worker.logpush == true ? m_on : m_off) = each.worker.name;
    QVERIFY(!m_on.isEmpty() && !m_off.isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(row(m_on)->invocations.value_or(0) > 0 && row(m_on)->delivered && row(m_on)->delivered->events > 0, 60'000);
    QCOMPARE(row(m_on)->next, workers::NextDeploy::Unknown);
}

void TestWorkersJourney::aFolderIsLinkedAndFilesArePairedByName()
{
    QVERIFY(QDir().mkpath(m_projects.filePath(u"one"_s)));
    QFile file(project());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("# ours\r\nname = \"" + m_on.toUtf8() + "\"\r\nlogpush = false   # for now\r\n");
    file.close();
    choose(m_on);
    QVERIFY(press(window(), u"Link folder…"_s));
    QTRY_VERIFY(window().findChild<QFileDialog*>());
    auto* dialog = window().findChild<QFileDialog*>();
    dialog->setDirectory(m_projects.path());
    dialog->findChild<QLineEdit*>()->setText(m_projects.path());
    dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Open)->click();
    QTRY_COMPARE(row(m_on)->next, workers::NextDeploy::TurnsOff);
    choose(m_on);
    QTRY_VERIFY(isSaid(page(), u"Next deploy"_s) || isSaid(page(), u"switches it off"_s));
}

void TestWorkersJourney::oneIsSwitchedByItsRequest()
{
    choose(m_off);
    QTRY_VERIFY(!m_workbench->isAsking());
    const QModelIndex index = table().currentIndex();
    QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, table().switchRect(index).center());
    QTRY_VERIFY(qobject_cast<ui::RequestPopover*>(QApplication::activePopupWidget()));
    QCOMPARE(row(m_off)->worker.logpush, std::optional(false)); // nothing is sent yet
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
    QTRY_COMPARE(row(m_off)->worker.logpush, std::optional(true));
    QTRY_VERIFY(isSaid(window(), u"Logpush is on for "_s + m_off));
    undo();
    QTRY_COMPARE(row(m_off)->worker.logpush, std::optional(false));
}

void TestWorkersJourney::manyAreSwitchedAndUndone()
{
    choose(m_off);
    std::map<QString, std::optional<bool>> before;
    for (const workers::WorkerRow& each : rows())
        before[each.worker.name] = each.worker.logpush;
    QTest::keyClick(&table(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&table(), Qt::Key_S);
    QTRY_VERIFY(page().findChild<ui::SwitchDialog*>());
    auto& dialog = *page().findChild<ui::SwitchDialog*>();
    QTRY_VERIFY(dialog.isActiveWindow());
    QVERIFY(press(dialog, u"Switch on %1"_s.arg(dialog.changing().size())));
    QTRY_VERIFY(std::ranges::all_of(rows(), [](const auto& each) { return each.worker.logpush == true; }));
    QTRY_VERIFY(!m_workbench->isAsking());
    undo();
    QTRY_VERIFY(std::ranges::all_of(rows(), [&](const auto& each) { return each.worker.logpush == before[each.worker.name]; }));
}

void TestWorkersJourney::theFileIsPinnedByKeysAndRestored()
{
    const QString before = textOf(project());
    choose(m_on);
    QTRY_VERIFY(!m_workbench->isAsking());
    QTest::keyClick(&table(), Qt::Key_D);
    QTRY_VERIFY(page().pane().file().draft() && !page().pane().file().draft()->hunks.empty());
    QVERIFY(press(window(), u"Write file"_s));
    QTRY_COMPARE(textOf(project()), QString(before).replace(u"false  "_s, u"true  "_s));
    QTRY_COMPARE(row(m_on)->next, workers::NextDeploy::StaysOn);
    QTRY_VERIFY(!m_workbench->isAsking());
    QWidget* focus = QApplication::focusWidget();
    QVERIFY2(focus && page().isAncestorOf(focus), focus ? qPrintable(focus->accessibleName()) : "nothing");
    QTest::keyClick(focus, Qt::Key_Z, Qt::ControlModifier); // as the sentence beside the button says
    QTRY_COMPARE(textOf(project()), before);
    QTRY_COMPARE(row(m_on)->next, workers::NextDeploy::TurnsOff);
}

void TestWorkersJourney::noSecretStandsAnywhere()
{
    const QString sandbox = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/sandbox"_s;
    const auto secrets = sandboxSecrets(sandbox);
    QVERIFY(secrets.size() >= 2);
    QCOMPARE(filesWithSecret(m_machine.home.path(), secrets, sandbox), QStringList());
    QCOMPARE(filesWithSecret(m_projects.path(), secrets, {}), QStringList());
    QVERIFY(!holdsSecret(Overheard::words(), secrets));
    m_workbench.reset();
}

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"tracedeck"_s);
    QApplication::setOrganizationName(u"tracedeck"_s);
    TestWorkersJourney test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_workers_journey.moc"
