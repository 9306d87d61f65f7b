#include "jobs_desk.h"

#include "async/pool.h"
#include "cloudflare/endpoint.h"
#include "jobs/job_delivery.h"
#include "jobs/job_merge.h"
#include "logpush/destination.h"
#include "shell/main_window.h"
#include "text/change_text.h"
#include "text/error_text.h"

#include <QEvent>

#include <algorithm>

namespace tracedeck {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kAgainMs = 60'000;

/// "bucket/prefix" of where a job delivers to, without the day.
QString deliversTo(const QJsonObject& job)
{
    const auto destination = logpush::parseDestination(job[u"destination_conf"].toString());
    if (!destination)
        return {};
    return placeOfPrefix(destination->place, destination->path.mid(1));
}

/// On, of Workers, and without anything that drops events.
bool keepsAll(const QJsonObject& job)
{
    const QString filter = job[u"filter"].toString();
    const QJsonObject today = logpush::withOutputOptions(job);
    const QJsonValue rate = today[u"output_options"][u"sample_rate"];
    const bool isSampled = !rate.isUndefined() && rate.toDouble() < 1; // what is no number may be anything
    return job[u"enabled"].toBool() && job[u"dataset"] == cloudflare::kWorkersDataset && filter.isEmpty() && !isSampled;
}

/// The versions of a job as the page shows them, newest first.
std::vector<ui::JobVersion> shownVersions(const std::vector<workspace::JobVersion>& versions, const QJsonObject* current)
{
    std::vector<ui::JobVersion> shown;
    for (std::size_t i = versions.size(); i-- > 0;) {
        const workspace::JobVersion& version = versions[i];
        ui::JobVersion line;
        line.atMs = version.atMs;
        line.isOurs = version.isOurs;
        line.what = version.isGone ? JobsDesk::tr("Deleted")
            : i == 0               ? (version.isOurs ? JobsDesk::tr("Created") : JobsDesk::tr("Seen for the first time"))
                                   : ui::changesText(logpush::changesOf(versions[i - 1].job, version.job));
        line.hasBefore = i > 0 && !version.isGone;
        line.canRestore = current && !version.isGone && !logpush::changesOf(*current, version.job).empty();
        shown.push_back(std::move(line));
    }
    return shown;
}

} // namespace

QString placeOfPrefix(const QString& bucket, const QString& prefix)
{
    QString place = bucket + u'/' + prefix.section(u"{DATE}"_s, 0, 0);
    while (place.endsWith(u'/'))
        place.chop(1);
    return place;
}

JobsDesk::JobsDesk(ui::JobsPage& page, Network& network, ui::MainWindow& window, const ui::Theme& theme, std::shared_ptr<const Clock> clock,
                   QObject* parent)
    : QObject(parent)
    , m_page(page)
    , m_network(network)
    , m_window(window)
    , m_theme(theme)
    , m_clock(clock ? std::move(clock) : std::make_shared<const SystemClock>())
{
    m_notes.setMaxThreadCount(1);
    m_soon.setInterval(kAgainMs);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (m_page.isVisible() && m_wishes.empty())
            refresh();
    });
    page.installEventFilter(this);
    connectPage();
}

JobsDesk::~JobsDesk() = default;

cloudflare::ApiClient JobsDesk::client() const
{
    return {m_network.api, m_place->baseUrl, m_place->credential};
}

void JobsDesk::open(JobsPlace place)
{
    close();
    m_place = std::move(place);
    m_history = std::make_shared<workspace::JobHistory>(m_place->history);
    m_flow.emplace(client(), cloudflare::LogpushScope {cloudflare::LogpushScope::Kind::Account, m_place->accountId}, m_place->isReadOnly);
    setRefusal({});
    m_page.setLoading();
    m_soon.start();
    tellHistory();
    refresh();
}

void JobsDesk::close()
{
    m_soon.stop();
    m_listing.cancel();
    m_delivering.cancel();
    m_versions.cancel();
    m_telling.cancel();
    m_flow.reset();
    m_wishes.clear();
    m_jobs.clear();
    m_deliveries.clear();
    m_files.reset();
    m_history.reset();
    m_place.reset();
    if (m_dialog)
        m_dialog->close();
    m_page.setJobs({}, m_clock->nowMs());
}

bool JobsDesk::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_page && event->type() == QEvent::Show && m_place && !m_listing.isRunning())
        refresh();
    return QObject::eventFilter(watched, event);
}

void JobsDesk::refresh()
{
    if (!m_place)
        return;
    const auto endpoint = cloudflare::jobObjects({cloudflare::LogpushScope::Kind::Account, m_place->accountId});
    m_listing = Pending<Jobs>([&](const std::stop_token& stop) { return cloudflare::ask(client(), endpoint, stop); },
                              [this](Result<Jobs> jobs) { take(std::move(jobs)); });
}

void JobsDesk::setRefusal(const QString& reason)
{
    if (m_place)
        m_page.setObstacle(m_place->isReadOnly ? tr("This account is read-only here.") : reason);
}

void JobsDesk::take(Result<Jobs> jobs)
{
    if (!jobs && m_jobs.empty())
        return m_page.showError(jobs.error());
    if (!jobs)
        return m_window.toast(tr("The jobs could not be read again. %1").arg(ui::errorText(jobs.error())));
    m_jobs.clear();
    for (const QJsonObject& job : jobs->value)
        m_jobs.push_back(jobs::redactedJob(job));
    show();
    note([seen = m_jobs, now = m_clock->nowMs()](workspace::JobHistory& history) { return history.see(seen, now); });
    computeDeliveries();
}

void JobsDesk::show()
{
    const std::int64_t now = m_clock->nowMs();
    std::vector<ui::JobView> views;
    for (const QJsonObject& job : m_jobs) {
        views.push_back(ui::viewOf(job, now));
        const auto known = std::ranges::find(m_deliveries, views.back().id, &ui::JobDelivery::id);
        if (known != m_deliveries.end())
            views.back().delivery = *known;
    }
    m_page.setJobs(std::move(views), now);
    emit jobsListed();
}

const QJsonObject* JobsDesk::job(std::int64_t id) const
{
    const auto at = std::ranges::find_if(m_jobs, [id](const QJsonObject& each) { return each[u"id"].toInteger() == id; });
    return at == m_jobs.end() ? nullptr : &*at;
}

QString JobsDesk::nameOf(std::int64_t id) const
{
    const QJsonObject* found = job(id);
    const QString name = found ? ui::viewOf(*found, 0).name : QString();
    return name.isEmpty() ? QString::number(id) : name;
}

void JobsDesk::setListing(ui::SharedListing listing)
{
    m_files = std::move(listing);
    computeDeliveries();
}

std::vector<const QJsonObject*> JobsDesk::jobsOfWhatIsRead() const
{
    std::vector<const QJsonObject*> here;
    if (!m_place || m_place->delivers.isEmpty())
        return here;
    for (const QJsonObject& each : m_jobs) {
        if (deliversTo(each) == m_place->delivers)
            here.push_back(&each);
    }
    return here;
}

bool JobsDesk::keepsAllOfWhatIsRead() const
{
    const auto here = jobsOfWhatIsRead();
    return here.size() == 1 && keepsAll(*here.front());
}

ingest::FormatHint JobsDesk::formatOfWhatIsRead() const
{
    std::optional<ingest::FormatHint> format;
    for (const QJsonObject* job : jobsOfWhatIsRead()) {
        const auto its = ingest::hintOfOutput(job->value(u"output_options"_s));
        if (format.value_or(its) != its)
            return {};
        format = its;
    }
    return format.value_or(ingest::FormatHint {});
}

/// Of the jobs that deliver to where we read: the files there tell of them.
void JobsDesk::computeDeliveries()
{
    if (!m_place || m_place->delivers.isEmpty())
        return;
    if (!m_files && m_page.isVisible())
        emit filesWanted();
    if (!m_files)
        return;
    std::vector<std::int64_t> ids;
    for (const QJsonObject& each : m_jobs) {
        if (deliversTo(each) == m_place->delivers)
            ids.push_back(each[u"id"].toInteger());
    }
    if (ids.size() != 1) // several to one place: no file tells whose it is
        return;
    m_delivering = Pending<std::vector<ui::JobDelivery>>(
        [&](std::stop_token stop) {
            return runIn(*QThreadPool::globalInstance(), std::move(stop),
                         [files = m_files, id = ids.front(),
                          now = m_clock->nowMs()](const std::stop_token& asked) -> Result<std::vector<ui::JobDelivery>> {
                             auto delivery = ui::jobDeliveryOf(id, *files, now, asked);
                             if (!delivery)
                                 return fail(delivery.error());
                             return std::vector<ui::JobDelivery> {*delivery};
                         });
        },
        [this](Result<std::vector<ui::JobDelivery>> deliveries) {
            if (!deliveries)
                return;
            m_deliveries = *std::move(deliveries);
            show();
        });
}

void JobsDesk::showVersions(std::int64_t id)
{
    askVersions(
        id, [this, id](const std::vector<workspace::JobVersion>& versions) { m_page.setVersions(id, shownVersions(versions, job(id))); });
}

} // namespace tracedeck
