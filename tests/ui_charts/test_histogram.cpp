#include "charts/chart_table_dialog.h"
#include "charts/histogram_view.h"
#include "charts/outcome_legend.h"

#include <QAccessible>
#include <QApplication>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>

using namespace tracedeck;
using namespace tracedeck::ui;

namespace {

constexpr std::int64_t kStart = 1'795'248'000'000; // 21 Nov 2026 08:00 UTC
constexpr std::int64_t kMinute = 60'000;

/// 100 minutes: 10 ok each, in minutes 40…49 20 exceptions on top.
store::Histogram hundredMinutes()
{
    store::Histogram histogram {kStart, kMinute, 100, {}, 0};
    histogram.series.push_back({"ok", std::vector<std::uint64_t>(100, 10)});
    histogram.series.push_back({"exception", std::vector<std::uint64_t>(100, 0)});
    for (std::size_t i = 40; i < 50; ++i)
        histogram.series[1].counts[i] = 20;
    histogram.total = 1200;
    return histogram;
}

} // namespace

class TestHistogram : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init();
    void cleanup() { m_view.reset(); }

    void draggingSelectsWholeBars();
    void aHandleMovesOneEdge();
    void aClickClearsTheBand();
    void escapeClearsOnlyWhatIsThere();
    void doubleClickZoomsToTheBar();
    void enterZoomsToTheBand();
    void shiftDragPansByWholeBars();
    void arrowsMoveTheCursor();
    void shiftArrowsExtendAndShrink();
    void zoomOutKeys();
    void legendIsolatesAndToggles();
    void outcomesWithoutAGlyphShareAnEntry();
    void aTightLegendKeepsTheNamesOfFailuresLongest();
    void hiddenSlicesStayHiddenWithNewData();
    void theBandStaysOverItsTime();
    void barsArePaintedInTheirOutcomesColour();
    void tIsTheSameAsATable();
    void screenReadersHearASummaryAndTheBars();
    void hostileOutcomesAreShownAsText();
    void anEmptyHistogramTakesEveryKey();

private:
    [[nodiscard]] QPoint at(std::size_t bucket) const { return m_view->bucketRect(bucket).center().toPoint(); }
    void drag(std::size_t from, std::size_t to, Qt::KeyboardModifiers modifiers = {});

    const Theme m_theme {Scheme::Light};
    std::unique_ptr<HistogramView> m_view;
};

void TestHistogram::init()
{
    m_view = std::make_unique<HistogramView>(m_theme, HistogramView::Scales::One);
    m_view->resize(1060, 140);
    m_view->setHistogram(hundredMinutes());
    m_view->show();
}

void TestHistogram::drag(std::size_t from, std::size_t to, Qt::KeyboardModifiers modifiers)
{
    QTest::mousePress(m_view.get(), Qt::LeftButton, modifiers, at(from));
    QTest::mouseMove(m_view.get(), (at(from) + at(to)) / 2);
    QTest::mouseMove(m_view.get(), at(to));
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, modifiers, at(to));
}

void TestHistogram::draggingSelectsWholeBars()
{
    QSignalSpy selected(m_view.get(), &HistogramView::selectionChanged);
    drag(10, 19);
    QCOMPARE(selected.count(), 1);
    QCOMPARE(*m_view->selection(), (TimeRange {kStart + 10 * kMinute, kStart + 20 * kMinute}));
    drag(50, 30); // backwards is as good
    QCOMPARE(*m_view->selection(), (TimeRange {kStart + 30 * kMinute, kStart + 51 * kMinute}));
}

void TestHistogram::aHandleMovesOneEdge()
{
    drag(10, 19);
    const QPoint rightEdge(qRound(m_view->bucketRect(19).right()), at(19).y());
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, rightEdge);
    QTest::mouseMove(m_view.get(), at(40));
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, at(40));
    QCOMPARE(*m_view->selection(), (TimeRange {kStart + 10 * kMinute, kStart + 41 * kMinute}));
    const QPoint leftEdge(qRound(m_view->bucketRect(10).left()), at(10).y());
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, leftEdge);
    QTest::mouseMove(m_view.get(), at(20));
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, at(20));
    QCOMPARE(*m_view->selection(), (TimeRange {kStart + 20 * kMinute, kStart + 41 * kMinute}));
}

void TestHistogram::aClickClearsTheBand()
{
    drag(10, 19);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, at(60));
    QVERIFY(!m_view->selection());
}

void TestHistogram::escapeClearsOnlyWhatIsThere()
{
    drag(10, 19);
    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    QVERIFY(!m_view->selection());
    QKeyEvent again(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
    QApplication::sendEvent(m_view.get(), &again);
    QVERIFY(!again.isAccepted()); // the next Esc is for whoever stands around us
}

void TestHistogram::doubleClickZoomsToTheBar()
{
    QSignalSpy zoomed(m_view.get(), &HistogramView::zoomRequested);
    QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, at(42));
    QCOMPARE(zoomed.count(), 1);
    QCOMPARE(zoomed[0][0].value<TimeRange>(), (TimeRange {kStart + 42 * kMinute, kStart + 43 * kMinute}));
}

void TestHistogram::enterZoomsToTheBand()
{
    QSignalSpy zoomed(m_view.get(), &HistogramView::zoomRequested);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(zoomed.count(), 0);
    drag(10, 19);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(zoomed[0][0].value<TimeRange>(), *m_view->selection());
}

void TestHistogram::shiftDragPansByWholeBars()
{
    QSignalSpy panned(m_view.get(), &HistogramView::panRequested);
    const QPoint from = at(50), to = at(40);
    QTest::mousePress(m_view.get(), Qt::LeftButton, Qt::ShiftModifier, from);
    QTest::mouseMove(m_view.get(), to);
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, Qt::ShiftModifier, to);
    QCOMPARE(panned.count(), 1);
    QCOMPARE(panned[0][0].value<TimeRange>(), (TimeRange {kStart + 10 * kMinute, kStart + 110 * kMinute})); // dragged left: later times
    QVERIFY(!m_view->selection());
}

void TestHistogram::arrowsMoveTheCursor()
{
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QCOMPARE(*m_view->state().cursor(), 0U);
    QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(*m_view->state().cursor(), 10U);
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QCOMPARE(*m_view->state().cursor(), 9U);
    QTest::keyClick(m_view.get(), Qt::Key_End);
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QCOMPARE(*m_view->state().cursor(), 99U);
    QVERIFY(!m_view->selection());
}

void TestHistogram::shiftArrowsExtendAndShrink()
{
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(*m_view->selection(), (TimeRange {kStart, kStart + 5 * kMinute}));
    QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(*m_view->selection(), (TimeRange {kStart, kStart + 4 * kMinute}));
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QVERIFY(!m_view->selection());
}

void TestHistogram::zoomOutKeys()
{
    QSignalSpy out(m_view.get(), &HistogramView::zoomOutRequested), whole(m_view.get(), &HistogramView::wholeRangeRequested);
    QTest::keyClick(m_view.get(), Qt::Key_Z);
    QTest::keyClick(m_view.get(), Qt::Key_Z, Qt::ShiftModifier);
    QCOMPARE(out.count(), 1);
    QCOMPARE(whole.count(), 1);
}

void TestHistogram::legendIsolatesAndToggles()
{
    m_view->legend()->show();
    const auto entries = m_view->legend()->findChildren<LegendEntry*>();
    QCOMPARE(entries.size(), 2);
    QCOMPARE(entries[0]->text(), QStringLiteral("ok"));
    QTest::mouseClick(entries[1], Qt::LeftButton);
    QVERIFY(!m_view->slices()[0].shown && m_view->slices()[1].shown);
    QVERIFY(!entries[0]->isChecked() && entries[1]->isChecked());
    QVERIFY2(m_view->summary().contains(u"200 events, highest 20 at 08:40"), qPrintable(m_view->summary()));
    QTest::mouseClick(entries[1], Qt::LeftButton);
    QVERIFY(m_view->slices()[0].shown);
    QTest::mouseClick(entries[1], Qt::LeftButton, Qt::ControlModifier);
    QVERIFY(m_view->slices()[0].shown && !m_view->slices()[1].shown);
    QTest::keyClick(entries[1], Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(m_view->slices()[1].shown);
}

void TestHistogram::outcomesWithoutAGlyphShareAnEntry()
{
    store::Histogram histogram = hundredMinutes();
    for (const char* name : {"loadShed", "scriptNotFound", "internalError"})
        histogram.series.push_back({name, std::vector<std::uint64_t>(100, 1)});
    m_view->setHistogram(histogram);
    QCOMPARE(m_view->slices().size(), 5U);
    LegendEntry* last = nullptr;
    for (auto* entry : m_view->legend()->findChildren<LegendEntry*>())
        last = entry->slices().size() == 3 ? entry : last;
    QVERIFY(last);
    QVERIFY(last->accessibleName().contains(u"loadShed") && last->accessibleName().contains(u"internalError, "));
    emit last->activated(false);
    QCOMPARE(shownIn(m_view->slices(), 45), 3U);
    QVERIFY(m_view->table().heads.contains(QStringLiteral("scriptNotFound"))); // the table keeps them apart
}

void TestHistogram::aTightLegendKeepsTheNamesOfFailuresLongest()
{
    OutcomeLegend* legend = m_view->legend();
    legend->show();
    const auto entries = legend->findChildren<LegendEntry*>();
    const auto isWordless = [](const LegendEntry* entry) { return entry->sizeHint().width() < entry->fullWidth(); };
    legend->resize(legend->sizeHint());
    QVERIFY(!isWordless(entries[0]) && !isWordless(entries[1]));
    legend->resize(legend->sizeHint().width() - 8, 24);
    QVERIFY(isWordless(entries[0]) && !isWordless(entries[1])); // ok gives up its name, exception does not
    legend->resize(legend->minimumSizeHint());
    QVERIFY(isWordless(entries[0]) && isWordless(entries[1]));
}

void TestHistogram::hiddenSlicesStayHiddenWithNewData()
{
    emit m_view->legend()->toggled({0});
    m_view->setHistogram(hundredMinutes());
    QVERIFY(!m_view->slices()[0].shown);
    store::Histogram onlyOk = hundredMinutes();
    onlyOk.series.resize(1);
    m_view->setHistogram(onlyOk); // nothing would be left
    QVERIFY(m_view->slices()[0].shown);
}

void TestHistogram::theBandStaysOverItsTime()
{
    drag(10, 19);
    const TimeRange before = *m_view->selection();
    store::Histogram longer = hundredMinutes();
    longer.start -= 20 * kMinute;
    longer.buckets = 120;
    for (auto& series : longer.series)
        series.counts.resize(120);
    m_view->setHistogram(longer);
    QCOMPARE(*m_view->selection(), before);
    longer.start += 1000 * kMinute;
    m_view->setHistogram(longer);
    QVERIFY(!m_view->selection());
}

void TestHistogram::barsArePaintedInTheirOutcomesColour()
{
    const QImage image = m_view->grab().toImage();
    const QRectF bar = m_view->bucketRect(45);
    const int x = qRound(bar.center().x());
    const int bottom = qRound(bar.bottom());
    QCOMPARE(image.pixelColor(x, bottom - 3).name(), m_theme.tokens().outcomeOk.name());
    const int plotHeight = qRound(bar.height());
    QCOMPARE(image.pixelColor(x, bottom - plotHeight * 20 / 50).name(), m_theme.tokens().outcomeException.name());
    const QRectF quiet = m_view->bucketRect(5);
    QVERIFY(image.pixelColor(qRound(quiet.center().x()), bottom - plotHeight * 20 / 50) != m_theme.tokens().outcomeException);
}

void TestHistogram::tIsTheSameAsATable()
{
    const ChartTable table = m_view->table();
    QCOMPARE(table.rows, 100);
    QCOMPARE(table.heads,
             (QStringList {QStringLiteral("Time (UTC)"), QStringLiteral("ok"), QStringLiteral("exception"), QStringLiteral("All")}));
    QCOMPARE(table.text(45, 0), QStringLiteral("21 Nov 08:45:00"));
    QCOMPARE(table.text(45, 2), QStringLiteral("20"));
    QCOMPARE(table.text(45, 3), QStringLiteral("30"));
    QTest::keyClick(m_view.get(), Qt::Key_T);
    auto* dialog = m_view->findChild<ChartTableDialog*>();
    QVERIFY(dialog && dialog->isVisible());
}

void TestHistogram::screenReadersHearASummaryAndTheBars()
{
    QAccessibleInterface* chart = QAccessible::queryAccessibleInterface(m_view.get());
    QVERIFY(chart);
    QCOMPARE(chart->role(), QAccessible::Chart);
    QCOMPARE(chart->text(QAccessible::Name), QStringLiteral("Events by outcome"));
    QCOMPARE(chart->text(QAccessible::Description), QStringLiteral("Events per 1 min, 1,200 events, highest 30 at 08:40"));
    QCOMPARE(chart->childCount(), 100);
    QAccessibleInterface* bar = chart->child(42);
    QCOMPARE(bar->text(QAccessible::Name), QStringLiteral("08:42 \u2013 08:43: 30 events, ok 10, exception 20"));
    QCOMPARE(chart->indexOfChild(bar), 42);
    QVERIFY(chart->childAt(bar->rect().center().x(), bar->rect().center().y()) == bar);
    drag(40, 44);
    QVERIFY(bar->state().selected);
    QVERIFY(!chart->child(45)->state().selected);
    QVERIFY(!chart->child(100));
}

void TestHistogram::hostileOutcomesAreShownAsText()
{
    store::Histogram hostile = hundredMinutes();
    hostile.series[1].value = "<b>x</b>\xE2\x80\xAE\n";
    m_view->setHistogram(hostile);
    QCOMPARE(m_view->slices()[1].label, QStringLiteral("<b>x</b>\u27E6U+202E\u27E7\u23CE"));
    const auto entries = m_view->legend()->findChildren<LegendEntry*>();
    QVERIFY(!Qt::mightBeRichText(entries.last()->toolTip()) || entries.last()->toolTip().contains(u"&lt;b&gt;"));
}

void TestHistogram::anEmptyHistogramTakesEveryKey()
{
    m_view->setHistogram({});
    for (const auto key : {Qt::Key_Left, Qt::Key_Right, Qt::Key_Home, Qt::Key_End, Qt::Key_Return, Qt::Key_Escape})
        QTest::keyClick(m_view.get(), key, Qt::ShiftModifier);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(300, 50));
    QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, QPoint(300, 50));
    QVERIFY(!m_view->selection());
    QCOMPARE(m_view->summary(), QStringLiteral("No events in this time range."));
    QVERIFY(!m_view->grab().isNull());
}

QTEST_MAIN(TestHistogram)
#include "test_histogram.moc"
