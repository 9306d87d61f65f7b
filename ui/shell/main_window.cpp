#include "shell/main_window.h"

#include "shell/nav_rail.h"
#include "shell/source_picker.h"
#include "shell/status_bar.h"
#include "shell/top_bar.h"
#include "widgets/scope.h"
#include "widgets/toast.h"

#include <QApplication>
#include <QBoxLayout>
#include <QDragEnterEvent>
#include <QMenuBar>
#include <QMimeData>
#include <QStackedWidget>

#include <array>

namespace tracedeck::ui {

namespace {

QStringList localPaths(const QMimeData* data)
{
    QStringList paths;
    for (const QUrl& url : data->urls()) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
    }
    return paths;
}

} // namespace

MainWindow::MainWindow(Scope& scope, const Theme& theme, QWidget* parent)
    : QMainWindow(parent)
    , m_scope(scope)
    , m_theme(theme)
    , m_menuBar(new QMenuBar)
    , m_top(new TopBar(scope, theme))
    , m_rail(new NavRail(theme))
    , m_banner(new Banner(theme))
    , m_stack(new QStackedWidget)
    , m_status(new StatusBar(scope, m_tasks, theme, this))
    , m_toast(nullptr)
{
    setWindowTitle(QStringLiteral("Tracedeck"));
    setMinimumSize(1024, 640);
    setAcceptDrops(true);
    auto* head = new QWidget;
    auto* headColumn = new QVBoxLayout(head);
    headColumn->setContentsMargins(0, 0, 0, 0);
    headColumn->setSpacing(0);
    headColumn->addWidget(m_menuBar);
    headColumn->addWidget(m_top);
    setMenuWidget(head);

    auto* body = new QWidget;
    body->setObjectName(QStringLiteral("page"));
    body->setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(body);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto* column = new QVBoxLayout;
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_stack, 1);
    row->addWidget(m_rail);
    row->addLayout(column, 1);
    setCentralWidget(body);
    setStatusBar(m_status);
    m_toast = new Toast(theme, m_stack);

    connect(m_rail, &NavRail::chosen, this, &MainWindow::openPage);
    connect(m_top, &TopBar::refreshRequested, this, &MainWindow::refreshRequested);
    connect(m_top, &TopBar::liveChosen, this, &MainWindow::liveChosen);
    connect(&m_top->sources(), &SourcePicker::sourceChosen, this, &MainWindow::sourceChosen);
    connect(&m_top->sources(), &SourcePicker::addRequested, this, &MainWindow::addSourceRequested);
    connect(&m_top->sources(), &SourcePicker::manageRequested, this, &MainWindow::manageSourcesRequested);
    connect(&scope, &Scope::rangeChanged, this, &MainWindow::remember);
    makeMenus();
}

void MainWindow::addPage(const Page& page)
{
    const int index = pageCount();
    m_pages.push_back(page);
    m_stack->addWidget(page.widget);
    const QKeySequence keys(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + index));
    if (page.startsGroup)
        m_rail->addLine();
    m_rail->addItem(page.name, page.icon, keys.toString(QKeySequence::NativeText));
    m_goTo.push_back(m_goMenu->addAction(page.name, this, [this, index] { openPage(index); }));
    m_goTo.back()->setShortcut(keys);
    if (index == 0)
        openPage(0);
}

void MainWindow::setWelcome(QWidget* welcome)
{
    m_welcome = welcome;
    m_stack->addWidget(welcome);
}

void MainWindow::showWelcome(bool welcome)
{
    m_top->setVisible(!welcome);
    m_rail->setVisible(!welcome);
    m_status->setVisible(!welcome);
    m_goMenu->menuAction()->setVisible(!welcome);
    if (welcome)
        m_stack->setCurrentWidget(m_welcome);
    else if (isWelcome())
        openPage(mayOpen(m_rail->current()) ? m_rail->current() : 0);
}

bool MainWindow::isWelcome() const
{
    return m_welcome && m_stack->currentWidget() == m_welcome;
}

void MainWindow::openPage(int index)
{
    if (!mayOpen(index))
        return;
    QWidget* opened = page(index).widget;
    const bool hasFocus = opened->isAncestorOf(focusWidget());
    m_stack->setCurrentWidget(opened); // whose first control gets the focus, and a ring that nobody asked for
    if (!hasFocus)
        opened->setFocus(Qt::OtherFocusReason); // its keys work at once
    m_rail->setCurrent(index);
    remember();
}

bool MainWindow::mayOpen(int page) const
{
    return page >= 0 && page < pageCount() && m_goTo[static_cast<std::size_t>(page)]->isEnabled();
}

int MainWindow::currentPage() const
{
    return m_rail->current();
}

void MainWindow::remember()
{
    if (!m_restoring && pageCount() > 0)
        m_history.visit({currentPage(), m_scope.range()});
}

void MainWindow::goTo(const std::optional<History::Place>& place)
{
    if (!place)
        return;
    m_restoring = true;
    m_scope.setRange(place->range);
    openPage(place->page);
    m_restoring = false;
}

void MainWindow::setObstacle(int page, const QString& reason)
{
    m_rail->setObstacle(page, reason);
    m_goTo[static_cast<std::size_t>(page)]->setEnabled(reason.isEmpty());
    if (!reason.isEmpty() && currentPage() == page && !isWelcome())
        openPage(0);
}

void MainWindow::setLive(const LiveState& state)
{
    if (state == m_live)
        return; // it is told each second
    m_live = state;
    m_top->setLive(state);
    m_status->setLive(state);
    m_liveAction->setEnabled(state.isThere);
    m_liveAction->setChecked(state.isOn);
}

void MainWindow::setSource(const QString& icon, const QString& name, const QString& remark)
{
    m_top->setSource(icon, name, remark);
    setWindowTitle(tr("%1 \u2013 Tracedeck").arg(name));
}

void MainWindow::setSources(const settings::ProfileBook& book, const QString& profileId, const QString& sourceId)
{
    m_top->sources().setSources(book, profileId, sourceId);
}

void MainWindow::toast(const QString& text, const QString& action, std::function<void()> act)
{
    m_toast->showText(text, action, std::move(act));
}

void MainWindow::dismissToast()
{
    m_toast->hide();
}

void MainWindow::showBanner(BadgeKind kind, const QString& sentence, std::vector<Banner::Action> actions)
{
    actions.push_back({tr("Dismiss"), [this] { hideBanner(); }});
    m_banner->showMessage(kind, sentence, std::move(actions));
}

void MainWindow::hideBanner()
{
    m_banner->hide();
}

void MainWindow::chooseFiles()
{
    choose(tr("Open log files"), QFileDialog::ExistingFiles, tr("Delivered logs (*.gz *.log *.ndjson *.json);;All files (*)"));
}

void MainWindow::chooseFolder()
{
    choose(tr("Open a folder of log files"), QFileDialog::Directory, {});
}

/// Opened, not run: a loop of its own inside of ours would outlive what it was called from.
void MainWindow::choose(const QString& title, QFileDialog::FileMode mode, const QString& filter)
{
    auto* dialog = new QFileDialog(this, title, {}, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(mode);
    dialog->setOption(QFileDialog::ShowDirsOnly, mode == QFileDialog::Directory);
    connect(dialog, &QFileDialog::filesSelected, this, &MainWindow::pathsChosen);
    dialog->open();
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    m_stack->setFocus(); // Tab begins in the page; no ring before a key was pressed
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localPaths(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    emit pathsChosen(localPaths(event->mimeData()));
}

namespace {

/// The first thing in a region that Tab would reach.
QWidget* firstFocusIn(const QWidget& region)
{
    for (QWidget* child : region.findChildren<QWidget*>()) {
        if (child->isVisible() && child->isEnabled() && (child->focusPolicy() & Qt::TabFocus))
            return child;
    }
    return nullptr;
}

} // namespace

void MainWindow::focusRegion(int step)
{
    const std::array<QWidget*, 4> regions {m_top, m_rail, m_stack, m_status};
    const auto count = static_cast<int>(regions.size());
    int at = 0;
    for (int i = 0; i < count; ++i) {
        if (regions[static_cast<std::size_t>(i)]->isAncestorOf(QApplication::focusWidget()))
            at = i;
    }
    for (int tries = 0; tries < count; ++tries) {
        at = (at + step + count) % count;
        if (QWidget* first = firstFocusIn(*regions[static_cast<std::size_t>(at)])) {
            first->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
}

} // namespace tracedeck::ui
