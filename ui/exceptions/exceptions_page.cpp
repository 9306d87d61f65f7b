#include "exceptions/exceptions_page.h"

#include "exceptions/group_delegate.h"
#include "exceptions/group_detail.h"
#include "text/error_text.h"
#include "text/format.h"
#include "widgets/card.h"
#include "widgets/elided_label.h"
#include "widgets/empty_state.h"
#include "widgets/scope.h"
#include "widgets/skeleton_rows.h"

#include <QAction>
#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>

#include <array>

namespace tracedeck::ui {

namespace {

constexpr int kGroupRow = 64, kDetailRow = 46, kAskAfterMs = 200;

struct OrderChoice {
    GroupOrder order;
    const char* label;
};
constexpr std::array kOrders {
    OrderChoice {GroupOrder::Events, QT_TRANSLATE_NOOP("tracedeck::ui::ExceptionsPage", "Sort: events")},
    OrderChoice {GroupOrder::LastSeen, QT_TRANSLATE_NOOP("tracedeck::ui::ExceptionsPage", "Sort: last seen")},
    OrderChoice {GroupOrder::FirstSeen, QT_TRANSLATE_NOOP("tracedeck::ui::ExceptionsPage", "Sort: first seen")},
    OrderChoice {GroupOrder::Name, QT_TRANSLATE_NOOP("tracedeck::ui::ExceptionsPage", "Sort: name")},
};

/// A list whose letters are shortcuts of the page, not a search for rows.
class GroupList : public QListView {
public:
    using QListView::QListView;
    void keyboardSearch(const QString&) override {}
};

} // namespace

ExceptionsPage::ExceptionsPage(Scope& scope, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_scope(scope)
    , m_theme(theme)
    , m_model(new GroupsModel(this))
    , m_empty(new EmptyState(theme, this))
    , m_loading(new SkeletonRows(theme, kGroupRow, this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("page"));
    m_model->setUtc(scope.isUtc());
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setHandleWidth(1);
    split->setChildrenCollapsible(false);
    split->addWidget(makeList());
    split->addWidget(makeDetail());
    split->setSizes({44, 56});
    split->setStretchFactor(0, 44);
    split->setStretchFactor(1, 56);
    m_stack->insertWidget(Loading, m_loading);
    m_stack->insertWidget(Groups, split);
    m_stack->insertWidget(Empty, m_empty);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(horizontalLine(this));
    column->addWidget(m_stack, 1);
    addKeys();

    m_soon.setSingleShot(true);
    m_soon.setInterval(kAskAfterMs);
    connect(&m_soon, &QTimer::timeout, this, &ExceptionsPage::ask);
    connect(&scope, &Scope::rangeChanged, this, [this] {
        m_groupsAsked.cancel();
        m_stale = true;
        ask();
    });
    connect(&scope, &Scope::snapshotChanged, this, &ExceptionsPage::askSoon);
    connect(&scope, &Scope::timeZoneChanged, this, [this] {
        m_model->setUtc(m_scope.isUtc());
        m_detail->setUtc(m_scope.isUtc());
    });
}

QWidget* ExceptionsPage::makeBar()
{
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(m_theme.px(12), m_theme.px(9), m_theme.px(12), m_theme.px(9));
    row->setSpacing(m_theme.px(8));
    m_filter = new QLineEdit(bar);
    m_filter->setPlaceholderText(tr("Find a name, a message, a Worker or a function"));
    m_filter->setAccessibleName(tr("Find groups"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(m_theme.icon(QStringLiteral("filter"), 16), QLineEdit::LeadingPosition);
    m_order = new QComboBox(bar);
    m_order->setAccessibleName(tr("Order of the groups"));
    for (const auto& choice : kOrders)
        m_order->addItem(tr(choice.label), static_cast<int>(choice.order));
    row->addWidget(m_filter, 1);
    row->addWidget(m_order);
    connect(m_filter, &QLineEdit::textChanged, this, &ExceptionsPage::narrow);
    connect(m_order, &QComboBox::currentIndexChanged, this, [this] {
        m_model->setOrder(static_cast<GroupOrder>(m_order->currentData().toInt()));
        chooseGroup(m_chosen);
    });
    return bar;
}

QWidget* ExceptionsPage::makeList()
{
    auto* side = new QWidget(this);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_summary = new ElidedLabel(m_theme, TextRole::MicroStrong, {}, Tone::Muted, side);
    m_summary->setContentsMargins(m_theme.px(12), 0, m_theme.px(12), 0);
    m_summary->setFixedHeight(m_theme.px(30));
    m_list = new GroupList(side);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new GroupDelegate(m_theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Exception groups"));
    m_list->setMinimumWidth(m_theme.px(340));
    column->addWidget(m_summary);
    column->addWidget(horizontalLine(side));
    column->addWidget(m_list, 1);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& current) {
        if (!current.isValid() || m_chosen == m_model->groupAt(current.row()).key)
            return;
        m_chosen = m_model->groupAt(current.row()).key;
        askDetail();
    });
    return side;
}

QWidget* ExceptionsPage::makeDetail()
{
    m_detailStack = new QStackedWidget(this);
    m_detailArea = new QScrollArea(m_detailStack);
    m_detail = new GroupDetail(m_theme, m_detailArea);
    m_detailArea->setWidget(m_detail);
    m_detailArea->setWidgetResizable(true);
    m_detailArea->setFrameShape(QFrame::NoFrame);
    m_detail->setBackgroundRole(QPalette::Base);
    m_detail->setAutoFillBackground(true);
    m_detailArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_detailArea->setFocusPolicy(Qt::NoFocus);
    m_detailArea->setMinimumWidth(m_theme.px(480));
    m_detailEmpty = new EmptyState(m_theme, m_detailStack);
    m_detailStack->addWidget(m_detailEmpty);
    m_detailStack->addWidget(m_detailArea);
    connect(m_detail, &GroupDetail::eventsRequested, this, &ExceptionsPage::eventsRequested);
    connect(m_detail, &GroupDetail::rangeChosen, &m_scope, &Scope::setRange);
    return m_detailStack;
}

void ExceptionsPage::addKeys()
{
    const auto add = [](QWidget* on, const QString& text, const QList<QKeySequence>& keys, auto act) {
        auto* action = new QAction(text, on);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, on, act);
        on->addAction(action);
    };
    add(this, tr("Find groups"), {QKeySequence::Find}, [this] { m_filter->setFocus(Qt::ShortcutFocusReason); });
    add(m_list, tr("Find groups"), {Qt::Key_Slash}, [this] { m_filter->setFocus(Qt::ShortcutFocusReason); });
    add(m_list, tr("Show the events in Logs"), {Qt::Key_L}, [this] {
        if (m_chosen)
            emit eventsRequested({m_answered.asked, groupFilter(*m_chosen), {}});
    });
    add(m_list, tr("Go to the group's details"), {Qt::Key_Return, Qt::Key_Enter}, [this] { m_detail->focusFirst(); });
    add(m_filter, tr("Back to the groups"), {Qt::Key_Down, Qt::Key_Return}, [this] { m_list->setFocus(Qt::ShortcutFocusReason); });
    add(m_filter, tr("Clear"), {Qt::Key_Escape}, [this] { m_filter->clear(); });
}

void ExceptionsPage::openLink(const GroupLink& link)
{
    m_filter->clear();
    m_chosen = link.key;
    chooseGroup(m_chosen);
    if (!m_stale && !m_groupsAsked.isRunning())
        askDetail();
    m_list->setFocus(Qt::OtherFocusReason);
}

void ExceptionsPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_stale)
        ask();
}

} // namespace tracedeck::ui
