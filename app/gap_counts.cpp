#include "gap_counts.h"

#include <algorithm>

namespace tracedeck {

namespace {

constexpr std::int64_t kBeforeMs = std::int64_t {6} * 3'600'000; ///< in which a Worker's events show that they are delivered
constexpr std::size_t kMostWorkers = 10'000;

Result<store::ValueCounts> workersIn(const store::LogStore& store, TimeRange range, const std::stop_token& stop)
{
    store::Query query;
    query.range = range;
    const auto selection = store::select(store.snapshot(), query, stop);
    if (!selection)
        return fail(selection.error());
    return store::countValues(*selection, store::Column::ScriptName, kMostWorkers, stop);
}

} // namespace

GapCounts::GapCounts(QThreadPool& pool, QObject* parent) : QObject(parent), m_queries(pool) {}

void GapCounts::open(const cloudflare::ApiClient& client, const QString& accountId, std::shared_ptr<store::LogStore> store)
{
    close();
    m_place = std::make_unique<Place>(Place {client, accountId, std::move(store)});
}

void GapCounts::close()
{
    m_delivered.cancel();
    m_asking.cancel();
    m_place.reset();
    m_pushing.clear();
    m_waiting.clear();
    m_counts.clear();
    m_failed.clear();
    m_keepsAll = m_isBusy = false;
}

void GapCounts::setPushing(QSet<QString> workers)
{
    m_pushing = std::move(workers);
    next();
}

void GapCounts::setKeepsAll(bool keepsAll)
{
    m_keepsAll = keepsAll;
    next();
}

void GapCounts::count(const std::vector<objects::Gap>& gaps, std::int64_t stepMs)
{
    if (!m_place)
        return;
    m_waiting.clear();
    for (const objects::Gap& gap : gaps) {
        const bool isKnown = std::ranges::find(m_counts, gap.range, &objects::CountedRuns::gap) != m_counts.end();
        const bool hasFailed = std::ranges::find(m_failed, gap.range) != m_failed.end();
        const auto inside = objects::insideOf(gap, stepMs);
        if (!isKnown && !hasFailed && inside)
            m_waiting.push_back({gap.range, *inside});
    }
    next();
}

void GapCounts::next()
{
    if (m_isBusy || m_waiting.empty() || !m_place || !m_keepsAll || m_pushing.isEmpty())
        return;
    const Wish wish = m_waiting.front();
    m_waiting.pop_front();
    m_isBusy = true;
    const TimeRange before {wish.gap.from - kBeforeMs, wish.gap.from};
    const auto work = [store = m_place->store, before](const std::stop_token& stop) { return workersIn(*store, before, stop); };
    m_delivered = Pending<store::ValueCounts> {[&](std::stop_token stop) { return m_queries.ask(std::move(stop), work); },
                                               [this, wish](const Result<store::ValueCounts>& counted) {
                                                   QSet<QString> delivered;
                                                   for (const auto& each : counted ? counted->values : std::vector<store::ValueCount>())
                                                       delivered.insert(QString::fromStdString(each.value));
                                                   askRuns(wish, delivered.intersect(m_pushing));
                                               }};
}

void GapCounts::askRuns(const Wish& wish, const QSet<QString>& delivered)
{
    const cloudflare::InvocationsQuestion question {m_place->accountId, {}, wish.inside};
    m_asking = Pending<cloudflare::InvocationsAnswer> {
        [&](std::stop_token stop) { return cloudflare::askInvocations(m_place->client, question, std::move(stop)); },
        [this, wish, delivered](const Result<cloudflare::InvocationsAnswer>& answer) {
            m_isBusy = false;
            if (!answer) {
                m_failed.push_back(wish.gap);
                return next();
            }
            std::uint64_t runs = 0;
            for (const cloudflare::WorkerInvocations& each : answer->workers)
                runs += delivered.contains(each.worker) ? each.requests : 0;
            keep(wish, runs);
        }};
}

void GapCounts::keep(const Wish& wish, std::uint64_t runs)
{
    m_counts.push_back({wish.gap, runs});
    emit counted();
    next();
}

} // namespace tracedeck
