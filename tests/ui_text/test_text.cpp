#include "text/error_text.h"
#include "text/format.h"
#include "text/time_input.h"

#include <QDateTime>
#include <QLocale>
#include <QRandomGenerator>
#include <QTest>

#include <cmath>
#include <limits>
#include <set>

using namespace tracedeck;
using namespace tracedeck::ui;

namespace {

std::int64_t utc(const char* iso)
{
    QDateTime at = QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODateWithMs);
    at.setTimeSpec(Qt::UTC);
    return at.toMSecsSinceEpoch();
}

} // namespace

class TestText : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void durationsReadAsInTheStyleGuide_data();
    void durationsReadAsInTheStyleGuide();
    void noDurationSaysSixtySecondsOrAThousandMilliseconds();
    void countsReadAsInTheStyleGuide_data();
    void countsReadAsInTheStyleGuide();
    void percentsKeepTwoDigitsWhenSmall_data();
    void percentsKeepTwoDigitsWhenSmall();
    void bytesAreDecimal_data();
    void bytesAreDecimal();
    void germanNumbersAreGerman();
    void timesOfEventsHaveMilliseconds();
    void rangesSayTheDayOnlyWhereItChanges();
    void axisLabelsFollowTheStep();
    void hostileTextIsMadeVisible();
    void everyErrorHasASentenceOfItsOwn();
    void anErrorNeverInterpretsWhatItNames();
    void typedRanges_data();
    void typedRanges();
    void unreadableRangesAreRefused_data();
    void unreadableRangesAreRefused();
    void aPrintedRangeReadsBack();
};

void TestText::durationsReadAsInTheStyleGuide_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << qint64(0) << QStringLiteral("0 ms");
    QTest::newRow("ms") << qint64(412) << QStringLiteral("412 ms");
    QTest::newRow("just below a second") << qint64(999) << QStringLiteral("999 ms");
    QTest::newRow("a second") << qint64(1000) << QStringLiteral("1.00 s");
    QTest::newRow("seconds") << qint64(2184) << QStringLiteral("2.18 s");
    QTest::newRow("ten seconds") << qint64(10070) << QStringLiteral("10.07 s");
    QTest::newRow("almost a minute") << qint64(59996) << QStringLiteral("1 min");
    QTest::newRow("minutes") << qint64(72000) << QStringLiteral("1 min 12 s");
    QTest::newRow("whole minutes") << qint64(31 * 60'000) << QStringLiteral("31 min");
    QTest::newRow("hours") << qint64(2 * 3600000 + 4 * 60000) << QStringLiteral("2 h 04 min");
    QTest::newRow("days") << qint64(3) * 86400000 + 14400000 << QStringLiteral("3 d 04 h");
    QTest::newRow("negative") << qint64(-25) << QStringLiteral("\u221225 ms");
}

void TestText::durationsReadAsInTheStyleGuide()
{
    QFETCH(qint64, ms);
    QTEST(durationText(ms), "text");
}

void TestText::noDurationSaysSixtySecondsOrAThousandMilliseconds()
{
    for (std::int64_t ms = 0; ms < 200'000; ++ms) {
        const QString text = durationText(ms);
        QVERIFY2(!text.startsWith(u"60.") && !text.startsWith(u"1000 ms") && !text.contains(u" 60 s"), qPrintable(text));
    }
    QVERIFY(!durationText(std::numeric_limits<std::int64_t>::max()).isEmpty());
    QVERIFY(!durationText(std::numeric_limits<std::int64_t>::min()).isEmpty());
}

void TestText::countsReadAsInTheStyleGuide_data()
{
    QTest::addColumn<quint64>("count");
    QTest::addColumn<QString>("grouped");
    QTest::addColumn<QString>("compact");
    QTest::addColumn<QString>("axis");
    QTest::newRow("zero") << quint64(0) << QStringLiteral("0") << QStringLiteral("0") << QStringLiteral("0");
    QTest::newRow("hundreds") << quint64(800) << QStringLiteral("800") << QStringLiteral("800") << QStringLiteral("800");
    QTest::newRow("thousands") << quint64(2116) << QStringLiteral("2,116") << QStringLiteral("2,116") << QStringLiteral("2.116k");
    QTest::newRow("ten thousand") << quint64(10000) << QStringLiteral("10,000") << QStringLiteral("10.0 k") << QStringLiteral("10k");
    QTest::newRow("hundreds of thousands") << quint64(318204) << QStringLiteral("318,204") << QStringLiteral("318 k")
                                           << QStringLiteral("318.2k");
    QTest::newRow("rounds up to a million") << quint64(999'900) << QStringLiteral("999,900") << QStringLiteral("1.00 M")
                                            << QStringLiteral("0.9999M");
    QTest::newRow("millions") << quint64(1284552) << QStringLiteral("1,284,552") << QStringLiteral("1.28 M") << QStringLiteral("1.285M");
    QTest::newRow("tens of millions") << quint64(38'400'000) << QStringLiteral("38,400,000") << QStringLiteral("38.4 M")
                                      << QStringLiteral("38.4M");
}

void TestText::countsReadAsInTheStyleGuide()
{
    QFETCH(quint64, count);
    QTEST(countText(count), "grouped");
    QTEST(compactCount(count).text(), "compact");
    QTEST(axisCount(static_cast<double>(count)), "axis");
}

void TestText::percentsKeepTwoDigitsWhenSmall_data()
{
    QTest::addColumn<double>("fraction");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << 0.0 << QStringLiteral("0 %");
    QTest::newRow("tiny") << 0.00012 << QStringLiteral("0.012 %");
    QTest::newRow("small") << 0.0027 << QStringLiteral("0.27 %");
    QTest::newRow("above one") << 0.0196 << QStringLiteral("2.0 %");
    QTest::newRow("large") << 0.994 << QStringLiteral("99.4 %");
    QTest::newRow("all") << 1.0 << QStringLiteral("100.0 %");
    QTest::newRow("of nothing") << std::nan("") << QStringLiteral("\u2014");
}

void TestText::percentsKeepTwoDigitsWhenSmall()
{
    QFETCH(double, fraction);
    QTEST(percentText(fraction), "text");
}

void TestText::bytesAreDecimal_data()
{
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("bytes") << quint64(999) << QStringLiteral("999 B");
    QTest::newRow("kilo") << quint64(1500) << QStringLiteral("1.50 kB");
    QTest::newRow("mega") << quint64(41'800'000) << QStringLiteral("41.8 MB");
    QTest::newRow("hundreds") << quint64(612'000'000) << QStringLiteral("612 MB");
    QTest::newRow("giga") << quint64(8'000'000'000) << QStringLiteral("8.00 GB");
}

void TestText::bytesAreDecimal()
{
    QFETCH(quint64, bytes);
    QTEST(bytesText(bytes), "text");
}

void TestText::germanNumbersAreGerman()
{
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    QCOMPARE(countText(318204), QStringLiteral("318.204"));
    QCOMPARE(compactCount(1'284'552).text(), QStringLiteral("1,28 M"));
    QLocale::setDefault(QLocale::c());
    QCOMPARE(countText(318204), QStringLiteral("318,204"));
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestText::timesOfEventsHaveMilliseconds()
{
    const std::int64_t at = utc("2026-11-21T12:46:16.456");
    QCOMPARE(timeText(at, true), QStringLiteral("12:46:16.456"));
    QCOMPARE(dateText(at, true), QStringLiteral("21 Nov"));
    QCOMPARE(dateTimeText(at, true), QStringLiteral("21 Nov 2026 12:46:16.456"));
    QCOMPARE(timeText(at, false), timeText(at, true)); // the tests run in UTC
    QCOMPARE(timeText(-1, true), QStringLiteral("23:59:59.999"));
}

void TestText::rangesSayTheDayOnlyWhereItChanges()
{
    QCOMPARE(rangeText({utc("2026-11-21T12:38:00"), utc("2026-11-21T13:09:00")}, true), QStringLiteral("12:38 \u2013 13:09"));
    QCOMPARE(rangeText({utc("2026-11-21T12:38:05"), utc("2026-11-21T13:09:00")}, true), QStringLiteral("12:38:05 \u2013 13:09:00"));
    QCOMPARE(rangeText({utc("2026-11-20T14:32:00"), utc("2026-11-21T14:32:00")}, true), QStringLiteral("20 Nov 14:32 \u2013 21 Nov 14:32"));
    QCOMPARE(rangeText({utc("2025-12-31T23:00:00"), utc("2026-01-01T01:00:00")}, true),
             QStringLiteral("31 Dec 2025 23:00 \u2013 1 Jan 2026 01:00"));
    QCOMPARE(rangeText({}, true), QStringLiteral("All times"));
}

void TestText::axisLabelsFollowTheStep()
{
    const std::int64_t at = utc("2026-11-21T12:46:30");
    QCOMPARE(axisTime(at, 10'000, true), QStringLiteral("12:46:30"));
    QCOMPARE(axisTime(at, 60'000, true), QStringLiteral("12:46"));
    QCOMPARE(axisTime(at, 86'400'000, true), QStringLiteral("21 Nov"));
    QCOMPARE(axisTime(utc("2026-11-22T00:00:00"), 3'600'000, true), QStringLiteral("22 Nov"));
    QCOMPARE(bucketWidthText(180'000), QStringLiteral("3 min"));
    QCOMPARE(bucketWidthText(15'000), QStringLiteral("15 s"));
    QCOMPARE(bucketWidthText(21'600'000), QStringLiteral("6 h"));
    QCOMPARE(agoText(52'000), QStringLiteral("52 s ago"));
    QCOMPARE(agoText(-5), QStringLiteral("0 s ago"));
}

void TestText::hostileTextIsMadeVisible()
{
    QCOMPARE(shown("<b>a</b>\x1b[31m"), QStringLiteral("<b>a</b>\u241B[31m"));
    QCOMPARE(shown("\xE2\x80\xAE"
                   "evil"),
             QStringLiteral("\u27E6U+202E\u27E7evil"));
    QCOMPARE(shortId(QStringLiteral("a41f9c2e-77d0")), QStringLiteral("a41f9c2e"));
}

void TestText::everyErrorHasASentenceOfItsOwn()
{
    std::set<QString> sentences;
    for (int code = 0; code <= static_cast<int>(ErrorCode::Conflict); ++code) {
        const QString text = errorText({static_cast<ErrorCode>(code), QStringLiteral("DETAIL"), QStringLiteral("SUBJECT")});
        QVERIFY2(text.size() > 15 && !text.contains(u"%1") && !text.contains(u"%2") && !text.contains(u'!'), qPrintable(text));
        sentences.insert(text);
    }
    QCOMPARE(sentences.size(), std::size_t(ErrorCode::Conflict) + 1);
}

void TestText::anErrorNeverInterpretsWhatItNames()
{
    const QString text = errorText({ErrorCode::NotFound, QStringLiteral("no %1 here\u202E"), QStringLiteral("a%2b\n")});
    QVERIFY2(text.startsWith(u"a%2b\u23CE is not there"), qPrintable(text));
    QVERIFY2(text.contains(u"no %1 here\u27E6U+202E\u27E7"), qPrintable(text));
}

void TestText::typedRanges_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("to");
    const qint64 now = utc("2026-11-21T14:32:00");
    const auto row = [](const char* typed, qint64 from, qint64 to) { QTest::newRow(typed) << QString::fromUtf8(typed) << from << to; };
    row("-3h", now - 10'800'000, now);
    row("3h", now - 10'800'000, now);
    row("last 15 min", now - 900'000, now);
    row("- 90 s", now - 90'000, now);
    row("-7d", now - 7 * qint64(86'400'000), now);
    row("-2 weeks", now - 14 * qint64(86'400'000), now);
    row("today", utc("2026-11-21T00:00:00"), utc("2026-11-22T00:00:00"));
    row("Yesterday", utc("2026-11-20T00:00:00"), utc("2026-11-21T00:00:00"));
    row("yesterday 14:00", utc("2026-11-20T14:00:00"), now);
    row("yesterday 14:00 - 15:30", utc("2026-11-20T14:00:00"), utc("2026-11-20T15:30:00"));
    row("yesterday 14:00 to now", utc("2026-11-20T14:00:00"), now);
    row("21 Nov 12:30 \u2013 13:10", utc("2026-11-21T12:30:00"), utc("2026-11-21T13:10:00"));
    row("21 nov 12:30-13:10", utc("2026-11-21T12:30:00"), utc("2026-11-21T13:10:00"));
    row("12:30 \u2013 13:10", utc("2026-11-21T12:30:00"), utc("2026-11-21T13:10:00"));
    row("20 Nov 23:30 \u2013 00:15", utc("2026-11-20T23:30:00"), utc("2026-11-21T00:15:00"));
    row("Nov 3", utc("2026-11-03T00:00:00"), utc("2026-11-04T00:00:00"));
    row("3 December", utc("2025-12-03T00:00:00"), utc("2025-12-04T00:00:00"));
    row("29 Feb", utc("2024-02-29T00:00:00"), utc("2024-03-01T00:00:00"));
    row("1 Nov \u2013 3 Nov", utc("2026-11-01T00:00:00"), utc("2026-11-04T00:00:00"));
    row("2026-11-20", utc("2026-11-20T00:00:00"), utc("2026-11-21T00:00:00"));
    row("2026-11-20T10:00:00.250Z", utc("2026-11-20T10:00:00.250"), now);
    row("2021-03-01 10:00 .. 2021-03-02 11:00", utc("2021-03-01T10:00:00"), utc("2021-03-02T11:00:00"));
    row("-3h to -1h", now - 10'800'000, now - 3'600'000);
    row(" ALL ", std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max());
}

void TestText::typedRanges()
{
    QFETCH(QString, typed);
    const auto range = parseTimeRange(typed, utc("2026-11-21T14:32:00"), true);
    QVERIFY(range.has_value());
    QTEST(qint64(range->from), "from");
    QTEST(qint64(range->to), "to");
}

void TestText::unreadableRangesAreRefused_data()
{
    QTest::addColumn<QString>("typed");
    for (const char* typed : {"", "   ", "soon", "-3", "-3 lightyears", "25:00", "12:61", "31 Feb 2026", "21 Nov 13:10 \u2013 20 Nov 12:30",
                              "1 \u2013 2 \u2013 3", "tomorrow", "23:59", "\u2013", "99999999999999d", "21 No", "2026-13-40"})
        QTest::newRow(typed) << QString::fromUtf8(typed);
}

void TestText::unreadableRangesAreRefused()
{
    QFETCH(QString, typed);
    QVERIFY(!parseTimeRange(typed, utc("2026-11-21T14:32:00"), true).has_value());
}

void TestText::aPrintedRangeReadsBack()
{
    QRandomGenerator random(7);
    for (int i = 0; i < 2000; ++i) {
        const std::int64_t from = std::int64_t(random.bounded(2'000'000'000)) * (i % 3 == 0 ? 1000 : 1001);
        const TimeRange range {from, from + 1 + std::int64_t(random.bounded(1'000'000'000))};
        const QString typed = typedTimeRange(range, true);
        const auto read = parseTimeRange(typed, 0, true);
        QVERIFY2(read && *read == range, qPrintable(typed));
    }
    QCOMPARE(*parseTimeRange(typedTimeRange({}, true), 0, true), TimeRange {});
}

QTEST_GUILESS_MAIN(TestText)
#include "test_text.moc"
