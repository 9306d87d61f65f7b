#include "shell/about_dialog.h"
#include "shell/main_window.h"
#include "shell/source_picker.h"
#include "shell/status_bar.h"
#include "shell/top_bar.h"
#include "widgets/scope.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenuBar>

namespace tracedeck::ui {

void MainWindow::makeMenus()
{
    makeFileMenu();
    makeViewMenu();
    makeGoMenu();
    QMenu* help = m_menuBar->addMenu(tr("&Help"));
    help->addAction(tr("About Tracedeck"), this, [this] { showAbout(m_theme, this); });
}

void MainWindow::makeFileMenu()
{
    QMenu* file = m_menuBar->addMenu(tr("&File"));
    file->addAction(tr("Open log files\u2026"), this, &MainWindow::chooseFiles)->setShortcut(QKeySequence::Open);
    file->addAction(tr("Open folder\u2026"), this, &MainWindow::chooseFolder)->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_O);
    file->addAction(tr("Open the Sandbox"), this, &MainWindow::sandboxRequested);
    m_top->sources().setOpeners(file->actions());
    file->addAction(tr("Accounts and sources\u2026"), this, &MainWindow::manageSourcesRequested);
    file->addSeparator();
    file->addAction(tr("Close window"), this, &QWidget::close)->setShortcut(Qt::CTRL | Qt::Key_W);
    file->addAction(tr("Quit"), QCoreApplication::instance(), &QCoreApplication::quit, Qt::QueuedConnection)
        ->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));
}

void MainWindow::makeViewMenu()
{
    QMenu* view = m_menuBar->addMenu(tr("&View"));
    view->addAction(tr("Look for new files"), this, &MainWindow::refreshRequested)->setShortcut(Qt::Key_F5);
    m_liveAction = view->addAction(tr("Live"), this, [this](bool on) { emit liveChosen(on); });
    m_liveAction->setCheckable(true);
    m_liveAction->setEnabled(false);
    m_liveAction->setShortcut(Qt::CTRL | Qt::Key_L);
    view->addAction(tr("Source\u2026"), &m_top->sources(), &SourcePicker::openMenu)->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_S);
    view->addAction(tr("Time range\u2026"), m_top, &TopBar::openTimeRange)->setShortcut(Qt::CTRL | Qt::Key_T);
    view->addAction(tr("Switch UTC and local time"), this, [this] { m_scope.setUtc(!m_scope.isUtc()); })
        ->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_T);
    view->addAction(tr("Running tasks"), m_status, &StatusBar::showTasks);
    view->addSeparator();
    makeThemeMenu(*view->addMenu(tr("Theme")));
    makeTextSizeMenu(*view->addMenu(tr("Text size")));
    for (const auto& [name, keys, step] : {std::tuple {tr("Next region"), QKeySequence(Qt::Key_F6), 1},
                                           std::tuple {tr("Previous region"), QKeySequence(Qt::SHIFT | Qt::Key_F6), -1}})
        view->addAction(name, this, [this, by = step] { focusRegion(by); })->setShortcut(keys);
}

void MainWindow::makeThemeMenu(QMenu& menu)
{
    auto* group = new QActionGroup(this);
    for (const auto& [name, scheme] :
         {std::pair {tr("System"), Scheme::System}, std::pair {tr("Light"), Scheme::Light}, std::pair {tr("Dark"), Scheme::Dark}}) {
        QAction* action = menu.addAction(name, this, [this, chosen = scheme] { emit schemeChosen(chosen); });
        action->setCheckable(true);
        action->setChecked(scheme == m_theme.scheme());
        group->addAction(action);
        connect(&m_theme, &Theme::changed, action, [this, action, own = scheme] { action->setChecked(own == m_theme.scheme()); });
    }
}

void MainWindow::makeTextSizeMenu(QMenu& menu)
{
    menu.addAction(tr("Larger"), this, [this] { emit textSizeChosen(m_theme.textSize() + 1); })
        ->setShortcuts({Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal});
    menu.addAction(tr("Smaller"), this, [this] { emit textSizeChosen(m_theme.textSize() - 1); })->setShortcut(Qt::CTRL | Qt::Key_Minus);
    menu.addAction(tr("Normal"), this, [this] { emit textSizeChosen(13); })->setShortcut(Qt::CTRL | Qt::Key_0);
}

void MainWindow::makeGoMenu()
{
    m_goMenu = m_menuBar->addMenu(tr("&Go"));
    m_goMenu->addAction(tr("Back"), this, [this] { goTo(m_history.back()); })->setShortcut(Qt::ALT | Qt::Key_Left);
    m_goMenu->addAction(tr("Forward"), this, [this] { goTo(m_history.forward()); })->setShortcut(Qt::ALT | Qt::Key_Right);
    m_goMenu->addSeparator();
}

} // namespace tracedeck::ui
