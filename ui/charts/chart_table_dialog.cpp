#include "charts/chart_table_dialog.h"

#include "theme/theme.h"
#include "widgets/plain_label.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>

namespace tracedeck::ui {

ChartTableDialog::ChartTableDialog(const Theme& theme, ChartTable table, QWidget* parent) : QDialog(parent), m_view(new QTableView(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(table.title);
    auto* column = new QVBoxLayout(this);
    column->addWidget(new PlainLabel(theme, TextRole::Heading, table.title));
    column->addWidget(m_view, 1);
    m_view->setAccessibleName(table.title);
    m_view->setModel(new ChartTableModel(std::move(table), this));
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(theme.px(28));
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->resizeColumnsToContents();
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setShowGrid(false);
    auto* buttons = new QHBoxLayout;
    auto* copy = new QPushButton(tr("Copy"), this);
    auto* close = new QPushButton(tr("Close"), this);
    buttons->addStretch(1);
    buttons->addWidget(copy);
    buttons->addWidget(close);
    column->addLayout(buttons);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(asText()); });
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    resize(theme.px(720), theme.px(520));
}

QString ChartTableDialog::asText() const
{
    const QAbstractItemModel& model = *m_view->model();
    QString text;
    for (int row = -1; row < model.rowCount(); ++row) {
        for (int column = 0; column < model.columnCount(); ++column) {
            const QVariant cell = row < 0 ? model.headerData(column, Qt::Horizontal) : model.index(row, column).data();
            text += cell.toString() % (column + 1 < model.columnCount() ? u'\t' : u'\n');
        }
    }
    return text;
}

} // namespace tracedeck::ui
