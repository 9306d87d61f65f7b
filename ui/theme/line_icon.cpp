#include "theme/line_icon.h"

#include "theme/theme.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace tracedeck::ui {

namespace {

constexpr int kThinBelowPx = 18; // small icons get a slightly stronger stroke

QByteArray strokedSvg(const QString& name, int px, const QColor& colour)
{
    QFile file(u":/icons/" % name % QStringLiteral(".svg"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray svg = file.readAll();
    svg.replace("#000", colour.name().toLatin1());
    if (px < kThinBelowPx)
        svg.replace("stroke-width=\"1.75\"", "stroke-width=\"1.9\"");
    return svg;
}

} // namespace

QPixmap strokedIcon(const QString& name, int px, const QColor& colour, qreal dpr)
{
    const QString key = QStringLiteral("tracedeck/%1/%2/%3/%4").arg(name).arg(px).arg(colour.name()).arg(dpr);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QSvgRenderer renderer(strokedSvg(name, px, colour));
    if (!renderer.isValid())
        return {};
    pixmap = QPixmap(QSize(px, px) * dpr);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter);
    painter.end();
    pixmap.setDevicePixelRatio(dpr);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

LineIcon::LineIcon(const Theme& theme, QString name, int px, QColor colour)
    : m_theme(&theme)
    , m_name(std::move(name))
    , m_px(px)
    , m_colour(colour)
{}

QColor LineIcon::colourFor(QIcon::Mode mode) const
{
    if (!m_theme)
        return m_colour;
    if (mode == QIcon::Disabled)
        return m_theme->tokens().text3;
    return m_colour.isValid() ? m_colour : m_theme->tokens().text2;
}

void LineIcon::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State)
{
    const int px = qMin(rect.width(), rect.height());
    const QPixmap drawn = strokedIcon(m_name, px, colourFor(mode), painter->device()->devicePixelRatioF());
    painter->drawPixmap(rect.x() + (rect.width() - px) / 2, rect.y() + (rect.height() - px) / 2, drawn);
}

QPixmap LineIcon::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state)
{
    return scaledPixmap(size, mode, state, 1.0);
}

QPixmap LineIcon::scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale)
{
    const int devicePx = qMin(size.width(), size.height());
    return strokedIcon(m_name, qRound(devicePx / scale), colourFor(mode), scale);
}

QSize LineIcon::actualSize(const QSize& size, QIcon::Mode, QIcon::State)
{
    return size.boundedTo(QSize(m_px, m_px));
}

QIconEngine* LineIcon::clone() const
{
    return new LineIcon(*this);
}

} // namespace tracedeck::ui
