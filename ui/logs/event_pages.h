#pragma once

#include "store/queries.h"
#include "store/selection.h"

#include <QFuture>

#include <cstdint>
#include <vector>

namespace tracedeck::ui {

/// Where a table of events gets its rows from: a fixed number of them in a fixed order, fetched in pieces.
class EventPages {
public:
    using Rows = std::vector<store::EventRow>;

    virtual ~EventPages() = default;
    [[nodiscard]] virtual std::uint64_t count() const = 0;
    /// `rows` rows from `offset`, fewer at the end. Called on the GUI thread, answers from another.
    [[nodiscard]] virtual QFuture<Result<Rows>> fetch(std::uint64_t offset, std::uint64_t rows, std::stop_token stop) const = 0;
};

/// The rows of one store selection, fetched in the query pool.
class SelectionPages final : public EventPages {
public:
    SelectionPages(store::Queries queries, store::Selection selection);

    [[nodiscard]] std::uint64_t count() const override;
    [[nodiscard]] QFuture<Result<Rows>> fetch(std::uint64_t offset, std::uint64_t rows, std::stop_token stop) const override;

private:
    store::Queries m_queries;
    store::Selection m_selection;
};

} // namespace tracedeck::ui
