#include "theme/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>
#include <numbers>

namespace tracedeck::ui {

namespace {

enum class Shape { Ring, HollowDiamond, Bar, Square, Triangle, Diamond, Cross, Octagon, Circle, TwoLines, Dot };

struct OutcomeLook {
    QColor Tokens::*colour;
    Shape shape;
};

// Indexed by events::OutcomeClass.
constexpr OutcomeLook kOutcomes[] = {
    {&Tokens::outcomeOk, Shape::Ring},       {&Tokens::outcomeException, Shape::HollowDiamond},
    {&Tokens::outcomeCanceled, Shape::Bar},  {&Tokens::outcomeMemory, Shape::Square},
    {&Tokens::outcomeCpu, Shape::Triangle},  {&Tokens::outcomeException, Shape::Diamond},
    {&Tokens::outcomeUnknown, Shape::Cross},
};

// Indexed by events::Level.
constexpr OutcomeLook kLevels[] = {
    {&Tokens::levelDebug, Shape::Dot},     {&Tokens::levelLog, Shape::TwoLines},  {&Tokens::levelInfo, Shape::Circle},
    {&Tokens::levelWarn, Shape::Triangle}, {&Tokens::levelError, Shape::Octagon}, {&Tokens::outcomeUnknown, Shape::Cross},
};

QPainterPath polygon(int corners, double radius, double turn)
{
    QPainterPath path;
    for (int i = 0; i < corners; ++i) {
        const double angle = turn + 2 * std::numbers::pi * i / corners;
        const QPointF point(radius * std::cos(angle), radius * std::sin(angle));
        i == 0 ? path.moveTo(point) : path.lineTo(point);
    }
    path.closeSubpath();
    return path;
}

QPainterPath triangle()
{
    QPainterPath path(QPointF(0, -5));
    path.lineTo(5.4, 4.4);
    path.lineTo(-5.4, 4.4);
    path.closeSubpath();
    return path;
}

QPainterPath filledPath(Shape shape)
{
    QPainterPath path;
    switch (shape) {
    case Shape::Square: path.addRect(-4.5, -4.5, 9, 9); break;
    case Shape::Triangle: path = triangle(); break;
    case Shape::Diamond: path = polygon(4, 5.6, 0); break;
    case Shape::Octagon: path = polygon(8, 5.2, std::numbers::pi / 8); break;
    case Shape::Circle: path.addEllipse(QPointF(0, 0), 4.6, 4.6); break;
    case Shape::Dot: path.addEllipse(QPointF(0, 0), 1.8, 1.8); break;
    case Shape::Bar: path.addRoundedRect(QRectF(-5, -1.1, 10, 2.2), 1, 1); break;
    case Shape::TwoLines:
        path.addRoundedRect(QRectF(-5, -3.4, 10, 2), 1, 1);
        path.addRoundedRect(QRectF(-5, 1.4, 6, 2), 1, 1);
        break;
    case Shape::Ring:
    case Shape::HollowDiamond:
    case Shape::Cross: break; // stroked
    }
    return path;
}

QPainterPath strokedPath(Shape shape)
{
    QPainterPath path;
    if (shape == Shape::Ring)
        path.addEllipse(QPointF(0, 0), 3.9, 3.9);
    if (shape == Shape::HollowDiamond)
        path = polygon(4, 4.8, 0);
    if (shape == Shape::Cross) {
        path.moveTo(-4, -4);
        path.lineTo(4, 4);
        path.moveTo(4, -4);
        path.lineTo(-4, 4);
    }
    return path;
}

void drawShape(QPainter& painter, QPointF centre, double scale, Shape shape, const QColor& colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(centre);
    painter.scale(scale, scale);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPath(filledPath(shape));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, shape == Shape::Cross ? 2.2 : 1.8, Qt::SolidLine, Qt::RoundCap, Qt::MiterJoin));
    painter.drawPath(strokedPath(shape));
    painter.restore();
}

// Where a palette colour is too near to the selection fill, a text colour of the same family stands in.
QColor Tokens::*onSelectionOf(QColor Tokens::*colour)
{
    if (colour == &Tokens::outcomeCpu || colour == &Tokens::levelWarn)
        return &Tokens::warntext;
    if (colour == &Tokens::outcomeCanceled || colour == &Tokens::levelDebug)
        return &Tokens::text3;
    return colour;
}

const OutcomeLook& lookOf(events::OutcomeClass outcome)
{
    return kOutcomes[static_cast<std::size_t>(outcome)];
}

const OutcomeLook& lookOf(events::Level level)
{
    return kLevels[static_cast<std::size_t>(level)];
}

} // namespace

QColor Theme::outcomeColour(events::OutcomeClass outcome, bool onSelection) const
{
    const auto colour = lookOf(outcome).colour;
    return tokens().*(onSelection ? onSelectionOf(colour) : colour);
}

QColor Theme::levelColour(events::Level level, bool onSelection) const
{
    const auto colour = lookOf(level).colour;
    return tokens().*(onSelection ? onSelectionOf(colour) : colour);
}

void Theme::drawGlyph(QPainter& painter, QPointF centre, events::OutcomeClass outcome, bool onSelection) const
{
    drawShape(painter, centre, m_textSize / 13.0, lookOf(outcome).shape, outcomeColour(outcome, onSelection));
}

void Theme::drawGlyph(QPainter& painter, QPointF centre, events::Level level, bool onSelection) const
{
    drawShape(painter, centre, m_textSize / 13.0, lookOf(level).shape, levelColour(level, onSelection));
}

} // namespace tracedeck::ui
