#pragma once

#include "objects/list_plan.h"
#include "objects/object_source.h"

#include <atomic>
#include <functional>
#include <stop_token>
#include <vector>

namespace tracedeck::sync {

/// Lists what may hold the events of a span, in as few calls as the names allow: day by day, the newest first, where there are days;
/// jumping over what is out of the span elsewhere. Blocks; one thread.
class BucketListing {
public:
    /// Takes objects, newest first among themselves; false = enough.
    using Sink = std::function<bool(std::vector<objects::ListedObject> batch)>;

    /// Calls are counted in `calls` where that is given: each is a Class A operation.
    BucketListing(objects::ObjectSource& source, const QString& prefix, TimeRange range, std::atomic<std::uint64_t>* calls = nullptr);

    [[nodiscard]] Result<void> run(const Sink& sink, const std::stop_token& stop);

private:
    using Use = std::function<bool(objects::ListPage page)>;
    struct Day {
        QString date, prefix;
    };
    struct Placed {
        std::int64_t end = 0; // of its window
        objects::ListedObject object;
    };

    [[nodiscard]] Result<void> walk(const objects::ListWalk& from, const QString& delimiter, const Use& use);
    [[nodiscard]] Result<void> discover(const QString& prefix, int depth);
    [[nodiscard]] Result<void> enterFolders(const QStringList& folders, int depth);
    [[nodiscard]] Result<void> listDays();
    [[nodiscard]] Result<void> listDay(const Day& day);
    [[nodiscard]] Result<void> listPlainly(const QString& prefix);
    bool keep(objects::ListPage& page);
    bool flush();

    objects::ObjectSource& m_source;
    objects::DatedPrefix m_prefix;
    TimeRange m_range;
    std::atomic<std::uint64_t>* m_calls;
    const Sink* m_sink = nullptr;
    std::stop_token m_stop;
    std::vector<Day> m_days;
    std::vector<Placed> m_batch;
    bool m_isEnough = false;
};

} // namespace tracedeck::sync
