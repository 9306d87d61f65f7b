#include "gap_counts.h"

#include <algorithm>
#include <utility>

namespace tracedeck {

namespace {

constexpr std::int64_t kBeforeMs = std::int64_t {6} * 3'600'000; ///< in which a Worker's events show that they are delivered
constexpr std::size_t kMostWorkers = 10'000;

/// LimitExceeded where there are more than anybody has: those that are missing here would be missing in what is counted.
Result<QSet<QString>> workersIn(const store::LogStore& store, TimeRange range, const std::stop_token& stop)
{
    store::Query query;
    query.range = range;
    const auto selection = store::select(store.snapshot(), query, stop);
    if (!selection)
        return fail(selection.error());
    const auto counted = store::countValues(*selection, store::Column::ScriptName, kMostWorkers, stop);
    if (!counted)
        return fail(counted.error());
    if (counted->distinct > counted->values.size())
        return fail(ErrorCode::LimitExceeded, QStringLiteral("too many Workers"));
    QSet<QString> workers;
    for (const store::ValueCount& each : counted->values)
        workers.insert(QString::fromStdString(each.value));
    return workers;
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
    m_asked.clear();
    m_keepsAll = m_isBusy = m_hasMore = false;
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
        const bool isAsked = std::ranges::find(m_asked, gap.range) != m_asked.end();
        const auto inside = objects::insideOf(gap, stepMs);
        if (!isAsked && inside)
            m_waiting.push_back({gap.range, *inside});
    }
    next();
}

void GapCounts::next()
{
    if (m_isBusy)
        return;
    if (m_waiting.empty() || !m_place || !m_keepsAll || m_pushing.isEmpty())
        return tell();
    const Wish wish = m_waiting.front();
    m_waiting.pop_front();
    m_asked.push_back(wish.gap);
    m_isBusy = true;
    const TimeRange before {wish.gap.from - kBeforeMs, wish.gap.from};
    const auto work = [store = m_place->store, before](const std::stop_token& stop) { return workersIn(*store, before, stop); };
    m_delivered = Pending<QSet<QString>> {[&](std::stop_token stop) { return m_queries.ask(std::move(stop), work); },
                                          [this, wish](const Result<QSet<QString>>& delivered) {
                                              const auto counting = delivered ? (*delivered & m_pushing) : QSet<QString>();
                                              counting.isEmpty() ? goOn() : askRuns(wish, counting); // without them nothing is known
                                          }};
}

void GapCounts::askRuns(const Wish& wish, const QSet<QString>& delivered)
{
    const cloudflare::InvocationsQuestion question {m_place->accountId, {}, wish.inside};
    m_asking = Pending<cloudflare::InvocationsAnswer> {
        [&](std::stop_token stop) { return cloudflare::askInvocations(m_place->client, question, std::move(stop)); },
        [this, wish, delivered](const Result<cloudflare::InvocationsAnswer>& answer) {
            if (answer && !answer->isCut)
                keep(wish, *answer, delivered);
            goOn();
        }};
}

void GapCounts::keep(const Wish& wish, const cloudflare::InvocationsAnswer& answer, const QSet<QString>& delivered)
{
    std::uint64_t runs = 0;
    for (const cloudflare::WorkerInvocations& each : answer.workers)
        runs += delivered.contains(each.worker) ? each.requests : 0;
    m_counts.push_back({wish.gap, runs});
    m_hasMore = true;
}

void GapCounts::goOn()
{
    m_isBusy = false;
    next();
}

void GapCounts::tell()
{
    if (std::exchange(m_hasMore, false))
        emit counted();
}

} // namespace tracedeck
