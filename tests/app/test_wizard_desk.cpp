// Jobs made and edited step by step, by keys and mouse, against the Sandbox's API over the wire.
#include "jobs/job_dialogs.h"
#include "jobs_desk.h"
#include "sandbox/jobs_stage.h"
#include "secrets/session_store.h"
#include "shell/main_window.h"
#include "store/queries.h"
#include "widgets/scope.h"
#include "widgets/secret_field.h"
#include "wizard/filter_builder.h"
#include "wizard/kind_chooser.h"
#include "wizard/ownership_page.h"
#include "wizard_desk.h"

#include <QComboBox>
#include <QCryptographicHash>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kKeyId(32, u'b'), kSecret(64, u'c');

template<typename Widget>
Widget* named(const QWidget& in, const QString& name)
{
    for (Widget* widget : in.findChildren<Widget*>()) {
        if (widget->accessibleName() == name && widget->isVisible())
            return widget;
    }
    return nullptr;
}

QPushButton* buttonOf(const QWidget& in, const QString& text)
{
    for (QPushButton* button : in.findChildren<QPushButton*>()) {
        if (button->text() == text && button->isVisible())
            return button;
    }
    return nullptr;
}

QString allText(const QWidget& in)
{
    QString all;
    for (const QLabel* label : in.findChildren<QLabel*>())
        all += label->text() + label->toolTip() + label->accessibleName() + label->accessibleDescription() + u'\n';
    for (const QLineEdit* edit : in.findChildren<QLineEdit*>()) {
        if (edit->echoMode() == QLineEdit::Normal)
            all += edit->text() + u'\n';
    }
    for (const QPlainTextEdit* edit : in.findChildren<QPlainTextEdit*>())
        all += edit->toPlainText() + u'\n';
    return all;
}

/// An account, its jobs and the wizard in a window.
struct Room {
    ApiStage api;
    QTemporaryDir ownFolder;
    QString folder;
    QThreadPool pool;
    ui::Theme theme {ui::Scheme::Light};
    ui::Scope scope {store::Queries(pool)};
    ui::MainWindow window {scope, theme};
    QStackedWidget* stack = new QStackedWidget(&window);
    ui::JobsPage* page = new ui::JobsPage(theme, stack);
    ui::WizardPage* wizard = new ui::WizardPage(scope, theme, stack);
    Network network {net::HttpOptions {{}, false, {}, 2}};
    std::shared_ptr<secrets::SessionStore> keychain = std::make_shared<secrets::SessionStore>();
    KeyRing keys {keychain};
    JobsDesk desk {*page, network, window, theme};
    WizardDesk wizardDesk {*wizard, desk, network, keys, window, scope};

    explicit Room(bool isReadOnly = false, const QString& at = {}, std::shared_ptr<secrets::SessionStore> ring = {})
        : folder(at.isEmpty() ? ownFolder.path() : at)
        , keychain(ring ? ring : std::make_shared<secrets::SessionStore>())
    {
        stack->addWidget(page);
        stack->addWidget(wizard);
        window.addPage({u"Jobs"_s, u"jobs"_s, stack});
        window.resize(1440, 900);
        window.show();
        window.showWelcome(false);
        window.openPage(0);
        QObject::connect(&wizardDesk, &WizardDesk::shown, stack, [this] { stack->setCurrentWidget(wizard); });
        QObject::connect(&wizardDesk, &WizardDesk::left, stack, [this] { stack->setCurrentWidget(page); });
        clearJobs(api);
        JobsPlace place;
        place.baseUrl = baseUrlOf(api);
        place.credential = credentialOf(api);
        place.accountId = api.keeper.all.account.id;
        place.history = folder + u"/jobs.jsonl"_s;
        place.isReadOnly = isReadOnly;
        WizardPlace steps {place.baseUrl, place.credential, place.accountId, drafts(), u"tracedeck/test"_s, isReadOnly, {}, {}, false};
        desk.open(std::move(place));
        wizardDesk.open(std::move(steps));
    }
    [[nodiscard]] QString drafts() const { return folder + u"/job-drafts.json"_s; }
    [[nodiscard]] QByteArray draftFile() const
    {
        QFile file(drafts());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] QJsonObject body(const QString& name) const { return r2Job(api, name, kSecret); }
    qint64 make(const QJsonObject& job)
    {
        const qint64 id = api.ask("POST", u"A/logpush/jobs"_s, job).object()[u"id"].toInteger();
        desk.refresh();
        return id;
    }
    [[nodiscard]] bool isAt(ui::JobStep step) const { return wizard->isVisible() && wizard->isOpen() && wizard->current() == step; }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers) { QTest::keyClick(wizard, key, modifiers); }
    void next() { press(Qt::Key_PageDown, Qt::ControlModifier); }
    void type(QLineEdit* edit, const QString& text)
    {
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    void enterR2()
    {
        type(named<QComboBox>(*wizard, u"Bucket"_s)->lineEdit(), u"tracedeck-logs"_s);
        type(named<QLineEdit>(*wizard, u"Folder"_s), u"mine"_s);
        type(named<QLineEdit>(*wizard, u"Access Key ID"_s), kKeyId);
        type(named<ui::SecretField>(*wizard, u"Secret Access Key"_s), kSecret);
    }
    [[nodiscard]] QString problem() const
    {
        QString all;
        for (const QLabel* label : wizard->findChildren<QLabel*>()) {
            if (label->isVisible() && label->property("role").toString() == u"error")
                all += label->text() + u'\n';
        }
        return all;
    }
};

} // namespace

class TestWizardDesk : public QObject {
    Q_OBJECT

private slots:
    void aJobIsMadeByKeysFromNothing()
    {
        Room room;
        emit room.page->createRequested();
        QTRY_VERIFY(room.isAt(ui::JobStep::Destination));
        room.next(); // nothing is entered: it stays and says so
        QVERIFY(room.isAt(ui::JobStep::Destination));
        QVERIFY(room.problem().contains(u"need"));
        room.enterR2();
        room.next();
        QVERIFY(room.isAt(ui::JobStep::Fields)); // R2 needs no proof
        room.next();
        QVERIFY(room.isAt(ui::JobStep::Filter));
        auto* builder = room.wizard->findChild<ui::FilterBuilder*>();
        QTest::mouseClick(named<QPushButton>(*builder, u"Add a condition"_s), Qt::LeftButton);
        room.type(named<QLineEdit>(*builder, u"Value"_s), u"exception"_s);
        room.next();
        QVERIFY(room.isAt(ui::JobStep::Output));
        room.type(named<QLineEdit>(*room.wizard, u"Name of the job"_s), u"failures"_s);
        room.next();
        QVERIFY(room.isAt(ui::JobStep::Review));
        QVERIFY(room.api.keeper.all.jobs.empty()); // nothing was sent so far
        QVERIFY(!allText(room.window).contains(kSecret));
        room.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(room.api.keeper.all.jobs.size(), std::size_t {1});
        const sandbox::Job& job = room.api.keeper.all.jobs.front();
        QCOMPARE(job.fields[u"name"].toString(), u"failures"_s);
        QCOMPARE(job.fields[u"filter"].toString(), uR"({"where":{"key":"Outcome","operator":"eq","value":"exception"}})"_s);
        QCOMPARE(job.destination(),
                 u"r2://tracedeck-logs/mine/{DATE}?account-id="_s + room.api.keeper.all.account.id + u"&access-key-id="_s + kKeyId
                     + u"&secret-access-key="_s + kSecret);
        QVERIFY(job.isEnabled());
        QTRY_VERIFY(buttonOf(*room.wizard, u"Show the job"_s));
        QTRY_VERIFY(room.draftFile() == "{}"); // sent: no draft is left
        QVERIFY(!allText(room.window).contains(kSecret));
        buttonOf(*room.wizard, u"Show the job"_s)->click();
        QVERIFY(room.page->isVisible());
    }

    void aDraftOutlivesTheProgramWithItsSecretInTheKeychainAlone()
    {
        const QTemporaryDir folder;
        const auto keychain = std::make_shared<secrets::SessionStore>();
        {
            Room room(false, folder.path(), keychain);
            emit room.page->createRequested();
            QTRY_VERIFY(room.isAt(ui::JobStep::Destination));
            room.enterR2();
            room.next();
            room.next();
            QVERIFY(room.isAt(ui::JobStep::Filter));
            auto* builder = room.wizard->findChild<ui::FilterBuilder*>();
            QTest::mouseClick(named<QPushButton>(*builder, u"Add a condition"_s), Qt::LeftButton);
            room.type(named<QLineEdit>(*builder, u"Value"_s), u"canceled"_s);
            QTRY_VERIFY(room.draftFile().contains("canceled"));
            QVERIFY(!room.draftFile().contains(kSecret.toUtf8()));
        } // as after a crash: nothing more is written
        Room room(false, folder.path(), keychain);
        emit room.page->createRequested();
        QTRY_VERIFY(room.isAt(ui::JobStep::Filter));
        QCOMPARE(named<QLineEdit>(*room.wizard->findChild<ui::FilterBuilder*>(), u"Value"_s)->text(), u"canceled"_s);
        room.next();
        room.next();
        QVERIFY(room.isAt(ui::JobStep::Review));
        room.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(room.api.keeper.all.jobs.size(), std::size_t {1});
        QVERIFY(room.api.keeper.all.jobs.front().destination().endsWith(kSecret));
    }

    void backLosesNothingAndADiscardedDraftIsGone()
    {
        Room room;
        emit room.page->createRequested();
        QTRY_VERIFY(room.isAt(ui::JobStep::Destination));
        room.enterR2();
        room.next();
        room.press(Qt::Key_PageUp, Qt::ControlModifier);
        QVERIFY(room.isAt(ui::JobStep::Destination));
        QCOMPARE(named<QLineEdit>(*room.wizard, u"Access Key ID"_s)->text(), kKeyId);
        room.next();
        QVERIFY(room.isAt(ui::JobStep::Fields)); // the secret is still known
        room.press(Qt::Key_Escape, Qt::NoModifier);
        QVERIFY(room.page->isVisible());
        emit room.page->createRequested();
        QTRY_VERIFY(room.isAt(ui::JobStep::Fields));
        buttonOf(*room.wizard, u"Discard draft"_s)->click();
        QVERIFY(room.page->isVisible());
        QTRY_COMPARE(room.draftFile(), QByteArray("{}"));
    }

    void anEditKeepsWhatNobodyKnowsAndSendsWhatChanged()
    {
        Room room;
        QJsonObject body = room.body(u"first"_s);
        body[u"max_upload_interval_seconds"_s] = 60;
        const qint64 id = room.make(body);
        room.api.keeper.all.job(id)->fields[u"not_heard_of"_s] = QJsonObject {{u"deep"_s, 3}};
        room.desk.refresh();
        QTRY_COMPARE(room.desk.jobs().size(), std::size_t {1});
        QTRY_VERIFY(room.desk.jobs().front().contains(u"not_heard_of"_s));
        emit room.page->editRequested(id);
        QTRY_VERIFY(room.isAt(ui::JobStep::Review));
        room.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(room.problem().contains(u"Nothing is changed"));
        room.press(Qt::Key_6, Qt::AltModifier);
        QVERIFY(room.isAt(ui::JobStep::Output));
        room.type(named<QLineEdit>(*room.wizard, u"Name of the job"_s), u"second"_s);
        room.next();
        room.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(room.api.keeper.all.job(id)->fields[u"name"].toString(), u"second"_s);
        const sandbox::Job& job = *room.api.keeper.all.job(id);
        QCOMPARE(job.fields[u"not_heard_of"].toObject()[u"deep"].toInt(), 3);
        QCOMPARE(job.fields[u"max_upload_interval_seconds"].toInt(), 60);
        QCOMPARE(job.destination(), body[u"destination_conf"].toString());
        QTRY_VERIFY(room.page->isVisible());
    }

    void whatSomebodyElseChangedIsShownBeforeItIsWrittenOver()
    {
        Room room;
        const qint64 id = room.make(room.body(u"first"_s));
        QTRY_COMPARE(room.desk.jobs().size(), std::size_t {1});
        emit room.page->editRequested(id);
        QTRY_VERIFY(room.isAt(ui::JobStep::Review));
        room.press(Qt::Key_6, Qt::AltModifier);
        room.type(named<QLineEdit>(*room.wizard, u"Name of the job"_s), u"mine"_s);
        room.next();
        QJsonObject theirs = room.body(u"theirs"_s);
        theirs.remove(u"dataset"_s);
        (void)room.api.ask("PUT", u"A/logpush/jobs/%1"_s.arg(id), theirs);
        room.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(room.window.findChild<ui::JobDiffDialog*>());
        QCOMPARE(room.api.keeper.all.job(id)->fields[u"name"].toString(), u"theirs"_s);
        buttonOf(*room.window.findChild<ui::JobDiffDialog*>(), u"Save mine on top"_s)->click();
        QTRY_COMPARE(room.api.keeper.all.job(id)->fields[u"name"].toString(), u"mine"_s);
    }

    void aJobOfOldOptionsIsSavedWithNewOnes()
    {
        Room room;
        QJsonObject body = room.body(u"old"_s);
        body[u"logpull_options"_s] = u"fields=Outcome,ScriptName&sample=0.25"_s;
        const qint64 id = room.make(body);
        QTRY_COMPARE(room.desk.jobs().size(), std::size_t {1});
        emit room.page->editRequested(id);
        QTRY_VERIFY(room.isAt(ui::JobStep::Review));
        room.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(room.api.keeper.all.job(id)->fields[u"output_options"].isObject());
        const QJsonObject options = room.api.keeper.all.job(id)->fields[u"output_options"].toObject();
        QCOMPARE(options[u"field_names"].toArray(), (QJsonArray {u"Outcome"_s, u"ScriptName"_s}));
        QCOMPARE(options[u"sample_rate"].toDouble(), 0.25);
    }

    void theKeysOfTheAccountsTokenAreItsIdAndItsHash()
    {
        Room room;
        emit room.page->createRequested();
        QTRY_VERIFY(room.isAt(ui::JobStep::Destination));
        room.type(named<QComboBox>(*room.wizard, u"Bucket"_s)->lineEdit(), u"tracedeck-logs"_s);
        buttonOf(*room.wizard, u"Use the keys of this account's token"_s)->click();
        const sandbox::Token& token = room.api.token(u"tracedeck"_s);
        QTRY_COMPARE(named<QLineEdit>(*room.wizard, u"Access Key ID"_s)->text(), token.id);
        const QString hash = QString::fromLatin1(QCryptographicHash::hash(token.value, QCryptographicHash::Sha256).toHex());
        for (int i = 0; i < 4; ++i)
            room.next();
        room.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(room.api.keeper.all.jobs.size(), std::size_t {1});
        QVERIFY(room.api.keeper.all.jobs.front().destination().endsWith(u"&secret-access-key="_s + hash));
        QVERIFY(!allText(room.window).contains(hash) && !room.draftFile().contains(hash.toUtf8()));
    }

    void aReadOnlyAccountSendsNothing()
    {
        Room room(true);
        emit room.page->createRequested();
        QTRY_VERIFY(room.isAt(ui::JobStep::Destination));
        room.enterR2();
        for (int i = 0; i < 4; ++i)
            room.next();
        QVERIFY(room.isAt(ui::JobStep::Review));
        room.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(room.problem().contains(u"read-only"));
        QTest::qWait(200);
        QVERIFY(room.api.keeper.all.jobs.empty());
    }

    void whatTheServerRefusesIsToldInItsWords()
    {
        Room room;
        room.api.pipeline.failure = Error {ErrorCode::ObjectRefused, u"AccessDenied: no"_s, {}};
        emit room.page->createRequested();
        QTRY_VERIFY(room.isAt(ui::JobStep::Destination));
        room.enterR2();
        for (int i = 0; i < 4; ++i)
            room.next();
        room.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY2(room.problem().contains(u"error validating destination: AccessDenied: no"), qPrintable(room.problem()));
        QVERIFY2(room.problem().contains(u"HTTP 400") && room.problem().contains(u"cf-ray"), qPrintable(room.problem()));
        QVERIFY(!room.problem().contains(kSecret));
        QVERIFY(room.isAt(ui::JobStep::Review)); // the draft is still there
        room.api.pipeline.failure.reset();
        room.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(room.api.keeper.all.jobs.size(), std::size_t {1});
    }

    void ownershipIsProvenWithATokenThatIsPasted()
    {
        Room room;
        emit room.page->createRequested();
        QTRY_VERIFY(room.isAt(ui::JobStep::Destination));
        emit room.wizard->findChild<ui::KindChooser*>()->chosen(logpush::DestinationKind::S3);
        room.type(named<QLineEdit>(*room.wizard, u"Bucket"_s), u"their-bucket"_s);
        room.next();
        QVERIFY(room.isAt(ui::JobStep::Ownership));
        room.next();
        QVERIFY(room.isAt(ui::JobStep::Ownership)); // not without
        buttonOf(*room.wizard, u"Ask for the challenge"_s)->click();
        QTRY_COMPARE(room.api.pipeline.probes.size(), std::size_t {1});
        QTRY_VERIFY(named<QLineEdit>(*room.wizard, u"Token of the challenge"_s));
        room.type(named<QLineEdit>(*room.wizard, u"Token of the challenge"_s), QString::fromUtf8(room.api.pipeline.probes.front().bytes));
        buttonOf(*room.wizard, u"Check the token"_s)->click();
        QTRY_COMPARE(room.wizard->ownership().state(), ui::OwnershipState::Proven);
        for (int i = 0; i < 4; ++i)
            room.next();
        QVERIFY(room.isAt(ui::JobStep::Review));
        room.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(room.api.keeper.all.jobs.size(), std::size_t {1});
        QCOMPARE(room.api.keeper.all.jobs.front().destination(), u"s3://their-bucket/{DATE}?region=us-east-1"_s);
    }
};

QTEST_MAIN(TestWizardDesk)
#include "test_wizard_desk.moc"
