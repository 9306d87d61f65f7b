#include "jobs/jobs_page.h"

#include "jobs/jobs_model.h"
#include "jobs/jobs_table.h"
#include "jobs/strip_legend.h"
#include "text/error_text.h"
#include "widgets/banner.h"
#include "widgets/buttons.h"
#include "widgets/elided_label.h"
#include "widgets/empty_state.h"
#include "widgets/skeleton_rows.h"

#include <QBoxLayout>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMargin = 16, kSkeletonRow = 52, kFindWidth = 220, kDetailsHeight = 330;

} // namespace

JobsPage::JobsPage(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new JobsModel(this))
    , m_shown(new QSortFilterProxyModel(this))
    , m_stack(new QStackedWidget(this))
    , m_loading(new SkeletonRows(theme, kSkeletonRow, this))
    , m_empty(new EmptyState(theme, this))
{
    setObjectName(QStringLiteral("page"));
    m_shown->setSourceModel(m_model);
    m_shown->setSortRole(JobsModel::SortRole);
    m_shown->setFilterRole(JobsModel::SearchRole);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_stack->insertWidget(Loading, m_loading);
    m_stack->insertWidget(Answered, makeBoard());
    m_stack->insertWidget(Empty, m_empty);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(m_stack, 1);
    connectTable();
    connectDetails();
    setLoading();
}

QWidget* JobsPage::makeHeader()
{
    auto* header = new QWidget(this);
    header->setFixedHeight(m_theme.px(56));
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(m_theme.px(kMargin), 0, m_theme.px(kMargin), 0);
    row->setSpacing(m_theme.px(12));
    m_about = new ElidedLabel(m_theme, TextRole::Body, {}, Tone::Secondary, header);
    m_find = new QLineEdit(header);
    m_find->setPlaceholderText(tr("Find a job"));
    m_find->setAccessibleName(tr("Find a job"));
    m_find->setClearButtonEnabled(true);
    m_find->setFixedWidth(m_theme.px(kFindWidth));
    connect(m_find, &QLineEdit::textChanged, m_shown, &QSortFilterProxyModel::setFilterFixedString);
    row->addWidget(new PlainLabel(m_theme, TextRole::Title, tr("Logpush jobs"), Tone::Normal, header));
    row->addWidget(m_about, 1);
    m_create = primaryButton(tr("Create job"), header);
    m_create->setIcon(m_theme.icon(u"plus"_s, 16, m_theme.tokens().onaccent));
    m_create->setShortcut(Qt::CTRL | Qt::Key_N);
    connect(m_create, &QPushButton::clicked, this, &JobsPage::createRequested);
    row->addWidget(m_find);
    m_import = new QPushButton(tr("Import…"), header);
    connect(m_import, &QPushButton::clicked, this, &JobsPage::importRequested);
    row->addWidget(m_import);
    row->addWidget(m_create);
    return header;
}

QWidget* JobsPage::makeBoard()
{
    auto* board = new QWidget(m_stack);
    auto* column = new QVBoxLayout(board);
    column->setContentsMargins(m_theme.px(kMargin), 0, m_theme.px(kMargin), m_theme.px(kMargin));
    column->setSpacing(m_theme.px(12));
    m_notice = new Banner(m_theme, board);
    m_notice->hide();
    m_split = new QSplitter(Qt::Vertical, board);
    m_split->setChildrenCollapsible(false);
    m_split->setHandleWidth(m_theme.px(12));
    m_split->setProperty("gap", true);
    auto* list = m_list = new Card(m_theme, m_split);
    list->setBodyMargin(0);
    m_table = new JobsTable(m_theme, list);
    m_table->setModel(m_shown);
    list->body()->setSpacing(0);
    list->body()->addWidget(m_table, 1);
    list->body()->addWidget(horizontalLine(list));
    list->body()->addWidget(new StripLegend(m_theme, list));
    m_details = new JobDetails(m_theme, m_split);
    m_split->addWidget(list);
    m_split->addWidget(m_details);
    m_split->setStretchFactor(0, 1);
    m_split->setSizes({m_theme.px(kDetailsHeight), m_theme.px(kDetailsHeight)});
    column->addWidget(m_notice);
    column->addWidget(m_split, 1);
    return board;
}

void JobsPage::connectTable()
{
    const auto idAt = [this](const QModelIndex& index) { return m_model->jobAt(m_shown->mapToSource(index).row()).id; };
    connect(m_table, &JobsTable::switched, this, [this, idAt](const QModelIndex& index) { switchOne(idAt(index)); });
    connect(m_table, &JobsTable::switchAsked, this, [this] {
        if (m_obstacle.isEmpty())
            switchChosen(!m_model->jobAt(m_model->rowOf(current())).isEnabled);
    });
    connect(m_table, &JobsTable::duplicateAsked, this, [this] {
        if (m_obstacle.isEmpty() && current() != 0)
            emit duplicateRequested(current());
    });
    connect(m_table, &JobsTable::opened, this, [this, idAt](const QModelIndex& index) {
        if (m_obstacle.isEmpty())
            emit editRequested(idAt(index));
    });
    connect(m_table, &JobsTable::deleteAsked, this, [this] {
        if (m_obstacle.isEmpty() && current() != 0)
            emit deleteRequested(current());
    });
    connect(m_table, &QWidget::customContextMenuRequested, this, &JobsPage::askForMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &JobsPage::showCurrent);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &JobsPage::showCurrent);
}

void JobsPage::connectDetails()
{
    const auto with = [this](auto signal) { return [this, signal](auto... rest) { emit(this->*signal)(current(), rest...); }; };
    connect(m_details, &JobDetails::editRequested, this, with(&JobsPage::editRequested));
    connect(m_details, &JobDetails::duplicateRequested, this, with(&JobsPage::duplicateRequested));
    connect(m_details, &JobDetails::copyRequested, this, with(&JobsPage::copyRequested));
    connect(m_details, &JobDetails::deliveriesRequested, this, with(&JobsPage::deliveriesRequested));
    connect(m_details, &JobDetails::deleteRequested, this, with(&JobsPage::deleteRequested));
    connect(m_details, &JobDetails::diffRequested, this, with(&JobsPage::diffRequested));
    connect(m_details, &JobDetails::restoreRequested, this, with(&JobsPage::restoreRequested));
}

std::int64_t JobsPage::current() const
{
    const QModelIndex index = m_shown->mapToSource(m_table->currentIndex());
    return index.isValid() ? m_model->jobAt(index.row()).id : 0;
}

std::vector<std::int64_t> JobsPage::chosen() const
{
    std::vector<std::int64_t> ids;
    const auto rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex& row : rows)
        ids.push_back(m_model->jobAt(m_shown->mapToSource(row).row()).id);
    return ids;
}

void JobsPage::choose(std::int64_t id)
{
    const QModelIndex index = m_shown->mapFromSource(m_model->index(m_model->rowOf(id), JobsModel::Job));
    if (index.isValid())
        m_table->chooseRow(index);
}

void JobsPage::setLoading()
{
    if (m_stack->currentIndex() == Answered && m_model->rowCount() > 0)
        return;
    m_stack->setCurrentIndex(Loading);
    m_loading->start();
}

void JobsPage::setJobs(std::vector<JobView> jobs, std::int64_t nowMs)
{
    m_loading->stop();
    const std::int64_t before = current();
    const std::vector<std::int64_t> all = chosen();
    m_model->setJobs(std::move(jobs), nowMs);
    showAbout();
    showNotice();
    if (m_model->rowCount() == 0) {
        m_empty->clearActions();
        m_empty->setMessage(u"jobs"_s, tr("No job yet"),
                            tr("Nothing is delivered until there is one. A job says which events Cloudflare pushes, and where to."));
        m_createFirst = m_empty->addAction(tr("Create job"));
        m_createFirst->setEnabled(m_obstacle.isEmpty());
        connect(m_createFirst, &QPushButton::clicked, this, &JobsPage::createRequested);
        m_stack->setCurrentIndex(Empty);
        return;
    }
    m_stack->setCurrentIndex(Answered);
    fitList();
    choose(before);
    for (const std::int64_t id : all)
        m_table->selectionModel()->select(m_shown->mapFromSource(m_model->index(m_model->rowOf(id), JobsModel::Job)),
                                          QItemSelectionModel::Select | QItemSelectionModel::Rows);
    if (!m_table->currentIndex().isValid())
        m_table->chooseRow(m_shown->index(0, JobsModel::Job));
    showCurrent();
}

/// Few jobs leave the room to the one that is chosen.
void JobsPage::fitList()
{
    m_list->setMaximumHeight(m_table->fullHeight() + m_list->sizeHint().height() - m_table->sizeHint().height());
}

void JobsPage::showAbout()
{
    const auto& jobs = m_model->jobs();
    const auto ours = std::ranges::count_if(jobs, &JobView::isOfTraceEvents);
    const auto others = static_cast<int>(jobs.size()) - static_cast<int>(ours);
    const QString text = ours == 1 ? tr("1 job for workers_trace_events") : tr("%1 jobs for workers_trace_events").arg(ours);
    m_about->setText(others == 0 ? text : tr("%1, %2 of other datasets").arg(text).arg(others));
}

/// What a person should see first: a job that was switched off, or one that fails.
void JobsPage::showNotice()
{
    const auto& jobs = m_model->jobs();
    auto bad = std::ranges::find(jobs, JobState::SwitchedOff, &JobView::state);
    if (bad == jobs.end())
        bad = std::ranges::find(jobs, JobState::Failing, &JobView::state);
    m_notice->setVisible(bad != jobs.end());
    if (bad == jobs.end())
        return;
    const QString said = bad->errorMessage.isEmpty() ? QString() : tr(" (last answer: %1)").arg(bad->errorMessage);
    const QString sentence = bad->state == JobState::SwitchedOff
        ? tr("%1 is off after failures%2, probably switched off by Cloudflare. Events since then were not kept.").arg(bad->name, said)
        : tr("%1 cannot deliver%2. What is not delivered within minutes is lost.").arg(bad->name, said);
    m_notice->showMessage(bad->state == JobState::SwitchedOff ? BadgeKind::Warn : BadgeKind::Danger, sentence,
                          {{tr("Show the job"), [this, id = bad->id] { choose(id); }}});
}

void JobsPage::showError(const Error& error)
{
    m_loading->stop();
    m_empty->clearActions();
    m_empty->setMessage(u"error"_s, tr("The jobs could not be read"), errorText(error));
    connect(m_empty->addAction(tr("Try again")), &QPushButton::clicked, this, &JobsPage::refreshRequested);
    connect(m_empty->addAction(tr("Show the check")), &QPushButton::clicked, this, &JobsPage::checkRequested);
    m_stack->setCurrentIndex(Empty);
}

void JobsPage::showCurrent()
{
    const std::int64_t id = current();
    m_details->setVisible(id != 0);
    if (id == 0)
        return;
    m_details->showJob(m_model->jobAt(m_model->rowOf(id)), m_utc);
    if (m_detailed == id)
        return;
    m_detailed = id;
    m_details->showVersions({}, m_utc);
    emit versionsRequested(id);
}

void JobsPage::setVersions(std::int64_t id, const std::vector<JobVersion>& versions)
{
    if (id == current())
        m_details->showVersions(versions, m_utc);
}

void JobsPage::setBusy(std::set<std::int64_t> ids)
{
    m_model->setBusy(std::move(ids));
}

void JobsPage::setObstacle(const QString& reason)
{
    m_obstacle = reason;
    m_details->setObstacle(reason);
    for (QPushButton* create : {m_create, m_import, m_createFirst.data()}) {
        if (!create)
            continue;
        create->setEnabled(reason.isEmpty());
        create->setToolTip(plainToolTip(reason));
    }
}

void JobsPage::setUtc(bool utc)
{
    m_utc = utc;
    m_model->setUtc(utc);
    m_detailed = 0;
    showCurrent();
}

void JobsPage::switchOne(std::int64_t id)
{
    const int row = m_model->rowOf(id);
    if (row >= 0 && m_obstacle.isEmpty())
        emit enableRequested({id}, !m_model->jobAt(row).isEnabled);
}

void JobsPage::switchChosen(bool isEnabled)
{
    std::vector<std::int64_t> ids = chosen();
    std::erase_if(ids, [&](std::int64_t id) { return m_model->jobAt(m_model->rowOf(id)).isEnabled == isEnabled; });
    if (!ids.empty())
        emit enableRequested(ids, isEnabled);
}

void JobsPage::askForMenu(const QPoint& at)
{
    if (current() == 0)
        return;
    QMenu* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool isFree = m_obstacle.isEmpty();
    const auto add = [&](const QString& text, bool isChange, auto act) {
        menu->addAction(text, this, act)->setEnabled(isFree || !isChange);
    };
    add(tr("Edit"), true, [this] { emit editRequested(current()); });
    add(tr("Edit as JSON…"), true, [this] { emit editTextRequested(current()); });
    add(tr("Switch on"), true, [this] { switchChosen(true); });
    add(tr("Switch off"), true, [this] { switchChosen(false); });
    add(tr("Duplicate"), true, [this] { emit duplicateRequested(current()); });
    menu->addSeparator();
    add(tr("Copy as JSON"), false, [this] { emit copyRequested(current(), CopyJson); });
    add(tr("Copy as curl"), false, [this] { emit copyRequested(current(), CopyCurl); });
    add(tr("Copy as Terraform"), false, [this] { emit copyRequested(current(), CopyTerraform); });
    menu->addSeparator();
    add(tr("Delete…"), true, [this] { emit deleteRequested(current()); });
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

} // namespace tracedeck::ui
