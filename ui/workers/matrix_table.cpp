#include "workers/matrix_table.h"

#include "workers/matrix_delegate.h"
#include "workers/matrix_model.h"

#include <QKeyEvent>

#include <array>

namespace tracedeck::ui {

namespace {

constexpr int kRowHeight = 46, kHeadHeight = 30, kReach = 5;

// In the order of the columns.
constexpr std::array<ColumnWidth, MatrixModel::ColumnCount> kWidths {{
    {36, 0, 0},
    {126, 4, 0},
    {78, 0, 0},
    {124, 4, 0},
    {98, 0, 0},
    {134, 0, 684},
    {76, 0, 550},
    {102, 0, 786},
}};

} // namespace

MatrixTable::MatrixTable(const Theme& theme, QWidget* parent)
    : RoomTable(theme, tr("Workers"), {kWidths, kRowHeight, kHeadHeight, MatrixModel::Worker}, parent)
    , m_delegate(new MatrixDelegate(theme, this))
{
    setItemDelegate(m_delegate);
}

QStyleOptionViewItem MatrixTable::optionOf(const QModelIndex& index) const
{
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = visualRect(index);
    return option;
}

QRect MatrixTable::switchRect(const QModelIndex& index) const
{
    return m_delegate->switchRect(optionOf(index.siblingAtColumn(MatrixModel::Logpush)));
}

/// A click on a switch asks for it and chooses nothing; one on a tick changes that tick alone.
bool MatrixTable::takesClick(const QMouseEvent& event)
{
    const QPoint at = event.position().toPoint();
    const QModelIndex index = indexAt(at);
    if (event.button() != Qt::LeftButton || !index.isValid())
        return false;
    const QMargins reach(kReach, kReach, kReach, kReach);
    if (index.column() == MatrixModel::Logpush && m_delegate->switchRect(optionOf(index)).marginsAdded(reach).contains(at)) {
        emit switched(index);
        return true;
    }
    if (index.column() != MatrixModel::Tick)
        return false;
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::Toggle | QItemSelectionModel::Rows);
    return true;
}

void MatrixTable::mousePressEvent(QMouseEvent* event)
{
    m_isTaken = takesClick(*event);
    if (!m_isTaken)
        RoomTable::mousePressEvent(event);
}

void MatrixTable::mouseReleaseEvent(QMouseEvent* event)
{
    if (!m_isTaken)
        RoomTable::mouseReleaseEvent(event);
    m_isTaken = false;
}

void MatrixTable::mouseDoubleClickEvent(QMouseEvent* event)
{
    m_isTaken = takesClick(*event);
    if (m_isTaken)
        return;
    RoomTable::mouseDoubleClickEvent(event);
    if (const QModelIndex index = indexAt(event->position().toPoint()); index.isValid())
        emit opened(index);
}

void MatrixTable::keyPressEvent(QKeyEvent* event)
{
    const QModelIndex index = currentIndex();
    if (!index.isValid() || event->modifiers() != Qt::NoModifier)
        return RoomTable::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Space: selectionModel()->select(index, QItemSelectionModel::Toggle | QItemSelectionModel::Rows); return;
    case Qt::Key_S: emit switchAsked(); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F2: emit opened(index); return;
    case Qt::Key_D: emit fileAsked(); return;
    case Qt::Key_W: emit doctorAsked(); return;
    default: RoomTable::keyPressEvent(event);
    }
}

} // namespace tracedeck::ui
