#include "onboarding/onboarding_page.h"

#include "onboarding/account_form.h"
#include "onboarding/bucket_form.h"
#include "onboarding/sample_picture.h"
#include "widgets/badge.h"
#include "widgets/brand_mark.h"
#include "widgets/buttons.h"
#include "widgets/icon_label.h"
#include "widgets/plain_label.h"
#include "widgets/progress_card.h"
#include "widgets/segmented_control.h"

#include <QBoxLayout>
#include <QScrollArea>

namespace tracedeck::ui {

namespace {

constexpr int kWidest = 1064;

/// Icon and heading of a card.
QHBoxLayout* cardTitle(const Theme& theme, const QString& icon, QColor Tokens::*colour, const QString& title)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(theme.px(8));
    row->addWidget(new IconLabel(theme, icon, 20, colour));
    row->addWidget(new PlainLabel(theme, TextRole::Heading, title));
    row->addStretch(1);
    return row;
}

PlainLabel* paragraph(const Theme& theme, const QString& text)
{
    auto* label = new PlainLabel(theme, TextRole::Body, text, Tone::Secondary);
    label->setWordWrap(true);
    return label;
}

} // namespace

OnboardingPage::OnboardingPage(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_area(new QScrollArea(this))
    , m_progress(new ProgressCard(theme))
    , m_problem(new PlainLabel(theme, TextRole::Body, {}, Tone::Error))
{
    auto* block = new QWidget;
    block->setMaximumWidth(theme.px(kWidest));
    auto* right = new QVBoxLayout;
    right->setSpacing(theme.px(16));
    auto* cards = new QHBoxLayout;
    cards->setSpacing(theme.px(16));
    cards->addWidget(makeConnectCard(), 61);
    cards->addLayout(right, 39);
    right->addWidget(makeSandboxCard());
    right->addWidget(makeFilesCard());
    right->addStretch(1);
    auto* column = new QVBoxLayout(block);
    column->setContentsMargins(theme.px(16), theme.px(24), theme.px(16), theme.px(24));
    column->setSpacing(theme.px(20));
    column->addWidget(makeHead());
    column->addWidget(m_problem); // seen in a small window too
    column->addWidget(m_progress);
    column->addLayout(cards);
    column->addWidget(makeFoot());
    auto* whole = new QWidget;
    auto* middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(block, 20);
    middle->addStretch(1);
    auto* rows = new QVBoxLayout(whole);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addStretch(2);
    rows->addLayout(middle);
    rows->addStretch(3);
    m_area->setWidget(whole);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->viewport()->setAutoFillBackground(false);
    whole->setAutoFillBackground(false);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_area);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_progress->hide();
    connect(m_progress, &ProgressCard::cancelRequested, this, &OnboardingPage::cancelRequested);
}

QWidget* OnboardingPage::makeHead()
{
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(m_theme.px(16));
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(new PlainLabel(m_theme, TextRole::Display, tr("Tracedeck")));
    words->addWidget(
        new PlainLabel(m_theme, TextRole::Body, tr("See what your Workers logged, and why logs are missing."), Tone::Secondary));
    row->addWidget(new BrandMark(m_theme, 44));
    row->addLayout(words);
    row->addStretch(1);
    return head;
}

// An account and a bucket are two forms in one place; one is shown.
Card* OnboardingPage::makeConnectCard()
{
    auto* card = new Card(m_theme);
    card->setBodyMargin(24);
    card->body()->setSpacing(m_theme.px(8));
    const QString toAccount = tr("Connect a Cloudflare account"), toBucket = tr("Connect a bucket");
    auto* title = new PlainLabel(m_theme, TextRole::Title, toAccount);
    auto* kind = new SegmentedControl({tr("Account"), tr("Only a bucket")}, tr("What to connect"));
    kind->setDense(true);
    auto* head = new QHBoxLayout;
    head->addWidget(title, 1);
    head->addWidget(kind);
    m_account = new AccountForm(m_theme);
    m_bucket = new BucketForm(m_theme, toBucket);
    auto* intro = paragraph(m_theme, tr("R2 or any S3-compatible storage. Keys that may only read objects will do."));
    intro->hide();
    m_bucket->hide();
    card->body()->addLayout(head);
    card->body()->addWidget(m_account, 1);
    card->body()->addWidget(intro);
    card->body()->addWidget(m_bucket, 1);
    connect(kind, &SegmentedControl::chosen, this, [this, title, intro, toAccount, toBucket](int index) {
        title->setText(index == 1 ? toBucket : toAccount);
        index == 1 ? m_account->wipe() : m_bucket->wipe(); // what is not shown is not kept
        m_account->setVisible(index == 0);
        m_bucket->setVisible(index == 1);
        intro->setVisible(index == 1);
    });
    connect(m_account, &AccountForm::entered, this, &OnboardingPage::accountEntered);
    connect(m_account, &AccountForm::linkRequested, this, &OnboardingPage::linkRequested);
    connect(m_bucket, &BucketForm::entered, this, &OnboardingPage::bucketEntered);
    return card;
}

Card* OnboardingPage::makeFilesCard()
{
    auto* card = new Card(m_theme);
    card->setBodyMargin(20);
    card->body()->setSpacing(m_theme.px(10));
    QHBoxLayout* title = cardTitle(m_theme, QStringLiteral("folder"), &Tokens::text2, tr("Open log files"));
    title->addWidget(new Badge(m_theme, BadgeKind::Quiet, QKeySequence(QKeySequence::Open).toString(QKeySequence::NativeText)));
    card->body()->addLayout(title);
    card->body()->addWidget(
        paragraph(m_theme, tr("Drop a folder or .log.gz files anywhere in this window to browse them without any account.")));
    auto* row = new QHBoxLayout;
    auto* folder = new QPushButton(tr("Open folder\u2026"));
    auto* files = new QPushButton(tr("Open files\u2026"));
    row->addWidget(folder);
    row->addWidget(files);
    row->addStretch(1);
    card->body()->addLayout(row);
    connect(folder, &QPushButton::clicked, this, &OnboardingPage::folderRequested);
    connect(files, &QPushButton::clicked, this, &OnboardingPage::filesRequested);
    return card;
}

Card* OnboardingPage::makeSandboxCard()
{
    auto* card = new Card(m_theme);
    card->setBodyMargin(20);
    card->body()->setSpacing(m_theme.px(12));
    QHBoxLayout* title = cardTitle(m_theme, QStringLiteral("sandbox"), &Tokens::accent, tr("Try it in the Sandbox"));
    title->addWidget(new Badge(m_theme, BadgeKind::Quiet, tr("no account")));
    card->body()->addLayout(title);
    card->body()->addWidget(new SamplePicture(m_theme));
    card->body()->addWidget(
        paragraph(m_theme, tr("A made-up account with 40 Workers and 24 hours of logs with one bad deploy; new logs keep coming.")));
    auto* row = new QHBoxLayout;
    auto* open = new QPushButton(tr("Open Sandbox"));
    row->addWidget(open);
    row->addWidget(new PlainLabel(m_theme, TextRole::Small, tr("runs on this computer only"), Tone::Muted));
    row->addStretch(1);
    card->body()->addLayout(row);
    connect(open, &QPushButton::clicked, this, &OnboardingPage::sandboxRequested);
    return card;
}

QWidget* OnboardingPage::makeFoot()
{
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(new IconLabel(m_theme, QStringLiteral("lock"), 14, &Tokens::text3));
    row->addWidget(new PlainLabel(m_theme, TextRole::Small,
                                  tr("No telemetry. Requests go to Cloudflare's API and your own bucket, and nowhere else."),
                                  Tone::Secondary));
    row->addStretch(1);
    return foot;
}

void OnboardingPage::beginProgress(const QString& what)
{
    m_problem->hide();
    m_progress->begin(what);
    m_progress->show();
    m_area->ensureWidgetVisible(m_progress);
}

void OnboardingPage::setProgress(std::uint64_t done, std::uint64_t total, const QString& detail)
{
    m_progress->setProgress(done, total, detail);
}

void OnboardingPage::endProgress()
{
    m_progress->hide();
}

void OnboardingPage::setProblem(const QString& sentence)
{
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
    if (!sentence.isEmpty())
        m_area->ensureWidgetVisible(m_problem);
}

} // namespace tracedeck::ui
