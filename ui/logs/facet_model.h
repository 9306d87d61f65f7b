#pragma once

#include "logs/filter_model.h"
#include "store/answers.h"

#include <QAbstractItemModel>

#include <array>

namespace tracedeck::ui {

/// The fields that are offered beside the table, in this order.
inline constexpr std::array<store::Column, 8> kFacetColumns {
    store::Column::OutcomeSlice, store::Column::ScriptName, store::Column::Level,   store::Column::EventType,
    store::Column::Status,       store::Column::Method,     store::Column::Version, store::Column::Entrypoint,
};

/// Fields and their values with counts, two levels: ticked as the filter says. Values seen before stay when they count nothing.
class FacetModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Role { KindRole = Qt::UserRole + 1, CountRole, ShareRole, StateRole, ColumnRole, ValueRole, FilteredRole };
    enum class Kind { Field, Value, More };
    static constexpr std::size_t kFirst = 6;

    explicit FacetModel(FilterModel& filter, QObject* parent = nullptr);

    void setCounts(std::vector<store::ValueCounts> counts);
    void setStale(bool stale);
    [[nodiscard]] bool isStale() const { return m_stale; }
    void setSearch(const QString& words); ///< only fields and values that contain it
    void showAll(const QModelIndex& more);
    [[nodiscard]] std::vector<store::ValueCount> valuesOf(store::Column column) const;

    // Gestures on a value; on a field `clear`.
    void setIncluded(const QModelIndex& value, bool included);
    void only(const QModelIndex& value);
    void exclude(const QModelIndex& value);
    void clear(const QModelIndex& field);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Field {
        store::Column column {};
        std::vector<store::ValueCount> values; ///< as they were answered, then those that count nothing now
        std::vector<std::size_t> listed;       ///< indexes of `values` that the search lets through
        std::uint64_t most = 0;
        bool all = false;
    };
    void list();
    [[nodiscard]] std::size_t rowsOf(const Field& field) const;
    [[nodiscard]] const Field& fieldAt(const QModelIndex& index) const;
    [[nodiscard]] const store::ValueCount* valueAt(const QModelIndex& index) const;
    [[nodiscard]] QVariant fieldData(const Field& field, int role) const;
    [[nodiscard]] QVariant valueData(const Field& field, const store::ValueCount& value, int role) const;
    [[nodiscard]] QVariant moreData(const Field& field, int role) const;

    FilterModel& m_filter;
    std::vector<Field> m_all;
    std::vector<std::size_t> m_shown; ///< indexes of `m_all`
    QString m_search;
    bool m_stale = false;
};

} // namespace tracedeck::ui
