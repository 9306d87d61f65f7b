// The overview as a person meets it: models, cards and the page over a small real store.
#include "charts/change_lane.h"
#include "charts/histogram_view.h"
#include "charts/line_chart.h"
#include "charts/outcome_legend.h"
#include "overview/folded_outcomes.h"
#include "overview/overview_cards.h"
#include "overview/overview_page.h"
#include "overview/top_groups_model.h"
#include "overview/workers_model.h"
#include "support/generated_store.h"
#include "theme/theme.h"
#include "widgets/cell_delegate.h"
#include "widgets/kpi_card.h"
#include "widgets/scope.h"
#include "widgets/small_table.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace tracedeck;
using namespace Qt::Literals::StringLiterals;
using namespace tracedeck::ui;

namespace {

store::ScriptSummary worker(std::string name, std::uint64_t events, std::uint64_t failures)
{
    store::ScriptSummary summary;
    summary.scriptName = std::move(name);
    summary.eventTypes = {"fetch", "queue"};
    summary.events = events;
    summary.failures = failures;
    summary.wallP95 = static_cast<std::int64_t>(events) / 10;
    summary.last = 1'763'596'800'000;
    summary.spark = {0, 1, 2};
    return summary;
}

QStringList column(const WorkersModel& model, int column)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts << model.index(row, column).data().toString();
    return texts;
}

} // namespace

class OverviewTest : public QObject {
    Q_OBJECT

private:
    QThreadPool m_pool;
    Theme m_theme {Scheme::Light};
    tests::GeneratedStore m_store {4'000};

    /// A page, and whether its cards show an answer.
    struct Room {
        Scope scope;
        OverviewPage page;
        Room(QThreadPool& pool, const Theme& theme, const store::Snapshot& snapshot) : scope(store::Queries(pool)), page(scope, theme)
        {
            scope.setSnapshot(snapshot);
            page.resize(1360, 776);
            page.show();
        }
        [[nodiscard]] bool answered() const { return page.isFilled(); }
    };

private slots:
    void workersModelKeepsTheContractOfModels()
    {
        WorkersModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setWorkers({worker("a", 30, 1), worker("b", 10, 9), worker("", 0, 0)});
        model.sort(WorkersModel::Failures, Qt::AscendingOrder);
        model.setUtc(false);
        model.setWorkers({});
    }

    void changesStandUnderTheirTimeAndOpen()
    {
        Room room(m_pool, m_theme, m_store.snapshot());
        QTRY_VERIFY(room.answered());
        const HistogramView& chart = *room.page.findChild<OutcomeCard*>()->chart();
        const std::int64_t middle = (room.scope.effectiveRange().from + room.scope.effectiveRange().to) / 2;
        const auto change = workspace::newVersion(u"api"_s, u"v2"_s, middle);
        room.page.changes().setChanges({change});
        QTRY_COMPARE(room.page.changes().marks().size(), std::size_t {1});
        const QPointF mark = room.page.changes().marks().front().rect.center();
        const double seen = room.page.changes().mapTo(&room.page, mark.toPoint()).x();
        QVERIFY(std::abs(seen - chart.mapTo(&room.page, QPoint()).x() - chart.timeAxis().x(middle)) <= 2);
        QSignalSpy opened(&room.page, &OverviewPage::changeOpened);
        QTest::mouseClick(&room.page.changes(), Qt::LeftButton, {}, mark.toPoint());
        QCOMPARE(opened.size(), 1);
        QVERIFY(opened.front().front().value<workspace::Change>() == change);
    }

    void topGroupsModelKeepsTheContractOfModels()
    {
        TopGroupsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        store::ExceptionGroups groups;
        groups.events = 10;
        groups.groups.resize(30);
        model.setGroups(groups);
        QCOMPARE(model.rowCount(), 20);
        model.setGroups({});
    }

    void workersSortByEachColumnAndKeepTheOrderThroughNewAnswers()
    {
        WorkersModel model;
        model.setWorkers({worker("a", 30, 1), worker("b", 10, 9), worker("c", 20, 0)});
        QCOMPARE(column(model, WorkersModel::Worker), QStringList({u"a"_s, u"c"_s, u"b"_s}));
        model.sort(WorkersModel::Failures, Qt::DescendingOrder);
        QCOMPARE(column(model, WorkersModel::Worker), QStringList({u"b"_s, u"a"_s, u"c"_s}));
        model.setWorkers({worker("d", 10, 1), worker("e", 10, 2)});
        QCOMPARE(column(model, WorkersModel::Worker), QStringList({u"e"_s, u"d"_s}));
    }

    void aClickOnAHeadSortsTheTable()
    {
        Room room(m_pool, m_theme, m_store.snapshot());
        QTRY_VERIFY(room.answered());
        auto* table = room.page.findChild<SmallTable*>();
        auto* head = table->horizontalHeader();
        const QPoint at(head->sectionViewportPosition(WorkersModel::Failures) + 20, head->height() / 2);
        QTest::mouseClick(head->viewport(), Qt::LeftButton, {}, at);
        const auto title = table->model()->headerData(WorkersModel::Failures, Qt::Horizontal).toString();
        QVERIFY2(title.contains(u'↑') || title.contains(u'↓'), qPrintable(title));
        const auto before = table->model()->index(0, 0).data().toString();
        QTest::mouseClick(head->viewport(), Qt::LeftButton, {}, at);
        QVERIFY(table->model()->headerData(WorkersModel::Failures, Qt::Horizontal).toString() != title);
        QVERIFY(table->model()->index(0, 0).data().toString() != before);
    }

    void unknownOutcomesAreOneSeriesWithoutLosingAny()
    {
        store::Histogram histogram;
        histogram.buckets = 2;
        histogram.series = {{"ok", {5, 5}}, {"loadShed", {1, 0}}, {"exception", {2, 2}}, {"whatever", {0, 3}}};
        const auto joined = folded(histogram);
        QCOMPARE(joined.histogram.series.size(), 3U);
        QCOMPARE(joined.histogram.series.back().counts, (std::vector<std::uint64_t> {1, 3}));
        QCOMPARE(joined.inside.begin()->second, (std::vector<std::string> {"loadShed", "whatever"}));
        histogram.series.pop_back();
        QCOMPARE(folded(histogram).histogram.series.size(), 3U);
        QVERIFY(folded(histogram).inside.empty());
    }

    void theChartLeadsToTheSlicesItShows()
    {
        Room room(m_pool, m_theme, m_store.snapshot());
        QTRY_VERIFY(room.answered());
        auto* card = room.page.findChild<OutcomeCard*>();
        QSignalSpy links(&room.page, &OverviewPage::eventsRequested);
        emit card->eventsOpened();
        QVERIFY(links.takeFirst().first().value<EventsLink>().filter.keepsAll());
        emit card->chart()->legend()->isolated({0});
        const auto names = card->shownSlices();
        QCOMPARE(names, std::vector<std::string> {"ok"});
        emit card->eventsOpened();
        const auto filter = logpush::topConditions(links.takeFirst().first().value<EventsLink>().filter);
        QCOMPARE(filter.size(), 1U);
        QCOMPARE(filter.front().values.size(), 1U);
    }

    void aWorkerWithoutANameAndWithoutTimesShowsADash()
    {
        WorkersModel model;
        model.setWorkers({store::ScriptSummary {}});
        for (const int missing : {WorkersModel::Worker, WorkersModel::EventTypes, WorkersModel::WallP95, WorkersModel::LastEvent})
            QCOMPARE(model.index(0, missing).data().toString(), u"—"_s);
    }

    void onlyAShareFarAboveTheOthersIsLoud()
    {
        WorkersModel model;
        model.setWorkers({worker("usual", 1000, 20), worker("bad", 500, 60), worker("calm", 400, 8)});
        const auto tone = [&](int row) { return model.index(row, WorkersModel::Failures).data(cell::ToneRole).toInt(); };
        QCOMPARE(tone(0), int(cell::Plain));
        QCOMPARE(tone(1), int(cell::Alarm));
        QCOMPARE(tone(2), int(cell::Plain));
        model.setWorkers({worker("one", 1000, 4)});
        QCOMPARE(tone(0), int(cell::Plain));
    }

    void hostileNamesAreShownAsTextEverywhere()
    {
        const std::string hostile = "<b>x</b>\u202Eevil\nnext\x1b[31m";
        WorkersModel model;
        model.setWorkers({worker(hostile, 3, 0)});
        for (const int role : {int(Qt::DisplayRole), int(Qt::AccessibleTextRole)}) {
            const auto text = model.index(0, WorkersModel::Worker).data(role).toString();
            QVERIFY(!text.contains(QChar(0x202E)) && !text.contains(u'\n') && !text.contains(QChar(0x1b)));
            QVERIFY(text.contains(u"<b>x</b>"));
        }
        const auto tip = model.index(0, WorkersModel::Worker).data(Qt::ToolTipRole).toString();
        QVERIFY(!Qt::mightBeRichText(tip) || tip.contains(u"&lt;b&gt;"));
    }

    void theFirstAnswerFillsEveryCard()
    {
        Room room(m_pool, m_theme, m_store.snapshot());
        QTRY_VERIFY(room.answered());
        const auto* histogram = room.page.findChild<HistogramView*>();
        std::uint64_t drawn = 0;
        for (const auto& slice : histogram->slices())
            drawn += slice.total;
        QCOMPARE(drawn, m_store.truth().events);
        QCOMPARE(room.page.findChildren<LineChart*>().size(), 3);
        for (const auto* chart : room.page.findChildren<LineChart*>())
            QVERIFY(chart->table().rows > 0);
        QCOMPARE(room.page.findChild<SmallTable*>()->model()->rowCount(), static_cast<int>(m_store.truth().scripts.size()));
    }

    void everyControlHasAName()
    {
        Room room(m_pool, m_theme, m_store.snapshot());
        QTRY_VERIFY(room.answered());
        for (const auto* button : room.page.findChildren<QAbstractButton*>())
            QVERIFY2(!button->isVisible() || !button->accessibleName().isEmpty() || !button->text().isEmpty(),
                     button->metaObject()->className());
        for (const auto* view : room.page.findChildren<QAbstractItemView*>())
            QVERIFY2(qobject_cast<const QHeaderView*>(view) || !view->accessibleName().isEmpty(), view->metaObject()->className());
        for (const auto* label : room.page.findChildren<QLabel*>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }

    void theFailureCardLeadsToTheFailedEvents()
    {
        Room room(m_pool, m_theme, m_store.snapshot());
        QTRY_VERIFY(room.answered());
        QSignalSpy links(&room.page, &OverviewPage::eventsRequested);
        auto* card = room.page.findChildren<KpiCard*>().at(1);
        card->setFocus();
        QTest::keyClick(card, Qt::Key_Space);
        QCOMPARE(links.size(), 1);
        QCOMPARE(links.first().first().value<EventsLink>().filter, failureFilter());
    }

    void enterOnAWorkerLeadsToItsEvents()
    {
        Room room(m_pool, m_theme, m_store.snapshot());
        QTRY_VERIFY(room.answered());
        QSignalSpy links(&room.page, &OverviewPage::eventsRequested);
        auto* table = room.page.findChild<SmallTable*>();
        table->setFocus();
        table->setCurrentIndex(table->model()->index(1, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(links.size(), 1);
        const auto filter = logpush::topConditions(links.first().first().value<EventsLink>().filter);
        QCOMPARE(filter.size(), 1U);
        QCOMPARE(filter.front().key, std::string {"ScriptName"});
        QCOMPARE(QString::fromStdString(std::get<std::string>(filter.front().values.front())),
                 table->model()->index(1, 0).data().toString());
    }

    void aClickOnAGroupAsksForIt()
    {
        Room room(m_pool, m_theme, m_store.snapshot());
        QTRY_VERIFY(room.answered());
        QSignalSpy asked(&room.page, &OverviewPage::groupRequested);
        auto* list = room.page.findChild<TopGroupsCard*>()->findChild<QListView*>();
        const auto at = list->visualRect(list->model()->index(0, 0)).center();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, at);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().first().value<GroupLink>().key, room.page.answers().groups.groups.front().key);
    }

    void zoomingOneChartZoomsThePage()
    {
        Room room(m_pool, m_theme, m_store.snapshot());
        QTRY_VERIFY(room.answered());
        const auto all = room.page.answers().now.events;
        const auto from = m_store.truth().span.from;
        const TimeRange zoomed {from + 3'600'000, from + 14'400'000};
        emit room.page.findChild<LineChart*>()->zoomRequested(zoomed);
        QCOMPARE(room.scope.range(), zoomed);
        QTRY_VERIFY(room.page.answers().asked == zoomed && room.answered());
        QVERIFY(room.page.answers().now.events < all);
        QCOMPARE(room.page.findChild<HistogramView*>()->bucketRange(0).from, room.page.answers().span.from);
    }

    void anEmptyRangeOffersTheWholeOne()
    {
        Room room(m_pool, m_theme, m_store.snapshot());
        QTRY_VERIFY(room.answered());
        room.scope.setRange({0, 1000});
        QPushButton* offer = nullptr;
        const auto offered = [&] {
            for (auto* button : room.page.findChildren<QPushButton*>())
                if (button->isVisible() && button->property("kind").toString() == u"primary")
                    offer = button;
            return offer != nullptr;
        };
        QTRY_VERIFY(offered());
        offer->click();
        QVERIFY(room.scope.range().isAll());
        QTRY_VERIFY(room.answered());
    }

    void nothingIsClippedInASmallWindow()
    {
        Room room(m_pool, m_theme, m_store.snapshot());
        QTRY_VERIFY(room.answered());
        room.page.resize(944, 540);
        for (const auto* card : room.page.findChildren<Card*>()) {
            QVERIFY(card->width() >= card->minimumSizeHint().width());
            QVERIFY(card->mapTo(&room.page, QPoint(card->width(), 0)).x() <= room.page.width());
        }
    }
};

QTEST_MAIN(OverviewTest)
#include "test_overview.moc"
