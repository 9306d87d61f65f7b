#pragma once

#include "logs/event_columns.h"
#include "logs/event_pages.h"

#include "async/pending.h"
#include "store/query.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QTimer>

#include <map>
#include <memory>
#include <set>

namespace tracedeck::ui {

/// The rows of one answer, any number of them: what is not here yet is fetched a page at a time, all pages of one paint together.
class EventTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { LoadingRole = Qt::UserRole + 1, RowTextRole };
    static constexpr std::uint64_t kPageRows = 256;
    static constexpr int kMaxPages = 64;
    static constexpr std::size_t kMaxInFlight = 8;

    /// A page that came with the answer, so that its rows are there at the first paint.
    struct ReadyPage {
        std::uint64_t number = 0;
        EventPages::Rows rows;
    };

    explicit EventTableModel(QObject* parent = nullptr);
    ~EventTableModel() override;

    /// Drops everything that was fetched or is on its way.
    void setPages(std::shared_ptr<const EventPages> pages, std::vector<ReadyPage> ready = {});
    void setTimeStyle(const TimeStyle& style);
    void setOrder(const store::Order& order);

    [[nodiscard]] std::uint64_t count() const { return m_count; }
    /// nullptr while it is not here; asking is what fetches it. Good until control returns to the event loop.
    [[nodiscard]] const store::EventRow* rowAt(std::uint64_t row) const;
    /// The same without fetching.
    [[nodiscard]] const store::EventRow* rowIfHere(std::uint64_t row) const;
    [[nodiscard]] const TimeStyle& timeStyle() const { return m_style; }
    [[nodiscard]] const store::Order& order() const { return m_order; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override; ///< clamped; `count` is the truth
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void rowsArrived(quint64 first, quint64 last);
    void failed(const tracedeck::Error& error);

private:
    using Rows = EventPages::Rows;

    void fetchWanted();
    void take(std::uint64_t page, Result<Rows> rows);

    std::shared_ptr<const EventPages> m_pages;
    std::uint64_t m_count = 0;
    TimeStyle m_style;
    store::Order m_order;
    mutable QCache<quint64, Rows> m_cache {kMaxPages};
    mutable std::set<std::uint64_t> m_wanted;
    std::set<std::uint64_t> m_broken; ///< failed once: not asked again for this answer
    std::map<std::uint64_t, Pending<Rows>> m_inFlight;
    mutable QTimer m_fetchSoon;
};

} // namespace tracedeck::ui
