#include "wizard/wizard_page.h"

#include "base/visible_text.h"
#include "widgets/badge.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/elided_label.h"
#include "widgets/icon_label.h"
#include "wizard/access_step.h"
#include "wizard/destination_page.h"
#include "wizard/done_page.h"
#include "wizard/fields_page.h"
#include "wizard/filter_page.h"
#include "wizard/output_page.h"
#include "wizard/ownership_page.h"

#include <QAction>
#include <QBoxLayout>
#include <QCheckBox>
#include <QKeyEvent>
#include <QPushButton>
#include <QStackedWidget>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kHead = 48, kFoot = 56, kRail = 224, kCompactRail = 56, kCompactBelow = 1060;
constexpr int kLast = kJobSteps - 1;

} // namespace

WizardPage::WizardPage(const Scope& scope, const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(horizontalLine(this));
    auto* across = new QHBoxLayout;
    across->setSpacing(0);
    m_railBox = makeRail();
    across->addWidget(m_railBox);
    across->addWidget(verticalLine(this));
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    m_stack = new QStackedWidget(this);
    right->addWidget(m_stack, 1);
    m_foot = makeFoot();
    right->addWidget(m_foot);
    across->addLayout(right, 1);
    column->addLayout(across, 1);
    addSteps(scope);
    addKeys();
}

QWidget* WizardPage::makeHead()
{
    auto* head = new QWidget(this);
    head->setObjectName(u"sheet"_s);
    head->setFixedHeight(m_theme.px(kHead));
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(m_theme.px(12), 0, m_theme.px(12), 0);
    row->setSpacing(m_theme.px(10));
    auto* jobs = new LinkButton(tr("Jobs"), head);
    jobs->setIcon(m_theme.icon(u"chevl"_s));
    m_title = new ElidedLabel(m_theme, TextRole::Heading, {}, Tone::Normal, head);
    m_promise = new PlainLabel(m_theme, TextRole::Small, {}, Tone::Secondary, head);
    auto* close = new IconButton(m_theme, u"close"_s, tr("Close and keep the draft"), head);
    row->addWidget(jobs);
    row->addWidget(verticalLine(head));
    row->addWidget(m_title);
    m_badge = new Badge(m_theme, BadgeKind::Quiet, tr("Draft"), {}, head);
    row->addWidget(m_badge);
    row->addStretch(1);
    row->addWidget(m_promise);
    row->addWidget(close);
    connect(jobs, &QPushButton::clicked, this, &WizardPage::closeRequested);
    connect(close, &QPushButton::clicked, this, &WizardPage::closeRequested);
    return head;
}

QWidget* WizardPage::makeRail()
{
    auto* box = new QWidget(this);
    box->setFixedWidth(m_theme.px(kRail));
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    m_rail = new StepRail(m_theme, box);
    m_saved = new PlainLabel(m_theme, TextRole::Small, {}, Tone::Secondary, box);
    m_saved->setWordWrap(true);
    m_saved->setContentsMargins(m_theme.px(20), 0, m_theme.px(12), m_theme.px(12));
    column->addWidget(m_rail, 1);
    column->addWidget(m_saved);
    connect(m_rail, &StepRail::chosen, this, [this](int step) { goTo(static_cast<JobStep>(step)); });
    return box;
}

QWidget* WizardPage::makeFoot()
{
    auto* foot = new QWidget(this);
    foot->setObjectName(u"sheet"_s);
    foot->setFixedHeight(m_theme.px(kFoot));
    auto* column = new QVBoxLayout(foot);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(horizontalLine(foot));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(m_theme.px(20), 0, m_theme.px(20), 0);
    row->setSpacing(m_theme.px(8));
    m_discard = new QPushButton(tr("Discard draft"), foot);
    m_discard->setProperty("kind", u"quiet"_s);
    m_problemIcon = new IconLabel(m_theme, u"error"_s, 16, &Tokens::dangertext, foot);
    m_problem = new PlainLabel(m_theme, TextRole::Small, {}, Tone::Error, foot);
    m_problem->setWordWrap(true);
    m_problem->setAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    m_off = new QCheckBox(tr("Create switched off"), foot);
    m_back = new QPushButton(tr("Back"), foot);
    m_next = primaryButton({}, foot);
    row->addWidget(m_discard);
    row->addStretch(1);
    row->addWidget(m_problemIcon);
    row->addWidget(m_problem, 2);
    row->addWidget(m_off);
    row->addWidget(m_back);
    row->addWidget(m_next);
    column->addLayout(row, 1);
    connect(m_discard, &QPushButton::clicked, this, &WizardPage::discardRequested);
    connect(m_back, &QPushButton::clicked, this, &WizardPage::back);
    connect(m_next, &QPushButton::clicked, this, &WizardPage::next);
    connect(m_off, &QCheckBox::clicked, this, [this](bool isOff) {
        m_draft.job[u"enabled"_s] = !isOff;
        emit draftChanged();
        emit stepShown(JobStep::Review);
    });
    return foot;
}

void WizardPage::addSteps(const Scope& scope)
{
    m_access = new AccessStep(m_theme);
    m_destination = new DestinationPage(m_theme);
    m_ownership = new OwnershipPage(m_theme);
    m_fields = new FieldsPage(m_theme);
    m_filter = new FilterPage(scope, m_theme);
    m_output = new OutputPage(m_theme);
    m_review = new ReviewPage(m_theme);
    m_done = new DonePage(m_theme);
    m_pages = {m_access, m_destination, m_ownership, m_fields, m_filter, m_output, m_review};
    for (StepPage* step : m_pages) {
        m_stack->addWidget(step);
        connect(step, &StepPage::edited, this, [this, step] {
            step->writeTo(m_draft);
            setProblem({});
            showRail();
            emit draftChanged();
        });
    }
    m_stack->addWidget(m_done);
    connect(m_review, &ReviewPage::stepRequested, this, [this](int step) { goTo(static_cast<JobStep>(step)); });
    connect(m_done, &DonePage::jobsRequested, this, &WizardPage::jobsRequested);
    connect(m_done, &DonePage::logsRequested, this, &WizardPage::logsRequested);
    connect(m_done, &DonePage::deliveriesRequested, this, &WizardPage::deliveriesRequested);
}

void WizardPage::addKeys()
{
    const auto add = [this](const QKeySequence& keys, auto act) {
        auto* action = new QAction(this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, act);
        addAction(action);
    };
    add(QKeySequence(Qt::CTRL | Qt::Key_PageDown), [this] {
        if (m_draft.step < kLast)
            next();
    });
    add(QKeySequence(Qt::CTRL | Qt::Key_PageUp), [this] { back(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { next(); });
    for (int i = 0; i < kJobSteps; ++i)
        add(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + i)), [this, i] { goTo(static_cast<JobStep>(i)); });
}

void WizardPage::begin(const jobs::JobDraft& draft, const QString& accountId, const QString& name)
{
    m_draft = draft;
    m_isOpen = true;
    m_isBusy = false;
    m_attention = {};
    m_title->setText(draft.isNew() ? tr("Create Logpush job") : tr("Edit %1").arg(visibleText(name)));
    m_promise->setText(draft.isNew() ? tr("Nothing is sent to Cloudflare until you press Create job")
                                     : tr("Nothing is sent to Cloudflare until you press Save changes"));
    m_destination->setAccount(accountId);
    m_off->setChecked(!draft.job[u"enabled"].toBool());
    m_badge->show();
    m_railBox->show();
    m_foot->show();
    m_saved->setText({});
    m_draft.furthest = draft.isNew() ? draft.furthest : kLast;
    for (StepPage* step : m_pages)
        step->setDraft(m_draft);
    setProblem({});
    openStep(static_cast<JobStep>(std::clamp(draft.step, 0, kLast)));
}

void WizardPage::end()
{
    m_isOpen = m_isBusy = false;
    m_draft = {};
}

void WizardPage::gather()
{
    if (m_isOpen && m_stack->currentWidget() != m_done)
        page(m_draft.step).writeTo(m_draft);
}

bool WizardPage::leave()
{
    gather();
    const int wrong = page(m_draft.step).insist();
    m_attention.at(static_cast<std::size_t>(m_draft.step)) = wrong > 0;
    setProblem(wrong == 0 ? QString() : wrong == 1 ? tr("1 field needs attention") : tr("%1 fields need attention").arg(wrong));
    return wrong == 0;
}

/// The next step that there is, in that direction.
int WizardPage::neighbour(int direction) const
{
    int step = m_draft.step + direction;
    if (step == static_cast<int>(JobStep::Ownership) && !needsOwnership(m_draft))
        step += direction;
    return step;
}

void WizardPage::next()
{
    if (m_isBusy || !m_isOpen || m_stack->currentWidget() == m_done)
        return;
    if (m_draft.step == kLast) {
        emit submitRequested();
        return;
    }
    if (!leave()) {
        showRail();
        return;
    }
    const int step = neighbour(1);
    m_draft.furthest = std::max(m_draft.furthest, step);
    openStep(static_cast<JobStep>(step));
    emit draftChanged();
}

void WizardPage::back()
{
    if (m_draft.step > 0)
        goTo(static_cast<JobStep>(neighbour(-1)));
}

/// Any step that was open before; what is wrong with the one that is left stays marked.
void WizardPage::goTo(JobStep step)
{
    if (m_isBusy || !m_isOpen || static_cast<int>(step) > m_draft.furthest || m_stack->currentWidget() == m_done)
        return;
    const bool isForward = static_cast<int>(step) > m_draft.step;
    if (!leave() && isForward) {
        showRail();
        return;
    }
    setProblem({});
    openStep(step);
    emit draftChanged();
}

void WizardPage::openStep(JobStep step)
{
    m_draft.step = static_cast<int>(step);
    page(m_draft.step).setDraft(m_draft);
    m_stack->setCurrentWidget(&page(m_draft.step));
    showRail();
    showFoot();
    emit stepShown(step);
    if (isVisible())
        focusStep();
}

void WizardPage::focusStep()
{
    const QWidget& step = page(m_draft.step);
    for (QWidget* next = step.nextInFocusChain(); next != &step; next = next->nextInFocusChain()) {
        const bool takesIt = step.isAncestorOf(next) && next->isVisible() && next->isEnabled() && next->focusPolicy() & Qt::TabFocus;
        if (takesIt && !next->focusProxy())
            return next->setFocus(Qt::TabFocusReason);
    }
}

void WizardPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_isOpen && m_stack->currentWidget() != m_done)
        focusStep();
}

void WizardPage::showRail()
{
    m_rail->setSteps(stepsOf(m_draft, m_draft.step, m_attention));
}

void WizardPage::showFoot()
{
    const bool isLast = m_draft.step == kLast;
    m_back->setEnabled(m_draft.step > 0 && !m_isBusy);
    m_off->setVisible(isLast && m_draft.isNew());
    m_next->setEnabled(!m_isBusy);
    if (m_isBusy)
        m_next->setText(m_draft.isNew() ? tr("Creating…") : tr("Saving…"));
    else if (isLast)
        m_next->setText(m_draft.isNew() ? tr("Create job") : tr("Save changes"));
    else
        m_next->setText(tr("Next: %1").arg(stepsOf(m_draft, -1, m_attention).at(static_cast<std::size_t>(neighbour(1))).name));
}

void WizardPage::setSaved(const QString& text)
{
    m_saved->setText(text);
}

void WizardPage::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    showFoot();
}

void WizardPage::setProblem(const QString& text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    m_problemIcon->setVisible(!text.isEmpty());
}

void WizardPage::showDone(const QString& title, const QString& about, const std::vector<CheckLine>& lines)
{
    m_isBusy = false;
    m_railBox->hide();
    m_foot->hide();
    m_promise->setText({});
    m_badge->hide();
    m_title->setText(tr("Logpush job"));
    m_done->setWords(title, about);
    m_done->setLines(lines);
    m_stack->setCurrentWidget(m_done);
}

/// Little room is left to what is entered.
void WizardPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool isCompact = width() < m_theme.px(kCompactBelow);
    m_railBox->setFixedWidth(m_theme.px(isCompact ? kCompactRail : kRail));
    m_rail->setCompact(isCompact);
    m_saved->setVisible(!isCompact);
    m_saved->setToolTip(m_saved->text());
}

void WizardPage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        emit closeRequested();
    else
        QWidget::keyPressEvent(event);
}

} // namespace tracedeck::ui
