#include "access/access_page.h"
#include "access/doctor_card.h"
#include "journey/jobs_parts.h"
#include "journey/journey.h"
#include "shell/main_window.h"
#include "widgets/request_popover.h"
#include "wizard/wizard_page.h"
#include "workers/workers_page.h"
#include "workers/wrangler_tab.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

/// Somebody misses the logs of a Worker of the Sandbox, asks why, and mends it, by keys.
class TestDoctorJourney : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void theCauseIsFoundByKeys();
    void theWorkerIsSwitchedOnAfterALookAtTheRequest();
    void itSaysByItselfThatEventsArrive();
    void theReportHoldsNoSecret();
    void anotherWorkerIsHealthy();
    void theFileIsMendedWhereItsButtonLeads();
    void noSecretStandsAnywhere();

private:
    [[nodiscard]] ui::MainWindow& window() const { return m_workbench->window(); }
    [[nodiscard]] ui::DoctorCard& card() const { return window().findChild<ui::AccessPage*>()->doctor(); }
    [[nodiscard]] QComboBox& workers() const { return *card().findChildren<QComboBox*>().front(); }
    [[nodiscard]] QString said(doctor::Probe probe) const { return card().row(probe)->accessibleName(); }
    [[nodiscard]] bool shows(const QString& text) const
    {
        const auto labels = card().findChildren<QLabel*>();
        return std::ranges::any_of(labels, [&text](const QLabel* label) { return label->isVisible() && label->text() == text; });
    }
    /// A small window that was open may have been the active one.
    void wake() const
    {
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
    }
    /// Types a name where Workers are chosen.
    void choose(const QString& name) const
    {
        wake();
        QVERIFY(tabTo(window(), u"Worker"_s));
        QTRY_VERIFY(workers().findText(name) > 0); // the list of Workers is read
        QTest::keyClicks(&workers(), name);
        QCOMPARE(workers().currentText(), name);
        QTest::keyClick(&workers(), Qt::Key_R, Qt::ControlModifier);
    }

    FreshMachine m_machine;
    std::optional<Overheard> m_overheard;
    ui::Theme m_theme {ui::Scheme::Light};
    std::unique_ptr<Workbench> m_workbench;
};

void TestDoctorJourney::initTestCase()
{
    m_overheard.emplace();
    Workbench::Options options;
    options.sandbox.setup = u"flag-off"_s;
    options.sandbox.historyEvents = 3'000;
    options.sandbox.eventsPerSecond = 40; // some of the Worker's in each file
    m_workbench = std::make_unique<Workbench>(m_theme, options);
    m_theme.setScheme(ui::Scheme::Light);
    window().resize(1440, 900);
    window().show();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    m_workbench->openSandbox();
    QTRY_VERIFY_WITH_TIMEOUT(m_workbench->scope().snapshot().events() > 1'000, 120'000);
}

void TestDoctorJourney::theCauseIsFoundByKeys()
{
    QTest::keyClick(&window(), Qt::Key_7, Qt::ControlModifier);
    QTRY_VERIFY(card().isVisible());
    choose(u"checkout-api"_s);
    QTRY_VERIFY_WITH_TIMEOUT(shows(u"Logpush is switched off for checkout-api."_s), 30'000);
    QVERIFY2(said(doctor::Probe::Flag).contains(u": Cause."), qPrintable(said(doctor::Probe::Flag)));
    for (const doctor::Probe before : {doctor::Probe::Token, doctor::Probe::Role, doctor::Probe::Job, doctor::Probe::Push})
        QVERIFY2(said(before).contains(u": Passed."), qPrintable(said(before)));
    QVERIFY2(said(doctor::Probe::Traffic).contains(u": Passed."), qPrintable(said(doctor::Probe::Traffic))); // looked at all the same
}

void TestDoctorJourney::theWorkerIsSwitchedOnAfterALookAtTheRequest()
{
    QTest::keyClick(&workers(), Qt::Key_Return);
    auto* popover = window().findChild<ui::RequestPopover*>();
    QVERIFY(popover && popover->isVisible());
    QVERIFY(popover->accessibleDescription().startsWith(u"PATCH /accounts/"));
    QVERIFY(popover->accessibleDescription().endsWith(u"/workers/scripts/checkout-api/script-settings {\"logpush\": true}"));
    QTest::keyClick(popover, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(said(doctor::Probe::Flag).contains(u": Passed."), 30'000);
}

void TestDoctorJourney::itSaysByItselfThatEventsArrive()
{
    QTRY_VERIFY_WITH_TIMEOUT(shows(u"Nothing is wrong: events of checkout-api arrive."_s), 300'000);
}

void TestDoctorJourney::theReportHoldsNoSecret()
{
    wake();
    QVERIFY(tabTo(window(), u"Copy as Markdown, without secrets"_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    const QString report = QGuiApplication::clipboard()->text();
    QVERIFY2(report.startsWith(u"# Why are there no logs?"), qPrintable(report));
    const QString sandbox = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/sandbox"_s;
    const auto secrets = sandboxSecrets(sandbox);
    QVERIFY(secrets.size() >= 2);
    QVERIFY(!holdsSecret(report.toUtf8(), secrets));
}

void TestDoctorJourney::anotherWorkerIsHealthy()
{
    choose(u"edge-router"_s);
    QTRY_VERIFY_WITH_TIMEOUT(shows(u"Nothing is wrong: events of edge-router arrive."_s), 30'000);
}

/// The next deploy would undo the switch: the button leads to the file, and what is written there is looked at by itself.
void TestDoctorJourney::theFileIsMendedWhereItsButtonLeads()
{
    const QString path = m_machine.home.filePath(u"shop/wrangler.toml"_s);
    QVERIFY(QDir().mkpath(QFileInfo(path).absolutePath()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("name = \"edge-router\"\nlogpush = false\n") > 0);
    file.close();
    auto& page = *window().findChild<ui::WorkersPage*>();
    wake();
    QTest::keyClick(&window(), Qt::Key_6, Qt::ControlModifier);
    QTRY_VERIFY(page.isVisible());
    QVERIFY(press(window(), u"Link folder…"_s));
    QTRY_VERIFY(window().findChild<QFileDialog*>());
    auto* dialog = window().findChild<QFileDialog*>();
    dialog->setDirectory(QFileInfo(path).absolutePath());
    dialog->findChild<QLineEdit*>()->setText(QFileInfo(path).absolutePath());
    dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Open)->click();
    QTRY_VERIFY(!page.rowsOf({{u"edge-router"_s, {}}}).empty() && page.rowsOf({{u"edge-router"_s, {}}}).front().link);
    wake();
    QTest::keyClick(&window(), Qt::Key_7, Qt::ControlModifier);
    QTRY_VERIFY(card().isVisible());
    choose(u"edge-router"_s);
    QTRY_VERIFY_WITH_TIMEOUT(said(doctor::Probe::WranglerFile).contains(u"line 2"), 30'000);
    auto* button = card().row(doctor::Probe::WranglerFile)->findChild<QPushButton*>();
    QVERIFY(button && button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(page.isVisible() && page.pane().file().draft() && !page.pane().file().draft()->hunks.empty());
    QVERIFY(press(window(), u"Write file"_s));
    QTRY_VERIFY_WITH_TIMEOUT(said(doctor::Probe::WranglerFile).contains(u": Passed."), 30'000);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("name = \"edge-router\"\nlogpush = true\n"));
}

void TestDoctorJourney::noSecretStandsAnywhere()
{
    const QString sandbox = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/sandbox"_s;
    const auto secrets = sandboxSecrets(sandbox);
    QCOMPARE(filesWithSecret(m_machine.home.path(), secrets, sandbox), QStringList());
    QVERIFY(!holdsSecret(Overheard::words(), secrets));
    m_workbench.reset();
}

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"tracedeck"_s);
    QApplication::setOrganizationName(u"tracedeck"_s);
    TestDoctorJourney test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_doctor_journey.moc"
