#include "workers/workers_page.h"

#include "base/visible_text.h"
#include "widgets/elided_label.h"
#include "widgets/request_popover.h"
#include "workers/flag_request.h"
#include "workers/matrix_model.h"
#include "workers/matrix_table.h"
#include "workers/switch_dialog.h"

#include <QAction>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;
using workers::WorkerRow;

void WorkersPage::connectTable()
{
    const auto idAt = [this](const QModelIndex& index) { return idOf(m_model->rowAt(m_shown->mapToSource(index).row())); };
    connect(m_table, &MatrixTable::switched, this, [this, idAt](const QModelIndex& index) {
        const WorkerRow& row = m_model->rowAt(m_shown->mapToSource(index).row());
        askOne(idAt(index), row.worker.logpush != true);
    });
    connect(m_table, &MatrixTable::switchAsked, this, [this] {
        const auto rows = rowsOf(current() ? std::vector {*current()} : std::vector<WorkerId> {});
        if (!rows.empty())
            askMany(rows.front().worker.logpush != true);
    });
    connect(m_table, &MatrixTable::opened, this, [this] {
        showDetails();
        m_pane->takeFocus();
    });
    connect(m_table, &MatrixTable::fileAsked, this, [this] { showDetails(WorkerPane::FileTab); });
    connect(m_table, &MatrixTable::doctorAsked, this, &WorkersPage::askWhy);
    connect(m_table, &QWidget::customContextMenuRequested, this, &WorkersPage::askForMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &WorkersPage::showCurrent);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &WorkersPage::showChosen);
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this] {
        showCurrent();
        showChosen();
    });
    connect(m_pane, &WorkerPane::linkFolderRequested, this, &WorkersPage::linkFolderRequested);
    connect(m_pane, &WorkerPane::switchRequested, this, [this](bool logpush) {
        if (current())
            askOne(*current(), logpush);
    });
    connect(m_pane, &WorkerPane::closeRequested, this, [this] {
        m_isClosed = true;
        m_pane->hide();
        fitToWidth();
        m_table->setFocus(Qt::OtherFocusReason);
    });
}

/// Keys of the page; those of one row are the table's.
void WorkersPage::addKeys()
{
    const auto add = [this](QWidget* in, const QString& name, const QKeySequence& key, auto act) {
        auto* action = new QAction(name, in);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, act);
        in->addAction(action);
    };
    add(this, tr("Find a Worker"), QKeySequence::Find, [this] {
        m_find->setFocus(Qt::ShortcutFocusReason);
        m_find->selectAll();
    });
    add(this, tr("Undo"), QKeySequence::Undo, [this] { emit undoRequested(); });
    add(this, tr("Show or hide the details"), Qt::CTRL | Qt::Key_D, [this] {
        if (m_pane->isVisible())
            emit m_pane->closeRequested();
        else
            showDetails();
    });
    add(this, tr("Link folder…"), Qt::CTRL | Qt::Key_G, [this] { emit linkFolderRequested(); });
    add(this, tr("Edit wrangler files…"), Qt::CTRL | Qt::Key_E, [this] {
        if (!chosen().empty())
            emit filesRequested(chosen());
    });
    add(m_pane, tr("Close the details"), Qt::Key_Escape, [this] { emit m_pane->closeRequested(); });
    add(m_table, tr("Clear the selection"), Qt::Key_Escape, [this] {
        if (m_table->selectionModel()->selectedRows().size() > 1)
            m_table->selectionModel()->select(m_table->currentIndex(), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        else if (m_pane->isVisible())
            emit m_pane->closeRequested();
    });
}

void WorkersPage::showDetails(std::optional<WorkerPane::Tab> tab)
{
    m_isClosed = false;
    if (tab)
        m_pane->setTab(*tab);
    showCurrent();
}

void WorkersPage::showCurrent()
{
    const auto worker = current();
    const bool isSeen = worker && !m_isClosed && m_stack->currentIndex() == Answered;
    if (m_pane->isHidden() == isSeen) {
        m_pane->setVisible(isSeen);
        fitToWidth();
    }
    if (!isSeen)
        return;
    const bool isOther = !m_pane->row() || idOf(*m_pane->row()) != *worker;
    m_pane->showWorker(m_model->rowAt(m_model->rowOf(*worker)), m_baseUrl, m_accountId);
    if (isOther)
        emit currentChanged();
}

void WorkersPage::showChosen()
{
    const auto chosen = m_table->selectionModel()->selectedRows();
    const int count = static_cast<int>(chosen.size());
    m_chosen->setText(tr("%1 selected").arg(count));
    const auto differs = [&](bool logpush) {
        return std::ranges::any_of(
            chosen, [&](const QModelIndex& row) { return m_model->rowAt(m_shown->mapToSource(row).row()).worker.logpush != logpush; });
    };
    m_on->setEnabled(obstacle().isEmpty() && differs(true));
    m_off->setEnabled(obstacle().isEmpty() && differs(false));
    m_files->setEnabled(count > 0);
}

void WorkersPage::setObstacle(const QString& reason)
{
    m_obstacle = reason;
    showObstacle();
}

QString WorkersPage::obstacle() const
{
    return m_accountId.isEmpty() ? tr("No account is open.") : m_obstacle;
}

void WorkersPage::showObstacle()
{
    const QString reason = obstacle();
    m_pane->setObstacle(reason);
    for (QPushButton* button : {m_upload, m_emptyUpload.data()}) {
        if (!button)
            continue;
        button->setEnabled(reason.isEmpty());
        button->setToolTip(reason.isEmpty() ? tr("Upload a script…") : plainToolTip(reason));
    }
    for (QPushButton* button : {m_on, m_off})
        button->setToolTip(plainToolTip(reason));
    showChosen();
}

/// One switch: its request, on one line under it.
void WorkersPage::askOne(const WorkerId& worker, bool logpush)
{
    if (!obstacle().isEmpty() || m_model->isBusy(worker))
        return;
    const QModelIndex at = m_shown->mapFromSource(m_model->index(m_model->rowOf(worker), MatrixModel::Logpush));
    m_table->scrollTo(at);
    m_anchor->setGeometry(m_table->switchRect(at));
    const QString name = visibleText(worker.name);
    const FlagRequest request = flagRequestOf(worker, m_accountId, logpush);
    auto* popover = new RequestPopover(
        m_theme, logpush ? tr("Switch Logpush on for %1").arg(name) : tr("Switch Logpush off for %1").arg(name), lineOf(request),
        request.makesVersion ? tr("In a dispatch namespace this goes by the settings, which makes a new version.") : QString(), this);
    connect(popover, &RequestPopover::sent, this, [this, worker, logpush] { emit switchRequested({worker}, logpush); });
    m_asking = popover;
    popover->popUpUnder(m_anchor);
}

void WorkersPage::askWhy()
{
    if (current())
        emit doctorRequested(*current());
}

void WorkersPage::askMany(bool logpush)
{
    const auto workers = chosen();
    if (!obstacle().isEmpty() || workers.empty())
        return;
    if (workers.size() == 1)
        return askOne(workers.front(), logpush);
    auto* dialog = new SwitchDialog(m_theme, rowsOf(workers), logpush, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_asking = dialog;
    connect(dialog, &QDialog::accepted, this, [this, dialog, logpush] { emit switchRequested(dialog->changing(), logpush); });
    dialog->open();
}

void WorkersPage::askForMenu(const QPoint& at)
{
    const QModelIndex index = m_table->indexAt(at);
    if (!index.isValid())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString& text, bool isChange, auto act) {
        menu->addAction(text, this, act)->setEnabled(obstacle().isEmpty() || !isChange);
    };
    add(tr("Switch on"), true, [this] { askMany(true); });
    add(tr("Switch off"), true, [this] { askMany(false); });
    menu->addSeparator();
    add(tr("Edit wrangler file"), false, [this] { showDetails(WorkerPane::FileTab); });
    add(tr("Edit wrangler files…"), false, [this] { emit filesRequested(chosen()); });
    add(tr("API request"), false, [this] { showDetails(WorkerPane::ApiTab); });
    add(tr("Logpush or observability?"), false, [this] { showDetails(WorkerPane::ComparisonTab); });
    menu->addSeparator();
    add(tr("Why are there no logs?"), false, [this] { askWhy(); });
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

} // namespace tracedeck::ui
