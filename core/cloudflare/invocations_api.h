#pragma once

#include "base/time_range.h"
#include "cloudflare/api_client.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace tracedeck::cloudflare {

// What Workers ran, as the analytics count it, whether or not any of it is logged. The data set is adaptively sampled: every number is an
// estimate, small ones are the least exact, and a Worker that is not in the answer had none that was sampled, which is not quite the same
// as none. At most one month in one question, three months back; a budget of its own (320 in five minutes).

/// What one Worker ran.
struct WorkerInvocations {
    QString worker;
    std::uint64_t requests = 0, errors = 0;
    std::optional<std::int64_t> latestMs; ///< `datetime` of the newest row, rounded down by the analytics; only where it was asked for
    bool operator==(const WorkerInvocations&) const = default;
};

struct InvocationsQuestion {
    QString accountId;
    QString worker; ///< "" = all
    TimeRange span; ///< asked in whole seconds
    /// One row for each Worker and `datetime` instead of one for each Worker: tells the latest, and reaches the limit sooner.
    bool withLatest = false;
    int limit = 10'000; ///< rows
};

struct InvocationsAnswer {
    std::vector<WorkerInvocations> workers; ///< by name
    bool isCut = false;                     ///< the limit was hit: sums are too small, Workers may be missing; the newest rows are there
    int status = 0;
    QString ray;
    std::chrono::milliseconds took {0};

    [[nodiscard]] const WorkerInvocations* of(const QString& worker) const; ///< null: none that was sampled
};

/// Fails as `askGraphql` does; BadAnswer where rows are missing.
[[nodiscard]] QFuture<Result<InvocationsAnswer>> askInvocations(const ApiClient& client, const InvocationsQuestion& question,
                                                                std::stop_token stop);

} // namespace tracedeck::cloudflare
