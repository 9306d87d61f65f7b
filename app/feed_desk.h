#pragma once

#include "feed_text.h"
#include "source_feed.h"

#include <QTimer>

namespace tracedeck {

namespace ui {
class MainWindow;
class OnboardingPage;
class Task;
} // namespace ui
class OpenStore;

/// Reads the bucket that is open and shows that to people: its task, how far behind it is, and what went wrong. GUI thread.
class FeedDesk : public QObject {
    Q_OBJECT
public:
    FeedDesk(OpenStore& store, ui::MainWindow& window, ui::OnboardingPage& welcome, QThreadPool& pool, QObject* parent = nullptr);
    ~FeedDesk() override;

    /// Into the open store, in the place of the feed before. `title`: of its task.
    void open(FeedPlan plan, const QString& title);
    void close();
    /// What its job says of the objects.
    void setFormat(const ingest::FormatHint& format);
    /// F5: looks now.
    void look();

    [[nodiscard]] bool isSyncing() const { return m_feed && m_feed->isSyncing(); }

signals:
    void arrived(); ///< there are new objects, by following
    void ended(const tracedeck::Result<tracedeck::sync::SyncReport>& report);

private:
    void showBegin();
    void showProgress();
    void showEnd(const Result<sync::SyncReport>& report);
    void showFinding(const Finding& finding);
    void showLive();
    void showTrouble();

    OpenStore& m_store;
    ui::MainWindow& m_window;
    ui::OnboardingPage& m_welcome;
    QThreadPool& m_pool;
    QString m_title;
    std::unique_ptr<SourceFeed> m_feed;
    ui::Task* m_task = nullptr;
    bool m_isTroubleShown = false;
    std::uint64_t m_objectsSeen = 0, m_setAsideSeen = 0;
    QTimer m_second;
};

} // namespace tracedeck
