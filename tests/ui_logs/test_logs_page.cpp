#include "logs/detail_pane.h"
#include "logs/facet_view.h"
#include "logs/filter_bar.h"
#include "logs/logs_page.h"

#include "charts/change_lane.h"
#include "charts/histogram_view.h"
#include "ui_logs/made_events.h"
#include "ui_logs/small_store.h"

#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QThreadPool>

using namespace tracedeck;
using namespace tracedeck::ui;
using namespace Qt::Literals::StringLiterals;
using logpush::Operator;

/// A small real store behind the real page.
class TestLogsPage : public QObject {
    Q_OBJECT

    SmallStore m_made;
    QThreadPool m_pool;
    Theme m_theme {Scheme::Light};
    std::unique_ptr<Scope> m_scope;
    std::unique_ptr<LogsPage> m_page;

    void settle();
    [[nodiscard]] std::uint64_t found() const { return m_page->table().model().count(); }
    void find(const QString& typed);
    [[nodiscard]] bool isFailureAt(std::uint64_t row) const;

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void allEventsAreFoundAndCounted();
    void aKnownEventIsFoundWithAllItSaid();
    void facetsCountLikeTheTruth();
    void aFacetFiltersAndItsOwnCountsStay();
    void typedFiltersNarrowAndUndoWidens();
    void aZoomSetsTheSharedRangeAndZoomOutGoesBack();
    void anotherOrderSortsAndExceptionsAreStillReached();
    void nextAndPreviousExceptionAreTheNearest();
    void newObjectsDoNotMoveTheRowsUnderAPerson();
    void nothingFoundSaysSoAndOffersAWayOut();
    void rowsAreCopiedAsTextAndAsDelivered();
    void aLinkOpensWithItsFilterAndRange();
    void aLostObjectIsSaid();
    void changesStandUnderTheirTimeAndOpen();
    void narrowWindowsFoldFacetsAndStackTheDetail();
    void picturesInBothSchemes();
};

void TestLogsPage::initTestCase()
{
    QVERIFY(m_made.import(u"known.ndjson"_s, QString::fromLatin1(kKnown).arg(kDay + 12 * kHour).toLatin1() + '\n'));
}

void TestLogsPage::init()
{
    m_scope = std::make_unique<Scope>(store::Queries {m_pool});
    m_scope->setSnapshot(m_made.store().snapshot());
    m_page = std::make_unique<LogsPage>(*m_scope, m_theme);
    m_page->resize(1360, 780);
    m_page->show();
    settle();
}

void TestLogsPage::cleanup()
{
    m_page.reset();
    m_scope.reset();
    m_pool.waitForDone();
}

void TestLogsPage::settle()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled(), 20'000);
    m_pool.waitForDone();
    QCoreApplication::processEvents();
    QTest::qWait(10);
    m_pool.waitForDone();
    QCoreApplication::processEvents();
}

void TestLogsPage::find(const QString& typed)
{
    QLineEdit& field = m_page->filterBar().textField();
    field.setText(typed);
    QTest::keyClick(&field, Qt::Key_Return);
    settle();
}

bool TestLogsPage::isFailureAt(std::uint64_t row) const
{
    EventTableModel& model = m_page->table().model();
    return QTest::qWaitFor([&] { return model.rowAt(row) != nullptr; }) && isFailure(*model.rowAt(row));
}

void TestLogsPage::allEventsAreFoundAndCounted()
{
    QCOMPARE(found(), kEvents + 1);
    QCOMPARE(m_page->foundText(), u"6,001 of 6,001 events"_s);
    std::uint64_t charted = 0;
    for (const Slice& slice : m_page->histogram().slices())
        charted += slice.total;
    QCOMPARE(charted, kEvents + 1);
    const auto* first = m_page->table().model().rowIfHere(0);
    const auto* second = m_page->table().model().rowIfHere(1);
    QVERIFY2(first && second, "the first rows come with the answer");
    QVERIFY(*first->timestampMs >= *second->timestampMs);
}

void TestLogsPage::aKnownEventIsFoundWithAllItSaid()
{
    find(u"Worker:known-worker"_s);
    QCOMPARE(found(), 1U);
    m_page->table().setCurrentRow(0);
    QTRY_VERIFY(m_page->detail().detail().has_value());
    const EventDetail& detail = *m_page->detail().detail();
    QCOMPARE(detail.row.method, "PUT");
    QCOMPARE(detail.row.trigger, "https://shop.example.com/known/path");
    QCOMPARE(detail.row.status, 500);
    QVERIFY(detail.event);
    QCOMPARE(detail.event->logs[0].arguments[0].text, "first");
    QCOMPARE(detail.event->logs[0].arguments[1].text, R"({"n":1})");
    QCOMPARE(detail.event->logs[1].arguments[0].text, "second");
    QCOMPARE(detail.exceptions.size(), 1U);
    QCOMPARE(detail.exceptions[0].exception.name, "KnownError");
    QCOMPARE(detail.exceptions[0].stack.frames[0].function.value_or(""), "known");
    QCOMPARE(detail.exceptions[0].stack.frames[0].file, "src/known.ts");
    QCOMPARE(detail.exceptions[0].stack.frames[0].line, 7);
    QVERIFY(detail.place && detail.place->object.ends_with("known.ndjson"));
    QCOMPARE(detail.place->line, 1U);
    find(u"\"something known\""_s);
    QCOMPARE(found(), 1U);
}

void TestLogsPage::facetsCountLikeTheTruth()
{
    const auto* model = qobject_cast<const FacetModel*>(m_page->facets().view().model());
    QTRY_VERIFY(!model->valuesOf(store::Column::ScriptName).empty());
    auto scripts = m_made.truth().scripts;
    ++scripts["known-worker"];
    for (const auto& value : model->valuesOf(store::Column::ScriptName))
        QCOMPARE(value.events, scripts[value.value]);
    auto types = m_made.truth().eventTypes;
    ++types["fetch"];
    for (const auto& value : model->valuesOf(store::Column::EventType))
        QCOMPARE(value.events, types[value.value]);
    std::uint64_t okWithException = 0, exception = 0;
    for (const auto& value : model->valuesOf(store::Column::OutcomeSlice)) {
        okWithException += value.value == events::kOkWithException ? value.events : 0;
        exception += value.value == "exception" ? value.events : 0;
    }
    QCOMPARE(okWithException, m_made.truth().okWithException);
    QCOMPARE(exception, m_made.truth().outcomes["exception"] + 1);
}

void TestLogsPage::aFacetFiltersAndItsOwnCountsStay()
{
    auto* model = const_cast<FacetModel*>(qobject_cast<const FacetModel*>(m_page->facets().view().model()));
    const QModelIndex outcome = model->index(0, 0);
    QCOMPARE(outcome.data().toString(), u"Outcome"_s);
    const int values = model->rowCount(outcome);
    QVERIFY(values >= 4);
    int row = 0;
    while (model->index(row, 0, outcome).data().toString() != u"exception"_s)
        ++row;
    const quint64 count = model->index(row, 0, outcome).data(FacetModel::CountRole).toULongLong();
    model->setIncluded(model->index(row, 0, outcome), true);
    settle();
    QCOMPARE(found(), count);
    QCOMPARE(model->rowCount(model->index(0, 0)), values);
    for (std::uint64_t i = 0; i < 20; ++i)
        QCOMPARE(m_page->table().model().rowIfHere(i)->outcome, "exception");
}

void TestLogsPage::typedFiltersNarrowAndUndoWidens()
{
    find(u"Status>=500"_s);
    const std::uint64_t failing = found();
    QVERIFY(failing > 1 && failing < kEvents);
    find(u"-Worker:known-worker"_s);
    QCOMPARE(found(), failing - 1);
    m_page->filter().undoStack().undo();
    settle();
    QCOMPARE(found(), failing);
    m_page->filter().toggle(0);
    settle();
    QCOMPARE(found(), kEvents + 1);
}

void TestLogsPage::aZoomSetsTheSharedRangeAndZoomOutGoesBack()
{
    const TimeRange hour {kDay + 10 * kHour, kDay + 11 * kHour};
    emit m_page->histogram().zoomRequested(hour);
    settle();
    QCOMPARE(m_scope->range(), hour);
    QVERIFY(found() > 0 && found() < kEvents);
    QVERIFY(hour.contains(*m_page->table().model().rowIfHere(0)->timestampMs));
    emit m_page->histogram().zoomOutRequested();
    settle();
    QVERIFY(m_scope->range().isAll());
    QCOMPARE(found(), kEvents + 1);
}

void TestLogsPage::anotherOrderSortsAndExceptionsAreStillReached()
{
    emit m_page->table().sortRequested({store::Column::WallTimeMs, true});
    settle();
    const auto* first = m_page->table().model().rowIfHere(0);
    const auto* second = m_page->table().model().rowIfHere(1);
    QVERIFY(first && second && first->wallTimeMs >= second->wallTimeMs);
    m_page->table().setCurrentRow(0);
    m_page->table().action(TableCommand::NextFailure)->trigger();
    QTRY_VERIFY(m_page->table().currentRow() > 0U);
    const std::uint64_t at = *m_page->table().currentRow();
    QVERIFY(isFailureAt(at));
    for (std::uint64_t row = 1; row < at; ++row)
        QVERIFY(!isFailureAt(row));
}

void TestLogsPage::nextAndPreviousExceptionAreTheNearest()
{
    m_page->table().setCurrentRow(300);
    m_page->table().action(TableCommand::NextFailure)->trigger();
    QTRY_VERIFY(m_page->table().currentRow() != 300U);
    const std::uint64_t next = *m_page->table().currentRow();
    QVERIFY(next > 300 && isFailureAt(next));
    for (std::uint64_t row = 301; row < next; ++row)
        QVERIFY(!isFailureAt(row));
    m_page->table().action(TableCommand::PreviousFailure)->trigger();
    QTRY_VERIFY(m_page->table().currentRow() != next);
    const std::uint64_t before = *m_page->table().currentRow();
    QVERIFY(before < next && isFailureAt(before));
    for (std::uint64_t row = before + 1; row < next; ++row)
        QVERIFY(!isFailureAt(row));
}

void TestLogsPage::newObjectsDoNotMoveTheRowsUnderAPerson()
{
    EventTableView& table = m_page->table();
    table.setCurrentRow(500);
    table.setTopRow(495);
    QTRY_VERIFY(table.model().rowAt(500) && m_page->detail().detail().has_value());
    settle();
    const auto chosen = *table.model().rowAt(500);
    const auto top = *table.model().rowAt(table.topRow());
    QByteArray newer;
    for (int i = 0; i < 40; ++i)
        newer += "{\"EventTimestampMs\":" + QByteArray::number(kDay + 15 * kHour + i)
            + ",\"Outcome\":\"ok\",\"ScriptName\":\"late\",\"EventType\":\"fetch\"}\n";
    QVERIFY(m_made.import(u"newer.ndjson"_s, newer));
    m_scope->setSnapshot(m_made.store().snapshot());
    settle();
    QCOMPARE(found(), kEvents + 41);
    QCOMPARE(table.currentRow(), 540U);
    QCOMPARE(table.topRow(), 535U);
    QCOMPARE(table.model().rowIfHere(540)->trigger, chosen.trigger);
    QCOMPARE(table.model().rowIfHere(540)->timestampMs, chosen.timestampMs);
    QCOMPARE(table.model().rowIfHere(535)->timestampMs, top.timestampMs);
    QCOMPARE(table.selection().spans(), (std::vector<RowSpan> {{540, 541}}));
}

void TestLogsPage::nothingFoundSaysSoAndOffersAWayOut()
{
    find(u"nothing-has-this-text"_s);
    QCOMPARE(found(), 0U);
    QPushButton* way = nullptr;
    for (QPushButton* button : m_page->findChildren<QPushButton*>())
        if (button->text() == u"Remove the last filter"_s && button->isVisible())
            way = button;
    QVERIFY(way);
    way->click();
    settle();
    QVERIFY(found() > kEvents);
}

void TestLogsPage::rowsAreCopiedAsTextAndAsDelivered()
{
    find(u"Worker:known-worker"_s);
    m_page->table().setCurrentRow(0);
    QGuiApplication::clipboard()->clear();
    m_page->table().action(TableCommand::CopyText)->trigger();
    QTRY_VERIFY(QGuiApplication::clipboard()->text().contains(u"12:00:00.000\tPUT /known/path\t500\tKnownError: something known\t25 ms"_s));
    m_page->table().action(TableCommand::CopyJson)->trigger();
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), QString(QString::fromLatin1(kKnown).arg(kDay + 12 * kHour) + u'\n'));
}

void TestLogsPage::aLinkOpensWithItsFilterAndRange()
{
    const TimeRange hours {kDay + 11 * kHour, kDay + 13 * kHour};
    m_page->openLink(
        {hours, logpush::withCondition({}, {"ScriptName", Operator::Eq, {std::string("known-worker")}}), {{"KNOWN", false, false}}});
    settle();
    QCOMPARE(found(), 1U);
    QCOMPARE(m_scope->range(), hours);
    QCOMPARE(m_page->filter().draft().chips.size(), 2U);
}

void TestLogsPage::changesStandUnderTheirTimeAndOpen()
{
    const std::int64_t at = (m_scope->effectiveRange().from + m_scope->effectiveRange().to) / 2;
    const auto change = workspace::newVersion(u"api"_s, u"v2"_s, at);
    ChangeLane& lane = m_page->changes();
    lane.setChanges({change, workspace::newVersion(u"api"_s, u"v3"_s, m_scope->effectiveRange().to + kDay)});
    QTRY_COMPARE(lane.marks().size(), std::size_t {1});
    const double mark = lane.marks().front().rect.center().x();
    QVERIFY(std::abs(lane.mapTo(m_page.get(), QPoint(qRound(mark), 0)).x() - m_page->histogram().mapTo(m_page.get(), QPoint()).x()
                     - m_page->histogram().timeAxis().x(at))
            <= 2);
    QSignalSpy opened(m_page.get(), &LogsPage::changeOpened);
    QTest::mouseClick(&lane, Qt::LeftButton, {}, lane.marks().front().rect.center().toPoint());
    QCOMPARE(opened.size(), 1);
    QVERIFY(opened.front().front().value<workspace::Change>() == change);
    m_page->histogram().zoomRequested({at + kHour, at + 2 * kHour});
    settle();
    QTRY_VERIFY(lane.marks().empty());
}

void TestLogsPage::aLostObjectIsSaid()
{
    QVERIFY(m_made.import(u"lost.ndjson"_s,
                          QByteArray("{\"EventTimestampMs\":") + QByteArray::number(kDay + 9 * kHour)
                              + ",\"Outcome\":\"ok\",\"ScriptName\":\"lost-worker\",\"EventType\":\"fetch\"}\n"));
    QVERIFY(QFile::remove(m_made.path(u"lost.ndjson"_s)));
    m_scope->setSnapshot(m_made.store().snapshot());
    settle();
    find(u"Worker:lost-worker"_s);
    QCOMPARE(found(), 1U);
    m_page->table().setCurrentRow(0);
    QTRY_VERIFY(m_page->detail().detail().has_value());
    QVERIFY(m_page->detail().detail()->lost);
    QCOMPARE(m_page->detail().detail()->row.scriptName, "lost-worker");
    QVERIFY(m_page->detail().jsonTab().rawText().contains(u"lost.ndjson"_s));
}

void TestLogsPage::narrowWindowsFoldFacetsAndStackTheDetail()
{
    QVERIFY(m_page->facets().isVisible());
    m_page->table().setCurrentRow(3);
    m_page->resize(944, 520);
    QTRY_VERIFY(!m_page->facets().isVisible());
    const QPoint table = m_page->table().mapTo(m_page.get(), QPoint());
    const QPoint detail = m_page->detail().mapTo(m_page.get(), QPoint());
    QVERIFY2(detail.y() > table.y() + 40, "under the table");
    QVERIFY2(table.x() <= 40, "the strip is all that is left of the facets");
    m_page->setFacetsShown(true);
    QVERIFY(m_page->facets().isVisible());
    QTRY_VERIFY(m_page->facets().width() >= 160);
}

void TestLogsPage::picturesInBothSchemes()
{
    const QString folder = qEnvironmentVariable("TRACEDECK_PICTURES");
    find(u"-Outcome:ok"_s);
    m_page->table().setCurrentRow(4);
    QTRY_VERIFY(m_page->detail().detail().has_value());
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        m_theme.setScheme(scheme);
        for (const QSize size : {QSize(1360, 804), QSize(944, 544)}) {
            m_page->resize(size);
            m_page->table().setFocus();
            QTest::qWait(50);
            settle();
            const QImage image = m_page->grab().toImage();
            QCOMPARE(image.size(), size);
            QCOMPARE(image.pixelColor(2, 2), m_theme.tokens().bg);
            if (!folder.isEmpty())
                image.save(
                    QDir(folder).filePath(u"logs-%1-%2.png"_s.arg(scheme == Scheme::Dark ? u"dark"_s : u"light"_s).arg(size.width())));
        }
    }
    m_theme.setScheme(Scheme::Light);
}

QTEST_MAIN(TestLogsPage)
#include "test_logs_page.moc"
