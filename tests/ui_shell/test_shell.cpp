#include "onboarding/onboarding_page.h"
#include "shell/history.h"
#include "shell/main_window.h"
#include "shell/nav_rail.h"
#include "shell/status_bar.h"
#include "shell/tasks_panel.h"
#include "shell/top_bar.h"
#include "widgets/buttons.h"
#include "widgets/progress_card.h"
#include "widgets/scope.h"
#include "widgets/segmented_control.h"
#include "widgets/toast.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace tracedeck;
using namespace tracedeck::ui;

class TestShell : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void ctrlNumberOpensAPage();
    void theRailShowsWhichPageIsOpen();
    void backAndForwardGoOverPagesAndRanges();
    void historyForgetsWhatLayAhead();
    void utcAndLocalSwitchInTheTopBarAndByKeys();
    void droppedFilesAreOpened();
    void webLinksAreNotTakenAsFiles();
    void aRunningTaskIsListedWithItsProgressAndCanBeCancelled();
    void welcomeHidesWhatNeedsEvents();
    void afterTheWelcomeAPageOpensThatMay();
    void toastOffersItsActionOnce();
    void f6GoesRoundTheRegions();
    void everyControlHasAName();
    void noLabelReadsMarkup();
    void noKeyIsTakenTwice();
    void theWindowFitsTheSmallestSize();
    void everythingIsThereInTheLargestText();

private:
    QThreadPool m_pool;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Scope> m_scope;
    std::unique_ptr<MainWindow> m_window;
    OnboardingPage* m_welcome = nullptr;
};

void TestShell::init()
{
    m_theme = std::make_unique<Theme>(Scheme::Light);
    m_scope = std::make_unique<Scope>(store::Queries(m_pool));
    m_window = std::make_unique<MainWindow>(*m_scope, *m_theme);
    for (const auto* name : {u"Overview", u"Logs", u"Exceptions"}) {
        auto* page = new QWidget;
        auto* field = new QLineEdit(page);
        field->setAccessibleName(QStringLiteral("Field"));
        m_window->addPage({QString::fromUtf16(name), QString::fromUtf16(name).toLower(), page});
    }
    m_welcome = new OnboardingPage(*m_theme);
    m_window->setWelcome(m_welcome);
    m_window->setSource(QStringLiteral("folder"), QStringLiteral("logs"), QStringLiteral("local"));
    m_window->resize(1440, 900);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestShell::cleanup()
{
    m_window.reset();
    m_scope.reset();
    m_theme.reset();
}

void TestShell::ctrlNumberOpensAPage()
{
    QCOMPARE(m_window->currentPage(), 0);
    QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(m_window->currentPage(), 2);
    QVERIFY(m_window->page(2).widget->isVisible());
    QVERIFY(!m_window->page(0).widget->isVisible());
}

void TestShell::theRailShowsWhichPageIsOpen()
{
    auto items = m_window->findChildren<RailItem*>();
    QCOMPARE(items.size(), 3);
    QTest::mouseClick(items[1], Qt::LeftButton);
    QCOMPARE(m_window->currentPage(), 1);
    QVERIFY(items[1]->isChecked() && !items[0]->isChecked());
    m_window->openPage(0);
    QVERIFY(items[0]->isChecked());
}

void TestShell::backAndForwardGoOverPagesAndRanges()
{
    m_window->openPage(1);
    m_scope->setRange({1000, 2000});
    m_window->openPage(2);
    QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(m_window->currentPage(), 1);
    QCOMPARE(m_scope->range(), (TimeRange {1000, 2000}));
    QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(m_window->currentPage(), 1);
    QVERIFY(m_scope->range().isAll());
    QTest::keyClick(m_window.get(), Qt::Key_Right, Qt::AltModifier);
    QTest::keyClick(m_window.get(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(m_window->currentPage(), 2);
    QCOMPARE(m_scope->range(), (TimeRange {1000, 2000}));
}

void TestShell::historyForgetsWhatLayAhead()
{
    History history;
    QVERIFY(!history.back() && !history.forward());
    for (int page = 0; page < 4; ++page)
        history.visit({page, {}});
    history.visit({3, {}});
    QCOMPARE(history.back()->page, 2);
    QCOMPARE(history.back()->page, 1);
    history.visit({7, {}});
    QVERIFY(!history.canGoForward());
    QCOMPARE(history.back()->page, 1);
    QCOMPARE(history.forward()->page, 7);
}

void TestShell::utcAndLocalSwitchInTheTopBarAndByKeys()
{
    auto* zone = m_window->findChild<SegmentedControl*>();
    const auto segments = zone->findChildren<QAbstractButton*>();
    QTest::mouseClick(segments[1], Qt::LeftButton);
    QVERIFY(!m_scope->isUtc());
    QTest::keyClick(m_window.get(), Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(m_scope->isUtc());
    QCOMPARE(zone->current(), 0);
}

void TestShell::droppedFilesAreOpened()
{
    QSignalSpy chosen(m_window.get(), &MainWindow::pathsChosen);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/logs/a.log.gz")), QUrl::fromLocalFile(QStringLiteral("/logs/day"))});
    QDragEnterEvent enter({700, 400}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({700, 400}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(m_window.get(), &drop);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0][0].toStringList(), (QStringList {QStringLiteral("/logs/a.log.gz"), QStringLiteral("/logs/day")}));
}

void TestShell::webLinksAreNotTakenAsFiles()
{
    QMimeData data;
    data.setUrls({QUrl(QStringLiteral("https://example.com/a.log.gz"))});
    QDragEnterEvent enter({700, 400}, Qt::CopyAction, &data, Qt::LeftButton, {});
    enter.ignore();
    QApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(!enter.isAccepted());
}

void TestShell::aRunningTaskIsListedWithItsProgressAndCanBeCancelled()
{
    const auto buttonText = [&] {
        for (const auto* button : m_window->findChild<StatusBar*>()->findChildren<QPushButton*>()) {
            if (button->parentWidget() == m_window->findChild<StatusBar*>())
                return button->text();
        }
        return QString();
    };
    QCOMPARE(buttonText(), QStringLiteral("No running tasks"));
    Task* task = m_window->tasks().begin(QStringLiteral("Reading files"));
    task->report(25, 100, QStringLiteral("25 of 100 files"));
    QCOMPARE(buttonText(), QStringLiteral("Reading files \u00B7 25 %"));
    auto* panel = m_window->findChild<TasksPanel*>();
    auto* card = panel->findChild<ProgressCard*>();
    QVERIFY(card);
    QSignalSpy cancelled(task, &Task::cancelRequested);
    QTest::mouseClick(card->findChild<QPushButton*>(), Qt::LeftButton);
    QCOMPARE(cancelled.count(), 1);
    task->finish();
    QCOMPARE(buttonText(), QStringLiteral("No running tasks"));
    QTRY_VERIFY(!panel->findChild<ProgressCard*>());
}

void TestShell::welcomeHidesWhatNeedsEvents()
{
    m_window->showWelcome(true);
    QVERIFY(m_window->isWelcome() && m_welcome->isVisible());
    QVERIFY(!m_window->findChild<TopBar*>()->isVisible());
    QVERIFY(!m_window->findChild<NavRail*>()->isVisible());
    QSignalSpy sample(m_welcome, &OnboardingPage::sandboxRequested), folder(m_welcome, &OnboardingPage::folderRequested);
    for (auto* button : m_welcome->findChildren<QPushButton*>()) {
        if (button->isVisible() && !button->text().contains(u"files"))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(sample.count(), 1);
    QCOMPARE(folder.count(), 1);
    m_window->showWelcome(false);
    QVERIFY(m_window->page(0).widget->isVisible() && m_window->findChild<NavRail*>()->isVisible());
}

void TestShell::afterTheWelcomeAPageOpensThatMay()
{
    m_window->openPage(1);
    m_window->showWelcome(true);
    m_window->setObstacle(1, QStringLiteral("No bucket is open."));
    m_window->showWelcome(false);
    QVERIFY(!m_window->isWelcome());
    QCOMPARE(m_window->currentPage(), 0);
}

void TestShell::toastOffersItsActionOnce()
{
    int undone = 0;
    m_window->toast(QStringLiteral("Filter removed"), QStringLiteral("Undo"), [&] { ++undone; });
    auto* toast = m_window->findChild<Toast*>();
    QVERIFY(toast->isVisible());
    QTest::mouseClick(toast->findChildren<QPushButton*>()[0], Qt::LeftButton);
    QCOMPARE(undone, 1);
    QVERIFY(!toast->isVisible());
}

void TestShell::f6GoesRoundTheRegions()
{
    m_window->page(0).widget->findChild<QLineEdit*>()->setFocus();
    const auto isIn = [&](const QWidget* region) { return region->isAncestorOf(QApplication::focusWidget()); };
    QTest::keyClick(m_window.get(), Qt::Key_F6);
    QVERIFY(isIn(m_window->findChild<StatusBar*>()));
    QTest::keyClick(m_window.get(), Qt::Key_F6);
    QVERIFY(isIn(m_window->findChild<TopBar*>()));
    QTest::keyClick(m_window.get(), Qt::Key_F6, Qt::ShiftModifier);
    QVERIFY(isIn(m_window->findChild<StatusBar*>()));
}

void TestShell::everyControlHasAName()
{
    for (auto* button : m_window->findChildren<QAbstractButton*>()) {
        const QString name = button->accessibleName().isEmpty() ? button->text() : button->accessibleName();
        const bool ours =
            !QByteArray(button->metaObject()->className()).startsWith("QCalendar") && !button->objectName().startsWith(u"qt_");
        QVERIFY2(!ours || !name.isEmpty() || !button->isVisibleTo(button->parentWidget()), button->metaObject()->className());
    }
    for (auto* field : m_window->findChildren<QLineEdit*>())
        QVERIFY(!field->accessibleName().isEmpty() || field->objectName() == u"qt_spinbox_lineedit");
}

void TestShell::noLabelReadsMarkup()
{
    const auto labels = m_window->findChildren<QLabel*>();
    QVERIFY(labels.size() > 10);
    for (const QLabel* label : labels)
        QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->text()));
}

void TestShell::noKeyIsTakenTwice()
{
    QMap<QString, QString> taken;
    for (const QAction* action : m_window->findChildren<QAction*>()) {
        for (const QKeySequence& keys : action->shortcuts()) {
            const QString text = keys.toString(QKeySequence::PortableText);
            QVERIFY2(!taken.contains(text), qPrintable(text % u" is " % taken.value(text) % u" and " % action->text()));
            taken[text] = action->text();
        }
    }
    QVERIFY(taken.contains(QStringLiteral("Ctrl+O")) && taken.contains(QStringLiteral("F5")));
}

void TestShell::theWindowFitsTheSmallestSize()
{
    m_window->resize(1024, 640);
    QCOMPARE(m_window->size(), QSize(1024, 640));
    QVERIFY(m_window->minimumSizeHint().width() <= 1024);
}

void TestShell::everythingIsThereInTheLargestText()
{
    m_theme->setTextSize(18);
    for (const RailItem* item : m_window->findChildren<RailItem*>())
        QVERIFY(QFontMetrics(m_theme->font(TextRole::MicroStrong)).horizontalAdvance(item->text()) <= item->width());
    QVERIFY(!m_window->grab().isNull());
}

QTEST_MAIN(TestShell)
#include "test_shell.moc"
