// The deliveries room as a person meets it: figures, grid, incidents and files of a history whose answers are known.
#include "charts/change_lane.h"
#include "charts/line_chart.h"
#include "deliveries/deliveries_page.h"
#include "deliveries/deliveries_text.h"
#include "deliveries/delivery_figures.h"
#include "deliveries/files_model.h"
#include "deliveries/incident_pane.h"
#include "deliveries/incidents_model.h"
#include "theme/theme.h"
#include "ui_deliveries/delivered_week.h"
#include "widgets/segmented_control.h"
#include "widgets/small_table.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QClipboard>
#include <QDialog>
#include <QGuiApplication>
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
using namespace tracedeck::test;

namespace {

constexpr auto kTester = QAbstractItemModelTester::FailureReportingMode::QtTest;
Error errorOf(ErrorCode code)
{
    Error error;
    error.code = code;
    error.subject = u"tracedeck-logs"_s;
    return error;
}

bool says(const QWidget& in, const QString& words)
{
    const auto labels = in.findChildren<QLabel*>();
    return std::ranges::any_of(labels, [&](const QLabel* label) { return label->isVisible() && label->text().contains(words); });
}

} // namespace

class DeliveriesTest : public QObject {
    Q_OBJECT

private:
    QThreadPool m_pool;
    Theme m_theme {Scheme::Light};

    struct Room {
        DeliveriesPage page;
        WindowGrid* grid;
        IncidentPane* pane;
        FilesModel* files;
        Room(QThreadPool& pool, const Theme& theme, const SharedListing& listing = known()) : page(pool, theme)
        {
            grid = page.findChild<WindowGrid*>();
            pane = page.findChild<IncidentPane*>();
            files = page.findChild<FilesModel*>();
            page.setSource(u"tracedeck-logs/workers"_s);
            page.setListing(listing, kNow);
            page.resize(1360, 776);
            page.show();
        }
        [[nodiscard]] bool ready() const { return grid->isVisible() && grid->cells() > 0; }
        [[nodiscard]] std::size_t cellAt(std::int64_t ms) const
        {
            return static_cast<std::size_t>((ms - rangeOf(DeliveriesSpan::Day, kNow).from) / kMinute);
        }
        void focusGrid()
        {
            page.activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&page));
            grid->setFocus();
        }
    };

private slots:
    void aWeekNamesTheDayOfAnIncident()
    {
        IncidentsModel model;
        model.setIncidents(answerOf(DeliveriesSpan::Week).incidents, true);
        QVERIFY(model.index(0).data(IncidentsModel::WindowRole).toString().startsWith(u"23 Nov 11:07"));
    }

    void aFigureLeadsToWhatItCounts()
    {
        Room room(m_pool, m_theme);
        QTRY_VERIFY(room.ready());
        for (auto* figure : room.page.findChildren<FigureButton*>())
            if (figure->content().caption == u"Late") {
                QCOMPARE(figure->accessibleName(), u"Late: 11 min"_s);
                figure->click();
            }
        QCOMPARE(room.pane->shownRange(), (TimeRange {kLateFrom, kLateTo}));
        QCOMPARE(room.files->rowCount(), 13); // eleven, and the one before and behind
    }

    void windowsThatAreAskedForAreShown()
    {
        Room room(m_pool, m_theme);
        room.page.showWindows({kLateFrom, kLateTo}); // before there is an answer
        QTRY_COMPARE(room.pane->shownRange(), (TimeRange {kLateFrom, kLateTo}));
        room.page.showWindows({kGapFrom + kMinute, kGapTo});
        QCOMPARE(room.pane->shownRange(), (TimeRange {kGapFrom, kGapTo})); // all of the incident
        QVERIFY(says(room.page, u"No. Logpush does not backfill."_s));
    }

    void windowsOfLongAgoAreLookedBackFor()
    {
        Room room(m_pool, m_theme);
        QTRY_VERIFY(room.ready());
        const TimeRange old {kMonday - 3 * kDay, kMonday - 3 * kDay + 5 * kMinute};
        room.page.showWindows(old);
        QTRY_COMPARE(room.pane->shownRange(), old);
        QCOMPARE(room.page.span(), DeliveriesSpan::Week);
        QCOMPARE(room.page.findChild<SegmentedControl*>()->current(), 2);
    }

    void theLaneLiesUnderTheLags()
    {
        Room room(m_pool, m_theme);
        QTRY_VERIFY(room.ready());
        QSignalSpy opened(&room.page, &DeliveriesPage::changeOpened);
        room.page.changes().setChanges({workspace::gap({kGapFrom, kGapTo})});
        QTRY_COMPARE(room.page.changes().marks().size(), std::size_t {1});
        room.page.changes().setFocus(Qt::TabFocusReason);
        QTest::keyClick(&room.page.changes(), Qt::Key_End);
        QTest::keyClick(&room.page.changes(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
    }

    void modelsKeepTheContractOfModels()
    {
        IncidentsModel incidents;
        QAbstractItemModelTester incidentsTester(&incidents, kTester);
        incidents.setIncidents(answerOf().incidents);
        incidents.setIncidents({});
        FilesModel files;
        QAbstractItemModelTester filesTester(&files, kTester);
        files.setLines(filesIn(answerOf(), {kNow - kHour, kNow}));
        files.setLines({});
    }

    void theChosenIncidentShowsTheFilesAroundIt()
    {
        Room room(m_pool, m_theme);
        QTRY_VERIFY(room.ready());
        QCOMPARE(room.pane->shownRange(), (TimeRange {kGapFrom, kGapTo}));
        QCOMPARE(room.files->rowCount(), 3); // before, the gap, behind
        const auto text = [&](int row, int column) { return room.files->index(row, column).data().toString(); };
        QCOMPARE(text(0, FilesModel::Window), u"20261123T110600Z_110700Z"_s);
        QCOMPARE(text(1, FilesModel::Lag), u"missing"_s);
        QCOMPARE(text(1, FilesModel::Size), u"\u2014"_s);
        QCOMPARE(text(2, FilesModel::Window), u"20261123T111500Z_111600Z"_s);
        QCOMPARE(text(2, FilesModel::Events), u"\u2014"_s); // not read
        QVERIFY(says(room.page, u"No. Logpush does not backfill."_s));
    }

    void arrowsMoveShiftExtendsEnterOpensEscapeClears()
    {
        Room room(m_pool, m_theme);
        QTRY_VERIFY(room.ready());
        room.focusGrid();
        QCOMPARE(room.grid->cursor(), room.cellAt(kNow));
        const std::size_t at = room.cellAt(kMonday + 10 * kHour);
        room.grid->setCursorAt(kMonday + 10 * kHour + 20 * kMinute);
        QTest::keyClick(room.grid, Qt::Key_Right);
        QCOMPARE(room.grid->cursor(), at + 21);
        QTest::keyClick(room.grid, Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(room.grid->cursor(), at + 11);
        QTest::keyClick(room.grid, Qt::Key_Home);
        QCOMPARE(room.grid->cursor(), at);
        QTest::keyClick(room.grid, Qt::Key_Up);
        QCOMPARE(room.grid->cursor(), at - 60);
        QTest::keyClick(room.grid, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(room.grid, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(room.grid->selection().end - room.grid->selection().first, 3U);
        QTest::keyClick(room.grid, Qt::Key_Return);
        QCOMPARE(room.pane->shownRange(), (TimeRange {kMonday + 9 * kHour, kMonday + 9 * kHour + 3 * kMinute}));
        QCOMPARE(room.files->rowCount(), 3);
        QTest::keyClick(room.grid, Qt::Key_Escape);
        QCOMPARE(room.grid->selection().end - room.grid->selection().first, 1U);
        room.grid->setCursorAt(0);
        QTest::keyClick(room.grid, Qt::Key_Up);
        QCOMPARE(room.grid->cursor(), 0U);
    }

    void aDragOpensTheFilesOfItsWindows()
    {
        Room room(m_pool, m_theme);
        QTRY_VERIFY(room.ready());
        const auto middle = [&](std::int64_t ms) { return room.grid->cellRect(room.cellAt(ms)).center().toPoint(); };
        const std::int64_t from = kMonday + 12 * kHour, to = from + 4 * kMinute;
        QTest::mousePress(room.grid, Qt::LeftButton, {}, middle(from));
        QTest::mouseMove(room.grid, middle(to));
        QTest::mouseRelease(room.grid, Qt::LeftButton, {}, middle(to));
        QCOMPARE(room.pane->shownRange(), (TimeRange {from, to + kMinute}));
        QCOMPARE(room.files->rowCount(), 5);
    }

    void tShowsTheSameAsATable()
    {
        Room room(m_pool, m_theme);
        QTRY_VERIFY(room.ready());
        const ChartTable table = room.grid->table();
        QCOMPARE(table.rows, 1440);
        const auto gap = static_cast<int>(room.cellAt(kGapFrom));
        QCOMPARE(table.text(gap, 1), u"missing"_s);
        QCOMPARE(table.text(gap, 2), u"0"_s);
        room.focusGrid();
        QTest::keyClick(room.grid, Qt::Key_T);
        QVERIFY(room.page.findChild<QDialog*>());
    }

    void aScreenReaderHearsEachCell()
    {
        Room room(m_pool, m_theme);
        QTRY_VERIFY(room.ready());
        QAccessibleInterface* grid = QAccessible::queryAccessibleInterface(room.grid);
        QVERIFY(grid);
        QCOMPARE(grid->childCount(), 1440);
        QAccessibleInterface* gap = grid->child(static_cast<int>(room.cellAt(kGapFrom)));
        QVERIFY(gap->text(QAccessible::Name).contains(u"missing"));
        QVERIFY(gap->text(QAccessible::Name).contains(u"11:07"));
        QCOMPARE(grid->indexOfChild(gap), static_cast<int>(room.cellAt(kGapFrom)));
        const QPoint centre = gap->rect().center();
        QCOMPARE(grid->childAt(centre.x(), centre.y()), gap);
        QVERIFY(room.grid->accessibleDescription().contains(u"minutes covered"));
    }

    void logsAroundAnIncidentAreAskedFor()
    {
        Room room(m_pool, m_theme);
        QTRY_VERIFY(room.ready());
        QSignalSpy logs(&room.page, &DeliveriesPage::logsRequested);
        for (auto* button : room.pane->findChildren<QPushButton*>())
            if (button->text() == u"Show logs around it")
                button->click();
        QCOMPARE(logs.size(), 1);
        const auto range = logs.first().first().value<TimeRange>();
        QVERIFY(range.from < kGapFrom && range.to > kGapTo);
    }

    void theReportIsMarkdown()
    {
        Room room(m_pool, m_theme);
        QTRY_VERIFY(room.ready());
        for (auto* button : room.pane->findChildren<QPushButton*>())
            if (button->text() == u"Copy report")
                button->click();
        const QString report = QGuiApplication::clipboard()->text();
        QVERIFY(report.startsWith(u"# Deliveries of tracedeck-logs/workers"));
        QVERIFY(report.contains(u"| 23 Nov 2026 11:07:00"));
        QVERIFY(report.contains(u"does not backfill"));
    }

    void anotherSpanIsAnsweredAndALongerListingAskedFor()
    {
        MadeListing made = history();
        made.listing().asked = {kMonday - 7 * kDay, kNow};
        Room room(m_pool, m_theme, std::make_shared<const objects::Listing>(std::move(made.listing())));
        QTRY_VERIFY(room.ready());
        QSignalSpy asked(&room.page, &DeliveriesPage::listingRequested);
        const auto choices = room.page.findChild<SegmentedControl*>()->findChildren<QAbstractButton*>();
        choices.last()->click();
        QTRY_COMPARE(room.grid->cells(), 2'880U);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(room.page.span(), DeliveriesSpan::Month);
    }

    void emptyBucketsForeignNamesAndErrorsSaySo()
    {
        Room room(m_pool, m_theme, std::make_shared<const objects::Listing>());
        QTRY_VERIFY(says(room.page, u"No files yet"_s));
        MadeListing foreign;
        foreign.addKey(u"photo.jpg"_s, kNow - kHour);
        room.page.setListing(shared(std::move(foreign)), kNow);
        QTRY_VERIFY(says(room.page, u"No name tells a window"_s));
        QSignalSpy again(&room.page, &DeliveriesPage::listingRequested);
        room.page.showError(errorOf(ErrorCode::NotFound));
        QVERIFY(says(room.page, u"The bucket could not be listed"_s));
        for (auto* button : room.page.findChildren<QPushButton*>())
            if (button->text() == u"Try again")
                button->click();
        QCOMPARE(again.size(), 1);
        room.page.setListing(known(), kNow);
        QTRY_VERIFY(room.ready());
    }

    void everyControlHasAName()
    {
        Room room(m_pool, m_theme);
        QTRY_VERIFY(room.ready());
        for (const auto* view : room.page.findChildren<QAbstractItemView*>())
            QVERIFY2(qobject_cast<const QHeaderView*>(view) || !view->accessibleName().isEmpty(), view->metaObject()->className());
        for (const auto* button : room.page.findChildren<QPushButton*>())
            QVERIFY(!button->text().isEmpty() || !button->accessibleName().isEmpty());
        for (const auto* label : room.page.findChildren<QLabel*>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }

    void itLooksAsItShould()
    {
        const QString folder = qEnvironmentVariable("TRACEDECK_PICTURES");
        if (folder.isEmpty())
            QSKIP("set TRACEDECK_PICTURES to a folder to look at the room");
        for (const auto scheme : {Scheme::Light, Scheme::Dark}) {
            m_theme.setScheme(scheme);
            for (const QSize size : {QSize(1360, 776), QSize(944, 516)}) {
                for (const auto span : {1, 2, 3}) {
                    Room room(m_pool, m_theme);
                    room.page.resize(size);
                    QTRY_VERIFY(room.ready());
                    room.page.findChild<SegmentedControl*>()->findChildren<QAbstractButton*>()[span]->click();
                    const auto& shape = shapeOf(static_cast<DeliveriesSpan>(span));
                    QTRY_COMPARE(room.grid->cells(), static_cast<std::size_t>(shape.rows * shape.columns));
                    QTRY_COMPARE(room.grid->height(), room.grid->sizeHint().height());
                    const auto name = u"%1/deliveries-%2-%3-%4.png"_s.arg(folder)
                                          .arg(scheme == Scheme::Light ? u"light"_s : u"dark"_s)
                                          .arg(size.width())
                                          .arg(span);
                    QVERIFY(room.page.grab().save(name));
                }
            }
        }
        m_theme.setScheme(Scheme::Light);
    }
};

QTEST_MAIN(DeliveriesTest)
#include "test_deliveries.moc"
