#pragma once

#include "logs/log_answer.h"

#include "async/pending.h"
#include "widgets/scope.h"

#include <QObject>

namespace tracedeck::ui {

/// Asks the store everything the page shows of one query. A new query drops the answers of the old one, wherever they are.
class LogSearch : public QObject {
    Q_OBJECT
public:
    explicit LogSearch(Scope& scope, QObject* parent = nullptr);

    /// `columns` are counted as facets.
    void ask(store::Query query, std::optional<Followed> followed, std::uint64_t rowsShown);
    [[nodiscard]] bool isRunning() const { return m_answer.isRunning(); }
    [[nodiscard]] const store::Selection& selection() const { return m_selection; }

signals:
    void answered(const tracedeck::ui::LogAnswer& answer);
    void failed(const tracedeck::Error& error);
    void histogramReady(const tracedeck::store::Histogram& histogram);
    void marksReady(const std::vector<tracedeck::store::VersionMark>& marks);
    void facetsReady(const std::vector<tracedeck::store::ValueCounts>& counts);

private:
    void askTheRest(const store::Query& query);
    struct Bars {
        TimeRange range;
        std::int64_t width = 1;
    };
    [[nodiscard]] Bars bars() const;

    Scope& m_scope;
    store::Selection m_selection;
    Pending<LogAnswer> m_answer;
    Pending<store::Histogram> m_histogram;
    Pending<std::vector<store::VersionMark>> m_marks;
    Pending<std::vector<store::ValueCounts>> m_facets;
};

} // namespace tracedeck::ui
