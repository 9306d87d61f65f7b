#include "workers/workers_page.h"

#include "text/access_text.h"
#include "widgets/banner.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/elided_label.h"
#include "widgets/empty_state.h"
#include "widgets/icon_label.h"
#include "widgets/segmented_control.h"
#include "widgets/skeleton_rows.h"
#include "workers/matrix_model.h"
#include "workers/matrix_table.h"

#include <QBoxLayout>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>
#include <array>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;
using workers::WorkerRow;

namespace {

constexpr int kMargin = 16, kSkeletonRow = 46, kFindWidth = 168, kNarrowFind = 132, kPaneWidth = 480, kLeastPane = 430, kLeastList = 500;
constexpr int kBestList = 870;                                           ///< with all columns
constexpr int kUnderBelow = kLeastPane + kLeastList, kNarrowBelow = 720; ///< of the page, and of what stands beside the pane

} // namespace

WorkersPage::WorkersPage(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new MatrixModel(this))
    , m_shown(new MatrixFilter(this))
    , m_stack(new QStackedWidget(this))
    , m_loading(new SkeletonRows(theme, theme.px(kSkeletonRow), this))
    , m_empty(new EmptyState(theme, this))
{
    setObjectName(u"page"_s);
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Workers"));
    m_shown->setSourceModel(m_model);
    m_split = new QSplitter(Qt::Horizontal, this);
    m_split->setChildrenCollapsible(false);
    m_split->addWidget(makeMain());
    m_pane = new WorkerPane(theme, this); // behind the rest: Tab comes to it last
    m_split->addWidget(m_pane);
    m_split->setStretchFactor(0, 1);
    m_pane->setMinimumWidth(theme.px(kLeastPane));
    m_pane->hide();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_split);
    connect(m_split, &QSplitter::splitterMoved, this, [this] { m_isDragged = true; });
    connectTable();
    addKeys();
    showObstacle();
    setLoading();
}

QWidget* WorkersPage::makeMain()
{
    auto* main = new QWidget(m_split);
    main->setMinimumWidth(m_theme.px(kLeastList));
    m_stack->insertWidget(Loading, m_loading);
    m_stack->insertWidget(Answered, makeBoard());
    m_stack->insertWidget(Empty, m_empty);
    auto* column = new QVBoxLayout(main);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(m_stack, 1);
    return main;
}

QWidget* WorkersPage::makeHead()
{
    auto* head = new QWidget(this);
    head->setFixedHeight(m_theme.px(56));
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(m_theme.px(kMargin), 0, m_theme.px(kMargin), 0);
    row->setSpacing(m_theme.px(12));
    m_about = new ElidedLabel(m_theme, TextRole::Body, {}, Tone::Secondary, head);
    m_find = new QLineEdit(head);
    m_find->setPlaceholderText(tr("Find a Worker"));
    m_find->setAccessibleName(tr("Find a Worker"));
    m_find->setToolTip(tr("Find a Worker (Ctrl+F)"));
    m_find->setClearButtonEnabled(true);
    m_find->setFixedWidth(m_theme.px(kFindWidth));
    m_find->addAction(m_theme.icon(u"search"_s), QLineEdit::LeadingPosition);
    m_link = new QPushButton(tr("Link folder…"), head);
    m_link->setIcon(m_theme.icon(u"folder"_s));
    m_link->setAccessibleName(m_link->text());
    m_link->setToolTip(tr("Link a folder with your projects: wrangler files in it are paired with Workers by name (Ctrl+G)"));
    m_upload = new IconButton(m_theme, u"export"_s, tr("Upload a script…"), head);
    row->addWidget(new PlainLabel(m_theme, TextRole::Title, tr("Workers"), Tone::Normal, head));
    row->addWidget(m_about, 1);
    row->addWidget(m_find);
    row->addWidget(m_link);
    row->addWidget(m_upload);
    connect(m_find, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_shown->setFilterFixedString(text);
        showFound();
    });
    connect(m_link, &QPushButton::clicked, this, &WorkersPage::linkFolderRequested);
    connect(m_upload, &QPushButton::clicked, this, &WorkersPage::uploadRequested);
    return head;
}

QWidget* WorkersPage::makeBar()
{
    m_bar = new QWidget(this);
    m_bar->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto* acts = new QWidget(m_bar);
    auto* row = new QHBoxLayout(acts);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(m_theme.px(8));
    m_chosen = new ElidedLabel(m_theme, TextRole::Subheading, {}, Tone::Normal, acts);
    m_on = denseButton(tr("Switch on"), acts);
    m_off = denseButton(tr("Switch off"), acts);
    m_files = denseButton(tr("Edit wrangler files…"), acts);
    m_files->setIcon(m_theme.icon(u"edit"_s));
    for (QWidget* widget :
         {static_cast<QWidget*>(m_chosen), static_cast<QWidget*>(m_on), static_cast<QWidget*>(m_off), static_cast<QWidget*>(m_files)})
        row->addWidget(widget);
    row->addStretch(1);
    m_kinds = new SegmentedControl({tr("All"), tr("Drift"), tr("Off"), tr("On but quiet")}, tr("Which Workers are shown"), m_bar);
    m_kinds->setDense(true);
    m_kinds->setToolTip(tr("Drift: the next deploy changes the flag, or may. On but quiet: switched on, and nothing arrives."));
    auto* line = new QBoxLayout(QBoxLayout::LeftToRight, m_bar);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(m_theme.px(8));
    line->addWidget(acts, 1);
    line->addWidget(m_kinds, 0, Qt::AlignLeft);
    connect(m_on, &QPushButton::clicked, this, [this] { askMany(true); });
    connect(m_off, &QPushButton::clicked, this, [this] { askMany(false); });
    connect(m_files, &QPushButton::clicked, this, [this] { emit filesRequested(chosen()); });
    connect(m_kinds, &SegmentedControl::chosen, this, [this](int kind) {
        m_shown->setKind(kind);
        showFound();
    });
    return m_bar;
}

QWidget* WorkersPage::makeBoard()
{
    auto* board = new QWidget(m_stack);
    auto* column = new QVBoxLayout(board);
    column->setContentsMargins(m_theme.px(kMargin), 0, m_theme.px(kMargin), m_theme.px(kMargin));
    column->setSpacing(m_theme.px(10));
    m_notice = new Banner(m_theme, board);
    m_list = new Card(m_theme, board);
    m_list->setBodyMargin(0);
    m_table = new MatrixTable(m_theme, m_list);
    m_table->setModel(m_shown);
    m_anchor = new QWidget(m_table->viewport());
    m_anchor->hide();
    m_nothing = new EmptyState(m_theme, m_list);
    m_nothing->setMessage(u"search"_s, tr("No Worker is like that"), tr("Others are hidden by what is typed above, or by the kind."));
    m_nothing->hide();
    connect(m_nothing->addAction(tr("Show all")), &QPushButton::clicked, this, &WorkersPage::showAll);
    m_list->body()->setSpacing(0);
    m_list->body()->addWidget(m_table, 1);
    m_list->body()->addWidget(m_nothing);
    column->addWidget(m_notice);
    column->addWidget(makeBar());
    column->addWidget(m_list, 1);
    column->addWidget(makeNote());
    column->addStretch(0);
    return board;
}

QWidget* WorkersPage::makeNote()
{
    auto* note = new QWidget(this);
    auto* row = new QHBoxLayout(note);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(m_theme.px(8));
    auto* text =
        new PlainLabel(m_theme, TextRole::Small,
                       tr("The switch changes only the logpush setting (PATCH script-settings). Code, bindings and secrets are not "
                          "touched. New events appear in the next file, usually within 2 minutes."),
                       Tone::Secondary, note);
    text->setWordWrap(true);
    row->addWidget(new IconLabel(m_theme, u"info"_s, 14, &Tokens::text2, note), 0, Qt::AlignTop);
    row->addWidget(text, 1);
    return note;
}

void WorkersPage::setAccount(const QString& baseUrl, const QString& accountId)
{
    m_baseUrl = baseUrl;
    m_accountId = accountId;
    m_obstacle.clear();
    if (m_asking)
        m_asking->close();
    m_pane->clear();
    showObstacle();
}

std::optional<WorkerId> WorkersPage::current() const
{
    const QModelIndex index = m_shown->mapToSource(m_table->currentIndex());
    return index.isValid() ? std::optional(idOf(m_model->rowAt(index.row()))) : std::nullopt;
}

std::vector<WorkerId> WorkersPage::chosen() const
{
    std::vector<WorkerId> ids;
    const auto rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex& row : rows)
        ids.push_back(idOf(m_model->rowAt(m_shown->mapToSource(row).row())));
    std::ranges::sort(ids, [](const WorkerId& a, const WorkerId& b) { return a < b; });
    return ids;
}

std::vector<WorkerRow> WorkersPage::rowsOf(const std::vector<WorkerId>& workers) const
{
    std::vector<WorkerRow> rows;
    for (const WorkerId& worker : workers) {
        if (const int row = m_model->rowOf(worker); row >= 0)
            rows.push_back(m_model->rowAt(row));
    }
    return rows;
}

bool WorkersPage::choose(const WorkerId& worker)
{
    const QModelIndex index = m_model->index(m_model->rowOf(worker), MatrixModel::Worker);
    if (!index.isValid())
        return false;
    if (!m_shown->mapFromSource(index).isValid())
        showAll();
    goTo(m_shown->mapFromSource(index));
    return true;
}

void WorkersPage::showAll()
{
    m_find->clear();
    m_kinds->setCurrent(MatrixFilter::All);
    m_shown->setKind(MatrixFilter::All);
    showFound();
}

/// Whatever keys are held down.
void WorkersPage::goTo(const QModelIndex& index)
{
    m_table->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_table->scrollTo(index);
}

void WorkersPage::setLoading()
{
    if (m_stack->currentIndex() == Answered && m_model->rowCount() > 0)
        return;
    m_stack->setCurrentIndex(Loading);
    m_loading->start();
}

void WorkersPage::setRows(std::vector<WorkerRow> rows, std::int64_t nowMs)
{
    m_loading->stop();
    m_model->setRows(std::move(rows), nowMs);
    showAbout();
    if (m_model->rowCount() == 0)
        return showEmpty();
    m_stack->setCurrentIndex(Answered);
    showNothingFound();
    if (!m_table->currentIndex().isValid() && m_shown->rowCount() > 0) // the first ones
        goTo(m_shown->index(0, MatrixModel::Worker));
    showCurrent();
}

void WorkersPage::showEmpty()
{
    m_pane->hide();
    m_empty->clearActions();
    m_stack->setCurrentIndex(Empty);
    if (m_accountId.isEmpty())
        return m_empty->setMessage(u"workers"_s, tr("No account is open"),
                                   tr("Workers are those of an account. Open one to see which of them push their logs."));
    m_empty->setMessage(u"workers"_s, tr("No Worker yet"),
                        tr("This account has no script. Deploy one with wrangler, or upload one with Logpush switched on."));
    m_emptyUpload = m_empty->addAction(tr("Upload a script…"));
    connect(m_emptyUpload, &QPushButton::clicked, this, &WorkersPage::uploadRequested);
    showObstacle();
}

void WorkersPage::showError(const Error& error)
{
    m_loading->stop();
    m_pane->hide();
    m_empty->clearActions();
    m_empty->setMessage(u"error"_s, tr("The Workers could not be read"), explainedText(error));
    connect(m_empty->addAction(tr("Try again")), &QPushButton::clicked, this, &WorkersPage::refreshRequested);
    connect(m_empty->addAction(tr("Show the check")), &QPushButton::clicked, this, &WorkersPage::checkRequested);
    m_stack->setCurrentIndex(Empty);
}

/// How many push, and how many there are of each kind.
void WorkersPage::showAbout()
{
    const auto& rows = m_model->rows();
    const auto on = std::ranges::count_if(rows, [](const WorkerRow& row) { return row.worker.logpush == true; });
    m_about->setText(rows.empty() ? QString() : tr("%1 of %2 push logs").arg(on).arg(rows.size()));
    const std::array names {tr("All %1"), tr("Drift %1"), tr("Off %1"), tr("On but quiet %1")};
    for (int kind = 0; kind < MatrixFilter::KindCount; ++kind) {
        const auto count = std::ranges::count_if(rows, [kind](const WorkerRow& row) { return MatrixFilter::isOf(row, kind); });
        m_kinds->setText(kind, names.at(static_cast<std::size_t>(kind)).arg(count));
    }
}

/// Few Workers leave the rest of the page empty; what hides all of them is said.
void WorkersPage::showNothingFound()
{
    const bool isNone = m_shown->rowCount() == 0;
    m_table->setVisible(!isNone);
    m_nothing->setVisible(isNone);
    m_list->setMaximumHeight(isNone ? QWIDGETSIZE_MAX : m_table->fullHeight() + m_list->sizeHint().height() - m_table->sizeHint().height());
}

/// After other rows were asked for.
void WorkersPage::showFound()
{
    showNothingFound();
    if (m_shown->rowCount() == 0)
        return;
    if (m_table->selectionModel()->hasSelection())
        return m_table->scrollTo(m_table->currentIndex());
    goTo(m_table->currentIndex().isValid() ? m_table->currentIndex() : m_shown->index(0, MatrixModel::Worker));
}

void WorkersPage::showNotice(BadgeKind kind, const QString& sentence, const QString& action, std::function<void()> act)
{
    std::vector<Banner::Action> actions;
    if (!action.isEmpty())
        actions.push_back({action, std::move(act)});
    actions.push_back({tr("Dismiss"), [this] { m_notice->hide(); }});
    m_notice->showMessage(kind, sentence, std::move(actions));
}

void WorkersPage::hideNotice()
{
    m_notice->hide();
}

void WorkersPage::setBusy(std::set<WorkerId> workers)
{
    m_model->setBusy(std::move(workers));
}

void WorkersPage::setUtc(bool utc)
{
    m_model->setUtc(utc);
}

void WorkersPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitToWidth();
}

/// Beside the table where both have room, else below it.
void WorkersPage::fitToWidth()
{
    const auto orientation = width() < m_theme.px(kUnderBelow) ? Qt::Vertical : Qt::Horizontal;
    const bool turns = m_split->orientation() != orientation;
    m_split->setOrientation(orientation);
    if (orientation == Qt::Horizontal && (turns || !m_isDragged)) {
        const int pane = std::clamp(width() - m_theme.px(kBestList), m_theme.px(kLeastPane), m_theme.px(kPaneWidth));
        m_split->setSizes({width() - pane, pane});
    } else if (turns) {
        m_split->setSizes({height() / 2, height() / 2});
    }
    const bool isBeside = !m_pane->isHidden() && orientation == Qt::Horizontal;
    const bool isNarrow = (isBeside ? m_split->sizes().constFirst() : width()) < m_theme.px(kNarrowBelow);
    static_cast<QBoxLayout*>(m_bar->layout())->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_find->setFixedWidth(m_theme.px(isNarrow ? kNarrowFind : kFindWidth));
    m_link->setText(isNarrow ? QString() : tr("Link folder…"));
}

} // namespace tracedeck::ui
