#include "widgets/badge.h"
#include "widgets/banner.h"
#include "widgets/elided_label.h"
#include "widgets/empty_state.h"
#include "widgets/kpi_card.h"
#include "widgets/progress_card.h"
#include "widgets/segmented_control.h"
#include "widgets/skeleton_rows.h"
#include "widgets/sparkline.h"
#include "widgets/switch_button.h"
#include "widgets/time_presets.h"
#include "widgets/time_range_popover.h"

#include <QDateTimeEdit>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>

#include <cmath>

using namespace tracedeck;
using namespace tracedeck::ui;

namespace {

constexpr std::int64_t kNewest = 1'795'271'520'000; // 21 Nov 2026 14:32 UTC
constexpr std::int64_t kHour = 3'600'000;

} // namespace

class TestWidgets : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void presetsCountBackFromTheNewestEvent();
    void aTypedRangeIsTakenWithEnter();
    void anUnreadableRangeIsNotTaken();
    void fromAndToAreTaken();
    void anEndBeforeTheBeginningIsRefused();
    void captionsNamePresets();
    void remainingTimeWaitsUntilItCanBeTrusted();
    void segmentsTellOnlyWhenAPersonChooses();
    void theSwitchTurnsWithSpace();
    void aFigureIsReadOutWithItsName();
    void labelsShowMarkupAsText();
    void tooltipsShowMarkupAsText();
    void skeletonsWaitBeforeTheyShow();
    void anEmptyStateOffersItsActions();
    void aBannersActionActs();
    void sparkBarsShowZeroAsALine();
};

void TestWidgets::presetsCountBackFromTheNewestEvent()
{
    const Theme theme(Scheme::Light);
    TimeRangePopover popover(theme);
    popover.setState({}, {kNewest - 6 * kHour, kNewest}, kNewest, true);
    QSignalSpy chosen(&popover, &TimeRangePopover::rangeChosen);
    for (auto* button : popover.findChildren<QPushButton*>()) {
        if (button->text() == u"Last 6 hours" || button->text() == u"All times")
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(chosen.count(), 2);
    QCOMPARE(chosen[0][0].value<TimeRange>(), (TimeRange {kNewest - 6 * kHour, kNewest}));
    QVERIFY(chosen[1][0].value<TimeRange>().isAll());
}

void TestWidgets::aTypedRangeIsTakenWithEnter()
{
    const Theme theme(Scheme::Light);
    TimeRangePopover popover(theme);
    popover.setState({}, {kNewest - 6 * kHour, kNewest}, kNewest, true);
    QSignalSpy chosen(&popover, &TimeRangePopover::rangeChosen);
    auto* field = popover.findChild<QLineEdit*>(QString(), Qt::FindDirectChildrenOnly);
    QTest::keyClicks(field, QStringLiteral("-90m"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0][0].value<TimeRange>(), (TimeRange {kNewest - 5'400'000, kNewest}));
}

void TestWidgets::anUnreadableRangeIsNotTaken()
{
    const Theme theme(Scheme::Light);
    TimeRangePopover popover(theme);
    popover.setState({}, {0, kNewest}, kNewest, true);
    QSignalSpy chosen(&popover, &TimeRangePopover::rangeChosen);
    auto* field = popover.findChild<QLineEdit*>(QString(), Qt::FindDirectChildrenOnly);
    QTest::keyClicks(field, QStringLiteral("soonish"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(chosen.count(), 0);
    QCOMPARE(field->accessibleDescription(), QStringLiteral("Not a time range yet."));
}

void TestWidgets::fromAndToAreTaken()
{
    const Theme theme(Scheme::Light);
    TimeRangePopover popover(theme);
    const TimeRange range {kNewest - 2 * kHour, kNewest - kHour};
    popover.setState(range, range, kNewest, true);
    QSignalSpy chosen(&popover, &TimeRangePopover::rangeChosen);
    for (auto* button : popover.findChildren<QPushButton*>()) {
        if (button->text() == u"Apply")
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(chosen[0][0].value<TimeRange>(), range);
}

void TestWidgets::anEndBeforeTheBeginningIsRefused()
{
    const Theme theme(Scheme::Light);
    TimeRangePopover popover(theme);
    popover.setState({}, {kNewest - kHour, kNewest}, kNewest, true);
    QSignalSpy chosen(&popover, &TimeRangePopover::rangeChosen);
    const auto edits = popover.findChildren<QDateTimeEdit*>();
    edits[1]->setDateTime(edits[0]->dateTime().addSecs(-60));
    for (auto* button : popover.findChildren<QPushButton*>()) {
        if (button->text() == u"Apply")
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(chosen.count(), 0);
}

void TestWidgets::captionsNamePresets()
{
    const TimeRange six {kNewest - 6 * kHour, kNewest};
    QCOMPARE(captionOf(six, six, kNewest, true).value, QStringLiteral("Last 6 hours"));
    QCOMPARE(captionOf(six, six, kNewest, true).remark, QStringLiteral("08:32 \u2013 14:32"));
    QCOMPARE(captionOf({}, six, kNewest, true).value, QStringLiteral("All times"));
    QCOMPARE(captionOf({kNewest - kHour, kNewest - 1000}, six, kNewest, true).value, QStringLiteral("13:32:00 \u2013 14:31:59"));
}

void TestWidgets::remainingTimeWaitsUntilItCanBeTrusted()
{
    RemainingTime remaining;
    QVERIFY(!remaining.read(1000, 0.1));
    QVERIFY(!remaining.read(2900, 0.29));
    QCOMPARE(*remaining.read(4000, 0.4), 6000);
    QVERIFY(!remaining.read(5000, 0.1)); // it has jumped
    QVERIFY(!remaining.read(6000, 0));
}

void TestWidgets::segmentsTellOnlyWhenAPersonChooses()
{
    SegmentedControl control({QStringLiteral("UTC"), QStringLiteral("Local")}, QStringLiteral("Zone"));
    QSignalSpy chosen(&control, &SegmentedControl::chosen);
    control.setCurrent(1);
    QCOMPARE(control.current(), 1);
    QCOMPARE(chosen.count(), 0);
    QTest::mouseClick(control.findChildren<QPushButton*>()[0], Qt::LeftButton);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0][0].toInt(), 0);
}

void TestWidgets::theSwitchTurnsWithSpace()
{
    const Theme theme(Scheme::Light);
    SwitchButton button(theme, QStringLiteral("Live"));
    QTest::keyClick(&button, Qt::Key_Space);
    QVERIFY(button.isChecked());
    QVERIFY(button.sizeHint().height() >= 24);
}

void TestWidgets::aFigureIsReadOutWithItsName()
{
    const Theme theme(Scheme::Light);
    KpiCard card(theme);
    card.setFigure(
        {QStringLiteral("Events"), {}, compactCount(1'284'552), {}, KpiFigure::Delta::Plain, countText(1'284'552), {}, &Tokens::outcomeOk});
    QCOMPARE(card.accessibleName(), QStringLiteral("Events: 1.28 M"));
    QCOMPARE(card.toolTip(), QStringLiteral("1,284,552"));
    QSignalSpy clicked(&card, &QAbstractButton::clicked);
    QTest::keyClick(&card, Qt::Key_Space);
    QCOMPARE(clicked.count(), 1);
}

void TestWidgets::labelsShowMarkupAsText()
{
    const Theme theme(Scheme::Light);
    ElidedLabel label(theme, TextRole::Body, QStringLiteral("<h1>big</h1>"));
    QCOMPARE(label.textFormat(), Qt::PlainText);
    QVERIFY(label.sizeHint().height() < 30);
    PlainLabel plain(theme, TextRole::Body, QStringLiteral("<h1>big</h1>"));
    QVERIFY(plain.sizeHint().width() > QFontMetrics(plain.font()).horizontalAdvance(QStringLiteral("<h1>big")));
}

void TestWidgets::tooltipsShowMarkupAsText()
{
    QCOMPARE(plainToolTip(QStringLiteral("plain & simple")), QStringLiteral("plain & simple"));
    QTextDocument shownAs;
    shownAs.setHtml(plainToolTip(QStringLiteral("<b>x</b> <img src='file:///etc/passwd'>")));
    QCOMPARE(shownAs.toPlainText(), QStringLiteral("<b>x</b> <img src='file:///etc/passwd'>"));
}

void TestWidgets::skeletonsWaitBeforeTheyShow()
{
    const Theme theme(Scheme::Light);
    QWidget host;
    SkeletonRows rows(theme, 26, &host);
    host.show();
    rows.start();
    QVERIFY(!rows.isVisible());
    QTRY_VERIFY(rows.isVisible());
    rows.stop();
    QVERIFY(!rows.isVisible());
    rows.start();
    rows.stop();
    QTest::qWait(200);
    QVERIFY(!rows.isVisible());
}

void TestWidgets::anEmptyStateOffersItsActions()
{
    const Theme theme(Scheme::Light);
    EmptyState state(theme);
    state.setMessage(QStringLiteral("logs"), QStringLiteral("No event matches"), QStringLiteral("Why"));
    QPushButton* first = state.addAction(QStringLiteral("Clear"));
    QPushButton* second = state.addAction(QStringLiteral("Other"));
    QCOMPARE(first->property("kind").toString(), QStringLiteral("primary"));
    QVERIFY(second->property("kind").toString().isEmpty());
    state.clearActions();
    QCOMPARE(state.addAction(QStringLiteral("Again"))->property("kind").toString(), QStringLiteral("primary"));
}

void TestWidgets::aBannersActionActs()
{
    const Theme theme(Scheme::Light);
    Banner banner(theme);
    int acted = 0;
    banner.showMessage(BadgeKind::Warn, QStringLiteral("<b>Token</b> expires"), {{QStringLiteral("Replace"), [&] { ++acted; }}});
    QVERIFY(banner.isVisible());
    QTest::mouseClick(banner.findChild<QPushButton*>(), Qt::LeftButton);
    QCOMPARE(acted, 1);
    QCOMPARE(banner.accessibleName(), QStringLiteral("<b>Token</b> expires"));
}

void TestWidgets::sparkBarsShowZeroAsALine()
{
    QImage image(40, 20, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    const std::vector<std::uint64_t> values {0, 10, 5, 0};
    paintSparkBars(painter, QRectF(0, 0, 40, 20), values, Qt::red, Qt::gray);
    painter.end();
    const auto height = [&](int x, const QColor& colour) {
        int tall = 0;
        for (int y = 0; y < image.height(); ++y)
            tall += image.pixelColor(x, y) == colour;
        return tall;
    };
    QCOMPARE(height(5, Qt::gray), 1);
    QCOMPARE(height(15, Qt::red), 20);
    QCOMPARE(height(25, Qt::red), 10);
}

QTEST_MAIN(TestWidgets)
#include "test_widgets.moc"
