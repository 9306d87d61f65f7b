#include "logs/console_model.h"
#include "logs/detail_pane.h"
#include "logs/exception_box.h"

#include "store/place.h"
#include "store/selection.h"
#include "ui_logs/made_events.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

EventDetail madeDetail()
{
    EventDetail detail;
    detail.row = madeRow(1);
    detail.place = store::EventPlace {"20261121/20261121T124600Z_20261121T124700Z_3fa9.log.gz", 12, 0, 10};
    std::string line = kLine;
    std::erase(line, '\n');
    readLine(detail, std::move(line));
    return detail;
}

QStringList labelsOf(const QWidget& widget)
{
    QStringList texts;
    for (const QLabel* label : widget.findChildren<QLabel*>())
        texts << label->text();
    return texts;
}

} // namespace

class TestEventDetail : public QObject {
    Q_OBJECT

    Theme m_theme {Scheme::Light};

private slots:
    void aLineIsTakenApartInItsOrder();
    void framesOfOursStandOut();
    void thePaneShowsWhatWasDelivered();
    void aLostObjectLeavesTheColumnsAndSaysWhere();
    void anEventOfACsvIsTakenApartAndShownAsDelivered();
    void markupStaysText();
    void consoleJsonOpensAsATree();
    void theTreeKeepsOrderAndDigits();
    void indentedTextIsTheSameJson();
    void curlQuotesWhatAShellWouldRead();
    void groupsAndValuesAreAskedFor();
};

void TestEventDetail::aLineIsTakenApartInItsOrder()
{
    const EventDetail detail = madeDetail();
    QVERIFY(detail.event && !detail.lost);
    QCOMPARE(detail.console.size(), 3U);
    QCOMPARE(detail.console[0].text, u"confirm cart=1"_s);
    QCOMPARE(detail.console[0].afterMs, 0);
    QCOMPARE(detail.console[1].afterMs, 11);
    QCOMPARE(detail.console[2].level, events::Level::Error);
    QVERIFY(detail.console[2].text.startsWith(u"<img"_s));
    QCOMPARE(detail.exceptions.size(), 1U);
    QCOMPARE(detail.exceptions[0].stack.frames.size(), 2U);
}

void TestEventDetail::framesOfOursStandOut()
{
    const EventDetail detail = madeDetail();
    const auto& frames = detail.exceptions[0].stack.frames;
    QVERIFY(frames[0].inApp && !frames[1].inApp);
    QCOMPARE(placeWords(frames[0]), u"src/cart/totals.ts:48:21"_s);
    FrameList list(m_theme, frames);
    QVERIFY(list.accessibleDescription().startsWith(u"computeTotals src/cart/totals.ts:48:21\ndispatch"_s));
    list.resize(300, list.sizeHint().height());
    const QImage image = list.grab().toImage();
    QCOMPARE(image.pixelColor(0, 8), m_theme.tokens().accent);
    QVERIFY(image.pixelColor(0, 30) != m_theme.tokens().accent);
}

void TestEventDetail::thePaneShowsWhatWasDelivered()
{
    DetailPane pane(m_theme);
    pane.resize(424, 600);
    pane.show();
    pane.setEvent(madeDetail(), true);
    const QStringList texts = labelsOf(pane);
    QVERIFY(texts.contains(u"8e5c41d7fa0b2c93"_s));
    QVERIFY(texts.contains(u"TypeError: Cannot read properties of undefined (reading 'total')"_s));
    QVERIFY(texts.filter(u"line 12"_s).size() == 1);
    QCOMPARE(pane.tabs().tabText(1), u"Logs 3"_s);
    QCOMPARE(pane.tabs().tabText(2), u"Exception 1"_s);
    pane.stepTab(1);
    QCOMPARE(pane.tabs().currentIndex(), 1);
    pane.stepTab(-1);
    pane.stepTab(-1);
    QCOMPARE(pane.tabs().currentIndex(), 3);
    QVERIFY(pane.jsonTab().rawText().contains(u"\"Big\": 9007199254740993"_s));
    EventDetail quiet;
    quiet.row = madeRow(0);
    readLine(quiet, kQuiet);
    pane.setEvent(std::move(quiet), true);
    QVERIFY(!pane.tabs().isTabVisible(1) && !pane.tabs().isTabVisible(2));
}

void TestEventDetail::aLostObjectLeavesTheColumnsAndSaysWhere()
{
    EventDetail detail;
    detail.row = madeRow(1);
    detail.place = store::EventPlace {"/data/20261121/gone.log.gz", 7, 0, 0};
    detail.lost = Error {ErrorCode::NotFound, {}, u"/data/20261121/gone.log.gz"_s};
    DetailPane pane(m_theme);
    pane.show();
    pane.setEvent(std::move(detail), true);
    const QStringList texts = labelsOf(pane);
    QVERIFY(texts.contains(u"8e5c41d7fa0b2c93"_s));
    QCOMPARE(texts.filter(u"gone.log.gz"_s).size(), 2);
    QVERIFY(pane.jsonTab().rawText().contains(u"gone.log.gz"_s));
}

void TestEventDetail::anEventOfACsvIsTakenApartAndShownAsDelivered()
{
    const std::string delivered = R"(1795262400000,exception,"[{""Level"":""warn"",""Message"":[""a,b""]}]")";
    const test::Place place;
    place.put(u"a.csv"_s, "EventTimestampMs,Outcome,Logs\n" + delivered + "\n");
    QVERIFY(place.import({place.objects()}));
    const auto store = store::LogStore::open(place.storeFolder(), store::LogStore::Mode::Read).value();
    const auto rows = store::page(store::select(store->snapshot(), {}).value(), 0, 1).value();
    auto detail = loadDetail(store->snapshot(), rows.at(0).ref).value();
    QVERIFY(!detail.lost);
    QCOMPARE(detail.raw, delivered);
    QVERIFY(detail.event && detail.event->logs.size() == 1);
    QCOMPARE(events::joined(detail.event->logs[0]), std::string("a,b"));
    DetailPane pane(m_theme);
    pane.show();
    pane.setEvent(std::move(detail), true);
    QCOMPARE(pane.jsonTab().rawText(), QString::fromStdString(delivered));
    QVERIFY(pane.tabs().isTabVisible(1)); // the console
}

void TestEventDetail::markupStaysText()
{
    EventDetail detail = madeDetail();
    detail.row.rayId = "<b>ray</b>";
    detail.row.scriptName = "<i>x</i>\xE2\x80\xAE";
    DetailPane pane(m_theme);
    pane.show();
    pane.setEvent(std::move(detail), true);
    for (const QLabel* label : pane.findChildren<QLabel*>())
        QVERIFY2(label->textFormat() == Qt::PlainText || label->text().isEmpty(), qPrintable(label->text()));
    QVERIFY(labelsOf(pane).contains(u"<b>ray</b>"_s));
    QVERIFY(labelsOf(pane).contains(u"<i>x</i>\u27E6U+202E\u27E7"_s));
}

void TestEventDetail::consoleJsonOpensAsATree()
{
    ConsoleModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setLines(madeDetail().console);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(1, 0).data().toString(), u"+11"_s);
    QCOMPARE(model.rowCount(model.index(0, 0)), 0);
    const QModelIndex object = model.index(0, 0, model.index(1, 0));
    QCOMPARE(model.rowCount(object), 2);
    QCOMPARE(model.index(0, 1, object).data().toString(), u"\"EU-2\""_s);
    QVERIFY2(model.rowCount(model.index(2, 0)) == 1, "a string that holds JSON opens too");
    model.setLines({});
    QCOMPARE(model.rowCount(), 0);
}

void TestEventDetail::theTreeKeepsOrderAndDigits()
{
    const auto tree = jsonTree(kOrdered);
    QVERIFY(tree);
    QCOMPARE(tree->children.size(), 3U);
    QCOMPARE(tree->children[0].key, u"z"_s);
    QCOMPARE(tree->children[0].text, u"9007199254740993"_s);
    QCOMPARE(tree->children[1].children[3].text, u"x\u2407"_s);
    QCOMPARE(jsonSummary(tree->children[1]), u"[4]"_s);
    QCOMPARE(jsonSummary(tree->children[2]), u"{0}"_s);
    JsonTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setNodes(tree->children);
    QCOMPARE(model.index(2, 0, model.index(1, 0)).data(JsonTreeModel::PathRole).toString(), u"a[2]"_s);
    QCOMPARE(jsonTree("{").error().code, ErrorCode::BadJson);
    QCOMPARE(jsonTree("[1,2,3,4,5]", 3).error().code, ErrorCode::LimitExceeded);
}

void TestEventDetail::indentedTextIsTheSameJson()
{
    QCOMPARE(indentedJson(kNested), QString::fromLatin1(kIndented));
    QCOMPARE(indentedJson("not json"), u"not json"_s);
}

void TestEventDetail::curlQuotesWhatAShellWouldRead()
{
    store::EventRow row = madeRow(0);
    row.method = "GET";
    row.trigger = "https://a.example/?q='; rm -rf /;'";
    QVERIFY(asCurl(row).endsWith(u"curl -X 'GET' 'https://a.example/?q='\\''; rm -rf /;'\\'''\n"_s));
    row.method.clear();
    QVERIFY(asCurl(row).isEmpty());
}

void TestEventDetail::groupsAndValuesAreAskedFor()
{
    DetailPane pane(m_theme);
    pane.resize(424, 700);
    pane.show();
    EventDetail detail = madeDetail();
    const auto key = detail.exceptions[0].group;
    pane.setEvent(std::move(detail), true);
    QSignalSpy groups(&pane, &DetailPane::groupRequested);
    QSignalSpy gestures(&pane, &DetailPane::gestured);
    for (QPushButton* button : pane.findChildren<QPushButton*>()) {
        if (button->text() == u"Show group"_s && groups.isEmpty())
            button->click();
        if (button->text() == u"Filter to this Ray ID"_s)
            button->click();
    }
    QCOMPARE(groups.size(), 1);
    QCOMPARE(groups.at(0).at(0).toULongLong(), key);
    QCOMPARE(gestures.size(), 1);
    QCOMPARE(gestures.at(0).at(1).value<store::Column>(), store::Column::RayID);
}

QTEST_MAIN(TestEventDetail)
#include "test_event_detail.moc"
