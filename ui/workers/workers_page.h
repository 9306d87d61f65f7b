#pragma once

#include "widgets/badge.h"
#include "workers/matrix_filter.h"
#include "workers/worker_pane.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <set>

class QLineEdit;
class QModelIndex;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace tracedeck {
struct Error;
}

namespace tracedeck::ui {

class Banner;
class Card;
class ElidedLabel;
class EmptyState;
class MatrixModel;
class MatrixTable;
class SegmentedControl;
class SkeletonRows;

/// The room of Workers: which push their logs, and what the next deploy makes of it. Fed with plain values; asks for every change by a
/// signal, after it showed what would be sent or written.
class WorkersPage : public QWidget {
    Q_OBJECT
public:
    explicit WorkersPage(const Theme& theme, QWidget* parent = nullptr);

    /// Whose requests are shown; "" = no account is open. What was asked about the one before is closed.
    void setAccount(const QString& baseUrl, const QString& accountId);
    void setLoading(); ///< what is shown stays
    /// Neither scrolls nor ticks; what is gone is no longer chosen.
    void setRows(std::vector<workers::WorkerRow> rows, std::int64_t nowMs);
    void showError(const Error& error);
    void setBusy(std::set<WorkerId> workers);
    void setObstacle(const QString& reason); ///< why nothing can be switched; "" = it can
    void setUtc(bool utc);
    /// Until it is dismissed, or done. `action` "": there is none.
    void showNotice(BadgeKind kind, const QString& sentence, const QString& action, std::function<void()> act);
    void hideNotice();
    /// Shows all where it is hidden by what is typed or by the kind. False: there is no such Worker.
    bool choose(const WorkerId& worker);
    void showDetails(std::optional<WorkerPane::Tab> tab = {}); ///< nullopt: as they were

    [[nodiscard]] WorkerPane& pane() const { return *m_pane; }
    [[nodiscard]] std::vector<WorkerId> chosen() const;
    [[nodiscard]] std::optional<WorkerId> current() const;
    [[nodiscard]] std::vector<workers::WorkerRow> rowsOf(const std::vector<WorkerId>& workers) const;

signals:
    void refreshRequested();
    void checkRequested(); ///< why the Workers cannot be read
    void switchRequested(const std::vector<WorkerId>& workers, bool logpush);
    void filesRequested(const std::vector<WorkerId>& workers); ///< to be edited together
    void currentChanged();
    void linkFolderRequested();
    void uploadRequested();
    void undoRequested();
    void doctorRequested(const tracedeck::ui::WorkerId& worker); ///< why there are no logs of it

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum State { Loading, Answered, Empty }; ///< pages of the stack

    [[nodiscard]] QWidget* makeHead();
    [[nodiscard]] QWidget* makeMain();
    [[nodiscard]] QWidget* makeBar();
    [[nodiscard]] QWidget* makeBoard();
    [[nodiscard]] QWidget* makeNote();
    void connectTable();
    void addKeys();
    void goTo(const QModelIndex& index);
    void showCurrent();
    void showChosen();
    void showAbout();
    void showObstacle();
    void showEmpty();
    void showAll();
    void showFound();
    void showNothingFound();
    [[nodiscard]] QString obstacle() const; ///< why nothing can be changed; "" = it can
    void askWhy();
    void fitToWidth();
    void askForMenu(const QPoint& at);
    void askOne(const WorkerId& worker, bool logpush);
    void askMany(bool logpush);

    const Theme& m_theme;
    MatrixModel* m_model;
    MatrixFilter* m_shown;
    ElidedLabel *m_about = nullptr, *m_chosen = nullptr;
    QLineEdit* m_find = nullptr;
    QPushButton *m_on = nullptr, *m_off = nullptr, *m_files = nullptr, *m_link = nullptr, *m_upload = nullptr;
    SegmentedControl* m_kinds = nullptr;
    QWidget* m_bar = nullptr;
    QStackedWidget* m_stack;
    SkeletonRows* m_loading;
    EmptyState *m_empty, *m_nothing = nullptr;
    QPointer<QPushButton> m_emptyUpload; ///< of `m_empty`, while it says that there is no Worker
    QPointer<QWidget> m_asking;          ///< what shows a request before it is sent
    Banner* m_notice = nullptr;
    QSplitter* m_split = nullptr;
    Card* m_list = nullptr;
    MatrixTable* m_table = nullptr;
    QWidget* m_anchor = nullptr; ///< stands on the switch that is asked about
    WorkerPane* m_pane = nullptr;
    QString m_obstacle, m_baseUrl, m_accountId;
    bool m_isClosed = false;  ///< the pane, by a person
    bool m_isDragged = false; ///< its edge
};

} // namespace tracedeck::ui
