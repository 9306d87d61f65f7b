#include "access/access_page.h"

#include "access/account_card.h"
#include "access/answer_delegate.h"
#include "access/capability_model.h"
#include "access/doctor_card.h"
#include "access/helpers_card.h"
#include "access/steps_card.h"
#include "access/token_card.h"
#include "access/token_template.h"
#include "base/visible_text.h"
#include "text/access_text.h"
#include "widgets/banner.h"
#include "widgets/plain_label.h"
#include "widgets/small_table.h"

#include <QAction>
#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace tracedeck::ui {

namespace {

constexpr int kMargin = 16, kGap = 12, kLeft = 456, kNarrowBelow = 1120;
constexpr int kCapabilityRow = 32;
constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kTellDaysBefore = 14;

/// A no here means that nothing works.
bool isGrave(access::Step step)
{
    return step == access::Step::Credential || step == access::Step::Account || step == access::Step::Jobs;
}

} // namespace

AccessPage::AccessPage(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_capabilities(new CapabilityModel(this))
    , m_banner(new Banner(theme, this))
    , m_area(new QScrollArea(this))
{
    setObjectName(QStringLiteral("page"));
    auto* inside = new QWidget(m_area);
    m_columns = new QHBoxLayout(inside);
    m_columns->setContentsMargins(theme.px(kMargin), 0, theme.px(kMargin), theme.px(kMargin));
    m_columns->setSpacing(theme.px(kGap));
    m_left = makeLeft();
    m_columns->addWidget(m_left, 0, Qt::AlignTop);
    m_columns->addWidget(makeRight(), 1, Qt::AlignTop);
    m_area->setWidget(inside);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto* banner = new QHBoxLayout;
    banner->setContentsMargins(theme.px(kMargin), 0, theme.px(kMargin), 0);
    banner->addWidget(m_banner);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(kGap));
    column->addWidget(makeHead());
    column->addLayout(banner);
    column->addWidget(m_area, 1);

    auto* again = new QAction(tr("Run again"), this);
    again->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_R));
    again->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(again, &QAction::triggered, this, &AccessPage::runAgain);
    addAction(again);
}

QWidget* AccessPage::makeHead()
{
    auto* head = new QWidget(this);
    head->setFixedHeight(m_theme.px(44));
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(m_theme.px(kMargin), m_theme.px(10), m_theme.px(kMargin), 0);
    row->setSpacing(m_theme.px(12));
    row->addWidget(new PlainLabel(m_theme, TextRole::Title, tr("Access and doctor"), Tone::Normal, head));
    row->addWidget(
        new PlainLabel(m_theme, TextRole::Body, tr("Can you use Logpush, and if so, why is nothing there?"), Tone::Secondary, head));
    row->addStretch(1);
    return head;
}

QWidget* AccessPage::makeLeft()
{
    auto* left = new QWidget(this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(m_theme.px(kGap));
    m_account = new AccountCard(m_theme, left);
    m_token = new TokenCard(m_theme, left);
    column->addWidget(m_account);
    column->addWidget(makeCapabilities());
    column->addWidget(makeButtons());
    column->addWidget(m_token);
    connect(m_token, &TokenCard::linkRequested, this, &AccessPage::linkRequested);
    return left;
}

QWidget* AccessPage::makeCapabilities()
{
    auto* card = new Card(m_theme, this);
    card->setTitle(tr("What this token can do"));
    card->setBodyMargin(0);
    auto* table = new SmallTable(m_theme, tr("What this token can do"), kCapabilityRow, card);
    table->setItemDelegate(new AnswerDelegate(m_theme, kCapabilityRow, table));
    table->setModel(m_capabilities);
    table->setColumns({0, 56, 60, 134});
    connect(table, &SmallTable::opened, this, [this](int row) { showStep(m_capabilities->stepAt(row)); });
    card->body()->addWidget(table);
    return card;
}

QWidget* AccessPage::makeButtons()
{
    auto* strip = new QWidget(this);
    auto* row = new QHBoxLayout(strip);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(m_theme.px(8));
    auto* replace = new QPushButton(tr("Replace token…"), strip);
    replace->setIcon(m_theme.icon(QStringLiteral("key"), 16));
    auto* copy = new QPushButton(tr("Copy report"), strip);
    auto* out = new QPushButton(tr("Sign out…"), strip);
    out->setProperty("kind", QStringLiteral("danger"));
    m_replace = replace;
    m_out = out;
    row->addWidget(replace);
    row->addWidget(copy);
    row->addStretch(1);
    row->addWidget(out);
    connect(replace, &QPushButton::clicked, this, &AccessPage::replaceTokenRequested);
    connect(copy, &QPushButton::clicked, this, &AccessPage::copyReport);
    connect(out, &QPushButton::clicked, this, &AccessPage::askToSignOut);
    return strip;
}

QWidget* AccessPage::makeRight()
{
    auto* right = new QWidget(this);
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(m_theme.px(kGap));
    m_doctor = new DoctorCard(m_theme, right);
    m_steps = new StepsCard(m_theme, right);
    m_helpers = new HelpersCard(m_theme, right);
    column->addWidget(m_doctor);
    column->addWidget(m_steps);
    column->addWidget(m_helpers);
    connect(m_steps, &StepsCard::probeRequested, this, &AccessPage::probeRequested);
    connect(m_steps, &StepsCard::copyRequested, this, &AccessPage::copyReport);
    connect(m_steps, &StepsCard::actionRequested, this, &AccessPage::act);
    connect(m_helpers, &HelpersCard::membersRequested, this, [this] { emit linkRequested(access::membersPage()); });
    return right;
}

void AccessPage::setReport(const access::Report& report)
{
    m_report = report;
    m_account->setReport(report);
    m_capabilities->setReport(report);
    m_steps->setReport(report);
    m_helpers->setReport(report);
    showBanner();
}

void AccessPage::showStep(access::Step step)
{
    StepRow* row = m_steps->row(step);
    row->showEvidence(true);
    row->focusEvidence();
    m_area->ensureWidgetVisible(row);
}

void AccessPage::showDoctor()
{
    m_doctor->focusWorker();
    m_area->ensureWidgetVisible(m_doctor);
}

QUrl AccessPage::tokenPage() const
{
    return m_token->page();
}

// Where the focus is in the doctor's card, the doctor is meant.
void AccessPage::runAgain()
{
    if (m_doctor->isAncestorOf(focusWidget()))
        emit m_doctor->runRequested();
    else
        emit probeRequested();
}

void AccessPage::setBuiltIn(bool isBuiltIn)
{
    for (QPushButton* button : {m_replace, m_out}) {
        button->setEnabled(!isBuiltIn);
        button->setToolTip(isBuiltIn ? tr("The Sandbox brings its own token.") : QString());
    }
}

// The gravest no, in the order of the steps; else what is soon to be one.
void AccessPage::showBanner()
{
    m_banner->hide();
    if (!m_report.isFinished)
        return;
    const auto isNo = [](const access::StepReport& step) { return step.verdict.answer == access::Answer::No; };
    auto worst = std::ranges::find_if(m_report.steps, [&](const auto& step) { return isNo(step) && isGrave(step.step); });
    if (worst == m_report.steps.end())
        worst = std::ranges::find_if(m_report.steps, isNo);
    if (worst != m_report.steps.end()) {
        const access::Step step = worst->step;
        const access::Action action = access::actionFor(worst->verdict.cause);
        std::vector<Banner::Action> actions;
        if (const QString name = actionName(action); !name.isEmpty())
            actions.push_back({name, [this, action, step] { act(action, step); }});
        m_banner->showMessage(isGrave(step) ? BadgeKind::Danger : BadgeKind::Warn, verdictText(step, worst->verdict), std::move(actions));
        return;
    }
    const std::int64_t leftMs = m_report.expiresMs.value_or(m_report.startedMs + kDayMs * 1000) - m_report.startedMs;
    if (leftMs < kTellDaysBefore * kDayMs)
        m_banner->showMessage(BadgeKind::Warn, tr("The token expires in %n day(s).", nullptr, static_cast<int>(leftMs / kDayMs)),
                              {{tr("Replace token…"), [this] { emit replaceTokenRequested(); }}});
}

void AccessPage::act(access::Action action, access::Step step)
{
    switch (action) {
    case access::Action::None: return;
    case access::Action::SetClock:
    case access::Action::TryAgain: emit probeRequested(); return;
    case access::Action::ReplaceToken: emit replaceTokenRequested(); return;
    case access::Action::AddPermission: emit linkRequested(m_token->page()); return;
    case access::Action::AskForRole: m_area->ensureWidgetVisible(m_helpers); return;
    case access::Action::OpenMembers: emit linkRequested(access::membersPage()); return;
    case access::Action::OpenPlans: emit linkRequested(access::plansPage()); return;
    case access::Action::CopyCommand: QGuiApplication::clipboard()->setText(m_report.at(step).verdict.command); return;
    case access::Action::ChooseAccount:
    case access::Action::EnterAccountId:
    case access::Action::SwitchAWorker:
    case access::Action::AddSource:
    case access::Action::EnterKeys:
    case access::Action::UseEndpoint: emit actionRequested(action, step); return;
    }
}

void AccessPage::copyReport()
{
    if (!m_report.steps.empty())
        QGuiApplication::clipboard()->setText(accessReport(m_report));
}

void AccessPage::askToSignOut()
{
    if (m_question)
        return m_question->raise();
    const QString name = m_report.accountName.isEmpty() ? tr("this account") : visibleText(m_report.accountName);
    m_question = new QMessageBox(QMessageBox::NoIcon, tr("Sign out"), tr("Sign out of %1?").arg(name), QMessageBox::Cancel, this);
    m_question->setTextFormat(Qt::PlainText);
    m_question->setInformativeText(tr("The token leaves this computer. Logs that were read stay."));
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    auto* out = m_question->addButton(tr("Sign out"), QMessageBox::DestructiveRole);
    connect(out, &QAbstractButton::clicked, this, &AccessPage::signOutRequested);
    m_question->open();
}

void AccessPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool isNarrow = width() < m_theme.px(kNarrowBelow); // then what was asked comes first, the rest below it
    m_columns->setDirection(isNarrow ? QBoxLayout::BottomToTop : QBoxLayout::LeftToRight);
    m_left->setMinimumWidth(isNarrow ? 0 : m_theme.px(kLeft));
    m_left->setMaximumWidth(isNarrow ? QWIDGETSIZE_MAX : m_theme.px(kLeft));
}

} // namespace tracedeck::ui
