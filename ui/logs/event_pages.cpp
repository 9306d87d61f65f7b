#include "logs/event_pages.h"

namespace tracedeck::ui {

SelectionPages::SelectionPages(store::Queries queries, store::Selection selection) : m_queries(queries), m_selection(std::move(selection))
{}

std::uint64_t SelectionPages::count() const
{
    return m_selection.isNull() ? 0 : m_selection.count();
}

QFuture<Result<EventPages::Rows>> SelectionPages::fetch(std::uint64_t offset, std::uint64_t rows, std::stop_token stop) const
{
    return m_queries.ask(std::move(stop), [selection = m_selection, offset, rows](const std::stop_token& inner) {
        return store::page(selection, offset, rows, inner);
    });
}

} // namespace tracedeck::ui
