#pragma once

#include "async/pending.h"
#include "cloudflare/invocations_api.h"
#include "objects/coverage_counts.h"
#include "store/log_store.h"
#include "store/queries.h"

#include <QObject>
#include <QSet>

#include <deque>
#include <memory>
#include <optional>

namespace tracedeck {

/// Asks Cloudflare what ran inside of gaps. Only Workers count that push their events now and of which events came before the gap: what
/// they run must be delivered, if a job keeps everything. Each gap is asked about once; one of which nobody knows - the answer failed or is
/// cut, or no such Worker was delivered before - has no count. GUI thread.
class GapCounts : public QObject {
    Q_OBJECT
public:
    explicit GapCounts(QThreadPool& pool, QObject* parent = nullptr);

    void open(const cloudflare::ApiClient& client, const QString& accountId, std::shared_ptr<store::LogStore> store);
    void close();
    /// Workers whose flag is on.
    void setPushing(QSet<QString> workers);
    /// Whether the one job that delivers to what is read keeps all of them; else a run that was not delivered is no loss.
    void setKeepsAll(bool keepsAll);
    void count(const std::vector<objects::Gap>& gaps, std::int64_t stepMs);
    [[nodiscard]] const std::vector<objects::CountedRuns>& counts() const { return m_counts; }

signals:
    void counted(); ///< `counts` has more; once for all gaps that were waiting

private:
    struct Wish {
        TimeRange gap, inside;
    };
    struct Place {
        cloudflare::ApiClient client;
        QString accountId;
        std::shared_ptr<store::LogStore> store;
    };

    void next();
    void askRuns(const Wish& wish, const QSet<QString>& delivered);
    void keep(const Wish& wish, const cloudflare::InvocationsAnswer& answer, const QSet<QString>& delivered);
    void goOn();
    void tell();

    store::Queries m_queries;
    std::unique_ptr<Place> m_place;
    QSet<QString> m_pushing;
    bool m_keepsAll = false, m_isBusy = false;
    bool m_hasMore = false; ///< than was told
    std::deque<Wish> m_waiting;
    std::vector<objects::CountedRuns> m_counts;
    std::vector<TimeRange> m_asked; ///< and not again while this is open, whatever came of it
    Pending<QSet<QString>> m_delivered;
    Pending<cloudflare::InvocationsAnswer> m_asking;
};

} // namespace tracedeck
