#include "deliveries_desk.h"

#include "async/pool.h"
#include "deliveries/deliveries_page.h"
#include "store/manifest.h"
#include "sync/bucket_listing.h"

#include <QEvent>
#include <QSet>

namespace tracedeck {

namespace {

constexpr std::int64_t kNewestMs = std::int64_t {60} * 60'000; ///< that is listed again when something came
constexpr int kNotOftenerMs = 10'000;                          ///< than this: each listing is a Class A operation or more
constexpr int kUnseenMs = 300'000;                             ///< the same, for what other rooms show of it

/// Events by key, of the objects that were read here.
Result<QHash<QString, std::uint64_t>> rowsRead(const store::LogStore& store, const sync::BucketSource& source)
{
    const auto records = store.objects();
    if (!records)
        return fail(records.error());
    QHash<QString, std::uint64_t> rows;
    const QString start = source.objectPath({});
    for (const store::ObjectRecord& record : *records) {
        if (record.path.startsWith(start))
            rows.insert(record.path.sliced(start.size()), record.rows);
    }
    return rows;
}

/// `newer` in the place of what `older` says of the same keys.
std::vector<objects::ListedObject> merged(const std::vector<objects::ListedObject>& older, std::vector<objects::ListedObject> newer)
{
    QSet<QString> keys;
    for (const auto& object : newer)
        keys.insert(object.key);
    for (const auto& object : older) {
        if (!keys.contains(object.key))
            newer.push_back(object);
    }
    return newer;
}

Result<ui::SharedListing> listNow(const store::LogStore& store, const sync::BucketSource& source, TimeRange range,
                                  const ui::SharedListing& before, const std::stop_token& stop)
{
    auto listing = std::make_shared<objects::Listing>();
    sync::BucketListing lister(*source.objects, source.prefix, range);
    const auto keep = [&](std::vector<objects::ListedObject> batch) {
        listing->objects.insert(listing->objects.end(), std::make_move_iterator(batch.begin()), std::make_move_iterator(batch.end()));
        return true;
    };
    if (auto listed = lister.run(keep, stop); !listed)
        return fail(listed.error());
    listing->asked = range;
    if (before) {
        listing->objects = merged(before->objects, std::move(listing->objects));
        listing->asked.from = before->asked.from;
    }
    auto rows = rowsRead(store, source);
    if (!rows)
        return fail(rows.error());
    listing->rows = std::move(*rows);
    return listing;
}

} // namespace

DeliveriesDesk::DeliveriesDesk(ui::DeliveriesPage& page, QThreadPool& pool, std::shared_ptr<const Clock> clock, QObject* parent)
    : QObject(parent)
    , m_page(page)
    , m_pool(pool)
    , m_clock(clock ? std::move(clock) : std::make_shared<const SystemClock>())
{
    connect(&page, &ui::DeliveriesPage::listingRequested, this, &DeliveriesDesk::list);
    page.installEventFilter(this);
    m_later.setSingleShot(true);
    m_later.setInterval(kNotOftenerMs);
    connect(&m_later, &QTimer::timeout, this, [this] {
        if (m_isBehind)
            catchUp();
    });
}

void DeliveriesDesk::open(sync::BucketSource source, std::shared_ptr<store::LogStore> store)
{
    close();
    m_page.setSource(source.name.section(u'/', 3) % u'/' % source.prefix);
    m_source = std::move(source);
    m_store = std::move(store);
    list();
}

void DeliveriesDesk::close()
{
    m_pending.cancel();
    m_later.stop();
    m_source.reset();
    m_store.reset();
    m_listing.reset();
    m_listedMs = m_startedMs = 0;
    m_isWanted = m_isBehind = false;
}

void DeliveriesDesk::list()
{
    m_isWanted = m_source.has_value();
    if (!m_isWanted || !m_page.isVisible())
        return;
    m_isWanted = m_isBehind = false;
    m_page.setLoading();
    const TimeRange wanted = ui::DeliveriesPage::wantedRange(m_page.span(), m_clock->nowMs());
    start({wanted.from, TimeRange {}.to}, {});
}

void DeliveriesDesk::listOnce()
{
    if (!m_source || m_listing || m_pending.isRunning())
        return;
    m_isWanted = m_isBehind = false;
    start({ui::DeliveriesPage::wantedRange(m_page.span(), m_clock->nowMs()).from, TimeRange {}.to}, {});
}

void DeliveriesDesk::catchUp()
{
    m_isBehind = m_source.has_value();
    const std::int64_t nowMs = m_clock->nowMs();
    if (!m_isBehind || !m_listing)
        return;
    if (!m_page.isVisible() && nowMs - m_startedMs < kUnseenMs)
        return; // when the next object comes, or the page is seen
    if (m_pending.isRunning() || nowMs - m_startedMs < kNotOftenerMs)
        return m_later.start();
    m_isBehind = false;
    start({m_listedMs - kNewestMs, TimeRange {}.to}, m_listing);
}

void DeliveriesDesk::start(TimeRange range, ui::SharedListing before)
{
    const std::int64_t nowMs = m_startedMs = m_clock->nowMs();
    const bool isCatchingUp = before != nullptr;
    auto work = [store = m_store, source = *m_source, range, before = std::move(before)](const std::stop_token& stop) {
        return listNow(*store, source, range, before, stop);
    };
    m_pending = Pending<ui::SharedListing> {[&](std::stop_token stop) { return runIn(m_pool, std::move(stop), std::move(work)); },
                                            [this, nowMs, isCatchingUp](const Result<ui::SharedListing>& listing) {
                                                if (!listing && isCatchingUp)
                                                    return catchUp(); // later; what is shown is still true
                                                if (!listing)
                                                    return m_page.showError(listing.error());
                                                m_listing = *listing;
                                                m_listedMs = nowMs;
                                                m_page.setListing(m_listing, m_clock->nowMs());
                                                emit listed(m_listing);
                                            }};
}

bool DeliveriesDesk::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Show && m_isWanted)
        QMetaObject::invokeMethod(this, &DeliveriesDesk::list, Qt::QueuedConnection);
    else if (event->type() == QEvent::Show && m_isBehind)
        QMetaObject::invokeMethod(this, &DeliveriesDesk::catchUp, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

} // namespace tracedeck
