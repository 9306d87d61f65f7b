#include "theme/theme.h"

#include "theme/line_icon.h"
#include "theme/palette.h"
#include "theme/tokens.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QFontDatabase>
#include <QPixmapCache>
#include <QStyle>
#include <QStyleFactory>
#include <QTimer>

#include <array>

static void initResources() // Q_INIT_RESOURCE must not stand in a namespace
{
    Q_INIT_RESOURCE(tracedeck);
}

namespace tracedeck::ui {

namespace {

constexpr int kDesignTextPx = 13;
constexpr int kSmallestFontPx = 11;

struct FontRow {
    int px;
    QFont::Weight weight;
    bool mono;
};

// Indexed by TextRole.
constexpr auto kFonts = std::to_array<FontRow>({
    {22, QFont::DemiBold, false},
    {18, QFont::DemiBold, false},
    {14, QFont::DemiBold, false},
    {13, QFont::DemiBold, false},
    {13, QFont::Normal, false},
    {13, QFont::Medium, false},
    {12, QFont::Normal, false},
    {11, QFont::Normal, false},
    {11, QFont::DemiBold, false},
    {12, QFont::Normal, true},
    {12, QFont::DemiBold, true},
    {11, QFont::Normal, true},
});

QString styleSheetText()
{
    QFile file(QStringLiteral(":/style/tracedeck.qss.in"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

Theme::Theme(Scheme scheme, QObject* parent)
    : QObject(parent)
    , m_scheme(scheme)
    , m_uiFamily(QGuiApplication::font().family())
    , m_monoFamily(QFontDatabase::systemFont(QFontDatabase::FixedFont).family())
{
    initResources();
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    apply();
    qApp->installEventFilter(this);
}

void Theme::setScheme(Scheme scheme)
{
    m_scheme = scheme;
    apply();
}

void Theme::setTextSize(int px)
{
    m_textSize = qBound(11, px, 18);
    apply();
}

int Theme::px(int designPx) const
{
    return qRound(designPx * m_textSize / double(kDesignTextPx));
}

QFont Theme::font(TextRole role) const
{
    const FontRow& row = kFonts[static_cast<std::size_t>(role)];
    QFont font(row.mono ? m_monoFamily : m_uiFamily);
    font.setPixelSize(qMax(kSmallestFontPx, px(row.px)));
    font.setWeight(row.weight);
    if (row.mono) {
        font.setStyleHint(QFont::Monospace);
        font.setStyleStrategy(QFont::PreferNoShaping); // no ligatures in code; QFont::setFeature is newer than our Qt
    }
    return font;
}

QPixmap Theme::pixmap(const QString& name, int designPx, const QColor& colour, qreal dpr) const
{
    return strokedIcon(name, px(designPx), colour.isValid() ? colour : tokens().text2, dpr);
}

QIcon Theme::icon(const QString& name, int designPx, const QColor& colour) const
{
    return QIcon(new LineIcon(*this, name, px(designPx), colour));
}

bool Theme::eventFilter(QObject* watched, QEvent* event)
{
    const bool desktopMayHaveChanged = event->type() == QEvent::ThemeChange || event->type() == QEvent::ApplicationPaletteChange;
    if (desktopMayHaveChanged && !m_applying && m_scheme == Scheme::System) {
        m_applying = true; // one look per burst of events; not from inside of the event
        QTimer::singleShot(0, this, [this] {
            m_applying = false;
            apply();
        });
    }
    return QObject::eventFilter(watched, event);
}

void Theme::apply()
{
    m_applying = true;
    m_systemDark = desktopIsDark();
    m_dark = m_scheme == Scheme::Dark || (m_scheme == Scheme::System && m_systemDark);
    QPixmapCache::clear();
    QApplication::setPalette(paletteOf(tokens()));
    QApplication::setFont(font(TextRole::Body));
    QApplication::setFont(font(TextRole::MicroStrong), "QHeaderView");
    QApplication::setFont(font(TextRole::Small), "QToolTip");
    qApp->setStyleSheet(withTokens(withScale(styleSheetText(), m_textSize / double(kDesignTextPx)), tokens(), m_dark));
    m_applying = false;
    emit changed();
}

} // namespace tracedeck::ui
