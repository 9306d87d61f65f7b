#include "access/access_page.h"
#include "access/step_row.h"
#include "deliveries/window_grid.h"
#include "jobs/jobs_page.h"
#include "journey/journey.h"
#include "logs/event_table_model.h"
#include "logs/event_table_view.h"
#include "logs/logs_page.h"

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// Somebody without an account looks around, with the keyboard alone.
class TestSandboxJourney : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_overheard.emplace(); }
    void theSandboxIsOpenedReadFollowedAndCheckedByKeys();
    void itIsOpenAgainAtTheNextStart();
    void noSecretStandsAnywhere();

private:
    FreshMachine m_machine;
    std::optional<Overheard> m_overheard; ///< from when the tests run: what runs them listens too, and would be before it
    ui::Theme m_theme {ui::Scheme::Light};
    [[nodiscard]] static Workbench::Options options()
    {
        Workbench::Options options;
        options.sandbox.historyEvents = 30'000; // a day of a quieter account
        return options;
    }
    [[nodiscard]] static QString sandboxFolder()
    {
        return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/sandbox"_s;
    }
};

void TestSandboxJourney::theSandboxIsOpenedReadFollowedAndCheckedByKeys()
{
    Workbench workbench(m_theme, options());
    ui::MainWindow& window = workbench.window();
    window.show();
    workbench.openLast();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QVERIFY(window.isWelcome());

    QVERIFY(tabTo(window, u"Open Sandbox"_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(!window.isWelcome(), 60'000);
    QVERIFY(workbench.scope().snapshot().events() > 0);

    QTest::keyClick(&window, Qt::Key_2, Qt::ControlModifier);
    auto* logs = window.findChild<ui::LogsPage*>();
    QTRY_VERIFY_WITH_TIMEOUT(logs->table().model().count() > 0 && logs->table().model().rowAt(0) != nullptr, 30'000);

    QTest::keyClick(&window, Qt::Key_4, Qt::ControlModifier);
    QCOMPARE(window.currentPage(), static_cast<int>(DeliveriesRoom));
    QTRY_VERIFY_WITH_TIMEOUT(window.findChild<ui::WindowGrid*>()->isVisible(), 60'000);

    QTest::keyClick(&window, Qt::Key_5, Qt::ControlModifier);
    QCOMPARE(window.currentPage(), static_cast<int>(JobsRoom));
    QTRY_VERIFY_WITH_TIMEOUT(window.findChild<ui::JobsPage*>()->current() != 0, 60'000); // its only job is chosen

    QTest::keyClick(&window, Qt::Key_7, Qt::ControlModifier);
    QCOMPARE(window.currentPage(), static_cast<int>(AccessRoom));
    const auto steps = window.findChildren<ui::StepRow*>();
    QCOMPARE(steps.size(), qsizetype {static_cast<qsizetype>(access::kSteps.size())});
    QTRY_VERIFY_WITH_TIMEOUT(!workbench.isAsking(), 60'000);
    for (const access::Step step : {access::Step::Credential, access::Step::Account, access::Step::Jobs, access::Step::Bucket})
        QCOMPARE(steps[static_cast<qsizetype>(step)]->step().verdict.answer, access::Answer::Yes);

    QTRY_VERIFY_WITH_TIMEOUT(!workbench.isImporting(), 400'000); // all of the day
    const auto read = workbench.scope().snapshot().events();
    QTRY_VERIFY_WITH_TIMEOUT(workbench.scope().snapshot().events() > read, 120'000); // a live one
}

void TestSandboxJourney::itIsOpenAgainAtTheNextStart()
{
    Workbench workbench(m_theme, options());
    workbench.window().show();
    workbench.openLast();
    QTRY_VERIFY(!workbench.window().isWelcome()); // what was read stands there at once
    QTRY_VERIFY_WITH_TIMEOUT(!workbench.isImporting() && workbench.window().mayOpen(DeliveriesRoom), 60'000);
    workbench.openPaths({}); // away, and back at once
    QVERIFY(workbench.window().isWelcome() && !workbench.window().mayOpen(AccessRoom));
    workbench.openSandbox();
    QTRY_VERIFY_WITH_TIMEOUT(!workbench.isImporting() && workbench.window().mayOpen(AccessRoom), 60'000);
}

void TestSandboxJourney::noSecretStandsAnywhere()
{
    const auto secrets = sandboxSecrets(sandboxFolder());
    QVERIFY(secrets.size() >= 2);
    QVERIFY(m_machine.files().size() > 10); // there is something to look through
    QCOMPARE(filesWithSecret(m_machine.home.path(), secrets, sandboxFolder()), QStringList());
    qInfo("what is logged is heard");
    QVERIFY(Overheard::words().contains("what is logged is heard"));
    QVERIFY(!holdsSecret(Overheard::words(), secrets));
    QVERIFY(!holdsSecret(commandLine(), secrets));
}

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"tracedeck"_s);
    QApplication::setOrganizationName(u"tracedeck"_s);
    TestSandboxJourney test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_sandbox_journey.moc"
