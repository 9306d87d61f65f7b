#pragma once

#include "events/vocabulary.h"

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPixmap>

class QPainter;

namespace tracedeck::ui {

/// The colours of one scheme, named as in the style guide. Delegates and charts read these, never literals.
struct Tokens {
    QColor bg, surface, sunken, hover, border, borderstrong, text, text2, text3;
    QColor accent, accenth, accentsoft, onaccent, selrow;
    QColor oktext, oksoft, warntext, warnsoft, dangertext, dangersoft, infotext, infosoft, purpletext, purplesoft;
    QColor outcomeOk, outcomeException, outcomeCpu, outcomeMemory, outcomeCanceled, outcomeUnknown;
    QColor levelDebug, levelLog, levelInfo, levelWarn, levelError;
    QColor add, addWord, removed, removedWord, grid;
};
[[nodiscard]] const Tokens& lightTokens();
[[nodiscard]] const Tokens& darkTokens();

enum class Scheme { System, Light, Dark };
enum class TextRole { Display, Title, Heading, Subheading, Body, BodyMedium, Small, Micro, MicroStrong, Mono, MonoStrong, MonoSmall };

/// One look for the whole window: palette, style sheet, fonts, icons and glyphs. GUI thread; handed down as `const Theme&`.
class Theme : public QObject {
    Q_OBJECT
public:
    explicit Theme(Scheme scheme = Scheme::System, QObject* parent = nullptr);

    void setScheme(Scheme scheme); ///< applies palette and style sheet to the application, then `changed`
    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    [[nodiscard]] bool isDark() const { return m_dark; }
    [[nodiscard]] const Tokens& tokens() const { return m_dark ? darkTokens() : lightTokens(); }

    void setTextSize(int px); ///< base size 11…18, 13 by default
    [[nodiscard]] int textSize() const { return m_textSize; }
    [[nodiscard]] int px(int designPx) const; ///< a design length scaled by the text size
    [[nodiscard]] QFont font(TextRole role) const;

    /// One of our line icons (`:/icons/NAME.svg`), stroked in `colour` (default text2), crisp at `dpr`.
    [[nodiscard]] QPixmap pixmap(const QString& name, int designPx, const QColor& colour = {}, qreal dpr = 1.0) const;
    [[nodiscard]] QIcon icon(const QString& name, int designPx = 16, const QColor& colour = {}) const;

    [[nodiscard]] QColor outcomeColour(events::OutcomeClass outcome, bool onSelection = false) const;
    [[nodiscard]] QColor levelColour(events::Level level, bool onSelection = false) const;
    /// The filled 12×12 shapes of the outcome and level palettes, each with a shape of its own.
    void drawGlyph(QPainter& painter, QPointF centre, events::OutcomeClass outcome, bool onSelection = false) const;
    void drawGlyph(QPainter& painter, QPointF centre, events::Level level, bool onSelection = false) const;

signals:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void apply();

    Scheme m_scheme;
    bool m_dark = false;
    bool m_systemDark = false;
    bool m_applying = false;
    int m_textSize = 13;
    QString m_uiFamily, m_monoFamily;
};

} // namespace tracedeck::ui
