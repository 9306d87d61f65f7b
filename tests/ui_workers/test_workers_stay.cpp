// What a person looks at in the room of Workers stays where it is while rows are read again, and goes with its account.
#include "base/error.h"
#include "text/access_text.h"
#include "theme/theme.h"
#include "ui_workers/workers_room.h"
#include "workers/switch_dialog.h"

#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QScrollBar>
#include <QSignalSpy>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace tracedeck::ui;

class WorkersStayTest : public QObject {
    Q_OBJECT

private:
    using Room = WorkersRoom;
    Theme m_theme {Scheme::Light};

private slots:
    void oneThatIsHiddenIsShownToBeChosen()
    {
        Room room(m_theme);
        auto* find = room.page.findChild<QLineEdit*>();
        find->setText(u"relay"_s);
        QVERIFY(room.page.choose({u"geo-lookup"_s, {}}));
        QCOMPARE(room.page.current()->name, u"geo-lookup"_s);
        QVERIFY(find->text().isEmpty());
        QTest::mouseClick(buttonOf(room.page, u"On but quiet 1"_s), Qt::LeftButton);
        QVERIFY(room.page.choose({u"edge-router"_s, {}}));
        QCOMPARE(room.page.current()->name, u"edge-router"_s);
        QCOMPARE(room.table().model()->rowCount(), 6);
        QVERIFY(!room.page.choose({u"edge-router"_s, u"tenants"_s}));
        QCOMPARE(room.page.current()->name, u"edge-router"_s);
    }

    void whatIsReadAgainNeitherScrollsNorTicks()
    {
        std::vector<workers::WorkerRow> rows;
        for (int i = 10; i < 70; ++i)
            rows.push_back(someWorker(u"worker-%1"_s.arg(i)));
        Room room(m_theme, rows);
        QVERIFY(room.page.choose({u"worker-12"_s, {}}));
        room.table().selectionModel()->clearSelection();
        room.table().selectionModel()->select(room.table().model()->index(40, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        auto* bar = room.table().verticalScrollBar();
        QVERIFY(bar->maximum() > 0);
        bar->setValue(bar->maximum());
        const int place = bar->value();
        const auto ticked = room.page.chosen();
        room.page.setRows(rows, kNow + 1);
        QCOMPARE(bar->value(), place);
        QCOMPARE(room.page.chosen(), ticked);
        QCOMPARE(room.page.current()->name, u"worker-12"_s);
        rows.insert(rows.begin(), someWorker(u"aaa"_s));
        room.page.setRows(rows, kNow + 2);
        QCOMPARE(bar->value(), place);
        QCOMPARE(room.page.chosen(), ticked);
        QCOMPARE(room.name(0), u"aaa"_s);
        std::erase_if(rows, [](const auto& row) { return row.worker.name == u"worker-50" || row.worker.name == u"worker-11"; });
        QCOMPARE(ticked, (std::vector<WorkerId> {{u"worker-50"_s, {}}}));
        room.page.setRows(rows, kNow + 3);
        QVERIFY(room.page.chosen().empty());
        QCOMPARE(room.page.current()->name, u"worker-12"_s);
    }

    void anotherAccountClosesWhatWasAskedAboutTheOneBefore()
    {
        Room room(m_theme);
        QSignalSpy sent(&room.page, &WorkersPage::switchRequested);
        room.clickSwitch(u"email-digest"_s);
        QVERIFY(room.popover());
        room.page.setAccount({}, {});
        QTRY_VERIFY(!room.popover());
        QVERIFY(!room.page.pane().row());
        QVERIFY(!says(room.page, u"webhook-relay"_s));
        room.clickSwitch(u"email-digest"_s);
        QVERIFY(!room.popover());
        room.page.setAccount(u"http://127.0.0.1:1/client/v4"_s, u"other"_s);
        room.table().selectAll();
        room.table().setFocus();
        QTest::keyClick(&room.table(), Qt::Key_S);
        QPointer dialog = room.page.findChild<SwitchDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        room.page.setAccount(u"http://127.0.0.1:1/client/v4"_s, u"third"_s);
        QTRY_VERIFY(!dialog);
        QCOMPARE(sent.size(), 0);
    }

    void nothingIsUploadedWhereItWouldBeRefused()
    {
        Room room(m_theme, {});
        QVERIFY(buttonOf(room.page, u"Upload a script…"_s)->isEnabled());
        room.page.setObstacle(u"read only"_s);
        for (const QPushButton* button : room.page.findChildren<QPushButton*>())
            QVERIFY(button->accessibleName() != u"Upload a script…" || !button->isEnabled());
        QVERIFY(!buttonOf(room.page, u"Upload a script…"_s)->isEnabled());
        QCOMPARE(buttonOf(room.page, u"Upload a script…"_s)->toolTip(), u"read only"_s);
        room.page.setAccount({}, {});
        room.page.setRows({}, kNow);
        QVERIFY(says(room.page, u"No account is open"_s));
        for (const QPushButton* button : room.page.findChildren<QPushButton*>())
            QVERIFY(!button->isVisible() || !button->isEnabled() || button->text() == u"Link folder…");
    }

    void theReasonForNoLogsIsAskedByKeyAndByMenu()
    {
        Room room(m_theme);
        QSignalSpy asked(&room.page, &WorkersPage::doctorRequested);
        QVERIFY(room.page.choose({u"checkout-api"_s, {}}));
        room.table().setFocus();
        QTest::keyClick(&room.table(), Qt::Key_W);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first()[0].value<WorkerId>(), (WorkerId {u"checkout-api"_s, {}}));
        emit room.table().customContextMenuRequested(room.table().visualRect(room.table().currentIndex()).center());
        auto* menu = room.page.findChild<QMenu*>();
        QVERIFY(menu);
        const auto actions = menu->actions();
        (*std::ranges::find(actions, u"Why are there no logs?"_s, &QAction::text))->trigger();
        QCOMPARE(asked.size(), 2);
        menu->close();
    }

    void whatIsCountedByNameIsNotKnownOfTwo()
    {
        auto row = someWorker(u"shop"_s);
        row.isNamesake = true;
        row.delivered.reset();
        row.invocations.reset();
        const Room room(m_theme, {row});
        for (const int column : {MatrixModel::Invocations, MatrixModel::LastLog, MatrixModel::Events}) {
            const QModelIndex index = room.table().model()->index(0, column);
            QCOMPARE(index.data().toString(), u"—"_s);
            QVERIFY(index.data(Qt::ToolTipRole).toString().contains(u"another Worker has this name"_s));
        }
    }

    void aRefusalIsToldWithWhatSupportAsksFor()
    {
        Room room(m_theme, {});
        Error refused {ErrorCode::ApiRefused, u"Authentication error"_s, {}};
        refused.status = 403;
        refused.apiCode = 10000;
        refused.ray = u"8f1c-FRA"_s;
        room.page.showError(refused);
        QVERIFY(says(room.page, u"(HTTP 403, code 10000, cf-ray 8f1c-FRA)"_s));
        QVERIFY(says(room.page, codeText(10000)));
    }
};

QTEST_MAIN(WorkersStayTest)
#include "test_workers_stay.moc"
