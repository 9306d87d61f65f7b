#include "logs/facet_view.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace tracedeck::ui {

FacetView::FacetView(FacetModel& model, const Theme& theme, QWidget* parent)
    : QTreeView(parent)
    , m_model(model)
    , m_delegate(new FacetDelegate(theme, this))
{
    setModel(&m_model);
    setItemDelegate(m_delegate);
    setHeaderHidden(true);
    setIndentation(0);
    setRootIsDecorated(false);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setExpandsOnDoubleClick(false);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setAccessibleName(tr("Fields and values"));
    connect(&m_model, &QAbstractItemModel::modelReset, this, &FacetView::keepFolds);
    connect(this, &QTreeView::collapsed, this,
            [this](const QModelIndex& i) { m_folded.push_back(i.data(FacetModel::ColumnRole).toInt()); });
    connect(this, &QTreeView::expanded, this,
            [this](const QModelIndex& i) { std::erase(m_folded, i.data(FacetModel::ColumnRole).toInt()); });
    connect(&theme, &Theme::changed, this, [this] { doItemsLayout(); });
    keepFolds();
}

void FacetView::keepFolds()
{
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QModelIndex field = m_model.index(row, 0);
        if (std::ranges::find(m_folded, field.data(FacetModel::ColumnRole).toInt()) == m_folded.end())
            setExpanded(field, true);
    }
}

void FacetView::press(const QModelIndex& index, Qt::KeyboardModifiers held)
{
    switch (static_cast<FacetModel::Kind>(index.data(FacetModel::KindRole).toInt())) {
    case FacetModel::Kind::Field: setExpanded(index, !isExpanded(index)); break;
    case FacetModel::Kind::More: m_model.showAll(index); break;
    case FacetModel::Kind::Value:
        if (held & Qt::ControlModifier)
            m_model.only(index);
        else
            m_model.setIncluded(index, index.data(Qt::CheckStateRole).toInt() != Qt::Checked);
        break;
    }
}

void FacetView::mousePressEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (!index.isValid() || event->button() != Qt::LeftButton)
        return;
    setCurrentIndex(index);
    const auto kind = static_cast<FacetModel::Kind>(index.data(FacetModel::KindRole).toInt());
    const QPoint at = event->position().toPoint();
    if (kind == FacetModel::Kind::Field && index.data(FacetModel::FilteredRole).toBool()
        && m_delegate->clearRect(visualRect(index)).contains(at))
        m_model.clear(index);
    else if (kind == FacetModel::Kind::Value && m_delegate->excludeRect(visualRect(index)).contains(at))
        m_model.exclude(index);
    else
        press(index, event->modifiers());
}

void FacetView::keyPressEvent(QKeyEvent* event)
{
    const QModelIndex index = currentIndex();
    if (index.isValid() && (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return))
        press(index, event->modifiers());
    else if (index.isValid() && (event->key() == Qt::Key_Minus || event->key() == Qt::Key_X))
        m_model.exclude(index);
    else
        QTreeView::keyPressEvent(event);
}

void FacetView::contextMenuEvent(QContextMenuEvent* event)
{
    const QPersistentModelIndex index = indexAt(event->pos());
    if (!index.isValid() || index.data(FacetModel::KindRole).toInt() != static_cast<int>(FacetModel::Kind::Value))
        return;
    QMenu menu;
    menu.addAction(tr("Filter for"), this, [this, index] { m_model.setIncluded(index, true); });
    menu.addAction(tr("Filter out"), this, [this, index] { m_model.exclude(index); });
    menu.addAction(tr("Only"), this, [this, index] { m_model.only(index); });
    menu.exec(event->globalPos());
}

FacetPanel::FacetPanel(FacetModel& model, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_search(new QLineEdit(this))
    , m_view(new FacetView(model, theme, this))
{
    m_search->setPlaceholderText(tr("Find a field or value"));
    m_search->setAccessibleName(tr("Find a field or value"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(theme.icon(QStringLiteral("search"), 16), QLineEdit::LeadingPosition);
    connect(m_search, &QLineEdit::textChanged, &model, &FacetModel::setSearch);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(4));
    auto* top = new QVBoxLayout;
    top->setContentsMargins(theme.px(8), theme.px(8), theme.px(8), 0);
    top->addWidget(m_search);
    column->addLayout(top);
    column->addWidget(m_view, 1);
}

} // namespace tracedeck::ui
