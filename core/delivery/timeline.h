#pragma once

#include "base/time_range.h"
#include "events/event.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tracedeck::delivery {

/// A version of a Worker from the moment it went live.
struct Deployment {
    std::int64_t fromMs = 0;
    events::ScriptVersion version;
    std::string hash;         ///< what its bundle's file names carry
    std::uint32_t number = 0; ///< of this Worker's builds, oldest 0
    bool bad = false;
};

/// When things happen in generated traffic: how many events a minute has, and which version of a Worker runs.
class Timeline {
public:
    Timeline(std::uint64_t seed, std::uint64_t events, TimeRange span);

    [[nodiscard]] std::size_t minutes() const { return m_before.size() - 1; }
    [[nodiscard]] std::uint64_t eventsBefore(std::size_t minute) const { return m_before[minute]; }
    [[nodiscard]] std::int64_t startOf(std::size_t minute) const { return m_span.from + static_cast<std::int64_t>(minute) * 60'000; }
    [[nodiscard]] const Deployment& deploymentOf(std::size_t worker, std::int64_t ms) const;
    /// When checkout-api ran the version that throws.
    [[nodiscard]] TimeRange badDeploy() const { return m_bad; }

private:
    void layMinutes(std::uint64_t seed, std::uint64_t events);
    void layDeployments(std::uint64_t seed);

    TimeRange m_span, m_bad;
    std::vector<std::uint64_t> m_before;                ///< events before a minute; one more entry than minutes
    std::vector<std::vector<Deployment>> m_deployments; ///< of a Worker, oldest first
};

} // namespace tracedeck::delivery
