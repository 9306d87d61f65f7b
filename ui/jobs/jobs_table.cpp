#include "jobs/jobs_table.h"

#include "jobs/job_delegate.h"
#include "jobs/jobs_model.h"

#include <QKeyEvent>

#include <array>

namespace tracedeck::ui {

namespace {

constexpr int kRowHeight = 52, kHeadHeight = 34;

// In the order of the columns.
constexpr std::array<ColumnWidth, JobsModel::ColumnCount> kWidths {{
    {56, 0, 0},
    {150, 2, 0},
    {170, 3, 0},
    {130, 3, 0},
    {84, 0, 0},
    {84, 0, 700},
    {192, 0, 1060},
    {118, 0, 0},
    {132, 0, 960},
    {150, 0, 0},
}};

} // namespace

JobsTable::JobsTable(const Theme& theme, QWidget* parent)
    : RoomTable(theme, tr("Logpush jobs"), {kWidths, kRowHeight, kHeadHeight, JobsModel::Job}, parent)
    , m_delegate(new JobDelegate(theme, this))
{
    setItemDelegate(m_delegate);
}

bool JobsTable::isOnSwitch(const QModelIndex& index, const QPoint& at) const
{
    if (!index.isValid() || index.column() != JobsModel::On)
        return false;
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = visualRect(index);
    return m_delegate->switchRect(option).adjusted(-4, -4, 4, 4).contains(at);
}

void JobsTable::mousePressEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && isOnSwitch(index, event->position().toPoint())) {
        emit switched(index);
        return;
    }
    RoomTable::mousePressEvent(event);
}

void JobsTable::keyPressEvent(QKeyEvent* event)
{
    const QModelIndex index = currentIndex();
    if (!index.isValid())
        return RoomTable::keyPressEvent(event);
    if (event->key() == Qt::Key_D && event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier)) {
        emit duplicateAsked();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Space: emit switchAsked(); return;
    case Qt::Key_Return:
    case Qt::Key_Enter: emit opened(index); return;
    case Qt::Key_Delete: emit deleteAsked(); return;
    default: RoomTable::keyPressEvent(event);
    }
}

} // namespace tracedeck::ui
