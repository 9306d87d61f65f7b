#include "workers/worker_pane.h"

#include "base/visible_text.h"
#include "widgets/badge.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/elided_label.h"
#include "workers/compare_tab.h"
#include "workers/request_tab.h"
#include "workers/worker_words.h"
#include "workers/wrangler_tab.h"

#include <QApplication>
#include <QBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>

#include <tuple>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;
using workers::WranglerLink;

namespace {

constexpr int kMargin = 16, kFoot = 54, kShortBelow = 470;

/// What a file says of a Worker, and where.
bool saysTheSame(const std::optional<workers::WranglerSection>& a, const std::optional<workers::WranglerSection>& b)
{
    const auto all = [](const workers::WranglerSection& section) {
        return std::tie(section.environment, section.worker, section.logpush.value, section.logpush.isWrong, section.logpush.line,
                        section.observability, section.tailConsumers, section.comment, section.line);
    };
    return a.has_value() == b.has_value() && (!a || all(*a) == all(*b));
}

} // namespace

WorkerPane::WorkerPane(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_tabs(new QTabBar(this))
    , m_pages(new QStackedWidget(this))
    , m_file(new WranglerTab(theme, this))
    , m_request(new RequestTab(theme, this))
    , m_compare(new CompareTab(theme, this))
{
    setAccessibleName(tr("Details of the Worker"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Parts of the details"));
    for (const QString& name : {tr("Edit wrangler file"), tr("API request"), tr("Logpush or observability?")})
        m_tabs->addTab(name);
    for (QWidget* page : {static_cast<QWidget*>(m_file), static_cast<QWidget*>(m_request), static_cast<QWidget*>(m_compare)})
        m_pages->addWidget(page);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(horizontalLine(this));
    column->addWidget(m_tabs);
    column->addWidget(horizontalLine(this));
    column->addWidget(m_pages, 1);
    column->addWidget(m_foot = makeFoot());
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_pages->setCurrentIndex(tab);
        fitFoot();
    });
    connect(m_request, &RequestTab::switchRequested, this, &WorkerPane::switchRequested);
    connectFile();
    fitFoot();
}

QWidget* WorkerPane::makeHead()
{
    auto* head = new QWidget(this);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(m_theme.px(kMargin), m_theme.px(10), m_theme.px(8), m_theme.px(12));
    column->setSpacing(m_theme.px(6));
    auto* row = new QHBoxLayout;
    row->setSpacing(m_theme.px(8));
    m_name = new ElidedLabel(m_theme, TextRole::Heading, {}, Tone::Normal, head);
    m_state = new Badge(m_theme, BadgeKind::Quiet, {}, {}, head);
    m_next = new Badge(m_theme, BadgeKind::Quiet, {}, {}, head);
    auto* close = new IconButton(m_theme, u"close"_s, tr("Close the details (Esc)"), head, true);
    m_why = new PlainLabel(m_theme, TextRole::Small, {}, Tone::Secondary, head);
    m_why->setWordWrap(true);
    row->addWidget(m_name);
    row->addWidget(m_state);
    row->addWidget(m_next);
    row->addStretch(1);
    row->addWidget(close);
    column->addLayout(row);
    column->addWidget(m_why);
    connect(close, &QPushButton::clicked, this, &WorkerPane::closeRequested);
    return head;
}

QWidget* WorkerPane::makeFoot()
{
    auto* foot = new QWidget(this);
    auto* column = new QVBoxLayout(foot);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(m_theme.px(kMargin), 0, m_theme.px(kMargin), 0);
    row->setSpacing(m_theme.px(8));
    m_copy = new QPushButton(tr("Copy patch"), foot);
    m_copy->setIcon(m_theme.icon(u"copy"_s));
    m_open = new QPushButton(tr("Open in editor"), foot);
    m_open->setIcon(m_theme.icon(u"ext"_s));
    m_write = primaryButton(tr("Write file"), foot);
    row->addWidget(m_copy);
    row->addWidget(m_open);
    row->addStretch(1);
    row->addWidget(m_write);
    column->addWidget(horizontalLine(foot));
    column->addLayout(row, 1);
    foot->setFixedHeight(m_theme.px(kFoot));
    connect(m_copy, &QPushButton::clicked, this, [this] {
        if (m_file->draft())
            emit patchRequested(*m_file->draft());
    });
    connect(m_write, &QPushButton::clicked, this, [this] {
        if (m_file->draft())
            emit writeRequested(*m_file->draft());
    });
    connect(m_open, &QPushButton::clicked, this, [this] { emit openRequested(m_file->path()); });
    return foot;
}

void WorkerPane::connectFile()
{
    connect(m_file, &WranglerTab::draftRequested, this, &WorkerPane::draftRequested);
    connect(m_file, &WranglerTab::draftChanged, this, &WorkerPane::fitFoot);
    connect(m_file, &WranglerTab::openRequested, this, &WorkerPane::openRequested);
    connect(m_file, &WranglerTab::chooseFileRequested, this, &WorkerPane::chooseFileRequested);
    connect(m_file, &WranglerTab::linkFolderRequested, this, &WorkerPane::linkFolderRequested);
    connect(m_file, &WranglerTab::changeRequested, this, &WorkerPane::offerLinks);
}

/// What can be done with a file is there where one is; nothing is written that was not seen.
void WorkerPane::fitFoot()
{
    const bool canWrite = m_file->draft() && !m_file->draft()->hunks.empty();
    const bool isShown = m_tabs->currentIndex() == FileTab && m_view && !m_file->path().isEmpty();
    // A button that goes, or is switched off, would send the focus to another room, and Ctrl+Z with it.
    if (m_foot && (!isShown || !canWrite) && m_foot->isAncestorOf(QApplication::focusWidget()))
        m_tabs->setFocus(Qt::OtherFocusReason);
    if (m_foot)
        m_foot->setVisible(isShown);
    m_copy->setEnabled(canWrite);
    m_write->setEnabled(canWrite);
}

void WorkerPane::showHead()
{
    const auto show = [](Badge& badge, const WorkerMark& mark) {
        badge.setBadge(mark.kind, mark.text, mark.icon);
        badge.setVisible(!mark.text.isEmpty());
    };
    m_name->setText(visibleText(m_row->worker.name));
    show(*m_state, logpushMark(m_row->worker.logpush));
    WorkerMark next = nextDeployHead(m_row->next);
    if (width() < m_theme.px(kShortBelow) && !next.text.isEmpty())
        next.text = nextDeployMark(m_row->next).text; // the name needs the room
    show(*m_next, next);
    m_why->setText(whyText(*m_row));
}

void WorkerPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (m_row)
        showHead();
}

void WorkerPane::showWorker(const workers::WorkerRow& row, const QString& baseUrl, const QString& accountId)
{
    const bool isOther = !m_row || idOf(*m_row) != idOf(row) || m_row->link != row.link;
    const bool isSame = !isOther && m_row->worker.logpush == row.worker.logpush && m_row->fileFlag == row.fileFlag
        && m_row->fileError == row.fileError && saysTheSame(m_row->section, row.section);
    m_row = row;
    showHead();
    m_request->showWorker(row, baseUrl, accountId);
    if (!isSame)
        showLink(isOther);
    m_compare->showWorker(row, config());
    if (!isSame && row.link)
        emit fileRequested(row.link->path);
}

/// A file that is shown already stays until it is read again.
void WorkerPane::showLink(bool isOther)
{
    if (m_row->link && m_file->path() == m_row->link->path) {
        if (isOther && m_view)
            m_file->showFile(*m_view, m_row->link->environment, m_row->worker.logpush.value_or(true));
        return;
    }
    m_view.reset();
    if (m_row->link)
        m_file->showLoading();
    else
        m_file->showNoFile();
}

void WorkerPane::clear()
{
    m_row.reset();
    m_view.reset();
    m_name->setText({});
    m_why->setText({});
    m_state->hide();
    m_next->hide();
    m_file->showNoFile();
    m_request->clear();
    m_compare->clear();
}

void WorkerPane::showFile(const Result<WranglerView>& view)
{
    if (!m_row || !m_row->link || (view && view->text.path != m_row->link->path))
        return;
    m_view = view ? std::optional(*view) : std::nullopt;
    m_compare->showWorker(*m_row, config());
    if (!view)
        return m_file->showFailure(m_row->link->path, view.error());
    m_file->showFile(*view, m_row->link->environment, m_row->worker.logpush.value_or(true));
}

void WorkerPane::showDraft(const Result<WranglerDraft>& draft)
{
    m_file->showDraft(draft);
}

void WorkerPane::showOutcome(const workers::FlagOutcome* outcome)
{
    m_request->showOutcome(outcome);
}

void WorkerPane::setObstacle(const QString& reason)
{
    m_request->setObstacle(reason);
}

void WorkerPane::setTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

void WorkerPane::takeFocus()
{
    m_tabs->setFocus(Qt::OtherFocusReason);
}

/// Which file and section deploys the Worker: what the scan found, what this file holds, or another file.
void WorkerPane::offerLinks(const QPoint& at)
{
    if (!m_row || !m_row->link)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("What deploys this Worker"));
    std::vector<WranglerLink> links = m_row->others;
    if (m_view) {
        for (const workers::WranglerSection& section : m_view->config.sections)
            links.push_back({m_row->link->path, section.environment, true});
    }
    for (WranglerLink& link : links) {
        link.isChosen = true;
        const QString text = shownPath(link.path) + u" · "_s + sectionText(link.environment);
        QAction* action = menu->addAction(withoutMnemonics(text), this, [this, link] { emit linkRequested(link); });
        action->setCheckable(true);
        action->setChecked(link.path == m_row->link->path && link.environment == m_row->link->environment);
    }
    menu->addSeparator();
    menu->addAction(tr("Choose a file…"), this, &WorkerPane::chooseFileRequested);
    menu->popup(at);
}

} // namespace tracedeck::ui
