#pragma once

#include "delivery/object_writer.h"
#include "delivery/random.h"
#include "sandbox/pipeline_plan.h"
#include "sandbox/pipeline_uploads.h"

#include <optional>

namespace tracedeck::sandbox {

/// One job at work: records that its filter keeps and its sampling takes become files, files become uploads. A disabled job takes nothing:
/// what runs meanwhile is lost to it for good. The Sandbox's thread only.
class JobLane {
public:
    JobLane(DeliveryContext& context, qint64 jobId);

    /// The job was changed: from now on, or from when the open facts say, it delivers in the new way.
    void jobChanged();
    /// A record, the limits applied, of a Worker whose flag is on.
    void take(const events::Event& record);
    /// Closes what is due, starts what is due.
    void pulse();
    /// The end of the Sandbox: what is open is closed and written as far as that needs no network.
    void finish();
    [[nodiscard]] std::size_t underWay() const { return m_uploads.count(); }

private:
    void replan();
    [[nodiscard]] std::optional<JobFile> fileOf(std::optional<delivery::Batch> batch) const;
    void deliver(std::optional<delivery::Batch> batch);

    DeliveryContext& m_context;
    qint64 m_jobId;
    delivery::Random m_random;     ///< for sampling
    std::optional<JobPlan> m_plan; ///< nullopt: it takes nothing
    std::optional<qint64> m_replanAtMs;
    delivery::Batcher m_batcher {{}};
    Uploads m_uploads;
    std::string m_line;
};

} // namespace tracedeck::sandbox
