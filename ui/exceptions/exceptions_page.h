#pragma once

#include "async/pending.h"
#include "exceptions/group_answers.h"
#include "exceptions/groups_model.h"
#include "widgets/links.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QComboBox;
class QLineEdit;
class QListView;
class QScrollArea;
class QStackedWidget;

namespace tracedeck::ui {

class ElidedLabel;
class EmptyState;
class GroupDetail;
class Scope;
class SkeletonRows;
class Theme;

/// The exceptions room: groups on one side, what is known of the chosen one on the other.
class ExceptionsPage : public QWidget {
    Q_OBJECT
public:
    ExceptionsPage(Scope& scope, const Theme& theme, QWidget* parent = nullptr);

    /// Chooses a group, also one that is only known after the next answer.
    void openLink(const GroupLink& link);

signals:
    void eventsRequested(const EventsLink& link);

protected:
    void showEvent(QShowEvent* event) override;

private:
    /// What one answer was asked for; rows of its groups name events of its snapshot only.
    struct Question {
        store::Snapshot snapshot;
        TimeRange asked, span;
    };
    enum State { Loading, Groups, Empty }; ///< pages of the stack

    QWidget* makeBar();
    QWidget* makeList();
    QWidget* makeDetail();
    void addKeys();
    void askSoon();
    void ask();
    void showGroups(const Question& question, Result<store::ExceptionGroups> answer);
    void askDetail();
    void showDetail(TimeRange asked, Result<GroupAnswers> answer);
    void showNoDetail(const QString& icon, const QString& title, const QString& why);
    void showSummary();
    void showEmpty(const QString& icon, const QString& title, const QString& why);
    void chooseGroup(std::optional<events::GroupKey> key);
    void narrow(const QString& text);

    Scope& m_scope;
    const Theme& m_theme;
    GroupsModel* m_model;
    QLineEdit* m_filter = nullptr;
    QComboBox* m_order = nullptr;
    ElidedLabel* m_summary = nullptr;
    QListView* m_list = nullptr;
    GroupDetail* m_detail = nullptr;
    QScrollArea* m_detailArea = nullptr;
    QStackedWidget* m_detailStack = nullptr;
    EmptyState* m_detailEmpty = nullptr;
    EmptyState* m_empty;
    SkeletonRows* m_loading;
    QStackedWidget* m_stack;
    QTimer m_soon;       ///< one question for a burst of changes
    bool m_stale = true; ///< a newer question waits
    std::optional<events::GroupKey> m_chosen;
    Question m_answered; ///< of the groups that are shown
    Pending<store::ExceptionGroups> m_groupsAsked;
    Pending<GroupAnswers> m_detailAsked;
};

} // namespace tracedeck::ui
