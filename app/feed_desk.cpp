#include "feed_desk.h"

#include "onboarding/onboarding_page.h"
#include "open_store.h"
#include "shell/main_window.h"
#include "text/error_text.h"
#include "text/format.h"

#include <chrono>

namespace tracedeck {

using namespace std::chrono_literals;

FeedDesk::FeedDesk(OpenStore& store, ui::MainWindow& window, ui::OnboardingPage& welcome, QThreadPool& pool, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_window(window)
    , m_welcome(welcome)
    , m_pool(pool)
{
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &FeedDesk::showLive);
    connect(&window, &ui::MainWindow::liveChosen, this, [this](bool on) {
        if (m_feed && m_feed->isSyncing() && !on)
            m_feed->cancel();
        else if (m_feed)
            m_feed->setLive(on);
        showLive();
    });
    connect(&welcome, &ui::OnboardingPage::cancelRequested, this, [this] {
        if (m_feed)
            m_feed->cancel();
    });
}

FeedDesk::~FeedDesk() = default;

void FeedDesk::open(FeedPlan plan, const QString& title)
{
    close();
    if (!m_store.isWritable())
        return; // that it cannot be written was said when it was opened
    m_title = title;
    m_feed = std::make_unique<SourceFeed>(m_store.store(), std::move(plan), m_pool);
    connect(m_feed.get(), &SourceFeed::began, this, &FeedDesk::showBegin);
    connect(m_feed.get(), &SourceFeed::progressed, this, &FeedDesk::showProgress);
    connect(m_feed.get(), &SourceFeed::synced, this, &FeedDesk::showEnd);
    connect(m_feed.get(), &SourceFeed::liveChanged, this, &FeedDesk::showLive);
    m_second.start();
    showLive();
}

void FeedDesk::close()
{
    m_second.stop();
    m_feed.reset();
    if (m_task)
        std::exchange(m_task, nullptr)->finish();
    if (std::exchange(m_isTroubleShown, false))
        m_window.hideBanner();
    m_objectsSeen = m_setAsideSeen = 0;
    m_welcome.endProgress();
    m_window.setLive({});
}

void FeedDesk::setFormat(const ingest::FormatHint& format)
{
    if (m_feed)
        m_feed->setFormat(format);
}

void FeedDesk::look()
{
    if (m_feed)
        m_feed->look();
}

void FeedDesk::showBegin()
{
    m_task = m_window.tasks().begin(m_title);
    connect(m_task, &ui::Task::cancelRequested, m_feed.get(), &SourceFeed::cancel);
    m_welcome.beginProgress(m_title);
}

void FeedDesk::showProgress()
{
    if (!m_task)
        return;
    const sync::SyncProgress& progress = m_feed->progress();
    const std::uint64_t total = progress.isListed ? progress.read.bytesTotal.load() : 0; // no share of what is not known yet
    m_task->report(progress.read.bytesDone, total, progressText(progress));
    m_welcome.setProgress(progress.read.bytesDone, total, progressText(progress));
}

void FeedDesk::showEnd(const Result<sync::SyncReport>& report)
{
    if (m_task)
        std::exchange(m_task, nullptr)->finish();
    m_welcome.endProgress();
    m_store.takeSnapshot();
    const bool isCancelled = !report && report.error().code == ErrorCode::Cancelled;
    if (isCancelled) {
        m_window.toast(tr("Stopped. What was read stays; Live is off."));
    } else if (!report) {
        if (m_window.isWelcome())
            m_welcome.setProblem(ui::errorText(report.error()));
    } else {
        if (const auto finding = findingOf(*report))
            showFinding(*finding);
        if (report->rows > 0)
            m_window.toast(tr("%1 events read in %2").arg(ui::countText(report->rows), ui::durationText(report->elapsedMs)));
        else if (m_window.isWelcome())
            m_welcome.setProblem(tr("There are no files of the last 24 hours yet. New ones appear by themselves."));
    }
    emit ended(report);
}

void FeedDesk::showFinding(const Finding& finding)
{
    std::vector<ui::Banner::Action> actions;
    if (finding.mayHelpToTryAgain)
        actions.push_back({tr("Try again"), [this] {
                               m_window.hideBanner();
                               if (m_feed)
                                   m_feed->syncAgain();
                           }});
    m_window.showBanner(finding.kind, finding.sentence, std::move(actions));
}

void FeedDesk::showLive()
{
    if (!m_feed)
        return;
    m_window.setLive(m_feed->isSyncing() ? ui::LiveState {true, true, false, tr("reading")}
                                         : liveState(m_feed->followed(), m_feed->isLive(), m_feed->nowMs()));
    showTrouble();
    const std::uint64_t objects = m_feed->followed().objects;
    if (objects > m_objectsSeen)
        emit arrived();
    m_objectsSeen = objects;
    const std::uint64_t setAside = m_feed->followed().setAside;
    if (setAside > m_setAsideSeen && !m_isTroubleShown)
        showFinding(damageFinding(setAside));
    m_setAsideSeen = setAside;
}

void FeedDesk::showTrouble()
{
    const auto& trouble = m_feed->followed().trouble;
    const bool isTroubled = m_feed->isLive() && trouble;
    if (isTroubled && !m_isTroubleShown)
        m_window.showBanner(ui::BadgeKind::Warn,
                            tr("%1 What was read stays; Tracedeck tries again by itself.").arg(ui::errorText(*trouble)),
                            {{tr("Try now"), [this] { look(); }}});
    else if (!isTroubled && m_isTroubleShown)
        m_window.hideBanner();
    m_isTroubleShown = isTroubled;
}

} // namespace tracedeck
