#include "deliveries/deliveries_page.h"
#include "jobs/job_dialogs.h"
#include "jobs/jobs_page.h"
#include "jobs/jobs_table.h"
#include "journey/jobs_parts.h"
#include "logs/event_table_model.h"
#include "logs/event_table_view.h"
#include "logs/logs_page.h"
#include "onboarding/bucket_form.h"
#include "sandbox/sandbox.h"
#include "support/wire_server.h"
#include "wizard/kind_chooser.h"
#include "wizard/ownership_page.h"
#include "wizard/wizard_page.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QProcess>

#include <algorithm>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kHeader = u"Bearer very-secret-header-value-1234567890"_s;

} // namespace

/// Somebody with an account and an empty folder of a bucket makes jobs that deliver, with the keyboard alone.
class TestJobsJourney : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aKilledProgramGoesOnWhereItWas();
    void aJobIntoR2Delivers();
    void itsEventsStandInLogs();
    void aJobIntoS3IsProvenToBeOnesOwn();
    void aJobToHttpsPostsWithItsHeader();
    void jobsAreDuplicatedSwitchedOffAndDeletedByName();
    void noSecretStandsAnywhere();

private:
    [[nodiscard]] ui::MainWindow& window() { return m_workbench->window(); }
    [[nodiscard]] ui::WizardPage& wizard() { return *window().findChild<ui::WizardPage*>(); }
    void key(Qt::Key which, Qt::KeyboardModifiers modifiers) { QTest::keyClick(QApplication::focusWidget(), which, modifiers); }
    void beginJob();
    void finishJob(const QString& name, int steps);
    void connectAccount();
    [[nodiscard]] std::pair<QString, QString> writer() const; ///< keys that may write

    FreshMachine m_machine;
    QTemporaryDir m_cloud;
    std::optional<Overheard> m_overheard;
    ui::Theme m_theme {ui::Scheme::Light};
    JourneyKeychain m_keychain;
    Certificates m_certificates;
    std::unique_ptr<WireServer> m_receiver;
    std::unique_ptr<sandbox::Sandbox> m_sandbox;
    std::optional<sandbox::SandboxAddress> m_address;
    std::unique_ptr<Workbench> m_workbench;
};

void TestJobsJourney::initTestCase()
{
    m_overheard.emplace();
    const QSslConfiguration tls = m_certificates.make(u"IP:127.0.0.1"_s);
    m_receiver = std::make_unique<WireServer>(WireServer::always(200), tls);
    sandbox::SandboxOptions options;
    options.folder = m_cloud.path();
    options.historyEvents = 0;
    options.eventsPerSecond = 40;
    options.caFile = m_certificates.lastCertificate();
    auto started = sandbox::Sandbox::start(std::move(options));
    QVERIFY(started);
    m_sandbox = std::move(*started);
    m_address.emplace(m_sandbox->address());
    m_workbench = std::make_unique<Workbench>(m_theme, Workbench::Options {{}, {}, true, m_keychain.store()});
    window().resize(1440, 900);
    window().show();
    m_workbench->openLast();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    connectAccount();
}

void TestJobsJourney::connectAccount()
{
    QVERIFY(press(window(), u"Other ways"_s));
    QVERIFY(typeInto(window(), u"Address of the API (optional)"_s, m_address->baseUrl.toString()));
    QVERIFY(typeInto(window(), u"API token"_s, textOf(m_address->token)));
    key(Qt::Key_Return, Qt::NoModifier);
    QTRY_VERIFY_WITH_TIMEOUT(!window().isWelcome() && window().currentPage() == AccessRoom, 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(!m_workbench->isAsking(), 60'000);
    QTest::keyClick(&window(), Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(qobject_cast<QMenu*>(QApplication::activePopupWidget()));
    for (int i = 0; i < 2; ++i)
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Up);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
    QTRY_VERIFY(window().findChild<ui::BucketForm*>(QString()) && QApplication::activeModalWidget());
    QWidget& dialog = *QApplication::activeModalWidget();
    QTRY_VERIFY(dialog.isActiveWindow());
    QVERIFY(typeInto(dialog, u"Account ID or address"_s, m_address->endpoint.toString()));
    QVERIFY(typeInto(dialog, u"Bucket"_s, m_address->bucket));
    QVERIFY(typeInto(dialog, u"Prefix (optional)"_s, u"mine/{DATE}"_s));
    QVERIFY(typeInto(dialog, u"Access key ID"_s, m_address->accessKeyId));
    QVERIFY(typeInto(dialog, u"Secret access key"_s, textOf(m_address->secretAccessKey)));
    key(Qt::Key_Return, Qt::NoModifier);
    QTRY_VERIFY_WITH_TIMEOUT(window().mayOpen(JobsRoom) && window().mayOpen(DeliveriesRoom), 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(!m_workbench->isAsking(), 60'000);
}

std::pair<QString, QString> TestJobsJourney::writer() const
{
    QFile file(m_cloud.filePath(u"account.json"_s));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    for (const QJsonValue token : QJsonDocument::fromJson(file.readAll()).object()[u"tokens"].toArray()) {
        if (token[u"name"].toString() != u"logpush-writer")
            continue;
        const QByteArray value = QByteArray::fromBase64(token[u"value"].toString().toLatin1());
        return {token[u"id"].toString(), QString::fromLatin1(QCryptographicHash::hash(value, QCryptographicHash::Sha256).toHex())};
    }
    return {};
}

void TestJobsJourney::beginJob()
{
    QTest::keyClick(&window(), Qt::Key_5, Qt::ControlModifier);
    QCOMPARE(window().currentPage(), static_cast<int>(JobsRoom));
    QTRY_VERIFY_WITH_TIMEOUT(window().findChild<ui::JobsPage*>()->isVisible() && !m_workbench->isAsking(), 30'000);
    QTest::keyClick(&window(), Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(wizard().isVisible() && wizard().current() == ui::JobStep::Destination);
    QTRY_VERIFY_WITH_TIMEOUT(!m_workbench->isAsking(), 30'000);
}

/// From the step behind the destination to the end.
void TestJobsJourney::finishJob(const QString& name, int steps)
{
    for (int i = 0; i < steps; ++i)
        QTest::keyClick(&wizard(), Qt::Key_PageDown, Qt::ControlModifier);
    QCOMPARE(wizard().current(), ui::JobStep::Output);
    QVERIFY(typeInto(window(), u"Name of the job"_s, name));
    QTest::keyClick(&wizard(), Qt::Key_PageDown, Qt::ControlModifier);
    QCOMPARE(wizard().current(), ui::JobStep::Review);
    QTest::keyClick(&wizard(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(isSaid(wizard(), u"The job is made"_s), 30'000);
}

/// Another process of the same person is killed in "Filter and sampling"; this one goes on with its draft.
void TestJobsJourney::aKilledProgramGoesOnWhereItWas()
{
    if (!m_keychain.played())
        return; // the system's keychain: what lies in it is not this test's to hand over
    m_workbench.reset();
    QProcess victim;
    victim.start(QCoreApplication::applicationFilePath(), {u"--victim"_s});
    victim.write(QJsonDocument(keysJson(*m_keychain.played())).toJson(QJsonDocument::Compact) + '\n');
    QString said;
    QTRY_VERIFY_WITH_TIMEOUT((said += QString::fromUtf8(victim.readAllStandardOutput())).contains(u"typed"_s), 120'000);
    QTRY_VERIFY_WITH_TIMEOUT(textOf(draftsFile()).contains(u"exceededCpu"_s), 30'000);
    victim.kill(); // SIGKILL
    QVERIFY(victim.waitForFinished());
    QCOMPARE(victim.exitStatus(), QProcess::CrashExit);

    m_workbench = std::make_unique<Workbench>(m_theme, Workbench::Options {{}, {}, true, m_keychain.store()});
    window().resize(1440, 900);
    window().show();
    m_workbench->openLast();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    QTRY_VERIFY_WITH_TIMEOUT(window().mayOpen(JobsRoom) && !m_workbench->isAsking(), 60'000);
    QTest::keyClick(&window(), Qt::Key_5, Qt::ControlModifier);
    QTest::keyClick(&window(), Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(wizard().isVisible() && wizard().current() == ui::JobStep::Filter, 30'000);
    QCOMPARE(wizard().draft().job[u"filter"].toString(), uR"({"where":{"key":"Outcome","operator":"eq","value":"exceededCpu"}})"_s);
    QVERIFY(press(window(), u"Discard draft"_s));
    QTRY_VERIFY(!textOf(draftsFile()).contains(u"exceededCpu"_s));
}

void TestJobsJourney::aJobIntoR2Delivers()
{
    beginJob();
    const auto [id, secret] = writer();
    QVERIFY(typeInto(window(), u"Bucket"_s, m_address->bucket));
    QVERIFY(typeInto(window(), u"Folder"_s, u"mine"_s));
    QVERIFY(typeInto(window(), u"Access Key ID"_s, id));
    QVERIFY(typeInto(window(), u"Secret Access Key"_s, secret));
    QVERIFY(press(window(), u"Run test"_s));
    QTRY_VERIFY_WITH_TIMEOUT(isSaid(wizard(), u"It wrote a test object"_s) && isSaid(wizard(), u"The keys may list and read"_s), 30'000);
    QTest::keyClick(&wizard(), Qt::Key_PageDown, Qt::ControlModifier);
    QCOMPARE(wizard().current(), ui::JobStep::Fields);
    finishJob(u"into r2"_s, 2);
    QTRY_VERIFY_WITH_TIMEOUT(isSaid(wizard(), u"It is delivering"_s), 240'000);
}

void TestJobsJourney::itsEventsStandInLogs()
{
    QVERIFY(press(wizard(), u"Open Logs"_s));
    QCOMPARE(window().currentPage(), static_cast<int>(LogsRoom));
    auto* logs = window().findChild<ui::LogsPage*>();
    QTRY_VERIFY_WITH_TIMEOUT(logs->table().model().count() > 0 && logs->table().model().rowAt(0) != nullptr, 120'000);
    QTest::keyClick(&window(), Qt::Key_5, Qt::ControlModifier);
    QVERIFY(press(wizard(), u"Show the job"_s));
}

void TestJobsJourney::aJobIntoS3IsProvenToBeOnesOwn()
{
    beginJob();
    QVERIFY(tabTo(window(), u"Amazon S3"_s) || tabTo(window(), u"R2"_s));
    if (QApplication::focusWidget()->accessibleName() == u"R2")
        key(Qt::Key_Right, Qt::NoModifier); // as in any group of radio buttons
    key(Qt::Key_Space, Qt::NoModifier);
    QVERIFY(typeInto(window(), u"Bucket"_s, m_address->bucket));
    QVERIFY(typeInto(window(), u"Folder"_s, u"by-policy"_s));
    QTest::keyClick(&wizard(), Qt::Key_PageDown, Qt::ControlModifier);
    QCOMPARE(wizard().current(), ui::JobStep::Ownership);
    QVERIFY(press(window(), u"Ask for the challenge"_s));
    // The bucket is the one that is read here: nobody has to look for the file.
    QTRY_COMPARE_WITH_TIMEOUT(wizard().ownership().state(), ui::OwnershipState::Proven, 30'000);
    finishJob(u"into s3"_s, 3);
    QTRY_VERIFY_WITH_TIMEOUT(isSaid(wizard(), u"It is delivering"_s), 240'000);
    QVERIFY(press(wizard(), u"Show the job"_s));
}

void TestJobsJourney::aJobToHttpsPostsWithItsHeader()
{
    beginJob();
    emit wizard().findChild<ui::KindChooser*>()->chosen(logpush::DestinationKind::Https);
    QVERIFY(typeInto(window(), u"Host"_s, u"127.0.0.1:%1"_s.arg(m_receiver->port())));
    QVERIFY(typeInto(window(), u"Path"_s, u"/in"_s));
    QVERIFY(typeInto(window(), u"Name of another header"_s, u"Authorization"_s));
    key(Qt::Key_Return, Qt::NoModifier);
    QTRY_VERIFY(QApplication::focusWidget()->accessibleName() == u"Authorization header");
    QTest::keyClicks(QApplication::focusWidget(), kHeader);
    QTest::keyClick(&wizard(), Qt::Key_PageDown, Qt::ControlModifier);
    QCOMPARE(wizard().current(), ui::JobStep::Fields); // nothing is to be proven
    finishJob(u"to https"_s, 2);
    QTRY_VERIFY_WITH_TIMEOUT(isSaid(wizard(), u"It is delivering"_s), 240'000);
    const Asked& last = m_receiver->asked().back();
    QCOMPARE(last.verb, QByteArray("POST"));
    QCOMPARE(last.target, QByteArray("/in"));
    QCOMPARE(last.header("Authorization"), kHeader.toUtf8());
    QCOMPARE(last.header("Content-Encoding"), QByteArray("gzip"));
    QVERIFY(last.body.startsWith("\x1f\x8b"));
    QVERIFY(press(wizard(), u"Show the job"_s));
}

void TestJobsJourney::jobsAreDuplicatedSwitchedOffAndDeletedByName()
{
    auto* page = window().findChild<ui::JobsPage*>();
    auto* table = page->findChild<ui::JobsTable*>();
    const auto rows = [&] { return table->model()->rowCount(); };
    const auto choose = [&](const QString& name) {
        const auto isIt = [&] { return table->model()->index(table->currentIndex().row(), 1).data().toString().contains(name); };
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Home, Qt::ControlModifier);
        for (int i = 0; i < rows() && !isIt(); ++i)
            QTest::keyClick(table, Qt::Key_Down);
        return isIt();
    };
    QTRY_VERIFY_WITH_TIMEOUT(!m_workbench->isAsking(), 30'000);
    const int before = rows();
    QVERIFY(choose(u"to https"_s));
    QTest::keyClick(table, Qt::Key_Delete);
    QTRY_VERIFY(window().findChild<ui::DeleteJobDialog*>());
    auto& dialog = *window().findChild<ui::DeleteJobDialog*>();
    QTRY_VERIFY(dialog.isActiveWindow());
    QTest::keyClicks(dialog.findChild<QLineEdit*>(), u"to https"_s);
    QVERIFY(press(dialog, u"Delete job"_s));
    QTRY_COMPARE_WITH_TIMEOUT(rows(), before - 1, 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(!m_workbench->isAsking(), 30'000);

    QVERIFY(choose(u"into r2"_s)); // a copy of the one into S3 would have to be proven anew
    QTest::keyClick(table, Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE_WITH_TIMEOUT(rows(), before, 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(!m_workbench->isAsking(), 30'000);

    QVERIFY(choose(u"into r2"_s));
    table->selectAll();
    QTest::keyClick(table, Qt::Key_Space);
    QTRY_VERIFY(window().findChild<ui::SwitchOffDialog*>());
    QApplication::setActiveWindow(window().findChild<ui::SwitchOffDialog*>()); // no window manager does
    QVERIFY(press(*window().findChild<ui::SwitchOffDialog*>(), u"Switch off"_s));
    const auto enabled = [&] {
        const QJsonArray jobs = QJsonDocument::fromJson(textOf(m_cloud.filePath(u"account.json"_s)).toUtf8()).object()[u"jobs"].toArray();
        return std::ranges::count_if(jobs, [](const QJsonValue& job) { return job[u"fields"][u"enabled"].toBool(); });
    };
    QTRY_COMPARE_WITH_TIMEOUT(enabled(), 0, 60'000);
}

void TestJobsJourney::noSecretStandsAnywhere()
{
    auto secrets = sandboxSecrets(m_cloud.path());
    QVERIFY(secrets.size() >= 2);
    secrets << kHeader.toUtf8() << writer().second.toUtf8();
    m_workbench.reset();
    QVERIFY(m_machine.files().filter(u"job"_s).size() >= 1);
    QCOMPARE(filesWithSecret(m_machine.home.path(), secrets, {}), QStringList());
    QVERIFY(!holdsSecret(Overheard::words(), secrets));
    QVERIFY(!holdsSecret(commandLine(), secrets));
}

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"tracedeck"_s);
    QApplication::setOrganizationName(u"tracedeck"_s);
    if (argc == 2 && QByteArray(argv[1]) == "--victim")
        return playVictim();
    TestJobsJourney test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_jobs_journey.moc"
