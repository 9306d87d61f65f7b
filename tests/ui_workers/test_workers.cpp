// The room of Workers as a person meets it: rows, kinds, one switch and many, what is shown before anything is sent.
#include "base/error.h"
#include "theme/theme.h"
#include "ui_workers/workers_room.h"
#include "widgets/segmented_control.h"
#include "workers/flag_request.h"
#include "workers/switch_dialog.h"
#include "workers/worker_words.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QProcess>
#include <QSignalSpy>
#include <QTabBar>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace tracedeck::ui;

class WorkersTest : public QObject {
    Q_OBJECT

private:
    using Room = WorkersRoom;
    Theme m_theme {Scheme::Light};

private slots:
    void theModelKeepsTheContractOfModels()
    {
        MatrixModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(someWorkers(), kNow);
        model.setBusy({{u"cart-sync"_s, {}}});
        model.setUtc(false);
        auto rows = someWorkers();
        rows.pop_back();
        model.setRows(rows, kNow);
        QCOMPARE(model.rowCount(), 5);
        model.setRows({}, kNow);
    }

    void theHeadCountsAndTheKindsFilter()
    {
        const Room room(m_theme);
        QVERIFY(says(room.page, u"3 of 6 push logs"_s));
        const auto controls = room.page.findChildren<SegmentedControl*>();
        const auto* kinds = *std::ranges::find(controls, u"Which Workers are shown"_s, &QWidget::accessibleName);
        for (const auto& [text, count] : {std::pair {u"Drift 3"_s, 3}, {u"Off 3"_s, 3}, {u"On but quiet 1"_s, 1}, {u"All 6"_s, 6}}) {
            QVERIFY2(buttonOf(*kinds, text), qPrintable(text));
            QTest::mouseClick(buttonOf(*kinds, text), Qt::LeftButton);
            QCOMPARE(room.table().model()->rowCount(), count);
        }
    }

    void whatIsTypedHidesTheOthersAndSaysSoWhereNoneIsLeft()
    {
        Room room(m_theme);
        QTest::keyClick(&room.page, Qt::Key_F, Qt::ControlModifier);
        auto* find = room.page.findChild<QLineEdit*>();
        QTest::keyClicks(find, u"relay"_s);
        QCOMPARE(room.table().model()->rowCount(), 1);
        QCOMPARE(room.name(0), u"webhook-relay"_s);
        QTest::keyClicks(find, u"zzz"_s);
        QCOMPARE(room.table().model()->rowCount(), 0);
        QVERIFY(says(room.page, u"No Worker is like that"_s));
        QTest::mouseClick(buttonOf(room.page, u"Show all"_s), Qt::LeftButton);
        QCOMPARE(room.table().model()->rowCount(), 6);
    }

    void aClickOnASwitchShowsTheRequestAndEnterSendsIt()
    {
        const Room room(m_theme);
        QSignalSpy sent(&room.page, &WorkersPage::switchRequested);
        room.clickSwitch(u"email-digest"_s);
        QVERIFY(room.popover());
        QVERIFY(says(*room.popover(), uR"(PATCH …/scripts/email-digest/script-settings {"logpush":true})"_s));
        QCOMPARE(sent.size(), 0);
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
        QCOMPARE(sent.size(), 1);
        QCOMPARE(sent.first()[0].value<std::vector<WorkerId>>(), (std::vector<WorkerId> {{u"email-digest"_s, {}}}));
        QVERIFY(sent.first()[1].toBool());
        QTRY_VERIFY(!room.popover());
    }

    void escapeSendsNothing()
    {
        const Room room(m_theme);
        QSignalSpy sent(&room.page, &WorkersPage::switchRequested);
        room.clickSwitch(u"checkout-api"_s);
        QVERIFY(says(*room.popover(), uR"({"logpush":false})"_s));
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
        QTRY_VERIFY(!room.popover());
        QCOMPARE(sent.size(), 0);
    }

    void aWorkerOfANamespaceIsSaidToGetAVersion()
    {
        auto rows = someWorkers();
        rows[2].worker.dispatchNamespace = u"tenants"_s;
        const Room room(m_theme, rows);
        room.clickSwitch(u"email-digest"_s);
        QVERIFY(says(*room.popover(), u"makes a new version"_s));
        QVERIFY(says(*room.popover(), u"namespaces/tenants/scripts/email-digest/settings"_s));
        room.popover()->close();
    }

    void aKeyAsksForManyAndListsEachChange()
    {
        Room room(m_theme);
        QSignalSpy sent(&room.page, &WorkersPage::switchRequested);
        room.page.choose({u"cart-sync"_s, {}});
        room.table().setFocus();
        QTest::keyClick(&room.table(), Qt::Key_A, Qt::ControlModifier);
        QVERIFY(says(room.page, u"6 selected"_s));
        QTest::keyClick(&room.table(), Qt::Key_S);
        auto* dialog = room.page.findChild<SwitchDialog*>();
        QVERIFY(dialog);
        QVERIFY(says(*dialog, u"off → on"_s) && says(*dialog, u"on already"_s));
        QTest::mouseClick(buttonOf(*dialog, u"Switch on 3"_s), Qt::LeftButton);
        QCOMPARE(sent.size(), 1);
        QCOMPARE(sent.first()[0].value<std::vector<WorkerId>>().size(), std::size_t {3});
    }

    void aTickIsTheSelection()
    {
        const Room room(m_theme);
        const auto click = [&](int row) {
            QTest::mouseClick(room.table().viewport(), Qt::LeftButton, {},
                              room.table().visualRect(room.table().model()->index(row, MatrixModel::Tick)).center());
        };
        room.table().clearSelection();
        click(1);
        click(3);
        QCOMPARE(room.page.chosen().size(), std::size_t {2});
        click(1);
        QCOMPARE(room.page.chosen().size(), std::size_t {1});
        QCOMPARE(room.page.chosen().front().name, room.name(3));
        QTest::keyClick(&room.table(), Qt::Key_Up, Qt::ControlModifier);
        QTest::keyClick(&room.table(), Qt::Key_Space);
        QTest::keyClick(&room.table(), Qt::Key_Down, Qt::ControlModifier);
        QTest::keyClick(&room.table(), Qt::Key_Space);
        QCOMPARE(room.page.chosen().size(), std::size_t {3});
        QTest::keyClick(&room.table(), Qt::Key_Space);
        QCOMPARE(room.page.chosen().size(), std::size_t {2});
    }

    void noColumnIsPushedOutAtTheSide()
    {
        Room room(m_theme);
        for (const int width : {1360, 1100, 944, 860, 640}) {
            room.page.resize(width, 500);
            QApplication::processEvents();
            int all = 0;
            for (int column = 0; column < MatrixModel::ColumnCount; ++column)
                all += room.table().isColumnHidden(column) ? 0 : room.table().columnWidth(column);
            QVERIFY2(all <= room.table().viewport()->width(), qPrintable(QString::number(width)));
            QCOMPARE(room.table().columnViewportPosition(MatrixModel::Tick), 0);
        }
    }

    void anAccountThatMayNotSwitchIsAskedNothing()
    {
        Room room(m_theme);
        room.page.setObstacle(u"read only"_s);
        QSignalSpy sent(&room.page, &WorkersPage::switchRequested);
        room.clickSwitch(u"email-digest"_s);
        QTest::keyClick(&room.table(), Qt::Key_S);
        QVERIFY(!room.popover());
        QVERIFY(!buttonOf(room.page, u"Switch on"_s)->isEnabled() && !buttonOf(room.page, u"Switch off"_s)->isEnabled());
        QCOMPARE(buttonOf(room.page, u"Switch on"_s)->toolTip(), u"read only"_s);
        QCOMPARE(sent.size(), 0);
    }

    void keysShowHideAndMoveBetweenTheDetails()
    {
        Room room(m_theme);
        room.page.choose({u"webhook-relay"_s, {}});
        room.table().setFocus();
        QTest::keyClick(&room.table(), Qt::Key_Return);
        QVERIFY(room.page.pane().isVisible() && room.page.pane().isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!room.page.pane().isVisible());
        QTest::keyClick(&room.table(), Qt::Key_F2);
        QVERIFY(room.page.pane().isVisible());
        QTest::keyClick(&room.page, Qt::Key_D, Qt::ControlModifier);
        QVERIFY(!room.page.pane().isVisible());
        room.page.pane().setTab(WorkerPane::ApiTab);
        QTest::keyClick(&room.table(), Qt::Key_D);
        QVERIFY(room.page.pane().isVisible());
        QCOMPARE(room.page.pane().tabs().currentIndex(), static_cast<int>(WorkerPane::FileTab));
    }

    void everyStateIsSaid()
    {
        Room room(m_theme, {});
        QVERIFY(says(room.page, u"No Worker yet"_s));
        Error refused {ErrorCode::ApiRefused, u"Authentication error (10000)"_s, {}};
        refused.status = 403;
        refused.apiCode = 10000;
        room.page.showError(refused);
        QVERIFY(says(room.page, u"The Workers could not be read"_s) && says(room.page, u"10000"_s));
        QSignalSpy again(&room.page, &WorkersPage::refreshRequested), check(&room.page, &WorkersPage::checkRequested);
        QTest::mouseClick(buttonOf(room.page, u"Try again"_s), Qt::LeftButton);
        QTest::mouseClick(buttonOf(room.page, u"Show the check"_s), Qt::LeftButton);
        QCOMPARE(again.size() + check.size(), 2);
        QVERIFY(!room.page.pane().isVisible());
        room.page.setRows(someWorkers(), kNow);
        QVERIFY(room.page.pane().isVisible());
    }

    void theNextDeployIsSaidInWords()
    {
        QVERIFY(whyText(someWorker(u"a"_s, true, false)).contains(u"The next wrangler deploy switches it off."_s));
        QVERIFY(whyText(someWorker(u"a"_s, true, std::nullopt)).contains(u"not documented"_s));
        QVERIFY(whyText(someWorker(u"a"_s, true, std::nullopt, false)).contains(u"No wrangler file is linked"_s));
        auto quiet = someWorker(u"a"_s, true, true);
        quiet.verdict = workers::WorkerVerdict::OnButQuiet;
        QVERIFY(whyText(quiet).contains(u"It ran 1,250 times in 24 h, and no event of it arrived."_s));
        QCOMPARE(fileFlagText(someWorker(u"a"_s, true, false)), u"env: production · off"_s);
        QCOMPARE(lastLogText(someWorker(u"a"_s), kNow), u"14 s"_s);
    }

    void whatStandsInNamesIsNotInterpreted()
    {
        const Room room(m_theme, {someWorker(u"<b>x</b>\u202e"_s, false, true)});
        QCOMPARE(room.name(0), u"<b>x</b>⟦U+202E⟧"_s);
        const QString tip = room.table().model()->index(0, MatrixModel::Worker).data(Qt::ToolTipRole).toString();
        QVERIFY(!tip.contains(u"<b>"_s));
        const auto labels = room.page.findChildren<QLabel*>();
        for (const QLabel* label : labels)
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }

    void theCurlRunsAndHoldsNoToken()
    {
        const FlagRequest request = flagRequestOf({u"it's; rm -rf"_s, {}}, u"acc"_s, true);
        const QString curl = asCurl(request, u"http://127.0.0.1:1/client/v4"_s);
        QProcess bash;
        bash.start(u"bash"_s, {u"-c"_s, u"curl() { printf '%s\\n' \"$@\"; }; CLOUDFLARE_API_TOKEN=t; "_s + curl});
        QVERIFY(bash.waitForFinished());
        const QStringList said = QString::fromUtf8(bash.readAllStandardOutput()).split(u'\n');
        QVERIFY(said.contains(u"http://127.0.0.1:1/client/v4/accounts/acc/workers/scripts/it%27s%3B%20rm%20-rf/script-settings"_s));
        QVERIFY(said.contains(u"Authorization: Bearer t"_s) && said.contains(uR"({"logpush":true})"_s));
    }

    void aThousandWorkersAreShownAtOnce()
    {
        std::vector<workers::WorkerRow> rows;
        rows.reserve(1000);
        for (int i = 0; i < 1000; ++i)
            rows.push_back(someWorker(u"worker-%1"_s.arg(i), i % 3 != 0, i % 2 == 0));
        Room room(m_theme, {});
        QElapsedTimer timer;
        timer.start();
        room.page.setRows(std::move(rows), kNow);
        QTest::keyClick(&room.table(), Qt::Key_End);
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(room.table().model()->rowCount(), 1000);
    }
};

QTEST_MAIN(WorkersTest)
#include "test_workers.moc"
