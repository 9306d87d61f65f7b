// The lane of changes under a chart: what lies where, by mouse, by keys, for screen readers and as a table.
#include "charts/change_lane.h"
#include "charts/change_words.h"
#include "charts/chart_table_dialog.h"
#include "charts/histogram_view.h"
#include "charts/line_chart.h"
#include "text/format.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::ui;
using namespace tracedeck::workspace;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::int64_t kStart = 1'795'248'000'000; // 21 Nov 2026 08:00 UTC
constexpr std::int64_t kMinute = 60'000;

store::Histogram hundredMinutes()
{
    store::Histogram histogram {kStart, kMinute, 100, {}, 1000};
    histogram.series.push_back({"ok", std::vector<std::uint64_t>(100, 10)});
    return histogram;
}

std::int64_t at(std::int64_t minute)
{
    return kStart + minute * kMinute;
}

Change ofJob(ChangeKind kind, const QString& name, std::int64_t minute, bool isOn = true)
{
    Change change;
    change.kind = kind;
    change.when = {at(minute), at(minute)};
    change.subject = name;
    change.jobId = 7;
    change.isOn = isOn;
    return change;
}

Change flagSwitch(const QString& worker, std::int64_t minute, bool isOn)
{
    Change change = ofJob(ChangeKind::FlagSwitched, worker, minute, isOn);
    change.jobId = 0;
    return change;
}

/// One of each kind, ten minutes apart.
std::vector<Change> oneOfEach()
{
    return {ofJob(ChangeKind::JobMade, u"a"_s, 5),
            ofJob(ChangeKind::JobEdited, u"a"_s, 15),
            ofJob(ChangeKind::JobSwitched, u"a"_s, 25, false),
            flagSwitch(u"api"_s, 35, true),
            newVersion(u"api"_s, u"a41f9c2e-1111"_s, at(45)),
            gap({at(55), at(63)}),
            ofJob(ChangeKind::JobDeleted, u"a"_s, 75)};
}

} // namespace

class TestChangeLane : public QObject {
    Q_OBJECT

private:
    const Theme m_theme {Scheme::Light};
    std::unique_ptr<QWidget> m_page;
    HistogramView* m_chart = nullptr;
    ChangeLane* m_lane = nullptr;

    [[nodiscard]] QPoint centre(std::size_t mark) const { return m_lane->marks()[mark].rect.center().toPoint(); }
    [[nodiscard]] QMenu* menu() const { return m_lane->findChild<QMenu*>(); }
    static Change openedBy(const QSignalSpy& spy) { return spy.back().front().value<Change>(); }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void init()
    {
        m_page = std::make_unique<QWidget>();
        m_chart = new HistogramView(m_theme, HistogramView::Scales::One, m_page.get());
        m_lane = new ChangeLane(m_theme, m_page.get());
        auto* column = new QVBoxLayout(m_page.get());
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(m_chart);
        column->addWidget(m_lane);
        m_page->resize(1060, 180);
        m_chart->setHistogram(hundredMinutes());
        m_lane->follow(*m_chart);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }

    void cleanup() { m_page.reset(); }

    void aMarkStandsUnderItsTimeOnTheChart()
    {
        m_lane->setChanges(oneOfEach());
        QCOMPARE(m_lane->marks().size(), std::size_t {7});
        for (const ChangeMark& mark : m_lane->marks()) {
            const Change& change = m_lane->changes()[mark.changes.front()];
            const double middle = (m_chart->timeAxis().x(change.when.from) + m_chart->timeAxis().x(change.when.to)) / 2;
            QVERIFY(std::abs(mark.rect.center().x() - middle) <= 1.5);
        }
    }

    void theLaneGoesWithItsChart()
    {
        m_lane->setChanges({newVersion(u"api"_s, u"v2"_s, at(50))});
        const double before = m_lane->marks()[0].rect.center().x();
        m_chart->setLeastAxisWidth(200);
        QTRY_VERIFY(m_lane->marks()[0].rect.center().x() > before + 40);
        store::Histogram later = hundredMinutes();
        later.start = at(51);
        m_chart->setHistogram(later);
        QTRY_VERIFY(m_lane->marks().empty());
        QCOMPARE(m_lane->accessibleDescription(), u"No change is known in this time range."_s);
    }

    void theLaneGoesWithLinesToo()
    {
        LineChart lines(m_theme);
        LineData data {u"Lag"_s, LineUnit::Milliseconds, kStart, kMinute, {}};
        data.lines.push_back({u"p50"_s, LineStyle::Solid, &Tokens::outcomeOk, std::vector<std::optional<double>>(100, 5.0)});
        lines.resize(900, 160);
        lines.setData(data);
        ChangeLane lane(m_theme);
        lane.follow(lines);
        lane.setChanges({newVersion(u"api"_s, u"v2"_s, at(50))});
        QCOMPARE(lane.marks().size(), std::size_t {1});
        const double shift = lines.viewport()->mapToGlobal(QPoint()).x() - lane.mapToGlobal(QPoint()).x();
        QVERIFY(std::abs(lane.marks()[0].rect.center().x() - lines.timeAxis().x(at(50)) - shift) <= 1.5);
    }

    void neighboursBecomeOneMarkWithTheirNumber()
    {
        m_lane->setChanges({newVersion(u"api"_s, u"v2"_s, at(50)), newVersion(u"web"_s, u"v9"_s, at(50)), flagSwitch(u"far"_s, 90, true)});
        QCOMPARE(m_lane->marks().size(), std::size_t {2});
        QCOMPARE(m_lane->marks()[0].changes, (std::vector<std::size_t> {0, 1}));
        QCOMPARE(m_lane->marks()[0].signs, (std::vector<std::size_t> {0})); // one for both
        QVERIFY(m_lane->marks()[0].isCounted());
    }

    void twoLooksStandSideBySideAndMoreAreANumber()
    {
        m_lane->setChanges({newVersion(u"api"_s, u"v2"_s, at(50)), flagSwitch(u"api"_s, 50, true)});
        QCOMPARE(m_lane->marks().size(), std::size_t {1});
        QCOMPARE(m_lane->marks()[0].signs.size(), std::size_t {2});
        QVERIFY(!m_lane->marks()[0].isCounted());
        m_lane->setChanges(
            {newVersion(u"api"_s, u"v2"_s, at(50)), flagSwitch(u"api"_s, 50, true), ofJob(ChangeKind::JobEdited, u"a"_s, 50)});
        QVERIFY(m_lane->marks().at(0).signs.empty() && m_lane->marks().at(0).isCounted());
    }

    void onAndOffAreTwoLooks()
    {
        m_lane->setChanges({flagSwitch(u"api"_s, 50, true), flagSwitch(u"web"_s, 50, false)});
        QCOMPARE(m_lane->marks().at(0).signs.size(), std::size_t {2});
        m_lane->setChanges({flagSwitch(u"api"_s, 50, false), flagSwitch(u"web"_s, 50, false)});
        QCOMPARE(m_lane->marks().at(0).signs.size(), std::size_t {1});
        m_lane->setChanges({ofJob(ChangeKind::JobEdited, u"a"_s, 50, true), ofJob(ChangeKind::JobEdited, u"b"_s, 50, false)});
        QCOMPARE(m_lane->marks().at(0).signs.size(), std::size_t {1}); // an edit looks as an edit
    }

    void aGapIsNotHiddenByWhatHappenedInIt()
    {
        m_lane->setChanges({gap({at(50), at(51)}), newVersion(u"api"_s, u"v2"_s, at(50))});
        QCOMPARE(m_lane->marks().size(), std::size_t {2});
        QVERIFY(!m_lane->marks()[0].rect.intersects(m_lane->marks()[1].rect));
    }

    void aGapIsAsLongAsItsTime()
    {
        m_lane->setChanges({gap({at(20), at(40)})});
        const TimeAxis axis = m_chart->timeAxis();
        QVERIFY(std::abs(m_lane->marks()[0].rect.left() - axis.x(at(20))) <= 1);
        QVERIFY(std::abs(m_lane->marks()[0].rect.right() - axis.x(at(40))) <= 2);
        m_lane->setChanges({gap({at(-500), at(500)})});
        QVERIFY(m_lane->marks()[0].rect.left() >= axis.x(at(0)) - 1 && m_lane->marks()[0].rect.right() <= axis.x(at(100)) + 2);
    }

    void whatIsOutsideHasNoMark()
    {
        m_lane->setChanges({newVersion(u"api"_s, u"v1"_s, at(-1)), newVersion(u"api"_s, u"v2"_s, at(100)), gap({at(-9), at(0)}),
                            newVersion(u"api"_s, u"v3"_s, at(99))});
        QCOMPARE(m_lane->marks().size(), std::size_t {1});
        QCOMPARE(m_lane->table().rows, 1);
        QCOMPARE(m_lane->summary(), u"1 new version"_s);
    }

    void aClickOpensWhatChanged()
    {
        m_lane->setChanges(oneOfEach());
        QSignalSpy opened(m_lane, &ChangeLane::opened);
        for (std::size_t mark = 0; mark < m_lane->marks().size(); ++mark) {
            QTest::mouseClick(m_lane, Qt::LeftButton, {}, centre(mark));
            QCOMPARE(opened.size(), int(mark) + 1);
            QVERIFY(openedBy(opened) == oneOfEach()[mark]);
        }
        QTest::mouseClick(m_lane, Qt::LeftButton, {}, QPoint(m_lane->width() / 2 - 300, m_lane->height() - 1));
        QCOMPARE(opened.size(), 7);
    }

    void arrowsWalkAndEnterOpens()
    {
        m_lane->setChanges(oneOfEach());
        QSignalSpy opened(m_lane, &ChangeLane::opened);
        m_lane->setFocus(Qt::TabFocusReason);
        QCOMPARE(m_lane->cursor(), std::optional<std::size_t>(6)); // the newest
        QTest::keyClick(m_lane, Qt::Key_Left);
        QTest::keyClick(m_lane, Qt::Key_Return);
        QCOMPARE(openedBy(opened).kind, ChangeKind::Gap);
        QTest::keyClick(m_lane, Qt::Key_Home);
        QTest::keyClick(m_lane, Qt::Key_Left);
        QTest::keyClick(m_lane, Qt::Key_Right);
        QTest::keyClick(m_lane, Qt::Key_Enter);
        QCOMPARE(openedBy(opened).kind, ChangeKind::JobEdited);
        QTest::keyClick(m_lane, Qt::Key_End);
        QTest::keyClick(m_lane, Qt::Key_Right);
        QCOMPARE(m_lane->cursor(), std::optional<std::size_t>(6));
    }

    void theCursorStaysOnItsChange()
    {
        m_lane->setChanges(oneOfEach());
        m_lane->setFocus(Qt::TabFocusReason);
        QTest::keyClick(m_lane, Qt::Key_Left); // the gap
        std::vector<Change> more = oneOfEach();
        more.insert(more.begin(), newVersion(u"new"_s, u"v"_s, at(1)));
        m_lane->setChanges(more);
        QCOMPARE(m_lane->cursor(), std::optional<std::size_t>(6));
        m_lane->setChanges({newVersion(u"new"_s, u"v"_s, at(1))});
        QVERIFY(!m_lane->cursor());
    }

    void aMarkOfManyAsksWhich()
    {
        m_lane->setChanges({newVersion(u"R&D"_s, u"v2"_s, at(50)), flagSwitch(u"api"_s, 50, false)});
        QSignalSpy opened(m_lane, &ChangeLane::opened);
        QTest::mouseClick(m_lane, Qt::LeftButton, {}, centre(0));
        QVERIFY(opened.isEmpty() && menu());
        const auto entries = menu()->actions();
        QCOMPARE(entries.size(), 4); // two, a line, the table
        QVERIFY(entries[0]->text().contains(u"R&&D"_s));
        entries[1]->trigger();
        QCOMPARE(openedBy(opened).kind, ChangeKind::FlagSwitched);
    }

    void ofVeryManyTheFirstAreToldAndTheRestCounted()
    {
        std::vector<Change> many;
        many.reserve(200);
        for (int i = 0; i < 200; ++i)
            many.push_back(flagSwitch(u"worker-%1"_s.arg(i), 50, true));
        m_lane->setChanges(many);
        QCOMPARE(m_lane->marks().size(), std::size_t {1});
        const QStringList lines = m_lane->textOf(0).split(u'\n');
        QCOMPARE(lines.size(), 8);
        QCOMPARE(lines.back(), u"and 193 more"_s);
        QTest::mouseClick(m_lane, Qt::LeftButton, {}, centre(0));
        QCOMPARE(menu()->actions().size(), 14);
        QCOMPARE(menu()->actions().back()->text(), u"All 200 as table"_s);
        QCOMPARE(m_lane->table().rows, 200);
    }

    void hostileNamesAreShownAsText()
    {
        const QString evil = u"<img src=x>\u202E\nevil"_s + QString(5000, u'x');
        m_lane->setChanges({flagSwitch(evil, 50, true), newVersion(evil, evil, at(51)), ofJob(ChangeKind::JobDeleted, evil, 52)});
        for (std::size_t mark = 0; mark < m_lane->marks().size(); ++mark) {
            QVERIFY(!m_lane->textOf(mark).contains(u'\u202E'));
            QVERIFY(m_lane->textOf(mark).size() < 1200);
        }
        const ChartTable table = m_lane->table();
        for (int row = 0; row < table.rows; ++row) {
            for (int column = 0; column < table.heads.size(); ++column)
                QVERIFY(!table.text(row, column).contains(u'\u202E') && !table.text(row, column).contains(u'\n'));
        }
    }

    void timesAreThoseOfTheWindow()
    {
        const std::int64_t summer = QDateTime(QDate(2026, 7, 1), QTime(12, 0), Qt::UTC).toMSecsSinceEpoch();
        qputenv("TZ", "XYZ-03:00");
        tzset();
        const Change change = newVersion(u"api"_s, u"v2"_s, summer);
        const QString utc = changeTime(change, true), local = changeTime(change, false);
        m_lane->setChanges({newVersion(u"api"_s, u"v2"_s, at(50))});
        m_lane->setUtc(false);
        const QString head = m_lane->table().heads.front(), cell = m_lane->table().text(0, 0);
        qputenv("TZ", "UTC");
        tzset();
        QCOMPARE(utc, u"1 Jul 12:00:00"_s);
        QCOMPARE(local, u"1 Jul 15:00:00"_s);
        QCOMPARE(head, u"Time (XYZ)"_s);
        QCOMPARE(cell, u"21 Nov 11:50:00"_s);
    }

    void screenReadersHearASummaryAndTheMarks()
    {
        m_lane->setChanges(oneOfEach());
        QAccessibleInterface* lane = QAccessible::queryAccessibleInterface(m_lane);
        QVERIFY(lane);
        QCOMPARE(lane->text(QAccessible::Name), u"Changes"_s);
        QCOMPARE(lane->text(QAccessible::Description),
                 u"1 new job, 1 job edit, 1 job switch, 1 job deleted, 1 Worker switch, 1 new version, 1 gap"_s);
        QCOMPARE(lane->childCount(), 7);
        QVERIFY(lane->child(3)->text(QAccessible::Name).contains(u"Logs of api switched on"_s));
        m_lane->setFocus(Qt::TabFocusReason);
        QCOMPARE(lane->focusChild(), lane->child(6));
    }

    void tIsTheSameAsATable()
    {
        m_lane->setChanges(oneOfEach());
        m_lane->setFocus();
        QTest::keyClick(m_lane, Qt::Key_T);
        auto* dialog = m_page->findChild<ChartTableDialog*>();
        QVERIFY(dialog);
        const QStringList lines = dialog->asText().trimmed().split(u'\n');
        QCOMPARE(lines.size(), 8);
        QCOMPARE(lines[0], u"Time (UTC)\tWhat\tDetails\tOrigin"_s);
        QCOMPARE(lines[6], u"21 Nov 08:55 \u2013 09:03\t8 min of logs missing\t\t"_s);
    }

    void kindsDifferWithoutColour()
    {
        m_lane->setChanges(oneOfEach());
        const QImage image = m_lane->grab().toImage().convertToFormat(QImage::Format_Grayscale8);
        std::vector<QByteArray> looks;
        for (const ChangeMark& mark : m_lane->marks()) {
            const QImage sign = image.copy(QRect(mark.rect.center().toPoint() - QPoint(8, 8), QSize(16, 16)));
            QByteArray shape;
            for (int y = 0; y < 16; ++y) {
                for (int x = 0; x < 16; ++x)
                    shape += qGray(sign.pixel(x, y)) < 200 ? '#' : '.';
            }
            QVERIFY(shape.contains('#'));
            QVERIFY(!looks.empty() ? std::ranges::find(looks, shape) == looks.end() : true);
            looks.push_back(shape);
        }
    }

    void anEmptyLaneTakesEveryKey()
    {
        m_lane->setFocus();
        for (const auto key : {Qt::Key_Left, Qt::Key_Right, Qt::Key_Home, Qt::Key_End, Qt::Key_Return, Qt::Key_Escape})
            QTest::keyClick(m_lane, key);
        QVERIFY(!m_lane->cursor());
        QVERIFY(!m_lane->grab().isNull());
    }

    void aChartThatIsGoneIsNotAsked()
    {
        m_lane->setChanges(oneOfEach());
        delete m_chart;
        m_page->resize(700, 180);
        m_lane->setChanges({newVersion(u"api"_s, u"v2"_s, at(50))});
        QCOMPARE(m_lane->marks().size(), std::size_t {1});
    }
};

QTEST_MAIN(TestChangeLane)
#include "test_change_lane.moc"
