#include "theme/contrast_pairs.h"
#include "theme/theme.h"
#include "theme/tokens.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <set>

using namespace tracedeck;
using namespace tracedeck::ui;

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double la = luminance(a), lb = luminance(b);
    return (qMax(la, lb) + 0.05) / (qMin(la, lb) + 0.05);
}

template<typename Kind>
QImage glyph(const Theme& theme, Kind kind)
{
    QImage image(24, 24, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    theme.drawGlyph(painter, QPointF(12, 12), kind);
    return image;
}

// The shape without its colour.
QByteArray mask(const QImage& image)
{
    QByteArray bits;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            bits += qAlpha(image.pixel(x, y)) > 127 ? '#' : '.';
    }
    return bits;
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private slots:
    void everyColourPairInUseReachesItsContrast_data();
    void everyColourPairInUseReachesItsContrast();
    void glyphsOnASelectedRowReachThreeToOne();
    void eachOutcomeHasAShapeOfItsOwn();
    void eachLevelHasAShapeOfItsOwn();
    void everyIconDraws();
    void anIconIsStrokedInTheColourAskedFor();
    void anIconIsCrispAtTwoPixelsPerPoint();
    void noTokenIsLeftInTheStyleSheet();
    void styleSheetImagesAreInTheThemesColours();
    void switchingTheSchemeChangesPaletteAndTellsOnce();
    void systemFollowsTheDesktop();
    void noTextIsSmallerThanElevenPixels();
    void largerTextScalesLengthsButNotHairlines();
};

void TestTheme::everyColourPairInUseReachesItsContrast_data()
{
    QTest::addColumn<QColor>("front");
    QTest::addColumn<QColor>("back");
    QTest::addColumn<double>("least");
    for (const auto& [scheme, tokens] : {std::pair {"light", &lightTokens()}, std::pair {"dark", &darkTokens()}}) {
        for (const ContrastPair& pair : kContrastPairs) {
            QTest::addRow("%s: %s", scheme, std::string(pair.use).c_str()) << tokens->*pair.front << tokens->*pair.back << pair.least;
        }
    }
}

void TestTheme::everyColourPairInUseReachesItsContrast()
{
    QFETCH(QColor, front);
    QFETCH(QColor, back);
    QFETCH(double, least);
    QVERIFY(front.isValid() && back.isValid());
    QVERIFY2(contrast(front, back) >= least, qPrintable(QString::number(contrast(front, back))));
}

void TestTheme::glyphsOnASelectedRowReachThreeToOne()
{
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        const Theme theme(scheme);
        for (int i = 0; i <= static_cast<int>(events::OutcomeClass::Other); ++i) {
            const QColor colour = theme.outcomeColour(static_cast<events::OutcomeClass>(i), true);
            QVERIFY2(contrast(colour, theme.tokens().selrow) >= kShape, qPrintable(colour.name()));
        }
        for (int i = 0; i <= static_cast<int>(events::Level::Other); ++i) {
            const QColor colour = theme.levelColour(static_cast<events::Level>(i), true);
            QVERIFY2(contrast(colour, theme.tokens().selrow) >= kShape, qPrintable(colour.name()));
        }
    }
}

void TestTheme::eachOutcomeHasAShapeOfItsOwn()
{
    const Theme theme(Scheme::Light);
    std::set<QByteArray> shapes;
    for (int i = 0; i <= static_cast<int>(events::OutcomeClass::Other); ++i)
        shapes.insert(mask(glyph(theme, static_cast<events::OutcomeClass>(i))));
    QCOMPARE(shapes.size(), std::size_t(events::OutcomeClass::Other) + 1);
    QVERIFY(!shapes.count(mask(QImage(24, 24, QImage::Format_Mono).convertToFormat(QImage::Format_Alpha8))));
}

void TestTheme::eachLevelHasAShapeOfItsOwn()
{
    const Theme theme(Scheme::Dark);
    std::set<QByteArray> shapes;
    for (int i = 0; i <= static_cast<int>(events::Level::Other); ++i)
        shapes.insert(mask(glyph(theme, static_cast<events::Level>(i))));
    QCOMPARE(shapes.size(), std::size_t(events::Level::Other) + 1);
}

void TestTheme::everyIconDraws()
{
    const Theme theme(Scheme::Light);
    const QStringList names = QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")});
    QVERIFY(names.size() > 50);
    for (const QString& name : names) {
        const QPixmap drawn = theme.pixmap(name.chopped(4), 16);
        QVERIFY2(!drawn.isNull() && mask(drawn.toImage()).contains('#'), qPrintable(name));
    }
    QVERIFY(theme.pixmap(QStringLiteral("no-such-icon"), 16).isNull());
}

void TestTheme::anIconIsStrokedInTheColourAskedFor()
{
    const Theme theme(Scheme::Light);
    const QImage image = theme.pixmap(QStringLiteral("minus"), 32, QColor(Qt::red)).toImage();
    QCOMPARE(image.pixelColor(16, 16).name(), QColor(Qt::red).name());
}

void TestTheme::anIconIsCrispAtTwoPixelsPerPoint()
{
    const Theme theme(Scheme::Light);
    const QPixmap once = theme.pixmap(QStringLiteral("logs"), 16);
    const QPixmap twice = theme.pixmap(QStringLiteral("logs"), 16, {}, 2.0);
    QCOMPARE(twice.size(), once.size() * 2);
    QCOMPARE(twice.deviceIndependentSize(), QSizeF(once.size()));
    QCOMPARE(theme.icon(QStringLiteral("logs"), 16).pixmap(QSize(16, 16), 2.0).size(), QSize(32, 32));
}

void TestTheme::noTokenIsLeftInTheStyleSheet()
{
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        const Theme theme(scheme);
        QVERIFY(qApp->styleSheet().size() > 1000);
        const QRegularExpressionMatch left = QRegularExpression(QStringLiteral("@\\w+@")).match(qApp->styleSheet());
        QVERIFY2(!left.hasMatch(), qPrintable(left.captured()));
    }
}

void TestTheme::styleSheetImagesAreInTheThemesColours()
{
    const Theme theme(Scheme::Light); // brings the resources in
    for (const auto& [folder, tokens] : {std::pair {u"light", &lightTokens()}, std::pair {u"dark", &darkTokens()}}) {
        for (const auto& [name, colour] : {std::pair {u"chevd", tokens->text2}, std::pair {u"check_on", tokens->onaccent}}) {
            QFile file(QStringLiteral(":/icons/%1/%2.svg").arg(QStringView(folder), QStringView(name)));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(QString::fromUtf8(file.readAll()).contains(colour.name(), Qt::CaseInsensitive));
        }
    }
}

void TestTheme::switchingTheSchemeChangesPaletteAndTellsOnce()
{
    Theme theme(Scheme::Light);
    QLabel label;
    QCOMPARE(QApplication::palette().color(QPalette::Window), lightTokens().bg);
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setScheme(Scheme::Dark);
    QVERIFY(theme.isDark());
    QCOMPARE(QApplication::palette().color(QPalette::Window), darkTokens().bg);
    QCOMPARE(QApplication::palette().color(QPalette::PlaceholderText), darkTokens().text3);
    QTest::qWait(20);
    QCOMPARE(changed.count(), 1);
}

void TestTheme::systemFollowsTheDesktop()
{
    Theme theme(Scheme::System);
    QVERIFY(!theme.isDark()); // the offscreen desktop is light
    QSignalSpy changed(&theme, &Theme::changed);
    QEvent themeChange(QEvent::ThemeChange);
    QApplication::sendEvent(qApp, &themeChange);
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(QApplication::palette().color(QPalette::Window), lightTokens().bg);
    QTest::qWait(20);
    QCOMPARE(changed.count(), 1); // what we set ourselves is not a change of the desktop
}

void TestTheme::noTextIsSmallerThanElevenPixels()
{
    Theme theme(Scheme::Light);
    theme.setTextSize(11);
    for (int i = 0; i <= static_cast<int>(TextRole::MonoSmall); ++i)
        QVERIFY(theme.font(static_cast<TextRole>(i)).pixelSize() >= 11);
}

void TestTheme::largerTextScalesLengthsButNotHairlines()
{
    QCOMPARE(withScale(QStringLiteral("a { border: 1px; padding: 0 12px; } b { width: 28px }"), 1.5),
             QStringLiteral("a { border: 1px; padding: 0 18px; } b { width: 42px }"));
    Theme theme(Scheme::Light);
    theme.setTextSize(18);
    QCOMPARE(theme.font(TextRole::Body).pixelSize(), 18);
    QCOMPARE(theme.px(26), 36);
}

QTEST_MAIN(TestTheme)
#include "test_theme.moc"
