#include "logs/event_table_model.h"
#include "logs/event_table_view.h"
#include "ui_logs/made_events.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <ctime>

using namespace tracedeck;
using namespace tracedeck::ui;
using namespace Qt::Literals::StringLiterals;

class TestEventTable : public QObject {
    Q_OBJECT

    Theme m_theme {Scheme::Light};

    struct Window {
        EventTableModel model;
        EventTableView view;
        std::shared_ptr<MadePages> pages;

        Window(const Theme& theme, std::uint64_t count) : view(model, theme), pages(std::make_shared<MadePages>(count))
        {
            view.resize(900, 548); // 20 whole rows under the header
            view.show();
            view.setFocus();
            model.setPages(pages);
        }
        void key(Qt::Key key, Qt::KeyboardModifiers held = {}) { QTest::keyClick(&view, key, held); }
        void click(std::uint64_t row, Qt::KeyboardModifiers held = {})
        {
            QTest::mouseClick(view.viewport(), Qt::LeftButton, held, view.rowRect(row).center());
        }
    };

private slots:
    void aSmallModelKeepsTheRulesOfModels();
    void rowsComeInPagesAndOnlyThoseAskedFor();
    void onePaintOfTenMillionRowsFetchesAtMostTwoPages();
    void pagesOfAReplacedAnswerNeverArrive();
    void aReadyPageNeedsNoFetch();
    void memoryIsBoundedWhileScrollingThroughAll();
    void aFailedPageIsSaidOnceAndNotAskedForever();
    void rowsPastTwoBillionAreReached();
    void aStepOfTheScrollBarIsLittleWork();
    void keysMoveAndExtend();
    void lettersMoveLikeArrows();
    void shiftAndControlClickSelectAsInAFileManager();
    void selectingEverythingWalksNoRows();
    void aResetGoesToTheGivenPlace();
    void headersSayTheOrderAndAskForAnother();
    void screenReadersHearARow();
    void hostileTextIsShownAsText();
    void spansJoinAndSplit();
};

void TestEventTable::aSmallModelKeepsTheRulesOfModels()
{
    EventTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setPages(std::make_shared<MadePages>(600));
    QVERIFY(model.data(model.index(599, 1), EventTableModel::LoadingRole).toBool());
    QTRY_VERIFY(!model.data(model.index(599, 1), EventTableModel::LoadingRole).toBool());
    model.setPages(std::make_shared<MadePages>(0));
    QCOMPARE(model.rowCount(), 0);
    model.setPages(std::make_shared<MadePages>(3));
    QCOMPARE(model.rowCount(), 3);
}

void TestEventTable::rowsComeInPagesAndOnlyThoseAskedFor()
{
    EventTableModel model;
    auto pages = std::make_shared<MadePages>(10'000'000);
    model.setPages(pages);
    QCOMPARE(model.count(), 10'000'000U);
    QVERIFY(!model.rowAt(5'000'000));
    QVERIFY(!model.rowAt(5'000'001));
    QVERIFY(!model.rowAt(9'999'999));
    QVERIFY2(pages->asked.empty(), "data() must not fetch by itself");
    QTRY_VERIFY(model.rowAt(5'000'000) && model.rowAt(9'999'999));
    QCOMPARE(pages->asked.size(), 2U);
    QCOMPARE(model.rowAt(9'999'999)->trigger, madeRow(9'999'999).trigger);
}

void TestEventTable::onePaintOfTenMillionRowsFetchesAtMostTwoPages()
{
    Window w(m_theme, 10'000'000);
    w.view.grab();
    QTRY_VERIFY(!w.pages->asked.empty());
    w.pages->asked.clear();
    w.view.setTopRow(7'000'000 / 256 * 256 - 10); // across a border of pages
    w.view.grab();
    QTRY_VERIFY(w.model.rowIfHere(w.view.topRow()) && w.model.rowIfHere(w.view.topRow() + 19));
    w.view.grab();
    QTest::qWait(20);
    QCOMPARE(w.pages->asked.size(), 2U);
}

void TestEventTable::pagesOfAReplacedAnswerNeverArrive()
{
    EventTableModel model;
    auto old = std::make_shared<MadePages>(1000);
    old->hold = true;
    model.setPages(old);
    QVERIFY(!model.rowAt(0));
    QTRY_COMPARE(old->asked.size(), 1U);
    auto fresh = std::make_shared<MadePages>(1000);
    fresh->hold = true;
    model.setPages(fresh);
    QVERIFY2(old->stops.front().stop_requested(), "the old fetch is told to stop");
    QSignalSpy arrived(&model, &EventTableModel::rowsArrived);
    old->answerNow();
    QTest::qWait(20);
    QCOMPARE(arrived.size(), 0);
    QVERIFY(!model.rowIfHere(0));
}

void TestEventTable::aReadyPageNeedsNoFetch()
{
    EventTableModel model;
    auto pages = std::make_shared<MadePages>(256);
    EventPages::Rows rows;
    for (std::uint64_t i = 0; i < 256; ++i)
        rows.push_back(madeRow(i));
    std::vector<EventTableModel::ReadyPage> ready;
    ready.push_back({0, std::move(rows)});
    model.setPages(pages, std::move(ready));
    QVERIFY(model.rowAt(0));
    QTest::qWait(10);
    QVERIFY(pages->asked.empty());
}

void TestEventTable::memoryIsBoundedWhileScrollingThroughAll()
{
    EventTableModel model;
    auto pages = std::make_shared<MadePages>(100 * EventTableModel::kPageRows);
    model.setPages(pages);
    for (std::uint64_t page = 0; page < 100; ++page) {
        (void)model.rowAt(page * EventTableModel::kPageRows);
        QTRY_VERIFY(model.rowIfHere(page * EventTableModel::kPageRows));
    }
    int kept = 0;
    for (std::uint64_t page = 0; page < 100; ++page)
        kept += model.rowIfHere(page * EventTableModel::kPageRows) ? 1 : 0;
    QCOMPARE(kept, EventTableModel::kMaxPages);
    QVERIFY2(model.rowIfHere(99 * EventTableModel::kPageRows), "the newest stay");
}

void TestEventTable::aFailedPageIsSaidOnceAndNotAskedForever()
{
    struct Broken final : EventPages {
        mutable int asked = 0;
        [[nodiscard]] std::uint64_t count() const override { return 10; }
        [[nodiscard]] QFuture<Result<Rows>> fetch(std::uint64_t, std::uint64_t, std::stop_token) const override
        {
            ++asked;
            QPromise<Result<Rows>> promise;
            promise.start();
            promise.addResult(Result<Rows> {fail(ErrorCode::StoreCorrupt)});
            promise.finish();
            return promise.future();
        }
    };
    EventTableModel model;
    auto pages = std::make_shared<Broken>();
    QSignalSpy failed(&model, &EventTableModel::failed);
    model.setPages(pages);
    for (int i = 0; i < 5; ++i) {
        (void)model.rowAt(0);
        QTest::qWait(5);
    }
    QCOMPARE(failed.size(), 1);
    QCOMPARE(pages->asked, 1);
}

void TestEventTable::rowsPastTwoBillionAreReached()
{
    constexpr std::uint64_t many = 9'000'000'000'000ULL;
    Window w(m_theme, many);
    QCOMPARE(w.model.count(), many);
    QVERIFY(w.model.rowCount() > 2'000'000'000);
    w.key(Qt::Key_End);
    QCOMPARE(w.view.currentRow(), many - 1);
    QCOMPARE(w.view.verticalScrollBar()->value(), w.view.verticalScrollBar()->maximum());
    w.key(Qt::Key_Up);
    QCOMPARE(w.view.currentRow(), many - 2);
    w.view.verticalScrollBar()->setValue(w.view.verticalScrollBar()->maximum() / 2);
    QVERIFY(w.view.topRow() > many / 2 - many / 1000 && w.view.topRow() < many / 2 + many / 1000);
    const auto before = w.view.topRow();
    w.view.setTopRow(before + 3);
    QCOMPARE(w.view.topRow(), before + 3);
}

/// How long this thread has worked: what else runs on the machine is not the view's. Stalls by the clock are the bench's.
static qint64 workedMs()
{
    timespec time {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time.tv_sec * 1000 + time.tv_nsec / 1'000'000;
}

void TestEventTable::aStepOfTheScrollBarIsLittleWork()
{
    Window w(m_theme, 2'000'000);
    QTRY_VERIFY(w.model.rowIfHere(0));
    QScrollBar* bar = w.view.verticalScrollBar();
    qint64 longest = 0;
    for (int i = 0; i <= 200; ++i) {
        const qint64 before = workedMs();
        bar->setValue(static_cast<int>(static_cast<qint64>(bar->maximum()) * i / 200));
        w.view.viewport()->repaint();
        QCoreApplication::processEvents();
        longest = std::max(longest, workedMs() - before);
    }
    QCOMPARE(w.view.topRow() + w.view.wholeRows(), 2'000'000U);
    qInfo("longest step of the drag: %lld ms", static_cast<long long>(longest));
    QVERIFY2(longest < 50, qPrintable(QString::number(longest)));
}

void TestEventTable::keysMoveAndExtend()
{
    Window w(m_theme, 1000);
    w.key(Qt::Key_Down);
    QCOMPARE(w.view.currentRow(), 0U);
    w.key(Qt::Key_Down);
    w.key(Qt::Key_Down, Qt::ShiftModifier);
    w.key(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(w.view.selection().spans(), (std::vector<RowSpan> {{1, 4}}));
    w.key(Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(w.view.selection().spans(), (std::vector<RowSpan> {{1, 3}}));
    w.key(Qt::Key_PageDown);
    QCOMPARE(w.view.currentRow(), 2 + w.view.wholeRows());
    w.key(Qt::Key_End);
    QCOMPARE(w.view.currentRow(), 999U);
    QCOMPARE(w.view.topRow(), 1000 - w.view.wholeRows());
    w.key(Qt::Key_PageDown);
    QCOMPARE(w.view.currentRow(), 999U);
    w.key(Qt::Key_Home, Qt::ShiftModifier);
    QCOMPARE(w.view.selection().count(), 1000U);
    QCOMPARE(w.view.topRow(), 0U);
    w.key(Qt::Key_Escape);
    QCOMPARE(w.view.selection().count(), 1U);
    w.key(Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(w.view.selection().isEmpty());
}

void TestEventTable::lettersMoveLikeArrows()
{
    Window w(m_theme, 50);
    QSignalSpy asked(&w.view, &EventTableView::commanded);
    w.key(Qt::Key_J);
    w.key(Qt::Key_J);
    w.key(Qt::Key_K);
    QCOMPARE(w.view.currentRow(), 0U);
    w.view.action(TableCommand::NextFailure)->trigger();
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.at(0).at(0).value<TableCommand>(), TableCommand::NextFailure);
    w.key(Qt::Key_Enter);
    QCOMPARE(asked.last().at(0).value<TableCommand>(), TableCommand::OpenDetail);
}

void TestEventTable::shiftAndControlClickSelectAsInAFileManager()
{
    Window w(m_theme, 1000);
    w.click(3);
    w.click(6, Qt::ShiftModifier);
    QCOMPARE(w.view.selection().spans(), (std::vector<RowSpan> {{3, 7}}));
    w.click(10, Qt::ControlModifier);
    QCOMPARE(w.view.selection().spans(), (std::vector<RowSpan> {{3, 7}, {10, 11}}));
    w.click(5, Qt::ControlModifier);
    QCOMPARE(w.view.selection().spans(), (std::vector<RowSpan> {{3, 5}, {6, 7}, {10, 11}}));
    w.click(12);
    QCOMPARE(w.view.selection().spans(), (std::vector<RowSpan> {{12, 13}}));
    w.click(10, Qt::ShiftModifier);
    QCOMPARE(w.view.selection().spans(), (std::vector<RowSpan> {{10, 13}}));
}

void TestEventTable::selectingEverythingWalksNoRows()
{
    Window w(m_theme, 10'000'000);
    w.view.grab();
    QTest::qWait(20);
    w.pages->asked.clear();
    QTest::keyClick(&w.view, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(w.view.selection().count(), 10'000'000U);
    QCOMPARE(w.view.selection().spans().size(), 1U);
    QTest::qWait(10);
    QVERIFY(w.pages->asked.empty());
}

void TestEventTable::aResetGoesToTheGivenPlace()
{
    Window w(m_theme, 1000);
    w.view.setCurrentRow(500);
    RowRanges selected;
    selected.add({510, 513});
    w.view.setPlaceAfterReset({.top = 505, .current = 511, .selected = selected});
    w.model.setPages(std::make_shared<MadePages>(1010));
    QCOMPARE(w.view.topRow(), 505U);
    QCOMPARE(w.view.currentRow(), 511U);
    QCOMPARE(w.view.selection().spans(), (std::vector<RowSpan> {{510, 513}}));
    w.model.setPages(std::make_shared<MadePages>(10));
    QCOMPARE(w.view.topRow(), 0U);
    QVERIFY(!w.view.currentRow());
}

void TestEventTable::headersSayTheOrderAndAskForAnother()
{
    Window w(m_theme, 10);
    w.model.setOrder({});
    const auto title = [&](EventColumn c) { return w.model.headerData(static_cast<int>(c), Qt::Horizontal, Qt::DisplayRole).toString(); };
    QCOMPARE(title(EventColumn::Time), u"Time (UTC) \u2193"_s);
    QCOMPARE(title(EventColumn::Wall), u"Wall"_s);
    QSignalSpy asked(&w.view, &EventTableView::sortRequested);
    const int wall = static_cast<int>(EventColumn::Wall);
    QTest::mouseClick(w.view.header().viewport(), Qt::LeftButton, {}, QPoint(w.view.header().sectionViewportPosition(wall) + 30, 12));
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.at(0).at(0).value<store::Order>(), (store::Order {store::Column::WallTimeMs, true}));
}

void TestEventTable::screenReadersHearARow()
{
    Window w(m_theme, 100);
    QTRY_VERIFY(w.model.rowAt(1));
    QAccessibleInterface* table = QAccessible::queryAccessibleInterface(&w.view);
    QVERIFY(table && table->tableInterface());
    QCOMPARE(table->role(), QAccessible::Table);
    QCOMPARE(table->tableInterface()->rowCount(), 100);
    QCOMPARE(table->tableInterface()->columnDescription(1), w.model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString());
    QAccessibleInterface* cell = table->tableInterface()->cellAt(1, 0);
    QVERIFY(cell);
    QCOMPARE(
        cell->text(QAccessible::Name),
        u"exception, 12:46:18.870, POST /v2/checkout/confirm?n=1, 500, TypeError: Cannot read properties of undefined (reading 'total'), "
        "31 milliseconds"_s);
    QCOMPARE(table->indexOfChild(cell), kEventColumns);
    QCOMPARE(table->child(kEventColumns), cell);
    w.view.setCurrentRow(1);
    QCOMPARE(table->focusChild(), cell);
    QVERIFY(cell->state().focused && cell->state().selected);
    QVERIFY(table->tableInterface()->selectRow(5));
    QCOMPARE(w.view.currentRow(), 5U);
    w.model.setPages(std::make_shared<MadePages>(2));
    QCOMPARE(table->tableInterface()->rowCount(), 2);
}

void TestEventTable::hostileTextIsShownAsText()
{
    store::EventRow row = madeRow(0);
    row.message = "<b>bold</b>\x1b[31m red\xE2\x80\xAE evil\n2nd line";
    row.messageName.clear();
    const QString shown = specOf(EventColumn::Message).text(row, {});
    QCOMPARE(shown, u"<b>bold</b>\u241B[31m red\u27E6U+202E\u27E7 evil\u23CE2nd line"_s);
    QVERIFY(spokenRow(row, {}).contains(shown));
    row.trigger = "https://a.example/x\xE2\x80\xAE?\x07";
    QVERIFY(specOf(EventColumn::Event).text(row, {}).endsWith(u"/x\u27E6U+202E\u27E7?\u2407"_s));
}

void TestEventTable::spansJoinAndSplit()
{
    RowRanges ranges;
    for (std::uint64_t row = 0; row < 100; row += 2)
        ranges.toggle(row);
    QCOMPARE(ranges.spans().size(), 50U);
    for (std::uint64_t row = 1; row < 100; row += 2)
        ranges.toggle(row);
    QCOMPARE(ranges.spans(), (std::vector<RowSpan> {{0, 100}}));
    ranges.remove({10, 20});
    ranges.remove({15, 30});
    QCOMPARE(ranges.spans(), (std::vector<RowSpan> {{0, 10}, {30, 100}}));
    QVERIFY(ranges.contains(9) && !ranges.contains(10) && !ranges.contains(29) && ranges.contains(30) && !ranges.contains(100));
    ranges.add({5, 40});
    QCOMPARE(ranges.count(), 100U);
    ranges.add({7, 7});
    QCOMPARE(ranges.count(), 100U);
}

QTEST_MAIN(TestEventTable)
#include "test_event_table.moc"
