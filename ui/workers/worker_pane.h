#pragma once

#include "workers/flag_switch.h"
#include "workers/worker_id.h"
#include "workers/wrangler_draft.h"

#include <QWidget>

#include <optional>

class QPushButton;
class QStackedWidget;
class QTabBar;

namespace tracedeck::ui {

class Badge;
class CompareTab;
class ElidedLabel;
class PlainLabel;
class RequestTab;
class Theme;
class WranglerTab;
struct WorkerMark;

/// The Worker that is looked at: what the next deploy does and why, its wrangler file, its request, and what logpush is beside the rest.
class WorkerPane : public QWidget {
    Q_OBJECT
public:
    enum Tab { FileTab, ApiTab, ComparisonTab };

    explicit WorkerPane(const Theme& theme, QWidget* parent = nullptr);

    /// What is being chosen in its file stays while the Worker and the file do.
    void showWorker(const workers::WorkerRow& row, const QString& baseUrl, const QString& accountId);
    void showFile(const Result<WranglerView>& view); ///< of the Worker that is shown
    void showDraft(const Result<WranglerDraft>& draft);
    void showOutcome(const workers::FlagOutcome* outcome);
    void setObstacle(const QString& reason);
    void setTab(Tab tab);
    void takeFocus(); ///< into its tab
    void clear();     ///< of an account that is closed

    [[nodiscard]] const std::optional<workers::WorkerRow>& row() const { return m_row; }
    [[nodiscard]] WranglerTab& file() const { return *m_file; }
    [[nodiscard]] QTabBar& tabs() const { return *m_tabs; }

signals:
    void closeRequested();
    void fileRequested(const QString& path); ///< to be read
    void draftRequested(const std::vector<workers::FlagEdit>& edits);
    void writeRequested(const WranglerDraft& draft);
    void patchRequested(const WranglerDraft& draft);
    void openRequested(const QString& path);
    void switchRequested(bool logpush);
    void linkRequested(const workers::WranglerLink& link);
    void chooseFileRequested();
    void linkFolderRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QWidget* makeHead();
    [[nodiscard]] QWidget* makeFoot();
    void connectFile();
    void showHead();
    void fitFoot();
    void showLink(bool isOther);
    [[nodiscard]] const workers::WranglerConfig* config() const { return m_view ? &m_view->config : nullptr; }
    void offerLinks(const QPoint& at);

    const Theme& m_theme;
    ElidedLabel* m_name = nullptr;
    Badge *m_state = nullptr, *m_next = nullptr;
    PlainLabel* m_why = nullptr;
    QTabBar* m_tabs;
    QStackedWidget* m_pages;
    WranglerTab* m_file;
    RequestTab* m_request;
    CompareTab* m_compare;
    QWidget* m_foot = nullptr;
    QPushButton *m_copy = nullptr, *m_open = nullptr, *m_write = nullptr;
    std::optional<workers::WorkerRow> m_row;
    std::optional<WranglerView> m_view; ///< its file, where that is shown
};

} // namespace tracedeck::ui
