// Workers in the window, listed and switched by keys and mouse, against the Sandbox's API over the wire.
#include "app/workers_desk_room.h"
#include "workers/switch_dialog.h"
#include "workers/upload_dialog.h"

#include <QSignalSpy>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

class TestWorkersDesk : public QObject {
    Q_OBJECT

    using Room = WorkersDeskRoom;

private slots:
    void allWorkersAreListedThoseOfNamespacesToo()
    {
        Room room;
        QTRY_COMPARE(room.rows(), static_cast<int>(room.api.keeper.all.scripts.size()));
        QTRY_VERIFY(room.isSettled());
        for (const auto& script : room.api.keeper.all.scripts) {
            const auto rows = room.page->rowsOf({{script.name, script.dispatchNamespace}});
            QCOMPARE(rows.size(), std::size_t {1});
            QVERIFY2(rows.front().worker.logpush == script.logpush, qPrintable(QString(script.dispatchNamespace + u'/' + script.name)));
        }
    }

    void anAccountThatMayNotReadThemIsToldSoAndStaysTold()
    {
        Room room;
        QVERIFY(room.api.faults.set({u"403"_s}));
        room.desk.open(room.place());
        QTRY_VERIFY(says(*room.page, u"The Workers could not be read"_s));
        QTRY_VERIFY(room.isSettled()); // what else was asked is answered
        QVERIFY(says(*room.page, u"The Workers could not be read"_s) && says(*room.page, u"10000"_s));
        QVERIFY(room.api.faults.set({}));
        QTest::mouseClick(buttonOf(*room.page, u"Try again"_s), Qt::LeftButton);
        QTRY_VERIFY(room.row(room.worker));
    }

    void oneIsSwitchedByKeysAndUndone()
    {
        Room room;
        QTRY_VERIFY(room.row(room.worker) && room.isSettled());
        room.choose(room.worker);
        QTest::keyClick(&room.table(), Qt::Key_S);
        room.send();
        QTRY_VERIFY(room.isOn(room.worker));
        QTRY_COMPARE(room.row(room.worker)->worker.logpush, std::optional(true));
        QTRY_VERIFY(says(room.window, u"Logpush is on for %1"_s.arg(room.worker)));
        room.undo();
        QTRY_VERIFY(!room.isOn(room.worker));
        QTRY_COMPARE(room.row(room.worker)->worker.logpush, std::optional(false));
    }

    void fortyAreSwitchedThroughRefusalsAndUndone()
    {
        Room room(false, 40);
        QTRY_VERIFY(room.row(u"worker-39"_s) && room.isSettled());
        room.api.keeper.all.script(u"worker-7"_s)->logpush = true; // by somebody else, meanwhile
        QVERIFY(room.api.faults.set({u"429@8"_s}));
        std::vector<ui::WorkerId> all;
        all.reserve(40);
        for (int i = 0; i < 40; ++i)
            all.push_back({u"worker-%1"_s.arg(i), {}});
        QSignalSpy switched(&room.desk, &WorkersDesk::switched);
        emit room.page->switchRequested(all, true);
        QTRY_COMPARE_WITH_TIMEOUT(switched.size(), 1, 200'000);
        for (const ui::WorkerId& each : all)
            QVERIFY2(room.isOn(each.name), qPrintable(each.name));
        room.undo();
        QTRY_COMPARE_WITH_TIMEOUT(switched.size(), 2, 200'000);
        for (const ui::WorkerId& each : all)
            QCOMPARE(room.isOn(each.name), each.name == u"worker-7");
    }

    void manyAreSeenBeforeTheyAreSent()
    {
        Room room;
        QTRY_VERIFY(room.row(room.worker) && room.isSettled());
        room.choose(room.worker);
        QTest::keyClick(&room.table(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(&room.table(), Qt::Key_S);
        QTRY_VERIFY(room.window.findChild<ui::SwitchDialog*>());
        QVERIFY(!room.isOn(room.worker));
        auto& dialog = *room.window.findChild<ui::SwitchDialog*>();
        const auto count = static_cast<int>(dialog.changing().size());
        QTest::mouseClick(buttonOf(dialog, u"Switch on %1"_s.arg(count)), Qt::LeftButton);
        QTRY_VERIFY(std::ranges::all_of(room.api.keeper.all.scripts, [](const auto& script) { return script.logpush; }));
    }

    void aRefusalIsToldInTheServersWords()
    {
        Room room;
        QTRY_VERIFY(room.row(room.worker) && room.isSettled());
        QVERIFY(room.api.faults.set({u"10023"_s}));
        room.choose(room.worker);
        QTest::keyClick(&room.table(), Qt::Key_S);
        room.send();
        QTRY_VERIFY(says(room.window, u"could not be switched"_s) && says(room.window, u"10023"_s));
        QVERIFY(!room.isOn(room.worker));
        room.undo();
        QTRY_VERIFY(says(room.window, u"Nothing to undo."_s));
    }

    void flagsAreToldWhenAllAreReadAndAfterSwitches()
    {
        Room room(false, 3);
        bool isHalf = false;
        std::vector<workers::DeployedWorker> told;
        connect(&room.desk, &WorkersDesk::flagsRead, &room.desk, [&](const std::vector<workers::DeployedWorker>& flags) {
            isHalf = isHalf || std::ranges::any_of(flags, [](const auto& each) { return !each.logpush; });
            told = flags;
        });
        QTRY_VERIFY(room.row(u"worker-2"_s) && room.isSettled());
        QVERIFY(!isHalf);
        QCOMPARE(told.size(), room.api.keeper.all.scripts.size());
        QStringList order;
        connect(&room.desk, &WorkersDesk::flagsRead, &room.desk, [&] { order.append(u"flags"_s); });
        connect(&room.desk, &WorkersDesk::switched, &room.desk, [&] { order.append(u"switched"_s); });
        emit room.page->switchRequested({{u"worker-0"_s, {}}, {u"worker-1"_s, {}}}, true);
        room.desk.refresh(); // while it switches
        QTRY_VERIFY(order.contains(u"switched"_s) && room.isSettled());
        QCOMPARE(order.value(0), u"switched"_s);
        QVERIFY(order.contains(u"flags"_s));
        for (const QString& name : {u"worker-0"_s, u"worker-1"_s})
            QCOMPARE(std::ranges::find(told, name, &workers::DeployedWorker::name)->logpush, std::optional(true));
    }

    void aReadOnlyAccountSendsNothing()
    {
        Room room(true);
        QTRY_VERIFY(room.row(room.worker) && room.isSettled());
        room.choose(room.worker);
        QTest::keyClick(&room.table(), Qt::Key_S);
        QVERIFY(!QApplication::activePopupWidget());
        emit room.page->switchRequested({{room.worker, {}}}, true);
        emit room.page->uploadRequested();
        QVERIFY(room.isSettled() && !room.window.findChild<ui::UploadDialog*>());
        QVERIFY(!room.isOn(room.worker));
    }
};

QTEST_MAIN(TestWorkersDesk)
#include "test_workers_desk.moc"
