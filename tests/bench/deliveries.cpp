// How the window feels on a bucket: bench_deliveries ENDPOINT BUCKET PREFIX NOW_MS [sync]        keys from the usual variables
// With `sync` it reads the bucket into its store first, as the window does, on the page that is open by itself. Then it opens the
// deliveries as of NOW_MS, and after that each longer span. Prints one line of JSON: milliseconds to the listing and to the drawn
// page, the longest time that the GUI thread was away in each part, and how far anonymous memory rose.

#include "async/outcome.h"
#include "async/then.h"
#include "deliveries/deliveries_page.h"
#include "deliveries_desk.h"
#include "feed_desk.h"
#include "meters.h"
#include "network.h"
#include "onboarding/onboarding_page.h"
#include "open_store.h"
#include "rooms.h"
#include "s3/bucket.h"
#include "shell/main_window.h"
#include "store/queries.h"
#include "theme/theme.h"
#include "widgets/scope.h"
#include "widgets/segmented_control.h"

#include <QAbstractButton>
#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

using namespace tracedeck;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::int64_t kDay = std::int64_t {24} * 3'600'000;
constexpr int kQuietMs = 300;        // nothing to do for so long: it has settled
constexpr int kPatienceMs = 300'000; // with each part

struct StoppedClock final : Clock {
    explicit StoppedClock(std::int64_t ms) : now(ms) {}
    [[nodiscard]] std::int64_t nowMs() const override { return now; }
    std::int64_t now;
};

/// A bucket that counts the names it lists.
struct CountingBucket final : objects::ObjectSource {
    CountingBucket(net::Transport& transport, const s3::BucketAddress& address, const s3::Keys& keys) : bucket(transport, address, keys) {}

    QFuture<Result<objects::ListPage>> list(objects::ListRequest request, std::stop_token stop) override
    {
        return then(bucket.list(std::move(request), std::move(stop)), [this](const QFuture<Result<objects::ListPage>>& done) {
            const auto page = outcomeOf(done);
            names += page ? page->objects.size() : 0;
            return page;
        });
    }
    QFuture<Result<objects::GotObject>> get(objects::GetRequest request, std::stop_token stop) override
    {
        return bucket.get(std::move(request), std::move(stop));
    }
    QFuture<Result<objects::ListedObject>> head(QString key, std::stop_token stop) override
    {
        return bucket.head(std::move(key), std::move(stop));
    }

    s3::Bucket bucket;
    std::atomic<std::uint64_t> names {0};
};

/// The window with its rooms and desks as the workbench joins them, without accounts: a bucket is handed in.
struct Desks {
    Desks(std::int64_t nowMs, const QString& folder)
        : network(net::HttpOptions {})
        , scope(store::Queries(queryPool))
        , window(scope, theme)
        , welcome(new ui::OnboardingPage(theme))
        , rooms(furnish(window, scope, theme, queryPool))
        , store(scope)
        , feed(store, window, *welcome, ingestPool)
        , deliveries(rooms.deliveries, waitPool, std::make_shared<StoppedClock>(nowMs))
    {
        ingestPool.setMaxThreadCount(1);
        ingestPool.setThreadPriority(QThread::LowPriority); // the window goes first
        window.setWelcome(welcome);
        window.showWelcome(false);
        window.resize(1440, 900);
        isOpen = store.open(folder).has_value();
    }
    [[nodiscard]] bool isBusy() const { return feed.isSyncing() || deliveries.isListing() || queryPool.activeThreadCount() > 0; }

    ui::Theme theme {ui::Scheme::Light};
    Network network;
    QThreadPool queryPool, ingestPool, waitPool;
    ui::Scope scope;
    ui::MainWindow window;
    ui::OnboardingPage* welcome;
    Rooms rooms;
    OpenStore store;
    FeedDesk feed;
    DeliveriesDesk deliveries;
    bool isOpen = false;
};

/// Plays the part of a person: waits for the sync, opens the deliveries, chooses longer spans.
class Person : public QObject {
public:
    Person(Desks& desks, std::shared_ptr<CountingBucket> bucket, const sync::BucketSource& source, std::int64_t lookBackMs)
        : m_desks(desks)
        , m_bucket(std::move(bucket))
    {
        m_grid = desks.rooms.deliveries.findChild<ui::WindowGrid*>();
        m_grid->installEventFilter(this);
        connect(&m_look, &QTimer::timeout, this, [this] { look(); });
        m_desks.deliveries.open(source, m_desks.store.store());
        if (lookBackMs > 0) {
            connect(&desks.feed, &FeedDesk::ended, this, [this](const Result<sync::SyncReport>& report) { synced(report); });
            m_desks.feed.open({source, lookBackMs, 3600s}, u"Reading"_s);
        }
        m_next = lookBackMs > 0 ? &Person::endSync : &Person::openPage;
        m_clock.start();
        m_quiet.start();
        m_look.start(1ms);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint && m_grid->cells() > 0)
            m_isPainted = true; // told when the loop turns next: then it is
        return QObject::eventFilter(watched, event);
    }

private:
    void synced(const Result<sync::SyncReport>& report)
    {
        if (!report)
            return giveUp(report.error().detail);
        m_answer.insert(u"sync_ms"_s, elapsedMs());
        m_answer.insert(u"synced_objects"_s, static_cast<qint64>(report->read));
        m_answer.insert(u"synced_events"_s, static_cast<qint64>(report->rows));
    }
    void look()
    {
        const bool isListing = m_desks.deliveries.isListing();
        if (std::exchange(m_wasListing, isListing) && !isListing)
            m_listedMs = elapsedMs();
        if (std::exchange(m_isPainted, false)) {
            m_lastDrawnMs = elapsedMs();
            m_drawnMs = m_drawnMs > 0 ? m_drawnMs : m_lastDrawnMs;
        }
        if (m_clock.elapsed() > kPatienceMs)
            return giveUp(u"nothing settles"_s);
        if (m_desks.isBusy() || (m_isAsked && m_drawnMs == 0))
            m_quiet.restart();
        else if (m_quiet.elapsed() >= kQuietMs)
            (this->*m_next)();
    }
    void endSync()
    {
        m_answer.insert(u"sync_longest_stall_ms"_s, m_stalls.longestMs());
        m_answer.insert(u"sync_stall_busy_ms"_s, m_stalls.busyMs());
        openPage();
    }
    void openPage()
    {
        m_memory.emplace();
        begin();
        m_bucket->names = 0;
        m_desks.window.openPage(DeliveriesRoom);
        m_isAsked = true;
        m_next = &Person::endOpening;
    }
    void endOpening()
    {
        m_answer.insert(u"names"_s, static_cast<qint64>(m_bucket->names));
        m_answer.insert(u"listed_ms"_s, m_listedMs);
        m_answer.insert(u"opened_ms"_s, m_drawnMs);
        m_answer.insert(u"open_longest_stall_ms"_s, m_stalls.longestMs());
        m_answer.insert(u"open_stall_busy_ms"_s, m_stalls.busyMs());
        m_answer.insert(u"open_peak_mb"_s, m_memory->peakMb());
        chooseSpan(2);
    }
    void chooseSpan(int index)
    {
        const auto buttons = m_desks.rooms.deliveries.findChild<ui::SegmentedControl*>()->findChildren<QAbstractButton*>();
        if (index >= buttons.size())
            return end();
        m_span = index;
        begin();
        buttons[index]->click();
        m_next = &Person::endSpan;
    }
    void endSpan()
    {
        const QString name = u"span_"_s + QString::number(m_span);
        m_answer.insert(name + u"_ms"_s, m_lastDrawnMs); // a longer one is listed anew and drawn twice
        m_answer.insert(name + u"_longest_stall_ms"_s, m_stalls.longestMs());
        chooseSpan(m_span + 1);
    }
    void begin()
    {
        m_clock.restart();
        m_quiet.restart();
        m_stalls.restart();
        m_listedMs = m_drawnMs = m_lastDrawnMs = 0;
        m_isPainted = m_wasListing = false;
    }
    void end()
    {
        m_look.stop();
        std::puts(QJsonDocument(m_answer).toJson(QJsonDocument::Compact).constData());
        QCoreApplication::quit();
    }
    void giveUp(const QString& why)
    {
        m_look.stop();
        std::fprintf(stderr, "bench_deliveries: %s\n", qPrintable(why));
        QCoreApplication::exit(1);
    }
    [[nodiscard]] double elapsedMs() const { return static_cast<double>(m_clock.nsecsElapsed()) / 1e6; }

    Desks& m_desks;
    std::shared_ptr<CountingBucket> m_bucket;
    ui::WindowGrid* m_grid = nullptr;
    bench::StallMeter m_stalls;
    std::optional<bench::MemoryMeter> m_memory;
    QElapsedTimer m_clock, m_quiet;
    QTimer m_look;
    void (Person::*m_next)() = nullptr;
    double m_listedMs = 0, m_drawnMs = 0, m_lastDrawnMs = 0;
    bool m_isAsked = false, m_isPainted = false, m_wasListing = false;
    int m_span = 0;
    QJsonObject m_answer;
};

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 5) {
        std::fputs("usage: bench_deliveries ENDPOINT BUCKET PREFIX NOW_MS [sync]\n", stderr);
        return 2;
    }
    const QTemporaryDir folder;
    const std::int64_t nowMs = arguments[4].toLongLong();
    Desks desks(nowMs, folder.path());
    if (!desks.isOpen)
        return 1;
    const s3::BucketAddress address {QUrl(arguments[1]), arguments[2]};
    const s3::Keys keys {qEnvironmentVariable("AWS_ACCESS_KEY_ID"), std::make_shared<const Secret>(qgetenv("AWS_SECRET_ACCESS_KEY")),
                         nullptr};
    const auto bucket = std::make_shared<CountingBucket>(desks.network.http, address, keys);
    const sync::BucketSource source {bucket, address.name(), arguments[3]};
    desks.window.show();
    const bool isToSync = arguments.value(5) == u"sync";
    const Person person(desks, bucket, source, isToSync ? SystemClock().nowMs() - nowMs + 2 * kDay : 0);
    return QApplication::exec();
}
