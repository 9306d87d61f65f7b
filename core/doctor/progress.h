#pragma once

#include "access/findings.h"
#include "doctor/examination.h"
#include "doctor/finding.h"
#include "store/snapshot.h"

#include <QJsonObject>

namespace tracedeck::doctor {

/// What is examined, and with what. Holds secrets.
struct Question {
    access::Question access; ///< whose account; neither its bucket nor wrangler is looked at
    QString worker, dispatchNamespace;
    std::optional<std::int64_t> jobId;
    std::optional<ReadPlace> source;
    std::optional<s3::Keys> sourceKeys; ///< nullopt: derived from the token
    std::optional<workers::WranglerLink> file;
    std::optional<store::Snapshot> store; ///< nullopt: the newest objects of the source are looked through
    bool isReadOnly = false;              ///< nothing is mended then
};

/// Where a job writes, as far as one can look there with the job's own keys.
struct JobBucket {
    s3::BucketAddress address;
    s3::Keys keys;
    QString prefix;
};
/// nullopt: no bucket that is reached by keys. `readFrom` tells the address of R2 where that is not Cloudflare's own.
[[nodiscard]] std::optional<JobBucket> jobBucketOf(const QString& destination, const QUrl& baseUrl,
                                                   const std::optional<ReadPlace>& readFrom);

/// How far an examination is.
struct Progress {
    Question question;
    access::Findings access;
    Examination facts;
    std::optional<QJsonObject> job; ///< the chosen one, redacted; empty: it could not be read
    std::optional<JobBucket> jobBucket;

    Progress(Question asked, std::int64_t nowMs);
    void add(access::Reply reply);
    [[nodiscard]] bool isApiOpen() const; ///< calls below the account may be answered
    [[nodiscard]] std::optional<s3::Keys> sourceKeys() const;
};

enum class Call : std::uint8_t {
    Access, ///< as `Step::key` says
    Job,
    JobKeys,
    Settings,
    File,
    Traffic,
    Objects,
    Events,
};
struct Step {
    Call call {};
    access::CallKey key {};
    bool operator==(const Step&) const = default;
};
[[nodiscard]] Probe probeOf(const Step& step);

/// What to ask now; nullopt = all has been asked that can be. Pure.
[[nodiscard]] std::optional<Step> next(const Progress& progress);

} // namespace tracedeck::doctor
