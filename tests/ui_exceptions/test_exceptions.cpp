// The exceptions room as a person meets it: models, stack, and the page over a small real store.
#include "charts/histogram_view.h"
#include "exceptions/exceptions_page.h"
#include "exceptions/fact_strip.h"
#include "exceptions/frames_model.h"
#include "exceptions/group_detail.h"
#include "exceptions/groups_model.h"
#include "exceptions/rate_model.h"
#include "exceptions/samples_model.h"
#include "exceptions/stack_view.h"
#include "support/generated_store.h"
#include "theme/theme.h"
#include "widgets/scope.h"
#include "widgets/small_table.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace tracedeck;
using namespace Qt::Literals::StringLiterals;
using namespace tracedeck::ui;

namespace {

constexpr auto kTester = QAbstractItemModelTester::FailureReportingMode::QtTest;
const std::string kHostile = "<img src=x>\u202Eevil\nnext\x1b[31m";

store::ExceptionGroup group(events::GroupKey key, std::string name, std::string message, std::uint64_t events, std::int64_t last)
{
    store::ExceptionGroup one;
    one.key = key;
    one.name = std::move(name);
    one.message = std::move(message);
    one.events = one.count = events;
    one.first = 1000 - last;
    one.last = last;
    one.scripts = {{"checkout-api", events, events}};
    return one;
}

store::ExceptionGroups threeGroups()
{
    store::ExceptionGroups groups;
    groups.events = 100;
    groups.groups = {group(1, "TypeError", "x is not a function", 30, 10), group(2, "RangeError", "too long", 20, 30),
                     group(3, "Error", "no stock", 5, 20)};
    return groups;
}

events::Frame frame(const char* function, const char* file, bool inApp)
{
    events::Frame one;
    one.function = function;
    one.file = file;
    one.line = 7;
    one.column = 3;
    one.inApp = inApp;
    one.raw = std::string {"at "} + function;
    return one;
}

bool isPlain(const QString& text)
{
    return !text.contains(QChar(0x202E)) && !text.contains(u'\n') && !text.contains(QChar(0x1b));
}

} // namespace

class ExceptionsTest : public QObject {
    Q_OBJECT

private:
    QThreadPool m_pool;
    Theme m_theme {Scheme::Light};
    tests::GeneratedStore m_store {8'000};

    struct Room {
        Scope scope;
        ExceptionsPage page;
        QListView* list;
        GroupDetail* detail;
        Room(QThreadPool& pool, const Theme& theme, const store::Snapshot& snapshot) : scope(store::Queries(pool)), page(scope, theme)
        {
            scope.setSnapshot(snapshot);
            page.resize(1360, 776);
            page.show();
            for (auto* view : page.findChildren<QListView*>())
                if (qobject_cast<GroupsModel*>(view->model()))
                    list = view;
            detail = page.findChild<GroupDetail*>();
        }
        [[nodiscard]] const GroupsModel& groups() const { return *qobject_cast<GroupsModel*>(list->model()); }
        [[nodiscard]] events::GroupKey current() const { return groups().groupAt(list->currentIndex().row()).key; }
        [[nodiscard]] bool detailed() const { return detail->answers().group.key != 0 && detail->answers().group.key == current(); }
        [[nodiscard]] bool ready() const { return list->currentIndex().isValid() && detailed(); }
    };

private slots:
    void modelsKeepTheContractOfModels()
    {
        GroupsModel groups;
        QAbstractItemModelTester groupsTester(&groups, kTester);
        groups.setGroups(threeGroups());
        groups.setOrder(GroupOrder::LastSeen);
        groups.setText(u"error"_s);
        groups.setUtc(false);
        groups.setGroups({});

        for (const auto by : {RateModel::By::Version, RateModel::By::Worker}) {
            RateModel rates(by);
            QAbstractItemModelTester tester(&rates, kTester);
            rates.setRows({{"a", 1, 10}, {"", 0, 0}});
            rates.setRows({});
        }
        FramesModel frames;
        QAbstractItemModelTester framesTester(&frames, kTester);
        frames.setFrames({frame("a", "src/a.ts", true), frame("b", "node_modules/x/b.js", false)});
        frames.setAppOnly(false);
        frames.setFrames({});

        SamplesModel samples;
        QAbstractItemModelTester samplesTester(&samples, kTester);
        samples.setRows(std::vector<store::EventRow>(3));
        samples.setUtc(false);
        samples.setRows({});
    }

    void groupsCanBeOrdered_data()
    {
        QTest::addColumn<int>("order");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("most events first") << int(GroupOrder::Events) << QStringList {u"TypeError"_s, u"RangeError"_s, u"Error"_s};
        QTest::newRow("last seen first") << int(GroupOrder::LastSeen) << QStringList {u"RangeError"_s, u"Error"_s, u"TypeError"_s};
        QTest::newRow("newest group first") << int(GroupOrder::FirstSeen) << QStringList {u"TypeError"_s, u"Error"_s, u"RangeError"_s};
        QTest::newRow("by name") << int(GroupOrder::Name) << QStringList {u"Error"_s, u"RangeError"_s, u"TypeError"_s};
    }
    void groupsCanBeOrdered()
    {
        QFETCH(int, order);
        GroupsModel model;
        model.setGroups(threeGroups());
        model.setOrder(static_cast<GroupOrder>(order));
        QStringList names;
        for (int row = 0; row < model.rowCount(); ++row)
            names << model.index(row).data(GroupsModel::NameRole).toString();
        QTEST(names, "names");
    }

    void textNarrowsByNameMessageOrWorkerInAnyCase()
    {
        GroupsModel model;
        model.setGroups(threeGroups());
        const auto found = [&](const QString& text) {
            model.setText(text);
            return model.rowCount();
        };
        QCOMPARE(found(u"RANGE"_s), 1);
        QCOMPARE(found(u"no stock"_s), 1);
        QCOMPARE(found(u"TypeError: x is"_s), 1);
        QCOMPARE(found(u"checkout"_s), 3);
        QCOMPARE(found(u"nowhere"_s), 0);
        QCOMPARE(found({}), 3);
    }

    void hostileTextIsShownAsText()
    {
        store::ExceptionGroups groups;
        groups.groups = {group(1, kHostile, kHostile, 1, 1)};
        groups.groups.front().culprit = kHostile;
        groups.groups.front().scripts = {{kHostile, 1, 1}};
        GroupsModel model;
        model.setGroups(groups);
        for (const int role : {int(GroupsModel::NameRole), int(GroupsModel::MessageRole), int(GroupsModel::WorkersRole),
                               int(GroupsModel::CulpritRole), int(Qt::AccessibleTextRole)})
            QVERIFY(isPlain(model.index(0).data(role).toString()));

        store::EventRow row;
        row.scriptName = row.trigger = row.message = row.messageName = kHostile;
        SamplesModel samples;
        samples.setRows({row});
        RateModel rates(RateModel::By::Worker);
        rates.setRows({{kHostile, 1, 1}});
        FramesModel frames;
        frames.setFrames({frame(kHostile.c_str(), kHostile.c_str(), true)});
        const std::initializer_list<QAbstractItemModel*> models {&samples, &rates, &frames};
        for (auto* shownModel : models)
            for (int column = 0; column < shownModel->columnCount(); ++column) {
                const auto at = shownModel->index(0, column);
                QVERIFY(isPlain(at.data().toString()));
                const auto tip = at.data(Qt::ToolTipRole).toString();
                QVERIFY(isPlain(tip) && (!Qt::mightBeRichText(tip) || !tip.contains(u"<img")));
            }
    }

    void aMessageNamesItsExceptionOnlyWhereItIsAnother()
    {
        store::EventRow usual, other;
        usual.messageName = "TypeError";
        other.messageName = "RangeError";
        usual.message = other.message = "no";
        SamplesModel model;
        model.setRows({usual, other}, "TypeError");
        QCOMPARE(model.index(0, SamplesModel::Message).data().toString(), u"no"_s);
        QCOMPARE(model.index(1, SamplesModel::Message).data().toString(), u"RangeError: no"_s);
    }

    void framesOutsideOfTheAppFoldToOneLine()
    {
        FramesModel model;
        model.setFrames({frame("mine", "src/a.ts", true), frame("layer", "/x/node_modules/router/a.js", false),
                         frame("next", "/x/node_modules/router/b.js", false), frame("yours", "src/b.ts", true)});
        QCOMPARE(model.rowCount(), 3);
        QVERIFY(model.index(1).data(FramesModel::FoldedRole).toBool());
        QVERIFY(model.index(1).data().toString().contains(u"node_modules/router"));
        QVERIFY(model.index(0).data(FramesModel::PlaceRole).toString() == u"src/a.ts:7:3");
        model.setAppOnly(false);
        QCOMPARE(model.rowCount(), 4);
    }

    void theRawStackIsTheDeliveredTextWithItsLines()
    {
        StackView view(m_theme);
        GroupEvidence evidence;
        evidence.stack = "Error: <b>no</b>\n    at a (src/a.ts:1:1)";
        evidence.frames = events::parseStack(evidence.stack).frames;
        view.show(evidence, {}, true);
        view.setMode(StackView::Mode::Raw);
        QCOMPARE(view.findChild<QPlainTextEdit*>()->toPlainText(), u"Error: <b>no</b>\n    at a (src/a.ts:1:1)"_s);
    }

    void withoutAStackTheLastConsoleLinesAreShown()
    {
        StackView view(m_theme);
        GroupEvidence evidence;
        evidence.name = "exceededCpu";
        evidence.lastLines = {{"log", {{"started", false}}, {}}, {"warn", {{"slow", false}, {"[1]", true}}, {}}};
        view.show(evidence, {}, true);
        const auto text = view.findChild<QPlainTextEdit*>()->toPlainText();
        QVERIFY(text.contains(u"started") && text.contains(u"slow [1]"));
        bool said = false;
        for (const auto* label : view.findChildren<QLabel*>())
            said = said || label->text().contains(u"No stack is recorded");
        QVERIFY(said);
    }

    void anObjectThatIsGoneIsNamedInsteadOfAStack()
    {
        StackView view(m_theme);
        view.show({}, Error {ErrorCode::NotFound, {}, u"/logs/20261121/a.log.gz"_s}, true);
        bool said = false;
        for (const auto* label : view.findChildren<QLabel*>())
            said = said || label->text().contains(u"a.log.gz");
        QVERIFY(said);
    }

    void theLargestGroupIsOpenAtFirst()
    {
        Room room(m_pool, m_theme, m_store.snapshot());
        QTRY_VERIFY(room.ready());
        QCOMPARE(room.list->currentIndex().row(), 0);
        std::uint64_t drawn = 0;
        for (const auto& slice : room.detail->findChild<HistogramView*>()->slices())
            drawn += slice.total;
        QCOMPARE(drawn, room.groups().groupAt(0).events);
        QCOMPARE(room.detail->findChild<FactStrip*>()->facts().size(), 5U);
    }

    void arrowsWalkTheGroupsAndLLeadsToTheEvents()
    {
        Room room(m_pool, m_theme, m_store.snapshot());
        QTRY_VERIFY(room.ready());
        room.list->setFocus();
        room.page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&room.page));
        QTest::keyClick(room.list, Qt::Key_Down);
        QCOMPARE(room.list->currentIndex().row(), 1);
        QTRY_VERIFY(room.ready());
        QSignalSpy links(&room.page, &ExceptionsPage::eventsRequested);
        QTest::keyClick(room.list, Qt::Key_L);
        QCOMPARE(links.size(), 1);
        QCOMPARE(links.first().first().value<EventsLink>().filter, groupFilter(room.current()));
    }

    void slashGoesToTheFilterAndDownComesBack()
    {
        Room room(m_pool, m_theme, m_store.snapshot());
        QTRY_VERIFY(room.ready());
        room.page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&room.page));
        room.list->setFocus();
        QTest::keyClick(room.list, Qt::Key_Slash);
        auto* filter = room.page.findChild<QLineEdit*>();
        QVERIFY(filter->hasFocus());
        QTest::keyClicks(filter, u"zzz"_s);
        QCOMPARE(room.groups().rowCount(), 0);
        QTest::keyClick(filter, Qt::Key_Escape);
        QVERIFY(room.groups().rowCount() > 0);
        QTest::keyClick(filter, Qt::Key_Down);
        QVERIFY(room.list->hasFocus());
    }

    void aLinkOpensItsGroup()
    {
        Room room(m_pool, m_theme, m_store.snapshot());
        QTRY_VERIFY(room.ready());
        const auto key = room.groups().all().groups.back().key;
        room.page.openLink({key});
        QTRY_VERIFY(room.ready());
        QCOMPARE(room.current(), key);
    }

    void aLinkBeforeTheFirstAnswerIsKept()
    {
        Scope scope {store::Queries(m_pool)};
        scope.setSnapshot(m_store.snapshot());
        const auto groups = answerGroups(m_store.snapshot(), {}, *m_store.snapshot().timeSpan());
        ExceptionsPage page(scope, m_theme);
        page.openLink({groups->groups.back().key});
        page.show();
        QTRY_COMPARE(page.findChild<GroupDetail*>()->answers().group.key, groups->groups.back().key);
    }

    void theButtonSaysHowManyEventsAndLeadsToThem()
    {
        Room room(m_pool, m_theme, m_store.snapshot());
        QTRY_VERIFY(room.ready());
        QSignalSpy links(&room.page, &ExceptionsPage::eventsRequested);
        for (auto* button : room.detail->findChildren<QPushButton*>())
            if (button->property("kind").toString() == u"primary") {
                QVERIFY(button->text().contains(QString::number(room.groups().groupAt(0).events)));
                button->click();
            }
        QCOMPARE(links.size(), 1);
    }

    void aVersionsRowLeadsToItsEventsOfTheGroup()
    {
        Room room(m_pool, m_theme, m_store.snapshot());
        QTRY_VERIFY(room.ready());
        QSignalSpy links(&room.page, &ExceptionsPage::eventsRequested);
        auto* table = room.detail->findChildren<SmallTable*>().first();
        room.page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&room.page));
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(links.size(), 1);
        QCOMPARE(logpush::topConditions(links.first().first().value<EventsLink>().filter).size(), 2U);
    }

    void aRangeWithoutTheChosenGroupSaysSo()
    {
        Room room(m_pool, m_theme, m_store.snapshot());
        QTRY_VERIFY(room.ready());
        room.scope.setRange({1, 2});
        const auto said = [&] {
            for (const auto* label : room.page.findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains(u"No events in this range"))
                    return true;
            return false;
        };
        QTRY_VERIFY(said());
        room.scope.setRange({});
        QTRY_VERIFY(room.ready());
    }

    void everyControlHasAName()
    {
        Room room(m_pool, m_theme, m_store.snapshot());
        QTRY_VERIFY(room.ready());
        for (const auto* view : room.page.findChildren<QAbstractItemView*>())
            QVERIFY2(qobject_cast<const QHeaderView*>(view) || !view->isVisible() || !view->accessibleName().isEmpty(),
                     view->metaObject()->className());
        for (const auto* box : room.page.findChildren<QComboBox*>())
            QVERIFY(!box->accessibleName().isEmpty());
        for (const auto* label : room.page.findChildren<QLabel*>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }
};

QTEST_MAIN(ExceptionsTest)
#include "test_exceptions.moc"
