#pragma once

#include "base/result.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <random>
#include <vector>

namespace tracedeck::sandbox {

/// What can be made to go wrong. The first group breaks answers of the servers, the second deliveries.
enum class Fault : std::uint8_t {
    Forbidden,    ///< "403"
    NotEntitled,  ///< "10023": scripts cannot be saved with logpush; Workers API only
    RateLimited,  ///< "429", with Retry-After
    ServerError,  ///< "500"
    Unavailable,  ///< "503"
    Slow,         ///< "slow": the answer comes after 3 s
    Cut,          ///< "cut": the body ends half way and the connection closes
    Reset,        ///< "reset": the connection closes without an answer
    ExpiredToken, ///< "expired-token"
    Html,         ///< "html": a login page with status 200 instead of JSON or XML
    Skew,         ///< "skew": the server's clock (its Date, and what it checks signatures by) is 20 minutes ahead; R2 only

    Gap,             ///< "gap": batches are thrown away unsent while it is set; the job stays healthy
    Duplicate,       ///< "duplicate": each batch is delivered twice, under two names
    Late,            ///< "late": batches are held back for 20 minutes
    AutoDisable,     ///< "auto-disable": jobs are switched off as after a day of failures, once, when it is set
    DestinationDown, ///< "destination-down": every push fails
};

/// Where an answer is broken.
enum class FaultPlace : std::uint8_t { Api, Bucket };

/// The faults that are set. Written as NAME, NAME@PERCENT (struck at random, seeded), api:NAME or r2:NAME (there alone): "503@20", "r2:cut".
/// The Sandbox's thread only.
class Faults {
public:
    explicit Faults(std::uint64_t seed = 1) : m_random(seed) {}

    /// All that are set from now on; BadValue names the first that is none, and nothing changes then.
    [[nodiscard]] Result<void> set(const QStringList& texts);
    [[nodiscard]] QStringList texts() const;

    /// Whether this fault strikes now: always where no percentage was given. Draws, so ask once for each request or batch.
    [[nodiscard]] bool strikes(Fault fault, FaultPlace place = FaultPlace::Api);
    /// The first fault of the first group that strikes a request here; ask once for each request. NotEntitled and ExpiredToken are for the
    /// API to ask by name and never picked.
    [[nodiscard]] std::optional<Fault> pick(FaultPlace place);

private:
    struct Set {
        Fault fault {};
        double share = 1; ///< of requests or batches
        std::optional<FaultPlace> place;
        QString text;
    };
    [[nodiscard]] static Result<Set> parse(const QString& given);
    [[nodiscard]] bool draws(const Set& set);

    std::vector<Set> m_sets;
    std::mt19937_64 m_random;
};

[[nodiscard]] QStringList faultNames();

} // namespace tracedeck::sandbox
