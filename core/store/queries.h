#pragma once

#include "async/pool.h"
#include "store/selection.h"

namespace tracedeck::store {

/// The store's questions asked from a GUI thread: each runs in the query pool and comes back as a QFuture for a `Pending`.
/// `m_rows = Pending<std::vector<EventRow>> {[&](auto stop) { return m_queries.ask(stop, [sel](auto s) { return page(sel, 0, 200, s); }); }, …};`
class Queries {
public:
    explicit Queries(QThreadPool& pool) : m_pool(pool) {}

    /// `question(std::stop_token) -> Result<T>`; runs in the pool on values it captured.
    template<typename Question>
    auto ask(std::stop_token stop, Question question) const
    {
        return runIn(m_pool, std::move(stop), std::move(question));
    }

private:
    QThreadPool& m_pool;
};

} // namespace tracedeck::store
