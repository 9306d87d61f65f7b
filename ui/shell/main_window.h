#pragma once

#include "settings/profile_book.h"
#include "shell/history.h"
#include "shell/live_box.h"
#include "shell/page.h"
#include "shell/task_list.h"
#include "theme/theme.h"
#include "widgets/banner.h"

#include <QFileDialog>
#include <QMainWindow>

#include <functional>
#include <vector>

class QMenu;
class QMenuBar;
class QStackedWidget;

namespace tracedeck::ui {

class NavRail;
class Scope;
class StatusBar;
class Toast;
class TopBar;

/// The window around the rooms: menus, top bar, rail, status bar. It knows rooms as pages only and asks its owner for deeds by signals.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(Scope& scope, const Theme& theme, QWidget* parent = nullptr);

    void addPage(const Page& page);
    /// The page of a window without events: no top bar, no rail.
    void setWelcome(QWidget* welcome);
    void showWelcome(bool welcome);
    [[nodiscard]] bool isWelcome() const;

    void openPage(int index);
    [[nodiscard]] int currentPage() const;
    [[nodiscard]] int pageCount() const { return static_cast<int>(m_pages.size()); }
    [[nodiscard]] const Page& page(int index) const { return m_pages[static_cast<std::size_t>(index)]; }

    /// `reason`: why a page cannot be opened now; "" = it can.
    void setObstacle(int page, const QString& reason);
    [[nodiscard]] bool mayOpen(int page) const;

    void setSource(const QString& icon, const QString& name, const QString& remark);
    void setLive(const LiveState& state);
    /// What else can be looked at: the picker in the top bar lists it from now on. The ids say which source is open.
    void setSources(const settings::ProfileBook& book, const QString& profileId, const QString& sourceId);
    [[nodiscard]] TaskList& tasks() { return m_tasks; }
    void toast(const QString& text, const QString& action = {}, std::function<void()> act = {});
    void dismissToast();
    /// Dismiss is added.
    void showBanner(BadgeKind kind, const QString& sentence, std::vector<Banner::Action> actions = {});
    void hideBanner();

signals:
    void pathsChosen(const QStringList& paths); ///< opened or dropped
    void sandboxRequested();
    void refreshRequested();
    void liveChosen(bool on);
    void sourceChosen(const QString& profileId, const QString& sourceId);
    void addSourceRequested();
    void manageSourcesRequested();
    void schemeChosen(tracedeck::ui::Scheme scheme);
    void textSizeChosen(int px);

public slots:
    void chooseFiles();
    void chooseFolder();

protected:
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void choose(const QString& title, QFileDialog::FileMode mode, const QString& filter);
    void makeMenus();
    void makeFileMenu();
    void makeViewMenu();
    void makeGoMenu();
    void makeThemeMenu(QMenu& menu);
    void makeTextSizeMenu(QMenu& menu);
    void focusRegion(int step);
    void goTo(const std::optional<History::Place>& place);
    void remember();

    Scope& m_scope;
    const Theme& m_theme;
    TaskList m_tasks;
    std::vector<Page> m_pages;
    History m_history;
    bool m_restoring = false;
    QMenuBar* m_menuBar;
    QMenu* m_goMenu = nullptr;
    std::vector<QAction*> m_goTo; // by page
    QAction* m_liveAction = nullptr;
    LiveState m_live;
    TopBar* m_top;
    NavRail* m_rail;
    Banner* m_banner;
    QStackedWidget* m_stack;
    QWidget* m_welcome = nullptr;
    StatusBar* m_status;
    Toast* m_toast;
};

} // namespace tracedeck::ui
