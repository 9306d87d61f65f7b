#pragma once

#include "workers/project_scan.h"

#include <map>

namespace tracedeck::workers {

/// What becomes of the flag with the next `wrangler deploy`.
enum class NextDeploy : std::uint8_t {
    Unknown, ///< no file is linked, or it cannot be read
    StaysOn,
    StaysOff,
    TurnsOn,
    TurnsOff, ///< the file says false
    MayReset, ///< the key is missing: wrangler leaves it out, and what the API keeps then is not documented
};

/// The one word on a Worker.
enum class WorkerVerdict : std::uint8_t { On, Off, TurnsOff, MayReset, TurnsOn, OnButQuiet, Unknown };

/// What tells Workers apart, as it is kept: the name of an ordinary one, "namespace/name" of one in a dispatch namespace.
[[nodiscard]] QString keyOf(const QString& worker, const QString& dispatchNamespace);

/// The section of a file that deploys a Worker.
struct WranglerLink {
    QString path;
    QString environment;   ///< "" = the top level
    bool isChosen = false; ///< by a person; else found by the Worker's name
    bool operator==(const WranglerLink&) const = default;
};

/// What the API says of a Worker.
struct DeployedWorker {
    QString name, dispatchNamespace; ///< namespace "" = an ordinary Worker
    std::optional<bool> logpush;     ///< nullopt: could not be read
    std::optional<bool> observability;
    QStringList tailConsumers;
    std::optional<std::int64_t> modifiedMs;
};

/// What was delivered of it, as far as the store reaches.
struct DeliveredEvents {
    std::uint64_t events = 0; ///< in the last 24 h
    std::optional<std::int64_t> lastMs;
};

/// One row of the matrix.
struct WorkerRow {
    DeployedWorker worker;
    std::optional<WranglerLink> link;
    std::optional<WranglerSection> section; ///< of the link
    std::optional<bool> fileFlag;           ///< what a deploy of it sends
    bool isInherited = false;
    std::optional<Error> fileError;           ///< the linked file cannot be read
    std::vector<WranglerLink> others;         ///< further files that deploy a Worker of this name
    bool isNamesake = false;                  ///< another Worker is called so; what is counted by names is not known of either
    std::optional<DeliveredEvents> delivered; ///< nullopt: not known
    std::optional<std::uint64_t> invocations; ///< in the last 24 h, by the analytics; nullopt: not known
    NextDeploy next = NextDeploy::Unknown;
    WorkerVerdict verdict = WorkerVerdict::Unknown;
};

struct MatrixInput {
    std::vector<DeployedWorker> workers;
    std::vector<Project> projects;
    std::map<QString, WranglerLink> chosen;                      ///< by `keyOf`: links made by a person go before names
    std::optional<std::map<QString, DeliveredEvents>> delivered; ///< by name; nullopt: there is no store to ask
    std::optional<std::map<QString, std::uint64_t>> invocations; ///< by name
    std::int64_t nowMs = 0;
};

/// The rows in the order of `workers`. A pure function.
[[nodiscard]] std::vector<WorkerRow> matrixOf(const MatrixInput& input);

[[nodiscard]] NextDeploy nextDeployOf(std::optional<bool> deployed, const std::optional<WranglerLink>& link, std::optional<bool> fileFlag);
/// "Drift": the next deploy changes the flag, or may.
[[nodiscard]] bool isDrift(const WorkerRow& row);

} // namespace tracedeck::workers
