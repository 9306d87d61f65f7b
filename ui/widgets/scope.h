#pragma once

#include "base/time_range.h"
#include "store/queries.h"
#include "store/snapshot.h"

#include <QObject>

namespace tracedeck::ui {

/// What all pages look at together: the snapshot, the time range and how times are written. Owned by the workbench; GUI thread.
/// Pages read it and ask for changes through it; they listen to its signals and re-ask their questions.
class Scope : public QObject {
    Q_OBJECT
public:
    explicit Scope(store::Queries queries, QObject* parent = nullptr);

    [[nodiscard]] const store::Snapshot& snapshot() const { return m_snapshot; }
    [[nodiscard]] const store::Queries& queries() const { return m_queries; }
    /// The chosen range; "all" means the snapshot's whole span, see `effectiveRange`.
    [[nodiscard]] TimeRange range() const { return m_range; }
    /// Never open ended where the snapshot has events.
    [[nodiscard]] TimeRange effectiveRange() const;
    [[nodiscard]] bool isUtc() const { return m_utc; }

    void setSnapshot(store::Snapshot snapshot);
    void setRange(TimeRange range);
    void setUtc(bool utc);

signals:
    void snapshotChanged();
    void rangeChanged();
    void timeZoneChanged();

private:
    store::Queries m_queries;
    store::Snapshot m_snapshot;
    TimeRange m_range;
    bool m_utc = true;
};

} // namespace tracedeck::ui
