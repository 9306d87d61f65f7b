#include "charts/bucket_width.h"
#include "charts/chart_table.h"
#include "charts/chart_table_dialog.h"
#include "charts/decimate.h"
#include "charts/line_chart.h"
#include "charts/nice_axis.h"
#include "charts/stack_layout.h"
#include "charts/time_axis.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>
#include <QtCharts/QLineSeries>

#include <cmath>

using namespace tracedeck;
using namespace tracedeck::ui;

namespace {

constexpr qint64 kHour = 3'600'000;

store::PercentileSeries percentiles(std::size_t buckets)
{
    store::PercentileSeries series {1'795'248'000'000, 60'000, {50, 95, 99}, {}};
    series.lines.resize(3);
    for (std::size_t i = 0; i < buckets; ++i) {
        for (std::size_t line = 0; line < 3; ++line)
            series.lines[line].push_back(i == 4 ? std::nullopt : std::optional(static_cast<std::int64_t>(10 * (line + 1) + i)));
    }
    return series;
}

} // namespace

class TestCharts : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void barWidths_data();
    void barWidths();
    void noSpanNeedsMoreBarsThanAllowed();
    void alignedRangesHoldTheRangeInWholeBuckets();
    void axisTops_data();
    void axisTops();
    void countAxesHaveNoHalfEvents();
    void timeTicksAreWholeStepsInsideOfTheRange();
    void slicesStandInStackOrder();
    void isolatingTwiceShowsAllAgain();
    void aStackIsAsHighAsItsSum();
    void decimationKeepsPeaksEndsAndOrder();
    void endLabelsKeepTheirDistance();
    void percentileLinesDifferByDash();
    void aGapBreaksTheLine();
    void lineChartNeverDrawsMoreThanTwoThousandPoints();
    void lineChartTwinHasEveryValue();
    void lineChartZoomsWhereItWasDragged();
    void lineChartByKeyboard();
    void tableTwinPassesTheModelTester();
    void tableCopiesAsText();
};

void TestCharts::barWidths_data()
{
    QTest::addColumn<qint64>("length");
    QTest::addColumn<qint64>("width");
    QTest::newRow("nothing") << qint64(0) << qint64(1000);
    QTest::newRow("a minute") << qint64(60'000) << qint64(1000);
    QTest::newRow("15 minutes") << qint64(900'000) << qint64(5000);
    QTest::newRow("an hour") << kHour << qint64(60'000);
    QTest::newRow("6 hours") << 6 * kHour << qint64(180'000);
    QTest::newRow("24 hours") << 24 * kHour << qint64(900'000);
    QTest::newRow("7 days") << 168 * kHour << kHour;
    QTest::newRow("30 days") << 720 * kHour << 6 * kHour;
    QTest::newRow("a year") << 8'760 * kHour << 72 * kHour;
}

void TestCharts::barWidths()
{
    QFETCH(qint64, length);
    QTEST(qint64(bucketWidthFor(length)), "width");
}

void TestCharts::noSpanNeedsMoreBarsThanAllowed()
{
    QRandomGenerator random(11);
    for (int i = 0; i < 5000; ++i) {
        const std::int64_t length = std::int64_t(random.generate64() >> (random.bounded(40) + 16));
        const std::int64_t width = bucketWidthFor(length);
        QVERIFY(length / width <= 180);
    }
}

void TestCharts::alignedRangesHoldTheRangeInWholeBuckets()
{
    const TimeRange range {1'795'248'012'345, 1'795'251'600'001};
    const TimeRange aligned = alignedToBuckets(range, 60'000);
    QVERIFY(aligned.from <= range.from && aligned.to >= range.to);
    QCOMPARE(aligned.from % 60'000, 0);
    QCOMPARE(aligned.lengthMs() % 60'000, 0);
    QCOMPARE(alignedToBuckets(aligned, 60'000), aligned);
    QCOMPARE(alignedToBuckets({-90'000, -30'000}, 60'000), (TimeRange {-120'000, 0}));
}

void TestCharts::axisTops_data()
{
    QTest::addColumn<double>("largest");
    QTest::addColumn<double>("top");
    QTest::newRow("nothing") << 0.0 << 1.0;
    QTest::newRow("exact") << 200.0 << 200.0;
    QTest::newRow("above") << 201.0 << 500.0;
    QTest::newRow("168") << 168.0 << 200.0;
    QTest::newRow("680") << 680.0 << 1000.0;
    QTest::newRow("18k") << 18'000.0 << 20'000.0;
    QTest::newRow("small") << 0.003 << 0.005;
    QTest::newRow("not a number") << std::nan("") << 1.0;
}

void TestCharts::axisTops()
{
    QFETCH(double, largest);
    QFETCH(double, top);
    const NiceAxis axis = niceAxis(largest, false);
    QVERIFY2(std::abs(axis.top - top) < 1e-9 * top, qPrintable(QString::number(axis.top)));
    QCOMPARE(axis.lines.front(), 0.0);
    QCOMPARE(axis.lines.back(), axis.top);
}

void TestCharts::countAxesHaveNoHalfEvents()
{
    for (int largest = 0; largest < 300; ++largest) {
        for (const double line : niceAxis(largest, true).lines)
            QCOMPARE(line, std::floor(line));
    }
}

void TestCharts::timeTicksAreWholeStepsInsideOfTheRange()
{
    const TimeAxis axis({1'795'248'120'000, 1'795'248'120'000 + 6 * kHour}, 40, 1000, true);
    const auto ticks = axis.ticks(80);
    QVERIFY(ticks.size() >= 6);
    for (std::size_t i = 0; i < ticks.size(); ++i) {
        QCOMPARE(ticks[i].ms % 1'800'000, 0);
        QVERIFY(axis.range().contains(ticks[i].ms));
        QVERIFY(i == 0 || axis.x(ticks[i].ms) - axis.x(ticks[i - 1].ms) > 79.9);
    }
    QCOMPARE(axis.ms(axis.x(ticks[2].ms)), ticks[2].ms);
}

void TestCharts::slicesStandInStackOrder()
{
    store::Histogram histogram {0, 1000, 2, {}, 0};
    for (const char* name :
         {"exception", "scriptNotFound", "ok", "loadShed", "ok, with exception", "exceededCpu", "canceled", "exceededMemory"})
        histogram.series.push_back({name, {1, std::string(name) == "loadShed" ? 5U : 0U}});
    QStringList names;
    for (const Slice& slice : slicesOf(histogram))
        names << slice.label;
    QCOMPARE(names.join(u'|'),
             QStringLiteral("ok|ok, with exception|canceled|exceededMemory|exceededCpu|exception|loadShed|scriptNotFound"));
}

void TestCharts::isolatingTwiceShowsAllAgain()
{
    std::vector<Slice> slices {
        {QStringLiteral("a"), {}, {1}, 1, true}, {QStringLiteral("b"), {}, {2}, 2, true}, {QStringLiteral("c"), {}, {4}, 4, true}};
    QCOMPARE(shownIn(slices, 0), 7U);
    isolate(slices, {1});
    QCOMPARE(shownIn(slices, 0), 2U);
    isolate(slices, {2});
    QCOMPARE(shownIn(slices, 0), 4U);
    isolate(slices, {2});
    QCOMPARE(shownIn(slices, 0), 7U);
    isolate(slices, {0, 2}); // what shares an entry goes together
    QCOMPARE(shownIn(slices, 0), 5U);
    isolate(slices, {0, 2});
    QCOMPARE(shownIn(slices, 0), 7U);
}

void TestCharts::aStackIsAsHighAsItsSum()
{
    std::vector<Slice> slices {{QStringLiteral("ok"), events::OutcomeClass::Ok, {50, 0}, 50, true},
                               {QStringLiteral("exception"), events::OutcomeClass::Exception, {30, 0}, 30, true}};
    const StackPlot plot = plotOf(slices, QRectF(0, 0, 100, 100), [](events::OutcomeClass) { return true; });
    QCOMPARE(plot.axis.top, 100.0);
    const auto parts = plot.parts(slices, 0, 10, 20);
    QCOMPARE(parts.size(), 2U);
    QCOMPARE(parts[0].rect, QRectF(10, 50, 10, 50));
    QCOMPARE(parts[1].rect, QRectF(10, 20, 10, 30));
    QVERIFY(plot.parts(slices, 1, 20, 30).empty());
    slices[0].shown = false; // the scale is that of what is shown
    QCOMPARE(plotOf(slices, QRectF(0, 0, 100, 100), [](events::OutcomeClass) { return true; }).axis.top, 50.0);
}

void TestCharts::decimationKeepsPeaksEndsAndOrder()
{
    std::vector<QPointF> points;
    points.reserve(100'000);
    for (int i = 0; i < 100'000; ++i)
        points.emplace_back(i, i == 54'321 ? 1000 : i == 65'432 ? -1000 : i % 7);
    const auto kept = decimated(points, 2000);
    QVERIFY(kept.size() <= 2000 && kept.size() > 500);
    QCOMPARE(kept.front(), points.front());
    QCOMPARE(kept.back(), points.back());
    QVERIFY(std::ranges::find(kept, QPointF(54'321, 1000)) != kept.end());
    QVERIFY(std::ranges::find(kept, QPointF(65'432, -1000)) != kept.end());
    QVERIFY(std::ranges::is_sorted(kept, {}, &QPointF::x));
    QCOMPARE(decimated(kept, 2000), kept);
}

void TestCharts::endLabelsKeepTheirDistance()
{
    QCOMPARE(spreadLabels({100, 50, 10}, 13, 0, 200), (std::vector<double> {100, 50, 10}));
    const auto close = spreadLabels({100, 101, 99}, 13, 0, 200);
    QCOMPARE(close, (std::vector<double> {112, 125, 99}));
    const auto foot = spreadLabels({200, 200, 200}, 13, 0, 200);
    QCOMPARE(foot, (std::vector<double> {174, 187, 200}));
}

void TestCharts::percentileLinesDifferByDash()
{
    const LineData data = percentileLines(QStringLiteral("Wall time"), percentiles(10));
    QCOMPARE(data.lines.size(), 3U);
    QCOMPARE(data.lines[0].label, QStringLiteral("p50"));
    QCOMPARE(linePen(data.lines[0], lightTokens()).style(), Qt::SolidLine);
    QCOMPARE(linePen(data.lines[1], lightTokens()).style(), Qt::CustomDashLine);
    QVERIFY(linePen(data.lines[1], lightTokens()).dashPattern() != linePen(data.lines[2], lightTokens()).dashPattern());
}

void TestCharts::aGapBreaksTheLine()
{
    const Theme theme(Scheme::Light);
    LineChart chart(theme);
    chart.setData(percentileLines(QStringLiteral("Wall time"), percentiles(10)));
    QCOMPARE(chart.chart()->series().size(), 6); // each of three lines in two pieces
}

void TestCharts::lineChartNeverDrawsMoreThanTwoThousandPoints()
{
    const Theme theme(Scheme::Light);
    LineChart chart(theme);
    chart.setData(percentileLines(QStringLiteral("Wall time"), percentiles(50'000)));
    int points = 0;
    for (QAbstractSeries* series : chart.chart()->series())
        points = qMax(points, static_cast<int>(static_cast<QLineSeries*>(series)->count()));
    QVERIFY(points > 100 && points <= 2000);
}

void TestCharts::lineChartTwinHasEveryValue()
{
    const ChartTable table = lineTable(percentileLines(QStringLiteral("Wall time"), percentiles(10)), true);
    QCOMPARE(table.heads,
             (QStringList {QStringLiteral("Time (UTC)"), QStringLiteral("p50"), QStringLiteral("p95"), QStringLiteral("p99")}));
    QCOMPARE(table.rows, 10);
    QCOMPARE(table.text(0, 1), QStringLiteral("10 ms"));
    QCOMPARE(table.text(9, 3), QStringLiteral("39 ms"));
    QCOMPARE(table.text(4, 2), QStringLiteral("\u2014"));
    QCOMPARE(table.text(0, 0), QStringLiteral("21 Nov 08:00:00"));
}

void TestCharts::lineChartZoomsWhereItWasDragged()
{
    const Theme theme(Scheme::Light);
    LineChart chart(theme);
    chart.resize(600, 200);
    chart.setData(percentileLines(QStringLiteral("Wall time"), percentiles(60)));
    chart.show();
    QSignalSpy zoomed(&chart, &LineChart::zoomRequested);
    QTest::mousePress(chart.viewport(), Qt::LeftButton, {}, QPoint(200, 100));
    QTest::mouseMove(chart.viewport(), QPoint(400, 100));
    QVERIFY(chart.selection().has_value());
    QTest::mouseRelease(chart.viewport(), Qt::LeftButton, {}, QPoint(400, 100));
    QCOMPARE(zoomed.count(), 1);
    const auto range = zoomed[0][0].value<TimeRange>();
    QVERIFY(range.from > chart.data().start && range.lengthMs() > 600'000 && range.lengthMs() < 2'400'000);
    QTest::mouseClick(chart.viewport(), Qt::LeftButton, {}, QPoint(300, 100));
    QCOMPARE(zoomed.count(), 1); // a click alone is no zoom
}

void TestCharts::lineChartByKeyboard()
{
    const Theme theme(Scheme::Light);
    LineChart chart(theme);
    chart.resize(600, 200);
    chart.setData(percentileLines(QStringLiteral("Wall time"), percentiles(60)));
    chart.show();
    QSignalSpy zoomed(&chart, &LineChart::zoomRequested);
    QTest::keyClick(&chart, Qt::Key_Right);
    QVERIFY2(chart.accessibleDescription().contains(u"p95 20 ms"), qPrintable(chart.accessibleDescription()));
    QTest::keyClick(&chart, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(&chart, Qt::Key_Return);
    QCOMPARE(zoomed.count(), 1);
    QCOMPARE(zoomed[0][0].value<TimeRange>(), (TimeRange {chart.data().start, chart.data().start + 120'000}));
}

void TestCharts::tableTwinPassesTheModelTester()
{
    ChartTableModel model(lineTable(percentileLines(QStringLiteral("Wall time"), percentiles(10)), true));
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 10);
    QCOMPARE(model.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("p95"));
}

void TestCharts::tableCopiesAsText()
{
    const Theme theme(Scheme::Light);
    const ChartTableDialog dialog(theme, {QStringLiteral("T"), {QStringLiteral("a"), QStringLiteral("b")}, 2, [](int row, int column) {
                                              return QStringLiteral("%1/%2").arg(row).arg(column);
                                          }});
    QCOMPARE(dialog.asText(), QStringLiteral("a\tb\n0/0\t0/1\n1/0\t1/1\n"));
}

QTEST_MAIN(TestCharts)
#include "test_charts.moc"
