#pragma once

#include "async/pending.h"
#include "base/clock.h"
#include "deliveries/deliveries_answers.h"
#include "store/log_store.h"
#include "sync/bucket_sync.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

class QThreadPool;

namespace tracedeck {

namespace ui {
class DeliveriesPage;
}

/// Lists the bucket that is open for the deliveries page: wholly when the page asks, and only its newest hour when new objects came,
/// seldom while the page is not seen. GUI thread.
class DeliveriesDesk : public QObject {
    Q_OBJECT
public:
    DeliveriesDesk(ui::DeliveriesPage& page, QThreadPool& pool, std::shared_ptr<const Clock> clock = nullptr, QObject* parent = nullptr);

    /// `store`: tells how many events objects brought.
    void open(sync::BucketSource source, std::shared_ptr<store::LogStore> store);
    void close();
    /// All of what the page wants, now or when it is seen.
    void list();
    /// There are new objects.
    void catchUp();
    /// For others than the page, where nothing was listed yet.
    void listOnce();
    [[nodiscard]] bool isListing() const { return m_pending.isRunning(); }

signals:
    void listed(const tracedeck::ui::SharedListing& listing);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void start(TimeRange range, ui::SharedListing before);

    ui::DeliveriesPage& m_page;
    QThreadPool& m_pool;
    std::shared_ptr<const Clock> m_clock;
    std::optional<sync::BucketSource> m_source;
    std::shared_ptr<store::LogStore> m_store;
    ui::SharedListing m_listing;
    std::int64_t m_listedMs = 0;  ///< when that was begun
    std::int64_t m_startedMs = 0; ///< the last try, whatever came of it
    QTimer m_later;
    bool m_isWanted = false, m_isBehind = false;
    Pending<ui::SharedListing> m_pending;
};

} // namespace tracedeck
