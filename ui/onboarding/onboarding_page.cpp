#include "onboarding/onboarding_page.h"

#include "onboarding/sample_picture.h"
#include "widgets/badge.h"
#include "widgets/brand_mark.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"
#include "widgets/progress_card.h"

#include <QBoxLayout>

namespace tracedeck::ui {

namespace {

/// Icon and heading of a card.
QHBoxLayout* cardTitle(const Theme& theme, const QString& icon, QColor Tokens::*colour, const QString& title)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(theme.px(8));
    auto* picture = new PlainLabel(theme, TextRole::Body);
    const auto draw = [picture, icon, colour, &theme] {
        picture->setPixmap(theme.pixmap(icon, 20, theme.tokens().*colour, picture->devicePixelRatioF()));
    };
    draw();
    QObject::connect(&theme, &Theme::changed, picture, draw);
    row->addWidget(picture);
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
    , m_problem(new PlainLabel(theme, TextRole::Body, {}, Tone::Error, this))
{
    auto* block = new QWidget(this);
    block->setMaximumWidth(theme.px(860));
    auto* cards = new QHBoxLayout;
    cards->setSpacing(theme.px(16));
    cards->addWidget(makeFilesCard(), 1);
    cards->addWidget(makeSampleCard(), 1);
    m_progress = new ProgressCard(theme, this); // after the cards, as Tab goes
    auto* column = new QVBoxLayout(block);
    column->setSpacing(theme.px(20));
    column->addWidget(makeHead());
    column->addLayout(cards);
    column->addWidget(m_problem);
    column->addWidget(m_progress);
    column->addWidget(makeFoot());
    auto* rows = new QVBoxLayout(this);
    auto* middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(block, 20);
    middle->addStretch(1);
    rows->addStretch(2);
    rows->addLayout(middle);
    rows->addStretch(3);
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
    words->addWidget(new PlainLabel(m_theme, TextRole::Body, tr("See what your Workers logged."), Tone::Secondary));
    row->addWidget(new BrandMark(m_theme, 44));
    row->addLayout(words);
    row->addStretch(1);
    return head;
}

Card* OnboardingPage::makeFilesCard()
{
    auto* card = new Card(m_theme);
    card->setBodyMargin(24);
    card->body()->setSpacing(m_theme.px(12));
    QHBoxLayout* title = cardTitle(m_theme, QStringLiteral("folder"), &Tokens::text2, tr("Open log files"));
    title->addWidget(new Badge(m_theme, BadgeKind::Quiet, QKeySequence(QKeySequence::Open).toString(QKeySequence::NativeText)));
    card->body()->addLayout(title);
    card->body()->addWidget(
        paragraph(m_theme, tr("Drop a folder or .log.gz files that Logpush delivered anywhere in this window, or choose them here.")));
    card->body()->addWidget(
        paragraph(m_theme, tr("Files are read where they are and never changed. New files of a folder are found when you look again.")));
    card->body()->addStretch(1);
    auto* row = new QHBoxLayout;
    auto* folder = primaryButton(tr("Open folder\u2026"));
    auto* files = new QPushButton(tr("Open files\u2026"));
    row->addWidget(folder);
    row->addWidget(files);
    row->addStretch(1);
    card->body()->addLayout(row);
    connect(folder, &QPushButton::clicked, this, &OnboardingPage::folderRequested);
    connect(files, &QPushButton::clicked, this, &OnboardingPage::filesRequested);
    return card;
}

Card* OnboardingPage::makeSampleCard()
{
    auto* card = new Card(m_theme);
    card->setBodyMargin(24);
    card->body()->setSpacing(m_theme.px(12));
    QHBoxLayout* title = cardTitle(m_theme, QStringLiteral("sandbox"), &Tokens::accent, tr("Try it with sample data"));
    title->addWidget(new Badge(m_theme, BadgeKind::Quiet, tr("made up")));
    card->body()->addLayout(title);
    card->body()->addWidget(new SamplePicture(m_theme));
    card->body()->addWidget(
        paragraph(m_theme, tr("40 made-up Workers and 24 hours of logs with one bad deploy. Kept apart from your own logs.")));
    auto* row = new QHBoxLayout;
    auto* open = new QPushButton(tr("Open sample data"));
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
    auto* lock = new PlainLabel(m_theme, TextRole::Small);
    const auto draw = [this, lock] {
        lock->setPixmap(m_theme.pixmap(QStringLiteral("lock"), 14, m_theme.tokens().text3, devicePixelRatioF()));
    };
    draw();
    connect(&m_theme, &Theme::changed, lock, draw);
    row->addWidget(lock);
    row->addWidget(
        new PlainLabel(m_theme, TextRole::Small, tr("No telemetry, no network: nothing leaves this computer."), Tone::Secondary));
    row->addStretch(1);
    return foot;
}

void OnboardingPage::beginProgress(const QString& what)
{
    m_problem->hide();
    m_progress->begin(what);
    m_progress->show();
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
}

} // namespace tracedeck::ui
