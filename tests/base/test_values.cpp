#include "base/clock.h"
#include "base/result.h"
#include "base/time_range.h"
#include "base/visible_text.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QTest>

#include <array>
#include <limits>

using namespace tracedeck;
using namespace Qt::Literals::StringLiterals;

namespace {

Result<int> half(int number)
{
    if (number % 2 != 0)
        return fail(ErrorCode::BadValue, u"odd"_s, QString::number(number));
    return number / 2;
}

} // namespace

class TestValues : public QObject {
    Q_OBJECT

private slots:
    void hostileTextIsMadeVisible_data();
    void hostileTextIsMadeVisible();
    void linesAndTabsStayWhereTheyMay();
    void ordinaryTextIsUntouched();
    void nothingInvisibleIsEverLeft();
    void nothingLeftCanMoveATerminalsCursor();
    void rangesAreHalfOpen();
    void wholeTimeIsAll();
    void resultsCarryAValueOrAReason();
    void clockTellsUnixMilliseconds();
};

void TestValues::hostileTextIsMadeVisible_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("html stays text") << u"<b>&amp;</b>"_s << u"<b>&amp;</b>"_s;
    QTest::newRow("escape sequence") << u"\x1b[31mred"_s << u"\u241b[31mred"_s;
    QTest::newRow("one-character CSI") << u"\u009b31m"_s << u"\u27e6U+009B\u27e731m"_s;
    QTest::newRow("nul") << QString(u"a\0b"_qs) << u"a\u2400b"_s;
    QTest::newRow("backspace and delete") << u"a\b\x7f"_s << u"a\u2408\u2421"_s;
    QTest::newRow("bidi override") << u"a\u202egpj.exe"_s << u"a\u27e6U+202E\u27e7gpj.exe"_s;
    QTest::newRow("bidi isolate") << u"\u2066x\u2069"_s << u"\u27e6U+2066\u27e7x\u27e6U+2069\u27e7"_s;
    QTest::newRow("zero width") << u"a\u200bb\ufeff"_s << u"a\u27e6U+200B\u27e7b\u27e6U+FEFF\u27e7"_s;
    QTest::newRow("tags past the BMP") << u"\U000e0041"_s << u"\u27e6U+E0041\u27e7"_s;
    QTest::newRow("line break") << u"a\nb\u2028c"_s << u"a\u23ceb\u23cec"_s;
    QTest::newRow("carriage return") << u"a\rb"_s << u"a\u240db"_s;
    QTest::newRow("tab") << u"a\tb"_s << u"a b"_s;
}

void TestValues::hostileTextIsMadeVisible()
{
    QFETCH(QString, text);
    QTEST(visibleText(text), "shown");
    QTEST(QString::fromStdString(visibleUtf8(text.toStdString())), "shown");
}

void TestValues::linesAndTabsStayWhereTheyMay()
{
    QCOMPARE(visibleText(u"a\n\tb\x1b", false), u"a\n\tb\u241b"_s);
    QCOMPARE(visibleUtf8("a\n\tb\x1b", false), std::string("a\n\tb\xe2\x90\x9b"));
}

void TestValues::ordinaryTextIsUntouched()
{
    for (const QString& text : {u""_s, u"GET /a?b=c"_s, u"Grüße, 世界"_s, u"😀👩‍"_s.left(4), u"العربية"_s})
        QCOMPARE(visibleText(text), text);
}

void TestValues::nothingInvisibleIsEverLeft()
{
    QRandomGenerator random(5);
    for (int round = 0; round < 5'000; ++round) {
        QString text;
        for (int i = random.bounded(12); i > 0; --i) {
            const std::array<quint32, 5> upTo {0x20, 0xa0, 0x2100, 0xffff, 0xe0080};
            const auto c = static_cast<char32_t>(random.bounded(upTo[random.bounded(5U)]));
            text += c >= 0xd800 && c < 0xe000 ? u"x"_s : QString::fromUcs4(&c, 1);
        }
        const QString shown = visibleText(text);
        for (const uint c : shown.toUcs4()) {
            QVERIFY2(QChar::category(c) != QChar::Other_Control, qPrintable(QString::number(c, 16)));
            QVERIFY2(!(c >= 0x202a && c <= 0x202e) && !(c >= 0x2066 && c <= 0x2069) && c != 0x200e && c != 0x200f,
                     qPrintable(QString::number(c, 16)));
            QVERIFY(c != 0x2028 && c != 0x2029);
        }
        QCOMPARE(visibleText(shown), shown); // and showing it again changes nothing
    }
}

void TestValues::nothingLeftCanMoveATerminalsCursor()
{
    for (int byte = 0; byte < 256; ++byte) {
        for (const char c : visibleUtf8(std::string {'a', static_cast<char>(byte), 'b'}))
            QVERIFY2(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f, qPrintable(QString::number(byte)));
    }
}

void TestValues::rangesAreHalfOpen()
{
    constexpr TimeRange range {100, 200};
    QVERIFY(range.contains(100));
    QVERIFY(range.contains(199));
    QVERIFY(!range.contains(200));
    QVERIFY(!range.contains(99));
    QCOMPARE(range.lengthMs(), std::int64_t {100});
    QVERIFY(!(TimeRange {5, 5}.contains(5)));
}

void TestValues::wholeTimeIsAll()
{
    QVERIFY(TimeRange {}.isAll());
    QVERIFY(!(TimeRange {0, 1}.isAll()));
    QVERIFY(TimeRange {}.contains(std::numeric_limits<std::int64_t>::min()));
    QVERIFY(TimeRange {}.contains(0));
}

void TestValues::resultsCarryAValueOrAReason()
{
    QCOMPARE(half(8).value(), 4);
    const auto failed = half(7);
    QVERIFY(!failed);
    QCOMPARE(failed.error(), (Error {ErrorCode::BadValue, u"odd"_s, u"7"_s}));
}

void TestValues::clockTellsUnixMilliseconds()
{
    const auto before = QDateTime::currentMSecsSinceEpoch();
    const auto now = SystemClock().nowMs();
    QVERIFY(now >= before && now <= QDateTime::currentMSecsSinceEpoch());
}

QTEST_APPLESS_MAIN(TestValues)
#include "test_values.moc"
