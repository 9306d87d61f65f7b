#pragma once

#include "cloudflare/endpoint.h"

#include <QJsonObject>
#include <QStringList>

#include <cstdint>
#include <optional>

namespace tracedeck::cloudflare {

inline const QString kWorkersDataset = QStringLiteral("workers_trace_events");

/// Whose jobs: an account's, or a zone's. Trace events are an account's.
struct LogpushScope {
    enum class Kind : std::uint8_t { Account, Zone };
    Kind kind = Kind::Account;
    QString id;
};

/// A job as a list tells of it. The API echoes the destination with the keys in it: it is a secret here.
struct LogpushJob {
    std::int64_t id = 0;
    QString dataset, name, kind;
    bool isEnabled = false;
    QString filter; ///< the tree as text; "" = none
    QStringList fields;
    std::optional<double> sampleRate;
    QJsonObject outputOptions;    ///< empty where it has the old ones
    QString destination;          ///< masked
    SharedSecret destinationConf; ///< in full
    std::optional<std::int64_t> lastCompleteMs, lastErrorMs;
    QString errorMessage;
};

struct DatasetField {
    QString name, description;
};

[[nodiscard]] Endpoint<std::vector<LogpushJob>> logpushJobs(const LogpushScope& scope);
[[nodiscard]] Endpoint<std::vector<LogpushJob>> logpushJobsOf(const LogpushScope& scope, const QString& dataset);
/// Readable with read level already, unlike jobs.
[[nodiscard]] Endpoint<std::vector<DatasetField>> logpushFields(const LogpushScope& scope, const QString& dataset);

} // namespace tracedeck::cloudflare
