// What changed, gathered from all who know of it, for the lanes of three rooms; and where each change leads.
#include "changes_desk.h"
#include "charts/change_lane.h"
#include "deliveries/deliveries_page.h"
#include "logs/logs_page.h"
#include "overview/overview_page.h"
#include "support/generated_store.h"
#include "ui_deliveries/delivered_week.h"
#include "widgets/scope.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::test;
using workspace::Change;
using workspace::ChangeKind;

namespace {

struct StillClock final : Clock {
    std::int64_t now = test::kNow;
    [[nodiscard]] std::int64_t nowMs() const override { return now; }
};

/// Three pages and the desk that feeds their lanes.
struct Room {
    QThreadPool pool;
    ui::Theme theme {ui::Scheme::Light};
    ui::Scope scope {store::Queries(pool)};
    ui::LogsPage logs {scope, theme};
    ui::OverviewPage overview {scope, theme};
    ui::DeliveriesPage deliveries {pool, theme};
    std::shared_ptr<StillClock> clock = std::make_shared<StillClock>();
    ChangesDesk desk {{logs, overview, deliveries}, scope, clock};

    [[nodiscard]] static std::vector<Change> of(const ui::ChangeLane& lane, ChangeKind kind)
    {
        std::vector<Change> found;
        std::ranges::copy_if(lane.changes(), std::back_inserter(found), [kind](const Change& change) { return change.kind == kind; });
        return found;
    }
    [[nodiscard]] std::vector<Change> inLogs(ChangeKind kind) const { return of(logs.changes(), kind); }
    [[nodiscard]] std::vector<Change> inDeliveries(ChangeKind kind) const { return of(deliveries.changes(), kind); }
};

Change jobAt(std::int64_t ms)
{
    Change change;
    change.when = {ms, ms};
    change.subject = u"errors"_s;
    change.jobId = 42;
    return change;
}

} // namespace

class TestChangesDesk : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    tests::GeneratedStore m_store {4'000};
    int m_files = 0;
    QString newFile() { return m_folder.filePath(u"deep/%1.jsonl"_s.arg(++m_files)); }

    std::vector<store::VersionMark> marks() const { return *store::versionMarks(*store::select(m_store.snapshot(), {})); }

private slots:
    void versionsOfTheEventsAreInTheLanes()
    {
        Room room;
        room.scope.setSnapshot(m_store.snapshot());
        QVERIFY(!marks().empty());
        QTRY_COMPARE(room.inLogs(ChangeKind::NewVersion).size(), marks().size());
        QCOMPARE(room.overview.changes().changes(), room.logs.changes().changes());
        QCOMPARE(room.inLogs(ChangeKind::NewVersion).front().version.toStdString(), marks().front().versionId);
        QVERIFY(room.inDeliveries(ChangeKind::NewVersion).empty()); // those are a year later
    }

    void aVersionThatWasThereBeforeIsNotNew()
    {
        Room room;
        const store::VersionMark first = marks().front();
        room.scope.setSnapshot(m_store.snapshot());
        QTRY_VERIFY(!room.inLogs(ChangeKind::NewVersion).empty());
        room.scope.setRange({first.firstMs - 60'000, first.firstMs + 60'000}); // the version before is not seen in it
        QTRY_COMPARE(room.inLogs(ChangeKind::NewVersion).size(), std::size_t {1});
        QCOMPARE(room.inLogs(ChangeKind::NewVersion).front().when.from, first.firstMs);
    }

    void onlyWhatIsInTheRangeIsInTheLane()
    {
        Room room;
        room.scope.setRange({1'000'000, 2'000'000});
        room.desk.setJobs({jobAt(500'000), jobAt(1'500'000), jobAt(3'000'000), jobAt(test::kNow)});
        QCOMPARE(room.logs.changes().changes(), (std::vector {jobAt(1'500'000)}));
        QCOMPARE(room.deliveries.changes().changes(), (std::vector {jobAt(test::kNow)}));
        room.scope.setRange({2'500'000, 3'500'000});
        QCOMPARE(room.logs.changes().changes(), (std::vector {jobAt(3'000'000)}));
    }

    void gapsAreThoseThatTheDeliveriesTellOf()
    {
        Room room;
        room.desk.setListing(known());
        QTRY_COMPARE(room.inDeliveries(ChangeKind::Gap).size(), std::size_t {1});
        QCOMPARE(room.inDeliveries(ChangeKind::Gap).front().when, (TimeRange {kGapFrom, kGapTo}));
        room.scope.setRange({kGapFrom - kHour, kGapTo + kHour});
        QCOMPARE(room.inLogs(ChangeKind::Gap).size(), std::size_t {1});
    }

    void switchesOfFlagsAreKept()
    {
        const QString file = newFile();
        Room room;
        room.scope.setRange({test::kNow - kHour, test::kNow + kHour});
        room.desk.open(file);
        room.desk.seeFlags({{u"api"_s, {}, true}, {u"web"_s, {}, true}});
        room.clock->now += 1000;
        room.desk.noteSwitch({{u"api"_s, {}, false}});
        room.clock->now += 1000;
        room.desk.seeFlags({{u"api"_s, {}, false}, {u"web"_s, {}, false}});
        QTRY_COMPARE(room.inLogs(ChangeKind::FlagSwitched).size(), std::size_t {2});
        const auto before = room.inLogs(ChangeKind::FlagSwitched);
        QVERIFY(before[0].isOurs && before[0].subject == u"api" && before[0].when.from == test::kNow + 1000);
        QVERIFY(!before[1].isOurs && before[1].subject == u"web");
        room.desk.close();
        QVERIFY(room.inLogs(ChangeKind::FlagSwitched).empty());
        room.desk.open(file);
        QTRY_COMPARE(room.inLogs(ChangeKind::FlagSwitched), before);
    }

    void flagsOfNoAccountAreNotKept()
    {
        Room room;
        room.scope.setRange({test::kNow - kHour, test::kNow + kHour});
        room.desk.noteSwitch({{u"api"_s, {}, false}});
        QVERIFY(room.inLogs(ChangeKind::FlagSwitched).empty());
    }

    void aLogThatCannotBeWrittenIsSaid()
    {
        QFile blocker(m_folder.filePath(u"file"_s));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        Room room;
        QSignalSpy notKept(&room.desk, &ChangesDesk::notKept);
        room.desk.open(m_folder.filePath(u"file/flags.jsonl"_s));
        room.desk.noteSwitch({{u"api"_s, {}, false}});
        QTRY_COMPARE(notKept.size(), 1);
    }

    void anotherAccountHasOtherChanges()
    {
        Room room;
        room.scope.setRange({kGapFrom - kHour, test::kNow});
        room.desk.open(newFile());
        room.desk.setJobs({jobAt(kGapFrom)});
        room.desk.setListing(known());
        QTRY_COMPARE(room.logs.changes().changes().size(), std::size_t {2});
        room.desk.open(newFile());
        QVERIFY(room.logs.changes().changes().empty());
        QVERIFY(room.deliveries.changes().changes().empty());
    }

    void eachChangeLeadsToItsRoom()
    {
        Room room;
        QSignalSpy jobs(&room.desk, &ChangesDesk::jobRequested), workers(&room.desk, &ChangesDesk::workerRequested);
        QSignalSpy windows(&room.desk, &ChangesDesk::windowsRequested);
        emit room.logs.changeOpened(jobAt(5));
        QCOMPARE(jobs.size(), 1);
        QCOMPARE(jobs.front().front().toLongLong(), 42);
        Change flag;
        flag.kind = ChangeKind::FlagSwitched;
        flag.subject = u"api"_s;
        flag.dispatchNamespace = u"tenants"_s;
        emit room.overview.changeOpened(flag);
        QCOMPARE(workers.front(), (QList<QVariant> {u"api"_s, u"tenants"_s}));
        emit room.deliveries.changeOpened(workspace::gap({5, 9}));
        QCOMPARE(windows.front().front().value<TimeRange>(), (TimeRange {5, 9}));
    }

    void aVersionLeadsToItsEventsAndNoOthers()
    {
        Room room;
        room.scope.setSnapshot(m_store.snapshot());
        const store::VersionMark mark = marks().front();
        const Change change =
            workspace::newVersion(QString::fromStdString(mark.scriptName), QString::fromStdString(mark.versionId), mark.firstMs);
        QSignalSpy events(&room.desk, &ChangesDesk::eventsRequested);
        emit room.logs.changeOpened(change);
        const auto link = events.front().front().value<ui::EventsLink>();
        QVERIFY(link.range.isAll()); // it is in what is looked at
        const auto found = *store::select(m_store.snapshot(), {.range = {}, .filter = link.filter, .texts = {}, .order = {}});
        const auto rows = *store::page(found, 0, found.count());
        QVERIFY(!rows.empty());
        for (const auto& row : rows)
            QVERIFY(row.scriptName == mark.scriptName && row.versionId == mark.versionId);
        room.scope.setRange({mark.firstMs + 1000, mark.firstMs + 2000});
        emit room.deliveries.changeOpened(change);
        QVERIFY(events.back().front().value<ui::EventsLink>().range.contains(mark.firstMs));
    }
};

QTEST_MAIN(TestChangesDesk)
#include "test_changes_desk.moc"
