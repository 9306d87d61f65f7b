#include "wizard/step_split.h"

#include "theme/theme.h"
#include "widgets/card.h"

#include <QBoxLayout>
#include <QScrollArea>

namespace tracedeck::ui {

namespace {

constexpr int kNarrow = 960;

QScrollArea* areaIn(QWidget* parent)
{
    auto* area = new QScrollArea(parent);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    return area;
}

} // namespace

StepSplit::StepSplit(const Theme& theme, QWidget* main, QWidget* side, int sidePx, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_side(side)
    , m_area(areaIn(this))
    , m_line(verticalLine(this))
    , m_aside(areaIn(this))
{
    auto* both = new QWidget;
    both->setObjectName(QStringLiteral("sheet"));
    m_column = new QVBoxLayout(both);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addWidget(main, 1);
    m_area->setWidget(both);
    m_aside->setFixedWidth(theme.px(sidePx));
    m_aside->setWidget(side);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_area, 1);
    row->addWidget(m_line);
    row->addWidget(m_aside);
}

void StepSplit::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOut(width() < m_theme.px(kNarrow));
}

void StepSplit::layOut(bool isNarrow)
{
    if (isNarrow == m_isNarrow)
        return;
    m_isNarrow = isNarrow;
    m_line->setVisible(!isNarrow);
    m_aside->setVisible(!isNarrow);
    if (isNarrow) {
        m_column->addWidget(m_aside->takeWidget());
    } else {
        m_column->removeWidget(m_side);
        m_aside->setWidget(m_side);
    }
    m_side->show();
}

} // namespace tracedeck::ui
