#pragma once

#include "access/verdict.h"
#include "base/result.h"
#include "cloudflare/account_api.h"
#include "cloudflare/invocations_api.h"
#include "cloudflare/logpush_api.h"
#include "cloudflare/workers_api.h"
#include "objects/object_source.h"
#include "s3/bucket.h"
#include "workers/worker_matrix.h"

#include <optional>
#include <vector>

namespace tracedeck::doctor {

/// How far back runs, files and events are looked at.
inline constexpr std::int64_t kLookBackMs = 86'400'000;

/// An answer with the call it came from.
template<typename T>
struct Asked {
    access::Evidence evidence;
    Result<T> answer;
};
/// nullopt: it was not asked.
template<typename T>
using Fact = std::optional<Asked<T>>;

/// Where Tracedeck reads delivered logs.
struct ReadPlace {
    s3::BucketAddress address;
    QString prefix; ///< with or without {DATE}
    bool operator==(const ReadPlace&) const = default;
};

/// The section of a wrangler file that deploys the Worker.
struct FileFact {
    workers::WranglerLink link;
    Result<workers::WranglerConfig> config;
};

/// Delivered events, of the store or of the newest objects.
struct EventsFound {
    bool isStore = false;
    std::uint64_t all = 0, ofWorker = 0; ///< within `kLookBackMs`; without a Worker all are its
    std::uint64_t kept = 0;              ///< of the Worker's, those that the job's filter would keep; of a store only
    std::optional<std::int64_t> lastMs;  ///< of the Worker
    std::size_t objects = 0;             ///< that were looked through; not of a store
};

/// All facts of one examination: plain values, each perhaps not there.
struct Examination {
    QString worker, dispatchNamespace; ///< "" = of no Worker in particular; of no namespace
    std::optional<std::int64_t> jobId; ///< nullopt: the one that serves the Worker best
    std::int64_t nowMs = 0;
    std::optional<std::int64_t> enabledMs; ///< when the job was switched on here

    // By the check of the account; nullopt: not known yet.
    std::optional<access::Verdict> credential, account, jobsRight, plan;
    bool isEnterprise = false;
    Fact<std::vector<cloudflare::Subscription>> subscriptions;
    Fact<std::vector<cloudflare::LogpushJob>> jobs; ///< of this dataset
    Fact<std::vector<cloudflare::WorkerScript>> scripts;

    Fact<cloudflare::ScriptSettings> settings; ///< of the Worker
    Fact<bool> jobKeys;                        ///< the job's own keys can list its bucket
    std::optional<FileFact> file;
    Fact<cloudflare::InvocationsAnswer> invocations;
    std::optional<ReadPlace> source;
    Fact<std::vector<objects::ListedObject>> objects; ///< of the source, newest first, logs alone
    Fact<EventsFound> events;
};

} // namespace tracedeck::doctor
