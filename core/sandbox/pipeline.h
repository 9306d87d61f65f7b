#pragma once

#include "sandbox/bucket_account.h"
#include "sandbox/bucket_service.h"
#include "sandbox/destination_writer.h"
#include "sandbox/intake.h"
#include "sandbox/live_account.h"
#include "sandbox/pipeline_counts.h"
#include "sandbox/pipeline_hooks.h"
#include "sandbox/pipeline_lane.h"

#include <QTimer>

#include <map>
#include <memory>

namespace tracedeck::sandbox {

/// Logpush at work: records of logged Workers go through every job of the account into its destination, and R2 serves what arrives in its
/// own buckets. All by the context's clock; a timer pulses it once it is started. The Sandbox's thread only.
class Pipeline final : public PipelineHooks {
public:
    /// `transport` reaches destinations outside of this account.
    Pipeline(PipelineContext context, std::unique_ptr<net::Transport> transport);
    ~Pipeline() override;
    Pipeline(const Pipeline&) = delete;
    Pipeline& operator=(const Pipeline&) = delete;

    /// One run of a Worker that ended now. False where nothing of it is delivered: the Worker is not in the account, or its flag is off.
    bool take(events::Event record);
    /// Does what is due by the clock.
    void pulse();
    /// The last 24 hours are laid down, or were not asked for.
    [[nodiscard]] bool isHistoryDone() const { return m_live && m_live->isHistoryDone(); }

    [[nodiscard]] Result<void> start() override;
    [[nodiscard]] QUrl endpoint() const override;
    [[nodiscard]] QUrl intakeUrl() const override;
    [[nodiscard]] QFuture<Result<void>> write(ProbeWrite probe, std::stop_token stop) override;
    void jobSaved(qint64 id) override;
    void jobRemoved(qint64 id) override;
    void scriptSaved(const QString& name) override;
    void scriptRemoved(const QString& name) override;
    void faultsChanged() override;
    [[nodiscard]] Result<ObjectsPage> listObjects(const ObjectsQuery& query) override;
    [[nodiscard]] Result<StoredObject> headObject(const QString& bucket, const QString& jurisdiction, const QString& key) override;
    [[nodiscard]] Result<QByteArray> readObject(const QString& bucket, const QString& jurisdiction, const QString& key) override;
    [[nodiscard]] std::vector<InvocationCount> invocations(qint64 fromMs, qint64 toMs) const override;

private:
    [[nodiscard]] bool isLogged(const events::Event& record);
    [[nodiscard]] Result<BucketStore*> storeOf(const QString& bucket, const QString& jurisdiction);
    void openLane(const Job& job);
    [[nodiscard]] HistoryRules historyRules();
    void keepPast(HistorySlice slice);
    void readCounts();
    void saveCounts();

    PipelineContext m_context;
    std::unique_ptr<net::Transport> m_transport;
    AccountDoor m_door;
    BucketShelf m_shelf;
    BucketService m_service;
    DestinationWriter m_writer;
    DeliveryContext m_delivery;
    std::map<qint64, std::unique_ptr<JobLane>> m_lanes;                        ///< by job
    std::map<std::pair<std::string, std::string>, bool, std::less<>> m_logged; ///< dispatch namespace and name → its flag; asked once
    InvocationCounts m_counts;
    qint64 m_countsSavedMs = 0;
    bool m_wasSwitchedOff = false; ///< by the fault, which does it once
    Intake m_intake {[this](events::Event record) { return take(std::move(record)); }};
    std::unique_ptr<LoopbackServer> m_bucketServer, m_intakeServer;
    std::optional<LiveAccount> m_live; ///< once it is started
    QTimer m_timer;
};

} // namespace tracedeck::sandbox
