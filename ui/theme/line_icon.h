#pragma once

#include <QColor>
#include <QIconEngine>
#include <QPointer>

namespace tracedeck::ui {

class Theme;

/// A line icon that follows the theme: painted anew for each size, device pixel ratio and mode.
class LineIcon final : public QIconEngine {
public:
    LineIcon(const Theme& theme, QString name, int px, QColor colour);

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QSize actualSize(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    [[nodiscard]] QIconEngine* clone() const override;

private:
    [[nodiscard]] QColor colourFor(QIcon::Mode mode) const;

    QPointer<const Theme> m_theme;
    QString m_name;
    int m_px;
    QColor m_colour;
};

/// `:/icons/NAME.svg` stroked in `colour`; null where there is no such icon. Cached.
[[nodiscard]] QPixmap strokedIcon(const QString& name, int px, const QColor& colour, qreal dpr);

} // namespace tracedeck::ui
