// Accounts and sources as a person manages and picks them.
#include "onboarding/profile_list_model.h"
#include "onboarding/profiles_dialog.h"
#include "onboarding/source_table_model.h"
#include "shell/main_window.h"
#include "shell/source_picker.h"
#include "widgets/scope.h"
#include "widgets/small_table.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace tracedeck;
using namespace tracedeck::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

settings::ProfileBook madeBook()
{
    settings::BucketPlace bucket;
    bucket.endpoint = QUrl(u"https://acct.r2.cloudflarestorage.com"_s);
    bucket.bucket = u"tracedeck-logs"_s;
    bucket.prefix = u"workers/{DATE}"_s;
    settings::Profile shop;
    shop.id = u"shop"_s;
    shop.name = u"Example Shop"_s;
    shop.accountId = u"023e105f4ecef8ad9ca31a8372d0c353"_s;
    shop.credential = settings::CredentialKind::ApiToken;
    shop.sources = {{u"b1"_s, u"R&D logs"_s, bucket}, {u"f1"_s, {}, settings::FolderPlace {u"/srv/logs"_s}}};
    settings::Profile staging;
    staging.id = u"staging"_s;
    staging.name = u"Staging"_s;
    staging.tint = u"amber"_s;
    staging.isReadOnly = true;
    staging.sources = {{u"s1"_s, u"Sandbox"_s, settings::SandboxPlace {}}, {u"u1"_s, u"Later"_s, settings::UnknownPlace {}}};
    settings::ProfileBook book;
    for (const settings::Profile& profile : {shop, staging})
        (void)book.add(profile);
    return book;
}

} // namespace

class TestProfiles : public QObject {
    Q_OBJECT

private:
    Theme m_theme {Scheme::Light};

    struct Room {
        ProfilesDialog dialog;
        explicit Room(const Theme& theme) : dialog(theme)
        {
            dialog.setBook(madeBook());
            dialog.show();
            dialog.activateWindow();
        }
        [[nodiscard]] QPushButton* button(const QString& text, const QWidget* in = nullptr) const
        {
            for (auto* each : (in ? in : &dialog)->findChildren<QPushButton*>()) {
                if (each->text() == text && each->isVisible())
                    return each;
            }
            return nullptr;
        }
        [[nodiscard]] QLineEdit* name() const
        {
            for (auto* each : dialog.findChildren<QLineEdit*>()) {
                if (each->accessibleName() == u"Name")
                    return each;
            }
            return nullptr;
        }
        [[nodiscard]] QMessageBox* question() const
        {
            for (auto* box : dialog.findChildren<QMessageBox*>()) {
                if (box->isVisible())
                    return box;
            }
            return nullptr;
        }
        void chooseRow(int row) const
        {
            auto* table = dialog.findChild<SmallTable*>();
            table->setCurrentIndex(table->model()->index(row, 0));
        }
        void down() const { QTest::keyClick(dialog.findChild<QListView*>(), Qt::Key_Down); }
        static void confirm(const QMessageBox* box)
        {
            for (auto* button : box->buttons()) {
                if (box->buttonRole(button) == QMessageBox::DestructiveRole)
                    button->click();
            }
        }
    };

private slots:
    void modelsKeepTheContractOfModels()
    {
        ProfileListModel profiles;
        const QAbstractItemModelTester first(&profiles, QAbstractItemModelTester::FailureReportingMode::QtTest);
        profiles.setBook(madeBook());
        QCOMPARE(profiles.rowCount(), 2);
        QCOMPARE(profiles.rowOf(u"staging"), 1);
        QVERIFY(!profiles.at(2) && !profiles.at(-1));
        SourceTableModel sources;
        const QAbstractItemModelTester second(&sources, QAbstractItemModelTester::FailureReportingMode::QtTest);
        sources.setSources(madeBook().profiles()[0].sources);
        QCOMPARE(sources.index(0, SourceTableModel::Place).data().toString(),
                 u"tracedeck-logs/workers/{DATE}, acct.r2.cloudflarestorage.com"_s);
        QCOMPARE(sources.index(1, SourceTableModel::Name).data().toString(), u"/srv/logs"_s);
        sources.setSources({});
        QCOMPARE(sources.rowCount(), 0);
    }

    void eachAccountShowsItsOwn()
    {
        const Room room(m_theme);
        QCOMPARE(room.dialog.currentProfile(), u"shop"_s);
        QCOMPARE(room.name()->text(), u"Example Shop"_s);
        QVERIFY(!room.dialog.findChild<QCheckBox*>()->isChecked());
        room.down();
        QCOMPARE(room.dialog.currentProfile(), u"staging"_s);
        QVERIFY(room.dialog.findChild<QCheckBox*>()->isChecked());
        QCOMPARE(room.dialog.findChild<QComboBox*>()->currentData().toString(), u"amber"_s);
    }

    void theChoiceStaysWhenTheBookChanges()
    {
        Room room(m_theme);
        room.down();
        settings::ProfileBook book = madeBook();
        QVERIFY(book.remove(u"shop"));
        room.dialog.setBook(book);
        QCOMPARE(room.dialog.currentProfile(), u"staging"_s);
        room.dialog.setBook({});
        QVERIFY(room.dialog.currentProfile().isEmpty());
        QVERIFY(!room.button(u"Forget this account…"_s)->isEnabled());
        QVERIFY(!room.name()->isEnabled());
    }

    void aNameIsChangedOnceAndNotToAnothersName()
    {
        const Room room(m_theme);
        const QSignalSpy renamed(&room.dialog, &ProfilesDialog::renameRequested);
        room.name()->selectAll();
        QTest::keyClicks(room.name(), u"staging"_s);
        QVERIFY(room.name()->accessibleDescription().contains(u"Another account"));
        QTest::keyClick(room.name(), Qt::Key_Return);
        QCOMPARE(renamed.size(), 0);
        room.name()->selectAll();
        QTest::keyClicks(room.name(), u"Shop "_s);
        QTest::keyClick(room.name(), Qt::Key_Return);
        QCOMPARE(renamed.value(0), (QVariantList {u"shop"_s, u"Shop"_s}));
        QVERIFY(room.dialog.isVisible());
    }

    void colourAndReadOnlyAreChosen()
    {
        const Room room(m_theme);
        const QSignalSpy tint(&room.dialog, &ProfilesDialog::tintChosen), readOnly(&room.dialog, &ProfilesDialog::readOnlyChosen);
        QTest::keyClick(room.dialog.findChild<QComboBox*>(), Qt::Key_Down);
        QCOMPARE(tint.value(0), (QVariantList {u"shop"_s, u"green"_s}));
        QTest::keyClick(room.dialog.findChild<QCheckBox*>(), Qt::Key_Space);
        QCOMPARE(readOnly.value(0), (QVariantList {u"shop"_s, true}));
    }

    void aSourceIsOpenedAndRemoved()
    {
        const Room room(m_theme);
        const QSignalSpy chosen(&room.dialog, &ProfilesDialog::sourceChosen), removed(&room.dialog, &ProfilesDialog::sourceRemoved);
        QVERIFY(!room.button(u"Open"_s)->isEnabled());
        room.chooseRow(0);
        QTest::keyClick(room.button(u"Open"_s), Qt::Key_Space);
        QCOMPARE(chosen.value(0), (QVariantList {u"shop"_s, u"b1"_s}));
        room.button(u"Remove…"_s)->click();
        QVERIFY(room.question()->text().contains(u"R&D logs") && room.question()->informativeText().contains(u"keychain"));
        QCOMPARE(removed.size(), 0);
        Room::confirm(room.question());
        QCOMPARE(removed.value(0), (QVariantList {u"shop"_s, u"b1"_s}));
    }

    void whatIsNotUnderstoodIsNotOpened()
    {
        const Room room(m_theme);
        room.down();
        room.chooseRow(1);
        QVERIFY(!room.button(u"Open"_s)->isEnabled());
        QVERIFY(room.button(u"Remove…"_s)->isEnabled());
    }

    void forgettingSaysWhatGoesAndAsksOnce()
    {
        const Room room(m_theme);
        const QSignalSpy forgotten(&room.dialog, &ProfilesDialog::forgetRequested);
        room.button(u"Forget this account…"_s)->click();
        QVERIFY(room.question()->text().contains(u"Example Shop"));
        const QString goes = room.question()->informativeText();
        for (const auto what : {u"token in the keychain", u"keys of its bucket", u"logs that were read", u"Nothing changes at Cloudflare"})
            QVERIFY2(goes.contains(QStringView(what)), qPrintable(goes));
        QCOMPARE(room.question()->defaultButton(), room.question()->button(QMessageBox::Cancel));
        room.question()->button(QMessageBox::Cancel)->click();
        QCOMPARE(forgotten.size(), 0);
        room.button(u"Forget this account…"_s)->click();
        Room::confirm(room.question());
        QCOMPARE(forgotten.value(0), (QVariantList {u"shop"_s}));
    }

    void aBucketIsAddedToItsAccount()
    {
        const Room room(m_theme);
        QSignalSpy added(&room.dialog, &ProfilesDialog::bucketAdded);
        room.button(u"Add bucket…"_s)->click();
        const QWidget* form = room.button(u"Add bucket"_s)->window();
        for (const auto& [name, text] :
             {std::pair {u"Account ID or address"_s, u"http://127.0.0.1:9000"_s}, std::pair {u"Bucket"_s, u"logs"_s},
              std::pair {u"Access key ID"_s, u"key"_s}, std::pair {u"Secret access key"_s, u"secret"_s}}) {
            for (auto* field : form->findChildren<QLineEdit*>()) {
                if (field->accessibleName() == name)
                    QTest::keyClicks(field, text);
            }
        }
        room.button(u"Add bucket"_s)->click();
        QCOMPARE(added.size(), 1);
        QCOMPARE(added[0][0].toString(), u"shop"_s);
        const auto entry = added[0][1].value<BucketEntry>();
        QCOMPARE(entry.place.endpoint, QUrl(u"http://127.0.0.1:9000"_s));
        QVERIFY(entry.secretAccessKey->reveal([](QByteArrayView bytes) { return bytes == "secret"; }));
        QTRY_VERIFY(!room.button(u"Add bucket"_s));
    }

    void aFolderIsAddedToItsAccount()
    {
        const Room room(m_theme);
        const QSignalSpy added(&room.dialog, &ProfilesDialog::folderAdded);
        room.button(u"Add folder…"_s)->click();
        auto* chooser = room.dialog.findChild<QFileDialog*>();
        QVERIFY(chooser);
        emit chooser->fileSelected(u"/srv/more"_s);
        QCOMPARE(added.value(0), (QVariantList {u"shop"_s, u"/srv/more"_s}));
    }

    void theTopBarListsWhatCanBeRead()
    {
        QThreadPool pool;
        Scope scope {store::Queries(pool)};
        MainWindow window(scope, m_theme);
        const QSignalSpy chosen(&window, &MainWindow::sourceChosen), manage(&window, &MainWindow::manageSourcesRequested),
            add(&window, &MainWindow::addSourceRequested);
        window.setSource(u"bucket"_s, u"R&D logs"_s, u"r2"_s);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto* picker = window.findChild<SourcePicker*>();
        auto* menu = picker->findChild<QMenu*>();
        QTest::keyClick(picker, Qt::Key_Space);
        QVERIFY(menu->isVisible());
        QVERIFY(!textsOf(*menu).contains(u"Manage…"_s)); // nobody manages yet
        menu->close();
        window.setSources(madeBook(), u"shop"_s, u"b1"_s);
        QTest::keyClick(&window, Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(menu->isVisible());
        const QStringList lines = textsOf(*menu);
        QVERIFY2(lines.contains(u"R&&D logs\tBucket"_s) && lines.contains(u"/srv/logs\tFolder"_s), qPrintable(lines.join(u'\n')));
        for (auto* action : menu->actions()) {
            QCOMPARE(action->isChecked(), action->text().startsWith(u"R&&D"));
            if (action->text().startsWith(u"Later"))
                QVERIFY(!action->isEnabled());
        }
        for (const auto text : {u"/srv/logs\tFolder", u"Manage…", u"Add…"}) {
            for (auto* action : menu->actions()) {
                if (action->text() == QStringView(text))
                    action->trigger();
            }
        }
        QCOMPARE(chosen.value(0), (QVariantList {u"shop"_s, u"f1"_s}));
        QCOMPARE(manage.size(), 1);
        QCOMPARE(add.size(), 1);
        savePicture(*menu, u"source-menu"_s);
        savePicture(window, u"source-picker"_s);
    }

    void everyControlHasAName()
    {
        const Room room(m_theme);
        for (auto* each : room.dialog.findChildren<QWidget*>()) {
            if (each->isVisible() && (each->focusPolicy() & Qt::TabFocus) && !qobject_cast<QAbstractButton*>(each))
                QVERIFY2(!each->accessibleName().isEmpty(), each->metaObject()->className());
        }
        for (const QLabel* label : room.dialog.findChildren<QLabel*>())
            QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->text()));
    }

    void itFitsTheSmallestWindow()
    {
        for (const bool dark : {false, true}) {
            const Theme theme {dark ? Scheme::Dark : Scheme::Light};
            Room room(theme);
            room.chooseRow(0);
            QVERIFY(room.dialog.width() <= 1024 && room.dialog.height() <= 640);
            savePicture(room.dialog, dark ? u"profiles-dark"_s : u"profiles-light"_s);
            room.button(u"Add bucket…"_s)->click();
            QWidget* form = room.button(u"Add bucket"_s)->window();
            QTest::qWait(20);
            QVERIFY(form->width() <= 1024 && form->height() <= 640);
            savePicture(*form, dark ? u"add-bucket-dark"_s : u"add-bucket-light"_s);
            room.button(u"Forget this account…"_s)->click();
            savePicture(*room.question(), dark ? u"forget-dark"_s : u"forget-light"_s);
        }
    }

private:
    static QStringList textsOf(const QMenu& menu)
    {
        QStringList texts;
        for (const QAction* action : menu.actions())
            texts << action->text();
        return texts;
    }

    /// With TRACEDECK_PICTURES: how it looks, to be looked at.
    static void savePicture(QWidget& widget, const QString& name)
    {
        const QString folder = qEnvironmentVariable("TRACEDECK_PICTURES");
        if (!folder.isEmpty())
            QVERIFY(widget.grab().save(QDir(folder).filePath(name + u".png"_s)));
    }
};

QTEST_MAIN(TestProfiles)
#include "test_profiles.moc"
