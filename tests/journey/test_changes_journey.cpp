#include "charts/change_lane.h"
#include "deliveries/deliveries_page.h"
#include "deliveries/incident_pane.h"
#include "jobs/job_dialogs.h"
#include "jobs/jobs_page.h"
#include "jobs/jobs_table.h"
#include "journey/jobs_parts.h"
#include "logs/logs_page.h"
#include "overview/overview_page.h"
#include "widgets/request_popover.h"
#include "workers/matrix_table.h"
#include "workers/workers_page.h"

#include <QMenu>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;
using workspace::Change;
using workspace::ChangeKind;

/// Somebody changes things in the Sandbox, sees them under the charts, and goes from there to what changed. By keys.
class TestChangesJourney : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void whatHappenedBeforeIsThereWithoutALook();
    void aGapLeadsToItsWindows();
    void aVersionLeadsToItsEvents();
    void aJobThatIsSwitchedOffIsInTheLane();
    void aWorkerThatIsSwitchedIsInTheLane();
    void theyAreRememberedWithoutSecrets();

private:
    [[nodiscard]] ui::MainWindow& window() const { return m_workbench->window(); }
    template<typename Page>
    [[nodiscard]] Page& page() const
    {
        return *window().template findChild<Page*>();
    }
    void go(Qt::Key digit) const { QTest::keyClick(&window(), digit, Qt::ControlModifier); }
    [[nodiscard]] static std::optional<Change> last(const ui::ChangeLane& lane, ChangeKind kind);
    [[nodiscard]] bool open(ui::ChangeLane& lane, const Change& change) const;
    [[nodiscard]] bool chooseInMenu(const QString& words) const;

    FreshMachine m_machine;
    std::optional<Overheard> m_overheard;
    ui::Theme m_theme {ui::Scheme::Light};
    std::unique_ptr<Workbench> m_workbench;
};

void TestChangesJourney::initTestCase()
{
    m_overheard.emplace();
    Workbench::Options options;
    options.sandbox.historyEvents = 40'000;
    m_workbench = std::make_unique<Workbench>(m_theme, options);
    window().resize(1440, 900);
    window().show();
    m_workbench->openSandbox();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    QTRY_VERIFY_WITH_TIMEOUT(window().mayOpen(JobsRoom) && !window().isWelcome(), 240'000);
    QTRY_VERIFY_WITH_TIMEOUT(!m_workbench->isImporting() && !m_workbench->isAsking(), 240'000);
}

/// The newest of a kind that has a mark.
std::optional<Change> TestChangesJourney::last(const ui::ChangeLane& lane, ChangeKind kind)
{
    std::optional<Change> found;
    for (const ui::ChangeMark& mark : lane.marks()) {
        for (const std::size_t at : mark.changes) {
            if (lane.changes()[at].kind == kind)
                found = lane.changes()[at];
        }
    }
    return found;
}

bool TestChangesJourney::chooseInMenu(const QString& words) const
{
    if (!QTest::qWaitFor([] { return qobject_cast<QMenu*>(QApplication::activePopupWidget()) != nullptr; }))
        return false;
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    for (qsizetype i = 0; i < menu->actions().size(); ++i) {
        QTest::keyClick(menu, Qt::Key_Down);
        if (menu->activeAction() && menu->activeAction()->text().contains(words)) {
            QTest::keyClick(menu, Qt::Key_Return);
            return true;
        }
    }
    return false;
}

/// By Tab to the lane, by arrows to the mark, by Enter, and where the mark stands for more by its menu.
bool TestChangesJourney::open(ui::ChangeLane& lane, const Change& change) const
{
    QApplication::setActiveWindow(&window()); // a dialog may have been: no window manager does
    if (!tabTo(window(), u"Changes"_s) || !lane.hasFocus())
        return false;
    QTest::keyClick(&lane, Qt::Key_Home);
    const auto isHere = [&](std::size_t at) { return lane.changes()[at] == change; };
    for (std::size_t i = 0; i < lane.marks().size(); ++i) {
        const ui::ChangeMark mark = lane.marks()[*lane.cursor()];
        if (std::ranges::any_of(mark.changes, isHere)) {
            QTest::keyClick(&lane, Qt::Key_Return);
            return mark.changes.size() == 1
                || chooseInMenu(change.kind == ChangeKind::NewVersion ? change.version.left(8) : change.subject);
        }
        QTest::keyClick(&lane, Qt::Key_Right);
    }
    return false;
}

void TestChangesJourney::whatHappenedBeforeIsThereWithoutALook()
{
    go(Qt::Key_2);
    const ui::ChangeLane& lane = page<ui::LogsPage>().changes();
    QTRY_VERIFY_WITH_TIMEOUT(last(lane, ChangeKind::NewVersion) && last(lane, ChangeKind::Gap), 60'000);
    QVERIFY(!last(lane, ChangeKind::JobMade)); // they were there when this began
    QVERIFY(!last(lane, ChangeKind::FlagSwitched));
}

void TestChangesJourney::aGapLeadsToItsWindows()
{
    ui::ChangeLane& lane = page<ui::LogsPage>().changes();
    const Change gap = *last(lane, ChangeKind::Gap);
    QVERIFY(open(lane, gap));
    QTRY_COMPARE(window().currentPage(), static_cast<int>(DeliveriesRoom));
    QTRY_COMPARE(window().findChild<ui::IncidentPane*>()->shownRange(), gap.when);
    QTRY_VERIFY(last(page<ui::DeliveriesPage>().changes(), ChangeKind::Gap));
    QCOMPARE(last(page<ui::DeliveriesPage>().changes(), ChangeKind::Gap)->when, gap.when);
}

void TestChangesJourney::aVersionLeadsToItsEvents()
{
    go(Qt::Key_1);
    ui::ChangeLane& lane = page<ui::OverviewPage>().changes();
    QTRY_VERIFY(lane.isVisible() && last(lane, ChangeKind::NewVersion));
    const Change version = *last(lane, ChangeKind::NewVersion);
    QVERIFY(open(lane, version));
    QTRY_COMPARE(window().currentPage(), static_cast<int>(LogsRoom));
    auto& logs = page<ui::LogsPage>();
    const auto& rows = logs.table().model();
    QTRY_VERIFY(rows.count() > 0 && rows.rowAt(0) && rows.rowAt(0)->versionId == version.version.toStdString());
    QCOMPARE(QString::fromStdString(logs.table().model().rowAt(0)->scriptName), version.subject);
}

void TestChangesJourney::aJobThatIsSwitchedOffIsInTheLane()
{
    go(Qt::Key_5);
    auto& jobs = page<ui::JobsPage>();
    auto& table = *jobs.findChild<ui::JobsTable*>();
    QTRY_VERIFY(table.model()->rowCount() > 0 && jobs.current() != 0);
    const std::int64_t id = jobs.current();
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_Space);
    QTRY_VERIFY(window().findChild<ui::SwitchOffDialog*>());
    QApplication::setActiveWindow(window().findChild<ui::SwitchOffDialog*>()); // no window manager does
    QVERIFY(press(*window().findChild<ui::SwitchOffDialog*>(), u"Switch off"_s));
    go(Qt::Key_4);
    ui::ChangeLane& lane = page<ui::DeliveriesPage>().changes();
    QTRY_VERIFY_WITH_TIMEOUT(last(lane, ChangeKind::JobSwitched), 30'000);
    const Change change = *last(lane, ChangeKind::JobSwitched);
    QVERIFY(change.isOurs && !change.isOn);
    QCOMPARE(change.jobId, id);
    QVERIFY(open(lane, change));
    QTRY_COMPARE(window().currentPage(), static_cast<int>(JobsRoom));
    QCOMPARE(jobs.current(), id);
}

void TestChangesJourney::aWorkerThatIsSwitchedIsInTheLane()
{
    go(Qt::Key_6);
    auto& workers = page<ui::WorkersPage>();
    auto& table = *workers.findChild<ui::MatrixTable*>();
    QTRY_VERIFY_WITH_TIMEOUT(table.model()->rowCount() > 1 && !m_workbench->isAsking(), 60'000);
    QTRY_VERIFY(workers.current());
    const ui::WorkerId worker = *workers.current();
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.switchRect(table.currentIndex()).center());
    QTRY_VERIFY(qobject_cast<ui::RequestPopover*>(QApplication::activePopupWidget()));
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
    go(Qt::Key_4);
    ui::ChangeLane& lane = page<ui::DeliveriesPage>().changes();
    QTRY_VERIFY_WITH_TIMEOUT(last(lane, ChangeKind::FlagSwitched), 30'000);
    const Change change = *last(lane, ChangeKind::FlagSwitched);
    QVERIFY(change.isOurs);
    QCOMPARE(change.subject, worker.name);
    QVERIFY(open(lane, change));
    QTRY_COMPARE(window().currentPage(), static_cast<int>(WorkersRoom));
    QCOMPARE(workers.current(), std::optional(worker));
}

void TestChangesJourney::theyAreRememberedWithoutSecrets()
{
    const QList<QByteArray> secrets = sandboxSecrets(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/sandbox"_s);
    QVERIFY(!secrets.isEmpty());
    int logs = 0;
    for (const QString& name : m_machine.files()) {
        if (!name.endsWith(u"worker-flags.jsonl"))
            continue;
        ++logs;
        QFile file(m_machine.home.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.contains("\"ours\":true"));
        QVERIFY(!holdsSecret(bytes, secrets));
    }
    QCOMPARE(logs, 1);
    QVERIFY(!holdsSecret(Overheard::words(), secrets));
    m_workbench.reset();
}

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"tracedeck"_s);
    QApplication::setOrganizationName(u"tracedeck"_s);
    TestChangesJourney test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_changes_journey.moc"
