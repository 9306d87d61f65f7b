#include "access/access_page.h"
#include "access/doctor_card.h"
#include "journey/jobs_parts.h"
#include "journey/journey.h"
#include "journey/journey_keychain.h"
#include "onboarding/bucket_form.h"
#include "sandbox/sandbox.h"
#include "sandbox/setups.h"
#include "shell/main_window.h"
#include "widgets/request_popover.h"
#include "wizard/wizard_page.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPatience = 180'000, kUntilItArrives = 240'000;

} // namespace

/// In each set-up somebody asks why there are no logs, presses the button of the cause, does what it leads to, and events arrive. By keys.
class TestDoctorButtonsJourney : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void aJobIsSwitchedOn_data();
    void aJobIsSwitchedOn();
    void theWizardOpensWhereTheCauseIs_data();
    void theWizardOpensWhereTheCauseIs();
    void aJobIsMade();
    void theRightAccountIsEntered();
    void theRightPrefixIsEntered();

private:
    [[nodiscard]] ui::MainWindow& window() const { return m_workbench->window(); }
    [[nodiscard]] ui::WizardPage& wizard() const { return *window().findChild<ui::WizardPage*>(); }
    [[nodiscard]] ui::DoctorCard& card() const { return window().findChild<ui::AccessPage*>()->doctor(); }
    [[nodiscard]] QComboBox& workers() const { return *card().findChildren<QComboBox*>().front(); }
    [[nodiscard]] QString said(doctor::Probe probe) const { return card().row(probe)->accessibleName(); }
    /// It offers to do something about it.
    [[nodiscard]] bool isExamined() const
    {
        const auto buttons = card().findChildren<QPushButton*>();
        return std::ranges::any_of(buttons, [](const QPushButton* each) {
            return each->isVisible() && each->isEnabled() && each->accessibleName().startsWith(u"Fix the cause: ");
        });
    }
    [[nodiscard]] bool isCause(doctor::Probe probe) const { return isExamined() && said(probe).contains(u": Cause."); }
    [[nodiscard]] bool becomesHealthy() const
    {
        return QTest::qWaitFor([this] { return isSaid(card(), u"Nothing is wrong"_s); }, kUntilItArrives);
    }
    /// All that the card says, for a test that fails.
    [[nodiscard]] QString words() const
    {
        QStringList all;
        for (const QLabel* each : card().findChildren<QLabel*>()) {
            if (each->isVisible() && !each->text().isEmpty())
                all << each->text();
        }
        return all.join(u'\n');
    }

    void wake() const;
    void openWindow(Workbench::Options options);
    void openSandbox(const QString& setup);
    void examine(const QString& worker);
    void openAccount(const QString& setup);
    void comeBack() const;
    [[nodiscard]] std::pair<QString, QString> writer() const;
    void enterDestinationKeys();
    void saveJob();

    std::unique_ptr<FreshMachine> m_machine;
    ui::Theme m_theme {ui::Scheme::Light};
    std::unique_ptr<JourneyKeychain> m_keychain;
    std::unique_ptr<sandbox::Sandbox> m_cloud; ///< plays Cloudflare where the account is not the built-in one
    std::unique_ptr<QTemporaryDir> m_cloudFolder;
    std::unique_ptr<Workbench> m_workbench;
};

void TestDoctorButtonsJourney::cleanup()
{
    m_workbench.reset();
    m_cloud.reset();
    m_cloudFolder.reset();
    m_keychain.reset();
    m_machine.reset();
}

/// A small window that was open may have been the active one.
void TestDoctorButtonsJourney::wake() const
{
    window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
}

void TestDoctorButtonsJourney::openWindow(Workbench::Options options)
{
    m_workbench = std::make_unique<Workbench>(m_theme, std::move(options));
    window().resize(1440, 900);
    window().show();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
}

void TestDoctorButtonsJourney::openSandbox(const QString& setup)
{
    m_machine = std::make_unique<FreshMachine>();
    Workbench::Options options;
    options.sandbox.setup = setup;
    options.sandbox.historyEvents = 3'000;
    options.sandbox.eventsPerSecond = 40;
    openWindow(std::move(options));
    m_workbench->openSandbox();
    QTRY_VERIFY_WITH_TIMEOUT(!window().isWelcome() && !m_workbench->isImporting(), 2 * kPatience); // also where no logs come
}

/// Chooses the Worker in the doctor's card by keys, and waits for what is said of it.
void TestDoctorButtonsJourney::examine(const QString& worker)
{
    wake();
    QTest::keyClick(&window(), Qt::Key_7, Qt::ControlModifier);
    QTRY_VERIFY(card().isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(workers().findText(worker) > 0, kPatience);
    QVERIFY(tabTo(window(), u"Worker"_s));
    QTest::keyClick(&workers(), Qt::Key_Home); // letters that come slowly are a new search each
    for (int i = 0; i < workers().count() && workers().currentText() != worker; ++i)
        QTest::keyClick(&workers(), Qt::Key_Down);
    QCOMPARE(workers().currentText(), worker);
    QTest::keyClick(&workers(), Qt::Key_R, Qt::ControlModifier);
}

void TestDoctorButtonsJourney::comeBack() const
{
    wake();
    QTest::keyClick(&window(), Qt::Key_7, Qt::ControlModifier);
    QTRY_VERIFY(card().isVisible());
}

void TestDoctorButtonsJourney::aJobIsSwitchedOn_data()
{
    QTest::addColumn<QString>("setup");
    QTest::newRow("job-off") << u"job-off"_s;
    QTest::newRow("auto-disabled") << u"auto-disabled"_s;
}

void TestDoctorButtonsJourney::aJobIsSwitchedOn()
{
    QFETCH(const QString, setup);
    openSandbox(setup);
    examine(u"checkout-api"_s);
    QTRY_VERIFY_WITH_TIMEOUT(isCause(doctor::Probe::Enabled), kPatience);
    QTest::keyClick(&workers(), Qt::Key_Return);
    auto* popover = window().findChild<ui::RequestPopover*>();
    QVERIFY(popover && popover->isVisible());
    QVERIFY(popover->accessibleDescription().startsWith(u"PUT /accounts/"));
    QTest::keyClick(popover, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(said(doctor::Probe::Enabled).contains(u": Passed."), kPatience);
    QVERIFY2(becomesHealthy(), qPrintable(words()));
}

/// Keys that may write, as whoever rolled them wrote them down.
std::pair<QString, QString> TestDoctorButtonsJourney::writer() const
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/sandbox"_s;
    for (const QJsonValue token : QJsonDocument::fromJson(textOf(folder + u"/account.json"_s).toUtf8()).object()[u"tokens"].toArray()) {
        if (token[u"name"].toString() != u"logpush-writer")
            continue;
        const QByteArray value = QByteArray::fromBase64(token[u"value"].toString().toLatin1());
        return {token[u"id"].toString(), QString::fromLatin1(QCryptographicHash::hash(value, QCryptographicHash::Sha256).toHex())};
    }
    return {};
}

void TestDoctorButtonsJourney::enterDestinationKeys()
{
    const auto [id, secret] = writer();
    QVERIFY(!id.isEmpty());
    QVERIFY(typeInto(window(), u"Access Key ID"_s, id));
    QVERIFY(typeInto(window(), u"Secret Access Key"_s, secret));
}

/// On to the last step, and sent.
void TestDoctorButtonsJourney::saveJob()
{
    for (int i = 0; i < 6 && wizard().current() != ui::JobStep::Review; ++i)
        QTest::keyClick(&wizard(), Qt::Key_PageDown, Qt::ControlModifier);
    QCOMPARE(wizard().current(), ui::JobStep::Review);
    QTest::keyClick(&wizard(), Qt::Key_Return, Qt::ControlModifier);
}

void TestDoctorButtonsJourney::theWizardOpensWhereTheCauseIs_data()
{
    QTest::addColumn<QString>("setup");
    QTest::addColumn<QString>("worker");
    QTest::addColumn<ui::JobStep>("step");
    QTest::newRow("wrong-destination-keys") << u"wrong-destination-keys"_s << u"checkout-api"_s << ui::JobStep::Destination;
    QTest::newRow("filter-keeps-nothing") << u"filter-keeps-nothing"_s << u"checkout-api"_s << ui::JobStep::Filter;
    QTest::newRow("tiny-sample") << u"tiny-sample"_s << u"sitemap-builder"_s << ui::JobStep::Filter;
}

void TestDoctorButtonsJourney::theWizardOpensWhereTheCauseIs()
{
    QFETCH(const QString, setup);
    QFETCH(const QString, worker);
    QFETCH(const ui::JobStep, step);
    openSandbox(setup);
    examine(worker);
    QTRY_VERIFY_WITH_TIMEOUT(isExamined(), kPatience);
    QTest::keyClick(&workers(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(wizard().isVisible() && wizard().current() == step, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!m_workbench->isAsking(), kPatience);
    if (step == ui::JobStep::Destination) {
        enterDestinationKeys();
    } else if (worker == u"checkout-api") {
        QVERIFY(typeInto(window(), u"Value"_s, worker));
    } else {
        auto* rate = wizard().findChild<QDoubleSpinBox*>();
        QVERIFY(tabTo(window(), u"Sample rate in percent"_s));
        rate->selectAll();
        QTest::keyClicks(rate, u"100"_s);
        QTest::keyClick(rate, Qt::Key_Tab);
    }
    saveJob();
    QTRY_VERIFY_WITH_TIMEOUT(!wizard().isVisible(), kPatience);
    comeBack();
    QVERIFY2(becomesHealthy(), qPrintable(words()));
}

void TestDoctorButtonsJourney::aJobIsMade()
{
    openSandbox(u"no-job"_s);
    examine(u"checkout-api"_s);
    QTRY_VERIFY_WITH_TIMEOUT(isCause(doctor::Probe::Job), kPatience);
    QTest::keyClick(&workers(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(wizard().isVisible() && wizard().current() == ui::JobStep::Destination, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!m_workbench->isAsking(), kPatience);
    QVERIFY(typeInto(window(), u"Bucket"_s, u"tracedeck-logs"_s));
    QVERIFY(typeInto(window(), u"Folder"_s, u"workers"_s)); // that is what is read
    enterDestinationKeys();
    saveJob();
    QTRY_VERIFY_WITH_TIMEOUT(isSaid(wizard(), u"The job is made"_s), kPatience);
    comeBack();
    QVERIFY2(becomesHealthy(), qPrintable(words()));
}

/// An account of somebody, played by a Sandbox in this set-up: connected by what a person in that place has.
void TestDoctorButtonsJourney::openAccount(const QString& setup)
{
    m_machine = std::make_unique<FreshMachine>();
    m_keychain = std::make_unique<JourneyKeychain>();
    m_cloudFolder = std::make_unique<QTemporaryDir>();
    sandbox::SandboxOptions options;
    options.folder = m_cloudFolder->path();
    options.setup = setup;
    options.historyEvents = 3'000;
    options.eventsPerSecond = 40;
    auto started = sandbox::Sandbox::start(std::move(options));
    QVERIFY(started);
    m_cloud = std::move(*started);
    openWindow(Workbench::Options {{}, {}, true, m_keychain->store()});
    m_workbench->openLast();
    QVERIFY(press(window(), u"Other ways"_s));
    QVERIFY(typeInto(window(), u"Account ID (optional)"_s, m_cloud->address().accountId));
    QVERIFY(typeInto(window(), u"Address of the API (optional)"_s, m_cloud->address().baseUrl.toString()));
    QVERIFY(typeInto(window(), u"API token"_s, textOf(m_cloud->address().token)));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!window().isWelcome() && window().currentPage() == AccessRoom, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!m_workbench->isAsking(), kPatience);
    QTest::keyClick(&window(), Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(qobject_cast<QMenu*>(QApplication::activePopupWidget()));
    for (int i = 0; i < 2; ++i)
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Up);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
    QTRY_VERIFY(QApplication::activeModalWidget() && QApplication::activeModalWidget()->findChild<ui::BucketForm*>());
    QWidget& dialog = *QApplication::activeModalWidget();
    QTRY_VERIFY(dialog.isActiveWindow());
    QVERIFY(typeInto(dialog, u"Account ID or address"_s, m_cloud->address().endpoint.toString()));
    QVERIFY(typeInto(dialog, u"Bucket"_s, m_cloud->address().bucket));
    QVERIFY(typeInto(dialog, u"Prefix (optional)"_s, m_cloud->address().prefix + u"/{DATE}"_s));
    QVERIFY(typeInto(dialog, u"Access key ID"_s, m_cloud->address().accessKeyId));
    QVERIFY(typeInto(dialog, u"Secret access key"_s, textOf(m_cloud->address().secretAccessKey)));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(window().mayOpen(DeliveriesRoom) && !m_workbench->isImporting() && !m_workbench->isAsking(), kPatience);
}

void TestDoctorButtonsJourney::theRightAccountIsEntered()
{
    openAccount(u"wrong-account"_s);
    comeBack();
    QVERIFY(tabTo(window(), u"Worker"_s));
    QTest::keyClick(&workers(), Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(isCause(doctor::Probe::Token), kPatience);
    QTest::keyClick(&workers(), Qt::Key_Return);
    QTRY_VERIFY(QApplication::activeModalWidget() && QApplication::activeModalWidget()->isActiveWindow());
    QWidget& dialog = *QApplication::activeModalWidget();
    QCOMPARE(QApplication::focusWidget()->accessibleName(), u"API token"_s); // what has to be entered anew comes first
    QTest::keyClicks(QApplication::focusWidget(), textOf(m_cloud->address().token));
    QVERIFY(tabTo(dialog, u"Account ID (optional)"_s));
    qobject_cast<QLineEdit*>(QApplication::focusWidget())->selectAll();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete); // it is found from the token
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    const bool isReached = QTest::qWaitFor([this] { return said(doctor::Probe::Token).contains(u": Passed."); }, kPatience);
    QVERIFY2(isReached, qPrintable(words()));
    examine(u"checkout-api"_s);
    QVERIFY2(becomesHealthy(), qPrintable(words()));
}

void TestDoctorButtonsJourney::theRightPrefixIsEntered()
{
    openAccount(u"wrong-prefix"_s);
    examine(u"checkout-api"_s);
    QTRY_VERIFY_WITH_TIMEOUT(isExamined(), kPatience);
    QTest::keyClick(&workers(), Qt::Key_Return);
    QTRY_VERIFY(QApplication::activeModalWidget() && QApplication::activeModalWidget()->isActiveWindow());
    QWidget& dialog = *QApplication::activeModalWidget(); // it knows all but the secret
    QVERIFY(tabTo(dialog, u"Prefix (optional)"_s));
    qobject_cast<QLineEdit*>(QApplication::focusWidget())->selectAll();
    QTest::keyClicks(QApplication::focusWidget(), u"workers/{DATE}"_s);
    QVERIFY(typeInto(dialog, u"Secret access key"_s, textOf(m_cloud->address().secretAccessKey)));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QVERIFY2(becomesHealthy(), qPrintable(words())); // it looked again by itself
}

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"tracedeck"_s);
    QApplication::setOrganizationName(u"tracedeck"_s);
    TestDoctorButtonsJourney test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_doctor_buttons_journey.moc"
