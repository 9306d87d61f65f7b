#include "access/step_row.h"
#include "deliveries/window_grid.h"
#include "journey/journey.h"
#include "journey/journey_keychain.h"
#include "onboarding/bucket_form.h"
#include "onboarding/profiles_dialog.h"
#include "sandbox/sandbox.h"
#include "store/selection.h"
#include "widgets/switch_button.h"

#include <QLabel>
#include <QMenu>
#include <QMessageBox>

#include <algorithm>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QString textOf(const Secret& secret)
{
    return secret.reveal([](QByteArrayView bytes) { return QString::fromLatin1(bytes); });
}

bool isSaid(const QWidget& window, const QString& words)
{
    const auto labels = window.findChildren<QLabel*>();
    return std::ranges::any_of(labels, [&](const QLabel* label) { return label->isVisible() && label->text().contains(words); });
}

/// Types into the field of this name, wherever it is in `window`, and finds it by Tab.
bool typeInto(QWidget& window, const QString& field, const QString& text)
{
    if (!tabTo(window, field))
        return false;
    QTest::keyClicks(QApplication::focusWidget(), text);
    return true;
}

} // namespace

/// Somebody with a token and a bucket: connects both, looks, and has it all forgotten. With the keyboard alone.
class TestAccountJourney : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aPastedTokenOpensItsCheck();
    void aBucketIsReadAndItsDeliveriesShown();
    void itIsOpenAgainAtTheNextStart();
    void aSecondSourceThatOverlapsIsAnnounced();
    void offlineIsSaidAndEndsByItself();
    void noSecretStandsAnywhere();
    void forgettingLeavesNothing();

private:
    void startCloud();
    void openSourceMenuAtItsEnd(int up);
    void addBucket(const QString& prefix);

    FreshMachine m_machine;
    QTemporaryDir m_cloud;                ///< the Sandbox plays Cloudflare: what it keeps is not on this machine
    std::optional<Overheard> m_overheard; ///< from when the tests run: what runs them listens too, and would be before it
    ui::Theme m_theme {ui::Scheme::Light};
    JourneyKeychain m_keychain;
    std::unique_ptr<sandbox::Sandbox> m_sandbox;
    std::optional<sandbox::SandboxAddress> m_address;
    std::unique_ptr<Workbench> m_workbench;
};

/// Again on the ports it had.
void TestAccountJourney::startCloud()
{
    sandbox::SandboxOptions options;
    options.folder = m_cloud.path();
    options.historyEvents = 5'000;
    auto started = sandbox::Sandbox::start(std::move(options));
    if (started)
        m_sandbox = std::move(*started);
}

void TestAccountJourney::initTestCase()
{
    m_overheard.emplace();
    startCloud();
    QVERIFY(m_sandbox);
    m_address.emplace(m_sandbox->address());
    m_workbench = std::make_unique<Workbench>(m_theme, Workbench::Options {{}, {}, true, m_keychain.store()});
    m_workbench->window().show();
    m_workbench->openLast();
    QVERIFY(QTest::qWaitForWindowActive(&m_workbench->window()));
}

void TestAccountJourney::aPastedTokenOpensItsCheck()
{
    ui::MainWindow& window = m_workbench->window();
    QVERIFY(window.isWelcome());
    QVERIFY(tabTo(window, u"Other ways"_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QVERIFY(typeInto(window, u"Address of the API (optional)"_s, m_address->baseUrl.toString()));
    QVERIFY(typeInto(window, u"API token"_s, textOf(m_address->token)));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!window.isWelcome() && window.currentPage() == AccessRoom, 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(!m_workbench->isAsking(), 60'000);
    const auto steps = window.findChildren<ui::StepRow*>();
    for (const access::Step step : {access::Step::Credential, access::Step::Account, access::Step::Jobs})
        QCOMPARE(steps[static_cast<qsizetype>(step)]->step().verdict.answer, access::Answer::Yes);
    const auto& profiles = m_workbench->accounts().book().profiles();
    QCOMPARE(profiles.size(), std::size_t {1});
    QCOMPARE(profiles.front().accountId, m_address->accountId);
    QVERIFY(!window.mayOpen(DeliveriesRoom)); // there is no bucket yet
}

/// The menu of sources is open, and its entry that is so many from below is chosen.
void TestAccountJourney::openSourceMenuAtItsEnd(int up)
{
    QTest::keyClick(&m_workbench->window(), Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(qobject_cast<QMenu*>(QApplication::activePopupWidget()));
    for (int i = 0; i < up; ++i)
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Up);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
}

void TestAccountJourney::addBucket(const QString& prefix)
{
    openSourceMenuAtItsEnd(2); // "Add…"
    QTRY_VERIFY(m_workbench->window().findChild<ui::BucketForm*>(QString()) && QApplication::activeModalWidget());
    QWidget& dialog = *QApplication::activeModalWidget();
    QTRY_VERIFY(dialog.isActiveWindow());
    QVERIFY(typeInto(dialog, u"Account ID or address"_s, m_address->endpoint.toString()));
    QVERIFY(typeInto(dialog, u"Bucket"_s, m_address->bucket));
    QVERIFY(typeInto(dialog, u"Prefix (optional)"_s, prefix));
    QVERIFY(typeInto(dialog, u"Access key ID"_s, m_address->accessKeyId));
    QVERIFY(typeInto(dialog, u"Secret access key"_s, textOf(m_address->secretAccessKey)));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
}

void TestAccountJourney::aBucketIsReadAndItsDeliveriesShown()
{
    addBucket(m_address->prefix + u"/{DATE}"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_workbench->scope().snapshot().events() > 0, 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(!m_workbench->isImporting(), 60'000);
    m_workbench->window().activateWindow(); // what a window manager does when a dialog closes
    QVERIFY(QTest::qWaitForWindowActive(&m_workbench->window()));
    QTest::keyClick(&m_workbench->window(), Qt::Key_4, Qt::ControlModifier);
    QCOMPARE(m_workbench->window().currentPage(), static_cast<int>(DeliveriesRoom));
    QTRY_VERIFY_WITH_TIMEOUT(m_workbench->window().findChild<ui::WindowGrid*>()->isVisible(), 60'000);
}

void TestAccountJourney::itIsOpenAgainAtTheNextStart()
{
    const auto events = m_workbench->scope().snapshot().events();
    m_workbench.reset();
    m_workbench = std::make_unique<Workbench>(m_theme, Workbench::Options {{}, {}, true, m_keychain.store()});
    m_workbench->window().show();
    m_workbench->openLast();
    QTRY_VERIFY_WITH_TIMEOUT(m_workbench->window().mayOpen(DeliveriesRoom), 30'000);
    QVERIFY(m_workbench->window().mayOpen(AccessRoom));
    QVERIFY(m_workbench->scope().snapshot().events() >= events);
    QTRY_VERIFY_WITH_TIMEOUT(!m_workbench->isImporting() && !m_workbench->isAsking(), 60'000);
    QVERIFY(QTest::qWaitForWindowActive(&m_workbench->window()));
}

void TestAccountJourney::aSecondSourceThatOverlapsIsAnnounced()
{
    const ui::MainWindow& window = m_workbench->window();
    QVERIFY(!isSaid(window, u"overlap"_s));
    addBucket(m_address->prefix + u"/"_s);
    QTRY_VERIFY_WITH_TIMEOUT(isSaid(window, u"overlap: they read some of the same files"_s), 30'000);
    QCOMPARE(m_workbench->accounts().book().profiles().front().sources.size(), std::size_t {2});
    QTRY_VERIFY_WITH_TIMEOUT(m_workbench->scope().snapshot().events() > 0 && !m_workbench->isImporting(), 60'000);
    m_workbench->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_workbench->window()));
}

void TestAccountJourney::offlineIsSaidAndEndsByItself()
{
    ui::MainWindow& window = m_workbench->window();
    const auto* live = window.findChild<ui::LiveBox*>()->findChild<ui::SwitchButton*>();
    QTRY_VERIFY_WITH_TIMEOUT(live->accessibleDescription().endsWith(u"behind"), 60'000);
    m_sandbox.reset();
    QTest::keyClick(&window, Qt::Key_F5);
    QTRY_VERIFY_WITH_TIMEOUT(isSaid(window, u"offline"_s) && isSaid(window, u"Tracedeck tries again by itself"_s), 120'000);
    QVERIFY(m_workbench->scope().snapshot().events() > 0); // what was read is still there
    startCloud();
    QVERIFY(m_sandbox);
    QTest::keyClick(&window, Qt::Key_F5);
    QTRY_VERIFY_WITH_TIMEOUT(!isSaid(window, u"offline"_s) && !isSaid(window, u"Tracedeck tries again by itself"_s), 120'000);
}

void TestAccountJourney::noSecretStandsAnywhere()
{
    const QList<QByteArray> secrets {textOf(m_address->token).toLatin1(), textOf(m_address->secretAccessKey).toLatin1()};
    QCOMPARE(m_keychain.count(), 3); // those of the token and of both sources are known, and lie there
    const QString id = m_workbench->accounts().book().profiles().front().id;
    const QStringList files = m_machine.files();
    for (const QString& place : {u"settings.ini"_s, u"profiles.json"_s, u"manifest.sqlite"_s, u".seg"_s, u"objects/pack"_s, id})
        QVERIFY2(!files.filter(place).isEmpty(), qPrintable(place % u" is not among "_s % files.join(u' '))); // each is looked through
    QCOMPARE(filesWithSecret(m_machine.home.path(), secrets, m_cloud.path()), QStringList());
    for (const QByteArray& secret : secrets) { // texts lie packed in the store
        store::Query query;
        query.texts.push_back({.needle = secret.toStdString()});
        QCOMPARE(store::select(m_workbench->scope().snapshot(), query)->count(), std::uint64_t {0});
    }
    qInfo("what is logged is heard");
    QVERIFY(Overheard::words().contains("what is logged is heard"));
    QVERIFY(!holdsSecret(Overheard::words(), secrets));
    QVERIFY(!holdsSecret(commandLine(), secrets));
}

void TestAccountJourney::forgettingLeavesNothing()
{
    const QString id = m_workbench->accounts().book().profiles().front().id;
    openSourceMenuAtItsEnd(1); // "Manage…"
    QTRY_VERIFY(qobject_cast<ui::ProfilesDialog*>(QApplication::activeModalWidget()));
    QWidget& dialog = *QApplication::activeModalWidget();
    QTRY_VERIFY(dialog.isActiveWindow());
    QVERIFY(tabTo(dialog, u"Forget this account…"_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QTRY_VERIFY(qobject_cast<QMessageBox*>(QApplication::activeModalWidget()));
    QTRY_VERIFY(QApplication::activeModalWidget()->isActiveWindow());
    QVERIFY(tabTo(*QApplication::activeModalWidget(), u"Forget"_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QTRY_VERIFY(m_workbench->accounts().book().profiles().empty());
    QTRY_COMPARE(m_keychain.count(), 0);
    QTRY_COMPARE(filesWithSecret(m_machine.home.path(), {id.toLatin1()}, m_cloud.path()), QStringList());
    const QString data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    QTRY_VERIFY(!QDir(data + u"/profiles/"_s + id).exists());
    QTRY_COMPARE(m_workbench->scope().snapshot().events(), std::uint64_t {0});
}

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"tracedeck"_s);
    QApplication::setOrganizationName(u"tracedeck"_s);
    TestAccountJourney test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_account_journey.moc"
