#include "wizard/form_grid.h"

#include "theme/theme.h"
#include "widgets/clear_layout.h"

#include <QGridLayout>

namespace tracedeck::ui {

namespace {

constexpr int kTwoColumns = 520;

} // namespace

FormGrid::FormGrid(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(theme.px(16));
    m_grid->setVerticalSpacing(theme.px(10));
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, 1);
}

void FormGrid::add(QWidget* field, bool isWide)
{
    m_cells.push_back({field, isWide});
    layOut();
    field->show();
}

void FormGrid::clear()
{
    clearLayout(*m_grid);
    m_cells.clear();
}

void FormGrid::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const int columns = width() < m_theme.px(kTwoColumns) ? 1 : 2;
    if (columns == m_columns)
        return;
    m_columns = columns;
    layOut();
}

void FormGrid::layOut()
{
    m_grid->setColumnStretch(1, m_columns - 1);
    int at = 0;
    for (const Cell& cell : m_cells) {
        const bool spans = cell.isWide || m_columns == 1;
        if (spans && at % 2 == 1)
            ++at;
        m_grid->addWidget(cell.field, at / 2, at % 2, 1, spans ? 2 : 1, Qt::AlignTop);
        at += spans ? 2 : 1;
    }
}

} // namespace tracedeck::ui
