#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "sandbox/faults.h"
#include "sandbox/sandbox.h"
#include "sandbox/state.h"

#include <QFuture>
#include <QUrl>

#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace tracedeck::sandbox {

/// What the pipeline is given; all of it outlives the pipeline. The Sandbox's thread only.
struct PipelineContext {
    StateKeeper& keeper;
    const Clock& clock;
    Faults& faults;
    const SandboxOptions& options; ///< folder, seed, history, rate; `port` is the API's
};

/// One object that the API wants at a destination: the probe of a new job (name and text as the open facts say) or a challenge file.
struct ProbeWrite {
    QString destinationConf;
    QString name;     ///< of the object below the destination's path
    QByteArray bytes; ///< as they are; the pipeline compresses where `compress` says so
    bool compress = true;
};

/// One object of a bucket as the bearer endpoints tell of it.
struct StoredObject {
    QString key, etag; ///< ETag without quotes
    std::uint64_t size = 0;
    qint64 changedMs = 0;
    QString contentType, contentEncoding;
};

struct ObjectsPage {
    std::vector<StoredObject> objects;
    QStringList delimitedPrefixes;
    QString continuation; ///< "" = the last page
};

struct ObjectsQuery {
    QString bucket, jurisdiction = QStringLiteral("default");
    QString prefix, delimiter, startAfter, continuation;
    int limit = 1000;
};

/// True counts of what ran, delivered or not: one row for each Worker, status and `datetime` bucket.
struct InvocationCount {
    QString script, status; ///< status: "success", "scriptThrewException", "exceededResources", "clientDisconnected", …
    qint64 minuteMs = 0;    ///< start of the minute
    std::uint64_t requests = 0, errors = 0, subrequests = 0;
};

/// What the API asks of the pipeline and tells it. The Sandbox's thread; futures may finish on any.
class PipelineHooks {
public:
    virtual ~PipelineHooks() = default;

    /// Opens the bucket's server and the intake, lays down history where there is none, begins to deliver.
    [[nodiscard]] virtual Result<void> start() = 0;
    [[nodiscard]] virtual QUrl endpoint() const = 0; ///< of its R2
    [[nodiscard]] virtual QUrl intakeUrl() const = 0;

    /// Writes to a destination, as a push would. The failure's `detail` is what the API says ("error writing object: error uploading").
    [[nodiscard]] virtual QFuture<Result<void>> write(ProbeWrite probe, std::stop_token stop) = 0;
    virtual void jobSaved(qint64 id) = 0;   ///< created or changed; it is in the state
    virtual void jobRemoved(qint64 id) = 0; ///< it is not any more
    virtual void scriptSaved(const QString& name) = 0;
    virtual void scriptRemoved(const QString& name) = 0;
    virtual void faultsChanged() = 0;

    /// NotFound where there is no such bucket; it is created and removed through `state.buckets`.
    [[nodiscard]] virtual Result<ObjectsPage> listObjects(const ObjectsQuery& query) = 0;
    /// NotFound where there is no such object.
    [[nodiscard]] virtual Result<StoredObject> headObject(const QString& bucket, const QString& jurisdiction, const QString& key) = 0;
    [[nodiscard]] virtual Result<QByteArray> readObject(const QString& bucket, const QString& jurisdiction, const QString& key) = 0;

    /// What ran in [fromMs, toMs), by minute.
    [[nodiscard]] virtual std::vector<InvocationCount> invocations(qint64 fromMs, qint64 toMs) const = 0;
};

/// The pipeline of this program (pipeline.cpp).
[[nodiscard]] std::unique_ptr<PipelineHooks> makePipeline(PipelineContext context);

} // namespace tracedeck::sandbox
